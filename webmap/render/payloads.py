"""Shapes as JSON: for the browser in EPSG:4326, five decimals, one file a layer; for figures as paths in metres.

Shapes carry ids and nothing that is said of them: what a year, a theme and a language say travels in the page.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import shapely

from geodata import crs
from geodata.model import Footprint
from geodata.safe_open import read_layer
from geodata.store import Snapshot
from webmap.drawn import FIGURE_SHAPES, POINTS
from webmap.facts import Facts

LAND_TOLERANCE_M = 40.0
_SEAM_M = 60.0  # postcode areas leave slivers between them and the city; land is drawn as one ground below it all
_AROUND_M = 30_000.0  # as far as a reader can pan
_KM2 = 1_000_000.0  # a smaller hole in the land is a seam; a smaller part of the city does not widen the view
_LABEL_CLEARANCE_M = 150.0
_LEAST_RADIUS_M = 25.0  # of the circle around a point that is all that is known: a smaller one is not seen
_FRAME_M = 250.0  # ground drawn around the city in a figure
_HATCHES = (
    1193 / 15
)  # lines of a hatching across a figure: 15 pixels apart in a PNG, so that they lie evenly without smoothing
Bounds = tuple[float, float, float, float]


@dataclass(frozen=True)
class Shapes:
    """The layers to draw, as id -> shape in EPSG:25832, and the bounds (south, west, north, east) to open on.

    Forts out at sea are drawn but do not widen the bounds.
    """

    bydele: dict[int, Any]
    roder: dict[int, Any]
    departments: dict[str, Any]
    land: Any
    neighbours: dict[str, Any]
    water: Any
    bounds: Bounds


def read_shapes(snapshot: Snapshot) -> Shapes:
    """The shapes of a snapshot; a department without an outline or a point is left out.

    A department of which only a point is known is a circle as wide as the point is unsure. It is for the eye alone:
    no area and no plan is made of it.
    """

    def layer(name: str) -> Any:
        return read_layer(snapshot.path, layer=name, may_be_empty=True)  # a town may have no roder, and no plans

    bydele, roder, departments = layer("bydele"), layer("roder"), layer("departments")
    mainland = [part for part in shapely.get_parts(bydele.geometry.values) if part.area > _KM2]
    west, south, east, north = shapely.total_bounds(crs.to_browser(mainland or bydele.geometry.values))
    return Shapes(
        bydele=dict(zip(bydele["bydel_no"].astype(int), bydele.geometry, strict=True)),
        roder=dict(zip(roder["rode_no"].astype(int), roder.geometry, strict=True)),
        departments={
            key: shape for key, shape in zip(departments["department_id"], departments.geometry, strict=True) if shape
        }
        | {row.department_id: _circle(row) for row in snapshot.records(Footprint) if row.method == "point only"},
        neighbours=_neighbours(layer("land"), shapely.union_all(bydele.geometry.values)),
        land=_ground(layer("land").geometry.values, bydele.geometry.values),
        water=shapely.union_all(layer("water").geometry.values),
        bounds=(round(south, 5), round(west, 5), round(north, 5), round(east, 5)),
    )


def _circle(footprint: Footprint) -> Any:
    point = shapely.Point(footprint.east_m, footprint.north_m)
    return point.buffer(max(footprint.accuracy_m, _LEAST_RADIUS_M))


def shape_files(shapes: Shapes, facts: Facts) -> dict[str, bytes]:
    """File name -> GeoJSON of each layer, whose features have an id; the points of labels; the paths of figures."""
    placed = set(facts.tied(facts.matches))
    listed = {key: shape for key, shape in shapes.departments.items() if key in placed}
    points = label_points(shapes, facts, listed)
    return {
        "bydele.json": _collection((shape, {"id": str(key)}) for key, shape in shapes.bydele.items()),
        "roder.json": _collection((shape, {"id": str(key)}) for key, shape in shapes.roder.items()),
        "departments.json": _collection((shape, {"id": key}) for key, shape in shapes.departments.items()),
        "departments-in-plans.json": _collection((shape, {"id": key}) for key, shape in listed.items()),
        "land.json": _collection([(shapes.land, {"neighbours": _names_beside(shapes)})]),
        "water.json": _collection([] if shapes.water.is_empty else [(shapes.water, {})]),
        POINTS: _json({anchor: _lat_lon(point) for anchor, point in points.items()}),
        FIGURE_SHAPES: _json(figure_shapes(shapes, points)),
    }


def label_points(shapes: Shapes, facts: Facts, listed: dict[str, Any]) -> dict[str, Any]:
    """Anchor -> point in EPSG:25832: districts, area groups, the areas of plans, joint amounts, places on a list."""
    in_plans = shapely.union_all(list(listed.values()))
    points = {f"bydel/{no}": _label_point(shape, shapes.water, in_plans) for no, shape in shapes.bydele.items()}
    for slug, (_, numbers) in facts.places.items():
        points[f"place/{slug}"] = _middle([points[f"bydel/{no}"] for no in numbers])
    of_plan: dict[str, list[Any]] = {}
    for row in facts.memberships:
        for key in facts.matches[row.listed_id].department_ids:
            if key in listed:
                of_plan.setdefault(row.plan_id, []).append(listed[key])
    points |= {f"plan/{plan_id}": shapely.centroid(shapely.union_all(parts)) for plan_id, parts in of_plan.items()}
    for subject in facts.funding_subjects.values():
        known = [points[f"plan/{plan_id}"] for plan_id in subject.plan_ids if f"plan/{plan_id}" in points]
        if known:
            points[f"subject/{subject.subject_id}"] = _middle(known)
    for area in facts.list_areas:
        ids = [row.listed_id for row in facts.list_area_departments if row.list_area == area.key]
        keys = {key for key in facts.tied(ids) if key in listed}
        if keys:
            points[f"list/{area.key}"] = shapely.centroid(shapely.union_all([listed[key] for key in sorted(keys)]))
    return points


def figure_shapes(shapes: Shapes, points: dict[str, Any]) -> dict[str, Any]:
    """Paths by layer and id, borders and hatching by layer, boxes of departments, points by anchor, and the frame.

    Whole metres in EPSG:25832, y downwards. Everything is cut to the frame here, once, rather than by each figure.
    Borders hold a line that two shapes share once; and hatching is lines, since a raster of a pattern costs more than
    the rest of a figure.
    """
    frame = _square_frame(shapes)
    layers: dict[str, dict[Any, Any]] = {
        "land": {"": shapes.land},
        "water": {"": shapes.water},
        "bydele": shapes.bydele,
        "roder": shapes.roder,
        "departments": shapes.departments,
    }
    cut = {layer: {str(key): _cut(shape, frame) for key, shape in held.items()} for layer, held in layers.items()}
    lines = _hatching(frame)
    beside = {name: shape.intersection(frame) for name, shape in shapes.neighbours.items()}
    names = {f"neighbour/{name}": _inside(shape) for name, shape in beside.items() if shape.area > _KM2}
    west, south, east, north = frame.bounds
    return {
        "bounds": [round(west), round(-north), round(east), round(-south)],
        "paths": {layer: {key: _path(shape) for key, shape in held.items()} for layer, held in cut.items()},
        "borders": {layer: _borders(cut[layer].values()) for layer in ("bydele", "roder")},
        "hatches": {
            layer: {key: _lines(lines.intersection(shape)) for key, shape in cut[layer].items()}
            for layer in ("bydele", "roder", "departments")
        },
        "boxes": {key: _box(shape) for key, shape in cut["departments"].items() if not shape.is_empty},
        "points": {anchor: [round(point.x), round(-point.y)] for anchor, point in {**points, **names}.items()},
    }


def _square_frame(shapes: Shapes) -> Any:
    """The ground of a figure: the city with some ground around it. Forts out at sea do not widen it."""
    mainland = [part for part in shapely.get_parts(list(shapes.bydele.values())) if part.area > _KM2]
    west, south, east, north = shapely.total_bounds(mainland or list(shapes.bydele.values()))
    middle = ((west + east) / 2, (south + north) / 2)
    half = max(east - west, north - south) / 2 + _FRAME_M
    return shapely.box(middle[0] - half, middle[1] - half, middle[0] + half, middle[1] + half)


def _cut(shape: Any, frame: Any) -> Any:
    """What of a shape lies in the frame; an island that lies across its edge is left out whole."""
    return shapely.union_all(
        [part for part in shapely.get_parts(shape) if part.area > _KM2 or shapely.within(part, frame)]
    ).intersection(frame)


def _hatching(frame: Any) -> Any:
    """Lines rising to the right across the frame."""
    left, bottom, right, top = frame.bounds
    side = right - left
    starts = [left + side * number / _HATCHES for number in range(round(-_HATCHES), round(_HATCHES))]
    return shapely.multilinestrings([[(x, bottom), (x + side, top)] for x in starts])


def _borders(shapes: Iterable[Any]) -> str:
    """The outlines of all shapes as one path, a shared line once."""
    rounded = [shapely.set_precision(shapely.boundary(shape), 1.0) for shape in shapes]
    return "".join(_line(shapely.get_coordinates(line)) for line in _parts(shapely.line_merge(_union(rounded))))


def _union(lines: list[Any]) -> Any:
    return shapely.union_all(lines, grid_size=1.0)


def _parts(lines: Any) -> list[Any]:
    """The lines in an order of their own, so that the same shapes make the same file."""
    return sorted(shapely.get_parts(lines), key=lambda line: line.bounds)


def _line(coordinates: Any) -> str:
    steps = [f"{round(x)},{round(-y)}" for x, y in coordinates]
    return f"M{'L'.join(steps[:-1])}z" if steps[0] == steps[-1] else f"M{'L'.join(steps)}"


def _box(shape: Any) -> list[int]:
    west, south, east, north = shape.bounds
    return [round(west), round(-north), round(east), round(-south)]


def _lines(crossed: Any) -> str:
    parts = [
        shapely.get_coordinates(part)[:2]
        for part in shapely.get_parts(crossed)
        if part.geom_type == "LineString" and part.length > 0
    ]
    return "".join(f"M{round(a[0])},{round(-a[1])}L{round(b[0])},{round(-b[1])}" for a, b in parts)


def _path(shape: Any) -> str:
    """The outline as an SVG path in whole metres."""
    rings = [
        ring
        for part in shapely.get_parts(shape)
        if part.geom_type == "Polygon"
        for ring in (part.exterior, *part.interiors)
    ]
    return "".join(_ring(shapely.get_coordinates(ring)) for ring in rings)


def _ring(coordinates: Any) -> str:
    steps = [f"{round(x)},{round(-y)}" for x, y in coordinates[:-1]]
    return f"M{'L'.join(steps)}z"


def _middle(points: list[Any]) -> Any:
    return shapely.centroid(shapely.multipoints(points))


def _neighbours(land: Any, city: Any) -> dict[str, Any]:
    """Name -> shape of the neighbouring ground that touches the city and is large enough to bear a name."""
    return {
        name: shape
        for name, shape in zip(land["name"], land.geometry, strict=True)
        if shape.area > 5 * _KM2 and shape.distance(city) < _SEAM_M
    }


def _names_beside(shapes: Shapes) -> dict[str, list[float]]:
    """Name -> where to write it."""
    return {name: _lat_lon(_inside(shape)) for name, shape in shapes.neighbours.items()}


def _ground(land: Any, bydele: Any) -> Any:
    """The ground that is drawn beneath the districts, with what is around them; without a layer of it, all around.

    Else a town inland would lie in the sea.
    """
    if len(land):
        return _seamless(shapely.union_all([*land, *bydele]))
    return shapely.box(*shapely.total_bounds(shapely.buffer(bydele, _AROUND_M)))


def _seamless(land: Any) -> Any:
    closed = shapely.buffer(shapely.buffer(land, _SEAM_M, join_style="mitre"), -_SEAM_M, join_style="mitre")
    whole = [
        shapely.Polygon(part.exterior, [ring for ring in part.interiors if shapely.Polygon(ring).area > _KM2])
        for part in shapely.get_parts(closed)
    ]
    return shapely.simplify(shapely.union_all(whole), LAND_TOLERANCE_M)


def _label_point(district: Any, water: Any, in_plans: Any) -> Any:
    """Where a label stands most freely: on land and clear of the departments the map is about."""
    free = district.difference(water).difference(shapely.buffer(in_plans, _LABEL_CLEARANCE_M))
    return _inside(free if free.area >= district.area / 10 else district)


def _inside(shape: Any) -> Any:
    """Middle of the largest circle within the shape."""
    return shapely.get_point(shapely.maximum_inscribed_circle(shape, tolerance=50), 0)


def _lat_lon(point: Any) -> list[float]:
    there = crs.to_browser(point)
    return [round(there.y, crs.BROWSER_DECIMALS), round(there.x, crs.BROWSER_DECIMALS)]


def _collection(features: Any) -> bytes:
    return _json(
        {
            "type": "FeatureCollection",
            "features": [
                {"type": "Feature", "properties": properties, "geometry": _geometry(shape)}
                for shape, properties in features
                if not shape.is_empty
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
