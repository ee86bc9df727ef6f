"""Watching, put together: events come from keys, saves and judges; orders are carried out."""

import contextlib
import queue
from collections.abc import Callable
from pathlib import Path

import msgspec

from grader.companion.errors import CompanionError
from grader.companion.events import (
    Check,
    Event,
    Failed,
    HintRead,
    Judged,
    Key,
    Order,
    Prepare,
    Quit,
    ReadHint,
    Saved,
)
from grader.companion.hints import MORE_BY_KEY, hints_up_to
from grader.companion.judges import Found, JudgeRoom, StartJudge, judging
from grader.companion.keys import keys_pressed
from grader.companion.progress import Place, Progress, is_finished, with_hint
from grader.companion.progress_file import ProgressFile
from grader.companion.saves import saves_told
from grader.companion.screen import Screen, a_screen
from grader.companion.watching import Watched, begin, step
from grader.curriculum import Topic
from grader.logs import logs_folder
from grader.submission import SubmissionError, read_folder

LOOK_S = 0.2
ERRORS_FILE = "watch.log"
PARTING = "{finished} of {total} topics are right. Go on at any time with: grader watch"
ALL_FINISHED = "Every topic is right. To hand in, run: grader pack"
NOT_CHECKED = "This check could not be made: {reason} Save again, and it is tried anew."

Explain = Callable[[Exception], str]
"""Says in a sentence what went wrong with the grader, and where the details are."""


class Watching:
    """A student's folder, watched.

    Args:
        folder: holds the modules.
        topics: the course.
        start: starts a judge.
        explain: says what went wrong with a judge.
    """

    def __init__(
        self, folder: Path, topics: tuple[Topic, ...], start: StartJudge, explain: Explain
    ) -> None:
        self._folder = folder
        self._topics = topics
        self._explain = explain
        self._events: queue.Queue[Event] = queue.Queue()
        self._notes: list[str] = []
        self._file = ProgressFile(folder, self._notes.append)
        self._room = JudgeRoom(topics, start, self._take)
        self._progress = self._file.load()

    def run(self, *, by_looking: bool) -> str:
        """Watch until the student quits, and give the words to part with.

        Args:
            by_looking: do not rely on the file system's events.
        """
        names = [topic.name for topic in self._topics]
        with (
            a_screen(logs_folder() / ERRORS_FILE) as screen,
            judging(self._room),
            saves_told(self._folder, names, self._saved, by_looking=by_looking),
            keys_pressed(lambda name: self._events.put(Key(name))),
            contextlib.suppress(KeyboardInterrupt),  # as good a way to quit as any
        ):
            self._loop(screen)
        return parting(self._progress, self._topics)

    def _loop(self, screen: Screen) -> None:
        state, orders = begin(self._topics, self._progress)
        while not any(isinstance(order, Quit) for order in orders):
            for order in orders:
                self._carry_out(order)
            state = _painted(screen, self._noted(state))
            event = self._next_event(screen, state)
            state, orders = step(state, event)

    def _next_event(self, screen: Screen, state: Watched) -> Event:
        while True:
            try:
                return self._events.get(timeout=LOOK_S)
            except queue.Empty:
                if screen.is_resized():
                    screen.paint(state)

    def _carry_out(self, order: Order) -> None:
        match order:
            case Check():
                self._check(self._topic(order.topic))
            case ReadHint():
                self._read_hint(order.place)
            case Prepare():
                self._room.prepare(self._topic(order.topic))

    def _check(self, topic: Topic) -> None:
        try:
            submission = read_folder(self._folder, (topic,))
        except SubmissionError as error:
            self._events.put(Failed(topic.name, str(error)))
            return
        self._room.check(topic, submission)

    def _read_hint(self, place: Place) -> None:
        topic = self._topic(place.topic)
        steps = len(topic.exercise(place.exercise).hints)
        try:
            progress = self._file.change(lambda known: with_hint(known, place, steps))
        except CompanionError as error:  # the folder is gone
            self._events.put(Failed(topic.name, str(error)))
            return
        read = progress.exercise(place.topic, place.exercise).hints
        self._events.put(HintRead(hints_up_to(topic, place, read, MORE_BY_KEY), progress))

    def _saved(self, topic: str) -> None:
        self._events.put(Saved(topic))

    def _take(self, found: Found) -> None:
        """Remember what a check found, and tell of it; in the room's thread."""
        if found.report is None:
            assert found.fault is not None
            reason = NOT_CHECKED.format(reason=self._explain(found.fault))
            self._events.put(Failed(found.topic.name, reason))
            return
        try:
            self._progress = self._file.note(found.report)
        except CompanionError as error:  # the folder is gone
            self._events.put(Failed(found.topic.name, str(error)))
            return
        self._events.put(Judged(found.topic.name, found.report, self._progress, found.seconds))

    def _noted(self, state: Watched) -> Watched:
        """The state with what the progress file had to say."""
        if not self._notes:
            return state
        return msgspec.structs.replace(state, problem=self._notes.pop())

    def _topic(self, name: str) -> Topic:
        return next(topic for topic in self._topics if topic.name == name)


def parting(progress: Progress, topics: tuple[Topic, ...]) -> str:
    """How far the student is, and what to type next."""
    finished = sum(is_finished(progress, topic) for topic in topics)
    if finished == len(topics):
        return ALL_FINISHED
    return PARTING.format(finished=finished, total=len(topics))


def _painted(screen: Screen, state: Watched) -> Watched:
    return msgspec.structs.replace(state, top=screen.paint(state))
