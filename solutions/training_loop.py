"""Training: the loop in which a model learns.

By hand, learning was: work out the predictions, the loss, its gradients, and move each parameter
against its gradient. PyTorch keeps those stages apart, and each is an object that can be exchanged
without touching the others:

    model(X)               predictions       any nn.Module
    loss_fn(pred, y)       how wrong         nn.MSELoss, nn.CrossEntropyLoss, ...
    loss.backward()        gradients         autograd: adds each one to its parameter's .grad
    optimizer.step()       new parameters    SGD, Adam, ...: reads every .grad
    optimizer.zero_grad()  a clean slate     forgets every .grad

In which order they belong is for you to find. Two of them are easy to misplace, because nothing
complains. `backward` *adds* to what stands in `.grad`: a gradient that was left there, by the batch
before or by whoever used the model last, counts once more. And `step` uses whatever it finds in
`.grad`, whether or not a backward pass has just put it there.

A model also has a *mode*. In train mode dropout drops and batch normalisation uses the statistics
of the batch; in eval mode neither does. A model learns in train mode, whatever mode it was left in.

One update per batch, one *epoch* per pass over all the batches. The history of the epochs' losses
is what you will plot. Each of its entries is a mean over samples: where 9 samples come in batches
of 4, 4 and 1, the mean of the three batches' losses would let the lonely last sample weigh four
times as much as any other. The loader is asked for its batches again at every epoch, so that one
which shuffles can deal them out in another order each time.

Whether the model has learned something that holds for samples it has never seen is the question of
the next topic.

Where an exercise asks for a ValueError, its message has to say what is wrong.

Memo: "Entraînement du modèle".
"""

from collections.abc import Callable, Iterable

import torch
from torch import Tensor, nn


def train_step(
    model: nn.Module,
    optimizer: torch.optim.Optimizer,
    loss_fn: Callable[[Tensor, Tensor], Tensor],
    X: Tensor,
    y: Tensor,
) -> float:
    """Update the model's parameters once, on one batch.

    It has to be right whatever happened before: the model may have been left in eval mode, and its
    parameters may still hold gradients that do not belong to this batch. Which mode and which
    gradients you leave behind does not matter.

    Args:
        model: gives predictions as model(X), in train mode. Its parameters are updated.
        optimizer: makes the update; any of torch.optim that steps without a closure (SGD with or
            without momentum, Adam, ...). It may keep a state of its own, have several learning
            rates, or hold only some of the model's parameters.
        loss_fn: called as loss_fn(prediction, target), gives a scalar tensor. The order matters:
            not every loss is symmetric.
        X: inputs, shape (n, d). Not modified.
        y: targets, shape (n, o). Not modified.

    Returns:
        The loss before the update, as a Python float: a tensor would keep its whole graph alive.

    Example:
        >>> model = nn.Linear(1, 1, bias=False)
        >>> _ = nn.init.constant_(model.weight, 3.0)
        >>> optimizer = torch.optim.SGD(model.parameters(), lr=0.25)
        >>> X, y = torch.tensor([[1.0]]), torch.tensor([[1.0]])
        >>> train_step(model, optimizer, nn.MSELoss(), X, y)
        4.0
        >>> model.weight.item()
        2.0
    """
    # TODO: in train mode: predictions, loss, gradients, update. Where do old gradients go?
    # BEGIN SOLUTION
    model.train()
    loss = loss_fn(model(X), y)
    optimizer.zero_grad()
    loss.backward()  # type: ignore[no-untyped-call]
    optimizer.step()
    return loss.item()
    # END SOLUTION


def fit(
    model: nn.Module, loader: Iterable[tuple[Tensor, Tensor]], lr: float, epochs: int
) -> list[float]:
    """Train a model by mini-batch gradient descent on the mean squared error.

    The updates are those of torch.optim.SGD without momentum, on the loss of nn.MSELoss: one update
    per batch, in the order of the loader, with the model in train mode. As in `train_step`,
    gradients left behind by someone else do not count. A parameter that gets no gradient (a frozen
    one, one that the forward pass never uses) stays as it is.

    Args:
        model: gives predictions as model(X). Its parameters are updated, from where they are now.
        loader: yields pairs (X, y) of shapes (n, d) and (n, o); n may differ between batches, and
            is often smaller in the last one. It can be iterated any number of times, and is
            iterated anew for each epoch. It need not be a DataLoader: `len(loader)` and
            `loader.dataset` may be missing.
        lr: learning rate, > 0.
        epochs: number of passes over the loader, >= 0. With 0 the parameters stay untouched.

    Returns:
        The history: a new list with one Python float per epoch, the mean over the *samples* of that
        epoch of the losses seen before each update. A loss of 1.0 on a batch of 4 and one of 6.0 on
        a last batch of 1 give 2.0, not 3.5. With 0 epochs, [].

    Raises:
        ValueError: if the loader yields nothing (and epochs >= 1).

    Example:
        >>> model = nn.Linear(1, 1, bias=False)
        >>> _ = nn.init.constant_(model.weight, 3.0)
        >>> X, y = torch.tensor([[1.0], [0.0], [0.0]]), torch.zeros(3, 1)
        >>> fit(model, [(X[:1], y[:1]), (X[1:], y[1:])], lr=0.25, epochs=2)
        [3.0, 0.75]
        >>> model.weight.item()
        0.75
    """
    # TODO: for each epoch, one update per batch; add up what the mean over the samples will need.
    # BEGIN SOLUTION
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    loss_fn = nn.MSELoss()
    history = []
    for _ in range(epochs):
        total, samples = 0.0, 0
        for X, y in loader:
            total += train_step(model, optimizer, loss_fn, X, y) * len(X)
            samples += len(X)
        if samples == 0:
            raise ValueError("there is nothing to learn from: the loader yields no batch")
        history.append(total / samples)
    return history
    # END SOLUTION
