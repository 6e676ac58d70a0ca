"""Documents to plans: metadata, outline, passages and records."""

from assistant.parsing.plan import PARSER_VERSION, parse_plan

__all__ = ["PARSER_VERSION", "parse_plan"]
