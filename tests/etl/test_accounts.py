from dataclasses import replace
from typing import Any

import pytest

from etl import register
from etl.accounts import accounts
from etl.figures import Statistics
from etl.geography import Geography
from etl.register import Register
from geodata.errors import HelhedskortError
from geodata.model import Department, Footprint, Match
from tests.builders import a_department, a_footprint, a_listed, a_match, a_source, an_area
from tests.statistics_builders import a_rode_year, some_statistics

LISTED = (a_listed(), a_listed("Ågården"))
FACTS = Register(**{table: LISTED if table == "listed_departments" else () for table in register.TABLES})
QUOTED = (replace(a_source(), quote="Eksempelgården"), a_source())
DEPARTMENTS = (a_department("1-1"), a_department("1-2", bydel_no=None))
OUTLINES = (a_footprint("1-1"), a_footprint("1-2"))
MATCHES = (a_match("1-1", LISTED[0].listed_id), a_match(None, LISTED[1].listed_id))
GEOGRAPHY = Geography(
    areas=(an_area(),), departments=DEPARTMENTS, land={}, water=(), datasets=(), rows_in=4, merged={"1-1": 3}
)
STATISTICS = some_statistics(
    a_rode_year(1), a_rode_year(2), a_rode_year(None), rode_rows_in=7, rode_rows_left_out=4,
    bydel_rows_in=6, bydel_rows_used=5, bydel_rows_left_out=1,
)  # fmt: skip


def accounted(
    departments: tuple[Department, ...] = DEPARTMENTS,
    matches: tuple[Match, ...] = MATCHES,
    outlines: tuple[Footprint, ...] = OUTLINES,
    statistics: Statistics = STATISTICS,
    **geography: Any,
) -> dict[str, tuple[int, int, int]]:
    rows = accounts(FACTS, QUOTED, replace(GEOGRAPHY, **geography), departments, outlines, matches, statistics)
    return {row["step"]: (row["in"], row["out"], row["refused"]) for row in rows}


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        ("layer features -> departments", (4, 2, 2)),
        ("departments -> city district", (2, 1, 1)),
        ("departments -> footprints", (2, 2, 0)),
        ("listed names -> departments", (2, 1, 1)),
        ("register rows -> quotes", (2, 1, 1)),
        ("statistics rows -> roder", (7, 2, 5)),
        ("statistics rows -> city districts", (6, 5, 1)),
    ],
)
def test_each_step_says_what_went_in_what_came_out_and_what_did_not(step: str, expected: tuple) -> None:
    assert accounted()[step] == expected


@pytest.mark.parametrize(
    ("lost", "step"),
    [
        ({"rows_in": 5}, "layer features"),
        ({"departments": (*DEPARTMENTS, a_department("1-3"))}, "city district"),
    ],
    ids=["a feature", "a department"],
)
def test_what_is_lost_in_silence_stops_the_build(lost: dict[str, Any], step: str) -> None:
    geography = replace(GEOGRAPHY, **lost)
    with pytest.raises(HelhedskortError, match=step):
        accounts(FACTS, QUOTED, geography, DEPARTMENTS, OUTLINES, MATCHES, STATISTICS)


@pytest.mark.parametrize("lost", [{"rode_rows_in": 8}, {"bydel_rows_in": 7}, {"unplaced": ()}])
def test_a_row_of_statistics_that_is_lost_in_silence_stops_the_build(lost: dict[str, Any]) -> None:
    with pytest.raises(HelhedskortError, match="statistics rows"):
        accounted(statistics=replace(STATISTICS, **lost))


def test_a_footprint_that_is_lost_in_silence_stops_the_build() -> None:
    with pytest.raises(HelhedskortError, match="footprints"):
        accounted(outlines=OUTLINES[:1])


def test_a_department_that_is_nowhere_is_refused_a_footprint() -> None:
    departments = (DEPARTMENTS[0], replace(DEPARTMENTS[1], outline=None))
    assert accounted(departments, outlines=OUTLINES[:1])["departments -> footprints"] == (2, 1, 1)


def test_a_listed_name_that_is_lost_in_silence_stops_the_build() -> None:
    with pytest.raises(HelhedskortError, match="listed names"):
        accounted(matches=MATCHES[:1])


def test_a_name_that_was_not_placed_for_no_reason_stops_the_build() -> None:
    with pytest.raises(HelhedskortError, match="listed names"):
        accounted(matches=(MATCHES[0], replace(MATCHES[1], reason="")))
