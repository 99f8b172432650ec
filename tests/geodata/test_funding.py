from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.funding import Total, added, figure, in_unit, rounded_alike, totals, written_out
from geodata.model import Funding
from tests.builders import a_cell, an_amount

LEVELS = {"price_level": "2026 p/l"}
# Table 1 of TM021 for its last year.
TABLE_2029 = [
    a_cell("medfinansiering", 2029, "1.100", steering_area="Anlæg", **LEVELS),
    a_cell("understoettelse", 2029, "1.654", steering_area="Service", **LEVELS),
    a_cell("i-alt", 2029, "3.734", **LEVELS),
]


def down(rows: Sequence[Funding]) -> list[Total]:
    return [total for total in totals(rows) if total.direction == "down"]


# Down the column


def test_a_printed_total_stands_beside_the_sum_of_its_lines() -> None:
    [total] = totals(TABLE_2029)
    assert (total.printed, total.computed, total.difference) == (3734, 2754, 980)
    assert total.terms == ("1.100", "1.654")
    assert total.arithmetic == "1.100 + 1.654 = 2.754"


def test_a_total_of_a_steering_area_is_held_against_its_own_lines() -> None:
    service = replace(TABLE_2029[2], steering_area="Service")
    [total] = totals([*TABLE_2029[:2], service])
    assert (total.computed, total.arithmetic) == (1654, "1.654")


def test_a_total_counts_no_other_total() -> None:
    subtotal = a_cell("delsum", 2029, "1.100", is_total=True, steering_area="Anlæg", **LEVELS)
    assert [total.computed for total in down([*TABLE_2029, subtotal])] == [2754, 1100]


@pytest.mark.parametrize("changes", [{"table": "tabel-2"}, {"year": 2028}], ids=["another table", "another year"])
def test_a_line_that_stands_elsewhere_is_no_part(changes: dict[str, Any]) -> None:
    elsewhere = a_cell("linje", changes.pop("year", 2029), "9", **LEVELS, **changes)
    assert [total.computed for total in totals([*TABLE_2029, elsewhere])] == [2754]


def test_a_total_without_lines_is_held_against_nothing() -> None:
    assert totals([TABLE_2029[2]]) == []


def test_an_amount_in_prose_is_no_part_of_a_table() -> None:
    assert [total.computed for total in totals([*TABLE_2029, an_amount("9", year=2029, **LEVELS)])] == [2754]


# Across the row


def test_the_sum_of_a_row_is_held_against_its_years() -> None:
    [total] = totals([a_cell("a", 2026, "2,5"), a_cell("a", 2027, "3"), a_cell("a", (2026, 2027), "5")])
    assert (total.direction, total.printed, total.computed, total.arithmetic) == ("across", 5, 5.5, "2,5 + 3 = 5,5")


def test_years_outside_the_sum_of_a_row_are_no_part_of_it() -> None:
    [total] = totals([a_cell("a", 2025, "1"), a_cell("a", 2026, "2"), a_cell("a", (2026, 2027), "2")])
    assert total.difference == 0


def test_the_total_of_all_years_is_held_both_ways() -> None:
    years = (2026, 2027)
    rows = [
        a_cell("a", years, "7"),
        a_cell("i-alt", 2026, "3"),
        a_cell("i-alt", 2027, "3"),
        a_cell("i-alt", years, "7"),
    ]
    found = {(total.total.table_row, total.direction): total.computed for total in totals(rows)}
    assert found == {("i-alt", "down"): 7, ("i-alt", "across"): 6}


# What is never added


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"price_level": "løbende p/l"}, "prisniveauer"),
        ({"price_level": None}, "prisniveauer.*ikke oplyst"),
        ({"stage": "aftale"}, "stadier"),
        ({"unit": "mio. kr.", "amount_kr": 1_654_000_000}, "enheder"),
    ],
    ids=["price level", "no price level", "stage", "unit"],
)
@pytest.mark.parametrize("position", [0, 1, 2])
def test_amounts_of_different_kinds_are_never_added(changes: dict[str, Any], complaint: str, position: int) -> None:
    if "unit" in changes:
        changes = {"unit": "mio. kr.", "amount_kr": TABLE_2029[position].amount_kr * 1000}
    rows = [replace(row, **changes) if at == position else row for at, row in enumerate(TABLE_2029)]
    with pytest.raises(ValueError, match=complaint):
        totals(rows)


def test_a_refusal_names_the_amounts() -> None:
    with pytest.raises(ValueError, match="tabel-1/i-alt/2029-2029"):
        added([TABLE_2029[0], replace(TABLE_2029[2], stage="aftale")])


def test_no_amounts_have_no_sum() -> None:
    with pytest.raises(ValueError, match="ingen beløb"):
        added([])


# How figures are written


@pytest.mark.parametrize(
    ("value", "text"), [(0, "0"), (182, "182"), (12544, "12.544"), (7.4, "7,4"), (4.62, "4,62"), (1234.5, "1.234,5")]
)
def test_a_figure_is_written_as_the_documents_write_it(value: float, text: str) -> None:
    assert figure(value) == text


@pytest.mark.parametrize(
    ("kroner", "unit", "value"), [(2_754_000, "1.000 kr.", 2754), (7_400_000, "mio. kr.", 7.4), (500, "1.000 kr.", 0.5)]
)
def test_kroner_are_counted_in_the_printed_unit(kroner: int, unit: Any, value: float) -> None:
    assert in_unit(kroner, unit) == value


@pytest.mark.parametrize(
    ("printed", "kroner", "alike"),
    [
        ("5,1", 5_144_000, True),
        ("5,1", 5_150_000, True),
        ("5,1", 5_151_000, False),
        ("5,10", 5_144_000, False),
        ("4", 4_400_000, True),
        ("4", 4_600_000, False),
    ],
)
def test_a_figure_is_alike_within_half_of_its_last_decimal(printed: str, kroner: int, alike: bool) -> None:
    assert rounded_alike(an_amount(printed, unit="mio. kr."), kroner) is alike


def test_one_amount_is_written_without_a_sum() -> None:
    assert written_out([an_amount("182")]) == "182"


# Laws

thousands = st.integers(0, 10**9)


def a_table(columns: Sequence[Sequence[int]], error: int = 0) -> list[Funding]:
    """Rows of whole thousands with a total below; `error` is added to the total of the last year."""
    rows = []
    for at, column in enumerate(columns):
        rows += [a_cell(f"række-{number}", 2014 + at, str(value)) for number, value in enumerate(column)]
        rows.append(a_cell("i-alt", 2014 + at, str(sum(column) + (error if at == len(columns) - 1 else 0))))
    return rows


columns = st.lists(st.lists(thousands, min_size=1, max_size=5), min_size=1, max_size=5)


@given(columns=columns)
def test_a_table_that_adds_up_never_differs(columns: list[list[int]]) -> None:
    found = totals(a_table(columns))
    assert [total.computed for total in found] == [sum(column) for column in columns]
    assert not any(total.difference for total in found)


@given(columns=columns, error=st.integers(1, 10**9))
def test_a_wrong_total_differs_by_its_error_and_the_others_not(columns: list[list[int]], error: int) -> None:
    *others, last = totals(a_table(columns, error))
    assert last.difference == error
    assert not any(total.difference for total in others)


@given(columns=columns, data=st.data())
def test_the_order_of_the_rows_changes_no_sum(columns: list[list[int]], data: st.DataObject) -> None:
    rows = a_table(columns)
    shuffled = data.draw(st.permutations(rows))
    sums = [{total.total.key: total.computed for total in totals(given)} for given in (rows, shuffled)]
    assert sums[0] == sums[1]


@given(values=st.lists(thousands, min_size=1), levels=st.data())
def test_what_is_added_is_of_one_price_level_or_refused(values: list[int], levels: st.DataObject) -> None:
    rows = [
        an_amount(str(value), price_level=levels.draw(st.sampled_from([None, "2026 p/l", "løbende p/l"])))
        for value in values
    ]
    if len({row.price_level for row in rows}) == 1:
        assert added(rows) == sum(values) * 1000
    else:
        with pytest.raises(ValueError, match="prisniveauer"):
            added(rows)


@given(value=st.integers(0, 10**12))
def test_every_figure_reads_back_as_the_amount_it_was_written_from(value: int) -> None:
    written = figure(in_unit(value, "1.000 kr."))
    assert round(float(written.replace(".", "").replace(",", ".")) * 1000) == value
