"""What every part of the answerer works with for one question."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Self

from assistant.agencies import Agency, find_agencies, same_agency
from assistant.answering.citing import Citer, plan_name
from assistant.answering.matching import Matcher
from assistant.catalogue import Catalogue
from assistant.question.query import QueryWriter
from assistant.question.understood import Question
from assistant.retrieval import PlanRetriever
from assistant.retrieval.query import PreparedQuery, query_tokens
from assistant.types import Citation, Hit, Passage, PassageKind, Plan, Record
from assistant.versions import in_force

_SEARCHED = 40
"""Hits looked at for one question; rows and paragraphs together."""
_BETWEEN_NAMES = re.compile(r"\s*[;,\n]\s*")
_ROLES = frozenset({"lead", "coordinate", "monitor", "implementer", "approver"})
_FURTHER = 10
"""Hits that each further wording adds at most …"""
_LIKELY = 0.5
"""… and the chance that they have to bear on it: what a wording hardly finds is there by accident."""
_FRAME = frozenset("bảng biểu phụ lục danh mục kế hoạch chương trình quyết định văn bản".split())
"""What holds the tasks, beside the title of the plan."""
WHOLE_PLANS = 8
"""Up to this many plans in scope, all their records are compared, not only those that the search found …"""
LISTED_PLANS = 32
"""… and up to this many for a list or the duties of an agency, which the best of a search cannot complete."""


class Library:
    """Plans, records and passages of one index, as the answerer reads them."""

    def __init__(
        self, catalogue: Catalogue, retriever: PlanRetriever, writer: QueryWriter, matcher: Matcher
    ) -> None:
        self.catalogue = catalogue
        self.retriever = retriever
        self.writer = writer
        self.matcher = matcher
        self.citer = Citer(catalogue)
        self.plans = {plan.id: plan for plan in catalogue.plans()}
        self.records_of = lru_cache(maxsize=256)(catalogue.records)
        self.assignments_of = lru_cache(maxsize=256)(catalogue.assignments)
        self.printed_agencies = lru_cache(maxsize=256)(self._printed_agencies)
        self.role_names = lru_cache(maxsize=256)(self._role_names)
        self.passages_of = lru_cache(maxsize=256)(catalogue.plan_passages)

    def _role_names(self, plan_id: str) -> tuple[str, ...]:
        """What stands between the marks in the role columns of a plan, each once, as printed."""
        cells = (c.text for record in self.records_of(plan_id) for c in record.cells if c.key in _ROLES)
        return tuple(dict.fromkeys(name for text in cells for name in _BETWEEN_NAMES.split(text)))

    def _printed_agencies(self, plan_id: str) -> frozenset[str]:
        """Names of the agencies in rows and headings of a plan."""
        cells = (
            cell.text for record in self.records_of(plan_id) for cell in record.cells if cell.key in _ROLES
        )
        headings = (p.text for p in self.passages_of(plan_id) if p.kind is PassageKind.HEADING)
        return frozenset(
            mention.agency.name for text in (*cells, *headings) for mention in find_agencies(text, broad=True)
        )

    def name(self, plan_id: str) -> str:
        """The plan's name in running text."""
        return plan_name(self.plans[plan_id], in_force(self.plans.values()))

    def label(self, record: Record) -> str:
        """The label of a record's passage."""
        return next(
            (p.label for p in self.passages_of(record.plan_id) if p.locator == record.locator), record.locator
        )

    def text_of(self, citation: Citation) -> str:
        """The clean text of what a citation quotes, rows cut by a page break joined, and the headings above it."""
        passages = self.passages_of(citation.plan_id)
        found = next((p for p in passages if p.locator == citation.locator), None)
        return "\n".join([found.text, *found.headings]) if found is not None else ""

    def section_of(self, citation: Citation) -> str:
        """The titles of the sections in which a cited row stands; empty for a paragraph."""
        if self.catalogue.find_record(citation.plan_id, citation.locator) is None:
            return ""
        around = dict.fromkeys(
            record.section
            for record in self.records_of(citation.plan_id)
            if citation.locator.startswith(f"{record.locator.rpartition('/')[0]}/")
        )
        return " ".join(around)

    def is_asked(self, plan_id: str, asked: Agency, printed: Agency) -> bool:
        """Whether a printed agency is the asked one: under a later name only where the plan does not print that name.

        "Sở Tài chính" is not "Sở Kế hoạch và Đầu tư" in a plan that has tasks for both.
        """
        if asked.name in self.printed_agencies(plan_id):
            return asked.name == printed.name
        return same_agency(asked, printed)

    def owner_text(self, citation: Citation) -> str:
        """The task of the row that a cited sub-bullet stands under, which names what the bullet is about."""
        record = self.catalogue.find_record(citation.plan_id, citation.locator)
        owner = self.owner(record) if record is not None else None
        task = owner.cell("task") if owner is not None else None
        return task.text if task is not None else ""

    def owner(self, record: Record) -> Record | None:
        """The numbered row that a sub-bullet stands under; ``None`` for every other row."""
        task = record.cell("task")
        _, _, line = record.number.partition("-")
        if not line or task is None or not task.text.startswith(("-", "–", "+")):
            return None
        path = record.locator.removesuffix(f"-{line}")
        return next((r for r in self.records_of(record.plan_id) if r.locator == path), None)

    def cite_row(self, record: Record) -> tuple[Citation, ...]:
        """Citations of a row, and of the numbered row whose words name a sub-bullet."""
        owner = self.owner(record)
        return (self.cite(record), *((self.cite(owner),) if owner is not None else ()))

    def cite(self, source: Record | Passage) -> Citation:
        """A checked citation of a row or a passage."""
        if isinstance(source, Record):
            return self.citer.record(source, self.label(source))
        return self.citer.passage(source)


@dataclass(frozen=True)
class Context:
    """One question against one library."""

    question: Question
    library: Library
    wordings: tuple[str, ...] = ()
    """Further wordings of the matter to find candidates by; what is asked and how well it must fit stay as they are."""
    whole_plans: int = WHOLE_PLANS
    """Up to this many plans are read whole."""

    @property
    def plans(self) -> list[Plan]:
        """The plans in scope."""
        return [self.library.plans[plan_id] for plan_id in self.question.scope.plan_ids]

    @property
    def is_single(self) -> bool:
        """Whether the question itself, or the corpus, leaves one plan only."""
        return len(self.question.scope.plan_ids) == 1

    @cached_property
    def searched_plans(self) -> Sequence[Plan]:
        """The plans whose text is read whole: all of a few, of many those in which the search found something."""
        if self.holds_all_records:
            return self.plans
        found = dict.fromkeys(hit.passage.plan_id for hit in self.hits)
        return [self.library.plans[plan_id] for plan_id in list(found)[:WHOLE_PLANS]]

    def names_plan(self, matter: Sequence[str]) -> bool:
        """Whether words of matter only name the one plan in scope ("Kế hoạch kiểm soát thủ tục … có bao nhiêu …")."""
        if not self.is_single:
            return False
        plan, words = self.plans[0], self.library.matcher.words
        return set(matter) - _FRAME <= {*words(plan.title), *words(plan.issuer or "")}

    def within(self, question: Question) -> Self:
        """The context of a question for a part of this one's matter, with what was found for the whole of it."""
        narrower = replace(self, question=question)
        narrower.__dict__["hits"] = self.hits  # searched once: an embedding costs more than all that follows
        return narrower

    @cached_property
    def hits(self) -> list[Hit]:
        """What the search finds for the matter, then what it finds for further wordings."""
        query = self.library.writer.write(self.question)
        found = self.library.retriever.search_prepared(query, _SEARCHED, self.question.scope.plan_ids)
        return [*found, *self._find_further(query, found)]

    def _find_further(self, query: PreparedQuery, found: Sequence[Hit]) -> list[Hit]:
        """Passages of further wordings behind all others: the question itself gives them no better chance."""
        least = found[-1].score if found else 0.0
        places = {(hit.passage.plan_id, hit.passage.locator) for hit in found}
        further: list[Hit] = []
        for wording in self.wordings:
            other = replace(query, text=wording, tokens=query_tokens(wording))
            for hit in self.library.retriever.search_prepared(other, _FURTHER, self.question.scope.plan_ids):
                place = (hit.passage.plan_id, hit.passage.locator)
                if place not in places and hit.score >= _LIKELY:
                    places.add(place)
                    rank = len(found) + len(further) + 1
                    further.append(Hit(hit.passage, min(least, hit.score), rank))
        return further

    @property
    def holds_all_records(self) -> bool:
        """Whether :attr:`records` are all of the plans in scope, so that what is not among them is nowhere."""
        return len(self.question.scope.plan_ids) <= self.whole_plans

    def for_lists(self) -> "Context":
        """The same question with all records of as many plans as a list may be of."""
        return self if self.holds_all_records else replace(self, whole_plans=LISTED_PLANS)

    @cached_property
    def records(self) -> Sequence[Record]:
        """Records to compare: all of a few plans, the found ones of many."""
        plan_ids = self.question.scope.plan_ids
        if self.holds_all_records:
            records = [record for plan_id in plan_ids for record in self.library.records_of(plan_id)]
            named = [record for record in records if record.table == self.question.scope.appendix]
            return named or records
        found = [
            self.library.catalogue.find_record(hit.passage.plan_id, hit.passage.locator)
            for hit in self.hits
            if hit.passage.kind is PassageKind.ROW
        ]
        return [record for record in found if record is not None]
