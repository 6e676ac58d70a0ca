"""The assistant of a server: when a newer index is put in place, the next question is answered from it."""

import gc
import logging
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from threading import Lock, Thread
from types import TracebackType
from typing import Self

from assistant.config import Settings
from assistant.corpus import load_corpus
from assistant.embedding.encoder import load_encoder
from assistant.errors import AssistantError, IndexDamagedError
from assistant.indexing import Index, IndexReport, corpus_digest, find_current_build, open_index
from assistant.llm.budget import SHARED_USER
from assistant.service import PlanAssistant, index_corpus, llm_uses, open_or_build_index, share_chat
from assistant.types import Answer, Encoder, Hit, ParsedPlan, Plan, Progress, Record
from assistant.wording.tally import Tally

_log = logging.getLogger(__name__)


class LiveAssistant:
    """Answers from the index that serves now; safe from several threads, a context manager.

    An index that cannot be opened is left alone: the one before it goes on answering. One that turns out to be
    damaged while it answers is made anew from the plans.
    """

    def __init__(self, settings: Settings, encoder: Encoder, progress: Progress | None = None) -> None:
        self._settings = settings
        self._encoder = encoder
        self._chat = share_chat(settings)
        self._uses = llm_uses(settings)
        self.wordings = Tally()
        """What became of the wordings of a language model, over all indexes."""
        self._opening = Lock()
        self._counting = Lock()
        self._refused: str | None = None
        self._current = self._share(open_or_build_index(settings, encoder, progress))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give up the index once the last call on it has returned."""
        with self._counting:
            self._current.retire()

    @property
    def version(self) -> str:
        """Id of the index that answers."""
        with self._using() as assistant:
            return assistant.version

    @property
    def corpus_digest(self) -> str:
        """Digest of the plans that the index was built from."""
        with self._using() as assistant:
            return assistant.corpus_digest

    def plans(self) -> tuple[Plan, ...]:
        """The plans at hand."""
        with self._using() as assistant:
            return assistant.plans()

    def plan(self, plan_id: str) -> ParsedPlan:
        """Everything that was read from a plan (see ``PlanAssistant.plan``)."""
        with self._using() as assistant:
            return assistant.plan(plan_id)

    def ask(
        self,
        question: str,
        history: Sequence[str] = (),
        plan_ids: Collection[str] | None = None,
        user: str = SHARED_USER,
    ) -> Answer:
        """Answer a question, or refuse (see ``PlanAssistant.ask``)."""
        with self._using() as assistant:
            return assistant.ask(question, history, plan_ids, user)

    def search(self, question: str, k: int = 20, plan_ids: Collection[str] | None = None) -> list[Hit]:
        """The ``k`` best passages, best first."""
        with self._using() as assistant:
            return assistant.search(question, k, plan_ids)

    def records(self, plan_id: str | None = None) -> tuple[Record, ...]:
        """Records of one plan or of all (see ``PlanAssistant.records``)."""
        with self._using() as assistant:
            return assistant.records(plan_id)

    def reindex(self) -> IndexReport:
        """Bring the index up to what the corpus folder holds now; it answers from the next call on.

        Raises:
            AssistantError: the corpus cannot be read, or another process is building.
        """
        return index_corpus(self._settings, self._encoder)

    @contextmanager
    def _using(self) -> Iterator[PlanAssistant]:
        self._follow()
        with self._counting:
            shared = self._current
            shared.users += 1
        try:
            yield shared.assistant
        except IndexDamagedError as error:
            self._mend(shared, error)
            raise
        finally:
            with self._counting:
                shared.users -= 1
                shared.close_if_idle()

    def _share(self, index: Index) -> "_Shared":
        """An index with the model and the language model that outlive it."""
        return _Shared(PlanAssistant(index, self._encoder, self._chat, self._uses, self.wordings))

    def _follow(self) -> None:
        """Open the newest index if it is not the one at hand; others go on with the old one meanwhile."""
        newest = find_current_build(self._settings)
        if newest is None or newest in {self._current.assistant.version, self._refused}:
            return
        if not self._opening.acquire(blocking=False):
            return
        try:
            if newest == self._current.assistant.version:
                return
            self._exchange(self._share(open_index(self._settings, self._encoder.model_id)))
        except AssistantError as error:
            self._refused = newest
            _log.warning("build %s cannot be opened, the former one goes on answering: %s", newest, error)
        finally:
            self._opening.release()

    def _exchange(self, fresh: "_Shared") -> None:
        with self._counting:
            former, self._current = self._current, fresh
            former.retire()
        _log.info("now answering from build %s", fresh.assistant.version)

    def _mend(self, damaged: "_Shared", error: AssistantError) -> None:
        """Make an index anew that was damaged under way; questions fail until then, so nobody waits for it."""
        if damaged is not self._current or not self._opening.acquire(blocking=False):
            return
        _log.error("build %s is damaged: %s", damaged.assistant.version, error)
        Thread(target=self._mend_now, name="mending", daemon=True).start()

    def _mend_now(self) -> None:
        try:
            self._exchange(self._share(open_or_build_index(self._settings, self._encoder)))
        except AssistantError:
            _log.exception("the damaged index could not be made anew")
        finally:
            self._opening.release()


class _Shared:
    """An assistant with the number of calls that are on it; all fields change under the owner's lock."""

    def __init__(self, assistant: PlanAssistant) -> None:
        self.assistant = assistant
        self.users = 0
        self._is_retired = False

    def retire(self) -> None:
        """Close it as soon as nobody uses it."""
        self._is_retired = True
        self.close_if_idle()

    def close_if_idle(self) -> None:
        if self._is_retired and not self.users:
            self.assistant.close()


def open_live_assistant(settings: Settings, progress: Progress | None = None) -> LiveAssistant:
    """An assistant that follows the index, which is first brought up to the corpus: built where there is none.

    A change of the corpus that a killed process has left without its index comes into use so.

    Raises:
        AssistantError: the model, the corpus or the index cannot be used; the message says what to do.
    """
    encoder = load_encoder(settings, progress)
    _spare_libraries()
    assistant = LiveAssistant(settings, encoder, progress)
    _bring_up_to_date(assistant, settings, encoder, progress)
    return assistant


def _spare_libraries() -> None:
    """Leave what is loaded by now, libraries and model, out of every later search for garbage.

    It stays for good. Looking through its half a million objects holds up everybody for half a second, and because that
    takes so long Python does it seldom: closed pages pile up meanwhile. An index, which may be given up, comes later.
    """
    gc.collect()
    gc.freeze()


def _bring_up_to_date(
    assistant: LiveAssistant, settings: Settings, encoder: Encoder, progress: Progress | None
) -> None:
    """Index a changed corpus; where that fails, the index there is goes on answering."""
    try:
        files = load_corpus(settings.corpus)
        if corpus_digest(files) == assistant.corpus_digest:
            return
        if not files:  # more likely a disk that is not mounted than the wish to answer nothing
            _log.warning("%s holds no plan; the index is left as it is", settings.corpus)
            return
        index_corpus(settings, encoder, progress)
    except AssistantError as error:
        _log.warning("the index could not be brought up to the corpus: %s", error)
