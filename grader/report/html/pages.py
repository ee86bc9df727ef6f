"""The templates, compiled once, and what is true of every page: nothing in it leaves the file."""

import base64
import hashlib
from functools import cache

import msgspec
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from grader.report.html.charts import BIN_PERCENT, NARROW_IN, distribution, heatmap
from grader.report.html.class_types import ClassView
from grader.report.html.submission_types import SubmissionView
from grader.report.plain import plain, plain_line

_FOLDER = "templates"


def render_submission_page(view: SubmissionView) -> str:
    """A submission's page."""
    return _pages().get_template("submission.html").render(msgspec.structs.asdict(view))


def render_class_page(view: ClassView) -> str:
    """The class's page."""
    titles = [plain_line(each.title) for each in view.plan.topics]
    numbers = [str(number) for number in range(1, len(titles) + 1)]
    is_judged = bool(view.shares.size)
    return (
        _pages()
        .get_template("class.html")
        .render(
            msgspec.structs.asdict(view),
            distribution=distribution(view.bins),
            narrow_distribution=distribution(view.bins, NARROW_IN),
            bin_percent=BIN_PERCENT,
            heatmap=heatmap(view.shares, titles) if is_judged else None,
            narrow_heatmap=heatmap(view.shares, numbers, NARROW_IN) if is_judged else None,
        )
    )


@cache
def _pages() -> Environment:
    """The templates: all that they show is escaped, and its control characters written out."""
    environment = Environment(
        loader=PackageLoader("grader.report.html", _FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_harmless,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.filters["breakable"] = _breakable
    environment.globals["inlined"] = _inlined
    environment.globals["hashed"] = _hashed
    return environment


def _harmless(value: object) -> object:
    return plain(value) if type(value) is str else value


def _breakable(name: str) -> Markup:
    """A name that may go on in another line after each underscore."""
    return escape(plain(name)).replace("_", Markup("_<wbr>"))


@cache
def _inlined(name: str) -> Markup:
    """A style sheet or script of ours, to stand in a page."""
    environment = _pages()
    assert environment.loader is not None
    text, _, _ = environment.loader.get_source(environment, name)
    return Markup(text)  # noqa: S704 (our own file)


@cache
def _hashed(name: str) -> str:
    """The hash by which a page's content security policy allows a script of ours, and no other."""
    digest = hashlib.sha256(_inlined(name).encode("utf-8")).digest()
    return f"sha256-{base64.b64encode(digest).decode('ascii')}"
