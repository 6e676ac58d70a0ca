import re
from dataclasses import replace

from assistant.types import Answer
from assistant.web import strings
from assistant.web.conversation import Conversation, Problem, Reply, Turn
from assistant.web.render import draw_conversation, draw_notice, draw_text
from assistant.web.sources import look_up

from .fakes import ANSWERED, PLANS, REFUSED, FakeBackend

HOSTILE = "<script>window.hacked=1</script><img src=x onerror=alert(1)> \"'&"
BY_ID = {plan.id: plan for plan in PLANS}


def draw(answer: Answer) -> str:
    places = answer.nearest if answer.abstained else answer.citations
    sources = look_up(FakeBackend(), places, BY_ID)
    turn = Turn("câu hỏi", outcome=Reply(answer, sources, ("Kế hoạch A",)))
    return draw_conversation(Conversation((turn,)), ())


def visible(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_marks_become_links_to_the_sources_of_their_turn() -> None:
    answer = replace(ANSWERED, text="Sở Nội vụ [1], Sở Tài chính [2].")
    assert draw_text(answer, 3) == (
        '<p>Sở Nội vụ <a class="cite" href="#nguon-3-1" data-action="cite" data-source="nguon-3-1" '
        'aria-label="Trích dẫn 1">[1]</a>, Sở Tài chính <a class="cite" href="#nguon-3-2" '
        'data-action="cite" data-source="nguon-3-2" aria-label="Trích dẫn 2">[2]</a>.</p>'
    )


def test_a_mark_without_a_citation_is_shown_as_a_fault() -> None:
    assert visible(draw_text(replace(ANSWERED, text="Sở Nội vụ [3]."), 1)) == (
        "Sở Nội vụ [3] (Câu trả lời không có trích dẫn số 3) ."
    )


def test_lines_that_start_with_a_dash_become_a_list() -> None:
    answer = Answer("Gồm:\n- một\n- hai\n\nHết.", abstained=False)
    assert draw_text(answer, 1) == "<p>Gồm:</p><ul><li>một</li><li>hai</li></ul><p>Hết.</p>"


def test_sources_are_numbered_in_the_order_of_the_citations() -> None:
    html = draw(ANSWERED)
    assert re.findall(r'<li id="(nguon-1-\d)">.*?<span class="number">(\[\d\])</span>', html) == [
        ("nguon-1-1", "[1]"),
        ("nguon-1-2", "[2]"),
    ]


def test_text_from_people_and_plans_never_becomes_markup() -> None:
    hostile = replace(ANSWERED, text=HOSTILE + " [1]", suggestions=(HOSTILE,))
    turns = (
        Turn(HOSTILE, ("p",), (HOSTILE,), Problem(HOSTILE)),
        Turn("q", outcome=Reply(hostile, look_up(FakeBackend(), hostile.citations, BY_ID))),
        Turn("q", outcome=Reply(replace(REFUSED, text=HOSTILE), (), (HOSTILE,))),
    )
    html = draw_conversation(Conversation(turns), ()) + draw_notice(HOSTILE)
    assert not re.search(r"<(script|img)", html)
    assert not re.search(r'="[^"]*<', html)
    assert html.count("&lt;script&gt;window.hacked=1") >= 7


def test_a_refusal_shows_what_was_searched_and_offers_no_copy() -> None:
    text = visible(draw(REFUSED))
    assert strings.REFUSED in text
    assert strings.NEAREST in text
    assert strings.SEARCHED.format(plans="Kế hoạch A") in text
    assert strings.COPY_MEMO not in text
    assert strings.COPY_MEMO in visible(draw(ANSWERED))


def test_a_long_list_of_sources_stays_closed() -> None:
    assert draw(ANSWERED).count("<details open>") == 2
    assert "<details open>" not in draw(replace(ANSWERED, citations=ANSWERED.citations * 2))


def test_only_the_last_turn_can_be_asked_again() -> None:
    turn = Turn("q", outcome=Problem("lỗi"))
    assert draw_conversation(Conversation((turn, turn)), ()).count('data-action="retry"') == 1


def test_an_empty_conversation_offers_examples_or_says_that_there_are_no_plans() -> None:
    assert 'data-question="Ai?"' in draw_conversation(Conversation(), ("Ai?",))
    assert strings.NO_PLANS in draw_conversation(Conversation(), ())


def test_a_notice_is_empty_or_a_line_with_a_way_back() -> None:
    assert draw_notice("") == ""
    assert strings.CANCEL_EDIT in draw_notice("Đang sửa", cancel_edit=True)
