"""Faithfulness after ragas (Es et al., EACL 2024): the share of statements that a language model finds borne out.

Unlike ragas, the model does not split the answer: statements are those that the lexical judge looks at, each
against the sources that it cites itself, so that the two judges can be compared statement by statement.
"""

import json
from collections.abc import Iterator, Mapping, Sequence

from pydantic import StrictBool

from assistant.errors import ChatError, ChatReplyError
from assistant.llm.chat import ChatModel
from assistant.llm.prompts import Prompt
from assistant.llm.structured import read_object
from evals.metrics.statements import Statement
from evals.metrics.support import Source
from evals.model import Frozen

_BATCH = 10
"""Statements of one call: a long list would outgrow the context of a small model."""
_TOKENS_PER_STATEMENT = 120
UNCITED = "không dẫn nguồn"
"""The reason where the model is not asked."""


class StatementVerdict(Frozen):
    """What the judge says of one statement."""

    statement: str
    borne_out: bool
    reason: str


class FaithfulnessScore(Frozen):
    """The judged statements of one answer."""

    verdicts: tuple[StatementVerdict, ...]
    """Empty where the answer could not be judged."""
    problem: str | None = None
    """Why it could not; such an answer is unscorable, not unfaithful."""

    @property
    def share(self) -> float | None:
        """Statements borne out, in [0, 1]; ``None`` where the answer could not be judged."""
        if not self.verdicts:
            return None
        return sum(verdict.borne_out for verdict in self.verdicts) / len(self.verdicts)


class _Verdict(Frozen):
    id: int
    reason: str = ""
    borne_out: StrictBool


class _Reply(Frozen):
    verdicts: tuple[_Verdict, ...]


def score_faithfulness(
    statements: Sequence[Statement], sources: Mapping[int, Source], chat: ChatModel, prompt: Prompt
) -> FaithfulnessScore | None:
    """Have one answer judged; ``None`` for an answer that states nothing.

    A statement that cites nothing is not borne out, without asking. One reply that cannot be read, or does not
    come, makes the answer unscorable.

    Args:
        statements: what the answer states.
        sources: what stands behind each citation number.
        chat: the judge.
        prompt: ``judge-faithfulness``.

    Raises:
        ChatSetupError: the judge's server refuses us.
    """
    if not statements:
        return None
    cited = [statement for statement in statements if _sources_of(statement, sources)]
    found: list[StatementVerdict] = []
    try:
        for start in range(0, len(cited), _BATCH):
            found += _judge(cited[start : start + _BATCH], sources, chat, prompt)
    except ChatError as error:
        return FaithfulnessScore(verdicts=(), problem=str(error))
    judged = iter(found)
    return FaithfulnessScore(
        verdicts=tuple(
            next(judged)
            if _sources_of(statement, sources)
            else StatementVerdict(statement=statement.text, borne_out=False, reason=UNCITED)
            for statement in statements
        )
    )


def _sources_of(statement: Statement, sources: Mapping[int, Source]) -> list[int]:
    return [number for number in statement.citations if number in sources]


def _judge(
    statements: Sequence[Statement], sources: Mapping[int, Source], chat: ChatModel, prompt: Prompt
) -> Iterator[StatementVerdict]:
    used = sorted({number for statement in statements for number in _sources_of(statement, sources)})
    asked = [
        {"id": i, "text": statement.text, "sources": _sources_of(statement, sources)}
        for i, statement in enumerate(statements, start=1)
    ]
    text = prompt.fill(
        sources=_json([{"id": number, "text": sources[number].shown} for number in used]),
        statements=_json(asked),
    )
    reply = read_object(chat.reply(text, _TOKENS_PER_STATEMENT * (len(asked) + 1)), _Reply)
    by_id = {verdict.id: verdict for verdict in reply.verdicts}
    if len(by_id) < len(reply.verdicts) or set(by_id) != {i for i, _ in enumerate(asked, start=1)}:
        raise ChatReplyError("Lời đáp của mô hình ngôn ngữ không chấm đúng các câu được hỏi.")
    for i, statement in enumerate(statements, start=1):
        verdict = by_id[i]
        yield StatementVerdict(
            statement=statement.text, borne_out=verdict.borne_out, reason=" ".join(verdict.reason.split())
        )


def _json(items: Sequence[object]) -> str:
    """One item a line, quoted as data: nothing in a plan can pass for a part of the prompt."""
    lines = [json.dumps(item, ensure_ascii=False) for item in items]
    return "[\n{}\n]".format(",\n".join(lines))
