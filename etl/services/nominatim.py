"""Nominatim through geopy: a name -> the areas that OpenStreetMap has under it. EPSG:4326 at its door, 25832 inside.

Its public server asks for one question a second for the whole program, a user agent that says who asks, and that
answers are kept: all three are `asking.py`'s, so geopy asks through it (and its own RateLimiter would also hold back
answers that are kept already). What comes is © OpenStreetMap contributors, ODbL.
"""

from collections.abc import Mapping
from typing import Any

import shapely
from geopy.adapters import BaseSyncAdapter
from geopy.exc import GeopyError
from geopy.geocoders import Nominatim as Geocoder
from shapely.geometry import shape as shape_of

from etl.cadastre import NamedArea, require_in_denmark
from etl.services.asking import Answer, Asker
from etl.services.json_answers import UNEXPECTED, json_of, not_expected
from etl.services.settings import Nominatim
from geodata import crs

AREAS = ("landuse", "place", "boundary")
MOST_HITS = 10


def named_areas(
    asker: Asker, service: Nominatim, name: str, box: tuple[float, float, float, float], *, user_agent: str
) -> tuple[NamedArea, ...]:
    """What OpenStreetMap calls so inside the box (west, south, east, north; EPSG:4326) and has an area for.

    Only Polygon and MultiPolygon of `landuse`, `place` and `boundary`. Raises ServiceError.
    """
    through = _Through(asker, service)
    geocoder = Geocoder(
        scheme=service.scheme,
        domain=service.domain,
        user_agent=user_agent,
        adapter_factory=lambda **_: through,
    )
    west, south, east, north = box
    try:
        places = geocoder.geocode(
            name,
            exactly_one=False,
            limit=MOST_HITS,
            geometry="geojson",
            country_codes="dk",
            viewbox=[(south, west), (north, east)],
            bounded=True,
        )
        answer = through.answer
        areas = [_area(place.raw, answer) for place in places or ()]
    except (GeopyError, *UNEXPECTED) as error:
        if through.answer is None:
            raise
        what = f"svarer ikke i den ventede form ({type(error).__name__})"
        raise not_expected(through.answer, service, what) from None
    return tuple(area for area in areas if area is not None)


class _Through(BaseSyncAdapter):  # type: ignore[misc]
    """geopy's way out, through the one place that speaks HTTP; keeps the answer, for its date."""

    def __init__(self, asker: Asker, service: Nominatim) -> None:
        super().__init__(proxies=None, ssl_context=None)
        self._asker, self._service = asker, service
        self.answer: Answer | None = None

    def get_json(self, url: str, *, timeout: float, headers: Mapping[str, str]) -> Any:
        """The answer as JSON; how long to wait, and who asks, are the settings'."""
        self.answer = self._asker.ask(self._service, url, check=self._check)
        return json_of(self.answer, self._service)

    def get_text(self, url: str, *, timeout: float, headers: Mapping[str, str]) -> str:
        """Not asked for by Nominatim."""
        raise NotImplementedError

    def _check(self, answer: Answer) -> None:
        json_of(answer, self._service)


def _area(hit: Mapping[str, Any], answer: Answer | None) -> NamedArea | None:
    shape = hit.get("geojson") or {}
    # "class" in the format geopy asks for, "category" in the newer one
    kind = hit.get("category") or hit.get("class")
    if kind not in AREAS or shape.get("type") not in ("Polygon", "MultiPolygon"):
        return None
    outline = shapely.make_valid(crs.to_inside(shapely.force_2d(shape_of(shape))))
    require_in_denmark(outline.bounds)
    return NamedArea(
        osm_id=f"{hit['osm_type']}/{int(hit['osm_id'])}",
        name=str(hit.get("name") or hit["display_name"].partition(",")[0]),
        outline=outline,
        read_on=None if answer is None else answer.asked_at.date(),
    )
