"""Printed tables: invented notes in the city's form, the real note, and the laws of reading cells."""

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.extract import tables
from etl.extract.facts import PrintedTable
from etl.extract.text import Text
from geodata.funding import figure


def read(printed: str) -> list[PrintedTable]:
    return list(tables.find(Text.of(printed)))


def one(printed: str) -> PrintedTable:
    (table,) = read(printed)
    return table


VALBY = """\
Økonomi
Tabel 1. Udgifter til indsatser i
Valby og Vanløse
(1.000 kr. – 2031 p/l)
Styrings-
område
2031 2032 2033 I alt

- Medfinansiering af bolig-
sociale indsatser

Anlæg 900 1.200 -50 2.050
- 1,5 årsværk til koordinering Service 0 – 400 400

Udgifter i alt  900 1.200 350 2.450

Risikovurdering
Initiativet er enkelt. Beløbet er 12
"""


def test_a_table_is_read_with_its_title_unit_price_level_and_columns() -> None:
    table = one(VALBY)
    assert (table.title, table.unit, table.price_basis) == (
        "Udgifter til indsatser i Valby og Vanløse",
        "1000 kr",
        "2031 p/l",
    )
    assert table.columns == ("2031", "2032", "2033", "I alt")
    assert (table.line, table.line_end) == (2, 15)


def test_labels_over_several_lines_are_whole_and_keep_their_lines() -> None:
    first, second, _ = one(VALBY).rows
    assert first.label == "Medfinansiering af boligsociale indsatser"
    assert (first.line, first.line_end, first.steering_area) == (9, 12, "Anlæg")
    assert (second.label, second.steering_area) == ("1,5 årsværk til koordinering", "Service")
    assert first.quote.startswith("- Medfinansiering af bolig- sociale") and first.quote.endswith("2.050")


def test_negative_amounts_nought_and_a_dash_are_read_as_what_they_are() -> None:
    assert [row.values for row in one(VALBY).rows] == [
        (900, 1200, -50, 2050),
        (0, None, 400, 400),
        (900, 1200, 350, 2450),
    ]


def test_the_row_of_sums_is_a_total_and_prose_after_it_is_no_row() -> None:
    assert [row.is_total for row in one(VALBY).rows] == [False, False, True]


@pytest.mark.parametrize(
    ("label", "total"),
    [
        ("Udgifter i alt", True),
        ("Sum", True),
        ("Samlet", True),
        ("Samlede udgifter", True),
        ("I alt", True),
        ("Samlet indsats for unge i bydelen", False),
        ("Summercamp", False),
    ],
)
def test_what_counts_as_a_total(label: str, total: bool) -> None:
    rows = one(f"Tabel 1. Udgifter\n1.000 kr. 2030 2031\n- Indsats 1 2\n{label} 3 4\n").rows
    assert rows[-1].is_total is total


def test_groups_give_their_area_and_are_no_rows_and_grants_are_set_apart() -> None:
    table = one(
        "Tabel 3. Bevillinger\n1.000 kr. – 2027 p/l Ud-\nvalg\nBevilling I/U 2027 2028 I alt\nAnlægsudgifter\n"
        "- Tilskud til\nforeninger\nSUD\n2200 –\nOrdinær\nanlæg\nU 500 700 1.200\n"
        "Anlægsudgifter i alt   500 700 1.200\n"
        "Serviceudgifter\n- Drift af\nhuset\nTMU\n1000 –\nOrdinær\ndrift\nU 10 20 30\n"
        "Serviceudgifter i alt   10 20 30\n"
    )
    assert [(row.label, row.steering_area, row.grant, row.is_total) for row in table.rows] == [
        ("Tilskud til foreninger", "Anlæg", "SUD 2200 – Ordinær anlæg", False),
        ("Anlægsudgifter i alt", "Anlæg", None, True),
        ("Drift af huset", "Service", "TMU 1000 – Ordinær drift", False),
        ("Serviceudgifter i alt", "Service", None, True),
    ]


def test_empty_cells_are_placed_by_the_spaces_they_leave() -> None:
    table = one(
        "Tabel 12. Afsatte midler \n1.000 kr., løbende p/l 2020 2021 2022 2023 \n"
        "Overførselssagen 2020-21 1.100 2.200   \nBudgetaftale 2022   300 4.400 \nBudget 2021  10  20 \n"
        "I alt 1.100 2.210 300 4.420 \n"
    )
    assert [(row.label, row.values) for row in table.rows] == [
        ("Overførselssagen 2020-21", (1100, 2200, None, None)),
        ("Budgetaftale 2022", (None, None, 300, 4400)),
        ("Budget 2021", (None, 10, None, 20)),
        ("I alt", (1100, 2210, 300, 4420)),
    ]
    assert table.price_basis == "løbende p/l"


def test_empty_cells_at_the_end_are_known_by_the_rows_that_show_theirs_where_line_ends_are_stripped() -> None:
    table = one(
        "Tabel 2. Afsatte midler\n1.000 kr., løbende p/l 2020 2021 2022 2023\n"
        "Overførselssagen 2020-21 1.100 2.200\nBudgetaftale 2022   300 4.400\nI alt 1.100 2.200 300 4.400\n"
    )
    assert table.rows[0].values == (1100, 2200, None, None)


def test_columns_that_cannot_be_told_apart_are_not_guessed() -> None:
    table = one(
        "Tabel 2. Afsatte midler\n1.000 kr., løbende p/l 2020 2021 2022 2023\n"
        "Overførselssagen 2020-21 1.100 2.200\nBudgetaftale 2022 300 4.400\nI alt 1.100 2.200 300 4.400\n"
    )
    assert [row.values for row in table.rows] == [(None,) * 4, (None,) * 4, (1100, 2200, 300, 4400)]
    assert [row.label for row in table.rows][:2] == ["Overførselssagen 2020-21", "Budgetaftale 2022"]


def test_cells_set_wide_stand_under_their_years() -> None:
    table = one(
        "Tabel 1. Udgifter (mio. kr.)\n"
        "                        2030      2031      2032     I alt\n"
        "Budgetaftale 2022                           1,5       1,5\n"
        "Tryghed                  2,0                          2,0\n"
        "I alt                    2,0       0,0      1,5       3,5\n"
    )
    assert [row.values for row in table.rows] == [(None, None, 1.5, 1.5), (2.0, None, None, 2.0), (2.0, 0.0, 1.5, 3.5)]
    assert (table.title, table.unit, table.price_basis) == ("Udgifter", "mio. kr.", None)


def test_tabs_give_the_cells_exactly() -> None:
    table = one(
        "Tabel 4: Oversigt over aktiviteter\nAktiviteter (1.000 kr. – 2026 p/l)\tStyringsområde\t2026\t2027\tI alt\n"
        "- Lektiecafé i Husum\tService\t\t1.500\t1.500\n- Byrum\tAnlæg\t20\t\t20\nUdgifter i alt\t\t20\t1.500\t1.520\n"
    )
    assert [(row.label, row.steering_area, row.values) for row in table.rows] == [
        ("Lektiecafé i Husum", "Service", (None, 1500, 1500)),
        ("Byrum", "Anlæg", (20, None, 20)),
        ("Udgifter i alt", None, (20, 1500, 1520)),
    ]
    assert table.title == "Oversigt over aktiviteter"


@pytest.mark.parametrize("header", ["2026 2027\n2028 I alt", "2026\n2027\n2028\nI alt", "2026 2027 2028 I\nalt"])
def test_a_header_broken_over_lines_is_one_header(header: str) -> None:
    table = one(f"Tabel 1. Udgifter\n1.000 kr.\n{header}\n- Indsats 1 2 3 6\n")
    assert table.columns == ("2026", "2027", "2028", "I alt")
    assert table.rows[0].values == (1, 2, 3, 6)


def test_one_year_alone_is_a_column_but_a_year_in_a_phrase_is_none() -> None:
    table = one("Tabel 1. Udgifter\nAktiviteter fra og med 2029\n1.000 kr. 2030\n- Indsats 75\n- Andet\n80\n")
    assert (table.columns, [row.values for row in table.rows]) == (("2030",), [(75,), (80,)])


def test_a_note_that_only_speaks_of_a_table_has_none() -> None:
    assert read("") == []
    assert read("Beløbene fremgår af\nTabel 1. De er i 2026-priser.\nDer er 5 indsatser.\n") == []
    assert read("Tabel 1 viser udgifterne 2026 2027\n- Indsats 1 2\n") == []


def test_a_label_that_ends_after_its_values_is_whole() -> None:
    rows = one(
        "Tabel 1. Udgifter\n1.000 kr. 2026 2027\n- Tilskud til forebyg- 10 20\ngende arbejde\n- Andet 1 2\n"
    ).rows
    assert [(row.label, row.line, row.line_end) for row in rows] == [
        ("Tilskud til forebyggende arbejde", 3, 4),
        ("Andet", 5, 5),
    ]


def test_a_page_break_in_a_table_is_no_row() -> None:
    rows = one(
        "Tabel 1. Udgifter\n1.000 kr. 2026 2027 I alt\n- A 1 2 3\nSide 2 af 9\n"
        "\f2026 2027 I alt\n3\nB 4 5 9\nI alt 5 7 12\n"
    ).rows
    assert [(row.label, row.values) for row in rows] == [("A", (1, 2, 3)), ("B", (4, 5, 9)), ("I alt", (5, 7, 12))]


def test_the_tables_of_the_real_note(shared: Path) -> None:
    text = next((shared / "documents").glob("000_*")).read_text(encoding="utf-8")
    first, second, third = read(text)
    assert [len(table.rows) for table in (first, second, third)] == [2 + 1, 3, 4]
    assert first.title == "Oversigt over aktiviteter på alle styringsområder"
    assert [(row.line, row.line_end) for row in first.rows] == [(115, 118), (120, 123), (125, 125)]
    assert first.rows[0].values == (2100, 2100, 2100, 1100, 7400)
    assert second.columns == tuple(str(year) for year in range(2019, 2027))
    assert second.rows[0].values == (2166, 2893, 6655, 5031, 5031, 4305, 302, None)
    assert second.rows[1].values == (None, None, None, 3711, 3826, 3826, 3826, 2176)
    assert [row.grant for row in third.rows if not row.is_total] == [
        "TMU 2000 – Ordinær anlæg",
        "TMU 1000 – Ordinær drift",
    ]
    stripped = "\n".join(line.rstrip() for line in text.split("\n"))
    assert [row.values for row in read(stripped)[1].rows] == [row.values for row in second.rows]


def test_the_other_real_documents_have_no_table(shared: Path) -> None:
    others = [path for path in (shared / "documents").glob("*.txt") if not path.name.startswith("000")]
    assert [read(path.read_text(encoding="utf-8")) for path in others] == [[]] * 4


cell = st.one_of(st.none(), st.integers(-99_999, 9_999_999))
grids = st.integers(2, 10).flatmap(
    lambda width: st.lists(st.lists(cell, min_size=width, max_size=width), min_size=1, max_size=6)
)


@given(grids, st.booleans())
def test_a_table_of_cells_is_read_back_exactly(grid: list[list[int | None]], tabs: bool) -> None:
    """Set tight, each empty cell leaving one space; or with tabs. A whole row shows how lines end."""
    grid = [*grid, [1_000] * len(grid[0])]
    kept = [row for row in grid if any(value is not None for value in row)]
    years = [str(2020 + at) for at in range(len(grid[0]))]
    mark = "\t" if tabs else " "
    rows = [
        [f"- Indsats {chr(65 + at)}", *("" if v is None else figure(v) for v in row)] for at, row in enumerate(kept)
    ]
    lines = ["Tabel 1. Udgifter", mark.join(["1.000 kr.", *years]), *(mark.join(row) for row in rows)]
    end = "" if tabs else " "
    table = one("\n".join(line + end for line in lines))
    assert [row.values for row in table.rows] == [tuple(row) for row in kept]
    assert [row.line for row in table.rows] == list(range(3, 3 + len(kept)))


@pytest.mark.parametrize(
    "line",
    [
        "Tabel 1. " + "2026 " * 200_000,
        "Tabel 1. A\n" + "1.000 " * 170_000,
        "Tabel 1. A\n2026 2027\n" + "1" * 1_000_000,
        "Tabel 1. A\n2026 2027\n- B" + " " * 1_000_000 + "1 2",
        "Tabel 1. A\n" * 90_000,
        "Tabel 1. A\n2026 2027\n" + "- - 1\n" * 160_000,
    ],
)
def test_a_megabyte_of_nonsense_takes_no_time(line: str) -> None:
    start = time.perf_counter()
    read(line)
    assert time.perf_counter() - start < 2
