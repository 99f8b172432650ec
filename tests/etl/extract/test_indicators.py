"""A figure of an area beside the city's."""

from pathlib import Path

import pytest

from etl.extract import indicators
from etl.extract.facts import IndicatorPair
from etl.extract.text import Text

SCHOOL, OUTSIDE = "basic_education_only", "outside_work_and_education"


def found(text: str) -> tuple[IndicatorPair, ...]:
    return indicators.find(Text.of(text))


def said(text: str) -> list[tuple[str, str, float, float, str | None]]:
    return [(one.indicator, one.area, one.value_pct, one.city_pct, one.ages) for one in found(text)]


def test_the_two_pairs_of_tm021(shared: Path) -> None:
    text = (shared / "documents" / "000_de2ba99353aea5a3.txt").read_text(encoding="utf-8")
    assert said(text) == [(SCHOOL, "Amager", 24.0, 6.4, "18-29"), (OUTSIDE, "Nørrebro", 23.0, 8.3, "18-64")]
    assert [(one.line, one.line_end) for one in found(text)] == [(66, 67), (67, 69)]


def test_the_other_papers_have_no_pair(shared: Path) -> None:
    for name in ("001_23ca7d99b5180e6f", "002_d4e526a85a36dd12", "003_9c7effb52b754f89", "004_356a0ad18a236da2"):
        assert found((shared / "documents" / f"{name}.txt").read_text(encoding="utf-8")) == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "På Østerbro har 31,5 pct. af de 18-29-årige kun grundskolen som højeste uddannelse mod 7,1 % i København.",
            (SCHOOL, "Østerbro", 31.5, 7.1, "18-29"),
        ),
        (
            "I Valby står 19 % af de 18-64-årige uden for arbejdsmarkedet og uddannelse sammenlignet med 8 % i hele"
            " København.",
            (OUTSIDE, "Valby", 19.0, 8.0, "18-64"),
        ),
        (
            "I Tingbjerg er andelen af 30-59-årige med grundskolen som højest fuldførte uddannelse 40 %. I hele"
            " København er tallet 14,2 %.",
            (SCHOOL, "Tingbjerg", 40.0, 14.2, "30-59"),
        ),
        (
            "I Københavns Kommune har 6 % af de 18-29-årige grundskolen som højest fuldførte uddannelse, mens det er"
            " 21 % på Østerbro.",
            (SCHOOL, "Østerbro", 21.0, 6.0, "18-29"),
        ),
        (
            "Baggrund\nSjælør/Kgs. Enghave har 22 % 16-24-årige uden tilknytning til arbejdsmarked eller uddannelse"
            " (8,3 % i København).",
            (OUTSIDE, "Sjælør/Kgs. Enghave", 22.0, 8.3, "16-24"),
        ),
        (
            "I Folehaven har 28 procent grundskolen som højest fuldførte uddannelse, mens gennemsnittet for byen er 6,4"
            " procent.",
            (SCHOOL, "Folehaven", 28.0, 6.4, None),
        ),
    ],
)
def test_a_pair_however_it_is_phrased(text: str, expected: tuple[str, str, float, float, str | None]) -> None:
    assert said(text) == [expected]


def test_two_indicators_of_one_area_in_one_sentence() -> None:
    text = (
        "Vanløse har 14 % 25-34-årige med grundskolen som højest fuldførte uddannelse, mens det er 6,4 % i byen"
        " som helhed, og 12 % 16-64-årige uden tilknytning til arbejdsmarked eller uddannelse, mod 8,3 % i København."
    )
    assert said(text) == [(SCHOOL, "Vanløse", 14.0, 6.4, "25-34"), (OUTSIDE, "Vanløse", 12.0, 8.3, "16-64")]


@pytest.mark.parametrize(
    "text",
    [
        "Valby har 12 % dømte, hvor det er 3 % i København.",
        "I området har 24 % kun grundskolen, hvor det er 6 % i København.",
        "Valby har 12 % 18-29-årige med grundskolen som højest fuldførte uddannelse.",
        "Valby har 12 % 18-29-årige med grundskolen som højest fuldførte uddannelse mod 15 % i 2019.",
        "Flere unge i Valby har kun grundskolen, og København følger det.",
    ],
)
def test_an_unknown_indicator_or_a_figure_without_its_fellow_is_not_guessed(text: str) -> None:
    assert said(text) == []
