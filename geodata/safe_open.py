"""The only way a foreign layer is opened.

GDAL reads sixty formats and some of them are instructions: a VRT that calls itself .geojson can read any file of
the machine, a GeoJSON whose "crs" is a link makes GDAL send a request, and a zip can hide 600 MB. So: one explicit
driver per file, chosen by the file's first bytes and held against its name; no links; a size limit before opening and
a feature limit after; and an empty layer is an error, because a truncated download looks just like one.
"""

import json
import os
import re
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geodata.crs import INSIDE
from geodata.errors import LayerError

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

# Before pyogrio is first imported: the indirection is not even registered.
os.environ.setdefault("GDAL_SKIP", "OGR_VRT")  # noqa: TID251 - a setting for GDAL, not read by us
os.environ.setdefault("OGR_GEOJSON_MAX_OBJ_SIZE", "64")  # noqa: TID251 - MB for a single feature

MAX_BYTES = 200_000_000
MAX_FEATURES = 250_000

_KNOWN_CRS = re.compile(r"EPSG:+\d{4,5}|CRS84")
_DRIVERS = {".json": "GeoJSON", ".geojson": "GeoJSON", ".gpkg": "GPKG"}


def read_layer(
    path: Path,
    *,
    layer: str | None = None,
    max_bytes: int = MAX_BYTES,
    max_features: int = MAX_FEATURES,
    may_be_empty: bool = False,
) -> "GeoDataFrame":
    """The layer as a GeoDataFrame in EPSG:25832, in the file's order; geometries may be None.

    Raises LayerError where the file is absent, too large, of another format than its name says, without a
    coordinate system, unreadable, empty (unless it may be), or has too many features.
    """
    driver = _driver(path, max_bytes)
    if driver == "GeoJSON":
        _refuse_links(path)
    import pyogrio

    try:
        # The driver as a prefix makes GDAL try that one alone; pyogrio has no parameter for it.
        # (a GeoPackage path is quoted, since a Windows path holds a colon)
        source = f'GPKG:"{path.resolve().as_posix()}"' if driver == "GPKG" else f"{driver}:{path}"
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # told with a path of the machine; what is wrong is said by who reads rows
            count = int(pyogrio.read_info(source, layer=layer)["features"])
            if count > max_features:
                raise _refused(path, f"laget har {count} objekter; grænsen er {max_features}")
            frame = pyogrio.read_dataframe(source, layer=layer)
    except LayerError:
        raise
    except Exception as error:  # GDAL's many exception classes all mean the same here
        raise _refused(path, f"kan ikke læses som {driver} ({_first_line(error)})") from error
    if "geometry" not in frame.columns:
        raise _refused(path, "laget har ingen omrids")
    if frame.empty and not may_be_empty:
        raise _refused(path, "laget er tomt, formentlig en afbrudt hentning")
    if frame.crs is None:
        raise _refused(path, "laget siger ikke, hvilket koordinatsystem det bruger")
    frame = frame.to_crs(INSIDE)
    west, south, east, north = frame.total_bounds
    if not frame.geometry.isna().all() and not (-1e6 < west <= east < 2.5e6 and 3e6 < south <= north < 9e6):
        raise _refused(path, "laget ligger ikke i Nordeuropa; siger det et forkert koordinatsystem?")
    return frame


def _driver(path: Path, max_bytes: int) -> str:
    if not path.is_file():
        raise LayerError("filen findes ikke", where=str(path), remedy="Kontrollér stien, eller hent laget igen.")
    driver = _DRIVERS.get(path.suffix.lower())
    if driver is None:
        raise _refused(path, f"filtypen {path.suffix or '(ingen)'} læses ikke; brug GeoJSON eller GeoPackage")
    size = path.stat().st_size
    if size > max_bytes:
        raise _refused(path, f"filen fylder {size // 1_000_000} MB; grænsen er {max_bytes // 1_000_000} MB")
    with path.open("rb") as file:
        head = file.read(512)
    looks_right = head.startswith(b"SQLite format 3\0") if driver == "GPKG" else _looks_like_json(head)
    if not looks_right:
        raise _refused(path, f"indholdet er ikke {driver}, selv om navnet siger det")
    return driver


def _refuse_links(path: Path) -> None:
    """Reads the file as plain JSON first: a "crs" may be a name, never a link that GDAL would follow."""

    def only_names(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        for key, value in pairs:  # every pair: GDAL takes "CRS" as well, and the first of two
            if key.lower() == "crs" and isinstance(value, dict) and value.get("type") != "name":
                raise _refused(path, "koordinatsystemet er en henvisning til et andet sted")
        return {key.lower() if key.lower() == "crs" else key: value for key, value in pairs}

    try:
        whole = json.loads(path.read_text(encoding="utf-8-sig"), object_pairs_hook=only_names)
        # GDAL takes a name it does not know, or none given on purpose, for degrees
        if "crs" in whole and not _KNOWN_CRS.search(str(whole["crs"])):
            raise _refused(path, "laget siger ikke, hvilket koordinatsystem det bruger")
    except (ValueError, RecursionError, MemoryError) as error:
        raise _refused(path, f"kan ikke læses som GeoJSON ({_first_line(error)})") from error


def _looks_like_json(head: bytes) -> bool:
    return head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{")


def _refused(path: Path, what: str) -> LayerError:
    return LayerError(what, where=str(path), remedy="Hent laget igen fra kommunen, eller udelad mappen.")


def _first_line(error: Exception) -> str:
    text = str(error).strip().splitlines()
    return text[0][:160] if text else type(error).__name__
