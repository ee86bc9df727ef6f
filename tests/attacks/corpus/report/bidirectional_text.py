"""Puts characters into everything that is shown that turn the text behind them around, or hide it.

If it succeeded: "0 / 8" would be shown as "8 / 0", and a line as another.
Stopped by: escaping; such characters are written out.
Wrong: weighted_sum neuron layer
"""

EVIL = "\u202e8 / 0\u202c \u2066\u2067\u2068\u2069\u200e\u200f\u061c \ufeff\u200b\u2028\u2029\u00ad \U000e0041\U000e007f"
print(EVIL)


def weighted_sum(x, w, b, *rest):
    raise ValueError(EVIL)


def neuron(x, w, b, activation):
    return EVIL


def layer(X, W, b, activation):
    raise type("Err\u202eor", (Exception,), {})(EVIL)
