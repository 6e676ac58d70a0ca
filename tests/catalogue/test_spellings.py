from assistant.catalogue import Catalogue, Spelling


def test_spellings_of_folded_syllables_commonest_first(catalogue: Catalogue) -> None:
    assert catalogue.spellings.find(["so", "xa", "khong"]) == {
        "so": (Spelling("sở", 2), Spelling("sơ", 1), Spelling("số", 1)),
        "xa": (Spelling("xã", 1),),
    }


def test_spellings_of_folded_pairs(catalogue: Catalogue) -> None:
    assert catalogue.spellings.find(["so_hoa", "so_noi"]) == {
        "so_hoa": (Spelling("số_hóa", 1),),
        "so_noi": (Spelling("sở_nội", 2),),
    }


def test_headings_are_not_counted(catalogue: Catalogue) -> None:
    assert catalogue.spellings.find(["tieu"]) == {}


def test_counts_are_passages(catalogue: Catalogue) -> None:
    assert catalogue.spellings.count("hoạch") == 4
    assert catalogue.spellings.count("tiêu") == 0


def test_all_syllables_without_pairs(catalogue: Catalogue) -> None:
    found = catalogue.spellings.syllables()
    assert (found["hoạch"], found["sở"], found["xã"]) == (4, 2, 1)
    assert not any("_" in token for token in found)
