import pytest
from shapely.geometry import box

from etl.footprints import plan_area, shared_outlines
from tests.builders import a_department


def at(department_id: str, *bounds: float) -> object:
    return a_department(department_id, outline=box(*bounds))


def test_a_plans_area_is_the_union_of_its_departments() -> None:
    area = plan_area([at("1-1", 0, 0, 10, 10), at("1-2", 5, 0, 15, 10), at("1-3", 100, 0, 110, 10)])
    assert area.equals(box(0, 0, 15, 10).union(box(100, 0, 110, 10)))


def test_a_plans_area_is_no_hull_over_other_peoples_homes() -> None:
    assert plan_area([at("1-1", 0, 0, 10, 10), at("1-2", 90, 0, 100, 10)]).area == 200


def test_a_department_without_an_outline_adds_none() -> None:
    assert plan_area([at("1-1", 0, 0, 10, 10), a_department("1-2", outline=None)]).equals(box(0, 0, 10, 10))


@pytest.mark.parametrize("departments", [[], [a_department(outline=None)]], ids=["no departments", "no outlines"])
def test_a_plan_without_any_outline_has_no_area(departments: list) -> None:
    assert plan_area(departments) is None


def test_departments_with_the_same_outline_are_one_group_by_id() -> None:
    departments = [at(key, 0, 0, 100, 100) for key in ("1-3", "1-1", "1-2")]
    assert shared_outlines(departments) == [("1-1", "1-2", "1-3")]


def test_departments_that_each_share_an_outline_with_a_third_are_one_group() -> None:
    departments = [at("1-1", 0, 0, 100, 100), at("1-2", 0, 0, 101.5, 100), at("1-3", 0, 0, 103, 100)]
    assert shared_outlines(departments) == [("1-1", "1-2", "1-3")]


def test_each_outline_that_is_shared_is_a_group_of_its_own() -> None:
    departments = [at(f"1-{number}", 200 * (number % 2), 0, 200 * (number % 2) + 100, 100) for number in range(4)]
    assert shared_outlines(departments) == [("1-0", "1-2"), ("1-1", "1-3")]


@pytest.mark.parametrize(("east", "same"), [(100, True), (101, True), (102.5, False), (200, False)])
def test_outlines_are_the_same_from_98_percent(east: float, same: bool) -> None:
    departments = [at("1-1", 0, 0, 100, 100), at("1-2", 0, 0, east, 100)]
    assert bool(shared_outlines(departments)) is same


def test_neighbours_and_departments_without_outlines_share_none() -> None:
    departments = [at("1-1", 0, 0, 10, 10), at("1-2", 10, 0, 20, 10), a_department("1-3", outline=None)]
    assert shared_outlines(departments) == []


def test_without_any_outline_none_is_shared() -> None:
    assert shared_outlines([a_department(outline=None)]) == []
