"""Many people in the chat at once: the real server in a process of its own, asked as a browser asks it.

Everybody asks the next question a while after the last answer is there, and opens the page anew after some questions.
The people share the machine with the server, so the figures are a lower bound of what it bears.
"""

import asyncio
import os
import random
import time
from collections.abc import Callable, Sequence

import numpy as np

from assistant.config import Settings
from assistant.errors import InternalError
from evals.bench.measure import vary_questions
from evals.bench.model import ChatBench, MemoryReading
from evals.bench.page import Chat, Done, open_client
from evals.bench.process import cpu_s, rss_mb
from evals.bench.serving import served

TURNS = 5
"""Questions of one conversation; then the page is opened anew."""
WARM = 100
"""Questions before memory is read first."""
READINGS = 8
"""How often memory is read while people ask: enough to see whether it levels off."""

Say = Callable[[str], object]


def measure_chat(
    settings: Settings, questions: Sequence[str], users: int, count: int, pause_s: float, say: Say
) -> ChatBench:
    """Latency, errors and memory of the server under load.

    Args:
        settings: corpus, index and model; what visitors leave goes to a folder that is deleted.
        questions: questions to ask; too few are varied.
        users: people at once.
        count: questions of all of them together.
        pause_s: mean time between an answer and the next question; 0 for no moment to read.
        say: told what is measured now.

    Raises:
        InternalError: the server did not start, or the page is not built as expected.
    """
    asked = vary_questions(questions, WARM + count)
    with served(settings) as (address, pid):
        say("warming up")
        asyncio.run(_ask_all(address, asked[:WARM], users, 0, lambda _: None))
        memory = [MemoryReading(WARM, rss_mb(pid))]

        def read_memory(answered: int) -> None:
            if answered % max(1, count // READINGS) == 0:
                memory.append(MemoryReading(WARM + answered, rss_mb(pid)))

        say(f"{count} questions of {users} people")
        started, used_s = time.perf_counter(), cpu_s(pid)
        done = asyncio.run(_ask_all(address, asked[WARM:], users, pause_s, read_memory))
        seconds, used_s = time.perf_counter() - started, cpu_s(pid) - used_s
    answered = [one.seconds * 1000 for one in done if one.fault is None]
    if not answered:
        raise InternalError(f"Không câu hỏi nào được trả lời: {done[0].fault}")
    p50, p95, p99 = map(float, np.percentile(answered, (50, 95, 99)))
    return ChatBench(
        cores=len(os.sched_getaffinity(0)),
        users=users,
        pause_s=pause_s,
        questions=len(done),
        seconds=seconds,
        p50_ms=p50,
        p95_ms=p95,
        p99_ms=p99,
        cpu_ms=used_s * 1000 / len(done),
        errors=tuple(one.fault for one in done if one.fault is not None),
        memory=tuple(memory),
    )


async def _ask_all(
    address: str, questions: Sequence[str], users: int, pause_s: float, tell: Callable[[int], None]
) -> list[Done]:
    """Ask all questions; ``tell`` hears how many are answered, after each."""
    waiting = list(reversed(questions))
    done: list[Done] = []
    async with open_client(address) as client:
        chat = await Chat.find(client)

        async def sit() -> None:
            while waiting:
                await converse()

        async def converse() -> None:
            async with chat.open() as page:
                for _ in range(TURNS):
                    await asyncio.sleep(random.uniform(0, 2 * pause_s))
                    if not waiting:
                        break
                    done.append(await page.ask(waiting.pop()))
                    tell(len(done))

        await asyncio.gather(*(sit() for _ in range(users)))
    return done
