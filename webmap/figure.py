"""A map as a picture for a report: SVG laid out here, PNG from it by resvg. No browser and no system library.

Made of the same `Sheet` as the page. Sizes are tenths of a millimetre; the picture is 160 mm wide and as high as its
legend and sources need. The ground is drawn in EPSG:25832, so the scale bar is right.
"""

import math
import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

import resvg_py
from flask import render_template

from geodata.plain_text import without_control
from webmap.drawn import MAPS
from webmap.language import Language
from webmap.lettering import broken, width
from webmap.palette import OUTLINES, PATTERNS, UNKNOWN, Outline, Swatch
from webmap.placing import Block, Rectangle, placed
from webmap.sheet import Label, Mark, Sheet

WIDTH, MARGIN = 1600, 40
MAP_SIDE = 1010
TALLEST = 8000  # half a metre more than any map needs: what is drawn takes memory by its height
LEGEND_X = MARGIN + MAP_SIDE + 36
DPI = 300
FACE = "Source Sans Pro"
_FONT_PACKAGE = "font-source-sans-pro"
_FONTS = ("SourceSansPro-Regular.ttf", "SourceSansPro-Semibold.ttf", "SourceSansPro-It.ttf")
_LABEL, _SOFT_LABEL, _LEADING, _LABEL_ROOM = 23, 21, 26, 220
_LEADER = 34.0  # a label that stands farther than this from what it names is tied to it by a line
_PIXEL = 2.0  # a pixel of an outline on the screen, in tenths of a millimetre


@dataclass(frozen=True, slots=True)
class Ground:
    """Where the map lies in the picture, and where a point of the ground lies in it."""

    left: float
    top: float
    scale: float
    west: float
    north: float

    def at(self, point: Sequence[float]) -> tuple[float, float]:
        """A point in metres as a point of the picture."""
        return self.left + (point[0] - self.west) * self.scale, self.top + (point[1] - self.north) * self.scale


@dataclass(frozen=True, slots=True)
class Text:
    """One line of text and where it stands."""

    x: float
    y: float
    text: str
    size: int
    bold: bool = False
    soft: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    """One sample of the legend."""

    x: float
    y: float
    swatch: Swatch | None
    stroke: str
    width: float
    dashes: str = ""


def svg(sheet: Sheet, shapes: dict[str, Any], lang: Language, *, pixels: bool = False) -> str:
    """The figure. `shapes` is what `render.figure_shapes` wrote: paths and points in metres, y downwards.

    `pixels`: to be made into a PNG, where edges that lie beneath an outline and lines a pixel wide are not smoothed.
    """
    title, y = _lines(sheet.title, MARGIN, MARGIN + 36, 40, WIDTH - 2 * MARGIN, bold=True)
    west, north, east, south = shapes["bounds"]
    ground = Ground(MARGIN, round(y - 10, 1), MAP_SIDE / (east - west), west, north)
    texts, boxes, legend_end = _legend(sheet, ground.top + 22)
    bottom = ground.top + MAP_SIDE
    told = [
        *(sheet.place.sentences if sheet.place else ()),
        *(sheet.caption or sheet.summary),
        *((sheet.placed,) if sheet.placed else ()),
    ]
    caption, under = _lines(
        " ".join(said.text for said in told), MARGIN, max(bottom, legend_end) + 46, 23, WIDTH - 2 * MARGIN
    )
    credit, end = _lines(sheet.credit, MARGIN, under + 8, 21, WIDTH - 2 * MARGIN, soft=True)
    picture = render_template(
        "figure.svg",
        lang=lang,
        sheet=sheet,
        width=WIDTH,
        height=min(round(end), TALLEST),
        map=(MARGIN, ground.top, MAP_SIDE, MAP_SIDE),
        transform=f"translate({ground.left} {ground.top}) scale({ground.scale:.6f}) translate({-west} {-north})",
        scale=ground.scale,
        layers=_layers(sheet, shapes, ground.scale),
        labels=_labels(sheet, shapes, ground),
        texts=[*title, *texts, *caption, *credit],
        boxes=boxes,
        patterns=PATTERNS,
        bar=(MARGIN + 30, bottom - 34, round(2000 * ground.scale, 1)),
        north=(MARGIN + MAP_SIDE - 46, ground.top + 40),
        face=FACE,
        told=_told(sheet),
        crisp=' shape-rendering="crispEdges"' if pixels else "",
    )
    return without_control(picture)  # one such character and no program opens it


def png(picture: str) -> bytes:
    """The figure as PNG, 300 dots an inch at 160 mm."""
    drawn: bytes = resvg_py.svg_to_bytes(
        svg_string=picture,
        width=round(WIDTH / 254 * DPI),
        dpi=96.0,  # what a millimetre is measured in; without it sizes in mm are refused
        font_files=[str(path) for path in font_files()],
        skip_system_fonts=True,
        sans_serif_family=FACE,
        font_family=FACE,
        background="#ffffff",
    )
    return with_resolution(bytes(drawn), DPI)


@cache
def font_files() -> list[Path]:
    """The figure's font from its pinned package."""
    files = distribution(_FONT_PACKAGE).files or []
    return [Path(str(file.locate())) for file in files if Path(str(file)).name in _FONTS]


def with_resolution(picture: bytes, dpi: int) -> bytes:
    """The PNG with its resolution said in a pHYs chunk, so that a report sets it at its right size."""
    per_metre = round(dpi / 0.0254)
    body = b"pHYs" + struct.pack(">IIB", per_metre, per_metre, 1)
    chunk = struct.pack(">I", 9) + body + struct.pack(">I", zlib.crc32(body))
    after_header = 8 + 25  # signature and IHDR, which always comes first
    return picture[:after_header] + chunk + picture[after_header:]


def _lines(
    text: str, x: float, y: float, size: int, room: float, *, bold: bool = False, soft: bool = False
) -> tuple[list[Text], float]:
    step = size * 1.28
    lines = broken(text, size, room, bold=bold)
    made = [Text(x, y + number * step, line, size, bold, soft) for number, line in enumerate(lines)]
    return made, y + len(lines) * step


def _legend(sheet: Sheet, y: float) -> tuple[list[Text], list[Box], float]:
    room = WIDTH - MARGIN - LEGEND_X
    texts, boxes = [], []
    made, y = _lines(sheet.legend_lead.text, LEGEND_X, y, 25, room, soft=True)
    texts += made
    for group in sheet.legend:
        made, y = _lines(group.title, LEGEND_X, y + 22, 27, room, bold=True)
        texts += made
        for key in group.keys:
            outline = OUTLINES[key.outline]
            if key.swatch or key.outline != "plain":
                weight = 1.5 if key.swatch else outline.width * _PIXEL
                boxes.append(Box(LEGEND_X, y - 20, key.swatch, outline.colour, weight, _dashes(outline, 1.0)))
                made, y = _lines(key.label, LEGEND_X + 66, y, 25, room - 66)
            else:
                made, y = _lines(key.label, LEGEND_X, y, 25, room)
            texts += made
            y += 5
    if sheet.comparator:
        made, y = _lines(sheet.comparator.text, LEGEND_X, y + 24, 25, room)
        texts += made
    return texts, boxes, y


def _layers(sheet: Sheet, shapes: dict[str, Any], scale: float) -> list[dict[str, Any]]:
    """The layers from the ground up. A layer is painted first, then hatched, then outlined: what lies beneath an
    outline need not be smooth, and a line that two shapes share is drawn once.
    """
    return [_layer(sheet, shapes, role, scale) for role, _ in MAPS[sheet.base]]


def _layer(sheet: Sheet, shapes: dict[str, Any], role: str, scale: float) -> dict[str, Any]:
    source = {"outlines": "departments", "borders": "bydele"}.get(role, role)
    paths = shapes["paths"].get(source, {})
    if role in ("land", "water"):
        return {"role": role, "ground": list(paths.values())}
    chosen = _chosen(sheet, paths, scale) if source == (sheet.place.layer if sheet.place else "") else []
    if role == "borders":
        return {"role": role, "lines": [{"d": shapes["borders"][source], **_stroke("plain", scale)}, *chosen]}
    marks = {key: mark for key, mark in sheet.marks.get(role, {}).items() if paths.get(key)}
    hatches = shapes["hatches"].get(source, {})
    return {
        "role": role,
        "fills": [
            {"d": paths[key], "fill": _fill(mark), "said": mark.spoken} for key, mark in marks.items() if mark.swatch
        ],
        "hatch": "".join(hatches[key] for key, mark in marks.items() if mark.swatch == UNKNOWN),
        "lines": [*_outlines(marks, paths, shapes["borders"].get(source, ""), scale), *chosen],
    }


def _outlines(marks: dict[str, Mark], paths: dict[str, str], borders: str, scale: float) -> list[dict[str, Any]]:
    """One path an outline. Where shapes share borders these are drawn once, and over them those that differ."""
    by_outline: dict[str, list[str]] = {}
    for key, mark in marks.items():
        by_outline.setdefault(mark.outline, []).append(paths[key])
    drawn: list[dict[str, Any]] = []
    for outline in sorted(by_outline, key=list(OUTLINES).index):
        common = borders and not drawn and outline in ("plain", "hair")
        line = {"d": borders if common else "".join(by_outline[outline]), **_stroke(outline, scale)}
        drawn.append({**line, "cased": bool(line["dashes"])})
    return drawn


def _fill(mark: Mark) -> str:
    if mark.swatch is None:
        return "none"
    return mark.swatch.fill if mark.swatch == UNKNOWN else mark.swatch.paint


def _chosen(sheet: Sheet, paths: dict[str, str], scale: float) -> list[dict[str, Any]]:
    """The outline of the place a reader has chosen, over the others."""
    members = sheet.place.members if sheet.place else ()
    return [{"d": "".join(paths[key] for key in members if key in paths), **_stroke("chosen", scale)}]


def _stroke(outline: str, scale: float) -> dict[str, Any]:
    line = OUTLINES[outline]
    weight = f"{line.width * _PIXEL / scale:.1f}"
    return {"stroke": line.colour, "weight": weight, "dashes": _dashes(line, scale), "hair": outline == "hair"}


def _dashes(outline: Outline, scale: float) -> str:
    return " ".join(f"{dash * _PIXEL / scale:.0f}" for dash in outline.dashes)


def _labels(sheet: Sheet, shapes: dict[str, Any], ground: Ground) -> list[dict[str, Any]]:
    """The labels with a point, each where it covers least."""
    beside = [
        Label(anchor, (anchor.partition("/")[2],), "neighbour") for anchor in shapes["points"] if anchor[:3] == "nei"
    ]
    known = [label for label in (*sheet.labels, *beside) if label.anchor in shapes["points"]]
    broken_up = [_label_lines(label) for label in known]
    blocks = [
        _block(label, lines, ground.at(shapes["points"][label.anchor]))
        for label, lines in zip(known, broken_up, strict=True)
    ]
    right, bottom = ground.left + MAP_SIDE, ground.top + MAP_SIDE
    furniture = [
        (right - 90, ground.top, right, ground.top + 90),
        (ground.left, bottom - 80, ground.left + 200, bottom),
    ]
    frame = (ground.left + 6, ground.top + 6, right - 6, bottom - 6)
    places = placed(blocks, furniture, _drawn_boxes(sheet, shapes, ground), frame)
    return [
        _label(label, lines, block, place)
        for label, lines, block, place in zip(known, broken_up, blocks, places, strict=True)
        if place is not None
    ]


def _label_lines(label: Label) -> list[tuple[str, bool]]:
    """The lines of a label, and whether each is of its name."""
    return [
        (part, number == 0)
        for number, line in enumerate(label.lines)
        for part in broken(line, _LABEL, _LABEL_ROOM, bold=number == 0)
    ]


def _block(label: Label, lines: list[tuple[str, bool]], point: tuple[float, float]) -> Block:
    soft = label.kind != "value" and len(label.lines) == 1
    return Block(
        *point,
        width=max(width(text, _LABEL, bold=name and not soft) for text, name in lines),
        height=len(lines) * _LEADING,
        rank={"neighbour": 2, "value": 1}.get(label.kind, 0),
        clear=label.kind == "value",
        optional=label.kind == "neighbour",
    )


def _drawn_boxes(sheet: Sheet, shapes: dict[str, Any], ground: Ground) -> list[Rectangle]:
    """Where the map has something small that a label should not cover."""
    marked = {**sheet.marks.get("departments", {}), **sheet.marks.get("outlines", {})}
    boxes = [shapes["boxes"][key] for key in marked if key in shapes["boxes"]]
    return [(*ground.at(box[:2]), *ground.at(box[2:])) for box in boxes]


def _label(label: Label, lines: list[tuple[str, bool]], block: Block, place: tuple[float, float]) -> dict[str, Any]:
    x, y = place
    first = y - block.height / 2 + _LEADING * 0.77
    left, top, right, bottom = block.at(x, y)
    near = (min(max(block.x, left), right), min(max(block.y, top), bottom))
    far = label.kind == "value" and math.dist(near, (block.x, block.y)) > _LEADER
    return {
        "x": round(x, 1),
        "lines": [(round(first + number * _LEADING, 1), text, name) for number, (text, name) in enumerate(lines)],
        "soft": label.kind != "value" and len(label.lines) == 1,
        "neighbour": label.kind == "neighbour",
        "leader": [round(number, 1) for number in (*near, block.x, block.y)] if far else [],
    }


def _told(sheet: Sheet) -> str:
    """The figures in words, for those who cannot see the picture."""
    table = sheet.tables[0]
    shown = next((number for number, column in enumerate(table.columns) if column.key == "value"), 0)
    rows = [f"{row.name}: {row.cells[shown].text}" for row in table.rows[:60]]
    return f"{sheet.title}. {'; '.join(rows)}. {sheet.credit}"
