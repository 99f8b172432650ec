"""Edge: the city's statistics -> records; from the city's own files, or from what we carry of them.

Three files, each of which may be absent from the folder; ours then stands in for it. Shares are rounded to the two
decimals that we carry, so that both give the same figures.
"""

import csv
import io
import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from etl.figures import DISPOSABLE_INCOME, POPULATION, RESIDENTS, Income, PlaceYear, RodeYear, Statistics
from etl.layers import EMBEDDED
from etl.register.reader import read_table
from etl.spreadsheet import read_sheet
from geodata.errors import StatisticsError
from geodata.model import Indicator, Rode
from geodata.names import slug
from geodata.plain_text import fold_space, wrong_with

RODE_YEARS = "samlede_socio_data_kbh.csv"
INCOME, PEOPLE = "disposable_income_by_bydel_2000-2017.xlsx", "population_by_bydel_1991-2019.xlsx"
OWN_RODER, OWN_BYDELE, OWN_INDICATORS = "rode_statistics.csv", "bydel_statistics.csv", "indicators.csv"
# Indicator -> column of the city's file, whose printed headers are not the layer's own names ("Masters" is
# pct_lang_viderg_udd, "Working age" is pct_tilkn_arb_markedet). No column on origin is read.
COLUMNS = {
    "labour_market_attachment": "Working age",
    "no_education": "No education",
    "upper_secondary": "Gymn Ed",
    "vocational": "Prof Ed",
    "short_higher_education": "Bachelors",
    "medium_higher_education": "Medium HE",
    "long_higher_education": "Masters",
    "studying": "Currently studying",
    "low_income": "Low income",
    "middle_income": "Middle income",
    "high_income": "High income",
}
_THEIRS = {"name": "name", "year": "year", RESIDENTS: "Number of residents", **COLUMNS}
_OURS = {name: name for name in ("rode_no", "name", "year", RESIDENTS, *COLUMNS)}
_OUR_BYDELE = ("bydel_no", "year", "population", "persons_with_income", "disposable_income_1000_kr")
_INCOME_HEADER = ("År", "Bydele", "Køn", "Sum af Antal personer", "Sum af Disponibel indkomst (1000 kr.)")
_PEOPLE_HEADER = ("Generation_tekst", "Bydel:", "Sum af Antal personer")
_SEXES = {"Mænd", "Kvinder"}
_OUTSIDE = "uden for inddeling"
_PLACE = re.compile(r"(?:Bydel\s*-\s*)?(?:(\d{1,2})\.\s*\S.*|(Uden for inddeling))", re.IGNORECASE)
_MAX_BYTES = 20_000_000
_MOST, _MOST_KRONER = 10**9, 10**12


@dataclass
class _Districts:
    """What is gathered of the districts' files, and how many rows each use was made of."""

    population: dict[PlaceYear, int] = field(default_factory=dict)
    income: dict[PlaceYear, Income] = field(default_factory=dict)
    rows_in: int = 0
    used: int = 0
    left_out: int = 0


def read(folder: Path | None, roder: Iterable[Rode], *, carried: bool = True) -> Statistics:
    """The statistics of the folder; rows of roder are joined by name (ours by number).

    Where the folder holds none, ours stand in for them if they are of the same municipality (`carried`); else there are
    no such figures, and no indicator of them. Raises StatisticsError naming file, row and column of the first thing
    wrong.
    """
    if folder is not None and not folder.is_dir():
        raise StatisticsError("mappen med statistik findes ikke", where=str(folder), remedy="Angiv den rigtigt.")
    official, known = official_files(folder), read_indicators()
    indicators = known if carried else tuple(row for row in known if _file_of(row) in official)
    first_year = min(row.first_year for row in known if row.published_for == "rode")
    rode_rows, rode_rows_in = _rodes_published(official, carried=carried)
    rode_years = [row for row in _placed(rode_rows, roder) if row.year >= first_year]
    districts = _districts(official, carried=carried)
    return Statistics(
        indicators=indicators,
        rode_years=tuple(row for row in rode_years if row.rode_no is not None),
        unplaced=tuple(row for row in rode_years if row.rode_no is None),
        population=districts.population,
        income=districts.income,
        rode_rows_in=rode_rows_in,
        rode_rows_left_out=rode_rows_in - len(rode_rows) + sum(row.year < first_year for row in rode_rows),
        bydel_rows_in=districts.rows_in,
        bydel_rows_used=districts.used,
        bydel_rows_left_out=districts.left_out,
    )


def read_indicators() -> tuple[Indicator, ...]:
    """What we say each column measures, from `geodata/data/indicators.csv`, by theme and position.

    Raises RegisterError, or StatisticsError where an indicator is of no column.
    """
    path = EMBEDDED / OWN_INDICATORS
    rows = read_table(path, Indicator)
    for row_no, row in rows:
        if row.indicator_id not in {*COLUMNS, RESIDENTS, POPULATION, DISPOSABLE_INCOME}:
            raise _wrong(path, f"»{row.indicator_id}« er ikke en kolonne, vi læser", row_no, "indicator_id")
    return tuple(sorted((row for _, row in rows), key=lambda row: (row.theme, row.position)))


def official_files(folder: Path | None) -> dict[str, Path]:
    """The city's files in the folder by name; those with other names are not read."""
    names = (RODE_YEARS, INCOME, PEOPLE) if folder else ()
    return {name: folder / name for name in names if folder and (folder / name).is_file()}


def own_files(official: Mapping[str, Path], *, carried: bool = True) -> list[Path]:
    """What we carry and a build reads beside these files of the city; `carried` as for `read`."""
    if not carried:
        return [EMBEDDED / OWN_INDICATORS]
    own = [OWN_INDICATORS]
    own += [] if RODE_YEARS in official else [OWN_RODER]
    own += [] if {INCOME, PEOPLE} <= set(official) else [OWN_BYDELE]
    return [EMBEDDED / name for name in own]


def write(statistics: Statistics, into: Path) -> dict[str, int]:
    """Writes what we carry of the statistics as CSV into the folder; returns rows written by file name.

    A row that names no rode is carried with its name, so that it is known what is left out.
    """
    rode_years = sorted(
        (*statistics.rode_years, *statistics.unplaced),
        key=lambda row: (row.rode_no is None, row.rode_no or 0, row.name, row.year),
    )
    rows = [
        [row.rode_no, None if row.rode_no else row.name, row.year, row.residents, *(row.shares[id] for id in COLUMNS)]
        for row in rode_years
    ]
    places = sorted(
        {*statistics.population, *statistics.income}, key=lambda place: (place[0] is None, place[0] or 0, place[1])
    )
    by_place = []
    for place in places:
        income = statistics.income.get(place)
        figures = (None, None) if income is None else (income.persons, round(income.thousand_kroner, 3))
        by_place.append([*place, statistics.population.get(place), *figures])
    _write_csv(into / OWN_RODER, list(_OURS), rows)
    _write_csv(into / OWN_BYDELE, list(_OUR_BYDELE), by_place)
    return {OWN_RODER: len(rows), OWN_BYDELE: len(by_place)}


def _file_of(indicator: Indicator) -> str:
    """The city's file that an indicator is read from."""
    return {POPULATION: PEOPLE, DISPOSABLE_INCOME: INCOME}.get(indicator.indicator_id, RODE_YEARS)


# Roder


def _rodes_published(official: Mapping[str, Path], *, carried: bool) -> tuple[list[RodeYear], int]:
    if RODE_YEARS in official:
        return _rode_rows(official[RODE_YEARS], _THEIRS)
    return _rode_rows(EMBEDDED / OWN_RODER, _OURS) if carried else ([], 0)


def _rode_rows(path: Path, columns: Mapping[str, str]) -> tuple[list[RodeYear], int]:
    """The rows that are not empty, unplaced but for a number of our own; and how many stand in the file."""
    made: list[RodeYear] = []
    seen: dict[tuple[str, int], int] = {}
    rows_in = 0
    for row_no, cells in _csv_rows(path, columns.values()):
        rows_in += 1
        if not any(cells[column] for column in columns.values()):
            continue
        cell = _Cells(path, row_no, cells)
        row = RodeYear(
            rode_no=cell.whole("rode_no") if "rode_no" in columns else None,
            name=cell.name(columns["name"]),
            year=cell.year(columns["year"]),
            residents=cell.whole(columns[RESIDENTS]),
            shares={indicator: cell.percent(columns[indicator]) for indicator in COLUMNS},
        )
        if row.rode_no is None and not row.name:
            raise _wrong(path, "rækken siger ikke, hvilken rode den er om", row_no, columns["name"])
        key = (str(row.rode_no or slug(row.name)), row.year)
        if key in seen:
            raise _wrong(path, f"»{row.name or row.rode_no}« {row.year} står også i række {seen[key]}", row_no)
        seen[key] = row_no
        made.append(row)
    return made, rows_in


def _placed(rows: Iterable[RodeYear], roder: Iterable[Rode]) -> Iterator[RodeYear]:
    """The rows with the number of their rode; None where its name, or our number, is that of no rode: no guess."""
    by_no = {rode.rode_no: rode for rode in roder}
    by_name = {slug(rode.rode): rode for rode in by_no.values()}
    for row in rows:
        rode = by_no.get(row.rode_no) if row.rode_no is not None else by_name.get(slug(row.name))
        yield RodeYear(
            rode_no=rode.rode_no if rode else None,
            name=rode.rode if rode else row.name or f"rode {row.rode_no}",
            year=row.year,
            residents=row.residents,
            shares=row.shares,
        )


# City districts


def _districts(official: Mapping[str, Path], *, carried: bool) -> _Districts:
    found = _Districts()
    if PEOPLE in official:
        _read_people(official[PEOPLE], found)
    if INCOME in official:
        _read_income(official[INCOME], found)
    if carried and not {PEOPLE, INCOME} <= set(official):
        _read_own(EMBEDDED / OWN_BYDELE, found, people=PEOPLE not in official, income=INCOME not in official)
    return found


def _read_people(path: Path, found: _Districts) -> None:
    """Population on 31 December; the file also holds days within a year, which are left out."""
    for row_no, cells in read_sheet(path, _PEOPLE_HEADER):
        cell = _Cells(path, row_no, cells)
        found.rows_in += 1
        day = cell.day("Generation_tekst")
        if (day.month, day.day) != (12, 31):
            found.left_out += 1
            continue
        place = (cell.place("Bydel:"), day.year)
        if place in found.population:
            raise _wrong(path, f"bydelen står to gange i {place[1]}", row_no, "Bydel:")
        found.population[place] = cell.needed("Sum af Antal personer")
        found.used += 1


def _read_income(path: Path, found: _Districts) -> None:
    """Persons and kroner, men and women together."""
    parts: dict[PlaceYear, dict[str, tuple[int, float]]] = {}
    for row_no, cells in read_sheet(path, _INCOME_HEADER):
        cell = _Cells(path, row_no, cells)
        found.rows_in += 1
        of_place = parts.setdefault((cell.place("Bydele"), cell.year("År")), {})
        sex = cells["Køn"]
        if sex not in _SEXES or sex in of_place:
            raise _wrong(path, f"»{sex[:40]}« ventes én gang for hver bydel og hvert år", row_no, "Køn")
        of_place[sex] = (
            cell.needed("Sum af Antal personer"),
            cell.amount("Sum af Disponibel indkomst (1000 kr.)"),
        )
        found.used += 1
    for (bydel_no, year), by_sex in parts.items():
        if set(by_sex) != _SEXES:
            raise _wrong(path, f"bydel {bydel_no or _OUTSIDE} i {year} mangler mænd eller kvinder")
        persons = sum(count for count, _ in by_sex.values())
        found.income[bydel_no, year] = Income(
            persons=persons, thousand_kroner=round(math.fsum(kroner for _, kroner in by_sex.values()), 3)
        )


def _read_own(path: Path, found: _Districts, *, people: bool, income: bool) -> None:
    for row_no, cells in _csv_rows(path, _OUR_BYDELE):
        cell = _Cells(path, row_no, cells)
        found.rows_in += 1
        place = (cell.whole("bydel_no"), cell.year("year"))
        if people and cells["population"]:
            found.population[place] = cell.needed("population")
        if income and cells["persons_with_income"]:
            found.income[place] = Income(
                persons=cell.needed("persons_with_income"), thousand_kroner=cell.amount("disposable_income_1000_kr")
            )
        if (people and place in found.population) or (income and place in found.income):
            found.used += 1
        else:
            found.left_out += 1


# Cells


@dataclass(frozen=True, slots=True)
class _Cells:
    """One row; each method reads a cell or raises StatisticsError naming file, row and column."""

    path: Path
    row_no: int
    cells: Mapping[str, str]

    def name(self, column: str) -> str:
        """A name as it can be shown; empty where the cell is."""
        wrong = wrong_with(self.cells[column])
        if wrong is not None:
            raise _wrong(self.path, f"navnet {wrong}", self.row_no, column)
        return fold_space(self.cells[column])

    def whole(self, column: str) -> int | None:
        """A count, or None for an empty cell."""
        value = self._number(column)
        if value is not None and not (value.is_integer() and 0 <= value <= _MOST):
            raise self._wrong(column, "er ikke et helt tal")
        return None if value is None else int(value)

    def needed(self, column: str) -> int:
        """A count that must be there."""
        value = self.whole(column)
        if value is None:
            raise self._wrong(column, "mangler")
        return value

    def year(self, column: str) -> int:
        """A year that must be there."""
        value = self.needed(column)
        if not 1900 <= value <= 2100:
            raise self._wrong(column, "er ikke et årstal")
        return value

    def percent(self, column: str) -> float | None:
        """A share in percent with two decimals, or None for an empty cell."""
        value = self._number(column)
        if value is not None and not 0 <= value <= 100:
            raise self._wrong(column, "er ikke mellem 0 og 100")
        return None if value is None else round(value, 2)

    def amount(self, column: str) -> float:
        """An amount that must be there."""
        value = self._number(column)
        if value is None:
            raise self._wrong(column, "mangler")
        if not 0 <= value <= _MOST_KRONER:
            raise self._wrong(column, "er ikke et beløb, en bydels beboere kan have")
        return value

    def day(self, column: str) -> date:
        """A day written as 20191231."""
        text = self.cells[column]
        try:
            day = date.fromisoformat(text) if re.fullmatch("[0-9]{8}", text) else None
        except ValueError:
            day = None
        if day is None or not 1900 <= day.year <= 2100:
            raise self._wrong(column, "er ikke en dag som 20191231")
        return day

    def place(self, column: str) -> int | None:
        """The number of a district from a name that carries it; None for those outside all districts."""
        found = _PLACE.fullmatch(fold_space(self.cells[column]))
        if found is None:
            raise self._wrong(column, "er ikke en bydel med nummer")
        return int(found[1]) if found[1] else None

    def _number(self, column: str) -> float | None:
        text = self.cells[column]
        if not text:
            return None
        try:
            value = float(text)
        except ValueError:
            value = math.nan
        if not math.isfinite(value):
            raise self._wrong(column, "er ikke et tal")
        return value

    def _wrong(self, column: str, what: str) -> StatisticsError:
        return _wrong(self.path, f"»{self.cells[column][:40]}« {what}", self.row_no, column)


def _csv_rows(path: Path, expected: Iterable[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """(row number, cells without white space around) of a CSV file; columns that are not expected are not read."""
    if path.stat().st_size > _MAX_BYTES:
        raise _wrong(path, f"filen fylder mere end {_MAX_BYTES // 1_000_000} MB")
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise _wrong(path, "filen er ikke UTF-8") from error
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = [column.strip() for column in next(reader, [])]
        places = {column: _column(path, header, column) for column in expected}
        for cells in reader:
            # the city's file leaves its last, empty column out of the rows: what must be there is what we read
            if cells and not max(places.values()) < len(cells) <= len(header):
                what = f"rækken har {len(cells)} felter, første linje har {len(header)}"
                raise _wrong(path, what, reader.line_num)
            if cells:
                yield reader.line_num, {column: cells[place].strip() for column, place in places.items()}
    except csv.Error as error:
        raise _wrong(path, f"rækken er ikke gyldig CSV ({error})", reader.line_num) from error


def _column(path: Path, header: list[str], column: str) -> int:
    if header.count(column) != 1:
        raise _wrong(path, "kolonnen mangler eller står to gange i første linje", 1, column)
    return header.index(column)


def _write_csv(path: Path, header: list[str], rows: Iterable[Iterable[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def _wrong(path: Path, what: str, row_no: int | None = None, column: str = "") -> StatisticsError:
    place = [path.name, f"række {row_no}" if row_no else "", f"kolonnen {column}" if column else ""]
    return StatisticsError(
        what, where=", ".join(part for part in place if part), remedy="Hent filen igen, eller udelad --statistics."
    )
