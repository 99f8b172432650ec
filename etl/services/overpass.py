"""Overpass: the outlines of the buildings that OpenStreetMap has at some points. EPSG:4326 at its door, 25832 inside.

One question for all points of a department. The public server allows two questions at a time and says of some failures
that they are well: status 200 with a `remark`. What comes is © OpenStreetMap contributors, ODbL.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import shapely

from etl.cadastre import BuildingOutline, require_in_denmark
from etl.services.asking import Answer, Asker
from etl.services.json_answers import expected_form, json_of, not_expected
from etl.services.settings import Overpass
from geodata import crs


def buildings_at(
    asker: Asker, service: Overpass, points: Iterable[tuple[float, float]], within_m: float
) -> tuple[BuildingOutline, ...]:
    """The buildings within so many metres of one of the points (east, north; EPSG:25832). Raises ServiceError."""
    question = _question(points, within_m, int(service.timeout_s))
    answer = asker.ask(service, form={"data": question}, check=lambda answer: _check(answer, service))
    with expected_form(answer, service):
        made = {one.osm_id: one for one in _outlines(json_of(answer, service)["elements"], answer)}
    return tuple(made[key] for key in sorted(made))


def _question(points: Iterable[tuple[float, float]], within_m: float, timeout_s: int) -> str:
    places = crs.to_browser(shapely.points(sorted(set(points))))
    around = "".join(f' wr["building"](around:{within_m:g},{place.y:.6f},{place.x:.6f});' for place in places)
    return f"[out:json][timeout:{timeout_s}];({around} );out tags geom;"


def _check(answer: Answer, service: Overpass) -> None:
    body = json_of(answer, service)
    with expected_form(answer, service):
        remark = body.get("remark")
    if remark is not None:
        said = " ".join(str(remark).split())[:160]
        raise not_expected(answer, service, f"melder fejl: {said}", "Prøv igen senere, eller med færre adresser.")


def _outlines(elements: Sequence[Mapping[str, Any]], answer: Answer) -> Iterable[BuildingOutline]:
    for element in elements:
        rings = [element] if element["type"] == "way" else element.get("members", ())
        lines = [_line(ring["geometry"]) for ring in rings if len(ring.get("geometry") or ()) > 1]
        area = shapely.build_area(shapely.MultiLineString(lines))  # rings, also in pieces; inner ones are holes
        if not area.is_empty:
            outline = shapely.make_valid(crs.to_inside(area))
            require_in_denmark(outline.bounds)
            yield BuildingOutline(
                osm_id=f"{element['type']}/{int(element['id'])}",
                outline=outline,
                read_on=answer.asked_at.date(),
            )


def _line(places: Sequence[Mapping[str, float]]) -> list[tuple[float, float]]:
    line = [(float(place["lon"]), float(place["lat"])) for place in places]
    if not all(abs(degrees) <= 180 for place in line for degrees in place):  # also where one is no number
        raise ValueError("et sted uden for jorden")
    return line
