"""The calls that a criterion makes: what is sent, what comes back, what goes on record."""

from collections.abc import Callable
from typing import Any

import msgspec

from grader.judge.calls import (
    STUDENT,
    Answer,
    Call,
    ForeignTensor,
    Observation,
    concerns_student,
    exercises_in,
    is_shown,
    is_students,
)
from grader.judge.errors import Bound, Crashed, NotWritten, Unavailable, Verdict
from grader.judge.glass import BROKE_THE_PROTOCOL
from grader.judge.module import Module, references_in
from grader.judge.record import is_apart, note_asked, on_record
from grader.sandbox import protocol
from grader.sandbox.names import find_named
from grader.sandbox.protocol import Array, Name, ProtocolError, Reference, Value
from grader.sandbox.values import Decoder, Encoder, torch_tensor

NOT_DEFINED = "{exercise} is not defined in {topic}.py."
NOT_CALLABLE = (
    "{exercise} cannot be called: {topic}.py makes it a value of type {kind}, "
    "not a function or class."
)

NO_SUCH_NAME = "a suite asks the worker for {name}, which is not there"


class Session:
    """One criterion's conversation with a student's module.

    Args:
        module: the module, in its worker.
        exercise: whose time the calls are on.
        make_handle: makes what stands for an object that stays in the worker.
    """

    def __init__(
        self,
        module: Module,
        exercise: str,
        make_handle: Callable[["Session", Reference], Any],
    ) -> None:
        self._module = module
        self._exercise = exercise
        self._make_handle = make_handle
        self.last_call: Call | None = None
        self.observations: list[Observation] = []
        self._made_apart: list[Reference] = []

    def call(self, call: Call) -> Answer:
        """Ask the worker for a call.

        Raises:
            Unavailable: there is nothing of that name to call.
            TimedOut: no answer in time.
            Crashed: the worker died, or broke the protocol.
        """
        named = self._with_parameters(call)
        for value in (*call.args, *call.kwargs.values()):
            self._refuse_missing(getattr(value, "wire", None))
        note_asked(exercises_in(call))
        noted = on_record() and concerns_student(call)
        if noted and is_shown(call):
            self.last_call = named
        encoder = Encoder(as_sent)
        request = protocol.Call(
            call.function,
            [encoder.encode(value) for value in call.args],
            {name: encoder.encode(value) for name, value in call.kwargs.items()},
            call.keep,
        )
        module = self._module_for(request)
        message, answer_raw = self._answered(module, call, request, encoder.raw)
        answer = self._decoded(module, named, message, answer_raw)
        if noted:
            kind = answer.error.kinds[0] if answer.error and answer.error.kinds else None
            self.observations.append(
                Observation(call.title, answer.value, kind, answer.changed, answer.warnings)
            )
        return answer

    def _answered(
        self, module: Module, call: Call, request: protocol.Call, raw: bytes
    ) -> tuple[protocol.Answer, bytearray]:
        """The module's answer; where a suite names what is not there, that is told instead."""
        try:
            answer, answer_raw = module.call(self._exercise, request, raw)
        except Verdict:
            _hold_names(call)
            raise
        if answer.error is not None:
            _hold_names(call)
        return answer, answer_raw

    def _module_for(self, request: protocol.Call) -> Module:
        """Whom to ask.

        Raises:
            Bound: apart, where what the criterion's own worker keeps is not known.
        """
        if not is_apart():
            return self._module
        for each in references_in(request):
            if all(each is not known for known in self._made_apart):
                raise Bound
        return self._module.apart(self._exercise)

    def uses(self, exercise: str, other: str) -> bool:
        """Whether one exercise's text uses another."""
        return self._module.uses(exercise, other)

    def observe(self, name: str, value: Any) -> None:
        """Put a fact on record."""
        if on_record():
            self.observations.append(Observation(name, value, is_fact=True))

    def _with_parameters(self, call: Call) -> Call:
        """The call with its parameters' names, if it is one of an exercise that is there."""
        if not is_students(call.function):
            return call
        self._refuse_missing(call.function)
        exercise = call.function.path.removeprefix(STUDENT)
        definition = self._module.definitions.get(exercise)
        return msgspec.structs.replace(call, parameters=definition.parameters if definition else ())

    def _refuse_missing(self, wire: object) -> None:
        if not is_students(wire):
            return
        exercise = wire.path.removeprefix(STUDENT)
        kind = self._module.kind_of(exercise)
        topic = self._module.topic.name
        if kind is None:
            raise NotWritten(NOT_DEFINED.format(exercise=exercise, topic=topic))
        if kind != "callable":
            raise Unavailable(NOT_CALLABLE.format(exercise=exercise, topic=topic, kind=kind))

    def _decoded(
        self, module: Module, call: Call, answer: protocol.Answer, raw: bytearray
    ) -> Answer:
        try:
            value = Decoder(raw, self).decode(answer.value)
        except (ProtocolError, RecursionError) as error:
            raise module.lose(Crashed(BROKE_THE_PROTOCOL)) from error
        changed = tuple(_argument_name(place, call.parameters) for place in answer.changed)
        places = map(str, range(len(call.args)))
        given = (*(_argument_name(place, call.parameters) for place in places), *call.kwargs)
        return Answer(value, answer.error, changed, answer.warnings, answer.printed, given)

    def reference(self, reference: Reference) -> Any:
        """A handle on an object that stays in the worker."""
        if is_apart():
            self._made_apart.append(reference)
        return self._make_handle(self, reference)

    def name(self, _: Name) -> Any:
        """Names are the judge's to send.

        Raises:
            ProtocolError: always.
        """
        raise ProtocolError("a name from a worker")

    def tensor(self, claim: Array, content: bytes | bytearray) -> Any:
        """A tensor; in a topic without torch, something that only says that it is one."""
        if self._module.topic.library == "torch":
            return torch_tensor(claim, content)
        return ForeignTensor(claim.shape, claim.dtype)


def _hold_names(call: Call) -> None:
    """Hold that what a suite names is there; where it is not, an error is none of the student's.

    Raises:
        LookupError: it is not; the suite is to be mended.
    """
    wires = [call.function]
    wires += [getattr(value, "wire", None) for value in (*call.args, *call.kwargs.values())]
    for wire in wires:
        if isinstance(wire, Name) and not is_students(wire):
            try:
                find_named(wire.path)
            except (AttributeError, ImportError) as error:
                raise LookupError(NO_SUCH_NAME.format(name=wire.path)) from error


def as_sent(value: Any) -> Value:
    """How a suite's handle or remote function is sent.

    Raises:
        TypeError: the suite passes what can't cross the glass; the suite is to be mended.
    """
    wire = getattr(value, "wire", None)
    if not isinstance(wire, Name | Reference):
        raise TypeError(f"a suite cannot send a {type(value).__name__} to the worker")
    return wire


def _argument_name(place: str, parameters: tuple[str, ...]) -> str:
    """The name of an argument that a worker tells by its position."""
    if place.isdecimal() and int(place) < len(parameters):
        return parameters[int(place)]
    return place
