"""tilknytning, uddannelse, indkomst: the city's statistics by district and rode, and the distance to the city.

Another measure than what documents print about a plan's own area (`plan_areas.py`): the two never meet on a page.
"""

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from geodata.model import CITY_NO, Level
from webmap import municipality_words
from webmap.language import Language
from webmap.palette import UNKNOWN, Swatch
from webmap.sheet import (
    Cell,
    Column,
    Key,
    Label,
    LegendGroup,
    Mark,
    Place,
    Ref,
    Row,
    Sentence,
    Sheet,
    Table,
    marked,
    stated,
)
from webmap.state import Choice, Option, State
from webmap.themes import common, no_statistics
from webmap.themes.coverage_view import view
from webmap.themes.indicator_view import Shown, group_value, how_made
from webmap.themes.theme import Theme

if TYPE_CHECKING:
    from webmap.facts import Facts

RODE_DATASET = "rode"
ATTACHMENT = "labour_market_attachment"
SLUGS = ("tilknytning", "uddannelse", "indkomst")


def label(slug: str, lang: Language) -> str:
    """The theme in the navigation."""
    return {
        "tilknytning": lang._("Tilknytning"),
        "uddannelse": lang._("Uddannelse"),
        "indkomst": lang._("Indkomst"),
    }[slug]


def options(slug: str, facts: "Facts", lang: Language, asked: Mapping[str, str]) -> list[Option]:
    """Indicator, year, level and place; the years and levels are those of the indicator asked for.

    The place alone where there are no statistics.
    """
    mine = [row for row in facts.indicators if row.theme == slug]
    if not mine:
        return [common.place_option(facts, lang)]
    measure = Option(
        "maal",
        lang._("målet"),
        lang._("Mål"),
        tuple(Choice(row.indicator_id, lang.pick(row.name_da, row.name_en)) for row in mine),
        mine[0].indicator_id,
        resets=("aar", "niveau"),
    )
    chosen = next((row for row in mine if row.indicator_id == asked.get("maal")), mine[0])
    years = range(chosen.first_year, chosen.last_year + 1)
    known = {year for year in years if (chosen.indicator_id, "city", year) in facts.figures}
    default = min(max(common_year(facts), chosen.first_year), chosen.last_year)
    levels = [Choice("bydel", lang._("Bydele"))]
    if chosen.published_for == "rode":
        levels.append(Choice("rode", lang._("Roder")))
    return [
        measure,
        common.year_option(lang, years, default, known, aside=lang._("historiske tal")),
        Option("niveau", lang._("niveauet"), lang._("Vis"), tuple(levels), "bydel"),
        common.place_option(facts, lang),
    ]


def common_year(facts: "Facts") -> int:
    """The newest year in which the first indicator of every theme has a figure for the city."""
    first = [
        next(row for row in facts.indicators if row.theme == slug).indicator_id for slug in SLUGS if _has(facts, slug)
    ]
    years = [{year for of, level, year in facts.figures if of == one and level == "city"} for one in first]
    together = set.intersection(*years) if years else set()
    return max(together, default=facts.reference_date.year)


def _has(facts: "Facts", slug: str) -> bool:
    return any(row.theme == slug for row in facts.indicators)


def sheet(slug: str, facts: "Facts", state: State, lang: Language) -> Sheet:
    """The map of an indicator, year and level, or of the districts where there are no statistics."""
    if not _has(facts, slug):
        return no_statistics.sheet(facts, lang, _heading(slug, lang), label(slug, lang), state["sted"])
    indicator = next(row for row in facts.indicators if row.indicator_id == state["maal"])
    level: Level = "rode" if state["niveau"] == "rode" else "bydel"
    shown = Shown(facts, lang, indicator, int(state["aar"]), level)
    plans = view(facts, facts.reference_date.year, "default")
    datasets = [indicator.dataset_id, common.BYDEL_DATASET, common.GROUND_DATASET]
    if level == "rode":
        datasets.insert(1, RODE_DATASET)
    within = facts.places[state["sted"]][1] if state["sted"] else tuple(facts.bydele)
    tables = (_bydel_table(shown),) if level == "bydel" else (_rode_table(shown, within), _bydel_table(shown))
    marks = {"bydele": _district_marks(shown), "outlines": {key: Mark(None, outline="plan") for key in plans.covered}}
    if level == "rode":
        marks["roder"] = _rode_marks(shown)
    return Sheet(
        heading=_heading(slug, lang),
        title=lang._("{name}, {year} – historisk", name=shown.name, year=shown.year),
        year=str(shown.year),
        summary=tuple(_summary(shown)),
        base="roder" if level == "rode" else "indicator",
        marks=marks,
        labels=tuple(_label(shown, no, name) for no, (name, _) in facts.bydele.items()),
        legend_lead=_legend_lead(shown),
        legend=_legend(shown, bool(plans.covered), _any_missing(marks)),
        comparator=_comparator(shown),
        notes=tuple(_notes(shown)),
        tables=tables,
        sources=(*common.cited(facts, [row.listed for row in plans.listed]), *datasets),
        credit=common.credit(lang, facts, [], datasets),
        place=_place(shown, state["sted"]),
        caption=tuple(_measured(shown)),  # the comparator says the rest
        see_also=_see_also(slug, shown),
        placed=common.placed_on(lang, plans),
    )


def _see_also(slug: str, shown: Shown) -> tuple[Sentence, ...]:
    """That the documents' own figures of plan areas stand elsewhere, and why."""
    if slug == "indkomst" or not shown.facts.plan_area_figures:
        return ()
    text = shown.lang._(
        "Dokumenternes egne tal for planområderne måler noget andet og kan ikke holdes op mod dette kort. De står for "
        "sig selv."
    )
    return (Sentence(text, (Ref("planomraader", shown.lang._("Planområdernes egne tal"), page="theme"),)),)


def _heading(slug: str, lang: Language) -> str:
    return {
        "tilknytning": lang._(
            "Hvor mange har tilknytning til arbejdsmarkedet, og hvor langt er der til bygennemsnittet?"
        ),
        "uddannelse": lang._("Hvilken uddannelse har beboerne, og hvor langt er der til bygennemsnittet?"),
        "indkomst": lang._("Hvilken indkomst har beboerne, og hvor langt er der til bygennemsnittet?"),
    }[slug]


def _summary(shown: Shown) -> list[Sentence]:
    lang, measured = shown.lang, _measured(shown)
    if shown.city is None:
        return measured
    text = lang._(
        "{whole}: {value} i {year} ({how}).",
        whole=municipality_words.whole(lang, shown.facts),
        value=shown.value(shown.city),
        year=shown.year,
        how=how_made(shown),
    )
    definition, *scope = measured
    return [definition, Sentence(text, (shown.ref,)), *scope]


def _measured(shown: Shown) -> list[Sentence]:
    """What the figures are of: the definition, and whom they do not speak of; or that there are none."""
    lang = shown.lang
    if shown.city is None:
        return [Sentence(lang._("Der er ingen offentliggjorte tal for {year}.", year=shown.year), (shown.ref,))]
    scope = lang._(
        "Tallene er fra {year} og beskriver alle beboere i bydelen eller roden. De siger ikke noget om en "
        "boligafdelings eller et planområdes egne beboere.",
        year=shown.year,
    )
    return [stated(lang.pick(shown.indicator.definition_da, shown.indicator.definition_en), shown.ref), Sentence(scope)]


def _comparator(shown: Shown) -> Sentence | None:
    if shown.city is None:
        return None
    text = shown.lang._(
        "Bygennemsnit, hele {municipality}: {value} ({how})",
        municipality=municipality_words.place(shown.lang, shown.facts),
        value=shown.value(shown.city),
        how=how_made(shown),
    )
    return Sentence(text, (shown.ref,))


def _legend_lead(shown: Shown) -> Sentence:
    return Sentence(shown.lang._("Farven viser afstanden til bygennemsnittet i {year}.", year=shown.year))


def _legend(shown: Shown, plans: bool, missing: bool) -> tuple[LegendGroup, ...]:
    lang = shown.lang
    unit = lang._("procentpoint") if shown.indicator.unit == "percent" else lang._("procent af bygennemsnittet")
    steps = [Key(one, text) for one, text in zip(shown.steps.swatches(), _step_labels(shown), strict=True)]
    if missing:
        steps.append(Key(UNKNOWN, lang._("intet tal: ikke offentliggjort, ingen eller for få beboere")))
    direction = lang.pick(shown.indicator.direction_da, shown.indicator.direction_en)
    title = lang._("Afstand til bygennemsnittet, {unit} ({direction})", unit=unit, direction=direction)
    groups = [LegendGroup(title, tuple(steps))]
    if plans:
        day = lang.day(shown.facts.reference_date)
        text = lang._("afdelinger i planerne pr. {day}, vist for orientering; tallene handler ikke om dem", day=day)
        groups.append(LegendGroup(lang._("Omrids"), (Key(None, text, "plan"),)))
    return tuple(groups)


def _step_labels(shown: Shown) -> list[str]:
    """Each step in words; a bound belongs to the step farther from the city, on both sides alike."""
    lang, scale = shown.lang, 1 if shown.indicator.unit == "percent" else 100
    labels = []
    for low, high in shown.steps.spans():
        if low is None or high is None:
            end = low if high is None else high
            bound = lang.number(abs(end or 0) * scale)
            labels.append(
                lang._("mindst {bound} over byen", bound=bound)
                if high is None
                else lang._("mindst {bound} under byen", bound=bound)
            )
        elif low < 0 < high:
            labels.append(lang._("mindre end {bound} fra byen", bound=lang.number(high * scale)))
        else:
            near, far = (lang.number(end * scale) for end in sorted((abs(low), abs(high))))
            labels.append(
                lang._("{near} til under {far} over byen", near=near, far=far)
                if low > 0
                else lang._("{near} til under {far} under byen", near=near, far=far)
            )
    return labels


def _any_missing(marks: dict[str, dict[str, Mark]]) -> bool:
    return any(mark.swatch == UNKNOWN for layer in marks.values() for mark in layer.values())


def _notes(shown: Shown) -> list[Sentence]:
    lang, indicator = shown.lang, shown.indicator
    note = lang.pick(indicator.note_da, indicator.note_en)
    notes = [stated(note, shown.ref)] if note else []
    if shown.level == "rode":
        notes.append(
            Sentence(
                lang._(
                    "En rode er et statistisk område. Den rummer for det meste andre boliger end afdelingen i den og "
                    "beskriver et nabolag, ikke en afdeling."
                )
            )
        )
    return notes


def _district_marks(shown: Shown) -> dict[str, Mark]:
    marks = {}
    for no, (name, slug) in shown.facts.bydele.items():
        lines = _lines(shown, "bydel", no, name)
        marks[str(no)] = marked(_swatch(shown, "bydel", no), lines, slug=slug)
    return marks


def _rode_marks(shown: Shown) -> dict[str, Mark]:
    marks = {}
    for no, (name, bydel_no) in shown.facts.roder.items():
        lines = _lines(shown, "rode", no, _rode_name(shown.lang, name), shown.facts.bydele[bydel_no][0])
        marks[str(no)] = marked(_swatch(shown, "rode", no), lines, "hair")
    return marks


def _rode_name(lang: Language, name: str) -> str:
    return lang._("{name} rode", name=name)


def _swatch(shown: Shown, level: Level, no: int) -> Swatch:
    figure = shown.figure(level, no)
    return shown.swatch(figure.value if figure else None)


def _lines(shown: Shown, level: Level, no: int, name: str, within: str = "") -> tuple[str, ...]:
    lang, figure = shown.lang, shown.figure(level, no)
    head = (name, within) if within else (name,)
    if figure is None or figure.value is None:
        return (*head, shown.missing(figure))
    residents = (_people(shown, figure.weight),) if figure.weight is not None else ()
    return (
        *head,
        f"{shown.value(figure.value)} ({shown.year})",
        lang._("Afstand til bygennemsnittet: {gap}", gap=shown.gap(figure.value)),
        *residents,
    )


def _people(shown: Shown, count: int) -> str:
    if shown.indicator.published_for == "rode":
        return shown.lang.ngettext("{count} beboer", "{count} beboere", count)
    return shown.lang.ngettext("{count} person", "{count} personer", count)


def _label(shown: Shown, no: int, name: str) -> Label:
    figure = shown.figure("bydel", no)
    if shown.level != "bydel" or figure is None or figure.value is None:
        return Label(f"bydel/{no}", (name,))
    return Label(f"bydel/{no}", (name, shown.value(figure.value)))


def _columns(shown: Shown) -> tuple[Column, ...]:
    lang = shown.lang
    people = lang._("Beboere") if shown.indicator.published_for == "rode" else lang._("Personer")
    return (
        Column("value", lang._("{name}, {year}", name=shown.name, year=shown.year), ref=shown.ref),
        Column("city", lang._("Hele byen (beregnet)"), ref=shown.ref),
        Column("gap", lang._("Afstand til byen (beregnet)"), ref=shown.ref),
        Column("people", people, ref=shown.ref),
    )


def _cells(shown: Shown, value: float | None, weight: int | None, missing: str) -> tuple[Cell, ...]:
    lang, city = shown.lang, shown.city
    decimals = 2 if shown.indicator.unit == "percent" else 0
    gap = None if value is None else shown.distance(value)
    none = common.unknown_cell(lang)
    return (
        common.unknown_cell(lang, missing)
        if value is None
        else Cell(shown.value(value), round(value, decimals), strong=True),
        none if city is None else Cell(shown.value(city), round(city, decimals)),
        common.unknown_cell(lang, shown.gap(value)) if gap is None else Cell(shown.gap(value), gap),
        none if weight is None else Cell(lang.number(weight), weight),
    )


def _bydel_table(shown: Shown) -> Table:
    lang, facts = shown.lang, shown.facts
    districts = tuple(_bydel_row(shown, no, name, slug) for no, (name, slug) in facts.bydele.items())
    groups = tuple(_group_row(shown, slug, name, nos) for slug, (name, nos) in facts.area_groups.items())
    city = shown.figure("city", CITY_NO)
    weight = city.weight if city else None
    how = how_made(shown)
    value, at, _, people = _cells(shown, shown.city, weight, lang.not_stated)
    foot = Row(
        municipality_words.whole(lang, facts),
        (value, at, Cell("–"), people),
        note=how,
        layer="city",
        shape=municipality_words.shape(facts),
    )
    return Table(
        table_id="tabel" if shown.level == "bydel" else "tabel-bydele",
        title=lang._("Tallene bag kortet") if shown.level == "bydel" else lang._("Bydelene til sammenligning"),
        caption=lang._("{name}, {year}. Bydelenes og byens tal er {how}.", name=shown.name, year=shown.year, how=how),
        head=lang._("Bydel"),
        columns=_columns(shown),
        groups=tuple(rows for rows in (districts, groups) if rows),
        foot=(foot,),
        notes=tuple(_unjoined(shown)),
    )


def _unjoined(shown: Shown) -> list[Sentence]:
    """What the findings say of data that could not be fetched, of figures without a rode, and of roder without any."""
    if shown.indicator.published_for != "rode":
        return []
    first = shown.indicator.indicator_id == ATTACHMENT  # the finding reckons with this one's mean
    told = {"service-failed"} | ({"name-without-rode"} if first else set())
    told |= {"rode-without-figures"} if shown.level == "rode" else set()
    said = [
        row
        for row in shown.facts.findings
        if row.check in told or (row.check == "year-lacks-roder" and row.finding_id.endswith(f"/{shown.year}"))
    ]
    return [stated(shown.lang.pick(row.message_da, row.message_en), shown.ref) for row in said]


def _bydel_row(shown: Shown, no: int, name: str, slug: str) -> Row:
    figure = shown.figure("bydel", no)
    value, weight = (figure.value, figure.weight) if figure else (None, None)
    return Row(
        name,
        _cells(shown, value, weight, shown.missing(figure)),
        swatch=shown.swatch(value),
        slug=slug,
        layer="bydele",
        shape=str(no),
    )


def _group_row(shown: Shown, slug: str, name: str, numbers: tuple[int, ...]) -> Row:
    value, weight = group_value(shown, numbers)
    names = shown.lang.listing([shown.facts.bydele[no][0] for no in numbers])
    return Row(
        name,
        _cells(shown, value, weight, shown.lang.not_stated),
        swatch=shown.swatch(value),
        slug=slug,
        note=shown.lang._("i alt ({names})", names=names),
        layer="places",
        shape=slug,
    )


def _rode_table(shown: Shown, within: tuple[int, ...]) -> Table:
    """The roder of some districts, by district and name."""
    lang, facts = shown.lang, shown.facts
    held = [no for no, (_, bydel_no) in facts.roder.items() if bydel_no in within]
    numbers = sorted(held, key=lambda no: (facts.roder[no][1], facts.roder[no][0]))
    return Table(
        table_id="tabel",
        title=lang._("Tallene bag kortet"),
        caption=lang._(
            "{name}, {year}, efter rode. Rodernes tal er kommunens; byens tal er {how}.",
            name=shown.name,
            year=shown.year,
            how=how_made(shown),
        ),
        head=lang._("Rode"),
        columns=(Column("bydel", lang._("Bydel"), numeric=False), *_columns(shown)),
        groups=(tuple(_rode_row(shown, no) for no in numbers),),
        long=True,
    )


def _rode_row(shown: Shown, no: int) -> Row:
    name, bydel_no = shown.facts.roder[no]
    figure = shown.figure("rode", no)
    value, weight = (figure.value, figure.weight) if figure else (None, None)
    bydel = shown.facts.bydele[bydel_no][0]
    return Row(
        _rode_name(shown.lang, name),
        (Cell(bydel, bydel), *_cells(shown, value, weight, shown.missing(figure))),
        swatch=shown.swatch(value),
        layer="roder",
        shape=str(no),
    )


def _place(shown: Shown, slug: str) -> Place | None:
    if not slug:
        return None
    lang = shown.lang
    name, numbers = shown.facts.places[slug]
    value, _ = group_value(shown, numbers)
    if value is None or shown.city is None:
        said = lang._("Tallet for {name} er ikke oplyst.", name=name)
    else:
        said = lang._(
            "{indicator}, {year}: {value} i {name} mod {city} i hele {municipality} ({how}). Afstand til "
            "bygennemsnittet: {gap}.",
            municipality=municipality_words.place(lang, shown.facts),
            indicator=shown.name,
            year=shown.year,
            value=shown.value(value),
            name=name,
            city=shown.value(shown.city),
            how=how_made(shown),
            gap=shown.gap(value),
        )
    sentences = [Sentence(said, (shown.ref,))]
    if len(numbers) > 1:
        names = [shown.facts.bydele[no][0] for no in numbers]
        text = lang._(
            "{name} er ikke en bydel; tallet er et gennemsnit af {names}, vægtet med antallet af personer.",
            name=name,
            names=lang.listing(names),
        )
        sentences.append(Sentence(text))
    return Place(slug, name, tuple(sentences), "bydele", tuple(str(no) for no in numbers))


THEMES = [Theme(slug, partial(label, slug), partial(options, slug), partial(sheet, slug)) for slug in SLUGS]
