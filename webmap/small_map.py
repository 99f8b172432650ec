"""A small map of a few departments in their district, for a page: paths and numbers only, drawn without a script. Pure.

Made of the drawn files' own paths (`FIGURE_SHAPES`: EPSG:25832, whole metres, y downwards). Sizes are pixels of the
picture; the ground lies in it by `transform`, so that a page that draws many needs its paths once.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from geodata.model import Footprint
from webmap.placing import Block, Rectangle, placed

WIDTH, HEIGHT = 400, 300
_LEAST_M = 620.0  # of ground across: some blocks around a department
_AROUND = 1.5  # of what is shown, that it does not touch the frame
_MARK = 11.0  # radius of a number
_ROOM = 2.6 * _MARK  # a shape of this size holds its number
_BARS_M = (1000, 500, 200, 100, 50)
_LONGEST_BAR = 120.0
_INSET = (92.0, 78.0)
_INSET_AROUND = 1.12
_FAR = 0.12  # pixels a metre: so far off that a block is a dot, and outlines must be thin


@dataclass(frozen=True, slots=True)
class Numbered:
    """A department on the map: its path, or None where it is a point; where its number stands, and what it is tied to.

    `chosen`: the one a name was tied to. `approximate`: its outline is another than the plots'.
    """

    number: str
    path: str | None
    at: tuple[float, float]
    middle: tuple[float, float]
    chosen: bool
    approximate: bool

    @property
    def moved(self) -> bool:
        """Whether the number stands beside what it names."""
        return self.at != self.middle


@dataclass(frozen=True, slots=True)
class Inset:
    """The districts whole, small, in a corner: where they lie in it, and the part that the map shows."""

    width: float
    height: float
    transform: str
    part: Rectangle


@dataclass(frozen=True, slots=True)
class SmallMap:
    """One map. `bydele` are numbers of the districts whose border is drawn, `others` the departments round about.

    `bar` is the length of the scale bar, which stands for `bar_m` metres.
    """

    width: int
    height: int
    transform: str
    bydele: tuple[str, ...]
    others: str
    shapes: tuple[Numbered, ...]
    bar: float
    bar_m: int
    far: bool
    inset: Inset | None


def small_map(
    shapes: Mapping[str, Any],
    footprints: Mapping[str, Footprint],
    departments: Sequence[tuple[str, str]],
    chosen: frozenset[str],
    bydele: Sequence[int],
) -> SmallMap | None:
    """The map of departments, given as (id, number to show); None where none of them is anywhere.

    `shapes` is what `render.figure_shapes` wrote.
    """
    boxes = {key: box for key, _ in departments if (box := _box(shapes, footprints, key)) is not None}
    if not boxes:
        return None
    view = _view(list(boxes.values()))
    scale = WIDTH / (view[2] - view[0])
    paths: Mapping[str, str] = shapes["paths"]["departments"]
    numbers = tuple(str(one) for one in bydele if str(one) in shapes["paths"]["bydele"])
    beside = [
        path for key, path in paths.items() if key not in boxes and path and _meet(shapes["boxes"].get(key), view)
    ]
    shown = [(key, number) for key, number in departments if key in boxes]
    bar_m = next((one for one in _BARS_M if one * scale <= _LONGEST_BAR), _BARS_M[-1])
    return SmallMap(
        width=WIDTH,
        height=HEIGHT,
        transform=_transform(view, scale),
        bydele=numbers,
        others="".join(beside),
        shapes=tuple(_numbered(shown, boxes, paths, footprints, chosen, view, scale)),
        bar=round(bar_m * scale, 1),
        bar_m=bar_m,
        far=scale < _FAR,
        inset=_inset(shapes, numbers, view),
    )


def _box(shapes: Mapping[str, Any], footprints: Mapping[str, Footprint], key: str) -> Rectangle | None:
    if shapes["paths"]["departments"].get(key) and key in shapes["boxes"]:
        west, north, east, south = shapes["boxes"][key]
        return west, north, east, south
    own = footprints.get(key)
    if own is None or own.east_m is None or own.north_m is None:
        return None
    return own.east_m, -own.north_m, own.east_m, -own.north_m


def _view(boxes: Sequence[Rectangle]) -> Rectangle:
    """The ground to show: all of the boxes with some around them, as wide to high as the picture."""
    west, north = min(box[0] for box in boxes), min(box[1] for box in boxes)
    east, south = max(box[2] for box in boxes), max(box[3] for box in boxes)
    across = max(_LEAST_M, _AROUND * (east - west), _AROUND * (south - north) * WIDTH / HEIGHT)
    down = across * HEIGHT / WIDTH
    middle = ((west + east) / 2, (north + south) / 2)
    return middle[0] - across / 2, middle[1] - down / 2, middle[0] + across / 2, middle[1] + down / 2


def _transform(view: Rectangle, scale: float) -> str:
    return f"scale({scale:.6f}) translate({-view[0]:.1f} {-view[1]:.1f})"


def _meet(box: Sequence[float] | None, view: Rectangle) -> bool:
    return box is not None and box[0] < view[2] and box[2] > view[0] and box[1] < view[3] and box[3] > view[1]


def _numbered(
    shown: Sequence[tuple[str, str]],
    boxes: Mapping[str, Rectangle],
    paths: Mapping[str, str],
    footprints: Mapping[str, Footprint],
    chosen: frozenset[str],
    view: Rectangle,
    scale: float,
) -> list[Numbered]:
    def at(x: float, y: float) -> tuple[float, float]:
        return (x - view[0]) * scale, (y - view[1]) * scale

    drawn = [(*at(*boxes[key][:2]), *at(*boxes[key][2:])) for key, _ in shown]
    middles = [((box[0] + box[2]) / 2, (box[1] + box[3]) / 2) for box in drawn]
    blocks = [Block(*middle, 2 * _MARK, 2 * _MARK, clear=True) for middle in middles]
    small = [box for box in drawn if min(box[2] - box[0], box[3] - box[1]) < _ROOM]
    frame = (2.0, 2.0, WIDTH - 2.0, HEIGHT - 2.0)
    taken = [(0.0, HEIGHT - _INSET[1], _INSET[0], float(HEIGHT)), (WIDTH - 150.0, HEIGHT - 34.0, WIDTH, HEIGHT)]
    places = placed(blocks, taken, small, frame)
    return [
        Numbered(
            number,
            paths.get(key) or None,
            _rounded(place or middle),
            _rounded(middle),
            key in chosen,
            key in footprints and footprints[key].approximate,
        )
        for (key, number), middle, place in zip(shown, middles, places, strict=True)
    ]


def _rounded(point: tuple[float, float]) -> tuple[float, float]:
    return round(point[0], 1), round(point[1], 1)


def _inset(shapes: Mapping[str, Any], bydele: Sequence[str], view: Rectangle) -> Inset | None:
    """The districts in a corner; None where the map shows no district, or all of it already."""
    paths = [shapes["paths"]["bydele"].get(number) for number in bydele]
    held = [_bounds(path) for path in paths if path]  # a district off the frame, or less than a metre, has none
    if not held:
        return None
    west, north = min(box[0] for box in held), min(box[1] for box in held)
    east, south = max(box[2] for box in held), max(box[3] for box in held)
    if east - west < view[2] - view[0] and south - north < view[3] - view[1]:
        return None
    width, height = _INSET
    scale = min(width / (east - west), height / (south - north)) / _INSET_AROUND
    whole = ((west + east) / 2 - width / scale / 2, (north + south) / 2 - height / scale / 2)
    corner = (whole[0], whole[1], whole[0] + width / scale, whole[1] + height / scale)
    left, top = (view[0] - whole[0]) * scale, (view[1] - whole[1]) * scale
    across, down = (view[2] - view[0]) * scale, (view[3] - view[1]) * scale
    part = (round(left, 1), round(top, 1), round(max(across, 4.0), 1), round(max(down, 3.0), 1))
    return Inset(width, height, _transform(corner, scale), part)


def _bounds(path: str) -> Rectangle:
    """The box of a path of whole metres, which has only M, L and z in it."""
    points = [one.split(",") for one in path.replace("M", "L").replace("z", "").split("L") if one]
    across, down = [float(x) for x, _ in points], [float(y) for _, y in points]
    return min(across), min(down), max(across), max(down)
