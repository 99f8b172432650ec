"""Edge: reading a snapshot. sqlite3 only, read-only; whoever serves imports this and no writer.

DIR/<id>/snapshot.gpkg, DIR/<id>/manifest.json, DIR/current: a small text file holding the id.
"""

import hashlib
import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, TypeVar

from geodata.errors import StoreError
from geodata.model import (
    AreaGroup,
    Coverage,
    Dataset,
    Department,
    Document,
    Finding,
    ListedDepartment,
    Match,
    Membership,
    Plan,
    PlanCaveat,
    PlanOrganisation,
    PlanPeriod,
    PlanState,
    PrintedCount,
    Reading,
    Source,
)
from geodata.rows import Row, from_row

GEOPACKAGE, MANIFEST = "snapshot.gpkg", "manifest.json"
FORMAT = 1  # of the tables; raised when they change shape, so that an older snapshot is built again and not misread
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
        raise StoreError(f"filen current kan ikke læses ({error})", where=str(store), remedy=_BUILD) from error
    if not _ID.fullmatch(identity):
        raise StoreError("filen current holder ikke et id på 12 hexcifre", where=str(store / "current"), remedy=_BUILD)
    return identity


class Snapshot:
    """One snapshot, opened and held against its manifest. Records come in the order of their keys."""

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
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise StoreError("manifestet kan ikke læses", where=str(self.folder), remedy=_BUILD) from error
        if self.manifest.get("format") != FORMAT:
            raise StoreError("øjebliksbilledet er bygget af en anden version", where=str(self.folder), remedy=_BUILD)
        if actual != expected:
            raise StoreError("filen er ikke den, manifestet beskriver", where=str(self.path), remedy=_BUILD)

    def rows(self, table: str, order_by: str = "fid") -> list[Row]:
        """Every row of a table, without its geometry."""
        uri = f"{self.path.resolve().as_uri()}?mode=ro&immutable=1"
        try:
            with closing(sqlite3.connect(uri, uri=True)) as connection:
                connection.row_factory = sqlite3.Row
                found = connection.execute(f'SELECT * FROM "{table}" ORDER BY "{order_by}"')  # noqa: S608 - our names
                return [{name: row[name] for name in row.keys() if name != "geom"} for row in found]  # noqa: SIM118
        except sqlite3.Error as error:
            raise StoreError(
                f"tabellen {table} kan ikke læses ({error})", where=str(self.path), remedy=_BUILD
            ) from error

    def sources(self) -> dict[tuple[str, str], Source]:
        """(table, row key) -> where the register row stands."""
        return {(row["table_name"], row["row_key"]): self._record(Source, row) for row in self.rows("sources")}

    def documents(self) -> list[Document]:
        """The municipal papers behind the register."""
        return [self._record(Document, row) for row in self.rows("documents")]

    def datasets(self) -> list[Dataset]:
        """The published layers behind the geography."""
        return [self._record(Dataset, row) for row in self.rows("datasets")]

    def bydele(self) -> list[Row]:
        """bydel_no, bydel and slug of each city district, by number."""
        return self.rows("bydele", "bydel_no")

    def departments(self) -> list[Department]:
        """Every department of the layer, without outlines."""
        return [self._record(Department, row) for row in self.rows("departments")]

    def plans(self) -> list[Plan]:
        """The plans of the register."""
        return list(self._sourced("plans", Plan, "plan_id"))

    def plan_states(self) -> list[PlanState]:
        """The states of the plans, dated."""
        return list(self._sourced("plan_states", PlanState))

    def plan_periods(self) -> list[PlanPeriod]:
        """The periods of the plans, as each source states them."""
        return list(self._sourced("plan_periods", PlanPeriod))

    def plan_organisations(self) -> list[PlanOrganisation]:
        """The organisations tied to the plans."""
        return list(self._sourced("plan_organisations", PlanOrganisation))

    def plan_caveats(self) -> list[PlanCaveat]:
        """What a reader of the plans' figures must know."""
        return list(self._sourced("plan_caveats", PlanCaveat))

    def area_groups(self) -> list[AreaGroup]:
        """The names that stand for several city districts."""
        return list(self._sourced("area_groups", AreaGroup))

    def listed_departments(self) -> list[ListedDepartment]:
        """The names of the documents' lists, in the order they are printed."""
        listed = self._sourced("listed_departments", ListedDepartment, "listed_id")
        return sorted(listed, key=lambda row: (row.plan_id, row.position))

    def memberships(self) -> list[Membership]:
        """Which listed department belongs to which plan, and when."""
        return list(self._sourced("memberships", Membership))

    def matches(self) -> dict[str, Match]:
        """listed_id -> what it was tied to."""
        return {row["listed_id"]: self._record(Match, row) for row in self.rows("matches")}

    def printed_counts(self) -> dict[str, PrintedCount]:
        """The counts the documents print, by key."""
        return {row.key: row for row in self._sourced("printed_counts", PrintedCount)}

    def coverage(self, year: int, reading: Reading) -> list[Coverage]:
        """Coverage of each city district on 31 December of the year, by district number."""
        table = "bydel_coverage" if reading == "default" else "bydel_coverage_agreement"
        return [self._record(Coverage, row) for row in self.rows(table, "bydel_no") if row["year"] == year]

    def findings(self) -> list[Finding]:
        """What does not add up or is not known."""
        return [self._record(Finding, row) for row in self.rows("findings")]

    def setting(self, key: str) -> str:
        """One setting of the register. Raises StoreError where it is absent."""
        for row in self.rows("settings"):
            if row["key"] == key:
                return str(row["value"])
        raise StoreError(f"indstillingen {key} mangler", where=str(self.path), remedy=_BUILD)

    def _sourced(self, table: str, record: type[Record], key: str = "key") -> Iterator[Record]:
        sources = self.sources()
        for row in self.rows(table):
            yield self._record(record, row, source=sources[table, row[key]])

    def _record(self, record: type[Record], row: Row, **elsewhere: Any) -> Record:
        try:
            return from_row(record, row, **elsewhere)
        except (KeyError, TypeError, ValueError) as error:
            raise StoreError(
                f"en række er ikke en {record.__name__} ({error})", where=str(self.path), remedy=_BUILD
            ) from error


def open_current(store: Path) -> Snapshot:
    """The snapshot that is served, opened. Raises StoreError where there is none or it is damaged."""
    return Snapshot(store, current_id(store))
