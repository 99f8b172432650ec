"""planomraader: what the documents print about a plan's own area, as what it is.

Another measure, another population and no stated year: these figures share no scale, legend, gap or sentence with the
city's statistics (`indicators.py`), and no district is ever painted with them.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from geodata import compare
from geodata.compare import NotComputable
from geodata.model import PlanAreaFigure
from webmap import municipality_words
from webmap.language import Language
from webmap.palette import UNKNOWN
from webmap.sheet import Cell, Column, Key, Label, LegendGroup, Mark, Ref, Row, Sentence, Sheet, Table, marked, stated
from webmap.state import Choice, Option, State
from webmap.themes import common
from webmap.themes import coverage_words as words
from webmap.themes.coverage_view import CoverageView, view
from webmap.themes.theme import Theme

if TYPE_CHECKING:
    from webmap.facts import Facts


def label(lang: Language) -> str:
    """The theme in the navigation."""
    return lang._("Planområdernes egne tal")


def options(facts: "Facts", lang: Language, asked: Mapping[str, str]) -> list[Option]:
    """Which of the printed figures."""
    named = {row.indicator: lang.pick(row.name_da, row.name_en) for row in facts.plan_area_figures}
    choices = tuple(Choice(key, name) for key, name in named.items())
    default = choices[0].value if choices else ""
    return [Option("maal", lang._("målet"), lang._("Tal"), choices, default)]


def sheet(facts: "Facts", state: State, lang: Language) -> Sheet:
    """The map of one printed figure."""
    figures = [row for row in facts.plan_area_figures if row.indicator == state["maal"]]
    shown = view(facts, facts.reference_date.year, "default")
    areas = {row.area: row.plan_id for row in facts.plan_area_figures}
    documents = common.cited(facts, facts.plan_area_figures)
    named = lang.pick(figures[0].name_da, figures[0].name_en) if figures else lang.not_stated
    return Sheet(
        heading=lang._("Hvad skriver dokumenterne om planområdernes egne beboere?"),
        title=lang._("{name}: planområdernes egne tal, {year}", name=named, year=_year(lang, figures)),
        summary=tuple(_summary(lang, facts, figures)),
        base="plans",
        marks={"bydele": common.plain_districts(facts), "departments": _marks(lang, shown, areas, figures)},
        labels=tuple(_labels(lang, facts, areas, figures)),
        legend_lead=Sentence(
            lang._(
                "De farvede felter er afdelingerne i planområdet, som det kendes fra {document}. Farven er planens "
                "egen og er ikke en skala.",
                document=lang.listing([facts.documents[key].short_title for key in documents]),
            )
        ),
        legend=_legend(lang, shown, areas, figures),
        notes=tuple(_notes(lang, facts, figures)),
        tables=(_table(lang, facts, areas),),
        sources=(*documents, *common.PLAN_DATASETS),
        credit=common.credit(lang, facts, documents, common.PLAN_DATASETS),
        placed=common.placed(lang, facts, [row.listed for row in shown.listed if row.plan.plan_id in areas.values()]),
    )


def _year(lang: Language, figures: list[PlanAreaFigure]) -> str:
    years = {row.year for row in figures}
    return str(years.pop()) if len(years) == 1 and None not in years else lang._("året er ikke oplyst")


def _ref(lang: Language, facts: "Facts", row: PlanAreaFigure) -> Ref:
    return words.ref(lang, facts, row)


def _pct(lang: Language, value: float) -> str:
    """A printed percentage with the decimals it is printed with."""
    return lang.of_100(value, 0 if float(value).is_integer() else 1)


def _gap_cells(lang: Language, row: PlanAreaFigure | None) -> tuple[Cell, Cell]:
    """How far the area is from the city's figure in the same sentence, in points and as a multiple of it."""
    found = compare.gap(*compare.of_plan_area(row)) if row else None
    if found is None or isinstance(found, NotComputable):
        return (common.unknown_cell(lang, lang._("kan ikke beregnes")),) * 2
    ratio = common.unknown_cell(lang, lang._("kan ikke beregnes"))
    if found.ratio is not None:
        ratio = Cell(lang.number(found.ratio, 2), round(found.ratio, 2))
    return Cell(lang.points(found.difference, 1), round(found.difference, 1)), ratio


def _paces(lang: Language, facts: "Facts", figures: list[PlanAreaFigure]) -> list[Sentence]:
    """What each area's figure would have to change a year until the year of the papers' goals, or why nobody can say.

    The goals are about lists and name no figure; the city's own, as the paper prints it beside the area's, stands in.
    """
    years = [row.by_year for row in facts.sourced.get("targets", []) if row.list_da and row.by_year]
    return [_pace(lang, facts, row, max(years)) for row in figures] if years else []


def _pace(lang: Language, facts: "Facts", row: PlanAreaFigure, year: int) -> Sentence:
    alike = [one for one in facts.plan_area_figures if (one.area, one.indicator) == (row.area, row.indicator)]
    found = compare.pace([compare.of_plan_area(one)[0] for one in alike], compare.of_plan_area(row)[1], year)
    if isinstance(found, NotComputable):
        text = lang._(
            "Tempoet frem mod {year} for planområdet {area} kan ikke beregnes: {reason}. Der mangler {missing}.",
            year=year,
            area=row.area,
            reason=lang.pick(found.reason_da, found.reason_en),
            missing=lang.listing([lang.pick(*text) for text in found.what_is_missing]) or lang.not_stated,
        )
    else:
        text = lang._(
            "Planområdet {area} ville nå tallet for {authority} i {year} med {needed} om året; fra {first} til {last} "
            "var det {so_far} om året (beregnet).",
            authority=municipality_words.authority(lang, facts),
            year=year,
            area=row.area,
            needed=lang.points(found.needed),
            first=found.first.year,
            last=found.last.year,
            so_far=lang.points(found.so_far),
        )
    return Sentence(text, (_ref(lang, facts, row),))


def _summary(lang: Language, facts: "Facts", figures: list[PlanAreaFigure]) -> list[Sentence]:
    said = [
        Sentence(
            lang._(
                "Planområdet {area}: {value} mod {city} i {authority} ({name}).",
                authority=municipality_words.authority(lang, facts),
                area=row.area,
                value=_pct(lang, row.value_pct),
                city=_pct(lang, row.city_pct),
                name=lang.pick(row.name_da, row.name_en),
            ),
            (_ref(lang, facts, row),),
        )
        for row in figures
    ]
    warning = lang._(
        "Tallene står i dokumentet uden år og kilde og gælder planområdet, ikke bydelen. De kan ikke holdes op mod "
        "kortene over bydele og roder, som måler noget andet."
    )
    return [*said, Sentence(warning)]


def _marks(
    lang: Language, shown: CoverageView, areas: dict[str, str], figures: list[PlanAreaFigure]
) -> dict[str, Mark]:
    by_plan = {row.plan_id: row for row in figures}
    cards = {card.plan.plan_id: card for card in shown.plans}
    marks = {}
    for key, plan_id in shown.covered.items():
        area = next((name for name, plan in areas.items() if plan == plan_id), None)
        if area is None:
            continue
        row = by_plan.get(plan_id)
        said = (
            lang._("Hele planområdet: {value}", value=_pct(lang, row.value_pct))
            if row
            else lang._("Dokumentet har ikke tallet for dette planområde")
        )
        department = shown.facts.departments[key]
        lines = (department.name, lang._("Planområdet {area}", area=area), said)
        marks[key] = marked(cards[plan_id].swatch if row else UNKNOWN, lines, "thin")
    return marks


def _labels(lang: Language, facts: "Facts", areas: dict[str, str], figures: list[PlanAreaFigure]) -> list[Label]:
    by_plan = {row.plan_id: row for row in figures}
    slugs = {name: slug for slug, (name, _) in facts.places.items()}
    # A label of the plan's area stands where the place's own name would, clear of the departments.
    labels = [Label(f"bydel/{no}", (name,)) for no, (name, _) in facts.bydele.items() if name not in areas]
    for area, plan_id in areas.items():
        row = by_plan.get(plan_id)
        value = _pct(lang, row.value_pct) if row else lang.not_stated
        anchor = f"place/{slugs[area]}" if area in slugs else f"plan/{plan_id}"
        labels.append(Label(anchor, (lang._("Planområdet {area}", area=area), value), kind="value"))
    return labels


def _legend(
    lang: Language, shown: CoverageView, areas: dict[str, str], figures: list[PlanAreaFigure]
) -> tuple[LegendGroup, ...]:
    cards = {card.plan.plan_id: card for card in shown.plans}
    known = {row.plan_id: row for row in figures}
    keys = []
    for area, plan_id in areas.items():
        row = known.get(plan_id)
        value = _pct(lang, row.value_pct) if row else lang.not_stated
        swatch = cards[plan_id].swatch if row else UNKNOWN
        keys.append(Key(swatch, lang._("planområdet {area}: {value}", area=area, value=value)))
    return (LegendGroup(lang._("Planområder"), tuple(keys)),)


def _notes(lang: Language, facts: "Facts", figures: list[PlanAreaFigure]) -> list[Sentence]:
    said = [stated(lang.pick(row.note_da, row.note_en), _ref(lang, facts, row)) for row in figures]
    return [*said, *_paces(lang, facts, figures)]


def _table(lang: Language, facts: "Facts", areas: dict[str, str]) -> Table:
    figures = facts.plan_area_figures
    named = {row.indicator: row for row in figures}
    rows = []
    for area in areas:
        for indicator, any_row in named.items():
            row = next((one for one in figures if one.area == area and one.indicator == indicator), None)
            rows.append(_row(lang, facts, area, any_row, row))
    return Table(
        table_id="tabel",
        title=lang._("Tallene bag kortet"),
        caption=lang._(
            "Hvad dokumentet skriver om planområderne og om {authority}. Afstanden er beregnet.",
            authority=municipality_words.authority(lang, facts),
        ),
        head=lang._("Planområde"),
        columns=(
            Column("indicator", lang._("Tal"), numeric=False),
            Column("ages", lang._("Alder"), numeric=False),
            Column("year", lang._("År"), numeric=False),
            Column("value", lang._("Planområdet")),
            Column("city", municipality_words.authority(lang, facts)),
            Column(
                "gap_to_city",
                lang._("Afstand til {authority} (beregnet)", authority=municipality_words.authority(lang, facts)),
            ),
            Column("ratio_to_city", lang._("Gange kommunens tal (beregnet)")),
            Column("source", lang._("Kilde"), numeric=False),
        ),
        groups=(tuple(rows),),
        notes=(
            Sentence(
                lang._(
                    "Dokumentet har ét tal for hvert planområde. De felter, der mangler, er ikke nul: tallet er ikke "
                    "oplyst."
                )
            ),
        ),
    )


def _row(lang: Language, facts: "Facts", area: str, named: PlanAreaFigure, row: PlanAreaFigure | None) -> Row:
    name = lang.pick(named.name_da, named.name_en)
    head = (Cell(name, name), Cell(lang._("{ages} år", ages=named.ages.replace("-", "–")), named.ages))
    missing = common.unknown_cell(lang)
    if row is None:
        city = Cell(_pct(lang, named.city_pct), named.city_pct)
        cite = _ref(lang, facts, named)  # the city's figure stands there, though not the area's
        return Row(area, (*head, missing, missing, city, *_gap_cells(lang, None), Cell("", cite.text, refs=(cite,))))
    cite = _ref(lang, facts, row)
    return Row(
        area,
        (
            *head,
            Cell(str(row.year), row.year) if row.year else missing,
            Cell(_pct(lang, row.value_pct), row.value_pct, strong=True),
            Cell(_pct(lang, row.city_pct), row.city_pct),
            *_gap_cells(lang, row),
            Cell("", cite.text, refs=(cite,)),
        ),
        layer="plans",
        shape=row.plan_id,
    )


THEME = Theme("planomraader", label, options, sheet)
