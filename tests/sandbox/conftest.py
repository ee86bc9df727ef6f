"""Drivers that stay warm from one attempt to the next."""

from collections.abc import Callable, Iterator

import pytest

from tests.sandbox.confinement.worlds import Driver, Unsuitable, World, start

CONFINED = (
    World("full", "root"),
    World("full", "ordinary"),
    World("container", "root", "docker"),
    World("container", "ordinary", "docker"),
)
Drivers = Callable[[World], Driver]


@pytest.fixture(scope="session")
def drivers() -> Iterator[Drivers]:
    """Starts a driver when a test first needs its world."""
    running: dict[World, Driver] = {}

    def get(world: World) -> Driver:
        if world not in running:
            try:
                running[world] = start(world)
            except Unsuitable as error:
                pytest.skip(str(error))
        return running[world]

    yield get
    for driver in running.values():
        driver.close()


@pytest.fixture(params=CONFINED, ids=str)
def world(request: pytest.FixtureRequest) -> World:
    """Each world that student code is to be kept in."""
    chosen: World = request.param
    return chosen


@pytest.fixture
def confined(world: World, drivers: Drivers) -> Driver:
    """Where an attempt must fail."""
    return drivers(world)


@pytest.fixture
def unconfined(drivers: Drivers) -> Driver:
    """Where it must succeed, to show that it is the confinement that it fails by."""
    try:
        World("none", "root").command()
    except Unsuitable:
        return drivers(World("none", "ordinary"))
    return drivers(World("none", "root"))
