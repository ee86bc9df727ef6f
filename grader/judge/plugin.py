"""The pytest plugin: fixtures for suites, and what each test's end means."""

import pytest

from grader.judge.calls import Observation
from grader.judge.draw import Draw, criterion_seed, worker_seed
from grader.judge.module import Module
from grader.judge.record import excuses, forget_excuses
from grader.judge.session import Session
from grader.judge.student import Handle, Root, Student
from grader.judge.suite import MARK, Terms
from grader.judge.verdicts import Ending, ending, excused_ending, forbidden_use


class JudgePlugin:
    """Lets suites talk to one student's module at a time.

    Attributes:
        module: the module being judged.
        seed: of the run.
        observations: what came back in the latest criterion.
    """

    def __init__(self) -> None:
        self.module: Module | None = None
        self.seed = 0
        self.observations: list[Observation] = []
        self._session: Session | None = None

    def pytest_configure(self, config: pytest.Config) -> None:
        """Announce the mark that the suites' decorators leave."""
        config.addinivalue_line("markers", f"{MARK}(terms): the terms of a criterion")

    def run(self, item: pytest.Function) -> Ending:
        """Run one criterion, and say how it ended.

        The hooks of pytest's own protocol are called, save those that only serve its report.

        Args:
            item: the criterion's test.
        """
        error = None
        hook = item.ihook
        item.session._setupstate.teardown_exact(item)  # what the one before left, of another file
        item._initrequest()  # fixtures of the item's own, as pytest's protocol has for each run
        try:
            hook.pytest_runtest_setup(item=item)
            hook.pytest_runtest_call(item=item)
        except BaseException as caught:  # a suite's own pytest.fail is no Exception
            error = caught
        hook.pytest_runtest_teardown(item=item, nextitem=item.parent)  # whose file stays set up
        return self._ending(item, error)

    def seed_in_worker(self, item: pytest.Item) -> int:
        """The seed of the worker's random states in a criterion."""
        return worker_seed(self.seed, _full_name(item))

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
        self.module.begin(terms.exercise, self.seed_in_worker(request.node))
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
