"""Ask a module what a script says, as long as it answers as the script does."""

from collections.abc import Iterator

from grader.judge.errors import Verdict
from grader.judge.module import Heard, Module
from grader.judge.script import Script


def follow(module: Module, script: Script, exercise: str, seed: int) -> bool:
    """Ask all that a script asks, and say whether every answer is the script's.

    At the first that is not, nothing more is asked. What came back until then is kept in
    `module.heard`: the criterion itself, run after that, asks the same and finds it there, and goes
    on with the worker where this left it. So following leaves no trace in what a criterion sees.

    Args:
        module: a submission's.
        script: of one criterion.
        exercise: whose criterion it is; its time is used.
        seed: for the worker's random states.
    """
    if not _may_be_followed(module, script, exercise):
        return False
    for heard, is_as_written in _conversation(module, script, exercise, seed):
        module.heard.append(heard)
        if not is_as_written:
            return False
    module.heard.clear()
    return True


def _may_be_followed(module: Module, script: Script, exercise: str) -> bool:
    """Whether nothing in the module's text makes its criterion another than the solution's."""
    definition = module.definitions.get(exercise)
    return (
        definition is not None
        and definition.forbidden is None
        and all(module.kind_of(each) == "callable" for each in script.called)
        and all(module.uses(one, other) == answer for one, other, answer in script.uses)
    )


def _conversation(
    module: Module, script: Script, exercise: str, seed: int
) -> Iterator[tuple[Heard, bool]]:
    try:
        module.begin(exercise, seed)
    except Verdict as verdict:
        yield Heard(b"", verdict=verdict), False
        return
    yield Heard(b""), True
    for line in script.lines:
        try:
            header, raw = module.exchange(exercise, line.request)
        except Verdict as verdict:
            yield Heard(line.request, verdict=verdict), False
            return
        yield Heard(line.request, header, raw), header == line.header and raw == line.raw
