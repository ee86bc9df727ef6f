"""A trial of one level, for `probing`: `python -P -m grader.sandbox.confinement LEVEL`.

Ends with 0 where a zygote and a worker could be confined. Otherwise it says what was refused, as
`PROTECTION: REASON`.
"""

import os
import sys
import traceback

import msgspec

from grader.sandbox.confinement.kernel import ConfinementError
from grader.sandbox.confinement.levels import Isolation, choose_level
from grader.sandbox.limits import Limits
from grader.sandbox.protocol import Level

_REFUSED = 1


def main(level: Level) -> None:
    """Confine this process as a zygote, and a child of it as a worker."""
    isolation = choose_level(level)
    try:
        isolation.enter()
        pid = isolation.fork()
        if pid == 0:
            _confine_and_end(isolation)
        _, status = os.waitpid(pid, 0)
    except ConfinementError as error:
        print(error, flush=True)  # noqa: T201 the trial's answer
        sys.exit(_REFUSED)
    sys.exit(os.waitstatus_to_exitcode(status))


def _confine_and_end(isolation: Isolation) -> None:
    try:
        isolation.confine(Limits())
        os._exit(0)
    except ConfinementError as error:
        print(error, flush=True)  # noqa: T201 the trial's answer
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(_REFUSED)


if __name__ == "__main__":
    main(msgspec.convert(sys.argv[1], Level))
