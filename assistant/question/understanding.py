"""A question as understood: matter, relations, form, scope, agencies and level."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from assistant.agencies import Mention, find_agencies
from assistant.catalogue import Catalogue
from assistant.question.abbreviations import Abbreviations
from assistant.question.diacritics import restore_diacritics
from assistant.question.follow_ups import (
    among,
    fill_in,
    goes_on,
    in_scope_of,
    is_incomplete,
    names_scope,
    narrows,
)
from assistant.question.glossary import is_english, to_official
from assistant.question.injection import without_instructions
from assistant.question.introduction import as_introduced, split_introduction
from assistant.question.levels import find_levels, with_committees
from assistant.question.naming import narrow_scope, number_spans, plans_numbered
from assistant.question.parts import split_question
from assistant.question.relations import NUMBER_WORD, Asked, Form, Relation, find_asked, role_named
from assistant.question.scope import Scope, choose_plans, find_scope, plan_of_province_spans
from assistant.question.sides import with_numbers
from assistant.question.spelling import SpellingCorrector
from assistant.question.telex import read_telex
from assistant.question.topic import topic_tokens
from assistant.question.understood import Question
from assistant.text.dictionary import vietnamese_pairs, vietnamese_syllables
from assistant.text.normalise import clean_question, fold, has_diacritics
from assistant.text.tokens import PAIR
from assistant.types import Level, Plan

_YES_NO = re.compile(
    r"\b(?:dung|phai) (?:khong|hong|hon|hem|ko|k|chua|chu|(?:vay|the) (?:khong|hong|hon|a|ha))\b|"
    r"xac nhan|\bco phai\b|"
    r"\b(?:khong|hong|hon|dung|a|ha) ?[?.!]*$"
)
_TARGET_WORD = re.compile(r"\b(?:dat )?chi tieu\b")
_DUE_TASKS = re.compile(
    r"^\W*(?:cac |nhung )?(?:viec|nhiem vu|dau viec) (?:phai |can )?(?:xong|hoan thanh|het han|den han)"
    r"(?: (?:trong|vao|truoc))? (?:quy|thang|ngay|nam) [\w/ ]{1,30}\W*$"
)
"""Tasks by nothing but their time ("việc phải xong quý IV/2025")."""
_FEW_PLANS = 8
_NAMED_TIME = re.compile(r"\b(?:quy (?:[ivx]+|\d)|thang \d|\d{1,2}/20\d\d|thang (?:dau|cuoi) nam)")
_SECTOR = re.compile(r"(?<!ban, )(?<!ban )(?<!so, )(?<!so )\bnganh\b(?= (?!nao|gi|doc))")
_CONFIRMED = {
    Relation.TARGET: re.compile(r"\d ?(?:%|phan tram)"),
    Relation.DEADLINE: re.compile(
        r"\b(?:quy (?:[ivx]+|\d)|thang \d|ngay \d|\d{1,2}/\d{1,2}/\d{4})|"
        r"\b(?:xong|hoan thanh|han|truoc|cham nhat)\b[\w ]{0,20}\bnam 20\d\d"
    ),
}
_OR_WHO = re.compile(
    r"\b(?:hay|hoac)(?: la)? (?:(?:phai|cho|doi|nho|den|toi|de|giao(?: cho)?|do) )*(?:cac )?(?:so|nganh|"
    r"don vi|ubnd|uy ban)\b"
)
_OR = re.compile(r"\b(?:hay|hoac)\b")
_SUBJECT_AFTER = re.compile(
    r"\s*+(?:la co quan |se |phai |can |duoc |co |ghi |neu |dung |ten,? |mat,? )*"
    r"(?:chu tri|phoi hop|theo doi|giao|trach nhiem|nhiem vu|lam|thuc hien)\b|[\s?.!]*$"
)
_SHORT_OFFICE = re.compile(r"&|^sở\s+[bcdđghklmnpqrstvx]{2,6}$", re.IGNORECASE)
_SAID_TO_BE = re.compile(r"\b(?:do|la|thuoc|giao(?: cho)?) $")
_TAKES_PART = re.compile(r"\bco (?:phai )?(?:lam|thuc hien|tham gia|dinh)(?: viec nay| khong|,|$)")
_ROLE_OF = re.compile(r"\b(?:giu|dung|dong) (?:vai tro|vai) (?:gi|nao)\b")
"""Which part an agency has, asked beside who leads."""
_GIVEN_TO = re.compile(r"\b(?:do|giao|giao cho|boi|hay|hoac|va|voi|ngoai|,)\s*$|^\W*$")
_SEVERAL = 2
_WHAT = re.compile(
    r"\b(?:lo|lam|ganh|om|gan|yeu cau|tham gia|dinh|phu trach|chiu|dam nhan|dong|giu|vai|lanh|nhan|"
    r"bi|duoc)\b[\w ]{0,30}\b(?:gi|chi|nao)\b|"
    r"\b(?:trach nhiem|vai tro|phan cong)\b"
)
"""What an agency does, however it is put ("Sở X lo những gì", "gánh vai gì")."""
_SHORT_TIME = re.compile(
    r"\b(?:(?P<month>T)(?=(?:0?[1-9]|1[0-2])\b)|(?P<quarter>Q)(?=(?:IV|I{1,3}|[1-4])\b))"
)
_SHORT_COMMITTEE = re.compile(r"(?<![\w/-])TU(?= (?:tỉnh )?[A-ZĐ])")
"""Shortened in ways that numbers of documents ("12-CTr/TU") share."""
_GLOSS = re.compile(r"\(([^()]+)\)")
_INTELLIGENCE = re.compile(r"\bAI\b")
"""Artificial intelligence, which small letters would make "who"."""
_QUI = re.compile(r"\b(qu)([iìíỉĩị])(?!\w)", re.IGNORECASE)
"""Another spelling of "quy", "quý" …"""
_MIN_MATTER = 2
_WORD_SHARE = 0.4
"""Of the passages with the rarer syllable of a word, the share that has the whole word."""


def is_yes_no(text: str) -> bool:
    """Whether a question wants something confirmed ("… đúng không?")."""
    return bool(_YES_NO.search(fold(text)))


class QuestionReader:
    """Understands questions against one catalogue; keeps no state between questions."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._plans = catalogue.plans()
        self._passages = catalogue.counts().indexed
        self.abbreviations = Abbreviations(catalogue.abbreviations())
        known = catalogue.spellings.syllables()
        self._syllables = vietnamese_syllables() | known.keys()
        # looking for parts reads the whole question first, and a follow-up the questions before it
        self._read_once = lru_cache(maxsize=256)(self._read_fresh)
        self._spelling = SpellingCorrector(
            known, catalogue.spellings.count, vietnamese_syllables(), vietnamese_pairs().inside
        )

    @property
    def plans(self) -> tuple[Plan, ...]:
        """The plans at hand."""
        return self._plans

    def read(
        self, question: str, history: Sequence[str] = (), chosen: Sequence[str] | None = None
    ) -> Question:
        """Understand a question, filling in from earlier ones what a follow-up leaves out.

        Args:
            question: as typed.
            history: earlier questions of the conversation, oldest first.
            chosen: plan ids picked in a filter, or ``None`` for all.
        """
        understood = self._read_alone(self._with_numbers(question), chosen)
        if history and narrows(understood):
            listed = self.read(history[-1], history[:-1], chosen)
            if listed.form is not Form.FACT:
                return among(understood, listed)
        for earlier in reversed(history):
            if not is_incomplete(understood):
                break
            understood = fill_in(understood, self._read_alone(earlier, chosen))
        if history and not understood.inherited and goes_on(understood):
            understood = in_scope_of(understood, self.read(history[-1], history[:-1], chosen))
        if history and not understood.inherited and not names_scope(understood):
            return replace(understood, before=self.read(history[-1], history[:-1], chosen))
        return understood

    def read_parts(
        self, question: str, history: Sequence[str] = (), chosen: Sequence[str] | None = None
    ) -> tuple[Question, ...]:
        """As :meth:`read`, one by one where a question asks several matters; one scope holds for parts without."""
        asked = self._introduced(*split_introduction(clean_question(question), self._find_matter))
        asked = self._with_numbers(asked)
        parts = split_question(asked, self._find_matter, self._find_plans)
        read: list[Question] = []
        for part in parts:
            understood = self.read(part, history, chosen)
            if read and not understood.scope.provinces and not understood.scope.named_plan:
                understood = replace(understood, scope=read[0].scope)
            read.append(understood)
        placed = next((part for part in read if part.scope.provinces or part.scope.named_plan), None)
        if placed is None or "?" in asked.rstrip("? "):
            return tuple(read)
        # "tỷ lệ A và tỷ lệ B của tỉnh X": the place behind the last matter is that of the first too
        unplaced = {id(part) for part in read[: read.index(placed)]}
        return tuple(replace(p, scope=placed.scope) if id(p) in unplaced else p for p in read)

    def _with_numbers(self, text: str) -> str:
        """The question with national plans beside others by their number ("Lâm Đồng …, cả nước … bao nhiêu?")."""
        numbered = with_numbers(text, self._plans, plans_numbered(text, self._plans))
        if numbered == text:
            return text
        scope = self._read_alone(text, None).scope
        placed = scope.named_plan or any(province.plan_provinces for province in scope.provinces)
        return numbered if placed else text

    def _introduced(self, introduction: str, asked: str) -> str:
        """The question with what it takes from the sentence in which its author introduces himself."""
        if not introduction:
            return asked
        author, question = self._read_alone(introduction, None), self._read_alone(asked, None)
        own = [m.agency.name for m in author.agencies if not m.agency.collective]
        placed = question.scope.provinces or question.scope.named_plan
        places = [] if placed else [author.text[p.start : p.end] for p in author.scope.provinces]
        return as_introduced(asked, " và ".join(places), own[0] if len(own) == 1 else "")

    def _find_matter(self, text: str) -> tuple[str, ...]:
        return self._read_alone(text, None).topic

    def _find_plans(self, text: str) -> frozenset[str]:
        scope = self._read_alone(text, None).scope
        return frozenset(scope.plan_ids if scope.provinces or scope.named_plan else ())

    def restore(self, text: str) -> str:
        """A cleaned question in the words of plans: diacritics put back, spoken and English words replaced."""
        cleaned = _QUI.sub(_as_quy, without_instructions(clean_question(text)))
        if is_english(cleaned):  # what stands in brackets is the Vietnamese term, often without its marks
            return _GLOSS.sub(lambda m: f"({self._with_marks(m[1])})", to_official(cleaned))
        read = read_telex(cleaned, self._syllables)
        return to_official(self._spelling.correct(self._with_marks(read)))

    def _with_marks(self, text: str) -> str:
        return restore_diacritics(text, self._catalogue.spellings, self._passages)

    def spell_out(self, text: str) -> str:
        """The question with abbreviations spelt out, for everything but the words to look up."""
        for mention in reversed(find_agencies(text)):  # "Sở KH&CN" and "Sở NV" are one name, not "NV"
            if _SHORT_OFFICE.search(text[mention.start : mention.end]):
                text = f"{text[: mention.start]}{mention.agency.name}{text[mention.end :]}"
        text = _SHORT_TIME.sub(lambda m: "tháng " if m["month"] else "quý ", text)
        return self.abbreviations.expand(_SHORT_COMMITTEE.sub("Tỉnh ủy", text))

    def _read_alone(self, question: str, chosen: Sequence[str] | None) -> Question:
        return self._read_once(question, None if chosen is None else tuple(chosen))

    def _read_fresh(self, question: str, chosen: tuple[str, ...] | None) -> Question:
        typed = self.restore(question)
        text = with_committees(self.spell_out(typed))
        cleaned = clean_question(question)
        bare, english = not has_diacritics(cleaned), is_english(cleaned)
        scope = find_scope(text, self._plans, chosen)
        plans = choose_plans(self._plans, chosen)
        asked = find_asked(_for_asking(text, scope, plans, in_capitals=question.isupper()))
        scope = self._with_appendix(narrow_scope(scope, text, asked, plans))
        agencies = _asked_agencies(text, bare=bare)
        spans = [*asked.spans, *scope.spans]
        topic = self._topic(text, spans, bare=bare, english=english)
        if plan_spans := plan_of_province_spans(text, scope.provinces):
            # "Kế hoạch Tiền Giang yêu cầu …": the plan is where to look, not what for
            placed = self._topic(text, [*spans, *plan_spans], bare=bare, english=english)
            if len(placed) >= _MIN_MATTER:
                topic, spans = placed, [*spans, *plan_spans]
        named = [(a.start, a.end) for a in _acting(agencies, fold(text)) if not a.agency.collective]
        folded = fold(text)
        relations = _relations(asked, agencies, topic, folded)
        in_period = _asks_period(relations, agencies, folded)
        if relations == (Relation.TARGET,) and not asked.relations:  # "đặt chỉ tiêu … 50% phải không?"
            spans += [match.span() for match in _TARGET_WORD.finditer(folded)]
            topic = self._topic(text, spans, bare=bare, english=english) or topic
        return Question(
            text=text,
            typed=typed,
            topic=topic,
            matter=self._topic(text, [*spans, *named], bare=bare, english=english) if named else topic,
            topic_text=_blank(text, scope.spans),
            relations=() if in_period else relations,
            form=Form.LIST if in_period else asked.form,
            scope=scope,
            agencies=agencies,
            levels=find_levels(folded),
        )

    def _with_appendix(self, scope: Scope) -> Scope:
        """Of a few plans those that have the appendix that is named ("Phụ lục 1"); all where none of them has it."""
        if scope.appendix is None or not 1 < len(scope.plan_ids) <= _FEW_PLANS or scope.sides:
            return scope
        having = tuple(
            plan_id
            for plan_id in scope.plan_ids
            if any(record.table == scope.appendix for record in self._catalogue.records(plan_id))
        )
        return replace(scope, plan_ids=having) if having else scope

    def _is_word(self, first: str, second: str) -> bool:
        """Whether two syllables are a word of the dictionary, and in the plans mostly stand together."""
        if (first, second) not in vietnamese_pairs().by_folded.get((fold(first), fold(second)), ()):
            return False
        count = self._catalogue.spellings.count
        return count(f"{first}{PAIR}{second}") >= _WORD_SHARE * max(1, min(count(first), count(second)))

    def _topic(
        self, text: str, spans: Sequence[tuple[int, int]], *, bare: bool, english: bool
    ) -> tuple[str, ...]:
        topic = topic_tokens(text, spans, self.abbreviations, self._is_word, bare=bare)
        if english:  # words that the glossary lacks say nothing about a Vietnamese text
            topic = tuple(token for token in topic if self._catalogue.spellings.count(token))
        if is_yes_no(text):  # a number to be confirmed is not the matter
            topic = tuple(token for token in topic if not token.isdigit()) or topic
        return topic


def _acting(agencies: tuple[Mention, ...], folded: str) -> Sequence[Mention]:
    """Of several agencies those that act; one that something is done to ("nâng hiệu quả Trung tâm …") is matter."""
    if len(agencies) < _SEVERAL:
        return agencies
    acting = [
        a for a in agencies if _SUBJECT_AFTER.match(folded, a.end) or _GIVEN_TO.search(folded[: a.start])
    ]
    return acting or agencies


def _as_quy(match: re.Match[str]) -> str:
    with_y = "yỳýỷỹỵ"["iìíỉĩị".index(match[2].lower())]
    return match[1] + (with_y.upper() if match[2].isupper() else with_y)


_PLAN_NAME = frozenset("cai cach hanh chinh ke hoach nam nhiem vu cong tac".split())
"""Folded words that name the plan as such beside an agency."""


def _for_asking(text: str, scope: Scope, plans: Sequence[Plan], *, in_capitals: bool) -> str:
    """The text in which relations are looked for: no province in front, and a plan's number as one word."""
    masked = _masked(text, [(p.start, p.end) for p in scope.provinces if p.start == 0])
    if not in_capitals:
        masked = _INTELLIGENCE.sub(NUMBER_WORD * 2, masked)
    for start, end in number_spans(text, plans):
        masked = f"{masked[:start]}{NUMBER_WORD * (end - start)}{masked[end:]}"
    return masked


def _masked(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """The text with blanks for some ranges; positions stay."""
    characters = list(text)
    for start, end in spans:
        characters[start:end] = " " * (end - start)
    return "".join(characters)


def _blank(text: str, spans: Sequence[tuple[int, int]]) -> str:
    return " ".join(_masked(text, spans).split())


def _asked_agencies(text: str, *, bare: bool) -> tuple[Mention, ...]:
    """Agencies that a question names, "ngành y tế" and ministries included where they are its subject."""
    written = fold(text) if bare else text
    for match in _SECTOR.finditer(fold(written)):  # same length, so that positions hold
        written = f"{written[: match.start()]}{'sở'.rjust(len('ngành'))}{written[match.end() :]}"
    named = find_agencies(written)
    folded = fold(written)
    ministries = [
        mention
        for mention in find_agencies(written, broad=True)
        if mention.agency.level is Level.CENTRAL
        and mention.agency.name.startswith("Bộ ")
        and _SUBJECT_AFTER.match(folded, mention.end)
        and all(mention.end <= other.start or mention.start >= other.end for other in named)
    ]
    return tuple(sorted([*named, *ministries], key=lambda mention: mention.start))


def _relations(
    asked: Asked, agencies: Sequence[Mention], topic: Sequence[str], folded: str
) -> tuple[Relation, ...]:
    """A bare agency ("Sở Xây dựng?") asks for its duties, two with "hay" between them for who leads.

    Who wants a time or a share confirmed asks for the deadline or the target.
    """
    if (
        Relation.LEAD in asked.relations
        and Relation.COORDINATE not in asked.relations
        and _ROLE_OF.search(folded)
    ):
        return (*asked.relations, Relation.COORDINATE)
    if Relation.LEAD in asked.relations and len(asked.relations) > 1 and _is_given(agencies, folded):
        return tuple(relation for relation in asked.relations if relation is not Relation.LEAD)
    if asked.relations or asked.form is not Form.FACT:
        return asked.relations
    if _TAKES_PART.search(folded) and agencies:
        return (Relation.IMPLEMENTER,)
    if is_yes_no(folded) and (confirmed := [r for r, shape in _CONFIRMED.items() if shape.search(folded)]):
        return (confirmed[0],)
    if not agencies:
        return ()
    if is_yes_no(folded) and any(_SAID_TO_BE.search(folded[: mention.start]) for mention in agencies):
        return (role_named(folded),)
    if any(_OR.search(folded, a.end, b.start) for a, b in pairwise(agencies)) or _OR_WHO.search(folded):
        return (Relation.LEAD,)
    if _WHAT.search(folded) and any(not mention.agency.collective for mention in agencies):
        return (Relation.DUTY,)
    names = _PLAN_NAME | {
        token
        for mention in agencies
        for token in fold(mention.agency.name).replace(",", " ").replace("-", " ").split()
    }
    has_matter = any(fold(token) not in names and not token.isdigit() for token in topic)
    return asked.relations if has_matter else (Relation.DUTY,)


def _is_given(agencies: Sequence[Mention], folded: str) -> bool:
    """Whether the question says itself who leads ("hạn của việc do Sở X chủ trì"): that is no part of what it asks."""
    return any(
        folded[: mention.start].endswith("do ") and folded[mention.end :].startswith(" chu tri")
        for mention in agencies
    )


def _asks_period(relations: Sequence[Relation], agencies: Sequence[Mention], folded: str) -> bool:
    """Whether a question wants what is to be done in a time, of whomever: "tháng 2 tỉnh phải làm gì?"."""
    if not relations and _DUE_TASKS.search(folded):
        return True
    return relations == (Relation.DUTY,) and not agencies and bool(_NAMED_TIME.search(folded))
