"""What gradio keeps of pages in memory."""

from itertools import repeat

from fastapi import FastAPI
from gradio.routes import App
from starlette.routing import Mount

from assistant.codec import JsonCodec
from assistant.conversations.turns import Conversation
from assistant.quiet import silence_libraries
from assistant.web.sessions import LeanSession
from evals.bench.crowd import ask_for
from tests.serving import build_app, run_async, serving

from .fakes import FakeBackend

PROMISE = 30_000
"""Bytes of a page's session, its conversation included; 200 of them are some MB."""


def gradio_of(app: FastAPI) -> App:
    (mounted,) = (r.app for r in app.routes if isinstance(r, Mount) and isinstance(r.app, App))
    return mounted


def test_nothing_that_a_page_shows_is_kept_but_its_conversation_packed() -> None:
    app = build_app(FakeBackend())
    with serving(app) as address:
        run_async(lambda: ask_for(address, repeat("ai chủ trì số hóa?"), 1, 0))
    (*_, session) = gradio_of(app).state_holder.session_data.values()
    assert isinstance(session, LeanSession)
    ((_, packed),) = session.state_data.items()
    conversation = JsonCodec(Conversation).unpack(packed)
    assert [turn.question for turn in conversation.turns] == ["ai chủ trì số hóa?"]
    assert len(packed) < PROMISE
    drawn = [config for config in session.config_values.values() if "số hóa" in str(config["props"])]
    assert drawn == []


def test_forgotten_pages_leave_nothing_behind() -> None:
    app = build_app(FakeBackend())
    gradio = gradio_of(app)
    gradio.state_holder.capacity = 2
    with serving(app) as address:
        for _ in range(4):
            run_async(lambda: ask_for(address, repeat("ai chủ trì số hóa?"), 1, 0))
    queue = gradio.get_blocks()._queue
    pages = set(gradio.state_holder.session_data)
    assert len(pages) == 2
    assert set(gradio.state_holder.time_last_used) == pages
    assert set(queue.pending_event_ids_session) <= pages
    assert set(queue.pending_messages_per_session) <= pages


def test_questions_are_not_summed_up_for_statistics_that_nobody_reads() -> None:
    silence_libraries()
    app = build_app(FakeBackend())
    with serving(app) as address:
        run_async(lambda: ask_for(address, repeat("ai chủ trì số hóa?"), 1, 0))
    queue = gradio_of(app).get_blocks()._queue
    assert queue.events_recorded == 1
    assert len(queue.event_analytics) == 1
    assert queue.cached_event_analytics_summary == {"functions": {}}
