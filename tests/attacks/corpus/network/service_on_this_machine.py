"""Talks to services on this machine, whose ports it finds in /proc or by trying.

If it succeeded: databases and notebooks that trust the machine would answer a student.
Stopped by: kernel; a worker can make no socket, and its network has no interface.
Wrong: weighted_sum neuron layer
"""

import socket


def ports():
    try:
        for line in open("/proc/net/tcp").read().splitlines()[1:]:
            words = line.split()
            if words[3] == "0A":
                yield int(words[1].rpartition(":")[2], 16)
    except OSError:
        yield from (22, 80, 8080, 8888)


for port in ports():
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=0.02) as connection:
            connection.settimeout(0.02)
            said = connection.recv(100)
            if b"n2m" in said:
                print(said)
    except OSError as error:
        print(type(error).__name__)


def weighted_sum(x, w, b, *rest):
    return 0.0


neuron = layer = weighted_sum
