"""A conversation as HTML. Questions, answers and plan texts are data, each escaped where it enters."""

import re
from collections.abc import Mapping, Sequence
from html import escape
from itertools import groupby, zip_longest

from assistant.answering.layout import Item, Paragraph, Part, Table, read_layout
from assistant.answering.memo import Memo, memo_with_sources, memo_without_sources
from assistant.conversations.turns import Conversation, Problem, Reply, Source, Turn
from assistant.feedback.words import HELPFUL, NOT_HELPFUL, REASONS
from assistant.types import Answer
from assistant.web import strings
from assistant.web.addresses import word_address
from assistant.web.site import render
from assistant.web.sources import panel_address, whole_address

_CITE_MARK = re.compile(r"\[(\d+)\]")


def draw_conversation(
    conversation: Conversation, examples: Sequence[str], ratings: Mapping[str, bool] | None = None
) -> str:
    """All turns, oldest first; a welcome with clickable examples before the first question.

    Args:
        conversation: what to draw.
        examples: questions of the welcome.
        ratings: whether answers were found helpful, by the id of their turn, as far as it was said.
    """
    if not conversation.turns:
        return _draw_welcome(examples)
    return _draw_turns(conversation, ratings or {})


def draw_shared(conversation: Conversation) -> str:
    """All turns to read and copy, with nothing to go on by."""
    return _draw_turns(conversation, None)


def _draw_turns(conversation: Conversation, ratings: Mapping[str, bool] | None) -> str:
    """All turns; without ratings, not even empty ones, there is nothing to go on by and nothing to rate."""
    last = 0 if ratings is None else len(conversation.turns)
    turns = "".join(
        _draw_turn(turn, number, is_last=number == last, ratings=ratings)
        for number, turn in enumerate(conversation.turns, 1)
    )
    tokens = [turn.outcome.token for turn in conversation.turns if isinstance(turn.outcome, Reply)]
    whole = f'<p class="tools">{_word_link(tokens, strings.WORD_CONVERSATION)}</p>' if len(tokens) > 1 else ""
    return f'<div class="log" role="region" aria-label="{strings.CONVERSATION}">{turns}</div>{whole}'


def draw_id(conversation: Conversation) -> str:
    """The id by which the page finds its conversation again, for ``static/conversation.js``."""
    return f'<span hidden data-conversation="{escape(conversation.id)}"></span>'


def draw_notice(message: str, *, cancel_edit: bool = False) -> str:
    """A line above the question box; nothing for an empty message."""
    if not message:
        return ""
    cancel = _button("cancel-edit", strings.CANCEL_EDIT) if cancel_edit else ""
    return f'<p class="notice" role="status">{escape(message)} {cancel}</p>'


def _draw_welcome(examples: Sequence[str]) -> str:
    if not examples:
        return f'<div class="welcome"><h2>{strings.WELCOME}</h2><p>{strings.NO_PLANS}</p></div>'
    return (
        f'<div class="welcome"><h2>{strings.WELCOME}</h2><h3>{strings.EXAMPLES}</h3>'
        f"{_draw_questions(examples)}</div>"
    )


def _draw_questions(questions: Sequence[str]) -> str:
    items = "".join(
        f'<li><button type="button" class="ask" data-action="ask" data-question="{escape(question)}">'
        f"{escape(question)}</button></li>"
        for question in questions
    )
    return f'<ul class="questions">{items}</ul>'


def _draw_turn(turn: Turn, number: int, *, is_last: bool, ratings: Mapping[str, bool] | None) -> str:
    scope = (
        f'<p class="scope">{escape(strings.SCOPE_OF_TURN.format(plans="; ".join(turn.scope)))}</p>'
        if turn.scope
        else ""
    )
    return (
        f'<section class="turn" id="luot-{number}" tabindex="-1">'
        f'<div class="question"><h2 class="speaker">{strings.ASKED}</h2>'
        f"<p>{escape(turn.question)}</p>{scope}{_draw_found(turn, is_last=is_last)}</div>"
        f"{_draw_outcome(turn, is_last=is_last, ratings=ratings)}</section>"
    )


def _draw_found(turn: Turn, *, is_last: bool) -> str:
    """Where the question itself says to look; of the last turn it can be taken off."""
    if turn.found is None:
        return ""
    said = escape(strings.SCOPE_OF_QUESTION.format(scope="; ".join(turn.found.labels)))
    widen = _button("widen", strings.WIDEN) if is_last and turn.outcome is not None else ""
    return f'<p class="scope">{said} {widen}</p>'


def _draw_outcome(turn: Turn, *, is_last: bool, ratings: Mapping[str, bool] | None) -> str:
    redo = _button("retry", strings.RETRY) + _button("edit", strings.EDIT) if is_last else ""
    match turn.outcome:
        case None:
            return f'<div class="reply waiting" aria-busy="true"><p>{strings.SEARCHING}</p></div>'
        case Problem(message):
            return (
                f'<div class="reply failed" role="alert"><h2 class="speaker">{strings.FAILED}</h2>'
                f'<p>{escape(message)}</p><div class="tools">{redo}</div></div>'
            )
        case Reply(answer) as reply:
            draw = _draw_refusal if answer.abstained else _draw_answer
            if ratings is None:
                return draw(reply, redo, "")
            return draw(reply, redo, _draw_suggestions(answer) + _draw_rating(turn.id, reply, ratings))


def _draw_answer(reply: Reply, redo: str, more: str) -> str:
    answer = reply.answer
    tools = (
        _draw_copy(strings.COPY_MEMO, memo_with_sources(answer, reply.rows), primary=True)
        + _draw_copy(strings.COPY_ANSWER, memo_without_sources(answer))
        + _word_link([reply.token], strings.WORD_ANSWER)
        + redo
    )
    return (
        f'<div class="reply answer"><h2 class="speaker">{strings.ANSWERED}</h2>'
        f'<div class="text">{draw_text(reply)}</div>'
        f'<div class="tools">{tools}</div>'
        f"{_draw_sources(reply.sources)}{more}</div>"
    )


def _draw_refusal(reply: Reply, redo: str, more: str) -> str:
    searched = (
        f'<p class="scope">{escape(strings.SEARCHED.format(plans="; ".join(reply.searched)))}</p>'
        if reply.searched
        else ""
    )
    listed = "".join(_draw_listed(source) for source in reply.sources)
    nearest = f'<h3>{strings.NEAREST}</h3><ul class="sources">{listed}</ul>' if listed else ""
    return (
        f'<div class="reply refusal"><h2 class="speaker">{strings.REFUSED}</h2>'
        f'<div class="text">{draw_text(reply)}</div>{searched}'
        f'<div class="tools">{redo}</div>{nearest}{more}</div>'
    )


def draw_text(reply: Reply) -> str:
    """The answer text as paragraphs, lists and tables, its [n] marks as links to their sources."""
    drawn: list[str] = []
    for is_item, group in groupby(read_layout(reply.answer.text), key=lambda part: isinstance(part, Item)):
        parts = [_draw_part(part, reply) for part in group]
        drawn += [f"<ul>{''.join(parts)}</ul>"] if is_item else parts
    return "".join(drawn)


def _draw_part(part: Part, reply: Reply) -> str:
    match part:
        case Paragraph(text):
            return f"<p>{_link_marks(text, reply)}</p>"
        case Item(text):
            return f"<li>{_link_marks(text, reply)}</li>"
        case Table(head, rows):
            heads = "".join(f'<th scope="col" role="columnheader">{escape(cell)}</th>' for cell in head)
            body = "".join(_draw_row(head, row, reply) for row in rows)
            return (
                f'<div class="row-scroll" tabindex="0" role="region" aria-label="{strings.TABLE}">'
                f'<table class="row" role="table"><thead role="rowgroup"><tr role="row">{heads}</tr></thead>'
                f'<tbody role="rowgroup">{body}</tbody></table></div>'
            )


def _draw_row(head: Sequence[str], row: Sequence[str], reply: Reply) -> str:
    cells = "".join(
        f'<td role="cell" data-header="{escape(name)}">{_link_marks(cell, reply)}</td>'
        for name, cell in zip_longest(head, row, fillvalue="")
    )
    return f'<tr role="row">{cells}</tr>'


def _link_marks(line: str, reply: Reply) -> str:
    def link(mark: re.Match[str]) -> str:
        n = int(mark[1])
        if reply.answer.abstained or not 1 <= n <= len(reply.sources):
            # Shown, never dropped: a mark without its citation is a fault that the reader has to see.
            return (
                f'<span class="cite-missing">{mark[0]} ({strings.CITATION_MISSING.format(number=n)})</span>'
            )
        label = strings.CITATION.format(number=n)
        return f'<a class="cite" {_panel_link(reply.sources[n - 1])} aria-label="{label}">{mark[0]}</a>'

    return _CITE_MARK.sub(link, escape(line))


def _draw_sources(sources: Sequence[Source]) -> str:
    if not sources:
        return ""
    items = "".join(_draw_listed(source, mark=f"[{n}]") for n, source in enumerate(sources, 1))
    return f'<h3>{strings.SOURCES}</h3><ul class="sources">{items}</ul>'


def _draw_listed(source: Source, *, mark: str = "") -> str:
    number = f'<span class="number">{mark}</span> ' if mark else ""
    return (
        f"<li>{number}<a {_panel_link(source)}>"
        f'<span class="plan">{escape(source.plan_title)}</span>: '
        f'<span class="label">{escape(source.citation.label)}</span></a></li>'
    )


def _panel_link(source: Source) -> str:
    """Opens the source panel; the whole plan where scripts or a new tab are asked for."""
    return f'href="{escape(whole_address(source))}" data-panel="{escape(panel_address(source))}"'


def _draw_suggestions(answer: Answer) -> str:
    if not answer.suggestions:
        return ""
    return f"<h3>{strings.SUGGESTIONS}</h3>{_draw_questions(answer.suggestions)}"


def _draw_rating(turn_id: str, reply: Reply, ratings: Mapping[str, bool]) -> str:
    """Whether the answer is right, with a form for what is not; ``static/rating.js`` sends it."""
    if not reply.token:
        return ""
    return render(
        "rating.html",
        asked=strings.RATE_REFUSAL if reply.answer.abstained else strings.RATE,
        token=reply.token,
        said=ratings.get(turn_id),
        helpful=HELPFUL,
        not_helpful=NOT_HELPFUL,
        reasons=REASONS,
    )


def _draw_copy(label: str, memo: Memo, *, primary: bool = False) -> str:
    kind = "tool primary" if primary else "tool"
    said = f'data-done="{strings.COPIED}" data-failed="{escape(strings.COPY_FAILED)}"'
    return (
        f'<span class="copy"><button type="button" class="{kind}" data-action="copy" {said}>{label}</button>'
        f'<span class="memo" hidden data-plain="{escape(memo.plain)}">{escape(memo.html)}</span></span>'
    )


def _word_link(tokens: Sequence[str], label: str) -> str:
    if not all(tokens):
        return ""
    return f'<a class="tool" href="{escape(word_address(tokens))}" download>{label}</a>'


def _button(action: str, label: str) -> str:
    return f'<button type="button" class="tool" data-action="{action}">{label}</button>'
