"""Edge: geographic layers -> records: a folder of the city's files, or of layers in our own form, or what we carry.

All come out as the same `Geography`, so that nothing after this file knows which it was. Our own form is that of
`geodata/data`; docs/data.md says which columns a layer of departments may have there.
"""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any

import shapely

from etl import layer_rows
from etl.doubled import in_order, merge_doubled
from etl.geography import Geography, Stated
from etl.roder import mended
from etl.surroundings import surroundings
from geodata import coverage
from geodata.errors import LayerError
from geodata.model import Area, Dataset, Department, Rode
from geodata.names import slug
from geodata.rows import from_row
from geodata.safe_open import read_layer
from geodata.store import sha256_of

if TYPE_CHECKING:
    from geopandas import GeoDataFrame
    from shapely.geometry.base import BaseGeometry

EMBEDDED = Path(__file__).resolve().parent.parent / "geodata" / "data"
BYDELE, DEPARTMENTS, POSTCODES = "bydel.json", "almene_boliger_kk.json", "postnumre_around_copenhagen.json"
RODER = "rode.json"
DATASETS = "datasets.csv"
OWN = {BYDELE: "bydele.geojson", DEPARTMENTS: "departments.geojson", RODER: "roder.geojson"}
_NAMES = {
    "organisation_no": "selskabsnummer",
    "organisation": "selskabsnavn",
    "department_no": "afdelingsnummer",
    "name": "afdelingsnavn",
}
_COUNTS = {
    "homes_family": "antal_familie_boliger",
    "homes_youth": "antal_ungdomsboliger",
    "homes_elderly": "antal_aeldre_boliger",
    "homes_care": "antal_plejeboliger",
}
_OVERLAP = 0.01  # of the smaller district: more is a mistake, not a border drawn twice
_AT_HOME = 0.5  # of the districts' ground within those we carry: less, and they are another municipality's


def read_embedded() -> Geography:
    """The generalised geography of `geodata/data`, as `etl generalise` wrote it."""
    rows = _rows(read_layer(EMBEDDED / OWN[DEPARTMENTS]))
    departments, merged, said = _own_departments(rows, EMBEDDED / OWN[DEPARTMENTS])
    land, water = _embedded_surroundings()
    return Geography(
        areas=_embedded_areas(),
        departments=departments,
        land=land,
        water=water,
        datasets=read_datasets(),
        rows_in=sum(_features(row) for row in rows),
        merged=merged,
        roder=_embedded_roder(),
        stated=said,
    )


def read_folder(folder: Path, *, another: bool = False) -> Geography:
    """The geography of a folder: each layer as the city's WFS delivers it, or in our own form.

    Districts and departments must be there. Without roder, or without the postcode areas, those we carry are used
    (land and water only help the eye), but only where the districts are those we carry: another municipality has none
    then. `another`: the register is about another, so that the districts may not be those. Raises LayerError naming
    the file and the column, district or department that is wrong.
    """
    bydele, homes = _needed(folder, BYDELE), _needed(folder, DEPARTMENTS)
    areas = read_areas(bydele)
    elsewhere = not _at_home(areas)
    if another and not elsewhere:
        raise LayerError(
            "bydelene ligger, hvor de medfølgende ligger, men registret er om en anden kommune",
            where=str(bydele),
            remedy="Angiv kommunens egne kortlag, eller ret municipality_code i settings.csv.",
        )
    rows = _rows(read_layer(homes))
    if homes.name == DEPARTMENTS:
        given = [_official_department(row, homes) for row in rows]
        departments, merged, conflicting = merge_doubled(given)
        said: Mapping[str, Stated] = {}
        rows_in = len(given)
    else:
        departments, merged, said = _own_departments(rows, homes)
        conflicting, rows_in = (), sum(_features(row) for row in rows)
    land, water = _surroundings(folder, areas, elsewhere=elsewhere)
    return Geography(
        areas=areas,
        departments=departments,
        land=land,
        water=water,
        datasets=with_hashes(
            _datasets_of(folder, elsewhere=elsewhere),
            {name: folder / name for name in (BYDELE, DEPARTMENTS, RODER, POSTCODES) if (folder / name).is_file()},
        ),
        rows_in=rows_in,
        merged=merged,
        conflicting=conflicting,
        roder=_roder(folder, areas, elsewhere=elsewhere),
        stated=said,
        elsewhere=elsewhere,
    )


def layer_file(folder: Path, name: str) -> Path | None:
    """The file of a layer (by the city's name for it) in a folder, in the city's form or in ours; None for neither.

    Raises LayerError where both are there: which of them holds is for a person to say.
    """
    found = [folder / one for one in (name, OWN[name]) if (folder / one).is_file()]
    if len(found) > 1:
        raise LayerError(
            f"både {found[0].name} og {found[1].name} er i mappen, og de er det samme lag",
            where=str(folder),
            remedy="Tag den ud, der ikke skal gælde.",
        )
    return found[0] if found else None


def read_datasets(folder: Path = EMBEDDED) -> tuple[Dataset, ...]:
    """The published layers and tables that we compute from, from `datasets.csv` (ours: that of `geodata/data`)."""
    with (folder / DATASETS).open(encoding="utf-8", newline="") as file:
        try:
            return tuple(from_row(Dataset, _hashed(row, folder)) for row in csv.DictReader(file))
        except (KeyError, TypeError, ValueError) as error:
            raise LayerError(
                f"en række er ikke et datasæt ({error})", where=str(folder / DATASETS), remedy="Ret filen."
            ) from error


def _hashed(row: dict[str, str], folder: Path) -> dict[str, str]:
    """The row with the hash of its file, where whoever wrote it has left that to us."""
    path = folder / Path(row["file"]).name
    return row if row.get("sha256") or not path.is_file() else {**row, "sha256": sha256_of(path)}


def with_hashes(datasets: Iterable[Dataset], files: Mapping[str, Path]) -> tuple[Dataset, ...]:
    """The datasets with the sha256 of the file that was read, where one of their name was."""
    return tuple(
        replace(dataset, sha256=sha256_of(files[dataset.file])) if dataset.file in files else dataset
        for dataset in datasets
    )


def postcode_land(folder: Path) -> "GeoDataFrame":
    """The postcode areas of the folder, one row a name, in EPSG:25832."""
    path = folder / POSTCODES
    frame = read_layer(path)
    _require_columns(frame, path, ["navn"])
    frame["geometry"] = shapely.make_valid(frame.geometry.values)  # for the eye only: mended, not refused
    return frame.dissolve("navn").reset_index()


def read_areas(path: Path) -> tuple[Area, ...]:
    """The city districts of a file, in the city's form or in ours, by number."""
    number, name = ("bydel_nr", "navn") if path.name == BYDELE else ("bydel_no", "bydel")
    frame = read_layer(path)
    _require_columns(frame, path, [number, name])
    areas: dict[int, Area] = {}
    for row in _rows(frame):
        try:
            label = layer_rows.text(row[name], name)
            area = Area(
                bydel_no=layer_rows.whole_number(row[number], number),
                bydel=label,
                slug=slug(label),
                outline=layer_rows.ground(row["geometry"]),
            )
        except ValueError as error:
            raise _wrong(path, f"bydelen {row[name]!r}: {error}") from error
        if area.bydel_no in areas:
            raise _wrong(path, f"bydel nummer {area.bydel_no} står to gange")
        areas[area.bydel_no] = area
    ordered = tuple(areas[bydel_no] for bydel_no in sorted(areas))
    for one, other in combinations(ordered, 2):
        if one.slug == other.slug:
            raise _wrong(path, f"bydelene {one.bydel_no} og {other.bydel_no} hedder det samme")
        if one.outline.intersection(other.outline).area > _OVERLAP * min(one.outline.area, other.outline.area):
            raise _wrong(path, f"bydelene {one.bydel} og {other.bydel} ligger oven i hinanden")
    return ordered


def _needed(folder: Path, name: str) -> Path:
    found = layer_file(folder, name)
    if found is None:
        raise LayerError(
            f"laget {name} mangler ({OWN[name]} i vores egen form)",
            where=str(folder),
            remedy="Læg det i mappen, eller udelad --geodata.",
        )
    return found


def _embedded_areas() -> tuple[Area, ...]:
    return read_areas(EMBEDDED / OWN[BYDELE])


def _at_home(areas: Iterable[Area]) -> bool:
    """Whether the districts are those we carry, by the ground they share."""
    theirs = shapely.union_all([area.outline for area in areas])
    ours = shapely.union_all([area.outline for area in _embedded_areas()])
    return bool(theirs.intersection(ours).area >= _AT_HOME * theirs.area)


def _datasets_of(folder: Path, *, elsewhere: bool) -> tuple[Dataset, ...]:
    """Those the folder tells of; else those we carry, of which none is another municipality's."""
    if (folder / DATASETS).is_file():
        return read_datasets(folder)
    return () if elsewhere else read_datasets()


def _surroundings(
    folder: Path, areas: tuple[Area, ...], *, elsewhere: bool
) -> tuple[Mapping[str, "BaseGeometry"], tuple["BaseGeometry", ...]]:
    if (folder / POSTCODES).is_file():
        return surroundings(postcode_land(folder), areas)
    return ({}, ()) if elsewhere else _embedded_surroundings()


def _embedded_surroundings() -> tuple[Mapping[str, "BaseGeometry"], tuple["BaseGeometry", ...]]:
    land = read_layer(EMBEDDED / "land.geojson")
    water = tuple(read_layer(EMBEDDED / "water.geojson").geometry)
    return dict(zip(land["name"], land.geometry, strict=True)), water


def _roder(folder: Path, areas: tuple[Area, ...], *, elsewhere: bool) -> tuple[Rode, ...]:
    """Those of the folder, or ours where they belong to it; each in a district of the layer."""
    path = layer_file(folder, RODER)
    carried = () if elsewhere or path else _embedded_roder()
    roder = _given_roder(path, areas) if path else carried
    lacking = {rode.bydel_no for rode in roder} - {area.bydel_no for area in areas}
    if lacking:
        where = layer_file(folder, BYDELE)
        raise _wrong(where or folder, f"bydel {min(lacking)} mangler; der er roder i den")
    return roder


def _embedded_roder() -> tuple[Rode, ...]:
    path = EMBEDDED / OWN[RODER]
    return tuple(_own_rode(row) for row in _rows(read_layer(path)))


def _given_roder(path: Path, areas: tuple[Area, ...]) -> tuple[Rode, ...]:
    """The roder of a file by number, mended to one coverage."""
    frame = read_layer(path)
    official = path.name == RODER
    name = "rodenavn" if official else "rode"
    _require_columns(frame, path, ["rode_nr", name, "bydel"] if official else ["rode_no", name, "bydel_no"])
    roder: dict[int, Rode] = {}
    names: set[str] = set()
    for row in _rows(frame):
        try:
            rode = _official_rode(row, areas) if official else _own_rode(row)
        except ValueError as error:
            raise _wrong(path, f"roden {row[name]!r}: {error}") from error
        if rode.rode_no in roder or slug(rode.rode) in names:
            raise _wrong(path, f"roden {rode.rode_no} ({rode.rode}) står to gange")
        roder[rode.rode_no] = rode
        names.add(slug(rode.rode))
    ordered = [roder[rode_no] for rode_no in sorted(roder)]
    try:
        outlines = mended([rode.outline for rode in ordered])
    except ValueError as error:
        raise _wrong(path, f"roderne efter nummer: {error}") from error
    return tuple(replace(rode, outline=outline) for rode, outline in zip(ordered, outlines, strict=True))


def _own_rode(row: Mapping[str, Any]) -> Rode:
    """Raises ValueError saying which field is not what it should be."""
    return Rode(
        rode_no=layer_rows.whole_number(row["rode_no"], "rode_no"),
        rode=layer_rows.text(row["rode"], "rode"),
        bydel_no=layer_rows.whole_number(row["bydel_no"], "bydel_no"),
        outline=layer_rows.ground(row["geometry"]),
    )


def _official_rode(row: Mapping[str, Any], areas: tuple[Area, ...]) -> Rode:
    """Raises ValueError saying which field is not what it should be."""
    outline = layer_rows.ground(row["geometry"])
    by_name = {area.slug: area.bydel_no for area in areas}
    bydel_no = by_name.get(slug(layer_rows.text(row["bydel"], "bydel"))) or coverage.bydel_of(outline, areas)
    if bydel_no is None:
        raise ValueError(f"bydelen {row['bydel']!r} er ikke i {BYDELE}")
    return Rode(
        rode_no=layer_rows.whole_number(row["rode_nr"], "rode_nr"),
        rode=layer_rows.text(row["rodenavn"], "rodenavn"),
        bydel_no=bydel_no,
        outline=outline,
    )


def _official_department(row: Mapping[str, Any], path: Path) -> Department:
    for column in (*_NAMES.values(), *_COUNTS.values()):
        if column not in row:
            raise _wrong(path, f"kolonnen {column} mangler")
    given = {ours: row[theirs] for ours, theirs in (_NAMES | _COUNTS).items()}
    try:
        return layer_rows.department({**given, "geometry": row["geometry"]})
    except ValueError as error:
        raise _wrong(path, f"afdelingen {row[_NAMES['name']]!r}: {error}") from error


def _own_departments(
    rows: Iterable[Mapping[str, Any]], path: Path
) -> tuple[tuple[Department, ...], dict[str, int], dict[str, Stated]]:
    """Departments of a layer in our own form; the keys that stood in several features; what is said of outlines."""
    departments: dict[str, Department] = {}
    said: dict[str, Stated] = {}
    features: dict[str, int] = {}
    for row in rows:
        for column in (*_NAMES, *_COUNTS):
            if column not in row:
                raise _wrong(path, f"kolonnen {column} mangler")
        try:
            made, told, features_of = layer_rows.department(row), layer_rows.stated(row), _features(row)
        except ValueError as error:
            raise _wrong(path, f"afdelingen {row['name']!r}: {error}") from error
        key = made.department_id
        if key in departments:
            raise _wrong(path, f"afdelingen {made.name!r}: nøglen {key} står to gange")
        departments[key], features[key] = made, features_of
        if told is not None:
            said[key] = told
    return in_order(departments.values()), {key: count for key, count in features.items() if count > 1}, said


def _features(row: Mapping[str, Any]) -> int:
    """How many features of the city's layer a row of ours stands for; one where it does not say."""
    count = row.get("features")
    return 1 if layer_rows.missing(count) else layer_rows.whole_number(count, "features")


def _rows(frame: "GeoDataFrame") -> list[dict[str, Any]]:
    return frame.to_dict("records")  # type: ignore[no-any-return]


def _require_columns(frame: "GeoDataFrame", path: Path, columns: list[str]) -> None:
    lacking = [column for column in columns if column not in frame.columns]
    if lacking:
        raise _wrong(path, f"kolonnen {lacking[0]} mangler")


def _wrong(path: Path, what: str) -> LayerError:
    remedy = "Ret filen" if path.name in OWN.values() else "Hent laget igen fra kommunen"
    return LayerError(what, where=str(path), remedy=f"{remedy}, eller udelad --geodata.")
