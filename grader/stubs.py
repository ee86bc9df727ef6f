"""Stubs from solutions: the body between the markers becomes `raise NotImplementedError`."""

import ast
from pathlib import Path

BEGIN = "# BEGIN SOLUTION"
END = "# END SOLUTION"

UNBALANCED = (
    "{file}: line {line} has {marker} out of place; every {begin} needs one {end} after it."
)


class StubError(Exception):
    """A solution whose markers are out of place, with file, line and mend."""


def write_stubs(solutions: Path, exercises: Path) -> list[Path]:
    """Generate the stub of every solution.

    Args:
        solutions: the folder of solutions.
        exercises: where the stubs go.

    Returns:
        The files whose content changed.

    Raises:
        StubError: a solution's markers are out of place.
        OSError: the stubs cannot be written.
    """
    changed = []
    exercises.mkdir(parents=True, exist_ok=True)
    for solution in sorted(solutions.glob("*.py")):
        stub = exercises / solution.name
        text = make_stub(solution.read_text(encoding="utf-8"), str(solution))
        if not stub.exists() or stub.read_text(encoding="utf-8") != text:
            stub.write_text(text, encoding="utf-8")
            changed.append(stub)
    return changed


def make_stub(solution: str, file: str) -> str:
    """The stub of one solution.

    A block between the markers becomes `raise NotImplementedError("<exercise>")`, with the name of
    the function or class at the top level that it stands in; a block at the left margin disappears.

    Args:
        solution: the solution's text.
        file: its name, for the error.

    Raises:
        StubError: markers are out of place.
    """
    owners = _owners(solution)
    kept: list[str] = []
    begun = 0
    for number, line in enumerate(solution.splitlines(), start=1):
        marker = line.strip()
        if (marker == BEGIN and begun) or (marker == END and not begun):
            raise StubError(_unbalanced(file, number, marker))
        if marker == BEGIN:
            begun = number
            indent = line[: len(line) - len(line.lstrip())]
            if indent:
                kept.append(f'{indent}raise NotImplementedError("{owners[number]}")')
        elif marker == END:
            begun = 0
        elif not begun:
            kept.append(line)
    if begun:
        raise StubError(_unbalanced(file, begun, BEGIN))
    return _tidied(kept)


def _owners(solution: str) -> dict[int, str]:
    """The top-level definition that each line stands in."""
    return {
        line: node.name
        for node in ast.parse(solution).body
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
        for line in range(node.lineno, (node.end_lineno or node.lineno) + 2)
    }


def _tidied(lines: list[str]) -> str:
    """Lines as a text, without the runs of blank lines that a removed block leaves behind."""
    text = "\n".join(lines).rstrip() + "\n"
    while "\n\n\n\n" in text:
        text = text.replace("\n\n\n\n", "\n\n\n")
    return text


def _unbalanced(file: str, line: int, marker: str) -> str:
    return UNBALANCED.format(file=file, line=line, marker=marker, begin=BEGIN, end=END)
