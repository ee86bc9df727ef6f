"""Neuron to MLP: an auto-graded exercise kit for neural networks.

The library's face:

    >>> from grader import check, grade

`check` judges one submission, `grade` a folder of them; both are documented in `grader.grading`,
which is also the file to read first. Nothing is imported until it is asked for, because this file
is also what the first import behind the glass runs.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from grader.grading import check, grade
    from grader.report.types import Report

__all__ = ["Report", "check", "grade"]
__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    if name in ("check", "grade"):
        import grader.grading

        return getattr(grader.grading, name)
    if name == "Report":
        import grader.report.types

        return grader.report.types.Report
    raise AttributeError(f"module 'grader' has no attribute {name!r}")
