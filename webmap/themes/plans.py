"""plan: which plans run on a day, where their departments lie, and what became of the plans before them."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from geodata.model import Department
from webmap import municipality_words
from webmap.language import Language
from webmap.palette import GROUND, UNKNOWN
from webmap.sheet import Cell, Column, Key, Label, LegendGroup, Mark, Place, Ref, Row, Sentence, Sheet, Table, marked
from webmap.state import Option, State
from webmap.themes import common, coverage, outlines
from webmap.themes import coverage_words as words
from webmap.themes.coverage_view import CoverageView, PlanCard, view
from webmap.themes.theme import Theme

if TYPE_CHECKING:
    from webmap.facts import Facts


def label(lang: Language) -> str:
    """The theme in the navigation."""
    return lang._("Planer")


def options(facts: "Facts", lang: Language, asked: Mapping[str, str]) -> list[Option]:
    """Year, reading of the periods and place."""
    return [coverage.plan_years(facts, lang), coverage.reading_option(facts, lang), common.place_option(facts, lang)]


def sheet(facts: "Facts", state: State, lang: Language) -> Sheet:
    """The plans of a year."""
    shown = view(facts, int(state["aar"]), coverage.READINGS[state["periode"]])
    documents = common.documents_of(shown)
    of_all_plans = common.cited(facts, [*facts.plans, *facts.links])
    return Sheet(
        heading=lang._("Hvilke boligsociale helhedsplaner løber, og hvor?"),
        title=lang._("Boligsociale helhedsplaner pr. {day}", day=lang.day(shown.day)),
        year=state["aar"],
        summary=tuple(words.summary(lang, shown)),
        base="plans",
        marks={"bydele": _districts(lang, shown), "departments": common.plan_marks(lang, shown)},
        labels=tuple(_label(lang, shown, no, name) for no, (name, _) in facts.bydele.items()),
        legend_lead=Sentence(
            lang._(
                "Hver farve er en plan. Farvede felter er de afdelinger, kilderne henfører til planen den {day}.",
                day=lang.day(shown.day),
            )
        ),
        legend=_legend(lang, shown),
        notes=tuple(common.caveats(lang, shown.facts, [card.plan.plan_id for card in shown.running])),
        tables=(_table(lang, shown), plan_table(lang, shown)),
        sources=(*dict.fromkeys([*documents, *of_all_plans]), *common.PLAN_DATASETS),
        credit=common.credit(lang, facts, documents, common.PLAN_DATASETS),
        place=_place(lang, shown, state["sted"]),
        sections="sections/plans.html",
        detail=shown,
        placed=common.placed_on(lang, shown),
    )


def running_in(shown: CoverageView, bydel_no: int) -> list[PlanCard]:
    """The plans of the day that have a department in the district, or are for it by name."""
    keys = {shown.covered[key] for key in shown.covered if shown.facts.departments[key].bydel_no == bydel_no}
    return [
        card
        for card in shown.running
        if card.plan.plan_id in keys or (not card.departments and bydel_no in shown.facts.bydele_named(card.plan.place))
    ]


def _unlisted(shown: CoverageView, bydel_no: int) -> bool:
    return any(not card.departments for card in running_in(shown, bydel_no))


def _inside(shown: CoverageView, bydel_no: int) -> list[Department]:
    """The departments under a plan of the day that lie in the district."""
    return [row for key in shown.covered if (row := shown.facts.departments[key]).bydel_no == bydel_no]


def _districts(lang: Language, shown: CoverageView) -> dict[str, Mark]:
    marks = {}
    for no, (name, slug) in shown.facts.bydele.items():
        cards = running_in(shown, no)
        said = tuple(f"{words.plan_name(lang, card.plan)} ({_span(lang, card)})" for card in cards)
        unlisted = (lang._("Afdelinger ikke oplyst i kilderne"),) if _unlisted(shown, no) else ()
        lines = (name, *(said or (lang._("Kilderne nævner ingen plan her"),)), *unlisted)
        ground = GROUND if _inside(shown, no) else UNKNOWN
        marks[str(no)] = marked(ground, lines, slug=slug)
    return marks


def _label(lang: Language, shown: CoverageView, no: int, name: str) -> Label:
    count = len(_inside(shown, no))
    said = [lang.ngettext("{count} afdeling i plan", "{count} afdelinger i plan", count)] if count else []
    if not count and _unlisted(shown, no):
        said = [lang._("plan uden kendte afdelinger")]
    return Label(f"bydel/{no}", (name, *said))


def _legend(lang: Language, shown: CoverageView) -> tuple[LegendGroup, ...]:
    plans = common.plan_legend(lang, shown)
    unknown = Key(UNKNOWN, lang._("ingen kendte afdelinger; planer, som dokumenterne ikke navngiver, kan ligge her"))
    return (LegendGroup(plans.title, (*plans.keys, unknown)),)


def _span(lang: Language, card: PlanCard) -> str:
    if card.period is None:
        return lang._("periode ikke oplyst")
    years = [str(day.year) if day else "?" for day in (card.period.start, card.period.end)]
    return "–".join(years)


def _table(lang: Language, shown: CoverageView) -> Table:
    counted = shown.facts.counts.get(coverage.DEPARTMENTS_COUNT) if shown.counted_together and shown.running else None
    layer = words.homes_ref(lang)
    cite = (words.ref(lang, shown.facts, counted),) if counted else ()
    city = Cell(lang.number(counted.value), counted.value, refs=cite) if counted else common.unknown_cell(lang)
    foot = Row(
        lang._("{whole} ifølge dokumenterne", whole=municipality_words.whole(lang, shown.facts)),
        (Cell("–"), city, city, Cell("–"), common.unknown_cell(lang)),
    )
    return Table(
        table_id="tabel",
        title=lang._("Tallene bag kortet"),
        caption=lang._(
            "Planer og deres kendte afdelinger efter bydel pr. {day}. En afdeling hører til den bydel, hvor det "
            "meste af den ligger.",
            day=lang.day(shown.day),
        ),
        head=lang._("Bydel"),
        columns=(
            Column("plans", lang._("Planer"), numeric=False),
            Column("value", lang._("Kendte afdelinger i plan")),
            Column("city", lang._("Hele byen")),
            Column("gap", lang._("Afstand til byen")),
            Column("homes", lang._("Almene boliger i dem"), ref=layer),
        ),
        groups=(tuple(_row(lang, shown, no, city) for no in shown.facts.bydele),),
        foot=(foot,) if counted else (),
    )


def _row(lang: Language, shown: CoverageView, no: int, city: Cell) -> Row:
    name, slug = shown.facts.bydele[no]
    cards = running_in(shown, no)
    names = "; ".join(words.short_name(lang, card.plan) for card in cards)
    inside = _inside(shown, no)
    unsure = outlines.aside(lang, shown.facts, (one.department_id for one in inside))
    count, homes = len(inside), sum(row.homes or 0 for row in inside)
    missing = common.unknown_cell(lang)
    return Row(
        name,
        (
            Cell(names, names) if names else missing,
            Cell(lang.number(count), count, strong=True, note=unsure) if count else missing,
            city,
            common.unknown_cell(lang, lang._("beregnes ikke for antal")),
            Cell(lang.number(homes), homes) if count else missing,
        ),
        swatch=UNKNOWN if cards and not count else (cards[0].swatch if cards else None),
        slug=slug,
        layer="bydele",
        shape=str(no),
    )


def plan_table(lang: Language, shown: CoverageView) -> Table:
    """Every plan of the register: period, state, what it followed and what followed it."""
    return Table(
        table_id="alle-planer",
        title=lang._("Alle planer i registret"),
        caption=lang._(
            "Planerne, som dokumenterne nævner dem, med tilstand pr. {day}. »?« betyder, at kilderne ikke oplyser "
            "året.",
            day=lang.day(shown.day),
        ),
        head=lang._("Plan"),
        columns=(
            Column("period", lang._("Periode"), numeric=False),
            Column("state", lang._("Tilstand"), numeric=False),
            Column("departments", lang._("Kendte afdelinger")),
            Column("homes", lang._("Almene boliger i dem"), ref=words.homes_ref(lang)),
            Column("links", lang._("Før og efter"), numeric=False),
            Column("source", lang._("Kilde"), numeric=False),
        ),
        groups=(tuple(_plan_row(lang, shown, card) for card in shown.plans),),
    )


def _plan_row(lang: Language, shown: CoverageView, card: PlanCard) -> Row:
    missing = common.unknown_cell(lang)
    linked = _before_and_after(lang, shown, card)
    cite: Ref = words.ref(lang, shown.facts, card.plan)
    known = card.departments > 0
    of_plan = [row.listed_id for row in shown.facts.memberships if row.plan_id == card.plan.plan_id]
    unsure = outlines.aside(lang, shown.facts, shown.facts.tied(of_plan))
    state = words.state(lang, card.state)
    return Row(
        words.plan_name(lang, card.plan),
        (
            Cell(_span(lang, card), _span(lang, card), missing=card.period is None),
            Cell(state, state, missing=state == lang.not_stated),
            Cell(lang.number(card.departments), card.departments, note=unsure) if known else missing,
            Cell(lang.number(card.homes), card.homes) if known else missing,
            Cell(linked, linked) if linked else common.unknown_cell(lang),
            Cell("", cite.text, refs=(cite,)),
        ),
        swatch=card.swatch if known else None,
        layer="plans",
        shape=card.plan.plan_id,
    )


def _before_and_after(lang: Language, shown: CoverageView, card: PlanCard) -> str:
    """What the plan follows and what follows it, with the day where it is known."""
    before = lang.listing([_linked(lang, shown, row.predecessor_id, row.kind, row.on) for row in card.predecessors])
    after = lang.listing([_linked(lang, shown, row.plan_id, row.kind, row.on) for row in card.successors])
    parts = [
        lang._("Følger efter {plans}.", plans=before) if before else "",
        lang._("Fortsætter i {plans}.", plans=after) if after else "",
    ]
    return " ".join(part for part in parts if part)


def _linked(lang: Language, shown: CoverageView, plan_id: str, kind: str, on: date | None) -> str:
    name = next((words.short_name(lang, card.plan) for card in shown.plans if card.plan.plan_id == plan_id), plan_id)
    when = lang.day(on) if on else lang._("dato ikke oplyst")
    if kind == "merged":
        return lang._("{name} (lagt sammen, {when})", name=name, when=when)
    return lang._("{name} ({when})", name=name, when=when)


def _place(lang: Language, shown: CoverageView, slug: str) -> Place | None:
    if not slug:
        return None
    name, numbers = shown.facts.places[slug]
    cards = list({card.plan.plan_id: card for no in numbers for card in running_in(shown, no)}.values())
    names = lang.listing([words.plan_name(lang, card.plan) for card in cards])
    count = sum(len(_inside(shown, no)) for no in numbers)
    if not cards:
        said = lang._(
            "Kilderne nævner ingen plan for {name} den {day}. Det er ikke det samme som, at der ingen er.",
            name=name,
            day=lang.day(shown.day),
        )
    elif not count:
        said = lang._("{name}: {plans}. Kilderne oplyser ikke afdelingerne.", name=name, plans=names)
    else:
        said = lang.ngettext(
            "{name}: {plans}, med {count} kendt afdeling.",
            "{name}: {plans}, med {count} kendte afdelinger.",
            count,
            name=name,
            plans=names,
        )
    sentences = [Sentence(said, tuple(words.ref(lang, shown.facts, card.plan) for card in cards))]
    if len(numbers) > 1:
        members = [shown.facts.bydele[no][0] for no in numbers]
        sentences.append(coverage.not_a_district(lang, name, members))
    return Place(slug, name, tuple(sentences), "bydele", tuple(str(no) for no in numbers))


THEME = Theme("plan", label, options, sheet)
