import csv
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from etl import layers, spreadsheet, statistics
from etl.figures import Income, Statistics
from etl.statistics import COLUMNS, INCOME, PEOPLE, RODE_YEARS, read
from geodata.errors import StatisticsError
from geodata.names import slug
from tests.statistics_builders import a_rode

RODER = (a_rode(1, "Eksempelgårdens"), a_rode(2, "Islevhus", bydel_no=7))
WORDS = ("belastet", "problemområde", "værst", "dårligst", "ghetto", "herkomst", "oprindelse", "indvandrer", "origin")


def rode_csv(folder: Path, *rows: dict[str, Any], drop: str = "", name: str = RODE_YEARS) -> Path:
    """The city's file of roder: with its empty last column in the first line alone."""
    header = ["name", "Number of residents", "year", *COLUMNS.values(), "Danish origin", "wkb_geometry"]
    header = [column for column in header if column != drop]
    with (folder / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        for row in rows:
            writer.writerow([row.get(column, "") for column in header[:-1]])
    return folder


def a_row(name: str = "Eksempelgårdens", **changes: Any) -> dict[str, Any]:
    given = {"name": name, "Number of residents": 480, "year": 2013, **dict.fromkeys(COLUMNS.values(), "5.63000011")}
    return {**given, **{column.replace("_", " "): value for column, value in changes.items()}}


def sheet(path: Path, header: Sequence[str], *rows: Sequence[Any]) -> Path:
    """A spreadsheet as the city's bank of statistics exports it: two lines before the header."""
    book = openpyxl.Workbook()
    book.active.append(["Der er ikke anvendt nogen filtre"])
    book.active.append([])
    for row in (header, *rows):
        book.active.append(list(row))
    book.save(path)
    return path.parent


PEOPLE_HEADER = ["Generation_tekst", "Bydel:", "Sum af Antal personer"]
INCOME_HEADER = ["År", "Bydele", "Køn", "Sum af Antal personer", "Sum af Disponibel indkomst (1000 kr.)", "Gnstl."]


def people(folder: Path, *rows: Sequence[Any]) -> Path:
    return sheet(folder / PEOPLE, PEOPLE_HEADER, *rows)


def income(folder: Path, *rows: Sequence[Any]) -> Path:
    return sheet(folder / INCOME, INCOME_HEADER, *rows)


def refusal(folder: Path) -> str:
    with pytest.raises(StatisticsError) as caught:
        read(folder, RODER)
    return str(caught.value)


@pytest.fixture(scope="module")
def carried() -> Statistics:
    return read(None, layers.read_embedded().roder)


# What we carry


def test_what_we_carry_has_the_rows_of_six_years(carried: Statistics) -> None:
    assert {row.year for row in carried.rode_years} == set(range(2009, 2015))
    assert len(carried.rode_years) == 2361


def test_the_one_name_that_no_rode_bears_is_carried_and_joined_to_nothing(carried: Statistics) -> None:
    assert {row.name for row in carried.unplaced} == {"slevhus"}
    islevhus = next(rode.rode_no for rode in layers.read_embedded().roder if rode.rode == "Islevhus")
    assert islevhus not in {row.rode_no for row in carried.rode_years}


def test_what_we_carry_has_the_districts_of_every_year(carried: Statistics) -> None:
    places = {None, *range(1, 11)}
    assert set(carried.population) == {(place, year) for place in places for year in range(1991, 2020)}
    assert set(carried.income) == {(place, year) for place in places for year in range(2000, 2018)}


def test_the_files_of_the_city_say_the_same_as_what_we_carry(shared: Path, carried: Statistics) -> None:
    official = read(shared / "statistics", layers.read_embedded().roder)
    by_place = {row.rode_no: row.name for row in official.rode_years}
    assert sorted(official.rode_years, key=lambda row: (row.rode_no, row.year)) == sorted(
        carried.rode_years, key=lambda row: (row.rode_no, row.year)
    )
    assert len(by_place) == 395
    assert (official.unplaced, official.population, official.income) == (
        carried.unplaced,
        carried.population,
        carried.income,
    )


def test_written_again_it_is_the_same_bytes(carried: Statistics, tmp_path: Path) -> None:
    statistics.write(carried, tmp_path)
    for name in (statistics.OWN_RODER, statistics.OWN_BYDELE):
        assert (tmp_path / name).read_bytes() == (layers.EMBEDDED / name).read_bytes()


def test_education_and_being_in_it_make_a_whole(carried: Statistics) -> None:
    education = [name for name in COLUMNS if name not in ("labour_market_attachment",) and "income" not in name]
    sums = [sum(row.shares[name] for name in education) for row in carried.rode_years if row.residents]
    assert 99.9 < min(sums) <= max(sums) < 100.1


# The indicators


def test_every_column_has_an_indicator_and_every_theme_its_first() -> None:
    indicators = statistics.read_indicators()
    assert {row.indicator_id for row in indicators} == {*COLUMNS, "residents", "population", "disposable_income"}
    assert {row.theme: row.indicator_id for row in indicators if row.position == 1} == {
        "tilknytning": "labour_market_attachment",
        "uddannelse": "no_education",
        "indkomst": "low_income",
        "beboere": "residents",
    }


def test_a_theme_has_its_indicators_in_one_order() -> None:
    places = [(row.theme, row.position) for row in statistics.read_indicators()]
    assert len(places) == len(set(places))


def test_themes_are_slugs() -> None:
    assert all(row.theme == slug(row.theme) for row in statistics.read_indicators())


def test_every_indicator_is_of_a_dataset_we_name() -> None:
    named = {row.dataset_id for row in layers.read_datasets()}
    assert {row.dataset_id for row in statistics.read_indicators()} <= named


def test_what_is_said_of_people_is_said_neutrally() -> None:
    for path in (layers.EMBEDDED / "indicators.csv", layers.EMBEDDED / "datasets.csv"):
        text = path.read_text(encoding="utf-8").lower()
        assert [word for word in WORDS if word in text] == []


def test_every_direction_is_said_as_more_or_larger() -> None:
    for row in statistics.read_indicators():
        assert row.direction_da.startswith(("højere = flere", "højere = større"))
        assert row.direction_en.startswith("higher = more")


def test_an_indicator_of_no_column_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = (layers.EMBEDDED / "indicators.csv").read_text(encoding="utf-8")
    (tmp_path / "indicators.csv").write_text(text.replace("\nstudying,", "\nsleeping,"), encoding="utf-8")
    monkeypatch.setattr(statistics, "EMBEDDED", tmp_path)
    with pytest.raises(StatisticsError, match="sleeping"):
        statistics.read_indicators()


# The city's file of roder


def test_a_row_is_joined_to_the_rode_of_its_name_and_rounded_to_two_decimals(tmp_path: Path) -> None:
    [row] = read(rode_csv(tmp_path, a_row("eksempelgårdens ")), RODER).rode_years
    assert (row.rode_no, row.name, row.year, row.residents) == (1, "Eksempelgårdens", 2013, 480)
    assert set(row.shares.values()) == {5.63}


def test_a_name_that_is_nearly_that_of_a_rode_is_not_joined(tmp_path: Path) -> None:
    found = read(rode_csv(tmp_path, a_row("slevhus")), RODER)
    assert (found.rode_years, [row.name for row in found.unplaced]) == ((), ["slevhus"])


def test_an_empty_cell_is_missing_and_zero_is_zero(tmp_path: Path) -> None:
    [row] = read(rode_csv(tmp_path, a_row(Low_income="", High_income=0)), RODER).rode_years
    assert (row.shares["low_income"], row.shares["high_income"]) == (None, 0.0)


def test_empty_rows_and_years_before_the_break_are_left_out_and_counted(tmp_path: Path) -> None:
    found = read(rode_csv(tmp_path, a_row(), {}, a_row(year=2008)), RODER)
    assert (found.rode_rows_in, len(found.rode_years), found.rode_rows_left_out) == (3, 1, 2)


def test_no_column_on_origin_is_read(tmp_path: Path) -> None:
    [row] = read(rode_csv(tmp_path, a_row(Danish_origin="mange")), RODER).rode_years
    assert set(row.shares) == set(COLUMNS)


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("Working age", "mange"),
        ("Working age", "12,5"),
        ("Working age", "nan"),
        ("Working age", "101"),
        ("Working age", "-1"),
        ("Number of residents", "1.5"),
        ("Number of residents", "-1"),
        ("Number of residents", "1e300"),
        ("year", ""),
        ("year", "20133"),
        ("name", " "),
    ],
    ids=str,
)
def test_a_cell_that_cannot_be_is_refused_by_file_row_and_column(tmp_path: Path, column: str, cell: str) -> None:
    text = refusal(rode_csv(tmp_path, a_row(), {**a_row("Islevhus"), column: cell}))
    assert f"{RODE_YEARS}, række 3, kolonnen {column}" in text


@pytest.mark.parametrize("column", ["name", "year", "Number of residents", "No education"])
def test_a_missing_column_is_refused_by_name(tmp_path: Path, column: str) -> None:
    assert f"kolonnen {column}" in refusal(rode_csv(tmp_path, a_row(), drop=column))


def test_a_rode_that_stands_twice_in_a_year_is_refused(tmp_path: Path) -> None:
    assert "også i række 2" in refusal(rode_csv(tmp_path, a_row(), a_row("EKSEMPELGÅRDENS")))


@pytest.mark.parametrize(
    "damage",
    [
        lambda content: content[:-40],
        lambda content: content.replace(b"Eksempelg", b"\xff"),
        lambda content: b"",
        lambda content: content.replace(b"2013", b'"2013'),
        lambda content: content + b"," * 60,
    ],
    ids=["cut off", "not UTF-8", "empty", "an open quotation mark", "too many cells"],
)
def test_a_damaged_file_is_refused_by_name(tmp_path: Path, damage: Callable[[bytes], bytes]) -> None:
    path = rode_csv(tmp_path, a_row()) / RODE_YEARS
    path.write_bytes(damage(path.read_bytes()))
    assert RODE_YEARS in refusal(tmp_path)


def test_a_file_that_is_too_large_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(statistics, "_MAX_BYTES", 100)
    assert "fylder" in refusal(rode_csv(tmp_path, a_row()))


# The city's files of districts


def test_population_is_that_of_the_last_day_of_the_year(tmp_path: Path) -> None:
    folder = people(
        tmp_path, ["20190930", "3. Nørrebro", 9], ["20191231", "3. Nørrebro", 8], ["20191231", "Uden for inddeling", 7]
    )
    assert read(folder, RODER).population == {(3, 2019): 8, (None, 2019): 7}


def test_rows_of_districts_are_counted_as_used_or_left_out(tmp_path: Path) -> None:
    people(tmp_path, ["20190930", "3. Nørrebro", 9], ["20191231", "3. Nørrebro", 8])
    found = read(income(tmp_path, MAN, WOMAN), RODER)
    assert (found.bydel_rows_in, found.bydel_rows_used, found.bydel_rows_left_out) == (4, 3, 1)


def test_men_and_women_are_put_together(tmp_path: Path) -> None:
    folder = income(
        tmp_path,
        [2017, "Bydel - 10. Amager Vest", "Mænd", 10, 1000.5, 1],
        [2017, "Bydel - 10. Amager Vest", "Kvinder", 5, 499.25, 1],
    )
    assert read(folder, RODER).income == {(10, 2017): Income(persons=15, thousand_kroner=1499.75)}


def test_what_the_folder_lacks_is_taken_from_what_we_carry(tmp_path: Path, carried: Statistics) -> None:
    found = read(people(tmp_path, ["20191231", "3. Nørrebro", 8]), RODER)
    assert found.population == {(3, 2019): 8}
    assert found.income == carried.income
    assert found.rode_rows_in == carried.rode_rows_in


def test_files_with_other_names_are_not_read(tmp_path: Path, carried: Statistics) -> None:
    rode_csv(tmp_path, {"name": "x", "year": "forkert"}, name="andet.csv")
    assert read(tmp_path, layers.read_embedded().roder) == carried


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    assert "nowhere" in refusal(tmp_path / "nowhere")


MAN = [2017, "Bydel - 1. Indre By", "Mænd", 10, 1000.5, 1]
WOMAN = [2017, "Bydel - 1. Indre By", "Kvinder", 10, 1000.5, 1]


@pytest.mark.parametrize(
    "rows",
    [
        [MAN],
        [MAN, MAN, WOMAN],
        [MAN, [*WOMAN[:2], "Begge", *WOMAN[3:]]],
        [MAN, [2017, "Indre By", *WOMAN[2:]]],
        [MAN, ["i år", *WOMAN[1:]]],
        [MAN, [*WOMAN[:3], None, *WOMAN[4:]]],
        [MAN, [*WOMAN[:3], 1.5, *WOMAN[4:]]],
        [MAN, [*WOMAN[:4], "mange", 1]],
        [MAN, [*WOMAN[:3], "=1+1", *WOMAN[4:]]],
    ],
    ids=[
        "no women",
        "men twice",
        "another sex",
        "no number",
        "no year",
        "no persons",
        "half a person",
        "no amount",
        "a formula",
    ],
)
def test_an_income_that_cannot_be_is_refused_by_file(tmp_path: Path, rows: list[list[Any]]) -> None:
    assert INCOME in refusal(income(tmp_path, *rows))


@pytest.mark.parametrize(
    "rows",
    [
        [["20191231", "3. Nørrebro", 8], ["20191231", "3. Nørrebro", 8]],
        [["2019", "3. Nørrebro", 8]],
        [["20191231", "Nørrebro", 8]],
        [["20191231", "3. Nørrebro", None]],
    ],
    ids=["twice", "no day", "no number", "no persons"],
)
def test_a_population_that_cannot_be_is_refused_by_file(tmp_path: Path, rows: list[list[Any]]) -> None:
    assert PEOPLE in refusal(people(tmp_path, *rows))


def test_a_row_of_a_spreadsheet_is_named_as_the_spreadsheet_numbers_it(tmp_path: Path) -> None:
    assert f"{PEOPLE}, række 5, kolonnen Bydel:" in refusal(
        people(tmp_path, ["20191231", "3. Nørrebro", 8], ["20191231", "Nørrebro", 8])
    )


def test_a_sheet_without_the_header_is_refused_by_its_columns(tmp_path: Path) -> None:
    sheet(tmp_path / PEOPLE, ["Dato", "Bydel"], ["20191231", "3. Nørrebro"])
    assert "Generation_tekst" in refusal(tmp_path)


def zipped(path: Path, **parts: bytes) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)


@pytest.mark.parametrize(
    "make",
    [
        lambda path: path.write_bytes(b"PK\x03\x04 no spreadsheet"),
        lambda path: path.write_text("<table>", encoding="utf-8"),
        lambda path: zipped(path, content=b"x"),
        lambda path: zipped(path, sheet=b"\0" * (spreadsheet.MAX_UNFOLDED + 1)),
        lambda path: zipped(path, sheet=b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'),
    ],
    ids=["half a zip", "a page", "another zip", "a bomb", "words of its own"],
)
def test_what_is_no_spreadsheet_is_refused_by_file(tmp_path: Path, make: Callable[[Path], object]) -> None:
    make(tmp_path / PEOPLE)
    assert PEOPLE in refusal(tmp_path)


@pytest.mark.parametrize(("limit", "value"), [("MAX_BYTES", 100), ("MAX_UNFOLDED", 100), ("MAX_ROWS", 4)])
def test_a_spreadsheet_that_is_too_large_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str, value: int
) -> None:
    people(tmp_path, *(["20191231", f"{number}. Nørrebro", 8] for number in range(1, 10)))
    monkeypatch.setattr(spreadsheet, limit, value)
    assert "mere end" in refusal(tmp_path)
