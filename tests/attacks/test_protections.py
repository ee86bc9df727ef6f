"""Attacks succeed where the one protection is off that is meant to stop them."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.judge.errors import GraderFault
from tests.attacks import traces
from tests.attacks.arena import Arena, leaks
from tests.attacks.attacks import ATTACKS, BY_NAME, CORPUS, Attack
from tests.attacks.test_attacks import gains
from tests.commands import ROOT

PROTECTIONS = {
    "process isolation": "below, by a grader in one process",
    "kernel": "below, at level none",
    "the protocol": "test_protections_of_the_protocol.py, test_fuzz.py",
    "limits": "test_protections_of_the_judge.py, and tests/sandbox/test_zygote.py",
    "deadlines": "test_protections_of_the_judge.py, with another deadline",
    "comparisons": "tests/judge/test_comparisons.py",
    "the core gate": "test_protections_of_the_judge.py, without a core",
    "forgiving": "test_protections_of_the_judge.py, without a look at who is to blame",
    "points": "CONTRIBUTING.md: what only a worker sees is worth little",
    "seeds": "test_protections_of_the_judge.py, with one seed for both",
    "signatures": "test_protections_of_the_judge.py, without an end",
    "escaping": "test_hostile_text.py",
}

NOT_SHOWN = {
    "kernel/devices": "which devices there are, and open, depends on the machine",
    "kernel/other_call_table": "many kernels are built without the tables of 32-bit programs",
    "kernel/become_another_user": "as an ordinary user there is nobody to become",
    "kernel/trace_the_parent": "Yama may forbid an ordinary user's process to trace its parent",
    "kernel/read_the_parents_memory": "likewise",
    "kernel/take_the_parents_descriptors": "likewise",
    "kernel/write_the_parents_memory": "likewise",
    "search/memory_of_the_judge": "likewise",
    "survive/traced_by_its_child": "likewise",
}
"""Where nothing needs to happen without the kernel's protection."""


def test_every_attack_names_a_protection_that_is_known() -> None:
    for attack in ATTACKS:
        assert any(attack.stopped_by.startswith(name) for name in PROTECTIONS), attack.name


@pytest.fixture(scope="module")
def open_arena(tmp_path_factory: pytest.TempPathFactory, judges_cache: Path) -> Iterator[Arena]:
    with Arena(tmp_path_factory.mktemp("open"), judges_cache, "none", ("neuron",)) as arena:
        yield arena


TRIES = 4
"""A busy machine may be too slow for an attack that has half a second."""

KERNEL = [attack for attack in ATTACKS if attack.needs_kernel]


@pytest.mark.parametrize("attack", KERNEL, ids=lambda attack: attack.name)
def test_without_the_kernels_protection_it_gets_out(open_arena: Arena, attack: Attack) -> None:
    with traces.one_at_a_time():
        tries = ({*_effects(open_arena, attack)} for _ in range(TRIES))
        effects = next(filter(None, tries), set())
    if not effects and attack.name in NOT_SHOWN:
        pytest.skip(NOT_SHOWN[attack.name])
    assert effects


def _effects(arena: Arena, attack: Attack) -> Iterator[str]:
    try:
        report = arena.attack(attack)
        if gains(attack, report):
            yield "points, or a mark that is lost"
        if leaks(report):
            yield "a secret"
    except GraderFault:
        yield "a judge that is lost"
    if arena.traces():
        yield "a trace"
    try:
        if not arena.is_itself(attack.topic):
            yield "another's mark"
    except GraderFault:
        yield "a judge that is lost"


IN_ONE_PROCESS = {
    "end_early/exit_with_success": "success",
    "end_early/exit_at_import": "success",
    "end_early/destructor": "success",
    "end_early/hostile_exception": "success",
    "end_early/skipped": "success",
    "end_early/keyboard_interrupt": "the run is stopped",
    "end_early/kill_itself": "the run is stopped",
    "kernel/crash_python": "the run is stopped",
    "lie/array_interface": "the run is stopped",
    "lie/array_subclass": "a wrong answer passes",
    "lie/equal_to_everything": "a wrong answer passes",
    "patch/numpy_comparisons": "a wrong answer passes",
    "patch/activations": "a wrong answer passes",
    "patch/pytest": "success",
    "patch/random_draws": "success",
    "patch/builtins": "the run is stopped",
    "poison/next_criterion": "the run is stopped",
    "poison/global_state": "the run is stopped",
    "search/frames": "a secret",
    "search/loaded_modules": "a secret",
    "search/next_inputs": "a secret",
}


@pytest.fixture(scope="module")
def in_one_process() -> dict[str, dict[str, object]]:
    """How a grader in one process ends over each of these attacks."""
    files = [str(CORPUS / f"{name}.py") for name in IN_ONE_PROCESS]
    done = subprocess.run(
        [sys.executable, "-m", "tests.attacks.one_process", *files],
        cwd=ROOT, capture_output=True, text=True, timeout=240, check=True,
    )  # fmt: skip
    lines = map(json.loads, done.stdout.splitlines())
    return dict(zip(IN_ONE_PROCESS, lines, strict=True))


@pytest.mark.parametrize("name", IN_ONE_PROCESS)
def test_without_process_isolation_it_succeeds(
    in_one_process: dict[str, dict[str, object]], name: str
) -> None:
    code, said = in_one_process[name]["exit"], str(in_one_process[name]["said"])
    match IN_ONE_PROCESS[name]:
        case "success":
            assert code == 0, said
        case "the run is stopped":
            assert code not in (0, 1), "neither passed nor failed"
        case "a wrong answer passes":
            assert "1 passed" in said
        case "a secret":
            assert "GOT-OUT" in said


def test_what_a_worker_claims_about_arguments_is_worth_half_a_point(
    open_arena: Arena,
) -> None:
    """forge/unchanged_arguments: the known price of a claim that only a worker can make."""
    report = open_arena.attack(BY_NAME["forge/unchanged_arguments"])
    (claimed,) = [
        each
        for each in report.topics[0].criteria
        if each.name == "test_leaves_inputs_weights_and_bias_alone"
    ]
    assert (claimed.outcome, claimed.max_points) == ("passed", 0.5)
