"""The printed tables of amounts: "Tabel 1. ..." with years as columns, row by row as printed. Pure.

A table begins at its caption, goes on through a header that may be broken over lines, and ends where its rows do.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from etl.extract import cells, table_header
from etl.extract.facts import PrintedRow, PrintedTable
from etl.extract.table_header import Header, next_lines
from etl.extract.text import Flow, Text

_CAPTION = re.compile(
    r"[ \t\f\ufeff]{0,80}Tabel (?P<number>\d{1,3}[a-z]?)(?P<mark> ?[.:–-])?[ \t]{0,80}(?P<title>.{0,400})"
)
_LEVEL = r"(?:p/l|pl\b|priser|prisniveau)"
_RUNNING = re.compile(rf"\bløbende[ -]{_LEVEL}", re.IGNORECASE)
_LEVEL_OF = re.compile(
    rf"\b(?P<year>(?:19|20)\d\d)[ -]?{_LEVEL}|{_LEVEL}[ -](?P<after>(?:19|20)\d\d)\b(?! (?:19|20)\d\d)", re.IGNORECASE
)
# in a title, where the unit begins that is no part of it
_UNIT_IN_TITLE = re.compile(
    r"[ ,(–-]{1,4}(?:i )?(?:1\.?000 ?kr|t\. ?kr|mi[oa]\. ?kr|mill\. ?kr|kr\.).{0,60}$", re.IGNORECASE
)
_TEXT_COLUMNS = re.compile(r"Styringsområde|Udvalg|Bevilling|I/U", re.IGNORECASE)
_OPEN = re.compile(r"(?:\b(?:over|på|til|for|af|i|og|med|fra|under|ved|om|samt)|[,-])$")
_BULLET = re.compile(r"^(?:[-–] |[•\uf0b7] ?)(?=\S)")
_GRANT = re.compile(r"(?:^| )(?P<grant>[A-ZÆØÅ]{2,4} \d{3,4}(?: [–-] .{1,120})?)$")
_GRANT_BEGUN = re.compile(r"(?:^| )[A-ZÆØÅ]{2,4} \d{3,4}(?: [–-])?$")
_TOTAL = re.compile(
    r"\bi alt$|^(?:i alt|sum|total)\b|\b(?:sum|total)$|^saml(?:et|ede)(?: \S{1,40}){0,2}$", re.IGNORECASE
)
_SENTENCE = re.compile(r"[a-zæøå]{3}\.(?: [A-ZÆØÅ]|$)")
_PAGE = re.compile(r"(?:side )?\d{1,3}(?: ?(?:af|/) ?\d{1,3})?", re.IGNORECASE)
_NOTE = re.compile(r"(?:note|noter|kilde|anm|bemærkning)\b|\*", re.IGNORECASE)
# what follows the tables in a paper of the city's: its form's boxes, and the parts a table never holds
_FORM = re.compile(
    r"[☐☒☑]|(?:Bydele|Adresse|Almene boligafdelinger\b.{0,80}|Øvrige tekniske oplysninger|Høring|Risikovurdering"
    r"|Tidligere afsatte midler|Administrativt bilag|Bevillingstekniske oplysninger):?$"
)
# what is longer is no label and no table
_LABEL_LINES, _LABEL_LENGTH, _TABLE_LINES = 14, 240, 500


@lru_cache(maxsize=2)  # amounts and shares ask for the same document's tables again
def find(text: Text) -> tuple[PrintedTable, ...]:
    """Every table with a caption, a header of years and at least one row, in the order of the lines."""
    captions = [number for number, line in enumerate(text.lines, 1) if _is_caption(line)]
    ends = [*(number - 1 for number in captions), len(text.lines)][1:]
    tables = (_table(text, first, last) for first, last in zip(captions, ends, strict=True))
    return tuple(table for table in tables if table is not None)


def is_part(label: str) -> bool:
    """Whether a row is said to be part of the row above it ("heraf ..."), and so no term of a sum."""
    return label.lower().startswith(("heraf", "herunder"))


@dataclass(slots=True)
class _Raw:
    """A row being read: its first and last line, the words before its values, its values, and the group it is in."""

    first: int
    last: int
    words: str
    cells: cells.Cells
    group: str | None
    certain: bool = True
    more: int = 0  # lines of the label after its values

    @property
    def label(self) -> "_Label":
        return _Label.of(self.words)


@dataclass(frozen=True, slots=True)
class _Label:
    """The words before a row's values: what the row is called, its grant and its steering area."""

    name: str
    grant: str | None
    area: str | None
    is_total: bool

    @classmethod
    def of(cls, words: str) -> "_Label":
        name, grant, area = _BULLET.sub("", words.strip(), count=1), None, None
        before, _, mark = name.rpartition(" ")
        if before and mark in cells.MARKS:
            name = before
        before, _, word = name.rpartition(" ")
        if before and word.istitle() and word.lower() in cells.AREAS:
            name, area = before, cells.AREAS[word.lower()]
        found = _GRANT.search(name)
        if found and found.start():
            name, grant = name[: found.start()], found["grant"]
        is_total = _TOTAL.search(name) is not None
        return cls(name.rstrip(" :"), grant, area or _area_said(name if is_total else grant or ""), is_total)


def _is_caption(line: str) -> bool:
    found = _CAPTION.match(line)
    if not found:
        return False
    title = found["title"].strip()
    return bool(found["mark"]) or not title or title[:1].isupper() or title[0] == "\t"


def _table(text: Text, first: int, last: int) -> PrintedTable | None:
    title_ends = _title_ends(text, first, last)
    header = table_header.find(text, title_ends, last)
    if header is None:
        return None
    head = Flow.of(text, first, header.last).text
    below = next_lines(text, header.last + 1, last, _TABLE_LINES)
    raw = [text.lines[number - 1].rstrip("\r\n\f") for number in below]
    layout = cells.learn(
        [line for line in raw if "\t" not in line], header.words, len(header.columns), bool(_TEXT_COLUMNS.search(head))
    )
    rows = tuple(_row(text, row, len(header.columns)) for row in _rows(text, header, layout, last))
    if not rows:
        return None
    place = text.at(first, title_ends)
    return PrintedTable(
        page=place.page,
        line=first,
        line_end=rows[-1].line_end,
        quote=place.quote,
        title=_title(text, first, title_ends),
        unit=next((unit for pattern, unit in table_header.UNITS if pattern.search(head)), None),
        price_basis=price_basis(head),
        columns=header.columns,
        rows=rows,
    )


def price_basis(printed: str) -> str | None:
    """ "2026 p/l", "2014-pl" and "2026-priser" as "2026 p/l", "2014 p/l", "2026 p/l"; "løbende p/l"; None for none."""
    if _RUNNING.search(printed):
        return "løbende p/l"
    found = _LEVEL_OF.search(printed)
    return f"{found['year'] or found['after']} p/l" if found else None


def _title_ends(text: Text, first: int, last: int) -> int:
    """The last line of the caption: a title goes on where a line breaks it off, or where the caption had none."""
    found = _CAPTION.match(text.lines[first - 1])
    title = found["title"].strip() if found else ""
    for number in next_lines(text, first + 1, last, 3):
        line = text.lines[number - 1].strip()
        goes_on = not title or _OPEN.search(title) or (line[:1].islower() and not title.endswith((".", ")")))
        if not goes_on or table_header.columns_of(cells.words_of(line)) or table_header.unit_begins(line):
            break
        title, first = line, number
    return first


def _title(text: Text, first: int, last: int) -> str:
    """The caption's text after its number, without the unit that may follow it."""
    found = _CAPTION.match(Flow.of(text, first, last).text)
    title = found["title"] if found else ""
    return _UNIT_IN_TITLE.sub("", title).strip().rstrip(".:").strip()


def _rows(text: Text, header: Header, layout: cells.Layout, last: int) -> list[_Raw]:
    """The rows below a header, to where the table ends."""
    rows: list[_Raw] = []
    group: str | None = None
    pending: list[tuple[int, str]] = []  # lines of a label whose values are still to come
    ahead = list(next_lines(text, header.last + 1, last, _TABLE_LINES))
    for index, number in enumerate(ahead):
        line = text.lines[number - 1].rstrip("\r\n\f")
        words = " ".join(line.split())
        if _is_furniture(line, words) and not (pending and words.isdigit()):
            continue
        if _FORM.match(words) or "☐" in words:
            break
        if pending and _begins_row(words):
            group, pending = _area(pending[-1][1]) or group, []
        following = text.lines[ahead[index + 1] - 1] if index + 1 < len(ahead) else ""
        read = _cells(line, header, layout)
        if read and not _is_fragment(read, [*(part for _, part in pending), words], following, layout):
            first = pending[0][0] if pending else number
            label = Flow.of(text, first, number).text.rsplit(" ", read.words)
            row = _Raw(first, number, label[0] if len(label) > read.words else "", read, group)
            row.certain = read.values is not None or not pending or _BULLET.match(pending[0][1]) is not None
            if _ended(rows, row):
                break
            rows.append(row)
            pending = []
        elif _is_prose(words, pending):
            break
        elif not pending and _area(words):
            group = _area(words)
        elif not pending and rows and _ends_label(words, rows[-1]):
            row = rows[-1]
            broken = row.words.endswith("-")
            row.words = row.words[:-1] + words if broken else f"{row.words} {words}"
            row.last, row.more = number, row.more + 1
        elif not words.endswith(":"):
            pending.append((number, words))
    # what looks like a row without columns counts only inside the table
    while rows and not rows[-1].certain:
        rows.pop()
    return rows


def _is_furniture(line: str, words: str) -> bool:
    """Whether a line belongs to the page, or is the header again on a new page."""
    columns = table_header.columns_of(cells.words_of(line))
    return _PAGE.fullmatch(words) is not None or (bool(columns) and columns[0].start == len(line) - len(line.lstrip()))


def _begins_row(words: str) -> bool:
    """Whether a line begins with the dash of a new row, not with that of an empty cell."""
    return _BULLET.match(words) is not None and not all(cells.is_value(word) for word in words.split())


def _ends_label(words: str, row: _Raw) -> bool:
    """Whether a line goes on the label of the row above, whose values stood before it."""
    return words[:1].islower() and not is_part(words) and row.more < 3 and not row.label.is_total


def _cells(line: str, header: Header, layout: cells.Layout) -> cells.Cells | None:
    if "\t" not in line:
        return cells.read(line, layout)
    parts = [" ".join(part.split()) for part in line.split("\t")]
    count = len(header.columns)
    if not header.at or len(parts) != header.width:
        last = parts[-count:]
        whole = len(parts) > count and all(part and cells.is_value(part) for part in last)
        some = [part for part in parts[1:] if part and cells.is_value(part)]
        if whole:
            return cells.Cells(count, tuple(cells.value(part) for part in last))
        return cells.Cells(len(some), None) if some else None
    held = [parts[at] for at in header.at]
    if not any(held) or not all(not part or cells.is_value(part) for part in held):
        return None
    return cells.Cells(sum(1 for part in held if part), tuple(cells.value(part) for part in held))


def _is_fragment(read: cells.Cells, label: Sequence[str], following: str, layout: cells.Layout) -> bool:
    """Whether a line that ends in numbers is the middle of a label: "TMU 2000 –", "afdeling 58" before "og 60"."""
    if read.values is not None:
        return False
    words = following.split()
    if _GRANT_BEGUN.search(" ".join(label)[-80:]) or (words and words[0][:1].islower()):
        return True
    after = cells.read(following, layout)
    if after is None or after.values is None:
        return False
    before = words[: len(words) - after.words]
    return not before or (len(before) == 1 and (before[0] in cells.MARKS or before[0].lower() in cells.AREAS))


def _ended(rows: Sequence[_Raw], row: _Raw) -> bool:
    """Whether the table had ended: after a sum over everything only what is plainly a row goes on."""
    if not rows or not rows[-1].label.is_total or rows[-1].label.area:
        return False
    plain = row.cells.values is not None and len(row.cells.values) > 1
    return not (plain or row.group != rows[-1].group or _BULLET.match(row.words))


def _is_prose(words: str, pending: Sequence[tuple[int, str]]) -> bool:
    """Whether a line that holds no values shows that the table is over."""
    length = sum(len(part) for _, part in pending) + len(words)
    if len(pending) >= _LABEL_LINES or length > _LABEL_LENGTH:
        return True
    return bool(_SENTENCE.search(words) or _NOTE.match(words))


def _area(words: str) -> str | None:
    """The steering area that a line alone announces for the rows below it."""
    return cells.AREAS.get(words.rstrip(":").lower())


def _area_said(words: str) -> str | None:
    """The steering area that a sum's label begins with or a grant ends in: "Serviceudgifter i alt", "Ordinær drift"."""
    for word in words.lower().split():
        if word in cells.AREAS or word == "drift":
            return cells.AREAS.get(word, "Service")
    return None


def _row(text: Text, raw: _Raw, columns: int) -> PrintedRow:
    place, label = text.at(raw.first, raw.last), raw.label
    return PrintedRow(
        **place.where,
        label=label.name,
        steering_area=label.area or (None if label.is_total else raw.group),
        values=raw.cells.values or (None,) * columns,
        is_total=label.is_total,
        grant=label.grant,
    )
