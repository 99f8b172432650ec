"""What several themes share: the options of places and years, the marks of plans and departments, the credit line."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from geodata.catalogue import HOMES_DATASET
from geodata.model import ListedDepartment
from webmap.language import Language
from webmap.palette import GROUND, OTHER_DEPARTMENT
from webmap.sheet import Cell, Key, LegendGroup, Mark, Ref, Sentence, marked, stated
from webmap.state import Choice, Option
from webmap.themes import coverage_words as words
from webmap.themes.coverage_view import CURRENT_HOMES, CURRENT_PLANS, CoverageView

if TYPE_CHECKING:
    from webmap.facts import Facts

BYDEL_DATASET, GROUND_DATASET = "bydel", "postnumre"
PLAN_DATASETS = (BYDEL_DATASET, HOMES_DATASET, GROUND_DATASET)  # what a map of plans is drawn of


def place_option(facts: "Facts", lang: Language) -> Option:
    """The place a reader zooms to; none by default."""
    choices = [Choice("", lang._("Hele byen")), *(Choice(slug, name) for slug, (name, _) in facts.places.items())]
    return Option("sted", lang._("stedet"), lang._("Sted"), tuple(choices), default="", kind="place")


def year_option(
    lang: Language, years: Iterable[int], default: int, known: Iterable[int], *, aside: str, empty_note: str = ""
) -> Option:
    """The years of a map; those without anything to show are offered as empty."""
    shown = set(known)
    choices = tuple(Choice(str(year), str(year), empty=year not in shown) for year in years)
    return Option("aar", lang._("året"), lang._("Vælg år"), choices, str(default), "years", aside, empty_note)


def unknown_cell(lang: Language, text: str = "") -> Cell:
    """A cell that says in words that its figure is not known."""
    return Cell(text or lang.not_stated, missing=True)


def plan_marks(lang: Language, shown: CoverageView, *, every: bool = False) -> dict[str, Mark]:
    """Marks of the departments under a plan that runs; of every department where asked."""
    cards = {card.plan.plan_id: card for card in shown.plans}
    keys = shown.facts.departments if every else shown.covered
    marks = {}
    for key in keys:
        plan_id = shown.covered.get(key)
        lines = words.department_lines(lang, shown, key)
        swatch = cards[plan_id].swatch if plan_id else OTHER_DEPARTMENT
        marks[key] = marked(swatch, lines, "thin")
    return marks


def plain_districts(facts: "Facts") -> dict[str, Mark]:
    """Districts as mere ground, with their names."""
    return {str(no): marked(GROUND, (name,), slug=slug) for no, (name, slug) in facts.bydele.items()}


def plan_legend(lang: Language, shown: CoverageView) -> LegendGroup:
    """The plans that are drawn on the day."""
    drawn = [card for card in shown.running if card.departments]
    keys = [Key(card.swatch, words.plan_name(lang, card.plan)) for card in drawn]
    nothing = lang._("Ingen pr. {day}", day=lang.day(shown.day))
    return LegendGroup(lang._("Afdelinger i planerne"), tuple(keys) or (Key(None, nothing),))


def placed(lang: Language, facts: "Facts", listed: Iterable[ListedDepartment]) -> Sentence:
    """How many of the names behind a map's departments are placed; or that no document lists any."""
    names = list({row.listed_id: row for row in listed}.values())
    how = Ref("", lang._("hvordan navnene er placeret"), page="departments")
    if not names:
        none = lang._("Dokumenterne opfører ingen afdelinger ved navn under det, kortet viser, så ingen er placeret.")
        return Sentence(none, (how,))
    papers = {row.source.document_id: row for row in reversed(names)}  # of each paper the first name
    return Sentence(words.placed(lang, facts, names), (*words.refs(lang, facts, papers.values()), how))


def placed_on(lang: Language, shown: CoverageView) -> Sentence:
    """The same of the names listed under the plans of the day."""
    return placed(lang, shown.facts, [row.listed for row in shown.listed])


def caveats(lang: Language, facts: "Facts", plan_ids: Iterable[str]) -> list[Sentence]:
    """What must be known of the plans, each said once with the plans it is about."""
    plans = {plan.plan_id: plan for plan in facts.plans}
    about: dict[str, list[str]] = {}
    refs: dict[str, Ref] = {}
    for plan_id in plan_ids:
        for row in facts.caveats:
            if row.plan_id == plan_id:
                text = lang.pick(row.text_da, row.text_en)
                about.setdefault(text, []).append(words.short_name(lang, plans[plan_id]))
                refs.setdefault(text, words.ref(lang, facts, row))
    return [stated(f"{lang.listing(names)}: {text}", refs[text]) for text, names in about.items()]


def credit(lang: Language, facts: "Facts", documents: Sequence[str], datasets: Sequence[str]) -> str:
    """The line beneath a map: documents, datasets with their dates, publishers, licences, snapshot."""
    used = [row for row in facts.datasets if row.dataset_id in datasets]
    papers = [facts.documents[key].short_title for key in documents if key in facts.documents]
    layers = [f"{row.title} ({lang.dated(row.dated)})" if row.dated else row.title for row in used]
    if not papers and not layers:
        return lang._("Helhedskort, øjebliksbillede {snapshot}.", snapshot=facts.snapshot_id)
    publishers = lang.listing(list(dict.fromkeys(row.publisher for row in used)))
    parts = [
        lang._("Kilder: {papers}", papers=lang.listing([*papers, *layers])),
        f"© {publishers}" if publishers else "",
        ", ".join(dict.fromkeys(row.licence or lang._("licens ikke oplyst") for row in used)),
    ]
    return lang._(
        "{sources}. Helhedskort, øjebliksbillede {snapshot}.",
        sources="; ".join(part for part in parts if part),
        snapshot=facts.snapshot_id,
    )


def documents_of(shown: CoverageView) -> list[str]:
    """Ids of the documents behind the plans of the day, in the register's order."""
    facts, running = shown.facts, {card.plan.plan_id for card in shown.running}
    held: list[Any] = [*facts.plans, *facts.periods, *facts.memberships, *facts.states]
    rows = [row for row in held if row.plan_id in running]
    counts = [facts.counts[key] for key in (CURRENT_PLANS, CURRENT_HOMES) if key in facts.counts]
    return cited(facts, [*rows, *(counts if shown.counted_together else [])])


def cited(facts: "Facts", rows: Iterable[object]) -> list[str]:
    """Ids of the documents the rows are read from, in the register's order."""
    used = {row.source.document_id for row in rows}  # type: ignore[attr-defined]
    return [key for key in facts.documents if key in used]
