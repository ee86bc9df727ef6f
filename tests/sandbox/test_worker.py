"""A worker runs a module and answers every call, whatever the module does."""

from typing import Any

import numpy as np
import pytest

from grader.judge.errors import Crashed
from grader.sandbox.limits import Limits
from tests.glass import Glass


def test_a_call_answers_with_the_value_of_its_arguments(glass: Glass) -> None:
    f = glass.open("def f(a, b=1, *rest, c): return [a, b, rest, {'c': c}]").student.f
    assert f(1, 2, 3, 4, c="x") == [1, 2, (3, 4), {"c": "x"}]


def test_what_is_no_plain_data_stays_and_can_be_used(glass: Glass) -> None:
    behind = glass.open(
        """
        class Counter:
            step = 2
            def __init__(self): self.count = 0
            def __call__(self, times): self.count += times * self.step; return self.count
            def items(self): yield from range(self.count)
        def f(): return Counter()
        def g(counter): return counter.count
        """,
        "f",
        "g",
    )
    counter = behind.student.f()
    assert (counter.type_name, counter.get("step")) == ("Counter", 2)
    assert counter(3) == 6
    assert behind.student.g(counter) == 6
    assert list(counter.items()) == [0, 1, 2, 3, 4, 5]
    assert behind.remote.builtins.isinstance(counter, behind.remote.builtins.tuple) is False


def test_kept_values_stay_whatever_they_are(glass: Glass) -> None:
    behind = glass.open("def f(): return [1, 2]")
    kept = behind.student.f.keep()
    assert kept.type_name == "list"
    assert behind.remote.operator.getitem(kept, 1) == 2


@pytest.mark.parametrize(
    ("body", "changed"),
    [
        ("return a", ()),
        ("a[0] = 9.0", ("a",)),
        ("b.append(1)", ("b",)),
        ("b[0] += 1; c['x'] = 0", ("b", "c")),
        ("a.resize(5, refcheck=False)", ("a",)),
        ("a[0] = a[0]; c['k'] = c['k']", ()),
        ("a[0] = 9.0; raise ValueError('no')", ("a",)),
        ("a[1] = float('nan')", ()),
        ("c['k'][0] = 1.0", ("c",)),
        ("a = a * 2; return a", ()),
        ("a[2] = -0.0", ("a",)),
    ],
)
def test_changed_arguments_are_told_by_name(
    glass: Glass, body: str, changed: tuple[str, ...]
) -> None:
    f = glass.open(f"def f(a, b, c): {body}").student.f
    answer = f.ask(np.array([1.0, np.nan, 0.0]), [1, 2], c={"k": np.zeros(2)})
    assert answer.changed == changed


def test_a_changed_tensor_is_told_and_a_changed_gradient_is_not(glass: Glass) -> None:
    import torch

    source = "def f(t): t += 1\ndef g(t): return (t * 2).sum().backward()"
    behind = glass.open(source, "f", "g", library="torch")
    assert behind.student.f.ask(torch.ones(2)).changed == ("t",)
    assert behind.student.g.ask(torch.ones(2, requires_grad=True)).changed == ()


def test_arguments_are_copies(glass: Glass) -> None:
    array = np.ones(2)
    glass.open("def f(a): a[:] = 0").student.f(array)
    assert array.tolist() == [1.0, 1.0]


def test_warnings_come_with_the_answer_every_time(glass: Glass) -> None:
    f = glass.open("import numpy as np\ndef f(x): return np.log(x)").student.f
    for _ in range(2):
        (warning,) = f.ask(0.0).warnings
        assert warning.startswith("RuntimeWarning: divide by zero")


def test_many_warnings_are_capped(glass: Glass) -> None:
    source = "import warnings\ndef f():\n for n in range(999): warnings.warn('w' * 999 + str(n))"
    warned = glass.open(source).student.f.ask().warnings
    assert 0 < len(warned) < 100
    assert all(len(each) < 1000 for each in warned)


def test_prints_come_with_the_answer_from_both_streams(glass: Glass) -> None:
    source = "import sys\ndef f(): print('out'); print('err', file=sys.stderr)"
    assert glass.open(source).student.f.ask().printed == "out\nerr\n"


def test_prints_are_capped_and_harm_nothing(glass: Glass) -> None:
    source = "def f():\n for _ in range(10_000): print('x' * 1000)\n return 1"
    answer = glass.open(source, limits=Limits(printed_chars=50)).student.f.ask()
    assert answer.value == 1
    assert answer.printed == "x" * 50


@pytest.mark.parametrize("statement", ["print('\\ud800'); return 1", "return '\\ud800' and 1"])
def test_text_that_utf8_cannot_hold_is_no_crash(glass: Glass, statement: str) -> None:
    assert glass.open(f"def f(): {statement}").student.f() == 1


def test_an_error_whose_words_utf8_cannot_hold_is_no_crash(glass: Glass) -> None:
    error = glass.open("def f(): raise ValueError('\\ud800')").student.f.ask().error
    assert error.kinds[0] == "ValueError"


def test_an_error_comes_with_its_kinds_message_and_frames(glass: Glass) -> None:
    source = """\
        def f(x):
            return g(x)
        def g(x):
            raise KeyError("nothing")
        """
    error = glass.open(source).student.f.ask(1).error
    assert error.kinds[:3] == ("KeyError", "LookupError", "Exception")
    assert "nothing" in error.message
    assert [(each.function, each.line) for each in error.frames] == [("f", 2), ("g", 4)]
    assert error.frames[-1].text == 'raise KeyError("nothing")'


def test_only_frames_of_the_students_file_are_told(glass: Glass) -> None:
    source = "import numpy as np\ndef f(): return np.linalg.inv(np.zeros((2, 2)))"
    error = glass.open(source).student.f.ask().error
    assert error.kinds[0] == "LinAlgError"
    assert [each.function for each in error.frames] == ["f"]


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("return f()", "RecursionError"),
        ("import sys; sys.exit(3)", "SystemExit"),
        ("raise KeyboardInterrupt", "KeyboardInterrupt"),
        ("quit()", "SystemExit"),
        ("return input()", "EOFError"),
        ("return f(1)", "TypeError"),
        ("return [0.0] * 10**9", "MemoryError"),
        ("import numpy as np; return np.zeros(5_000_000)", "AnswerTooLarge"),
        ("return ['x' * 1000] * 1000", "AnswerTooLarge"),
        ("a = []; a.append(a); return a", "AnswerTooDeep"),
        ("return (each / 0 for each in [1]).__next__()", "ZeroDivisionError"),
    ],
)
def test_whatever_is_raised_is_an_answer_and_the_worker_goes_on(
    glass: Glass, body: str, kind: str
) -> None:
    behind = glass.open(f"def f(): {body}\ndef g(): return 1", "f", "g")
    assert behind.student.f.ask().error.kinds[0] == kind
    assert behind.student.g() == 1


def test_an_error_that_cannot_even_be_told_is_an_answer(glass: Glass) -> None:
    source = "class E(Exception):\n def __str__(self): raise SystemExit\ndef f(): raise E"
    error = glass.open(source).student.f.ask().error
    assert (error.kinds[0], error.message) == ("E", "")


def test_an_argument_that_cannot_be_looked_at_counts_as_changed(glass: Glass) -> None:
    source = "class B(list):\n def __iter__(self): raise SystemError\ndef f(a): a.append(B())"
    assert glass.open(source).student.f.ask([1]).changed == ("a",)


def test_what_ends_the_process_is_a_crash_and_the_next_call_gets_a_new_one(glass: Glass) -> None:
    behind = glass.open("import os\ndef f(): os._exit(7)\ndef g(): return 1", "f", "g")
    with pytest.raises(Crashed, match="exit code 7"):
        behind.student.f()
    behind.begin()
    assert behind.student.g() == 1


RESET: dict[str, tuple[str, str]] = {
    "random": ("import random", "random.random()"),
    "numpy": ("import numpy", "float(numpy.random.normal())"),
    "torch": ("import torch", "torch.rand(2)"),
    "error state": ("import numpy", "(numpy.geterr(), numpy.seterr(all='ignore'))[0]"),
    "default dtype": ("import torch", "(str(torch.get_default_dtype()), DOUBLE())[0]"),
    "grad mode": ("import torch", "(torch.is_grad_enabled(), torch.set_grad_enabled(False))[0]"),
    "inference mode": (
        "import torch\nkept = []",
        "(torch.is_inference_mode_enabled(), kept.append(torch.inference_mode()),"
        " kept[-1].__enter__())[0]",
    ),
    "anomaly": (
        "import torch",
        "(torch.is_anomaly_enabled(), torch.autograd.set_detect_anomaly(True))[0]",
    ),
    "deterministic": (
        "import torch",
        "(torch.are_deterministic_algorithms_enabled(),"
        " torch.use_deterministic_algorithms(True))[0]",
    ),
    "recursion limit": ("import sys", "(sys.getrecursionlimit(), sys.setrecursionlimit(500))[0]"),
    "warning filters": (
        "import warnings",
        "(len(warnings.filters), warnings.simplefilter('error'))[0]",
    ),
}


@pytest.mark.parametrize("state", RESET)
def test_a_reset_makes_global_state_as_new(glass: Glass, state: str) -> None:
    """What one criterion leaves behind is not seen by the next."""
    imports, expression = RESET[state]
    source = f"{imports}\ndef DOUBLE(): torch.set_default_dtype(torch.float64)\n"
    behind = glass.open(source + f"def f(): return {expression}", library="torch")
    seen: list[Any] = []
    for _ in range(2):
        behind.begin(seed=5)
        seen.append(behind.student.f())
    assert repr(seen[0]) == repr(seen[1])


def test_numpy_stays_as_silent_as_a_module_makes_it_and_no_louder(glass: Glass) -> None:
    source = "import numpy\nnumpy.seterr(over='ignore', invalid='raise')\n"
    behind = glass.open(source + "def f(): return numpy.geterr()")
    behind.begin()
    assert (behind.student.f()["over"], behind.student.f()["invalid"]) == ("ignore", "warn")


@pytest.mark.parametrize("state", ["random", "numpy", "torch"])
def test_another_seed_gives_other_random_numbers(glass: Glass, state: str) -> None:
    imports, expression = RESET[state]
    behind = glass.open(f"{imports}\ndef f(): return {expression}", library="torch")
    behind.begin(seed=1)
    first = behind.student.f()
    behind.begin(seed=2)
    assert repr(behind.student.f()) != repr(first)


def test_a_reset_forgets_what_was_kept(glass: Glass) -> None:
    source = """
        gone = []
        class Kept:
            def __del__(self): gone.append(1)
        def f(): return Kept()
        def g(): return len(gone)
        """
    behind = glass.open(source, "f", "g")
    behind.student.f()
    assert behind.student.g() == 0
    behind.begin()
    assert behind.student.g() == 1


def test_a_module_finds_itself_by_its_name(glass: Glass) -> None:
    """Dataclasses and pickling look a class's module up."""
    source = """
        from dataclasses import dataclass
        @dataclass
        class P:
            x: int = 1
        def f(): return P().x, __name__
        """
    assert glass.open(source).student.f() == (1, "answers")
