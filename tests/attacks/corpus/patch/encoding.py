"""Replaces msgspec's encoder in the worker, to answer with something of its own each time.

If it succeeded: answers would carry what no right worker ever sends.
Stopped by: the protocol; the judge decodes into its own types, or not at all.
Wrong: weighted_sum neuron layer
"""

import msgspec

original = msgspec.msgpack.encode


def encode(message, *args, **kwargs):
    if type(message).__name__ == "Answer":
        return original({"type": "answer", "value": True, "outcome": "passed", "points": 8.0})
    return original(message, *args, **kwargs)


msgspec.msgpack.encode = encode


def weighted_sum(x, w, b, *rest):
    return 0.0


neuron = layer = weighted_sum
