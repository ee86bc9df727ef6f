"""A stub as a notebook: the lesson to read, a cell that writes the module, and one that checks it.

What is checked and handed in is the module that the cell writes, so a notebook cannot hide in what
order its cells ran.
"""

import ast

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

INSTALL = (
    "Once, in a new session: install the kit. On Colab, upload the kit's zip, unpack it with "
    "`!unzip -q {zip}`, and change into its folder `exercises` with `%cd`."
)
INSTALL_CELL = "%pip install --quiet -e .."
WRITE = (
    "Write the functions in the next cell, and run it: it saves them as `{topic}.py`. To try one, "
    "add a cell of your own below and import it from there."
)
CHECK = "Run this cell to check what is saved. Then go back, and mend what it names."
HAND_IN = "When you are done, this writes `submission.zip`, which is what you hand in."


def as_notebook(stub: str, topic: str, title: str) -> str:
    """A notebook for one topic.

    Args:
        stub: the stub's text.
        topic: the topic's name.
        title: the topic's title.

    Returns:
        The notebook's text, in the format's version 4; the same stub gives the same text.
    """
    lesson, module = _split(stub)
    cells = [
        new_markdown_cell(f"# {title}\n\n```text\n{lesson}\n```"),
        new_markdown_cell(INSTALL.format(zip="kit.zip")),
        new_code_cell(INSTALL_CELL),
        new_markdown_cell(WRITE.format(topic=topic)),
        new_code_cell(f"%%writefile {topic}.py\n{module}"),
        new_markdown_cell(CHECK),
        new_code_cell(f"!grader check {topic} --from ."),
        new_markdown_cell(HAND_IN),
        new_code_cell("!grader pack --from ."),
    ]
    for number, cell in enumerate(cells, start=1):
        cell["id"] = f"{topic}-{number}"
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    notebook = new_notebook(cells=cells, metadata={"kernelspec": kernel})
    return str(nbformat.writes(notebook)) + "\n"


def _split(stub: str) -> tuple[str, str]:
    """The lesson, which is the module's docstring, and the rest of the module."""
    tree = ast.parse(stub)
    lesson = ast.get_docstring(tree) or ""
    end = tree.body[0].end_lineno or 0
    return lesson, "\n".join(stub.splitlines()[end:]).strip() + "\n"
