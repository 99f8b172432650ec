"""Edge: a DOCX file -> its lines: paragraphs and tables in their order, as a reader sees them.

What is deleted but kept for review, hidden text, notes, headers and pictures are left out; a text box follows the
paragraph it hangs on. A line break begins a line, a page break that someone set a page: where Word itself breaks pages
is not in the file.
"""

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import docx

from etl.reading.lines import Read, gathered, joined
from etl.reading.numbering import Numbering
from etl.reading.numbering import W as _W
from geodata.errors import DocumentError

MAX_ENTRIES = 5_000
MAX_UNPACKED = 300_000_000  # bytes, of all entries
MAX_XML = 60_000_000  # bytes of one XML entry: its tree takes some ten times as much
MAX_RATIO = 200  # unpacked to packed: Word's XML packs to a tenth, a bomb to a thousandth
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_BREAK = "\n"
_PAGE = "\f"
_LEFT_OUT = {f"{_W}{name}" for name in ("del", "moveFrom", "pPr", "rPr", "sdtPr", "sdtEndPr", "txbxContent", "drawing")}
_LEFT_OUT |= {f"{_W}{name}" for name in ("pict", "object", "instrText", "footnoteReference", "tblPr", "tblGrid")}


def read(path: Path) -> Read:
    """The lines of a DOCX. Raises DocumentError where it is another file, damaged, or too large unpacked."""
    _check(path)
    try:
        document = docx.Document(str(path))
        text = _Text(Numbering.of(document))
        text.block(document.element.body)
    except (DocumentError, MemoryError):
        raise
    except Exception as error:  # python-docx raises whatever the XML makes it stumble on
        raise DocumentError("Word-filen er beskadiget og kan ikke læses", remedy="Hent filen igen.") from error
    if not any(line.strip() for line in text.lines):
        raise DocumentError("Word-filen har ingen tekst", remedy="Er teksten et billede, så brug det oprindelige.")
    return gathered(page.split(_BREAK) for page in _BREAK.join(text.lines).replace(_BREAK + _PAGE, _PAGE).split(_PAGE))


def _check(path: Path) -> None:
    """Raises DocumentError unless the file is a zip of modest size with a Word document in it."""
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise DocumentError("Word-filen er ikke hel og kan ikke åbnes", remedy="Hent filen igen.") from error
    if not any(entry.filename.startswith("word/") and entry.filename.endswith(".xml") for entry in entries):
        raise DocumentError(
            "filen er ikke et Word-dokument, selv om den hedder .docx", remedy="Gem dokumentet som .docx i Word."
        )
    unpacked, packed = sum(entry.file_size for entry in entries), sum(entry.compress_size for entry in entries)
    if (
        len(entries) > MAX_ENTRIES
        or unpacked > MAX_UNPACKED
        or unpacked > MAX_RATIO * max(packed, 100_000)
        or any(entry.file_size > MAX_XML for entry in entries if entry.filename.endswith((".xml", ".rels")))
    ):
        raise DocumentError(
            f"Word-filen er pakket ud større, end der læses ({unpacked // 1_000_000} MB i {len(entries)} dele)",
            remedy="Gem den uden billeder, eller del den.",
        )


@dataclass
class _Text:
    """The lines so far; a line break within a paragraph begins a line, a page break is a form feed between lines."""

    numbering: Numbering
    lines: list[str] = field(default_factory=list)

    def block(self, parent: Any) -> None:
        """The paragraphs and tables of a body, a cell or a content control."""
        for element in parent:
            if element.tag == f"{_W}p":
                self.lines.extend(self.paragraph(element))
            elif element.tag == f"{_W}tbl":
                rows = (row for row in _within(element, "tr") if row.find(f"{_W}trPr/{_W}del") is None)
                self.lines.extend(map(self.row, rows))
            elif element.tag not in _LEFT_OUT:
                self.block(element)

    def paragraph(self, element: Any) -> list[str]:
        """The lines of a paragraph, with the bullet or number that Word shows before it, and of its text boxes."""
        words = "".join(_words(element))
        label = self.numbering.label(element) if words.strip() else ""
        boxes = _Text(self.numbering)
        for box in _boxes(element):
            boxes.block(box)
        lines = [*(f"{label} {words}" if label else words).split(_BREAK), *boxes.lines]
        return [_PAGE + lines[0], *lines[1:]] if _begins_page(element) else lines

    def row(self, element: Any) -> str:
        """A row of a table: a tab between its cells; a merged cell is its words, then empty ones."""
        fields: list[str] = [""] * _number(element, "trPr", "gridBefore")
        for cell in _within(element, "tc"):
            within = _Text(self.numbering)
            goes_on = cell.find(f"{_W}tcPr/{_W}vMerge")
            if goes_on is None or goes_on.get(f"{_W}val") == "restart":
                within.block(cell)
            fields.append(joined(line.replace(_PAGE, " ") for each in within.lines for line in each.split(_BREAK)))
            fields.extend([""] * (_number(cell, "tcPr", "gridSpan") - 1))
        return "\t".join(fields)


def _within(parent: Any, name: str) -> Iterator[Any]:
    """The rows of a table or cells of a row, through content controls, not those of a table within."""
    for element in parent:
        if element.tag == f"{_W}{name}":
            yield element
        elif element.tag in {f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}customXml"}:
            yield from _within(element, name)


def _number(element: Any, properties: str, name: str) -> int:
    """A count of grid columns that a row or cell says of itself; 0 where it says none."""
    found = element.find(f"{_W}{properties}/{_W}{name}")
    value = "" if found is None else str(found.get(f"{_W}val") or "")
    return min(int(value), 100) if value.isdecimal() else 0


def _begins_page(paragraph: Any) -> bool:
    found = paragraph.find(f"{_W}pPr/{_W}pageBreakBefore")
    return found is not None and found.get(f"{_W}val") not in {"0", "false", "off"}


def _boxes(parent: Any) -> Iterator[Any]:
    """The text boxes that hang on a paragraph, each once: what older readers are given instead is passed over."""
    for element in parent:
        if element.tag == f"{_W}txbxContent":
            yield element
        elif element.tag != f"{_MC}Fallback":
            yield from _boxes(element)


def _words(parent: Any) -> Iterator[str]:
    """The text of a paragraph or a part of it: links, content controls and insertions are read, deletions are not."""
    for element in parent:
        if element.tag in _LEFT_OUT or not isinstance(element.tag, str):
            continue
        name = element.tag.removeprefix(_W)
        if name == "t":
            yield (element.text or "").replace(_BREAK, " ").replace("\t", " ").replace(_PAGE, " ")
        elif name in _MARKS:
            yield _MARKS[name]
        elif name == "br":
            yield _PAGE if element.get(f"{_W}type") == "page" else _BREAK
        elif name == "sym":
            yield _symbol(str(element.get(f"{_W}char") or ""), str(element.get(f"{_W}font") or ""))
        elif name == "checkBox":
            yield "☒" if _is_ticked(element) else "☐"
        elif name == f"{_MC}AlternateContent":
            yield from next((words for each in element if (words := list(_words(each)))), [])
        elif name != "r" or element.find(f"{_W}rPr/{_W}vanish") is None:
            yield from _words(element)


# a tab that only sets words apart must not look like the edge of a cell
_MARKS = {"tab": "  ", "ptab": "  ", "cr": _BREAK, "noBreakHyphen": "-", "softHyphen": "\u00ad"}


# the boxes of Wingdings, by their numbers there
_BOXES = {0x6F: "☐", 0xA8: "☐", 0x78: "☒", 0xFD: "☒", 0xFE: "☒"}


def _symbol(code: str, font: str) -> str:
    """A character of a symbol font: Word writes its number, shifted into the private area."""
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    if font.startswith("Wingdings") and number & 0xFF in _BOXES:
        return _BOXES[number & 0xFF]
    return chr(number) if 31 < number < 0xD800 or 0xDFFF < number < 0xFFFE else ""


def _is_ticked(box: Any) -> bool:
    """Whether a box of an older form is ticked: as it was left, or else as it began."""
    state = box.find(f"{_W}checked")
    state = box.find(f"{_W}default") if state is None else state
    return state is not None and state.get(f"{_W}val") not in {"0", "false", "off"}
