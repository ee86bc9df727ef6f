"""What `grader verify` found out, as one HTML page that needs no other file."""

from jinja2 import Environment, PackageLoader, StrictUndefined

from grader.report.matrix import HEADINGS, matrix, total
from grader.report.verification import summary
from grader.report.verification_types import Verification

_TEMPLATE = "verification.html"


def render_verification_page(verification: Verification) -> str:
    """The page's text."""
    pages = Environment(
        loader=PackageLoader("grader.report", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return pages.get_template(_TEMPLATE).render(
        verification=verification,
        headings=list(HEADINGS.values()),
        rows=[*matrix(verification), total(verification)],
        summary=list(summary(verification)),
    )
