"""What a system allows is found by trying, and what is missing comes with what mends it."""

import json
import platform
import subprocess

import pytest

from grader.sandbox.confinement.probing import _mend, probe
from tests.sandbox.confinement.worlds import Unsuitable, World

PROBE = """
import json
from grader.sandbox.confinement.probing import probe
found = probe()
print(json.dumps([found.level, found.missing]))
"""


def probed(system: str, user: str) -> tuple[str, list[list[str]]]:
    try:
        command = World("none", user, system).command("-P", "-c", PROBE)
    except Unsuitable as error:
        pytest.skip(str(error))
    level, missing = json.loads(subprocess.check_output(command, text=True, cwd="/"))
    return level, missing


@pytest.mark.parametrize("user", ["root", "ordinary"])
def test_a_docker_container_allows_level_container(user: str) -> None:
    level, missing = probed("docker", user)
    assert level == "container"
    ((lacking, protection, reason, mend),) = missing
    assert (lacking, protection) == ("full", "namespaces")
    assert "unshare" in reason
    assert mend.startswith("docker run")


def test_without_landlock_nothing_is_isolated() -> None:
    level, missing = probed("docker_without_landlock", "root")
    assert level == "none"
    assert [protection for _, protection, _, _ in missing] == ["namespaces", "Landlock"]
    assert "seccomp=unconfined" in missing[1][3], "it is the container that refuses"


@pytest.mark.parametrize(
    ("protection", "reason", "mend"),
    [
        ("Landlock", "[Errno 95] landlock_create_ruleset: (EOPNOTSUPP)", "lsm="),
        ("Landlock", "[Errno 38] landlock_create_ruleset: (ENOSYS)", "Linux 5.13"),
        ("seccomp", "[Errno 22] seccomp: (EINVAL)", "CONFIG_SECCOMP_FILTER"),
        ("system", "Linux on aarch64 has no confinement here", "x86-64"),
    ],
)
def test_what_a_kernel_lacks_is_mended_by_another(protection: str, reason: str, mend: str) -> None:
    assert mend in _mend(protection, reason)


def test_another_processor_has_no_level(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(platform, "machine", lambda: "aarch64")
    found = probe()
    assert found.level == "none"
    assert {each.protection for each in found.missing} == {"system"}


def test_a_level_is_tried_in_all_its_parts() -> None:
    level, missing = probed("without_mounts", "root")
    assert level == "container"
    assert missing[0][1] == "private root"
