"""The two coordinate systems and the only conversions between them.

Inside and in the store everything is EPSG:25832 (ETRS89 / UTM zone 32N, metres: an area in Copenhagen is within
0.04 % of the true one). At the browser's door it is EPSG:4326 in the order lon, lat, because GeoJSON says so.
"""

from functools import lru_cache
from typing import Any

INSIDE = 25832
BROWSER = 4326
BROWSER_DECIMALS = 5  # about one metre, a fifth of a pixel at the nearest zoom


@lru_cache(maxsize=2)
def _transform(source: int, target: int) -> Any:
    from pyproj import Transformer  # late: serving reads this package and must not load PROJ

    return Transformer.from_crs(source, target, always_xy=True).transform


def to_inside(geometries: Any) -> Any:
    """Shapely geometries (array or one) from EPSG:4326 lon/lat to EPSG:25832."""
    return _apply(geometries, BROWSER, INSIDE)


def to_browser(geometries: Any) -> Any:
    """Shapely geometries (array or one) from EPSG:25832 to EPSG:4326 lon/lat, not rounded."""
    return _apply(geometries, INSIDE, BROWSER)


def _apply(geometries: Any, source: int, target: int) -> Any:
    import shapely

    return shapely.transform(geometries, _transform(source, target), interleaved=False)
