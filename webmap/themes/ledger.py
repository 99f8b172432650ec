"""The documents' tables of money as printed, each sum with what its parts add up to; and amounts in prose. Pure.

A printed figure is never changed: printed and computed stand side by side.
"""

from typing import TYPE_CHECKING

from geodata import funding as sums
from geodata.model import Funding
from webmap.language import Language
from webmap.sheet import Cell, Column, Row, Table
from webmap.themes import common
from webmap.themes import money_words as money

if TYPE_CHECKING:
    from webmap.facts import Facts


def tables(facts: "Facts") -> list[str]:
    """The printed tables, in the order of the documents."""
    return list(dict.fromkeys(row.table for row in facts.funding if row.table))


def table_name(lang: Language, facts: "Facts", table: str) -> str:
    """ "tm021/tabel-1" -> "TM021, tabel 1"."""
    document, _, number = table.partition("/tabel-")
    title = facts.documents[document].short_title if document in facts.documents else document
    return lang._("{document}, tabel {number}", document=title, number=number)


def ledger(lang: Language, facts: "Facts", table: str, figures: str = money.PRINTED) -> Table:
    """A printed table cell for cell; at each printed sum stands what its parts add up to.

    `figures` says which of the two comes first. What the years of a row give stands in a column of its own.
    """
    rows = [row for row in facts.funding if row.table == table]
    columns = list(dict.fromkeys((row.year_from, row.year_to) for row in rows))
    lines: dict[str, dict[tuple[int | None, int | None], Funding]] = {}
    for row in rows:
        lines.setdefault(row.table_row or "", {})[row.year_from, row.year_to] = row
    held = sums.totals(rows)
    down = {one.total.key: one for one in held if one.direction == "down"}
    across = {one.total.table_row or "": one for one in held if one.direction == "across"}
    made: list[Row] = []
    for line, cells in lines.items():
        first = next(iter(cells.values()))
        name = lang.pick(first.name_da, first.name_en)
        years = (_computed(lang, facts, across[line]) if line in across else Cell("–"),) if across else ()
        pair = [_ledger_row(lang, facts, name, cells, columns, years)]
        if first.is_total:
            pair.append(_computed_row(lang, facts, name, cells, columns, down, len(years)))
        made += reversed(pair) if figures == money.COMPUTED else pair
    unit = rows[0].unit
    return Table(
        table_id=table.replace("/", "-"),
        title=table_name(lang, facts, table),
        caption=lang._(
            "{table}, {unit}, {price_level}. Hver sum står som trykt og som beregnet ({shown} først).",
            table=table_name(lang, facts, table),
            unit=lang._("1.000 kr.") if unit == "1.000 kr." else lang._("mio. kr."),
            price_level=money.basis(lang, rows[0]),
            shown=lang._("beregnet") if figures == money.COMPUTED else lang._("trykt"),
        ),
        head=lang._("Linje"),
        columns=(
            Column("steering_area", lang._("Styringsområde"), numeric=False),
            *(Column(f"y{a}" if a == b else "total", str(a) if a == b else lang._("I alt")) for a, b in columns),
            *([Column("years_computed", lang._("Årene lagt sammen, beregnet"))] if across else []),
            Column("source", lang._("Kilde"), numeric=False),
        ),
        groups=(tuple(made),),
    )


def _ledger_row(
    lang: Language,
    facts: "Facts",
    name: str,
    cells: dict[tuple[int | None, int | None], Funding],
    columns: list[tuple[int | None, int | None]],
    years: tuple[Cell, ...],
) -> Row:
    first = next(iter(cells.values()))
    ref = money.ref(lang, facts, first)
    empty = common.unknown_cell(lang, lang._("tomt felt"))
    area = money.steering_area(lang, first)
    return Row(
        lang._("{name}, trykt", name=name) if first.is_total else name,
        (
            Cell(area if first.steering_area else "–", area if first.steering_area else None),
            *(_printed(lang, facts, cells[column]) if column in cells else empty for column in columns),
            *years,
            Cell("", ref.text, refs=(ref,)),
        ),
    )


def _printed(lang: Language, facts: "Facts", row: Funding) -> Cell:
    """A printed figure, which itself leads to its line."""
    value = sums.in_unit(row.amount_kr, row.unit)
    return Cell(lang.number(value, _decimals(value)), value, strong=row.is_total, link=money.ref(lang, facts, row))


def _decimals(value: float) -> int:
    return 0 if float(value).is_integer() else len(f"{value:g}".partition(".")[2])


def _computed_row(
    lang: Language,
    facts: "Facts",
    name: str,
    cells: dict[tuple[int | None, int | None], Funding],
    columns: list[tuple[int | None, int | None]],
    computed: dict[str, sums.Total],
    empty: int,
) -> Row:
    return Row(
        lang._("{name}, beregnet", name=name),
        (
            Cell("–"),
            *(
                _computed(lang, facts, computed[cells[column].key])
                if column in cells and cells[column].key in computed
                else common.unknown_cell(lang, lang._("kan ikke beregnes"))
                for column in columns
            ),
            *(Cell("–") for _ in range(empty)),
            Cell(lang._("beregnet"), "computed"),
        ),
        differs=True,
    )


def _computed(lang: Language, facts: "Facts", one: sums.Total) -> Cell:
    """What the parts give; it leads to the sum, whose page says how."""
    link = money.ref(lang, facts, one.total)
    text = lang.number(one.computed, _decimals(one.computed))
    if not one.difference:
        return Cell(text, one.computed, note=lang._("går op"), link=link)
    return Cell(text, one.computed, strong=True, note=_differs(lang, one), differs=True, link=link)


def _differs(lang: Language, one: sums.Total) -> str:
    gap = lang.number(abs(one.difference), _decimals(one.difference))
    if one.difference > 0:
        return lang._("(trykt er {gap} højere)", gap=gap)
    return lang._("(trykt er {gap} lavere)", gap=gap)


def amounts_in_prose(lang: Language, facts: "Facts") -> Table:
    """The amounts that stand outside the tables."""
    loose = [row for row in facts.funding if row.table is None]
    return Table(
        table_id="beloeb",
        title=lang._("Beløb i teksten"),
        caption=lang._("Beløb, som dokumenterne nævner uden for tabellerne. De lægges ikke sammen."),
        head=lang._("Beløb"),
        columns=(
            Column("subject", lang._("Formål"), numeric=False),
            Column("amount", lang._("Trykt")),
            Column("years", lang._("År"), numeric=False),
            Column("steering_area", lang._("Styringsområde"), numeric=False),
            Column("price_level", lang._("Prisniveau"), numeric=False),
            Column("stage", lang._("Trin"), numeric=False),
            Column("payer", lang._("Betales af"), numeric=False),
            Column("source", lang._("Kilde"), numeric=False),
        ),
        groups=(tuple(_amount_row(lang, facts, row) for row in loose),),
        long=True,
    )


def _amount_row(lang: Language, facts: "Facts", row: Funding) -> Row:
    ref = money.ref(lang, facts, row)
    subject = money.subject_name(lang, facts.funding_subjects[row.subject_id])
    payer = lang.pick(row.payer_da or "", row.payer_en or "")
    area = money.steering_area(lang, row)
    return Row(
        lang.pick(row.name_da, row.name_en),
        (
            Cell(subject, subject),
            Cell(money.amount(lang, row), sums.in_unit(row.amount_kr, row.unit), strong=True),
            Cell(money.years(lang, row), money.years(lang, row), missing=row.year_from is None),
            Cell(area, row.steering_area, missing=row.steering_area is None),
            Cell(money.price_level(lang, row), row.price_level, missing=row.price_level is None),
            Cell(money.stage(lang, row), row.stage),
            Cell(payer, payer) if payer else common.unknown_cell(lang),
            Cell("", ref.text, refs=(ref,)),
        ),
    )


def arithmetic(lang: Language, one: sums.Total) -> str:
    """A sum written out in this language: "1.100 + 1.654 = 2.754"."""
    terms = [lang.number(sums.in_unit(part.amount_kr, part.unit)) for part in one.parts]
    if len(terms) == 1:
        return lang._("eneste linje er på {amount}", amount=terms[0])
    return f"{' + '.join(terms)} = {lang.number(one.computed)}"
