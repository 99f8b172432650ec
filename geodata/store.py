"""Edge: reading a snapshot. sqlite3 only, read-only; whoever serves imports this and no writer.

DIR/<id>/snapshot.gpkg, DIR/<id>/manifest.json, DIR/current: a small text file holding the id.
"""

import hashlib
import json
import re
import sqlite3
from contextlib import closing
from dataclasses import fields
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from geodata.catalogue import COVERAGE, HOME, INDICATOR_VALUES
from geodata.errors import StoreError
from geodata.model import Coverage, Reading, Setting, Source
from geodata.rows import Row, from_row

GEOPACKAGE, MANIFEST = "snapshot.gpkg", "manifest.json"
FORMAT = 5  # of the tables; raised when they change shape, so that an older snapshot is built again and not misread
# The columns of a figure, as `Snapshot.indicator_values` gives them; value, weight, parts and missing may be None.
FIGURE = ("indicator_id", "level", "place_no", "year", "value", "weight", "parts", "missing")
_ID = re.compile(r"[0-9a-f]{12}")
_BUILD = 'Byg et øjebliksbillede med "python -m etl build".'
Record = TypeVar("Record")


def sha256_of(path: Path) -> str:
    """Hex sha256 of the file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def current_id(store: Path) -> str:
    """Id of the snapshot that is served. Raises StoreError where there is none."""
    try:
        identity = (store / "current").read_text(encoding="utf-8").strip()
    except FileNotFoundError as error:
        raise StoreError("der er intet lager her", where=str(store), remedy=_BUILD) from error
    except (OSError, UnicodeDecodeError) as error:
        raise StoreError("filen current kan ikke læses", where=str(store), remedy=_BUILD) from error
    if not _ID.fullmatch(identity):
        raise StoreError("filen current holder ikke et id på 12 hexcifre", where=str(store / "current"), remedy=_BUILD)
    return identity


class Snapshot:
    """One snapshot, opened and held against its manifest."""

    def __init__(self, store: Path, identity: str) -> None:
        """Opens DIR/<id>. Raises StoreError where it is absent, damaged or of another form."""
        self.id = identity
        self.folder = store / identity
        self.path = self.folder / GEOPACKAGE
        try:
            self.manifest: dict[str, Any] = json.loads((self.folder / MANIFEST).read_text(encoding="utf-8"))
            expected = self.manifest["files"][GEOPACKAGE]
            actual = sha256_of(self.path)
        except FileNotFoundError as error:
            raise StoreError(f"øjebliksbilledet {identity} findes ikke", where=str(store), remedy=_BUILD) from error
        except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
            raise StoreError("manifestet kan ikke læses", where=str(self.folder), remedy=_BUILD) from error
        if self.manifest.get("format") != FORMAT:
            raise StoreError("øjebliksbilledet er bygget af en anden version", where=str(self.folder), remedy=_BUILD)
        if actual != expected:
            raise StoreError("filen er ikke den, manifestet beskriver", where=str(self.path), remedy=_BUILD)

    def rows(self, table: str, order_by: str = "fid") -> list[Row]:
        """Every row of a table, without its geometry."""
        found = self._read(table, f'SELECT * FROM "{table}" ORDER BY "{order_by}"', sqlite3.Row)  # noqa: S608 - our names
        return [{name: row[name] for name in row.keys() if name != "geom"} for row in found]  # noqa: SIM118

    def columns(self, table: str) -> list[str]:
        """The columns of a table, in their order, without its geometry; of an empty one too."""
        found = self._read(table, f"SELECT name FROM pragma_table_info('{table}')")  # noqa: S608 - our names
        return [name for (name,) in found if name != "geom"]

    def records(self, record: type[Record]) -> list[Record]:
        """Every record of a kind, by key; those of the register with their sources. Outlines stay in the file."""
        table, key = HOME[record]
        rows = self.rows(table, key)
        if all(field.name != "source" for field in fields(record)):  # type: ignore[arg-type]
            return [self._record(record, row) for row in rows]
        try:
            return [self._record(record, row, source=self.sources[table, row[key]]) for row in rows]
        except KeyError as error:
            raise StoreError(f"en række i {table} er uden kilde", where=str(self.path), remedy=_BUILD) from error

    @cached_property
    def sources(self) -> dict[tuple[str, str], Source]:
        """(table, row key) -> where the register row stands."""
        return {(row["table_name"], row["row_key"]): self._record(Source, row) for row in self.rows("sources")}

    def bydele(self) -> list[Row]:
        """bydel_no, bydel and slug of each city district, by number."""
        return self.rows("bydele", "bydel_no")

    def coverage(self, reading: Reading) -> list[Coverage]:
        """Coverage of each city district and year, by district number."""
        return [self._record(Coverage, row) for row in self.rows(COVERAGE[reading], "bydel_no")]

    def roder(self) -> list[Row]:
        """rode_no, rode and bydel_no of each statistical tract, by number."""
        return self.rows("roder", "rode_no")

    def indicator_values(self) -> list[tuple[Any, ...]]:
        """Every figure of the statistics as a plain tuple in the order of `FIGURE`, by indicator, level, place, year.

        There are some 30,000: no record a row.
        """
        table, key = INDICATOR_VALUES
        return self._read(table, f'SELECT {", ".join(FIGURE)} FROM "{table}" ORDER BY {", ".join(key)}')  # noqa: S608

    def setting(self, key: str) -> str:
        """One setting of the register. Raises StoreError where it is absent."""
        for row in self.records(Setting):
            if row.key == key:
                return row.value
        raise StoreError(f"indstillingen {key} mangler", where=str(self.path), remedy=_BUILD)

    def _read(self, table: str, query: str, factory: Any = None) -> list[Any]:
        """What the query finds in the table, as tuples or as the factory makes them."""
        uri = f"{self.path.resolve().as_uri()}?mode=ro&immutable=1"
        try:
            with closing(sqlite3.connect(uri, uri=True)) as connection:
                connection.row_factory = factory
                return connection.execute(query).fetchall()
        except sqlite3.Error as error:
            raise StoreError(
                f"tabellen {table} kan ikke læses ({error})", where=str(self.path), remedy=_BUILD
            ) from error

    def _record(self, record: type[Record], row: Row, **elsewhere: Any) -> Record:
        try:
            return from_row(record, row, **elsewhere)
        except (KeyError, TypeError, ValueError) as error:
            raise StoreError(
                f"en række er ikke en {record.__name__} ({error})", where=str(self.path), remedy=_BUILD
            ) from error
