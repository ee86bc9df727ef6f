"""Right implementations for the topic tensors that look unusual."""

import torch

from grader.variants import unusual


@unusual("by way of NumPy, copied there")
def to_tensor(data):
    import numpy as np

    return torch.from_numpy(np.array(data, dtype=np.float32))


@unusual("converted twice")
def to_tensor(data):
    return torch.tensor(data).to(torch.float32)


@unusual("shared first, cloned afterwards")
def to_tensor(data):
    return torch.as_tensor(data).clone().float()


@unusual("an empty tensor that is filled")
def to_tensor(data):
    import numpy as np

    result = torch.empty(np.shape(data))
    result.copy_(torch.as_tensor(data))
    return result


@unusual("nested lists stacked row by row")
def to_tensor(data):
    if isinstance(data, list):
        return torch.stack([to_tensor(item) for item in data])
    return torch.tensor(data, dtype=torch.float)


@unusual("a method of another tensor, which lends its type")
def to_tensor(data):
    return torch.empty(0).new_tensor(data)


@unusual("lengths and products of the shape")
def describe(t):
    import math

    shape = tuple(int(side) for side in t.shape)
    return len(shape), shape, math.prod(shape)


@unusual("a list of three, the shape as torch.Size")
def describe(t):
    return [t.ndim, t.size(), t.nelement()]


@unusual("by way of NumPy, whose integers it gives")
def describe(t):
    import numpy as np

    array = t.numpy()
    return np.int64(array.ndim), array.shape, np.int64(array.size)


@unusual("a named tuple")
def describe(t):
    from typing import NamedTuple

    class Layout(NamedTuple):
        rank: int
        shape: torch.Size
        count: int

    return Layout(t.dim(), t.shape, t.flatten().shape[0])


@unusual("nn.functional.linear")
def affine(X, W, b):
    return torch.nn.functional.linear(X, W, b)


@unusual("addmm")
def affine(X, W, b):
    return torch.addmm(b, X, W.t())


@unusual("einsum, bias as a row")
def affine(X, W, b):
    return torch.einsum("nd,md->nm", X, W) + b.unsqueeze(0)


@unusual("summed over a third dimension")
def affine(X, W, b):
    return (X[:, None, :] * W[None, :, :]).sum(dim=2) + b


@unusual("one neuron at a time, stacked")
def affine(X, W, b):
    return torch.stack([X @ w + bias for w, bias in zip(W, b, strict=True)], dim=1)


@unusual("weights first, turned afterwards")
def affine(X, W, b):
    return (W @ X.mT + b[:, None]).mT.contiguous()


@unusual("an accumulator changed in place, not the inputs")
def affine(X, W, b):
    result = torch.matmul(X, W.transpose(0, 1))
    result += b
    return result


@unusual("a tiny number below the line")
def standardize(X):
    return (X - X.mean(dim=0)) / (X.std(dim=0, correction=0) + 1e-8)


@unusual("a deviation that is bounded from below")
def standardize(X):
    std, mean = torch.std_mean(X, dim=0, correction=0, keepdim=True)
    return (X - mean) / std.clamp_min(1e-6)


@unusual("NaN replaced afterwards")
def standardize(X):
    return torch.nan_to_num((X - X.mean(0)) / X.std(0, unbiased=False), nan=0.0)


@unusual("zeros where the deviation is small")
def standardize(X):
    centred = X - X.mean(dim=0)
    std = centred.square().mean(dim=0).sqrt()
    return torch.where(std < 0.05, torch.zeros_like(X), centred / std)


@unusual("column by column")
def standardize(X):
    result = torch.zeros_like(X)
    for j in range(X.shape[1]):
        column = X[:, j]
        if (column != column[0]).any():
            result[:, j] = (column - column.mean()) / column.var(correction=0).sqrt()
    return result


@unusual("in double precision inside, in place on a copy")
def standardize(X):
    Z = X.detach().clone().double()
    Z -= Z.mean(dim=0)
    Z /= torch.sqrt((Z * Z).mean(dim=0) + 1e-12)
    return Z.to(X.dtype)


@unusual("the mean of squares minus the square of the mean")
def standardize(X):
    mean = X.mean(dim=0)
    variance = ((X * X).mean(dim=0) - mean * mean).clamp_min(0)
    std = variance.sqrt()
    std[std < 1e-2] = 1.0
    return (X - mean) / std


@unusual("a small number under the root, and a layer of the library")
def standardize(X):
    return torch.nn.functional.instance_norm(X.T[None], eps=1e-8)[0].T if len(X) > 1 else X * 0


@unusual("backward on a copy that is cut off")
def gradient_at(f, x):
    leaf = x.detach().clone().requires_grad_(True)
    f(leaf).backward()
    return leaf.grad


@unusual("the same memory, another tensor")
def gradient_at(f, x):
    leaf = x.detach().requires_grad_()
    return torch.autograd.grad(f(leaf), leaf)[0]


@unusual("torch.func.grad")
def gradient_at(f, x):
    return torch.func.grad(f)(x.detach())


@unusual("a Jacobian of one row")
def gradient_at(f, x):
    return torch.autograd.functional.jacobian(f, x.detach())


@unusual("a vector-Jacobian product")
def gradient_at(f, x):
    value, gradient = torch.autograd.functional.vjp(f, x)
    return gradient.detach()


@unusual("a parameter")
def gradient_at(f, x):
    leaf = torch.nn.Parameter(x.detach().clone())
    with torch.enable_grad():
        f(leaf).backward()
    return leaf.grad.detach().clone()


@unusual("on x itself, with everything put back")
def gradient_at(f, x):
    asked = x.requires_grad
    if not asked:
        x.requires_grad_(True)
    try:
        return torch.autograd.grad(f(x), x)[0].detach()
    finally:
        if not asked:
            x.requires_grad_(False)


@unusual("a graph of second order, cut off afterwards")
def gradient_at(f, x):
    leaf = x.detach().requires_grad_()
    (gradient,) = torch.autograd.grad(f(leaf), leaf, create_graph=True)
    return gradient.detach()


@unusual("forward mode")
def gradient_at(f, x):
    return torch.func.jacfwd(f)(x.detach())


@unusual("a layer of the library, with other parameters in its place")
def affine(X, W, b):
    layer = torch.nn.Linear(W.shape[1], W.shape[0])
    return torch.func.functional_call(layer, {"weight": W, "bias": b}, (X,))


@unusual("a hook that catches the gradient on its way")
def gradient_at(f, x):
    caught = []
    leaf = x.detach().requires_grad_()
    leaf.register_hook(caught.append)
    f(leaf).backward()
    return caught[0].detach().clone()


@unusual("Python's statistics, column by column")
def standardize(X):
    import statistics

    columns = []
    for column in X.T.tolist():
        mean, deviation = statistics.fmean(column), statistics.pstdev(column)
        columns.append([(x - mean) / deviation if deviation > 1e-6 else 0.0 for x in column])
    return torch.tensor(columns, dtype=X.dtype).T
