"""A small snapshot of two districts, three departments and two findings; a child process writes it too."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from shapely.geometry import box

from geodata.model import Finding
from geodata.rows import Row, Table, to_row
from geodata.store import Snapshot, current_id
from geodata.store_write import write_snapshot
from tests.builders import a_coverage, a_department, an_area

INPUTS = {"register/plans.csv": "1" * 64, "geodata/bydele.geojson": "2" * 64}


def opened(store: Path) -> Snapshot:
    """The snapshot that is served."""
    return Snapshot(store, current_id(store))


def bydele() -> list[Row]:
    areas = [an_area(1, "Eksempelbro"), an_area(2, "Ågade", west=1000)]
    return [{**to_row(area), "geometry": area.outline} for area in areas]


def departments() -> list[Row]:
    rows = [
        a_department("1-1"),
        a_department("1-2", homes_family=None, bydel_no=None, outline=None),
        a_department("1-3", outline=box(300, 300, 400, 400)),
    ]
    return [{**to_row(row), "geometry": row.outline} for row in rows]


def findings() -> list[Row]:
    common = {"check": "a-check", "severity": "missing", "subject": "s", "message_da": "æ", "message_en": "e"}
    return [
        to_row(Finding(finding_id="a", printed=3, computed=0.262, sources=("plans/a",), **common)),
        to_row(Finding(finding_id="b", **common)),
    ]


def tables(**rows: Sequence[Row]) -> list[Table]:
    given = {
        "bydele": bydele(),
        "departments": departments(),
        "bydel_coverage": [to_row(a_coverage())],
        "findings": findings(),
        **rows,
    }
    return [
        Table("bydele", ("bydel_no",), given["bydele"], spatial=True),
        Table("departments", ("department_id",), given["departments"], spatial=True),
        Table("bydel_coverage", ("bydel_no", "year"), given["bydel_coverage"]),
        Table("findings", ("finding_id",), given["findings"]),
    ]


def write(store: Path, *, inputs: Mapping[str, str] = INPUTS, code_version: str = "0-test", **rows: Any) -> str:
    return write_snapshot(
        store,
        tables(**rows),
        inputs=inputs,
        counts=[{"step": "a", "in": 3, "out": 2, "refused": 1}],
        code_version=code_version,
        reports={"report.csv": "navn\nÅgade\n"},
    )


def write_another(store: Path) -> str:
    return write(store, bydel_coverage=[to_row(a_coverage(homes_covered=41))])
