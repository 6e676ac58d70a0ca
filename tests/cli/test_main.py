import argparse
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.cli import main
from assistant.cli.main import build_parser
from assistant.config import Settings
from assistant.errors import (
    AssistantError,
    DocumentError,
    IndexMissingError,
    IndexStaleError,
    InternalError,
    ModelError,
)

from .conftest import Run, RunIn

COMMANDS = (
    "index",
    "add",
    "remove",
    "plans",
    "ask",
    "search",
    "records",
    "benchmark",
    "serve",
    "users",
    "doctor",
    "eval",
)


def commands() -> tuple[str, ...]:
    (choices,) = (a.choices for a in build_parser()._actions if isinstance(a, argparse._SubParsersAction))
    return tuple(choices)


def test_the_commands_are_those_that_are_promised() -> None:
    assert set(commands()) >= set(COMMANDS)


@pytest.mark.parametrize("command", commands())
def test_every_command_has_help(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="0"):
        main([command, "--help"])
    captured = capsys.readouterr()
    assert captured.err == ""
    assert captured.out.startswith("usage: ")
    if command != "eval":
        assert "--corpus" in captured.out
        assert "--index" in captured.out


def test_the_overview_lists_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="0"):
        main(["--help"])
    lines = capsys.readouterr().out.splitlines()
    named = [line.split()[0] for line in lines if line.startswith("    ") and line[4] != " "]
    assert set(named) >= set(COMMANDS)


@pytest.mark.parametrize(
    "arguments",
    [
        ["ask"],
        ["ask", "câu hỏi", "--batch", "tệp.jsonl"],
        ["ask", "--batch", "không-có.jsonl"],
        ["search"],
        ["search", "câu hỏi", "--batch", "tệp.jsonl"],
        ["records", "--plan", "khong-co"],
        ["remove", "khong-co"],
        ["add", "không-có.txt"],
        ["benchmark", "không-có"],
    ],
    ids=" ".join,
)
def test_expected_errors_are_one_vietnamese_line(run: Run, arguments: list[str]) -> None:
    error = run(arguments[0], *arguments[1:]).error
    assert error.startswith("Lỗi: ")
    assert error.endswith((".", "assistant plans"))


@pytest.mark.parametrize(
    "raised",
    [
        ModelError("Thiếu mô hình."),
        IndexMissingError("Chưa có chỉ mục."),
        IndexStaleError("Chỉ mục cũ."),
        DocumentError("Tệp hỏng."),
        InternalError("Lỗi nội bộ."),
    ],
    ids=lambda error: type(error).__name__,
)
def test_errors_of_every_kind_become_a_sentence(
    run: Run, monkeypatch: pytest.MonkeyPatch, raised: AssistantError
) -> None:
    def fail(settings: Settings) -> None:
        raise raised

    monkeypatch.setattr("assistant.cli.commands.load_corpus", fail)
    assert run("plans").error == f"Lỗi: {raised}"


@pytest.mark.parametrize(
    "arguments", [["search", "số hóa", "--k", "0"], ["search", "số hóa", "--k", "năm"], ["add"]], ids=" ".join
)
def test_wrong_usage_is_one_vietnamese_line_too(run: Run, arguments: list[str]) -> None:
    assert run(arguments[0], *arguments[1:]).error.startswith("Lỗi: ")


def test_a_bad_setting_is_one_line_that_names_it(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_PORT", "70000")
    assert "ASSISTANT_PORT" in run("plans").error


def test_options_go_before_environment_variables(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("ASSISTANT_CORPUS", str(tmp_path / "không-có"))
    assert run("plans").status == 0


def test_environment_variables_stand_in_for_options(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, indexed: Settings
) -> None:
    monkeypatch.setenv("ASSISTANT_CORPUS", str(indexed.corpus))
    assert main(["records", "--plan", "lao-cai-2025-cchc"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 3


def interrupt(settings: Settings) -> None:
    raise KeyboardInterrupt


def test_ctrl_c_ends_with_a_sentence(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.cli.commands.load_corpus", interrupt)
    outcome = run("plans")
    assert (outcome.status, outcome.out, outcome.err) == (130, "", "Đã dừng.\n")


def test_serve_says_where_to_look_and_serves_there(
    run_in: RunIn, indexed: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    served: list[tuple[object, Settings]] = []
    monkeypatch.setenv("ASSISTANT_PORT", "7999")
    monkeypatch.setattr("assistant.web.server.create_app", lambda assistant, settings: len(assistant.plans()))
    serve: Callable[[object, Settings], None] = lambda app, settings: served.append((app, settings))  # noqa: E731
    monkeypatch.setattr("assistant.web.server.serve", serve)
    outcome = run_in(indexed)("serve")
    assert (outcome.status, outcome.out) == (0, "")
    assert "http://127.0.0.1:7999" in outcome.err
    assert [(app, settings.port) for app, settings in served] == [(3, 7999)]


def test_libraries_are_told_to_stay_offline_and_silent(run: Run) -> None:
    run("plans")
    switches = ("HF_HUB_OFFLINE", "DO_NOT_TRACK", "ANONYMIZED_TELEMETRY", "GRADIO_ANALYTICS_ENABLED")
    assert [os.environ[name] for name in switches] == ["1", "1", "False", "False"]
