"""How sure a department's outline is, said on every map that draws departments. Pure.

One place for all themes: a sheet goes in as its theme made it and comes out with approximate outlines drawn in a
stroke of their own, a legend that explains it, a line in each tooltip, a note with the names and the credit of whoever
the outlines are from. Where nothing is approximate the sheet comes out as it went in.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from geodata.clues import OUTLINED
from geodata.model import Footprint
from webmap.language import Language
from webmap.sheet import Key, LegendGroup, Mark, Sentence, Sheet
from webmap.state import State

if TYPE_CHECKING:
    from webmap.facts import Facts

_LAYERS = ("departments", "outlines")
# the stroke of an approximate outline, by the one it would have; an outline that says "on the list" goes on saying it
_STROKES = {"list": "approximate-list"}
_STROKE = "approximate"
_MOST_NAMES = 8


def telling(make: Callable[["Facts", State, Language], Sheet]) -> Callable[["Facts", State, Language], Sheet]:
    """The maker of a theme's sheet, whose sheets say how sure the outlines on them are."""

    def sheet(facts: "Facts", state: State, lang: Language) -> Sheet:
        return told(make(facts, state, lang), facts, lang)

    return sheet


def told(sheet: Sheet, facts: "Facts", lang: Language) -> Sheet:
    """The sheet with its approximate outlines marked and explained, and those a person drew said to be so."""
    drawn = [key for layer in _LAYERS for key in sheet.marks.get(layer, {})]
    shown = {key: facts.footprints[key] for key in drawn if key in facts.footprints}
    if not any(row.approximate or row.method == "drawn" for row in shown.values()):
        return sheet
    marks = {
        layer: {key: _marked(lang, mark, shown.get(key)) for key, mark in of_layer.items()}
        if layer in _LAYERS
        else of_layer
        for layer, of_layer in sheet.marks.items()
    }
    strokes = {mark.outline for layer in _LAYERS for mark in marks.get(layer, {}).values()}
    unsure = [facts.departments[key].name for key, row in shown.items() if row.approximate]
    return replace(
        sheet,
        marks=marks,
        legend=_legend(lang, sheet.legend, strokes),
        notes=(*sheet.notes, *_notes(lang, unsure)),
        credit=_credit(lang, sheet.credit, shown.values()),
    )


def line(lang: Language, footprint: Footprint | None) -> str | None:
    """What is said of an outline that is not simply the city's: None where there is nothing to say."""
    if footprint is None:
        return None
    if footprint.method == "drawn":
        return lang._("Omridset er tegnet af en person")
    if not footprint.approximate:
        return None
    return lang._(
        "Omridset er omtrentligt: {method}, ca. {metres} m",
        method=lang._(OUTLINED[footprint.method]),
        metres=lang.number(footprint.accuracy_m),
    )


def aside(lang: Language, facts: "Facts", department_ids: Iterable[str]) -> str:
    """What a table adds to a count of departments: how many of them have an approximate outline; nothing for none."""
    count = sum(1 for key in department_ids if key in facts.footprints and facts.footprints[key].approximate)
    if not count:
        return ""
    return lang.ngettext("{count} med omtrentligt omrids", "{count} med omtrentligt omrids", count)


def _marked(lang: Language, mark: Mark, footprint: Footprint | None) -> Mark:
    said = line(lang, footprint)
    if footprint is None or said is None:
        return mark
    outline = _STROKES.get(mark.outline, _STROKE) if footprint.approximate else mark.outline
    if not mark.lines:
        return replace(mark, outline=outline)
    return replace(mark, outline=outline, lines=(*mark.lines, said), spoken=f"{mark.spoken}, {said}")


def _legend(lang: Language, groups: tuple[LegendGroup, ...], strokes: set[str]) -> tuple[LegendGroup, ...]:
    """The legend with the strokes that are drawn, under the heading of outlines where it has one."""
    keys = tuple(
        Key(None, text, stroke)
        for stroke, text in (
            (_STROKE, lang._("omridset af afdelingen er omtrentligt")),
            ("approximate-list", lang._("på listen; omridset af afdelingen er omtrentligt")),
        )
        if stroke in strokes
    )
    if not keys:
        return groups
    title = lang._("Omrids")
    if any(group.title == title for group in groups):
        return tuple(replace(group, keys=(*group.keys, *keys)) if group.title == title else group for group in groups)
    return (*groups, LegendGroup(title, keys))


def _notes(lang: Language, names: list[str]) -> list[Sentence]:
    if not names:
        return []
    head = lang.ngettext(
        "{count} af de viste afdelinger har et omtrentligt omrids",
        "{count} af de viste afdelinger har et omtrentligt omrids",
        len(names),
    )
    if len(names) > _MOST_NAMES:
        return [Sentence(f"{head}.")]
    return [Sentence(lang._("{head}: {names}.", head=head, names=lang.listing(names)))]


def _credit(lang: Language, credit: str, shown: Iterable[Footprint]) -> str:
    """The credit line with whom the outlines are from that are not the city's."""
    others = dict.fromkeys(row.credit for row in shown if row.method != "city layer")
    return lang._("{credit} Omrids også fra: {others}.", credit=credit, others="; ".join(others)) if others else credit
