"""finansiering: the amounts the documents print, each for what it is for.

A joint amount is one amount with one colour and one label; a plan has a figure of its own only where a document prints
one. Price levels and stages are never added, and a printed sum stands beside what its parts add up to.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geodata import funding as sums
from geodata.model import Funding, FundingSubject
from webmap.language import Language
from webmap.palette import GROUND, JOINT, SPAN
from webmap.sheet import Cell, Column, Key, Label, LegendGroup, Mark, Place, Ref, Row, Sentence, Sheet, Table
from webmap.state import Option, State
from webmap.themes import common, coverage
from webmap.themes import coverage_words as words
from webmap.themes.theme import Theme

if TYPE_CHECKING:
    from webmap.facts import Facts


@dataclass(frozen=True, slots=True)
class Placed:
    """An amount that can be put on the map in a year: the subject, the printed row, and where its plans lie."""

    subject: FundingSubject
    row: Funding
    departments: tuple[str, ...]
    bydel_nos: tuple[int, ...]

    @property
    def joint(self) -> bool:
        """Whether several plans share the amount."""
        return len(self.subject.plan_ids) > 1


def label(lang: Language) -> str:
    """The theme in the navigation."""
    return lang._("Finansiering")


def options(facts: "Facts", lang: Language, asked: Mapping[str, str]) -> list[Option]:
    """The budget year, and place."""
    years = [year for row in facts.funding for year in (row.year_from, row.year_to) if year]
    whole = range(min(years), max(years) + 1) if years else range(0)
    known = {year for year in whole if placed(facts, year)}
    aside = lang._("budgetår")
    option = common.year_option(
        lang,
        whole,
        facts.reference_date.year,
        known,
        aside=aside,
        empty_note=lang._("intet beløb pr. plan"),
    )
    return [option, common.place_option(facts, lang)]


def placed(facts: "Facts", year: int) -> list[Placed]:
    """The amounts of a year that a document ties to plans by name; one row a subject, as first printed."""
    found: dict[str, Placed] = {}
    for row in facts.funding:
        subject = facts.funding_subjects[row.subject_id]
        if row.year_from is None or row.year_to is None or row.is_total or not subject.plan_ids:
            continue
        whole_span = row.year_from < row.year_to
        if not row.year_from <= year <= row.year_to or (whole_span and row.table is not None):
            continue  # the sum of a row of a table is for its years, which have cells of their own
        before = found.get(subject.subject_id)
        if before is None or (before.row.year_from != before.row.year_to and not whole_span):
            found[subject.subject_id] = Placed(subject, row, *_where(facts, subject))
    return list(found.values())


def _where(facts: "Facts", subject: FundingSubject) -> tuple[tuple[str, ...], tuple[int, ...]]:
    listed = [row.listed_id for row in facts.memberships if row.plan_id in subject.plan_ids]
    keys = [facts.matches[listed_id].department_id for listed_id in listed]
    departments = tuple(dict.fromkeys(key for key in keys if key is not None))
    named = [plan.place for plan in facts.plans if plan.plan_id in subject.plan_ids]
    numbers = {no for name, nos in facts.places.values() if name in named for no in nos}
    return departments, tuple(sorted(numbers))


def money(lang: Language, value: float, unit: str) -> str:
    """An amount in its printed unit: "2.100 t.kr." or "7,4 mio. kr."."""
    decimals = 0 if float(value).is_integer() else len(f"{value:g}".partition(".")[2])
    figure = lang.number(value, decimals)
    thousand = unit == "1.000 kr."
    return lang._("{figure} t.kr.", figure=figure) if thousand else lang._("{figure} mio. kr.", figure=figure)


def amount(lang: Language, row: Funding) -> str:
    """A printed amount with its unit."""
    return money(lang, sums.in_unit(row.amount_kr, row.unit), row.unit)


def _years(lang: Language, row: Funding) -> str:
    if row.year_from is None:
        return lang._("år ikke oplyst")
    return str(row.year_from) if row.year_from == row.year_to else f"{row.year_from}–{row.year_to}"


def _price_level(lang: Language, row: Funding) -> str:
    known = {"2026 p/l": lang._("2026 p/l"), "løbende p/l": lang._("løbende p/l")}
    return known.get(row.price_level, row.price_level) if row.price_level else lang._("prisniveau ikke oplyst")


def _stage(lang: Language, row: Funding) -> str:
    return {
        "budgetnotat": lang._("budgetnotat"),
        "aftale": lang._("aftale"),
        "indstilling": lang._("indstilling"),
        "tidligere afsat": lang._("tidligere afsat"),
    }[row.stage]


def _area(lang: Language, row: Funding) -> str:
    return {"Anlæg": lang._("anlæg"), "Service": lang._("service")}.get(row.steering_area or "", lang.not_stated)


def _ref(lang: Language, facts: "Facts", row: Funding) -> Ref:
    return words.ref(lang, facts.documents, row.source)


def _name(lang: Language, subject: FundingSubject) -> str:
    return lang.pick(subject.name_da, subject.name_en)


def sheet(facts: "Facts", state: State, lang: Language) -> Sheet:
    """The amounts of a budget year."""
    year = int(state["aar"])
    shown = placed(facts, year)
    documents = common.cited(facts, facts.funding)
    datasets = [common.BYDEL_DATASET, common.HOMES_DATASET, common.GROUND_DATASET]
    return Sheet(
        theme=THEME.slug,
        heading=lang._("Hvor mange penge er der afsat til de boligsociale helhedsplaner?"),
        title=lang._("Beløb til boligsociale helhedsplaner, budgetår {year}", year=year),
        year=state["aar"],
        summary=tuple(_summary(lang, facts, shown, year)),
        base="plans",
        marks={"bydele": _districts(lang, facts, shown), "departments": _departments(lang, facts, shown)},
        labels=tuple(_labels(lang, facts, shown)),
        legend_lead=Sentence(
            lang._("Et beløb, som flere planer deler, har én farve og ét tal. Farven viser ingen skala.")
        ),
        legend=_legend(lang, shown),
        notes=tuple(_notes(lang, facts, year)),
        tables=(
            _table(lang, facts, shown, year),
            *(_ledger(lang, facts, table) for table in _tables(facts)),
            _all_amounts(lang, facts),
        ),
        sources=(*documents, *datasets),
        credit=common.credit(lang, facts, documents, datasets),
        place=_place(lang, facts, shown, year, state["sted"]),
    )


def _summary(lang: Language, facts: "Facts", shown: list[Placed], year: int) -> list[Sentence]:
    if not shown:
        return [
            Sentence(
                lang._("Dokumenterne har intet beløb for {year}, der er knyttet til en navngiven plan.", year=year)
            )
        ]
    return [_sentence(lang, facts, one, year) for one in shown] + _totals_sentence(lang, facts, year)


def _sentence(lang: Language, facts: "Facts", one: Placed, year: int) -> Sentence:
    row, refs = one.row, (_ref(lang, facts, one.row),)
    said = {
        "subject": _name(lang, one.subject),
        "amount": amount(lang, row),
        "years": _years(lang, row),
        "area": _area(lang, row),
        "price_level": _price_level(lang, row),
    }
    if one.joint:
        text = lang._(
            "{subject}: {amount} i {years} ({area}, {price_level}). Det er ét samlet beløb; dokumenterne deler det "
            "ikke.",
            **said,
        )
    elif row.year_from != row.year_to:
        text = lang._(
            "{subject}: {amount} for hele perioden {years} ({price_level}). Beløbet er ikke delt på år.", **said
        )
    else:
        text = lang._("{subject}: {amount} i {years} ({area}, {price_level}).", **said)
    return Sentence(text, refs)


def _totals_sentence(lang: Language, facts: "Facts", year: int) -> list[Sentence]:
    """What does not add up in the year, printed and computed side by side."""
    said = []
    for one in sums.totals(facts.funding):
        if one.direction == "down" and one.total.year_from == one.total.year_to == year and one.difference:
            text = lang._(
                "{name} i {year}: trykt {printed}, beregnet {computed} ({arithmetic}).",
                name=lang._(
                    "{table}, »{row}«",
                    table=_table_name(lang, facts, one.total.table or ""),
                    row=lang.pick(one.total.name_da, one.total.name_en),
                ),
                year=year,
                printed=money(lang, one.printed, one.total.unit),
                computed=money(lang, one.computed, one.total.unit),
                arithmetic=_arithmetic(lang, one),
            )
            said.append(Sentence(text, (_ref(lang, facts, one.total),)))
    return said


def _arithmetic(lang: Language, one: sums.Total) -> str:
    terms = [lang.number(sums.in_unit(part.amount_kr, part.unit)) for part in one.parts]
    if len(terms) == 1:
        return lang._("kun linjen på {amount}", amount=terms[0])
    return f"{' + '.join(terms)} = {lang.number(one.computed)}"


def _departments(lang: Language, facts: "Facts", shown: list[Placed]) -> dict[str, Mark]:
    marks = {}
    for one in shown:
        for key in one.departments:
            department = facts.departments[key]
            lines = (department.name, department.organisation, *_lines(lang, one))
            marks[key] = Mark(JOINT if one.joint else SPAN, lines, ", ".join(lines), outline="thin")
    return marks


def _lines(lang: Language, one: Placed) -> tuple[str, ...]:
    said = lang._(
        "{subject}: {amount} ({years})",
        subject=_name(lang, one.subject),
        amount=amount(lang, one.row),
        years=_years(lang, one.row),
    )
    return (said, lang._("Samlet beløb, som ikke er delt")) if one.joint else (said,)


def _districts(lang: Language, facts: "Facts", shown: list[Placed]) -> dict[str, Mark]:
    marks = {}
    for no, (name, slug) in facts.bydele.items():
        here = [one for one in shown if no in one.bydel_nos]
        unplaced = [one for one in here if not one.departments]
        said = tuple(line for one in here for line in _lines(lang, one))
        where = (lang._("Afdelingerne er ikke oplyst, så bydelen er skraveret"),) if unplaced else ()
        lines = (name, *(said or (lang._("Intet beløb for bydelen i kilderne"),)), *where)
        marks[str(no)] = Mark(SPAN if unplaced else GROUND, lines, f"{name}: {', '.join(lines[1:])}", slug=slug)
    return marks


def _labels(lang: Language, facts: "Facts", shown: list[Placed]) -> list[Label]:
    labels = [Label(f"bydel/{no}", (name,)) for no, (name, _) in facts.bydele.items()]
    for one in shown:
        said = amount(lang, one.row)
        years = _years(lang, one.row).replace("–", "\u2060–\u2060")  # a span of years is not broken over two lines
        if one.joint:
            labels.append(
                Label(
                    f"subject/{one.subject.subject_id}",
                    (lang._("{amount} i {year}", amount=said, year=years), lang._("samlet for planerne")),
                    "value",
                )
            )
        else:
            group = next((slug for slug, (_, nos) in facts.places.items() if set(nos) == set(one.bydel_nos)), "")
            labels.append(Label(f"place/{group}", (said, lang._("{years} i alt", years=years)), "value"))
    return labels


def _legend(lang: Language, shown: list[Placed]) -> tuple[LegendGroup, ...]:
    keys = []
    for one in shown:
        text = lang._(
            "{subject}: {amount} ({years})",
            subject=_name(lang, one.subject),
            amount=amount(lang, one.row),
            years=_years(lang, one.row),
        )
        if one.departments:
            keys.append(Key(JOINT if one.joint else SPAN, text))
        else:
            keys.append(
                Key(SPAN, lang._("{amount}; afdelingerne er ikke oplyst, så hele bydelen er skraveret", amount=text))
            )
    return (LegendGroup(lang._("Beløb"), tuple(keys) or (Key(None, lang._("ingen beløb at vise")),)),)


def _notes(lang: Language, facts: "Facts", year: int) -> list[Sentence]:
    return [
        Sentence(
            lang._(
                "Beløb i forskellige prisniveauer eller fra forskellige trin (budgetnotat, aftale, indstilling, "
                "tidligere "
                "afsat) lægges ikke sammen. Trykte tal er ikke rettet; det beregnede står ved siden af."
            )
        ),
        *_not_on_the_map(lang, facts, year),
    ]


def _not_on_the_map(lang: Language, facts: "Facts", year: int) -> list[Sentence]:
    """The amounts of the year whose document names no plan: said once each, and never put on a plan."""
    said: dict[str, Sentence] = {}
    for row in facts.funding:
        subject = facts.funding_subjects[row.subject_id]
        if subject.plan_ids or row.is_total or not row.year_from == row.year_to == year or row.table is None:
            continue
        text = lang._(
            "Ikke på kortet, fordi dokumentet ikke navngiver planerne: {subject}, {amount} i {years} ({price_level}, "
            "{stage}).",
            subject=_name(lang, subject),
            amount=amount(lang, row),
            years=_years(lang, row),
            price_level=_price_level(lang, row),
            stage=_stage(lang, row),
        )
        said.setdefault(subject.subject_id, Sentence(text, (_ref(lang, facts, row),)))
    return list(said.values())


def _table(lang: Language, facts: "Facts", shown: list[Placed], year: int) -> Table:
    return Table(
        table_id="tabel",
        title=lang._("Tallene bag kortet"),
        caption=lang._(
            "Beløb i budgetår {year}, som bydelen har del i. Dokumenterne deler ingen beløb på bydele.", year=year
        ),
        head=lang._("Bydel"),
        columns=(
            Column("subject", lang._("Hvad beløbet er til"), numeric=False),
            Column("value", lang._("Bydelens eget beløb")),
            Column("city", lang._("Samlet beløb, bydelen har del i")),
            Column("gap", lang._("Afstand til byen")),
            Column("price_level", lang._("Prisniveau"), numeric=False),
            Column("source", lang._("Kilde"), numeric=False),
        ),
        groups=(tuple(_district_row(lang, facts, no, shown) for no in facts.bydele),),
    )


def _district_row(lang: Language, facts: "Facts", no: int, shown: list[Placed]) -> Row:
    name, slug = facts.bydele[no]
    here = [one for one in shown if no in one.bydel_nos]
    missing, gap = common.unknown_cell(lang), common.unknown_cell(lang, lang._("kan ikke beregnes"))
    if not here:
        return Row(name, (missing, missing, missing, gap, missing, missing), slug=slug, layer="bydele", shape=str(no))
    subjects = "; ".join(_name(lang, one.subject) for one in here)
    amounts = "; ".join(f"{amount(lang, one.row)} ({_years(lang, one.row)})" for one in here)
    levels = "; ".join(dict.fromkeys(_price_level(lang, one.row) for one in here))
    refs = tuple(_ref(lang, facts, one.row) for one in here)
    return Row(
        name,
        (
            Cell(subjects, subjects),
            common.unknown_cell(lang, lang._("ikke delt på bydele")),
            Cell(amounts, here[0].row.amount_kr if len(here) == 1 else amounts, strong=True),
            gap,
            Cell(levels, levels),
            Cell("", "; ".join(ref.text for ref in refs), refs=refs),
        ),
        swatch=JOINT if any(one.joint for one in here) else SPAN,
        slug=slug,
        layer="bydele",
        shape=str(no),
    )


def _tables(facts: "Facts") -> list[str]:
    return list(dict.fromkeys(row.table for row in facts.funding if row.table))


def _table_name(lang: Language, facts: "Facts", table: str) -> str:
    """ "tm021/tabel-1" -> "TM021, tabel 1"."""
    document, _, number = table.partition("/tabel-")
    title = facts.documents[document].short_title if document in facts.documents else document
    return lang._("{document}, tabel {number}", document=title, number=number)


def _ledger(lang: Language, facts: "Facts", table: str) -> Table:
    """A printed table cell for cell; under each printed sum stands what its parts add up to."""
    rows = [row for row in facts.funding if row.table == table]
    columns = list(dict.fromkeys((row.year_from, row.year_to) for row in rows))
    lines: dict[str, dict[tuple[int | None, int | None], Funding]] = {}
    for row in rows:
        lines.setdefault(row.table_row or "", {})[row.year_from, row.year_to] = row
    computed = {one.total.key: one for one in sums.totals(facts.funding) if one.direction == "down"}
    made: list[Row] = []
    for cells in lines.values():
        first = next(iter(cells.values()))
        name = lang.pick(first.name_da, first.name_en)
        made.append(_ledger_row(lang, facts, name, cells, columns))
        if first.is_total:
            made.append(_computed_row(lang, name, cells, columns, computed))
    unit = rows[0].unit
    return Table(
        table_id=table.replace("/", "-"),
        title=_table_name(lang, facts, table),
        caption=lang._(
            "{table}, {unit}, {price_level}. Trykte tal, og under hver sum det beregnede.",
            table=_table_name(lang, facts, table),
            unit=lang._("1.000 kr.") if unit == "1.000 kr." else lang._("mio. kr."),
            price_level=_price_level(lang, rows[0]),
        ),
        head=lang._("Linje"),
        columns=(
            Column("steering_area", lang._("Styringsområde"), numeric=False),
            *(Column(f"y{a}" if a == b else "total", str(a) if a == b else lang._("I alt")) for a, b in columns),
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
) -> Row:
    first = next(iter(cells.values()))
    ref = _ref(lang, facts, first)
    empty = common.unknown_cell(lang, lang._("tom"))
    area = _area(lang, first)
    return Row(
        lang._("{name}, trykt", name=name) if first.is_total else name,
        (
            Cell(area if first.steering_area else "–", area if first.steering_area else None),
            *(_printed(lang, cells[column], first.is_total) if column in cells else empty for column in columns),
            Cell("", ref.text, refs=(ref,)),
        ),
    )


def _printed(lang: Language, row: Funding, strong: bool) -> Cell:
    value = sums.in_unit(row.amount_kr, row.unit)
    return Cell(lang.number(value), value, strong=strong)


def _computed_row(
    lang: Language,
    name: str,
    cells: dict[tuple[int | None, int | None], Funding],
    columns: list[tuple[int | None, int | None]],
    computed: dict[str, sums.Total],
) -> Row:
    return Row(
        lang._("{name}, beregnet", name=name),
        (
            Cell("–"),
            *(
                _computed(lang, computed[cells[column].key])
                if column in cells and cells[column].key in computed
                else common.unknown_cell(lang, lang._("kan ikke beregnes"))
                for column in columns
            ),
            Cell(lang._("beregnet"), "computed"),
        ),
        differs=True,
    )


def _computed(lang: Language, one: sums.Total) -> Cell:
    text = lang.number(one.computed)
    if not one.difference:
        return Cell(text, one.computed)
    return Cell(
        text, one.computed, strong=True, note=lang._("trykt {gap}", gap=lang.signed(one.difference)), differs=True
    )


def _all_amounts(lang: Language, facts: "Facts") -> Table:
    loose = [row for row in facts.funding if row.table is None]
    return Table(
        table_id="beloeb",
        title=lang._("Beløb i teksten"),
        caption=lang._("Beløb, som dokumenterne nævner uden for tabellerne. De lægges ikke sammen."),
        head=lang._("Beløb"),
        columns=(
            Column("subject", lang._("Til"), numeric=False),
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
    ref = _ref(lang, facts, row)
    subject = _name(lang, facts.funding_subjects[row.subject_id])
    payer = lang.pick(row.payer_da or "", row.payer_en or "")
    area = _area(lang, row)
    return Row(
        lang.pick(row.name_da, row.name_en),
        (
            Cell(subject, subject),
            Cell(amount(lang, row), sums.in_unit(row.amount_kr, row.unit), strong=True),
            Cell(_years(lang, row), _years(lang, row), missing=row.year_from is None),
            Cell(area, row.steering_area, missing=row.steering_area is None),
            Cell(_price_level(lang, row), row.price_level, missing=row.price_level is None),
            Cell(_stage(lang, row), row.stage),
            Cell(payer, payer) if payer else common.unknown_cell(lang),
            Cell("", ref.text, refs=(ref,)),
        ),
    )


def _place(lang: Language, facts: "Facts", shown: list[Placed], year: int, slug: str) -> Place | None:
    if not slug:
        return None
    name, numbers = facts.places[slug]
    here = [one for one in shown if set(numbers) & set(one.bydel_nos)]
    said = [_sentence(lang, facts, one, year) for one in here]
    nothing = Sentence(lang._("Dokumenterne har intet beløb for {name} i {year}.", name=name, year=year))
    if len(numbers) > 1:
        said.append(coverage.not_a_district(lang, name, [facts.bydele[no][0] for no in numbers]))
    return Place(slug, name, tuple(said) or (nothing,), "bydele", tuple(str(no) for no in numbers))


THEME = Theme("finansiering", label, options, sheet)
