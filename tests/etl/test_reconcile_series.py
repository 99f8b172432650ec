"""Series: parts, forecasts, jumps and sources; goals and targets; remarks."""

from typing import Any

import pytest

from etl import reconcile
from geodata.model import Finding, Goal, Held, SeriesValue, Target
from tests.builders import a_count, a_goal, a_register, a_remark, a_series, a_source, a_target, a_value, fits, said

# series-parts


def parted(whole: str, *parts: str, **changes: Any) -> list[Finding | Held]:
    values = [a_value("2031-11", whole)]
    values += [
        a_value("2031-11", part, key=f"del-{no}", part_of="række/2031-11", **changes) for no, part in enumerate(parts)
    ]
    return reconcile.series_parts(a_register(series=[a_series()], series_values=values))


def test_a_figure_that_is_not_the_sum_of_its_parts_is_an_error() -> None:
    [found] = parted("1.580", "578", "613", "371")
    assert said([found]) == [("series-parts/række/2031-11", "error")]
    assert (found.printed, found.computed, found.arithmetic) == (1580, 1562, "578 + 613 + 371 = 1.562")


def test_a_part_larger_than_its_whole_is_an_error() -> None:
    assert said(parted("137", "242")) == [("series-parts/række/2031-11", "error")]


def test_parts_that_make_their_whole_hold() -> None:
    [held] = parted("1.580", "578", "631", "371")
    assert fits([held]) == ["578 + 631 + 371 = 1.580"]
    assert (held.subject, held.printed, held.computed) == ("series_values/række/2031-11", 1580, 1580)


def test_a_part_that_is_one_of_more_is_no_sum() -> None:
    assert parted("242", "137") == []


def test_parts_of_about_so_many_need_only_come_close() -> None:
    [held] = parted("1.600", "578", "631", "371", approximate=True)
    assert fits([held]) == ["578 + 631 + 371 = 1.580"]
    assert (held.printed, held.computed) == (1600, 1580)
    assert said(parted("1.800", "578", "631", "371", approximate=True)) == [("series-parts/række/2031-11", "error")]


# forecast-against-basis


def forecast(printed: str, of: str = "2031", basis: str = "2031-H1", **changes: Any) -> list[Finding | Held]:
    rows = [a_value(basis, "141"), a_value(of, printed, kind="forecast", forecast_of=f"række/{basis}", **changes)]
    return reconcile.forecast_against_basis(a_register(series=[a_series()], series_values=rows))


def test_a_forecast_that_does_not_go_on_from_its_half_year_is_an_error() -> None:
    [found] = forecast("182", approximate=True)
    assert said([found]) == [("forecast-against-basis/række/2031", "error")]
    assert (found.printed, found.computed, found.arithmetic) == (182, 282, "2 × 141 = 282")
    assert "1. halvår 2031" in found.message_da


@pytest.mark.parametrize(
    ("printed", "basis", "approximate", "arithmetic"),
    [
        ("282", "2031-H1", False, "2 × 141 = 282"),
        ("280", "2031-H1", True, "2 × 141 = 282"),
        ("564", "2031-Q1", False, "4 × 141 = 564"),
    ],
)
def test_a_forecast_that_goes_on_from_its_basis_holds(
    printed: str, basis: str, approximate: bool, arithmetic: str
) -> None:
    [held] = forecast(printed, basis=basis, approximate=approximate)
    assert fits([held]) == [arithmetic]
    assert held.sources == ("series_values/række/2031", f"series_values/række/{basis}")


@pytest.mark.parametrize("basis", ["2030", "2030-H2", "2031-06", "2031-06-01"])
def test_a_forecast_that_goes_on_from_another_time_or_a_single_day_cannot_be_reckoned(basis: str) -> None:
    assert forecast("900", basis=basis) == []


def test_a_forecast_that_is_not_about_so_many_holds_to_the_figure() -> None:
    assert said(forecast("280")) == [("forecast-against-basis/række/2031", "error")]


# figure-told-twice


def told(*values: SeriesValue) -> list[Finding]:
    return reconcile.figure_told_twice(a_register(series=[a_series()], series_values=values))


def test_a_figure_one_paper_prints_in_two_ways_is_an_error() -> None:
    [found] = told(a_value("2031", "538"), a_value("2031", "583", key="igen"))
    assert said([found]) == [("figure-told-twice/række/2031", "error")]
    assert (found.printed, found.computed, found.arithmetic) == (538, 583, "538 ≠ 583")


def test_a_figure_two_papers_print_in_two_ways_is_not_sure() -> None:
    other = a_value("2031", "583", key="igen", source=a_source(document_id="et andet"))
    assert [row.severity for row in told(a_value("2031", "538"), other)] == ["ambiguous"]


@pytest.mark.parametrize(
    "changes", [{"printed": "538"}, {"as_of": "2032"}, {"basis": "registret"}, {"kind": "forecast"}], ids=str
)
def test_figures_that_agree_or_are_of_different_things_are_not_told_twice(changes: dict[str, Any]) -> None:
    other = a_value(**{"as_of": "2031", "printed": "583", "key": "igen", **changes})
    assert told(a_value("2031", "538"), other) == []


# two-bases


def based(*bases: str | None) -> list[Finding]:
    values = [a_value(str(2030 + no), "20,2", basis=basis) for no, basis in enumerate(bases)]
    return reconcile.two_bases(a_register(series=[a_series()], series_values=values))


def test_figures_of_one_series_from_two_sources_are_told() -> None:
    [found] = based("statistikken", "registret")
    assert said([found]) == [("two-bases/række", "definition")]
    assert "20,2 (2030, statistikken) og 20,2 (2031, registret)" in found.message_da


@pytest.mark.parametrize("bases", [("registret", "registret"), ("registret", None), (None, None)])
def test_figures_from_one_source_or_an_unknown_one_are_not_found(bases: tuple[str | None, ...]) -> None:
    assert based(*bases) == []


# jump-in-series


def counted(*values: SeriesValue) -> list[Finding]:
    series = [a_series("række", "boliger"), a_series("anden", "boliger"), a_series("personer", "personer")]
    return reconcile.jump_in_series(a_register(series=series, series_values=values))


def test_two_counts_close_in_time_that_differ_much_are_found_with_the_difference() -> None:
    [found] = counted(a_value("2031-11-22", "3.305"), a_value("2032-01-19", "2.913"))
    assert said([found]) == [("jump-in-series/række/2032-01-19", "ambiguous")]
    assert (found.computed, found.arithmetic) == (-392, "3.305 − 2.913 = 392 (−11,9 %)")
    assert "på 58 dage" in found.message_da


def test_series_that_jump_between_the_same_days_in_one_paper_are_told_together() -> None:
    [found] = counted(
        a_value("2031-11-22", "3.305"),
        a_value("2032-01-19", "2.913"),
        a_value("2031-11-22", "1.357", series_id="anden"),
        a_value("2032-01-19", "1.257", series_id="anden"),
    )
    assert found.computed == -492
    assert found.arithmetic == "3.305 − 2.913 = 392; 1.357 − 1.257 = 100; tilsammen 4.662 − 4.170 = 492 (−10,6 %)"


def test_counts_of_different_things_are_not_added() -> None:
    found = counted(
        a_value("2031-11-22", "300"),
        a_value("2032-01-19", "200"),
        a_value("2031-11-22", "300", series_id="personer"),
        a_value("2032-01-19", "200", series_id="personer"),
    )
    assert [row.arithmetic for row in found] == ["300 − 200 = 100 (−33,3 %)"] * 2


@pytest.mark.parametrize(
    "values",
    [
        [a_value("2031-11-22", "1.000"), a_value("2032-01-19", "951")],
        [a_value("2031-11-22", "1.000"), a_value("2032-03-01", "500")],
        [a_value("2031", "538"), a_value("2032", "361")],
        [a_value("2031", "538"), a_value("2032-H1", "141")],
        [a_value("2030/2031-11", "578"), a_value("2030/2031-12", "646")],
        [a_value("2031-11", "500", basis="registret"), a_value("2031-12", "700", basis="statistikken")],
        [a_value("2031-11", "500"), a_value("2031-12", "700", kind="forecast")],
    ],
    ids=["little", "far apart", "years", "half a year", "a span that goes on", "two sources", "a forecast"],
)
def test_counts_that_may_well_differ_are_not_found(values: list[SeriesValue]) -> None:
    assert counted(*values) == []


# goals-against-counts

GOALS = [
    a_goal("aftale/a1", kind="analyse"),
    a_goal("aftale/b1", fulfilment="I proces"),
    a_goal("aftale/c1", kind="hensigtserklæring", fulfilment="Indtænkes"),
    a_goal("anden/a1", agreement_id="anden"),
]


def of_goals(what: str, value: int) -> list[Finding | Held]:
    count = a_count(f"aftale/{what}", "other", value)
    return reconcile.goals_against_counts(a_register(goals=GOALS, printed_counts=[count]))


@pytest.mark.parametrize(("what", "right"), [("maalsaetninger", 2), ("indfriet", 1), ("hensigtserklaeringer", 1)])
def test_a_count_of_goals_is_held_against_the_table_of_the_same_agreement(what: str, right: int) -> None:
    [held] = of_goals(what, right)
    assert fits([held]) == [f"{right} = {right}"]
    assert len(held.sources) == right + 1
    [found] = of_goals(what, right + 1)
    assert (found.severity, found.printed, found.computed) == ("error", right + 1, right)


def test_a_count_of_something_else_says_nothing_of_goals() -> None:
    assert of_goals("partnerskaber", 7) == []
    count = a_count("en anden aftale/maalsaetninger", "other", 7)
    assert reconcile.goals_against_counts(a_register(goals=GOALS, printed_counts=[count])) == []


# target-against-measurement


def measured(target: Target, *values: SeriesValue, unit: str = "%", goal: Goal | None = None) -> list[Finding | Held]:
    rows = a_register(goals=[goal or a_goal()], targets=[target], series=[a_series(unit=unit)], series_values=values)
    return reconcile.target_against_measurement(rows)


YEARS = [a_value("2013", "538"), a_value("2015", "361"), a_value("2016-H1", "600")]


def test_a_target_called_met_whose_newest_figure_falls_a_little_short_is_a_question_of_definition() -> None:
    [found] = measured(a_target(value=20), a_value("2031-01-01", "20,2"), a_value("2031-12", "19,9"))
    assert said([found]) == [("target-against-measurement/mål", "definition")]
    assert (found.printed, found.computed, found.arithmetic) == (19.9, 20, "19,9 < 20")


def test_a_target_called_met_whose_newest_figure_is_far_from_it_is_an_error() -> None:
    [found] = measured(a_target("at most", 457, "stk."), a_value("2013", "538"), unit="stk.")
    assert said([found]) == [("target-against-measurement/mål", "error")]
    assert found.arithmetic == "538 > 457"


def test_a_fall_is_reckoned_from_its_base() -> None:
    assert fits(measured(a_target("fall by", 15, base="2013"), *YEARS, unit="stk.")) == ["361 ≤ 457,3"]
    [found] = measured(a_target("fall by", 40, base="2013"), *YEARS, unit="stk.")
    assert isinstance(found, Finding) and found.arithmetic == "361 > 322,8"


def test_a_target_called_met_that_is_reached_holds_and_says_by_which_figure() -> None:
    [found] = measured(a_target("at most", 457, "stk."), *YEARS, unit="stk.")
    assert isinstance(found, Held)
    assert (found.printed, found.computed, found.arithmetic) == (361, 457, "361 ≤ 457")
    assert found.sources == ("series_values/række/2015", "targets/mål")


def test_a_target_in_progress_holds_until_it_is_reached() -> None:
    going_on, target = a_goal(fulfilment="I proces"), a_target("at least", 2000, "stk.")
    assert fits(measured(target, a_value("2016-12", "1.648"), unit="stk.", goal=going_on)) == ["1.648 < 2.000"]
    assert fits(measured(target, a_value("2016-12", "2.000"), unit="stk.")) == ["2.000 ≥ 2.000"]
    [found] = measured(target, a_value("2016-12", "2.000"), unit="stk.", goal=going_on)
    assert said([found]) == [("target-against-measurement/mål", "ambiguous")]


@pytest.mark.parametrize(
    ("target", "goal"),
    [
        (a_target("at most", 457, "stk."), a_goal(fulfilment="Indtænkes")),
        (a_target("at least", 2000, "kr."), a_goal()),
        (a_target("fall by", 40, base=None), a_goal()),
        (a_target("none", None, list_da="en liste"), a_goal()),
    ],
    ids=["an intention", "in another unit", "of an unknown base", "without a figure"],
)
def test_a_target_that_cannot_be_held_to_its_series_is_neither(target: Target, goal: Goal) -> None:
    assert measured(target, *YEARS, unit="stk.", goal=goal) == []


def test_a_target_two_places_print_is_found_once_with_both() -> None:
    targets = [a_target(value=20), a_target(value=20, target_id="mål igen")]
    rows = a_register(goals=[a_goal()], targets=targets, series=[a_series()], series_values=[a_value("2031", "19")])
    [found] = reconcile.target_against_measurement(rows)
    assert found.sources == ("targets/mål", "targets/mål igen", "series_values/række/2031")


# share-without-denominator


def share_of(target: Target, unit: str) -> list[Finding]:
    rows = a_register(targets=[target], series=[a_series(unit=unit)], series_values=[a_value("2031-11", "137")])
    return reconcile.share_without_denominator(rows)


def test_a_share_measured_by_a_count_of_an_unknown_whole_is_missing_something() -> None:
    [found] = share_of(a_target("share", 10), "boliger")
    assert said([found]) == [("share-without-denominator/mål", "missing")]
    assert found.arithmetic == "137 / ? = ? %"


@pytest.mark.parametrize(
    ("target", "unit"),
    [
        (a_target("share", 10), "%"),
        (a_target("at least", 10, "boliger"), "boliger"),
        (a_target("share", 10, series_id=None), "boliger"),
    ],
    ids=["measured in percent", "not a share", "not measured"],
)
def test_a_target_that_needs_no_whole_is_not_found(target: Target, unit: str) -> None:
    assert share_of(target, unit) == []


def test_a_share_whose_whole_is_counted_in_another_series_is_not_found() -> None:
    series = [a_series(unit="boliger"), a_series("nye", "boliger", name_da="nye boliger")]
    target = a_target("share", 10, base="nye boliger")
    rows = a_register(targets=[target], series=series, series_values=[a_value("2031-11", "137")])
    assert reconcile.share_without_denominator(rows) == []


# remark


def test_a_remark_is_a_finding_as_its_writer_put_it() -> None:
    [found] = reconcile.remark(a_register(remarks=[a_remark(severity="missing", source=a_source(document_id="note"))]))
    assert said([found]) == [("remark/bemærkning", "missing")]
    assert (found.message_da, found.sources) == ("Noten siger det på to måder.", ("remarks/bemærkning",))
