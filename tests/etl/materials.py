"""What the tests of etl make on disk: edited registers, and layers in the city's own form."""

import csv
import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from shapely.geometry import mapping

from etl import layer_rows, layers
from geodata.crs import to_browser
from geodata.model import Area, Department, Rode


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{old!r} does not stand in {path.name}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def rewrite(path: Path, change: Callable[[dict[str, str]], object], **dialect: Any) -> None:
    """Every row of a register file changed in place, written as a spreadsheet would."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
        columns = list(rows[0]) if rows else path.read_text(encoding="utf-8").strip().split(",")
    for row in rows:
        change(row)
    with path.open("w", encoding=dialect.pop("encoding", "utf-8"), newline="") as file:
        writer = csv.DictWriter(file, columns, **dialect)
        writer.writeheader()
        writer.writerows(rows)


def bydele_json(folder: Path, areas: Iterable[Area], **changes: Any) -> Path:
    """The districts as the city delivers them; `changes` go into the first."""
    rows = [{"bydel_nr": area.bydel_no, "navn": area.bydel, "outline": area.outline} for area in areas]
    return _layer(folder / layers.BYDELE, rows, changes)


def departments_json(folder: Path, departments: Iterable[Department], **changes: Any) -> Path:
    """The departments as the city delivers them; `changes` go into the first."""
    rows = [
        {
            "selskabsnavn": row.organisation,
            "selskabsnummer": row.organisation_no,
            "afdelingsnavn": row.name,
            "afdelingsnummer": row.department_no,
            "antal_familie_boliger": row.homes_family,
            "antal_ungdomsboliger": row.homes_youth,
            "antal_aeldre_boliger": row.homes_elderly,
            "antal_plejeboliger": row.homes_care,
            "outline": row.outline,
        }
        for row in departments
    ]
    return _layer(folder / layers.DEPARTMENTS, rows, changes)


def own_bydele(folder: Path, areas: Iterable[Area]) -> Path:
    """The districts in our own form."""
    rows = [{"bydel_no": area.bydel_no, "bydel": area.bydel, "outline": area.outline} for area in areas]
    return _layer(folder / layers.OWN[layers.BYDELE], rows, {})


def own_departments(folder: Path, departments: Iterable[Department], **changes: Any) -> Path:
    """The departments in our own form; `changes` go into the first, as columns or as its "outline"."""
    columns = ("organisation_no", "organisation", "department_no", "name", *layer_rows.COUNTS, "outline")
    rows = [{column: getattr(row, column) for column in columns} for row in departments]
    return _layer(folder / layers.OWN[layers.DEPARTMENTS], rows, changes)


def own_roder(folder: Path, roder: Iterable[Rode]) -> Path:
    """The roder in our own form."""
    rows = [
        {"rode_no": row.rode_no, "rode": row.rode, "bydel_no": row.bydel_no, "outline": row.outline} for row in roder
    ]
    return _layer(folder / layers.OWN[layers.RODER], rows, {})


def roder_json(folder: Path, roder: Iterable[Rode], bydele: dict[int, str] | None = None) -> Path:
    """The roder as the city delivers them, with the districts under these names."""
    rows = [
        {
            "rode_nr": rode.rode_no,
            "rodenavn": rode.rode,
            "bydel": (bydele or {1: "Indre By"})[rode.bydel_no],
            "outline": rode.outline,
        }
        for rode in roder
    ]
    return _layer(folder / layers.RODER, rows, {})


def _layer(path: Path, rows: list[dict[str, Any]], changes: dict[str, Any]) -> Path:
    rows[0].update(changes)
    features = [
        {
            "type": "Feature",
            "properties": {name: value for name, value in row.items() if name != "outline"},
            "geometry": None if row["outline"] is None else mapping(to_browser(row["outline"])),
        }
        for row in rows
    ]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    return path
