"""The multilayer perceptron: layers of neurons, one after the other, as a PyTorch module.

The topic propagation built a network with one hidden layer out of four arrays in a dict. With two
hidden layers there would be six arrays, with ten there would be twenty-two, and every one of them
has to be created, used in the right place, and updated. PyTorch keeps the books. An `nn.Module` is
an object that

    holds parameters     every nn.Parameter that is set as an attribute, and those of every module
                         set as an attribute, is found again by model.parameters()
    has a forward        model(X) runs forward(X), and the graph for the gradients is kept

Only what is set as an attribute is found: a plain tensor is no parameter, and a Python list hides
the modules in it (`nn.ModuleList` and `nn.Sequential` show them). What is not found is never
trained, and nothing complains.

One fully connected layer maps d inputs to m outputs, a row of weights for each neuron:

    Y = X Wᵀ + b         X (n, d),  W (m, d),  b (m,),  Y (n, m)

The weights start at random. If all neurons of a layer started alike, they would get the same
gradient and stay alike for ever: as many neurons as you like, doing the work of one. A common
choice is the uniform distribution between -1/√d and 1/√d, so that sums of many inputs do not grow.

A multilayer perceptron stacks such layers, with an activation between one and the next:

    X → layer → activation → layer → activation → ... → layer → predictions

Without the activations all layers would collapse into one (topic activations). The last layer has
none: a prediction may be any real number.

Good for: every model to come. The next topic trains it.

Where an exercise asks for a ValueError, its message has to say what is wrong.

Memo: "Architecture des PMC", "Module torch.nn", "Création d'un modèle".
"""

from collections.abc import Callable, Sequence
from itertools import pairwise

import torch
from torch import Tensor, nn


class Dense(nn.Module):
    """A fully connected layer, built by hand: the work of `nn.Linear`.

    By hand: the layer has two parameters of its own, and does the arithmetic on them. It is not
    built on `nn.Linear`, `nn.LazyLinear` or `nn.Bilinear`, neither as base class nor inside. Any
    function on tensors is fine.

    Attributes:
        weight: an nn.Parameter of shape (out_features, in_features), one row per neuron.
        bias: an nn.Parameter of shape (out_features,).

    Example:
        >>> layer = Dense(3, 2)
        >>> layer(torch.zeros(5, 3)).shape
        torch.Size([5, 2])
        >>> sorted(name for name, _ in layer.named_parameters())
        ['bias', 'weight']
        >>> torch.equal(layer.weight, Dense(3, 2).weight)
        False
    """

    def __init__(self, in_features: int, out_features: int) -> None:
        """Create the parameters, in float32.

        The weights are drawn at random from torch's global generator; how they are distributed is
        up to you, as long as they are not all the same. Two layers made one after the other
        differ; after `torch.manual_seed` with the same seed, the same layer comes out again, so do
        not set a seed in here. The bias may start as you like.

        Args:
            in_features: number of inputs d, at least 1.
            out_features: number of neurons, at least 1.
        """
        super().__init__()
        # TODO: make weight and bias parameters that the module knows of. Beware of constants.
        raise NotImplementedError("Dense")

    def forward(self, x: Tensor) -> Tensor:
        """Weighted sums of the inputs, plus the bias; no activation.

        Gradients have to reach weight, bias and x: nothing may cut the graph on the way.

        Args:
            x: a batch of shape (n, in_features), or one sample of shape (in_features,). Not
                modified.

        Returns:
            Shape (n, out_features) for a batch, also when n or out_features is 1; shape
            (out_features,) for one sample.
        """
        # TODO: X Wᵀ + b. Does your line take a single sample too?
        raise NotImplementedError("Dense")


class MLP(nn.Module):
    """A multilayer perceptron of any depth.

    Build it from `Dense`, `nn.Linear`, `nn.Sequential`, `nn.ModuleList`, in any mix; names and
    order of the attributes are up to you. Every layer has a bias, and no two layers share their
    parameters, not even where their sizes are equal.

    Example:
        >>> model = MLP([3, 8, 8, 2], activation=nn.Tanh)
        >>> model(torch.zeros(5, 3)).shape
        torch.Size([5, 2])
        >>> len(list(model.parameters()))
        6
    """

    def __init__(self, sizes: Sequence[int], activation: Callable[[], nn.Module] = nn.ReLU) -> None:
        """Create the layers, once and for all: one less than there are sizes.

        Args:
            sizes: [d_in, h1, ..., d_out], the number of inputs, of neurons in each hidden layer,
                and of outputs. [d_in, d_out] has no hidden layer, and so no activation. Not
                modified.
            activation: called as activation() gives a module without parameters, to be used after
                every hidden layer and not after the output layer. It may be a class such as
                nn.Tanh or any other callable.

        Raises:
            ValueError: if there are fewer than two sizes, or one of them is less than 1.
        """
        super().__init__()
        # TODO: refuse bad sizes, then make one layer per pair of neighbours in sizes.
        raise NotImplementedError("MLP")

    def forward(self, X: Tensor) -> Tensor:
        """Predictions for a batch.

        Gradients have to reach the parameters of every layer.

        Args:
            X: one sample per row, shape (n, d_in). Not modified.

        Returns:
            Shape (n, d_out), also when n or d_out is 1.
        """
        # TODO: send X through the layers.
        raise NotImplementedError("MLP")


def count_parameters(model: nn.Module) -> int:
    """How many numbers a training run would adjust.

    A layer from 3 inputs to 2 neurons counts 8: six weights and two biases. A parameter counts
    however deep in the model it lies and whatever its shape, () included. Frozen parameters
    (`requires_grad` is False) do not count. One that is used in several places is still one, and
    counts once. Buffers, such as the running mean of a batch norm, are no parameters.

    Args:
        model: any module. Not modified.

    Returns:
        The number of trainable scalars, a plain int; 0 if there are none.

    Example:
        >>> count_parameters(nn.Sequential(nn.Linear(3, 2), nn.ReLU(), nn.Linear(2, 1)))
        11
    """
    # TODO: add up the sizes of the parameters that are trained.
    raise NotImplementedError("count_parameters")
