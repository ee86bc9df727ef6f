"""A judge on Linux: zygotes fork its workers, and it forks itself for every submission.

Run as `python -m grader.judge.forking DESCRIPTOR ORDERS`, where the descriptor is a socket to the
client, and the orders are those of `grader.judge.wire`, as JSON.
"""

import sys
from multiprocessing.connection import Connection

import msgspec

from grader.judge.glass import Zygote
from grader.judge.lanes import judge_in_lanes
from grader.judge.process import serve
from grader.judge.solitude import Solitude
from grader.judge.trial import Bench
from grader.judge.wire import Orders, Reply, Work
from grader.sandbox.confinement.identity import die_with_parent
from grader.sandbox.protocol import Level, Library


class Forking:
    """A judge's means on Linux: see `grader.judge.process.Means`."""

    def workers(self, library: Library, level: Level) -> Zygote:
        """Where workers come from."""
        return Zygote(library, level)

    def solitude(self, room: int) -> Solitude:
        """The judge's place among the others of its run."""
        return Solitude(room)

    def judge(self, bench: Bench, work: Work, lanes: int) -> Reply:
        """Judge one submission, in processes that are thrown away."""
        return judge_in_lanes(bench, work, lanes)


if __name__ == "__main__":
    die_with_parent()
    serve(Connection(int(sys.argv[1])), msgspec.json.decode(sys.argv[2], type=Orders), Forking())
