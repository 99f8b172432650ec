"""The rows of a layer, in the city's columns or our own -> records. Pure; ValueError says which field is wrong."""

import math
import re
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, get_args

import numpy as np
import shapely

from etl.geography import Stated
from geodata.model import Department, FootprintMethod
from geodata.plain_text import fold_space, wrong_with

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

COUNTS = ("homes_family", "homes_youth", "homes_elderly", "homes_care")
_METHODS: tuple[FootprintMethod, ...] = get_args(FootprintMethod)
_MOST = 10**9  # no number of homes, and no number of an organisation, is larger
_LONGEST_NOTE = 500
_SAME_POINT_M = 1.0
_MOST_CROSSINGS, _SIDES_AT_A_TIME = 2000, 200
_SURFACE = re.compile(r"\s*(?:MULTI)?POLYGON\b", re.IGNORECASE)
_EAST_M, _NORTH_M = (-1e6, 2.5e6), (3e6, 9e6)  # Northern Europe in EPSG:25832, as safe_open.py has it


def department(row: Mapping[str, Any]) -> Department:
    """The department of a row in our own columns, without its district; a point is no outline."""
    organisation_no = whole_number(row["organisation_no"], "organisationsnummer")
    if organisation_no < 0:
        raise ValueError("organisationsnummer er negativt")
    department_no = text(row["department_no"], "afdelingsnummer")
    shape = _shape(row)
    return Department(
        department_id=f"{organisation_no}-{department_no}",
        organisation_no=organisation_no,
        organisation=text(row["organisation"], "organisation"),
        department_no=department_no,
        name=text(row["name"], "navn"),
        bydel_no=None,
        outline=None if shape is None or _is_point_only(row) else ground(shape),
        **{count: None if missing(row[count]) else whole_number(row[count], count) for count in COUNTS},
    )


def stated(row: Mapping[str, Any]) -> Stated | None:
    """What a row in our own columns says of its outline; None where it says nothing.

    Raises ValueError where what it says cannot be true of the shape it has.
    """
    method = _method(row)
    east_m, north_m = _point(row) if method == "point only" else (None, None)
    if method != "point only" and not (missing(row.get("east_m")) and missing(row.get("north_m"))):
        raise ValueError("east_m og north_m hører til »point only« alene")
    if method not in (None, "point only") and _shape(row) is None:
        raise ValueError(f"footprint_method er »{method}«, men der er intet omrids")
    source = row.get("footprint_source")
    made = Stated(
        method=method,
        accuracy_m=_metres(row.get("accuracy_m"), "accuracy_m"),
        credit=None if missing(source) else text(source, "footprint_source", _LONGEST_NOTE),
        retrieved_on=_day(row.get("retrieved_on")),
        east_m=east_m,
        north_m=north_m,
        addresses_matched=_count(row, "addresses_matched"),
        addresses_unmatched=_count(row, "addresses_unmatched"),
        notes=_notes(row.get("notes")),
    )
    if (made.accuracy_m or 0) < 0:
        raise ValueError("accuracy_m er negativ")
    return None if made == Stated() else made


def ground(outline: Any) -> "BaseGeometry":
    """The outline as valid polygons in the plane; raises ValueError for anything that has no ground."""
    if outline is None or outline.geom_type not in ("Polygon", "MultiPolygon") or outline.is_empty:
        raise ValueError("har ikke en flade som omrids")
    flat = shapely.force_2d(outline)
    if flat.is_valid:
        return flat
    if not np.isfinite(shapely.get_coordinates(flat)).all():
        raise ValueError("har ikke en flade som omrids")
    if _is_a_tangle(flat):
        raise ValueError("krydser sig selv alt for mange gange")
    parts = [part for part in shapely.get_parts(shapely.make_valid(flat)) if part.area > 0]
    if not parts:
        raise ValueError("har ikke en flade som omrids")
    return shapely.union_all(parts)


def _is_a_tangle(outline: "BaseGeometry") -> bool:
    """Whether its borders cross so often that mending takes minutes: 300 corners at random do, no plot does."""
    rings = [shapely.get_coordinates(ring) for ring in shapely.get_rings(shapely.get_parts(outline))]
    sides = shapely.linestrings(np.concatenate([np.stack([ring[:-1], ring[1:]], axis=1) for ring in rings]))
    tree, met = shapely.STRtree(sides), 0
    for start in range(0, len(sides), _SIDES_AT_A_TIME):
        some = sides[start : start + _SIDES_AT_A_TIME]
        met += tree.query(some, predicate="intersects").shape[1] - 3 * len(some)  # itself and its neighbours
        if met > 2 * _MOST_CROSSINGS:  # each is met from both sides
            return True
    return False


def surface(wkt: str) -> "BaseGeometry":
    """The outline that a text in WKT says. Raises ValueError for anything but a POLYGON or MULTIPOLYGON of numbers.

    Looked at before it is read: of collections inside collections the reader knows no end, and falls.
    """
    if not _SURFACE.match(wkt):
        raise ValueError("er ikke en POLYGON eller MULTIPOLYGON")
    with np.errstate(all="ignore"):  # NaN and numbers beyond all numbers: refused by what follows, not told of by numpy
        try:
            return shapely.from_wkt(wkt)
        except shapely.errors.ShapelyError as error:
            raise ValueError("kan ikke læses som WKT") from error


def text(value: Any, what: str, longest: int | None = None) -> str:
    """A cell as text with its white space folded; raises ValueError where it is empty or cannot be shown."""
    if missing(value) or not str(value).strip():
        raise ValueError(f"{what} mangler")
    # a column of numbers with a gap comes as floats: department 58 is not "58.0"
    said = str(int(value) if isinstance(value, float) and value.is_integer() else value)
    wrong = wrong_with(said) if longest is None else wrong_with(said, longest)
    if wrong is not None:
        raise ValueError(f"{what} {wrong}")
    return fold_space(said)


def whole_number(value: Any, what: str) -> int:
    """A cell as a whole number; raises ValueError where it is none."""
    if missing(value):
        raise ValueError(f"{what} mangler")
    number = _number(value)
    if not number.is_integer() or abs(number) > _MOST:
        raise ValueError(f"{what} er »{value}« og ikke et helt tal under {_MOST}")
    return int(number)


def missing(value: Any) -> bool:
    """Whether a cell is empty: None, or NaN, which is unequal to itself."""
    return value is None or bool(value != value)


def _number(value: Any) -> float:
    try:
        return float(value)
    except (TypeError, ValueError):
        return math.nan


def _shape(row: Mapping[str, Any]) -> Any:
    shape = row["geometry"]
    return None if shape is None or shape.is_empty else shape


def _method(row: Mapping[str, Any]) -> FootprintMethod | None:
    value = row.get("footprint_method")
    if missing(value):
        return None
    found = next((method for method in _METHODS if method == value), None)
    if found is None:
        raise ValueError(f"footprint_method er »{str(value)[:40]}«; skriv en af: {', '.join(_METHODS)}")
    return found


def _is_point_only(row: Mapping[str, Any]) -> bool:
    return row.get("footprint_method") == "point only"


def _point(row: Mapping[str, Any]) -> tuple[float, float]:
    """East and north of a "point only" in metres: its geometry, or the columns east_m and north_m."""
    shape = _shape(row)
    if shape is not None and shape.geom_type != "Point":
        raise ValueError("footprint_method er »point only«, men der er et omrids")
    east, north = _metres(row.get("east_m"), "east_m"), _metres(row.get("north_m"), "north_m")
    if (east is None) != (north is None) or (shape is None and east is None):
        raise ValueError("»point only« kræver et punkt som geometri eller både east_m og north_m")
    if shape is None:
        assert east is not None and north is not None
        if not (_EAST_M[0] < east < _EAST_M[1] and _NORTH_M[0] < north < _NORTH_M[1]):
            raise ValueError("east_m og north_m ligger ikke i Nordeuropa; skriv dem i meter (EPSG:25832)")
        return east, north
    if east is not None and north is not None and math.dist((east, north), (shape.x, shape.y)) > _SAME_POINT_M:
        raise ValueError("punktet og east_m, north_m er ikke det samme sted")
    return round(shape.x, 1), round(shape.y, 1)


def _metres(value: Any, what: str) -> float | None:
    if missing(value):
        return None
    number = _number(value)
    if not math.isfinite(number) or abs(number) > _MOST:
        raise ValueError(f"{what} er »{str(value)[:40]}« og ikke et antal meter")
    return number


def _count(row: Mapping[str, Any], column: str) -> int | None:
    if missing(row.get(column)):
        return None
    number = whole_number(row[column], column)
    if number < 0:
        raise ValueError(f"{column} er negativ")
    return number


def _day(value: Any) -> date | None:
    """A day as text or as GDAL reads it, with a time of midnight."""
    if missing(value):
        return None
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError:
        raise ValueError(f"retrieved_on er »{str(value)[:40]}« og ikke en dato som 2026-11-20") from None


def _notes(value: Any) -> tuple[str, ...]:
    """One note a line."""
    if missing(value):
        return ()
    return tuple(text(line, "notes", _LONGEST_NOTE) for line in str(value).splitlines() if line.strip())
