"""What a judge needs of workers, wherever they come from."""

from typing import Protocol

from grader.sandbox.protocol import Message, Ready, Request, Spawn


class Answering(Protocol):
    """A worker: `grader.judge.glass.Worker`, and whatever behaves like it."""

    def ask(self, request: Request, raw: bytes, seconds: float) -> tuple[Message, bytearray]:
        """Ask one thing, and take the answer."""

    def exchange(self, frame: bytes, seconds: float) -> tuple[bytearray, bytearray]:
        """Ask one thing that is encoded already, and take the answer's header and raw part."""

    def tell(self, request: Request, seconds: float) -> None:
        """Ask for what has to be done before the next thing that is asked."""

    def end(self) -> None:
        """End it, whatever it is doing."""


class Workers(Protocol):
    """Where workers come from."""

    def wait_until_ready(self) -> Ready:
        """Wait until there can be any, and say which versions of the libraries they have."""

    def spawn(self, wanted: Spawn) -> Answering:
        """A new worker."""
