"""A small part of ``python -m evals.faults``, with an encoder that needs no model; and its report."""

from random import Random

import pytest

from evals.faults import damage
from evals.faults.ground import Ground, prepare_ground
from evals.faults.outcome import Left, Outcome, table
from evals.faults.remembering import RememberingEncoder
from tests.fakes import FakeEncoder
from tests.written_plans import write_corpus


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Ground:
    folder = tmp_path_factory.mktemp("ground")
    return prepare_ground(folder, write_corpus(folder / "plans"), RememberingEncoder.of(FakeEncoder()))


def test_the_ground_tells_states_apart_and_sees_a_loss(ground: Ground) -> None:
    assert len(set(ground.known.values())) == len(ground.known) == 4
    with ground.copy() as settings:
        assert (ground.find_state(settings), ground.find_loss(settings)) == (ground.old, "")
        next(settings.corpus.glob("*.txt")).unlink()
        assert ground.find_loss(settings).startswith("gone: ")
        assert ground.bring_up(settings).startswith("`assistant index`")
        assert ground.find_state(settings) != ground.old


@pytest.mark.parametrize("make", [damage.damage_folders, damage.left_behind])
def test_nothing_is_wrong_or_lost(ground: Ground, make: damage.Fault) -> None:
    outcome = make(ground, 3, Random(1))
    assert (outcome.problems, outcome.left) == ([], {Left.OLD: 3})


def test_no_damaged_file_of_the_index_changes_an_answer(ground: Ground) -> None:
    outcomes = damage.damage_index(ground, 1, Random(1))
    assert [outcome.problems for outcome in outcomes] == [[], [], [], []]
    assert all(outcome.tries > 3 for outcome in outcomes)


def test_the_report_counts_tries_and_names_what_went_wrong() -> None:
    outcome = Outcome("power cut", "by pulling the plug")
    outcome.note(Left.OLD, "none needed")
    outcome.note(Left.NEW, "none needed")
    outcome.note(Left.OLD, "none", "gone: account")
    assert table([outcome]).splitlines() == [
        "| Fault | Tries | Old state whole | New state whole | Wrong or lost | Recovery |",
        "|---|--:|--:|--:|--:|---|",
        "| power cut | 3 | 1 | 1 | 1 | none needed (2), none (1) |",
        "",
        "3 tries, 1 with a wrong answer or a loss.",
        "",
        "How each is made:",
        "",
        "- power cut: by pulling the plug",
        "- **power cut**: gone: account",
    ]
