"""What surrounds the city districts, for the eye only: neighbouring land and water. Pure; EPSG:25832."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import shapely

from geodata.model import Area

if TYPE_CHECKING:
    from geopandas import GeoDataFrame
    from shapely.geometry.base import BaseGeometry


def surroundings(
    postcodes: "GeoDataFrame", areas: Iterable[Area]
) -> tuple[dict[str, "BaseGeometry"], tuple["BaseGeometry", ...]]:
    """Neighbouring land by postcode name, and the harbour and basins inside the city districts.

    Land is what postcode areas hold outside the city, without slivers along the border; water is what the districts
    hold and no postcode area does. Both only help the eye: no figure is computed from them.
    """
    city = shapely.union_all([area.outline for area in areas])
    ground = postcodes.union_all()
    outside = shapely.difference(postcodes.geometry.values, city)
    land = {
        name: outline
        for name, outline in zip(postcodes["navn"], _opened(outside, 40), strict=True)
        if outline.area > 400_000
    }
    sea = shapely.box(*shapely.total_bounds([city, ground])).difference(shapely.union_all([city, ground]))
    return land, _water(_opened(city.difference(ground), 12), _opened(sea, 40))


def _water(inside: "BaseGeometry", sea: "BaseGeometry") -> tuple["BaseGeometry", ...]:
    """The parts that hang together with the sea, and lakes of at least 5 ha.

    What is left are seams: places where the border of a postcode area and of a district are drawn apart.
    """
    parts = [part for part in shapely.get_parts(inside) if part.area > 20_000]
    open_sea = [part for part in shapely.get_parts(sea) if part.area > 10_000_000]
    kept = [part for part in parts if part.area >= 50_000]
    for part in sorted(parts, key=lambda part: -part.area):
        if part.area < 50_000 and shapely.union_all([*open_sea, *kept]).distance(part) < 250:
            kept.append(part)
    return tuple(kept)


def _opened(outlines: Any, radius_m: float) -> Any:
    """The outlines without parts thinner than twice the radius."""
    return shapely.buffer(shapely.buffer(outlines, -radius_m), radius_m, join_style="mitre")
