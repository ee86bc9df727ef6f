"""Examples of the topic training_loop."""

from functools import partial

import torch

from grader.judge.suite import assert_close, example

PARAMETERS = "the model's parameters"


@example("train_step")
def test_one_step_on_one_sample(student, remote):
    """From w = 1, b = 0: the loss on (2, 1) is 1, and a step of 0.1 leads to w = 0.6, b = -0.2."""
    model = remote.probes.linear(torch.tensor([[1.0]]), torch.tensor([0.0]))
    optimizer = remote.torch.optim.SGD(model.parameters(), lr=0.1)
    X, y = torch.tensor([[2.0]]), torch.tensor([[1.0]])
    loss = student.train_step(model, optimizer, remote.torch.nn.MSELoss(), X, y)
    assert_close(loss, torch.tensor(1.0))
    assert_close(remote.probes.parameters(model), torch.tensor([0.6, -0.2]), of=PARAMETERS)


@example("train_step")
def test_second_step_on_the_same_sample(student, remote):
    """At w = 0.6, b = -0.2 the prediction is perfect: a second step finds no loss, and stays."""
    model = remote.probes.linear(torch.tensor([[1.0]]), torch.tensor([0.0]))
    optimizer = remote.torch.optim.SGD(model.parameters(), lr=0.1)
    X, y = torch.tensor([[2.0]]), torch.tensor([[1.0]])
    for expected in (1.0, 0.0):
        loss = student.train_step(model, optimizer, remote.torch.nn.MSELoss(), X, y)
        assert_close(loss, torch.tensor(expected))
    assert_close(remote.probes.parameters(model), torch.tensor([0.6, -0.2]), of=PARAMETERS)


@example("fit")
def test_two_epochs_of_two_batches(student, remote):
    """From w = 3 without a bias, with batches of 1 and 2 samples: the history is 3, then 0.75."""
    X, y = torch.tensor([[1.0], [0.0], [0.0]]), torch.zeros(3, 1)
    batches = [(X[:1], y[:1]), (X[1:], y[1:])]
    model = _line(remote)
    history = student.fit(model=model, loader=batches, lr=0.25, epochs=2)
    assert_close(
        history,
        torch.tensor([3.0, 0.75]),
        also=[lambda: _by_own_steps(student, remote, batches)[0]],
    )
    assert_close(
        remote.probes.parameters(model),
        torch.tensor([0.75]),
        also=[lambda: _by_own_steps(student, remote, batches)[1]],
        of=PARAMETERS,
    )


def _line(remote):
    model = remote.torch.nn.Linear(1, 1, bias=False)
    model.load_state_dict({"weight": torch.tensor([[3.0]])})
    return model


def _by_own_steps(student, remote, batches):
    """The same two epochs, where each update is made by the student's own train_step."""
    model, history, keep = _line(remote), [], remote.torch.clone.keep
    optimizer = remote.torch.optim.SGD(model.parameters(), lr=0.25)
    step = partial(student.train_step, model, optimizer, remote.torch.nn.MSELoss())
    kept = [(keep(X), keep(y), len(X)) for X, y in batches]
    for _ in range(2):
        history.append(sum(step(X, y) * n for X, y, n in kept) / 3)
    return history, remote.probes.parameters(model)
