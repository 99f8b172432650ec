"""For reports: /figur/<tema>.png|.svg and /kort/<tema>.html|.csv|.geojson, with the same query as the map."""

import hashlib
import json
import threading
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, abort, current_app, request

from webmap import figure as figures
from webmap import prefixes, single_file
from webmap.asking import Asked, asked
from webmap.drawn import FIGURE_SHAPES, MAPS
from webmap.exports import csv_of, geojson_of
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
_drawing = threading.Semaphore(2)  # a picture takes a core; more at once would only make everybody wait


@blueprint.get("/figur/<name>")
def figure(name: str) -> Response:
    """A picture of the map: SVG with its text as text, or PNG at 300 dots an inch."""
    slug, _, form = name.rpartition(".")
    if form not in ("png", "svg"):
        abort(404, prefixes.language()._("En figur findes som .png og .svg."))
    ask = asked(slug)
    key = (ask.state, ask.lang.code, form)
    return _answer(ask, form, lambda: ask.served.pictures.get(key, lambda: _figure(ask, form)))


def _figure(ask: Asked, form: str) -> bytes:
    svg = figures.svg(ask.sheet(), figure_shapes(ask.served), ask.lang, pixels=form == "png")
    if form == "svg":
        return svg.encode()
    with _drawing:
        return figures.png(svg)


@blueprint.get("/kort/<theme>.<any(html,csv,geojson):form>")
def download(theme: str, form: str) -> Response:
    """The map as one file that opens from disk, or its figures as CSV or GeoJSON."""
    ask = asked(theme)
    makers: dict[str, Callable[[], bytes]] = {
        "csv": lambda: csv_of(ask.sheet(), ask.lang, excel=request.args.get("excel") == "1"),
        "geojson": lambda: geojson_of(ask.sheet(), geometries(ask.served, ask.sheet().base)),
        "html": lambda: single_file.page(ask),
    }
    answer = _answer(ask, form, makers[form])
    answer.headers["Content-Disposition"] = f'attachment; filename="{_file_name(ask, form)}"'
    return answer


def _answer(ask: Asked, form: str, make: Callable[[], bytes]) -> Response:
    """The bytes; under /s/ they are kept, and immutable to those who fetch them."""
    pinned = prefixes.pinned()
    if pinned is None:
        content = make()
    else:
        extra = f"{ask.lang.code}|{request.path}|{sorted(ask.query.items())}|{request.args.get('excel', '')}"
        serving: Serving = current_app.extensions["serving"]
        content = kept(serving.cache / "s" / pinned, extra, make)
    answer = Response(content, content_type=_TYPES[form])
    answer.headers["Cache-Control"] = "public, max-age=31536000, immutable" if pinned else "no-cache"
    answer.set_etag(hashlib.sha256(content).hexdigest()[:20])
    answer.make_conditional(request)
    return answer


def _file_name(ask: Asked, form: str) -> str:
    values = [value for value in ask.query.values() if value]
    return "-".join(["helhedskort", ask.theme.slug, *values, ask.served.snapshot_id]) + f".{form}"


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
