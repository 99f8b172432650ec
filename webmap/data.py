"""/data/<table>.csv and .geojson: the tables of the snapshot whole, for other programs. Keys are English."""

import json
from typing import Any

from flask import Blueprint, Response, abort, current_app, request

from geodata.rows import Row
from geodata.store import Snapshot
from webmap import prefixes
from webmap.asking import snapshot
from webmap.exports import rows_csv
from webmap.reports import file_answer, geometries
from webmap.serving import Served, Serving

blueprint = Blueprint("data", __name__)
# name in the address -> table of the snapshot
TABLES = {
    "bydele": "bydele",
    "roder": "roder",
    "departments": "departments",
    "plans": "plans",
    "memberships": "memberships",
    "coverage": "bydel_coverage",
    "funding": "funding",
    "indicators": "indicator_values",
    "matches": "matches",
    "match_candidates": "match_candidates",
    "match_evidence": "match_evidence",
    "decisions": "decisions",
    "footprints": "footprints",
    "findings": "findings",
    "sources": "sources",
}
# name in the address -> base map, layer and the column that names a shape
SHAPES = {
    "bydele": ("departments", "bydele", "bydel_no"),
    "roder": ("roder", "roder", "rode_no"),
    "departments": ("departments", "departments", "department_id"),
}


@blueprint.get("/data/<table>.csv")
def csv_table(table: str) -> Response:
    """A table as CSV (RFC 4180, UTF-8); a missing cell is empty."""
    if table not in TABLES:
        abort(404, prefixes.language()._("Tabellerne er: {names}.", names=", ".join(TABLES)))
    served = snapshot()
    return file_answer(request.path, "text/csv; charset=utf-8", lambda: _csv(served, table))


@blueprint.get("/data/<table>.geojson")
def geojson_table(table: str) -> Response:
    """A table with its generalised shapes as GeoJSON (RFC 7946, lon/lat)."""
    if table not in SHAPES:
        abort(404, prefixes.language()._("Tabellerne med omrids er: {names}.", names=", ".join(SHAPES)))
    served = snapshot()
    return file_answer(request.path, "application/geo+json", lambda: _geojson(served, table))


def _rows(served: Served, table: str) -> list[Row]:
    serving: Serving = current_app.extensions["serving"]
    rows = Snapshot(serving.store, served.snapshot_id).rows(TABLES[table])
    rows = [{name: value for name, value in row.items() if name != "fid"} for row in rows]
    return [{**row, **_outline(served, row["department_id"])} for row in rows] if table == "departments" else rows


def _outline(served: Served, department_id: str) -> Row:
    """How a department's outline came about; empty where it has none. A "point only" is drawn as a circle around it."""
    found = served.facts.footprints.get(department_id)
    return {
        "footprint_method": found.method if found else None,
        "accuracy_m": found.accuracy_m if found else None,
        "footprint_credit": found.credit if found else None,
        "retrieved_on": found.retrieved_on.isoformat() if found and found.retrieved_on else None,
    }


def _csv(served: Served, table: str) -> bytes:
    rows = _rows(served, table)
    return rows_csv(rows, list(rows[0]) if rows else _columns(served, table))


def _columns(served: Served, table: str) -> list[str]:
    serving: Serving = current_app.extensions["serving"]
    columns = Snapshot(serving.store, served.snapshot_id).columns(TABLES[table])
    of_outline = list(_outline(served, "")) if table == "departments" else []
    return [*(name for name in columns if name != "fid"), *of_outline]


def _geojson(served: Served, table: str) -> bytes:
    base, layer, key = SHAPES[table]
    shapes = geometries(served, base)[layer]
    features: list[dict[str, Any]] = [
        {"type": "Feature", "properties": row, "geometry": shapes.get(str(row[key]))} for row in _rows(served, table)
    ]
    whole = {"type": "FeatureCollection", "snapshot": served.snapshot_id, "features": features}
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()
