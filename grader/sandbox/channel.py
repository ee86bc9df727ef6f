"""How messages cross the glass: in frames, whole, and in time.

A frame is two big-endian 32-bit lengths, a msgpack header and raw bytes. The header holds a
message; arrays in it point into the raw bytes. Both lengths are checked before anything is
allocated.
"""

import socket
import struct
import time

import msgspec

from grader.sandbox.protocol import Message, ProtocolError, Request

_LENGTHS = struct.Struct(">II")
_READ_BYTES = 32 * 1024  # most frames arrive at once
_MAX_READ_BYTES = 1024 * 1024


class Closed(Exception):
    """The other side is gone."""


class DeadlineExceeded(Exception):
    """The other side did not answer in time."""


def encode_frame(message: Request | Message, raw: bytes | bytearray = b"") -> bytes:
    """The bytes of one frame."""
    header = msgspec.msgpack.encode(message)
    return b"".join((_LENGTHS.pack(len(header), len(raw)), header, raw))


class Channel:
    """One end of a connection that speaks in frames.

    Args:
        connection: a connected stream socket; the channel owns it.
        max_header_bytes: the longest header that is taken.
        max_raw_bytes: the longest raw part that is taken.
    """

    def __init__(
        self, connection: socket.socket, max_header_bytes: int, max_raw_bytes: int
    ) -> None:
        self._connection = connection
        self._max_header_bytes = max_header_bytes
        self._max_raw_bytes = max_raw_bytes
        self._received = bytearray()

    def send(
        self, message: Request | Message, raw: bytes = b"", deadline: float | None = None
    ) -> None:
        """Send one frame.

        Args:
            message: its header.
            raw: its raw part.
            deadline: a time of `time.monotonic()`; None waits for ever.

        Raises:
            Closed: the other side is gone.
            DeadlineExceeded: the other side did not take the frame in time.
        """
        self.send_frame(encode_frame(message, raw), deadline)

    def send_frame(self, frame: bytes, deadline: float | None = None) -> None:
        """Send one frame that is encoded already; as `send` otherwise."""
        try:
            self._connection.settimeout(_time_left(deadline))
            self._connection.sendall(frame)
        except TimeoutError as error:
            raise DeadlineExceeded from error
        except ConnectionError as error:
            raise Closed from error

    def receive(self, deadline: float | None = None) -> tuple[bytearray, bytearray]:
        """Take one frame: its header, still encoded, and its raw part.

        Args:
            deadline: a time of `time.monotonic()`; None waits for ever.

        Raises:
            Closed: the other side is gone.
            DeadlineExceeded: the frame was not complete in time.
            ProtocolError: a length is over its limit.
        """
        self._receive_until(_LENGTHS.size, deadline)
        header_bytes, raw_bytes = _LENGTHS.unpack_from(self._received)
        if header_bytes > self._max_header_bytes or raw_bytes > self._max_raw_bytes:
            raise ProtocolError(f"frame of {header_bytes} + {raw_bytes} bytes")
        header_end = _LENGTHS.size + header_bytes
        frame_end = header_end + raw_bytes
        self._receive_until(frame_end, deadline)
        header = self._received[_LENGTHS.size : header_end]
        raw = self._received[header_end:frame_end]
        del self._received[:frame_end]
        return header, raw

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()

    def _receive_until(self, size: int, deadline: float | None) -> None:
        """Wait for that many bytes; what comes with them is of the next frame."""
        while len(self._received) < size:
            self._connection.settimeout(_time_left(deadline))
            wanted_bytes = min(max(size - len(self._received), _READ_BYTES), _MAX_READ_BYTES)
            try:
                chunk = self._connection.recv(wanted_bytes)
            except TimeoutError as error:
                raise DeadlineExceeded from error
            except ConnectionError as error:
                raise Closed from error
            if not chunk:
                raise Closed
            self._received += chunk


def _time_left(deadline: float | None) -> float | None:
    if deadline is None:
        return None
    left = deadline - time.monotonic()
    if left <= 0:
        raise DeadlineExceeded
    return left
