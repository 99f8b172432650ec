import csv
import io
from collections.abc import Sequence
from typing import Any

import pytest
from shapely.geometry import box

from etl import register
from etl.geography import Geography
from etl.register import Register
from etl.tables import departments_in_bydele, register_tables, shape_tables
from geodata.model import Department, Footprint, Match
from geodata.rows import Row
from tests.builders import a_department, a_listed, a_match, a_membership, a_period, a_plan, a_source, an_area

LISTED = a_listed()
MEMBERSHIP = a_membership(LISTED.listed_id)
GEOGRAPHY = Geography(
    areas=(an_area(),), departments=(), land={"Nabo": box(0, 0, 1, 1)}, water=(box(1, 1, 2, 2),), datasets=(), rows_in=0
)


def a_register(**rows: Sequence[Any]) -> Register:
    given = {"plans": [a_plan()], "listed_departments": [LISTED], "memberships": [MEMBERSHIP], **rows}
    return Register(**{table: tuple(given.get(table, ())) for table in register.TABLES})


def shapes(
    facts: Register, departments: list[Department], matches: list[Match], *outlines: Footprint
) -> dict[str, list[Row]]:
    return {table.name: list(table.rows) for table in shape_tables(facts, GEOGRAPHY, departments, matches, outlines)}


def report(departments: list[Department], match: Match) -> dict[str, str]:
    text = departments_in_bydele(a_register(), departments, [match], GEOGRAPHY)
    [row] = csv.DictReader(io.StringIO(text))
    return row


def test_every_table_of_the_register_but_the_plans_is_a_table_of_rows() -> None:
    tables = {table.name for table in register_tables(a_register(), {})}
    assert tables == {*register.TABLES, "sources"} - {"plans"}


def test_the_rows_of_the_register_come_without_their_sources() -> None:
    tables = {table.name: table.rows for table in register_tables(a_register(plan_periods=[a_period()]), {})}
    assert [set(row) & {"key", "source"} for row in tables["plan_periods"]] == [{"key"}]


def test_the_source_of_a_row_is_a_row_that_names_it() -> None:
    *_, sources = register_tables(a_register(), {("plans", "plan"): a_source(quote="Eksempelgården")})
    assert [(row["table_name"], row["row_key"], row["line"]) for row in sources.rows] == [("plans", "plan", 1)]


def test_a_plan_has_the_area_of_its_placed_departments() -> None:
    departments = [a_department("1-1"), a_department("1-2", outline=box(500, 500, 600, 600))]
    [plan] = shapes(a_register(), departments, [a_match("1-1")])["plans"]
    assert plan["geometry"].equals(departments[0].outline)
    assert plan["departments_placed"] == 1


def test_two_names_at_one_department_are_one_department_of_the_plan() -> None:
    other = a_listed("Ågården")
    facts = a_register(listed_departments=[LISTED, other], memberships=[MEMBERSHIP, a_membership(other.listed_id)])
    matches = [a_match("1-1"), a_match("1-1", other.listed_id)]
    [plan] = shapes(facts, [a_department("1-1")], matches)["plans"]
    assert plan["departments_placed"] == 1


def test_a_plan_whose_departments_are_not_placed_has_no_area() -> None:
    [plan] = shapes(a_register(), [a_department()], [a_match(None)])["plans"]
    assert (plan["departments_placed"], plan["geometry"]) == (0, None)


@pytest.mark.parametrize(("bydel_no", "bydel"), [(1, "Eksempelbro"), (None, None)])
def test_a_department_bears_the_name_of_its_district(bydel_no: int | None, bydel: str | None) -> None:
    [row] = shapes(a_register(), [a_department(bydel_no=bydel_no)], [a_match()])["departments"]
    assert row["bydel"] == bydel


def test_a_department_has_its_homes_summed() -> None:
    [row] = shapes(a_register(), [a_department(homes_youth=20, homes_care=3)], [a_match()])["departments"]
    assert (row["homes"], row["homes_family_youth"]) == (123, 120)


def test_a_district_has_its_area_in_square_metres() -> None:
    [row] = shapes(a_register(), [], [])["bydele"]
    assert row["area_m2"] == 1_000_000


def test_the_report_tells_where_a_name_was_placed_and_how() -> None:
    assert report([a_department("1-1", name="12, Eksempelgården")], a_match("1-1")) == {
        "plan_id": "plan",
        "printed": "Eksempelgården",
        "name": "Eksempelgården",
        "outcome": "matched",
        "department_id": "1-1",
        "department": "12, Eksempelgården",
        "bydel": "Eksempelbro",
        "how": "name",
        "reason": "derfor",
    }


def test_the_report_keeps_a_name_that_was_not_placed() -> None:
    row = report([a_department()], a_match(None, reason="Ingen bærer navnet."))
    assert (row["outcome"], row["department_id"], row["reason"]) == ("ikke placeret", "", "Ingen bærer navnet.")


@pytest.mark.parametrize("name", ["<img src=x onerror=alert(1)>", "{{7*7}}", 'a "b", c', "a;b"])
def test_the_report_writes_a_name_as_it_is(name: str) -> None:
    assert report([a_department(name=name)], a_match())["department"] == name
