"""Examples of the topic mini_batches."""

import numpy as np

from grader.judge.suite import assert_close, assert_equal, assert_raises, example, require, unpack


@example("number_of_batches")
def test_seven_samples_in_threes(student):
    """7 samples in batches of 3 make three batches, 6 samples make two."""
    assert_equal(student.number_of_batches(7, 3), 3)
    assert_equal(student.number_of_batches(6, 3), 2)


@example("number_of_batches")
def test_refuses_an_empty_batch(student):
    """A batch_size of 0 raises ValueError."""
    assert_raises("ValueError", student.number_of_batches, 7, 0)


@example("mini_batches", continues=("number_of_batches",), derived=True)
def test_three_samples_in_twos(student):
    """3 samples in batches of 2 make a batch of the first two and one of the last."""
    X, y = np.array([[1.0], [2.0], [3.0]]), np.array([10.0, 20.0, 30.0])
    first, last = unpack(_batches(student.mini_batches(X, y, 2)), "first", "last")
    for batch, samples, targets in ((first, [[1.0], [2.0]], [10.0, 20.0]), (last, [[3.0]], [30.0])):
        X_batch, y_batch = unpack(batch, "X_batch", "y_batch")
        assert_close(X_batch, samples, of="X_batch")
        assert_close(y_batch, targets, of="y_batch")


@example("mini_batches", continues=("number_of_batches",), derived=True)
def test_pairs_stay_pairs(student, remote):
    """Shuffled with a generator, each sample is there once, with its own target."""
    X = np.arange(6.0).reshape(6, 1)
    rng = remote.numpy.random.default_rng.keep(0)
    batches = _batches(student.mini_batches(X, 10 * X[:, 0], 4, rng))
    pairs = [unpack(batch, "X_batch", "y_batch") for batch in batches]
    samples = [float(x) for X_batch, _ in pairs for x in np.ravel(X_batch)]
    targets = [float(target) for _, y_batch in pairs for target in np.ravel(y_batch)]
    assert_close(sorted(samples), np.arange(6.0), of="all x, sorted")
    assert_close(targets, [10 * sample for sample in samples], of="each y, beside its x")


@example("sgd_epoch", continues=("number_of_batches", "mini_batches"))
def test_two_steps_in_one_epoch(student):
    """Two batches of one sample make two steps, to w = 2 and b = 1.5."""
    X, y = np.array([[2.0], [0.0]]), np.array([2.0, 2.0])
    w, b = unpack(student.sgd_epoch(X, y, np.zeros(1), 0.0, 0.25, 1), "w", "b")
    assert_close(w, [2.0], of="w")
    assert_close(b, 1.5, of="b")


def _batches(got):
    """What mini_batches gave to loop over, as a list."""
    loopable = isinstance(got, list | tuple) or hasattr(got, "type_name")
    require(loopable, "mini_batches should give something to loop over; it gives {got}.", got=got)
    return list(got)
