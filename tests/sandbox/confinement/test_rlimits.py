"""Memory, time, files and threads end where the limits say."""

import pytest

from tests.sandbox.confinement.attempts import FILL_MEMORY, SPIN, THREADS, evaluate
from tests.sandbox.confinement.worlds import Driver, World
from tests.sandbox.conftest import Drivers


def test_too_much_memory_is_a_clean_error(confined: Driver) -> None:
    small = confined.attempt(FILL_MEMORY, memory_mib=300)
    large = confined.attempt(FILL_MEMORY, memory_mib=600)
    assert 100 < small.value < 300
    assert 400 < large.value < 600


def test_one_great_array_is_a_clean_error(confined: Driver) -> None:
    source = evaluate("numpy.ones(2**29).sum()", "numpy")
    assert "MemoryError" in confined.attempt(source).kinds


def test_memory_that_is_not_counted_is_refused(confined: Driver, unconfined: Driver) -> None:
    for source in (
        evaluate("mmap.mmap(-1, 2**20)", "mmap"),
        evaluate("open('/dev/zero', 'r+b', buffering=0).fileno()"),
        evaluate("os.memfd_create('x')"),
    ):
        assert "OSError" in confined.attempt(source).kinds
        assert unconfined.attempt(source).succeeded


def test_too_much_processor_time_ends_the_worker(confined: Driver) -> None:
    outcome = confined.attempt(SPIN, seconds=20, cpu_s=1)
    assert "killed" in outcome.crash.lower(), outcome


def test_too_much_wall_time_ends_the_worker(confined: Driver) -> None:
    source = evaluate("time.sleep(60)", "time")
    assert confined.attempt(source, seconds=0.3).crash == "timed out"


def test_too_many_files_are_a_clean_error(confined: Driver) -> None:
    source = evaluate("len([os.open('/dev/null', 0) for _ in range(COUNT)])")
    assert "OSError" in confined.attempt(source.replace("COUNT", "80")).kinds
    assert confined.attempt(source.replace("COUNT", "40")).value == 40


@pytest.mark.parametrize("user", ["root", "ordinary"])
def test_threads_are_counted_at_level_full(user: str, drivers: Drivers) -> None:
    driver = drivers(World("full", user))
    assert driver.attempt(THREADS.replace("COUNT", "20")).value == 20
    assert "RuntimeError" in driver.attempt(THREADS.replace("COUNT", "40")).kinds


def test_some_threads_work_everywhere(confined: Driver) -> None:
    assert confined.attempt(THREADS.replace("COUNT", "4")).value == 4
