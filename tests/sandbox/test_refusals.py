"""A refusal is told in words, whichever library met it."""

import pytest

from grader.sandbox import refusals
from tests.sandbox.confinement.attempts import evaluate
from tests.sandbox.confinement.worlds import Driver

CASES = {
    "subprocess.run(['true'])": refusals.NO_PROCESSES,
    "multiprocessing.Pool(2)": refusals.NO_PROCESSES,
    "socket.create_server(('', 0))": refusals.NO_NETWORK,
    "asyncio.run(None)": refusals.NO_EVENT_LOOP,
}


@pytest.mark.parametrize("expression", CASES)
def test_the_reason_is_said(expression: str, confined: Driver) -> None:
    module = expression.partition(".")[0]
    assert confined.attempt(evaluate(expression, module)).message.endswith(CASES[expression])


def test_what_cannot_be_imported_is_told_with_what_can() -> None:
    missing = ModuleNotFoundError("No module named 'scipy'", name="scipy")
    assert refusals.explain(missing).endswith(refusals.NO_OTHER_PACKAGES)
    for library in ("numpy", "torch"):
        words = f"No module named {library!r}"
        assert refusals.explain(ModuleNotFoundError(words, name=library)) == words


def test_other_errors_keep_their_words() -> None:
    assert refusals.explain(ValueError("no")) == "no"
    assert refusals.explain(PermissionError(13, "denied")) == "[Errno 13] denied"
