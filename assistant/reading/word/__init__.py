"""Word documents (.docx) to documents."""

from assistant.reading.word.document import read_word

__all__ = ["read_word"]
