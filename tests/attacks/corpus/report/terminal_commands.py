"""Puts terminal commands into everything that is shown: clear, set the title, move, hide, reply.

If it succeeded: a terminal would show another score, or type a command for the instructor.
Stopped by: escaping; control characters are written out before they reach a terminal.
Wrong: weighted_sum neuron layer
"""

EVIL = (
    "\x1b[2J\x1b[H\x1b]0;owned\x07\x1b[8m\x1bP$q\x1b\\\x1b[6n\r\x08\x08Total  8 / 8\n\x9b2J\x90\x7f"
)
print(EVIL)


def weighted_sum(x, w, b, *rest):
    raise ValueError(EVIL)


def neuron(x, w, b, activation):
    return EVIL


def layer(X, W, b, activation):
    return {EVIL: [EVIL]}
