"""Citation reality: is a quote, letter for letter, what its spans mark in the plan's own file."""

from collections.abc import Mapping

from assistant.types import Citation


def is_real(citation: Citation, texts: Mapping[str, str]) -> bool:
    """Whether the marked pieces, joined by spaces, equal the quote.

    Args:
        citation: what the assistant showed.
        texts: stored NFC text of each plan, read from the corpus and not from the index.
    """
    text = texts.get(citation.plan_id)
    if text is None or not citation.spans:
        return False
    if any(not 0 <= span.start < span.end <= len(text) for span in citation.spans):
        return False
    return " ".join(text[span.start : span.end] for span in citation.spans) == citation.quote
