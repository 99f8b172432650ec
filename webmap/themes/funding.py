"""finansiering: the amounts the documents print, each for what it is for.

A joint amount is one amount with one colour and one label; a plan has a figure of its own only where a document prints
one. Price levels and stages are never added, and a printed sum stands beside what its parts add up to.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geodata import funding as sums
from geodata.model import Funding, FundingSubject, ListedDepartment
from webmap.language import Language
from webmap.palette import AMOUNTS, GROUND, SPAN, Swatch
from webmap.sheet import Cell, Column, Key, Label, LegendGroup, Mark, Place, Row, Sentence, Sheet, Table, marked
from webmap.state import Option, State
from webmap.themes import common, ledger
from webmap.themes import coverage_words as words
from webmap.themes import money_words as money
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
    """The budget year, which figures of the sums, and place."""
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
    return [option, money.figures_option(lang), common.place_option(facts, lang)]


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
    departments = facts.tied(listed)
    plans = [plan for plan in facts.plans if plan.plan_id in subject.plan_ids]
    numbers = {no for plan in plans for no in facts.bydele_named(plan.place)}
    return departments, tuple(sorted(numbers))


def _listed(facts: "Facts", shown: list[Placed]) -> list[ListedDepartment]:
    """The names listed under the plans whose amounts are shown."""
    plans = {plan_id for one in shown for plan_id in one.subject.plan_ids}
    ids = {row.listed_id for row in facts.memberships if row.plan_id in plans}
    return [row for row in facts.listed if row.listed_id in ids]


def swatches(shown: list[Placed]) -> dict[str, Swatch]:
    """subject_id -> how its departments are filled: each amount its own way, those of the same plans alike.

    After the last swatch they begin again. An amount whose departments are not known dots its districts.
    """
    plans = _coloured(shown)
    return {
        one.subject.subject_id: AMOUNTS[plans.index(one.subject.plan_ids) % len(AMOUNTS)] if one.departments else SPAN
        for one in shown
    }


def _coloured(shown: list[Placed]) -> list[tuple[str, ...]]:
    """The plans of the amounts that have a colour of their own."""
    return list(dict.fromkeys(one.subject.plan_ids for one in shown if one.departments))


def sheet(facts: "Facts", state: State, lang: Language) -> Sheet:
    """The amounts of a budget year."""
    year, figures = int(state["aar"]), state["tal"]
    shown, totals = placed(facts, year), _totals(facts, year)
    documents = common.cited(facts, facts.funding)
    of_year = [row for row in facts.funding if (row.year_from or 0) <= year <= (row.year_to or 0)]
    return Sheet(
        heading=lang._("Hvor mange penge er der afsat til de boligsociale helhedsplaner?"),
        title=lang._(
            "Beløb til boligsociale helhedsplaner, budgetår {year} ({sums})",
            year=year,
            sums=money.sums_shown(lang, figures),
        ),
        year=state["aar"],
        summary=tuple(_summary(lang, facts, shown, year, figures)),
        base="plans",
        marks={"bydele": _districts(lang, facts, shown), "departments": _departments(lang, facts, shown)},
        labels=tuple(_labels(lang, facts, shown)),
        legend_lead=_legend_lead(lang, shown),
        legend=_legend(lang, facts, shown, totals, figures),
        notes=tuple(_notes(lang, facts, shown, year)),
        tables=(
            _table(lang, facts, shown, year, figures),
            *(ledger.ledger(lang, facts, table, figures) for table in ledger.tables(facts)),
            ledger.amounts_in_prose(lang, facts),
        ),
        sources=(*documents, *common.PLAN_DATASETS),
        credit=common.credit(lang, facts, common.cited(facts, of_year), common.PLAN_DATASETS),
        place=_place(lang, facts, shown, year, state["sted"]),
        see_also=(Sentence(lang._("Alle summer, trykt og beregnet:"), (money.ledger_ref(lang),)),),
        placed=common.placed(lang, facts, _listed(facts, shown)),
    )


def _legend_lead(lang: Language, shown: list[Placed]) -> Sentence:
    if len(_coloured(shown)) > len(AMOUNTS):
        return Sentence(
            lang._(
                "Et beløb, som flere planer deler, har ét tal. Der er flere beløb end farver, så farverne går igen; "
                "tallet står ved hvert. Farven er ikke en skala, og beløbene er til forskellige ting i forskellige år."
            )
        )
    return Sentence(
        lang._(
            "Et beløb, som flere planer deler, har én farve og ét tal. Farven er ikke en skala, og beløbene er til "
            "forskellige ting i forskellige år."
        )
    )


def _totals(facts: "Facts", year: int) -> list[sums.Total]:
    """The printed sums of a year, each with the lines above it."""
    return [
        one
        for one in sums.totals(facts.funding)
        if one.direction == "down" and one.total.year_from == one.total.year_to == year
    ]


def _summary(lang: Language, facts: "Facts", shown: list[Placed], year: int, figures: str) -> list[Sentence]:
    if not shown:
        return [
            Sentence(
                lang._("Dokumenterne har intet beløb for {year}, der er knyttet til en navngiven plan.", year=year)
            )
        ]
    with_amounts = common.cited(facts, [one.row for one in shown])
    papers = list(dict.fromkeys([*with_amounts, *common.cited(facts, [one.total for one in _totals(facts, year)])]))
    if len(papers) > 1:
        return [_of_paper(lang, facts, paper, shown, year) for paper in papers]
    return [
        *(_sentence(lang, facts, one) for one in shown),
        *_agreement(lang, facts, shown),
        *_totals_sentence(lang, facts, year, figures),
    ]


def _of_paper(lang: Language, facts: "Facts", paper: str, shown: list[Placed], year: int) -> Sentence:
    """All that one of several papers has for the year, in short: its amounts, and whether its sums add up."""
    here = [one for one in shown if one.row.source.document_id == paper]
    sums_here = [one for one in _totals(facts, year) if one.total.source.document_id == paper]
    said = [*(_sentence(lang, facts, one, short=True) for one in here), *_agreement(lang, facts, here)]
    if sums_here:
        said.append(_sums_in_short(lang, sums_here, year))
    text = lang._(
        "{document}: {said}",
        document=facts.documents[paper].short_title,
        said=" ".join(one.text for one in said),
    )
    return Sentence(text, tuple(dict.fromkeys(ref for one in said for ref in one.refs)))


def _sums_in_short(lang: Language, of_year: list[sums.Total], year: int) -> Sentence:
    wrong = sum(bool(one.difference) for one in of_year)
    if not wrong:
        return Sentence(lang._("Dokumentets summer for {year} går op.", year=year))
    text = lang.ngettext(
        "Dokumentets ene sum for {year} går ikke op.",
        "{wrong} af dokumentets {count} summer for {year} går ikke op.",
        len(of_year),
        wrong=lang.number(wrong),
        year=year,
    )
    return Sentence(text, (money.ledger_ref(lang),))


def _sentence(lang: Language, facts: "Facts", one: Placed, *, short: bool = False) -> Sentence:
    row, refs = one.row, (money.ref(lang, facts, one.row),)
    said = {
        "subject": money.subject_name(lang, one.subject),
        "amount": money.amount(lang, row),
        "years": money.years(lang, row),
        "area": money.steering_area(lang, row),
        "price_level": money.basis(lang, row),
        "payer": lang.pick(row.payer_da or "", row.payer_en or "") or lang.not_stated,
    }
    return Sentence(_in_short(lang, one, said) if short else _in_full(lang, one, said), refs)


def _in_full(lang: Language, one: Placed, said: dict[str, str]) -> str:
    if one.joint:
        return lang._(
            "{subject}: {amount} i {years} ({area}, {price_level}). Det er ét samlet beløb; dokumenterne fordeler det "
            "ikke.",
            **said,
        )
    if one.row.year_from != one.row.year_to:
        return lang._(
            "{subject}: {amount} for hele perioden {years}, betalt af {payer} ({price_level}). Beløbet er ikke fordelt "
            "på år og kan ikke sammenlignes med et års kommunale medfinansiering.",
            **said,
        )
    return lang._("{subject}: {amount} i {years} ({area}, {price_level}).", **said)


def _in_short(lang: Language, one: Placed, said: dict[str, str]) -> str:
    if one.joint:
        return lang._("{subject}, samlet {amount} i {years} ({area}, {price_level}).", **said)
    if one.row.year_from != one.row.year_to:
        return lang._(
            "{subject}, {amount} for hele perioden {years}, betalt af {payer} ({price_level}). Beløbet er ikke fordelt "
            "på år.",
            **said,
        )
    return lang._("{subject}, {amount} i {years} ({area}, {price_level}).", **said)


def _agreement(lang: Language, facts: "Facts", shown: list[Placed]) -> list[Sentence]:
    """What the political agreement says of a joint amount that the note spreads over the years."""
    said = []
    for one in shown:
        agreed = [row for row in facts.funding if row.subject_id == one.subject.subject_id and row.stage == "aftale"]
        for row in agreed:
            if row.year_from != row.year_to and one.row.stage != "aftale":
                text = lang._(
                    "{agreement} har {amount} samlet for {years}; fordelingen på år står i {document}.",
                    agreement=facts.documents[row.source.document_id].short_title,
                    amount=money.amount(lang, row),
                    years=f"{money.years(lang, row)} ({money.basis(lang, row)})",
                    document=facts.documents[one.row.source.document_id].short_title,
                )
                said.append(Sentence(text, (money.ref(lang, facts, row),)))
    return said


def _totals_sentence(lang: Language, facts: "Facts", year: int, figures: str) -> list[Sentence]:
    """Whether the printed sums of the year add up; what does not, printed and computed side by side."""
    of_year = _totals(facts, year)
    wrong = [_does_not_add_up(lang, facts, one, year, figures) for one in of_year if one.difference]
    if of_year and not wrong:
        return [Sentence(lang._("Dokumenternes summer for {year} går op.", year=year))]
    return wrong


def _does_not_add_up(lang: Language, facts: "Facts", one: sums.Total, year: int, figures: str) -> Sentence:
    gap = money.in_words(lang, abs(one.difference), one.total.unit)
    said = {
        "table": ledger.table_name(lang, facts, one.total.table or ""),
        "row": lang.pick(one.total.name_da, one.total.name_en),
        "year": year,
        "printed": money.in_words(lang, one.printed, one.total.unit),
        "computed": money.in_words(lang, one.computed, one.total.unit),
        "arithmetic": ledger.arithmetic(lang, one),
        "basis": money.basis(lang, one.total),
        "gap": lang._("Trykt er {gap} højere.", gap=gap)
        if one.difference > 0
        else lang._("Trykt er {gap} lavere.", gap=gap),
    }
    if figures == money.COMPUTED:
        text = lang._(
            "{table}, »{row}« i {year}: {computed} (beregnet: {arithmetic}; trykt {printed}; {basis}). {gap}", **said
        )
    else:
        text = lang._(
            "{table}, »{row}« i {year} går ikke op: trykt {printed}, beregnet {computed} ({arithmetic}; {basis}). "
            "{gap}",
            **said,
        )
    return Sentence(text, (money.ref(lang, facts, one.total),))


def _departments(lang: Language, facts: "Facts", shown: list[Placed]) -> dict[str, Mark]:
    fills, here = swatches(shown), dict[str, list[Placed]]()
    for one in shown:
        for key in one.departments:
            here.setdefault(key, []).append(one)
    marks = {}
    for key, amounts in here.items():
        department = facts.departments[key]
        lines = (department.name, department.organisation, *(line for one in amounts for line in _lines(lang, one)))
        marks[key] = marked(fills[amounts[0].subject.subject_id], lines, "thin")
    return marks


def _named(lang: Language, one: Placed) -> str:
    return lang._(
        "{subject}: {amount} ({years})",
        subject=money.subject_name(lang, one.subject),
        amount=money.amount(lang, one.row),
        years=f"{money.years(lang, one.row)}, {money.basis(lang, one.row)}",
    )


def _lines(lang: Language, one: Placed) -> tuple[str, ...]:
    said = _named(lang, one)
    return (said, lang._("Samlet beløb, som ikke er fordelt")) if one.joint else (said,)


def _districts(lang: Language, facts: "Facts", shown: list[Placed]) -> dict[str, Mark]:
    marks = {}
    for no, (name, slug) in facts.bydele.items():
        here = [one for one in shown if no in one.bydel_nos]
        unplaced = [one for one in here if not one.departments]
        said = tuple(line for one in here for line in _lines(lang, one))
        where = (lang._("Afdelingerne er ikke oplyst, så bydelen er prikket"),) if unplaced else ()
        lines = (name, *(said or (lang._("Intet beløb for bydelen i kilderne"),)), *where)
        marks[str(no)] = marked(SPAN if unplaced else GROUND, lines, slug=slug)
    return marks


def _labels(lang: Language, facts: "Facts", shown: list[Placed]) -> list[Label]:
    labels = [Label(f"bydel/{no}", (name,)) for no, (name, _) in facts.bydele.items()]
    by_plans = [[one for one in shown if one.subject.plan_ids == plans] for plans in _labelled_together(shown)]
    for alike in by_plans:
        whose = lang._("for planen")
        if alike[0].joint:
            alone = len(by_plans) == 1
            whose = lang._("samlet for planerne") if alone else _shared_by(lang, facts, alike[0].subject)
        said = (_year_said(lang, one) for one in alike if one.joint or _of_a_year(one))
        labels.append(Label(_anchor(facts, alike[0]), (*said, whose), "value"))
    for one in shown:
        if not one.joint and not _of_a_year(one):
            whole = lang._("hele planens budget {years}", years=_years(lang, one))
            labels.append(Label(_anchor(facts, one), (money.amount(lang, one.row), whole), "value"))
    return labels


def _anchor(facts: "Facts", one: Placed) -> str:
    """Where an amount stands: amid the departments of its plans, or in the plan's place where they are not known."""
    if one.joint or one.departments:
        return f"subject/{one.subject.subject_id}"
    return f"place/{next((slug for slug, (_, nos) in facts.places.items() if set(nos) == set(one.bydel_nos)), '')}"


def _years(lang: Language, one: Placed) -> str:
    """The years of an amount on the map, where a span is not broken over two lines."""
    return money.years(lang, one.row).replace("–", "\u2060–\u2060")


def _year_said(lang: Language, one: Placed) -> str:
    return lang._("{amount} i {year}", amount=money.amount(lang, one.row), year=_years(lang, one))


def _shared_by(lang: Language, facts: "Facts", subject: FundingSubject) -> str:
    names = [words.short_name(lang, plan) for plan in facts.plans if plan.plan_id in subject.plan_ids]
    return lang._("samlet for {plans}", plans=lang.listing(names))


def _of_a_year(one: Placed) -> bool:
    return one.row.year_from == one.row.year_to


def _labelled_together(shown: list[Placed]) -> list[tuple[str, ...]]:
    """The plans whose amounts stand in one label: those that share one, and those with an amount of the year."""
    return list(dict.fromkeys(one.subject.plan_ids for one in shown if one.joint or _of_a_year(one)))


def _legend(
    lang: Language, facts: "Facts", shown: list[Placed], totals: list[sums.Total], figures: str
) -> tuple[LegendGroup, ...]:
    keys, fills = [], swatches(shown)
    for one in shown:
        text = _named(lang, one)
        if one.departments:
            keys.append(Key(fills[one.subject.subject_id], text))
        else:
            keys.append(
                Key(SPAN, lang._("{amount}; afdelingerne er ikke oplyst, så hele bydelen er prikket", amount=text))
            )
    keys.append(Key(GROUND, lang._("intet beløb, som dokumenterne knytter til bydelen")))
    groups = [LegendGroup(lang._("Beløb"), tuple(keys))]
    wrong = [Key(None, _total_said(lang, facts, one, figures)) for one in totals if one.difference]
    if wrong:
        groups.append(LegendGroup(lang._("Dokumenternes summer, ikke på kortet"), tuple(wrong)))
    return tuple(groups)


def _total_said(lang: Language, facts: "Facts", one: sums.Total, figures: str) -> str:
    return lang._(
        "{name} ({basis}): {amount}",
        name=_total_name(lang, facts, one),
        basis=money.basis(lang, one.total),
        amount=money.both(lang, one, figures),
    )


def _total_name(lang: Language, facts: "Facts", one: sums.Total) -> str:
    return lang._(
        "{table}, »{row}«",
        table=ledger.table_name(lang, facts, one.total.table or ""),
        row=lang.pick(one.total.name_da, one.total.name_en),
    )


def _notes(lang: Language, facts: "Facts", shown: list[Placed], year: int) -> list[Sentence]:
    return [
        Sentence(
            lang._(
                "Beløb i forskellige prisniveauer eller fra forskellige trin (budgetnotat, aftale, indstilling, "
                "tidligere afsat) lægges ikke sammen. Trykte tal er ikke rettet; de beregnede står ved siden af."
            )
        ),
        *common.caveats(lang, facts, [plan_id for one in shown for plan_id in one.subject.plan_ids]),
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
            subject=money.subject_name(lang, subject),
            amount=money.amount(lang, row),
            years=money.years(lang, row),
            price_level=money.price_level(lang, row),
            stage=money.stage(lang, row),
        )
        said.setdefault(subject.subject_id, Sentence(text, (money.ref(lang, facts, row),)))
    return list(said.values())


def _table(lang: Language, facts: "Facts", shown: list[Placed], year: int, figures: str) -> Table:
    return Table(
        table_id="tabel",
        title=lang._("Tallene bag kortet"),
        caption=lang._(
            "Beløb i budgetår {year}, som bydelen har del i. Dokumenterne fordeler ingen beløb på bydele. Nederst står "
            "dokumenternes egne summer.",
            year=year,
        ),
        head=lang._("Bydel"),
        columns=(
            Column("subject", lang._("Formål"), numeric=False),
            Column("value", lang._("Bydelens eget beløb")),
            Column("joint_amount", lang._("Samlet beløb, bydelen har del i")),
            Column("gap", lang._("Afstand til byen")),
            Column("price_level", lang._("Prisniveau"), numeric=False),
            Column("stage", lang._("Trin"), numeric=False),
            Column("source", lang._("Kilde"), numeric=False),
        ),
        groups=(tuple(_district_row(lang, facts, no, shown) for no in facts.bydele),),
        foot=tuple(_total_row(lang, facts, one, figures) for one in _totals(facts, year)),
    )


def _total_row(lang: Language, facts: "Facts", one: sums.Total, figures: str) -> Row:
    """A sum of the documents as it is printed and computed; of no district."""
    amount, ref = money.both(lang, one, figures), money.ref(lang, facts, one.total)
    level, stage = money.price_level(lang, one.total), money.stage(lang, one.total)
    return Row(
        lang._("Sum: {name}", name=_total_name(lang, facts, one)),
        (
            Cell(lang._("alle linjer i tabellen"), "total"),
            common.unknown_cell(lang, lang._("ikke fordelt på bydele")),
            Cell(amount, amount, strong=True, differs=bool(one.difference)),
            common.unknown_cell(lang, lang._("kan ikke beregnes")),
            Cell(level, level),
            Cell(stage, stage),
            Cell("", ref.text, refs=(ref,)),
        ),
        layer="totals",
        shape=one.total.key,
    )


def _district_row(lang: Language, facts: "Facts", no: int, shown: list[Placed]) -> Row:
    name, slug = facts.bydele[no]
    here = [one for one in shown if no in one.bydel_nos]
    missing, gap = common.unknown_cell(lang), common.unknown_cell(lang, lang._("kan ikke beregnes"))
    if not here:
        cells = (missing, missing, missing, gap, missing, missing, missing)
        return Row(name, cells, slug=slug, layer="bydele", shape=str(no))
    subjects = "; ".join(money.subject_name(lang, one.subject) for one in here)
    amounts = "; ".join(f"{money.amount(lang, one.row)} ({money.years(lang, one.row)})" for one in here)
    levels = "; ".join(dict.fromkeys(money.price_level(lang, one.row) for one in here))
    stages = "; ".join(dict.fromkeys(money.stage(lang, one.row) for one in here))
    refs = tuple(money.ref(lang, facts, one.row) for one in here)
    return Row(
        name,
        (
            Cell(subjects, subjects),
            common.unknown_cell(lang, lang._("ikke fordelt på bydele")),
            Cell(amounts, amounts, strong=True),
            gap,
            Cell(levels, levels),
            Cell(stages, stages),
            Cell("", "; ".join(ref.text for ref in refs), refs=refs),
        ),
        swatch=swatches(shown)[next((one for one in here if one.joint), here[0]).subject.subject_id],
        slug=slug,
        layer="bydele",
        shape=str(no),
    )


def _place(lang: Language, facts: "Facts", shown: list[Placed], year: int, slug: str) -> Place | None:
    if not slug:
        return None
    name, numbers = facts.places[slug]
    here = [one for one in shown if set(numbers) & set(one.bydel_nos)]
    nothing = Sentence(lang._("Dokumenterne har intet beløb for {name} i {year}.", name=name, year=year))
    said = [_sentence(lang, facts, one) for one in here] or [nothing]
    if len(numbers) > 1:
        names = lang.listing([facts.bydele[no][0] for no in numbers])
        said.append(Sentence(lang._("{name} er ikke en bydel, men {names} tilsammen.", name=name, names=names)))
    return Place(slug, name, tuple(said), "bydele", tuple(str(no) for no in numbers))


THEME = Theme("finansiering", label, options, sheet)
