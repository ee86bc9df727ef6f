"""What training should lead to: a model in the worker, and its twin here, trained by hand."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any

import torch

from grader.judge.suite import assert_close, assert_tensor, require
from grader.topics.training_loop.models import HERE, mse, sgd

PARAMETERS = "the model's parameters, one after the other"


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
        optimizer, loss_fn = sgd(self.lr)(self.remote, model), mse(self.remote)
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
