"""What a hostile worker might send, as strategies, and a watch on what it costs the judge."""

import cProfile
import struct
import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from grader.sandbox.values import NUMPY_DTYPES, TORCH_DTYPES

QUICK = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
RAW_BYTES = 64
MAX_CALLS = 10_000_000
MAX_BYTES = 80 * 2**20

big = st.integers(-(2**63), 2**64 - 1)
dims = st.sampled_from([0, 1, 2, 3, 8, 64, -1, 2**31, 2**62, 2**63 - 1])
dtypes = st.sampled_from([*sorted(NUMPY_DTYPES | TORCH_DTYPES), "object", "U8", "", "datetime64"])
arrays = st.tuples(
    st.just("array"),
    st.sampled_from(["numpy", "torch"]),
    dtypes,
    st.lists(dims, max_size=5),
    st.sampled_from([0, 1, 8, 63, 64, -1, 2**63]),
    st.booleans(),
    st.booleans(),
)
possible_arrays = st.tuples(
    st.just("array"),
    st.sampled_from(["numpy", "torch"]),
    st.sampled_from(sorted(NUMPY_DTYPES & TORCH_DTYPES)),
    st.sampled_from([[], [0], [1], [2], [1, 1], [0, 3], [2, 1], [1] * 16, [0, 2**30]]),
    st.sampled_from([0, 16, 32]),
    st.booleans(),
    st.booleans(),
)
leaves = (
    st.none()
    | st.booleans()
    | big
    | st.floats(allow_nan=True)
    | st.text(max_size=20)
    | arrays
    | possible_arrays
    | st.tuples(st.just("reference"), big, st.text(max_size=300))
    | st.tuples(st.just("name"), st.text(max_size=10))
)
values = st.recursive(
    leaves,
    lambda inner: (
        st.tuples(
            st.just("sequence"), st.sampled_from(["list", "tuple"]), st.lists(inner, max_size=4)
        )
        | st.tuples(st.just("mapping"), st.lists(st.tuples(inner, inner), max_size=4))
    ),
    max_leaves=15,
)
texts = st.text(max_size=300) | st.sampled_from(["9" * 199, "9" * 5000, "-1", "٣", "x" * 3000])
answers = st.fixed_dictionaries(
    {"type": st.just("answer")},
    optional={
        "value": values,
        "error": st.none()
        | st.fixed_dictionaries(
            {"kinds": st.lists(texts, max_size=14), "message": texts},
            optional={"frames": st.lists(st.tuples(texts, big, texts), max_size=14)},
        ),
        "changed": st.lists(texts, max_size=3),
        "warnings": st.lists(texts, max_size=22),
        "printed": texts,
    },
)
raws = st.binary(min_size=RAW_BYTES, max_size=RAW_BYTES)


def frame(header: bytes, raw: bytes = b"") -> bytes:
    return struct.pack(">II", len(header), len(raw)) + header + raw


@contextmanager
def cheap(max_bytes: int = MAX_BYTES) -> Iterator[None]:
    """What is inside takes little memory and few calls, whose number no busy machine changes."""
    profile = cProfile.Profile()
    tracemalloc.start()
    try:
        with profile:
            yield
    finally:
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert sum(each.callcount for each in profile.getstats()) < MAX_CALLS
    assert peak < max_bytes
