"""Right implementations of the topic mlp that look unusual: each must get all its points."""

from itertools import pairwise

import torch
from torch import nn

from grader.variants import unusual


@unusual("nn.functional.linear, Kaiming weights, random bias")
class Dense(nn.Module):
    def __init__(self, in_features, out_features):
        super().__init__()
        self.bias = nn.Parameter(torch.empty(out_features))
        self.weight = nn.Parameter(torch.empty(out_features, in_features))
        nn.init.kaiming_normal_(self.weight)
        nn.init.uniform_(self.bias, -1, 1)

    def forward(self, x):
        return nn.functional.linear(x, self.weight, self.bias)


@unusual("einsum, register_parameter, orthogonal weights")
class Dense(nn.Module):
    def __init__(self, in_features, out_features):
        super().__init__()
        self.register_parameter("weight", nn.Parameter(torch.empty(out_features, in_features)))
        self.register_parameter("bias", nn.Parameter(torch.full((out_features,), 0.1)))
        nn.init.orthogonal_(self.weight)

    def forward(self, x):
        return torch.einsum("...i,oi->...o", x, self.weight) + self.bias


@unusual("one neuron after the other")
class Dense(nn.Module):
    def __init__(self, in_features, out_features):
        super().__init__()
        rows = [torch.rand(in_features) * 2 - 1 for _ in range(out_features)]
        self.weight = nn.Parameter(torch.stack(rows))
        self.bias = nn.Parameter(torch.randn(out_features))

    def forward(self, x):
        columns = [(x * w).sum(-1) + b for w, b in zip(self.weight, self.bias, strict=True)]
        return torch.stack(columns, dim=-1)


@unusual("addmm on a batch, a sample made a batch of one and back")
class Dense(nn.Module):
    def __init__(self, in_features, out_features):
        super().__init__()
        self.in_features, self.out_features = in_features, out_features
        self.reset()

    def reset(self):
        shape = (self.out_features, self.in_features)
        self.weight = nn.Parameter(torch.normal(0.0, 0.5, shape))
        self.bias = nn.Parameter(torch.zeros(self.out_features))

    def forward(self, x):
        if x.dim() == 1:
            return self.forward(x.unsqueeze(0)).squeeze(0)
        return torch.addmm(self.bias, x, self.weight.t())


@unusual("weights of plus or minus one half, a result changed in place")
class Dense(nn.Module):
    def __init__(self, in_features, out_features):
        super().__init__()
        signs = torch.randint(0, 2, (out_features, in_features)).float()
        self.weight = nn.Parameter(signs - 0.5)
        self.bias = nn.Parameter(torch.zeros(out_features))

    def forward(self, x):
        sums = torch.matmul(self.weight, x.T).T
        sums += self.bias
        return sums


@unusual("an optional third argument, and the type of the input checked")
class Dense(nn.Module):
    def __init__(self, in_features, out_features, activation=None):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(out_features, in_features) / in_features)
        self.bias = nn.Parameter(torch.zeros(out_features))
        self.activation = activation or nn.Identity()

    def forward(self, x):
        if not isinstance(x, torch.Tensor):
            raise TypeError("expected a tensor")
        return self.activation(torch.inner(x, self.weight) + self.bias)


@unusual("the library's layers in a Sequential")
class MLP(nn.Module):
    def __init__(self, sizes, activation=nn.ReLU):
        if not len(sizes) >= 2 or any(size <= 0 for size in sizes):
            raise ValueError(sizes)
        super().__init__()
        self.net = nn.Sequential()
        for number, (d_in, d_out) in enumerate(pairwise(sizes)):
            if number:
                self.net.add_module(f"activation {number}", activation())
            self.net.add_module(f"layer {number}", nn.Linear(d_in, d_out))

    def forward(self, X):
        return self.net(X)


@unusual("a ModuleList registered from the last layer to the first, one shared activation")
class MLP(nn.Module):
    def __init__(self, sizes, activation=nn.ReLU):
        super().__init__()
        if len(sizes) < 2:
            raise ValueError("too few sizes")
        if min(sizes) < 1:
            raise ValueError("a size is too small")
        self.backwards = nn.ModuleList()
        for d_out, d_in in pairwise(reversed(sizes)):
            self.backwards.append(nn.Linear(d_in, d_out))
        self.activation = activation()

    def forward(self, X):
        for depth in range(len(self.backwards) - 1, 0, -1):
            X = self.activation(self.backwards[depth](X))
        return self.backwards[0](X)


@unusual("a ModuleDict, and activations made while predicting")
class MLP(nn.Module):
    def __init__(self, sizes, activation=nn.ReLU):
        super().__init__()
        if len(sizes) < 2 or not all(size >= 1 for size in sizes):
            raise ValueError("sizes")
        names = [chr(ord("z") - number) for number in range(len(sizes) - 1)]
        pairs = pairwise(sizes)
        layers = {name: nn.Linear(*pair) for name, pair in zip(names, pairs, strict=True)}
        self.layers = nn.ModuleDict(layers)
        self.last = names[-1]
        self.make_activation = activation

    def forward(self, X):
        for name, layer in self.layers.items():
            X = layer(X) if name == self.last else self.make_activation()(layer(X))
        return X


@unusual("a Sequential itself, with Dense and nn.Linear by turns")
class MLP(nn.Sequential):
    def __init__(self, sizes, activation=nn.ReLU):
        if len(sizes) < 2 or min(sizes) < 1:
            raise ValueError("sizes")
        kinds = (Dense, nn.Linear)
        layers = [kinds[k % 2](sizes[k], sizes[k + 1]) for k in range(len(sizes) - 1)]
        steps = [layers[0]]
        for layer in layers[1:]:
            steps += [activation(), layer]
        super().__init__(*steps)


@unusual("a first layer, and the rest as a smaller MLP")
class MLP(nn.Module):
    def __init__(self, sizes, activation=nn.ReLU):
        super().__init__()
        first, *others = sizes if len(sizes) > 1 else [0]
        if first < 1 or min(others) < 1:
            raise ValueError("sizes")
        self.rest = MLP(others, activation) if len(others) > 1 else None
        self.first = Dense(first, others[0])
        self.between = activation()

    def forward(self, X):
        X = self.first(X)
        return X if self.rest is None else self.rest(self.between(X))


@unusual("attributes set one by one, and Dense recognised by its type")
class MLP(nn.Module):
    def __init__(self, sizes, activation=nn.ReLU):
        super().__init__()
        if len(sizes) < 2 or min(sizes) < 1:
            raise ValueError("sizes")
        for number, pair in enumerate(pairwise(sizes)):
            setattr(self, f"layer{number}", Dense(*pair))
        self.hidden = len(sizes) - 2
        self.add_module("f", activation())

    def forward(self, X):
        layers = [child for child in self.children() if isinstance(child, Dense)]
        for layer in layers[: self.hidden]:
            X = self.f(layer(X))
        return layers[-1](X)


@unusual("blocks of a layer and its activation, sizes as keyword arguments of Dense")
class MLP(nn.Module):
    def __init__(self, sizes, activation=nn.ReLU):
        super().__init__()
        sizes = tuple(sizes)
        if sizes[1:] == () or min(sizes) < 1:
            raise ValueError("sizes")
        blocks = [
            nn.Sequential(Dense(out_features=d_out, in_features=d_in), activation())
            for d_in, d_out in pairwise(sizes[:-1])
        ]
        self.output = Dense(in_features=sizes[-2], out_features=sizes[-1])
        self.blocks = nn.Sequential(*blocks)

    def forward(self, X):
        return self.output(self.blocks(X))


@unusual("module by module, with the identities of parameters seen")
def count_parameters(model):
    seen = set()
    total = 0
    for module in model.modules():
        for p in module.parameters(recurse=False):
            if p.requires_grad and id(p) not in seen:
                seen.add(id(p))
                total += p.numel()
    return total


@unusual("NumPy's product of the shape")
def count_parameters(model):
    import numpy as np

    return int(sum(np.prod(p.shape) for p in model.parameters() if p.requires_grad))


@unusual("everything in one long vector")
def count_parameters(model):
    trainable = [p.detach().reshape(-1) for p in model.parameters() if p.requires_grad]
    return len(torch.cat(trainable)) if trainable else 0


@unusual("by recursion, in a dict of parameters")
def count_parameters(model):
    def collect(module):
        found = {id(p): p for p in module._parameters.values() if p is not None}
        for child in module.children():
            found |= collect(child)
        return found

    return sum(p.nelement() for p in collect(model).values() if p.requires_grad)


@unusual("all parameters less the frozen ones")
def count_parameters(model):
    total = sum(p.flatten().shape[0] for p in model.parameters())
    return total - sum(p.numel() for p in model.parameters() if not p.requires_grad)


@unusual("a Function with a backward pass of its own, weights seeded by a number from torch")
class Dense(nn.Module):
    def __init__(self, in_features, out_features):
        super().__init__()
        generator = torch.Generator().manual_seed(int(torch.randint(2**31, ())))
        weight = torch.randn(out_features, in_features, generator=generator)
        self.weight = nn.Parameter(weight)
        self.bias = nn.Parameter(torch.zeros(out_features))

    def forward(self, x):
        class Affine(torch.autograd.Function):
            @staticmethod
            def forward(context, x, W, b):
                context.save_for_backward(x, W)
                return x @ W.T + b

            @staticmethod
            def backward(context, slopes):
                x, W = context.saved_tensors
                rows = slopes.reshape(-1, W.shape[0])
                return slopes @ W, rows.T @ x.reshape(-1, W.shape[1]), rows.sum(0)

        return Affine.apply(x, self.weight, self.bias)


@unusual("layers that find out their number of inputs from a first batch")
class MLP(nn.Module):
    def __init__(self, sizes, activation=nn.ReLU):
        super().__init__()
        if len(sizes) < 2 or min(sizes) < 1:
            raise ValueError("sizes")
        steps = [step for size in sizes[1:] for step in (nn.LazyLinear(size), activation())]
        self.net = nn.Sequential(*steps[:-1])
        with torch.no_grad():
            self.net(torch.zeros(1, sizes[0]))

    def forward(self, X):
        return self.net(X)


@unusual("parameters in a vector")
def count_parameters(model):
    trainable = [p for p in set(model.parameters()) if p.requires_grad]
    return nn.utils.parameters_to_vector(trainable).numel() if trainable else 0
