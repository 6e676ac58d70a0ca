"""The ways in for programs, asked in turn."""

import itertools
import time
from collections.abc import Iterator, Sequence

import httpx

from evals.bench.page import Done

_PREFIX = "/api/v1"
ASK, SEARCH, RECORDS = "ask", "search", "records"


class Programs:
    """REST requests to one server: each call takes the next way in."""

    def __init__(self, client: httpx.AsyncClient, plans: Sequence[str]) -> None:
        """Ask over a client.

        Args:
            client: connected to the server.
            plans: ids of the plans whose rows are listed in turn.
        """
        self._client = client
        self._plans = itertools.cycle(plans)
        self._ways: Iterator[str] = itertools.cycle((ASK, SEARCH, RECORDS))

    async def call(self, question: str) -> Done:
        """One request; a question is asked or searched for, rows are those of the next plan."""
        way = next(self._ways)
        started = time.perf_counter()
        try:
            response = await self._send(way, question)
            fault = None if response.status_code == 200 else f"{response.status_code} {response.text[-300:]}"
        except httpx.HTTPError as error:
            fault = repr(error)
        return Done(way, time.perf_counter() - started, fault)

    async def _send(self, way: str, question: str) -> httpx.Response:
        if way == ASK:
            return await self._client.post(f"{_PREFIX}/ask", json={"question": question})
        if way == SEARCH:
            return await self._client.get(f"{_PREFIX}/search", params={"question": question})
        return await self._client.get(f"{_PREFIX}/records", params={"plan": next(self._plans)})
