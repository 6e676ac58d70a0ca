"""OCR slips in diacritics ("yêu câu của", "Thăm định"): the right form, where it is certain.

The text stays as printed; the index gets the right form beside it. A slip is certain only for words that
administrative texts use in one sense, or where a syllable does not exist in Vietnamese; it has to stand
between word boundaries, and the same document has to print the right form too.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.text.dictionary import Pair, vietnamese_pairs, vietnamese_syllables
from assistant.text.normalise import comparable, fold

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
    """Knows how often one document prints each pair of syllables, and which of them may be slips."""

    def __init__(self, texts: Iterable[str], names: Iterable[str] = ()) -> None:
        """Read a document.

        Args:
            texts: its passages.
            names: what is indexed beside them (column headers, titles), in any number.
        """
        self._counts = Counter(pair for text in texts for pair in _pairs(text))
        pairs = self._counts.keys() | {pair for name in set(names) for pair in _pairs(name)}
        self._meant = {pair: word for pair in pairs if (word := self._find_meant(pair))}
        folded = {pair: (fold(pair[0]), fold(pair[1])) for pair in pairs}
        terms = (pair for pair in pairs if _TERM_PAIRS.get(folded[pair], pair) != pair)
        self._suspects = frozenset(f"{first} {second}" for first, second in (*self._meant, *terms))

    def corrections(self, text: str) -> tuple[str, ...]:
        """Right forms of what a text has wrong, each with the syllables around it; empty for most texts.

        Args:
            text: one passage as it is indexed.
        """
        plain = comparable(text)
        if not any(suspect in plain for suspect in self._suspects):
            return ()
        tokens = _tokens(text, plain)
        found: dict[str, None] = {}
        covered = -1
        slips: list[tuple[int, tuple[str, ...]]] = [*_terms(tokens), *self._words(tokens)]
        for at, words in sorted(slips, key=lambda slip: (slip[0], -len(slip[1]))):
            if at <= covered:
                continue
            covered = at + len(words) - 1
            before = [tokens[at - 1].syllable] if at and tokens[at].follows else []
            after_at = at + len(words)
            after = [tokens[after_at].syllable] if after_at < len(tokens) and tokens[after_at].follows else []
            found[" ".join([*before, *words, *after])] = None
        return tuple(found)

    def _words(self, tokens: Sequence[_Token]) -> Iterator[tuple[int, Pair]]:
        for at, (first, second) in enumerate(pairwise(tokens)):
            word = self._meant.get((first.syllable, second.syllable))
            if word is None or not second.follows or second.is_capital > first.is_capital:
                continue
            if not _is_across_words(tokens, at):
                yield at, word

    def _find_meant(self, printed: Pair) -> Pair | None:
        """The word that a pair of syllables is a slip for, if that is certain."""
        lexicon = vietnamese_pairs()
        if printed in lexicon.inside:
            return None
        folded = (fold(printed[0]), fold(printed[1]))
        meant = [word for word in lexicon.by_folded.get(folded, ()) if self._is_certain(printed, word)]
        return meant[0] if len(meant) == 1 else None

    def _is_certain(self, printed: Pair, word: Pair) -> bool:
        if (printed[0] == word[0]) == (printed[1] == word[1]) or self._counts[word] <= self._counts[printed]:
            return False
        wrong = printed[0] if printed[0] != word[0] else printed[1]
        return word in _WORDS or wrong not in vietnamese_syllables()


def _is_across_words(tokens: Sequence[_Token], at: int) -> bool:
    """Whether a neighbour makes a word with one of the two: "tình hình | thực hiện"."""
    inside = vietnamese_pairs().inside
    before = tokens[at].follows and at > 0 and (tokens[at - 1].syllable, tokens[at].syllable) in inside
    after = (
        at + 2 < len(tokens)
        and tokens[at + 2].follows
        and (tokens[at + 1].syllable, tokens[at + 2].syllable) in inside
    )
    return before or after


def _pairs(text: str) -> Iterator[Pair]:
    tokens = _LETTERS.findall(comparable(text))
    return pairwise(tokens)


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


def _tokens(text: str, plain: str) -> list[_Token]:
    has_same_length = len(plain) == len(text)
    tokens: list[_Token] = []
    end = -1
    for match in _LETTERS.finditer(plain):
        tokens.append(
            _Token(
                syllable=match.group(),
                folded=fold(match.group()),
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
        folded = tuple(map(fold, words))
        table.setdefault(folded[0], []).append((words, folded, at_start))
    return table


_TERMS_BY_START = _by_start()
_TERM_PAIRS = {
    folded[i : i + 2]: words[i : i + 2]
    for terms in _TERMS_BY_START.values()
    for words, folded, _ in terms
    for i in range(len(words) - 1)
}
"""Neighbours inside terms, by what they are without diacritics."""
