"""What a worker can read is named piece by piece."""

import sysconfig
from pathlib import Path

import pytest

import grader
from grader.sandbox.confinement.runtime import Runtime, find_runtime

KIT = Path(grader.__file__ or "").resolve().parent
PACKAGES = Path(sysconfig.get_path("purelib")).resolve()


@pytest.fixture(scope="module")
def runtime() -> Runtime:
    return find_runtime(("msgspec", "numpy"))


def readable(runtime: Runtime, path: Path) -> bool:
    """Whether a tree holds a path and does not leave it out."""
    inside = [tree for tree in runtime.trees if path.is_relative_to(tree.path)]
    if not inside:
        return False
    rest = path.relative_to(inside[-1].path).parts
    return not rest or rest[0] not in inside[-1].without


@pytest.mark.parametrize("place", ["numpy", "msgspec", "numpy.libs"])
def test_needed_packages_are_there(place: str, runtime: Runtime) -> None:
    assert readable(runtime, PACKAGES / place) or not (PACKAGES / place).exists()


@pytest.mark.parametrize("place", ["pytest", "rich", "grader", "torch"])
def test_other_packages_are_not(place: str, runtime: Runtime) -> None:
    assert not readable(runtime, PACKAGES / place)


def test_only_this_package_of_the_kit_is_there(runtime: Runtime) -> None:
    ours = [tree.path for tree in runtime.trees if tree.path.is_relative_to(KIT.parent)]
    outside_packages = [path for path in ours if not path.is_relative_to(PACKAGES)]
    assert outside_packages == [KIT / "__init__.py", KIT / "sandbox"]


def test_the_standard_library_is_there_without_packages(runtime: Runtime) -> None:
    library = Path(sysconfig.get_path("stdlib")).resolve()
    assert readable(runtime, library / "os.py")
    assert not readable(runtime, library / "site-packages" / "pip")


def test_no_tree_is_a_whole_system_or_home(runtime: Runtime) -> None:
    wide = {Path("/"), Path("/usr"), Path("/opt"), Path("/home"), Path.home(), KIT, PACKAGES}
    assert not wide & {tree.path for tree in runtime.trees}


def test_torch_comes_with_what_it_requires() -> None:
    pytest.importorskip("torch")
    runtime = find_runtime(("torch",))
    for name in ("torch", "sympy", "mpmath", "jinja2", "markupsafe", "typing_extensions.py"):
        assert readable(runtime, PACKAGES / name) or not (PACKAGES / name).exists()
