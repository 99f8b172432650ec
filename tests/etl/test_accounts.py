from dataclasses import replace
from typing import Any

import pytest

from etl import register
from etl.accounts import accounts
from etl.geography import Geography
from etl.register import Register
from geodata.errors import HelhedskortError
from geodata.model import Department, Match
from tests.builders import a_department, a_listed, a_match, a_source, an_area

LISTED = (a_listed(), a_listed("Ågården"))
FACTS = Register(**{table: LISTED if table == "listed_departments" else () for table in register.TABLES})
QUOTED = (replace(a_source(), quote="Eksempelgården"), a_source())
DEPARTMENTS = (a_department("1-1"), a_department("1-2", bydel_no=None))
MATCHES = (a_match("1-1", LISTED[0].listed_id), a_match(None, LISTED[1].listed_id))
GEOGRAPHY = Geography(
    areas=(an_area(),), departments=DEPARTMENTS, land={}, water=(), datasets=(), rows_in=4, merged={"1-1": 3}
)


def accounted(
    departments: tuple[Department, ...] = DEPARTMENTS, matches: tuple[Match, ...] = MATCHES, **geography: Any
) -> dict[str, tuple[int, int, int]]:
    rows = accounts(FACTS, QUOTED, replace(GEOGRAPHY, **geography), departments, matches)
    return {row["step"]: (row["in"], row["out"], row["refused"]) for row in rows}


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        ("layer features -> departments", (4, 2, 2)),
        ("departments -> city district", (2, 1, 1)),
        ("listed names -> departments", (2, 1, 1)),
        ("register rows -> quotes", (2, 1, 1)),
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
        accounts(FACTS, QUOTED, geography, DEPARTMENTS, MATCHES)


def test_a_listed_name_that_is_lost_in_silence_stops_the_build() -> None:
    with pytest.raises(HelhedskortError, match="listed names"):
        accounted(matches=MATCHES[:1])


def test_a_name_that_was_not_placed_for_no_reason_stops_the_build() -> None:
    with pytest.raises(HelhedskortError, match="listed names"):
        accounted(matches=(MATCHES[0], replace(MATCHES[1], reason="")))
