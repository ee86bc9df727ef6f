"""No attack gains, leaks or breaks anything, at any level that promises to stop it."""

import io
import os
import unicodedata
from pathlib import Path

import msgspec
import pytest
from rich.console import Console

from grader.report.console import render
from grader.report.types import Report
from tests.attacks.arena import leaks
from tests.attacks.attacks import ATTACKS, CORPUS, FAMILIES, Attack
from tests.attacks.conftest import LEVELS, Fights, refusal
from tests.judges import topics
from tests.sandbox.confinement.worlds import World

USER = "root" if os.geteuid() == 0 else "ordinary"
WORLDS = (
    World("full", USER),
    World("container", USER, "docker"),
    World("full", "ordinary"),
    World("container", "ordinary", "docker"),
    World("none", USER),
)
PATIENCE_S = 60.0
"""A judge that hangs takes longer than any machine is busy."""
MAX_REPORT_BYTES = 200_000
SHOWN = "\n\u200c\u200d\ufe0f"


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """All attacks at the best level that there is; elsewhere one of each family, or all."""
    if "world" not in metafunc.fixturenames:
        return
    best = next(level for level in LEVELS if not refusal(level))
    everywhere = metafunc.config.getoption("all_levels")
    cases = []
    for place, world in enumerate(dict.fromkeys(WORLDS)):
        attacks = [attack for attack in ATTACKS if attack.is_stopped_at(world.level)]
        if not everywhere and (world.level, world.user) != (best, USER):
            attacks = sample(attacks, place)
        cases += [pytest.param(world, each, id=f"{world}-{each.name}") for each in attacks]
    metafunc.parametrize(("world", "attack"), cases)


def sample(attacks: list[Attack], which: int) -> list[Attack]:
    """One of each family, another one for another number; all of a topic that starts soon."""
    quick = [each for each in attacks if each.topic == "neuron"]
    families = ([each for each in quick if each.family == name] for name in FAMILIES)
    return [family[which % len(family)] for family in families if family]


def test_an_attack_is_contained(fights: Fights, world: World, attack: Attack) -> None:
    fared = fights.fight(world, attack)
    assert not fared.fault
    assert gains(attack, fared.report) == []
    assert leaks(fared.report) == []
    assert_harmless(fared.report)
    assert fared.traces == []
    assert fared.report.run.isolation == world.level
    assert fared.seconds < PATIENCE_S
    assert fared.next_is_alone, "the next submission is graded as if alone"


def gains(attack: Attack, report: Report) -> list[str]:
    """Wrong exercises and criteria that did not get exactly zero: no mark is no zero either."""
    topic = next(each for each in report.topics if each.name == attack.topic)
    earned = {each.name: each.score for each in topic.exercises}
    earned |= {f"{each.exercise}.{each.name}": each.points for each in topic.criteria}
    return [f"{name}: {earned[name]}" for name in attack.wrong if earned[name] != 0.0]


def assert_harmless(report: Report) -> None:
    """Hold that neither a terminal nor a file of the report gets anything but plain text."""
    screen = io.StringIO()
    Console(file=screen, width=200, color_system=None, force_terminal=False).print(render(report))
    written = msgspec.json.encode(report)
    assert len(written) < MAX_REPORT_BYTES
    assert len(screen.getvalue()) < MAX_REPORT_BYTES
    assert commands(screen.getvalue()) == []


def commands(text: str) -> list[str]:
    """Characters that command a terminal, or that change how others are shown."""
    return sorted(
        {
            repr(each)
            for each in text
            if unicodedata.category(each) in ("Cc", "Cf", "Zl", "Zp", "Cs") and each not in SHOWN
        }
    )


def test_the_corpus_is_what_it_should_be() -> None:
    assert len(ATTACKS) >= 50
    assert {attack.family for attack in ATTACKS} == set(FAMILIES)
    assert all(attack.name.count("/") == 1 for attack in ATTACKS)


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)
def test_an_attack_says_what_it_is(attack: Attack) -> None:
    assert attack.success
    assert attack.stopped_by
    topic = next(each for each in topics() if each.name == attack.topic)
    exercises = {each.name for each in topic.exercises}
    assert attack.wrong
    assert {name.partition(".")[0] for name in attack.wrong} <= exercises
    compile(attack.source, attack.name, "exec")
    assert len(attack.source.splitlines()) <= 80


def test_every_file_of_the_corpus_is_read() -> None:
    files = [file for file in Path(CORPUS).rglob("*.py") if "__pycache__" not in file.parts]
    assert len(files) == len(ATTACKS)
