"""Which submissions have more in common than the exercise explains: a reason to look, no proof.

Modules are compared by fingerprints, as in Schleimer, Wilkerson and Aiken, "Winnowing: local
algorithms for document fingerprinting" (2003): `copydetect` writes the code without names,
comments and layout, and picks passages of it. Names changed and lines moved leave most of them as
they were. What the stub, the solution or a catalogued mistake has is left out: whoever writes the
usual answer copied from nobody. What many submissions have is left out too, as MOSS does: most
right answers to a small exercise look alike.
"""

import re
import zlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import combinations

import msgspec
import numpy as np
from copydetect.utils import filter_code, winnow
from numpy.typing import NDArray

PASSAGE_CHARS = 25
WINDOW = 6
"""Passages of that many characters without names, one of so many neighbours kept: copydetect's."""

MOST_SHARING = 10
"""What more submissions than this have is common; MOSS's own limit. In a small class, a third."""

LEAST_PASSAGES = 12
LEAST_SHARE = 0.6
MOST_CHARS = 30_000
"""How much of a module is looked at; several times what a long answer needs."""

MOST_LINE_CHARS = 500
"""How much of a line is."""

Passages = Mapping[str, NDArray[np.uint32]]

PARTS_KEPT = 4096
"""Of modules, to be told again; a few MB."""

_PART = re.compile(r"^(?=async def |def |class )", re.M)
_NONE = np.array([], dtype=np.uint32)


class Pair(msgspec.Struct, frozen=True):
    """Two submissions that share much that few others have.

    Attributes:
        one: a submission's name.
        other: another's.
        passages: how many uncommon passages they share.
        share: of the uncommon passages of the one that has fewer, from 0 to 1.
        topics: where those passages are, the most telling first.
    """

    one: str
    other: str
    passages: int
    share: float
    topics: tuple[str, ...]


def all_passages(answers: Iterable[str]) -> NDArray[np.uint32]:
    """Every passage of modules that anybody may come to write, each once, sorted.

    Args:
        answers: whole modules: the stub, the solution, the solution with a known mistake.
    """
    return np.unique(np.concatenate([_NONE, *(_hashes(_code(each)) for each in answers)]))


def passages(
    sources: Mapping[str, bytes], known: Mapping[str, NDArray[np.uint32]]
) -> dict[str, NDArray[np.uint32]]:
    """The fingerprints of each of a submission's modules, each once, beyond what is known.

    Args:
        sources: the modules' text, by topic.
        known: passages that say nothing, by topic; there may be none.
    """
    codes = {topic: _code(source.decode("utf-8", "replace")) for topic, source in sources.items()}
    return {
        topic: np.setdiff1d(_fingerprints(code), known.get(topic, _NONE))
        for topic, code in codes.items()
    }


def similar_pairs(class_passages: Mapping[str, Passages]) -> tuple[Pair, ...]:
    """Pairs of submissions that share much that is uncommon in their class, most telling first.

    Args:
        class_passages: of each submission, by its name.
    """
    names = list(class_passages)
    limit = max(2, min(MOST_SHARING, len(names) // 3))
    own = np.zeros(len(names), dtype=np.int64)
    shared: dict[tuple[int, int], Counter[str]] = {}
    for topic in sorted({topic for each in class_passages.values() for topic in each}):
        found = [each.get(topic, _NONE) for each in class_passages.values()]
        for group in _uncommon_holders(found, limit):
            own[group] += 1
            for pair in combinations(group.tolist(), 2):
                shared.setdefault(pair, Counter())[topic] += 1
    pairs = [_pair(names, both, where, own) for both, where in shared.items()]
    telling = [it for it in pairs if it.passages >= LEAST_PASSAGES and it.share >= LEAST_SHARE]
    return tuple(sorted(telling, key=lambda each: (-each.share, -each.passages, each.one)))


def _pair(
    names: Sequence[str],
    both: tuple[int, int],
    where: Counter[str],
    own: NDArray[np.int64],
) -> Pair:
    one, other = both
    share = where.total() / int(min(own[one], own[other]))
    topics = tuple(topic for topic, _ in where.most_common())
    return Pair(names[one], names[other], where.total(), share, topics)


def _code(text: str) -> str:
    """A module's code without names, comments and layout."""
    return "".join(map(_part_code, _PART.split(text[:MOST_CHARS])))


@lru_cache(maxsize=PARTS_KEPT)
def _part_code(text: str) -> str:
    """The same of a function, class or what comes before it, which many modules of a class have.

    Empty lines are taken out first, and long ones cut: Pygments needs a time for many of them, or
    for a long one, that grows with the square of their number or length.
    """
    lines = [line.rstrip()[:MOST_LINE_CHARS] for line in text.splitlines() if line.strip()]
    code, _ = filter_code("\n".join(lines), "module.py", "python")
    return str(code)


def _fingerprints(code: str) -> NDArray[np.uint32]:
    hashes = _hashes(code)
    if len(hashes) <= WINDOW:
        return np.unique(hashes)
    chosen, _ = winnow(hashes, WINDOW)
    return np.unique(np.asarray(chosen, dtype=np.uint32))


def _hashes(code: str) -> NDArray[np.uint32]:
    """Of each passage; the same in every run, unlike Python's own hashes of text."""
    raw = code.encode("utf-8", "replace")
    count = max(len(raw) - PASSAGE_CHARS + 1, 0)
    found = (zlib.crc32(raw[place : place + PASSAGE_CHARS]) for place in range(count))
    return np.fromiter(found, dtype=np.uint32, count=count)


def _uncommon_holders(found: Sequence[NDArray[np.uint32]], limit: int) -> list[NDArray[np.int64]]:
    """For each passage that no more than so many submissions have, the numbers of those."""
    numbers = np.repeat(np.arange(len(found)), [len(each) for each in found])
    every = np.concatenate(found) if len(found) else _NONE
    order = np.argsort(every, kind="stable")
    every, numbers = every[order], numbers[order]
    _, starts = np.unique(every, return_index=True)
    groups = np.split(numbers, starts[1:])
    return [group for group in groups if 0 < len(group) <= limit]
