"""The one door to underthesea's sentence splitter, whose data comes with the package."""

from assistant.types import Span


def sentence_spans(text: str) -> list[Span]:
    """Sentences as ranges of ``text``, without the spaces between them; ``[]`` for blank text.

    Every character outside the spans is white space.
    """
    # underthesea takes seconds to import and only indexing needs it.
    from underthesea.pipeline.sent_tokenize import sent_tokenize  # noqa: PLC0415

    spans: list[Span] = []
    end = 0
    for sentence in sent_tokenize(text):
        start = text.index(sentence, end)
        end = start + len(sentence)
        spans.append(Span(start, end))
    return spans
