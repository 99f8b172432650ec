"""What does not add up in a document's tables, and between its prose and its tables. Pure.

A sum is held against its rows down each column and against its years across; one cell is one finding. Figures are in
the printed unit, and what is printed is never changed.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from etl.extract import numbers
from etl.extract.cells import is_year
from etl.extract.facts import Amount, CheckFinding, Extraction, PrintedRow, PrintedTable
from etl.extract.tables import is_part
from geodata.funding import as_sum, figure, in_english, within_rounding

Number = int | float

_KRONER = {"1000 kr": 1_000, "mio. kr.": 1_000_000, "mia. kr.": 1_000_000_000, "kr.": 1}
_WORD = re.compile(r"[^\W\d_]{5,40}")
_STEM = 7  # letters: "understøtte" and "understøttelse" begin alike
_GRANT = re.compile(r"\b(?P<name>budget|overførselssag)\w{0,12} (?P<year>(?:19|20)\d\d)", re.IGNORECASE)
_PART_OF = re.compile(r"\b(?:heraf|herunder|resterende|af de|hertil|tidligere|blev)\b", re.IGNORECASE)
_NEAREST = 300  # rows that an amount is held up against: papers print a few dozen
_ALL = re.compile(r"\bi alt\b|\bsamlet\b", re.IGNORECASE)


def check(said: Extraction) -> tuple[CheckFinding, ...]:
    """Every cell, header and amount that does not fit, in the order of the tables, then of the amounts."""
    of_tables = [finding for table in said.tables for finding in (*_years(table), *_unclear(table), *_totals(table))]
    return (*of_tables, *_prose(said.amounts, said.tables))


def _years(table: PrintedTable) -> Iterator[CheckFinding]:
    """The years that a table's columns skip."""
    for year in _skipped(table):
        printed = ", ".join(column for column in table.columns if is_year(column))
        yield CheckFinding(
            check="year-missing",
            severity="missing",
            page=table.page,
            line=table.line,
            printed=None,
            computed=year,
            arithmetic=printed,
            message_da=f"Tabellen »{table.title}« har årene {printed}; {year} mangler.",
            message_en=f'The table "{table.title}" has the years {printed}; {year} is missing.',
        )


def _skipped(table: PrintedTable) -> list[int]:
    """The years between a table's first and last that it has no column for; a steady step of years skips none."""
    years = sorted({int(column) for column in table.columns if is_year(column)})
    steps = {after - before for before, after in pairwise(years)}
    if len(years) < 2 or (len(years) > 2 and len(steps) == 1):
        return []
    return sorted(set(range(years[0], years[-1])) - set(years))


def _unclear(table: PrintedTable) -> Iterator[CheckFinding]:
    for row in table.rows:
        if _is_unclear(row):
            yield CheckFinding(
                check="columns-unclear",
                severity="ambiguous",
                page=row.page,
                line=row.line,
                printed=None,
                computed=None,
                arithmetic="",
                message_da=(
                    f"Rækken »{row.label}« har færre tal end tabellens {len(table.columns)} kolonner, og linjen viser "
                    "ikke, hvilke der er tomme. Tallene er ikke læst."
                ),
                message_en=(
                    f'The row "{row.label}" has fewer figures than the table\'s {len(table.columns)} columns, and the '
                    "line does not show which are empty. The figures are not read."
                ),
            )


def _is_unclear(row: PrintedRow) -> bool:
    return all(value is None for value in row.values)


def _totals(table: PrintedTable) -> Iterator[CheckFinding]:
    """The cells that are not the sum of their column's rows or of their row's years; down comes first."""
    for index, row in enumerate(table.rows):
        parts = _parts(table, index) if row.is_total else []
        for column, printed in enumerate(row.values):
            if printed is None:
                continue
            down = [other.values[column] for other in parts]
            across = _across(table, row, column)
            fits_down = False
            for terms, direction in ((down, "down"), (across, "across")):
                held = [term for term in terms if term is not None]
                if not held:
                    continue
                if not _same(_sum(held), printed):
                    yield _total(table, row, column, held, direction, fits_down)
                    break
                fits_down = direction == "down"


def _across(table: PrintedTable, row: PrintedRow, column: int) -> list[Number | None]:
    """The years of the row, where the cell is the row's own sum; none where a year is missing that it may count."""
    if is_year(table.columns[column]) or _skipped(table):
        return []
    return [value for name, value in zip(table.columns, row.values, strict=True) if is_year(name)]


def _parts(table: PrintedTable, index: int) -> list[PrintedRow]:
    """The rows a sum is of: those of its area, or all; where it is a sum under way, those since the sum before it.

    No rows where one of them could not be read.
    """
    total = table.rows[index]
    others = [row for row in table.rows if not row.is_total and not is_part(row.label)]
    before = max((at for at in range(index) if table.rows[at].is_total), default=-1)
    since = [row for row in table.rows[before + 1 : index] if row in others]
    of_area = [row for row in others if row.steering_area == total.steering_area]
    scopes = [scope for scope in (of_area if total.steering_area else others, since) if scope]
    if not scopes:
        return []
    parts = min(scopes, key=lambda scope: _misfits(total, scope))
    return [] if any(_is_unclear(row) for row in parts) else parts


def _misfits(total: PrintedRow, parts: Sequence[PrintedRow]) -> int:
    columns = zip(total.values, *(row.values for row in parts), strict=True)
    return sum(1 for printed, *held in columns if not _same(_sum([v for v in held if v is not None]), printed or 0))


def _sum(terms: Sequence[Number]) -> Number:
    total = sum(terms)
    return total if isinstance(total, int) else round(total, 6)


def _same(one: Number, other: Number) -> bool:
    return abs(one - other) < 1e-6


def _total(
    table: PrintedTable, row: PrintedRow, column: int, terms: Sequence[Number], direction: str, fits_down: bool
) -> CheckFinding:
    printed, name = row.values[column] or 0, table.columns[column]
    arithmetic = as_sum([figure(term) for term in terms], _sum(terms))
    what, what_en = ("linjerne", "its lines") if direction == "down" else ("årene", "its years")
    unit, unit_en = _units(table.unit)
    return CheckFinding(
        check="table-total",
        severity="error",
        page=row.page,
        line=row.line,
        printed=printed,
        computed=_sum(terms),
        arithmetic=arithmetic,
        message_da=(
            f"»{row.label}«, {name}: trykt {figure(printed)}, men {what} giver {arithmetic}{unit}."
            f"{' Ned ad kolonnen passer tallet.' if fits_down else ''}"
        ),
        message_en=(
            f'"{row.label}", {name}: printed {in_english(figure(printed))}, but {what_en} give '
            f"{in_english(arithmetic)}{unit_en}.{' Down its column the figure fits.' if fits_down else ''}"
        ),
    )


def _units(unit: str | None) -> tuple[str, str]:
    if unit is None:
        return "", ""
    names = {"1000 kr": ("1.000 kr.", "DKK thousand"), "mio. kr.": ("mio. kr.", "DKK million")}
    danish, english = names.get(unit, (unit, "DKK billion" if unit == "mia. kr." else "DKK"))
    return f" ({danish})", f" ({english})"


class _Sum(NamedTuple):
    """What a row prints for some years."""

    terms: Sequence[Number]
    kroner: int


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of a table with what an amount is linked to it by, read once."""

    table: PrintedTable
    row: PrintedRow
    grants: set[tuple[str, str]]
    own: set[str]  # beginnings of words that no other row of the table has
    is_alone: bool  # of its steering area in the table, sums aside
    said: dict[tuple[int | None, int | None], list[_Sum]] = field(default_factory=dict)  # by first and last year


def _rows(tables: Sequence[PrintedTable]) -> Iterator[_Row]:
    for table in tables:
        if table.unit:
            stems = [_stems(row.label) for row in table.rows]
            within = Counter(stem for those in stems for stem in those)
            areas = Counter(row.steering_area for row in table.rows if not row.is_total)
            for row, those in zip(table.rows, stems, strict=True):
                if not _is_unclear(row):
                    own = {stem for stem in those if within[stem] == 1}
                    yield _Row(table, row, _grants(row.label), own, areas[row.steering_area] == 1)


def _prose(amounts: Sequence[Amount], tables: Sequence[PrintedTable]) -> Iterator[CheckFinding]:
    """The amounts that a table prints to more figures, and those that no table bears out where one should."""
    rows = sorted(_rows(tables), key=lambda one: one.row.line)
    at = [one.row.line for one in rows]
    for amount in amounts:
        if amount.per or amount.yearly:
            continue
        before = max(0, min(bisect_left(at, amount.line) - _NEAREST // 2, len(rows) - _NEAREST))
        near = rows[before : before + _NEAREST]
        grants, stems = _grants(amount.quote), _stems(amount.quote)
        linked = [(one, sum_) for one in near if _link(amount, grants, stems, one) for sum_ in _said(amount, one)]
        if not linked or any(sum_.kroner == amount.value_kr for _, sum_ in linked):
            continue
        printed = _figure(amount)
        alike = [each for each in linked if _alike(amount, printed, each[1].kroner)]
        if alike:
            yield _of_prose(amount, *alike[0], "rounding")
            continue
        sure = [each for each in linked if not amount.approximate and _is_sure(amount, each[0])]
        near_by = {sum_.kroner for one in near for sum_ in _said(amount, one)} if sure else ()
        if sure and not any(_alike(amount, printed, kroner) for kroner in near_by):
            yield _of_prose(amount, *sure[0], "error")


def _said(amount: Amount, one: _Row) -> list[_Sum]:
    """What a row prints for the amount's years: the sum of the years, and its own where it is for all of them."""
    span = (amount.year_from, amount.year_to)
    if span not in one.said:
        one.said[span] = [_Sum(terms, _kroner(one.table, terms)) for terms in _terms(one.table, one.row, *span)]
    return one.said[span]


def _terms(
    table: PrintedTable, row: PrintedRow, year_from: int | None, year_to: int | None
) -> Iterator[Sequence[Number]]:
    years = [int(name) for name in table.columns if is_year(name)]
    first, last = year_from or min(years, default=0), year_to or max(years, default=0)
    if first not in years or last not in years:
        return
    cells = [(name, value) for name, value in zip(table.columns, row.values, strict=True) if value is not None]
    held = [value for name, value in cells if is_year(name) and first <= int(name) <= last]
    if held:
        yield held
    if (first, last) == (min(years), max(years)):
        yield from ([value] for name, value in cells if not is_year(name))


def _kroner(table: PrintedTable, terms: Sequence[Number]) -> int:
    return round(_sum(terms) * _KRONER[table.unit or "kr."])


def _alike(amount: Amount, printed: str, kroner: int) -> bool:
    return within_rounding(printed, _KRONER[amount.unit], amount.value_kr, kroner)


def _figure(amount: Amount) -> str:
    found = re.match(numbers.NUMBER, amount.printed)
    return found.group() if found else ""


def _link(amount: Amount, grants: set[tuple[str, str]], stems: set[str], one: _Row) -> bool:
    """Whether an amount, of a quote with these grants and words, is about a row: by the same earlier grant of the same
    year, or by words that only that row has."""
    row, table = one.row, one.table
    if amount.steering_area and row.steering_area and amount.steering_area != row.steering_area:
        return False
    if amount.price_basis and table.price_basis and amount.price_basis != table.price_basis:
        return False
    if one.grants or grants:
        return not one.grants.isdisjoint(grants)
    if row.is_total:
        return row.steering_area is None and _ALL.search(amount.quote) is not None
    return not one.own.isdisjoint(stems)


def _is_sure(amount: Amount, one: _Row) -> bool:
    """Whether an amount must be the row's: then a difference is an error. Not for a part, nor another budget's."""
    row = one.row
    if one.grants:
        return True
    return bool(
        amount.steering_area
        and amount.steering_area == row.steering_area
        and not row.is_total
        and not _PART_OF.search(amount.quote)
        and one.is_alone
    )


def _grants(text: str) -> set[tuple[str, str]]:
    return {(found["name"].lower(), found["year"]) for found in _GRANT.finditer(text)}


def _stems(text: str) -> set[str]:
    return {word.lower()[:_STEM] for word in _WORD.findall(text)}


def _of_prose(amount: Amount, one: _Row, sum_: _Sum, severity: str) -> CheckFinding:
    table, row = one.table, one.row
    terms, kroner = sum_
    computed = kroner / _KRONER[amount.unit]
    arithmetic = as_sum([figure(term) for term in terms], _sum(terms))
    unit, unit_en = _units(table.unit)
    rounding = severity == "rounding"
    return CheckFinding(
        check="prose-against-table",
        severity="rounding" if rounding else "error",
        page=amount.page,
        line=amount.line,
        printed=numbers.value(_figure(amount)),
        computed=int(computed) if computed == int(computed) else computed,
        arithmetic=arithmetic,
        message_da=(
            f"Teksten skriver {amount.printed.rstrip('.')}.; tabellens »{row.label}« giver {arithmetic}{unit}. "
            f"{'Forskellen er afrunding.' if rounding else 'Forskellen er større end afrunding.'}"
        ),
        message_en=(
            f'The text says {in_english(_figure(amount))}{_units(amount.unit)[1]}; the table\'s "{row.label}" gives '
            f"{in_english(arithmetic)}{unit_en}. The difference is {'' if rounding else 'more than '}rounding."
        ),
    )
