"""What an answer says beside its answer: corrections of the question, present names of agencies, what is blank."""

import re

# "Không phải Sở X." denies what the question took for granted; "Sở X nay là Sở Y." gives a name that the
# plan does not use. Neither asserts that the agency named in it does anything, and neither is cited.
_DENIAL = re.compile(r"(?:^|(?<=[.:]\s))Không phải [^.“”\n]*\.", re.MULTILINE)
_BRACKET = re.compile(r"\s?\(nay là [^()]*\)")
_NOTE = re.compile(
    r"(?:^|(?<=[.\]]\s))[^.“”\n\[\]]*\bnay (?:là|thuộc)\b[^.“”\n\[\]]*(?:\.(?=\s|$)|$)", re.MULTILINE
)
# What a document does not print cannot be cited.
_BLANK = re.compile(
    r"(?:^|(?<=[.\]]\s))(?:[^.“”\n\[\]]* không được ghi|Bảng không có cột [^.“”\n]+|"
    r"Chưa tìm thấy nội dung trả lời [^“”\n]+)\.(?=\s|$)",
    re.MULTILINE,
)


def without_asides(answer: str) -> str:
    """The answer without its corrections, notes on present names and notes on what is blank."""
    return _BLANK.sub("", _NOTE.sub("", _BRACKET.sub("", _DENIAL.sub("", answer))))
