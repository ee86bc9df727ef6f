"""A stub as a notebook: the lesson to read, a cell that writes the module, and one that checks it.

What is checked and handed in is the module that the cell writes, so a notebook cannot hide in what
order its cells ran.
"""

import ast
from collections.abc import Iterator

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from grader.curriculum import Topic
from grader.plots.catalogue import PLOTS

INSTALL = (
    "Once, in a new session: install the kit. On Colab, upload the kit's zip first, unpack it with "
    '`!unzip -q "{kit}.zip"`, and change into its folder with `%cd "{kit}/exercises"`.'
)
INSTALL_CELLS = {
    "numpy": "%pip install --quiet -e ..",
    "torch": '%pip install --quiet -e "..[torch]"',
}
WRITE = (
    "Write the functions in the next cell, and run it whenever you have changed it: it saves them "
    "as `{topic}.py`, which is what is checked and handed in."
)
TRY = "Try them here. `%run` takes what was saved last, so run this cell again after that one."
TRY_CELL = "%run {topic}.py\n# Call a function that you have written, as its Example does."
CHECK = "Run this cell to check what is saved. Then go back, and mend what it names."
HINT = "If you are stuck: a hint, one step more each time you run it."
PLOT = "A picture of what your code does, beside what right code gives."
PLOT_CELL = """\
!grader plot {topic} --from .
from IPython.display import Image
Image("plots/{topic}.png")"""
HAND_IN = "When you are done, this writes `submission.zip`, which is what you hand in."


def as_notebook(stub: str, topic: Topic, kit: str) -> str:
    """A notebook for one topic.

    Args:
        stub: the stub's text.
        topic: whose it is.
        kit: name of the kit's folder, and of its zip.

    Returns:
        The notebook's text, in the format's version 4; the same stub gives the same text.
    """
    cells = list(_cells(stub, topic, kit))
    for number, cell in enumerate(cells, start=1):
        cell["id"] = f"{topic.name}-{number}"
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    notebook = new_notebook(cells=cells, metadata={"kernelspec": kernel})
    return str(nbformat.writes(notebook)) + "\n"


def _cells(stub: str, topic: Topic, kit: str) -> Iterator[nbformat.NotebookNode]:
    lesson, module = _split(stub)
    name = topic.name
    yield new_markdown_cell(f"# {topic.title}\n\n```text\n{lesson}\n```")
    yield new_markdown_cell(INSTALL.format(kit=kit))
    yield new_code_cell(INSTALL_CELLS[topic.library])
    yield new_markdown_cell(WRITE.format(topic=name))
    yield new_code_cell(f"%%writefile {name}.py\n{module}")
    yield new_markdown_cell(TRY)
    yield new_code_cell(TRY_CELL.format(topic=name))
    yield new_markdown_cell(CHECK)
    yield new_code_cell(f"!grader check {name} --from .")
    yield new_markdown_cell(HINT)
    yield new_code_cell(f"!grader hint {name} --from .")
    if name in PLOTS:
        yield new_markdown_cell(PLOT)
        yield new_code_cell(PLOT_CELL.format(topic=name))
    yield new_markdown_cell(HAND_IN)
    yield new_code_cell("!grader pack --from .")


def _split(stub: str) -> tuple[str, str]:
    """The lesson, which is the module's docstring, and the rest of the module."""
    tree = ast.parse(stub)
    lesson = ast.get_docstring(tree) or ""
    end = tree.body[0].end_lineno or 0
    return lesson, "\n".join(stub.splitlines()[end:]).strip() + "\n"
