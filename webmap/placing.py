"""Where the words of a figure stand, so that none lies upon another and as few as can be upon what is drawn. Pure."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

Rectangle = tuple[float, float, float, float]  # left, top, right, bottom
_RINGS, _DIRECTIONS = (22, 40, 60, 85, 115, 150), 12
_GAP = 4.0
# What it costs to cover a square unit of another text and of a drawn shape, to stand outside, and to move a unit.
_ON_TEXT, _ON_SHAPE, _OUTSIDE, _MOVED = 30.0, 1.0, 200.0, 3.0


@dataclass(frozen=True, slots=True)
class Block:
    """A text to place: where it would stand best (its middle), how large it is, and what it may do.

    `rank`: the lowest is placed first. `clear`: it should not cover drawn shapes. `optional`: rather left out than
    laid upon another text.
    """

    x: float
    y: float
    width: float
    height: float
    rank: int = 0
    clear: bool = False
    optional: bool = False

    def at(self, x: float, y: float) -> Rectangle:
        """Its rectangle about another middle."""
        return x - self.width / 2, y - self.height / 2, x + self.width / 2, y + self.height / 2


def placed(
    blocks: Sequence[Block], taken: Sequence[Rectangle], shapes: Sequence[Rectangle], frame: Rectangle
) -> list[tuple[float, float] | None]:
    """The middle of each block, in their order; None for an optional one that found no room."""
    held = list(taken)
    found: list[tuple[float, float] | None] = [None] * len(blocks)
    for number in sorted(range(len(blocks)), key=lambda one: blocks[one].rank):
        block = blocks[number]
        x, y, cost = _best(block, held, shapes, frame)
        if block.optional and cost > _MOVED * _RINGS[-1]:
            continue
        found[number] = x, y
        left, top, right, bottom = block.at(x, y)
        held.append((left - _GAP, top - _GAP / 2, right + _GAP, bottom + _GAP / 2))
    return found


def _best(
    block: Block, held: Sequence[Rectangle], shapes: Sequence[Rectangle], frame: Rectangle
) -> tuple[float, float, float]:
    reach = _RINGS[-1]
    about = (block.x - block.width - reach, block.y - block.height - reach)
    about_end = (block.x + block.width + reach, block.y + block.height + reach)
    area = (*about, *about_end)
    near = [one for one in held if _shared(area, one)]
    drawn = [one for one in shapes if _shared(area, one)] if block.clear else []
    best = (block.x, block.y, math.inf)
    for distance, x, y in _candidates(block):
        if _MOVED * distance >= best[2]:
            break
        box = block.at(x, y)
        cost = _MOVED * distance + _ON_TEXT * sum(_shared(box, one) for one in near)
        cost += _ON_SHAPE * sum(_shared(box, one) for one in drawn) + _OUTSIDE * _outside(box, frame)
        if cost < best[2]:
            best = (x, y, cost)
    return best


def _candidates(block: Block) -> list[tuple[float, float, float]]:
    """Places around the best one, nearest first: farther to the sides than up and down, as texts are wide."""
    found = [(0.0, block.x, block.y)]
    for ring in _RINGS:
        for step in range(_DIRECTIONS):
            angle = 2 * math.pi * step / _DIRECTIONS
            found.append((float(ring), block.x + 1.4 * ring * math.sin(angle), block.y - ring * math.cos(angle)))
    return found


def _shared(one: Rectangle, other: Rectangle) -> float:
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    return across * down if across > 0 and down > 0 else 0.0


def _outside(box: Rectangle, frame: Rectangle) -> float:
    return max(frame[0] - box[0], 0) + max(frame[1] - box[1], 0) + max(box[2] - frame[2], 0) + max(box[3] - frame[3], 0)
