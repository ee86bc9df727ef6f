"""Another object in the place of one that student code reaches, and what may stand there."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from types import FunctionType
from typing import Any


@contextmanager
def attribute(owner: Any, name: str, value: Any) -> Iterator[None]:
    """Give `owner` another attribute inside, and its own back afterwards."""
    before = vars(owner).copy()
    setattr(owner, name, value)
    try:
        yield
    finally:
        delattr(owner, name)
        if name in before:
            setattr(owner, name, before[name])


@contextmanager
def function(owner: Any, original: Callable[..., Any], other: Callable[..., Any]) -> Iterator[None]:
    """Have another function called inside, where `original` would be.

    Whoever holds a plain function, by whatever name, as a default or in a container, is led to the
    other. Where code cannot be exchanged, the owner's names for it are given to the other.
    """
    with ExitStack() as stack:
        if isinstance(original, FunctionType) and not original.__code__.co_freevars:
            stack.enter_context(_led_to(original, other))
        else:
            for name in [each for each, value in vars(owner).items() if value is original]:
                stack.enter_context(attribute(owner, name, other))
        yield


@contextmanager
def _led_to(original: FunctionType, other: Callable[..., Any]) -> Iterator[None]:
    before = original.__code__, original.__defaults__, original.__kwdefaults__
    original.__code__, original.__defaults__ = _call_other.__code__, None
    original.__kwdefaults__ = {"_other": other}
    try:
        yield
    finally:
        original.__code__, original.__defaults__, original.__kwdefaults__ = before


def _call_other(*args: Any, _other: Callable[..., Any], **kwargs: Any) -> Any:
    """The code of a function that stands for another, which it has as a keyword's default."""
    return _other(*args, **kwargs)


def with_another(
    caller: Callable[..., Any], called: Callable[..., Any], other: Callable[..., Any]
) -> Callable[..., Any]:
    """A function as it is with another in the place of one that it calls.

    So a function can be judged whatever the one that it calls does.

    Args:
        caller: the function.
        called: what it calls.
        other: what is called instead.
    """

    def call(*args: Any, **kwargs: Any) -> Any:
        with function(sys.modules[caller.__module__], called, other):
            return caller(*args, **kwargs)

    return call


def by_position(library: Callable[..., Any], parameters: Sequence[str]) -> Callable[..., Any]:
    """A function that takes by other names what the given one takes by position.

    Args:
        library: what is called.
        parameters: the names, in order.
    """

    def call(*args: Any, **kwargs: Any) -> Any:
        return library(*args, *(kwargs[name] for name in parameters[len(args) :]))

    return call


class Always:
    """A function that answers the same, whatever it is asked.

    Args:
        answer: what it answers.
    """

    def __init__(self, answer: Any) -> None:
        self._answer = answer

    def __call__(self, *_: Any, **__: Any) -> Any:
        """The answer."""
        return self._answer
