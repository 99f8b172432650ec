"""Pure: where glyphs and rules stand on a page -> its lines, from the top down. Points (1/72 inch), y upwards.

Glyphs that stand beside one another are a line, wide gaps are several blanks and white paper between lines is empty
lines; a row of a ruled table is one line with a tab between its cells. Columns of prose are not told apart: the city's
papers have one, and a table without rules must keep its rows.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from statistics import median
from typing import NamedTuple

from etl.reading.lines import joined
from etl.reading.ruled import Grid, Rule, grids

MOST_BLANKS = 8  # between two words, and empty lines between two lines
_NUMBER = re.compile(r"[-–+]?\d[\d.,]{0,20}(?: ?%)?")


class Glyph(NamedTuple):
    """A character and the box it fills, as wide as it advances and as high as its font."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float


class Line(NamedTuple):
    """A line of the page and the band it fills; `row` where it is a row of a ruled table."""

    top: float
    bottom: float
    text: str
    row: bool = False


def page_lines(glyphs: Sequence[Glyph], rules: Iterable[Rule]) -> list[str]:
    """The lines of a page in reading order."""
    lines: list[Line] = []
    for grid in grids(rules):
        within = [(grid.cell((glyph.x0 + glyph.x1) / 2, (glyph.y0 + glyph.y1) / 2), glyph) for glyph in glyphs]
        cells: dict[tuple[int, int], list[Glyph]] = defaultdict(list)
        for cell, glyph in within:
            if cell is not None:
                cells[cell].append(glyph)
        rows = _table(grid, {at: _lines(those) for at, those in cells.items()})
        if rows:
            lines.extend(rows)
            glyphs = [glyph for cell, glyph in within if cell is None]
    lines.extend(_lines(glyphs))
    lines.sort(key=lambda line: -(line.top + line.bottom))
    return _with_empty_lines(lines)


def _lines(glyphs: Sequence[Glyph]) -> list[Line]:
    """The glyphs as lines: those whose bands overlap by half stand beside one another."""
    bands: dict[tuple[float, float], list[Glyph]] = defaultdict(list)
    for glyph in glyphs:
        bands[glyph.y0, glyph.y1].append(glyph)
    made: list[tuple[float, float, list[list[Glyph]]]] = []
    for (bottom, top), those in sorted(bands.items(), key=lambda band: (-band[0][0] - band[0][1], band[0])):
        if made:
            low, high, beside = made[-1]
            if min(high, top) - max(low, bottom) >= 0.5 * min(high - low, top - bottom):
                beside.append(those)
                made[-1] = (min(low, bottom), max(high, top), beside)
                continue
        made.append((bottom, top, [those]))
    lines = []
    for _, _, beside in made:
        main = max(beside, key=len)[0]  # the band of most letters: neither a ring over an A nor a raised figure
        text = _text(sorted((glyph for those in beside for glyph in those), key=lambda glyph: glyph.x0))
        if text:
            lines.append(Line(main.y1, main.y0, text))
    return lines


def _text(glyphs: Sequence[Glyph]) -> str:
    """The glyphs of a line as text: a gap of n blanks' width is n blanks, up to MOST_BLANKS."""
    if not glyphs:
        return ""
    drawn = [glyph.x1 - glyph.x0 for glyph in glyphs if glyph.text.isspace() and glyph.x1 > glyph.x0]
    blank = median(drawn) if drawn else 0.24 * median(glyph.y1 - glyph.y0 for glyph in glyphs)
    parts: list[str] = []
    end, spaced = 0.0, False
    for glyph in glyphs:
        if glyph.text.isspace():
            spaced = True
            continue
        if parts:
            gap = glyph.x0 - end
            if gap >= 1.75 * blank:
                parts.append(" " * min(round(gap / blank), MOST_BLANKS))
            elif spaced or gap > 0.5 * blank:
                parts.append(" ")
        parts.append(glyph.text)
        end, spaced = max(end, glyph.x1), False
    return "".join(parts)


def _table(grid: Grid, cells: dict[tuple[int, int], list[Line]]) -> list[Line]:
    """The rows of a table as lines, or none where words stand in fewer than two of its columns."""
    if len({column for (_, column), lines in cells.items() if lines}) < 2:
        return []
    made: list[Line] = []
    for row in range(grid.rows):
        for fields in _split([cells.get((row, column), []) for column in range(grid.columns)]):
            words = [joined(line.text for line in field) for field in fields]
            if any(words):
                inside = [line for field in fields for line in field]
                top, bottom = max(line.top for line in inside), min(line.bottom for line in inside)
                # the words of a merged cell may reach below its first row, where the next begins
                high, low = grid.ys[row], grid.ys[row + 1]
                made.append(Line(min(max(top, low), high), min(max(bottom, low), high), "\t".join(words), row=True))
    return made


def _split(fields: list[list[Line]]) -> list[list[list[Line]]]:
    """The fields as one row, or a row a line where two columns or more hold several numbers under one another: such a
    table is ruled down and not across."""
    stacked = [field for field in fields if len(field) > 1 and all(_NUMBER.fullmatch(line.text) for line in field)]
    if len(stacked) < 2 or len({len(field) for field in stacked}) > 1:
        return [fields]
    levels: list[Line] = []
    for line in sorted((line for field in fields for line in field), key=lambda line: -line.top):
        if not levels or levels[-1].bottom >= line.top - 0.5 * (line.top - line.bottom):
            levels.append(line)
    return [[[line for line in field if _beside(line, level)] for field in fields] for level in levels]


def _beside(line: Line, level: Line) -> bool:
    return level.top >= (line.top + line.bottom) / 2 > level.bottom


def _with_empty_lines(lines: Sequence[Line]) -> list[str]:
    """The texts, with as many empty lines between two as there is white paper for."""
    pitch = _pitch(lines)
    made: list[str] = []
    above: Line | None = None
    for line in lines:
        if above is not None and pitch:
            larger = max([1.0, *((each.top - each.bottom) / pitch for each in (above, line) if not each.row)])
            white = (above.bottom - line.top + _height(above, line)) / (pitch * larger)
            if white > 1.4 and not (above.row and line.row and white < 2.5):
                made.extend([""] * min(max(round(white) - 1, 1), MOST_BLANKS))
        made.append(line.text)
        above = line
    return made


def _height(above: Line, line: Line) -> float:
    """How high the letters of two lines are: of the one that is no row of a table, where rows may be of several."""
    heights = [each.top - each.bottom for each in (above, line) if not each.row]
    return sum(heights) / len(heights) if heights else min(above.top - above.bottom, line.top - line.bottom)


def _pitch(lines: Sequence[Line]) -> float:
    """From a line to the next where nothing stands between, or as usual for letters of their height; 0 without any.

    The commonest distance that is not so large that a line could stand between.
    """
    plain = [line for line in lines if not line.row]
    if not plain:
        return 0.0
    height = median(line.top - line.bottom for line in plain)
    steps: Counter[float] = Counter()
    for above, line in zip(lines, lines[1:], strict=False):
        step = above.bottom - line.bottom
        if not above.row and not line.row and 0.8 * height < step < 1.8 * height:
            steps[round(step, 1)] += 1
    return max(steps, key=lambda step: (steps[step], -step)) if steps else 1.17 * height
