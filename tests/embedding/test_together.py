"""Callers in several threads, over a model that can be held."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import numpy as np
import pytest

from assistant.embedding import together
from assistant.embedding.together import Together
from assistant.types import Vectors


class HeldModel:
    """Encodes a text as its length, and stops at its first call until it is let go."""

    def __init__(self) -> None:
        self.calls: list[list[str]] = []
        self.started, self.let_go = Event(), Event()

    def __call__(self, texts: list[str]) -> Vectors:
        self.calls.append(sorted(texts))
        self.started.set()
        assert self.let_go.wait(10)
        if "lỗi" in texts:
            raise RuntimeError("lỗi")
        return np.array([[len(text)] for text in texts], np.float32)


def ask_while_busy(model: HeldModel, first: str, others: list[str]) -> tuple[list[float | str], Together]:
    """What the first and the others get; the others come while the first is being encoded."""
    encode = Together(model)

    def ask(text: str) -> float | str:
        try:
            return float(encode([text])[0, 0])
        except RuntimeError as error:
            return str(error)

    with ThreadPoolExecutor(8) as pool:
        pending = [pool.submit(ask, first)]
        assert model.started.wait(10)
        pending += [pool.submit(ask, text) for text in others]
        while len(encode._waiting) < len(others):
            pass
        model.let_go.set()
        return [answer.result(10) for answer in pending], encode


def test_those_who_wait_are_encoded_together() -> None:
    model = HeldModel()
    found, _ = ask_while_busy(model, "a", ["bb", "ccc", "dddd"])
    assert found == [1, 2, 3, 4]
    assert model.calls == [["a"], ["bb", "ccc", "dddd"]]


def test_no_more_than_the_limit_go_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(together, "MAX_TEXTS", 2)
    model = HeldModel()
    found, encode = ask_while_busy(model, "a", ["bb", "ccc", "dddd"])
    assert found == [1, 2, 3, 4]
    assert [len(call) for call in model.calls] == [1, 2, 1]
    assert encode._waiting == []


def test_a_failed_call_leaves_those_who_wait_unharmed() -> None:
    model = HeldModel()
    found, encode = ask_while_busy(model, "lỗi", ["bb", "ccc"])
    assert found == ["lỗi", 2, 3]
    assert encode._waiting == []
