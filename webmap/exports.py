"""What a map shows, as data: the values map.js joins to the shapes, CSV and GeoJSON. Pure; all from one `Sheet`."""

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from webmap.language import Language
from webmap.palette import OUTLINES, Outline
from webmap.sheet import Label, Mark, Row, Sheet, Table

_NUMBER = re.compile(r"-?[0-9]+([.,][0-9]+)*")
# what begins a formula, also as wide, small, raised and lowered letters that programs fold to the plain ones
_FORMULA = "[=+\\-@＝﹦⁼₌⩵⩶＋﹢⁺₊﬩－﹣＠﹫]"
# what is passed over before it: white space, control characters and those that show as nothing
_PASSED = (
    "[\\s\\x00-\\x1f\\x7f-\\x9f\\u00ad\\u034f\\u061c\\u115f\\u1160\\u180b-\\u180e\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u206f"
    "\\u2800\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff9-\\ufffb\\U000e0000-\\U000e0fff]"
)
_STARTS = re.compile(f"{_PASSED}*{_FORMULA}|[\\t\\r]")
_FOLLOWS = re.compile(f'([;；\\t\\r\\n](?:{_PASSED}|")*)(?={_FORMULA})')


def values_of(sheet: Sheet, lang: Language) -> dict[str, Any]:
    """What map.js needs: marks by layer and id, labels by anchor, the chosen shapes, and its few words."""
    return {
        "marks": {layer: {key: _mark(mark) for key, mark in marks.items()} for layer, marks in sheet.marks.items()},
        "labels": [_label(label) for label in sheet.labels],
        "outlines": {name: _outline(outline) for name, outline in OUTLINES.items()},
        "members": list(sheet.place.members) if sheet.place else [],
        "words": {
            "zoomIn": lang._("Zoom ind"),
            "zoomOut": lang._("Zoom ud"),
            "zoomTo": lang._("Zoom til {name}"),
            "failed": lang._("Kortet kunne ikke hentes ({error}). Tallene står i tabellen."),
        },
    }


def _mark(mark: Mark) -> dict[str, Any]:
    made: dict[str, Any] = {"fill": mark.swatch.paint if mark.swatch else "none", "outline": mark.outline}
    if mark.lines:
        made |= {"lines": mark.lines, "spoken": mark.spoken}
    return made | ({"slug": mark.slug} if mark.slug else {})


def _outline(outline: Outline) -> dict[str, Any]:
    """As Leaflet names it."""
    dashes = " ".join(map(str, outline.dashes))
    # ends cut square, as in the figure: Leaflet's round ones would grow dots into a line
    dashed = {"dashArray": dashes, "lineCap": "butt"} if dashes else {}
    return {"color": outline.colour, "weight": outline.width} | dashed


def _label(label: Label) -> dict[str, Any]:
    return {"at": label.anchor, "lines": label.lines, "kind": label.kind}


def csv_of(sheet: Sheet, lang: Language, *, excel: bool = False) -> bytes:
    """The map's table as CSV, UTF-8: one row a place, every row with title, year and snapshot.

    Plainly: commas and decimal points (RFC 4180). For Danish Excel: semicolons, decimal commas and a byte order mark.
    A cell that is missing is empty, and `missing` says why; `as_shown` has the figures with the words that belong to
    them ("mindst 35,1 %").
    """
    table = sheet.tables[0]
    names = [column.label if excel else column.key for column in table.columns]
    header = ["id", "place", *names, "as_shown", "missing", "title", "map_year", "placed", "credit"]
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";" if excel else ",", lineterminator="\r\n")
    writer.writerow(header)
    for row in table.rows:
        cells = [_plain(cell.value, excel) for cell in row.cells]
        told = [(f"{column.key}: {cell.text}", cell) for column, cell in zip(table.columns, row.cells, strict=True)]
        missing = "; ".join(text for text, cell in told if cell.missing)
        shown = "; ".join(
            text
            for text, cell in told
            if not cell.missing and isinstance(cell.value, (int, float)) and cell.text != lang.number(cell.value)
        )
        shape = f"{row.layer}/{row.shape}" if row.shape else ""
        whence = [shown, missing, sheet.title, sheet.year, sheet.placed.text if sheet.placed else "", sheet.credit]
        writer.writerow([formula_safe(text) for text in [shape, row.name, *cells, *whence]])
    return (b"\xef\xbb\xbf" if excel else b"") + out.getvalue().encode()


def _plain(value: float | str | None, excel: bool) -> str:
    if value is None or isinstance(value, str):
        return value or ""
    figure = f"{value:.0f}" if float(value).is_integer() else str(value)
    return figure.replace(".", ",") if excel else figure


def rows_csv(rows: Iterable[Mapping[str, Any]], columns: Sequence[str], *, excel: bool = False) -> bytes:
    """Rows as CSV, their texts made safe; the columns are named though there be no row.

    Plainly: RFC 4180, UTF-8. For Danish Excel: semicolons, decimal commas and a byte order mark.
    """
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, columns, delimiter=";" if excel else ",", lineterminator="\r\n")
    writer.writeheader()
    for row in rows:
        writer.writerow({key: _cell(cell, excel) for key, cell in row.items()})
    return (b"\xef\xbb\xbf" if excel else b"") + out.getvalue().encode()


def _cell(value: Any, excel: bool) -> Any:
    if isinstance(value, str):
        return formula_safe(value)
    return str(value).replace(".", ",") if excel and isinstance(value, float) else value


def formula_safe(text: str) -> str:
    """A text that a spreadsheet would run as a formula, with a mark in front; negative numbers are numbers.

    A plain CSV opened where semicolons part the cells is parted at those of its texts too, so what follows one is
    marked as well.
    """
    if _NUMBER.fullmatch(text):
        return text
    start = _STARTS.match(text)
    mark, begun = ("'", start[0]) if start else ("", "")
    return mark + begun + _FOLLOWS.sub(r"\1'", text[len(begun) :])


def geojson_of(sheet: Sheet, shapes: Mapping[str, Mapping[str, Any]]) -> bytes:
    """What the map shows as GeoJSON (RFC 7946, lon/lat): a feature for each marked shape.

    `shapes`: layer -> id -> geometry. A feature carries its row of the table where it has one, and its lines of text.
    """
    rows = {(row.layer, row.shape): (table, row) for table in sheet.tables for row in table.rows if row.shape}
    features = []
    for layer, marks in sheet.marks.items():
        for key, mark in marks.items():
            geometry = shapes.get(layer, {}).get(key)
            if geometry is not None and mark.lines:
                said = {"layer": layer, "id": key, "lines": list(mark.lines)}
                known = _properties(*rows[layer, key]) if (layer, key) in rows else {}
                features.append({"type": "Feature", "properties": {**said, **known}, "geometry": geometry})
    whole = {
        "type": "FeatureCollection",
        "title": sheet.title,
        "year": sheet.year,
        "summary": [said.text for said in sheet.summary],
        "placed": sheet.placed.text if sheet.placed else None,
        "source": sheet.credit,
        "features": features,
    }
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


def _properties(table: Table, row: Row) -> dict[str, Any]:
    cells: dict[str, Any] = {"place": row.name}
    for column, cell in zip(table.columns, row.cells, strict=True):
        cells[column.key] = cell.value
        if cell.missing:
            cells[f"{column.key}_missing"] = cell.text
    return cells
