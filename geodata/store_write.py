"""Edge: writing a snapshot. Imported by etl alone.

A snapshot is written beside its place and moved there whole; `current` is then swapped. A build that is killed leaves
the snapshot that was serving, and a folder ".tmp-..." that the next build sweeps once it is an hour old.
"""

import hashlib
import json
import os
import shutil
import sqlite3
import tempfile
import time
import uuid
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

import shapely

from geodata.crs import INSIDE
from geodata.rows import Row, Table
from geodata.store import FORMAT, GEOPACKAGE, MANIFEST, sha256_of

_TMP_AGE_S = 3600
_GRID_M = 0.01


def snapshot_id(tables: Iterable[Table], inputs: Mapping[str, str]) -> str:
    """First 12 hex digits of a sha256 over canonical rows and input hashes: not over bytes, times, paths or code.

    Tables by name, rows by key, UTF-8 JSON, geometry as normalised 2D WKB on a 1 cm grid.
    """
    canonical = {
        "tables": {table.name: [_canonical(row) for row in table.ordered()] for table in tables},
        "inputs": dict(inputs),
    }
    text = json.dumps(canonical, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def write_snapshot(
    store: Path,
    tables: Sequence[Table],
    *,
    inputs: Mapping[str, str],
    counts: Sequence[Mapping[str, Any]],
    code_version: str,
    reports: Mapping[str, str],
) -> str:
    """Writes the snapshot, makes it current and returns its id.

    `inputs` maps a file's name to its sha256; `reports` maps a file name to text written beside the GeoPackage. A
    snapshot that is already there whole is kept as it is.
    """
    identity = snapshot_id(tables, inputs)
    store.mkdir(parents=True, exist_ok=True)
    _sweep(store)
    place = store / identity
    if not _is_whole(place):
        # a name of its own: two containers may share a store and have the same process number
        tmp = Path(tempfile.mkdtemp(prefix=".tmp-", dir=store))
        tmp.chmod(0o755)
        _write_geopackage(tmp / GEOPACKAGE, tables, identity, code_version)
        for name, text in reports.items():
            (tmp / name).write_text(text, encoding="utf-8", newline="")
        manifest = {
            "format": FORMAT,
            "snapshot": identity,
            "built_at": datetime.now(UTC).isoformat(timespec="seconds"),
            "code_version": code_version,
            "inputs": dict(inputs),
            "counts": list(counts),
            "files": {path.name: sha256_of(path) for path in sorted(tmp.iterdir())},
        }
        text = json.dumps(manifest, ensure_ascii=False, indent=1) + "\n"
        (tmp / MANIFEST).write_text(text, encoding="utf-8", newline="")
        _to_disk(tmp)
        _move(tmp, place)
    set_current(store, identity)
    return identity


def set_current(store: Path, identity: str) -> None:
    """Makes the snapshot the one that is served, in one step that a reader never sees half of."""
    tmp = store / f".current-{uuid.uuid4().hex}"
    tmp.write_text(identity + "\n", encoding="utf-8", newline="")
    with tmp.open("rb+") as file:
        os.fsync(file.fileno())
    os.replace(tmp, store / "current")  # noqa: PTH105 - atomic on Windows too, by name


def _canonical(row: Row) -> Row:
    shape = row.get("geometry")
    return row if shape is None else {**row, "geometry": _canonical_wkb(shape)}


def _canonical_wkb(shape: Any) -> str:
    gridded = shapely.set_precision(shapely.force_2d(shape), _GRID_M, mode="pointwise")
    return shapely.to_wkb(shapely.normalize(gridded), hex=True, byte_order=1)  # type: ignore[no-any-return]


def _write_geopackage(path: Path, tables: Sequence[Table], identity: str, code_version: str) -> None:
    for table in tables:
        if table.spatial:
            _write_layer(path, table)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.executescript((files("geodata") / "schema.sql").read_text(encoding="utf-8"))
        for table in tables:
            if not table.spatial:
                _insert(connection, table)
        _insert(
            connection,
            Table("snapshot", ("snapshot_id",), [{"snapshot_id": identity, "code_version": code_version}]),
        )
        _register_attributes(connection)
        for table in tables:
            if table.spatial:
                _unique(connection, table)


def _write_layer(path: Path, table: Table) -> None:
    import geopandas
    import pandas
    import pyogrio

    rows = table.ordered()
    columns = list(rows[0]) if rows else [*table.key, "geometry"]
    frame = geopandas.GeoDataFrame(rows, columns=columns, geometry="geometry", crs=INSIDE)
    for column in frame.columns.drop("geometry"):
        values = [row[column] for row in rows]
        if {type(value) for value in values if value is not None} == {int}:
            frame[column] = pandas.array(values, dtype="Int64")  # a missing count stays NULL and the others whole
    frame["geometry"] = [_as_multi(shape) for shape in frame["geometry"]]
    pyogrio.write_dataframe(
        frame, path, layer=table.name, driver="GPKG", append=path.exists(), geometry_type="MultiPolygon"
    )


def _as_multi(shape: Any) -> Any:
    return shapely.multipolygons([shape]) if shape is not None and shape.geom_type == "Polygon" else shape


def _insert(connection: sqlite3.Connection, table: Table) -> None:
    rows = table.ordered()
    if not rows:
        return
    columns = list(rows[0])
    names, marks = ", ".join(f'"{column}"' for column in columns), ", ".join("?" * len(columns))
    statement = f'INSERT INTO "{table.name}" ({names}) VALUES ({marks})'  # noqa: S608 - names are ours, values bound
    connection.executemany(statement, [tuple(row[column] for column in columns) for row in rows])


def _unique(connection: sqlite3.Connection, table: Table) -> None:
    """A layer's key is unique, as that of every other table is."""
    columns = ", ".join(f'"{column}"' for column in table.key)
    connection.execute(f'CREATE UNIQUE INDEX "{table.name}_key" ON "{table.name}" ({columns})')


def _register_attributes(connection: sqlite3.Connection) -> None:
    """Tables without a shape are listed as "attributes", which is what makes QGIS offer them."""
    connection.execute(
        """INSERT INTO gpkg_contents (table_name, data_type, identifier, last_change, srs_id)
           SELECT name, 'attributes', name, '1970-01-01T00:00:00.000Z', 0 FROM sqlite_master
           WHERE type = 'table' AND name NOT LIKE 'gpkg\\_%' ESCAPE '\\' AND name NOT LIKE 'rtree\\_%' ESCAPE '\\'
             AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name NOT IN (SELECT table_name FROM gpkg_contents)"""
    )


def _is_whole(place: Path) -> bool:
    try:
        manifest = json.loads((place / MANIFEST).read_text(encoding="utf-8"))
        return (
            manifest["format"] == FORMAT
            and GEOPACKAGE in manifest["files"]
            and all(sha256_of(place / name) == digest for name, digest in manifest["files"].items())
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return False


def _move(tmp: Path, place: Path) -> None:
    if _is_whole(place):  # another build was first, with the same content
        shutil.rmtree(tmp)
        return
    if place.exists():  # damaged: it is put aside, not read again
        os.replace(place, place.with_name(f".tmp-damaged-{place.name}-{uuid.uuid4().hex}"))  # noqa: PTH105
    os.replace(tmp, place)  # noqa: PTH105


def _to_disk(folder: Path) -> None:
    for path in folder.iterdir():
        with path.open("rb+") as file:
            os.fsync(file.fileno())
    if os.name == "posix":  # Windows cannot open a folder
        handle = os.open(folder, os.O_RDONLY)
        os.fsync(handle)
        os.close(handle)


def _sweep(store: Path) -> None:
    for left in [*store.glob(".tmp-*"), *store.glob(".current-*")]:
        try:
            if time.time() - left.stat().st_mtime < _TMP_AGE_S:
                continue
        except FileNotFoundError:  # another build moved it into place just now
            continue
        if left.is_dir():
            shutil.rmtree(left, ignore_errors=True)
        else:
            left.unlink(missing_ok=True)
