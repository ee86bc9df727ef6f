"""Neuron to MLP: an auto-graded exercise kit for neural networks.

The library's face:

    >>> from grader import check, grade

`check` judges one submission, `grade` a class of them; `grader.grading` is the file to read first.
Nothing is imported until it is asked for, because this file is also what the first import behind
the glass runs.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from grader.checking import check
    from grader.grading import grade
    from grader.report.types import Report

__all__ = ["Report", "check", "grade"]
__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    if name == "check":
        import grader.checking

        return grader.checking.check
    if name == "grade":
        import grader.grading

        return grader.grading.grade
    if name == "Report":
        import grader.report.types

        return grader.report.types.Report
    raise AttributeError(f"module 'grader' has no attribute {name!r}")
