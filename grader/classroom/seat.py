"""A judge's seat: a lost judge is replaced, and a submission that costs two is reported so."""

from types import TracebackType

from grader.curriculum import Topic
from grader.judge.client import JudgeClient
from grader.judge.errors import GraderFault
from grader.report.types import Report
from grader.sandbox.protocol import Level
from grader.submission import Submission

_TRIES = 2


class Seat:
    """Keeps a judge at work, with another in its place when it is lost; use as a context.

    Args:
        topics: what it judges.
        level: of isolation, for student code.
    """

    def __init__(self, topics: tuple[Topic, ...], level: Level) -> None:
        self._topics = topics
        self._level = level
        self._judge = JudgeClient(topics, level)
        self._is_closed = False

    def __enter__(self) -> "Seat":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._is_closed = True
        self._judge.stop()

    def judge(self, submission: Submission, seed: int) -> Report:
        """Have one submission judged; one that ends its judge twice gets a report without marks.

        Raises:
            CurriculumError: a topic's author has something to mend.
            GraderFault: a judge could not be started, or the seat is closed.
        """
        for _ in range(_TRIES):
            judge = self._judge
            judge.wait_until_started()
            try:
                return judge.judge(submission, seed)
            except GraderFault:
                judge.stop()
                if self._is_closed:
                    raise
                self._judge = JudgeClient(self._topics, self._level)
        return judge.faulty_report(submission, seed)
