"""Random inputs of a criterion: the same for the same seed and criterion, on every machine."""

import hashlib
from typing import Any

import numpy as np
from numpy.typing import NDArray


def criterion_seed(run_seed: int, criterion: str) -> int:
    """A seed for one criterion of one run, below 2**31."""
    digest = hashlib.sha256(f"{run_seed}:{criterion}".encode()).digest()
    return int.from_bytes(digest[:4]) >> 1


def worker_seed(run_seed: int, what: str) -> int:
    """A seed for random states in the worker, from which no input can be read off.

    Args:
        run_seed: of the run.
        what: the criterion, or the module that is imported.
    """
    return criterion_seed(run_seed, f"worker:{what}")


class Draw:
    """Draws a criterion's inputs.

    Args:
        seed: from `criterion_seed`.
    """

    def __init__(self, seed: int) -> None:
        self.rng = np.random.default_rng(seed)

    def normal(self, *shape: int) -> NDArray[np.float64]:
        """Standard normal numbers, float64; without a shape, a 0-d array."""
        return np.asarray(self.rng.standard_normal(shape))

    def scalar(self) -> float:
        """One standard normal number, a Python float."""
        return float(self.rng.standard_normal())

    def uniform(self, low: float, high: float, *shape: int) -> NDArray[np.float64]:
        """Numbers between `low` and `high`, float64."""
        return np.asarray(self.rng.uniform(low, high, shape))

    def integers(self, low: int, high: int, *shape: int) -> NDArray[np.int64]:
        """Whole numbers from `low` to below `high`, int64."""
        return np.asarray(self.rng.integers(low, high, shape))

    def tensor(self, *shape: int) -> Any:
        """Standard normal numbers as a float32 tensor; for torch topics only."""
        import torch

        return torch.from_numpy(self.rng.standard_normal(shape).astype(np.float32))

    def seed(self) -> int:
        """A seed for something else, below 2**31."""
        return int(self.rng.integers(2**31))
