import re
from dataclasses import replace

from assistant.answering.layout import rule_line, table_line
from assistant.conversations.turns import Conversation, FoundScope, Problem, Reply, Turn
from assistant.types import Answer
from assistant.web import strings
from assistant.web.render import draw_conversation, draw_notice, draw_text
from assistant.web.sources import look_up

from .fakes import AN_LAC, ANSWERED, REFUSED, FakeBackend, place_of

HOSTILE = "<script>window.hacked=1</script><img src=x onerror=alert(1)> \"'&"


def draw(answer: Answer) -> str:
    places = answer.nearest if answer.abstained else answer.citations
    sources = look_up(FakeBackend(), places, answer.text)
    turn = Turn("câu hỏi", outcome=Reply(answer, sources, ("Kế hoạch A",)))
    return draw_conversation(Conversation((turn,)), ())


def visible(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def reply(answer: Answer) -> Reply:
    return Reply(answer, look_up(FakeBackend(), answer.citations, answer.text))


def test_marks_open_their_sources_and_lead_to_the_whole_plan_without_scripts() -> None:
    answer = replace(ANSWERED, text="Văn phòng Ủy ban nhân dân tỉnh [1].", citations=ANSWERED.citations[:1])
    said = place_of(AN_LAC, "Văn phòng Ủy ban nhân dân tỉnh\tSở Thông tin")
    marked = f"{said.start}-{said.start + len('Văn phòng Ủy ban nhân dân tỉnh')}"
    assert draw_text(reply(answer)) == (
        '<p>Văn phòng Ủy ban nhân dân tỉnh <a class="cite" '
        f'href="/ke-hoach/an-lac-2024?trich={marked}#phu-luc/III/24" '
        f'data-panel="/ke-hoach/an-lac-2024/doan?vi-tri=phu-luc%2FIII%2F24&amp;trich={marked}" '
        'aria-label="Trích dẫn 1">[1]</a>.</p>'
    )


def test_a_mark_without_a_citation_is_shown_as_a_fault() -> None:
    assert visible(draw_text(reply(replace(ANSWERED, text="Sở Nội vụ [3].")))) == (
        "Sở Nội vụ [3] (Câu trả lời không có trích dẫn số 3) ."
    )


def test_lines_that_start_with_a_dash_become_a_list() -> None:
    answer = Answer("Gồm:\n- một\n- hai\n\nHết.", abstained=False)
    assert draw_text(reply(answer)) == "<p>Gồm:</p><ul><li>một</li><li>hai</li></ul><p>Hết.</p>"


def test_a_comparison_is_drawn_as_a_table_with_its_marks_as_links() -> None:
    lines = [table_line(["Tỉnh", "Chỉ tiêu"]), rule_line(2), table_line(["An Lạc", "80% [1]"])]
    html = draw_text(reply(replace(ANSWERED, text="\n".join(lines))))
    assert re.findall("<th [^>]*>(.*?)</th>", html) == ["Tỉnh", "Chỉ tiêu"]
    assert re.findall('<td role="cell" data-header="(.*?)">(.*?)<', html) == [
        ("Tỉnh", "An Lạc"),
        ("Chỉ tiêu", "80% "),
    ]
    assert 'class="cite"' in html
    assert "---" not in html


def test_sources_are_numbered_in_the_order_of_the_citations() -> None:
    listed = visible(draw(ANSWERED).partition("<h3>Trích dẫn</h3>")[2])
    assert listed.startswith(
        "[1] Kế hoạch cải cách hành chính tỉnh An Lạc năm 2024 (số 15/KH-UBND) : Phụ lục, mục III, nhiệm vụ 24 "
        "[2] Kế hoạch chuyển đổi số tỉnh Bình Hòa năm 2025 (số …/KH-UBND) : Mục I, khoản 2 "
    )


def test_text_from_people_and_plans_never_becomes_markup() -> None:
    hostile = replace(ANSWERED, text=HOSTILE + " [1]", suggestions=(HOSTILE,))
    turns = (
        Turn(HOSTILE, ("p",), (HOSTILE,), FoundScope((HOSTILE,), HOSTILE), Problem(HOSTILE)),
        Turn("q", outcome=Reply(hostile, look_up(FakeBackend(), hostile.citations))),
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


def test_only_the_last_turn_can_be_asked_again() -> None:
    turn = Turn("q", outcome=Problem("lỗi"))
    assert draw_conversation(Conversation((turn, turn)), ()).count('data-action="retry"') == 1


def test_an_empty_conversation_offers_examples_or_says_that_there_are_no_plans() -> None:
    assert 'data-question="Ai?"' in draw_conversation(Conversation(), ("Ai?",))
    assert strings.NO_PLANS in draw_conversation(Conversation(), ())


def test_a_notice_is_empty_or_a_line_with_a_way_back() -> None:
    assert draw_notice("") == ""
    assert strings.CANCEL_EDIT in draw_notice("Đang sửa", cancel_edit=True)
