"""The ground that faults are made on: small plans with an index, an account and a question, and what is right there."""

import hashlib
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count, islice
from pathlib import Path

from assistant.access.accounts import Accounts
from assistant.access.people import Role, User, Visitor
from assistant.access.questions import Questions, Way
from assistant.changes import kept_files
from assistant.config import Settings, load_settings
from assistant.corpus import load_corpus
from assistant.errors import AssistantError
from assistant.indexing import corpus_digest, open_index
from assistant.service import PlanAssistant, index_corpus, open_or_build_index
from assistant.types import Answer, Record
from evals.faults.remembering import RememberingEncoder

QUESTIONS_A_PLAN = 2
USER = User("lan", Role.EDITOR)
UP_TO_DATE = "none needed"
VECTORS = "vectors.npz"
"""File of the ground with the vectors of all its passages."""
_NUMBERS = count(1)

Fingerprint = tuple[str, ...]
"""The answers to all questions with what they cite; equal where every word and every citation is."""


@dataclass(frozen=True, slots=True)
class Ground:
    """Where tries start from."""

    folder: Path
    base: Settings
    """Two plans, indexed; copied for every try."""
    extra: Path
    """The file of a third plan."""
    extra_id: str
    old_id: str
    """One of the two."""
    encoder: RememberingEncoder
    questions: tuple[str, ...]
    known: Mapping[frozenset[str], Fingerprint]
    """What is answered when the index holds these plans."""

    @property
    def old(self) -> frozenset[str]:
        """The two plans."""
        return frozenset(file.id for file in load_corpus(self.base.corpus))

    @property
    def with_extra(self) -> frozenset[str]:
        """All three."""
        return self.old | {self.extra_id}

    @property
    def without_old(self) -> frozenset[str]:
        """One of the two."""
        return self.old - {self.old_id}

    @contextmanager
    def copy(self, parent: Path | None = None) -> Iterator[Settings]:
        """A copy of everything for one try, in a folder that goes afterwards."""
        folder = (parent or self.folder) / f"try-{next(_NUMBERS)}"
        shutil.copytree(self.base.corpus.parent, folder)
        try:
            yield _settings_in(self.base, folder)
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def find_state(self, settings: Settings, *, repair: bool = True) -> frozenset[str] | None:
        """The plans of the state whose answers are given now; ``None`` where they are those of no whole state."""
        index = (
            open_or_build_index(settings, self.encoder)
            if repair
            else open_index(settings, self.encoder.model_id, repair=False)
        )
        with PlanAssistant(index, self.encoder) as assistant:
            found = ask_all(assistant, self.questions)
        return next((plans for plans, answers in self.known.items() if answers == found), None)

    def find_loss(self, settings: Settings) -> str:
        """What is gone of files, account and question; empty where nothing is."""
        digests = {hashlib.sha256(path.read_bytes()).digest() for path in kept_files(settings.corpus)}
        lost = [
            path.name
            for path in kept_files(self.base.corpus)
            if hashlib.sha256(path.read_bytes()).digest() not in digests
        ]
        if [account.user for account in Accounts(settings.accounts).all()] != [USER]:
            lost.append("account")
        if [kept.question for kept in Questions(settings).kept(10, 0)] != [self.questions[0]]:
            lost.append("question")
        return f"gone: {', '.join(lost)}" if lost else ""

    def bring_up(self, settings: Settings) -> str:
        """Bring the index up to the corpus as one command does; how that was needed."""
        try:
            with open_index(settings, self.encoder.model_id, repair=False) as index:
                if index.catalogue.meta.corpus_digest == corpus_digest(load_corpus(settings.corpus)):
                    return UP_TO_DATE
        except AssistantError:
            pass
        index_corpus(settings, self.encoder)
        return "`assistant index`, or the next start of the server"


def ask_all(assistant: PlanAssistant, questions: Sequence[str]) -> Fingerprint:
    """The answers to all questions with what they cite."""
    answers = [assistant.ask(question) for question in questions]
    return tuple(repr((answer.text, answer.abstained, answer.citations)) for answer in answers)


def prepare_ground(folder: Path, corpus: Path, encoder: RememberingEncoder) -> Ground:
    """Take the three smallest plans of a corpus, and see what is answered from some and all of them.

    Args:
        folder: for everything that is made; exists.
        corpus: at least three plans.
        encoder: the model.
    """
    extra, old, other = islice(sorted(load_corpus(corpus), key=lambda file: file.path.stat().st_size), 3)
    settings = _settings_in(load_settings({}, {"question_log_days": 3650}), folder / "base")
    settings.corpus.mkdir(parents=True)
    files = (old, other, extra)
    questions = tuple(question for file in files for question in _questions_of(file.parse().records))
    known: dict[frozenset[str], Fingerprint] = {}
    for present in ((other,), (other, extra), files, (old, other)):
        for path in settings.corpus.iterdir():
            path.unlink()
        for file in present:
            shutil.copy(file.path, settings.corpus)
        index_corpus(settings, encoder)
        with PlanAssistant(open_index(settings, encoder.model_id), encoder) as assistant:
            known[frozenset(file.id for file in present)] = ask_all(assistant, questions)
    Accounts(settings.accounts).add(USER.name, "mat-khau-rat-dai", USER.role)
    visitor = Visitor("127.0.0.1", USER)
    Questions(settings).note(visitor, Way.CHAT, questions[0], Answer("Sở Nội vụ.", abstained=False))
    shutil.copy(extra.path, folder)
    encoder.save(folder / VECTORS)
    return Ground(folder, settings, folder / extra.path.name, extra.id, old.id, encoder, questions, known)


def _questions_of(records: Sequence[Record]) -> list[str]:
    tasks = (record.cell("task") for record in records)
    return [f"Ai chủ trì {cell.text}?" for cell in islice(filter(None, tasks), QUESTIONS_A_PLAN)]


def _settings_in(settings: Settings, folder: Path) -> Settings:
    return settings.model_copy(
        update={
            "corpus": folder / "corpus",
            "index": folder / "indexes",
            "accounts": folder / "accounts.sqlite",
            "question_log": folder / "questions.sqlite",
            "conversations": folder / "conversations.sqlite",
            "feedback": folder / "feedback.sqlite",
        }
    )


def environment(settings: Settings) -> dict[str, str]:
    """Environment variables of a program with these settings."""
    names = (
        "corpus",
        "index",
        "accounts",
        "question_log",
        "question_log_days",
        "conversations",
        "feedback",
        "cache",
    )
    return {f"ASSISTANT_{name.upper()}": str(getattr(settings, name)) for name in names}
