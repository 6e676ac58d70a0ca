"""Whatever words of an answer are lost, repeated, exchanged or replaced: the facts that are shown are its own."""

import re
from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.agencies import find_agencies
from assistant.service import PlanAssistant
from tests.fakes import FakeChat
from tests.wording.asking import AskingPhraser
from tests.wording.test_adversarial import LEVELS, LIST, ROLES
from tests.written_plans import CA_MAU, TEXTS

_WORDS = sorted(set(TEXTS[CA_MAU].split()) | {"không", "Sở Y tế", "[1]", "[2]", "99%", "\n"})
_SAID = re.compile(
    r"\d+|chủ trì|phối hợp|không|trước|sau|cấp \w+|Quý|Tháng|Thường xuyên|sản phẩm|thời hạn", re.IGNORECASE
)


def facts(text: str) -> Counter[str]:
    agencies = [mention.agency.name for mention in find_agencies(text)]
    return Counter([*agencies, *(match.group().casefold() for match in _SAID.finditer(text))])


@pytest.mark.parametrize("question", [ROLES, LEVELS, LIST])
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_the_facts_that_are_shown_are_those_of_the_answer(
    question: str, data: st.DataObject, plain: PlanAssistant
) -> None:
    told = plain.ask(question)
    words = told.text.split(" ")
    for _ in range(data.draw(st.integers(1, 3))):
        i, j = data.draw(st.integers(0, len(words) - 1)), data.draw(st.integers(0, len(words) - 1))
        match data.draw(st.sampled_from(["lose", "repeat", "exchange", "replace", "add"])):
            case "lose" if len(words) > 1:
                del words[i]
            case "repeat":
                words.insert(j, words[i])
            case "exchange":
                words[i], words[j] = words[j], words[i]
            case "replace":
                words[i] = data.draw(st.sampled_from(_WORDS))
            case "add":
                words.insert(i, data.draw(st.sampled_from(_WORDS)))

    shown = AskingPhraser(FakeChat([" ".join(words)])).phrase(question, told).answer

    assert facts(shown.text) == facts(told.text)
    assert shown.citations == told.citations
