"""lister: places that a document says stand on one of the state's lists. Outlines, never fills; no date is known."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from geodata.model import Department, ListArea
from webmap.language import Language
from webmap.sheet import Cell, Column, Key, Label, LegendGroup, Row, Sentence, Sheet, Table, marked, stated
from webmap.state import Option, State
from webmap.themes import common, outlines
from webmap.themes import coverage_words as words
from webmap.themes.theme import Theme

if TYPE_CHECKING:
    from webmap.facts import Facts


def label(lang: Language) -> str:
    """The theme in the navigation."""
    return lang._("Statens liste")


def options(facts: "Facts", lang: Language, asked: Mapping[str, str]) -> list[Option]:
    """Nothing to choose: the list has no date in the documents."""
    return []


def departments_of(facts: "Facts", area: ListArea) -> list[Department]:
    """The departments taken to be the place, as they are placed."""
    listed = [row.listed_id for row in facts.list_area_departments if row.list_area == area.key]
    return [facts.departments[key] for key in facts.tied(listed)]


def sheet(facts: "Facts", state: State, lang: Language) -> Sheet:
    """The places the documents name."""
    documents = common.cited(facts, facts.list_areas)
    which = lang.listing(list(dict.fromkeys(lang.pick(row.list_da, row.list_en) for row in facts.list_areas)))
    named = {row.listed_id for row in facts.list_area_departments}
    marks = {}
    for area in facts.list_areas:
        for department in departments_of(facts, area):
            lines = (department.name, on_list(lang, area), lang._("Afdelingen er antaget at være stedet"))
            marks[department.department_id] = marked(None, lines, "list")
    heading, title = _headings(lang, which)
    return Sheet(
        heading=heading,
        title=title,
        summary=tuple(_summary(lang, facts, which)),
        base="plans",
        marks={"bydele": common.plain_districts(facts), "departments": marks},
        labels=(
            *(Label(f"bydel/{no}", (name,)) for no, (name, _) in facts.bydele.items()),
            *(Label(f"list/{row.key}", (row.name,), kind="value") for row in facts.list_areas),
        ),
        legend_lead=Sentence(lang._("Omridset viser de afdelinger, stedet antages at bestå af.")),
        legend=_legend(lang, which),
        notes=(
            Sentence(
                lang._("Staten afgrænser selv stederne på listen; kortet viser afdelingerne, ikke listens grænser.")
            ),
        ),
        tables=(_table(lang, facts), *((_districts(lang, facts, which),) if which else ())),
        sources=(*documents, *common.PLAN_DATASETS),
        credit=common.credit(lang, facts, documents, common.PLAN_DATASETS),
        placed=common.placed(lang, facts, [row for row in facts.listed if row.listed_id in named]),
    )


def _headings(lang: Language, which: str) -> tuple[str, str]:
    """The page's question and the map's title; `which` is empty where the documents name no place on any list."""
    if not which:
        return (
            lang._("Hvilke steder står på statens lister, ifølge dokumenterne?"),
            lang._("Steder på statens lister: ikke oplyst"),
        )
    return (
        lang._("Hvilke steder står på statens liste over {which}, ifølge dokumenterne?", which=which),
        lang._("Steder på statens liste over {which}, dato ikke oplyst", which=which),
    )


def _legend(lang: Language, which: str) -> tuple[LegendGroup, ...]:
    if not which:
        return ()
    key = Key(None, lang._("på statens liste over {which}", which=which), "list")
    return (LegendGroup(lang._("Omrids"), (key,)),)


def on_list(lang: Language, area: ListArea) -> str:
    """That a place stands on the state's list, in the contract's words, with the list's day or that none is known."""
    return lang._(
        "{name}: på statens liste over {which} pr. {day}",
        name=area.name,
        which=lang.pick(area.list_da, area.list_en),
        day=lang.day(area.as_of) if area.as_of else lang._("en dato, der ikke er oplyst"),
    )


def _summary(lang: Language, facts: "Facts", which: str) -> list[Sentence]:
    if not which:
        return [Sentence(lang._("Dokumenterne nævner ingen steder på statens lister."))]
    refs = words.refs(lang, facts, facts.list_areas)
    named = lang._(
        "{names} står på statens liste over {which}, skriver {document}. Listens dato fremgår ikke.",
        names=lang.listing([row.name for row in facts.list_areas]),
        which=which,
        document=lang.listing([facts.documents[key].short_title for key in common.cited(facts, facts.list_areas)]),
    )
    return [
        Sentence(named, refs),
        Sentence(
            lang._("Dokumentet skriver »bl.a.«, så der kan være flere. Et sted uden omrids kan godt stå på listen.")
        ),
        *(stated(f"{row.name}: {note}") for row in facts.list_areas if (note := _note(lang, row))),
    ]


def _note(lang: Language, area: ListArea) -> str:
    """What a reader must know of a place on the list; nothing where nothing is noted."""
    return lang.pick(area.note_da or "", area.note_en or "")


def _table(lang: Language, facts: "Facts") -> Table:
    return Table(
        table_id="tabel",
        title=lang._("Tallene bag kortet"),
        caption=lang._("Steder, dokumenterne nævner, og de afdelinger, de antages at bestå af."),
        head=lang._("Sted"),
        columns=(
            Column("list", lang._("Liste"), numeric=False),
            Column("as_of", lang._("Pr."), numeric=False),
            Column("departments", lang._("Afdelinger (antaget)"), numeric=False),
            Column("bydel", lang._("Bydel"), numeric=False),
            Column("homes", lang._("Almene boliger i dem"), ref=words.homes_ref(lang)),
            Column("source", lang._("Kilde"), numeric=False),
        ),
        groups=(tuple(_row(lang, facts, area) for area in facts.list_areas),),
    )


def _row(lang: Language, facts: "Facts", area: ListArea) -> Row:
    inside = departments_of(facts, area)
    missing = common.unknown_cell(lang)
    names = lang.listing([row.name for row in inside])
    bydele = lang.listing(list(dict.fromkeys(facts.bydele[row.bydel_no][0] for row in inside if row.bydel_no)))
    homes = sum(row.homes or 0 for row in inside)
    unsure = outlines.aside(lang, facts, (row.department_id for row in inside))
    cite = words.ref(lang, facts, area)
    named = lang._("på statens liste over {which}", which=lang.pick(area.list_da, area.list_en))
    return Row(
        area.name,
        (
            Cell(named, named),
            Cell(lang.day(area.as_of), area.as_of.isoformat()) if area.as_of else missing,
            Cell(names, names, note=unsure) if names else missing,
            Cell(bydele, bydele) if bydele else missing,
            Cell(lang.number(homes), homes) if inside else missing,
            Cell("", cite.text, refs=(cite,)),
        ),
        note=_note(lang, area),
        layer="lists",
        shape=area.key,
    )


def _districts(lang: Language, facts: "Facts", which: str) -> Table:
    counts = {no: 0 for no in facts.bydele}
    for area in facts.list_areas:
        for no in {row.bydel_no for row in departments_of(facts, area)}:
            if no is not None:
                counts[no] += 1
    missing = common.unknown_cell(lang)
    rows = tuple(
        Row(
            name,
            (
                Cell(lang.number(counts[no]), counts[no]) if counts[no] else missing,
                missing,
                common.unknown_cell(lang, lang._("kan ikke beregnes")),
            ),
            slug=slug,
            layer="bydele",
            shape=str(no),
        )
        for no, (name, slug) in facts.bydele.items()
    )
    return Table(
        table_id="tabel-bydele",
        title=lang._("Efter bydel"),
        caption=lang._("Steder på statens liste over {which}, som dokumenterne nævner, efter bydel.", which=which),
        head=lang._("Bydel"),
        columns=(
            Column("value", lang._("Nævnte steder"), ref=next(iter(words.refs(lang, facts, facts.list_areas)), None)),
            Column("city", lang._("Hele byen")),
            Column("gap", lang._("Afstand til byen")),
        ),
        groups=(rows,),
    )


THEME = Theme("lister", label, options, sheet)
