"""The chat page: its components and what each of their events does."""

import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import gradio as gr

from assistant.access.people import Visitor
from assistant.access.questions import Questions, Way
from assistant.errors import AssistantError
from assistant.web import strings
from assistant.web.backend import ChatBackend
from assistant.web.conversation import (
    Conversation,
    Problem,
    Reply,
    begin,
    drop_last,
    find_problem,
    finish,
)
from assistant.web.examples import example_questions
from assistant.web.render import draw_conversation, draw_notice, draw_token
from assistant.web.scope import (
    ALL_PLANS_ID,
    chosen_labels,
    chosen_plans,
    find_in_question,
    is_all,
    scope_choices,
)
from assistant.web.shelf import Shelf
from assistant.web.site import STATIC, render
from assistant.web.sources import look_up, plan_label
from assistant.web.word import Exchange

logger = logging.getLogger(__name__)

CONCURRENT_QUESTIONS = 4
"""Questions looked up at the same time; gradio's own default is one for the whole server."""

MAX_CONVERSATIONS = 1_000
"""Conversations that a page can come back to; the oldest give way."""

Updates = dict[Any, Any]
"""New values by component, as gradio takes them."""


class ChatPage:
    """Components of the page and the handlers behind them; build it inside ``gr.Blocks``."""

    def __init__(self, backend: ChatBackend, questions: Questions, shelf: Shelf[Exchange]) -> None:
        self._backend = backend
        self._questions = questions
        self._shelf = shelf
        self._conversations: Shelf[Conversation] = Shelf(MAX_CONVERSATIONS)
        self._build()
        self._wire()

    def _build(self) -> None:
        self.state = gr.State(Conversation())
        self.token = gr.Textbox(visible=False)
        gr.HTML(
            render("chat_banner.html"),
            elem_id="banner",
            apply_default_css=False,
            js_on_load=None,
        )
        self.conversation = gr.HTML(
            elem_id="conversation",
            apply_default_css=False,
            js_on_load=(STATIC / "conversation.js").read_text("utf-8"),
            copied=strings.COPIED,
            copy_failed=strings.COPY_FAILED,
            answer_ready=strings.ANSWER_READY,
        )
        with gr.Column(elem_id="composer"):
            self.notice = gr.HTML(
                elem_id="notice",
                apply_default_css=False,
                js_on_load=(STATIC / "notice.js").read_text("utf-8"),
            )
            with gr.Row(elem_id="scope-row"):
                self.scope = gr.Dropdown(
                    choices=self._plan_choices(),
                    value=[ALL_PLANS_ID],
                    multiselect=True,
                    label=strings.SCOPE_LABEL,
                    scale=1,
                    elem_id="scope",
                )
                self.new_chat = gr.Button(strings.NEW_CHAT, size="sm", scale=0, elem_id="new-chat")
            with gr.Row(elem_id="ask-row"):
                self.question = gr.Textbox(
                    placeholder=strings.QUESTION_PLACEHOLDER,
                    label=strings.QUESTION_LABEL,
                    show_label=False,
                    container=False,
                    lines=1,
                    max_lines=6,
                    autofocus=True,
                    scale=1,
                    elem_id="question",
                )
                self.send = gr.Button(strings.SEND, variant="primary", scale=0, elem_id="send")
                self.stop = gr.Button(strings.STOP, visible=False, scale=0, elem_id="stop")
        gr.HTML(
            f"<footer>{strings.FOOTER}</footer>", elem_id="foot", apply_default_css=False, js_on_load=None
        )

    @property
    def shown(self) -> list[Any]:
        """What a step of the conversation may change."""
        return [self.state, self.conversation, self.notice, self.question, self.send, self.stop]

    def _wire(self) -> None:
        shown = self.shown
        typed = [self.question, self.scope, self.state]
        quick: dict[str, Any] = {"queue": False, "show_progress": "hidden", "api_visibility": "private"}
        slow: dict[str, Any] = {
            "concurrency_limit": CONCURRENT_QUESTIONS,
            "concurrency_id": "ask",
            "show_progress": "hidden",
            "api_visibility": "private",
        }
        listeners: Any = self.conversation
        starts = [
            gr.on([self.question.submit, self.send.click], self._begin_typed, typed, shown, **quick),
            listeners.ask(self._begin_clicked, [self.scope, self.state], shown, **quick),
            listeners.widen(self._widen, [self.scope, self.state], shown, **quick),
            listeners.retry(self._begin_again, [self.scope, self.state], shown, **quick),
        ]
        answers = [start.then(self._answer, [self.state], shown, **slow) for start in starts]
        self.stop.click(self._stop, [self.state], shown, cancels=answers, **quick)
        self.new_chat.click(self._restart, [self.state], shown, cancels=answers, **quick)
        listeners.edit(self._edit, [self.state], shown, **quick)
        cancels: Any = self.notice
        cancels.cancel_edit(self._cancel_edit, [self.state], shown, **quick)
        # In the browser, so that nothing lies between a click and the question after it. Picking a plan sends
        # "input"; clearing all sends only "change".
        choose = (STATIC / "choose_plans.js").read_text("utf-8")
        gr.on([self.scope.input, self.scope.change], None, [self.scope], [self.scope], js=choose, **quick)

    def open_page(self, token: str) -> Updates:
        """What a page shows that is opened, or that comes back with the token of its conversation.

        Plans that were added since the server started are in it.
        """
        kept = self._conversations.find(token)
        conversation = kept or Conversation(token=self._conversations.keep(Conversation()))
        waiting = conversation.waiting
        if waiting is not None:  # left while it was being looked up: its answer went to a page that is gone
            conversation = drop_last(conversation)
        shown = self._show(conversation, question=waiting.question if waiting else "")
        return {self.scope: gr.Dropdown(choices=self._plan_choices(), value=[ALL_PLANS_ID]), **shown}

    def _plan_choices(self) -> list[tuple[str, str | int | float]]:
        return [*scope_choices(self._backend.plans())]

    def _draw(self, conversation: Conversation) -> str:
        examples = example_questions(self._backend.plans())
        return f"{draw_token(conversation)}{draw_conversation(conversation, examples)}"

    def _show(self, conversation: Conversation, *, question: str | None = None, notice: str = "") -> Updates:
        """The page for a conversation; the question box keeps its text where ``question`` is ``None``."""
        waiting = conversation.waiting is not None
        self._conversations.put(conversation.token, conversation)
        return {
            self.state: conversation,
            self.conversation: self._draw(conversation),
            self.notice: draw_notice(notice, cancel_edit=conversation.editing),
            self.question: gr.skip() if question is None else question,
            self.send: gr.Button(visible=not waiting),
            self.stop: gr.Button(visible=waiting),
        }

    def _begin_typed(self, typed: str, chosen: Sequence[str], conversation: Conversation) -> Updates:
        return self._begin(conversation, typed, chosen, cleared="")

    def _begin_clicked(
        self, chosen: Sequence[str], conversation: Conversation, event: gr.EventData
    ) -> Updates:
        return self._begin(conversation, str(event._data.get("question", "")), chosen)

    def _widen(self, chosen: Sequence[str], conversation: Conversation) -> Updates:
        """Ask the last question again without the scope that it names."""
        last = conversation.turns[-1] if conversation.turns else None
        if last is None or last.found is None or conversation.waiting:
            return {self.notice: draw_notice(strings.STILL_SEARCHING)}
        return self._begin(drop_last(conversation), last.found.widened, chosen)

    def _begin_again(self, chosen: Sequence[str], conversation: Conversation) -> Updates:
        if not conversation.turns or conversation.waiting:
            return {self.notice: draw_notice(strings.STILL_SEARCHING)}
        return self._begin(drop_last(conversation), conversation.turns[-1].question, chosen)

    def _begin(
        self, conversation: Conversation, typed: str, chosen: Sequence[str], *, cleared: str | None = None
    ) -> Updates:
        problem = find_problem(typed, conversation)
        if problem:
            return {self.notice: draw_notice(problem, cancel_edit=conversation.editing)}
        plans = self._backend.plans()
        plan_ids = chosen_plans(chosen, plans)
        if not plan_ids and not is_all(chosen):
            return {self.notice: draw_notice(strings.EMPTY_SCOPE, cancel_edit=conversation.editing)}
        found = find_in_question(typed, plans, plan_ids)
        begun = begin(conversation, typed, plan_ids, chosen_labels(chosen, plans), found)
        return self._show(begun, question=cleared)

    def _answer(self, conversation: Conversation, request: gr.Request) -> Updates:
        waiting = conversation.waiting
        if waiting is None:
            return {self.state: gr.skip()}
        try:
            visitor: Visitor = request.state.visitor
            self._questions.admit(visitor)
            reply = self._ask(waiting.question, conversation.history, waiting.plan_ids, visitor.name)
            self._questions.note(visitor, Way.CHAT, waiting.question, abstained=reply.answer.abstained)
        except AssistantError as error:
            return self._show(finish(conversation, Problem(str(error))), question=waiting.question)
        except Exception:  # the edge of the program: a person waits, the log has the trace
            now = datetime.now().astimezone().strftime("%H:%M:%S %d/%m/%Y")
            logger.exception("question failed (%d characters, %s)", len(waiting.question), now)
            problem = Problem(strings.UNEXPECTED.format(time=now))
            return self._show(finish(conversation, problem), question=waiting.question)
        return self._show(finish(conversation, reply))

    def _ask(self, question: str, history: Sequence[str], plan_ids: Sequence[str], user: str) -> Reply:
        answer = self._backend.ask(question, history, plan_ids or None, user)
        plans = {plan.id: plan for plan in self._backend.plans()}
        places = answer.nearest if answer.abstained else answer.citations
        said = "" if answer.abstained else answer.text
        searched = tuple(plan_label(plans[plan_id]) for plan_id in answer.plan_ids if plan_id in plans)
        if len(searched) == len(plans) > 1:
            searched = (strings.SEARCHED_ALL.format(count=len(plans)),)
        reply = Reply(answer, look_up(self._backend, places, said), searched)
        return replace(reply, token=self._shelf.keep(Exchange(question, reply)))

    def _stop(self, conversation: Conversation) -> Updates:
        waiting = conversation.waiting
        if waiting is None:
            return self._show(conversation)
        return self._show(drop_last(conversation), question=waiting.question, notice=strings.STOPPED)

    def _restart(self, conversation: Conversation) -> Updates:
        return self._show(Conversation(token=conversation.token), question="")

    def _edit(self, conversation: Conversation) -> Updates:
        if not conversation.turns or conversation.waiting:
            return {self.notice: draw_notice(strings.STILL_SEARCHING)}
        editing = replace(conversation, editing=True)
        return self._show(editing, question=conversation.turns[-1].question, notice=strings.EDITING)

    def _cancel_edit(self, conversation: Conversation) -> Updates:
        return self._show(replace(conversation, editing=False), question="")


def build_blocks(backend: ChatBackend, questions: Questions, shelf: Shelf[Exchange]) -> gr.Blocks:
    """The chat page as gradio blocks, ready to mount.

    Args:
        backend: answers.
        questions: counts them by visitor, and keeps them where that is set.
        shelf: where answers go, to be fetched as documents.
    """
    blocks = gr.Blocks(title=strings.TITLE, analytics_enabled=False)
    with blocks:
        page = ChatPage(backend, questions, shelf)
        blocks.load(
            page.open_page,
            [page.token],
            [page.scope, *page.shown],
            js="() => [sessionStorage.getItem('trao-doi') ?? '']",
            queue=False,
            show_progress="hidden",
            api_visibility="private",
        )
    return blocks
