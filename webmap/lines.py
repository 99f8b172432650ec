"""Tables whose cells are lines of text, each with its own sources: for what is words rather than figures. Pure."""

from dataclasses import dataclass

from geodata.model import Source
from webmap.sheet import Ref


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a cell. `words` is a source whose quote, or place and hash, is folded away beneath it.

    `quiet` is an aside, `missing` says that something is not known, `danish` that the text is Danish in every language.
    """

    text: str
    refs: tuple[Ref, ...] = ()
    strong: bool = False
    quiet: bool = False
    missing: bool = False
    danish: bool = False
    words: Source | None = None


Lines = tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class LineRow:
    """A row by its name; one cell a column."""

    name: str
    cells: tuple[Lines, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class LineTable:
    """A table of lines. `columns` are the headings behind the first, `head`; a `long` one is folded on the page."""

    table_id: str
    title: str
    caption: str
    head: str
    columns: tuple[str, ...]
    rows: tuple[LineRow, ...]
    long: bool = False
