"""The chat page: its components and what each of their events does."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import gradio as gr

from assistant.access.people import Visitor
from assistant.access.questions import Questions, Way
from assistant.codec import JsonCodec
from assistant.conversations.store import Conversations
from assistant.conversations.turns import Conversation, Problem, Reply, Turn, begin, drop_last, finish
from assistant.errors import AssistantError, SetupError
from assistant.feedback.store import FeedbackFile
from assistant.text.normalise import clean_question
from assistant.versions import in_force
from assistant.web import strings
from assistant.web.backend import ChatBackend
from assistant.web.downloads import with_documents
from assistant.web.examples import example_questions
from assistant.web.render import draw_conversation, draw_id, draw_notice
from assistant.web.scope import (
    ALL_PLANS_ID,
    chosen_labels,
    chosen_plans,
    find_in_question,
    is_all,
    scope_choices,
)
from assistant.web.sessions import MAX_SESSIONS
from assistant.web.shelf import Shelf
from assistant.web.site import STATIC, Header, header_of, render
from assistant.web.sources import look_up, plan_label
from assistant.web.typed import MAX_QUESTION_CHARS, find_problem
from assistant.web.word import Exchange

logger = logging.getLogger(__name__)

CONCURRENT_QUESTIONS = 4
"""Questions looked up at the same time; gradio's own default is one for the whole server."""

MAX_PAGES = 10_000
"""Pages of which it is known what conversation they show."""

Updates = dict[Any, Any]
"""New values by component, as gradio takes them."""

Packed = bytes | None
"""The conversation of a page as gradio keeps it, some KB instead of hundreds; ``None`` before there is one."""


class ChatPage:
    """Components of the page and the handlers behind them; build it inside ``gr.Blocks``."""

    def __init__(
        self,
        backend: ChatBackend,
        questions: Questions,
        shelf: Shelf[Exchange],
        conversations: Conversations,
        feedback: FeedbackFile,
    ) -> None:
        self._backend = backend
        self._questions = questions
        self._shelf = shelf
        self._conversations = conversations
        self._feedback = feedback
        self._open: Shelf[str] = Shelf(str, MAX_PAGES)
        self._codec = JsonCodec(Conversation)
        self._build()
        self._wire()

    def _build(self) -> None:
        self.state = gr.State(None)
        self.wanted_id = gr.Textbox(visible=False)
        self.wanted_question = gr.Textbox(visible=False)
        self.banner = gr.HTML(
            render("chat_banner.html", header=Header()),
            elem_id="banner",
            apply_default_css=False,
            js_on_load=None,
        )
        self.conversation = gr.HTML(
            elem_id="conversation",
            apply_default_css=False,
            js_on_load=(STATIC / "conversation.js").read_text("utf-8"),
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
        self.new_chat.click(self._restart, [], shown, cancels=answers, **quick)
        listeners.edit(self._edit, [self.state], shown, **quick)
        cancels: Any = self.notice
        cancels.cancel_edit(self._cancel_edit, [self.state], shown, **quick)
        # In the browser, so that nothing lies between a click and the question after it. Picking a plan sends
        # "input"; clearing all sends only "change".
        choose = (STATIC / "choose_plans.js").read_text("utf-8")
        gr.on([self.scope.input, self.scope.change], None, [self.scope], [self.scope], js=choose, **quick)

    def open_page(self, wanted_id: str, wanted_question: str, request: gr.Request) -> Updates:
        """What a page shows that is opened, or that comes back to a conversation of its visitor.

        Plans that were added since the server started are in it.

        Args:
            wanted_id: of the conversation; another visitor's is not found.
            wanted_question: to put into the question box.
            request: tells the visitor.
        """
        conversation = self._find(request.state.owner, wanted_id)
        self._open.put(str(request.session_hash), conversation.id)
        waiting = conversation.waiting
        if waiting is not None:  # left while it was being looked up: its answer went to a page that is gone
            conversation = drop_last(conversation)
        question = waiting.question if waiting else clean_question(wanted_question)[:MAX_QUESTION_CHARS]
        return {
            self.banner: render("chat_banner.html", header=header_of(request)),
            self.scope: gr.Dropdown(choices=self._plan_choices(), value=[ALL_PLANS_ID]),
            **self._show(conversation, question=question or None),  # somebody may be typing already
        }

    def _own(self, packed: Packed, request: gr.Request) -> Conversation:
        """The conversation of a page, or a new one where somebody else has logged in since.

        Gradio forgets pages that were not used for long; their conversation is found again where it is kept.
        """
        owner: str = request.state.owner
        conversation = self._codec.unpack(packed) if packed else Conversation()
        if conversation.owner == owner:
            return conversation
        forgotten = "" if conversation.owner else self._open.find(str(request.session_hash))
        return self._find(owner, forgotten or "")

    def _find(self, owner: str, wanted_id: str) -> Conversation:
        """A conversation of this owner with its answers ready to be fetched as documents, or a new one."""
        try:
            found = self._conversations.find(owner, wanted_id) if wanted_id else None
        except SetupError:
            logger.exception("conversation not found")
            found = None
        return with_documents(found, self._shelf) if found else Conversation(owner=owner)

    def _plan_choices(self) -> list[tuple[str, str | int | float]]:
        return [*scope_choices(self._backend.plans())]

    def _draw(self, conversation: Conversation) -> str:
        examples = example_questions(in_force(self._backend.plans()))
        try:
            ratings = self._feedback.ratings([turn.id for turn in conversation.turns])
        except SetupError:
            logger.exception("feedback not read")
            ratings = {}
        return f"{draw_id(conversation)}{draw_conversation(conversation, examples, ratings)}"

    def _show(self, conversation: Conversation, *, question: str | None = None, notice: str = "") -> Updates:
        """The page for a conversation; the question box keeps its text where ``question`` is ``None``."""
        waiting = conversation.waiting is not None
        return {
            self.state: self._codec.pack(conversation),
            self.conversation: self._draw(conversation),
            self.notice: draw_notice(notice, cancel_edit=conversation.editing),
            self.question: gr.skip() if question is None else question,
            self.send: gr.Button(visible=not waiting),
            self.stop: gr.Button(visible=waiting),
        }

    def _begin_typed(self, typed: str, chosen: Sequence[str], packed: Packed, request: gr.Request) -> Updates:
        return self._begin(self._own(packed, request), typed, chosen, request, cleared="")

    def _begin_clicked(
        self, chosen: Sequence[str], packed: Packed, event: gr.EventData, request: gr.Request
    ) -> Updates:
        return self._begin(self._own(packed, request), str(event._data.get("question", "")), chosen, request)

    def _widen(self, chosen: Sequence[str], packed: Packed, request: gr.Request) -> Updates:
        """Ask the last question again without the scope that it names."""
        conversation = self._own(packed, request)
        last = conversation.turns[-1] if conversation.turns else None
        if last is None or last.found is None or conversation.waiting:
            return {self.notice: draw_notice(strings.STILL_SEARCHING)}
        return self._begin(replace(conversation, editing=True), last.found.widened, chosen, request)

    def _begin_again(self, chosen: Sequence[str], packed: Packed, request: gr.Request) -> Updates:
        conversation = self._own(packed, request)
        if not conversation.turns or conversation.waiting:
            return {self.notice: draw_notice(strings.STILL_SEARCHING)}
        return self._begin(
            replace(conversation, editing=True), conversation.turns[-1].question, chosen, request
        )

    def _begin(
        self,
        conversation: Conversation,
        typed: str,
        chosen: Sequence[str],
        request: gr.Request,
        *,
        cleared: str | None = None,
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
        self._open.put(str(request.session_hash), begun.id)
        replaced = conversation.turns[-1].id if conversation.editing else ""
        kept = self._keep(lambda: self._conversations.begin(begun, replaced))
        return self._show(begun, question=cleared, notice="" if kept else strings.NOT_KEPT)

    def _answer(self, packed: Packed, request: gr.Request) -> Updates:
        conversation = self._own(packed, request)
        waiting = conversation.waiting
        if waiting is None:
            return {self.state: gr.skip()}
        try:
            visitor: Visitor = request.state.visitor
            with self._questions.measures.question(Way.CHAT) as measured:
                self._questions.admit(visitor)
                reply = self._ask(waiting, conversation.history, visitor.name)
                measured.abstained = reply.answer.abstained
                self._questions.note(visitor, Way.CHAT, waiting.question, reply.answer)
        except AssistantError as error:
            return self._settle(conversation, Problem(str(error)))
        except Exception:  # the edge of the program: a person waits, the log has the trace
            now = datetime.now().astimezone().strftime("%H:%M:%S %d/%m/%Y")
            logger.exception("question failed (%d characters, %s)", len(waiting.question), now)
            return self._settle(conversation, Problem(strings.UNEXPECTED.format(time=now)))
        return self._settle(conversation, reply)

    def _settle(self, conversation: Conversation, outcome: Reply | Problem) -> Updates:
        """Keep and show what became of the waiting question, which is back in its box where there is no answer."""
        finished = finish(conversation, outcome)
        kept = self._keep(lambda: self._conversations.finish(finished))
        question = finished.turns[-1].question if isinstance(outcome, Problem) else None
        return self._show(finished, question=question, notice="" if kept else strings.NOT_KEPT)

    def _keep(self, work: Callable[[], None]) -> bool:
        """Whether a change of the history was kept; an answer never fails for it."""
        try:
            work()
        except SetupError:
            logger.exception("conversation not kept")
            return False
        return True

    def _ask(self, turn: Turn, history: tuple[str, ...], user: str) -> Reply:
        answer = self._backend.ask(turn.question, history, turn.plan_ids or None, user)
        plans = {plan.id: plan for plan in self._backend.plans()}
        places = answer.nearest if answer.abstained else answer.citations
        said = "" if answer.abstained else answer.text
        searched = tuple(plan_label(plans[plan_id]) for plan_id in answer.plan_ids if plan_id in plans)
        kept = {plan.id for plan in in_force(plans.values())}
        if set(answer.plan_ids) == kept and len(kept) > 1:
            searched = (strings.SEARCHED_ALL.format(count=len(kept)),)
        reply = Reply(answer, look_up(self._backend, places, said), searched)
        return replace(reply, token=self._shelf.keep(Exchange(turn.question, reply, history, turn.id)))

    def _stop(self, packed: Packed, request: gr.Request) -> Updates:
        conversation = self._own(packed, request)
        waiting = conversation.waiting
        if waiting is None:
            return self._show(conversation)
        self._keep(lambda: self._conversations.drop(conversation, waiting.id))
        return self._show(drop_last(conversation), question=waiting.question, notice=strings.STOPPED)

    def _restart(self, request: gr.Request) -> Updates:
        self._open.put(str(request.session_hash), "")
        return self._show(Conversation(owner=request.state.owner), question="")

    def _edit(self, packed: Packed, request: gr.Request) -> Updates:
        conversation = self._own(packed, request)
        if not conversation.turns or conversation.waiting:
            return {self.notice: draw_notice(strings.STILL_SEARCHING)}
        editing = replace(conversation, editing=True)
        return self._show(editing, question=conversation.turns[-1].question, notice=strings.EDITING)

    def _cancel_edit(self, packed: Packed, request: gr.Request) -> Updates:
        return self._show(replace(self._own(packed, request), editing=False), question="")


def build_blocks(
    backend: ChatBackend,
    questions: Questions,
    shelf: Shelf[Exchange],
    conversations: Conversations,
    feedback: FeedbackFile,
) -> gr.Blocks:
    """The chat page as gradio blocks, ready to mount.

    Args:
        backend: answers.
        questions: counts them by visitor, and keeps them where that is set.
        shelf: where answers go, to be fetched as documents.
        conversations: keeps them for their owners.
        feedback: tells what was said of the answers.
    """
    blocks = gr.Blocks(title=strings.TITLE, analytics_enabled=False)
    blocks.state_session_capacity = MAX_SESSIONS
    with blocks:
        page = ChatPage(backend, questions, shelf, conversations, feedback)
        blocks.load(
            page.open_page,
            [page.wanted_id, page.wanted_question],
            [page.banner, page.scope, *page.shown],
            js=(STATIC / "open.js").read_text("utf-8"),
            queue=False,
            show_progress="hidden",
            api_visibility="private",
        )
    return blocks
