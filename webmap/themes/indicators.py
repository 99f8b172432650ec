"""tilknytning, uddannelse, indkomst: the city's statistics by district and rode, and the distance to the city.

Another measure than what documents print about a plan's own area (`plan_areas.py`): the two never meet on a page.
"""

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from geodata.catalogue import HOMES_DATASET
from geodata.model import Level
from webmap.language import Language
from webmap.palette import UNKNOWN
from webmap.sheet import Mark, Sheet, marked
from webmap.state import Choice, Option, State
from webmap.themes import common, no_statistics
from webmap.themes import indicator_words as words
from webmap.themes.coverage_view import view
from webmap.themes.indicator_tables import tables
from webmap.themes.indicator_view import ALMENE, CITY, Shown, almene_roder, roder_of
from webmap.themes.theme import Theme

if TYPE_CHECKING:
    from webmap.facts import Facts

RODE_DATASET = "rode"
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
        resets=("aar", "niveau", "sammenlign"),
    )
    chosen = next((row for row in mine if row.indicator_id == asked.get("maal")), mine[0])
    years = range(chosen.first_year, chosen.last_year + 1)
    known = _years_with_a_figure(facts, chosen.indicator_id)
    default = min(max(common_year(facts), chosen.first_year), chosen.last_year)
    levels = [Choice("bydel", lang._("Bydele"))]
    if chosen.published_for == "rode":
        levels.append(Choice("rode", lang._("Roder")))
    against = [Choice(CITY, lang._("Bygennemsnittet"))]
    if chosen.published_for == "rode" and almene_roder(facts):
        against.append(Choice(ALMENE, lang._("Roder med mange almene boliger")))
    return [
        measure,
        common.year_option(lang, years, default, known, aside=lang._("historiske tal")),
        Option("niveau", lang._("niveauet"), lang._("Vis"), tuple(levels), "bydel"),
        Option("sammenlign", lang._("sammenligningen"), lang._("Sammenlign med"), tuple(against), CITY),
        common.place_option(facts, lang),
    ]


def common_year(facts: "Facts") -> int:
    """The newest year in which the first indicator of every theme has a figure for the city."""
    first = [
        next(row for row in facts.indicators if row.theme == slug).indicator_id for slug in SLUGS if _has(facts, slug)
    ]
    years = [_years_with_a_figure(facts, one) for one in first]
    together = set.intersection(*years) if years else set()
    return max(together, default=facts.reference_date.year)


def _years_with_a_figure(facts: "Facts", indicator_id: str) -> set[int]:
    """The years in which the city has a figure, and not merely a reason for having none."""
    return {
        year
        for (of, level, year), figures in facts.figures.items()
        if of == indicator_id and level == "city" and any(one.value is not None for one in figures.values())
    }


def _has(facts: "Facts", slug: str) -> bool:
    return any(row.theme == slug for row in facts.indicators)


def sheet(slug: str, facts: "Facts", state: State, lang: Language) -> Sheet:
    """The map of an indicator, year and level, held against the city or the roder with much non-profit housing.

    Of the districts alone where there are no statistics.
    """
    if not _has(facts, slug):
        heading = words.heading(slug, lang, words.average(lang, CITY))
        return no_statistics.sheet(facts, lang, heading, label(slug, lang), state["sted"])
    indicator = next(row for row in facts.indicators if row.indicator_id == state["maal"])
    level: Level = "rode" if state["niveau"] == "rode" else "bydel"
    shown = Shown(facts, lang, indicator, int(state["aar"]), level, state["sammenlign"])
    plans = view(facts, facts.reference_date.year, "default")
    datasets = _datasets(shown)
    within = facts.places[state["sted"]][1] if state["sted"] else tuple(facts.bydele)
    marks = {"bydele": _district_marks(shown), "outlines": {key: Mark(None, outline="plan") for key in plans.covered}}
    if level == "rode":
        marks["roder"] = _rode_marks(shown)
    return Sheet(
        heading=words.heading(slug, lang, words.average(lang, shown.against)),
        title=words.title(shown),
        year=str(shown.year),
        summary=tuple(words.summary(shown)),
        base="roder" if level == "rode" else "indicator",
        marks=marks,
        labels=tuple(words.label(shown, no, name) for no, (name, _) in facts.bydele.items()),
        legend_lead=words.legend_lead(shown),
        legend=words.legend(shown, bool(plans.covered), _any_missing(marks)),
        comparator=words.comparator(shown),
        notes=tuple(words.notes(shown)),
        tables=tables(shown, within),
        sources=(*common.cited(facts, [row.listed for row in plans.listed]), *datasets),
        credit=common.credit(lang, facts, [], datasets),
        place=words.place(shown, state["sted"]),
        caption=tuple(words.caption(shown)),
        see_also=words.see_also(slug, shown),
        placed=common.placed_on(lang, plans),
    )


def _datasets(shown: Shown) -> tuple[str, ...]:
    """What the map is made of; roder are drawn, or averaged over."""
    of_roder = shown.level == "rode" or shown.against == ALMENE
    return (
        shown.indicator.dataset_id,
        *((RODE_DATASET,) if of_roder else ()),
        *((HOMES_DATASET,) if shown.against == ALMENE else ()),
        common.BYDEL_DATASET,
        common.GROUND_DATASET,
    )


def _any_missing(marks: dict[str, dict[str, Mark]]) -> bool:
    return any(mark.swatch == UNKNOWN for layer in marks.values() for mark in layer.values())


def _district_marks(shown: Shown) -> dict[str, Mark]:
    marks = {}
    for no, (name, slug) in shown.facts.bydele.items():
        figure = shown.figure("bydel", no)
        swatch = shown.swatch(figure.value if figure else None, roder_of(shown.facts, (no,)))
        marks[str(no)] = marked(swatch, words.lines(shown, "bydel", no, name), slug=slug)
    return marks


def _rode_marks(shown: Shown) -> dict[str, Mark]:
    marks = {}
    for no, (name, bydel_no) in shown.facts.roder.items():
        figure = shown.figure("rode", no)
        said = words.lines(shown, "rode", no, words.rode_name(shown.lang, name), shown.facts.bydele[bydel_no][0])
        swatch = shown.swatch(figure.value if figure else None, frozenset({no}))
        marks[str(no)] = marked(swatch, said, "hair")
    return marks


THEMES = [Theme(slug, partial(label, slug), partial(options, slug), partial(sheet, slug)) for slug in SLUGS]
