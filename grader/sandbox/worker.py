"""The worker: runs one student's module, and answers calls with data.

Everything it says is a claim: a student's code shares this process and may choose its answers. The
judge knows that.
"""

import contextlib
import io
import linecache
import random
import sys
import traceback
import types
import warnings
from collections.abc import Callable, Iterator
from functools import reduce
from typing import Any, Self

import msgspec
import numpy as np

from grader.sandbox.changes import is_as_sent
from grader.sandbox.channel import Channel, Closed
from grader.sandbox.limits import Limits
from grader.sandbox.names import find_named
from grader.sandbox.protocol import (
    MAX_ANSWER_HEADER_BYTES,
    MAX_FRAMES,
    MAX_KINDS,
    MAX_LINE_CHARS,
    MAX_MESSAGE_CHARS,
    MAX_WARNINGS,
    Answer,
    Array,
    Call,
    Error,
    Frame,
    Load,
    Loaded,
    Message,
    Name,
    Read,
    Reference,
    Request,
    Reset,
    Value,
    decode_request,
)
from grader.sandbox.reading import read
from grader.sandbox.refusals import explain
from grader.sandbox.shown import show_nothing
from grader.sandbox.values import Decoder, Encoder, sendable, torch_tensor

_RECURSION_LIMIT = 1_000

_out_of_inference: list[Any] = []
"""Contexts entered where student code entered torch's inference mode for good; they stay alive."""


def serve(channel: Channel, limits: Limits) -> None:
    """Answer requests until the judge hangs up."""
    show_nothing()
    worker = Worker(limits)
    with contextlib.suppress(Closed):
        while True:
            header, raw = channel.receive()
            channel.send(*worker.answer(decode_request(header), raw))


class Worker:
    """One student's module, and the objects that its calls left here for later calls.

    Args:
        limits: how much of what is printed is kept, and how large an answer may be.
    """

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._module = types.ModuleType("student")
        self._objects: list[Any] = []
        self._silenced: dict[str, Any] = {}

    def answer(self, request: Request, raw: bytearray) -> tuple[Message, bytes]:
        """Do what is asked, and say how it went."""
        match request:
            case Read():
                return read(bytes(raw), request), b""
            case Load():
                return self._load(request, bytes(raw).decode("utf-8"))
            case Reset():
                self._objects.clear()
                reset_global_state(request.seed)
                np.seterr(**self._silenced)
                return Answer(), b""
            case Call():
                return self._call(request, raw)

    def _load(self, request: Load, source: str) -> tuple[Message, bytes]:
        file_name = f"{request.topic}.py"
        self._module = types.ModuleType(request.topic)
        self._module.__file__ = file_name
        sys.modules[request.topic] = self._module
        linecache.cache[file_name] = (len(source), None, source.splitlines(True), file_name)
        reset_global_state(request.seed)
        with _Witness(self._limits.printed_chars) as seen:
            _, error = self._attempt(
                lambda: exec(compile(source, file_name, "exec"), self._module.__dict__)  # noqa: S102 it is what workers are for
            )
        # a module may silence NumPy for all of it, as a function may for itself
        self._silenced = {kind: how for kind, how in np.geterr().items() if how == "ignore"}
        return Loaded(self._bound(request.exercises), error, seen.printed), b""

    def _bound(self, names: tuple[str, ...]) -> dict[str, str]:
        bound = (
            (name, self._module.__dict__[name]) for name in names if name in self._module.__dict__
        )
        return {
            name: "callable" if callable(it) else _line(type(it).__name__) for name, it in bound
        }

    def _call(self, request: Call, raw: bytearray) -> tuple[Message, bytes]:
        asked, error = self._attempt(lambda: self._decoded(request, raw))
        if error is not None:
            return Answer(error=error), b""
        function, args, kwargs = asked
        with _Witness(self._limits.printed_chars) as seen:
            value, error = self._attempt(lambda: function(*args, **kwargs))
        changed = self._changed(request, raw, args, kwargs)
        encoder = Encoder(self._refer)
        encoded: Value = None
        if error is None:
            encoded, error = self._attempt(
                lambda: self._refer(value) if request.keep else encoder.encode(value)
            )
        answer = Answer(encoded, error, changed, seen.warnings, seen.printed)
        return self._fitting(answer, encoder.raw)

    def _decoded(self, request: Call, raw: bytearray) -> tuple[Any, list[Any], dict[str, Any]]:
        """What to call, and with what."""
        decoder = Decoder(raw, self)
        args = [decoder.decode(value) for value in request.args]
        kwargs = {name: decoder.decode(value) for name, value in request.kwargs.items()}
        return decoder.decode(request.function), args, kwargs

    def _attempt(self, action: Callable[[], Any]) -> tuple[Any, Error | None]:
        try:
            return action(), None
        except (
            BaseException
        ) as error:  # SystemExit and KeyboardInterrupt are answers like any other
            return None, self._describe(error)

    def _describe(self, error: BaseException) -> Error:
        kinds = tuple(_line(kind.__name__) for kind in type(error).__mro__[:MAX_KINDS])
        try:
            message = sendable(explain(error)[:MAX_MESSAGE_CHARS])
        except BaseException:  # a student's own __str__ may raise anything
            message = ""
        return Error(kinds, message, tuple(self._frames(error))[-MAX_FRAMES:])

    def _frames(self, error: BaseException) -> Iterator[Frame]:
        """What of a traceback lies in the student's file, a recursion's repeats left out."""
        previous = None
        for frame, line in traceback.walk_tb(error.__traceback__):
            if frame.f_code.co_filename != self._module.__file__:
                continue
            text = linecache.getline(frame.f_code.co_filename, line).strip()
            shown = Frame(_line(frame.f_code.co_qualname), line, _line(text))
            if shown != previous:
                yield shown
            previous = shown

    def _changed(
        self, request: Call, raw: bytearray, args: list[Any], kwargs: dict[str, Any]
    ) -> tuple[str, ...]:
        """Which arguments no longer are what was sent."""
        places = [
            str(place)
            for place, (sent, now) in enumerate(zip(request.args, args, strict=True))
            if not is_as_sent(sent, raw, now)
        ]
        names = [
            name for name, sent in request.kwargs.items() if not is_as_sent(sent, raw, kwargs[name])
        ]
        return (*places, *names)

    def _fitting(self, answer: Answer, raw: bytes) -> tuple[Message, bytes]:
        too_long = len(msgspec.msgpack.encode(answer)) > MAX_ANSWER_HEADER_BYTES
        if too_long or len(raw) > self._limits.answer_mib * 2**20:
            return Answer(error=Error(("AnswerTooLarge",), ""), printed=answer.printed), b""
        return answer, raw

    def _refer(self, value: Any) -> Reference:
        self._objects.append(value)
        return Reference(len(self._objects) - 1, _line(type(value).__name__))

    def reference(self, reference: Reference) -> Any:
        """The object that an earlier call left here."""
        return self._objects[reference.number]

    def name(self, name: Name) -> Any:
        """What `student.relu`, `probes.counting` or `torch.nn.Linear` stands for."""
        root, _, rest = name.path.partition(".")
        if root == "student":
            return reduce(getattr, rest.split("."), self._module)
        return find_named(name.path)

    def tensor(self, claim: Array, content: bytes | bytearray) -> Any:
        """The tensor that the judge sent."""
        return torch_tensor(claim, content)


def reset_global_state(seed: int) -> None:
    """Set random states and global options to what they are in a fresh process, seeded."""
    random.seed(seed)
    np.random.seed(seed % 2**32)
    np.seterr(divide="warn", over="warn", under="ignore", invalid="warn")
    sys.setrecursionlimit(_RECURSION_LIMIT)
    torch = sys.modules.get("torch")
    if torch is not None:
        torch.default_generator.manual_seed(seed)  # torch.manual_seed also queues for each device
        torch.set_default_dtype(torch.float32)
        torch.set_default_device(None)
        if torch.is_inference_mode_enabled():
            _out_of_inference.append(torch.inference_mode(False))
            _out_of_inference[-1].__enter__()
        torch.set_grad_enabled(True)
        torch.autograd.set_detect_anomaly(False)
        if torch.are_deterministic_algorithms_enabled():
            torch.use_deterministic_algorithms(False)  # which imports the compiler


class _CappedText(io.TextIOBase):
    """A text stream that keeps the beginning of what is written to it."""

    def __init__(self, limit_chars: int) -> None:
        self._left = limit_chars
        self._parts: list[str] = []

    def write(self, text: str) -> int:
        self._parts.append(str(text)[: self._left])
        self._left -= len(self._parts[-1])
        return len(text)

    def writable(self) -> bool:
        return True

    def text(self) -> str:
        return sendable("".join(self._parts))


class _Witness:
    """Notes what is printed and warned while it is entered.

    Attributes:
        printed: the beginning of it.
        warnings: the first of them.

    Args:
        printed_chars: how much is kept of what is printed.
    """

    def __init__(self, printed_chars: int) -> None:
        self.printed = ""
        self.warnings: tuple[str, ...] = ()
        self._stream = _CappedText(printed_chars)
        self._catching = warnings.catch_warnings(record=True, action="always")

    def __enter__(self) -> Self:
        self._caught = self._catching.__enter__()
        sys.stdout = sys.stderr = self._stream
        return self

    def __exit__(self, *_: object) -> None:
        sys.stdout, sys.stderr = sys.__stdout__, sys.__stderr__
        self._catching.__exit__(None, None, None)
        self.printed = self._stream.text()
        if self._caught:
            self.warnings = tuple(map(_warning, self._caught[:MAX_WARNINGS]))


def _warning(caught: warnings.WarningMessage) -> str:
    return _line(f"{caught.category.__name__}: {caught.message}")


def _line(text: str) -> str:
    """As much of a text as a message has room for in one line."""
    return sendable(text[:MAX_LINE_CHARS])
