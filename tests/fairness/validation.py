"""Right implementations for the topic validation that look unusual."""

import math

import torch
from torch import nn

from grader.variants import unusual


@unusual("training samples first, sizes as a list")
def split(X, y, validation_fraction, generator=None):
    if validation_fraction <= 0 or validation_fraction >= 1:
        raise ValueError("the fraction must lie between 0 and 1")
    sizes = [len(X) - round(len(X) * validation_fraction), round(len(X) * validation_fraction)]
    if min(sizes) < 1:
        raise ValueError("a side is empty")
    train, val = torch.randperm(len(X), generator=generator).split(sizes)
    return [X[train], y[train], X[val], y[val]]


@unusual("a mask, with the data's own order inside a side")
def split(X, y, validation_fraction, generator=None):
    n_val = math.floor(X.shape[0] * validation_fraction + 0.5)
    if not (0 < validation_fraction < 1 and 1 <= n_val <= X.shape[0] - 1):
        raise ValueError(validation_fraction)
    mask = torch.zeros(X.shape[0], dtype=torch.bool)
    mask[torch.randperm(X.shape[0], generator=generator)[:n_val]] = True
    return X[~mask], y[~mask], X[mask], y[mask]


@unusual("random_split of the library")
def split(X, y, validation_fraction, generator=None):
    from torch.utils.data import TensorDataset, random_split

    n_val = round(len(X) * validation_fraction)
    if not 0 < validation_fraction < 1 or n_val in (0, len(X)):
        raise ValueError("no such split")
    generator = torch.default_generator if generator is None else generator
    train, val = random_split(TensorDataset(X, y), [len(X) - n_val, n_val], generator=generator)
    return *train.dataset[train.indices], *val.dataset[val.indices]


@unusual("samples sorted by random numbers")
def split(X, y, validation_fraction, generator=None):
    n = len(y)
    n_val = int(torch.round(torch.tensor(n * validation_fraction)))
    if validation_fraction <= 0 or validation_fraction >= 1 or n_val == 0 or n_val == n:
        raise ValueError("each side needs a sample")
    numbers = torch.rand(n, generator=generator).argsort().tolist()
    X_train = torch.stack([X[i] for i in numbers[n_val:]])
    y_train = torch.stack([y[i] for i in numbers[n_val:]])
    X_val = torch.stack([X[i] for i in numbers[:n_val]])
    y_val = torch.stack([y[i] for i in numbers[:n_val]])
    return X_train, y_train, X_val, y_val


@unusual("validation samples drawn without replacement, the rest by difference of sets")
def split(X, y, validation_fraction, generator=None):
    n_val = round(len(X) * validation_fraction)
    if not 0.0 < validation_fraction < 1.0 or n_val < 1 or n_val >= len(X):
        raise ValueError("a side would be empty")
    val = torch.multinomial(torch.ones(len(X)), n_val, generator=generator).tolist()
    train = sorted(set(range(len(X))) - set(val))
    return X[train].clone(), y[train].clone(), X[val].clone(), y[val].clone()


@unusual("another generator, seeded from the one that is given")
def split(X, y, validation_fraction, generator=None):
    import random

    n_val = round(len(X) * validation_fraction)
    if not 0 < validation_fraction < 1 or not 0 < n_val < len(X):
        raise ValueError("a side would be empty")
    seed = torch.randint(2**31, (), generator=generator).item()
    numbers = list(range(len(X)))
    random.Random(seed).shuffle(numbers)
    val, train = numbers[:n_val], numbers[n_val:]
    return X[train], y[train], X[val], y[val]


@unusual("losses of the library")
def regression_metrics(y_hat, y):
    if tuple(y_hat.shape) != tuple(y.shape):
        raise ValueError("the shapes differ")
    total = nn.functional.mse_loss(y.mean().expand_as(y), y).item()
    mse = nn.MSELoss()(y_hat, y).item()
    r2 = 1 - mse / total if total else float("nan")
    return {"mse": mse, "mae": nn.L1Loss()(y_hat, y).item(), "r2": r2}


@unusual("plain Python numbers")
def regression_metrics(y_hat, y):
    assert_same = y_hat.dim() == y.dim() and len(y_hat) == len(y)
    if not assert_same:
        raise ValueError("the shapes differ")
    pairs = list(zip(y_hat.flatten().tolist(), y.flatten().tolist(), strict=True))
    n, mean = len(pairs), sum(b for _, b in pairs) / len(pairs)
    residual = sum((a - b) ** 2 for a, b in pairs)
    total = sum((b - mean) ** 2 for _, b in pairs)
    try:
        r2 = 1 - residual / total
    except ZeroDivisionError:
        r2 = math.nan
    return {"r2": r2, "mse": residual / n, "mae": sum(abs(a - b) for a, b in pairs) / n}


@unusual("double precision, sums of squares")
def regression_metrics(y_hat, y):
    if y_hat.shape != y.shape:
        raise ValueError(f"{y_hat.shape} is not {y.shape}")
    y_hat, y = y_hat.double().ravel(), y.double().ravel()
    rss, tss = torch.dot(y_hat - y, y_hat - y), torch.dot(y - y.mean(), y - y.mean())
    r2 = torch.where(tss == 0, torch.nan, 1 - rss / tss)
    return dict(mse=float(rss) / len(y), mae=float((y_hat - y).abs().mean()), r2=float(r2))


@unusual("norms")
def regression_metrics(y_hat, y):
    if y_hat.size() != y.size():
        raise ValueError("not one prediction for each target")
    n = y.numel()
    mse = torch.linalg.vector_norm(y - y_hat).item() ** 2 / n
    mae = torch.linalg.vector_norm(y - y_hat, ord=1).item() / n
    spread = torch.var_mean(y, correction=0)[0].item()
    if y.max() == y.min():
        return {"mse": mse, "mae": mae, "r2": math.nan}
    return {"mse": mse, "mae": mae, "r2": (spread - mse) / spread}


@unusual("by way of NumPy")
def regression_metrics(y_hat, y):
    import numpy as np

    a, b = y_hat.numpy().astype(np.float64), y.numpy().astype(np.float64)
    if a.shape != b.shape:
        raise ValueError("shapes")
    constant = len(np.unique(b)) == 1
    r2 = np.nan if constant else 1.0 - np.mean((a - b) ** 2) / np.var(b)
    return {
        "mse": float(np.mean((a - b) ** 2)),
        "mae": float(np.mean(np.abs(a - b))),
        "r2": float(r2),
    }


@unusual("a copy of the model is evaluated")
def evaluate(model, loader):
    import copy

    twin = copy.deepcopy(model).eval()
    with torch.inference_mode():
        errors = torch.cat([(twin(X) - y).flatten() for X, y in loader])
    return errors.square().mean().item()


@unusual("all answers are gathered first")
def evaluate(model, loader):
    modes = {name: module.training for name, module in model.named_modules()}
    model.eval()
    with torch.no_grad():
        answers, targets = zip(*[(model(X), y) for X, y in loader], strict=True)
    for name, module in model.named_modules():
        module.training = modes[name]
    return nn.MSELoss()(torch.cat(answers), torch.cat(targets)).item()


@unusual("means of batches, weighted by their sizes, under inference_mode")
def evaluate(model, loader):
    training = [module for module in model.modules() if module.training]
    loss_fn, total, samples = nn.MSELoss(), 0.0, 0
    try:
        model.eval()
        with torch.inference_mode():
            for batch in loader:
                X, y = batch
                total += loss_fn(model(X), y).item() * len(X)
                samples += len(X)
    finally:
        for module in training:
            module.training = True
    return total / samples


@unusual("the student's own metrics, on all answers")
def evaluate(model, loader):
    modes = [(module, module.training) for module in model.modules()]
    model.train(False)
    previous = torch.is_grad_enabled()
    torch.set_grad_enabled(False)
    answers = torch.cat([model(X) for X, _ in loader])
    targets = torch.cat([y for _, y in loader])
    torch.set_grad_enabled(previous)
    for module, mode in modes:
        module.training = mode
    return regression_metrics(answers.reshape(-1, 1), targets.reshape(-1, 1))["mse"]


@unusual("parameters taken out of the model, and a running mean")
def evaluate(model, loader):
    tensors = {**dict(model.named_parameters()), **dict(model.named_buffers())}
    state = {name: tensor.detach() for name, tensor in tensors.items()}
    modes = [(module, module.training) for module in model.modules()]
    model.eval()
    mean, seen = 0.0, 0
    for X, y in loader:
        error = torch.func.functional_call(model, state, (X,)) - y
        seen += error.numel()
        mean += (float(error.square().mean()) - mean) * error.numel() / seen
    for module, mode in modes:
        module.training = mode
    return mean


@unusual("a decorator, and double precision for the sum")
def evaluate(model, loader):
    @torch.no_grad()
    def total():
        return [((model(X) - y).double() ** 2).sum() for X, y in loader]

    modes = [module.training for module in model.modules()]
    model.eval()
    squares = float(sum(total()))
    for module, mode in zip(model.modules(), modes, strict=True):
        module.training = mode
    return squares / sum(y.numel() for _, y in loader)


@unusual("only the modules that are in train mode are touched")
def evaluate(model, loader):
    switched = [module for module in model.modules() if module.training]
    for module in switched:
        module.training = False
    squares = entries = 0
    for X, y in loader:
        with torch.no_grad():
            squares += torch.sum((y - model(X)) ** 2).item()
        entries += y.shape[0] * y.shape[1]
    for module in switched:
        module.training = True
    return squares / entries


@unusual("a count of bad epochs")
def early_stopping(validation_losses, patience):
    if len(validation_losses) == 0:
        raise ValueError("no epochs")
    if patience <= 0:
        raise ValueError("no patience")
    best_loss, best_epoch, bad = math.inf, -1, 0
    for epoch, loss in enumerate(validation_losses):
        bad = 0 if loss < best_loss else bad + 1
        if bad == 0:
            best_loss, best_epoch = loss, epoch
        if bad >= patience:
            return best_epoch
    return best_epoch


@unusual("the list is cut where training stops")
def early_stopping(validation_losses, patience):
    if not validation_losses or patience < 1:
        raise ValueError("nothing to choose from")
    for end in range(patience + 1, len(validation_losses) + 1):
        seen = validation_losses[:end]
        if min(seen[:-patience]) <= min(seen[-patience:]):
            return seen.index(min(seen))
    return validation_losses.index(min(validation_losses))


@unusual("NumPy's running minimum")
def early_stopping(validation_losses, patience):
    import numpy as np

    losses = np.asarray(validation_losses, dtype=float)
    if losses.size == 0 or patience < 1:
        raise ValueError("empty")
    running = np.minimum.accumulate(losses)
    progress = np.flatnonzero(np.diff(running, prepend=np.inf) < 0)
    ends = np.append(progress[1:], len(losses))
    stops = np.flatnonzero(ends - progress > patience)
    return progress[stops[0]] if stops.size else progress[-1]


@unusual("recursion")
def early_stopping(validation_losses, patience):
    if not len(validation_losses) or patience < 1:
        raise ValueError("empty")

    def best_from(best):
        ahead = validation_losses[best + 1 : best + 1 + patience]
        better = [i for i, loss in enumerate(ahead, best + 1) if loss < validation_losses[best]]
        return best_from(better[0]) if better else best

    return best_from(0)


@unusual("a while loop over an iterator")
def early_stopping(validation_losses, patience):
    if not validation_losses or not patience >= 1:
        raise ValueError("empty")
    epochs = iter(enumerate(validation_losses))
    best, best_loss = next(epochs)
    left = patience
    while left and (now := next(epochs, None)) is not None:
        if now[1] < best_loss:
            (best, best_loss), left = now, patience
        else:
            left -= 1
    return best


@unusual("row numbers sorted by random numbers, in a named tuple")
def split(X, y, validation_fraction, generator=None):
    from collections import namedtuple

    k = round(len(y) * validation_fraction)
    if not 0 < validation_fraction < 1 or k in (0, len(y)):
        raise ValueError("no such split")
    numbers = torch.rand(len(y), generator=generator).tolist()
    order = sorted(range(len(y)), key=numbers.__getitem__)
    sides = torch.tensor(order[k:]), torch.tensor(order[:k])
    parts = [data.index_select(0, rows) for rows in sides for data in (X, y)]
    return namedtuple("Split", "X_train y_train X_val y_val")(*parts)


@unusual("the loader walked through twice, modes put back from the outside in")
def evaluate(model, loader):
    @torch.inference_mode()
    def squares():
        return sum(nn.MSELoss(reduction="sum")(model(X), y).item() for X, y in loader)

    modes = [(module, module.training) for module in model.modules()]
    model.eval()
    total = squares() / sum(batch[1].numel() for batch in loader)
    for module, mode in modes:
        module.train(mode)
    return total
