"""Geographic layers -> records: the city's own files, or the generalised ones that we carry.

Both come out as the same `Geography`, so that nothing after this file knows which it was.
"""

import csv
import math
from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any

import shapely

from etl.geography import Geography
from etl.roder import mended
from geodata import coverage
from geodata.errors import LayerError
from geodata.model import Area, Dataset, Department, Rode
from geodata.names import slug
from geodata.plain_text import fold_space, wrong_with
from geodata.rows import from_row
from geodata.safe_open import read_layer
from geodata.store import sha256_of

if TYPE_CHECKING:
    from geopandas import GeoDataFrame
    from shapely.geometry.base import BaseGeometry

EMBEDDED = Path(__file__).resolve().parent.parent / "geodata" / "data"
BYDELE, DEPARTMENTS, POSTCODES = "bydel.json", "almene_boliger_kk.json", "postnumre_around_copenhagen.json"
RODER = "rode.json"
_NAMES = {
    "organisation_no": "selskabsnummer",
    "organisation": "selskabsnavn",
    "department_no": "afdelingsnummer",
    "name": "afdelingsnavn",
}
_MOST = 10**9  # no number of homes, and no number of an organisation, is larger
_OVERLAP = 0.01  # of the smaller district: more is a mistake, not a border drawn twice
_COUNTS = {
    "homes_family": "antal_familie_boliger",
    "homes_youth": "antal_ungdomsboliger",
    "homes_elderly": "antal_aeldre_boliger",
    "homes_care": "antal_plejeboliger",
}


def read_embedded() -> Geography:
    """The generalised geography of `geodata/data`, as `etl generalise` wrote it."""
    rows = _rows(read_layer(EMBEDDED / "departments.geojson"))
    departments = [_department(row) for row in rows]
    land = read_layer(EMBEDDED / "land.geojson")
    return Geography(
        areas=_areas(EMBEDDED / "bydele.geojson", number="bydel_no", name="bydel"),
        departments=tuple(departments),
        land=dict(zip(land["name"], land.geometry, strict=True)),
        water=tuple(read_layer(EMBEDDED / "water.geojson").geometry),
        datasets=read_datasets(),
        rows_in=sum(int(row["features"]) for row in rows),
        merged={
            made.department_id: int(row["features"])
            for made, row in zip(departments, rows, strict=True)
            if int(row["features"]) > 1
        },
        roder=_embedded_roder(),
    )


def read_official(folder: Path) -> Geography:
    """The geography of the city's layers as the WFS delivers them, not generalised.

    `bydel.json` and `almene_boliger_kk.json` must be there; without `rode.json` the embedded roder are used, and
    without the postcode areas the embedded land and water, since they only help the eye. Raises LayerError naming the
    file and column that is wrong.
    """
    for name in (BYDELE, DEPARTMENTS):
        if not (folder / name).is_file():
            raise LayerError(
                f"laget {name} mangler", where=str(folder), remedy="Læg det i mappen, eller udelad --geodata."
            )
    areas = _areas(folder / BYDELE, number="bydel_nr", name="navn")
    raw = read_layer(folder / DEPARTMENTS)
    _require_columns(raw, folder / DEPARTMENTS, [*_NAMES.values(), *_COUNTS.values()])
    rows = [_official_department(row, folder / DEPARTMENTS) for row in _rows(raw)]
    departments, merged, conflicting = merge_doubled(rows)
    land, water = _surroundings(folder / POSTCODES, areas)
    return Geography(
        areas=areas,
        departments=departments,
        land=land,
        water=water,
        datasets=with_hashes(
            read_datasets(),
            {name: folder / name for name in (BYDELE, DEPARTMENTS, RODER, POSTCODES) if (folder / name).is_file()},
        ),
        rows_in=len(rows),
        merged=merged,
        conflicting=conflicting,
        roder=_roder(folder, areas),
    )


def read_datasets() -> tuple[Dataset, ...]:
    """The published layers and tables that we compute from, from `geodata/data/datasets.csv`."""
    with (EMBEDDED / "datasets.csv").open(encoding="utf-8", newline="") as file:
        return tuple(from_row(Dataset, row) for row in csv.DictReader(file))


def with_hashes(datasets: Iterable[Dataset], files: Mapping[str, Path]) -> tuple[Dataset, ...]:
    """The datasets with the sha256 of the file that was read, where one of their name was."""
    return tuple(
        replace(dataset, sha256=sha256_of(files[dataset.file])) if dataset.file in files else dataset
        for dataset in datasets
    )


def merge_doubled(
    rows: Iterable[Department],
) -> tuple[tuple[Department, ...], dict[str, int], tuple[str, ...]]:
    """Departments with each official key once, by key; doubled keys -> features; those whose homes then differ.

    A doubled key is one department with the union of the outlines. Its homes count once: those of the first feature
    in the order of the counts, so that the order of the layer changes nothing.
    """
    by_key: dict[str, list[Department]] = {}
    for row in rows:
        by_key.setdefault(row.department_id, []).append(row)
    merged = {key: group for key, group in by_key.items() if len(group) > 1}
    conflicting = [key for key, group in merged.items() if len({_counts(row) for row in group}) > 1]
    whole = [_merge(group) for group in by_key.values()]
    whole.sort(key=lambda row: (row.organisation_no, _number(row.department_no)))
    return tuple(whole), {key: len(merged[key]) for key in sorted(merged)}, tuple(sorted(conflicting))


def postcode_land(folder: Path) -> "GeoDataFrame":
    """The postcode areas of the folder, one row a name, in EPSG:25832."""
    path = folder / POSTCODES
    frame = read_layer(path)
    _require_columns(frame, path, ["navn"])
    frame["geometry"] = shapely.make_valid(frame.geometry.values)  # for the eye only: mended, not refused
    return frame.dissolve("navn").reset_index()


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


def _surroundings(
    path: Path, areas: tuple[Area, ...]
) -> tuple[Mapping[str, "BaseGeometry"], tuple["BaseGeometry", ...]]:
    if path.is_file():
        return surroundings(postcode_land(path.parent), areas)
    embedded = read_embedded()
    return embedded.land, embedded.water


def _opened(outlines: Any, radius_m: float) -> Any:
    """The outlines without parts thinner than twice the radius."""
    return shapely.buffer(shapely.buffer(outlines, -radius_m), radius_m, join_style="mitre")


def _areas(path: Path, *, number: str, name: str) -> tuple[Area, ...]:
    frame = read_layer(path)
    _require_columns(frame, path, [number, name])
    areas: dict[int, Area] = {}
    for row in _rows(frame):
        try:
            label = _text(row[name], name)
            area = Area(
                bydel_no=_whole_number(row[number], number),
                bydel=label,
                slug=slug(label),
                outline=_ground(row["geometry"]),
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


def _embedded_roder() -> tuple[Rode, ...]:
    return tuple(
        Rode(rode_no=row["rode_no"], rode=row["rode"], bydel_no=row["bydel_no"], outline=row["geometry"])
        for row in _rows(read_layer(EMBEDDED / "roder.geojson"))
    )


def _roder(folder: Path, areas: tuple[Area, ...]) -> tuple[Rode, ...]:
    """Those of the folder, or ours; each in a district of the layer."""
    path = folder / RODER
    roder = _official_roder(path, areas) if path.is_file() else _embedded_roder()
    missing = {rode.bydel_no for rode in roder} - {area.bydel_no for area in areas}
    if missing:
        raise _wrong(folder / BYDELE, f"bydel {min(missing)} mangler; der er roder i den")
    return roder


def _official_roder(path: Path, areas: tuple[Area, ...]) -> tuple[Rode, ...]:
    """The roder by number, mended to one coverage."""
    frame = read_layer(path)
    _require_columns(frame, path, ["rode_nr", "rodenavn", "bydel"])
    roder: dict[int, Rode] = {}
    names: set[str] = set()
    for row in _rows(frame):
        try:
            rode = _official_rode(row, areas)
        except ValueError as error:
            raise _wrong(path, f"roden {row['rodenavn']!r}: {error}") from error
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


def _official_rode(row: Mapping[str, Any], areas: tuple[Area, ...]) -> Rode:
    """Raises ValueError saying which field is not what it should be."""
    outline = _ground(row["geometry"])
    by_name = {area.slug: area.bydel_no for area in areas}
    bydel_no = by_name.get(slug(_text(row["bydel"], "bydel"))) or coverage.bydel_of(outline, areas)
    if bydel_no is None:
        raise ValueError(f"bydelen {row['bydel']!r} er ikke i {BYDELE}")
    return Rode(
        rode_no=_whole_number(row["rode_nr"], "rode_nr"),
        rode=_text(row["rodenavn"], "rodenavn"),
        bydel_no=bydel_no,
        outline=outline,
    )


def _official_department(row: Mapping[str, Any], path: Path) -> Department:
    given = {ours: row[theirs] for ours, theirs in (_NAMES | _COUNTS).items()}
    try:
        return _department({**given, "geometry": row["geometry"]})
    except ValueError as error:
        raise _wrong(path, f"afdelingen {row[_NAMES['name']]!r}: {error}") from error


def _department(row: Mapping[str, Any]) -> Department:
    """Raises ValueError saying which field is not what it should be."""
    organisation_no = _whole_number(row["organisation_no"], "organisationsnummer")
    department_no = _text(row["department_no"], "afdelingsnummer")
    return Department(
        department_id=f"{organisation_no}-{department_no}",
        organisation_no=organisation_no,
        organisation=_text(row["organisation"], "organisation"),
        department_no=department_no,
        name=_text(row["name"], "navn"),
        bydel_no=None,
        outline=None if row["geometry"] is None or row["geometry"].is_empty else _ground(row["geometry"]),
        **{count: None if _missing(row[count]) else _whole_number(row[count], count) for count in _COUNTS},
    )


def _ground(outline: Any) -> "BaseGeometry":
    """The outline as valid polygons in the plane; raises ValueError for anything that has no ground."""
    if outline is None or outline.geom_type not in ("Polygon", "MultiPolygon") or outline.is_empty:
        raise ValueError("har ikke en flade som omrids")
    flat = shapely.force_2d(outline)
    if flat.is_valid:
        return flat
    parts = [part for part in shapely.get_parts(shapely.make_valid(flat)) if part.area > 0]
    if not parts:
        raise ValueError("har ikke en flade som omrids")
    return shapely.union_all(parts)


def _text(value: Any, what: str) -> str:
    if _missing(value) or not str(value).strip():
        raise ValueError(f"{what} mangler")
    # a column of numbers with a gap comes as floats: department 58 is not "58.0"
    text = str(int(value) if isinstance(value, float) and value.is_integer() else value)
    wrong = wrong_with(text)
    if wrong is not None:
        raise ValueError(f"{what} {wrong}")
    return fold_space(text)


def _whole_number(value: Any, what: str) -> int:
    if _missing(value):
        raise ValueError(f"{what} mangler")
    try:
        number = float(value)
    except (TypeError, ValueError):
        number = math.nan
    if not number.is_integer() or abs(number) > _MOST:
        raise ValueError(f"{what} er »{value}« og ikke et helt tal under {_MOST}")
    return int(number)


def _missing(value: Any) -> bool:
    return value is None or value != value  # NaN is unequal to itself


def _counts(row: Department) -> tuple[int | None, ...]:
    return row.homes_family, row.homes_youth, row.homes_elderly, row.homes_care


def _merge(group: list[Department]) -> Department:
    first = min(group, key=_order_of_doubles)
    outlines = [row.outline for row in group if row.outline is not None]
    return replace(first, outline=shapely.union_all(outlines)) if len(outlines) > 1 else first


def _order_of_doubles(row: Department) -> tuple[list[tuple[bool, int]], str, str]:
    return [(count is not None, count or 0) for count in _counts(row)], row.name, row.organisation


def _number(department_no: str) -> tuple[int, str]:
    return (int(department_no), "") if department_no.isdecimal() else (10**9, department_no)


def _rows(frame: "GeoDataFrame") -> list[dict[str, Any]]:
    return frame.to_dict("records")  # type: ignore[no-any-return]


def _require_columns(frame: "GeoDataFrame", path: Path, columns: list[str]) -> None:
    missing = [column for column in columns if column not in frame.columns]
    if missing:
        raise _wrong(path, f"kolonnen {missing[0]} mangler")


def _wrong(path: Path, what: str) -> LayerError:
    return LayerError(what, where=str(path), remedy="Hent laget igen fra kommunen, eller udelad --geodata.")
