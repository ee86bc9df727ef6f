"""One submission's module in its worker, which is started when needed, and anew after its death."""

import time
from collections import deque
from collections.abc import Iterator
from contextlib import ExitStack
from typing import TypeVar

import msgspec

from grader.curriculum import Topic
from grader.judge.errors import Bound, Crashed, GraderFault, TimedOut, Verdict
from grader.judge.glass import BROKE_THE_PROTOCOL
from grader.judge.problems import (
    IMPORT_CRASHED,
    IMPORT_TIMED_OUT,
    Problem,
    import_error,
    syntax_problem,
)
from grader.judge.transcript import Line, Transcript
from grader.judge.workers import Answering, Workers
from grader.sandbox import protocol
from grader.sandbox.channel import encode_frame
from grader.sandbox.libraries import wanted_ahead
from grader.sandbox.protocol import (
    Definition,
    Error,
    ProtocolError,
    Reading,
    Reference,
    Spawn,
    decode_message,
)

ASKS_OTHERWISE = "the suite asks something else than it asked before, of the same answers"

MessageT = TypeVar("MessageT", bound=protocol.Message)


class Heard(msgspec.Struct, frozen=True):
    """What came of asking the worker something.

    Attributes:
        request: its frame; empty for a criterion's beginning.
        header: of the answer; empty with a verdict, and for a criterion's beginning.
        raw: the rest of the answer.
        verdict: what there was instead of an answer.
    """

    request: bytes
    header: bytearray = bytearray()
    raw: bytearray = bytearray()
    verdict: Verdict | None = None


class Module:
    """One module of one submission.

    Attributes:
        topic: whose module it is.
        definitions: its exercises, as they stand in its text.
        printed: what its top level printed.
        heard: what came of asking ahead; a criterion that asks the same is given this.
        transcript: where what is said is noted; None for nowhere.

    Args:
        topic: whose module it is.
        source: its text, as UTF-8.
        workers: where they come from.
        seed: for random states while it is imported.
    """

    def __init__(self, topic: Topic, source: bytes, workers: Workers, seed: int) -> None:
        self.topic = topic
        self.definitions: dict[str, Definition] = {}
        self.printed = ""
        self.heard: deque[Heard] = deque()
        self.transcript: Transcript | None = None
        self._source = source
        self._workers = workers
        self._seed = seed
        self._worker: Answering | None = None
        self._loss: Verdict | None = None
        self._criterion_seed = seed
        self._spent_s: dict[str, float] = {}
        self._slow: set[str] = set()
        self._bound: dict[str, str] = {}
        self._apart: Module | None = None

    def open(self) -> Problem | None:
        """Read and import the module, and say what stands in the way of judging it."""
        name = self.topic.name
        try:
            reading = self._read()
            if reading.problem is not None:
                return Problem("unreadable", syntax_problem(name, reading.problem))
            self.definitions = reading.definitions
            error = self._load()
        except TimedOut as timeout:
            message = IMPORT_TIMED_OUT.format(topic=name, seconds=timeout.seconds)
            return Problem("timed_out", message)
        except Crashed as crash:
            return Problem("crashed", IMPORT_CRASHED.format(topic=name, cause=crash))
        return None if error is None else Problem("errored", import_error(name, error))

    def begin(self, exercise: str, seed: int) -> None:
        """Make global options and random states as new, in a new worker if there is none.

        That is on the exercise's time too, since student code may make it slow.

        Raises:
            TimedOut: the exercise has used up its time.
            Crashed: the module could no longer be imported.
        """
        self._close_apart()
        if self.heard:
            self._recall(b"")
            return
        if not self.has_time(exercise):
            raise TimedOut(self.topic.limits.exercise_s)
        self._loss, self._criterion_seed = None, seed
        start = time.monotonic()
        try:
            self._renew()
        finally:
            self._spend(exercise, time.monotonic() - start)

    def apart(self, exercise: str) -> "Module":
        """The same text in a worker where nothing has been called since the criterion began.

        Args:
            exercise: whose criterion it is.

        Raises:
            Bound: there is no such worker.
            TimedOut: the worker does not take a request.
            Crashed: the worker died.
        """
        if self._apart is None:
            with ExitStack() as unless_it_is_ready:
                other = Module(self.topic, self._source, self._workers, self._seed)
                unless_it_is_ready.callback(other.close)
                if other.open() is not None:
                    raise Bound
                other.begin(exercise, self._criterion_seed)
                unless_it_is_ready.pop_all()
            self._apart = other
        return self._apart

    def _close_apart(self) -> None:
        if self._apart is not None:
            self._apart.close()
            self._apart = None

    def _renew(self) -> None:
        if self._worker is None and self._load() is not None:
            raise self.lose(Crashed(BROKE_THE_PROTOCOL))
        assert self._worker is not None
        try:
            self._worker.tell(protocol.Reset(self._criterion_seed), self.topic.limits.call_s)
        except (TimedOut, Crashed) as verdict:
            self.lose(verdict)
            raise

    def call(
        self, exercise: str, request: protocol.Call, raw: bytes
    ) -> tuple[protocol.Answer, bytearray]:
        """Ask for a call, on the exercise's time.

        A criterion goes on after the worker's loss where that is told to it as a value. What the
        lost worker kept is not in the new one.

        Raises:
            TimedOut: no answer in time; the worker is gone.
            Crashed: the worker died, or broke the protocol.
        """
        frame = encode_frame(request, raw)
        if self.heard:
            header, answer_raw = self._recall(frame)
        else:
            if self._loss is not None and any(True for _ in references_in(request)):
                raise self._loss
            header, answer_raw = self.exchange(exercise, frame)
        if self.transcript is not None:
            self.transcript.lines.append(Line(frame, bytes(header), bytes(answer_raw)))
        return self._expect(self._decoded(header), protocol.Answer), answer_raw

    def exchange(self, exercise: str, frame: bytes) -> tuple[bytearray, bytearray]:
        """Ask for a call that is encoded already; as `call` otherwise."""
        limits = self.topic.limits
        left_s = max(limits.exercise_s - self._spent_s.get(exercise, 0.0), 0.0)
        start = time.monotonic()
        try:
            if self._worker is None:
                self._renew()
            assert self._worker is not None
            return self._worker.exchange(frame, min(limits.call_s, left_s))
        except TimedOut as timeout:
            self.lose(timeout)
            whose_s = limits.call_s if left_s >= limits.call_s else limits.exercise_s
            raise TimedOut(whose_s) from timeout
        except Crashed as crash:
            self.lose(crash)
            raise
        finally:
            self._spend(exercise, time.monotonic() - start)

    def _recall(self, frame: bytes) -> tuple[bytearray, bytearray]:
        heard = self.heard.popleft()
        if heard.request != frame:
            raise GraderFault(ASKS_OTHERWISE)
        if heard.verdict is not None:
            raise heard.verdict
        return heard.header, heard.raw

    def uses(self, exercise: str, other: str) -> bool:
        """Whether one exercise's text uses another."""
        definition = self.definitions.get(exercise)
        answer = definition is not None and other in definition.uses
        if self.transcript is not None:
            self.transcript.uses[exercise, other] = answer
        return answer

    def _spend(self, exercise: str, seconds: float) -> None:
        self._spent_s[exercise] = self._spent_s.get(exercise, 0.0) + seconds

    def has_time(self, exercise: str) -> bool:
        """Whether an exercise's time is not used up yet."""
        return self._spent_s.get(exercise, 0.0) < self.topic.limits.exercise_s

    def is_first_time_out(self, exercise: str) -> bool:
        """Note that an exercise ran out of time, and say whether that is new."""
        is_first = exercise not in self._slow
        self._slow.add(exercise)
        return is_first

    def kind_of(self, name: str) -> str | None:
        """What the module binds a name to: "callable", a type's name, or None for nothing."""
        if self.transcript is not None:
            self.transcript.called.add(name)
        return self._bound.get(name)

    def lose(self, verdict: Verdict) -> Verdict:
        """End the worker for a reason, which is given back."""
        self.close()
        self._loss = verdict
        return verdict

    def close(self) -> None:
        """End the worker, if there is one, and the one apart."""
        self._close_apart()
        if self._worker is not None:
            self._worker.end()
            self._worker = None

    def _read(self) -> Reading:
        request = protocol.Read(
            exercises=tuple(exercise.name for exercise in self.topic.exercises),
            forbidden={exercise.name: exercise.forbids for exercise in self.topic.exercises},
        )
        message, _ = self._ask(request, self._source, self.topic.limits.load_s)
        return self._expect(message, Reading)

    def _load(self) -> Error | None:
        names = tuple(exercise.name for exercise in self.topic.exercises)
        request = protocol.Load(self.topic.name, self._seed, names)
        message, _ = self._ask(request, self._source, self.topic.limits.load_s)
        answer = self._expect(message, protocol.Loaded)
        self.printed = answer.printed
        self._bound = answer.bound
        return answer.error

    def _ask(
        self, request: protocol.Request, raw: bytes, seconds: float
    ) -> tuple[protocol.Message, bytearray]:
        if self._worker is None:
            ahead = wanted_ahead(self.topic.library, self._source)
            self._worker = self._workers.spawn(Spawn(self.topic.limits, ahead))
        try:
            return self._worker.ask(request, raw, seconds)
        except (TimedOut, Crashed) as verdict:
            self.lose(verdict)
            raise

    def _decoded(self, header: bytearray) -> protocol.Message:
        try:
            return decode_message(header)
        except ProtocolError as error:
            raise self.lose(Crashed(BROKE_THE_PROTOCOL)) from error

    def _expect(self, message: protocol.Message, kind: type[MessageT]) -> MessageT:
        if not isinstance(message, kind):
            raise self.lose(Crashed(BROKE_THE_PROTOCOL))
        return message


def references_in(value: object) -> Iterator[Reference]:
    """What a request, or a part of one, goes on from that is kept in the worker."""
    match value:
        case protocol.Call():
            yield from references_in([value.function, *value.args, *value.kwargs.values()])
        case protocol.Sequence() | protocol.Mapping():
            yield from references_in(value.items)
        case list() | tuple():
            for each in value:
                yield from references_in(each)
        case Reference():
            yield value
