"""Words for what is not allowed behind the glass: the kernel's own are too terse for a student."""

import traceback
from collections.abc import Iterator

NO_LOADER_PROCESSES = (
    "A DataLoader cannot start processes where submissions are graded: leave num_workers at 0."
)
NO_COMPILER = "torch.compile needs to start a compiler, which is not allowed here: call without it."
NO_EVENT_LOOP = "asyncio needs sockets, which are not allowed where submissions are graded."
NO_PROCESSES = "Starting other processes is not allowed where submissions are graded."
NO_NETWORK = "Network connections are not allowed where submissions are graded."

NO_OTHER_PACKAGES = (
    "Where submissions are graded, a module can import Python's own library, NumPy, PyTorch, and "
    "what only shows things, such as matplotlib."
)

_BY_MODULE = (  # the first that a traceback goes through
    ("torch.utils.data", NO_LOADER_PROCESSES),
    ("torch._inductor", NO_COMPILER),
    ("asyncio", NO_EVENT_LOOP),
    ("multiprocessing", NO_PROCESSES),
    ("subprocess", NO_PROCESSES),
    ("socket", NO_NETWORK),
)

_GRADED_WITH = ("numpy", "torch")  # they may not be installed; and relative imports name nothing


def explain(error: BaseException) -> str:
    """An exception's text; with a sentence after it where the confinement is the cause.

    Raises:
        BaseException: whatever the exception's own `__str__` raises.
    """
    text = str(error)
    if type(error) is ModuleNotFoundError and error.name not in _GRADED_WITH:
        return f"{text}. {NO_OTHER_PACKAGES}"
    modules = list(_modules(error))
    for prefix, sentence in _BY_MODULE:
        if modules and any(f"{module}.".startswith(f"{prefix}.") for module in modules):
            return f"{text}. {sentence}"
    return text


def _modules(error: BaseException) -> Iterator[str]:
    """Modules that a refusal came through, wherever in a chain of exceptions it is."""
    chain = list(_chain(error))
    if any(type(each) is PermissionError for each in chain):
        for each in chain:
            for frame, _ in traceback.walk_tb(each.__traceback__):
                yield str(frame.f_globals.get("__name__", ""))


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__
