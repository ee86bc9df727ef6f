"""Notebooks: the same lesson and the same functions as the modules, and graded like them."""

import ast
from pathlib import Path

import nbformat
import pytest

from grader import grade
from grader.curriculum import choose_topics, load_curriculum
from grader.kit.notebooks import as_notebook
from grader.places import data_folder
from grader.plots.catalogue import PLOTS

MAGIC = "%%writefile "


def notebook(topic: str, folder: str = "exercises") -> str:
    text = (data_folder(folder) / f"{topic}.py").read_text(encoding="utf-8")
    (chosen,) = choose_topics(load_curriculum(), [topic])
    return as_notebook(text, chosen, "kit")


def written(text: str) -> str:
    cells = nbformat.reads(text, 4).cells
    (cell,) = (each.source for each in cells if each.source.startswith(MAGIC))
    return str(cell).partition("\n")[2]


@pytest.mark.parametrize("topic", [topic.name for topic in load_curriculum()])
def test_the_cell_writes_the_stub_without_its_lesson_which_is_there_to_read(topic: str) -> None:
    text = notebook(topic)
    nbformat.validate(nbformat.reads(text, 4))
    stub = ast.parse((data_folder("exercises") / f"{topic}.py").read_text(encoding="utf-8"))
    assert ast.dump(ast.parse(written(text))) == ast.dump(ast.Module(stub.body[1:], []))
    lesson = ast.get_docstring(stub)
    assert lesson is not None
    assert lesson in nbformat.reads(text, 4).cells[0].source


def test_the_same_stub_gives_the_same_notebook() -> None:
    assert notebook("neuron") == notebook("neuron")


def test_a_notebook_is_graded_as_its_module_is(tmp_path: Path) -> None:
    student = tmp_path / "class" / "anna"
    student.mkdir(parents=True)
    (student / "neuron.ipynb").write_text(notebook("neuron", "solutions"), encoding="utf-8")
    (report,) = grade(tmp_path / "class", tmp_path / "out", topics=["neuron"])
    assert report.score == report.max_score


def test_only_topics_that_need_torch_install_it() -> None:
    for topic in load_curriculum():
        cells = nbformat.reads(notebook(topic.name), 4).cells
        (install,) = (cell.source for cell in cells if cell.source.startswith("%pip"))
        assert ("[torch]" in install) is (topic.library == "torch")


def test_a_notebook_draws_where_there_is_a_picture_and_names_the_kit_s_zip() -> None:
    for topic in load_curriculum():
        text = notebook(topic.name)
        assert (f"!grader plot {topic.name}" in text) is (topic.name in PLOTS)
        assert r"`!unzip -q \"kit.zip\"`" in text
