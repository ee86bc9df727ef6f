"""Hidden suite of the topic validation."""

import math

import numpy as np
import torch

from grader.judge.suite import (
    assert_close,
    assert_equal,
    assert_float,
    assert_int,
    assert_raises,
    assert_tensor,
    assert_unchanged,
    core,
    criterion,
    require,
)
from grader.topics.validation.evaluating import (
    ATOL,
    RTOL,
    check_loss,
    evaluate_gives_no_float,
    metrics_give_no_float,
    mode_name,
    own_metrics,
    require_same,
)
from grader.topics.validation.samples import Data, draw_spread
from grader.topics.validation.sides import four_parts, hold_on_record, samples_by_side

DRAWS, FEWEST = 24, 10  # calls, and how many different sets they give at the very least


@core("split", points=1, derived=True)
def test_puts_each_sample_on_one_side(student, draw):
    """Every sample is on exactly one side, its row of X with its row of y."""
    for n, d, targets in ((3, 2, ()), (5, 1, (1,)), (9, 3, (2,)), (20, 2, ())):
        X, y = draw.tensor(n, d), draw.tensor(n, *targets)
        train, val = samples_by_side(student, student.split(X, y, 0.4), X, y)
        times = [(train + val).count(number) for number in range(n)]
        lost, repeated = times.count(0), sum(count > 1 for count in times)
        hold_on_record(
            student, not repeated, "Of {n} samples, {k} are there twice.", n=n, k=repeated
        )
        hold_on_record(student, not lost, "Of {n} samples, {k} are on no side.", n=n, k=lost)


@criterion("split", points=0.5, derived=True)
def test_rounds_the_size_and_leaves_the_data_alone(student, draw):
    """Validation has round(n * fraction) samples, types are kept, X and y stay as they are."""
    for n, fraction in ((2, 0.5), (7, 0.4), (11, 0.3), (9, 0.75), (3, 0.7), (101, 0.25)):
        X, y = draw.tensor(n, 3).double(), torch.arange(n)
        answer = student.split.ask(X=X, y=y, validation_fraction=fraction, generator=None)
        student.observe("changed", answer.changed)
        assert_unchanged(answer)
        parts, n_val = four_parts(answer.value), round(n * fraction)
        sizes, wanted = [len(part) for part in parts], [n - n_val, n - n_val, n_val, n_val]
        student.observe("sizes", sizes)
        require(
            sizes == wanted,
            "X_train, y_train, X_val and y_val have {sizes} rows, and should have {wanted}.",
            sizes=sizes,
            wanted=wanted,
        )
        for part, whole in zip(parts, (X, y, X, y), strict=True):
            assert_tensor(part, (len(part), *whole.shape[1:]), whole.dtype)


@criterion("split", points=0.5, derived=True)
def test_draws_at_random(student, draw):
    """Without a generator every call draws anew: any sample may come to any side."""
    n = 8
    X, y = draw.tensor(n, 2), draw.tensor(n)
    splits = (student.split(X, y, 0.5) for _ in range(DRAWS))
    drawn = [frozenset(samples_by_side(student, each, X, y)[1]) for each in splits]
    always, ever = frozenset.intersection(*drawn), frozenset.union(*drawn)
    different, fixed = len(set(drawn)), len(always) + n - len(ever)
    hold_on_record(student, different > 1, "The validation set is the same in every call.")
    hold_on_record(student, not fixed, "Of {n} samples, {k} never change sides.", n=n, k=fixed)
    few = "In {k} calls, only {m} sets are drawn."
    hold_on_record(student, different >= FEWEST, few, k=DRAWS, m=different)


@criterion("split", points=0.5, derived=True)
def test_takes_its_randomness_from_the_generator(student, remote, draw):
    """The same seed gives the same split: the generator's, or torch's own if there is none."""
    X, y = draw.tensor(30, 2), draw.tensor(30)

    def val(generator_seed, global_seed):
        remote.torch.manual_seed(global_seed)
        options = {}
        if generator_seed is not None:
            options["generator"] = remote.torch.Generator()
            options["generator"].manual_seed(generator_seed)
        got = student.split(X, y, 0.4, **options)
        return frozenset(samples_by_side(student, got, X, y)[1])

    seed, other, third = draw.seed(), draw.seed(), draw.seed()
    student.observe("an end of the data", val(None, seed) in (set(range(12)), set(range(18, 30))))
    given = val(seed, other) == val(seed, third)
    renewed = val(seed, third) != val(other, third)
    default = val(None, seed) == val(None, seed)
    hold_on_record(student, given, "Two generators with the same seed give different splits.")
    hold_on_record(student, renewed, "Two generators with different seeds give the same split.")
    alone = "Without a generator, the same torch.manual_seed gives different splits."
    hold_on_record(student, default, alone)


@criterion("split", points=0.5, derived=True)
def test_refuses_impossible_fractions(student, draw):
    """A fraction outside (0, 1), or one that leaves a side empty, raises ValueError."""
    # one sample leaves a side empty, whichever way the size is rounded
    cases = ((4, 0.0), (4, 1.0), (10, -0.3), (10, 1.5), (1, 0.4), (1, 0.6), (10, 0.04))
    for n, fraction in cases:
        answer = student.split.ask(draw.tensor(n, 2), draw.tensor(n), fraction)
        kind = answer.error.kinds[0] if answer.error else "none"
        student.observe(f"error for {n} samples and {fraction}", kind)
        assert_raises("ValueError", answer)


@core("regression_metrics", points=0.5)
def test_measures_squared_and_absolute_errors(student, draw):
    """The mean squared error is "mse", the mean absolute error "mae"."""
    for shape in ((2,), (3, 1), (5,), (12, 1), (40,)):
        y_hat, y = 2 * draw.tensor(*shape), draw.tensor(*shape)
        got = student.regression_metrics(y_hat, y)
        _check_errors(got, y_hat - y, RTOL, ATOL)


@criterion("regression_metrics", points=0.5)
def test_compares_with_the_mean_in_r2(student, draw):
    """r2 is 1 for a perfect prediction, 0 for the mean, negative below; nan for a constant y."""
    for shape in ((4,), (6, 1), (25,)):
        noise, y = draw_spread(draw, shape), 3 + 2 * draw_spread(draw, shape)
        for y_hat in (y, torch.full(shape, 3.0), y + 0.4 + 0.3 * noise, 4 * noise - y):
            r2 = _entry(student.regression_metrics(y_hat, y), "r2")
            residual = (y_hat - y).double().numpy()
            assert_close(r2, round(1 - np.mean(residual**2) / 4, 6), rtol=1e-3, atol=1e-4, of="r2")
    y = 0.02 * draw_spread(draw, (4,))
    small = student.regression_metrics(torch.zeros(4), y)
    assert_close(_entry(small, "r2"), 0.0, atol=1e-4, of="r2")
    nearly_constant = 1000 + 0.003 * draw_spread(draw, (4,)).double()
    alike_at_first = (torch.tensor(each) for each in ([2.0, 1.0, 3.0, 2.0], [2.0, 2.0, 5.0, 1.0]))
    for y in (nearly_constant, 1e-4 * draw_spread(draw, (4,)), *alike_at_first):
        assert_close(_entry(student.regression_metrics(y, y), "r2"), 1.0, of="r2")
    for shape in ((1,), (4,), (4, 1)):
        y = torch.full(shape, 2.0)
        for y_hat in (y, y + 1, draw.tensor(*shape)):
            assert_close(_entry(student.regression_metrics(y_hat, y), "r2"), math.nan, of="r2")


@criterion("regression_metrics", points=0.5)
def test_gives_python_floats(student, remote, draw):
    """The three are Python floats, not rounded; predictions and targets stay as they are."""
    for shape, scale in (((3,), 1.0), ((5, 1), 0.01)):
        y_hat, y = scale * draw.tensor(*shape), scale * draw.tensor(*shape)
        answer = student.regression_metrics.ask(y_hat=y_hat, y=y)
        assert_unchanged(answer)
        for name in ("mse", "mae", "r2"):
            also = [lambda: evaluate_gives_no_float(student, remote)]
            assert_float(_entry(answer.value, name), also=also, of=name)
        _check_errors(answer.value, y_hat - y, rtol=1e-3, atol=1e-9)
    constant = student.regression_metrics(draw.tensor(3), torch.ones(3))
    assert_float(_entry(constant, "r2"), of="r2")


@criterion("regression_metrics", points=0.5)
def test_refuses_different_shapes(student, draw):
    """Different shapes raise ValueError: (n,) against (n, 1), or one against many."""
    for one, other in (((3,), (3, 1)), ((3,), (4,)), ((1,), (5,)), ((4, 1), (2, 1))):
        for shape, target in ((one, other), (other, one)):
            y_hat, y = draw.tensor(*shape), draw.tensor(*target)
            assert_raises("ValueError", student.regression_metrics, y_hat, y)


@core("evaluate", points=1)
def test_gives_the_mean_squared_error(student, remote, draw):
    """It gives the mean of the squared errors over every entry of every sample."""
    for n, d, o in ((2, 2, 1), (6, 3, 1), (6, 2, 3)):
        data = Data(draw, n, d, o)
        check_loss(student, data.plain(remote), data.loader(remote, 2), data.batches(2), data)


@criterion("evaluate", points=0.5)
def test_weighs_every_sample_the_same(student, remote, draw):
    """Batches may differ in size, the loader may not know its length; float64 too, not rounded."""
    for n, batch_size, o in ((5, 3, 1), (9, 4, 2)):
        data = Data(draw, n, 3, o)
        loader = data.loader(remote, batch_size)
        check_loss(student, data.plain(remote), loader, data.batches(batch_size), data)
    for sizes in ((3,), (1, 4), (5, 2, 1)):
        data = Data(draw, sum(sizes), 2, 3)
        batches = data.batches(sizes)
        loader = remote.probes.PlainLoader(batches)
        check_loss(student, data.plain(remote), loader, batches, data)
    data = Data(draw, 5, 3, 2).all_but_met()
    batches = data.batches((3, 2))
    check_loss(student, data.plain(remote), batches, batches, data, atol=1e-12)


@criterion("evaluate", points=0.5)
def test_evaluates_in_eval_mode(student, remote, draw):
    """Dropout is off and batch norm uses its running statistics, whatever the mode was."""
    for modes in ({"0.0": False}, {}, {"": False, "0": False}):
        data = Data(draw, 8, 3, 2)
        model = remote.probes.set_modes.keep(data.modal(remote), modes)
        check_loss(student, model, data.loader(remote, 4), data.batches(4), data, normed=True)
    model = remote.probes.ShiftedInTraining(data.modal(remote))
    check_loss(student, model, data.loader(remote, 4), data.batches(4), data, normed=True)


@criterion("evaluate", points=0.5)
def test_gives_each_module_its_mode_back(student, remote, draw):
    """Afterwards each module is in train or eval mode as it was before."""
    everything = ("", "0", "0.0", "0.1", "1")
    for in_eval in ((), everything, ("0.0",), ("1",), ("", "0", "0.0"), ("",)):
        data = Data(draw, 6, 3, 2)
        modes = {name: name not in in_eval for name in everything}
        model = remote.probes.set_modes.keep(data.modal(remote), modes)
        student.evaluate(model, data.loader(remote, 3))
        after = remote.probes.modes(model)
        for name, training in modes.items():
            require(
                after.get(name) == training,
                "The module {name} was in {before} mode, and is in {now} mode afterwards.",
                name=repr(name) if name else "at the top",
                before=mode_name(training),
                now=mode_name(after.get(name)),
            )


@criterion("evaluate", points=0.5)
def test_leaves_no_trace(student, remote, draw):
    """No graph is built, parameters, gradients and buffers stay; it gives a Python float."""
    for n, frozen, gradient in ((4, False, None), (6, True, 0.5)):
        data = Data(draw, n, 3, 2)
        model = data.modal(remote)
        if frozen:
            model.keep_attribute("0").requires_grad_(False)
        if gradient is not None:
            remote.probes.leave_gradients.keep(model, gradient)
        witness = remote.probes.GraphWitness(model)
        before = remote.probes.snapshot(witness)
        loss = student.evaluate(witness, data.loader(remote, 2))
        built, after = witness.get("built"), remote.probes.snapshot(witness)
        require_same(before, after)
        require(not any(built), "A graph is built while the model answers.")
        require(
            remote.torch.is_grad_enabled() is True,
            "Afterwards torch builds no graphs any more, for anyone: switch that back on.",
        )
        assert_float(loss, also=[lambda: metrics_give_no_float(student)])
        answer = student.evaluate.ask(model=data.plain(remote), loader=data.batches(2))
        assert_unchanged(answer, also=own_metrics(student, data.Y + 1.0, data.Y))
    data = Data(draw, 4, 3, 2).all_but_met()
    model = data.plain(remote)
    before = remote.probes.snapshot(model)
    student.evaluate(model, data.batches(2))
    require_same(before, remote.probes.snapshot(model))
    remote.torch.set_grad_enabled.keep(False)
    student.evaluate(data.plain(remote), data.batches(2))
    stayed_off = remote.torch.is_grad_enabled() is False
    hold_on_record(
        student, stayed_off, "Torch built no graphs before, and does afterwards: leave that alone."
    )


@core("early_stopping", points=1)
def test_gives_the_best_epoch_seen(student):
    """It gives the best epoch seen by the time training stops."""
    for ranks, patience, best in (
        ([1], 1, 0),
        ([1, 2, 3, 4], 2, 0),
        ([4, 3, 2, 1], 1, 3),
        ([5, 3, 6, 4], 5, 1),
        ([5, 4, 6, 7, 8, 9, 1], 2, 1),
        ([9, 8, 10, 7, 11, 6, 12, 5, 13, 4], 3, 9),
        ([8, 1, 7, 6, 5, 4, 3, 2, 0], 3, 1),
    ):
        for scale, shift in ((1.0, 0.0), (1.0, -1.0), (1e6, 1e12), (0.125, -2.0)):
            losses = [shift + scale * rank for rank in ranks]
            assert_close(student.early_stopping(losses, patience), best)


@criterion("early_stopping", points=0.5)
def test_counts_epochs_without_a_new_minimum(student):
    """Exactly `patience` epochs in a row without a new minimum stop it; a tie is no minimum."""
    for losses, patience, best in (
        ([2.0, 3.0, 1.0], 1, 0),
        ([2.0, 3.0, 1.0], 2, 2),
        ([3.0, 2.0, 2.5, 2.25, 1.0], 2, 1),
        ([3.0, 2.0, 2.5, 2.25, 1.0], 3, 4),
        ([2.0, 2.0], 3, 0),
        ([3.0, 1.0, 2.0, 1.0], 5, 1),
        ([2.0, 2.0, 2.0, 1.0], 2, 0),
        ([2.0, 2.0, 2.0, 1.0], 3, 3),
        ([3.0, 1.0, 2.0, 1.0, 0.5], 2, 1),
        ([1.0 + 2e-9, 1.0 + 1e-9, 1.0], 1, 2),
        ([1.0, *[2.0] * 11, 0.5], 12, 12),
        ([1.0, *[2.0] * 11, 0.5], 11, 0),
    ):
        got = student.early_stopping(losses, patience)
        assert_int(got)
        assert_equal(got, best)


@criterion("early_stopping", points=0.5)
def test_refuses_no_losses_and_no_patience(student):
    """An empty list or a patience below 1 raises ValueError; the list stays as it is."""
    for losses, patience in (([], 1), ([], 3), ([2.0, 1.0], 0), ([2.0, 1.0], -1), ([1.0], 0)):
        assert_raises("ValueError", student.early_stopping, losses, patience)
    losses = [3.0, 1.0, 2.0, 2.5, 0.5]
    assert_unchanged(student.early_stopping.ask(validation_losses=losses, patience=2))


def _check_errors(got, residual, rtol, atol):
    """Hold the mean squared and the mean absolute error."""
    residual = residual.double().numpy()
    for name, wanted in (("mse", np.mean(residual**2)), ("mae", np.mean(np.abs(residual)))):
        assert_close(_entry(got, name), wanted, rtol, atol, of=name)


def _entry(got, name):
    """An entry of the dictionary, if there is one of that name."""
    require(isinstance(got, dict), "It gives {got}, and not a dict.", got=got)
    require(name in got, "There is no {name} in {got}.", name=repr(name), got=got)
    return got[name]
