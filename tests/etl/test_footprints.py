import time
from dataclasses import replace
from datetime import date
from typing import get_args

import pytest
from shapely.geometry import Point, box

from etl.footprints import METHODS, accuracy, drawn, footprints, place, plan_area, shared_outlines
from etl.geography import Stated
from geodata.errors import RegisterError
from geodata.model import Dataset, FootprintMethod
from tests.builders import a_department, a_drawing, a_footprint, an_area

LAYER = Dataset(
    dataset_id="afdelinger",
    file="afdelinger.json",
    layer="",
    title="Afdelinger",
    publisher="Eksempelby",
    dated="2025-05-29",
    licence="CC BY 4.0",
    licence_basis="stated",
    sha256="0" * 64,
    used_for="",
)
POINT = Stated(method="point only", east_m=150.0, north_m=250.0)


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


# How an outline came about


def test_every_method_has_a_figure() -> None:
    assert set(METHODS) == set(get_args(FootprintMethod))


def test_a_method_that_draws_less_surely_has_the_larger_figure() -> None:
    surest_first = ["parcels", "drawn", "named OSM area", "hull of points", "point only"]
    assert [METHODS[method] for method in surest_first] == sorted(METHODS[method] for method in surest_first)


def test_what_generalising_moved_comes_on_top_of_the_methods_own_figure() -> None:
    assert accuracy("city layer", 1.3) == METHODS["city layer"] + 1.3


def test_an_outline_of_the_citys_layer_has_the_layers_credit_and_day() -> None:
    assert footprints([a_department()], {}, {}, LAYER) == [
        a_footprint(credit="Eksempelby: Afdelinger", retrieved_on=date(2025, 5, 29), accuracy_m=METHODS["city layer"])
    ]


@pytest.mark.parametrize("dated", ["", "2023"])
def test_a_layer_without_a_day_gives_none(dated: str) -> None:
    [found] = footprints([a_department()], {}, {}, replace(LAYER, dated=dated))
    assert found.retrieved_on is None


def test_what_a_layer_says_of_an_outline_holds() -> None:
    said = Stated(
        method="hull of points",
        accuracy_m=80,
        credit="DAR",
        retrieved_on=date(2026, 1, 2),
        addresses_matched=3,
        addresses_unmatched=1,
        notes=("Skønnet.",),
    )
    [found] = footprints([a_department()], {"1-1": said}, {}, LAYER)
    assert found == a_footprint(
        method="hull of points",
        accuracy_m=80,
        credit="DAR",
        retrieved_on=date(2026, 1, 2),
        addresses_matched=3,
        addresses_unmatched=1,
        notes=("Skønnet.",),
    )


def test_a_method_without_a_figure_of_its_own_has_the_methods() -> None:
    [found] = footprints([a_department()], {"1-1": Stated(method="buildings")}, {}, LAYER)
    assert (found.accuracy_m, found.approximate) == (METHODS["buildings"], True)
    assert "ikke oplyst" in found.credit, "the city's layer is not where it is from"


def test_a_department_keeps_its_footprint_when_its_id_is_another_than_its_key() -> None:
    row = a_department("9-9", organisation_no=1, department_no="1")
    [found] = footprints([row], {"1-1": Stated(method="buildings")}, {}, LAYER)
    assert (found.department_id, found.method) == ("9-9", "buildings")


def test_a_department_that_is_nowhere_has_no_footprint() -> None:
    assert footprints([a_department(outline=None)], {}, {}, LAYER) == []


def test_a_point_is_a_footprint_and_no_outline() -> None:
    row = a_department(outline=None)
    [found] = footprints([row], {"1-1": POINT}, {}, LAYER)
    assert (found.method, found.east_m, found.north_m) == ("point only", 150.0, 250.0)
    assert place(row, {"1-1": POINT}).equals(Point(150, 250))
    assert plan_area([row]) is None


# What a person has drawn

CITY = [an_area()]


def test_what_a_person_drew_stands_in_place_of_the_layers_outline() -> None:
    made = drawn([a_department("1-1"), a_department("1-2")], [a_drawing()], CITY)
    ours, theirs = made.departments
    assert ours.outline.area == 5000
    assert theirs.outline.equals(a_department().outline)
    [found, _] = footprints(made.departments, {}, made.decided, LAYER)
    assert (found.method, found.accuracy_m, found.retrieved_on) == ("drawn", METHODS["drawn"], date(2026, 11, 20))
    assert "tegning" in found.credit and "Testenheden" in found.credit
    assert not found.approximate


def test_what_a_person_drew_wins_over_a_point() -> None:
    made = drawn([a_department(outline=None)], [a_drawing()], CITY)
    [found] = footprints(made.departments, {"1-1": POINT}, made.decided, LAYER)
    assert (found.method, found.east_m) == ("drawn", None)
    assert place(made.departments[0], {"1-1": POINT}).area == 5000


def test_a_drawn_outline_that_crosses_itself_is_mended() -> None:
    made = drawn([a_department()], [a_drawing("POLYGON ((0 0, 100 100, 100 0, 0 100, 0 0))")], CITY)
    assert made.departments[0].outline.is_valid


@pytest.mark.parametrize(
    "wkt",
    ["POLYGON ((12.5 55.6, 12.6 55.6, 12.6 55.7, 12.5 55.6))", "POLYGON ((900 0, 1100 0, 1100 100, 900 0))"],
    ids=["in degrees", "across the border"],
)
def test_an_outline_that_is_not_in_the_municipality_is_not_used_and_said_to_be_outside(wkt: str) -> None:
    decision = a_drawing(wkt)
    made = drawn([a_department()], [decision], [replace(an_area(), outline=box(100, 100, 1000, 1000))])
    assert made.departments == (a_department(),)
    assert (made.decided, made.outside) == ({}, (decision,))


def test_an_outline_that_shares_no_ground_with_the_layers_is_used_and_said_to_be_apart() -> None:
    decision = a_drawing("POLYGON ((500 500, 600 500, 600 600, 500 500))")
    made = drawn([a_department()], [decision], CITY)
    assert (made.departments[0].outline.area, made.apart) == (5000, (decision,))


def test_an_outline_of_a_department_the_layer_lacks_is_left_to_its_own_check() -> None:
    made = drawn([a_department("1-2")], [a_drawing()], CITY)
    assert (made.decided, made.outside, made.apart) == ({}, (), ())


@pytest.mark.parametrize(
    "wkt", ["", "her", "POINT (1 1)", "POLYGON EMPTY", "POLYGON ((0 0, 1 1, 0 0))", "POLYGON ((0 0, 1 0, 1 inf, 0 0))"]
)
def test_what_cannot_be_read_as_polygons_is_an_error_of_the_register(wkt: str) -> None:
    with pytest.raises(RegisterError, match="tegning.*outline_wkt"):
        drawn([a_department()], [a_drawing(wkt)], CITY)


def test_two_outlines_for_one_department_are_an_error_of_the_register() -> None:
    with pytest.raises(RegisterError, match="tegning"):
        drawn([a_department()], [a_drawing(), a_drawing(key="igen")], CITY)


def test_a_drawing_that_is_a_tangle_is_refused_at_once() -> None:
    corners = [(at * 7919 % 1009, at * at * 31 % 1013) for at in range(1000)]
    wkt = f"POLYGON (({', '.join(f'{east} {north}' for east, north in [*corners, corners[0]])}))"
    began = time.monotonic()
    with pytest.raises(RegisterError, match="outline_wkt"):
        drawn([a_department()], [a_drawing(wkt)], CITY)
    assert time.monotonic() - began < 2  # minutes, where it is mended


@pytest.mark.parametrize(
    "wkt",
    [
        "CURVEPOLYGON ((0 0, 100 0, 100 100, 0 0))",
        "GEOMETRYCOLLECTION (" * 200_000 + "POINT (1 1)" + ")" * 200_000,
        "POLYGON ((0 0, nan 0, 100 100, 0 0))",
        "POLYGON ((0 0, 1e400 0, 100 100, 0 0))",
    ],
    ids=["curves", "collections without end", "NaN", "beyond all numbers"],
)
def test_a_drawing_that_is_no_polygon_of_numbers_is_refused_before_it_is_read(
    wkt: str, recwarn: pytest.WarningsRecorder
) -> None:
    with pytest.raises(RegisterError, match="POLYGON eller MULTIPOLYGON"):
        drawn([a_department()], [a_drawing(wkt)], CITY)
    assert not recwarn.list
