"""The words that cross the glass: typed messages.

What comes from a worker decodes into the types below or not at all. Nothing is ever unpickled.
`grader.sandbox.channel` carries them.
"""

import struct
from typing import Annotated, Literal

import msgspec

from grader.sandbox.limits import Limits

MAX_ANSWER_HEADER_BYTES = 64 * 1024
MAX_SOURCE_BYTES = 1024 * 1024
MAX_MESSAGE_CHARS = 2_000
MAX_LINE_CHARS = 200
MAX_FRAMES = 12
MAX_KINDS = 12
MAX_WARNINGS = 20

Level = Literal["full", "container", "none"]
"""How strongly a worker is confined, best first; see `grader.sandbox.confinement.levels`."""

Library = Literal["numpy", "torch"]

Ahead = Literal["nothing", "torch", "compiler"]
"""What a zygote loads before it forks a worker, beyond its own library."""


Line = Annotated[str, msgspec.Meta(max_length=MAX_LINE_CHARS)]
"""What a worker says in one line; a longer one is none of its messages."""

Paragraph = Annotated[str, msgspec.Meta(max_length=MAX_MESSAGE_CHARS)]
"""Likewise in several."""


class Array(msgspec.Struct, tag="array", array_like=True, frozen=True):
    """An array whose bytes, in C order, lie in the frame's raw part from `offset` on.

    `scalar` marks a NumPy scalar, which is no array to its owner. `requires_grad` is torch's.
    """

    library: Literal["numpy", "torch"]
    dtype: str
    shape: tuple[int, ...]
    offset: int
    scalar: bool = False
    requires_grad: bool = False


class Sequence(msgspec.Struct, tag="sequence", array_like=True, frozen=True):
    """A list or a tuple."""

    kind: Literal["list", "tuple"]
    items: "list[Value]"


class Mapping(msgspec.Struct, tag="mapping", array_like=True, frozen=True):
    """A dict, as its items in order."""

    items: "list[tuple[Value, Value]]"


class Reference(msgspec.Struct, tag="reference", array_like=True, frozen=True):
    """An object that stays in the worker, by the number that the worker gave it."""

    number: int
    type_name: Line


class Name(msgspec.Struct, tag="name", array_like=True, frozen=True):
    """What the worker can look up: `student.relu`, `torch.nn.Linear`. Sent to workers only."""

    path: str


Value = None | bool | int | float | str | Array | Sequence | Mapping | Reference | Name


class Read(msgspec.Struct, tag="read", frozen=True):
    """Parse the source (the raw part) without running it, and say what stands in it.

    `forbidden` maps an exercise to the dotted names that it may not use.
    """

    exercises: tuple[str, ...]
    forbidden: dict[str, tuple[str, ...]]


class Load(msgspec.Struct, tag="load", frozen=True):
    """Run the source (the raw part) as the module `topic`, and say what it binds `exercises` to."""

    topic: str
    seed: int
    exercises: tuple[str, ...]


class Reset(msgspec.Struct, tag="reset", frozen=True):
    """Forget every referenced object, and set random states and global options anew."""

    seed: int


class Call(msgspec.Struct, tag="call", frozen=True):
    """Call `function`; with `keep` the value stays in the worker and a reference comes back."""

    function: Value
    args: list[Value]
    kwargs: dict[str, Value]
    keep: bool = False


Request = Read | Load | Reset | Call


class SyntaxProblem(msgspec.Struct, frozen=True):
    """Why a source cannot be parsed. `line` counts from 1; 0 where it is unknown."""

    message: Paragraph
    line: int
    text: Line


class Definition(msgspec.Struct, frozen=True):
    """An exercise as the source defines it.

    Attributes:
        line: where it stands.
        kind: how it is defined.
        uses: other exercises that it uses, itself or through helpers.
        forbidden: the first forbidden name that it uses, as `(name, line)`.
        parameters: names of its parameters in order; `*` and `**` are kept before a name.
        unfinished: whether it still raises NotImplementedError, as a stub does.
    """

    line: int
    kind: Literal["function", "class", "other"]
    uses: tuple[str, ...] = ()
    forbidden: tuple[str, int] | None = None
    parameters: tuple[str, ...] = ()
    unfinished: bool = False


class Reading(msgspec.Struct, tag="reading", frozen=True):
    """What stands in a source."""

    problem: SyntaxProblem | None
    definitions: dict[str, Definition]


class Frame(msgspec.Struct, array_like=True, frozen=True):
    """One line of a traceback that lies in the student's file."""

    function: Line
    line: int
    text: Line


class Error(msgspec.Struct, frozen=True):
    """An exception that the student's code let through.

    Attributes:
        kinds: names of its class and its base classes.
        message: its text.
        frames: where it passed through the student's file, outermost first.
    """

    kinds: Annotated[tuple[Line, ...], msgspec.Meta(max_length=MAX_KINDS)]
    message: Paragraph
    frames: Annotated[tuple[Frame, ...], msgspec.Meta(max_length=MAX_FRAMES)] = ()


class Answer(msgspec.Struct, tag="answer", frozen=True):
    """What a call gave: a value or an error, and what else it did.

    Attributes:
        changed: which arguments it modified, by position (`"0"`) or keyword.
        warnings: `Category: text` of each warning.
        printed: what it printed.
    """

    value: Value = None
    error: Error | None = None
    changed: tuple[Line, ...] = ()
    warnings: Annotated[tuple[Line, ...], msgspec.Meta(max_length=MAX_WARNINGS)] = ()
    printed: str = ""


class Loaded(msgspec.Struct, tag="loaded", frozen=True):
    """How running a module's top level went.

    Attributes:
        bound: what each exercise's name stands for: "callable", or its type's name.
        error: what its top level raised.
        printed: what its top level printed.
    """

    bound: dict[str, Line]
    error: Error | None = None
    printed: str = ""


class Hello(msgspec.Struct, tag="hello", frozen=True):
    """The first frame of a worker: it is ready, and confined at this level."""

    level: Level


class Unconfined(msgspec.Struct, tag="unconfined", frozen=True):
    """The one word of a zygote or worker that could not be confined as asked, and ends."""

    reason: str


Message = Reading | Loaded | Answer | Hello | Unconfined


class Spawn(msgspec.Struct, frozen=True):
    """What a worker is started with.

    Attributes:
        limits: what it may use.
        ahead: what its module names that takes seconds to import.
    """

    limits: Limits
    ahead: Ahead = "nothing"


class Ready(msgspec.Struct, tag="ready", frozen=True):
    """What a zygote says once it can fork workers: the versions that it has loaded."""

    numpy: str
    torch: str | None


EXIT_CODE = struct.Struct(">q")
"""How it is told, over the lifeline, with which exit code a worker ended: minus its signal, if any.

Wide enough for Windows, whose exit codes have 32 bits without a sign.
"""


class ProtocolError(Exception):
    """A frame that is none: too long, cut short, or not of the types above."""


_request_decoder = msgspec.msgpack.Decoder(Request)
_message_decoder = msgspec.msgpack.Decoder(Message)


def decode_request(header: bytes | bytearray) -> Request:
    """Decode a header that the judge sent."""
    request: Request = _request_decoder.decode(header)
    return request


def decode_message(header: bytes | bytearray) -> Message:
    """Decode a header that a worker sent.

    Raises:
        ProtocolError: it is none of the messages that a worker may send.
    """
    try:
        message: Message = _message_decoder.decode(header)
    except (msgspec.DecodeError, RecursionError, ValueError) as error:
        raise ProtocolError(str(error)) from error
    return message
