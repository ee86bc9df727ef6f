"""Judge a submission in forked processes, so that every submission meets the same judge.

One process is enough, and is what a class is graded with, a judge to each core. Where a single
submission is waited for, several share its topics.
"""

import gc
import os
from multiprocessing.connection import Connection, Pipe
from typing import NoReturn

import msgspec

from grader.curriculum import Topic
from grader.judge.assembly import assemble
from grader.judge.judging import judge_topic
from grader.judge.trial import Bench
from grader.judge.wire import Done, Fault, Reply, Share, Work, fault_of
from grader.sandbox.confinement.identity import die_with_parent

CHILD_DIED = "a judge died over the submission {submission} (exit code {code})"


class _Lane(msgspec.Struct, frozen=True):
    """A forked process at work on some of the topics."""

    pid: int
    results: "Connection[bytes, bytes]"


def judge_in_lanes(bench: Bench, work: Work, lanes: int) -> Reply:
    """Judge one submission.

    Args:
        bench: what to judge by.
        work: the submission.
        lanes: how many processes share its topics.
    """
    shares = [bench.topics[lane::lanes] for lane in range(min(lanes, len(bench.topics)))]
    running = [_start(bench, work, share) for share in shares]
    results = [_finish(lane, work) for lane in running]
    fault = next((each for each in results if isinstance(each, Fault)), None)
    if fault is not None:
        return fault
    shared = (each.topics for each in results if isinstance(each, Share))
    judged = {topic.name: topic for share in shared for topic in share}
    ordered = tuple(judged[topic.name] for topic in bench.topics)
    return Done(assemble(bench, work.submission.name, ordered, work.seed))


def _start(bench: Bench, work: Work, topics: tuple[Topic, ...]) -> _Lane:
    receiver, sender = Pipe(duplex=False)
    pid = os.fork()
    if pid == 0:
        receiver.close()
        _judge_and_exit(bench, work, topics, sender)
    sender.close()
    return _Lane(pid, receiver)


def _judge_and_exit(
    bench: Bench, work: Work, topics: tuple[Topic, ...], sender: "Connection[bytes, bytes]"
) -> NoReturn:
    try:
        die_with_parent()
        gc.disable()  # it ends before there is much to collect
        results = [judge_topic(bench, topic, work.submission, work.seed) for topic in topics]
        sender.send_bytes(msgspec.msgpack.encode(Share(tuple(results))))
    except BaseException as error:  # whatever went wrong is told, and ends with this process
        sender.send_bytes(msgspec.msgpack.encode(fault_of(error)))
    finally:
        os._exit(0)


def _finish(lane: _Lane, work: Work) -> Share | Fault:
    with lane.results:
        try:
            content = lane.results.recv_bytes()
        except EOFError:
            content = b""
    _, status = os.waitpid(lane.pid, 0)
    if not content:
        code = os.waitstatus_to_exitcode(status)
        return Fault("grader", CHILD_DIED.format(submission=work.submission.name, code=code))
    result: Share | Fault = msgspec.msgpack.decode(content, type=Share | Fault)
    return result
