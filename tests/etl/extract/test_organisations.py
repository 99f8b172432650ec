"""Housing organisations in running text."""

from pathlib import Path

import pytest

from etl.extract import organisations
from tests.etl.extract.reading import note, paper, seconds, verbatim


def found(*lines: str) -> list[tuple[str, str, str | None]]:
    return [(one.printed, one.name, one.managed_by) for one in organisations.find(note(*lines))]


def test_the_real_papers_name_these_and_no_others(shared: Path) -> None:
    papers = [organisations.find(paper(shared, number)) for number in range(5)]
    assert [[one.printed for one in rows] for rows in papers] == [
        [],
        [],
        ["3B v. KAB", "VIBO", "fsb", "DFB v. Domea.dk", "HAB v. DAB"],
        ["3B v. KAB", "VIBO", "AAB"],
        ["Vibo", "3B", "AKB København", "KAB", "AAB", "Lejerbo", "fsb"],
    ]
    assert (papers[2][3].name, papers[2][3].managed_by) == ("DFB", "Domea.dk")
    assert all(verbatim(paper(shared, number), one) for number, rows in enumerate(papers) for one in rows)


def test_an_organisation_nobody_has_heard_of_is_read_from_the_words_around() -> None:
    assert found("samarbejde med de almene boligorganisationer Nordhus v. SYD, PQR og Ydun drøftet") == [
        ("Nordhus v. SYD", "Nordhus", "SYD"),
        ("PQR", "PQR", None),
        ("Ydun", "Ydun", None),
    ]


def test_an_organisation_is_read_from_its_departments() -> None:
    assert found("Det gælder VIBO-afdelingen Parken og PQR’s afdelinger.") == [
        ("VIBO", "VIBO", None),
        ("PQR", "PQR", None),
    ]


def test_an_association_or_the_city_in_a_list_is_no_organisation() -> None:
    assert [name for _, name, _ in found("en arbejdsgruppe med deltagelse af KAB, fsb, BL og Københavns Kommune.")] == [
        "KAB",
        "fsb",
    ]


@pytest.mark.parametrize(
    "line",
    [
        "De almene boligorganisationer og Landsbyggefonden er enige.",
        "Boligorganisationernes og Københavns Kommunes andel er 25 %.",
        "med henholdsvis Anna, Bo og Carl",
        "KAB nævnes her uden videre.",
    ],
)
def test_names_without_the_words_around_are_no_organisations(line: str) -> None:
    assert found(line) == []


@pytest.mark.parametrize(
    "piece", ["boligorganisationer 3B v. KAB, ", "fsb, ", "A", "3B-afdeling ", "med henholdsvis ", "Ab "]
)
def test_a_long_line_is_read_in_time(piece: str) -> None:
    assert seconds(organisations.find, piece) < 2
