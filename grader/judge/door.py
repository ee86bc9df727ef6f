"""Where a process that could not inherit a socket connects to; strangers are turned away."""

import hmac
import secrets
import socket
import subprocess
import time

from grader.judge.errors import GraderFault
from grader.sandbox.alone import PASSWORD_BYTES, Meeting, prompt

NOT_STARTED = "a process of the grader's did not start"

_LOOK_S = 0.1
_PASSWORD_S = 5.0
_START_S = 120.0


class Door:
    """A port of this machine, open to one process.

    Attributes:
        meeting: what that process has to know.
    """

    def __init__(self) -> None:
        self._password = secrets.token_bytes(PASSWORD_BYTES)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._listener.settimeout(_LOOK_S)
        self.meeting = Meeting(self._listener.getsockname()[1], self._password.hex())

    def admit(self, process: "subprocess.Popen[bytes]") -> socket.socket:
        """Wait for who knows the password, and close.

        Args:
            process: who should; when it has ended, nobody will.

        Raises:
            GraderFault: it ended, or took too long.
        """
        deadline = time.monotonic() + _START_S
        with self._listener:
            while process.poll() is None and time.monotonic() < deadline:
                try:
                    connection, _ = self._listener.accept()
                except TimeoutError:
                    continue
                if self._is_known(connection):
                    return prompt(connection)
                connection.close()
        raise GraderFault(NOT_STARTED)

    def close(self) -> None:
        """Admit nobody."""
        self._listener.close()

    def _is_known(self, connection: socket.socket) -> bool:
        connection.settimeout(_PASSWORD_S)
        try:
            return hmac.compare_digest(connection.recv(PASSWORD_BYTES), self._password)
        except OSError:
            return False
