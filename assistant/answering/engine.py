"""The answerer: from a question and its history to a checked answer, without any language model."""

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import replace

from llama_index.core.base.base_query_engine import BaseQueryEngine
from llama_index.core.base.response.schema import Response
from llama_index.core.callbacks import CallbackManager
from llama_index.core.prompts.mixin import PromptMixinType
from llama_index.core.schema import QueryBundle

from assistant.answering.asked_kinds import lacks_kind
from assistant.answering.check import Failure, check_sentence
from assistant.answering.context import Context, Library
from assistant.answering.document import about_task, answer_document
from assistant.answering.draft import Draft, Sentence
from assistant.answering.duties import answer_named, asks_duty_of_one, no_duty
from assistant.answering.executors import answer_executors
from assistant.answering.follow_ups import as_meant, on_its_own, on_task_before
from assistant.answering.legal_bases import answer_legal_basis, answer_named_bases
from assistant.answering.limits import find_limit
from assistant.answering.listing import all_filled_in, asks_role, none_due, none_listed
from assistant.answering.matching import Matcher
from assistant.answering.matter import answer_matter
from assistant.answering.mentions import answer_mention, no_mention
from assistant.answering.national import where_places_are_matter
from assistant.answering.other_words import in_other_words
from assistant.answering.outstanding import answer_outstanding
from assistant.answering.places import answer_meaning
from assistant.answering.plan_names import without_plan_name
from assistant.answering.recipients import answer_recipient
from assistant.answering.records import missing_cell
from assistant.answering.references import answer_reference
from assistant.answering.refusal import refuse, refuse_province, refuse_year, scope_notes, searched
from assistant.answering.sides import join_drafts, with_sides
from assistant.answering.sought import answer_sought, asks_other_number
from assistant.answering.suggestions import suggest
from assistant.answering.years import half_of_no_plan, uncovered_year, year_of_no_plan
from assistant.catalogue import Catalogue
from assistant.question.query import QueryWriter
from assistant.question.relations import Form, Relation
from assistant.question.understanding import QuestionReader
from assistant.question.understood import Question
from assistant.retrieval import PlanRetriever
from assistant.types import Answer, SentenceCheck

_OF_DOCUMENTS = (
    *(answer_recipient, answer_named_bases, answer_mention, answer_reference, answer_sought),
    answer_executors,
)
"""What is asked of documents word for word, before the question is read as one for a plan's own facts or a task."""

_log = logging.getLogger(__name__)

MAX_QUESTION_CHARS = 2_000
"""Longer input is no question; an official's longest are a few hundred characters."""


class AnswerEngine(BaseQueryEngine):
    """Answers questions over one index; keeps no state between questions, safe from several threads."""

    def __init__(self, catalogue: Catalogue, retriever: PlanRetriever, reader: QuestionReader) -> None:
        super().__init__(callback_manager=CallbackManager())
        self._reader = reader
        self._library = Library(
            catalogue, retriever, QueryWriter(reader), Matcher(catalogue, reader.abbreviations)
        )

    def answer(
        self,
        question: str,
        history: Sequence[str] = (),
        plan_ids: Sequence[str] | None = None,
        wordings: Sequence[str] = (),
    ) -> Answer:
        """Answer a question, or refuse.

        Args:
            question: as typed.
            history: earlier questions of the conversation, oldest first.
            plan_ids: plans to look in (a filter that the user set); ``None`` for all.
            wordings: further wordings of the matter, which add candidates and change nothing else.
        """
        started = time.perf_counter()
        if len(question) > MAX_QUESTION_CHARS:
            return Answer(
                f"Câu hỏi quá dài (tối đa {MAX_QUESTION_CHARS} ký tự). Xin rút gọn câu hỏi.", abstained=True
            )
        earlier = [h[:MAX_QUESTION_CHARS] for h in history]
        contexts = [
            self._context(part, wordings) for part in self._reader.read_parts(question, earlier, plan_ids)
        ]
        if not any(context.question.text for context in contexts):
            return Answer("Xin nhập câu hỏi về nội dung các kế hoạch.", abstained=True)
        meaning = Draft()
        if len(contexts) == 1 and answer_meaning(contexts[0], question, meaning):
            return self._checked(contexts[0], meaning)
        answer = self._answer(
            contexts, lambda: self._context(self._reader.read(question, earlier, plan_ids), wordings)
        )
        _log.info(
            "answered in %.0f ms: abstained=%s citations=%d checked=%d dropped=%d relations=%s",
            (time.perf_counter() - started) * 1000,
            answer.abstained,
            len(answer.citations),
            len(answer.checks),
            sum(not check.kept for check in answer.checks),
            ",".join(relation for context in contexts for relation in context.question.relations),
        )
        return answer

    def best_chance(
        self, question: str, history: Sequence[str] = (), plan_ids: Sequence[str] | None = None
    ) -> float | None:
        """The chance, in [0, 1], that the best passage bears on a question; ``None`` where none is looked for.

        Args:
            question: as typed.
            history: earlier questions of the conversation, oldest first.
            plan_ids: plans to look in; ``None`` for all.
        """
        context = self._context(self._reader.read(question, history, plan_ids))
        if self._refuse_early(context) is not None:
            return None
        return context.hits[0].score if context.hits else 0.0

    def _context(self, question: Question, wordings: Sequence[str] = ()) -> Context:
        question = where_places_are_matter(question, self._library)
        return Context(about_task(Context(question, self._library)), self._library, tuple(wordings))

    def _answer(self, contexts: Sequence[Context], read_whole: Callable[[], Context]) -> Answer:
        """One answer for all parts of a question; parts that have none are tried as one question first."""
        drafts = [self._draft(context) for context in contexts]
        if len(drafts) > 1 and any(isinstance(draft, Answer) for draft in drafts):
            whole = read_whole()
            draft = self._draft(whole)
            if isinstance(draft, Draft):
                contexts, drafts = [whole], [draft]
        if len(drafts) == 1:
            drafts = with_sides(contexts[0], drafts[0], self._draft)
            contexts = [contexts[0]] * len(drafts)
        answered = [(c, d) for c, d in zip(contexts, drafts, strict=True) if isinstance(d, Draft)]
        refusals = [d for d in drafts if isinstance(d, Answer)]
        if not answered:
            return refusals[0]
        joined = join_drafts(answered[0][0], [draft for _, draft in answered])
        for refusal in refusals:
            joined.say(refusal.text.partition("\n")[0], bullet=True)
        return self._checked(answered[0][0], joined)

    def _refuse_early(self, context: Context) -> Answer | None:
        """A refusal that stands whatever the plans say of the matter."""
        question = context.question
        if not self._library.plans or not question.scope.plan_ids:
            return Answer("Chưa có kế hoạch nào trong phạm vi đã chọn.", abstained=True)
        if question.scope.unknown_provinces and len(question.scope.unknown_provinces) == len(
            question.scope.provinces
        ):
            return refuse_province(context)
        if (half := half_of_no_plan(context)) is not None:
            return refuse(context, f"Không có kế hoạch {half} trong {searched(context)}.")
        limit = find_limit(question.text)
        return None if limit is None else refuse(context, limit.reason, with_nearest=limit.with_nearest)

    def _draft(self, context: Context) -> Draft | Answer:
        """What there is to say of one question, or a refusal."""
        refusal = self._refuse_early(context)
        if refusal is not None:
            return refusal
        context = as_meant(context)
        question = context.question
        draft = Draft()
        early = self._formal(context, draft)
        if early is not None:
            return early
        answered = bool(draft.sentences) or answer_matter(context, draft) or answer_named(context, draft)
        for other in (on_task_before, on_its_own, without_plan_name, in_other_words):
            if not answered and (meant := other(context)) is not None:
                answered = answer_matter(meant, draft)
        if not answered and not answer_outstanding(context, draft):
            return refuse(context, _why_none(context))
        if lacks_kind(context, draft):
            return refuse(context)
        uncovered = None if Relation.DOCUMENT in question.relations else uncovered_year(context, draft)
        if uncovered is not None:
            return refuse_year(context, uncovered)
        return draft

    def _formal(self, context: Context, draft: Draft) -> Answer | None:
        """Questions about the document as such; a refusal where the print is blank."""
        relations = context.question.relations
        if any(answer(context, draft) for answer in _OF_DOCUMENTS):
            return None
        if Relation.LEGAL_BASIS in relations and answer_legal_basis(context, draft):
            return None
        if Relation.DOCUMENT in relations:
            if (year := year_of_no_plan(context)) is not None:
                return refuse_year(context, year)
            # Neither the plan's own number nor a passage without one would answer that.
            if asks_other_number(context):
                return refuse(context)
            blank = answer_document(context, draft)
            if not draft.sentences:
                return refuse(context, f"Không trả lời được: {'; '.join(blank)}.")
            if blank:
                text = "; ".join(blank)
                draft.say(f"{text[0].upper()}{text[1:]}.")
        return None

    def _checked(self, context: Context, draft: Draft) -> Answer:
        """Drop what its citations do not bear out; refuse if nothing is left."""
        kept, checks = Draft(), []
        for sentence in draft.sentences:
            missing = tuple(f.part for f in self._check(context, sentence))
            if sentence.citations:
                checks.append(SentenceCheck(sentence.text, kept=not missing, missing=missing))
            if not missing:
                kept.sentences.append(sentence)
                continue
            place = sentence.citations[0]
            _log.warning(
                "dropped a sentence on %s#%s: %d parts not there", place.plan_id, place.locator, len(missing)
            )
            if sentence.prefix:  # a list stays complete: the item is named by its address alone
                kept.sentences.append(replace(sentence, text=place.label))
        citations = kept.citations()
        if not citations:
            return replace(refuse(context), checks=tuple(checks))
        for note in scope_notes(context):
            kept.say(note, bullet=True)
        return Answer(
            text=kept.render(),
            abstained=False,
            citations=citations,
            plan_ids=tuple(dict.fromkeys(c.plan_id for c in citations)),
            suggestions=suggest(context, citations),
            checks=tuple(checks),
        )

    def _check(self, context: Context, sentence: Sentence) -> tuple[Failure, ...]:
        known = [self._library.name(c.plan_id) for c in sentence.citations]
        known += [self._library.plans[c.plan_id].title for c in sentence.citations]
        known += [c.source_line for c in sentence.citations]
        known += [self._library.text_of(c) for c in sentence.citations]
        if "Không phải" in sentence.text:  # a correction names what the question took for granted
            known.append(context.question.text)
        known += [self._library.owner_text(c) for c in sentence.citations]
        # "(ghi chung tại dòng 7.4)": the number of the row that a cell is inherited from
        known += [number for c in sentence.citations for number in _numbers_above(c.locator)]
        return check_sentence(sentence, self._reader.abbreviations, known)

    def _query(self, query_bundle: QueryBundle) -> Response:
        answer = self.answer(query_bundle.query_str)
        nodes = [] if answer.abstained else self._library.retriever.retrieve(query_bundle)
        return Response(response=answer.text, source_nodes=nodes, metadata={"abstained": answer.abstained})

    async def _aquery(self, query_bundle: QueryBundle) -> Response:
        return self._query(query_bundle)

    def _get_prompt_modules(self) -> PromptMixinType:
        return {}


def _why_none(context: Context) -> str | None:
    """Why a list, a duty or a row does not answer; ``None`` where nothing fits at all."""
    if asks_role(context):
        return none_listed(context)
    is_list = context.question.form in {Form.LIST, Form.COUNT}
    if is_list and (none_there := all_filled_in(context) or none_due(context)) is not None:
        return none_there
    if asks_duty_of_one(context):
        return no_duty(context)
    return no_mention(context) or missing_cell(context)


def _numbers_above(locator: str) -> tuple[str, str]:
    number = locator.rpartition("/")[2]
    return number.partition("-")[0], number.partition("-")[0].rpartition(".")[0]
