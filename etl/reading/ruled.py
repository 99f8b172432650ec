"""Pure: the rules drawn on a page -> grids of cells. Points (1/72 inch), y upwards."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

NEAR = 3.0  # rules this close are one rule, or touch: double borders, and corners that do not quite meet
MANY = 3_000  # straight rules of a page after joining; beyond, it is a drawing
MOST_COLUMNS, MOST_ROWS = 40, 300  # beyond, it is squared paper


class Rule(NamedTuple):
    """A straight rule as the box it fills: thin one way."""

    x0: float
    y0: float
    x1: float
    y1: float


class _Stroke(NamedTuple):
    """A rule along one axis: where it stands on the other, and from where to where it runs."""

    at: float
    begins: float
    ends: float


@dataclass(frozen=True)
class Grid:
    """A table: the edges of its columns from left to right, of its rows from the top down, and which cell holds each
    field (the cells of a merged one all name its first)."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    owner: tuple[tuple[tuple[int, int], ...], ...]

    @property
    def columns(self) -> int:
        """How many columns there are."""
        return len(self.xs) - 1

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return len(self.ys) - 1

    def cell(self, x: float, y: float) -> tuple[int, int] | None:
        """(row, column) of the cell that holds a point, or None outside the table."""
        if not (self.xs[0] <= x < self.xs[-1] and self.ys[-1] < y <= self.ys[0]):
            return None
        row = bisect_right([-edge for edge in self.ys], -y) - 1
        return self.owner[row][bisect_right(self.xs, x) - 1]


def grids(rules: Iterable[Rule]) -> list[Grid]:
    """The tables of a page: rules that touch one another, with two columns or more and not as many as squared paper."""
    across, down = [], []
    for rule in rules:
        if rule.x1 - rule.x0 >= rule.y1 - rule.y0:
            across.append(_Stroke((rule.y0 + rule.y1) / 2, rule.x0, rule.x1))
        else:
            down.append(_Stroke((rule.x0 + rule.x1) / 2, rule.y0, rule.y1))
    across, down = _whole(across), _whole(down)
    if len(across) * len(down) > MANY * MANY // 4 or len(across) + len(down) > MANY:
        return []
    found = (_grid(*group) for group in _touching(across, down))
    return [grid for grid in found if grid is not None]


def _whole(strokes: list[_Stroke]) -> list[_Stroke]:
    """The strokes with those that lie on one line and touch made one, and slivers left out."""
    made: list[_Stroke] = []
    for line in _near_one_another(sorted(strokes)):
        at = sum(stroke.at for stroke in line) / len(line)
        first, *others = sorted(line, key=lambda stroke: stroke.begins)
        begins, ends = first.begins, first.ends
        for stroke in others:
            if stroke.begins > ends + NEAR:
                made.append(_Stroke(at, begins, ends))
                begins, ends = stroke.begins, stroke.ends
            ends = max(ends, stroke.ends)
        made.append(_Stroke(at, begins, ends))
    return [stroke for stroke in made if stroke.ends - stroke.begins > NEAR]


def _near_one_another(strokes: Sequence[_Stroke]) -> list[list[_Stroke]]:
    lines: list[list[_Stroke]] = []
    for stroke in strokes:
        if lines and stroke.at - lines[-1][0].at <= NEAR:
            lines[-1].append(stroke)
        else:
            lines.append([stroke])
    return lines


def _touching(across: list[_Stroke], down: list[_Stroke]) -> list[tuple[list[_Stroke], list[_Stroke]]]:
    """The strokes in groups that hang together, each with strokes both ways."""
    groups: list[tuple[list[_Stroke], list[_Stroke]]] = []
    left = set(range(len(down)))
    pending = set(range(len(across)))
    while pending:
        group: tuple[list[_Stroke], list[_Stroke]] = ([], [])
        front = [pending.pop()]
        while front:
            stroke = across[front.pop()]
            group[0].append(stroke)
            for index in [index for index in left if _meet(stroke, down[index])]:
                left.discard(index)
                group[1].append(down[index])
                reached = [other for other in pending if _meet(across[other], down[index])]
                pending.difference_update(reached)
                front.extend(reached)
        if group[1]:
            groups.append(group)
    return groups


def _meet(across: _Stroke, down: _Stroke) -> bool:
    return across.begins - NEAR <= down.at <= across.ends + NEAR and down.begins - NEAR <= across.at <= down.ends + NEAR


def _grid(across: list[_Stroke], down: list[_Stroke]) -> Grid | None:
    """The grid of a group. A table open at a side ends where its rules end."""
    xs = _edges(down, across)
    ys = _edges(across, down)[::-1]
    if not (2 <= len(xs) - 1 <= MOST_COLUMNS and 1 <= len(ys) - 1 <= MOST_ROWS):
        return None
    owner: list[list[tuple[int, int]]] = []
    for row, (top, bottom) in enumerate(pairwise(ys)):
        owner.append([])
        for column, (left, right) in enumerate(pairwise(xs)):
            if column and not _ruled(down, left, (top + bottom) / 2):
                owner[row].append(owner[row][column - 1])
            elif row and not _ruled(across, top, (left + right) / 2):
                owner[row].append(owner[row - 1][column])
            else:
                owner[row].append((row, column))
    return Grid(tuple(xs), tuple(ys), tuple(map(tuple, owner)))


def _edges(strokes: list[_Stroke], others: list[_Stroke]) -> list[float]:
    """Where the strokes stand, and where those across them end, from the lowest."""
    edges: list[float] = []
    for at in sorted([stroke.at for stroke in strokes]):
        if not edges or at - edges[-1] > NEAR:
            edges.append(at)
    first, last = min(stroke.begins for stroke in others), max(stroke.ends for stroke in others)
    if first < edges[0] - NEAR:
        edges.insert(0, first)
    if last > edges[-1] + NEAR:
        edges.append(last)
    return edges


def _ruled(strokes: list[_Stroke], at: float, beside: float) -> bool:
    """Whether one of the strokes stands at an edge and passes a point of it."""
    return any(abs(stroke.at - at) <= NEAR and stroke.begins <= beside <= stroke.ends for stroke in strokes)
