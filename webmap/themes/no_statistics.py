"""A map of statistics where the snapshot has none: the districts, and that there are no figures. Pure."""

from typing import TYPE_CHECKING

from webmap import municipality_words
from webmap.language import Language
from webmap.palette import UNKNOWN
from webmap.sheet import Column, Key, Label, LegendGroup, Place, Row, Sentence, Sheet, Table, marked
from webmap.themes import common

if TYPE_CHECKING:
    from webmap.facts import Facts


def sheet(facts: "Facts", lang: Language, heading: str, label: str, place: str) -> Sheet:
    """The sheet under the theme's own heading; `label` is what the theme is called, `place` the slug of one or none."""
    nothing = lang.not_stated
    said = Sentence(lang._("Der er ingen tal for {municipality}.", municipality=municipality_words.place(lang, facts)))
    title = lang._("{theme}: ingen tal", theme=label)
    sources = (common.BYDEL_DATASET, common.GROUND_DATASET)
    return Sheet(
        heading=heading,
        title=title,
        summary=(said,),
        base="indicator",
        marks={
            "bydele": {
                str(no): marked(UNKNOWN, (name, nothing), slug=slug) for no, (name, slug) in facts.bydele.items()
            }
        },
        labels=tuple(Label(f"bydel/{no}", (name,)) for no, (name, _) in facts.bydele.items()),
        legend_lead=said,
        legend=(LegendGroup(title, (Key(UNKNOWN, nothing),)),),
        notes=(),
        tables=(_table(facts, lang, title),),
        sources=sources,
        credit=common.credit(lang, facts, [], sources),
        place=_place(facts, lang, place),
    )


def _table(facts: "Facts", lang: Language, title: str) -> Table:
    missing = common.unknown_cell(lang)
    return Table(
        table_id="tabel",
        title=lang._("Tallene bag kortet"),
        caption=title,
        head=lang._("Bydel"),
        columns=(Column("value", lang._("Tal")), Column("city", lang._("Hele byen")), Column("gap", lang._("Afstand"))),
        groups=(
            tuple(
                Row(name, (missing, missing, missing), swatch=UNKNOWN, slug=slug, layer="bydele", shape=str(no))
                for no, (name, slug) in facts.bydele.items()
            ),
        ),
    )


def _place(facts: "Facts", lang: Language, slug: str) -> Place | None:
    if not slug:
        return None
    name, numbers = facts.places[slug]
    said = Sentence(lang._("Tallet for {name} er ikke oplyst.", name=name))
    return Place(slug, name, (said,), "bydele", tuple(str(no) for no in numbers))
