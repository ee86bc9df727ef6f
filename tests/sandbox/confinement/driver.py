"""A judge's side of the glass as a program: `python driver.py LIBRARY LEVEL`.

It is run as whoever starts it. Each line that it reads is a request, as JSON:
`{"source": ..., "limits": {...}, "seconds": ...}`. It gives the source to a worker of its own,
calls the source's `attempt()`, and answers with a line: `{"value": ..., "kinds": [...], ...}`.
"""

import json
import sys
from typing import Any

from grader.judge.errors import Crashed, GraderFault, TimedOut
from grader.judge.glass import Worker, Zygote
from grader.sandbox.limits import Limits
from grader.sandbox.protocol import Answer, Call, Error, Load, Loaded, Name, Spawn

_LOAD_S = 20.0


def main(library: Any, level: Any) -> None:
    zygote = Zygote(library, level)
    try:
        zygote.wait_until_ready()
        say({"ready": level})
    except GraderFault as fault:
        say({"fault": str(fault)})
        return
    for line in sys.stdin:
        say(answer(zygote, **json.loads(line)))


def say(reply: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(reply, default=repr) + "\n")
    sys.stdout.flush()


def answer(zygote: Zygote, source: str, limits: dict[str, Any], seconds: float) -> dict[str, Any]:
    try:
        worker = zygote.spawn(Spawn(Limits(**limits)))
    except GraderFault as fault:
        return {"fault": str(fault)}
    try:
        return ask(worker, source, seconds)
    except TimedOut:
        return {"crash": "timed out"}
    except Crashed as crash:
        return {"crash": str(crash)}
    finally:
        worker.end()


def ask(worker: Worker, source: str, seconds: float) -> dict[str, Any]:
    loaded, _ = worker.ask(Load("student", 0, ("attempt",)), source.encode(), _LOAD_S)
    assert isinstance(loaded, Loaded)
    if loaded.error is not None:
        return describe(loaded.error)
    answer, _ = worker.ask(Call(Name("student.attempt"), [], {}), b"", seconds)
    assert isinstance(answer, Answer)
    return {"value": answer.value} if answer.error is None else describe(answer.error)


def describe(error: Error) -> dict[str, Any]:
    return {"kinds": error.kinds, "message": error.message}


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
