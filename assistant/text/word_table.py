"""Tables of words kept as text files in the packages that use them: ``phrase | words of plans`` a line."""

from collections.abc import Callable, Iterable
from importlib.resources import files


def load_entries(package: str, name: str, key: Callable[[str], str]) -> dict[str, str]:
    """The entries of a file in a package, as :func:`read_entries` reads them.

    Raises:
        ValueError: a line is broken, or a phrase comes twice.
    """
    with files(package).joinpath(name).open(encoding="utf-8") as lines:
        return read_entries(lines, name, key)


def read_entries(lines: Iterable[str], name: str, key: Callable[[str], str]) -> dict[str, str]:
    """Phrases with the words of plans, from lines ``phrase | words``; empty ones and ``# …`` are skipped.

    Args:
        lines: those of the file.
        name: the file's name, for errors.
        key: the form of a phrase by which it is looked up.

    Raises:
        ValueError: a line has no ``|`` or an empty side, or a phrase comes twice.
    """
    entries: dict[str, str] = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.startswith("#"):
            continue
        phrase, bar, official = (part.strip() for part in line.partition("|"))
        if not (phrase and bar and official):
            raise ValueError(f"{name}, line {number}: 'phrase | words of plans' expected")
        if key(phrase) in entries:
            raise ValueError(f"{name}, line {number}: {phrase!r} stands there already")
        entries[key(phrase)] = official
    return entries
