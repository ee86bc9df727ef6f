"""Examples of the topic tensors."""

import numpy as np
import torch

from grader.judge.suite import assert_close, assert_equal, assert_tensor, example, unpack


@example("to_tensor")
def test_turns_integers_into_floats(student):
    """A nested list of integers becomes a float32 matrix."""
    got = student.to_tensor([[1, 2], [3, 4], [5, 6]])
    assert_tensor(got, (3, 2), torch.float32)
    assert_close(got, np.array([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]))


@example("to_tensor")
def test_turns_a_number_into_rank_zero(student):
    """The number 5 becomes a tensor of shape ()."""
    assert_close(student.to_tensor(5), 5.0)


@example("describe")
def test_describes_a_matrix(student):
    """A matrix of 2 rows and 3 columns has rank 2, shape (2, 3) and 6 elements."""
    got = unpack(student.describe(torch.zeros(2, 3)), "rank", "shape", "count")
    assert_equal(got, [2, (2, 3), 6])


@example("affine")
def test_one_sample_through_two_neurons(student):
    """One sample and two neurons give one row of two answers."""
    X, W = torch.tensor([[1.0, 2.0]]), torch.tensor([[3.0, 4.0], [0.0, 1.0]])
    assert_close(student.affine(X, W, torch.tensor([0.5, -1.0])), np.array([[11.5, 1.0]]))


@example("standardize")
def test_standardizes_two_samples(student):
    """The column 1, 3 becomes -1, 1, and a constant column becomes zeros."""
    got = student.standardize(torch.tensor([[1.0, 7.0], [3.0, 7.0]]))
    assert_close(got, np.array([[-1.0, 0.0], [1.0, 0.0]]), atol=1e-4)


@example("gradient_at")
def test_gradient_of_a_weighted_sum_of_squares(student, remote):
    """The gradient of x0² + 2 x1² at (1, -3) is (2, -12)."""
    f = remote.probes.WeightedPowers(torch.tensor([1.0, 2.0]), 2)
    assert_close(student.gradient_at(f, torch.tensor([1.0, -3.0])), np.array([2.0, -12.0]))
