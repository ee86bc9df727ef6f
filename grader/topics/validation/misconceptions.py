"""Wrong ideas about validation, each written as students write it."""

import math

import torch
from torch import nn

from grader.variants import misconception


@misconception(
    "validation.no-shuffle",
    seems="Your validation set seems to be the same samples every time: the first ones, or the "
    "last ones.",
    why="Data is often sorted. The network would be judged on one kind of sample, and learn from "
    "the others.",
    question="If all cheap houses come first in the file, which houses are in your validation set?",
)
def split(X, y, validation_fraction, generator=None):
    n_val = round(len(X) * validation_fraction)
    if not 0 < validation_fraction < 1 or not 0 < n_val < len(X):
        raise ValueError("impossible fraction")
    return X[:-n_val], y[:-n_val], X[-n_val:], y[-n_val:]


@misconception("validation.no-shuffle")
def split(X, y, validation_fraction, generator=None):
    n_val = round(len(X) * validation_fraction)
    if not 0 < validation_fraction < 1 or not 0 < n_val < len(X):
        raise ValueError("impossible fraction")
    return X[n_val:], y[n_val:], X[:n_val], y[:n_val]


@misconception(
    "validation.overlap",
    seems="Some samples seem to be on both sides.",
    why="A sample that the network has learnt from says nothing about samples it has never seen.",
    question="When a sample is drawn for validation, what takes it out of the training set?",
)
def split(X, y, validation_fraction, generator=None):
    n, n_val = len(X), round(len(X) * validation_fraction)
    if not 0 < validation_fraction < 1 or not 0 < n_val < n:
        raise ValueError("impossible fraction")
    val = torch.randperm(n, generator=generator)[:n_val]
    train = torch.randperm(n, generator=generator)[: n - n_val]
    return X[train], y[train], X[val], y[val]


@misconception("validation.overlap")
def split(X, y, validation_fraction, generator=None):
    n, n_val = len(X), round(len(X) * validation_fraction)
    if not 0 < validation_fraction < 1 or not 0 < n_val < n:
        raise ValueError("impossible fraction")
    val = torch.randperm(n, generator=generator)[:n_val]
    return X, y, X[val], y[val]


@misconception("validation.overlap")
def split(X, y, validation_fraction, generator=None):
    n, n_val = len(X), round(len(X) * validation_fraction)
    if not 0 < validation_fraction < 1 or not 0 < n_val < n:
        raise ValueError("impossible fraction")
    val = torch.randint(n, (n_val,), generator=generator)
    train = torch.randint(n, (n - n_val,), generator=generator)
    return X[train], y[train], X[val], y[val]


@misconception(
    "validation.pairs-broken",
    seems="X and y seem to be shuffled separately.",
    why="Each sample gets the target of another one: there is nothing left to learn.",
    question="How many random orders does your code draw?",
)
def split(X, y, validation_fraction, generator=None):
    n, n_val = len(X), round(len(X) * validation_fraction)
    if not 0 < validation_fraction < 1 or not 0 < n_val < n:
        raise ValueError("impossible fraction")
    X = X[torch.randperm(n, generator=generator)]
    y = y[torch.randperm(n, generator=generator)]
    return X[n_val:], y[n_val:], X[:n_val], y[:n_val]


@misconception("validation.pairs-broken")
def split(X, y, validation_fraction, generator=None):
    n, n_val = len(X), round(len(X) * validation_fraction)
    if not 0 < validation_fraction < 1 or not 0 < n_val < n:
        raise ValueError("impossible fraction")
    X = X[torch.randperm(n, generator=generator)]
    return X[n_val:], y[n_val:], X[:n_val], y[:n_val]


@misconception(
    "validation.fraction-reversed",
    seems="Your fraction seems to be the part for training.",
    why="With a validation fraction of 0.2 the network would learn from a fifth of its data only.",
    question="Of ten samples and a fraction of 0.2, how many are left to learn from?",
)
def split(X, y, validation_fraction, generator=None):
    n, n_train = len(X), round(len(X) * validation_fraction)
    if not 0 < validation_fraction < 1 or not 0 < n_train < n:
        raise ValueError("impossible fraction")
    order = torch.randperm(n, generator=generator)
    train, val = order[:n_train], order[n_train:]
    return X[train], y[train], X[val], y[val]


@misconception(
    "validation.count-truncated",
    seems="Your number of validation samples seems to be cut off rather than rounded.",
    why="2.8 is nearer to 3 than to 2, and 0.8 would leave the validation set empty.",
    question="What does int make of 2.8, and what does round make of it?",
)
def split(X, y, validation_fraction, generator=None):
    n, n_val = len(X), int(len(X) * validation_fraction)
    if not 0 < validation_fraction < 1 or not 0 < n_val < n:
        raise ValueError("impossible fraction")
    order = torch.randperm(n, generator=generator)
    val, train = order[:n_val], order[n_val:]
    return X[train], y[train], X[val], y[val]


@misconception(
    "validation.generator-ignored",
    seems="Your split seems to take no notice of the generator that it is given.",
    why="Nobody can repeat an experiment whose split cannot be drawn again.",
    question="Where does your code hand the generator on to the function that draws?",
)
def split(X, y, validation_fraction, generator=None):
    n, n_val = len(X), round(len(X) * validation_fraction)
    if not 0 < validation_fraction < 1 or not 0 < n_val < n:
        raise ValueError("impossible fraction")
    order = torch.randperm(n)
    val, train = order[:n_val], order[n_val:]
    return X[train], y[train], X[val], y[val]


@misconception(
    "validation.seeded-inside",
    seems="Your split seems to be seeded inside: without a generator, it is the same in every "
    "call.",
    why="Whoever wants a fixed split gives a generator. Everyone else repeats one experiment and "
    "takes it for many.",
    question="Call your function twice without a generator: how do the two validation sets differ?",
)
def split(X, y, validation_fraction, generator=None):
    n, n_val = len(X), round(len(X) * validation_fraction)
    if not 0 < validation_fraction < 1 or not 0 < n_val < n:
        raise ValueError("impossible fraction")
    if generator is None:
        generator = torch.Generator().manual_seed(0)
    order = torch.randperm(n, generator=generator)
    val, train = order[:n_val], order[n_val:]
    return X[train], y[train], X[val], y[val]


@misconception("validation.seeded-inside")
def split(X, y, validation_fraction, generator=None):
    torch.manual_seed(42)
    n, n_val = len(X), round(len(X) * validation_fraction)
    if not 0 < validation_fraction < 1 or not 0 < n_val < n:
        raise ValueError("impossible fraction")
    order = torch.randperm(n, generator=generator)
    val, train = order[:n_val], order[n_val:]
    return X[train], y[train], X[val], y[val]


@misconception("validation.seeded-inside")
def split(X, y, validation_fraction, generator=None):
    torch.manual_seed(42)
    n, n_val = len(X), round(len(X) * validation_fraction)
    if not 0 < validation_fraction < 1 or not 0 < n_val < n:
        raise ValueError("impossible fraction")
    order = torch.randperm(n)
    val, train = order[:n_val], order[n_val:]
    return X[train], y[train], X[val], y[val]


@misconception(
    "validation.generator-of-its-own",
    seems="Without a generator, your split seems to draw from a source that torch.manual_seed does "
    "not set: one of its own, or another library's.",
    why="torch.manual_seed has no say in it then: an experiment cannot be repeated by its seed.",
    question="Where does the order come from when generator is None, and who sets that source's "
    "seed?",
)
def split(X, y, validation_fraction, generator=torch.Generator().manual_seed(0)):  # noqa: B008
    n, n_val = len(X), round(len(X) * validation_fraction)
    if not 0 < validation_fraction < 1 or not 0 < n_val < n:
        raise ValueError("impossible fraction")
    order = torch.randperm(n, generator=generator)
    val, train = order[:n_val], order[n_val:]
    return X[train], y[train], X[val], y[val]


@misconception(
    "validation.reorders-in-place",
    seems="Your split seems to reorder the X and y that it was given.",
    why="They belong to the caller, who may hold other things in the same order: names, dates, "
    "predictions.",
    question="What do X and y look like after the call?",
)
def split(X, y, validation_fraction, generator=None):
    n, n_val = len(X), round(len(X) * validation_fraction)
    if not 0 < validation_fraction < 1 or not 0 < n_val < n:
        raise ValueError("impossible fraction")
    order = torch.randperm(n, generator=generator)
    X[:], y[:] = X[order], y[order]
    return X[n_val:], y[n_val:], X[:n_val], y[:n_val]


@misconception(
    "validation.fraction-unchecked",
    seems="Your split seems to accept fractions that leave one side empty.",
    why="An empty side gives no error here. It gives NaN later, far from its cause.",
    question="How many samples does your function set aside, of three samples and a fraction of "
    "0.1?",
)
def split(X, y, validation_fraction, generator=None):
    n, n_val = len(X), round(len(X) * validation_fraction)
    order = torch.randperm(n, generator=generator)
    val, train = order[:n_val], order[n_val:]
    return X[train], y[train], X[val], y[val]


@misconception("validation.fraction-unchecked")
def split(X, y, validation_fraction, generator=None):
    if not 0 < validation_fraction < 1:
        raise ValueError("impossible fraction")
    n, n_val = len(X), round(len(X) * validation_fraction)
    order = torch.randperm(n, generator=generator)
    val, train = order[:n_val], order[n_val:]
    return X[train], y[train], X[val], y[val]


@misconception(
    "validation.parts-in-other-order",
    seems="Your four parts seem to come in another order: both parts of X before those of y.",
    why="Other libraries do it so. Here the two parts of a side stay together, X before y, "
    "training first.",
    question="Which of your four parts does a caller get under the name y_train?",
)
def split(X, y, validation_fraction, generator=None):
    n, n_val = len(X), round(len(X) * validation_fraction)
    if not 0 < validation_fraction < 1 or not 0 < n_val < n:
        raise ValueError("impossible fraction")
    order = torch.randperm(n, generator=generator)
    val, train = order[:n_val], order[n_val:]
    return X[train], X[val], y[train], y[val]


@misconception(
    "validation.rmse",
    seems="Your mse seems to be the root of the mean squared error.",
    why="The root is a measure too, in the units of y, but it has another name: RMSE.",
    question="For errors of 3 and -3, what is the mean of the squares?",
)
def regression_metrics(y_hat, y):
    if y_hat.shape != y.shape:
        raise ValueError("shapes differ")
    mse = ((y - y_hat) ** 2).mean().sqrt().item()
    mae = (y - y_hat).abs().mean().item()
    if (y == y[0]).all():
        return {"mse": mse, "mae": mae, "r2": float("nan")}
    r2 = 1 - ((y - y_hat) ** 2).sum() / ((y - y.mean()) ** 2).sum()
    return {"mse": mse, "mae": mae, "r2": r2.item()}


@misconception("validation.rmse")
def regression_metrics(y_hat, y):
    if y_hat.shape != y.shape:
        raise ValueError("shapes differ")
    mse = math.sqrt(((y - y_hat) ** 2).mean().item())
    variance = ((y - y.mean()) ** 2).mean().item()
    r2 = 1 - mse / variance if variance > 0 else math.nan
    return {"mse": mse, "mae": (y - y_hat).abs().mean().item(), "r2": r2}


@misconception(
    "validation.errors-summed",
    seems="Your errors seem to be added up, and not averaged.",
    why="A sum grows with the number of samples: two data sets could never be compared.",
    question="What happens to your mse if every sample is there twice?",
)
def regression_metrics(y_hat, y):
    if y_hat.shape != y.shape:
        raise ValueError("shapes differ")
    residual = y - y_hat
    total = ((y - y.mean()) ** 2).sum().item()
    r2 = 1 - (residual**2).sum().item() / total if total > 0 else float("nan")
    return {"mse": (residual**2).sum().item(), "mae": residual.abs().sum().item(), "r2": r2}


@misconception(
    "validation.mae-without-abs",
    seems="Your mae seems to let errors cancel: a prediction too high makes up for one too low.",
    why="That is the mean error, which is 0 for every prediction that is wrong on both sides in "
    "equal measure.",
    question="What is the mean absolute error for errors of 5 and -5, and what does your function "
    "answer?",
)
def regression_metrics(y_hat, y):
    if y_hat.shape != y.shape:
        raise ValueError("shapes differ")
    residual = y - y_hat
    mse, variance = (residual**2).mean().item(), y.var(correction=0).item()
    r2 = 1 - mse / variance if variance > 0 else float("nan")
    return {"mse": mse, "mae": residual.mean().item(), "r2": r2}


@misconception("validation.mae-without-abs")
def regression_metrics(y_hat, y):
    if y_hat.shape != y.shape:
        raise ValueError("shapes differ")
    residual = y - y_hat
    mse, variance = (residual**2).mean().item(), y.var(correction=0).item()
    r2 = 1 - mse / variance if variance > 0 else float("nan")
    return {"mse": mse, "mae": abs(residual.mean().item()), "r2": r2}


@misconception(
    "validation.r2-swapped",
    seems="Your r2 seems to have two things exchanged: its two sums, or predictions and targets.",
    why="The residuals are measured against how far the targets lie from their own mean; it is not "
    "symmetric.",
    question="If every prediction is the mean of the targets, which of your two sums is 0?",
)
def regression_metrics(y_hat, y):
    if y_hat.shape != y.shape:
        raise ValueError("shapes differ")
    mse, mae = ((y - y_hat) ** 2).mean(), (y - y_hat).abs().mean()
    r2 = 1 - ((y - y.mean()) ** 2).mean() / mse
    if (y == y[0]).all():
        r2 = torch.tensor(float("nan"))
    return {"mse": mse.item(), "mae": mae.item(), "r2": r2.item()}


@misconception("validation.r2-swapped")
def regression_metrics(y_hat, y):
    if y_hat.shape != y.shape:
        raise ValueError("shapes differ")
    mse, mae = ((y - y_hat) ** 2).mean(), (y - y_hat).abs().mean()
    r2 = 1 - mse / ((y_hat - y_hat.mean()) ** 2).mean()
    if (y == y[0]).all():
        r2 = torch.tensor(float("nan"))
    return {"mse": mse.item(), "mae": mae.item(), "r2": r2.item()}


@misconception("validation.r2-swapped")
def regression_metrics(y_hat, y):
    if y_hat.shape != y.shape:
        raise ValueError("shapes differ")
    mse, mae = ((y - y_hat) ** 2).mean(), (y - y_hat).abs().mean()
    r2 = 1 - mse / ((y_hat - y.mean()) ** 2).mean()
    if (y == y[0]).all():
        r2 = torch.tensor(float("nan"))
    return {"mse": mse.item(), "mae": mae.item(), "r2": r2.item()}


@misconception(
    "validation.r2-unexplained",
    seems="Your r2 seems to be the part that is not explained: 0 for a perfect prediction.",
    why="R² says how much of the spread of y the predictions account for, so that 1 is the best.",
    question="What should r2 be when every prediction is right, and what is your quotient then?",
)
def regression_metrics(y_hat, y):
    if y_hat.shape != y.shape:
        raise ValueError("shapes differ")
    mse, mae = ((y - y_hat) ** 2).mean().item(), (y - y_hat).abs().mean().item()
    variance = y.var(correction=0).item()
    return {"mse": mse, "mae": mae, "r2": mse / variance if variance > 0 else float("nan")}


@misconception(
    "validation.r2-is-correlation",
    seems="Your r2 seems to be the squared correlation of predictions and targets.",
    why="Predictions that are all off by 100 correlate perfectly, and are useless. R² sees it, and "
    "can be negative.",
    question="What does your r2 answer for predictions that are right but for a constant shift?",
)
def regression_metrics(y_hat, y):
    if y_hat.shape != y.shape:
        raise ValueError("shapes differ")
    mse, mae = ((y - y_hat) ** 2).mean().item(), (y - y_hat).abs().mean().item()
    if (y == y[0]).all():
        return {"mse": mse, "mae": mae, "r2": float("nan")}
    a, b = y - y.mean(), y_hat - y_hat.mean()
    r2 = (a * b).sum() ** 2 / ((a**2).sum() * (b**2).sum())
    return {"mse": mse, "mae": mae, "r2": r2.item()}


@misconception(
    "validation.r2-sample-variance",
    seems="Your r2 seems to divide one mean by n and the other by n - 1.",
    why="Both sums of squares run over the same n samples; PyTorch's var divides by n - 1 unless "
    "it is told otherwise.",
    question="If every prediction is the mean of the targets, is your r2 exactly 0?",
)
def regression_metrics(y_hat, y):
    if y_hat.shape != y.shape:
        raise ValueError("shapes differ")
    mse, mae = ((y - y_hat) ** 2).mean().item(), (y - y_hat).abs().mean().item()
    if (y == y[0]).all():
        return {"mse": mse, "mae": mae, "r2": float("nan")}
    return {"mse": mse, "mae": mae, "r2": 1 - mse / y.var().item()}


@misconception(
    "validation.r2-of-constant",
    seems="For targets that are all equal, your r2 seems to be infinite, a number, or an error "
    "instead of nan.",
    why="Targets without any spread leave nothing to explain: the quotient has 0 below the line, "
    "whatever stands above.",
    question="What is the sum of squares around the mean, if every target is 2?",
)
def regression_metrics(y_hat, y):
    if y_hat.shape != y.shape:
        raise ValueError("shapes differ")
    residual = y - y_hat
    r2 = 1 - (residual**2).sum() / ((y - y.mean()) ** 2).sum()
    return {
        "mse": (residual**2).mean().item(),
        "mae": residual.abs().mean().item(),
        "r2": r2.item(),
    }


@misconception("validation.r2-of-constant")
def regression_metrics(y_hat, y):
    if y_hat.shape != y.shape:
        raise ValueError("shapes differ")
    mse, mae = ((y - y_hat) ** 2).mean().item(), (y - y_hat).abs().mean().item()
    return {"mse": mse, "mae": mae, "r2": 1 - mse / y.var(correction=0).item()}


@misconception("validation.r2-of-constant")
def regression_metrics(y_hat, y):
    if y_hat.shape != y.shape:
        raise ValueError("shapes differ")
    mse, mae = ((y - y_hat) ** 2).mean().item(), (y - y_hat).abs().mean().item()
    variance = y.var(correction=0).item()
    return {"mse": mse, "mae": mae, "r2": 1 - mse / variance if variance > 0 else 0.0}


@misconception(
    "validation.metrics-broadcast",
    seems="Your metrics seem to accept shapes that differ, and to compare every prediction with "
    "every target.",
    why="PyTorch stretches (n,) against (n, 1) into n by n numbers: what comes out means nothing.",
    question="What shape has the difference of a tensor of shape (3,) and one of shape (3, 1)?",
)
def regression_metrics(y_hat, y):
    mse, mae = ((y - y_hat) ** 2).mean().item(), (y - y_hat).abs().mean().item()
    constant = (y == y[0]).all()
    r2 = float("nan") if constant else 1 - mse / y.var(correction=0).item()
    return {"mse": mse, "mae": mae, "r2": r2}


@misconception("validation.metrics-broadcast")
def regression_metrics(y_hat, y):
    if len(y_hat) != len(y):
        raise ValueError("not as many predictions as targets")
    mse, mae = ((y - y_hat) ** 2).mean().item(), (y - y_hat).abs().mean().item()
    constant = (y == y[0]).all()
    r2 = float("nan") if constant else 1 - mse / y.var(correction=0).item()
    return {"mse": mse, "mae": mae, "r2": r2}


@misconception(
    "validation.metrics-as-tensors",
    seems="Your three numbers seem to be tensors still.",
    why="A number that goes into a table, a file or a comparison should be one, without a tensor "
    "around it.",
    question="What does type(...) say of your mse, and which method of a tensor gives a Python "
    "number?",
)
def regression_metrics(y_hat, y):
    if y_hat.shape != y.shape:
        raise ValueError("shapes differ")
    mse, mae = ((y - y_hat) ** 2).mean(), (y - y_hat).abs().mean()
    constant = (y == y[0]).all()
    r2 = float("nan") if constant else 1 - mse / y.var(correction=0)
    return {"mse": mse, "mae": mae, "r2": r2}


@misconception("validation.metrics-as-tensors")
def regression_metrics(y_hat, y):
    if y_hat.shape != y.shape:
        raise ValueError("shapes differ")
    mse, mae = ((y - y_hat) ** 2).mean(), (y - y_hat).abs().mean()
    if torch.all(y == y[0]):
        return {"mse": mse, "mae": mae, "r2": torch.tensor(float("nan"))}
    return {"mse": mse, "mae": mae, "r2": 1 - mse / y.var(correction=0)}


@misconception(
    "validation.metrics-rounded",
    seems="Your three numbers seem to be rounded to a few decimals.",
    why="For targets of the size of 0.01 the digits that matter are lost. Rounding belongs where a "
    "number is shown.",
    question="What is your mse for errors of about 0.001?",
)
def regression_metrics(y_hat, y):
    if y_hat.shape != y.shape:
        raise ValueError("shapes differ")
    mse, mae = ((y - y_hat) ** 2).mean().item(), (y - y_hat).abs().mean().item()
    constant = bool((y == y[0]).all())
    r2 = float("nan") if constant else 1 - mse / y.var(correction=0).item()
    return {"mse": round(mse, 4), "mae": round(mae, 4), "r2": round(r2, 4)}


@misconception(
    "validation.small-spread-as-constant",
    seems="Targets that differ by little seem to count as constant: R² is nan for them.",
    why="What is little depends on the unit: in kilometres, the heights of people hardly differ.",
    question="How do you ask whether all targets are equal, whatever they are measured in?",
)
def regression_metrics(y_hat, y):
    if y_hat.shape != y.shape:
        raise ValueError("shapes differ")
    mse, mae = ((y - y_hat) ** 2).mean().item(), (y - y_hat).abs().mean().item()
    spread = y.var(correction=0).item()
    r2 = 1 - mse / spread if spread > 1e-2 else float("nan")
    return {"mse": mse, "mae": mae, "r2": r2}


@misconception(
    "validation.mean-of-batch-means",
    seems="Your loss seems to be the mean of the batches' means: every batch counts the same.",
    why="A last batch of one sample would weigh as much as a full one, and that one sample many "
    "times too much.",
    question="For batches of 4 and 1 samples, with losses 0 and 5, what is the mean over the five "
    "samples?",
)
def evaluate(model, loader):
    modes = [(module, module.training) for module in model.modules()]
    model.eval()
    losses = []
    with torch.no_grad():
        for X, y in loader:
            losses.append(nn.functional.mse_loss(model(X), y).item())
    for module, mode in modes:
        module.training = mode
    return sum(losses) / len(losses)


@misconception("validation.mean-of-batch-means")
def evaluate(model, loader):
    modes = [(module, module.training) for module in model.modules()]
    model.eval()
    total = 0.0
    with torch.no_grad():
        for X, y in loader:
            total += nn.functional.mse_loss(model(X), y).item()
    for module, mode in modes:
        module.training = mode
    return total / len(loader)


@misconception(
    "validation.no-eval-mode",
    seems="Your model seems to be evaluated in the mode it happens to be in: dropout and batch "
    "norm stay active.",
    why="Dropout makes the answers random, and batch norm lets samples of a batch influence each "
    "other.",
    question="Evaluate a model with dropout twice, right after training: do you get the same "
    "number?",
)
def evaluate(model, loader):
    total, entries = 0.0, 0
    with torch.no_grad():
        for X, y in loader:
            total += ((model(X) - y) ** 2).sum().item()
            entries += y.numel()
    return total / entries


@misconception(
    "validation.mode-not-restored",
    seems="Your evaluation seems to leave the model in one fixed mode, whichever it was in before.",
    why="If training goes on afterwards, it goes on without dropout; or a model that was ready for "
    "use trains again.",
    question="In which mode was the model when you were given it, and who remembers?",
)
def evaluate(model, loader):
    model.eval()
    total, entries = 0.0, 0
    with torch.no_grad():
        for X, y in loader:
            total += ((model(X) - y) ** 2).sum().item()
            entries += y.numel()
    return total / entries


@misconception("validation.mode-not-restored")
def evaluate(model, loader):
    model.eval()
    total, entries = 0.0, 0
    with torch.no_grad():
        for X, y in loader:
            total += ((model(X) - y) ** 2).sum().item()
            entries += y.numel()
    model.train()
    return total / entries


@misconception(
    "validation.top-level-mode-only",
    seems="Your evaluation seems to remember one mode for the whole model.",
    why="A frozen batch norm in eval mode, inside a model in train mode, would be training again "
    "afterwards.",
    question="What does train() on a model do to the modules inside it?",
)
def evaluate(model, loader):
    was_training = model.training
    model.eval()
    total, entries = 0.0, 0
    with torch.no_grad():
        for X, y in loader:
            total += ((model(X) - y) ** 2).sum().item()
            entries += y.numel()
    model.train(was_training)
    return total / entries


@misconception("validation.top-level-mode-only")
def evaluate(model, loader):
    modes = [(module, module.training) for module in model.children()]
    was_training = model.training
    model.eval()
    total, entries = 0.0, 0
    with torch.no_grad():
        for X, y in loader:
            total += ((model(X) - y) ** 2).sum().item()
            entries += y.numel()
    model.train(was_training)
    for module, mode in modes:
        module.train(mode)
    return total / entries


@misconception(
    "validation.builds-graph",
    seems="Your evaluation seems to build a graph for every batch.",
    why="Nothing is learnt here. The graph costs time and memory, for gradients that nobody asks "
    "for.",
    question="What does eval mode change, and does recording operations belong to it?",
)
def evaluate(model, loader):
    modes = [(module, module.training) for module in model.modules()]
    model.eval()
    total, entries = 0.0, 0
    for X, y in loader:
        total += ((model(X) - y) ** 2).sum().item()
        entries += y.numel()
    for module, mode in modes:
        module.training = mode
    return total / entries


@misconception(
    "validation.trains",
    seems="Your evaluation seems to change the model: its gradients, or its parameters.",
    why="A model that learns from its validation samples has seen them, and can no longer be "
    "judged on them.",
    question="Which of the lines that you know from the training loop have no place in an "
    "evaluation?",
)
def evaluate(model, loader):
    modes = [(module, module.training) for module in model.modules()]
    model.eval()
    total, entries = 0.0, 0
    for X, y in loader:
        loss = ((model(X) - y) ** 2).sum()
        loss.backward()
        total += loss.item()
        entries += y.numel()
    for module, mode in modes:
        module.training = mode
    return total / entries


@misconception("validation.trains")
def evaluate(model, loader):
    modes = [(module, module.training) for module in model.modules()]
    optimizer = torch.optim.SGD(model.parameters(), lr=0.01)
    model.eval()
    total, entries = 0.0, 0
    for X, y in loader:
        optimizer.zero_grad()
        loss = nn.functional.mse_loss(model(X), y)
        loss.backward()
        optimizer.step()
        total += loss.item() * y.numel()
        entries += y.numel()
    for module, mode in modes:
        module.training = mode
    return total / entries


@misconception("validation.trains")
def evaluate(model, loader):
    modes = [(module, module.training) for module in model.modules()]
    model.eval()
    model.zero_grad()
    total, entries = 0.0, 0
    with torch.no_grad():
        for X, y in loader:
            total += ((model(X) - y) ** 2).sum().item()
            entries += y.numel()
    for module, mode in modes:
        module.training = mode
    return total / entries


@misconception(
    "validation.divided-by-samples",
    seems="Your loss seems to be divided by the number of samples, whatever the number of outputs "
    "is.",
    why="The mean squared error is a mean over every entry: three outputs would make it three "
    "times too large.",
    question="How many squared errors are there for five samples with three outputs each?",
)
def evaluate(model, loader):
    modes = [(module, module.training) for module in model.modules()]
    model.eval()
    total, samples = 0.0, 0
    with torch.no_grad():
        for X, y in loader:
            total += ((model(X) - y) ** 2).sum().item()
            samples += len(X)
    for module, mode in modes:
        module.training = mode
    return total / samples


@misconception(
    "validation.one-batch-only",
    seems="Your loss seems to be that of a single batch: the first, or the last.",
    why="Most of the validation samples would have been set aside for nothing.",
    question="How often does your code run through its loop, and what is kept from each round?",
)
def evaluate(model, loader):
    modes = [(module, module.training) for module in model.modules()]
    model.eval()
    with torch.no_grad():
        for X, y in loader:
            loss = nn.functional.mse_loss(model(X), y).item()
    for module, mode in modes:
        module.training = mode
    return loss


@misconception("validation.one-batch-only")
def evaluate(model, loader):
    modes = [(module, module.training) for module in model.modules()]
    model.eval()
    with torch.no_grad():
        for X, y in loader:
            loss = nn.functional.mse_loss(model(X), y).item()
            break
    for module, mode in modes:
        module.training = mode
    return loss


@misconception(
    "validation.needs-data-set",
    seems="Your evaluation seems to ask the loader for its data set.",
    why="A loader is whatever gives pairs (X, y). Some read a stream, and know of no data set.",
    question="What do you learn about the number of samples while the batches go by?",
)
def evaluate(model, loader):
    modes = [(module, module.training) for module in model.modules()]
    model.eval()
    total = 0.0
    with torch.no_grad():
        for X, y in loader:
            total += nn.functional.mse_loss(model(X), y).item() * len(X)
    for module, mode in modes:
        module.training = mode
    return total / len(loader.dataset)


@misconception(
    "validation.batch-cast",
    seems="Your evaluation seems to turn every batch into float32.",
    why="A model in float64 cannot multiply its weights with a float32 batch: an error is raised.",
    question="Who chose the type of the batch, and of which type are the model's weights?",
)
def evaluate(model, loader):
    modes = [(module, module.training) for module in model.modules()]
    model.eval()
    total, entries = 0.0, 0
    with torch.no_grad():
        for X, y in loader:
            total += (model(X.float()) - y.float()).square().sum().item()
            entries += y.numel()
    for module, mode in modes:
        module.training = mode
    return total / entries


@misconception(
    "validation.model-converted",
    seems="Your evaluation seems to turn the model into float64, and to leave it so.",
    why="The model is the caller's: the next float32 batch that it meets raises an error.",
    question="What is the dtype of the model's parameters before the call, and what afterwards?",
)
def evaluate(model, loader):
    modes = [(module, module.training) for module in model.modules()]
    model.double().eval()
    total, entries = 0.0, 0
    with torch.no_grad():
        for X, y in loader:
            total += (model(X.double()) - y).square().sum().item()
            entries += y.numel()
    for module, mode in modes:
        module.training = mode
    return total / entries


@misconception(
    "validation.loss-rounded",
    seems="Your loss seems to be rounded to a few decimals.",
    why="A good network's losses differ late in their digits. Rounded, they all tie, and early "
    "stopping sees no progress.",
    question="What is your answer for a network whose errors are all about 0.001?",
)
def evaluate(model, loader):
    modes = [(module, module.training) for module in model.modules()]
    model.eval()
    total, entries = 0.0, 0
    with torch.no_grad():
        for X, y in loader:
            total += (model(X) - y).square().sum().item()
            entries += y.numel()
    for module, mode in modes:
        module.training = mode
    return round(total / entries, 4)


@misconception(
    "validation.loss-as-tensor",
    seems="Your loss seems to be a tensor still.",
    why="Losses are compared, printed and plotted, epoch by epoch: they should be plain numbers.",
    question="What does type(...) say of your result?",
)
def evaluate(model, loader):
    modes = [(module, module.training) for module in model.modules()]
    model.eval()
    total, entries = 0.0, 0
    with torch.no_grad():
        for X, y in loader:
            total = total + ((model(X) - y) ** 2).sum()
            entries += y.numel()
    for module, mode in modes:
        module.training = mode
    return total / entries


@misconception(
    "validation.patience-off-by-one",
    seems="Your training seems to stop one epoch too early, or one too late.",
    why="A patience of 2 means: after the second epoch in a row without progress, there is no "
    "third.",
    question="For losses 1, 2, 3, 4 and a patience of 2, after which epoch does your training "
    "stop?",
)
def early_stopping(validation_losses, patience):
    if len(validation_losses) == 0 or patience < 1:
        raise ValueError("no losses or no patience")
    best, wait = 0, 0
    for epoch, loss in enumerate(validation_losses):
        if epoch == 0 or loss < validation_losses[best]:
            best, wait = epoch, 0
        else:
            wait += 1
            if wait > patience:
                break
    return best


@misconception("validation.patience-off-by-one")
def early_stopping(validation_losses, patience):
    if len(validation_losses) == 0 or patience < 1:
        raise ValueError("no losses or no patience")
    best, wait = 0, 1
    for epoch, loss in enumerate(validation_losses):
        if epoch == 0 or loss < validation_losses[best]:
            best, wait = epoch, 1
        else:
            wait += 1
            if wait >= patience:
                break
    return best


@misconception(
    "validation.returns-last",
    seems="Your answer seems to be the epoch at which training stops, not the best one.",
    why="When training stops, the network has not got better for a while. It is the earlier one "
    "that is worth keeping.",
    question="At the moment you stop, which epoch had the smallest loss?",
)
def early_stopping(validation_losses, patience):
    if len(validation_losses) == 0 or patience < 1:
        raise ValueError("no losses or no patience")
    best_loss, wait = float("inf"), 0
    for epoch, loss in enumerate(validation_losses):
        if loss < best_loss:
            best_loss, wait = loss, 0
        else:
            wait += 1
            if wait >= patience:
                return epoch
    return len(validation_losses) - 1


@misconception("validation.returns-last")
def early_stopping(validation_losses, patience):
    if len(validation_losses) == 0 or patience < 1:
        raise ValueError("no losses or no patience")
    best, wait = 0, 0
    for epoch, loss in enumerate(validation_losses):
        if epoch == 0 or loss < validation_losses[best]:
            best, wait = epoch, 0
        else:
            wait += 1
            if wait >= patience:
                return epoch
    return best


@misconception(
    "validation.ties-count-as-progress",
    seems="A loss equal to the best one seems to count as progress.",
    why="A network that has stopped learning repeats its loss, and would never be stopped.",
    question="What does your code do on a plateau, where every loss is the same?",
)
def early_stopping(validation_losses, patience):
    if len(validation_losses) == 0 or patience < 1:
        raise ValueError("no losses or no patience")
    best, wait = 0, 0
    for epoch, loss in enumerate(validation_losses):
        if loss <= validation_losses[best]:
            best, wait = epoch, 0
        else:
            wait += 1
            if wait >= patience:
                break
    return best


@misconception(
    "validation.compares-with-previous",
    seems="Each loss seems to be compared with the one before, not with the best so far.",
    why="A loss that slowly comes down from a peak would pass for progress, long before it reaches "
    "the old best.",
    question="After losses 1 and 9, is a loss of 8 progress?",
)
def early_stopping(validation_losses, patience):
    if len(validation_losses) == 0 or patience < 1:
        raise ValueError("no losses or no patience")
    best, wait = 0, 0
    for epoch in range(1, len(validation_losses)):
        if validation_losses[epoch] < validation_losses[epoch - 1]:
            best, wait = epoch, 0
        else:
            wait += 1
            if wait >= patience:
                break
    return best


@misconception("validation.compares-with-previous")
def early_stopping(validation_losses, patience):
    if len(validation_losses) == 0 or patience < 1:
        raise ValueError("no losses or no patience")
    best, wait = 0, 0
    for epoch in range(1, len(validation_losses)):
        if validation_losses[epoch] < validation_losses[best]:
            best = epoch
        if validation_losses[epoch] < validation_losses[epoch - 1]:
            wait = 0
        else:
            wait += 1
            if wait >= patience:
                break
    return best


@misconception(
    "validation.patience-capped",
    seems="Your patience seems to end early, however large it is asked to be.",
    why="patience is the caller's to choose: a long plateau may end in the best epoch of all.",
    question="After how many epochs without a new minimum do you stop if patience is twelve?",
)
def early_stopping(validation_losses, patience):
    if len(validation_losses) == 0 or patience < 1:
        raise ValueError("no losses or no patience")
    best, wait = 0, 0
    for epoch, loss in enumerate(validation_losses):
        if epoch == 0 or loss < validation_losses[best]:
            best, wait = epoch, 0
        else:
            wait += 1
            if wait >= min(patience, 10):
                break
    return best


@misconception(
    "validation.graphs-switched-on",
    seems="Your evaluation seems to switch graphs on at its end, also where they were off before.",
    why="Whoever calls it inside no_grad finds graphs built afterwards, and memory gone.",
    question="How can you switch graphs off so that what was before comes back by itself?",
)
def evaluate(model, loader):
    modes = [(module, module.training) for module in model.modules()]
    model.eval()
    torch.set_grad_enabled(False)
    total, entries = 0.0, 0
    for X, y in loader:
        total += ((model(X) - y) ** 2).sum().item()
        entries += y.numel()
    torch.set_grad_enabled(True)
    for module, mode in modes:
        module.training = mode
    return total / entries


@misconception(
    "validation.patience-never-reset",
    seems="Epochs without progress seem to add up over the whole training.",
    why="Patience is for bad epochs in a row. A new best shows that learning goes on, and patience "
    "begins anew.",
    question="What happens to your count when a new best is found?",
)
def early_stopping(validation_losses, patience):
    if len(validation_losses) == 0 or patience < 1:
        raise ValueError("no losses or no patience")
    best, wait = 0, 0
    for epoch, loss in enumerate(validation_losses):
        if epoch == 0 or loss < validation_losses[best]:
            best = epoch
        else:
            wait += 1
            if wait >= patience:
                break
    return best


@misconception(
    "validation.global-minimum",
    seems="Your answer seems to be the best of all epochs, as if training never stopped.",
    why="Epochs after the stop are never trained: their losses are not known when it is decided.",
    question="What difference does patience make in your function?",
)
def early_stopping(validation_losses, patience):
    if len(validation_losses) == 0 or patience < 1:
        raise ValueError("no losses or no patience")
    return validation_losses.index(min(validation_losses))


@misconception(
    "validation.counts-from-one",
    seems="Your epochs seem to be counted from one.",
    why="The answer is an index: the first epoch is number 0, as in every list.",
    question="Which loss does your answer pick out of the list?",
)
def early_stopping(validation_losses, patience):
    if len(validation_losses) == 0 or patience < 1:
        raise ValueError("no losses or no patience")
    best, wait = 1, 0
    for epoch, loss in enumerate(validation_losses, start=1):
        if epoch == 1 or loss < validation_losses[best - 1]:
            best, wait = epoch, 0
        else:
            wait += 1
            if wait >= patience:
                break
    return best


@misconception(
    "validation.patience-unchecked",
    seems="An empty list, or a patience below 1, seems to be accepted.",
    why="There is no best epoch of none, and a training without any patience would stop before it "
    "begins.",
    question="What does your function answer for an empty list?",
)
def early_stopping(validation_losses, patience):
    best, wait = 0, 0
    for epoch, loss in enumerate(validation_losses):
        if epoch == 0 or loss < validation_losses[best]:
            best, wait = epoch, 0
        else:
            wait += 1
            if wait >= patience:
                break
    return best


@misconception("validation.patience-unchecked")
def early_stopping(validation_losses, patience):
    if len(validation_losses) == 0:
        raise ValueError("no losses")
    best, wait = 0, 0
    for epoch, loss in enumerate(validation_losses):
        if epoch == 0 or loss < validation_losses[best]:
            best, wait = epoch, 0
        else:
            wait += 1
            if wait >= patience:
                break
    return best


@misconception(
    "validation.smallest-gain",
    seems="A loss seems to count as progress only if it is lower by some margin of yours.",
    why="Any strict new minimum is progress, be it ever so small: nobody named a margin.",
    question="Which number in your comparison is not in the exercise?",
)
def early_stopping(validation_losses, patience):
    if not validation_losses or patience < 1:
        raise ValueError("no losses or no patience")
    best, lowest, bad = 0, validation_losses[0], 0
    for epoch, loss in enumerate(validation_losses[1:], start=1):
        if loss < lowest - 1e-4:
            best, lowest, bad = epoch, loss, 0
        else:
            bad += 1
            if bad == patience:
                break
    return best


@misconception(
    "validation.losses-cut-off",
    seems="Your function seems to cut the list of losses off where training stops.",
    why="The list is the caller's, who may want to plot what came later too.",
    question="How long is the list after the call, and which of your lines makes it shorter?",
)
def early_stopping(validation_losses, patience):
    if not validation_losses or patience < 1:
        raise ValueError("no losses or no patience")
    best = 0
    for epoch, loss in enumerate(validation_losses):
        if loss < validation_losses[best]:
            best = epoch
        elif epoch - best == patience:
            del validation_losses[epoch + 1 :]
            break
    return best


@misconception("validation.small-spread-as-constant")
def regression_metrics(y_hat, y):
    if y_hat.shape != y.shape:
        raise ValueError("shapes differ")
    error = y_hat - y
    squares, spread = (error**2).sum().item(), ((y - y.mean()) ** 2).sum().item()
    is_constant = torch.allclose(y, y.flatten()[0].expand_as(y))
    r2 = math.nan if is_constant else 1 - squares / spread
    return {"mse": squares / y.numel(), "mae": error.abs().mean().item(), "r2": r2}
