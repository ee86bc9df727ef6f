"""Answers for the suites' own probes, with values of other shapes than they ever give.

If it succeeded: the suite would raise over them, and the mark become the grader's own fault.
Stopped by: the core gate; where the main behaviour is wrong, no other criterion can cost the mark.
Topic: tensors
Wrong: to_tensor describe affine standardize gradient_at
"""

import sys


def take(*args):
    return 7


for name, module in list(sys.modules.items()):
    if name.startswith("grader.sandbox.probes"):
        for each, value in list(vars(module).items()):
            if (
                callable(value)
                and getattr(value, "__module__", "") == name
                and each != "find_probe"
            ):
                setattr(module, each, take)


def to_tensor(data):
    return 7


def describe(t):
    return (1, 2, 3)


def affine(X, W, b):
    return {}


def standardize(X):
    return "x"


def gradient_at(f, x):
    return None
