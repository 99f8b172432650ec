"""The headers of the table of goals, and the groups that begin with them. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from etl.extract.as_of import label
from etl.extract.dates import dates
from etl.extract.text import Text

_HEADER_LINES = 12  # lines with words that a header may fill
_HEAD = re.compile(r"\bTema Tid Indhold\b")
_LAST_COLUMN = re.compile(r"\b(?:Tovholdere?|Ansvarlige?)$")


@dataclass(frozen=True, slots=True)
class Group:
    """A group of goals: its name, the dates of its statuses, and the lines under its header(s)."""

    name: str
    as_of: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    cells: tuple[str, ...] = ()  # the header's own, where the table is kept as one


def find(text: Text) -> list[Group]:
    """The groups; a header that is printed again on a new page goes on with its group."""
    headers = list(_headers(text))
    made: list[Group] = []
    for index, (_, end, words, cells) in enumerate(headers):
        last = headers[index + 1][0] - 1 if index + 1 < len(headers) else len(text.lines)
        name = _name(cells[0] if cells else words)
        if made and name in ("", made[-1].name):
            made[-1] = replace(made[-1], spans=(*made[-1].spans, (end + 1, last)))
        else:
            made.append(Group(name, status_dates(words), ((end + 1, last),), cells))
    return made


def _headers(text: Text) -> Iterator[tuple[int, int, str, tuple[str, ...]]]:
    """(first line, last line, words, cells) of each header."""
    folded = ((number, " ".join(line.split())) for number, line in enumerate(text.lines, start=1) if len(line) < 2000)
    lines = [(number, words) for number, words in folded if words]
    taken = 0
    for at, (number, words) in enumerate(lines):
        following = lines[at + 1][1] if at + 1 < len(lines) else ""
        head = _HEAD.search(f"{words} {following}")
        if at < taken or not head or head.start() > len(words):
            continue
        first = _header_begins(lines, at)
        for end in range(at, min(at + _HEADER_LINES, len(lines))):
            if _LAST_COLUMN.search(lines[end][1]):
                cells = tuple(" ".join(cell.split()) for cell in text.lines[number - 1].split("\t"))
                header = " ".join(part for _, part in lines[first : end + 1])
                yield lines[first][0], lines[end][0], header, cells if end == at and len(cells) > 4 else ()
                taken = end + 1
                break


def _header_begins(lines: Sequence[tuple[int, str]], at: int) -> int:
    """Where the group's name stands: on the header's own line, or above it where that has none but a bracket."""
    above = lines[at][1].partition("Tema Tid")[0].strip()
    for first in range(at, max(at - 3, -1), -1):
        if above and not above.startswith("("):
            return first
        above = lines[first - 1][1] if first else above
    return at


def _name(words: str) -> str:
    """ "Målsætninger - Analyser (efter tidspunkt) Tema ..." -> "analyser"."""
    name = words.partition("Tema Tid")[0].partition("(")[0].strip()
    kind, dash, rest = name.partition(" - ")
    name = rest if dash and kind.lower() in ("mål", "målsætning", "målsætninger") else name
    return name[:1].lower() + name[1:]


def status_dates(header: str) -> tuple[str, ...]:
    """The date of each status column: ("2016-Q4", "2017-Q1")."""
    return tuple(
        label(dated)
        for dated in dates(header)
        if header[max(dated.start - 16, 0) : dated.start].rstrip(" -–:.pr").endswith("Status")
    )
