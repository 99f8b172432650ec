"""Focus areas, goals, annexes and parts."""

from pathlib import Path

import pytest

from etl.extract import points
from tests.etl.extract.reading import note, paper, seconds, verbatim


def read(kind: str, *lines: str) -> list[tuple[int, str]]:
    return [(one.position, one.name) for one in points.find(note(*lines)) if one.kind == kind]


@pytest.mark.parametrize("number", [0, 2, 3])
def test_the_four_focus_areas_are_found(shared: Path, number: int) -> None:
    found = [one for one in points.find(paper(shared, number)) if one.kind == "focus area"]
    assert [(one.position, one.name.lower()) for one in found] == [
        (1, "uddannelse og livschancer"),
        (2, "beskæftigelse"),
        (3, "kriminalitetsforebyggelse"),
        (4, "sammenhængskraft og medborgerskab"),
    ]


@pytest.mark.parametrize(("number", "annexes"), [(0, 0), (1, 0), (2, 5), (3, 2), (4, 2)])
def test_annexes_are_found_by_number_and_a_stray_head_is_none(shared: Path, number: int, annexes: int) -> None:
    text = paper(shared, number)
    found = points.find(text)
    assert [one.position for one in found if one.kind == "annex"] == list(range(1, annexes + 1))
    assert all(verbatim(text, one) for one in found)


@pytest.mark.parametrize("number", [2, 3])
def test_the_goals_and_parts_of_a_plan_are_found(shared: Path, number: int) -> None:
    found = points.find(paper(shared, number))
    assert [one.position for one in found if one.kind == "goal"] == [1, 2, 3, 4]
    parts = [one.name for one in found if one.kind == "component"]
    assert (parts[0], parts[-1], len(parts)) == ("strategisk samarbejdsaftale", "budget", 4)


def test_numbered_areas_are_split_at_their_numbers() -> None:
    assert read("focus area", "Planen har tre indsatsområder: (1) Kunst og kultur, (2) idræt samt (3) haver.") == [
        (1, "Kunst og kultur"),
        (2, "idræt"),
        (3, "haver"),
    ]


def test_an_and_within_a_name_is_told_by_the_count() -> None:
    line = "De {} delaftaler gælder følgende indsatsområder: Børn og Unge, Idræt og Haver og parker."
    assert read("focus area", line.format("tre")) == [(1, "Børn og Unge"), (2, "Idræt"), (3, "Haver og parker")]
    assert read("focus area", line.format("syv")) == []


def test_goals_run_over_lines_and_count_from_one() -> None:
    assert read(
        "goal", "med følgende mål:", "", "• At flere", "kommer i job", "", "• At alle er med", "", "Bilag 3"
    ) == [
        (1, "At flere kommer i job"),
        (2, "At alle er med"),
    ]


def test_bullets_of_something_else_are_no_goals() -> None:
    assert read("goal", "Det blev sagt:", "• At mødet sluttede", "• At alle gik") == []


def test_parts_are_split_outside_brackets() -> None:
    line = "Helhedsplanen består af en aftale, to bilag (et kort, en tegning og et foto) og et budget."
    assert read("component", line) == [(1, "aftale"), (2, "to bilag"), (3, "budget")]


@pytest.mark.parametrize(
    "piece",
    [
        *(
            "fokusområder: A, ",
            "(1) a, ",
            "• At a ",
            "Bilag 3: A ",
            "helhedsplan indeholder en a, ",
            "en to tre ",
            "(",
            "A og ",
        ),
    ],
)
def test_a_long_line_is_read_in_time(piece: str) -> None:
    assert seconds(points.find, piece) < 2
