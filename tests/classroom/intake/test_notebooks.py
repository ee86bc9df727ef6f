"""Notebooks: the cells that matter become modules, the rest is left out."""

import json
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.classroom.intake.files import File
from grader.classroom.intake.notebooks import MAX_NOTEBOOK_BYTES, read_notebook
from grader.classroom.intake.opening import open_class
from grader.submission import SubmissionError
from tests.classroom.intake.made import CODE, notebook, read, write
from tests.judges import solution, topics

SUM = "def weighted_sum(x, w, b):\n    return x @ w + b"
RELU = "def relu(z):\n    return np.maximum(z, 0)"


def modules(tmp_path: Path, *cells: str, name: str = "work") -> dict[str, str]:
    """The modules that a notebook gives."""
    write(tmp_path, {f"ada/{name}.ipynb": notebook(*cells)})
    ada = read(tmp_path)["ada"]
    assert ada.problems == {}
    return {topic: text.decode() for topic, text in ada.sources.items()}


def run(text: str) -> dict[str, object]:
    """What a module defines."""
    names: dict[str, object] = {}
    exec(compile(text, "module", "exec"), names)
    return names


def test_cells_go_to_the_topics_whose_exercises_they_define(tmp_path: Path) -> None:
    found = modules(tmp_path, SUM, "import numpy as np", RELU)
    assert set(found) == {"neuron", "activations"}
    assert SUM in found["neuron"]
    assert "relu" not in found["neuron"]
    assert "import numpy as np" in found["activations"]


def test_what_a_notebook_tries_out_is_left_out(tmp_path: Path) -> None:
    tries = ["import matplotlib.pyplot as plt", SUM, "print(undefined)", "plt.plot([1])", "1 / 0"]
    found = modules(tmp_path, *tries)
    assert "plt" not in found["neuron"]
    assert run(found["neuron"])["weighted_sum"]


def test_what_an_exercise_uses_comes_along_however_far(tmp_path: Path) -> None:
    cells = [
        "SCALE = 2\nunused = open('nothing')",
        "def helper(a):\n    return other(a)",
        "def other(a):\n    return a * SCALE",
        "def weighted_sum(x, w, b):\n    return helper(b)",
    ]
    found = run(modules(tmp_path, *cells)["neuron"])
    assert found["weighted_sum"](0, 0, 21) == 42  # type: ignore[operator]
    assert "unused" not in found


@pytest.mark.parametrize(
    "filled",
    [
        "TABLE['a'] = 7",
        "TABLE |= {'a': 7}",
        "TABLE['a'] = 0\nTABLE['a'] += 7",
        "for key in 'ab':\n    TABLE[key] = 7",
        "TABLE.update(a=7)",
        "for key in 'ab':\n    TABLE.setdefault(key, 7)",
        "TABLE['b'] = []\nTABLE['b'].append(7)\nTABLE['a'] = TABLE['b'][0]",
        "def put(table):\n    table['a'] = 7\nsetattr(TABLE, 'a', put(TABLE))",
        "@TABLE.keep\ndef a(): pass",
    ],
)
def test_what_fills_a_table_that_an_exercise_uses_comes_along(tmp_path: Path, filled: str) -> None:
    table = (
        "class Table(dict):\n    def keep(self, function):\n        self[function.__name__] = 7\n"
        "TABLE = Table()"
    )
    cells = [table, filled, "def weighted_sum(x, w, b):\n    return TABLE['a']"]
    assert run(modules(tmp_path, *cells)["neuron"])["weighted_sum"](0, 0, 0) == 7  # type: ignore[operator]


@pytest.mark.parametrize(
    "given", ["Helper.answer = answer", "setattr(Helper, 'answer', answer)", "del Helper.other"]
)
def test_what_a_class_is_given_later_comes_along(tmp_path: Path, given: str) -> None:
    cells = [
        "class Base:\n    def answer(self): return 7",
        "class Helper(Base):\n    def other(self): pass",
        "def answer(self):\n    return 7",
        given,
        "def weighted_sum(x, w, b):\n    return Helper().answer() if True else None",
    ]
    found = modules(tmp_path, *cells)["neuron"]
    assert given in found
    assert run(found)["weighted_sum"](0, 0, 0) == 7  # type: ignore[operator]


@pytest.mark.parametrize("character", ["\x0c", "\u2028", "\x85", "\r"])
def test_lines_are_parted_as_python_parts_them(tmp_path: Path, character: str) -> None:
    cell = f"s = 1 #{character}s = 7\n{SUM.replace('x @ w + b', 's')}"
    expected = 7 if character == "\r" else 1
    assert run(modules(tmp_path, cell)["neuron"])["weighted_sum"](0, 0, 0) == expected  # type: ignore[operator]


def test_what_an_exercise_changes_by_global_comes_along(tmp_path: Path) -> None:
    cells = [
        "COUNT = 6",
        "def weighted_sum(x, w, b):\n    global COUNT\n    COUNT += 1\n    return COUNT",
    ]
    assert run(modules(tmp_path, *cells)["neuron"])["weighted_sum"](0, 0, 0) == 7  # type: ignore[operator]


@pytest.mark.parametrize(
    "tried",
    [
        "x = open('nothing')",
        "x[0] = open('nothing')",
        "for _ in range(10):\n    w = missing()",
        "np.testing.assert_allclose(1, 2)",
        "Helper.answer(missing)",
        "history.append(missing)",
    ],
)
def test_a_trial_is_left_out_though_an_exercise_has_variables_of_those_names(
    tmp_path: Path, tried: str
) -> None:
    """An argument of an exercise is no use of what a notebook calls by that name."""
    exercise = (
        "def weighted_sum(x, w, b):\n    history = []\n    return Helper.answer(np.sum(w[x]))"
    )
    helper = "import numpy as np\nclass Helper:\n    @staticmethod\n    def answer(a): return a"
    found = modules(tmp_path, helper, tried, exercise)["neuron"]
    assert tried not in found
    assert run(found)["weighted_sum"](0, [7], 0) == 7  # type: ignore[operator]


def test_the_last_of_several_definitions_counts_as_in_a_notebook(tmp_path: Path) -> None:
    cells = [SUM, "def weighted_sum(x, w, b):\n    return 7"]
    assert run(modules(tmp_path, *cells)["neuron"])["weighted_sum"](1, 1, 1) == 7  # type: ignore[operator]


def test_everything_imported_from_a_module_may_be_used(tmp_path: Path) -> None:
    found = modules(
        tmp_path, "from math import *", "def weighted_sum(x, w, b):\n    return floor(b)"
    )
    assert run(found["neuron"])["weighted_sum"](0, 0, 1.5) == 1  # type: ignore[operator]


def test_decorators_and_statements_on_one_line_stay_whole(tmp_path: Path) -> None:
    cell = "import functools; n = 3\n@functools.cache\ndef weighted_sum(x, w, b): return n"
    assert run(modules(tmp_path, cell)["neuron"])["weighted_sum"](0, 0, 0) == 3  # type: ignore[operator]


@pytest.mark.parametrize(
    "cell",
    [
        f"%matplotlib inline\n!pip install numpy\n{SUM}",
        f"%%time\n{SUM}",
        f"%%capture out\n{SUM}",
        f"\n\n%%timeit -n 1\n{SUM}",
        f"files = !ls\n{SUM}",
        f"t = %time 1 + 1\n{SUM}",
        f"?print\nprint?\nprint??\n{SUM}",
        f"if True:\n    %time\n    !ls\n{SUM}",
    ],
)
def test_magics_and_shell_lines_are_stripped(tmp_path: Path, cell: str) -> None:
    assert run(modules(tmp_path, cell)["neuron"])["weighted_sum"]


@pytest.mark.parametrize("piece", [" ", "? ", "a, ", "a ", "?", "= ", "%"])
def test_a_line_that_is_hardly_a_magic_holds_nobody_up(tmp_path: Path, piece: str) -> None:
    line = piece * (500_000 // len(piece)) + "x (("
    assert run(modules(tmp_path, line, SUM)["neuron"])["weighted_sum"]


def test_python_that_looks_like_a_magic_stays(tmp_path: Path) -> None:
    cell = 'def weighted_sum(x, w, b):\n    s = """\n%d\n!x\n"""\n    return (7\n% 4), s'
    found = run(modules(tmp_path, cell)["neuron"])
    assert found["weighted_sum"](0, 0, 0) == (3, "\n%d\n!x\n")  # type: ignore[operator]


@pytest.mark.parametrize("first", ["%%bash", "%%html", "%%javascript", "%%script python2"])
def test_cells_in_another_language_are_left_out(tmp_path: Path, first: str) -> None:
    assert modules(tmp_path, f"{first}\n{SUM}", RELU) == modules(tmp_path, "", RELU)


def test_a_cell_that_writes_a_module_is_that_module(tmp_path: Path) -> None:
    found = modules(tmp_path, f"%%writefile neuron.py\n{SUM}", f"%%writefile other.py\n{RELU}")
    assert set(found) == {"neuron"}


def test_a_cell_that_is_no_python_spoils_only_what_it_defines(tmp_path: Path) -> None:
    found = modules(tmp_path, "this is no python", SUM)
    assert run(found["neuron"])["weighted_sum"]
    broken = modules(tmp_path, "def weighted_sum(x, w, b:\n    return 1", RELU)
    assert set(broken) == {"neuron", "activations"}
    with pytest.raises(SyntaxError):
        run(broken["neuron"])


@pytest.mark.parametrize("topic", [topic.name for topic in topics()])
def test_a_solution_cut_into_cells_is_that_topics_module(tmp_path: Path, topic: str) -> None:
    cells = solution(topic).split("\n\n\n")
    found = modules(tmp_path, "%matplotlib inline", *cells)
    assert topic in found
    compile(found[topic], topic, "exec")


def test_a_notebook_of_a_topics_name_comes_before_others(tmp_path: Path) -> None:
    other = notebook("def weighted_sum(x, w, b):\n    return 1")
    write(tmp_path, {"ada/all.ipynb": other, "ada/neuron.ipynb": notebook(SUM)})
    assert SUM.encode() in read(tmp_path)["ada"].sources["neuron"]


def test_a_module_comes_before_a_notebook_and_that_is_told(tmp_path: Path) -> None:
    write(tmp_path, {"ada/neuron.ipynb": notebook(SUM), "ada/src/neuron.py": CODE})
    ada = read(tmp_path)["ada"]
    assert ada.sources == {"neuron": CODE}
    assert ada.hand_in is not None
    assert "neuron.ipynb is not read for neuron" in ada.hand_in.notes[0]


def test_two_notebooks_that_differ_are_a_problem_of_that_topic_alone(tmp_path: Path) -> None:
    write(tmp_path, {"ada/one.ipynb": notebook(SUM), "ada/two.ipynb": notebook(SUM + " ", RELU)})
    ada = read(tmp_path)["ada"]
    assert "is there twice" in ada.problems["neuron"]
    assert set(ada.sources) == {"activations"}


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "damaged, or is no notebook"),
        (b"{}", "damaged, or is no notebook"),
        (b"\xff\xfe", "damaged, or is no notebook"),
        (b"[" * 100_000, "damaged, or is no notebook"),
        (json.dumps({"nbformat": 99, "cells": 1, "metadata": []}).encode(), "damaged"),
        (notebook(SUM, language="julia"), "in julia, not in Python"),
        (notebook(RELU), "defines none of the topic's exercises: weighted_sum, neuron, layer"),
        (b" " * (MAX_NOTEBOOK_BYTES + 1), "more than 32 MB"),
        (notebook(SUM, "x = 1\n" * 200_000), "code in neuron.ipynb has more than 1 MB"),
    ],
    ids=["empty", "no keys", "no text", "deep", "future", "julia", "other", "large", "long"],
)
def test_a_notebook_named_as_a_topic_that_gives_nothing_says_why(
    tmp_path: Path, content: bytes, words: str
) -> None:
    write(tmp_path, {"ada/neuron.ipynb": content, "ada/mlp.py": CODE})
    ada = read(tmp_path)["ada"]
    assert words in ada.problems["neuron"]
    assert ada.sources["mlp"] == CODE


def test_without_the_library_that_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "nbformat", None)
    write(tmp_path, {"ada/neuron.ipynb": notebook(SUM)})
    with (
        open_class(tmp_path, topics()) as class_,
        pytest.raises(SubmissionError, match="nbformat is not installed"),
    ):
        list(class_.submissions())


LINES = [
    "%time",
    "!ls",
    "x = 1",
    "def relu(z):",
    "    return z",
    "%%bash",
    "'''",
    "(",
    "x?",
    "\\",
    "é",
]


@given(st.lists(st.lists(st.sampled_from(LINES)).map("\n".join), max_size=4))
def test_no_cells_whatever_make_it_fail(cells: list[str]) -> None:
    from pathlib import PurePosixPath

    content = notebook(*cells)
    read_notebook(File(PurePosixPath("a.ipynb"), lambda limit: content[:limit]), topics())
