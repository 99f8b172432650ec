"""Proposals about money: tables of amounts cell by cell, amounts in prose, what they are for, and shares. Pure.

A line of co-financing is one amount for all the plans the note is about; other lines are for plans it does not name,
until a person says otherwise. Nothing is divided.
"""

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass

from etl.extract.facts import Amount, Extraction, PrintedRow, PrintedTable
from etl.proposals.planned import planned
from etl.proposals.proposal import Keys, Paper, Proposal, asked, cells, sure
from geodata.funding import figure, in_unit
from geodata.model import KRONER, MoneyUnit
from geodata.names import slug
from geodata.wording import listing

_NOTE = re.compile(r"\b[A-ZÆØÅ]{2,4}\d{2,4}\b")  # the number of a budget note
_STAGE = {"budgetnotat": "budgetnotat", "udmøntningsnotat": "aftale", "indstilling": "indstilling"}
_UNITS: dict[str, MoneyUnit] = {"1000 kr": "1.000 kr.", "mio. kr.": "mio. kr."}


def propose(said: Extraction, paper: Paper) -> list[Proposal]:
    """The rows of funding_subjects, funding and funding_shares."""
    subjects = _subjects(said, paper)
    return [
        *subjects.values(),
        *_tables(said, paper),
        *_prose(said, paper),
        *_shares(said, paper),
    ]


def _subject_id(paper: Paper, row: PrintedRow) -> str:
    if row.is_total:
        return f"{paper.document_id}-i-alt" + (f"-{slug(row.steering_area)}" if row.steering_area else "")
    return f"{paper.document_id}-{slug(row.steering_area or row.label)[:60]}"


def _subjects(said: Extraction, paper: Paper) -> dict[str, Proposal]:
    """What the lines of the tables are for: lines of one steering area are one subject, under the first one's label."""
    plan_ids = tuple(one.plan_id for one in planned(said))
    areas = listing([one.area for one in planned(said)])
    made: dict[str, Proposal] = {}
    for table in said.tables:
        for row in table.rows:
            subject_id = _subject_id(paper, row)
            if subject_id in made:
                continue
            shared = "medfinansiering" in row.label.lower() and not row.is_total
            made[subject_id] = sure(
                "funding_subjects",
                row,
                f"Formål: {row.label}" + (f", ét beløb for {areas}" if shared else ", ikke for en bestemt plan"),
                subject_id=subject_id,
                name_da=f"{row.label}, {areas}" if shared else row.label,
                name_en=f"{row.label}, {areas}" if shared else row.label,
                plan_ids=plan_ids if shared else (),
            ).derived("Ét beløb for de planer, notatet handler om" if shared else "Planerne er ikke navngivet")
    return made


@dataclass(frozen=True, slots=True)
class _Table:
    """A printed table as the register names it, with its unit and the stage its amounts are at."""

    table_id: str
    printed: PrintedTable
    unit: MoneyUnit
    stage: str


def _tables(said: Extraction, paper: Paper) -> Iterator[Proposal]:
    for number, printed in enumerate(said.tables, 1):
        unit = _UNITS.get(printed.unit or "")
        if unit is None:
            continue
        table = _Table(f"{paper.document_id}/tabel-{number}", printed, unit, _stage(said, printed))
        names = Keys()
        for row in printed.rows:
            yield from _cells(paper, table, row, names.new(slug(row.label)[:80]))


def _cells(paper: Paper, table: _Table, row: PrintedRow, name: str) -> Iterator[Proposal]:
    """One amount a cell; what is no year's is for all the years of the table."""
    years = [int(column) for column in table.printed.columns if column.isdigit()]
    for column, value in zip(table.printed.columns, row.values, strict=True):
        if value is None or not years:
            continue
        year = int(column) if column.isdigit() else None
        yield sure(
            "funding",
            row,
            f"{row.label}, {column}: {figure(value)} ({table.unit})",
            key=f"{table.table_id}/{name}/{slug(column)}",
            subject_id=_subject_id(paper, row),
            name_da=row.label,
            name_en=row.label,
            printed=figure(value),
            unit=table.unit,
            amount_kr=round(value * KRONER[table.unit]),
            year_from=year or min(years),
            year_to=year or max(years),
            steering_area=row.steering_area,
            grant=row.grant,
            price_level=table.printed.price_basis,
            stage=table.stage,
            table=table.table_id,
            table_row=name,
            is_total=row.is_total,
        )


def _stage(said: Extraction, table: PrintedTable | None = None) -> str:
    earlier = table is not None and "tidligere" in table.title.lower()
    return "tidligere afsat" if earlier else _STAGE.get(said.kind or "", "tidligere afsat")


def _prose(said: Extraction, paper: Paper) -> list[Proposal]:
    """Amounts in sentences, each with a purpose of its own for a person to tie to a subject."""
    keys, made = Keys(), []
    own = {_subject_id(paper, line) for table in said.tables for line in table.rows}
    notes = _named_notes(said)
    for row in said.amounts:
        unit = _prose_unit(row)
        if unit is None:
            continue
        for year_from, year_to in _years(row):
            key = keys.new(f"{paper.document_id}/tekst/{row.line}")
            made.append(
                asked(
                    "funding",
                    row,
                    f"Beløb i teksten: {row.printed}{_when(year_from, year_to)}",
                    key=key,
                    subject_id=_known_subject(row, paper, own, notes),
                    name_da=f"Beløb i teksten, linje {row.line}",
                    name_en=f"Amount in the text, line {row.line}",
                    printed=figure(in_unit(row.value_kr, unit)),
                    unit=unit,
                    amount_kr=row.value_kr,
                    year_from=year_from,
                    year_to=year_to,
                    steering_area=row.steering_area,
                    price_level=row.price_basis,
                    stage=_stage(said),
                    is_total=False,
                )
            )
            made.append(_quantity(row, key.replace("/tekst/", "/stoerrelse/")))
            made.append(_subject_of(row, slug(key)))
    return [
        *made,
        *(_quantity(row, keys.new(f"{paper.document_id}/leje/{row.line}")) for row in said.amounts if row.per),
    ]


def _when(year_from: int | None, year_to: int | None) -> str:
    if year_from is None:
        return ""
    return f", {year_from}" if year_to in (None, year_from) else f", {year_from}-{year_to}"


def _known_subject(row: Amount, paper: Paper, own: Container[str], notes: Sequence[str]) -> str | None:
    """What the amount is for, where one subject can be told: of its steering area, in this note or the one it names."""
    if row.steering_area is None:
        return None
    named = {paper.document_id, *(slug(number) for number in _NOTE.findall(row.quote) or notes)}
    wanted = [f"{note}-{slug(row.steering_area)}" for note in sorted(named)]
    found = [one for one in wanted if one in own or one in paper.subjects]
    return found[0] if len(found) == 1 else None


def _named_notes(said: Extraction) -> list[str]:
    """The budget note whose number the words of all the amounts name; none where they name several."""
    named = {number for amount in said.amounts for number in _NOTE.findall(amount.quote)}
    return list(named) if len(named) == 1 else []


def _subject_of(row: Amount, subject_id: str) -> Proposal:
    """What an amount in a sentence is for, as a subject of its own: another way to hold what the sentence says."""
    return asked(
        "funding_subjects",
        row,
        f"Formålet med {row.printed}",
        subject_id=subject_id,
        name_da=f"Beløb i teksten, linje {row.line}",
        name_en=f"Amount in the text, line {row.line}",
        plan_ids=(),
    ).unasked()


def _prose_unit(row: Amount) -> MoneyUnit | None:
    if row.per:
        return None
    return "mio. kr." if row.value_kr >= 1_000_000 or row.unit.startswith(("mio", "mia")) else "1.000 kr."


def _years(row: Amount) -> list[tuple[int | None, int | None]]:
    """One span, or each of its years where the amount is yearly."""
    if row.yearly and row.year_from is not None and row.year_to is not None:
        return [(year, year) for year in range(row.year_from, row.year_to + 1)]
    return [(row.year_from, row.year_to)]


def _quantity(row: Amount, key: str) -> Proposal:
    """The same amount as a figure that is nobody's grant (a pool of the state, a rent)."""
    in_words = {"mia": ("mia. kr.", 1_000_000_000), "mio": ("mio. kr.", 1_000_000)}
    unit, kroner = next((said for start, said in in_words.items() if row.unit.startswith(start)), ("kr.", 1))
    value = row.value_kr / kroner
    return asked(
        "quantities",
        row,
        f"Størrelse i teksten: {row.printed}",
        key=key,
        name_da=f"Tal i teksten, linje {row.line}",
        name_en=f"Figure in the text, line {row.line}",
        printed=figure(int(value) if value.is_integer() else value),
        value=value,
        unit_da=f"{unit} pr. måned" if row.per else unit,
        unit_en=f"{unit} a month" if row.per else unit,
        approximate=row.approximate,
        year_from=row.year_from,
        year_to=row.year_to,
        price_level=row.price_basis,
    ).unasked(where=row.per is None)


def _shares(said: Extraction, paper: Paper) -> list[Proposal]:
    keys, made = Keys(), []
    for row in said.shares:
        if row.who is not None:
            who = paper.payer(row.who)
            made.append(
                asked(
                    "funding_shares",
                    row,
                    f"Andel: {who} {cells(v=row.value_pct)['v']} %",
                    key=keys.new(f"{paper.document_id}/{slug(who)}"),
                    split=f"{paper.document_id}/{row.line}",
                    payer_da=who,
                    payer_en=who,
                    value_pct=row.value_pct,
                    basis="rule",
                )
            )
        made.append(
            asked(
                "quantities",
                row,
                f"Procent i teksten: {cells(v=row.value_pct)['v']}",
                key=keys.new(f"{paper.document_id}/procent/{row.line}"),
                name_da=f"Procent i teksten, linje {row.line}",
                name_en=f"Percentage in the text, line {row.line}",
                printed=figure(int(row.value_pct) if float(row.value_pct).is_integer() else row.value_pct),
                value=row.value_pct,
                unit_da="pct.",
                unit_en="per cent",
                approximate=False,
            ).unasked()
        )
    return made
