"""The command line in this process, over the written plans and with an encoder that needs no model."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import pytest

from assistant.cli import main
from assistant.config import Settings
from assistant.service import index_corpus
from assistant.types import Encoder, Progress
from tests.fakes import FakeEncoder
from tests.written_plans import write_settings


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command leaves behind."""

    status: int
    out: str
    err: str

    @property
    def json_lines(self) -> list[dict[str, Any]]:
        """Standard output as JSON lines; fails where it holds anything else."""
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def error(self) -> str:
        """The one line that an expected error is; nothing may stand on standard output beside it."""
        assert (self.status, self.out) == (1, "")
        (line,) = self.err.splitlines()
        return line


class Run(Protocol):
    """Runs ``assistant COMMAND --corpus … --index … ARGUMENTS``."""

    def __call__(self, command: str, *arguments: str | Path) -> Outcome: ...


RunIn = Callable[[Settings], Run]


@pytest.fixture(autouse=True)
def fake_model(monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands get the fake encoder where they would load the model."""

    def load(settings: Settings, progress: Progress | None = None) -> Encoder:
        return FakeEncoder()

    monkeypatch.setattr("assistant.embedding.encoder.load_encoder", load)
    monkeypatch.setattr("assistant.service.load_encoder", load)
    monkeypatch.setattr("assistant.live.load_encoder", load)


@pytest.fixture
def run_in(capsys: pytest.CaptureFixture[str]) -> RunIn:
    """Binds commands to a corpus and an index folder."""

    def bind(settings: Settings) -> Run:
        def run(command: str, *arguments: str | Path) -> Outcome:
            places = ["--corpus", str(settings.corpus), "--index", str(settings.index)]
            status = main([command, *places, *map(str, arguments)])
            captured = capsys.readouterr()
            return Outcome(status, captured.out, captured.err)

        return run

    return bind


@pytest.fixture(scope="session")
def indexed(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The written plans, indexed once; tests that change the corpus write their own."""
    settings = write_settings(tmp_path_factory.mktemp("cli"))
    index_corpus(settings, FakeEncoder())
    return settings


@pytest.fixture
def run(run_in: RunIn, indexed: Settings) -> Run:
    """Commands over the indexed plans."""
    return run_in(indexed)


@pytest.fixture
def fresh(tmp_path: Path) -> Settings:
    """One plan of its own for the test, not indexed yet."""
    return write_settings(tmp_path, "ca-mau-2024-cchc")
