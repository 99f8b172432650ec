"""daekning: the least share of a district's almene homes that is under a plan, and the departments it rests on."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from geodata.model import FIRST_YEAR, LAST_YEAR, Department, Reading
from webmap import municipality_words
from webmap.language import Language
from webmap.palette import COVERAGE, GROUND, OTHER_DEPARTMENT, UNKNOWN, Swatch
from webmap.sheet import Cell, Column, Key, Label, LegendGroup, Mark, Place, Ref, Row, Sentence, Sheet, Table
from webmap.state import Choice, Option, State
from webmap.themes import common, outlines
from webmap.themes import coverage_words as words
from webmap.themes.coverage_view import CURRENT_HOMES, CoverageView, PlaceRow, PlanCard, view, years_with_plans
from webmap.themes.theme import Theme

if TYPE_CHECKING:
    from webmap.facts import Facts

READINGS: dict[str, Reading] = {"udledt": "default", "aftalen": "agreement"}
DEPARTMENTS_COUNT = "aktuelle-planer/afdelinger"


def label(lang: Language) -> str:
    """The theme in the navigation."""
    return lang._("Dækning")


def options(facts: "Facts", lang: Language, asked: Mapping[str, str]) -> list[Option]:
    """Year, reading of the periods, level and place."""
    levels = (Choice("bydel", lang._("Bydele")), Choice("afdeling", lang._("Afdelinger")))
    return [
        plan_years(facts, lang),
        reading_option(facts, lang),
        Option("niveau", lang._("niveauet"), lang._("Vis"), levels, "bydel"),
        common.place_option(facts, lang),
    ]


def plan_years(facts: "Facts", lang: Language) -> Option:
    """The years 2014-2029; those in which the register knows no department under a plan are offered as empty."""
    known = {year for reading in READINGS.values() for year in years_with_plans(facts, reading)}
    return common.year_option(
        lang,
        range(FIRST_YEAR, LAST_YEAR + 1),
        facts.reference_date.year,
        known,
        aside=lang._("pr. 31. december"),
        empty_note=lang._("ingen kendte afdelinger"),
    )


def reading_option(facts: "Facts", lang: Language) -> Option:
    """Which source's periods the map follows; says so where the sources disagree."""
    differ = [
        str(year)
        for year in range(FIRST_YEAR, LAST_YEAR + 1)
        if len({tuple(row.homes_covered for row in facts.coverage[year, kind]) for kind in READINGS.values()}) > 1
    ]
    named = words.readings(lang)
    return Option(
        "periode",
        lang._("perioden"),
        lang._("Perioder"),
        tuple(Choice(slug, named[kind]) for slug, kind in READINGS.items()),
        "udledt",
        aside=lang._("kilderne er uenige; ændrer kortet i {years}", years=lang.listing(differ)) if differ else "",
    )


def sheet(facts: "Facts", state: State, lang: Language) -> Sheet:
    """The coverage map of a year, reading and level."""
    level = state["niveau"]
    shown = view(facts, int(state["aar"]), READINGS[state["periode"]])
    documents = common.documents_of(shown)
    against, summary = words.comparator(lang, shown), words.summary(lang, shown)
    return Sheet(
        heading=lang._("Hvilke almene boliger er omfattet af en boligsocial helhedsplan?"),
        title=words.coverage_title(lang, shown, level),
        year=state["aar"],
        summary=tuple(summary),
        base="plans" if level == "bydel" else "departments",
        marks={
            "bydele": {str(row.bydel_no): _district(lang, row, coloured=level == "bydel") for row in shown.rows},
            "departments": common.plan_marks(lang, shown, every=level == "afdeling"),
        },
        labels=tuple(
            Label(f"bydel/{row.bydel_no}", (row.name, *(words.place_label(lang, row) if level == "bydel" else ())))
            for row in shown.rows
        ),
        legend_lead=_legend_lead(lang, shown, level),
        legend=_legend(lang, shown, level),
        comparator=Sentence(f"{against[0]}: {_about(lang, against[1])} ({against[2].text}).", against[2].refs)
        if against and level == "bydel"
        else None,
        notes=tuple(_notes(lang, shown)),
        tables=(_table(lang, shown), *((_departments(lang, shown),) if level == "afdeling" else ())),
        sources=(*documents, *common.PLAN_DATASETS),
        credit=common.credit(lang, facts, documents, common.PLAN_DATASETS),
        place=_place(lang, shown, state["sted"]),
        caption=(*summary, *_caption(lang, shown)),
        sections="sections/coverage.html",
        detail=shown,
        placed=common.placed_on(lang, shown),
    )


def _caption(lang: Language, shown: CoverageView) -> list[Sentence]:
    return [*_assumed(lang, shown), _homes_dated(lang, shown)]


def swatch(row: PlaceRow) -> Swatch:
    """The colour of a place; hatched where nothing is known."""
    return UNKNOWN if row.coverage.share is None else COVERAGE.swatch_of(row.coverage.share)


def _district(lang: Language, row: PlaceRow, *, coloured: bool) -> Mark:
    known = row.coverage.share is not None
    ground = swatch(row) if coloured or not known else GROUND
    return Mark(
        ground,
        words.place_lines(lang, row),
        words.spoken(lang, row),
        outline="disputed" if row.disputed else "plain",
        slug=row.slug,
    )


def _legend_lead(lang: Language, shown: CoverageView, level: str) -> Sentence:
    day = lang.day(shown.day)
    if level == "afdeling":
        return Sentence(
            lang._(
                "Kortet viser de almene afdelinger i kommunens kortlag. De farvede henfører kilderne til en "
                "boligsocial helhedsplan, der løber den {day}.",
                day=day,
            )
        )
    return Sentence(
        lang._(
            "Farven viser, hvor stor en andel af bydelens almene boliger der mindst er omfattet af en boligsocial "
            "helhedsplan pr. {day}.",
            day=day,
        )
    )


def _legend(lang: Language, shown: CoverageView, level: str) -> tuple[LegendGroup, ...]:
    unknown = Key(UNKNOWN, lang._("afdelinger ikke oplyst i kilderne"))
    if level == "afdeling":
        plans = common.plan_legend(lang, shown)
        other = Key(OTHER_DEPARTMENT, lang._("almene afdelinger, som kilderne ikke nævner"))
        return (LegendGroup(plans.title, (*plans.keys, other, unknown)),)
    steps = [Key(one, text) for one, text in zip(COVERAGE.swatches(), words.step_labels(lang), strict=True)]
    disputed = [Key(None, lang._("kilderne er uenige om perioden"), "disputed")] if shown.disputed else []
    return (
        LegendGroup(lang._("Andel af de almene boliger"), (*steps, unknown, *disputed)),
        common.plan_legend(lang, shown),
    )


def _notes(lang: Language, shown: CoverageView) -> list[Sentence]:
    return [
        Sentence(
            lang._(
                "Andelen er angivet med »mindst«, fordi kun planer med kendte afdelinger tæller med. Skraverede "
                "bydele er ikke 0 %: kilderne oplyser ikke deres afdelinger."
            )
        ),
        *common.caveats(lang, shown.facts, [card.plan.plan_id for card in shown.running]),
        _homes_dated(lang, shown),
    ]


def _homes_dated(lang: Language, shown: CoverageView) -> Sentence:
    dated = shown.facts.homes_dated
    text = (
        lang._(
            "Boligtallene er fra kommunens kortlag pr. {day}, uanset hvilket år der er valgt.", day=lang.dated(dated)
        )
        if dated
        else lang._("Boligtallene er fra kommunens kortlag, uanset hvilket år der er valgt; dets dato er ikke oplyst.")
    )
    return Sentence(text, (words.homes_ref(lang),))


def _table_caption(lang: Language, shown: CoverageView) -> str:
    day, dated = lang.day(shown.day), shown.facts.homes_dated
    if not dated:
        return lang._("Almene boliger i afdelinger under en boligsocial helhedsplan pr. {day}.", day=day)
    return lang._(
        "Almene boliger i afdelinger under en boligsocial helhedsplan pr. {day}. Boligtal fra kommunens kortlag "
        "pr. {dated}, uanset valgt år.",
        day=day,
        dated=lang.dated(dated),
    )


def _about(lang: Language, share: float) -> str:
    return lang._("ca. {share}", share=lang.percent(share, 0))


def _table(lang: Language, shown: CoverageView) -> Table:
    against = words.comparator(lang, shown)
    share = against[1] if against else None
    foot = (_city(lang, shown, against[0], against[1]),) if against else ()
    layer = words.homes_ref(lang)
    return Table(
        table_id="tabel",
        title=lang._("Tallene bag kortet"),
        caption=_table_caption(lang, shown),
        head=lang._("Bydel"),
        columns=(
            Column("homes_covered", lang._("Boliger i plan"), ref=layer),
            Column("homes", lang._("Almene boliger"), ref=layer),
            Column("value", lang._("Andel, mindst"), ref=layer),
            Column("city", lang._("Hele byen"), ref=against[2].refs[0] if against else None),
            Column("gap", lang._("Afstand til byen"), ref=layer),
            Column("value_family_youth", lang._("Andel af familie- og ungdomsboliger"), ref=layer),
            Column("departments_covered", lang._("Afdelinger i plan"), ref=layer),
        ),
        groups=tuple(
            tuple(_row(lang, shown, row, share) for row in rows) for rows in (shown.rows, shown.groups) if rows
        ),
        foot=foot,
        notes=tuple(_table_notes(lang, shown)),
    )


def _row(lang: Language, shown: CoverageView, row: PlaceRow, city: float | None) -> Row:
    figures = row.coverage
    missing = common.unknown_cell(lang)
    known = figures.share is not None
    all_departments = lang.number(figures.departments)
    return Row(
        name=row.name,
        swatch=swatch(row),
        slug=row.slug,
        note=_made_of(lang, shown, row),
        layer="bydele" if row.bydel_no else "places",
        shape=str(row.bydel_no or row.slug),
        cells=(
            Cell(lang.number(figures.homes_covered), figures.homes_covered) if known else missing,
            Cell(lang.number(figures.homes), figures.homes),
            Cell(lang.at_least(figures.share), _rounded(figures.share), strong=True) if known else missing,
            Cell(_about(lang, city), round(city * 100)) if city is not None else missing,
            _gap(lang, figures.share, city),
            Cell(lang.at_least(figures.share_family_youth), _rounded(figures.share_family_youth)) if known else missing,
            Cell(
                lang._("{some} af {all}", some=lang.number(figures.departments_covered), all=all_departments),
                figures.departments_covered,
                note=outlines.aside(lang, shown.facts, _covered_in(shown, row)),
            )
            if known
            else Cell(lang._("ikke oplyst af {all}", all=all_departments), missing=True),
        ),
    )


def _covered_in(shown: CoverageView, row: PlaceRow) -> list[str]:
    """Ids of the departments under a plan in a place."""
    districts = {one.bydel_no for one in shown.members(row)}
    return [key for key in shown.covered if shown.facts.departments[key].bydel_no in districts]


def _departments(lang: Language, shown: CoverageView) -> Table:
    """Every department of the layer, with the plan the sources put it under."""
    cards = {card.plan.plan_id: card for card in shown.plans}
    rows = sorted(shown.facts.departments.values(), key=lambda row: (row.bydel_no or 99, row.name, row.department_id))
    return Table(
        table_id="tabel-afdelinger",
        title=lang._("Afdelingerne på kortet"),
        caption=lang._(
            "Almene afdelinger i kommunens kortlag pr. {dated}, og den plan, kilderne henfører dem til pr. {day}.",
            dated=lang.dated(shown.facts.homes_dated),
            day=lang.day(shown.day),
        ),
        head=lang._("Afdeling"),
        columns=(
            Column("organisation", lang._("Organisation"), numeric=False),
            Column("department_id", lang._("Nøgle"), numeric=False),
            Column("bydel", lang._("Bydel"), numeric=False),
            Column("homes", lang._("Almene boliger"), ref=words.homes_ref(lang)),
            Column("plan", lang._("Plan"), numeric=False),
        ),
        groups=(tuple(_department(lang, shown, row, cards) for row in rows),),
        long=True,
    )


def _department(lang: Language, shown: CoverageView, row: Department, cards: Mapping[str, PlanCard]) -> Row:
    missing = common.unknown_cell(lang)
    bydel = shown.facts.bydele[row.bydel_no][0] if row.bydel_no in shown.facts.bydele else None
    card = cards.get(shown.covered.get(row.department_id, ""))
    plan = words.short_name(lang, card.plan) if card else None
    return Row(
        row.name,
        (
            Cell(row.organisation, row.organisation, danish=True),
            Cell(row.department_id, row.department_id),
            Cell(bydel, bydel) if bydel else missing,
            missing if row.homes is None else Cell(lang.number(row.homes), row.homes),
            Cell(plan, plan) if plan else common.unknown_cell(lang, lang._("ikke nævnt i kilderne")),
        ),
        link=Ref(row.department_id, row.name, page="department"),
        layer="departments",
        shape=row.department_id,
    )


def _gap(lang: Language, share: float | None, city: float | None) -> Cell:
    if share is None or city is None:
        return common.unknown_cell(lang, lang._("kan ikke beregnes"))
    gap = round(share * 100, 1) - round(city * 100)
    size = lang.number(abs(gap))
    if gap < 0:  # a least share is at most so far below
        return Cell(lang._("højst ca. {size} procentpoint under", size=size), round(gap))
    return Cell(lang._("mindst ca. {size} procentpoint over", size=size), round(gap))


def _rounded(share: float | None) -> float | None:
    """A share as the downloads hold it: per cent with one decimal, as it is shown."""
    return None if share is None else round(share * 100, 1)


def _city(lang: Language, shown: CoverageView, name: str, share: float) -> Row:
    facts = shown.facts
    departments = facts.counts.get(DEPARTMENTS_COUNT)
    homes = facts.counts[CURRENT_HOMES]
    cite = (words.ref(lang, facts, homes),)
    missing = common.unknown_cell(lang)
    return Row(
        name=municipality_words.whole(lang, facts),
        note=name.partition(": ")[2],
        layer="city",
        shape=municipality_words.shape(facts),
        cells=(
            Cell(f"{words.about(lang, homes)}{lang.number(homes.value)}", homes.value, refs=cite),
            Cell(lang.number(facts.homes), facts.homes),
            Cell(_about(lang, share), round(share * 100), strong=True),
            Cell(_about(lang, share), round(share * 100)),
            Cell("–"),
            missing,
            Cell(lang.number(departments.value), departments.value) if departments else missing,
        ),
    )


def _made_of(lang: Language, shown: CoverageView, row: PlaceRow) -> str:
    if row.bydel_no is not None:
        return ""
    return lang._("i alt ({names})", names=lang.listing([one.name for one in shown.members(row)]))


def _table_notes(lang: Language, shown: CoverageView) -> list[Sentence]:
    notes = [
        Sentence(
            lang._(
                "Almene boliger er familie-, ungdoms-, ældre- og plejeboliger i kommunens kortlag over almene "
                "boliger. En afdeling hører til den bydel, hvor det meste af den ligger. {left_out}",
                left_out=words.without_district(lang, shown),
            ).strip()
        )
    ]
    if words.comparator(lang, shown):
        counted = shown.facts.counts[CURRENT_HOMES]
        text = lang._("Nederste linje er dokumenternes egen opgørelse, ikke summen af det, kortet viser.")
        notes.append(Sentence(text, (words.ref(lang, shown.facts, counted),)))
    return [*notes, *_assumed(lang, shown)]


def _assumed(lang: Language, shown: CoverageView) -> list[Sentence]:
    """Which homes rest on a reading of ours, by district."""
    return [
        Sentence(
            lang._(
                "{homes} af boligerne i {name} hviler på en antagelse: {departments}.",
                homes=lang.number(row.homes_assumed),
                name=row.name,
                departments=lang.listing(row.assumed)
                if len(row.assumed) <= 3
                else lang._("alle {count} afdelinger", count=len(row.assumed)),
            ),
            (words.homes_ref(lang),),
        )
        for row in shown.rows
        if row.homes_assumed
    ]


def _place(lang: Language, shown: CoverageView, slug: str) -> Place | None:
    row = shown.place(slug) if slug else None
    if row is None:
        return None
    members = shown.members(row)
    sentences = [Sentence(words.place_sentence(lang, shown, row), (words.homes_ref(lang),))]
    if row.bydel_no is None:
        sentences.append(not_a_district(lang, row.name, [one.name for one in members]))
    return Place(slug, row.name, tuple(sentences), "bydele", tuple(str(one.bydel_no) for one in members))


def not_a_district(lang: Language, name: str, members: list[str]) -> Sentence:
    """That an area group is not a district, and what it is made of."""
    return Sentence(
        lang._("{name} er ikke en bydel; tallene for {names} er lagt sammen.", name=name, names=lang.listing(members))
    )


THEME = Theme("daekning", label, options, sheet)
