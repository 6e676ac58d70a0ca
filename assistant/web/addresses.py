"""Addresses of the pages, in one place so that links and routes agree."""

import re
from collections.abc import Iterable
from urllib.parse import quote, urlencode

from assistant.types import Span

CHAT = "/"
PLANS = "/ke-hoach"
INTAKE = "/them-ke-hoach"
WITHDRAW = "/go-ke-hoach"
TASKS = "/nhiem-vu"
TASKS_FILE = "/nhiem-vu.xlsx"
WORD = "/van-ban"
HISTORY = "/lich-su"
SHARED = "/chia-se"
RATING = "/gop-y"
QUALITY = "/chat-luong"
USERS = "/tai-khoan"
PASSWORD = "/mat-khau"
QUALITY_FILE = "/chat-luong.xlsx"
OPEN = "trao-doi"
"""Query parameter of the chat: the conversation to go on with."""
QUESTION = "cau-hoi"
"""Query parameter of the chat: what to put into the question box."""
STATIC = "/giao-dien"
"""Not ``/static``: gradio keeps its own files there."""
MARK = "trich"
"""Query parameter of the ranges to mark, such as ``120-180,200-215``."""

_RANGE = re.compile(r"(\d{1,9})-(\d{1,9})")
_MAX_RANGES = 200


def reading_address(plan_id: str, locator: str = "", marked: Iterable[Span] = ()) -> str:
    """The reading view of a plan, at a passage if one is named, with ranges of the stored text marked."""
    ranges = write_ranges(marked)
    query = f"?{MARK}={ranges}" if ranges else ""
    place = f"#{quote(locator)}" if locator else ""
    return f"{PLANS}/{quote(plan_id, safe='')}{query}{place}"


def place_address(plan_id: str, locator: str, marked: Iterable[Span] = ()) -> str:
    """What the source panel shows of one passage."""
    ranges = write_ranges(marked)
    query = f"vi-tri={quote(locator, safe='')}" + (f"&{MARK}={ranges}" if ranges else "")
    return f"{PLANS}/{quote(plan_id, safe='')}/doan?{query}"


def replace_address(plan_id: str) -> str:
    """Where a new file for a plan is handed in."""
    return f"{INTAKE}?thay={quote(plan_id, safe='')}"


def withdraw_address(plan_id: str) -> str:
    """Where a plan is taken out."""
    return f"{WITHDRAW}/{quote(plan_id, safe='')}"


def conversation_address(conversation_id: str) -> str:
    """The chat with a conversation of the visitor's own."""
    return f"{CHAT}?{OPEN}={quote(conversation_id, safe='')}"


def history_address(wanted: str = "", number: int = 1, place: str = "") -> str:
    """A page of the visitor's conversations that hold some words, at one of them if it is named."""
    query = urlencode(
        {name: value for name, value in (("tim", wanted), ("trang", number)) if value not in {"", 1}}
    )
    return f"{HISTORY}{f'?{query}' if query else ''}{f'#{quote(place)}' if place else ''}"


def question_address(question: str) -> str:
    """The chat with a question in its box."""
    return f"{CHAT}?{QUESTION}={quote(question, safe='')}"


def shared_address(token: str) -> str:
    """A conversation that somebody shares, to read."""
    return f"{SHARED}/{quote(token, safe='')}"


def tasks_address(plan_id: str) -> str:
    """The tasks of one plan."""
    return f"{TASKS}?ke-hoach={quote(plan_id, safe='')}"


def word_address(tokens: Iterable[str]) -> str:
    """The answers of the given tokens as one Word document."""
    return f"{WORD}?luot={','.join(tokens)}"


def write_ranges(spans: Iterable[Span]) -> str:
    """Spans as they stand in an address; empty for none."""
    return ",".join(f"{span.start}-{span.end}" for span in spans)


def read_ranges(text: str) -> tuple[Span, ...]:
    """The spans that an address names; whatever else somebody typed there is passed over."""
    found = [Span(int(match[1]), int(match[2])) for match in _RANGE.finditer(text)]
    return tuple(span for span in found[:_MAX_RANGES] if span.start < span.end)
