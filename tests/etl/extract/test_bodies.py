"""The bodies a paper names, each once and in full."""

from pathlib import Path

import pytest

from etl.extract import bodies
from tests.etl.extract.reading import note, paper, seconds, verbatim

# what the five papers name, by paper
NAMED = [
    {
        "Teknik- og Miljøforvaltningen",
        "Landsbyggefonden",
        "Københavns Kommune",
        "BL 1. kreds",
        "Københavns Bydelsbestyrelse",
    },
    {"Teknik- og Miljøudvalget", "Økonomiudvalget", "Borgerrepræsentationen", "Københavns Bydelsbestyrelse"},
    {"Landsbyggefonden", "SSP", "BL", "Økonomiforvaltningen", "beboerdemokratiet", "afdelingsbestyrelser"},
    {"Borgerrepræsentationen", "Teknik- og Miljøudvalget", "SSP"},
    {
        *("Borgmesterforum", "Partnerskabsforum", "Samarbejdsforum", "BL 1. kreds", "BL", "KL", "HOFOR", "UU"),
        *("Socialforvaltningen", "Økonomiforvaltningen", "Sundheds- og Omsorgsforvaltningen", "Domstolsstyrelsen"),
        *("Transport-, Bygnings- og Boligministeriet", "Udlændinge-, Integrations- og Boligministeriet"),
        *("Beskæftigelses- og Integrationsforvaltningen", "Ministeriet for By, Bolig og Landdistrikter"),
    },
]


def names(*lines: str) -> list[str]:
    return [one.name for one in bodies.find(note(*lines))]


@pytest.mark.parametrize("number", range(5))
def test_the_bodies_of_the_real_papers_are_found_verbatim(shared: Path, number: int) -> None:
    text = paper(shared, number)
    found = bodies.find(text)
    assert NAMED[number] - {one.name for one in found} == set()
    assert all(verbatim(text, one) for one in found)
    assert len({one.name for one in found}) == len(found)


def test_an_abbreviation_and_the_name_in_full_are_one_body() -> None:
    assert names("BR vedtog det. Borgerrepræsentationens møde.", "TMF og Teknik- og miljøforvaltningen.") == [
        "Borgerrepræsentationen",
        "Teknik- og Miljøforvaltningen",
    ]


def test_two_administrations_joined_by_and_are_two() -> None:
    assert names("Socialforvaltningen og Kultur- og Fritidsforvaltningen følger det.") == [
        "Socialforvaltningen",
        "Kultur- og Fritidsforvaltningen",
    ]


def test_a_name_broken_over_two_lines_is_whole() -> None:
    assert names("Sagen forelægges Børne- og Ung-", "domsudvalget i maj.") == ["Børne- og Ungdomsudvalget"]


def test_a_heading_before_a_name_is_no_part_of_it() -> None:
    assert names("Indstilling", "Kultur- og Fritidsforvaltningen indstiller, at planen godkendes") == [
        "Kultur- og Fritidsforvaltningen"
    ]


def test_an_administration_without_a_name_is_no_body() -> None:
    assert names("Forvaltningen vurderer, at udvalget og ministeriet er enige.") == []


@pytest.mark.parametrize("printed", ["BL’s 1. kreds", "BL 1. kreds", "Danmarks almene boligers (BL) 1. kreds"])
def test_the_tenants_landlords_are_named_in_one_way(printed: str) -> None:
    assert names(f"Aftalen med {printed} gælder.") == ["BL 1. kreds"]


@pytest.mark.parametrize(
    "piece", ["Teknik- og ", "Abc- ", "udvalget", "A", "BL’s ", "BR, ", "Teknik- og Miljøudvalget "]
)
def test_a_long_line_is_read_in_time(piece: str) -> None:
    assert seconds(bodies.find, piece) < 2
