"""Right implementations of the training loop that look unusual."""

import torch
from torch import nn

from grader.variants import unusual


@unusual("the whole step as a closure, given to the optimizer")
def train_step(model, optimizer, loss_fn, X, y):
    def closure():
        optimizer.zero_grad()
        loss = loss_fn(model(X), y)
        loss.backward()
        return loss

    model.train()
    return float(optimizer.step(closure))


@unusual("gradients set to zeros, through the model")
def train_step(model, optimizer, loss_fn, X, y):
    model.zero_grad(set_to_none=False)
    loss = loss_fn(model.train()(X), y)
    loss.backward()
    optimizer.step()
    return loss.detach().cpu().tolist()


@unusual("gradients worked out by torch.autograd.grad, and put in place by hand")
def train_step(model, optimizer, loss_fn, X, y):
    model.train()
    parameters = [each for group in optimizer.param_groups for each in group["params"]]
    trainable = [each for each in parameters if each.requires_grad]
    loss = loss_fn(model(X), y)
    gradients = torch.autograd.grad(loss, trainable, allow_unused=True)
    for parameter, gradient in zip(trainable, gradients, strict=True):
        parameter.grad = gradient
    optimizer.step()
    return loss.item()


@unusual("gradients cleared before and after, the mode put back as it was")
def train_step(model, optimizer, loss_fn, X, y):
    was_training = model.training
    model.train(True)
    optimizer.zero_grad()
    loss = loss_fn(model(X), y)
    torch.autograd.backward(loss)
    optimizer.step()
    optimizer.zero_grad()
    model.train(was_training)
    return loss.item()


@unusual("the loss measured in a pass of its own, before the update")
def train_step(model, optimizer, loss_fn, X, y):
    model.train()
    with torch.no_grad():
        before = loss_fn(model(X), y).item()
    for parameter in model.parameters():
        parameter.grad = None
    loss_fn(model(X), y).backward()
    optimizer.step()
    return before


@unusual("modules switched one by one, and left in eval mode")
def train_step(model, optimizer, loss_fn, X, y):
    for module in model.modules():
        module.training = True
    with torch.enable_grad():
        loss = loss_fn(model(X.clone()), y.clone())
    optimizer.zero_grad(set_to_none=False)
    loss.backward(retain_graph=True)
    optimizer.step()
    model.eval()
    return float(loss.detach().numpy())


@unusual("a NumPy float64, which is a Python float")
def train_step(model, optimizer, loss_fn, X, y):
    import numpy as np

    model.apply(lambda module: setattr(module, "training", True))
    loss = loss_fn(model(X), y)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    return np.float64(loss.item())


@unusual("updates by hand, from .grad")
def fit(model, loader, lr, epochs):
    model.train()
    history = []
    for _ in range(epochs):
        squares = entries = 0
        for X, y in loader:
            model.zero_grad()
            errors = model(X) - y
            (errors**2).mean().backward()
            with torch.no_grad():
                for parameter in model.parameters():
                    if parameter.grad is not None:
                        parameter -= lr * parameter.grad
            squares += errors.detach().double().square().sum().item()
            entries += errors.numel()
        if not entries:
            raise ValueError("no batch")
        history.append(squares / entries)
    return history


@unusual("updates by hand, from torch.autograd.grad")
def fit(model, loader, lr, epochs):
    import numpy as np

    weights = [each for each in model.parameters() if each.requires_grad]
    history = []
    for _ in range(epochs):
        losses, sizes = [], []
        for X, y in loader:
            model.train()
            loss = nn.functional.mse_loss(model(X), y)
            for weight, gradient in zip(
                weights, torch.autograd.grad(loss, weights, allow_unused=True), strict=True
            ):
                if gradient is not None:
                    weight.data = weight.data - lr * gradient
            losses.append(loss.item())
            sizes.append(X.shape[0])
        if not sizes:
            raise ValueError("no batch")
        history.append(np.average(losses, weights=sizes))
    return history


@unusual("an optimizer for the trainable parameters only, made anew for each epoch")
def fit(model, loader, lr, epochs):
    history = [0.0] * epochs
    for epoch in range(epochs):
        trainable = filter(lambda each: each.requires_grad, model.parameters())
        optimizer = torch.optim.SGD(trainable, lr=lr, foreach=False)
        seen = 0
        for X, y in loader:
            loss = train_step(model, optimizer, nn.functional.mse_loss, X, y)
            seen += len(y)
            history[epoch] += (loss - history[epoch]) * len(y) / seen
        if seen == 0:
            raise ValueError("no batch")
    return history


@unusual("one look at the loader before training, to see whether it is empty")
def fit(model, loader, lr, epochs):
    from functools import partial

    if epochs > 0 and next(iter(loader), None) is None:
        raise ValueError("no batch")
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    step = partial(train_step, model, optimizer, nn.MSELoss())
    history = []
    while len(history) < epochs:
        pairs = [(step(X, y), len(X)) for X, y in loader]
        history.append(sum(loss * n for loss, n in pairs) / sum(n for _, n in pairs))
    return history


@unusual("the batches of an epoch gathered in a list, its losses in a tensor")
def fit(model, loader, lr, epochs):
    optimizer = torch.optim.SGD(model.parameters(), lr=lr, momentum=0.0)
    history = []
    for _ in range(epochs):
        batches = list(loader)
        if len(batches) == 0:
            raise ValueError("no batch")
        model.train()
        losses = []
        for X, y in batches:
            optimizer.zero_grad(set_to_none=False)
            loss = (model(X) - y).pow(2).mean()
            loss.backward()
            optimizer.step()
            losses.append(loss.detach())
        sizes = torch.tensor([float(len(X)) for X, _ in batches])
        history.append((torch.stack(losses) * sizes).sum().div(sizes.sum()).item())
    return history


@unusual("losses per sample, gathered over the epoch; the model left in eval mode")
def fit(model, loader, lr, epochs):
    optimizer = torch.optim.SGD(model.parameters(), lr)
    history = []
    for _ in range(epochs):
        per_sample = []
        for batch in loader:
            model.train()
            each = nn.MSELoss(reduction="none")(model(batch[0]), batch[1]).mean(dim=1)
            optimizer.zero_grad()
            each.mean().backward()
            optimizer.step()
            per_sample.append(each.detach())
            model.eval()
        try:
            history.append(torch.cat(per_sample).mean().item())
        except (RuntimeError, ValueError) as error:
            raise ValueError("no batch") from error
    return history


@unusual("the loader walked with iter and next, its first batch put back")
def fit(model, loader, lr, epochs):
    import operator
    from itertools import chain, tee

    def epoch():
        batches = iter(loader)
        try:
            first = next(batches)
        except StopIteration:
            raise ValueError("no batch") from None
        for_training, for_counting = tee(chain([first], batches))
        losses = [train_step(model, optimizer, nn.MSELoss(), X, y) for X, y in for_training]
        sizes = [len(X) for X, _ in for_counting]
        return sum(map(operator.mul, losses, sizes)) / sum(sizes)

    optimizer = torch.optim.SGD([{"params": list(model.parameters())}], lr=lr)
    return [epoch() for _ in range(epochs)]


@unusual("a loss that is scaled up, gradients that are scaled back; a rate schedule that is flat")
def fit(model, loader, lr, epochs):
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    scheduler = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda _: 1.0)
    history = []
    for _ in range(epochs):
        total, samples = torch.zeros((), dtype=torch.float64), 0
        for X, y in loader:
            model.train()
            optimizer.zero_grad()
            loss = nn.MSELoss()(model(X), y)
            (loss * 4).backward()
            for parameter in model.parameters():
                if parameter.grad is not None:
                    parameter.grad /= 4
            optimizer.step()
            total += loss.detach() * len(X)
            samples += len(X)
        if samples == 0:
            raise ValueError("no batch")
        scheduler.step()
        history.append(float(total) / samples)
    return history


@unusual("torch.func.grad of a functional call, parameters in a dict")
def fit(model, loader, lr, epochs):
    def loss_of(parameters, buffers, X, y):
        return (torch.func.functional_call(model, parameters | buffers, (X,)) - y).pow(2).mean()

    slopes = torch.func.grad_and_value(loss_of)
    history = []
    for _ in range(epochs):
        model.train()
        pairs = []
        for X, y in loader:
            named = {name: each for name, each in model.named_parameters() if each.requires_grad}
            values = {name: each.detach() for name, each in named.items()}
            buffers = {name: each.clone() for name, each in model.named_buffers()}
            gradients, loss = slopes(values, buffers, X, y)
            for name, gradient in gradients.items():
                named[name].data.sub_(gradient, alpha=lr)
            pairs.append((loss.item(), len(X)))
        if not pairs:
            raise ValueError("no batch")
        history.append(sum(loss * n for loss, n in pairs) / sum(n for _, n in pairs))
    return history


@unusual("sums in single precision, whatever the model's")
def fit(model, loader, lr, epochs):
    optimizer = torch.optim.SGD(model.parameters(), lr=lr, foreach=True)
    history = []
    while len(history) < epochs:
        total, samples = torch.zeros(()), 0
        for X, y in loader:
            total += train_step(model, optimizer, nn.MSELoss(), X, y) * len(X)
            samples += len(X)
        if not samples:
            raise ValueError("no batch")
        history.append((total / samples).item())
    return history
