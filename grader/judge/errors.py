"""What may end a criterion, each with the outcome that it means."""

from grader.sandbox.protocol import Error


class Verdict(Exception):
    """A criterion ended before its last line for a reason that the student is told.

    Attributes:
        unsteady: exercises called on the way that do not answer, or differently each time.
    """

    unsteady: tuple[str, ...] = ()


class Bound(Exception):
    """A call goes on from what is kept in the criterion's own worker, and cannot be asked apart."""


class Failed(Verdict):
    """The student's code answered, but not as it must.

    Args:
        message: what is wrong, in words for the student.
    """


class Raised(Verdict):
    """The student's code raised where it must not.

    Args:
        error: what it raised.
    """

    def __init__(self, error: Error) -> None:
        super().__init__(error.kinds[0] if error.kinds else "Exception")
        self.error = error


class TimedOut(Verdict):
    """The student's code did not answer in time.

    Args:
        seconds: how long it was given.
    """

    def __init__(self, seconds: float) -> None:
        super().__init__(f"{seconds:g} s")
        self.seconds = seconds


class Crashed(Verdict):
    """The worker died, or broke the protocol, while the student's code ran.

    Args:
        message: how, in words for the student.
    """


class Unavailable(Verdict):
    """The exercise is not there to be called.

    Args:
        message: why, in words for the student.
    """


class NotWritten(Unavailable):
    """The exercise is missing."""


class GraderFault(Exception):
    """The grader itself failed; never the student's mark."""
