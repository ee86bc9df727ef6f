"""Wrong ideas about layers and multilayer perceptrons, each written as students write it."""

from itertools import pairwise

import torch
from torch import nn

from grader.variants import misconception


@misconception(
    "mlp.parameters-not-registered",
    seems="Your layer seems to keep weight and bias where torch does not look: layer.parameters() "
    "is empty.",
    why="An optimizer only gets what parameters() lists, so this layer would stay as it was made "
    "while everything around it learns, without any error.",
    question="What kind of tensor does the memo's section on torch.nn register in a module, and by "
    "what kind of attribute?",
)
class Dense(nn.Module):
    def __init__(self, in_features, out_features):
        super().__init__()
        self.weight = torch.randn(out_features, in_features) * 0.1
        self.bias = torch.zeros(out_features)

    def forward(self, x):
        return x @ self.weight.T + self.bias


@misconception("mlp.parameters-not-registered")
class Dense(nn.Module):
    def __init__(self, in_features, out_features):
        super().__init__()
        self.weight = torch.randn(out_features, in_features, requires_grad=True)
        self.bias = torch.zeros(out_features, requires_grad=True)

    def forward(self, x):
        return x @ self.weight.T + self.bias


@misconception("mlp.parameters-not-registered")
class Dense(nn.Module):
    def __init__(self, in_features, out_features):
        super().__init__()
        self.register_buffer("weight", torch.rand(out_features, in_features) - 0.5)
        self.register_buffer("bias", torch.zeros(out_features))

    def forward(self, x):
        return x @ self.weight.T + self.bias


@misconception(
    "mlp.constant-initialisation",
    seems="Your layer's weights all seem to start at the same value.",
    why="Neurons that start alike get the same gradient at every step and stay alike for ever: the "
    "whole layer does the work of a single neuron.",
    question="After one training step, what could make two of your neurons differ?",
)
class Dense(nn.Module):
    def __init__(self, in_features, out_features):
        super().__init__()
        self.weight = nn.Parameter(torch.zeros(out_features, in_features))
        self.bias = nn.Parameter(torch.zeros(out_features))

    def forward(self, x):
        return x @ self.weight.T + self.bias


@misconception("mlp.constant-initialisation")
class Dense(nn.Module):
    def __init__(self, in_features, out_features):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(out_features, in_features) / in_features)
        self.bias = nn.Parameter(torch.ones(out_features))

    def forward(self, x):
        return nn.functional.linear(x, self.weight, self.bias)


@misconception(
    "mlp.seeded-inside",
    seems="Your layer seems to draw from a seed of its own: your program's torch.manual_seed does "
    "not change what it begins with.",
    why="Which seed to use is the caller's choice. With one inside, layers may start equal, and "
    "other random draws of the program may be reset as well.",
    question="Where would you set a seed, once, to make a whole training run repeatable?",
)
class Dense(nn.Module):
    def __init__(self, in_features, out_features):
        super().__init__()
        torch.manual_seed(0)
        self.weight = nn.Parameter(torch.randn(out_features, in_features) * 0.1)
        self.bias = nn.Parameter(torch.zeros(out_features))

    def forward(self, x):
        return x @ self.weight.T + self.bias


@misconception("mlp.seeded-inside")
class Dense(nn.Module):
    def __init__(self, in_features, out_features):
        super().__init__()
        generator = torch.Generator().manual_seed(42)
        weight = torch.randn(out_features, in_features, generator=generator)
        self.weight = nn.Parameter(weight)
        self.bias = nn.Parameter(torch.zeros(out_features))

    def forward(self, x):
        return x @ self.weight.T + self.bias


@misconception(
    "mlp.other-random-source",
    seems="Your layer's weights do not seem to come from torch's global generator: after "
    "torch.manual_seed with the same seed, another layer comes out.",
    why="Whoever sets torch's seed expects the same model again; NumPy and Python's random each "
    "have a generator of their own that this seed does not reach.",
    question="Which library draws your weights, and which function sets that library's seed?",
)
class Dense(nn.Module):
    def __init__(self, in_features, out_features):
        import numpy as np

        super().__init__()
        weight = np.random.randn(out_features, in_features).astype(np.float32)
        self.weight = nn.Parameter(torch.from_numpy(weight))
        self.bias = nn.Parameter(torch.zeros(out_features))

    def forward(self, x):
        return x @ self.weight.T + self.bias


@misconception(
    "mlp.graph-cut",
    seems="Gradients do not seem to get through: the graph is cut inside forward.",
    why="detach, .data and no_grad all tell autograd to forget where a tensor came from, and what "
    "lies behind such a cut is never trained.",
    question="Which tensors in your forward still know the parameters they were computed from?",
)
class Dense(nn.Module):
    def __init__(self, in_features, out_features):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(out_features, in_features) * 0.1)
        self.bias = nn.Parameter(torch.zeros(out_features))

    def forward(self, x):
        return x @ self.weight.data.T + self.bias.data


@misconception("mlp.graph-cut")
class Dense(nn.Module):
    def __init__(self, in_features, out_features):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(out_features, in_features) * 0.1)
        self.bias = nn.Parameter(torch.zeros(out_features))

    def forward(self, x):
        return x.detach() @ self.weight.T + self.bias


@misconception("mlp.graph-cut")
class Dense(nn.Module):
    def __init__(self, in_features, out_features):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(out_features, in_features) * 0.1)
        self.bias = nn.Parameter(torch.zeros(out_features))

    def forward(self, x):
        with torch.no_grad():
            return x @ self.weight.T + self.bias


@misconception("mlp.graph-cut")
class MLP(nn.Module):
    def __init__(self, sizes, activation=nn.ReLU):
        super().__init__()
        if len(sizes) < 2 or min(sizes) < 1:
            raise ValueError("bad sizes")
        self.layers = nn.ModuleList(nn.Linear(i, o) for i, o in pairwise(sizes))
        self.activation = activation()

    def forward(self, X):
        for layer in self.layers[:-1]:
            X = self.activation(layer(X)).detach()
        return self.layers[-1](X)


@misconception(
    "mlp.weight-transposed",
    seems="Your layer seems to store its weight as (in, out), one column per neuron.",
    why="The sums come out right, but weights that are loaded, saved or copied from an nn.Linear "
    "do not fit: the course and PyTorch both keep one row per neuron.",
    question="What is the shape of nn.Linear(3, 2).weight?",
)
class Dense(nn.Module):
    def __init__(self, in_features, out_features):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(in_features, out_features) * 0.1)
        self.bias = nn.Parameter(torch.zeros(out_features))

    def forward(self, x):
        return x @ self.weight + self.bias


@misconception(
    "mlp.bias-unused",
    seems="Your layer seems to have a bias and never add it.",
    why="Without a bias a neuron answers zero when all its inputs are zero, whatever it learns.",
    question="What should your layer give for a batch of zeros?",
)
class Dense(nn.Module):
    def __init__(self, in_features, out_features):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(out_features, in_features) * 0.1)
        self.bias = nn.Parameter(torch.zeros(out_features))

    def forward(self, x):
        return x @ self.weight.T


@misconception(
    "mlp.no-bias",
    seems="Your layer seems to have a weight and no bias.",
    why="Without a bias a neuron answers zero when all its inputs are zero, so that its threshold "
    "cannot move.",
    question="Which of the two parameters that the docstring names does your layer lack?",
)
class Dense(nn.Module):
    def __init__(self, in_features, out_features):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(out_features, in_features) * 0.1)

    def forward(self, x):
        return x @ self.weight.T


@misconception(
    "mlp.one-bias-for-all",
    seems="Your layer seems to have a single bias, which all its neurons share.",
    why="Each neuron has a threshold of its own; one number moves them all together.",
    question="How many biases does a layer of m neurons have in the memo's picture of a network?",
)
class Dense(nn.Module):
    def __init__(self, in_features, out_features):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(out_features, in_features) * 0.1)
        self.bias = nn.Parameter(torch.zeros(1))

    def forward(self, x):
        return x @ self.weight.T + self.bias


@misconception(
    "mlp.bias-not-trained",
    seems="Your layer's bias seems to be a plain tensor or a buffer, and no parameter.",
    why="A bias that parameters() does not list keeps its first value for the whole training.",
    question="What does list(layer.named_parameters()) show, and what is missing in it?",
)
class Dense(nn.Module):
    def __init__(self, in_features, out_features):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(out_features, in_features) * 0.1)
        self.bias = torch.zeros(out_features)

    def forward(self, x):
        return x @ self.weight.T + self.bias


@misconception("mlp.bias-not-trained")
class Dense(nn.Module):
    def __init__(self, in_features, out_features):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(out_features, in_features) * 0.1)
        self.register_buffer("bias", torch.zeros(out_features))

    def forward(self, x):
        return x @ self.weight.T + self.bias


@misconception(
    "mlp.activated-layer",
    seems="Your layer seems to have an activation built in: its outputs are never negative.",
    why="A layer is the weighted sums and the bias. Which activation follows, and whether one "
    "does, is decided by the network that uses it.",
    question="What does an output layer need to predict -3?",
)
class Dense(nn.Module):
    def __init__(self, in_features, out_features):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(out_features, in_features) * 0.1)
        self.bias = nn.Parameter(torch.zeros(out_features))

    def forward(self, x):
        return torch.relu(x @ self.weight.T + self.bias)


@misconception(
    "mlp.batch-only",
    seems="Your layer seems to take batches only: a single sample of shape (in,) fails.",
    why="mm, addmm and an einsum with a fixed batch axis ask for two dimensions, and one sample "
    "has one.",
    question="Which product of PyTorch takes a matrix or a vector on its left side?",
)
class Dense(nn.Module):
    def __init__(self, in_features, out_features):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(out_features, in_features) * 0.1)
        self.bias = nn.Parameter(torch.zeros(out_features))

    def forward(self, x):
        return torch.mm(x, self.weight.t()) + self.bias


@misconception("mlp.batch-only")
class Dense(nn.Module):
    def __init__(self, in_features, out_features):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(out_features, in_features) * 0.1)
        self.bias = nn.Parameter(torch.zeros(out_features))

    def forward(self, x):
        return torch.einsum("nd,md->nm", x, self.weight) + self.bias


@misconception(
    "mlp.dimension-squeezed",
    seems="Your layer seems to drop dimensions of size one from its result.",
    why="A batch of one is still a batch, and one neuron still gives one column; what comes next "
    "relies on the axes and not on how long they are.",
    question="What shape does your layer give for a batch of one sample?",
)
class Dense(nn.Module):
    def __init__(self, in_features, out_features):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(out_features, in_features) * 0.1)
        self.bias = nn.Parameter(torch.zeros(out_features))

    def forward(self, x):
        return (x @ self.weight.T + self.bias).squeeze()


@misconception(
    "mlp.wraps-linear",
    seems="Your layer seems to leave its work to an nn.Linear.",
    why="The point of this exercise is to see that a layer is two parameters and one line of "
    "arithmetic. In MLP you may use nn.Linear as you like.",
    question="Which two tensors does nn.Linear hold, and what does it compute with them?",
)
class Dense(nn.Module):
    def __init__(self, in_features, out_features):
        super().__init__()
        self.linear = nn.Linear(in_features, out_features)

    def forward(self, x):
        return self.linear(x)


@misconception("mlp.wraps-linear")
class Dense(nn.Linear):
    def __init__(self, in_features, out_features):
        super().__init__(in_features, out_features)

    def forward(self, x):
        return super().forward(x)


@misconception(
    "mlp.layers-in-list",
    seems="Your layers seem to be kept in a Python list: model.parameters() does not find them.",
    why="A module only looks for modules among its attributes, and a list is no module. The model "
    "predicts as usual, and training changes nothing in it.",
    question="Which containers of torch.nn hold a list of modules and are modules themselves?",
)
class MLP(nn.Module):
    def __init__(self, sizes, activation=nn.ReLU):
        super().__init__()
        if len(sizes) < 2 or min(sizes) < 1:
            raise ValueError("bad sizes")
        self.layers = []
        for d_in, d_out in pairwise(sizes):
            self.layers.append(nn.Linear(d_in, d_out))
        self.activation = activation()

    def forward(self, X):
        for layer in self.layers[:-1]:
            X = self.activation(layer(X))
        return self.layers[-1](X)


@misconception("mlp.layers-in-list")
class MLP(nn.Module):
    def __init__(self, sizes, activation=nn.ReLU):
        super().__init__()
        if len(sizes) < 2 or min(sizes) < 1:
            raise ValueError("bad sizes")
        self.layers = [Dense(i, o) for i, o in pairwise(sizes)]
        self.activation = activation()

    def forward(self, X):
        *hidden, last = self.layers
        for layer in hidden:
            X = self.activation(layer(X))
        return last(X)


@misconception(
    "mlp.layers-built-in-forward",
    seems="Your layers seem to be made inside forward: each call predicts with new random weights.",
    why="Layers made during a call are gone after it. Nothing they learn is kept, and the model "
    "has no parameters to give to an optimizer.",
    question="Which method runs once per model, and which once per batch?",
)
class MLP(nn.Module):
    def __init__(self, sizes, activation=nn.ReLU):
        super().__init__()
        if len(sizes) < 2 or min(sizes) < 1:
            raise ValueError("bad sizes")
        self.sizes = sizes
        self.activation = activation()

    def forward(self, X):
        for i in range(len(self.sizes) - 1):
            X = nn.Linear(self.sizes[i], self.sizes[i + 1])(X)
            if i < len(self.sizes) - 2:
                X = self.activation(X)
        return X


@misconception(
    "mlp.activated-output",
    seems="Your output layer seems to have an activation: with ReLU no prediction is negative.",
    why="The last layer's sums are the predictions, and a target may be any real number; an "
    "activation there puts part of the numbers out of reach.",
    question="For sizes of length k, how many activations should your model have?",
)
class MLP(nn.Module):
    def __init__(self, sizes, activation=nn.ReLU):
        super().__init__()
        if len(sizes) < 2 or min(sizes) < 1:
            raise ValueError("bad sizes")
        layers = []
        for d_in, d_out in pairwise(sizes):
            layers.append(nn.Linear(d_in, d_out))
            layers.append(activation())
        self.net = nn.Sequential(*layers)

    def forward(self, X):
        return self.net(X)


@misconception(
    "mlp.no-activation",
    seems="Your model seems to be layers only, without an activation between them.",
    why="Linear layers in a row are one linear layer, as collapse showed in the topic activations: "
    "the depth is paid for and brings nothing.",
    question="What happens to the values of a hidden layer before the next layer gets them?",
)
class MLP(nn.Module):
    def __init__(self, sizes, activation=nn.ReLU):
        super().__init__()
        if len(sizes) < 2 or min(sizes) < 1:
            raise ValueError("bad sizes")
        self.net = nn.Sequential(*[nn.Linear(i, o) for i, o in pairwise(sizes)])

    def forward(self, X):
        return self.net(X)


@misconception(
    "mlp.one-activation-only",
    seems="Only the first hidden layer of your model seems to have an activation.",
    why="Every stretch of layers without an activation between them acts as one linear layer.",
    question="In your code, how often is the activation used for sizes [3, 8, 8, 8, 2]?",
)
class MLP(nn.Module):
    def __init__(self, sizes, activation=nn.ReLU):
        super().__init__()
        if len(sizes) < 2 or min(sizes) < 1:
            raise ValueError("bad sizes")
        layers = [nn.Linear(i, o) for i, o in pairwise(sizes)]
        if len(layers) > 1:
            layers.insert(1, activation())
        self.net = nn.Sequential(*layers)

    def forward(self, X):
        return self.net(X)


@misconception(
    "mlp.depth-hard-coded",
    seems="Your model seems to have one hidden layer, whatever sizes says.",
    why="sizes may list any number of hidden layers, and each of its numbers is the width of one.",
    question="Which of the numbers in [3, 8, 5, 2] does your model never look at?",
)
class MLP(nn.Module):
    def __init__(self, sizes, activation=nn.ReLU):
        super().__init__()
        if len(sizes) < 2 or min(sizes) < 1:
            raise ValueError("bad sizes")
        self.hidden = nn.Linear(sizes[0], sizes[1])
        self.activation = activation()
        self.output = nn.Linear(sizes[1], sizes[-1])

    def forward(self, X):
        return self.output(self.activation(self.hidden(X)))


@misconception(
    "mlp.shared-hidden-layer",
    seems="Your hidden layers seem to be one layer object, used several times.",
    why="A layer that is used twice has one set of weights: both places learn the same, and the "
    "model has fewer parameters than its sizes promise.",
    question="How many nn.Linear objects does your code make for sizes [3, 8, 8, 8, 2]?",
)
class MLP(nn.Module):
    def __init__(self, sizes, activation=nn.ReLU):
        super().__init__()
        if len(sizes) < 2 or min(sizes) < 1:
            raise ValueError("bad sizes")
        layers = {pair: nn.Linear(*pair) for pair in pairwise(sizes)}
        steps = []
        for pair in pairwise(sizes):
            steps += [layers[pair], activation()]
        self.net = nn.Sequential(*steps[:-1])

    def forward(self, X):
        return self.net(X)


@misconception("mlp.shared-hidden-layer")
class MLP(nn.Module):
    def __init__(self, sizes, activation=nn.ReLU):
        super().__init__()
        if len(sizes) < 2 or min(sizes) < 1:
            raise ValueError("bad sizes")
        self.first = nn.Linear(sizes[0], sizes[1])
        self.hidden = nn.Linear(sizes[1], sizes[1])
        self.last = nn.Linear(sizes[-2], sizes[-1])
        self.repeats = len(sizes) - 3
        self.activation = activation()

    def forward(self, X):
        X = self.activation(self.first(X))
        for _ in range(self.repeats):
            X = self.activation(self.hidden(X))
        return self.last(X)


@misconception("mlp.shared-hidden-layer")
class MLP(nn.Module):
    def __init__(self, sizes, activation=nn.ReLU):
        super().__init__()
        if len(sizes) < 2 or min(sizes) < 1:
            raise ValueError("bad sizes")
        self.layers = nn.ModuleList(nn.Linear(i, o) for i, o in pairwise(sizes))
        self.activation = activation()

    def forward(self, X):
        by_shape = {}
        for layer in self.layers:
            by_shape.setdefault(layer.weight.shape, layer)
        for layer in self.layers[:-1]:
            X = self.activation(by_shape[layer.weight.shape](X))
        return self.layers[-1](X)


@misconception(
    "mlp.layers-without-bias",
    seems="The layers of your model seem to have no biases among their parameters.",
    why="Without biases the prediction for inputs of zero is always zero, and no threshold moves.",
    question="How many parameter tensors should two layers have together, and how many do yours?",
)
class MLP(nn.Module):
    def __init__(self, sizes, activation=nn.ReLU):
        super().__init__()
        if len(sizes) < 2 or min(sizes) < 1:
            raise ValueError("bad sizes")
        layers = []
        for d_in, d_out in pairwise(sizes):
            layers += [nn.Linear(d_in, d_out, bias=False), activation()]
        self.net = nn.Sequential(*layers[:-1])

    def forward(self, X):
        return self.net(X)


@misconception(
    "mlp.activation-ignored",
    seems="Your model seems to use ReLU, whichever activation it is given.",
    why="The caller chooses the activation, and the same sizes with nn.Tanh are another model.",
    question="Where does the argument activation appear in your code?",
)
class MLP(nn.Module):
    def __init__(self, sizes, activation=nn.ReLU):
        super().__init__()
        if len(sizes) < 2 or min(sizes) < 1:
            raise ValueError("bad sizes")
        layers = []
        for d_in, d_out in pairwise(sizes):
            layers += [nn.Linear(d_in, d_out), nn.ReLU()]
        self.net = nn.Sequential(*layers[:-1])

    def forward(self, X):
        return self.net(X)


@misconception(
    "mlp.activated-input",
    seems="Your model seems to apply the activation before each layer, to the inputs as well.",
    why="With ReLU every negative input is lost before the first layer has seen it.",
    question="Which comes first for the inputs of a network, a layer or an activation?",
)
class MLP(nn.Module):
    def __init__(self, sizes, activation=nn.ReLU):
        super().__init__()
        if len(sizes) < 2 or min(sizes) < 1:
            raise ValueError("bad sizes")
        layers = []
        for d_in, d_out in pairwise(sizes):
            layers += [activation(), nn.Linear(d_in, d_out)]
        self.net = nn.Sequential(*layers)

    def forward(self, X):
        return self.net(X)


@misconception(
    "mlp.output-layer-missing",
    seems="Your model seems to stop after the last hidden layer.",
    why="k sizes make k - 1 layers: each of them leads from one size to the next, up to the last.",
    question="How many columns do your predictions have, and what is the last of the sizes?",
)
class MLP(nn.Module):
    def __init__(self, sizes, activation=nn.ReLU):
        super().__init__()
        if len(sizes) < 2 or min(sizes) < 1:
            raise ValueError("bad sizes")
        layers = []
        for i in range(len(sizes) - 2):
            layers += [nn.Linear(sizes[i], sizes[i + 1]), activation()]
        self.net = nn.Sequential(*layers)

    def forward(self, X):
        return self.net(X)


@misconception(
    "mlp.hidden-layer-assumed",
    seems="Your model seems to need at least one hidden layer: two sizes fail.",
    why="[d_in, d_out] is a model too, the plain linear one that every other is compared with.",
    question="Which layers does your code make for sizes [3, 2]?",
)
class MLP(nn.Module):
    def __init__(self, sizes, activation=nn.ReLU):
        super().__init__()
        if len(sizes) < 2 or min(sizes) < 1:
            raise ValueError("bad sizes")
        layers = [nn.Linear(sizes[0], sizes[1]), activation()]
        for i in range(1, len(sizes) - 2):
            layers += [nn.Linear(sizes[i], sizes[i + 1]), activation()]
        layers.append(nn.Linear(sizes[-2], sizes[-1]))
        self.net = nn.Sequential(*layers)

    def forward(self, X):
        return self.net(X)


@misconception(
    "mlp.sizes-unchecked",
    seems="Your model seems to accept any sizes: a single one gives a model without layers.",
    why="A model without a layer returns its inputs and looks as if it worked; the mistake shows "
    "much later, in training.",
    question="What does your code do for the sizes [3]? And for [3, 0, 2]?",
)
class MLP(nn.Module):
    def __init__(self, sizes, activation=nn.ReLU):
        super().__init__()
        layers = []
        for d_in, d_out in pairwise(sizes):
            layers += [nn.Linear(d_in, d_out), activation()]
        self.net = nn.Sequential(*layers[:-1])

    def forward(self, X):
        return self.net(X)


@misconception(
    "mlp.zero-neurons-accepted",
    seems="Your model seems to count the sizes without looking at each: a size of 0 is accepted.",
    why="Nothing gets through a layer of no neurons, so the prediction no longer depends on the "
    "inputs. PyTorch only warns.",
    question="What is the smallest number of neurons that a layer can do its work with?",
)
class MLP(nn.Module):
    def __init__(self, sizes, activation=nn.ReLU):
        super().__init__()
        if len(sizes) < 2:
            raise ValueError("at least two sizes are needed")
        layers = []
        for d_in, d_out in pairwise(sizes):
            layers += [nn.Linear(d_in, d_out), activation()]
        self.net = nn.Sequential(*layers[:-1])

    def forward(self, X):
        return self.net(X)


@misconception("mlp.zero-neurons-accepted")
class MLP(nn.Module):
    def __init__(self, sizes, activation=nn.ReLU):
        super().__init__()
        if len(sizes) < 2 or any(size < 0 for size in sizes):
            raise ValueError("sizes should be at least two positive numbers")
        layers = []
        for d_in, d_out in pairwise(sizes):
            layers += [nn.Linear(d_in, d_out), activation()]
        self.net = nn.Sequential(*layers[:-1])

    def forward(self, X):
        return self.net(X)


@misconception(
    "mlp.sizes-consumed",
    seems="Your model seems to take numbers out of the list sizes while it is being built.",
    why="The list belongs to the caller, who may build a second model from it or print it.",
    question="What is left of sizes once your model is made?",
)
class MLP(nn.Module):
    def __init__(self, sizes, activation=nn.ReLU):
        super().__init__()
        if len(sizes) < 2 or min(sizes) < 1:
            raise ValueError("bad sizes")
        layers = []
        d_in = sizes.pop(0)
        while sizes:
            d_out = sizes.pop(0)
            layers += [nn.Linear(d_in, d_out), activation()]
            d_in = d_out
        self.net = nn.Sequential(*layers[:-1])

    def forward(self, X):
        return self.net(X)


@misconception(
    "mlp.prediction-squeezed",
    seems="Your model seems to drop the column axis of its predictions when there is one output.",
    why="Targets have shape (n, 1), and a loss of (n,) against (n, 1) compares every prediction "
    "with every target.",
    question="What shape should the predictions of a model with sizes [3, 8, 1] have?",
)
class MLP(nn.Module):
    def __init__(self, sizes, activation=nn.ReLU):
        super().__init__()
        if len(sizes) < 2 or min(sizes) < 1:
            raise ValueError("bad sizes")
        layers = []
        for d_in, d_out in pairwise(sizes):
            layers += [nn.Linear(d_in, d_out), activation()]
        self.net = nn.Sequential(*layers[:-1])

    def forward(self, X):
        return self.net(X).squeeze(-1)


@misconception(
    "mlp.counts-frozen",
    seems="Your count seems to include frozen parameters.",
    why="A parameter with requires_grad False gets no gradient and is not trained, which is the "
    "very reason why someone freezes it.",
    question="How can you tell from a parameter whether training will change it?",
)
def count_parameters(model):
    return sum(p.numel() for p in model.parameters())


@misconception(
    "mlp.counts-tensors",
    seems="Your count seems to be that of tensors: a whole weight matrix counts as one.",
    why="A layer from 3 inputs to 2 neurons has two parameter tensors, and eight numbers to learn.",
    question="How many numbers are there in a tensor of shape (2, 3)?",
)
def count_parameters(model):
    return len([p for p in model.parameters() if p.requires_grad])


@misconception(
    "mlp.counts-rows",
    seems="Your count seems to add up the lengths of the parameters, which are their rows only.",
    why="len of a matrix is its number of rows; each of them holds one weight per input.",
    question="What is len(torch.zeros(2, 3)), and how many numbers does it hold?",
)
def count_parameters(model):
    return sum(p.size(0) if p.dim() else 1 for p in model.parameters() if p.requires_grad)


@misconception(
    "mlp.counts-weights-only",
    seems="Your count seems to leave the biases out.",
    why="A bias is trained like a weight: each neuron has one more number than it has inputs.",
    question="How many numbers does a layer from 3 inputs to 2 neurons adjust?",
)
def count_parameters(model):
    trainable = [(name, p) for name, p in model.named_parameters() if p.requires_grad]
    return sum(p.numel() for name, p in trainable if "bias" not in name)


@misconception(
    "mlp.counts-shared-twice",
    seems="Your count seems to go through the layers one by one: what two share counts twice.",
    why="A shared parameter is one set of numbers, wherever it is used, and is trained as one.",
    question="What does your code do when it meets the same parameter for the second time?",
)
def count_parameters(model):
    total = 0
    for _, p in model.named_parameters(remove_duplicate=False):
        if p.requires_grad:
            total += p.numel()
    return total


@misconception(
    "mlp.equal-counts-once",
    seems="Parameters seem to count once if they hold the same numbers, though they are two.",
    why="Two layers that start alike are trained apart, and soon differ. Shared is what is one and "
    "the same object.",
    question="In which way do you find out whether two parameters are one?",
)
def count_parameters(model):
    kept = []
    for p in model.parameters():
        if p.requires_grad and not any(p.shape == q.shape and torch.equal(p, q) for q in kept):
            kept.append(p)
    return sum(p.numel() for p in kept)


@misconception(
    "mlp.counts-buffers",
    seems="Your count seems to include buffers, such as the running mean of a batch norm.",
    why="Buffers are kept and saved with a model, but no gradient ever reaches them.",
    question="Of the tensors that your code visits, which ones does an optimizer get?",
)
def count_parameters(model):
    trainable = sum(p.numel() for p in model.parameters() if p.requires_grad)
    return trainable + sum(buffer.numel() for buffer in model.buffers())


@misconception(
    "mlp.counts-top-level",
    seems="Your count seems to look at the model's direct parts only: what lies deeper is missed.",
    why="Models contain models, to any depth, and training reaches all of them.",
    question="What does your code see of an nn.Sequential inside an nn.Sequential?",
)
def count_parameters(model):
    parameters = list(model.parameters(recurse=False))
    for child in model.children():
        parameters += child.parameters(recurse=False)
    return sum(p.numel() for p in parameters if p.requires_grad)


@misconception(
    "mlp.count-is-tensor",
    seems="Your count seems to be a tensor and not a plain number.",
    why="A count is printed, compared and written into reports; a tensor drags its dtype along.",
    question="Which method or function gives the size of a tensor as a Python int?",
)
def count_parameters(model):
    total = torch.tensor(0)
    for p in model.parameters():
        if p.requires_grad:
            total = total + p.numel()
    return total


@misconception(
    "mlp.count-changes-model",
    seems="Counting seems to change the model: its mode, or its gradients.",
    why="Whoever counts in the middle of a training goes on with another model than before.",
    question="Which of your lines do something to the model, and what does counting need?",
)
def count_parameters(model):
    model.eval()
    return sum(p.numel() for p in model.parameters() if p.requires_grad)


@misconception("mlp.count-changes-model")
def count_parameters(model):
    model.zero_grad()
    return sum(p.numel() for p in model.parameters() if p.requires_grad)


@misconception(
    "mlp.square-by-luck",
    seems="Your layer seems to choose its product by the sizes, and to choose wrongly where there "
    "are as many neurons as inputs.",
    why="Where both products of X and the weight have the right shape, only one of them pairs each "
    "sample with the weights of one neuron.",
    question="Which row of the weight does the second output use, with 3 inputs and 3 neurons?",
)
class Dense(nn.Module):
    def __init__(self, in_features, out_features):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(out_features, in_features) * 0.1)
        self.bias = nn.Parameter(torch.zeros(out_features))

    def forward(self, x):
        if x.shape[-1] == self.weight.shape[0]:
            return x @ self.weight + self.bias
        return x @ self.weight.T + self.bias


@misconception(
    "mlp.parameter-too-many",
    seems="Your layer seems to have a parameter that nobody asked for, besides weight and bias.",
    why="It would be trained and counted too, and the layer would no longer do the work of "
    "nn.Linear.",
    question="How many parameters does nn.Linear have, and what would yours do that they do not?",
)
class Dense(nn.Module):
    def __init__(self, in_features, out_features):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(out_features, in_features) * 0.1)
        self.bias = nn.Parameter(torch.zeros(out_features))
        self.scale = nn.Parameter(torch.ones(1))

    def forward(self, x):
        return (x @ self.weight.T + self.bias) * self.scale


@misconception(
    "mlp.activation-has-to-be-a-class",
    seems="Your model seems to refuse an activation that is not a class.",
    why="A function that makes a module, say one with a slope of its own, is called just the same "
    "way.",
    question="What do you need to know about activation, other than that activation() gives a "
    "module?",
)
class MLP(nn.Module):
    def __init__(self, sizes, activation=nn.ReLU):
        super().__init__()
        if len(sizes) < 2 or min(sizes) < 1:
            raise ValueError("at least two sizes, each at least 1")
        if not (isinstance(activation, type) and issubclass(activation, nn.Module)):
            raise TypeError("the activation is not a class of modules")
        layers = []
        for d, m in pairwise(sizes):
            layers += [nn.Linear(d, m), activation()]
        self.layers = nn.Sequential(*layers[:-1])

    def forward(self, X):
        return self.layers(X)


@misconception(
    "mlp.count-is-float",
    seems="Your count seems to be a float where a parameter has the shape ().",
    why="A count is whole, and whoever loops up to it, or prints it, relies on that. The product "
    "over no sides at all is 1.0 in some libraries.",
    question="What type has the product of the sides of a tensor of shape (), as you work it out?",
)
def count_parameters(model):
    import numpy as np

    return sum(np.prod(p.shape) for p in model.parameters() if p.requires_grad)


@misconception(
    "mlp.models-share-layers",
    seems="Two models of the same sizes seem to share their layers.",
    why="What belongs to the class is there once for all models: training one moves the other.",
    question="Where are the layers kept: in the model itself, or in something that all models see?",
)
class MLP(nn.Module):
    made = {}

    def __init__(self, sizes, activation=nn.ReLU):
        super().__init__()
        if len(sizes) < 2 or min(sizes) < 1:
            raise ValueError("sizes must be at least two positive numbers")
        self.activation = activation()
        key = tuple(sizes)
        if key not in self.made:
            self.made[key] = nn.ModuleList(Dense(i, o) for i, o in pairwise(sizes))
        self.layers = self.made[key]

    def forward(self, X):
        for layer in self.layers[:-1]:
            X = self.activation(layer(X))
        return self.layers[-1](X)


@misconception("mlp.graph-cut")
class Dense(nn.Module):
    def __init__(self, in_features, out_features):
        super().__init__()
        torch.set_grad_enabled(False)
        self.weight = nn.Parameter(torch.empty(out_features, in_features).normal_())
        self.bias = nn.Parameter(torch.zeros(out_features))

    def forward(self, x):
        return x @ self.weight.T + self.bias


@misconception("mlp.parameter-too-many")
class Dense(nn.Module):
    def __init__(self, in_features, out_features):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(out_features, in_features))
        self.bias = nn.Parameter(torch.zeros(out_features))
        self.scale = nn.Parameter(torch.ones(1))

    def forward(self, x):
        return self.scale * (x @ self.weight.T) + self.bias


@misconception(
    "mlp.activation-by-width",
    seems="Your MLP seems to leave the activation out wherever a layer is as wide as the output.",
    why="What decides is a layer's place, not its width: after every hidden layer comes the "
    "activation, and hidden layers may have any width.",
    question="Which layers does your rule take for the last one, if sizes are [3, 2, 4, 2]?",
)
class MLP(nn.Module):
    def __init__(self, sizes, activation=nn.ReLU):
        super().__init__()
        if len(sizes) < 2 or min(sizes) < 1:
            raise ValueError("no such sizes")
        layers = []
        for n_in, n_out in pairwise(sizes):
            layers.append(Dense(n_in, n_out))
            if n_out != sizes[-1]:
                layers.append(activation())
        self.stack = nn.Sequential(*layers)

    def forward(self, X):
        return self.stack(X)


@misconception(
    "mlp.counts-leaves-only",
    seems="You seem to count the parameters of modules that have no parts of their own, alone.",
    why="A module may own parameters and have parts besides. Those of its own are trained too.",
    question="Where would a network keep a scale that belongs to the whole of it?",
)
def count_parameters(model):
    found = set()
    for module in model.modules():
        if not list(module.children()):
            found.update(p for p in module.parameters() if p.requires_grad)
    return sum(p.numel() for p in found)
