"""One line of a printed table: which of its words are values, and in which column each stands. Pure.

A table that has become text keeps two traces of an empty cell: the line's words stand under the years of the header
(set wide), or each empty cell has left one space more (set tight). Where neither trace tells the columns apart, no
value is guessed.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple

from etl.extract import numbers

Value = int | float | None

LONGEST = 1_000  # characters: no line of a table is longer
_VALUE = re.compile(rf"[-–−]?{numbers.NUMBER}")
_EMPTY = frozenset({"-", "–", "−", "—"})
_WORD = re.compile(r"\S+")
_YEAR = re.compile(r"(?:19|20)\d\d")
# a number after one of these is part of a name
_NAMES = frozenset(
    {"afd.", "afdeling", "nr.", "etape", "fase", "del", "spor", "budget", "budgetaftale", "budgetaftalen"}
)
# what stands in a column of its own just before the values: steering area, and expenditure (U) or income (I)
AREAS = {
    "anlæg": "Anlæg",
    "anlægsudgifter": "Anlæg",
    "service": "Service",
    "serviceudgifter": "Service",
    "overførsler": "Overførsler",
    "overførselsudgifter": "Overførsler",
    "finansposter": "Finansposter",
}
MARKS = frozenset({"U", "I"})


class Word(NamedTuple):
    """A word of a line, `start`..`end` its place in it."""

    text: str
    start: int
    end: int


class Cells(NamedTuple):
    """The values of a row, a cell a column; `words` is how many of the line's last words they are.

    `values` None: there are values, but not in which columns.
    """

    words: int
    values: tuple[Value, ...] | None


@dataclass(frozen=True, slots=True)
class Layout:
    """What a table's header and its whole rows show of how its lines are set."""

    columns: int
    spans: tuple[tuple[int, int], ...] | None = None  # of the header's columns, where they stand wide apart
    aligned: bool = False  # the whole rows stand under the header's columns
    trailing: int = 0  # spaces after a line's last cell
    lead: int | None = 0  # empty cells between the label of a whole row and its values
    lead_marked: int = 0  # and between a steering area, U or I and the values
    traced: bool = False  # another row shows that empty cells have left their spaces


def words_of(line: str) -> list[Word]:
    """The words of a line in order; none of a line too long to be of a table."""
    if len(line) > LONGEST:
        return []
    return [Word(found.group(), found.start(), found.end()) for found in _WORD.finditer(line)]


def is_year(word: str) -> bool:
    """Whether the word is a year and nothing else."""
    return _YEAR.fullmatch(word) is not None


def value(word: str) -> Value:
    """ "1.654" -> 1654, "-20" -> -20, "–" -> None. Raises ValueError for anything else."""
    if word in _EMPTY or not word:
        return None
    negative = word[0] in "-–−"
    number = numbers.value(word[1:] if negative else word)
    return -number if negative else number


def is_value(word: str) -> bool:
    """Whether the word can be what stands in a cell: a number, or the dash of an empty one."""
    return word in _EMPTY or _VALUE.fullmatch(word) is not None


def learn(lines: Sequence[str], header: Sequence[Word], columns: int, text_columns: bool) -> Layout:
    """How the lines of a table are set. `header`: the words of its columns, where they stand on one line."""
    wide = len(header) > 1 and all(right.start - left.end > 1 for left, right in pairwise(header))
    spans = tuple((word.start, word.end) for word in header) if wide else None
    layout = Layout(columns=columns, spans=spans, lead=None if text_columns else 0)
    whole = []
    for line in lines:
        words = words_of(line)
        if _run(words) >= columns and not _in_name(words, columns):
            whole.append((line, words))
    if spans:
        under = [_under(words[-columns:], spans) for _, words in whole if _run(words) == columns]
        return replace(layout, aligned=bool(under) and all(at == tuple(range(columns)) for at in under))
    tight = [(line, words) for line, words in whole if _inner(words, columns) == 0]
    leads = [(_marked(words, columns), _lead(words, columns)) for _, words in tight if len(words) > columns]
    plain = [lead for marked, lead in leads if not marked]
    layout = replace(
        layout,
        trailing=min((_trailing(line) for line, _ in tight), default=0),
        lead=min(plain, default=layout.lead),
        lead_marked=min((lead for marked, lead in leads if marked), default=0),
    )
    return replace(layout, traced=any(_shows_empty_cells(line, layout) for line in lines))


def read(line: str, layout: Layout) -> Cells | None:
    """The values at the end of a line; None where it has none."""
    words = words_of(line)
    run = _run(words)
    if not run or all(is_year(word.text) or word.text in _EMPTY for word in words[-run:]):
        return None
    found = _read_wide(words, run, layout) if layout.spans else _read_tight(line, words, run, layout)
    if found is not None:
        return found
    if run >= layout.columns and not _in_name(words, layout.columns):
        return Cells(layout.columns, tuple(value(word.text) for word in words[-layout.columns :]))
    while run > 1 and _in_name(words, run):
        run -= 1
    return Cells(min(run, layout.columns), None)


def _read_wide(words: Sequence[Word], run: int, layout: Layout) -> Cells | None:
    """By what the values stand under; only where the whole rows stand so, or the edges are the header's own."""
    spans = layout.spans or ()
    for count in range(min(run, layout.columns), 0, -1):
        last = words[-count:]
        under = _under(last, spans)
        edges = under and all(
            word.end == spans[at][1] or word.start == spans[at][0] for word, at in zip(last, under, strict=True)
        )
        if under and (layout.aligned or edges):
            placed: list[Value] = [None] * layout.columns
            for word, at in zip(last, under, strict=True):
                placed[at] = value(word.text)
            return Cells(count, tuple(placed))
    return None


def _read_tight(line: str, words: Sequence[Word], run: int, layout: Layout) -> Cells | None:
    """By the spaces that empty cells have left; the cells must come out as many as the columns, in one way only."""
    fitting = []
    for count in range(min(run, layout.columns), 0, -1):
        if count < len(words) and not _in_name(words, count):
            placed = _spaced(line, words, count, layout)
            if placed is not None and len(placed) == layout.columns:
                fitting.append(Cells(count, placed))
    if len(fitting) == 1:
        return fitting[0]
    if fitting or not layout.traced or layout.trailing:
        return None
    # spaces at the ends of lines are lost, and other rows show theirs before the values: what is left is at the end
    while run and (run > layout.columns or _in_name(words, run)):
        run -= 1
    placed = _spaced(line, words, run, layout) if 0 < run < len(words) else None
    if placed is None or len(placed) > layout.columns:
        return None
    return Cells(run, placed + (None,) * (layout.columns - len(placed)))


def _spaced(line: str, words: Sequence[Word], count: int, layout: Layout) -> tuple[Value, ...] | None:
    """The last words as cells, with an empty one for each space too many; None where that cannot be counted."""
    lead = _lead(words, count)
    base = layout.lead_marked if _marked(words, count) else layout.lead
    if count == layout.columns and _inner(words, count) == 0:
        base = lead  # the row is whole: whatever stands before it is no cell of a year
    trailing = _trailing(line) - layout.trailing
    if base is None or lead < base or trailing < 0:
        return None
    last = words[-count:]
    cells: list[Value] = [None] * (lead - base)
    for index, word in enumerate(last):
        if index:
            cells += [None] * (word.start - last[index - 1].end - 1)
        cells.append(value(word.text))
    return (*cells, *(None,) * trailing)


def _shows_empty_cells(line: str, layout: Layout) -> bool:
    if "  " not in line and not line.endswith(" "):
        return False
    words = words_of(line)
    for count in range(min(_run(words), layout.columns - 1, len(words) - 1), 0, -1):
        placed = None if _in_name(words, count) else _spaced(line, words, count, layout)
        if placed is not None and len(placed) == layout.columns:
            return True
    return False


def _run(words: Sequence[Word]) -> int:
    """How many of the last words can be values."""
    count = 0
    while count < len(words) and is_value(words[-count - 1].text):
        count += 1
    return count


def _under(words: Sequence[Word], spans: Sequence[tuple[int, int]]) -> tuple[int, ...] | None:
    """The column each word stands under; None where one stands under none, under two, or where another does."""
    found: list[int] = []
    for word in words:
        over = [at for at, (start, end) in enumerate(spans) if word.start < end and start < word.end]
        if len(over) != 1 or (found and over[0] <= found[-1]):
            return None
        found.append(over[0])
    return tuple(found)


def _in_name(words: Sequence[Word], count: int) -> bool:
    """Whether the first of the last so many words is a number that belongs to a name: "Budget 2026", "Afd. 58"."""
    first, rest = words[-count], words[len(words) - count + 1 :]
    if is_year(first.text) and any("." in word.text for word in rest):
        return True
    before = words[-count - 1].text.lower() if len(words) > count else ""
    return before in _NAMES


def _marked(words: Sequence[Word], count: int) -> bool:
    before = words[-count - 1].text if len(words) > count else ""
    return before in MARKS or before.lower() in AREAS


def _lead(words: Sequence[Word], count: int) -> int:
    return words[-count].start - words[-count - 1].end - 1


def _inner(words: Sequence[Word], count: int) -> int:
    last = words[-count:]
    return sum(right.start - left.end - 1 for left, right in pairwise(last))


def _trailing(line: str) -> int:
    return len(line) - len(line.rstrip(" "))
