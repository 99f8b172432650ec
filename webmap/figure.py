"""A map as a picture for a report: SVG laid out here, PNG from it by resvg. No browser and no system library.

Made of the same `Sheet` as the page. Sizes are tenths of a millimetre; the picture is 160 mm wide and as high as its
legend and sources need. The ground is drawn in EPSG:25832, so the scale bar is right.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

import resvg_py
from flask import render_template

from webmap.drawn import MAPS
from webmap.language import Language
from webmap.palette import PATTERNS, UNKNOWN, Swatch
from webmap.sheet import Mark, Sheet

WIDTH, MARGIN = 1600, 40
MAP_WIDTH, MAP_HEIGHT = 1010, 1010
LEGEND_X = MARGIN + MAP_WIDTH + 36
DPI = 300
FACE = "Source Sans Pro"
_FONT_PACKAGE, _FONTS = "font-source-sans-pro", ("SourceSansPro-Regular.ttf", "SourceSansPro-Semibold.ttf")
_EM = 0.52  # width of a letter in its size: what a line is broken by, wide enough for Arial where it stands in
# outline -> (stroke, width in tenths of a millimetre, dashes)
OUTLINES = {
    "plain": ("#24323d", 3.0, ""),
    "thin": ("#24323d", 1.6, ""),
    "hair": ("#5b6770", 0.8, ""),
    "disputed": ("#24323d", 3.6, "14 9"),
    "plan": ("#111a21", 3.4, ""),
    "list": ("#11324f", 5.5, ""),
}


@dataclass(frozen=True, slots=True)
class Text:
    """One line of text and where it stands."""

    x: float
    y: float
    text: str
    size: int
    bold: bool = False
    soft: bool = False
    middle: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    """One sample of the legend."""

    x: float
    y: float
    swatch: Swatch | None
    stroke: str
    width: float
    dashes: str


def svg(sheet: Sheet, shapes: dict[str, Any], lang: Language) -> str:
    """The figure. `shapes` is what `render.figure_shapes` wrote: paths and points in metres, y downwards."""
    title, y = _lines(sheet.title, MARGIN, MARGIN + 36, 40, WIDTH - 2 * MARGIN, bold=True)
    top = y - 10
    west, north, east, south = shapes["bounds"]
    scale = min(MAP_WIDTH / (east - west), MAP_HEIGHT / (south - north))
    left = MARGIN + (MAP_WIDTH - (east - west) * scale) / 2
    texts, boxes, legend_end = _legend(sheet, top + 22)
    bottom = max(top + (south - north) * scale, legend_end)
    credit, end = _lines(sheet.credit, MARGIN, bottom + 44, 21, WIDTH - 2 * MARGIN, soft=True)

    def place(point: Sequence[float]) -> tuple[float, float]:
        return left + (point[0] - west) * scale, top + (point[1] - north) * scale

    return render_template(
        "figure.svg",
        lang=lang,
        sheet=sheet,
        width=WIDTH,
        height=round(end),
        map=(MARGIN, top, MAP_WIDTH, (south - north) * scale),
        transform=f"translate({left:.1f} {top:.1f}) scale({scale:.6f}) translate({-west:.1f} {-north:.1f})",
        scale=scale,
        layers=_layers(sheet, shapes, scale),
        labels=_labels(sheet, shapes, place),
        texts=[*title, *texts, *credit],
        boxes=boxes,
        patterns=PATTERNS,
        bar=(MARGIN + 30, top + (south - north) * scale - 34, 2000 * scale),
        north=(MARGIN + MAP_WIDTH - 46, top + 40),
        face=FACE,
        told=_told(sheet),
    )


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
    import struct
    import zlib

    per_metre = round(dpi / 0.0254)
    body = b"pHYs" + struct.pack(">IIB", per_metre, per_metre, 1)
    chunk = struct.pack(">I", 9) + body + struct.pack(">I", zlib.crc32(body))
    after_header = 8 + 25  # signature and IHDR, which always comes first
    return picture[:after_header] + chunk + picture[after_header:]


def broken(text: str, size: float, width: float) -> list[str]:
    """The text in lines no wider than the width, by the width of an average letter."""
    most = max(int(width / (size * _EM)), 8)
    lines, line = [], ""
    for word in text.split(" "):
        if line and len(line) + 1 + len(word) > most:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}" if line else word
    return [*lines, line]


def _lines(
    text: str, x: float, y: float, size: int, width: float, *, bold: bool = False, soft: bool = False
) -> tuple[list[Text], float]:
    step = size * 1.28
    lines = broken(text, size, width)
    made = [Text(x, y + number * step, line, size, bold, soft) for number, line in enumerate(lines)]
    return made, y + len(lines) * step


def _legend(sheet: Sheet, y: float) -> tuple[list[Text], list[Box], float]:
    width = WIDTH - MARGIN - LEGEND_X
    texts, boxes = [], []
    made, y = _lines(sheet.legend_lead.text, LEGEND_X, y, 25, width, soft=True)
    texts += made
    for group in sheet.legend:
        made, y = _lines(group.title, LEGEND_X, y + 22, 27, width, bold=True)
        texts += made
        for key in group.keys:
            stroke, weight, dashes = OUTLINES[key.outline]
            if key.swatch or key.outline != "plain":
                boxes.append(Box(LEGEND_X, y - 20, key.swatch, stroke, weight if not key.swatch else 1.5, dashes))
                made, y = _lines(key.label, LEGEND_X + 66, y, 25, width - 66)
            else:
                made, y = _lines(key.label, LEGEND_X, y, 25, width)
            texts += made
            y += 5
    if sheet.comparator:
        made, y = _lines(sheet.comparator.text, LEGEND_X, y + 24, 25, width)
        texts += made
    return texts, boxes, y


def _layers(sheet: Sheet, shapes: dict[str, Any], scale: float) -> list[dict[str, Any]]:
    layers = []
    for role, _ in MAPS[sheet.base]:
        paths = shapes["paths"].get(
            "departments" if role == "outlines" else "bydele" if role == "borders" else role, {}
        )
        marks = sheet.marks.get(role, {})
        drawn = []
        if role in ("land", "water"):
            drawn = [{"d": path, "css": role} for path in paths.values()]
        elif role == "borders":
            drawn = [{"d": path, "fill": "none", **_stroke("plain", scale)} for path in paths.values()]
        else:
            hatches = shapes["hatches"].get("departments" if role == "outlines" else role, {})
            drawn = [
                {
                    "d": paths[key],
                    "fill": _fill(mark),
                    "said": mark.spoken,
                    "hatch": hatches[key] if mark.swatch == UNKNOWN else "",
                    **_stroke(mark.outline, scale),
                }
                for key, mark in marks.items()
                if paths.get(key)
            ]
        layers.append({"role": role, "shapes": drawn})
    return layers


def _fill(mark: Mark) -> str:
    if mark.swatch is None:
        return "none"
    return mark.swatch.fill if mark.swatch == UNKNOWN else mark.swatch.paint


def _stroke(outline: str, scale: float) -> dict[str, Any]:
    stroke, weight, dashes = OUTLINES[outline]
    dashed = " ".join(f"{float(dash) / scale:.0f}" for dash in dashes.split())
    return {"stroke": stroke, "weight": f"{weight / scale:.1f}", "dashes": dashed}


def _labels(sheet: Sheet, shapes: dict[str, Any], place: Any) -> list[dict[str, Any]]:
    made = []
    for label in sheet.labels:
        point = shapes["points"].get(label.anchor)
        if point is None:
            continue
        x, y = place(point)
        unstated = label.kind == "place" and len(label.lines) == 1
        lines = [part for line in label.lines for part in broken(line, 23, 190)]
        first = y - (len(lines) - 1) * 13
        names = len(broken(label.lines[0], 23, 190))
        made.append(
            {
                "x": round(x, 1),
                "lines": [(round(first + number * 26, 1), line, number < names) for number, line in enumerate(lines)],
                "soft": unstated,
            }
        )
    return made


def _told(sheet: Sheet) -> str:
    """The figures in words, for those who cannot see the picture."""
    table = sheet.tables[0]
    shown = next((number for number, column in enumerate(table.columns) if column.key == "value"), 0)
    rows = [f"{row.name}: {row.cells[shown].text}" for row in table.rows[:60]]
    return f"{sheet.title}. {'; '.join(rows)}. {sheet.credit}"
