"""``python -m evals.audit``: known vulnerabilities of what the lock pins, as pip-audit finds them.

Exit status 0 where none is known, 1 where some are, 2 where the database could not be asked.
"""

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

LOCK = Path(__file__).parents[1] / "requirements.lock"
_TIMEOUT_S = 300
NOT_ASKED = (
    "Không hỏi được cơ sở dữ liệu lỗ hổng (máy không ra được Internet, hoặc chưa cài pip-audit). "
    "Hãy chạy lại “make audit” trên máy có mạng, với tệp requirements.lock này."
)


@dataclass(frozen=True, slots=True)
class Vulnerability:
    """A known fault of a version that the lock pins."""

    package: str
    version: str
    id: str
    fixed_in: tuple[str, ...]


def read_report(text: str) -> tuple[int, list[Vulnerability]] | None:
    """How many packages were looked at, and what is known of them; ``None`` for text that is no report."""
    try:
        report: dict[str, Any] = json.loads(text)
        packages = report["dependencies"]
        found = [
            Vulnerability(package["name"], package["version"], fault["id"], tuple(fault["fix_versions"]))
            for package in packages
            for fault in package.get("vulns", ())
        ]
    except (ValueError, KeyError, TypeError):
        return None
    return len(packages), found


def main(command: Sequence[str] = ("pip-audit",)) -> int:
    """Ask and print; ``command`` starts pip-audit."""
    try:
        options = ("--requirement", str(LOCK), "--no-deps", "--disable-pip", "--format", "json")
        done = subprocess.run(
            [*command, *options], capture_output=True, text=True, timeout=_TIMEOUT_S, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        sys.stderr.write(f"{NOT_ASKED}\n")
        return 2
    report = read_report(done.stdout)
    if report is None:
        sys.stderr.write(f"{NOT_ASKED}\n")
        return 2
    count, found = report
    for fault in found:
        fixed = ", ".join(fault.fixed_in) or "chưa có bản vá"
        sys.stdout.write(f"{fault.package} {fault.version}: {fault.id} (bản vá: {fixed})\n")
    sys.stdout.write(f"{count} gói, {len(found)} lỗ hổng đã biết.\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:] or ("pip-audit",)))
