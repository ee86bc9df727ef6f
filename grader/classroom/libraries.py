"""The libraries that only a class's pages need: looked for before any work is done."""

from importlib.util import find_spec

from grader.submission import SubmissionError

NEEDED = ("copydetect", "matplotlib")
MISSING = (
    "Grading a class needs {names}, for the charts and the comparison of submissions on its page: "
    "run pip install -c constraints.txt -e '.[classroom]'."
)


def check_libraries() -> None:
    """See that the libraries are there.

    Raises:
        SubmissionError: one is not; the message says how to install it.
    """
    missing = [name for name in NEEDED if find_spec(name) is None]
    if missing:
        raise SubmissionError(MISSING.format(names=" and ".join(missing)))
