"""A worker in a fresh interpreter, for systems without Linux's ways; it is not confined.

Run as `python -m grader.sandbox.alone LIBRARY`. Its standard input says where to connect to, and
later within which limits to work; when that input ends, so does the worker.
"""

import os
import socket
import sys
import threading
from typing import BinaryIO

import msgspec

from grader.sandbox.channel import Channel
from grader.sandbox.confinement.imports import find_required_only
from grader.sandbox.confinement.runtime import LIBRARIES
from grader.sandbox.libraries import load_ahead, preload
from grader.sandbox.protocol import Hello, Library, Spawn
from grader.sandbox.worker import serve

PASSWORD_BYTES = 32
_MAX_REQUEST_BYTES = 64 * 2**20  # requests come from the judge, which is trusted


class Meeting(msgspec.Struct, frozen=True):
    """Where a process is waited for.

    Attributes:
        port: on this machine.
        password: in hexadecimal, by which it is known.
    """

    port: int
    password: str


def main(library: Library, orders: BinaryIO) -> None:
    """Load a library, connect, and answer until the judge hangs up.

    Args:
        library: what to load first.
        orders: a line with a `Meeting`, and one with a `Spawn`, as JSON.
    """
    meeting = msgspec.json.decode(orders.readline(), type=Meeting)
    preload(library)
    connection = connect(meeting)
    order = msgspec.json.decode(orders.readline(), type=Spawn)
    load_ahead(order.ahead)
    find_required_only(LIBRARIES)
    threading.Thread(target=end_with, args=(orders,), daemon=True).start()
    channel = Channel(connection, _MAX_REQUEST_BYTES, _MAX_REQUEST_BYTES)
    channel.send(Hello("none"))
    serve(channel, order.limits)


def connect(meeting: Meeting) -> socket.socket:
    """Go to a meeting."""
    connection = prompt(socket.create_connection(("127.0.0.1", meeting.port)))
    connection.sendall(bytes.fromhex(meeting.password))
    return connection


def prompt(connection: socket.socket) -> socket.socket:
    """A connection that sends at once what it is given, and waits as long as it takes."""
    connection.settimeout(None)
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return connection


def end_with(stream: BinaryIO) -> None:
    """End this process when a stream does: whoever holds its other side is gone."""
    stream.read()
    os._exit(0)


if __name__ == "__main__":
    standard_input = os.fdopen(os.dup(sys.stdin.fileno()), "rb", buffering=0)
    sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: PTH123, SIM115 what is left for input()
    main(msgspec.convert(sys.argv[1], Library), standard_input)
