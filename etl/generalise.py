"""The official layers and statistics -> `geodata/data`: what the program carries, small enough to read in a diff.

City districts are simplified together, and so are roder (Visvalingam-Whyatt on the shared edges,
`shapely.coverage_simplify`), so that no gap opens between neighbours; departments one by one with a tolerance that is
lowered until the outline still agrees with the official one, and with how far that moved it; land and harbour
coarsely, since they only help the eye.
EPSG:25832 on a 0.1 m grid.
"""

import math
from collections.abc import Iterable, Sequence
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

import shapely

from etl import footprints, layers, statistics
from etl.geography import Geography
from geodata import coverage
from geodata.crs import INSIDE
from geodata.errors import LayerError
from geodata.model import Area, Department

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

GRID_M = 0.1
BYDEL_TOLERANCE_M = 10.0
RODE_TOLERANCE_M = 10.0
RODE_MEDIAN_IOU, RODE_LEAST_IOU = 0.99, 0.95
DEPARTMENT_TOLERANCES_M = (2.0, 1.0, 0.5, 0.25, 0.0)
DEPARTMENT_LEAST_IOU = 0.95
LAND_TOLERANCE_M = 100.0
WATER_TOLERANCE_M = 15.0


def generalise(folder: Path, into: Path, figures: Path | None = None) -> dict[str, int]:
    """Writes bydele, roder, departments, land and water as GeoJSON into the folder, and the statistics of the folder
    `figures` as CSV; returns features and rows written by file name.

    Raises LayerError if a simplified department would change district or the districts or roder no longer fit
    together, and StatisticsError where a file of statistics is wrong.
    """
    official = layers.read_folder(folder)
    if layers.layer_file(folder, layers.DEPARTMENTS) != folder / layers.DEPARTMENTS:
        raise LayerError(
            "afdelingerne er allerede i vores egen form",
            where=str(folder),
            remedy=f"Generalisér kommunens eget lag, {layers.DEPARTMENTS}.",
        )
    if official.conflicting:
        raise LayerError(
            f"nøglen {official.conflicting[0]} har forskellige boligtal i sine objekter",
            where=str(folder / layers.DEPARTMENTS),
            remedy="Få kommunen til at rette laget; det medfølgende udtræk kan ikke bære modsigelsen.",
        )
    outlines = simplify_bydele([area.outline for area in official.areas])
    areas = [
        {"bydel_no": area.bydel_no, "bydel": area.bydel, "geometry": outline}
        for area, outline in zip(official.areas, outlines, strict=True)
    ]
    departments = [
        {**_department_row(department), "features": official.merged.get(department.department_id, 1)}
        for department in official.departments
    ]
    _assert_same_district(official, areas, departments)
    land = [
        {"name": name, "geometry": _on_grid(outline)}
        for name, outline in sorted(_together(official.land, LAND_TOLERANCE_M).items())
    ]
    water = [{"geometry": _on_grid(part.simplify(WATER_TOLERANCE_M))} for part in official.water]
    measured = None if figures is None else statistics.read(figures, official.roder)
    tables = {"bydele": areas, "departments": departments, "land": land, "water": water}
    if (folder / layers.RODER).is_file():  # ours would only be coarser each time
        tables["roder"] = _roder(official)
    into.mkdir(parents=True, exist_ok=True)
    tables = {name: rows for name, rows in tables.items() if rows}  # another municipality may have no land or water
    for name, rows in tables.items():
        _write(into / f"{name}.geojson", rows)
    written = {f"{name}.geojson": len(rows) for name, rows in tables.items()}
    return {**written, **({} if measured is None else statistics.write(measured, into))}


def simplify_bydele(outlines: Iterable["BaseGeometry"]) -> list["BaseGeometry"]:
    """The districts simplified as one coverage on the grid; raises LayerError if they no longer are one."""
    simple = shapely.coverage_simplify(list(outlines), BYDEL_TOLERANCE_M)
    gridded = [_on_grid(outline) for outline in simple]
    if not shapely.coverage_is_valid(gridded):
        raise LayerError("bydelene passer ikke længere sammen", where="generalise", remedy="Sænk BYDEL_TOLERANCE_M.")
    return gridded


def simplify_roder(outlines: Sequence["BaseGeometry"]) -> list["BaseGeometry"]:
    """Roder that fit together, simplified as one coverage on the grid.

    Raises LayerError if they no longer fit together, or agree less with what came in than is promised.
    """
    gridded = [_on_grid(outline) for outline in shapely.coverage_simplify(list(outlines), RODE_TOLERANCE_M)]
    agreement = [iou(before, after) for before, after in zip(outlines, gridded, strict=True)]
    if not shapely.coverage_is_valid(gridded) or median(agreement) < RODE_MEDIAN_IOU or min(agreement) < RODE_LEAST_IOU:
        raise LayerError("roderne passer ikke længere sammen", where="generalise", remedy="Sænk RODE_TOLERANCE_M.")
    return gridded


def simplify_department(outline: "BaseGeometry") -> "BaseGeometry":
    """The outline with as few vertices as still give an IoU of 0.95 with it, on the grid."""
    for tolerance in DEPARTMENT_TOLERANCES_M:
        simple = _on_grid(shapely.simplify(outline, tolerance))
        if simple.is_valid and not simple.is_empty and iou(outline, simple) >= DEPARTMENT_LEAST_IOU:
            return simple
    return _on_grid(shapely.make_valid(outline))


def iou(one: "BaseGeometry", other: "BaseGeometry") -> float:
    """Intersection over union of two outlines, 0..1."""
    union = one.union(other).area
    return float(one.intersection(other).area / union) if union else 0.0


def _roder(official: Geography) -> list[dict[str, Any]]:
    outlines = simplify_roder([rode.outline for rode in official.roder])
    return [
        {"rode_no": rode.rode_no, "rode": rode.rode, "bydel_no": rode.bydel_no, "geometry": outline}
        for rode, outline in zip(official.roder, outlines, strict=True)
    ]


def moved_m(before: "BaseGeometry", after: "BaseGeometry") -> float:
    """How far generalising moved an outline: the Hausdorff distance of the two borders, in metres, rounded up.

    No point of one border is farther than that from the other.
    """
    distance = float(shapely.hausdorff_distance(before.boundary, after.boundary))
    return math.ceil(10 * distance) / 10


def _department_row(department: Department) -> dict[str, Any]:
    outline = None if department.outline is None else simplify_department(department.outline)
    moved = None if department.outline is None or outline is None else moved_m(department.outline, outline)
    return {
        "organisation_no": department.organisation_no,
        "organisation": department.organisation,
        "department_no": department.department_no,
        "name": department.name,
        "homes_family": department.homes_family,
        "homes_youth": department.homes_youth,
        "homes_elderly": department.homes_elderly,
        "homes_care": department.homes_care,
        "footprint_method": None if moved is None else "city layer",
        "accuracy_m": None if moved is None else footprints.accuracy("city layer", moved),
        "geometry": outline,
    }


def _together(outlines: Any, tolerance_m: float) -> dict[str, "BaseGeometry"]:
    names = list(outlines)
    # The postcode layer overlaps itself by slivers; a coverage must not. Earlier names keep the ground.
    apart: list[BaseGeometry] = []
    for name in names:
        ground = outlines[name]
        for taken in apart:
            if ground.intersects(taken):
                ground = ground.difference(taken)
        apart.append(ground)
    return dict(zip(names, shapely.coverage_simplify(apart, tolerance_m), strict=True))


def _on_grid(outline: "BaseGeometry") -> "BaseGeometry":
    return shapely.set_precision(outline, GRID_M, mode="pointwise")  # vertex by vertex: shared edges stay shared


def _assert_same_district(official: Geography, areas: list[dict[str, Any]], departments: list[dict[str, Any]]) -> None:
    simple_areas = [
        Area(bydel_no=row["bydel_no"], bydel=row["bydel"], slug="", outline=row["geometry"]) for row in areas
    ]
    for before, after in zip(official.departments, departments, strict=True):
        was, is_now = (
            coverage.bydel_of(before.outline, official.areas),
            coverage.bydel_of(after["geometry"], simple_areas),
        )
        if was != is_now:
            raise LayerError(
                f"{before.department_id} flytter fra bydel {was} til {is_now}",
                where="generalise",
                remedy="Sænk tolerancerne.",
            )


def _write(path: Path, rows: list[dict[str, Any]]) -> None:
    import geopandas
    import pyogrio

    frame = geopandas.GeoDataFrame(rows, geometry="geometry", crs=INSIDE)
    for column in frame.columns:
        if column.startswith("homes_"):
            frame[column] = frame[column].astype("Int64")
    path.unlink(missing_ok=True)
    pyogrio.write_dataframe(frame, path, driver="GeoJSON", COORDINATE_PRECISION=1, RFC7946="NO", WRITE_NAME="NO")
