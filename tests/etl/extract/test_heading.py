"""A paper's title, number and kind."""

from pathlib import Path

import pytest

from etl.extract import heading
from tests.etl.extract.reading import note, paper, seconds


def test_the_real_papers_say_what_they_are(shared: Path) -> None:
    found = [heading.find(paper(shared, number)) for number in range(5)]
    assert [one.kind for one in found] == [
        "budgetnotat",
        "udmøntningsnotat",
        "indstilling",
        "indstilling",
        "orientering",
    ]
    assert [one.number for one in found] == ["TM021", None, None, None, None]
    assert found[0].title == "TM021 Videreførelse af boligsociale helhedsplaner for Nørrebro og Amager"
    assert found[1].title == "Relevant tekst fra udmøntningsnotat for Budget 2026"
    assert found[2].title == "Boligsocial helhedsplan på Amager 2022-2025, Amager"
    assert found[4].title is not None and found[4].title.endswith("Kommune og den almene boligsektor")


def test_a_title_goes_on_where_its_line_ends_open() -> None:
    text = note(
        " SO12 Ny boligsocial indsats for ", "Vanløse og Husum ", "", "Resumé ", "Budgetnotatet indeholder midler."
    )
    assert heading.find(text) == ("SO12 Ny boligsocial indsats for Vanløse og Husum", "SO12", "budgetnotat")


@pytest.mark.parametrize("gap", [[], [""]])
def test_a_title_ends_before_the_first_sentence(gap: list[str]) -> None:
    lines = ["Helhedsplan i Valby 2027-2030, Valby", *gap, "Teknik- og Miljøudvalget skal tage stilling til"]
    text = note(*lines, "planen.", *gap, "Indstilling", "Forvaltningen indstiller, at planen godkendes")
    assert heading.find(text) == ("Helhedsplan i Valby 2027-2030, Valby", None, "indstilling")


def test_what_stands_above_a_title_is_no_part_of_it() -> None:
    text = note("Københavns Kommune", "Budgetnotat", "BU7 Flere lommeparker", "", "Bevillingstekniske oplysninger")
    assert heading.find(text) == ("BU7 Flere lommeparker", "BU7", "budgetnotat")


def test_a_paper_with_none_of_the_forms_has_no_kind() -> None:
    assert heading.find(note("Referat af mødet", "", "Der var ingen bemærkninger.")).kind is None


def test_an_empty_paper_has_no_title() -> None:
    assert heading.find(note("", "  ", "")) == (None, None, None)


@pytest.mark.parametrize("piece", ["a", "A ", "Budgetnotat ", "1", " -", "Til a, "])
def test_a_long_line_is_read_in_time(piece: str) -> None:
    assert seconds(heading.find, piece) < 1
