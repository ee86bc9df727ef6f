"""Options, judges and glass that several tests share."""

from collections.abc import Iterator

import pytest

from tests.glass import Glass
from tests.judges import Judges


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--topic", action="append", default=[], help="test only this topic's gate")
    parser.addoption("--browser", action="store_true", help="fail, not skip, without Chromium")
    parser.addoption("--seeds", type=int, default=2, help="how many seeds the gate runs over")
    parser.addoption("--all-levels", action="store_true", help="all attacks, in all their worlds")


@pytest.fixture(scope="session")
def judges() -> Iterator[Judges]:
    """Warm judges, one for each set of topics that a test asks for."""
    with Judges() as judges:
        yield judges


@pytest.fixture(scope="session")
def _warm_glass() -> Iterator[Glass]:
    with Glass() as glass:
        yield glass


@pytest.fixture
def glass(_warm_glass: Glass) -> Iterator[Glass]:
    """Warm zygotes; the modules that a test opens end with it."""
    yield _warm_glass
    _warm_glass.close_modules()
