"""Areas of the city that are no departments."""

from pathlib import Path

import pytest

from etl.extract import areas
from etl.extract.text import Text


def said(text: str) -> set[tuple[str, str]]:
    return {(one.kind, one.name) for one in areas.find(Text.of(text))}


def of(shared: Path, name: str) -> dict[str, tuple[str, int]]:
    text = (shared / "documents" / f"{name}.txt").read_text(encoding="utf-8")
    return {one.name: (one.kind, one.line) for one in areas.find(Text.of(text))}


def test_the_areas_of_the_report(shared: Path) -> None:
    assert of(shared, "004_356a0ad18a236da2") == {
        "Indre Nørrebro": ("forsøgsområde", 332),
        "Hamletsgade": ("forsøgsområde", 332),
        "Holmbladsgade": ("forsøgsområde", 333),
        "Vesterbro/Kgs. Enghave": ("udviklingsplan", 942),
        "Sydhavnen": ("udviklingsplan", 943),
        "Tingbjerg": ("udviklingsplan", 943),
        "Bispebjerg": ("udviklingsplan", 944),
        "Rentemestervej": ("områdefornyelse", 945),
        "Amager/Sundby": ("udviklingsplan", 946),
        "Urbanplanen": ("udviklingsplan", 946),
        "Kulbanekvarteret": ("områdefornyelse", 958),
        "Nordvest": ("områdefornyelse", 958),
        "Sundby": ("områdefornyelse", 963),
        "Folehaven": ("områdefornyelse", 968),
        "Tingbjerg-Husum": ("område", 1131),
    }


def test_the_areas_of_the_note_and_the_proposals(shared: Path) -> None:
    note = of(shared, "000_de2ba99353aea5a3")
    assert set(note) == {
        *("Nørrebro", "Amager", "Indre Nørrebro/Blågården", "Lundtoftegade", "Sigynsgade/Aldersrogade", "Mimersgade")
    }
    assert of(shared, "001_23ca7d99b5180e6f") == {}
    assert of(shared, "002_d4e526a85a36dd12") == {"Amager": ("område", 12)}
    assert of(shared, "003_9c7effb52b754f89") == {
        "Mimerskvarteret": ("område", 2),
        "Mimersgade": ("område", 15),
        "Nørrebro": ("område", 82),
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Områdefornyelserne i Husum og Lykkebo (tidl. Engparken) er i gang.",
            {("områdefornyelse", "Husum"), ("områdefornyelse", "Lykkebo")},
        ),
        ("Områdefornyelsen Engparken fortsætter. Valby følger.", {("områdefornyelse", "Engparken")}),
        (
            "Arbejdet med udviklingsplaner for to udsatte områder Valby/Kgs. Enghave (fokus på Sydhavnen) og Husum.",
            {
                ("udviklingsplan", "Valby/Kgs. Enghave"),
                ("udviklingsplan", "Sydhavnen"),
                ("udviklingsplan", "Husum"),
            },
        ),
        (
            "Udviklingsplanen for Valby Syd (Lykkebo) udmøntes.",
            {("udviklingsplan", "Valby Syd"), ("udviklingsplan", "Lykkebo")},
        ),
        (
            "Forsøgsområderne på Ydre Østerbro, Vigerslev og Husum hjemtages.",
            {("forsøgsområde", "Ydre Østerbro"), ("forsøgsområde", "Vigerslev"), ("forsøgsområde", "Husum")},
        ),
        (
            "Seks afdelinger omkring Rosengade og i Bavnehøjkvarteret.",
            {("område", "Rosengade"), ("område", "Bavnehøjkvarteret")},
        ),
        (
            "Midler til dele af Valby (Lykkebo, Engparken m.fl.) er afsat.",
            {("område", "Valby"), ("område", "Lykkebo"), ("område", "Engparken")},
        ),
    ],
)
def test_an_area_is_named_as_what_it_is(text: str, expected: set[tuple[str, str]]) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Områdefornyelsen følger planen for Landsbyggefonden.",
        "Arbejdet har udgangspunkt i Landsbyggefondens regulativ.",
        "Spørgsmål omkring Københavns Kommune og omkring Teknik- og Miljøudvalgets beslutning.",
        "Området Landsbyggefonden dækker.",
        "Kommunen udarbejder udviklingsplaner for boligområder og omgivende byområder.",
    ],
)
def test_bodies_the_city_and_common_nouns_are_no_areas(text: str) -> None:
    assert said(text) == set()


def test_an_area_is_given_once_where_it_is_first_named() -> None:
    (one,) = areas.find(Text.of("Områdefornyelsen i Husum.\nOmrådefornyelsen i Husum.\nOmrådet Husum."))
    assert (one.line, one.quote) == (1, "Husum")
