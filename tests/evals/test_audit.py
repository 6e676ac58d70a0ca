import json
import stat
from pathlib import Path

import pytest

from evals.audit import NOT_ASKED, main


def fake(folder: Path, printed: str, status: int) -> tuple[str]:
    """A program in the place of pip-audit."""
    path = folder / "pip-audit"
    path.write_text(f"#!/bin/sh\ncat <<'END'\n{printed}\nEND\nexit {status}\n", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return (str(path),)


def report(*vulns: dict[str, object]) -> str:
    return json.dumps(
        {
            "dependencies": [
                {"name": "a", "version": "1.0", "vulns": list(vulns)},
                {"name": "b", "version": "2", "vulns": []},
            ]
        }
    )


def test_a_lock_without_known_faults_passes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(fake(tmp_path, report(), 0)) == 0
    assert capsys.readouterr().out == "2 gói, 0 lỗ hổng đã biết.\n"


def test_a_known_fault_is_named_with_its_mend(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(fake(tmp_path, report({"id": "PYSEC-1", "fix_versions": ["1.1"]}), 1)) == 1
    assert capsys.readouterr().out.splitlines()[0] == "a 1.0: PYSEC-1 (bản vá: 1.1)"


@pytest.mark.parametrize("printed", ["", "requests.exceptions.ConnectionError", "[]"])
def test_a_database_that_cannot_be_asked_is_no_clean_bill(
    printed: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(fake(tmp_path, printed, 1)) == 2
    assert main((str(tmp_path / "none"),)) == 2
    assert capsys.readouterr().err == f"{NOT_ASKED}\n" * 2
