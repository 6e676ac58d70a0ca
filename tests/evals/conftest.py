"""A toy corpus with its own tasks, floors and index, all in folders that a test may change."""

import shutil
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

import pytest

from assistant.config import Settings, load_settings
from assistant.llm.chat import ChatModel
from assistant.service import index_corpus
from evals.cli import run_evaluation
from evals.options import Options
from tests.fakes import FakeEncoder

TOY = Path(__file__).parent / "toy"


@dataclass(frozen=True)
class Desk:
    """An office with its own plans and tasks."""

    settings: Settings
    tasks: Path

    def evaluate(self, chat: ChatModel | None = None, /, **options: object) -> tuple[int, str]:
        """Run ``assistant eval`` with options; the exit status and what was printed."""
        out = StringIO()
        wanted = Options(**{"tasks": self.tasks, "save": False, **options})  # type: ignore[arg-type]
        status = run_evaluation(self.settings, wanted, out, encoder=FakeEncoder(), chat=chat)
        return status, out.getvalue()

    def reindex(self) -> None:
        """Build the index anew with whatever the code is now."""
        shutil.rmtree(self.settings.index)
        index_corpus(self.settings, FakeEncoder())


@pytest.fixture(scope="session")
def toy_index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The index of the toy corpus, built once."""
    folder = tmp_path_factory.mktemp("toy-index")
    index_corpus(load_settings({}, {"corpus": TOY / "corpus", "index": folder}), FakeEncoder())
    return folder


@pytest.fixture
def desk(tmp_path: Path, toy_index: Path) -> Desk:
    """A copy of everything."""
    shutil.copytree(TOY / "corpus", tmp_path / "corpus")
    shutil.copytree(TOY / "tasks", tmp_path / "tasks")
    shutil.copytree(toy_index, tmp_path / "index")
    settings = load_settings({}, {"corpus": tmp_path / "corpus", "index": tmp_path / "index"})
    return Desk(settings, tmp_path / "tasks")
