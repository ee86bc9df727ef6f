"""A students' kit: all that a student needs, and nothing of what the grade rests on."""

import ast
import re
import tomllib
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from grader.curriculum import TOPICS_FOLDER, Topic, load_curriculum
from grader.kit.building import KitError, build_kit
from grader.kit.contents import PACKAGE, kit_files
from grader.kit.texts import notebook_readme, readme
from grader.places import data_folder
from grader.stubs import BEGIN, END
from grader.variants import read_misconceptions

FORBIDDEN_NAMES = ("test_hidden", "misconceptions", "classroom", "authoring", "solutions")
MIN_TELLING_CHARS = 25
MIN_TELLING_LINE = 40


def secrets() -> Iterator[str]:
    """Names and titles of hidden criteria, the solutions' lines, the misconceptions' code."""
    for topic in load_curriculum():
        suite = ast.parse((topic.folder / "test_hidden.py").read_text(encoding="utf-8"))
        examples = (topic.folder / "test_examples.py").read_text(encoding="utf-8")
        for node in suite.body:
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                yield from ({node.name, ast.get_docstring(node) or node.name} - titles(examples))
        solution = (data_folder("solutions") / f"{topic.name}.py").read_text(encoding="utf-8")
        for block in re.findall(f"{BEGIN}\n(.*?){END}", solution, re.DOTALL):
            if len(block.strip()) >= MIN_TELLING_CHARS:
                yield block.strip()
        yield from (each.source for each in read_misconceptions(topic.folder / "misconceptions.py"))


def titles(examples: str) -> set[str]:
    nodes = (node for node in ast.parse(examples).body if isinstance(node, ast.FunctionDef))
    return {text for node in nodes for text in (node.name, ast.get_docstring(node) or "")}


def contents(kit: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(kit.with_name(f"{kit.name}.zip")) as archive:
        zipped = {f"zip:{name}": archive.read(name) for name in archive.namelist()}
    files = {str(file): file.read_bytes() for file in kit.rglob("*") if file.is_file()}
    return files | zipped


def test_no_file_holds_anything_of_what_the_grade_rests_on(kit: Path) -> None:
    everything = contents(kit)
    found = {
        (name, secret)
        for secret in secrets()
        for name, content in everything.items()
        if secret.encode() in content
    }
    assert found == set()


def test_every_module_that_a_kit_s_code_names_is_in_it(kit: Path) -> None:
    """Save what grades classes, which the library's face imports for those who ask."""
    missing = set()
    for file in (kit / "grader").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("grader."):
                place = kit.joinpath(*(node.module or "").split("."))
                if not (place.with_suffix(".py").is_file() or (place / "__init__.py").is_file()):
                    missing.add((file.relative_to(kit).as_posix(), node.module))
    assert missing == {("grader/__init__.py", "grader.grading")}


def telling_lines() -> set[str]:
    """Single lines that are long enough to tell something, of what must not be in a kit."""
    kept: set[str] = set()
    public = ""
    for topic in load_curriculum():
        catalogue, shown = topic.folder / "misconceptions.py", topic.folder / "test_examples.py"
        suites = (file for file in topic.folder.glob("*.py") if file not in (catalogue, shown))
        solution = data_folder("solutions") / f"{topic.name}.py"
        stub = data_folder("exercises") / solution.name
        for file in (*suites, solution):
            kept |= {*lines(file.read_text("utf-8"))}
        for each in read_misconceptions(catalogue):
            kept |= {*lines(each.source)}
        public += stub.read_text("utf-8") + shown.read_text("utf-8")
    return kept - {*lines(public)}


def lines(text: str) -> Iterator[str]:
    found = (" ".join(line.split()) for line in text.splitlines())
    return (line for line in found if len(line) >= MIN_TELLING_LINE and "import " not in line)


def test_not_one_line_of_it_is_in_any_file(kit: Path) -> None:
    everything = {name: b" ".join(each.split()) for name, each in contents(kit).items()}
    secret = {line.encode() for line in telling_lines()}
    assert len(secret) > 1000
    found = {(n, s) for n, content in everything.items() for s in secret if s in content}
    assert found == set()


def test_metadata_says_nothing_of_the_machine_or_of_anything_else(kit: Path) -> None:
    with zipfile.ZipFile(kit.with_name("kit.zip")) as archive:
        entries = archive.infolist()
        assert archive.comment == b""
    assert {(each.comment, each.extra, each.date_time[0]) for each in entries} == {(b"", b"", 1980)}
    here = [str(Path(__file__).parents[2]).encode(), str(Path.home()).encode() + b"/"]
    named = [name for name, each in contents(kit).items() if any(place in each for place in here)]
    assert named == []


def test_the_search_for_secrets_finds_them_where_they_are() -> None:
    files = [*TOPICS_FOLDER.rglob("*.py"), *data_folder("solutions").glob("*.py")]
    clone = b"".join(file.read_bytes() for file in files)
    kept = [secret for secret in secrets() if secret.encode() in clone]
    assert len(kept) > 300


def test_no_file_is_named_after_what_it_must_not_hold(kit: Path) -> None:
    names = [name for name in contents(kit) if any(word in name for word in FORBIDDEN_NAMES)]
    assert [name for name in names if not name.endswith("explanations.json")] == []
    assert not any(name.endswith((".pyc", ".pyo")) for name in contents(kit))


def test_the_zip_holds_what_the_folder_holds(kit: Path) -> None:
    with zipfile.ZipFile(kit.with_name("kit.zip")) as archive:
        zipped = {name: archive.read(name) for name in archive.namelist()}
    files = {file.relative_to(kit.parent).as_posix(): file for file in kit.rglob("*")}
    assert zipped == {name: file.read_bytes() for name, file in files.items() if file.is_file()}


def test_every_stub_is_there_and_every_examples_suite(kit: Path) -> None:
    for topic in load_curriculum():
        stub = (data_folder("exercises") / f"{topic.name}.py").read_bytes()
        assert (kit / "exercises" / f"{topic.name}.py").read_bytes() == stub
        assert (kit / "grader" / "topics" / topic.name / "test_examples.py").is_file()


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(KitError, match="is not an empty folder"):
        build_kit(tmp_path)
    with pytest.raises(KitError, match="is not an empty folder"):
        build_kit(tmp_path / "mine.txt")
    with pytest.raises(KitError, match="could not be written"):
        build_kit(tmp_path / "mine.txt" / "kit")
    assert [file.name for file in tmp_path.iterdir()] == ["mine.txt"]


def test_a_zip_that_is_there_already_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "submissions.zip").write_bytes(b"mine")
    with pytest.raises(KitError, match=r"submissions\.zip, where the kit's zip belongs"):
        build_kit(tmp_path / "submissions")
    assert [file.read_bytes() for file in tmp_path.iterdir()] == [b"mine"]


def test_a_kit_needs_what_the_project_needs_save_for_classes(kit: Path) -> None:
    own = tomllib.loads((kit / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    project = Path(__file__).parents[2] / "pyproject.toml"
    whole = tomllib.loads(project.read_text(encoding="utf-8"))["project"]["dependencies"]
    for_classes = ("copydetect", "jinja2", "junitparser", "nbformat", "pyyaml")
    needed = [*own["dependencies"], *own["optional-dependencies"]["torch"]]
    assert sorted(needed) == [each for each in whole if not each.startswith(for_classes)]


def test_every_file_that_a_kit_is_to_have_is_there() -> None:
    assert [file for file in kit_files() if not (PACKAGE / file).is_file()] == []


@pytest.mark.parametrize("words", [notebook_readme, readme])
def test_what_a_readme_names_is_in_the_kit(words: Callable[[tuple[Topic, ...]], str]) -> None:
    """A comment behind a command would be an argument to zsh, the shell of macOS."""
    text = words(load_curriculum())
    commands = re.findall(r"^    (.*)$", text, re.MULTILINE)
    assert any(line.startswith("grader ") for line in commands)
    assert not any("#" in line for line in commands)
    assert "{" not in text
