"""A judge's seat: a lost judge is replaced, and a submission that costs two is reported so."""

import threading

from grader.classroom.intake.attempts import attempts_of, best_of, marked
from grader.curriculum import Topic
from grader.judge.client import JudgeClient
from grader.judge.errors import GraderFault
from grader.logs import log_crash
from grader.report.types import Report
from grader.sandbox.protocol import Level
from grader.submission import Submission

NO_MARK = "the judge failed over {submission}, which has no mark"

_TRIES = 2


class Seat:
    """Keeps a judge at work, with another in its place when it is lost; use as a context.

    Args:
        topics: what it judges.
        level: of isolation, for student code.
        room: descriptor of a file that all judges of the run share.
    """

    def __init__(self, topics: tuple[Topic, ...], level: Level, room: int) -> None:
        self._topics = topics
        self._level = level
        self._room = room
        self._judge = JudgeClient(topics, level, room)
        self._is_closed = False
        self._replacing = threading.Lock()

    def __enter__(self) -> "Seat":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the judge, whatever it is doing; none takes its place any more."""
        with self._replacing:
            self._is_closed = True
            self._judge.stop()

    def judge(self, submission: Submission, seed: int) -> Report:
        """Have one submission judged, or where the best of several attempts counts, all of them.

        Raises:
            CurriculumError: a topic's author has something to mend.
            GraderFault: a judge could not be started, or the seat is closed.
        """
        attempts = attempts_of(submission)
        return best_of([marked(self._judge_one(each, seed), each) for each in attempts])

    def _judge_one(self, submission: Submission, seed: int) -> Report:
        """Have an attempt judged; one that ends its judge twice gets a report without marks.

        Raises:
            CurriculumError: a topic's author has something to mend.
            GraderFault: a judge could not be started, or the seat is closed.
        """
        faults: list[GraderFault] = []
        while len(faults) < _TRIES:
            try:
                self._judge.wait_until_started()
                return self._judge.judge(submission, seed)
            except GraderFault as fault:
                faults.append(fault)
                self._replace_judge(fault)
        log_crash(ExceptionGroup(NO_MARK.format(submission=submission.name), faults))
        return self.faulty_report(submission, seed)

    def _replace_judge(self, fault: GraderFault) -> None:
        """Have another judge in place of the lost one, unless the seat was closed meanwhile."""
        self._judge.stop()
        with self._replacing:
            if self._is_closed:
                raise fault
            self._judge = JudgeClient(self._topics, self._level, self._room)

    def faulty_report(self, submission: Submission, seed: int) -> Report:
        """The report of a submission that could not be judged: no marks.

        Raises:
            CurriculumError: a topic's author has something to mend.
            GraderFault: a judge could not be started.
        """
        self._judge.wait_until_started()
        return marked(self._judge.faulty_report(submission, seed), submission)
