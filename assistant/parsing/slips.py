"""OCR slips in diacritics ("yêu câu của", "Thăm định"): the right form, where it is certain.

The text stays as printed; the index gets the right form beside it. A slip is certain only for words that
administrative texts use in one sense, or where a syllable does not exist in Vietnamese; it has to stand
between word boundaries, and the same document has to print the right form too.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from assistant.text.dictionary import folded_syllable, vietnamese_pairs, vietnamese_syllables
from assistant.text.normalise import comparable

# Words that have no twin of other diacritics that could stand in the same place. Left out on purpose: "cán bộ"
# ("cần Bộ …"), "người dân" ("người dẫn …"), "chỉ số", "chỉ tiêu" ("chi tiêu"), "trọng tâm" ("trong tâm …").
_WORDS = frozenset(
    tuple(word.split())
    for word in (
        "phấn đấu", "thẩm định", "yêu cầu", "chuyển đổi", "đôn đốc", "đối với", "triển khai", "ban hành", "chủ trì",
        "phối hợp", "kế hoạch", "nhiệm vụ", "cải cách", "công chức", "viên chức", "rà soát", "kiểm tra", "giám sát",
        "báo cáo", "dịch vụ", "trực tuyến", "hồ sơ", "giải quyết", "quy định", "quy phạm", "pháp luật", "văn bản",
        "mục tiêu", "minh bạch", "chất lượng", "hiệu quả", "đơn vị", "ngân sách", "kinh phí", "thời hạn", "phê duyệt",
        "tham mưu", "bổ sung", "sửa đổi", "xếp hạng", "doanh nghiệp", "liên thông", "khảo sát", "hài lòng", "tiên tiến",
        "chính quyền", "nâng cao", "tổ chức", "thủ tục", "sản phẩm", "thẩm quyền", "kiện toàn", "hoàn thiện",
    )
)  # fmt: skip
# Terms of several words, certain as a whole; those marked need the start of a clause before them.
_TERMS: tuple[tuple[str, bool], ...] = (
    ("họp trực tuyến", False), ("họp không giấy", False), ("phòng họp không giấy", False), ("chuyển đổi số", False),
    ("chỉ tiêu phấn đấu", False), ("thủ tục hành chính", False), ("cải cách hành chính", False),
    ("dịch vụ công trực tuyến", False), ("quy phạm pháp luật", False), ("chính quyền điện tử", False),
    ("phấn đấu có", True), ("phấn đấu đạt", True), ("phấn đấu hoàn thành", True), ("phấn đấu đến năm", True),
)  # fmt: skip
_MAX_WRONG = 2
"""Syllables of a term that may be wrong; more would be another phrase."""
_LETTERS = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class _Token:
    syllable: str
    folded: str
    follows: bool
    """Whether only a blank stands between it and the token before."""
    is_capital: bool


class SlipFinder:
    """Knows how often one document prints each pair of syllables."""

    def __init__(self, texts: Iterable[str]) -> None:
        counts: Counter[tuple[str, str]] = Counter()
        for text in texts:
            tokens = _LETTERS.findall(comparable(text))
            counts.update(zip(tokens, tokens[1:], strict=False))
        self._counts = counts

    def corrections(self, text: str) -> tuple[str, ...]:
        """Right forms of what a text has wrong, each with the syllables around it; empty for most texts.

        Args:
            text: one paragraph or cell.
        """
        tokens = _tokens(text)
        found: dict[str, None] = {}
        covered = -1
        for at, words in [*_terms(tokens), *self._words(tokens)]:
            if at <= covered:
                continue
            covered = at + len(words) - 1
            before = [tokens[at - 1].syllable] if at and tokens[at].follows else []
            after_at = at + len(words)
            after = [tokens[after_at].syllable] if after_at < len(tokens) and tokens[after_at].follows else []
            found[" ".join([*before, *words, *after])] = None
        return tuple(found)

    def _words(self, tokens: Sequence[_Token]) -> Iterator[tuple[int, tuple[str, ...]]]:
        lexicon = vietnamese_pairs()
        for at, (first, second) in enumerate(zip(tokens, tokens[1:], strict=False)):
            printed = (first.syllable, second.syllable)
            if not second.follows or printed in lexicon.inside or second.is_capital > first.is_capital:
                continue
            candidates = lexicon.by_folded.get((first.folded, second.folded), ())
            if not candidates or self._is_across_words(tokens, at):
                continue
            meant = [word for word in candidates if self._is_certain(printed, word)]
            if len(meant) == 1:
                yield at, meant[0]

    def _is_certain(self, printed: tuple[str, str], word: tuple[str, str]) -> bool:
        if (printed[0] == word[0]) == (printed[1] == word[1]) or self._counts[word] <= self._counts[printed]:
            return False
        wrong = printed[0] if printed[0] != word[0] else printed[1]
        return word in _WORDS or wrong not in vietnamese_syllables()

    @staticmethod
    def _is_across_words(tokens: Sequence[_Token], at: int) -> bool:
        """Whether a neighbour makes a word with one of the two: "thực trong|hiện cơ chế"."""
        inside = vietnamese_pairs().inside
        before = tokens[at].follows and at > 0 and (tokens[at - 1].syllable, tokens[at].syllable) in inside
        after = (
            at + 2 < len(tokens)
            and tokens[at + 2].follows
            and (tokens[at + 1].syllable, tokens[at + 2].syllable) in inside
        )
        return before or after


def _terms(tokens: Sequence[_Token]) -> Iterator[tuple[int, tuple[str, ...]]]:
    for at, token in enumerate(tokens):
        for words, folded, at_start in _TERMS_BY_START.get(token.folded, ()):
            printed = tokens[at : at + len(words)]
            if (
                tuple(t.folded for t in printed) == folded
                and all(t.follows for t in printed[1:])
                and not (at_start and token.follows)
                and 0 < sum(t.syllable != word for t, word in zip(printed, words, strict=True)) <= _MAX_WRONG
            ):
                yield at, words


def _tokens(text: str) -> list[_Token]:
    plain = comparable(text)
    has_same_length = len(plain) == len(text)
    tokens: list[_Token] = []
    end = -1
    for match in _LETTERS.finditer(plain):
        tokens.append(
            _Token(
                syllable=match.group(),
                folded=folded_syllable(match.group()),
                follows=end >= 0 and plain[end : match.start()] == " ",
                is_capital=has_same_length and text[match.start()].isupper(),
            )
        )
        end = match.end()
    return tokens


def _by_start() -> dict[str, list[tuple[tuple[str, ...], tuple[str, ...], bool]]]:
    table: dict[str, list[tuple[tuple[str, ...], tuple[str, ...], bool]]] = {}
    for term, at_start in _TERMS:
        words = tuple(comparable(term).split())
        folded = tuple(map(folded_syllable, words))
        table.setdefault(folded[0], []).append((words, folded, at_start))
    return table


_TERMS_BY_START = _by_start()
