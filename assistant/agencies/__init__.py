"""Agencies by canonical name: how people and plans write them, their level and what became of them in 2025."""

from assistant.agencies.finding import (
    Agency,
    Mention,
    find_agencies,
    now_called,
    of_any_province,
    same_agency,
)

__all__ = ["Agency", "Mention", "find_agencies", "now_called", "of_any_province", "same_agency"]
