"""Every regular expression of the package, and how its time grows on text made to keep it busy.

The attack strings are derived from each pattern's own syntax tree: what comes before a repetition, then what is
repeated again and again, then something that lets the match fail, so that all ways to cut the text are tried.
"""

import importlib
import pkgutil
import re
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from math import inf
from types import FrameType
from typing import Any

import assistant
from evals.attacks.model import Report

codes: Any = importlib.import_module("re._constants")
parser: Any = importlib.import_module("re._parser")

_REPEATS = frozenset({codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT})
_MANY = 16
"""Repetitions up to so many cost a constant."""
_ENDINGS = ("", "\0")
_ALPHABET = " \t\n0a.,-(;:/|"
"""Single characters repeated, whatever the pattern says."""
_CHARS = {
    codes.CATEGORY_DIGIT: "0",
    codes.CATEGORY_NOT_DIGIT: "a",
    codes.CATEGORY_SPACE: " ",
    codes.CATEGORY_NOT_SPACE: "a",
    codes.CATEGORY_WORD: "a",
    codes.CATEGORY_NOT_WORD: " ",
}
_SKIPPED = frozenset({"assistant.reading.child"})
"""A program, not a module."""


@dataclass(frozen=True, slots=True)
class Found:
    """A pattern and the module that compiled it."""

    pattern: re.Pattern[str]
    module: str


@dataclass(frozen=True, slots=True)
class Busy:
    """A pattern and the text that keeps it busy longest."""

    found: Found
    text: str
    """Its start."""
    seconds: float
    """Of the processor, for ``CHARS`` characters."""
    factor: float
    """How much longer they took than a quarter of them: 4 where time is linear, 16 where it is quadratic."""
    cost: float
    """The seconds in those of ``_YARDSTICK`` just then: the same on a slow or a busy machine."""


CHARS = 2_000
"""The longest question. Paragraphs of plans have no such bound; plans are parsed in a process that has."""
COST_LIMIT = 40.0
"""Exponential and cubic patterns cost several hundred, those that run over the text once next to nothing."""
SUPERLINEAR = 8.0
_YARDSTICK = re.compile(r"\s+x"), " " * CHARS
"""Quadratic as plainly as can be: from each blank it runs to the end; some five milliseconds."""
_LOOKS = 3
"""A pattern is too busy when it is so each time."""
_SCREEN_CHARS = 200
"""All attack texts are tried so short, and only the slowest of them long: there are fifty for each pattern."""
_SLOWEST = 3
_PATIENCE_S = 2.0


def collect_patterns() -> list[Found]:
    """The patterns of text that are compiled while all modules of the package are imported, each once.

    In a process that has imported none of them yet; patterns that are compiled later come from tables of words.
    """
    found: dict[tuple[str, int], Found] = {}
    compile_pattern = re._compile  # type: ignore[attr-defined]

    def watch(pattern: Any, flags: Any) -> Any:
        compiled = compile_pattern(pattern, flags)
        module = _module_of(sys._getframe(1))
        if module.startswith("assistant.") and isinstance(compiled.pattern, str):
            found.setdefault((compiled.pattern, compiled.flags), Found(compiled, module))
        return compiled

    re._compile = watch  # type: ignore[attr-defined]
    try:
        for module in pkgutil.walk_packages(assistant.__path__, "assistant."):
            if module.name not in _SKIPPED:
                importlib.import_module(module.name)
    finally:
        re._compile = compile_pattern  # type: ignore[attr-defined]
    return list(found.values())


def _module_of(frame: FrameType | None) -> str:
    while frame is not None and frame.f_globals.get("__name__") == "re":
        frame = frame.f_back
    return "" if frame is None else str(frame.f_globals.get("__name__"))


def find_busiest(found: Found) -> Busy:
    """The worst text that was found for a pattern."""
    screened: list[tuple[float, Callable[[int], str]]] = []
    for make in attack_texts(found.pattern):
        seconds = _timed(found.pattern, make(_SCREEN_CHARS))
        if seconds >= _PATIENCE_S:  # no need of a worse one
            return Busy(found, make(40), seconds, inf, inf)
        screened.append((seconds, make))
    screened.sort(key=lambda pair: -pair[0])
    busiest = Busy(found, "", 0.0, 0.0, 0.0)
    for _, make in screened[:_SLOWEST]:
        seconds = _timed(found.pattern, make(CHARS))
        if seconds >= _PATIENCE_S:
            return Busy(found, make(40), seconds, inf, inf)
        if seconds > busiest.seconds:
            factor = seconds / _timed(found.pattern, make(CHARS // 4))
            busiest = Busy(found, make(40), seconds, factor, seconds / _timed(*_YARDSTICK))
    return busiest


def is_too_busy(busy: Busy) -> bool:
    """Whether a pattern costs too much, which is looked at again before it is said."""
    looks = (find_busiest(busy.found) for _ in range(_LOOKS - 1))
    return busy.cost > COST_LIMIT and (busy.cost == inf or all(look.cost > COST_LIMIT for look in looks))


def attack_texts(pattern: re.Pattern[str]) -> Iterator[Callable[[int], str]]:
    """Makers of text of about so many characters, made to keep a pattern busy."""
    tree = parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG)
    units = {("", char) for char in _ALPHABET}
    for prefix, body in _repeated(tree, ""):
        units |= {(prefix, body), ("", prefix + body), ("", prefix or body)}
    for prefix, unit in sorted(units):
        if unit:
            for ending in _ENDINGS:
                yield _maker(prefix, unit, ending)


def _maker(prefix: str, unit: str, ending: str) -> Callable[[int], str]:
    return lambda size: prefix + unit * (size // len(unit)) + ending


def _repeated(tree: Sequence[Any], before: str) -> Iterator[tuple[str, str]]:
    """What stands before each long repetition, and what it repeats, one character of each of its kinds."""
    for code, argument in tree:
        if code in _REPEATS:
            _, high, body = argument
            if high > _MANY:
                for unit in _variants(body):
                    yield before, unit
            yield from _repeated(body, before)
        elif code is codes.SUBPATTERN:
            yield from _repeated(argument[-1], before)
        elif code is codes.ATOMIC_GROUP:
            yield from _repeated(argument, before)
        elif code is codes.BRANCH:
            for branch in argument[1]:
                yield from _repeated(branch, before)
        elif code in {codes.ASSERT, codes.ASSERT_NOT}:
            yield from _repeated(argument[1], before)
        before += _sample([(code, argument)])


def _variants(body: Sequence[Any]) -> set[str]:
    sampled = {_sample(body)}
    if len(body) == 1:
        code, argument = body[0]
        if code is codes.IN:
            sampled |= {_char_of([item]) for item in argument}
            sampled |= {char for char in _ALPHABET if _matches_set(argument, char)}
        elif code in {codes.ANY, codes.NOT_LITERAL}:
            sampled |= set(_ALPHABET)
        elif code is codes.BRANCH:
            sampled |= {_sample(branch) for branch in argument[1]}
        elif code is codes.SUBPATTERN:
            sampled |= _variants(argument[-1])
    return sampled


def _sample(tree: Sequence[Any]) -> str:
    """A short text that the tree matches, lookarounds aside."""
    text = ""
    for code, argument in tree:
        if code is codes.LITERAL:
            text += chr(argument)
        elif code is codes.NOT_LITERAL:
            text += "b" if argument == ord("a") else "a"
        elif code is codes.ANY:
            text += "a"
        elif code is codes.IN:
            text += _char_of(argument)
        elif code in _REPEATS:
            low, _, body = argument
            text += _sample(body) * max(low, 1)
        elif code is codes.SUBPATTERN:
            text += _sample(argument[-1])
        elif code is codes.ATOMIC_GROUP:
            text += _sample(argument)
        elif code is codes.BRANCH:
            text += _sample(argument[1][0])
    return text


def _char_of(items: Sequence[Any]) -> str:
    if items[0][0] is codes.NEGATE:
        return next((char for char in "a 0.-(x" if _matches_set(items, char)), "é")
    code, argument = items[0]
    if code is codes.LITERAL:
        return chr(argument)
    if code is codes.RANGE:
        return chr(argument[0])
    return _CHARS.get(argument, "a")


def _matches_set(items: Sequence[Any], char: str) -> bool:
    negated = items[0][0] is codes.NEGATE
    inside = any(_matches_item(item, char) for item in items if item[0] is not codes.NEGATE)
    return inside != negated


def _matches_item(item: Any, char: str) -> bool:
    code, argument = item
    if code is codes.LITERAL:
        return chr(argument) == char
    if code is codes.RANGE:
        return bool(argument[0] <= ord(char) <= argument[1])
    name = str(argument).removeprefix("CATEGORY_")
    holds = {
        "DIGIT": char.isdigit(),
        "SPACE": char.isspace(),
        "WORD": char.isalnum() or char == "_",
    }[name.removeprefix("NOT_")]
    return holds != name.startswith("NOT_")


def _search(pattern: re.Pattern[str], text: str) -> None:
    for _ in pattern.finditer(text):
        pass


def _timed(pattern: re.Pattern[str], text: str) -> float:
    """Seconds of the processor that a search takes; ``_PATIENCE_S`` where it takes longer."""
    started = time.thread_time()
    try:
        with _alarm():
            _search(pattern, text)
    except TimeoutError:
        return _PATIENCE_S
    return time.thread_time() - started


@contextmanager
def _alarm() -> Iterator[None]:
    def ring(number: int, frame: FrameType | None) -> None:
        raise TimeoutError

    former = signal.signal(signal.SIGVTALRM, ring)
    signal.setitimer(signal.ITIMER_VIRTUAL, _PATIENCE_S)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, former)


def find_bombs(report: Report, patterns: Sequence[Found]) -> None:
    """Every pattern at the attack texts that keep it busiest, one try a pattern."""
    for found in patterns:
        busy = find_busiest(found)
        faults = [_describe(busy)] if is_too_busy(busy) else []
        report.note("regular expressions kept busy", f"{CHARS:,} characters", busy.seconds, *faults)


def _describe(busy: Busy) -> str:
    pattern = busy.found.pattern.pattern[:80]
    spent = f"{busy.seconds * 1000:.0f} ms, cost {busy.cost:.1f}, x{busy.factor:.0f}"
    return f"{spent}: {busy.found.module} {pattern!r} on {busy.text!r}"


def main() -> int:
    """Print the patterns whose time grows faster than the text, dearest first; exit status 1 where one is too busy."""
    busy = sorted(map(find_busiest, collect_patterns()), key=lambda one: -one.cost)
    sys.stdout.writelines(f"{_describe(one)}\n" for one in busy if one.factor > SUPERLINEAR)
    too_busy = [one for one in busy if is_too_busy(one)]
    sys.stderr.writelines(f"too busy: {_describe(one)}\n" for one in too_busy)
    return 1 if too_busy else 0


if __name__ == "__main__":
    sys.exit(main())
