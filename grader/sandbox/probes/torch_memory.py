"""Whether what a function gives back lies over the memory of what it was given."""

from collections.abc import Callable
from typing import Any

import torch
from numpy.typing import NDArray


def follows_its_source(function: Callable[[Any], Any], source: NDArray[Any]) -> bool:
    """Whether what function(source) gave changes when the array is changed afterwards.

    Args:
        function: makes a tensor, or an array, out of an array.
        source: a writable array of numbers, not empty.
    """
    result = torch.as_tensor(function(source)).detach()
    before = result.clone()
    source += 1
    return not torch.equal(result, before)
