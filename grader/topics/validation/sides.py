"""What a student's `split` gives: whose rows are on which side, held and put on record."""

import numpy as np
import torch

from grader.judge.suite import require, unpack


def hold_on_record(student, condition, sentence, **placeholders):
    """Hold a fact, and put it on record where it does not hold."""
    if not condition:
        student.observe(sentence, False)
    require(condition, sentence, **placeholders)


def four_parts(got):
    """X_train, y_train, X_val and y_val, if there are four things with rows."""
    parts = unpack(got, "X_train", "y_train", "X_val", "y_val")
    for part in parts:
        arrays = isinstance(part, torch.Tensor | np.ndarray) and part.ndim > 0
        require(arrays, "One of the four parts is {part}: a tensor is wanted.", part=part)
    return parts


def samples_by_side(student, got, X, y):
    """Which samples are in training and which in validation, if every x is with its y."""
    X_train, y_train, X_val, y_val = (_array(part) for part in four_parts(got))
    return tuple(
        _samples(student, X_part, y_part, _array(X), _array(y))
        for X_part, y_part in ((X_train, y_train), (X_val, y_val))
    )


def _array(part):
    return torch.as_tensor(part).detach().double().numpy()


def _samples(student, X_part, y_part, X, y):
    """The numbers of the samples whose rows of X and y these are."""
    fits = X_part.shape[1:] == X.shape[1:] and y_part.shape[1:] == y.shape[1:]
    hold_on_record(
        student, fits, "The parts have other shapes than rows of X and y, or come in another order."
    )
    lengths = {"k": len(X_part), "m": len(y_part)}
    hold_on_record(
        student, len(X_part) == len(y_part), "A side has {k} rows of X and {m} of y.", **lengths
    )
    found = [np.flatnonzero((row == X).all(axis=1)) for row in X_part]
    known = all(len(numbers) == 1 for numbers in found)
    hold_on_record(student, known, "A side has a row that is none of X.")
    numbers = [int(each[0]) for each in found]
    kept = np.array_equal(y[numbers], y_part)
    hold_on_record(student, kept, "A row of X is no longer at the place of its row of y.")
    return numbers
