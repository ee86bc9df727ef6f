"""All that an author wrote for one topic, read from its files."""

import ast
from pathlib import Path

import msgspec

from grader.curriculum import Topic
from grader.judge.collected import SUITE_FILES
from grader.places import data_folder, fairness_folder
from grader.variants import MISCONCEPTIONS_FILE, Variant, read_misconceptions, read_unusual


class Files(msgspec.Struct, frozen=True):
    """Where a topic's texts stand, as an author is told."""

    solution: str
    stub: str
    misconceptions: str
    unusual: str
    examples: str
    hidden: str
    equivalents: str


class Material(msgspec.Struct, frozen=True):
    """What an author wrote for one topic.

    Attributes:
        topic: the topic.
        solution: the solution's text.
        stub: the stub's text.
        wrong: the misconceptions.
        unusual: right but unusual implementations; None where this installation has none.
        stays: why a criterion stays that no misconception fails, by `suite/name`.
        files: where all that stands.
    """

    topic: Topic
    solution: str
    stub: str
    wrong: tuple[Variant, ...]
    unusual: tuple[Variant, ...] | None
    stays: dict[str, str]
    files: Files


def gather(topic: Topic) -> Material:
    """Read a topic's texts.

    Raises:
        VariantError: a misconception or unusual implementation is not as it must be.
    """
    solution = data_folder("solutions") / f"{topic.name}.py"
    stub = data_folder("exercises") / f"{topic.name}.py"
    wrong = topic.folder / MISCONCEPTIONS_FILE
    fairness = fairness_folder()
    unusual = (fairness or Path("tests/fairness")) / f"{topic.name}.py"
    return Material(
        topic=topic,
        solution=_text(solution),
        stub=_text(stub),
        wrong=tuple(read_misconceptions(wrong)) if wrong.is_file() else (),
        unusual=_read_unusual(unusual) if fairness else None,
        stays=_stays(topic),
        files=Files(
            solution=_shown(solution),
            stub=_shown(stub),
            misconceptions=_shown(wrong),
            unusual=_shown(unusual),
            examples=_shown(topic.folder / "test_examples.py"),
            hidden=_shown(topic.folder / "test_hidden.py"),
            equivalents=_shown(topic.folder / "equivalent_mutants.toml"),
        ),
    )


def _text(file: Path) -> str:
    return file.read_text(encoding="utf-8") if file.is_file() else ""


def _read_unusual(file: Path) -> tuple[Variant, ...]:
    return tuple(read_unusual(file)) if file.is_file() else ()


def _shown(file: Path) -> str:
    """A file's name from where the author is, if it is below."""
    here = Path.cwd()
    return str(file.relative_to(here)) if file.is_relative_to(here) else str(file)


def _stays(topic: Topic) -> dict[str, str]:
    """The reasons that the suites' decorators give; read as text, since only judges run suites."""
    return {
        f"{suite}/{node.name}": reason
        for file, suite in SUITE_FILES.items()
        for node in ast.parse(_text(topic.folder / file)).body
        if isinstance(node, ast.FunctionDef)
        for decorator in node.decorator_list
        if isinstance(decorator, ast.Call) and (reason := _keyword(decorator, "stays"))
    }


def _keyword(call: ast.Call, name: str) -> str:
    return next((str(ast.literal_eval(it.value)) for it in call.keywords if it.arg == name), "")
