from pathlib import Path

import pytest

from evals.errors import RunFileError
from evals.gate.floors import Change, Floors, load_floors, raise_floors, save_floors

OLD = Floors(corpus="c0", sections={"dev": {"right": 0.5, "crag": 0.25}, "test": {"right": 0.5}})


def test_floors_survive_the_way_through_their_file(tmp_path: Path) -> None:
    save_floors(OLD, tmp_path / "floors.toml")

    assert load_floors(tmp_path / "floors.toml") == OLD


def test_no_file_means_no_floors(tmp_path: Path) -> None:
    assert load_floors(tmp_path / "floors.toml") is None


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("corpus = ", "không phải TOML hợp lệ"),
        ("[dev]\nright = 0.5", "corpus: Input should be a valid string"),
        ('corpus = "c0"\n[dev]\nright = 1.5', "less than or equal to 1"),
    ],
)
def test_malformed_floors_are_refused(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "floors.toml").write_text(text, encoding="utf-8")

    with pytest.raises(RunFileError, match=message):
        load_floors(tmp_path / "floors.toml")


def test_first_floors_are_what_was_measured_rounded_down() -> None:
    change = raise_floors(None, "c0", {"dev": {"right": 2 / 3}}, allow_lower=False)

    assert change == Change(Floors(corpus="c0", sections={"dev": {"right": 0.6666}}), kept=())


def test_floors_only_rise() -> None:
    change = raise_floors(OLD, "c0", {"dev": {"right": 0.6, "crag": 0.1}}, allow_lower=False)

    assert change == Change(
        Floors(corpus="c0", sections={"dev": {"right": 0.6, "crag": 0.25}, "test": {"right": 0.5}}),
        kept=("dev.crag",),
    )


def test_figure_that_is_no_longer_measured_keeps_its_floor() -> None:
    assert raise_floors(OLD, "c0", {"dev": {"right": 0.5}}, allow_lower=False).kept == ("dev.crag",)


def test_lowering_takes_a_flag() -> None:
    change = raise_floors(OLD, "c0", {"dev": {"right": 0.4}}, allow_lower=True)

    assert change == Change(
        Floors(corpus="c0", sections={"dev": {"right": 0.4}, "test": {"right": 0.5}}), kept=()
    )


def test_another_corpus_needs_all_sections_measured() -> None:
    with pytest.raises(RunFileError, match="cần đo lại cả phần test"):
        raise_floors(OLD, "c1", {"dev": {"right": 0.9, "crag": 0.9}}, allow_lower=False)
