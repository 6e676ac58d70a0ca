import pytest

from assistant.feedback.grouping import Finding, Group, Kind, group


def findings(*questions: str) -> list[Finding]:
    """Refusals, the first one the latest."""
    return [Finding(Kind.REFUSED, question, 100 - at) for at, question in enumerate(questions)]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Kinh phí mua máy quét?", "kinh phi mua may quet"),
        ("Ai chủ trì số hóa hồ sơ cấp xã?", "cơ quan nào phối hợp số hoá hồ sơ cấp xã"),
        ("Hạn công khai TTHC là khi nào?", "thời hạn công khai thủ tục hành chính"),
        ("cho em hỏi mức chi mua máy quét", "mức chi mua máy quét là bao nhiêu ạ?"),
    ],
)
def test_questions_about_the_same_are_one_group(first: str, second: str) -> None:
    both = findings(first, second)
    assert group(both) == (Group(tuple(both)),)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Ai chủ trì số hóa hồ sơ cấp xã?", "Ai chủ trì đối thoại với doanh nghiệp?"),
        ("Kinh phí mua máy quét?", "Kinh phí tập huấn cán bộ?"),
        ("ai?", "khi nào?"),
    ],
)
def test_questions_about_something_else_are_not(first: str, second: str) -> None:
    assert len(group(findings(first, second))) == 2


def test_the_largest_group_comes_first_and_is_called_by_its_latest_wording() -> None:
    found = findings("Kinh phí?", "Mua máy quét?", "mua may quet", "Mua máy quét ?")
    scanner, money = group(reversed(found))
    assert (scanner.question, scanner.count, scanner.when) == ("Mua máy quét?", 3, 99)
    assert scanner.wordings == ("Mua máy quét?", "mua may quet")
    assert (money.question, money.count) == ("Kinh phí?", 1)
    assert group([]) == ()
