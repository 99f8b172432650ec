"""The header of a printed table: the years and sums that name its columns, on one line or broken over several. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from etl.extract import cells
from etl.extract.text import Text

UNITS = (
    (re.compile(r"\b1\.?000 ?kr\b|\bt\. ?kr\b|\btkr\b|\btusinde? kr", re.IGNORECASE), "1000 kr"),
    (re.compile(r"\bmi(?:o|ll)\. ?kr|\bmillioner kr", re.IGNORECASE), "mio. kr."),
    (re.compile(r"\bmia\. ?kr|\bmilliarder kr", re.IGNORECASE), "mia. kr."),
    (re.compile(r"\bkr\.|\bkroner\b", re.IGNORECASE), "kr."),
)
_TOTAL_COLUMN = frozenset({"total", "sum", "ialt"})
_SPAN = re.compile(r"(?:19|20)\d\d[-–](?:19|20)?\d\d")
_HEADER_LINES = 30  # what is longer is no header


@dataclass(frozen=True, slots=True)
class Header:
    """The columns of a table; `last` is the header's last line. `at`: the place of the columns in a row of cells."""

    columns: tuple[str, ...]
    last: int
    words: tuple[cells.Word, ...]  # of the columns, where they all stand on one line
    at: tuple[int, ...] = ()
    width: int = 0


def find(text: Text, first: int, last: int) -> Header | None:
    """The line with the years, and the lines it goes on over; None where there is none near the caption."""
    ahead = list(next_lines(text, first + 1, last, _HEADER_LINES))
    for index, number in enumerate(ahead):
        line = text.lines[number - 1]
        if "\t" in line:
            header = _header_of_cells(line, number)
            if header:
                return header
            continue
        words = cells.words_of(line)
        columns = columns_of(words)
        if not columns:
            continue
        following = _goes_on(text, ahead[index + 1 :], columns)
        alone = len(columns) == len(words) or columns[0].start - words[-len(columns) - 1].end > 1
        if len(columns) == 1 and not following and not alone and not unit_begins(line):
            continue  # a year in a phrase, not over a column
        names = [word.text for word in columns]
        end = number
        for number, more in following:
            names += [word.text for word in more]
            end = number
        if "I" in names[:-1]:
            names = [*names[: names.index("I")], "I alt"]
        unit = next(next_lines(text, end + 1, last, 1), end)
        end = unit if _is_unit_line(text.lines[unit - 1]) else end
        return Header(tuple(names), end, () if following else tuple(columns))
    return None


def _is_unit_line(line: str) -> bool:
    words = line.split()
    return unit_begins(line.strip()) and not (len(words) > 1 and cells.is_value(words[-1]))


def _goes_on(text: Text, ahead: Sequence[int], columns: Sequence[cells.Word]) -> list[tuple[int, list[cells.Word]]]:
    """The lines after the first of the header that hold columns and nothing else."""
    found: list[tuple[int, list[cells.Word]]] = []
    begun = columns[-1].text == "I"
    for number in ahead:
        words = cells.words_of(text.lines[number - 1])
        more = words if begun and [word.text.lower() for word in words] == ["alt"] else columns_of(words)
        whole = bool(more) and (more[0].start == words[0].start if words else False)
        if not whole or columns[-1].text == "I alt":
            break
        found.append((number, more))
        columns, begun = more, more[-1].text == "I"
    return found


def columns_of(words: Sequence[cells.Word]) -> list[cells.Word]:
    """The words at the end of a line that name columns: years, and after them perhaps "I alt"; none without a year.

    A line of the header may end in "I", its "alt" on the next; "I alt" alone goes on a header that has begun.
    """
    left = list(words)
    total: list[cells.Word] = []
    if left and _SPAN.fullmatch(left[-1].text) and len(left) > 2 and left[-2].text.lower() == "alt":
        left.pop()
    if len(left) > 1 and [left[-2].text.lower(), left[-1].text.lower()] == ["i", "alt"]:
        total = [cells.Word("I alt", left[-2].start, left[-1].end)]
        left = left[:-2]
    elif left and (left[-1].text.lower() in _TOTAL_COLUMN or left[-1].text == "I"):
        total = [left.pop()]
    years: list[cells.Word] = []
    while left and cells.is_year(left[-1].text):
        years.insert(0, left.pop())
    if years or (total and not left and total[0].text != "I"):
        return years + total
    return []


def _header_of_cells(line: str, number: int) -> Header | None:
    """The header in a row of cells: the cells that are years, and the sum after them."""
    parts = [" ".join(part.split()) for part in line.split("\t")]
    years = [at for at, part in enumerate(parts) if cells.is_year(part)]
    if not years:
        return None
    at = [
        at
        for at, part in enumerate(parts)
        if at in years or (at > years[-1] and (part.lower().startswith("i alt") or part.lower() in _TOTAL_COLUMN))
    ]
    names = tuple("I alt" if parts[n].lower().startswith("i alt") else parts[n] for n in at)
    return Header(names, number, (), tuple(at), len(parts))


def unit_begins(line: str) -> bool:
    """Whether a line begins with a unit of money."""
    return any(pattern.match(line.lstrip("( ")) for pattern, _ in UNITS)


def next_lines(text: Text, first: int, last: int, count: int) -> Iterator[int]:
    """The next so many lines that are not blank."""
    filled = (number for number in range(first, last + 1) if text.lines[number - 1].strip())
    return islice(filled, count)
