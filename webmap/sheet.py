"""What a map shows, whatever the theme: one `Sheet` in one language, and nothing outside it. Pure.

Page, embed, single file, figure, CSV and GeoJSON are all made of the same sheet, so that they cannot disagree.
"""

from dataclasses import dataclass
from typing import Any

from webmap.palette import Swatch


@dataclass(frozen=True, slots=True)
class Ref:
    """A link to where a figure comes from, and how it is named beside the figure.

    `page` says what `anchor` is: an anchor of /kilder ("sources"), table and key of a register row ("row"), or the
    slug of a theme ("theme"), the id of a department ("department"), or nothing ("departments": how names were placed).
    """

    anchor: str
    text: str
    title: str = ""
    within: str = ""  # what a single file holds of it: the source's own anchor
    page: str = "sources"


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence and the sources of its figures."""

    text: str
    refs: tuple[Ref, ...] = ()


def stated(text: str, *refs: Ref) -> Sentence:
    """A text of the data as a sentence: with the full stop that a cell may lack."""
    return Sentence(text if text.endswith((".", "?", "!")) else f"{text}.", refs)


@dataclass(frozen=True, slots=True)
class Mark:
    """How one shape is drawn and what it says. `outline` names a stroke of map.js and of the figure."""

    swatch: Swatch | None
    lines: tuple[str, ...] = ()
    spoken: str = ""
    outline: str = "plain"
    slug: str | None = None


def marked(swatch: Swatch | None, lines: tuple[str, ...], outline: str = "plain", slug: str | None = None) -> Mark:
    """A shape that says its lines, and to a screen reader the same in one: "Nørrebro: 82,63 % (2013), ..."."""
    name, *rest = lines
    return Mark(swatch, lines, f"{name}: {', '.join(rest)}" if rest else name, outline, slug)


@dataclass(frozen=True, slots=True)
class Label:
    """Words on the map. `anchor` is a point of the drawn files: "bydel/3", "plan/amager-2026", "list/blaagaarden"."""

    anchor: str
    lines: tuple[str, ...]
    kind: str = "place"


@dataclass(frozen=True, slots=True)
class Key:
    """One entry of the legend."""

    swatch: Swatch | None
    label: str
    outline: str = "plain"


@dataclass(frozen=True, slots=True)
class LegendGroup:
    """Entries of the legend under one heading."""

    title: str
    keys: tuple[Key, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: the text a reader sees and the value a program reads. A missing value is None and says so in text."""

    text: str
    value: float | str | None = None
    missing: bool = False
    strong: bool = False
    refs: tuple[Ref, ...] = ()
    note: str = ""
    differs: bool = False  # printed and computed do not agree
    link: Ref | None = None  # where the figure itself leads
    danish: bool = False  # the text is Danish in every language


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `key` in CSV and GeoJSON, `label` on the page; `ref` leads to where its figures come from."""

    key: str
    label: str
    numeric: bool = True
    ref: Ref | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A row about a place or thing. `layer` and `shape` name what it is on the map, `slug` the place it can zoom to."""

    name: str
    cells: tuple[Cell, ...]
    swatch: Swatch | None = None
    slug: str | None = None
    note: str = ""
    layer: str | None = None
    shape: str | None = None
    link: Ref | None = None  # where its name leads
    differs: bool = False  # a row that we computed, under one that is printed


@dataclass(frozen=True, slots=True)
class Table:
    """A table of figures: rows by group (districts, area groups), and the rows of the whole city at its foot."""

    table_id: str
    title: str
    caption: str
    head: str
    columns: tuple[Column, ...]
    groups: tuple[tuple[Row, ...], ...]
    foot: tuple[Row, ...] = ()
    notes: tuple[Sentence, ...] = ()
    long: bool = False  # folded on the page

    @property
    def rows(self) -> list[Row]:
        """All rows, the city's last."""
        return [*(row for group in self.groups for row in group), *self.foot]


@dataclass(frozen=True, slots=True)
class Place:
    """The place a reader has chosen: what is said of it, and the shapes it is made of."""

    slug: str
    name: str
    sentences: tuple[Sentence, ...]
    layer: str
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything one map shows.

    `heading` is the page's question, `title` the line on the map itself with its year and definition, so that a
    picture of it carries both. `marks` are shapes by layer and id; `base` is the drawn map they are put on
    (`drawn.MAPS`). `caption` is what must go along when the map is cut out as
    a picture, where that is not the summary. `sections` names a template
    with what only this theme has, `detail` what it needs.
    """

    heading: str
    title: str
    summary: tuple[Sentence, ...]
    base: str
    marks: dict[str, dict[str, Mark]]
    labels: tuple[Label, ...]
    legend_lead: Sentence
    legend: tuple[LegendGroup, ...]
    notes: tuple[Sentence, ...]
    tables: tuple[Table, ...]
    sources: tuple[str, ...]
    credit: str
    place: Place | None = None
    comparator: Sentence | None = None
    sections: str | None = None
    detail: Any = None
    year: str = ""
    caption: tuple[Sentence, ...] = ()
    see_also: tuple[Sentence, ...] = ()
    placed: Sentence | None = None  # how many of the names behind its departments are placed
