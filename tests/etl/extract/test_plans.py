"""Plans named, and what becomes of them."""

from pathlib import Path

import pytest

from etl.extract import plans
from tests.etl.extract.reading import note, paper, seconds, verbatim

Row = tuple[str, str | None, str | None]


def rows(text: object) -> list[Row]:
    return [(one.name, one.place, one.becomes) for one in plans.find(text)]  # type: ignore[arg-type]


def read(*lines: str) -> list[Row]:
    return rows(note(*lines))


def test_the_budget_note_names_two_plans_and_what_one_was_made_of(shared: Path) -> None:
    parts = ["Indre Nørrebro/Blågården", "Lundtoftegade", "Sigynsgade/Aldersrogade", "Mimersgade"]
    assert rows(paper(shared, 0)) == [
        ("Nørrebro", "Nørrebro", None),
        ("Amager", "Amager", None),
        *((name, "Nørrebro", None) for name in parts),
        *((name, "Nørrebro", "Nørrebro") for name in parts),
    ]


def test_the_agreed_text_names_two_plans(shared: Path) -> None:
    assert rows(paper(shared, 1)) == [("Nørrebro", "Nørrebro", None), ("Amager", "Amager", None)]


def test_two_plans_on_amager_become_one(shared: Path) -> None:
    assert rows(paper(shared, 2)) == [
        ("Amager", "Amager", None),
        ("Partnerskabet", "Amager", None),
        ("Amagerbro", "Amager", None),
        ("Partnerskabet", "Amager", "Amager"),
        ("Amagerbro", "Amager", "Amager"),
    ]


def test_a_plan_is_put_under_its_neighbour(shared: Path) -> None:
    found = rows(paper(shared, 3))
    assert set(found) == {
        ("Mimerskvarteret", "Nørrebro", None),
        ("Nørrebrobyggerne", None, None),
        ("Mimerskvarteret", "Nørrebro", "Nørrebrobyggerne"),
    }


def test_the_account_names_five_plans(shared: Path) -> None:
    assert [name for name, _, _ in rows(paper(shared, 4))] == [
        "Indre Nørrebro",
        "Lundtoftegade/Titanparken/Lundtoftegården",
        "Bispebjerg",
        "Valby/Vigerslev",
        "Sjælør/Kgs. Enghave",
    ]


@pytest.mark.parametrize("number", range(5))
def test_every_plan_quotes_its_lines(shared: Path, number: int) -> None:
    text = paper(shared, number)
    assert all(verbatim(text, one) for one in plans.find(text))


def test_plans_of_other_districts_are_read_alike() -> None:
    assert read("XX1 Nye boligsociale helhedsplaner for Valby, Husum og Vanløse", "Resumé", "Budgetnotatet") == [
        ("Valby", "Valby", None),
        ("Husum", "Husum", None),
        ("Vanløse", "Vanløse", None),
    ]


def test_plans_of_other_names_are_merged_alike() -> None:
    assert read(
        "Østerbro er dækket af tre boligsociale helhedsplaner »Havnen«, »Broen« og »Bakken«. Derfor",
        "sammenlægges den 1. maj 2028 de tre eksisterende helhedsplaner til én samlet helhedsplan.",
    ) == [
        *((name, "Østerbro", None) for name in ("Havnen", "Broen", "Bakken")),
        *((name, "Østerbro", "Østerbro") for name in ("Havnen", "Broen", "Bakken")),
    ]


def test_a_plan_that_is_called_something_goes_into_another() -> None:
    assert read(
        "Tre afdelinger i Valby har en boligsocial helhedsplan, kaldet ’Engkvarteret’. Det indstilles, at",
        "Engkvarterets afdelinger lægges ind under den større boligsociale helhedsplan, Valbybroen.",
    ) == [
        ("Engkvarteret", "Valby", None),
        ("Engkvarteret", "Valby", "Valbybroen"),
        ("Valbybroen", None, None),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Den fysiske helhedsplan for Valby renoverer facader.",
        "De i alt fem boligsociale helhedsplaner i København er aktive.",
        "De boligsociale helhedsplaner omfatter bl.a. Nordhuset og Sydhuset.",
        "Støtten til en boligsocial helhedsplan. Landsbyggefonden betaler.",
    ],
)
def test_a_physical_plan_or_plans_without_a_name_are_no_named_plans(line: str) -> None:
    assert read(line) == []


@pytest.mark.parametrize(
    "piece",
    [
        *("helhedsplaner for A og ", "helhedsplanen Ab ", "helhedsplaner ”Ab” og ", "boligsocial indsats i Ab "),
        *(
            "lægges ind under helhedsplan, Ab ",
            "to helhedsplaner sammenlægges til en samlet helhedsplan ",
            "Ab/",
            "Abs ",
        ),
        "helhedsplan for dele af A (A og B) og for andre dele af B (C) ",
        "helhedsplanen for Ab er nu en samlet helhedsplan ",
    ],
)
def test_a_long_line_is_read_in_time(piece: str) -> None:
    assert seconds(plans.find, piece) < 2.5


def test_one_plan_of_two_areas_is_one() -> None:
    assert read("SO31 Ny boligsocial helhedsplan for Tingbjerg og", "Husum", "", "Resumé", "Budgetnotatet") == [
        ("Tingbjerg og Husum", "Tingbjerg og Husum", None)
    ]
