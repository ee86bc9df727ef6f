"""Examples of the topic mlp."""

import torch

from grader.judge.suite import (
    assert_close,
    assert_equal,
    assert_raises,
    assert_tensor,
    either,
    example,
    require,
)


@example("Dense")
def test_maps_a_batch(student):
    """A layer from 3 inputs to 2 neurons turns a batch of 5 into shape (5, 2)."""
    layer = student.Dense.keep(3, 2)
    W, b = layer.get("weight"), layer.get("bias")
    assert_tensor(W, shape=(2, 3), dtype=torch.float32)
    assert_tensor(b, shape=(2,), dtype=torch.float32)
    X = torch.arange(15.0).reshape(5, 3)
    assert_close(layer(X), X @ W.T + b)


@example("Dense")
def test_shows_its_parameters(student, remote):
    """The layer's parameters are weight, of shape (2, 3), and bias, of shape (2,)."""
    shapes = remote.probes.trainable_shapes(student.Dense.keep(3, 2))
    require(
        shapes == [(2,), (2, 3)],
        "Its parameters should have the shapes (2,) and (2, 3); they have {shapes}.",
        shapes=shapes,
    )


@example("MLP")
def test_predicts_for_a_batch(student, remote):
    """With sizes [3, 8, 2], a batch of 5 gives predictions of shape (5, 2)."""
    hidden = torch.ones(8, 3), torch.full((8,), -2.0)
    output = torch.ones(2, 8), torch.tensor([-10.0, 1.0])

    def check(MLP):
        model = MLP.keep([3, 8, 2])
        remote.probes.write_by_shape(model, [*hidden, *output])
        assert_close(model(torch.ones(5, 3)), torch.tensor([[-2.0, 9.0]]).expand(5, 2))

    either(
        lambda: check(student.MLP),
        lambda: check(remote.probes.on_library_layers(student.MLP, "Dense")),
    )


@example("MLP")
def test_refuses_a_single_size(student):
    """One size makes no layer: ValueError."""
    assert_raises("ValueError", student.MLP, [3])


@example("count_parameters")
def test_counts_weights_and_biases(student, remote):
    """A layer from 3 inputs to 2 neurons has eight parameters: six weights and two biases."""
    assert_equal(student.count_parameters(remote.torch.nn.Linear(3, 2)), 8)
