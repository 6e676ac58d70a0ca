import pytest

from assistant.answering.matching import Fit, Matcher
from assistant.types import PassageKind
from tests.written_plans import CA_MAU, LAO_CAI

from .conftest import Office


@pytest.fixture(scope="module")
def matcher(office: Office) -> Matcher:
    return office.library.matcher


def test_the_record_of_the_matter_fits_best(office: Office, matcher: Matcher) -> None:
    topic = ("số", "hóa", "hồ", "sơ")
    fits = {
        record.locator: matcher.fit_record(topic, record).score
        for record in office.library.records_of(CA_MAU)
    }
    assert max(fits, key=lambda locator: fits[locator]) == "phu-luc/II/3"


def test_a_record_that_says_all_of_the_matter_covers_it(office: Office, matcher: Matcher) -> None:
    record = office.record(CA_MAU, "phu-luc/II/3")
    assert matcher.fit_record(("số", "hóa", "hồ", "sơ"), record).coverage == pytest.approx(1)
    assert matcher.fit_record(("tinh", "giản", "biên", "chế"), record).coverage == 0


def test_words_in_the_task_count_for_more_than_those_of_an_agency(office: Office, matcher: Matcher) -> None:
    in_task = matcher.fit_record(("đối", "thoại"), office.record(CA_MAU, "phu-luc/II/4"))
    in_agency = matcher.fit_record(("tư", "pháp"), office.record(CA_MAU, "phu-luc/I/2"))
    assert in_task.coverage > in_agency.coverage > 0


def test_syllables_in_another_order_cover_less(matcher: Matcher) -> None:
    text = "số hóa hồ sơ"
    assert matcher.fit_text(("số", "hóa"), text).coverage > matcher.fit_text(("hóa", "số"), text).coverage


def test_short_forms_in_the_text_fit_the_words_they_stand_for(matcher: Matcher) -> None:
    assert matcher.fit_text(("thủ", "tục", "hành", "chính"), "TTHC cấp xã").coverage == pytest.approx(1)


def test_precision_falls_with_what_the_question_does_not_speak_of(matcher: Matcher) -> None:
    topic = ("số", "hóa")
    assert matcher.fit_text(topic, "số hóa").precision == pytest.approx(1)
    assert matcher.fit_text(topic, "số hóa hồ sơ và kiểm tra").precision < 0.7


def test_rarer_words_weigh_more_and_unknown_ones_most(matcher: Matcher) -> None:
    assert matcher.weight("hành") < matcher.weight("đối") < matcher.weight("zzz")


def test_a_heading_counts_for_less_than_the_text(office: Office, matcher: Matcher) -> None:
    passage = next(p for p in office.library.passages_of(LAO_CAI) if p.locator == "II/1")
    assert passage.kind is PassageKind.ITEM
    in_text = matcher.fit_passage(("kỷ", "luật"), passage).coverage
    in_heading = matcher.fit_passage(("giải", "pháp"), passage).coverage
    assert in_text > in_heading > 0


def test_an_empty_matter_fits_nothing(office: Office, matcher: Matcher) -> None:
    assert matcher.fit_record((), office.record(CA_MAU, "phu-luc/I/1")) == Fit(0.0, 0.0)
    assert matcher.fit_text((), "số hóa") == Fit(0.0, 0.0)
    assert matcher.fit_text(("số",), "") == Fit(0.0, 0.0)


def test_unknown_syllables_are_told(matcher: Matcher) -> None:
    assert matcher.unknown(("số", "zzz", "hóa", "qqq")) == ["zzz", "qqq"]


def test_score_ranks_by_coverage_before_precision() -> None:
    assert Fit(0.9, 0.0).score > Fit(0.6, 1.0).score
