"""Edge: a DOCX file -> its lines: paragraphs and tables in their order, as a reader sees them.

What is deleted but kept for review, hidden text, notes, headers and pictures are left out. A line break begins a line,
a hard page break a page; Word's own page breaks are not in the file.
"""

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import docx
from docx.document import Document

from etl.reading.lines import Read, gathered, joined
from geodata.errors import DocumentError

MAX_ENTRIES = 5_000
MAX_UNPACKED = 300_000_000  # bytes, of all entries
MAX_XML = 60_000_000  # bytes of one XML entry: its tree takes some ten times as much
MAX_RATIO = 200  # unpacked to packed: Word's XML packs to a tenth, a bomb to a thousandth
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BULLET = "•"
_BREAK = "\n"
_PAGE = "\f"
_LEFT_OUT = {f"{_W}{name}" for name in ("del", "moveFrom", "pPr", "rPr", "sdtPr", "sdtEndPr", "txbxContent", "drawing")}
_LEFT_OUT |= {f"{_W}{name}" for name in ("pict", "object", "instrText", "footnoteReference", "tblPr", "tblGrid")}


def read(path: Path) -> Read:
    """The lines of a DOCX. Raises DocumentError where it is another file, damaged, or too large unpacked."""
    _check(path)
    try:
        document = docx.Document(str(path))
        text = _Text(_Numbering.of(document))
        text.block(document.element.body)
    except DocumentError:
        raise
    except Exception as error:  # python-docx raises whatever the XML makes it stumble on
        raise DocumentError("Word-filen er beskadiget og kan ikke læses", remedy="Hent filen igen.") from error
    if not any(line.strip() for line in text.lines):
        raise DocumentError("Word-filen har ingen tekst", remedy="Er teksten et billede, så brug det oprindelige.")
    return gathered(page.split(_BREAK) for page in _BREAK.join(text.lines).split(_PAGE))


def _check(path: Path) -> None:
    """Raises DocumentError unless the file is a zip of modest size with a Word document in it."""
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise DocumentError("Word-filen er ikke hel og kan ikke åbnes", remedy="Hent filen igen.") from error
    if "word/document.xml" not in {entry.filename for entry in entries}:
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

    numbering: "_Numbering"
    lines: list[str] = field(default_factory=list)

    def block(self, parent: Any) -> None:
        """The paragraphs and tables of a body, a cell or a content control."""
        for element in parent:
            if element.tag == f"{_W}p":
                self.lines.extend(self.paragraph(element))
            elif element.tag == f"{_W}tbl":
                self.lines.extend(self.row(row) for row in _within(element, "tr"))
            elif element.tag not in _LEFT_OUT:
                self.block(element)

    def paragraph(self, element: Any) -> list[str]:
        """The lines of a paragraph, with the bullet or number that Word shows before it."""
        words = "".join(_words(element))
        label = self.numbering.label(element) if words.strip() else ""
        return f"{label} {words}".split(_BREAK) if label else words.split(_BREAK)

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
            yield _symbol(str(element.get(f"{_W}char") or ""))
        elif name != "r" or element.find(f"{_W}rPr/{_W}vanish") is None:
            yield from _words(element)


# a tab that only sets words apart must not look like the edge of a cell
_MARKS = {"tab": "  ", "ptab": "  ", "cr": _BREAK, "noBreakHyphen": "-", "softHyphen": "\u00ad"}


def _symbol(code: str) -> str:
    """A character of a symbol font: Word writes its number, shifted into the private area."""
    try:
        return chr(int(code, 16)) if int(code, 16) > 31 else ""
    except (ValueError, OverflowError):
        return ""


@dataclass
class _Numbering:
    """What Word shows before the paragraphs of lists: a bullet, or a number that counts on."""

    levels: dict[tuple[str, str], tuple[str, str, int]]  # (list, level) -> format, "%1.%2)", first number
    styles: dict[str, tuple[str, str]]  # style -> list, level
    counted: dict[tuple[str, int], int] = field(default_factory=dict)

    @classmethod
    def of(cls, document: Document) -> "_Numbering":
        """The lists that a document defines."""
        levels: dict[tuple[str, str], tuple[str, str, int]] = {}
        root = next((part.element for part in _parts(document, "numbering")), None)
        if root is not None:
            abstract = {str(each.get(f"{_W}abstractNumId")): each for each in root.iterfind(f"{_W}abstractNum")}
            for each in root.iterfind(f"{_W}num"):
                definition = abstract.get(_value(each, "abstractNumId"))
                for level in [] if definition is None else definition.iterfind(f"{_W}lvl"):
                    first = _value(level, "start")
                    levels[str(each.get(f"{_W}numId")), str(level.get(f"{_W}ilvl"))] = (
                        _value(level, "numFmt"),
                        _value(level, "lvlText"),
                        int(first) if first.isdecimal() else 1,
                    )
        styles: dict[str, tuple[str, str]] = {}
        for style in document.styles.element.iterfind(f"{_W}style"):
            given = style.find(f"{_W}pPr/{_W}numPr")
            if given is not None:
                styles[str(style.get(f"{_W}styleId"))] = (_value(given, "numId"), _value(given, "ilvl") or "0")
        return cls(levels, styles)

    def label(self, paragraph: Any) -> str:
        """What stands before the paragraph: "" where it belongs to no list."""
        properties = paragraph.find(f"{_W}pPr")
        if properties is None:
            return ""
        given = properties.find(f"{_W}numPr")
        number, level = self.styles.get(_value(properties, "pStyle"), ("", "0"))
        if given is not None:
            number, level = _value(given, "numId") or number, _value(given, "ilvl") or level
        kind, pattern, first = self.levels.get((number, level), ("none", "", 1))
        if kind == "bullet":
            return _BULLET
        if kind == "none" or not level.isdecimal():
            return ""
        return self._counted(number, int(level), pattern, first)

    def _counted(self, number: str, level: int, pattern: str, first: int) -> str:
        self.counted[number, level] = self.counted.get((number, level), first - 1) + 1
        for deeper in range(level + 1, 9):
            self.counted.pop((number, deeper), None)
        for upper in range(min(level, 8) + 1):
            kind, _, begins = self.levels.get((number, str(upper)), ("decimal", "", 1))
            value = self.counted.get((number, upper), begins)
            pattern = pattern.replace(f"%{upper + 1}", _letter(value) if "Letter" in kind else str(value))
        return pattern


def _letter(value: int) -> str:
    return chr(ord("a") + (value - 1) % 26)


def _value(element: Any, name: str) -> str:
    found = element.find(f"{_W}{name}")
    return "" if found is None else str(found.get(f"{_W}val") or "")


def _parts(document: Document, name: str) -> Iterator[Any]:
    """The part of the package that the document refers to under a name, where it has one."""
    for relation in document.part.rels.values():
        if not relation.is_external and relation.reltype.endswith(f"/{name}"):
            yield relation.target_part
