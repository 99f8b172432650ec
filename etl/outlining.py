"""Edge: a list of departments and addresses -> `departments.geojson`, by the live services; the command `outline`.

Every row of the list stands in the file: with an outline, a point, or neither and the reason. The columns are those of
our own `geodata/data/departments.geojson`, and how each outline came about.
"""

import json
import logging
import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import shapely

from etl import address_list, outlines, parcels
from etl.address_list import COUNTS, ListedDepartment
from etl.outlines import Gathered, Outlined
from etl.surveying import Surveyor
from geodata.crs import INSIDE
from geodata.errors import AddressError
from geodata.plain_text import without_control

log = logging.getLogger(__name__)

FILE = "departments.geojson"
GRID_M = 0.1
MOST_BYTES = 5_000_000
LONGEST_NOTE = 500
_IN_WORDS = {
    "parcels": "jordstykker",
    "named OSM area": "OpenStreetMaps område af samme navn",
    "buildings": "bygninger",
    "hull of points": "skønnet ud fra adresserne",
    "point only": "kun et punkt",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A department of the list and what became of it."""

    gathered: Gathered
    outlined: Outlined

    @property
    def department(self) -> ListedDepartment:
        """The department as listed."""
        return self.gathered.department


def read_list(path: Path) -> tuple[ListedDepartment, ...]:
    """The departments of the list. Raises AddressError naming row and column of what is wrong."""
    remedy = "Gem listen som CSV UTF-8."
    if path.is_file() and path.stat().st_size > MOST_BYTES:
        raise AddressError(f"listen er over {MOST_BYTES // 1_000_000} MB", where=path.name, remedy="Del den i flere.")
    try:
        return address_list.read(path.read_text(encoding="utf-8-sig"), path.name)
    except FileNotFoundError as error:
        raise AddressError("listen findes ikke", where=str(path), remedy="Ret stien.") from error
    except UnicodeDecodeError as error:
        raise AddressError("listen er ikke UTF-8", where=path.name, remedy=remedy) from error


def place(departments: Iterable[ListedDepartment], surveyor: Surveyor) -> tuple[Placed, ...]:
    """What became of each department, in the order of the list."""
    listed = tuple(departments)
    gathered = []
    for number, one in enumerate(listed, 1):
        log.info("%d af %d: %s %s", number, len(listed), one.department_id, one.name)
        gathered.append(surveyor.survey(one))
    others = outlines.shared(gathered)
    tried = [_Tried(one).by(partial(parcels.from_parcels, others=others)) for one in gathered]
    tried = [one.asking(surveyor.named_areas).by(outlines.from_named_area) for one in tried]
    tried = [one.asking(surveyor.buildings) for one in tried]
    others = outlines.shared(one.gathered for one in tried)
    tried = [one.by(partial(outlines.from_buildings, others=others)).by(outlines.from_points) for one in tried]
    known = [one.outcomes[-1] for one in tried]
    placed = tuple(one.placed(partial(outlines.without_ground_of, known)) for one in tried)
    assert [one.department for one in placed] == list(listed), "in = out"
    return placed


@dataclass(frozen=True, slots=True)
class _Tried:
    """A department and what the methods gave that have been tried; the last of them may have placed it."""

    gathered: Gathered
    outcomes: tuple[Outlined, ...] = ()

    @property
    def done(self) -> bool:
        return bool(self.outcomes) and self.outcomes[-1].method is not None

    def asking(self, ask: Callable[[Gathered], Gathered]) -> "_Tried":
        return self if self.done else replace(self, gathered=ask(self.gathered))

    def by(self, method: Callable[[Gathered], Outlined]) -> "_Tried":
        return self if self.done else replace(self, outcomes=(*self.outcomes, method(self.gathered)))

    def placed(self, finish: Callable[[Outlined], Outlined]) -> Placed:
        last = finish(self.outcomes[-1])
        missing = (f"Ikke fundet: {address}: {because}." for address, because in self.gathered.unmatched)
        told = (*self.gathered.notes, *(note for one in (*self.outcomes[:-1], last) for note in one.notes), *missing)
        notes = dict.fromkeys(without_control(note)[:LONGEST_NOTE] for note in told)
        return Placed(gathered=self.gathered, outlined=replace(last, notes=tuple(notes)))


def write(placed: Iterable[Placed], folder: Path) -> Path:
    """Writes `departments.geojson` into the folder, EPSG:25832 on a 0.1 m grid, whole or not at all."""
    features = ",\n".join(json.dumps(_feature(one), ensure_ascii=False) for one in placed)
    text = (
        '{\n"type": "FeatureCollection",\n'
        f'"crs": {{ "type": "name", "properties": {{ "name": "urn:ogc:def:crs:EPSG::{INSIDE}" }} }},\n'
        f'"xy_coordinate_resolution": {GRID_M},\n"features": [\n{features}\n]\n}}\n'
    )
    folder.mkdir(parents=True, exist_ok=True)
    path, beside = folder / FILE, folder / f".{FILE}.{os.getpid()}"
    try:
        beside.write_text(text, encoding="utf-8", newline="\n")
        os.replace(beside, path)  # noqa: PTH105 - atomic on Windows too
    finally:
        beside.unlink(missing_ok=True)
    return path


def in_words(placed: Sequence[Placed], surveyor: Surveyor) -> list[str]:
    """The report: how each department was placed, how surely, and what to look at; then the failures and the sum."""
    lines = [line for one in placed for line in _lines(one)]
    lines += [f"tjenesten svigtede {times} gange: {what}" for what, times in sorted(surveyor.failures.items())]
    shapes = [one for one in placed if one.outlined.method not in (None, "point only")]
    points = [one for one in placed if one.outlined.method == "point only"]
    lines.append(
        f"{len(shapes)} af {len(placed)} afdelinger har et omrids, {len(points)} kun et punkt, "
        f"{len(placed) - len(shapes) - len(points)} er ikke placeret"
    )
    lines.append(f"registrenes tilstand den {surveyor.on}; samme svar uden net: --offline --date {surveyor.on}")
    return lines


def _feature(one: Placed) -> dict[str, Any]:
    department, unmatched = one.department, len(one.gathered.unmatched)
    return {
        "type": "Feature",
        "properties": {
            "organisation_no": department.organisation_no,
            "organisation": department.organisation,
            "department_no": department.department_no,
            "name": department.name,
            **{count: getattr(department, count) for count in COUNTS},
            "features": 1,
            "footprint_method": one.outlined.method,
            "accuracy_m": one.outlined.accuracy_m,
            "footprint_source": one.outlined.credit,
            "retrieved_on": None if one.outlined.retrieved_on is None else one.outlined.retrieved_on.isoformat(),
            "addresses_matched": len(department.addresses) - unmatched,
            "addresses_unmatched": unmatched,
            "notes": "\n".join(one.outlined.notes) or None,
        },
        "geometry": _geometry(one.outlined.outline),
    }


def _geometry(outline: Any) -> Any:
    """The outline on the grid, as GeoJSON; None for none."""
    if outline is None:
        return None
    return json.loads(shapely.to_geojson(shapely.set_precision(outline, GRID_M)))


def _lines(one: Placed) -> list[str]:
    department, method = one.department, one.outlined.method
    counts = f"{len(department.addresses) - len(one.gathered.unmatched)} af {len(department.addresses)} adresser fundet"
    how = f"{_IN_WORDS[method]}, ±{one.outlined.accuracy_m:.0f} m" if method else "ikke placeret"
    head = f"{department.department_id} {department.name}: {how}; {counts}"
    return [head, *(f"  {note}" for note in one.outlined.notes)]
