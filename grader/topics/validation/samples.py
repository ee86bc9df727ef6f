"""Samples with their targets, and models whose answers for them are known."""

import numpy as np
import torch


class Data:
    """Samples with their targets, and models whose answers for them are known."""

    def __init__(self, draw, n, d, o):
        self.X, self.Y = draw.tensor(n, d), draw.tensor(n, o)
        self._weight, self._bias = draw.tensor(o, d), draw.tensor(o)
        self._mean, self._variance = 2 * draw.tensor(d), 0.5 + draw.tensor(d) ** 2

    def all_but_met(self):
        """The same in float64, with targets that the linear layer almost meets."""
        self.X, self._weight = self.X.double(), self._weight.double()
        self._bias = self._bias.double()
        self.Y = torch.from_numpy(self.answers(normed=False)) + 1e-3 * self.Y
        return self

    def batches(self, sizes):
        """Pairs of batches, of one size or of the given ones."""
        pieces = sizes if isinstance(sizes, int) else list(sizes)
        return list(zip(self.X.split(pieces), self.Y.split(pieces), strict=True))

    def loader(self, remote, batch_size):
        """A DataLoader, which knows its length and its data set."""
        return remote.probes.data_loader(self.X, self.Y, batch_size)

    def plain(self, remote):
        """A linear layer."""
        return remote.probes.linear(self._weight, self._bias)

    def modal(self, remote):
        """The same behind a batch norm, before a dropout."""
        known = (self._weight, self._bias, self._mean, self._variance)
        return remote.probes.modal_network(*known, 0.5)

    def answers(self, normed):
        """What the models should answer in eval mode."""
        X = self.X.double().numpy()
        if normed:
            X = (X - self._mean.numpy()) / np.sqrt(self._variance.numpy() + 1e-5)
        return X @ self._weight.double().numpy().T + self._bias.numpy()


def draw_spread(draw, shape):
    """Generic numbers with mean 0 and mean square 1."""
    values = draw.normal(*shape)
    values = (values - values.mean()) / values.std()
    return torch.from_numpy(values.astype(np.float32))
