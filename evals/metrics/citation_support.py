"""Citation recall and precision after ALCE (Gao et al., EMNLP 2023), with a lexical judge instead of a model.

Recall asks of each statement whether its citations together bear it out; precision asks of each citation
whether it is needed: it bears the statement out alone, or the others fail without it. A citation of a
statement that is not borne out is not needed, and neither is one that points to nothing.
"""

from collections.abc import Mapping, Sequence

from evals.metrics.statements import Statement
from evals.metrics.support import Source, SupportChecker
from evals.model import Frozen


class CitationScore(Frozen):
    """Counts over one answer; ratios are taken over many answers."""

    statements: int
    supported: int
    citations: int
    """Pairs of a statement and one of its citations."""
    needed: int
    unsupported: tuple[str, ...]
    """Statements that their citations do not bear out."""


def score_citations(
    statements: Sequence[Statement], sources: Mapping[int, Source], checker: SupportChecker
) -> CitationScore:
    """Judge the citations of one answer.

    Args:
        statements: what the answer states.
        sources: what stands behind each citation number.
        checker: decides what supports what.
    """
    needed = 0
    unsupported: list[str] = []
    for statement in statements:
        cited = [sources[number] for number in statement.citations if number in sources]
        if not cited or not checker.is_supported(statement.text, cited):
            unsupported.append(statement.text)
            continue
        for i, source in enumerate(cited):
            others = cited[:i] + cited[i + 1 :]
            needed += checker.is_supported(statement.text, [source]) or not checker.is_supported(
                statement.text, others
            )
    return CitationScore(
        statements=len(statements),
        supported=len(statements) - len(unsupported),
        citations=sum(len(statement.citations) for statement in statements),
        needed=needed,
        unsupported=tuple(unsupported),
    )
