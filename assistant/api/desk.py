"""The desk at which programs ask: the same bounds and the same answers behind every interface."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import anyio.to_thread

from assistant.access.people import Role, Visitor
from assistant.access.questions import AskedQuestion, Questions, Way
from assistant.api.backend import ApiBackend
from assistant.errors import InputError, UnknownPlanError
from assistant.text.normalise import clean_question
from assistant.types import Answer, Hit, Plan, Record
from assistant.web.typed import MAX_QUESTION_CHARS

MAX_HISTORY = 50
"""Earlier questions of a conversation; only the last few bear on an answer."""
MAX_PLANS = 1000
"""Plans that one question can be limited to."""
MAX_PASSAGES = 100
MAX_RECORDS = 1000
CONCURRENT_QUESTIONS = 4
"""Questions of programs that are looked up at the same time; people in the chat have their own share."""

Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class Asked:
    """An answer and how long it took."""

    answer: Answer
    latency_ms: float


class Desk:
    """Questions of programs to one assistant; what is slow runs in threads, a few at a time."""

    def __init__(self, backend: ApiBackend, questions: Questions) -> None:
        self._backend = backend
        self._questions = questions
        self._threads: anyio.CapacityLimiter | None = None

    async def ask(
        self, visitor: Visitor, way: Way, question: str, history: Sequence[str], plan_ids: Sequence[str]
    ) -> Asked:
        """Answer a question.

        Args:
            visitor: who asks; questions are counted by visitor.
            way: the interface.
            question: as typed.
            history: earlier questions, oldest first; the last ``MAX_HISTORY`` count.
            plan_ids: plans to look in; none for all.

        Raises:
            InputError: there is no question, or it is too long.
            UnknownPlanError: a plan does not exist.
            TooManyRequestsError: the visitor asks too often.
            AssistantError: as the assistant raises it.
        """
        asked = check_question(question)
        earlier = [cleaned for text in history[-MAX_HISTORY:] if (cleaned := clean_question(text))]

        def answer() -> Asked:
            self._check_plans(plan_ids)
            started = time.perf_counter()
            found = self._backend.ask(asked, earlier, tuple(plan_ids) or None, visitor.name)
            latency_ms = round((time.perf_counter() - started) * 1000, 1)
            self._questions.note(visitor, way, asked, found)
            return Asked(found, latency_ms)

        with self._questions.measures.question(way) as measured:
            self._questions.admit(visitor)
            done = await self._run(answer)
            measured.abstained = done.answer.abstained
            return done

    async def search(self, visitor: Visitor, question: str, k: int, plan_ids: Sequence[str]) -> list[Hit]:
        """The ``k`` best passages, best first.

        Raises:
            InputError: there is no question, or it is too long.
            UnknownPlanError: a plan does not exist.
            TooManyRequestsError: the visitor asks too often.
        """
        asked = check_question(question)
        self._questions.admit(visitor)

        def find() -> list[Hit]:
            self._check_plans(plan_ids)
            return list(self._backend.search(asked, k, tuple(plan_ids) or None))

        return await self._run(find)

    async def records(self, plan_id: str | None) -> Sequence[Record]:
        """Records of one plan or of all, in document order.

        Raises:
            UnknownPlanError: there is no plan of this id.
        """
        return await self._run(lambda: self._backend.records(plan_id))

    async def plans(self) -> Sequence[Plan]:
        """The plans at hand."""
        return await self._run(self._backend.plans)

    async def asked(self, visitor: Visitor, limit: int, offset: int) -> Sequence[AskedQuestion]:
        """Questions that are kept, latest first.

        Raises:
            NotAllowedError: the visitor is no administrator.
            SetupError: the file of the questions cannot be read.
        """
        visitor.require(Role.ADMIN)
        return await self._run(lambda: self._questions.kept(limit, offset))

    def _check_plans(self, plan_ids: Sequence[str]) -> None:
        if not plan_ids:
            return
        known = {plan.id for plan in self._backend.plans()}
        for plan_id in plan_ids:
            if plan_id not in known:
                raise UnknownPlanError(
                    f"Không có kế hoạch “{plan_id}”. Hãy lấy mã trong danh sách kế hoạch (plans)."
                )

    async def _run(self, work: Callable[[], Found]) -> Found:
        # Made on first use: a limiter belongs to the event loop that runs.
        self._threads = self._threads or anyio.CapacityLimiter(CONCURRENT_QUESTIONS)
        return await anyio.to_thread.run_sync(work, limiter=self._threads)


def check_question(text: str) -> str:
    """The question, cleaned as the chat cleans it.

    Raises:
        InputError: nothing is left of it, or it is too long.
    """
    question = clean_question(text)
    if not question:
        raise InputError("Câu hỏi để trống. Hãy nêu câu hỏi về nội dung các kế hoạch.")
    if len(question) > MAX_QUESTION_CHARS:
        raise InputError(
            f"Câu hỏi dài {len(question)} ký tự, tối đa {MAX_QUESTION_CHARS} ký tự. Hãy rút gọn câu hỏi."
        )
    return question
