"""A source is read without being run: what it defines and uses, or why it does not parse."""

from textwrap import dedent

import pytest

from grader.sandbox.protocol import Definition, Read, Reading
from grader.sandbox.reading import read


def reading(source: str, *exercises: str, forbidden: tuple[str, ...] = ()) -> Reading:
    asked = exercises or ("f",)
    request = Read(asked, dict.fromkeys(asked, forbidden))
    return read(dedent(source).encode(), request)


def definition(source: str, name: str = "f", forbidden: tuple[str, ...] = ()) -> Definition:
    return reading(source, name, forbidden=forbidden).definitions[name]


@pytest.mark.parametrize(
    ("source", "line", "text"),
    [
        ("x = 1\ndef f(:\n    pass\n", 2, "def f(:"),
        ("def f():\nreturn 1\n", 2, "return 1"),
        ("def f():\n    if x:\n        a\n      b\n", 4, "      b"),
        ("f = 'open\n", 1, "f = 'open"),
    ],
    ids=["a bracket", "no indent", "an indent that fits no other", "an open string"],
)
def test_a_syntax_problem_has_its_line_and_text(source: str, line: int, text: str) -> None:
    problem = reading(source).problem
    assert problem is not None
    assert problem.message
    assert (problem.line, problem.text) == (line, text)


@pytest.mark.parametrize(
    "source",
    ["(" * 5000, "-" * 100_000 + "1", "x" + "[0]" * 50_000, "f = " + "1+" * 100_000 + "1"],
    ids=["brackets", "signs", "indices", "a sum"],
)
def test_a_source_that_exhausts_the_parser_is_answered(source: str) -> None:
    assert isinstance(reading(source), Reading)


def test_a_long_line_is_cut() -> None:
    problem = reading("x = (" + "1," * 10_000 + "\n").problem
    assert problem is not None
    assert len(problem.text) <= 200


def test_what_is_not_there_is_not_among_the_definitions() -> None:
    assert reading("def g(): pass", "f").definitions == {}


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("def f(): return 1", "function"),
        ("async def f(): return 1", "function"),
        ("class f: pass", "class"),
        ("f = lambda x: x", "other"),
        ("f: int = 3", "other"),
        ("def f(): return 1\nf = 3", "other"),
        ("f = 3\ndef f(): return 1", "function"),
        ("if True:\n    def f(): return 1", "function"),
        ("try:\n    f = 1\nexcept E:\n    pass", "other"),
    ],
)
def test_the_last_binding_at_the_top_level_is_the_definition(source: str, kind: str) -> None:
    assert definition(source).kind == kind


def test_a_definition_knows_its_line() -> None:
    assert definition("\n\n@decorated\ndef f():\n    return 1\n").line == 4


@pytest.mark.parametrize(
    ("source", "parameters"),
    [
        ("def f(): ...", ()),
        ("def f(a, /, b, *c, d=1, **e): ...", ("a", "b", "*c", "d", "**e")),
        ("class f:\n    def __init__(self, a, b=2): ...", ("a", "b")),
        ("class f: pass", ()),
    ],
)
def test_parameters_are_told_in_order(source: str, parameters: tuple[str, ...]) -> None:
    assert definition(source).parameters == parameters


def test_other_exercises_are_found_directly_and_through_helpers() -> None:
    source = """
        def f(x): return helper(x)
        def helper(x): return [g(each) for each in x]
        def g(x): return x
        def h(x): return f(x)
        """
    found = reading(source, "f", "g", "h").definitions
    assert found["f"].uses == ("g",)
    assert found["g"].uses == ()
    assert found["h"].uses == ("f", "g")


def test_helpers_that_call_each_other_are_followed_once() -> None:
    source = "def f(x): return a(x)\ndef a(x): return b(x)\ndef b(x): return a(x) + f(x)\n"
    assert reading(source, "f", "b").definitions["f"].uses == ("b",)


@pytest.mark.parametrize(
    "source",
    [
        "f = lambda x: g(x)\ndef g(x): return x\n",
        "def g(x): return x\nf = partial(h, 1)\ndef h(x, y): return g(y)\n",
        "def g(x): return x\nclass C:\n    def __call__(self, x): return g(x)\nf = C()\n",
        "def g(x): return x\nf, k = (lambda x: g(x)), 3\n",
    ],
    ids=["a lambda", "a partial", "an object", "one of two names"],
)
def test_an_exercise_that_is_assigned_uses_others_too(source: str) -> None:
    found = reading(source, "f", "g", forbidden=("g",)).definitions["f"]
    assert found.uses == ("g",)
    assert found.forbidden is not None


@pytest.mark.parametrize(
    ("source", "uses"),
    [
        ("def _g(x): return x\ng = _g\ndef f(x): return _g(x)\n", ("g",)),
        ("def _g(x): return x\n_h = _g\ng = _h\ndef f(x): return _g(x)\n", ("g",)),
        ("def _g(x): return x\ng = cache(_g)\ndef f(x): return _g(x)\n", ()),
        ("g = g\ndef f(x): return x\n", ()),
    ],
    ids=["another name", "a third name", "made of it", "itself"],
)
def test_an_exercise_is_used_by_any_of_its_names(source: str, uses: tuple[str, ...]) -> None:
    assert reading(source, "f", "g").definitions["f"].uses == uses


def test_a_lambda_has_parameters() -> None:
    assert definition("f = lambda a, *b, c=1: a").parameters == ("a", "*b", "c")


def test_a_name_in_a_comment_or_string_is_no_use() -> None:
    source = "def f(x):\n    'as g does'\n    return x  # g\ndef g(x): return x\n"
    assert reading(source, "f", "g").definitions["f"].uses == ()


FORBIDDEN = ("torch.nn", "torch.autograd.grad", ".backward", "numerical_gradient")


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("import torch\ndef f(x): return torch.nn.Linear(1, 1)(x)", "torch.nn"),
        ("import torch as t\ndef f(x): return t.nn.Linear(1, 1)(x)", "torch.nn"),
        ("import torch.nn as nn\ndef f(x): return nn.Linear(1, 1)(x)", "torch.nn"),
        ("import torch.nn.functional as F\ndef f(x): return F.relu(x)", "torch.nn"),
        ("from torch import nn\ndef f(x): return nn.Linear(1, 1)(x)", "torch.nn"),
        ("from torch.nn import Linear as L\ndef f(x): return L(1, 1)(x)", "torch.nn"),
        ("def f(x):\n    from torch import nn\n    return nn.ReLU()(x)", "torch.nn"),
        ("import torch\nL = torch.nn.Linear\ndef f(x): return L(1, 1)(x)", "torch.nn"),
        ("import torch\ndef f(x): return g(x)\ndef g(x): return torch.nn.ReLU()(x)", "torch.nn"),
        ("import torch\nclass f:\n    def m(self): return torch.nn.ReLU()", "torch.nn"),
        ("from torch.autograd import grad\ndef f(x): return grad(x, x)", "torch.autograd.grad"),
        ("from torch import nn\ndef f(x): return getattr(nn, 'Linear')(1, 1)(x)", "torch.nn"),
        ("def f(x): return __import__('torch').nn.Linear(1, 1)(x)", "torch.nn"),
        ("import importlib as i\ndef f(): return i.import_module('torch.nn')", "torch.nn"),
        ("def f(x): x.sum().backward()", ".backward"),
        ("def f(x): return numerical_gradient(x)", "numerical_gradient"),
    ],
)
def test_a_forbidden_name_is_found_under_any_name(source: str, name: str) -> None:
    found = definition(source, forbidden=FORBIDDEN).forbidden
    assert found is not None
    assert found[0] == name


@pytest.mark.parametrize(
    "source",
    [
        "import torch\ndef f(x): return torch.nnls(x)",
        "import torch\ndef f(x): return torch.autograd.gradcheck(x)",
        "import torch\ndef f(x): return x\ndef g(x): return torch.nn.ReLU()(x)",
        "def f(x): return backward(x)",
        "def f(x): return x.numerical_gradient",
        "import mine\ndef f(x): return mine.torch.nn(x)",
    ],
)
def test_a_name_that_only_looks_alike_is_not_forbidden(source: str) -> None:
    assert definition(source, forbidden=FORBIDDEN).forbidden is None


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("class C:\n    def backward(self, z): return z\ndef f(z): return C().backward(z)", False),
        (
            "import torch\nclass C:\n    def backward(self, z): return z\n"
            "def f(z): return C().backward(z)",
            False,
        ),
        (
            "import torch\nclass C:\n    def backward(self): ...\n"
            "def f(z): return torch.tensor(z).backward()",
            True,
        ),
        ("def backward(z): return z\ndef f(z): return z.backward()", True),
    ],
    ids=["its own method", "a library unused", "a library used", "a function of that name"],
)
def test_a_method_of_the_modules_own_is_not_forbidden(source: str, found: bool) -> None:
    assert (definition(source, forbidden=FORBIDDEN).forbidden is not None) is found


def test_what_another_exercise_pays_for_is_not_counted_twice() -> None:
    source = "import torch\ndef f(x): return g(x)\ndef g(x): return torch.nn.ReLU()(x)\n"
    request = Read(("f", "g", "h"), {"f": ("torch.nn",), "g": ("torch.nn",), "h": ()})
    found = read(source.encode(), request).definitions
    assert found["f"].forbidden is None
    assert found["g"].forbidden == ("torch.nn", 3)


def test_the_first_forbidden_line_is_told() -> None:
    source = "import torch\ndef f(x):\n    x = x + 1\n    x.backward()\n    torch.nn.ReLU()\n"
    assert definition(source, forbidden=FORBIDDEN).forbidden == (".backward", 4)


@pytest.mark.parametrize(
    ("source", "unfinished"),
    [
        ("def f(x):\n    raise NotImplementedError('f')", True),
        ("def f(x):\n    'doc'\n    raise NotImplementedError", True),
        ("def f(x):\n    return x\n    raise NotImplementedError", False),
        ("def f(x): return x", False),
        (
            "class f:\n    def a(self): return 1\n    def b(self): raise NotImplementedError('f')",
            True,
        ),
        ("class f:\n    def a(self): return 1", False),
        ("def f(x): raise ValueError('x')", False),
    ],
)
def test_what_still_raises_as_a_stub_does_is_unfinished(source: str, unfinished: bool) -> None:
    assert definition(source).unfinished is unfinished


def test_a_forbidden_name_is_found_behind_a_star_import() -> None:
    reading = read(
        b"from torch.nn import *\ndef f():\n    return Linear(1, 1)\n",
        Read(("f",), {"f": ("torch.nn.Linear",)}),
    )
    assert reading.definitions["f"].forbidden == ("torch.nn.Linear", 3)


def test_names_that_are_bound_together_do_not_use_each_other() -> None:
    found = reading("def f(x): return x\ng = h = f", "f", "g", "h").definitions
    assert found["g"].uses == ("f",)
