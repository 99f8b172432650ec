"""Checks over printed amounts: tables against their own sums, prose against tables, agreement against note. Pure.

Numbers are in the printed unit. Amounts are compared across stages, and never added across them.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from etl.reconcile.telling import en, held, sources
from geodata.funding import Total, addable, added, in_unit, rounded_alike, totals, written_out
from geodata.model import Document, Finding, Funding, Held, MoneyUnit
from geodata.wording import listing

if TYPE_CHECKING:
    from etl.register import Register

UNIT_EN = {"1.000 kr.": "DKK thousand", "mio. kr.": "DKK million"}


def table_total(register: "Register") -> list[Finding | Held]:
    """Cells of printed tables against the sum of their parts, down and across.

    One finding a cell that does not fit, down its column first; each way that fits is held.
    """
    documents = {row.document_id: row for row in register.documents}
    every = totals(register.funding)
    wrong: dict[str, Total] = {}
    for total in every:
        if total.difference:
            wrong.setdefault(total.total.key, total)
    fits = [total for total in every if not total.difference]
    fits_down = {total.total.key for total in fits if total.direction == "down"}
    return [
        *(_table_total(total, documents, key in fits_down) for key, total in wrong.items()),
        *(_adds_up(total) for total in fits),
    ]


def prose_against_table(register: "Register") -> list[Finding | Held]:
    """Amounts in prose against the years of the same paper's table, to the last krone."""
    told: list[Finding | Held] = []
    for row in register.funding:
        paper = [other for other in register.funding if other.source.document_id == row.source.document_id]
        parts = _within(row, first_table(row.subject_id, paper))
        if row.table is None and parts:
            told.append(_prose(row, parts))
    return told


def agreement_against_note(register: "Register") -> list[Finding | Held]:
    """What the agreement sets aside, held against the budget note's table for the same years.

    Each subject by itself, and the agreement's whole package where the note has all of it.
    """
    told: list[Finding | Held] = []
    by_subject: dict[tuple[str, str, str], list[Funding]] = {}
    for row in register.funding:
        if row.stage == "aftale":
            by_subject.setdefault((row.subject_id, row.source.document_id, row.unit), []).append(row)
    note = [row for row in register.funding if row.stage == "budgetnotat"]
    packages: dict[tuple[str, str], list[tuple[list[Funding], list[Funding], bool]]] = {}
    for (subject_id, document_id, unit), agreed in by_subject.items():
        table = first_table(subject_id, note)
        noted = [_within(row, table) for row in agreed]
        if not all(noted):
            continue
        parts = [part for years in noted for part in years]
        alike = all(rounded_alike(row, added(years)) for row, years in zip(agreed, noted, strict=True))
        packages.setdefault((document_id, unit), []).append((agreed, parts, alike))
        told.append(_agreement(f"funding-subject/{subject_id}", subject_id, agreed, parts, alike))
    for (document_id, _), subjects in packages.items():
        agreed = [row for rows, _, _ in subjects for row in rows]
        parts = [row for _, rows, _ in subjects for row in rows]
        if len(subjects) > 1 and addable(agreed) and addable(parts):
            alike = all(alike for _, _, alike in subjects)
            told.append(_agreement(f"document/{document_id}", document_id, agreed, parts, alike))
    return told


def two_price_levels(register: "Register") -> list[Finding]:
    """Years for which tables print totals at several price levels: beside each other, never one sum."""
    printed: dict[tuple[int, MoneyUnit], list[Funding]] = {}
    for row in register.funding:
        overall = row.is_total and row.steering_area is None and row.price_level is not None
        if overall and row.year_from is not None and row.year_from == row.year_to:
            printed.setdefault((row.year_from, row.unit), []).append(row)
    several = {key: rows for key, rows in sorted(printed.items()) if len({row.price_level for row in rows}) > 1}
    return [_price_levels(year, unit, rows) for (year, unit), rows in several.items()]


def first_table(subject_id: str, rows: Iterable[Funding]) -> list[Funding]:
    """The subject's cells of one year in the first table that has them, by name; none where no table has."""
    by_table: dict[str, list[Funding]] = {}
    for row in rows:
        one_year = row.year_from is not None and row.year_from == row.year_to
        if row.table is not None and row.subject_id == subject_id and one_year and not row.is_total:
            by_table.setdefault(row.table, []).append(row)
    return by_table[min(by_table)] if by_table else []


def _within(row: Funding, cells: Iterable[Funding]) -> list[Funding]:
    """The cells within the row's years; all of them where the row has none."""
    if row.year_from is None or row.year_to is None:
        return list(cells)
    return [cell for cell in cells if cell.year_from in range(row.year_from, row.year_to + 1)]


def _table_total(total: Total, documents: Mapping[str, Document], fits_down: bool) -> Finding:
    row = total.total
    paper = documents[row.source.document_id].short_title if row.source.document_id in documents else ""
    table = (row.table or "").rpartition("/")[2].replace("-", " ")
    years = str(row.year_from) if row.year_from == row.year_to else f"{row.year_from}-{row.year_to}"
    what, what_en = ("linjerne", "its lines") if total.direction == "down" else ("årene", "its years")
    return Finding(
        finding_id=f"table-total/{row.key}",
        check="table-total",
        severity="error",
        subject=f"funding/{row.key}",
        message_da=(
            f"{paper} {table}, »{row.name_da}« for {years}: trykt {row.printed}, men {what} giver {total.arithmetic} "
            f"({row.unit}).{' Ned ad kolonnen passer tallet.' if fits_down else ''}"
        ),
        message_en=(
            f'{paper} {table}, "{row.name_en}" for {years}: printed {en(row.printed)}, but {what_en} give '
            f"{en(total.arithmetic)} ({UNIT_EN[row.unit]}).{' Down its column the figure fits.' if fits_down else ''}"
        ),
        printed=total.printed,
        computed=total.computed,
        arithmetic=total.arithmetic,
        sources=sources([row, *total.parts]),
    )


def _adds_up(total: Total) -> Held:
    return held(
        "table-total",
        f"{total.total.key}/{total.direction}",
        [total.total, *total.parts],
        printed=total.printed,
        computed=total.computed,
        arithmetic=total.arithmetic,
    )


def _prose(row: Funding, parts: Sequence[Funding]) -> Finding | Held:
    sums = written_out(parts)
    printed, computed = in_unit(row.amount_kr, row.unit), in_unit(added(parts), row.unit)
    if row.amount_kr == added(parts):
        rows = [row, *parts]
        return held("prose-against-table", row.key, rows, printed=printed, computed=computed, arithmetic=sums)
    alike = rounded_alike(row, added(parts))
    return Finding(
        finding_id=f"prose-against-table/{row.key}",
        check="prose-against-table",
        severity="rounding" if alike else "error",
        subject=f"funding/{row.key}",
        message_da=(
            f"Teksten skriver {row.printed} {row.unit} (»{row.name_da}«); tabellens år giver {sums} "
            f"({parts[0].unit}). {'Forskellen er afrunding.' if alike else 'Forskellen er større end afrunding.'}"
        ),
        message_en=(
            f'The text says {en(row.printed)} {UNIT_EN[row.unit]} ("{row.name_en}"); the years of the table give '
            f"{en(sums)} ({UNIT_EN[parts[0].unit]}). {_difference_en(alike)}"
        ),
        printed=printed,
        computed=computed,
        arithmetic=sums,
        sources=sources([row, *parts]),
    )


def _agreement(subject: str, name: str, agreed: list[Funding], parts: list[Funding], alike: bool) -> Finding | Held:
    ours, theirs = written_out(agreed), written_out(parts)
    sums = f"{ours}; {theirs}"
    printed, computed = in_unit(added(agreed), agreed[0].unit), in_unit(added(parts), agreed[0].unit)
    if added(agreed) == added(parts):
        rows, own = [*agreed, *parts], f"{subject}/{agreed[0].key}"  # several papers may set the same aside
        return held("agreement-against-note", own, rows, printed=printed, computed=computed, arithmetic=sums)
    return Finding(
        finding_id=f"agreement-against-note/{name}",
        check="agreement-against-note",
        severity="rounding" if alike else "error",
        subject=subject,
        message_da=(
            f"Aftalen afsætter {ours} ({agreed[0].unit}); budgetnotatet har {theirs} ({parts[0].unit}) til det samme. "
            f"{'Forskellen er afrunding af hvert år.' if alike else 'Forskellen er større end afrunding.'}"
        ),
        message_en=(
            f"The agreement sets aside {en(ours)} ({UNIT_EN[agreed[0].unit]}); the budget note has {en(theirs)} "
            f"({UNIT_EN[parts[0].unit]}) for the same. {_difference_en(alike)}"
        ),
        printed=printed,
        computed=computed,
        arithmetic=sums,
        sources=sources([*agreed, *parts]),
    )


def _price_levels(year: int, unit: MoneyUnit, rows: list[Funding]) -> Finding:
    amounts = listing([f"{row.printed} ({row.price_level}, {row.stage})" for row in rows])
    amounts_en = " and ".join(f"{en(row.printed)} ({row.price_level})" for row in rows)
    return Finding(
        finding_id=f"two-price-levels/{year}",
        check="two-price-levels",
        severity="definition",
        subject=f"year/{year}",
        message_da=f"Trykt for {year} ({unit}): {amounts}. Prisniveauerne er forskellige; tallene lægges ikke sammen.",
        message_en=f"Printed for {year} ({UNIT_EN[unit]}): {amounts_en}. The price levels differ; they are not added.",
        sources=sources(rows),
    )


def _difference_en(alike: bool) -> str:
    return "The difference is rounding." if alike else "The difference is more than rounding."
