"""The checks held against the register as it is: what the papers get wrong is found, and nothing else is an error."""

from dataclasses import replace
from typing import Any

import pytest

from etl import layers, pipeline, reconcile, register
from etl.register import Register
from geodata.catalogue import anchor_of, name_of
from geodata.funding import totals
from geodata.model import Finding, Held

FACTS = register.load()


def checked(facts: Register) -> tuple[dict[str, Finding], dict[str, Held]]:
    """What does not hold and what does, each by its id."""
    told = [row for check in reconcile.OF_THE_REGISTER for row in check(facts)]
    found = {row.finding_id: row for row in told if isinstance(row, Finding)}
    held = {row.held_id: row for row in told if isinstance(row, Held)}
    assert len(found) + len(held) == len(told), "two of one name"
    return found, held


FOUND, HELD = checked(FACTS)
TARGETS = "target-against-measurement/"


def changed(table: str, key: str, **columns: Any) -> Register:
    """The register with one row changed."""
    assert key in {name_of(row) for row in getattr(FACTS, table)}
    rows = tuple(replace(row, **columns) if name_of(row) == key else row for row in getattr(FACTS, table))
    return replace(FACTS, **{table: rows})


@pytest.fixture(scope="module")
def placed() -> dict[str, Finding]:
    """The findings that need departments, by id."""
    geography = layers.read_embedded()
    departments = pipeline.in_districts(geography.departments, geography)
    matches = {row.listed_id: row for row in pipeline.placed(FACTS, geography, departments).matches}
    by_id = {row.department_id: row for row in departments}
    rows = [
        *reconcile.departments_not_named(FACTS, matches),
        *reconcile.organisation_not_in_predecessor(FACTS, matches, by_id),
    ]
    return {row.finding_id: row for row in rows}


@pytest.mark.parametrize(
    ("finding_id", "severity", "arithmetic"),
    [
        # I-01 and I-02: the other cells of tables 1 and 3 are in test_pipeline.py
        ("table-total/tm021/tabel-1/i-alt/2029", "error", "1.100 + 1.654 = 2.754"),
        ("table-total/tm021/tabel-3/service-i-alt/2026", "error", "182"),
        # I-04 and I-05
        ("prose-against-table/tm021/beslutning/understoettelse", "rounding", "182 + 1.654 + 1.654 + 1.654 = 5.144"),
        (
            "agreement-against-note/understoettelse-fem-planer",
            "rounding",
            "0,2 + 1,7 + 1,7 + 1,7 = 5,3; 182 + 1.654 + 1.654 + 1.654 = 5.144",
        ),
        (
            "agreement-against-note/udmoentning-2026",
            "rounding",
            "7,4 + 0,2 + 1,7 + 1,7 + 1,7 = 12,7; 2.100 + 2.100 + 2.100 + 1.100 + 182 + 1.654 + 1.654 + 1.654 = 12.544",
        ),
        # I-06 and I-07
        (
            "budget-year-outside-period/medfinansiering-2026/2029",
            "ambiguous",
            "31. december 2028 < 1. januar 2029",
        ),
        (
            "period-against-duration/noerrebro-2026/aftale",
            "error",
            "1. januar 2026 – 31. december 2027 = 2 år",
        ),
        ("period-against-duration/amager-2026/aftale", "error", "1. januar 2026 – 31. december 2028 = 3 år"),
        # I-08
        (
            "dates-against-each-other/forhandling-2026",
            "ambiguous",
            "1. september 2025 − 31. januar 2025 = 213 dage",
        ),
        # I-15
        ("negotiated-plans-not-named/planer-2017", "missing", "8 − 5 = 3"),
        # I-16 and I-17
        (
            "one-decision-two-amounts/2020-10-01/budget-2021/pulje-budget-2021",
            "ambiguous",
            "17,365 − 7,3 = 10,065 ≈ 10,07",
        ),
        ("pool-not-allotted/tmu-amager-2022/pulje", "missing", "7,3 − 4,62 − 1,1 = 1,58"),
        # I-18
        (
            "shares-against-amounts/tmu-amager-2022/hovedaftale/kommunen",
            "ambiguous",
            "12,5 % × 31,2 = 3,90; 4,62 (14,8 %)",
        ),
        (
            "shares-against-amounts/tmu-amager-2022/plan/tilsammen",
            "ambiguous",
            "39 % × 31,2 = 12,17; 4,62 + 4,62 = 9,24 (29,6 %); 4,62 + 2,91 + 4,62 = 12,15 (38,9 %)",
        ),
        # I-20
        ("forecast-against-basis/udsaettelser/2016/prognose", "error", "2 × 141 = 282"),
        # I-22
        ("target-against-measurement/almene-20", "definition", "19,9 < 20"),
        ("two-bases/almene-andel", "definition", ""),
        # I-23
        (
            "jump-in-series/lav-husleje-familieboliger/2017-01-19",
            "ambiguous",
            "3.305 − 2.913 = 392; 1.357 − 1.257 = 100; tilsammen 4.662 − 4.170 = 492 (−10,6 %)",
        ),
        # I-25 and I-26
        ("share-without-denominator/smaa-billige-10", "missing", "137 / ? = ? %"),
        ("two-bases/omraader-paa-statens-liste", "definition", ""),
        # I-38
        ("two-price-levels/2026", "definition", ""),
        # the 19 departments nobody lists
        ("counts-against-lists/amager-2022/afdelinger", "missing", ""),
    ],
)
def test_what_the_papers_get_wrong_is_found_with_its_arithmetic(
    finding_id: str, severity: str, arithmetic: str
) -> None:
    assert (FOUND[finding_id].severity, FOUND[finding_id].arithmetic) == (severity, arithmetic)


def test_departments_the_papers_count_and_do_not_name_are_computed_from_the_names(placed: dict[str, Finding]) -> None:
    found = placed["departments-not-named/aktuelle-planer"]
    assert (found.severity, found.printed, found.computed) == ("missing", 91, 36)
    assert found.arithmetic == "91 − 36 = 55; 91 − (34 + 1) = 56"


def test_the_organisation_the_plan_before_did_not_have_is_found_with_its_departments(
    placed: dict[str, Finding],
) -> None:
    found = placed["organisation-not-in-predecessor/amager-2026/233"]
    assert found.severity == "ambiguous"
    assert found.message_da.startswith("Abildgården og Wittenberghus hører til Samvirkende Boligselskaber")


def test_nothing_else_is_an_error(placed: dict[str, Finding]) -> None:
    errors = [row.finding_id for row in (FOUND | placed).values() if row.severity == "error"]
    assert len([key for key in errors if key.startswith("table-total/")]) == 9
    assert {key for key in errors if not key.startswith("table-total/")} == {
        "forecast-against-basis/udsaettelser/2016/prognose",
        "period-against-duration/noerrebro-2026/aftale",
        "period-against-duration/amager-2026/aftale",
    }


@pytest.mark.parametrize(
    ("held_id", "arithmetic"),
    [
        ("table-total/tm021/tabel-1/i-alt/2026/down", "2.100 + 182 = 2.282"),
        ("table-total/tm021/tabel-1/i-alt/i-alt/down", "7.400 + 5.144 = 12.544"),
        ("table-total/tm021/tabel-3/anlaeg-i-alt/i-alt/across", "2.100 + 2.100 + 2.100 + 1.100 = 7.400"),
        ("prose-against-table/tm021/beslutning/medfinansiering", "2.100 + 2.100 + 2.100 + 1.100 = 7.400"),
        (
            "agreement-against-note/funding-subject/medfinansiering-2026/udmoentning-2026/medfinansiering",
            "7,4; 2.100 + 2.100 + 2.100 + 1.100 = 7.400",
        ),
        ("pool-not-allotted/tmu-mimerskvarteret-2022/kommunen", "1,1 = 0,5 + 0,6"),
        ("shares-against-100/tm021", "75 + 12,5 + 12,5 = 100"),
        (
            "shares-against-amounts/tmu-mimerskvarteret-2022/regulativ/tilsammen",
            "25 % × 4 = 1,00; 0,5 + 0,5 = 1 (25,0 %)",
        ),
        ("series-parts/skema-a/2015-2016-11", "578 + 631 + 371 = 1.580"),
        ("goals-against-counts/hovedaftale-2015/maalsaetninger", "19 = 19"),
        ("goals-against-counts/hovedaftale-2015/indfriet", "9 = 9"),
        ("goals-against-counts/hovedaftale-2015/hensigtserklaeringer", "20 = 20"),
    ],
)
def test_what_does_add_up_in_the_papers_is_said_to_with_its_arithmetic(held_id: str, arithmetic: str) -> None:
    assert HELD[held_id].arithmetic == arithmetic


def test_every_sum_of_a_printed_table_is_either_found_or_held_each_way() -> None:
    for one in totals(FACTS.funding):
        fits = f"table-total/{one.total.key}/{one.direction}" in HELD
        assert fits == (one.difference == 0), one
        assert fits or f"table-total/{one.total.key}" in FOUND, one
    assert len([row for row in HELD.values() if row.check == "table-total"]) == 20


def test_nothing_holds_that_a_check_has_found() -> None:
    assert HELD.keys() & FOUND.keys() == set()


def test_what_holds_rests_on_rows_of_the_register() -> None:
    rows = {anchor_of(row) for table in FACTS.__slots__ for row in getattr(FACTS, table)}
    assert {key for row in HELD.values() for key in row.sources} <= rows


def test_what_holds_differs_by_no_more_than_rounding() -> None:
    equal = [row for row in HELD.values() if row.check != "target-against-measurement"]  # a target is a bound
    assert [row for row in equal if abs(row.printed - row.computed) > 0.01 * row.printed] == []


def test_what_is_printed_of_a_target_and_what_was_measured_agree_or_are_found() -> None:
    told = {key.partition("/")[2]: row.arithmetic for key, row in (HELD | FOUND).items() if key.startswith(TARGETS)}
    assert told == {
        "almene-20": "19,9 < 20",
        "skema-a-2000": "1.648 < 2.000",
        "udsaettelser-457": "361 ≤ 457",
        "udsaettelser-fald-15": "361 ≤ 457,3",
    }


@pytest.mark.parametrize("check", ["shares-against-100", "series-parts", "figure-told-twice", "goals-against-counts"])
def test_what_does_add_up_in_the_papers_is_not_found(check: str) -> None:
    assert [row for row in FOUND.values() if row.check == check] == []


def test_the_shares_and_parts_of_mimerskvarteret_add_up() -> None:
    assert [key for key in FOUND if "mimerskvarteret" in key and not key.startswith(("remark/", "counts-"))] == []


@pytest.mark.parametrize(
    ("table", "key", "columns", "finding"),
    [
        (
            "funding",
            "tm021/tabel-2/i-alt/2024",
            {"printed": "8.113", "amount_kr": 8_113_000},
            "table-total/tm021/tabel-2/i-alt/2024",
        ),
        (
            "funding",
            "tmu-mimerskvarteret-2022/rest",
            {"printed": "0,2", "amount_kr": 200_000},
            "pool-not-allotted/tmu-mimerskvarteret-2022/kommunen",
        ),
        (
            "funding",
            "tmu-mimerskvarteret-2022/brugt",
            {"printed": "0,9", "amount_kr": 900_000},
            "shares-against-amounts/tmu-mimerskvarteret-2022/hovedaftale/kommunen",
        ),
        ("funding_shares", "tm021/landsbyggefonden", {"value_pct": 57.0}, "shares-against-100/tm021"),
        (
            "series_values",
            "skema-a/2015-2016-12",
            {"printed": "1.684", "value": 1684.0},
            "series-parts/skema-a/2015-2016-12",
        ),
        (
            "series_values",
            "udsaettelser/2013/2017-Q1",
            {"printed": "583", "value": 583.0},
            "figure-told-twice/udsaettelser/2013/2016-Q4",
        ),
        (
            "printed_counts",
            "hovedaftale-2015/maalsaetninger",
            {"value": 18},
            "goals-against-counts/hovedaftale-2015/maalsaetninger",
        ),
        (
            "printed_counts",
            "hovedaftale-2015/indfriet",
            {"value": 10},
            "goals-against-counts/hovedaftale-2015/indfriet",
        ),
        (
            "goals",
            "hovedaftale-2015/c8",
            {"kind": "analyse"},
            "goals-against-counts/hovedaftale-2015/hensigtserklaeringer",
        ),
    ],
)
def test_a_figure_that_fits_now_is_found_once_it_is_misprinted(
    table: str, key: str, columns: dict[str, Any], finding: str
) -> None:
    ways = {finding, f"{finding}/down"}
    assert finding not in FOUND
    assert ways & HELD.keys() or finding.startswith("figure-told-twice/")
    found, held = checked(changed(table, key, **columns))
    assert finding in found
    assert not ways & held.keys()


def test_a_figure_put_right_is_no_longer_found() -> None:
    right = changed("series_values", "udsaettelser/2016/prognose", printed="282", value=282.0)
    found, held = checked(right)
    assert "forecast-against-basis/udsaettelser/2016/prognose" not in found
    assert held["forecast-against-basis/udsaettelser/2016/prognose"].arithmetic == "2 × 141 = 282"


def test_every_remark_of_the_register_is_a_finding() -> None:
    assert len([key for key in FOUND if key.startswith("remark/")]) == len(FACTS.remarks) > 0


def test_no_check_changes_what_is_printed() -> None:
    assert register.load() == FACTS


def test_every_finding_is_told_in_both_languages_in_a_few_sentences(placed: dict[str, Finding]) -> None:
    for row in (FOUND | placed).values():
        assert row.message_da.endswith("."), row.finding_id
        assert row.message_en.endswith("."), row.finding_id
        assert len(row.message_da) < 500, row.finding_id
        assert not row.message_da.endswith(".."), row.finding_id
