"""People who go on asking for a while without a pause, by all ways in."""

import asyncio
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import httpx

from evals.bench.chat import TURNS
from evals.bench.page import CHAT, Chat, Done, open_client
from evals.bench.programs import Programs


@dataclass(frozen=True, slots=True)
class Minute:
    """What else happens at regular times while people ask."""

    every_s: float
    tell: Callable[[int], None]
    """Hears how many requests are done."""


async def ask_for(
    address: str, questions: Iterator[str], users: int, seconds: float, minute: Minute | None = None
) -> list[Done]:
    """Ask until the time is over, a question and a request each at least; what is under way then is waited for.

    Everybody opens the chat, asks :data:`TURNS` questions, closes it, sends one request as a program does, and begins
    again: five of six requests are those of the chat.

    Args:
        address: of the server.
        questions: to be taken one after the other; endless.
        users: people at once.
        seconds: how long.
        minute: what happens meanwhile.

    Raises:
        InternalError: the page is not built as expected.
    """
    done: list[Done] = []
    async with open_client(address) as client:
        chat = await Chat.find(client)
        plans = (await client.get("/api/v1/plans")).raise_for_status().json()["plans"]
        programs = Programs(client, [plan["id"] for plan in plans])
        ends = time.monotonic() + seconds

        async def sit() -> None:
            while True:
                await converse()
                done.append(await programs.call(next(questions)))
                if time.monotonic() >= ends:
                    return

        async def converse() -> None:
            started = time.perf_counter()
            try:
                async with chat.open() as page:
                    for _ in range(TURNS):
                        done.append(await page.ask(next(questions)))
                        if time.monotonic() >= ends:
                            return
            except httpx.HTTPError as error:  # the page itself did not come
                done.append(Done(CHAT, time.perf_counter() - started, repr(error)))

        async def watch(minute: Minute) -> None:
            while True:
                await asyncio.sleep(minute.every_s)
                minute.tell(len(done))

        watching = asyncio.create_task(watch(minute)) if minute else None
        await asyncio.gather(*(sit() for _ in range(users)))
        if watching:
            watching.cancel()
    return done
