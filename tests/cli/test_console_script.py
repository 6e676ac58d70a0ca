"""The installed command as a process of its own."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.config import Settings
from tests.written_plans import LAO_CAI

SCRIPT = Path(sys.executable).with_name("assistant")


def run_script(settings: Settings, command: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    places = ["--corpus", str(settings.corpus), "--index", str(settings.index)]
    return subprocess.run(
        [str(SCRIPT), command, *places, *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


def test_results_go_to_stdout_and_status_is_zero(indexed: Settings) -> None:
    done = run_script(indexed, "records", "--plan", LAO_CAI)
    assert [json.loads(line)["number"] for line in done.stdout.splitlines()] == ["1", "1-1", "2"]
    assert (done.returncode, done.stderr) == (0, "")


def test_an_expected_error_is_one_line_on_stderr_and_status_one(indexed: Settings) -> None:
    done = run_script(indexed, "records", "--plan", "khong-co")
    assert (done.returncode, done.stdout) == (1, "")
    assert len(done.stderr.splitlines()) == 1


def test_a_reader_that_stops_early_is_no_error_message(indexed: Settings) -> None:
    arguments = f"records --corpus '{indexed.corpus}'"
    done = subprocess.run(
        ["bash", "-c", f"'{SCRIPT}' {arguments} | head -c 1"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert (done.stdout, done.stderr) == ("{", "")


@pytest.mark.model
def test_index_and_ask_with_the_real_model_keep_stdout_to_the_answer(fresh: Settings) -> None:
    assert run_script(fresh, "index").stdout == ""
    done = run_script(fresh, "ask", "--json", "ai chủ trì số hóa hồ sơ cấp xã ở Cà Mau?")
    (line,) = map(json.loads, done.stdout.splitlines())
    assert "Văn phòng UBND tỉnh" in line["answer"]
    assert [citation["locator"] for citation in line["citations"]] == ["phu-luc/II/3"]
    assert (done.returncode, done.stderr) == (0, "")
