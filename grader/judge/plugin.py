"""The pytest plugin: fixtures for suites, and what each test's end means."""

from typing import Any

import msgspec
import pytest

from grader.judge.draw import Draw, criterion_seed, worker_seed
from grader.judge.module import Module
from grader.judge.record import excuses, forget_excuses
from grader.judge.session import Observation, Session
from grader.judge.student import Handle, Root, Student
from grader.judge.suite import MARK, Terms
from grader.judge.verdicts import Ending, ending, excused_ending, forbidden_use


class JudgePlugin:
    """Lets suites talk to one student's module at a time.

    Attributes:
        module: the module being judged.
        seed: of the run.
        latest: how the latest criterion ended.
        observations: what came back in the latest criterion.
    """

    def __init__(self) -> None:
        self.module: Module | None = None
        self.seed = 0
        self.latest = Ending("grader_error")
        self.observations: list[Observation] = []
        self._session: Session | None = None

    def pytest_configure(self, config: pytest.Config) -> None:
        """Announce the mark that the suites' decorators leave."""
        config.addinivalue_line("markers", f"{MARK}(terms): the terms of a criterion")

    def pytest_json_runtest_metadata(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> dict[str, Any]:
        """Say in the JSON report how the criterion ended."""
        if call.when == "teardown" or (call.when == "setup" and call.excinfo is None):
            return {}
        error = call.excinfo.value if call.excinfo else None
        self.latest = self._ending(item, error)
        return msgspec.to_builtins(self.latest)  # type: ignore[no-any-return]

    @pytest.fixture
    def session(self, request: pytest.FixtureRequest) -> Session:
        """One criterion's conversation with the student's module."""
        assert self.module is not None
        terms = terms_of(request.node)
        self._session = Session(self.module, terms.exercise, Handle)
        self.observations = self._session.observations
        forget_excuses()
        if terms.is_core:
            failure = forbidden_use(terms.exercise, self.module)
            if failure is not None:
                raise failure
        self.module.begin(terms.exercise, worker_seed(self.seed, _full_name(request.node)))
        return self._session

    @pytest.fixture
    def student(self, session: Session) -> Student:
        """The student's module."""
        return Student(session)

    @pytest.fixture
    def remote(self, session: Session) -> Root:
        """Everything else in the worker."""
        return Root(session)

    @pytest.fixture
    def draw(self, request: pytest.FixtureRequest) -> Draw:
        """The criterion's random inputs."""
        return Draw(criterion_seed(self.seed, _full_name(request.node)))

    def _ending(self, item: pytest.Item, error: BaseException | None) -> Ending:
        assert self.module is not None
        last_call = self._session.last_call if self._session else None
        exercise = terms_of(item).exercise
        if error is None:
            return excused_ending(excuses(), exercise, self.module)
        return ending(error, exercise, self.module, last_call)


def _full_name(item: pytest.Item) -> str:
    return f"{item.path.parent.name}/{item.path.stem}/{item.name}"


def terms_of(item: pytest.Item) -> Terms:
    """What a criterion's author says of it."""
    mark = item.get_closest_marker(MARK)
    assert mark is not None
    terms: Terms = mark.args[0]
    return terms
