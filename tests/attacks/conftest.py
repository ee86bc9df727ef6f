"""Worlds that attacks are fought in, and the option to fight all of them everywhere."""

import json
import os
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from typing import get_args

import msgspec
import pytest

from grader.sandbox.confinement.probing import try_level
from grader.sandbox.protocol import Level
from tests.attacks import traces
from tests.attacks.attacks import Attack
from tests.attacks.fight import ARENAS, READY, Fared
from tests.commands import ROOT
from tests.sandbox.confinement.worlds import Unsuitable, World

LEVELS: tuple[Level, ...] = get_args(Level)


class Fights:
    """Fights of the attacks that this run wants to see, each world in a process of its own.

    Args:
        wanted: the attacks of each world, in order.
    """

    def __init__(self, stack: ExitStack, wanted: dict[World, list[Attack]]) -> None:
        self._stack = stack
        self._wanted = wanted
        self._places: dict[World, subprocess.Popen[bytes]] = {}
        self._lacks: dict[World, str] = {}
        self._fared: dict[tuple[World, str], Fared] = {}

    def fight(self, world: World, attack: Attack) -> Fared:
        """How an attack fared; a test that needs a world that is not there is skipped."""
        if (world, attack.name) not in self._fared:
            names = [each.name for each in self._wanted[world]]
            place = names.index(attack.name)
            self._have_round(world, names[place : place + ARENAS])
        return self._fared[world, attack.name]

    def _have_round(self, world: World, names: list[str]) -> None:
        if world not in self._places and world not in self._lacks:
            self._open(world)
        if world in self._lacks:
            pytest.skip(self._lacks[world])
        place = self._places[world]
        with traces.one_at_a_time():
            place.stdin.write(json.dumps(names).encode() + b"\n")
            place.stdin.flush()
            fared = msgspec.json.decode(place.stdout.readline(), type=list[Fared])
        self._fared |= {(world, name): each for name, each in zip(names, fared, strict=True)}

    def _open(self, world: World) -> None:
        """Start the world's process, or note why this machine has no such world."""
        topics = sorted({each.topic for each in self._wanted[world]})
        try:
            command = world.command("-m", "tests.attacks.fight", world.level, *topics)
        except Unsuitable as reason:
            self._lacks[world] = str(reason)
            return
        place = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT,
            env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
        )  # fmt: skip
        self._stack.enter_context(place)
        self._stack.callback(place.stdin.close)  # which ends it
        said = msgspec.json.decode(place.stdout.readline() or b'"it ended without a word"')
        if said == READY:
            self._places[world] = place
        elif "cannot be established" in said:
            self._lacks[world] = f"no {world} here: {said}"
        else:
            pytest.fail(f"{world}: {said}")


@pytest.fixture(scope="session")
def fights(request: pytest.FixtureRequest) -> Iterator[Fights]:
    """The fights of the tests that were chosen."""
    wanted: dict[World, list[Attack]] = {}
    for item in request.session.items:
        params = item.callspec.params if hasattr(item, "callspec") else {}
        if isinstance(params.get("world"), World) and isinstance(params.get("attack"), Attack):
            wanted.setdefault(params["world"], []).append(params["attack"])
    with ExitStack() as stack:
        yield Fights(stack, wanted)


@cache
def refusal(level: Level) -> str:
    """Why this machine has no such level; empty if it has."""
    lack = None if level == "none" else try_level(level)
    return "" if lack is None else f"no level {level} here: {lack.protection}: {lack.reason}"


@pytest.fixture(scope="session")
def judges_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache for judges, so that what the reference gives is worked out once."""
    return tmp_path_factory.mktemp("cache")
