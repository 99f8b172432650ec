"""Shapes and values as JSON for the browser: EPSG:4326 lon/lat, five decimals, only what is shown.

Shapes are one file a layer for the snapshot; what a year and a reading change is one small file each, so that another
year costs a few kB. Names and sentences travel here as text and are put on the page with textContent.
"""

import json
from dataclasses import dataclass
from typing import Any

import shapely

from geodata import crs
from geodata.safe_open import read_layer
from geodata.store import Snapshot
from geodata.wording import NOT_STATED, counted
from webmap import coverage_words as words
from webmap.coverage_view import CoverageView, ListedRow, view
from webmap.drawn import values_file
from webmap.facts import Facts
from webmap.themes import OTHER_DEPARTMENT

LAND_TOLERANCE_M = 40.0
_SEAM_M = 60.0  # postcode areas leave slivers between them and the city; land is drawn as one ground below it all
_KM2 = 1_000_000.0  # a smaller hole in the land is a seam; a smaller part of the city does not widen the view
_LABEL_CLEARANCE_M = 150.0
Bounds = tuple[float, float, float, float]


@dataclass(frozen=True)
class Shapes:
    """The layers to draw, as id -> shape in EPSG:25832, and the bounds (south, west, north, east) to open on.

    Forts out at sea are drawn but do not widen the bounds.
    """

    bydele: dict[int, Any]
    departments: dict[str, Any]
    land: Any
    neighbours: dict[str, list[float]]
    water: Any
    bounds: Bounds


def read_shapes(snapshot: Snapshot) -> Shapes:
    """The shapes of a snapshot; a department without an outline is left out."""

    def layer(name: str) -> Any:
        return read_layer(snapshot.path, layer=name)

    bydele, departments = layer("bydele"), layer("departments")
    mainland = [part for part in shapely.get_parts(bydele.geometry.values) if part.area > _KM2]
    west, south, east, north = shapely.total_bounds(crs.to_browser(mainland or bydele.geometry.values))
    return Shapes(
        bydele=dict(zip(bydele["bydel_no"].astype(int), bydele.geometry, strict=True)),
        departments={
            key: shape for key, shape in zip(departments["department_id"], departments.geometry, strict=True) if shape
        },
        neighbours=_neighbours(layer("land"), shapely.union_all(bydele.geometry.values)),
        land=_seamless(shapely.union_all([*layer("land").geometry, *bydele.geometry])),
        water=layer("water").union_all(),
        bounds=(round(south, 5), round(west, 5), round(north, 5), round(east, 5)),
    )


def shape_files(shapes: Shapes, facts: Facts) -> dict[str, bytes]:
    """File name -> GeoJSON of each layer. A feature has an id and, where it has one, a label point or its lines."""
    placed = {match.department_id for match in facts.matches.values()}
    listed = {key: shape for key, shape in shapes.departments.items() if key in placed}
    in_plans = shapely.union_all(list(listed.values()))
    return {
        "bydele.json": _collection(
            (
                shape,
                {
                    "id": str(key),
                    "name": facts.bydele[key][0],
                    "slug": facts.bydele[key][1],
                    "at": _label_point(shape, shapes.water, in_plans),
                },
            )
            for key, shape in shapes.bydele.items()
        ),
        "departments.json": _departments(shapes.departments, facts),
        "departments-in-plans.json": _departments(listed, facts),
        "land.json": _collection([(shapes.land, {"neighbours": shapes.neighbours})]),
        "water.json": _collection([(shapes.water, {})]),
    }


def value_files(facts: Facts) -> dict[str, bytes]:
    """File name -> values of each year and reading."""
    return {values_file(year, reading): _json(values(view(facts, year, reading))) for year, reading in facts.coverage}


def values(shown: CoverageView) -> dict[str, Any]:
    """What the year changes: paint, label, lines and spoken sentence of each shape, by layer and id."""
    cards = {card.plan.plan_id: card for card in shown.plans}
    documents = {key: document.short_title for key, document in shown.facts.documents.items()}
    by_department: dict[str, list[ListedRow]] = {}
    for row in shown.listed:
        if row.department:
            by_department.setdefault(row.department.department_id, []).append(row)
    return {
        "bydele": {
            str(row.bydel_no): {
                "fill": row.swatch.paint,
                "known": row.coverage.share is not None,
                "disputed": row.disputed,
                "label": words.place_label(row),
                "lines": words.place_lines(row),
                "spoken": words.spoken(row),
            }
            for row in shown.rows
        },
        "departments": {
            key: {
                "fill": cards[plan_id].swatch.paint,
                "lines": words.department_lines(cards[plan_id], by_department[key], documents),
            }
            for key, plan_id in shown.covered.items()
        },
        "other": {
            "fill": OTHER_DEPARTMENT.paint,
            "lines": ["Ikke nævnt under en helhedsplan i kilderne, men kan være med i en, kilderne ikke navngiver"],
        },
    }


def _departments(shapes: dict[str, Any], facts: Facts) -> bytes:
    return _collection((shape, {"id": key, "lines": _department_lines(facts, key)}) for key, shape in shapes.items())


def _department_lines(facts: Facts, department_id: str) -> list[str]:
    row = facts.departments[department_id]
    homes = NOT_STATED if row.homes is None else counted(row.homes, "almen bolig", "almene boliger")
    return [row.name, row.organisation, homes if row.homes is not None else f"Boliger: {homes}"]


def _neighbours(land: Any, city: Any) -> dict[str, list[float]]:
    """Name -> where to write it, for neighbouring ground that touches the city and is large enough to bear a name."""
    return {
        name: _point(shape)
        for name, shape in zip(land["name"], land.geometry, strict=True)
        if shape.area > 5 * _KM2 and shape.distance(city) < _SEAM_M
    }


def _seamless(land: Any) -> Any:
    closed = shapely.buffer(shapely.buffer(land, _SEAM_M, join_style="mitre"), -_SEAM_M, join_style="mitre")
    whole = [
        shapely.Polygon(part.exterior, [ring for ring in part.interiors if shapely.Polygon(ring).area > _KM2])
        for part in shapely.get_parts(closed)
    ]
    return shapely.simplify(shapely.union_all(whole), LAND_TOLERANCE_M)


def _label_point(district: Any, water: Any, in_plans: Any) -> list[float]:
    """Where a label stands most freely, as [lat, lon]: on land and clear of the departments the map is about."""
    free = district.difference(water).difference(shapely.buffer(in_plans, _LABEL_CLEARANCE_M))
    if free.area < district.area / 10:
        free = district
    return _point(free)


def _point(shape: Any) -> list[float]:
    """Middle of the largest circle within the shape, as [lat, lon]."""
    point = crs.to_browser(shapely.get_point(shapely.maximum_inscribed_circle(shape, tolerance=50), 0))
    return [round(point.y, 5), round(point.x, 5)]


def _collection(features: Any) -> bytes:
    return _json(
        {
            "type": "FeatureCollection",
            "features": [
                {"type": "Feature", "properties": properties, "geometry": _geometry(shape)}
                for shape, properties in features
            ],
        }
    )


def _geometry(shape: Any) -> dict[str, Any]:
    plain = shapely.multipolygons([shape]) if shape.geom_type == "Polygon" else shape
    rounded = shapely.set_precision(crs.to_browser(plain), 10**-crs.BROWSER_DECIMALS, mode="pointwise")
    geometry: dict[str, Any] = json.loads(shapely.to_geojson(rounded))
    geometry["coordinates"] = _trimmed(geometry["coordinates"])
    return geometry


def _trimmed(coordinates: Any) -> Any:
    if isinstance(coordinates, float):
        return round(coordinates, crs.BROWSER_DECIMALS)
    return [_trimmed(part) for part in coordinates]


def _json(content: Any) -> bytes:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()
