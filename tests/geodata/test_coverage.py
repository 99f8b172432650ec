from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import LineString, Point, box

from geodata.coverage import (
    assumed_departments,
    bydel_of,
    coverage,
    covered_departments,
    overlaps,
    placed,
    together,
)
from geodata.model import Coverage, Membership, PlanListCompleteness
from geodata.timeline import periods_of_reading
from tests.builders import (
    a_complete_list,
    a_coverage,
    a_department,
    a_match,
    a_membership,
    a_period,
    a_source,
    an_area,
)

WEST, EAST = an_area(2, "Vestre Eksempelbro"), an_area(1, "Østre Eksempelbro", west=1000)
COUNTS = st.none() | st.integers(0, 5000)


def figures(row: Coverage) -> tuple[int | None, int, int | None, int]:
    return row.departments_covered, row.departments, row.homes_covered, row.homes


def covered_in(year: int, *periods: object, **membership: object) -> dict[str, str]:
    return covered_departments(year, [a_membership("a", **membership)], periods, {"a": ("1-1",)})


# The district of an outline


def test_a_department_lies_in_the_district_of_largest_overlap() -> None:
    assert bydel_of(box(700, 0, 1200, 10), [WEST, EAST]) == 2


@pytest.mark.parametrize("areas", [[WEST, EAST], [EAST, WEST]], ids=["west first", "east first"])
def test_an_exact_tie_goes_to_the_lowest_number(areas: list) -> None:
    assert bydel_of(box(900, 0, 1100, 10), areas) == 1


@pytest.mark.parametrize(
    "outline",
    [None, box(5000, 0, 5100, 100), box(-100, 0, 0, 100), LineString([(1, 1), (9, 9)])],
    ids=["no outline", "outside the city", "only touching", "without area"],
)
def test_what_overlaps_no_district_lies_in_none(outline: object) -> None:
    assert bydel_of(outline, [WEST, EAST]) is None


@pytest.mark.parametrize(("x", "bydel_no"), [(500, 2), (1500, 1), (1000, 1), (5000, None)])
def test_a_point_lies_in_the_district_that_holds_it_and_on_a_border_in_the_lowest(x: float, bydel_no: int) -> None:
    assert bydel_of(Point(x, 500), [WEST, EAST]) == bydel_no


def test_overlaps_are_square_metres_of_the_districts_touched() -> None:
    assert overlaps(box(900, 0, 1050, 10), [WEST, EAST, an_area(3, west=9000)]) == {2: 1000, 1: 500}


# The departments under a plan


def test_a_placed_department_of_a_running_plan_is_covered() -> None:
    assert covered_in(2026, a_period()) == {"1-1": "plan"}


@pytest.mark.parametrize(
    ("first", "last", "covers"),
    [
        ("2026-01-01", "2026-12-31", True),
        ("2026-01-01", "2026-12-30", False),
        ("2026-12-31", "2030-12-31", True),
        ("2027-01-01", "2030-12-31", False),
        ("2026-12-31", "2026-12-31", True),
    ],
)
def test_a_year_is_its_last_day_and_end_dates_are_inclusive(first: str, last: str, covers: bool) -> None:
    assert bool(covered_in(2026, a_period(start=first, end=last))) is covers


@pytest.mark.parametrize(
    ("valid_from", "valid_to", "covers"),
    [
        ("2026-01-01", None, True),
        ("2026-01-01", "2026-12-31", True),
        ("2026-01-01", "2026-12-30", False),
        ("2026-12-31", None, True),
        ("2027-01-01", None, False),
    ],
)
def test_a_membership_counts_while_it_is_valid(valid_from: str, valid_to: str | None, covers: bool) -> None:
    found = covered_in(
        2026,
        a_period(),
        valid_from=date.fromisoformat(valid_from),
        valid_to=date.fromisoformat(valid_to) if valid_to else None,
    )
    assert bool(found) is covers


@pytest.mark.parametrize(("reading", "years"), [("default", {2026, 2027, 2028}), ("agreement", {2026, 2027})])
def test_the_agreement_covers_the_years_whose_last_day_its_own_period_holds(reading: str, years: set[int]) -> None:
    periods = periods_of_reading([a_period(), a_period(role="agreement", end="2028-01-01")], reading)
    assert {year for year in range(2024, 2031) if covered_in(year, *periods)} == years


def test_only_names_that_are_tied_to_a_department_are_placed() -> None:
    assert placed([a_match("1-1", "a"), a_match(None, "b")]) == {"a": ("1-1",)}


def test_a_name_that_is_not_placed_covers_nothing() -> None:
    assert covered_departments(2026, [a_membership("a")], [a_period()], {}) == {}


def test_a_department_of_another_plan_is_not_covered_by_a_running_one() -> None:
    assert covered_in(2026, a_period("another plan")) == {}


def test_two_listed_names_that_end_at_one_department_count_once() -> None:
    memberships = [a_membership("a"), a_membership("b")]
    assert covered_departments(2026, memberships, [a_period()], {"a": ("1-1",), "b": ("1-1",)}) == {"1-1": "plan"}


def test_a_department_under_two_plans_is_named_with_the_first() -> None:
    memberships = [a_membership("b", plan_id="b"), a_membership("a", plan_id="a")]
    found = covered_departments(2026, memberships, [a_period("b"), a_period("a")], {"a": ("1-1",), "b": ("1-1",)})
    assert found == {"1-1": "a"}


# The departments under a plan by our reading


def assumed_in(membership: str = "derived", placement: str = "firm", *more: Membership) -> set[str]:
    rows = [a_membership("a", source=a_source(status=membership, because="derfor")), *more]
    matches = [a_match(listed_id="a", assumed=placement == "assumed"), a_match(listed_id="b")]
    return assumed_departments(2026, rows, [a_period()], matches)


@pytest.mark.parametrize(
    ("membership", "placement", "assumed"),
    [
        ("printed", "firm", set()),
        ("derived", "firm", set()),
        ("inferred", "firm", {"1-1"}),
        ("derived", "assumed", {"1-1"}),
        ("inferred", "assumed", {"1-1"}),
    ],
)
def test_a_department_is_assumed_where_its_membership_or_its_placement_is(
    membership: str, placement: str, assumed: set[str]
) -> None:
    assert assumed_in(membership, placement) == assumed


def test_a_department_that_a_firm_row_covers_too_is_not_assumed() -> None:
    assert assumed_in("inferred", "assumed", a_membership("b")) == set()


def test_a_firm_row_of_a_plan_that_does_not_run_makes_nothing_firm() -> None:
    assert assumed_in("inferred", "firm", a_membership("b", plan_id="another plan")) == {"1-1"}


def test_what_no_plan_covers_is_not_assumed() -> None:
    ended = a_membership("a", valid_to=date(2026, 12, 30), source=a_source(status="inferred", because="derfor"))
    assert assumed_departments(2026, [ended], [a_period()], [a_match(listed_id="a")]) == set()


# The figures of a district


def test_covered_homes_are_counted_against_all_of_the_district() -> None:
    departments = [a_department("1-1", homes_youth=20), a_department("1-2", homes_elderly=30)]
    [row] = coverage(2026, [an_area()], departments, ["1-1"], [])
    assert figures(row) == (1, 2, 120, 250)


def test_family_and_youth_homes_are_counted_by_themselves_too() -> None:
    departments = [a_department("1-1", homes_youth=20, homes_care=7), a_department("1-2", homes_elderly=30)]
    [row] = coverage(2026, [an_area()], departments, ["1-1"], [])
    assert (row.homes_family_youth_covered, row.homes_family_youth) == (120, 220)


def test_a_district_without_a_covered_department_is_unknown_and_never_zero() -> None:
    [row] = coverage(2026, [an_area()], [a_department()], [], [])
    assert (row.homes_covered, row.homes_family_youth_covered, row.departments_covered) == (None, None, None)


def test_zero_is_said_where_the_list_of_plans_is_complete() -> None:
    [row] = coverage(2026, [an_area()], [a_department()], [], [a_complete_list()])
    assert (row.homes_covered, row.homes_family_youth_covered, row.departments_covered) == (0, 0, 0)


@pytest.mark.parametrize(
    ("first", "last", "complete"),
    [
        ("2026-12-31", "2026-12-31", True),
        ("2014-01-01", "2026-12-30", False),
        ("2027-01-01", "2029-12-31", False),
    ],
)
def test_a_complete_list_holds_for_the_days_it_says(first: str, last: str, complete: bool) -> None:
    [row] = coverage(2026, [an_area()], [a_department()], [], [a_complete_list(first, last)])
    assert row.complete is complete


def test_a_list_marked_incomplete_makes_nothing_zero() -> None:
    span = PlanListCompleteness(
        key="x", valid_from=date(2014, 1, 1), valid_to=date(2029, 12, 31), complete=False, source=a_source()
    )
    [row] = coverage(2026, [an_area()], [a_department()], [], [span])
    assert row.homes_covered is None


def test_a_covered_department_without_counts_of_homes_adds_none() -> None:
    departments = [a_department("1-1", homes_family=None), a_department("1-2")]
    [row] = coverage(2026, [an_area()], departments, ["1-1"], [])
    assert figures(row) == (1, 2, 0, 100)


def test_a_department_without_a_district_counts_in_none() -> None:
    [row] = coverage(2026, [an_area()], [a_department(bydel_no=None)], ["1-1"], [])
    assert figures(row) == (None, 0, None, 0)


def test_a_department_counts_in_its_own_district_only() -> None:
    departments = [a_department("1-1", bydel_no=2), a_department("1-2", bydel_no=1)]
    rows = coverage(2026, [WEST, EAST], departments, ["1-1"], [])
    assert [(row.bydel_no, row.homes_covered) for row in rows] == [(1, None), (2, 100)]


def test_every_district_has_a_row_in_the_order_of_its_number() -> None:
    rows = coverage(2026, [an_area(3), an_area(1), an_area(2)], [], [], [])
    assert [row.bydel_no for row in rows] == [1, 2, 3]


def test_the_share_is_unknown_where_the_district_has_no_homes() -> None:
    assert a_coverage(homes=0, homes_covered=0).share is None


def test_the_share_is_covered_homes_of_all() -> None:
    assert a_coverage(homes_covered=40, homes=100).share == 0.4


@st.composite
def districts_with_departments(draw: st.DrawFn) -> tuple[list, list, set[str]]:
    districts = draw(st.lists(st.none() | st.integers(1, 3), max_size=12))
    departments = [
        a_department(
            f"1-{number}",
            bydel_no=bydel_no,
            homes_family=draw(COUNTS),
            homes_youth=draw(COUNTS),
            homes_elderly=draw(COUNTS),
            homes_care=draw(COUNTS),
        )
        for number, bydel_no in enumerate(districts)
    ]
    covered = draw(st.sets(st.sampled_from([row.department_id for row in departments]))) if departments else set()
    return [an_area(number) for number in (1, 2, 3)], departments, covered


@given(districts_with_departments(), st.booleans())
def test_covered_homes_lie_between_none_and_all(made: tuple[list, list, set[str]], complete: bool) -> None:
    areas, departments, covered = made
    for row in coverage(2026, areas, departments, covered, [a_complete_list()] if complete else []):
        assert row.homes_covered is None or 0 <= row.homes_covered <= row.homes
        assert row.homes_family_youth_covered is None or 0 <= row.homes_family_youth_covered <= row.homes_family_youth
        assert row.departments_covered is None or 0 <= row.departments_covered <= row.departments


@given(districts_with_departments())
def test_what_the_districts_cover_is_what_is_covered(made: tuple[list, list, set[str]]) -> None:
    areas, departments, covered = made
    rows = coverage(2026, areas, departments, covered, [])
    in_a_district = {row.department_id for row in departments if row.bydel_no is not None}
    assert sum(row.departments_covered or 0 for row in rows) == len(covered & in_a_district)


@given(districts_with_departments())
def test_one_more_plan_never_covers_fewer_homes(made: tuple[list, list, set[str]]) -> None:
    areas, departments, covered = made
    fewer = coverage(2026, areas, departments, sorted(covered)[1:], [])
    more = coverage(2026, areas, departments, covered, [])
    assert all((one.homes_covered or 0) <= (other.homes_covered or 0) for one, other in zip(fewer, more, strict=True))


# Several districts under one name


def test_an_area_group_is_the_sum_of_its_districts() -> None:
    group = together("Amager", [a_coverage(), a_coverage(bydel_no=2)])
    assert figures(group) == (2, 4, 80, 200)


def test_an_unknown_district_adds_its_homes_and_no_covered_ones() -> None:
    unknown = a_coverage(homes_covered=None, homes_family_youth_covered=None, departments_covered=None)
    assert figures(together("Amager", [a_coverage(), unknown])) == (1, 4, 40, 200)


def test_an_area_group_is_unknown_where_all_its_districts_are() -> None:
    unknown = a_coverage(homes_covered=None, homes_family_youth_covered=None, departments_covered=None)
    assert figures(together("Amager", [unknown, unknown])) == (None, 4, None, 200)


def test_an_area_group_sums_family_and_youth_homes() -> None:
    group = together("Amager", [a_coverage(), a_coverage()])
    assert (group.homes_family_youth_covered, group.homes_family_youth) == (60, 180)


def test_an_area_group_is_complete_only_where_every_district_is() -> None:
    assert not together("Amager", [a_coverage(complete=True), a_coverage(complete=False)]).complete


def test_an_area_group_is_not_a_district() -> None:
    group = together("Amager", [a_coverage()])
    assert (group.bydel_no, group.bydel) == (0, "Amager")


def test_an_area_group_without_districts_is_refused() -> None:
    with pytest.raises(ValueError, match="Amager"):
        together("Amager", [])
