"""Hidden suite of the topic training_loop.

A model is made twice from the same start: in the worker, where the student's code trains it, and
here, where the reference does. `at` is where: `remote`, or `HERE`.
"""

import operator
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import pairwise
from types import SimpleNamespace
from typing import Any

import torch

from grader.judge.suite import (
    assert_close,
    assert_equal,
    assert_float,
    assert_raises,
    assert_tensor,
    assert_unchanged,
    core,
    criterion,
    require,
)
from grader.sandbox.probes import torch_training

HERE = SimpleNamespace(torch=torch, probes=torch_training, operator=operator)
PARAMETERS = "the model's parameters, one after the other"


@core("train_step", points=2.5)
def test_one_call_makes_one_update(student, remote, draw):
    """One call moves every parameter once, as the optimizer does with this batch's gradients."""
    for sizes, n, lr, scale in (
        ((1, 1), 1, 0.1, 1.0),
        ((3, 2), 4, 0.1, 1.0),
        ((3, 4, 2), 5, 0.3, 1.0),
        ((3, 2), 4, 0.1, 1e3),
    ):
        pair = Pair(student, remote, _network(_layers(draw, *sizes)), _sgd(lr))
        pair.train([(X, scale * y) for X, y in _batches(draw, sizes, n)], _mse)


@criterion("train_step", points=0.5)
def test_returns_the_loss_before_the_update(student, remote, draw):
    """The value returned is what loss_fn says of the batch before the update."""
    for n, loss, dtype in (
        (1, _mse, torch.float32),
        (4, _mse, torch.float64),
        (5, _huber, torch.float64),
    ):
        X, y = _batch(draw, n, 3, 2, dtype)
        build = _network(_layers(draw, 3, 4, 2, dtype=dtype))
        model = build(remote)
        value = student.train_step(model, _sgd(0.1)(remote, model), loss(remote), X, y)
        assert_close(value, loss(HERE)(build(HERE)(X), y).detach())


@criterion("train_step", points=0.5)
def test_returns_a_python_float(student, remote, draw):
    """The loss comes back as a Python float, without its graph."""
    X, y = _batch(draw, 4, 3, 2)
    model = _network(_layers(draw, 3, 2))(remote)
    optimizer = _sgd(0.1)(remote, model)
    given = {"model": model, "optimizer": optimizer, "loss_fn": _mse(remote)}
    assert_float(student.train_step(**given, X=X, y=y))


@criterion("train_step", points=0.5)
def test_forgets_gradients_left_behind(student, remote, draw):
    """Gradients left behind do not count, neither strangers' nor those of the step before."""
    sizes = (3, 4, 2)
    clean = _network(_layers(draw, *sizes))
    for build in (_with_gradients(clean), clean):
        pair = Pair(student, remote, build, _sgd(0.1))
        pair.train(_batches(draw, sizes, 4, 5, 4), _mse)


@criterion("train_step", points=0.5)
def test_works_with_any_optimizer(student, remote, draw):
    """Momentum, Adam, several rates, a frozen layer: right over several steps, float64 too."""
    sizes = (3, 4, 3, 2)
    cases = ((_network, _momentum), (_network, _two_rates), (_network, _adam))
    for build, optimizer in (*cases, (_with_frozen_layer, _momentum)):
        layers = _layers(draw, *sizes, dtype=torch.float64)
        pair = Pair(student, remote, build(layers), optimizer)
        pair.train(_batches(draw, sizes, 4, 5, 3, dtype=torch.float64), _mse)


@criterion("train_step", points=0.5)
def test_gives_prediction_then_target_to_the_loss(student, remote, draw):
    """The loss is the one that was given, called as loss_fn(prediction, target)."""
    for sizes in ((2, 1), (3, 4, 2)):
        pair = Pair(student, remote, _network(_layers(draw, *sizes)), _sgd(0.1))
        pair.train(_batches(draw, sizes, 5), _relative_error)


@criterion("train_step", points=0.5)
def test_steps_in_train_mode(student, remote, draw):
    """Every part of the model is in train mode, whichever mode it was left in; so is the loss."""
    sizes = (3, 4, 2)
    layers = _layers(draw, *sizes)
    for build in (*(_normalised(layers, mode) for mode in (True, False)), _partly_in_eval(layers)):
        Pair(student, remote, build, _sgd(0.1)).train(_batches(draw, sizes, 6), _mse)
    build, (X, y) = _normalised(layers, True), _batch(draw, 6, 3, 2)
    model = build(remote)
    value = student.train_step(model, _sgd(0.1)(remote, model), _mse(remote), X, y)
    assert_close(value, _mse(HERE)(build(HERE)(X), y).detach())


@criterion("train_step", points=0.5)
def test_leaves_the_batch_alone(student, remote, draw):
    """The batch is not modified."""
    X, y = _batch(draw, 4, 3, 2)
    model = _network(_layers(draw, 3, 2))(remote)
    optimizer = _sgd(0.1)(remote, model)
    answer = student.train_step.ask(model, optimizer, _mse(remote), X, y)
    assert_unchanged(answer)


@core("fit", points=3)
def test_makes_the_updates_of_plain_sgd(student, remote, draw):
    """After fit, every parameter is where plain SGD on the MSE leads, batch by batch."""
    for sizes, counts, lr, epochs, dtype in (
        ((1, 1), (2,), 0.1, 1, torch.float32),
        ((3, 2), (4, 4), 0.1, 1, torch.float32),
        ((3, 4, 2), (4, 4, 4), 0.05, 2, torch.float64),
        ((3, 2), (6,), 3.0, 12, torch.float64),
    ):
        build = _network(_layers(draw, *sizes, dtype=dtype))
        batches = _batches(draw, sizes, *counts, dtype=dtype)
        Run(student, remote, build, batches, lr, epochs).check_core()


@criterion("fit", points=1)
def test_records_the_losses_of_each_epoch(student, remote, draw):
    """An epoch's entry is the mean of the losses seen before each of its updates."""
    sizes, dtype = (3, 4, 2), torch.float64
    for counts, epochs in (((4,), 1), ((4, 4), 3)):
        build = _network(_layers(draw, *sizes, dtype=dtype))
        batches = _batches(draw, sizes, *counts, dtype=dtype)
        Run(student, remote, build, batches, 0.05, epochs).check_history()
    build = _network(_layers(draw, 3, 2, dtype=dtype))
    rising = Run(student, remote, build, _batches(draw, (3, 2), 6, 6, dtype=dtype), 3.0, 3)
    rising.check_history()
    nearly = [(X, build(HERE)(X).detach() + 1e-4 * y) for X, y in rising.batches]
    Run(student, remote, build, nearly, 0.05, 2).check_history(atol=0.0)
    overflowing = Run(student, remote, build, rising.batches, 1e200, 3)
    _check_kind_of_history(overflowing.history(), 3, overflowing.own_step())


@criterion("fit", points=0.5)
def test_weighs_samples_not_batches(student, remote, draw):
    """Every sample counts the same in the history, those of a smaller last batch too."""
    sizes, dtype = (3, 4, 2), torch.float64
    for counts, epochs in (((4, 1), 1), ((4, 4, 3), 2)):
        build = _network(_layers(draw, *sizes, dtype=dtype))
        batches = _batches(draw, sizes, *counts, dtype=dtype)
        batches[-1][1].add_(10.0)
        Run(student, remote, build, batches, 0.02, epochs).check_history(rtol=1e-5, atol=1e-5)


@criterion("fit", points=0.5)
def test_takes_any_loader_and_asks_it_anew(student, remote, draw):
    """A loader needs neither len nor dataset, and is iterated anew for each epoch."""
    batches = _batches(draw, (3, 2), 4, 3, 2, dtype=torch.float64)
    build = _network(_layers(draw, 3, 2, dtype=torch.float64))
    run = Run(student, remote, build, batches, lr=0.05, epochs=3)
    loader = remote.probes.PlainLoader(batches)
    if run.check_parameters(loader):
        run.check_passes(loader)
    data, (X, y) = remote.torch.utils.data, _batch(draw, 7, 3, 2, torch.float64)
    whole = [(X[:3], y[:3]), (X[3:6], y[3:6])]
    without_last = data.DataLoader(data.TensorDataset(X, y), batch_size=3, drop_last=True)
    Run(student, remote, build, whole, lr=0.05, epochs=2).check_history(without_last)


@criterion("fit", points=0.5)
def test_does_nothing_in_zero_epochs(student, remote, draw):
    """With epochs=0 the history is [], whatever the loader, and the parameters stay."""
    layers = _layers(draw, 3, 2)
    model = _network(layers)(remote)
    loaders: tuple[list[Any], ...] = (_batches(draw, (3, 2), 4, 2), [])
    for loader in loaders:
        history = student.fit(model=model, loader=loader, lr=0.1, epochs=0)
        assert_equal(history, [])
    start = HERE.probes.parameters(_network(layers)(HERE))
    assert_close(remote.probes.parameters(model), start, of=PARAMETERS)


@criterion("fit", points=0.5)
def test_refuses_a_loader_without_batches(student, remote, draw):
    """A loader that yields nothing raises ValueError."""
    for loader, epochs in (([], 1), (remote.probes.PlainLoader([]), 1), ([], 3)):
        model = _network(_layers(draw, 3, 2))(remote)
        assert_raises("ValueError", student.fit, model, loader, 0.1, epochs)


@criterion("fit", points=0.5)
def test_fit_forgets_gradients_left_behind(student, remote, draw):
    """Gradients that were there before fit do not count."""
    clean = _network(_layers(draw, 3, 4, 2, dtype=torch.float64))
    batches = _batches(draw, (3, 2), 4, 3, dtype=torch.float64)
    run = Run(student, remote, _with_gradients(clean), batches, lr=0.05, epochs=2)
    run.check_parameters()


@criterion("fit", points=0.5)
def test_fits_in_train_mode(student, remote, draw):
    """Every part of the model is in train mode, whichever mode it was left in."""
    for mode in (True, False):
        build = _normalised(_layers(draw, 3, 4, 2, dtype=torch.float64), mode)
        batches = _batches(draw, (3, 2), 6, 5, dtype=torch.float64)
        Run(student, remote, build, batches, lr=0.05, epochs=2).check_parameters_and_history()
    build = _partly_in_eval(_layers(draw, 3, 4, 2, dtype=torch.float64))
    Run(student, remote, build, batches, lr=0.05, epochs=2).check_parameters()


@criterion("fit", points=0.5)
def test_moves_each_parameter_with_a_gradient_once(student, remote, draw):
    """A frozen or unused parameter stays, a shared one moves once per batch; float64 too."""
    layers = _layers(draw, 3, 4, 3, dtype=torch.float64)
    for build in (
        _with_spare_parameter(layers, draw.tensor(2).double()),
        _with_frozen_layer(layers),
        _tied(draw.tensor(3, 3).double() / 2, draw.tensor(3).double(), draw.tensor(3).double()),
    ):
        batches = _batches(draw, (3, 3), 4, 3, dtype=torch.float64)
        Run(student, remote, build, batches, lr=0.05, epochs=1).check_parameters()


@criterion("fit", points=0.5)
def test_every_call_stands_alone(student, remote, draw):
    """Each call gives a list of its own, one Python float per epoch, and leaves batches alone."""
    build, batches = _network(_layers(draw, 3, 2)), _batches(draw, (3, 2), 4, 4)
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
    require(
        len(history) == epochs,
        "A history of {epochs} epochs should have as many entries; it is {got}.",
        epochs=epochs,
        got=history,
    )
    require(
        all(isinstance(loss, float) for loss in history),
        "The history should hold Python floats; it is {got}.",
        also=[partial(_gives_no_float, ask) for ask in own_step],
        got=history,
    )


def _gives_no_float(ask):
    return not isinstance(ask().value, float)


class Pair:
    """A model in the worker and its twin here, which are trained on the same batches."""

    def __init__(self, student, remote, build, optimizer):
        self.student, self.remote = student, remote
        self.model, self.twin = build(remote), build(HERE)
        self.optimizer = optimizer(remote, self.model)
        self.twins_optimizer = optimizer(HERE, self.twin)

    def train(self, batches, loss):
        """Hold that the parameters are the same after each batch."""
        loss_fn, twins_loss_fn = loss(self.remote), loss(HERE)
        for X, y in batches:
            self.student.train_step(self.model, self.optimizer, loss_fn, X, y)
            self._train_twin(twins_loss_fn, X, y)
            assert_close(
                self.remote.probes.parameters(self.model),
                HERE.probes.parameters(self.twin),
                of=PARAMETERS,
            )

    def _train_twin(self, loss_fn, X, y):
        self.twin.train()
        weights = [weight for weight in self.twin.parameters() if weight.requires_grad]
        gradients = torch.autograd.grad(loss_fn(self.twin(X), y), weights)
        for weight, gradient in zip(weights, gradients, strict=True):
            weight.grad = gradient
        self.twins_optimizer.step()


@dataclass(frozen=True)
class Run:
    """One call of fit, and what it should lead to."""

    student: Any
    remote: Any
    build: Callable[[Any], Any]
    batches: list[tuple[torch.Tensor, torch.Tensor]]
    lr: float
    epochs: int

    def check_core(self):
        """Hold that fit leaves the parameters where they should be, in whatever type it works."""
        self._check(self._data_loader(), rtol=1e-4, atol=1e-5)

    def check_parameters(self, loader=None):
        """The same to more digits, and in the model's own type; false where train_step raised."""
        model, _ = self._check(loader or self._data_loader(), rtol=1e-6, atol=1e-7)
        if model is not None:
            dtype = self.batches[0][0].dtype
            assert_tensor(self.remote.probes.parameters(model), dtype=dtype)
        return model is not None

    def check_parameters_and_history(self):
        """Hold what one and the same call leaves and returns."""
        model, answer = self._check(self._data_loader(), rtol=1e-6, atol=1e-7)
        if model is not None:
            self._check_history(answer, rtol=1e-6, atol=1e-6)

    def check_passes(self, loader):
        """Hold that the loader was asked for its batches anew for each epoch."""
        passes = loader.get("passes")
        require(
            isinstance(passes, int) and passes >= self.epochs,
            "In {epochs} epochs, fit began {passes} pass(es) over the loader: one that shuffles "
            "could not give each epoch an order of its own.",
            epochs=self.epochs,
            passes=passes,
        )

    def history(self):
        """What fit returns."""
        return self.student.fit(self.build(self.remote), self._data_loader(), self.lr, self.epochs)

    def check_history(self, loader=None, rtol=1e-6, atol=1e-6):
        """Hold that fit returns the losses that it should have seen."""
        model, given = self.build(self.remote), loader or self._data_loader()
        answer = self.student.fit.ask(model, given, self.lr, self.epochs)
        self._check_history(answer, rtol, atol)

    def _check_history(self, answer, rtol, atol):
        got = answer if answer.error else answer.value
        expected = self._by_hand[1]
        assert_close(answer, expected, rtol=rtol, atol=atol, also=self.unless_handed_on(got))

    def unless_handed_on(self, got):
        """`got` is as good as any, if fit hands on to a train_step that is to blame for it."""
        uses = self.student.uses("fit", "train_step")
        return [partial(self._handed_on, got)] if uses else []

    def own_step(self):
        """What one call of the student's own train_step gives, if fit makes such calls."""
        model = self.build(self.remote)
        optimizer, loss_fn = _sgd(self.lr)(self.remote, model), _mse(self.remote)
        step = self.student.train_step.ask
        ask = partial(step, model, optimizer, loss_fn, *self.batches[0])
        return [ask] if self.student.uses("fit", "train_step") else []

    def _data_loader(self):
        """A DataLoader that gives these batches; all but the last must be equally large."""
        inputs, targets = (torch.cat(parts) for parts in zip(*self.batches, strict=True))
        size = len(self.batches[0][0])
        return self.remote.probes.data_loader(inputs, targets, size)

    def _check(self, loader, rtol, atol):
        """Hold parameters, and give model and answer; no model if train_step is to blame for it."""
        model = self.build(self.remote)
        answer = self.student.fit.ask(model, loader, self.lr, self.epochs)
        if answer.error is not None:
            assert_close(answer, None, also=self.unless_handed_on(answer))
            return None, answer
        got, also = self.remote.probes.parameters(model), self.unless_handed_on
        assert_close(got, self._by_hand[0], rtol=rtol, atol=atol, also=also(got), of=PARAMETERS)
        return model, answer

    def _handed_on(self, got):
        """Hold that fit gives every batch to train_step, and makes the history of its answers."""
        model, start = self.build(self.remote), self.build(HERE)
        step, fit = self.student.train_step, self.student.fit
        loader = self.remote.probes.PlainLoader(self.batches)
        tried = self.remote.probes.with_steps_noted.ask(
            step, fit, model, loader, self.lr, self.epochs
        )
        require(tried.error is None, "It raises an error whatever its training step does.")
        noted = tried.value
        self.check_passes(loader)
        for (X, y, loss), batch in zip(noted["given"], self.batches * self.epochs, strict=True):
            for part, whole in zip((X, y), batch, strict=True):
                assert_close(part, whole)
            assert_close(loss, batch[1].square().mean())
        answers = torch.arange(1.0, 1 + len(noted["given"])).reshape(self.epochs, -1)
        means = [_mean_over_samples(each.tolist(), self.batches) for each in answers]
        assert_close(noted["history"], torch.tensor(means))
        with torch.no_grad():
            for parameter in start.parameters():
                parameter -= self.lr * answers.numel() * parameter.requires_grad
        assert_close(self.remote.probes.parameters(model), HERE.probes.parameters(start))
        return got

    @cached_property
    def _by_hand(self):
        """Parameters and history of plain gradient descent."""
        model, history = self.build(HERE).train(), []
        weights = [weight for weight in model.parameters() if weight.requires_grad]
        for _ in range(self.epochs):
            losses = []
            for X, y in self.batches:
                loss = (model(X) - y).square().mean()
                gradients = torch.autograd.grad(loss, weights, allow_unused=True)
                losses.append(loss.item())
                for weight, gradient in zip(weights, gradients, strict=True):
                    weight.data -= 0 if gradient is None else self.lr * gradient
            history.append(_mean_over_samples(losses, self.batches))
        return HERE.probes.parameters(model), torch.tensor(history, dtype=torch.float64)


def _mean_over_samples(losses, batches):
    counts = [len(X) for X, _ in batches]
    return sum(loss * n for loss, n in zip(losses, counts, strict=True)) / sum(counts)


def _layers(draw, *sizes, dtype=torch.float32):
    return [
        ((draw.tensor(o, d) / d**0.5).to(dtype), draw.tensor(o).to(dtype))
        for d, o in pairwise(sizes)
    ]


def _batch(draw, n, d, o, dtype=torch.float32):
    return (draw.tensor(n, d) + 0.5).to(dtype), (2 * draw.tensor(n, o) + 1).to(dtype)


def _batches(draw, sizes, *counts, dtype=torch.float32):
    return [_batch(draw, n, sizes[0], sizes[-1], dtype) for n in counts]


def _network(layers):
    return lambda at: at.probes.network(layers)


def _normalised(layers, mode):
    return lambda at: at.probes.Normalised(at.probes.network(layers), 3).train(mode)


def _partly_in_eval(layers):
    return lambda at: at.probes.with_part_in_eval(
        at.probes.Normalised(at.probes.network(layers), 3)
    )


def _with_gradients(build):
    return lambda at: at.probes.leave_gradients(build(at), 1.5)


def _with_spare_parameter(layers, spare):
    return lambda at: at.probes.WithSpareParameter(at.probes.network(layers), spare)


def _with_frozen_layer(layers):
    def build(at):
        model = at.probes.network(layers)
        at.operator.getitem(model, 0).requires_grad_(False)
        return model

    return build


def _tied(*tensors):
    return lambda at: at.probes.TiedNetwork(*tensors)


def _sgd(lr):
    return lambda at, model: at.probes.sgd(model, lr)


def _momentum(at, model):
    return at.torch.optim.SGD(model.parameters(), lr=0.05, momentum=0.9)


def _adam(at, model):
    return at.torch.optim.Adam(model.parameters(), lr=0.05)


def _two_rates(at, model):
    first, last = at.operator.getitem(model, 0), at.operator.getitem(model, 4)
    slow = {"params": first.parameters(), "lr": 0.02}
    return at.torch.optim.SGD([slow, {"params": last.parameters()}], lr=0.2)


def _mse(at):
    return at.torch.nn.MSELoss()


def _huber(at):
    return at.torch.nn.HuberLoss()


def _relative_error(at):
    return at.probes.relative_error
