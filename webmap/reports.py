"""For reports: /figur/<tema>.png|.svg and /kort/<tema>.html|.csv|.geojson, with the same query as the map."""

import hashlib
import json
import threading
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, abort, current_app, request

from geodata.names import slug
from webmap import figure as figures
from webmap import prefixes, single_file
from webmap.asking import Asked, asked
from webmap.drawn import FIGURE_SHAPES, MAPS
from webmap.exports import csv_of, geojson_of
from webmap.problems import Busy
from webmap.serving import Served, Serving
from webmap.stored import kept

blueprint = Blueprint("reports", __name__)
_TYPES = {
    "png": "image/png",
    "svg": "image/svg+xml; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "geojson": "application/geo+json",
    "html": "text/html; charset=utf-8",
}
_drawing = threading.Lock()  # drawing holds the interpreter: more than one at a time and nobody else is answered
_WAIT_S = 5.0  # for those who are drawing; then the reader is asked to come again


@blueprint.get("/figur/<name>")
def figure(name: str) -> Response:
    """A picture of the map: SVG with its text as text, or PNG at 300 dots an inch."""
    theme, _, form = name.rpartition(".")
    if form not in ("png", "svg"):
        abort(404, prefixes.language()._("En figur findes som .png og .svg."))
    ask = asked(theme)
    key = (ask.state, ask.lang.code, form)
    return _answer(ask, form, lambda: ask.served.pictures.get(key, lambda: _figure(ask, form)))


def _figure(ask: Asked, form: str) -> bytes:
    svg = figures.svg(ask.sheet, figure_shapes(ask.served), ask.lang, pixels=form == "png")
    if form == "svg":
        return svg.encode()
    if not _drawing.acquire(timeout=_WAIT_S):
        raise Busy
    try:
        return figures.png(svg)
    finally:
        _drawing.release()


@blueprint.get("/kort/<theme>.<any(html,csv,geojson):form>")
def download(theme: str, form: str) -> Response:
    """The map as one file that opens from disk, or its figures as CSV or GeoJSON."""
    ask = asked(theme)
    makers: dict[str, Callable[[], bytes]] = {
        "csv": lambda: csv_of(ask.sheet, ask.lang, excel=for_excel()),
        "geojson": lambda: geojson_of(ask.sheet, geometries(ask.served, ask.sheet.base)),
        "html": lambda: single_file.page(ask),
    }
    answer = _answer(ask, form, makers[form])
    answer.headers["Content-Disposition"] = f'attachment; filename="{_file_name(ask, form)}"'
    return answer


def _answer(ask: Asked, form: str, make: Callable[[], bytes]) -> Response:
    # what changes nothing must not make another file
    excel = "1" if form == "csv" and for_excel() else ""
    return file_answer(f"{ask.lang.code}|{request.path}|{sorted(ask.query.items())}|{excel}", _TYPES[form], make)


def file_answer(name: str, kind: str, make: Callable[[], bytes]) -> Response:
    """The bytes of a file, named by all that makes it what it is; under /s/ they are kept, and immutable to readers."""
    pinned = prefixes.pinned()
    serving: Serving = current_app.extensions["serving"]
    content = make() if pinned is None else kept(serving.cache / "s" / pinned, name, make)
    answer = Response(content, content_type=kind)
    answer.headers["Cache-Control"] = "public, max-age=31536000, immutable" if pinned else "no-cache"
    answer.set_etag(hashlib.sha256(content).hexdigest()[:20])
    answer.make_conditional(request)
    return answer


def for_excel() -> bool:
    """Whether the reader asks for a CSV as Danish Excel writes it."""
    return request.args.get("excel") == "1"


def _file_name(ask: Asked, form: str) -> str:
    """Of letters that no header and no file system minds, whatever a place is called in the data."""
    parts = ["helhedskort", ask.theme.slug, *ask.query.values(), ask.served.snapshot_id]
    return "-".join(filter(None, map(slug, parts))) + f".{form}"


def figure_shapes(served: Served) -> dict[str, Any]:
    """The shapes of the figures, in metres."""
    return _json(served.folder / FIGURE_SHAPES)


def geometries(served: Served, base: str) -> dict[str, dict[str, Any]]:
    """layer -> id -> geometry of a base map, EPSG:4326."""
    found: dict[str, dict[str, Any]] = {}
    for role, payload in MAPS[base]:
        features = _json(served.folder / payload)["features"]
        found[role] = {feature["properties"].get("id", ""): feature["geometry"] for feature in features}
    return found


@lru_cache(maxsize=16)
def _json(path: Path) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(path.read_bytes())
    return read
