"""What a suite sees of a submission: `student`, `remote`, handles and answers.

All of them are names for things in the worker. Using one asks the worker; what comes back is data
that the judge decoded itself.
"""

from collections.abc import Iterator
from typing import Any

from grader.judge.calls import Answer, Call
from grader.judge.errors import Raised
from grader.judge.session import Session
from grader.sandbox.protocol import Name, Reference, Value

ITEMS_MAX = 10_000
OBJECT_TITLE = "<{kind} object>"


class InWorker:
    """Something in the worker that can be called.

    Args:
        session: asks the worker.
        wire: how it is sent.
        title: how it is shown.
    """

    def __init__(self, session: Session, wire: Value, title: str) -> None:
        self._session = session
        self.title = title
        self.wire = wire

    def ask(self, *args: Any, **kwargs: Any) -> Answer:
        """Call it, and take all that the call gave; an error is in the answer."""
        return self._session.call(Call(self.wire, self.title, args, kwargs, keep=False))

    def keep(self, *args: Any, **kwargs: Any) -> Any:
        """Call it, and leave the value in the worker, whatever it is.

        Raises:
            Raised: the call raised.
        """
        call = Call(self.wire, self.title, args, kwargs, keep=True)
        return _value(self._session.call(call))

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Call it, and take the value.

        Raises:
            Raised: the call raised.
        """
        return _value(self.ask(*args, **kwargs))


class Remote(InWorker):
    """Something in the worker by its dotted name: a function, a class, a module."""

    def __init__(self, session: Session, path: str) -> None:
        super().__init__(session, Name(path), path.rpartition(".")[2])
        self._path = path

    def __getattr__(self, name: str) -> "Remote":
        return Remote(self._session, f"{self._path}.{name}")


class Root:
    """Where dotted names begin: `remote.torch`, `remote.probes`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def __getattr__(self, name: str) -> Remote:
        return Remote(self._session, name)


class Student:
    """The submission's module."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def __getattr__(self, name: str) -> Remote:
        return Remote(self._session, f"student.{name}")

    def uses(self, exercise: str, other: str) -> bool:
        """Whether one exercise's text uses another, itself or through helpers."""
        return self._session.uses(exercise, other)

    def observe(self, name: str, value: Any) -> None:
        """Note a fact that diagnosis compares, where the values themselves are free.

        Args:
            name: what the fact is about.
            value: plain data.
        """
        self._session.observe(name, value)


class Handle(InWorker):
    """An object that stays in the worker: a model, an optimizer, a generator."""

    def __init__(self, session: Session, reference: Reference) -> None:
        super().__init__(session, reference, OBJECT_TITLE.format(kind=reference.type_name))
        self.type_name = reference.type_name

    def __getattr__(self, name: str) -> InWorker:
        if name.startswith("__"):  # asked by Python and NumPy, to find out what a value is
            raise AttributeError(name)
        bound = self.keep_attribute(name)
        return InWorker(self._session, bound.wire, f"{self.type_name}.{name}")

    def get(self, name: str) -> Any:
        """The value of an attribute."""
        return Remote(self._session, "builtins.getattr")(self, name)

    def keep_attribute(self, name: str) -> "Handle":
        """A handle on an attribute."""
        handle: Handle = Remote(self._session, "builtins.getattr").keep(self, name)
        return handle

    def __iter__(self) -> Iterator[Any]:
        items: list[Any] = Remote(self._session, "probes.take")(self, ITEMS_MAX)
        return iter(items)


def _value(answer: Answer) -> Any:
    if answer.error is not None:
        raise Raised(answer.error)
    return answer.value
