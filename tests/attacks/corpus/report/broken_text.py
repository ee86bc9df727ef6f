"""Answers with text that is none: halves of characters, NULs, what no encoding can hold.

If it succeeded: writing a report would raise, and the report, or the class's, be lost.
Stopped by: the protocol; what UTF-8 cannot hold is replaced before it is sent.
Wrong: weighted_sum neuron layer
"""

EVIL = "\ud800 \udfff \x00 \ufffe \uffff \U0010ffff e\u0301" + "\u0300" * 500
print(EVIL)


def weighted_sum(x, w, b, *rest):
    raise ValueError(EVIL)


def neuron(x, w, b, activation):
    return EVIL.replace("\ud800", "").replace("\udfff", "")


def layer(X, W, b, activation):
    raise type("\ud800", (Exception,), {})(EVIL)
