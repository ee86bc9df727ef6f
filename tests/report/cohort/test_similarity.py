"""What is found to be copied, and what is not."""

import os
import re
import subprocess
import sys

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from grader.places import data_folder
from grader.report.cohort.similarity import MOST_CHARS, Pair, all_passages, passages, similar_pairs

STUB = (data_folder("exercises") / "mlp.py").read_text(encoding="utf-8")
SOLUTION = (data_folder("solutions") / "mlp.py").read_text(encoding="utf-8")
KNOWN = {"mlp": all_passages([STUB, SOLUTION])}

OWN = '''
def parted(values, size, keep=None):
    """In parts."""
    parts = [[] for _ in range(size)]
    for place, value in enumerate(values):
        if keep is not None and place % 3 == keep:
            parts[place // size].append((value - 1) ** 2)
        elif value > size:
            parts[-1].insert(0, [value // size, place - size])
        while len(parts[0]) > size + 2:
            parts[0].pop(0)
    return sorted(parts, key=lambda each: str(each)[::-1])[1:]
'''
OTHER = """
def parted(values, size):
    out = {}
    total = sum(values) / size
    out["first"] = [value for value in values if value < total]
    try:
        out["rest"] = list(values)[: -len(out["first"])]
    except (TypeError, IndexError) as error:
        raise ValueError(f"cannot be parted: {error}") from error
    return {key: tuple(reversed(found)) for key, found in out.items() if found}
"""


def test_very_long_lines_hold_nobody_up() -> None:
    r"""Pygments looks for the end of each `\N{` in the whole line."""
    modules = {str(number): (f"x{number} = '" + r"\N{" * 10_000).encode() for number in range(40)}
    assert set(passages(modules, {})) == set(modules)


def renamed(code: str) -> str:
    """With other names, comments and layout."""
    for old, new in {"values": "xs", "parts": "pieces", "place": "i", "value": "x"}.items():
        code = re.sub(rf"\b{old}\b", new, code)
    return code.replace("    for", "    # now\n\n    for").replace('"""In parts."""', '"""Mine."""')


def pairs(**modules: str) -> tuple[Pair, ...]:
    """Among the pairs of a class of twelve, where the others have the solution."""
    everybody = {f"other{number}": SOLUTION for number in range(12 - len(modules))} | modules
    found = {name: passages({"mlp": text.encode()}, KNOWN) for name, text in everybody.items()}
    return similar_pairs(found)


def test_a_copy_with_other_names_is_found() -> None:
    (pair,) = pairs(a=SOLUTION + OWN, b=SOLUTION + renamed(OWN))
    assert {pair.one, pair.other} == {"a", "b"}
    assert pair.share > 0.9
    assert pair.topics == ("mlp",)


def test_the_usual_answers_are_no_copies() -> None:
    assert pairs() == ()
    assert pairs(a=STUB, b=STUB, c=SOLUTION) == ()


def test_two_answers_of_ones_own_are_no_copies() -> None:
    assert pairs(a=SOLUTION + OWN, b=SOLUTION + OTHER) == ()


def test_what_many_have_is_common() -> None:
    """A third of a class with the same passages is no reason to suspect any of them."""
    many = {f"same{number}": SOLUTION + OWN for number in range(6)}
    assert pairs(**many) == ()


def test_fingerprints_do_not_depend_on_the_process() -> None:
    """Python's own hashes of text differ from run to run; these must not."""
    script = (
        "from grader.report.cohort.similarity import passages\n"
        f"print(passages({{'mlp': {OWN.encode()!r}}}, {{}})['mlp'].tolist())"
    )
    found = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(found) == 1


def test_empty_lines_change_nothing() -> None:
    """They go before tokens are made, since tens of thousands of them would take minutes."""
    spread = OWN.replace("\n", "\n\t \n \x0c\n")
    one, other = (passages({"mlp": each.encode()}, {})["mlp"] for each in (OWN, spread))
    assert np.array_equal(one, other)


@given(st.binary(max_size=300))
def test_any_bytes_have_fingerprints(source: bytes) -> None:
    found = passages({"mlp": source}, KNOWN)["mlp"]
    assert np.array_equal(found, np.unique(found))


def test_only_the_beginning_of_a_huge_module_is_looked_at() -> None:
    line = "x = [1, 2, 3] + [4]\n"
    whole = passages({"mlp": line.encode() * (MOST_CHARS // len(line) + 1)}, {})["mlp"]
    more = passages({"mlp": (line * (MOST_CHARS // len(line) + 1) + OWN).encode()}, {})["mlp"]
    assert np.array_equal(whole, more)
