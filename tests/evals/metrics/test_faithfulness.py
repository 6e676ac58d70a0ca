import json

import pytest

from assistant.errors import ChatSetupError, ChatUnavailableError
from assistant.llm.openai_like import OpenAIChat
from assistant.llm.prompts import load_prompt
from evals.metrics.faithfulness import UNCITED, FaithfulnessScore, StatementVerdict, score_faithfulness
from evals.metrics.statements import Statement
from evals.metrics.support import Source
from tests.fakes import FakeChat
from tests.llm.endpoint import Play, serve_endpoint

PROMPT = load_prompt("judge-faithfulness")
SOURCES = {
    1: Source("Sở Nội vụ chủ trì; Quý II", ""),
    2: Source("Đạt 90%", ""),
    3: Source("Nguồn thứ ba", ""),
}
STATEMENTS = [Statement("Sở Nội vụ chủ trì", (1,)), Statement("Đạt 95%", (2,))]


def verdicts(*borne_out: bool) -> str:
    return json.dumps(
        {
            "verdicts": [
                {"id": i, "reason": "vì  thế", "borne_out": v} for i, v in enumerate(borne_out, start=1)
            ]
        }
    )


def score(chat: FakeChat, statements: list[Statement] = STATEMENTS) -> FaithfulnessScore | None:
    return score_faithfulness(statements, SOURCES, chat, PROMPT)


def test_the_share_is_that_of_statements_borne_out() -> None:
    scored = score(FakeChat([verdicts(True, False)]))

    assert scored == FaithfulnessScore(
        verdicts=(
            StatementVerdict(statement="Sở Nội vụ chủ trì", borne_out=True, reason="vì thế"),
            StatementVerdict(statement="Đạt 95%", borne_out=False, reason="vì thế"),
        )
    )
    assert scored.share == 0.5


def test_the_judge_sees_the_statements_with_their_own_sources_as_data() -> None:
    chat = FakeChat([verdicts(True, True)])

    score(chat)

    (prompt,) = chat.prompts
    assert '"text": "Sở Nội vụ chủ trì; Quý II"' in prompt
    assert '"text": "Đạt 95%"' in prompt
    assert "Nguồn thứ ba" not in prompt


@pytest.mark.parametrize("citations", [(), (9,)])
def test_a_statement_that_cites_nothing_is_not_borne_out_without_asking(citations: tuple[int, ...]) -> None:
    chat = FakeChat([verdicts(True)])

    scored = score(chat, [Statement("Không có nguồn", citations), STATEMENTS[0]])

    assert scored is not None
    assert [(v.borne_out, v.reason) for v in scored.verdicts] == [(False, UNCITED), (True, "vì thế")]
    assert "Không có nguồn" not in chat.prompts[0]


def test_a_long_answer_is_judged_in_parts() -> None:
    chat = FakeChat([verdicts(*[True] * 10), verdicts(*[True] * 10), verdicts(False, True, True)])

    scored = score(chat, [Statement(f"Câu {i}", (1,)) for i in range(23)])

    assert scored is not None
    assert [v.statement for v in scored.verdicts if not v.borne_out] == ["Câu 20"]
    assert len(chat.prompts) == 3


def test_an_answer_that_states_nothing_is_not_judged() -> None:
    assert score(FakeChat([""]), []) is None


@pytest.mark.parametrize(
    "reply",
    [
        "Tất cả đều đúng.",
        verdicts(True),
        verdicts(True, True, True),
        '{"verdicts": [{"id": 1, "borne_out": true}, {"id": 1, "borne_out": true}]}',
        '{"verdicts": [{"id": 1, "borne_out": "có"}, {"id": 2, "borne_out": true}]}',
        '{"verdicts": []}',
        ChatUnavailableError("Máy chủ không trả lời."),
    ],
)
def test_a_reply_that_cannot_be_read_is_unscorable_and_not_unfaithful(reply: str | Exception) -> None:
    scored = score(FakeChat([reply]))

    assert scored is not None
    assert (scored.verdicts, scored.share) == ((), None)
    assert scored.problem


def test_one_unreadable_part_makes_the_answer_unscorable() -> None:
    scored = score(FakeChat([verdicts(*[True] * 10), "?"]), [Statement("Câu", (1,))] * 11)

    assert scored is not None
    assert scored.share is None


def test_a_judge_that_refuses_us_stops_the_run() -> None:
    with pytest.raises(ChatSetupError):
        score(FakeChat([ChatSetupError("Sai khóa.")]))


def test_all_of_it_works_over_http() -> None:
    with serve_endpoint() as endpoint:
        chat = OpenAIChat(endpoint.url, "m", timeout_s=2, retries=1)
        plays = [Play(verdicts(True, False)), Play("?"), Play(""), Play(wait_s=9), Play(body=b"{")]
        shares = []
        for play in plays:
            endpoint.queue(play)
            scored = score_faithfulness(STATEMENTS, SOURCES, chat, PROMPT)
            assert scored is not None
            shares.append(scored.share)
    assert shares == [0.5, None, None, None, None]
