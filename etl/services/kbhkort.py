"""Edge: layers of a municipality's WFS, one GET each.

WFS 1.0.0 is pinned: there EPSG:4326 is longitude, latitude; later versions turn it round. No `maxFeatures`: it
truncates in silence. GeoServer tells of an error in XML, often with status 200, so the content type is looked at
before the content; and a layer is refused that lacks features or columns, or lies elsewhere than it should.
"""

import csv
import io
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from etl.services.asking import Answer, Asker, excerpt
from etl.services.settings import Kbhkort, Layer
from geodata.errors import ServiceError

_DEPTH = 5  # of a GeometryCollection's MultiPolygon: nothing is deeper
_DEGREES = ("CRS84", "4326")


@dataclass(frozen=True)
class LayerAnswer:
    """A layer as it came: the bytes to keep, and how many features or rows they hold."""

    layer: Layer
    answer: Answer
    content: bytes
    rows: int


def get_layer(asker: Asker, service: Kbhkort, layer: Layer) -> LayerAnswer:
    """The layer in EPSG:4326, whole. Raises ServiceError naming the layer, and what is wrong with what came."""
    rows = 0

    def check(answer: Answer) -> None:
        nonlocal rows
        _refuse_exception(answer, service, layer)
        rows = _features(answer, layer) if layer.format == "json" else _records(answer, layer)
        if rows < layer.least:
            raise _wrong(answer, layer, f"har {rows} rækker; der er mindst {layer.least}")

    answer = asker.ask(service, params=_question(layer), check=check)
    return LayerAnswer(layer, answer, _named(answer, layer), rows)


def _question(layer: Layer) -> dict[str, str]:
    asked = {"service": "WFS", "version": "1.0.0", "request": "GetFeature", "typeName": layer.type_name}
    asked["outputFormat"] = layer.format
    return asked | ({"SRSNAME": "EPSG:4326"} if layer.format == "json" else {})


def _refuse_exception(answer: Answer, service: Kbhkort, layer: Layer) -> None:
    """An error of GeoServer comes as XML, whatever was asked for and whatever the status says."""
    if "xml" in answer.kind or answer.body.lstrip()[:1] == b"<":
        raise _wrong(answer, layer, f"tjenesten svarer med en fejl: {excerpt(answer, service) or answer.kind}")
    if layer.format == "json" and "json" not in answer.kind:
        raise _wrong(answer, layer, f"svaret er {answer.kind or 'uden type'} og ikke JSON")
    if layer.format == "csv" and not answer.kind.startswith("text/"):
        raise _wrong(answer, layer, f"svaret er {answer.kind or 'uden type'} og ikke CSV")


def _features(answer: Answer, layer: Layer) -> int:
    """How many features the collection holds; raises ServiceError where it is none, or not the layer meant."""
    try:
        whole = json.loads(answer.body.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise _wrong(answer, layer, f"svaret kan ikke læses som JSON ({type(error).__name__})") from error
    features = whole.get("features") if isinstance(whole, dict) else None
    if not isinstance(features, list) or whole.get("type") != "FeatureCollection":
        raise _wrong(answer, layer, "svaret er ikke en FeatureCollection")
    for said in ("numberMatched", "totalFeatures"):
        if isinstance(whole.get(said), int) and whole[said] != len(features):
            raise _wrong(answer, layer, f"svaret er afkortet: {len(features)} af {whole[said]} objekter")
    if "crs" in whole and whole["crs"] is not None and not any(code in str(whole["crs"]) for code in _DEGREES):
        raise _wrong(answer, layer, "er ikke i EPSG:4326, som der blev spurgt efter")
    for number, feature in enumerate(features, start=1):
        _check_feature(answer, layer, number, feature)
    return len(features)


def _check_feature(answer: Answer, layer: Layer, number: int, feature: Any) -> None:
    columns = feature.get("properties") if isinstance(feature, dict) else None
    if not isinstance(columns, dict):
        raise _wrong(answer, layer, f"objekt {number} har ingen egenskaber")
    missing = [column for column in layer.columns if column not in columns]
    if missing:
        raise _wrong(answer, layer, f"objekt {number} mangler kolonnen {missing[0]}")
    if layer.box is not None and feature.get("geometry") is not None:
        for place in _places(feature["geometry"]):
            _check_place(answer, layer, number, place)


def _places(geometry: Any) -> Iterator[Any]:
    """Every position of a geometry, or whatever stands in the place of one."""
    parts = geometry.get("geometries") if isinstance(geometry, dict) else None
    if isinstance(parts, list):
        for part in parts:
            yield from _positions(part.get("coordinates") if isinstance(part, dict) else None)
    else:
        yield from _positions(geometry.get("coordinates") if isinstance(geometry, dict) else None)


def _positions(given: Any, depth: int = _DEPTH) -> Iterator[Any]:
    if depth and isinstance(given, list) and given and isinstance(given[0], list):
        for one in given:
            yield from _positions(one, depth - 1)
    elif given != []:
        yield given


def _check_place(answer: Answer, layer: Layer, number: int, place: Any) -> None:
    if (
        not isinstance(place, list)
        or len(place) < 2
        or not all(isinstance(value, int | float) and not isinstance(value, bool) for value in place)
    ):
        raise _wrong(answer, layer, f"objekt {number} har et omrids, der ikke kan læses")
    first, second = place[0], place[1]
    if not _inside(layer, first, second):
        if _inside(layer, second, first):
            raise _wrong(answer, layer, "akserne er byttet om: bredde før længde", "Brug WFS 1.0.0 og længde, bredde.")
        raise _wrong(answer, layer, f"objekt {number} ligger i {str(first)[:9]}, {str(second)[:9]} og ikke i kommunen")


def _inside(layer: Layer, longitude: float, latitude: float) -> bool:
    assert layer.box is not None
    west, south, east, north = layer.box
    return west <= longitude <= east and south <= latitude <= north


def _records(answer: Answer, layer: Layer) -> int:
    """How many rows the table holds below its header."""
    try:
        rows = list(csv.reader(io.StringIO(answer.body.decode("utf-8-sig"), newline=""), strict=True))
    except (UnicodeDecodeError, csv.Error) as error:
        raise _wrong(answer, layer, f"svaret kan ikke læses som CSV ({type(error).__name__})") from error
    header: Sequence[str] = rows[0] if rows else []
    if len(header) < 2:
        raise _wrong(answer, layer, "svaret er ingen tabel")
    missing = [column for column in layer.columns if column not in header]
    if missing:
        raise _wrong(answer, layer, f"tabellen mangler kolonnen {missing[0]}")
    return sum(1 for row in rows[1:] if row)


def _named(answer: Answer, layer: Layer) -> bytes:
    """The bytes to keep: as they came, but for names of columns in the first line of a table."""
    if not layer.names:
        return answer.body
    first, end, rest = answer.body.partition(b"\n")
    bare = first.rstrip(b"\r")
    header = next(csv.reader([bare.decode("utf-8-sig")]))
    if not set(header) & set(layer.names):
        return answer.body
    line = io.StringIO()
    csv.writer(line, lineterminator="").writerow([layer.names.get(column, column) for column in header])
    return line.getvalue().encode() + first[len(bare) :] + end + rest


def _wrong(answer: Answer, layer: Layer, what: str, remedy: str = "") -> ServiceError:
    return ServiceError(
        f"{Kbhkort.title}, laget {layer.type_name}: {what}",
        where=answer.url,
        remedy=remedy or "Kontrollér lagets navn og forventninger under kbhkort.layers i konfigurationen.",
        service=answer.service,
        status=answer.status,
    )
