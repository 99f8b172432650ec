"""A figure is held against another only where both are of one kind; else it is said why not, and what is missing."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl import register
from geodata.compare import Gap, Measured, NotComputable, Pace, Text, gap, of_indicator, of_plan_area, pace
from tests.statistics_builders import an_indicator


def a_figure(value: float = 23.0, **changes: Any) -> Measured:
    given = {
        "unit": "percent",
        "definition": "labour_market_attachment",
        "origin": "samlede_socio_data_kbh",
        "ages": "16-66",
        "year": 2013,
        "since": 2009,
    }
    return Measured(value=value, **{**given, **changes})


def refused(found: object) -> NotComputable:
    assert isinstance(found, NotComputable)
    assert found.reason_da and found.reason_en and not found.reason_da.endswith(".")
    return found


def test_a_gap_is_points_and_ratio_and_holds_what_both_are_of() -> None:
    found = gap(a_figure(23.0), a_figure(8.0))
    assert isinstance(found, Gap)
    assert (found.difference, found.ratio, found.of.value, found.to.value) == (15.0, 2.875, 23.0, 8.0)


def test_a_gap_is_of_the_figures_as_they_are_shown() -> None:
    found = gap(a_figure(82.626), a_figure(82.6149))
    assert isinstance(found, Gap)
    assert found.difference == 0.02  # 82,63 - 82,61, not 0,0111


def test_equal_figures_are_no_distance_apart_and_once_each_other() -> None:
    found = gap(a_figure(5.0), a_figure(5.0))
    assert isinstance(found, Gap)
    assert (found.difference, found.ratio) == (0.0, 1.0)


def test_zero_is_a_figure_to_be_far_from_but_has_no_ratio() -> None:
    found = gap(a_figure(5.0), a_figure(0.0))
    assert isinstance(found, Gap)
    assert (found.difference, found.ratio) == (5.0, None)


@pytest.mark.parametrize(
    ("changes", "reason", "missing"),
    [
        ({"definition": "no_education"}, "måler ikke det samme", "samme definition"),
        ({"unit": "kroner"}, "måler ikke det samme", "samme definition"),
        ({"ages": "16-64"}, "forskellige aldre (16-66 og 16-64)", "samme aldersgruppe"),
        ({"ages": None}, "forskellige aldre (16-66 og ikke oplyst)", "samme aldersgruppe"),
        ({"year": 2012}, "hver sit år (2013 og 2012)", "samme år"),
        ({"year": None}, "hver sit år (2013 og ikke oplyst)", "samme år"),
        ({"year": 2008}, "brud mellem 2008 og 2009", "samme side af bruddet"),
        ({"origin": "plan_area_figures/nb"}, "ikke opgjort samme sted", "samme kilde"),
    ],
)
def test_figures_of_two_kinds_are_refused_either_way_round(changes: dict[str, Any], reason: str, missing: str) -> None:
    one, other = a_figure(), a_figure(**changes)
    assert reason in refused(gap(one, other)).reason_da
    assert missing in refused(gap(other, one)).what_is_missing[0].da


@pytest.mark.parametrize("pair", [(None, a_figure()), (a_figure(), None), (None, None)])
def test_a_missing_figure_is_no_distance_from_anything(pair: tuple[Measured | None, Measured | None]) -> None:
    assert refused(gap(*pair)).what_is_missing


def test_no_printed_figure_of_a_plans_area_meets_the_citys_statistics() -> None:
    statistics = [
        of_indicator(an_indicator(name, ages=ages), 2013, 20.0)
        for name in ("labour_market_attachment", "no_education", "outside_work_and_education", "basic_education_only")
        for ages in ("16-66", "16-64", "18-64", "18-29")
    ]
    printed = [figure for row in register.load().plan_area_figures for figure in of_plan_area(row)]
    assert printed
    for one in printed:
        for other in statistics:
            refused(gap(one, other))
            refused(gap(other, one))


def test_a_printed_figure_meets_the_citys_printed_beside_it_alone() -> None:
    rows = register.load().plan_area_figures
    for one in rows:
        for other in rows:
            found = gap(of_plan_area(one)[0], of_plan_area(other)[1])
            assert isinstance(found, Gap) == (one is other)


def test_printed_figures_that_bear_a_year_have_a_pace_once_there_are_two_of_one_definition() -> None:
    [row, *_] = register.load().plan_area_figures
    area, city = of_plan_area(replace(row, key="another/one", year=2024, value_pct=20.0))
    found = pace([of_plan_area(replace(row, year=2020, value_pct=24.0))[0], area], city, 2030)
    assert isinstance(found, Pace)
    assert (found.so_far, round(found.needed, 4)) == (-1.0, round((row.city_pct - 20.0) / 6, 4))


# Pace

FIRST, LAST, TARGET = a_figure(70.0, year=2010), a_figure(74.0, year=2014), a_figure(82.0, year=None)


def test_the_pace_is_what_is_left_by_the_years_that_are_left() -> None:
    found = pace([LAST, FIRST], TARGET, 2030)
    assert isinstance(found, Pace)
    assert (found.so_far, found.needed, found.last.year) == (1.0, 0.5, 2014)


def test_the_documents_figures_have_no_pace_since_their_year_is_not_stated() -> None:
    for row in register.load().plan_area_figures:
        area, city = of_plan_area(row)
        found = refused(pace([area], city, 2030))
        assert [text.da for text in found.what_is_missing] == [
            "årstallet for målingen",
            "en måling til efter samme definition fra et andet år",
        ]


@pytest.mark.parametrize(
    ("measured", "target", "missing"),
    [
        ([], TARGET, ["en måling til"]),
        ([LAST], TARGET, ["en måling til"]),
        ([LAST, a_figure(73.0, year=2014)], TARGET, ["en måling til"]),
        ([LAST, a_figure(70.0, year=None)], TARGET, ["årstallet"]),
        ([FIRST, LAST], None, ["et mål"]),
        ([], None, ["en måling til", "et mål"]),
    ],
    ids=["none", "one", "two of one year", "one undated", "no target", "nothing"],
)
def test_a_pace_says_what_it_lacks(measured: list[Measured], target: Measured | None, missing: list[str]) -> None:
    lacks = refused(pace(measured, target, 2030)).what_is_missing
    assert [text.da.startswith(begun) for text, begun in zip(lacks, missing, strict=True)] == [True] * len(missing)
    assert all(isinstance(text, Text) and text.en for text in lacks)


@pytest.mark.parametrize(
    ("measured", "target", "year", "reason"),
    [
        ([a_figure(60.0, year=2008), LAST], TARGET, 2030, "brud mellem 2008 og 2009"),
        ([FIRST, a_figure(74.0, year=2014, ages="18-64")], TARGET, 2030, "forskellige aldre"),
        ([FIRST, LAST], a_figure(82.0, definition="no_education"), 2030, "måler ikke det samme"),
        ([FIRST, LAST], TARGET, 2014, "2014 er ikke efter"),
    ],
    ids=["across the break", "two ages", "a target of something else", "a year that is past"],
)
def test_a_pace_is_refused_where_figures_do_not_go_together(
    measured: list[Measured], target: Measured, year: int, reason: str
) -> None:
    assert reason in refused(pace(measured, target, year)).reason_da


@given(first=st.floats(0, 100), last=st.floats(0, 100), target=st.floats(0, 100), years=st.integers(1, 30))
def test_who_keeps_the_pace_is_at_the_target_in_time(first: float, last: float, target: float, years: int) -> None:
    found = pace([a_figure(first, year=2010), a_figure(last, year=2014)], a_figure(target, year=None), 2014 + years)
    assert isinstance(found, Pace)
    assert last + found.needed * years == pytest.approx(target)
    assert first + found.so_far * 4 == pytest.approx(last)
