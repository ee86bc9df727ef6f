"""Exercises that call each other, one of them wrong, or both: who pays for what.

Each chain replaces some of a solution's exercises. Those that are named as wrong lose points, and
all the others keep theirs.
"""

from functools import reduce
from pathlib import Path
from textwrap import dedent
from typing import NamedTuple

from grader.variants import Variant, put_into
from tests.judges import solution


class Chain(NamedTuple):
    """Some exercises of a topic.

    Attributes:
        topic: whose they are.
        wrong: names of those that are wrong.
        sources: how they are written, by name.
    """

    topic: str
    wrong: set[str]
    sources: dict[str, str]

    def module(self) -> str:
        """The solution's module with these exercises in it."""
        variants = (
            Variant("", name, dedent(text).strip(), None, Path(__file__), 0)
            for name, text in self.sources.items()
        )
        return reduce(put_into, variants, solution(self.topic))


IN_PLACE_SIGMOID = """
    def sigmoid(z):
        if isinstance(z, np.ndarray):
            np.negative(z, out=z)
            return np.exp(-np.logaddexp(0.0, z))
        return np.exp(-np.logaddexp(0.0, -z))
    """
CLIPPED_SIGMOID = """
    def sigmoid(z):
        return 1 / (1 + np.exp(-np.clip(z, -6, 6)))
    """
DROPS_THE_LAST = """
    def mini_batches(X, y, batch_size, rng=None):
        if len(X) != len(y) or batch_size < 1:
            raise ValueError("bad")
        order = np.arange(len(X)) if rng is None else rng.permutation(len(X))
        rows = [order[k * batch_size :][:batch_size] for k in range(len(X) // batch_size)]
        return [(X[each], y[each]) for each in rows]
    """
IGNORES_THE_GENERATOR = """
    def mini_batches(X, y, batch_size, rng=None):
        if len(X) != len(y) or batch_size < 1:
            raise ValueError("bad")
        starts = range(0, len(X), batch_size)
        return [(X[k : k + batch_size], y[k : k + batch_size]) for k in starts]
    """
EPOCH = """
    def sgd_epoch(X, y, w, b, lr, batch_size, rng=None):
        for Xb, yb in mini_batches(X, y, batch_size, {rng}):
            e = Xb @ w + b - yb
            w = w - lr * 2 * Xb.T @ e / {count}
            b = b - lr * 2 * e.sum() / {count}
        return w, b
    """
LOSS_AFTERWARDS = """
    def {name}(model, optimizer, loss_fn, X, y):
        model.train()
        optimizer.zero_grad()
        loss_fn(model(X), y).backward()
        optimizer.step()
        return loss_fn(model(X), y).item()
    """
LOSS_AS_A_TENSOR = """
    def train_step(model, optimizer, loss_fn, X, y):
        model.train()
        optimizer.zero_grad()
        loss = loss_fn(model(X), y)
        loss.backward()
        optimizer.step()
        return loss
    """
FIT = """
    def fit(model, loader, lr, epochs{more}):
        optimizer = torch.optim.SGD(model.parameters(), lr=lr)
        history = []
        for _ in range(epochs):
            total, count = 0.0, 0
            for X, y in loader:
                total += {step}(model, optimizer, nn.MSELoss(), X, y) * len(X)
                count += len(X)
            if not count:
                raise ValueError("no batches")
            history.append(total / count)
        return history
    """
MEAN_OF_MEANS = """
    def fit(model, loader, lr, epochs):
        optimizer = torch.optim.SGD(model.parameters(), lr=lr)
        history = []
        for _ in range(epochs):
            losses = [train_step(model, optimizer, nn.MSELoss(), X, y) for X, y in loader]
            history.append(sum(losses) / len(losses))
        return history
    """
ONE_COLUMN_ROOT = """
    def regression_metrics(y_hat, y):
        if y_hat.shape != y.shape or (y.dim() == 2 and y.shape[1] != 1):
            raise ValueError("one column each")
        e = y - y_hat
        constant = bool((y == y.reshape(-1)[0]).all())
        r2 = math.nan if constant else (1 - (e**2).sum() / ((y - y.mean()) ** 2).sum()).item()
        return {"mse": (e**2).mean().sqrt().item(), "mae": e.abs().mean().item(), "r2": r2}
    """
IN_PLACE_METRICS = """
    def regression_metrics(y_hat, y):
        if y_hat.shape != y.shape:
            raise ValueError("shapes differ")
        spread = ((y - y.mean()) ** 2).sum()
        constant = bool((y == y.reshape(-1)[0]).all())
        y -= y_hat
        r2 = math.nan if constant else (1 - (y**2).sum() / spread).item()
        return {"mse": (y**2).mean().item(), "mae": y.abs().mean().item(), "r2": r2}
    """
FLAT_EVALUATE = """
    def evaluate(model, loader):
        modes = [(module, module.training) for module in model.modules()]
        model.eval()
        with torch.no_grad():
            pairs = [(model(X).flatten(), y.flatten()) for X, y in loader]
        for module, mode in modes:
            module.training = mode
        return regression_metrics(*map(torch.cat, zip(*pairs)))["mse"]
    """
BATCHED_EVALUATE = """
    def evaluate(model, loader):
        modes = [(module, module.training) for module in model.modules()]
        model.eval()
        total, count = 0.0, 0
        with torch.no_grad():
            for X, y in loader:
                mse = regression_metrics(model(X).reshape(-1), y.reshape(-1))["mse"]
                total, count = total + mse * y.numel(), count + y.numel()
        for module, mode in modes:
            module.training = mode
        return total / count
    """
STANDARDIZE_BY_AFFINE = """
    def standardize(X):
        deviation = X.std(0, correction=0)
        scale = torch.where(X.max(0).values > X.min(0).values, 1 / deviation, 0.0)
        return affine(X - X.mean(0), torch.diag(scale), b=torch.zeros_like(scale))
    """

CHAINS = {
    "an epoch divides by the size asked for, beside batches without the last": Chain(
        "mini_batches",
        {"mini_batches", "sgd_epoch"},
        {"mini_batches": DROPS_THE_LAST, "sgd_epoch": EPOCH.format(rng="rng", count="batch_size")},
    ),
    "a right epoch beside batches without the last": Chain(
        "mini_batches",
        {"mini_batches"},
        {"mini_batches": DROPS_THE_LAST, "sgd_epoch": EPOCH.format(rng="rng", count="len(yb)")},
    ),
    "neither hands the generator on": Chain(
        "mini_batches",
        {"mini_batches", "sgd_epoch"},
        {
            "mini_batches": IGNORES_THE_GENERATOR,
            "sgd_epoch": EPOCH.format(rng="None", count="len(yb)"),
        },
    ),
    "a right epoch beside batches that are never shuffled": Chain(
        "mini_batches",
        {"mini_batches"},
        {
            "mini_batches": IGNORES_THE_GENERATOR,
            "sgd_epoch": EPOCH.format(rng="rng", count="len(yb)"),
        },
    ),
    "the gradient changes the targets, the descent its weights": Chain(
        "gradient_step",
        {"mse_gradient", "gradient_descent"},
        {
            "mse_gradient": """
                def mse_gradient(X, y, w, b):
                    y -= X @ w + b
                    return -2 * X.T @ y / len(y), float(-2 * y.mean())
                """,
            "gradient_descent": """
                def gradient_descent(X, y, w, b, lr, steps):
                    losses = []
                    for _ in range(steps):
                        losses.append(float(np.mean((X @ w + b - y) ** 2)))
                        grad_w, grad_b = mse_gradient(X, y.copy(), w, b)
                        w -= lr * grad_w
                        b = b - lr * grad_b
                    return w, b, losses
                """,
        },
    ),
    "the neuron changes its inputs, the layer its weights": Chain(
        "neuron",
        {"neuron", "layer"},
        {
            "neuron": """
                def neuron(x, w, b, activation):
                    x *= w
                    return activation(x.sum() + b)
                """,
            "layer": """
                def layer(X, W, b, activation):
                    rows = [[neuron(x.copy(), w, c, activation) for w, c in zip(W, b)] for x in X]
                    W += 1.0
                    return np.array(rows)
                """,
        },
    ),
    "a slope made of a sigmoid that overwrites its argument": Chain(
        "activations",
        {"sigmoid"},
        {
            "sigmoid": IN_PLACE_SIGMOID,
            "sigmoid_derivative": """
                def sigmoid_derivative(z):
                    return sigmoid(z) * (1 - sigmoid(z))
                """,
        },
    ),
    "a tanh and its slope made of a sigmoid that saturates early": Chain(
        "activations",
        {"sigmoid"},
        {
            "sigmoid": CLIPPED_SIGMOID,
            "tanh": "def tanh(z):\n    return 2 * sigmoid(2 * z) - 1",
            "tanh_derivative": """
                def tanh_derivative(z):
                    return 4 * sigmoid(2 * z) * (1 - sigmoid(2 * z))
                """,
        },
    ),
    "a backward pass beside a tanh that is a little off where it saturates": Chain(
        "propagation",
        set(),
        {
            "forward": """
                def forward(params, X):
                    Z = np.clip(X @ params["W1"].T + params["b1"], -12, 12)
                    H = (np.exp(Z) - np.exp(-Z)) / (np.exp(Z) + np.exp(-Z))
                    Y_hat = H @ params["W2"].T + params["b2"]
                    return Y_hat, (X, H, Y_hat)
                """,
            "backward": """
                def backward(params, cache, Y):
                    X, H, Y_hat = cache
                    D = 2 * (Y_hat - Y) / Y.size
                    E = (D @ params["W2"]) * (1 - H * H)
                    return {"W1": E.T @ X, "b1": E.sum(0), "W2": D.T @ H, "b2": D.sum(0)}
                """,
        },
    ),
    "a standardization made of an affine map that drops dimensions": Chain(
        "tensors",
        {"affine"},
        {
            "affine": "def affine(X, W, b):\n    return (X @ W.T + b).squeeze()",
            "standardize": STANDARDIZE_BY_AFFINE,
        },
    ),
    "a standardization made of an affine map in float32": Chain(
        "tensors",
        {"affine"},
        {
            "affine": "def affine(X, W, b):\n    return (X @ W.T + b).float()",
            "standardize": STANDARDIZE_BY_AFFINE,
        },
    ),
    "a model that cuts gradients, of layers without parameters": Chain(
        "mlp",
        {"Dense", "MLP"},
        {
            "Dense": """
                class Dense(nn.Module):
                    def __init__(self, in_features, out_features):
                        super().__init__()
                        self.weight = torch.randn(out_features, in_features)
                        self.bias = torch.zeros(out_features)

                    def forward(self, x):
                        return x @ self.weight.T + self.bias
                """,
            "MLP": """
                class MLP(nn.Module):
                    def __init__(self, sizes, activation=nn.ReLU):
                        super().__init__()
                        if len(sizes) < 2 or min(sizes) < 1:
                            raise ValueError("bad sizes")
                        pairs = zip(sizes[:-1], sizes[1:])
                        self.layers = nn.ModuleList(Dense(*pair) for pair in pairs)
                        self.activation = activation()

                    def forward(self, X):
                        for layer in self.layers[:-1]:
                            X = self.activation(layer(X)).detach()
                        return self.layers[-1](X)
                """,
        },
    ),
    "a right loop that has a late step as a default": Chain(
        "training_loop",
        {"train_step"},
        {
            "train_step": LOSS_AFTERWARDS.format(name="train_step"),
            "fit": FIT.format(more=", step=train_step", step="step"),
        },
    ),
    "a right loop that has a late step in a table": Chain(
        "training_loop",
        {"train_step"},
        {
            "train_step": LOSS_AFTERWARDS.format(name="train_step"),
            "fit": 'STEPS = {"plain": train_step}\n\n\n'
            + dedent(FIT.format(more="", step='STEPS["plain"]')).strip(),
        },
    ),
    "a right loop that knows a late step by its other name": Chain(
        "training_loop",
        {"train_step"},
        {
            "train_step": dedent(LOSS_AFTERWARDS.format(name="_step")) + "\n\ntrain_step = _step",
            "fit": FIT.format(more="", step="_step"),
        },
    ),
    "a mean of means of losses that are tensors": Chain(
        "training_loop",
        {"train_step", "fit"},
        {"train_step": LOSS_AS_A_TENSOR, "fit": MEAN_OF_MEANS},
    ),
    "an evaluation that flattens, for metrics of one column with a root too many": Chain(
        "validation",
        {"regression_metrics"},
        {"regression_metrics": ONE_COLUMN_ROOT, "evaluate": FLAT_EVALUATE},
    ),
    "an evaluation by metrics that overwrite their targets": Chain(
        "validation",
        {"regression_metrics"},
        {"regression_metrics": IN_PLACE_METRICS, "evaluate": BATCHED_EVALUATE},
    ),
    "metrics by an evaluation that answers with a tensor": Chain(
        "validation",
        {"evaluate"},
        {
            "regression_metrics": """
                def regression_metrics(y_hat, y):
                    if y_hat.shape != y.shape:
                        raise ValueError("shapes differ")
                    mse = evaluate(nn.Identity(), [(y_hat, y)])
                    spread = y.var(correction=0).item()
                    r2 = 1 - float(mse) / spread if spread > 0 else math.nan
                    return {"mse": mse, "mae": (y - y_hat).abs().mean().item(), "r2": r2}
                """,
            "evaluate": """
                def evaluate(model, loader):
                    modes = [(module, module.training) for module in model.modules()]
                    model.eval()
                    with torch.no_grad():
                        errors = [(model(X) - y).reshape(-1) for X, y in loader]
                    for module, mode in modes:
                        module.training = mode
                    return (torch.cat(errors) ** 2).mean()
                """,
        },
    ),
}
