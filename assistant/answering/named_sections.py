"""The section of a table that a question names: by its title, a part of it, its number or the first letters."""

import re
from collections.abc import Sequence

from assistant.answering.bodies import without_bodies
from assistant.answering.context import Context
from assistant.answering.row_search import names_section, section_number, stands_in_section
from assistant.text.normalise import fold
from assistant.types import Record

SECTION_COVERAGE = 0.8
_NAMED_SECTION_COVERAGE = 0.6
"""A title that the question announces ("mục …") may be put in other words."""
_SECTION_PRECISION = 0.6
"""Beside a filter, and without the word "mục", the question has to say most of a section's title."""
_CALENDAR = frozenset("quý tháng ngày năm hạn xong trước hoàn thành thời i ii iii iv phải".split())
FEW_WORDS = 3
"""Fewer words left over beside a filter are small talk, not a matter."""
_TITLE = re.compile(
    r"\b(?:(?<!danh )mục|(?<!thành )(?<!một )phần|lĩnh vực|nhóm|mảng)\b(?! (?:tiêu|đích|công(?! tác)|lớn|trăm)\b)"
    r"(?: (?:về|của|việc|nhiệm vụ))* (?P<title>[\w ,]+?)"
    r"(?= (?:mà|thì|của|có|do|trong|ở|tại|năm|giao|phải|là|được|không|những|các|nhiệm vụ|việc|ghi)\b|[.?;:(]|$)",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"\b(?:nhiệm vụ|việc|chỉ tiêu|NV)(?: nào| gì)? (?P<link>về|thuộc|trong|ở) (?P<title>[\w ,]+?)"
    r"(?= (?:mà|thì|của|có|do|trong|ở|tại|năm|giao|phải|là|được|không|ghi)\b|[.?;:(]|$)",
    re.IGNORECASE,
)
_TITLE_COVERAGE = 0.85
"""Behind "nhiệm vụ về" the words must be those of a title: else they are a matter like any other."""
_GROUP_FIT = 0.85
_INITIALS = re.compile(r"\b[A-ZĐ]{2,8}\b")
_ROMAN = dict(zip(map(str, range(1, 11)), "I II III IV V VI VII VIII IX X".split(), strict=True))


def rows_in_section(
    context: Context, records: list[Record], *, filtered: bool, read: frozenset[str]
) -> tuple[list[Record], str] | None:
    """Keep the rows of the section that the question names; ``None`` where it names none.

    Args:
        context: the question.
        records: what other conditions have left.
        filtered: whether there are other conditions; a title then needs the word "mục" or most of its words.
        read: words that other conditions have read.
    """
    numbered = _by_number(context)
    if numbered:
        titles = dict.fromkeys(record.section for record in numbered)
        title = f"“{next(iter(titles))}”" if len(titles) == 1 else str(_number(context))
        return [record for record in records if record in numbered], title
    asked_years = context.question.scope.years
    titled = [r for r in context.records if any(str(year) in r.section for year in asked_years)]
    paths = {(r.plan_id, f"{r.locator.rpartition('/')[0]}/") for r in titled}
    of_year = [r for r in records if any(r.plan_id == p and r.locator.startswith(at) for p, at in paths)]
    later = not any(set(asked_years) & set(plan.years) for plan in context.plans)
    if of_year and len(of_year) < len(records) and (later or not filtered):
        return of_year, f"“{titled[0].section}”"
    titles_there = {record.section for record in context.records}
    if group := _rows_of_group(context):
        return [record for record in records if record in group[1]], f"“{group[0]}”"
    best = _by_initials(context, titles_there) or _by_words(context, filtered=filtered, read=read)
    if best is None:
        return None
    matcher = context.library.matcher
    fits = {title: matcher.fit_text(best[1], title).score for title in titles_there}
    least = fits[best[0]] - 0.02
    return [record for record in records if fits[record.section] >= least], f"“{best[0]}”"


_FRAMES = frozenset({("danh", "mục"), ("phụ", "lục")})


def _rows_of_group(context: Context) -> tuple[str, list[Record]] | None:
    """The lines under a numbered row whose words the question announces as a title."""
    announced = _titles(context, _TITLE)
    for record in context.records if announced else ():
        task = record.cell("task")
        if task is None or not task.text:
            continue
        fits = [context.library.matcher.fit_text(title, task.text) for title in announced]
        if all(min(fit.coverage, fit.precision) < _GROUP_FIT for fit in fits):
            continue
        rows = [
            other
            for other in context.records
            if other.plan_id == record.plan_id and other.locator.startswith(f"{record.locator}-")
        ]
        if rows:
            return task.text, rows
    return None


def _number(context: Context) -> str | None:
    return section_number(fold(context.question.text))


def _by_number(context: Context) -> list[Record]:
    number = _number(context)
    if number is None:
        return []
    of_number = [record for record in context.records if stands_in_section(record, number)]
    return of_number or [r for r in context.records if stands_in_section(r, _ROMAN.get(number, number))]


def _by_words(context: Context, *, filtered: bool, read: frozenset[str]) -> tuple[str, Sequence[str]] | None:
    """The title that the words of the question name, with those words."""
    by_name = names_section(fold(context.question.text))
    left = without_bodies(context) if filtered else tuple(_without_frame(without_bodies(context)))
    about = next(iter(_titles(context, _ABOUT)), ())
    matcher = context.library.matcher
    titles = {record.section for record in context.records}
    if not by_name and about:
        for title in titles:
            if matcher.fit_text(about, title).coverage >= _TITLE_COVERAGE and len(about) >= FEW_WORDS:
                return max(
                    ((t, about) for t in titles), key=lambda one: matcher.fit_text(about, one[0]).score
                )
    if not by_name and context.names_plan(left):
        return None
    strange = set(matcher.unknown(left))  # small talk that no plan prints names no section
    whole = [token for token in left if token not in strange]
    if filtered:
        gone = _CALENDAR | read
        whole = [token for token in whole if token not in gone and not token.isdigit()]
    announced = _titles(context, _TITLE) if titles else []
    if announced:
        best_fit = [max(matcher.fit_text(words, title).score for title in titles) for words in announced]
        whole = list(announced[best_fit.index(max(best_fit))])
    fits = {title: matcher.fit_text(whole, title) for title in titles}
    best = max(fits, key=lambda title: fits[title].score, default=None)
    least = _NAMED_SECTION_COVERAGE if by_name else SECTION_COVERAGE
    if best is None or fits[best].coverage < least:
        return None
    if filtered and not by_name and (fits[best].precision < _SECTION_PRECISION or len(whole) < FEW_WORDS):
        return None
    return best, whole


def _without_frame(words: Sequence[str]) -> list[str]:
    """The words without what holds the tasks ("danh mục", "phụ lục")."""
    return [
        word
        for i, word in enumerate(words)
        if tuple(words[i : i + 2]) not in _FRAMES and tuple(words[max(0, i - 1) : i + 1]) not in _FRAMES
    ]


def announced_matter(context: Context) -> tuple[str, ...]:
    """What the question announces as a section or says that tasks are about, in two words or more; else empty."""
    about = _ABOUT.search(context.question.text)
    titles = [
        *_titles(context, _TITLE),
        *(_titles(context, _ABOUT) if about and about["link"] == "về" else ()),
    ]
    return max((words for words in titles if len(words) > 1), key=len, default=())


def _titles(context: Context, pattern: re.Pattern[str]) -> list[tuple[str, ...]]:
    """The words behind each "phần", "mục", "lĩnh vực" up to the end of its clause."""
    named = set(without_bodies(context))
    words = context.library.matcher.words
    found = [
        tuple(token for token in words(match["title"]) if token in named)
        for match in pattern.finditer(context.question.text)
    ]
    return [title for title in found if title]


def _by_initials(context: Context, titles: set[str]) -> tuple[str, Sequence[str]] | None:
    """The one title whose words an announced title shortens ("mục CC chế độ CV")."""
    match = _TITLE.search(context.question.typed)
    if match is None or not _INITIALS.search(match["title"]):
        return None
    shortened = [
        r"\s+".join(rf"{letter}\w*" for letter in fold(part))
        if _INITIALS.fullmatch(part)
        else re.escape(fold(part))
        for part in re.findall(r"\w+", match["title"])
    ]
    pattern = re.compile(r"\b" + r"\W+".join(shortened) + r"\b")
    found = [title for title in titles if pattern.search(fold(title))]
    return (found[0], context.library.matcher.words(found[0])) if len(found) == 1 else None
