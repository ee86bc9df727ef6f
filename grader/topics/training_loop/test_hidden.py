"""Hidden suite of the topic training_loop."""

from functools import partial
from typing import Any

import torch

from grader.judge.suite import (
    assert_close,
    assert_equal,
    assert_float,
    assert_raises,
    assert_unchanged,
    core,
    criterion,
    require,
)
from grader.topics.training_loop.models import (
    HERE,
    adam,
    draw_batch,
    draw_batches,
    draw_layers,
    huber,
    momentum,
    mse,
    network,
    normalised,
    partly_in_eval,
    relative_error,
    sgd,
    shifted_in_training,
    tied,
    two_rates,
    with_frozen_layer,
    with_gradients,
    with_spare_parameter,
)
from grader.topics.training_loop.training import PARAMETERS, Pair, Run


@core("train_step", points=2.5)
def test_one_call_makes_one_update(student, remote, draw):
    """One call moves every parameter once, as the optimizer does with this batch's gradients."""
    for sizes, n, lr, scale in (
        ((1, 1), 1, 0.1, 1.0),
        ((3, 2), 4, 0.1, 1.0),
        ((3, 4, 2), 5, 0.3, 1.0),
        ((3, 2), 4, 0.1, 1e3),
    ):
        pair = Pair(student, remote, network(draw_layers(draw, *sizes)), sgd(lr))
        pair.train([(X, scale * y) for X, y in draw_batches(draw, sizes, n)], mse)


@criterion("train_step", points=0.5)
def test_returns_the_loss_before_the_update(student, remote, draw):
    """The value returned is what loss_fn says of the batch before the update."""
    for n, loss, dtype in (
        (1, mse, torch.float32),
        (4, mse, torch.float64),
        (5, huber, torch.float64),
        (3, relative_error, torch.float64),
    ):
        X, y = draw_batch(draw, n, 3, 2, dtype)
        build = network(draw_layers(draw, 3, 4, 2, dtype=dtype))
        model = build(remote)
        value = student.train_step(model, sgd(0.1)(remote, model), loss(remote), X, y)
        assert_close(value, loss(HERE)(build(HERE)(X), y).detach())


@criterion("train_step", points=0.5)
def test_returns_a_python_float(student, remote, draw):
    """The loss comes back as a Python float, without its graph."""
    X, y = draw_batch(draw, 4, 3, 2)
    model = network(draw_layers(draw, 3, 2))(remote)
    optimizer = sgd(0.1)(remote, model)
    given = {"model": model, "optimizer": optimizer, "loss_fn": mse(remote)}
    assert_float(student.train_step(**given, X=X, y=y))


@criterion("train_step", points=0.5)
def test_forgets_gradients_left_behind(student, remote, draw):
    """Gradients left behind do not count, neither strangers' nor those of the step before."""
    sizes = (3, 4, 2)
    clean = network(draw_layers(draw, *sizes))
    for build in (with_gradients(clean), clean):
        pair = Pair(student, remote, build, sgd(0.1))
        pair.train(draw_batches(draw, sizes, 4, 5, 4), mse)


@criterion("train_step", points=0.5)
def test_works_with_any_optimizer(student, remote, draw):
    """Momentum, Adam, several rates, a frozen layer: right over several steps, float64 too."""
    sizes = (3, 4, 3, 2)
    cases = ((network, momentum), (network, two_rates), (network, adam))
    for build, optimizer in (*cases, (with_frozen_layer, momentum)):
        layers = draw_layers(draw, *sizes, dtype=torch.float64)
        pair = Pair(student, remote, build(layers), optimizer)
        pair.train(draw_batches(draw, sizes, 4, 5, 3, dtype=torch.float64), mse)


@criterion("train_step", points=0.5)
def test_gives_prediction_then_target_to_the_loss(student, remote, draw):
    """The loss is the one that was given, called as loss_fn(prediction, target)."""
    for sizes in ((2, 1), (3, 4, 2)):
        pair = Pair(student, remote, network(draw_layers(draw, *sizes)), sgd(0.1))
        pair.train(draw_batches(draw, sizes, 5), relative_error)


@criterion("train_step", points=0.5)
def test_steps_in_train_mode(student, remote, draw):
    """Every part of the model is in train mode, whichever mode it was left in; so is the loss."""
    sizes = (3, 4, 2)
    layers = draw_layers(draw, *sizes)
    models = [normalised(layers, mode) for mode in (True, False)]
    for build in (*models, partly_in_eval(layers), shifted_in_training(layers)):
        Pair(student, remote, build, sgd(0.1)).train(draw_batches(draw, sizes, 6), mse)
    build, (X, y) = normalised(layers, True), draw_batch(draw, 6, 3, 2)
    model = build(remote)
    value = student.train_step(model, sgd(0.1)(remote, model), mse(remote), X, y)
    assert_close(value, mse(HERE)(build(HERE)(X), y).detach())


@criterion("train_step", points=0.5)
def test_leaves_the_batch_alone(student, remote, draw):
    """The batch is not modified."""
    X, y = draw_batch(draw, 4, 3, 2)
    model = network(draw_layers(draw, 3, 2))(remote)
    optimizer = sgd(0.1)(remote, model)
    answer = student.train_step.ask(model, optimizer, mse(remote), X, y)
    assert_unchanged(answer)


@core("fit", points=3)
def test_makes_the_updates_of_plain_sgd(student, remote, draw):
    """After fit, every parameter is where plain SGD on the MSE leads, batch by batch."""
    for sizes, counts, lr, epochs, dtype in (
        ((1, 1), (2,), 0.1, 1, torch.float32),
        ((3, 2), (4, 1), 0.1, 1, torch.float32),
        ((3, 4, 2), (4, 4, 4), 0.05, 2, torch.float64),
        ((3, 2), (6,), 3.0, 12, torch.float64),
    ):
        build = network(draw_layers(draw, *sizes, dtype=dtype))
        batches = draw_batches(draw, sizes, *counts, dtype=dtype)
        Run(student, remote, build, batches, lr, epochs).check_core()


@criterion("fit", points=1)
def test_records_the_losses_of_each_epoch(student, remote, draw):
    """An epoch's entry is the mean of the losses seen before each of its updates."""
    sizes, dtype = (3, 4, 2), torch.float64
    for counts, epochs in (((4,), 1), ((4, 4), 3)):
        build = network(draw_layers(draw, *sizes, dtype=dtype))
        batches = draw_batches(draw, sizes, *counts, dtype=dtype)
        Run(student, remote, build, batches, 0.05, epochs).check_history()
    build = network(draw_layers(draw, 3, 2, dtype=dtype))
    rising = Run(student, remote, build, draw_batches(draw, (3, 2), 6, 6, dtype=dtype), 3.0, 3)
    rising.check_history()
    nearly = [(X, build(HERE)(X).detach() + 1e-4 * y) for X, y in rising.batches]
    Run(student, remote, build, nearly, 0.05, 2).check_history(atol=0.0)
    overflowing = Run(student, remote, build, rising.batches, 1e200, 3)
    _check_length_of_history(overflowing.history(), 3)


@criterion("fit", points=0.5)
def test_weighs_samples_not_batches(student, remote, draw):
    """Every sample counts the same in the history, those of a smaller last batch too."""
    sizes, dtype = (3, 4, 2), torch.float64
    for counts, epochs in (((4, 1), 1), ((4, 4, 3), 2)):
        build = network(draw_layers(draw, *sizes, dtype=dtype))
        batches = draw_batches(draw, sizes, *counts, dtype=dtype)
        batches[-1][1].add_(10.0)
        Run(student, remote, build, batches, 0.02, epochs).check_history(rtol=1e-5, atol=1e-5)


@criterion("fit", points=0.5)
def test_takes_any_loader_and_asks_it_anew(student, remote, draw):
    """A loader needs neither len nor dataset, and is iterated anew for each epoch."""
    batches = draw_batches(draw, (3, 2), 3, 4, 2, dtype=torch.float64)
    build = network(draw_layers(draw, 3, 2, dtype=torch.float64))
    run = Run(student, remote, build, batches, lr=0.05, epochs=3)
    loader = remote.probes.PlainLoader(batches)
    if run.check_parameters(loader):
        run.check_passes(loader)
    data, (X, y) = remote.torch.utils.data, draw_batch(draw, 7, 3, 2, torch.float64)
    whole = [(X[:3], y[:3]), (X[3:6], y[3:6])]
    without_last = data.DataLoader(data.TensorDataset(X, y), batch_size=3, drop_last=True)
    Run(student, remote, build, whole, lr=0.05, epochs=2).check_history(without_last)


@criterion("fit", points=0.5)
def test_does_nothing_in_zero_epochs(student, remote, draw):
    """With epochs=0 the history is [], whatever the loader, and the parameters stay."""
    layers = draw_layers(draw, 3, 2)
    model = network(layers)(remote)
    loaders: tuple[list[Any], ...] = (draw_batches(draw, (3, 2), 4, 2), [])
    for loader in loaders:
        history = student.fit(model=model, loader=loader, lr=0.1, epochs=0)
        assert_equal(history, [])
    start = HERE.probes.parameters(network(layers)(HERE))
    assert_close(remote.probes.parameters(model), start, of=PARAMETERS)


@criterion("fit", points=0.5)
def test_refuses_a_loader_without_batches(student, remote, draw):
    """A loader that yields nothing raises ValueError."""
    for loader, epochs in (([], 1), (remote.probes.PlainLoader([]), 1), ([], 3)):
        model = network(draw_layers(draw, 3, 2))(remote)
        assert_raises("ValueError", student.fit, model, loader, 0.1, epochs)


@criterion("fit", points=0.5)
def test_fit_forgets_gradients_left_behind(student, remote, draw):
    """Gradients that were there before fit do not count."""
    clean = network(draw_layers(draw, 3, 4, 2, dtype=torch.float64))
    batches = draw_batches(draw, (3, 2), 4, 3, dtype=torch.float64)
    run = Run(student, remote, with_gradients(clean), batches, lr=0.05, epochs=2)
    run.check_parameters()


@criterion("fit", points=0.5)
def test_fits_in_train_mode(student, remote, draw):
    """Every part of the model is in train mode, whichever mode it was left in."""
    for mode in (True, False):
        build = normalised(draw_layers(draw, 3, 4, 2, dtype=torch.float64), mode)
        batches = draw_batches(draw, (3, 2), 6, 6, dtype=torch.float64)
        Run(student, remote, build, batches, lr=0.05, epochs=2).check_parameters_and_history()
    build = partly_in_eval(draw_layers(draw, 3, 4, 2, dtype=torch.float64))
    Run(student, remote, build, batches, lr=0.05, epochs=2).check_parameters()


@criterion("fit", points=0.5)
def test_moves_each_parameter_with_a_gradient_once(student, remote, draw):
    """A frozen or unused parameter stays, a shared one moves once per batch; float64 too."""
    layers = draw_layers(draw, 3, 4, 3, dtype=torch.float64)
    for build in (
        with_spare_parameter(layers, draw.tensor(2).double()),
        with_frozen_layer(layers),
        tied(draw.tensor(3, 3).double() / 2, draw.tensor(3).double(), draw.tensor(3).double()),
    ):
        batches = draw_batches(draw, (3, 3), 4, 3, dtype=torch.float64)
        Run(student, remote, build, batches, lr=0.05, epochs=1).check_parameters()


@criterion("fit", points=0.5)
def test_every_call_stands_alone(student, remote, draw):
    """Each call gives a list of its own, one Python float per epoch, and leaves batches alone."""
    build, batches = network(draw_layers(draw, 3, 2)), draw_batches(draw, (3, 2), 4, 4)
    settled = [(X, build(HERE)(X).detach()) for X, _ in batches]
    for given, epochs in ((batches, 2), (settled, 3)):
        run = Run(student, remote, build, given, 0.05, epochs)
        answer = student.fit.ask(run.build(remote), given, run.lr, epochs)
        if answer.error is not None:
            assert_close(answer, None, also=run.unless_handed_on(answer))
            return
        assert_unchanged(answer, also=run.own_step())
        _check_kind_of_history(answer.value, epochs, run.own_step())
    _check_second_call(student, remote, build(remote), batches)


def _check_second_call(student, remote, model, batches):
    """Hold that a second call owes nothing to the first, nor takes anything of it back."""
    history = student.fit.keep(model, batches, 0.05, 2)
    losses, (W, b) = remote.builtins.list(history), remote.probes.copies(model)
    twin = remote.probes.network([(W, b)])
    model.zero_grad()  # whether gradients are forgotten is another criterion's question
    again, twins = (student.fit(each, batches, 0.2, 1) for each in (model, twin))
    now = remote.builtins.list(history)
    require(
        now == losses,
        "The history that one call returned should stay as it is. Here it was {losses}, and is "
        "{now} after another call.",
        losses=losses,
        now=now,
    )
    assert_close(again, twins)
    moved, twins_moved = (remote.probes.parameters(each) for each in (model, twin))
    assert_close(moved, twins_moved, of=PARAMETERS)


def _check_kind_of_history(history, epochs, own_step):
    require(isinstance(history, list), "The history should be a list; it is {got}.", got=history)
    _check_length_of_history(history, epochs)
    for loss in history:
        assert_float(
            loss,
            also=[partial(_gives_no_float, ask) for ask in own_step],
            of="an entry of the history",
        )


def _check_length_of_history(history, epochs):
    require(
        hasattr(history, "__len__") and len(history) == epochs,
        "A history of {epochs} epochs should have as many entries; it is {got}.",
        epochs=epochs,
        got=history,
    )


def _gives_no_float(ask):
    return not isinstance(ask().value, float)
