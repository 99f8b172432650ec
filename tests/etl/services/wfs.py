"""A stub of the city's WFS: invented layers, or the files of a folder, under the city's type names."""

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from etl.layers import read_embedded
from etl.services.settings import LAYERS
from etl.statistics import COLUMNS
from tests.builders import a_department
from tests.etl.materials import bydele_json, departments_json, roder_json
from tests.etl.services.stubs import XML_EXCEPTION, Asked, Reply

JSON, CSV = "application/json;charset=UTF-8", "text/csv;charset=UTF-8"


def features(number: int = 10, place: tuple[float, float] = (12.55, 55.68), **columns: Any) -> dict[str, Any]:
    """A layer of so many small squares that all have these columns; place is longitude, latitude."""
    x, y = place
    ring = [[x, y], [x + 0.001, y], [x + 0.001, y + 0.001], [x, y]]
    named = {"bydel_nr": 1, "navn": "Eksempelbro"} | columns
    made = [
        {
            "type": "Feature",
            "id": f"bydel.fid--{i}",
            "geometry": {"type": "MultiPolygon", "coordinates": [[ring]]},
            "geometry_name": "wkb_geometry",
            "properties": named | {"id": i},
        }
        for i in range(number)
    ]
    return {"type": "FeatureCollection", "features": made, "totalFeatures": number, "numberMatched": number}


def serve(layers: Mapping[str, Any]) -> Callable[[Asked], Reply]:
    """Layers by type name, as bytes or as what JSON is made of; a type name of none of them is an exception in XML."""

    def rule(asked: Asked) -> Reply:
        wanted = asked.query
        assert (wanted["service"], wanted["version"], wanted["request"]) == ("WFS", "1.0.0", "GetFeature")
        assert "maxFeatures" not in wanted
        given = layers.get(wanted["typeName"])
        if given is None:
            return XML_EXCEPTION
        body = given if isinstance(given, bytes) else json.dumps(given).encode()
        return Reply(200, body, CSV if wanted["outputFormat"] == "csv" else JSON)

    return rule


def serve_folder(folder: Path) -> Callable[[Asked], Reply]:
    """The files of the folder under the type names of the city."""
    paths = {layer.type_name: folder / layer.file for layer in LAYERS}
    return serve({name: path.read_bytes() for name, path in paths.items() if path.is_file()})


SMALL = tuple(replace(layer, least=min(layer.least, 3)) for layer in LAYERS)  # the layers of the invented city


def write_invented_city(folder: Path) -> Path:
    """A folder of every layer: the districts we carry, and a few roder and departments with their figures."""
    city = read_embedded()
    names = {area.bydel_no: area.bydel for area in city.areas}
    bydele_json(folder, city.areas)
    departments_json(folder, [a_department(f"1-{i}", outline=_lawn(city.areas[0].outline, i)) for i in range(4)])
    roder_json(folder, city.roder[:6], names)
    (folder / "f_udsatte_byomraader.json").write_text(json.dumps(features(3)), "utf-8")
    header = ["name", "Number of residents", "year", *COLUMNS.values()]
    rows = [
        [rode.rode, "1000", str(year), *["20.5"] * len(COLUMNS)] for rode in city.roder for year in (2012, 2013, 2014)
    ]
    text = "\n".join(",".join(row) for row in [header, *rows])
    (folder / "samlede_socio_data_kbh.csv").write_text(text + "\n", "utf-8")
    return folder


def _lawn(district: Any, number: int) -> Any:
    return district.representative_point().buffer(50 + number, quad_segs=2)
