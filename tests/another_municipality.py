"""Eksempelby, which does not exist: three districts, 25 departments, a note, and a plan before it.

Its layers are made here, its note is `tests/data/opdigtet_eksempelby_notat.txt`; everything else is done by the
commands of docs/new-municipality.md.
"""

import csv
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from shapely.affinity import translate
from shapely.geometry import Polygon, box

from geodata.model import Area, Department
from tests.etl.materials import own_bydele, own_departments

ROOT = Path(__file__).resolve().parent.parent
NOTE = ROOT / "tests" / "data" / "opdigtet_eksempelby_notat.txt"
DOC = ROOT / "docs" / "new-municipality.md"
EAST, NORTH = 520_000, 6_210_000  # of its south-west corner, EPSG:25832
DISTRICTS = {1: "Åvænge", 2: "Nordlunden", 3: "Øster Ænge"}  # squares of 3 km from west to east
ORGANISATIONS = {
    901: "Boligforeningen BFE",
    902: "Eksempelby Almene Boligselskab",
    903: "Lærkebo",
    904: "Fjordens Ældreboliger, Eksempelby",
}
# district -> official key, name, family homes (elderly homes for 904)
HOMES: dict[int, list[tuple[str, str, int]]] = {
    1: [
        ("901-1", "Kløverhaven I", 40),
        ("901-2", "Kløverhaven II", 60),
        ("901-3", "Æblegården", 100),
        ("902-58", "Tranevænget", 80),
        ("902-7", "Solbakken", 50),
        ("903-1", "Solbakken", 30),
        ("903-2", "Bækkelund", 70),
        ("904-1", "Fjordblik", 20),
    ],
    2: [
        ("901-10", "Hyldegade", 90),
        ("902-11", "Hyldegade", 110),
        ("903-13", "Hasselvang", 45),
        ("903-14", "Hasselgang", 55),
        ("902-15", "Mosebakken", 25),
        ("901-16", "Elverhøj", 75),
        ("902-17", "Drosselvej", 60),
        ("904-2", "Skovkanten", 40),
    ],
    3: [
        ("901-20", "Strandengen", 120),
        ("902-21", "Ørnevænget", 80),
        ("902-22", "Måneparken", 60),
        ("903-23", "Rosenlund", 40),
        ("903-24", "Kystparken", 30),
        ("901-25", "Søstjernen", 70),
        ("902-26", "Fyrtårnet", 50),
        ("904-3", "Østerlide", 50),
        ("901-27", "Krebsestien", 50),
    ],
}
HULL, POINT = "901-25", "903-24"
OUTLINES: dict[str, dict[str, Any]] = {
    HULL: {"footprint_method": "hull of points", "accuracy_m": 50, "footprint_source": "DAR, CC BY 4.0"},
    POINT: {
        "footprint_method": "point only",
        "accuracy_m": 200,
        "footprint_source": "DAR, CC BY 4.0",
        "east_m": EAST + 6400,
        "north_m": NORTH + 1100,
    },
}
DATASETS = """dataset_id,file,layer,title,publisher,dated,licence,licence_basis,sha256,used_for
almene_boliger_kk,departments.geojson,adresser,Boligforeningernes adresser,Boligkontoret,2026-10-01,CC0,aftalt,,omrids
"""
_L_SHAPE = Polygon([(0, 0), (200, 0), (200, 80), (80, 80), (80, 200), (0, 200)])


def areas() -> list[Area]:
    return [
        Area(
            bydel_no=number,
            bydel=name,
            slug="",
            outline=box(EAST + 3000 * (number - 1), NORTH, EAST + 3000 * number, NORTH + 3000),
        )
        for number, name in DISTRICTS.items()
    ]


def departments() -> list[Department]:
    """In rows of four from the south-west corner of each district, 700 m apart."""
    return [
        _department(
            key, name, homes, EAST + 3000 * (bydel_no - 1) + 300 + 700 * (at % 4), NORTH + 300 + 700 * (at // 4)
        )
        for bydel_no, rows in HOMES.items()
        for at, (key, name, homes) in enumerate(rows)
    ]


def _department(key: str, name: str, homes: int, east: float, north: float) -> Department:
    organisation_no, department_no = key.split("-")
    elderly = organisation_no == "904"
    return Department(
        department_id=key,
        organisation_no=int(organisation_no),
        organisation=ORGANISATIONS[int(organisation_no)],
        department_no=department_no,
        name=name,
        homes_family=None if elderly else homes,
        homes_youth=None,
        homes_elderly=homes if elderly else None,
        homes_care=None,
        bydel_no=None,
        outline=translate(_L_SHAPE, east, north),
    )


def begun(folder: Path) -> None:
    """What a newcomer has before the first command: layers in our own form in the folder kort, and a note.

    Of one department only a point is known, of another the hull of its addresses; one layer says who has published it.
    """
    kort = folder / "kort"
    own_bydele(kort, areas())
    own_departments(kort, departments())
    layer = json.loads((kort / "departments.geojson").read_text("utf-8"))
    for feature in layer["features"]:
        row = feature["properties"]
        key = f"{row['organisation_no']}-{row['department_no']}"
        row |= OUTLINES.get(key, {})
        if key == POINT:
            feature["geometry"] = None
    (kort / "departments.geojson").write_text(json.dumps(layer), "utf-8")
    (kort / "datasets.csv").write_text(DATASETS, "utf-8")
    shutil.copy(NOTE, folder / "notat.txt")


@dataclass(frozen=True)
class Another:
    """The town once built: its folder, and what each command of the doc answered, in order."""

    folder: Path
    said: dict[str, str]

    @property
    def store(self) -> Path:
        return self.folder / "store"


def built(folder: Path) -> Another:
    """The doc's commands, one after the other; the plan before is written into the register once the note is in."""
    begun(folder)
    said: dict[str, str] = {}
    for command in commands():
        number = sum(one.startswith(command) for one in said)  # the build stands twice
        said[command + "  # again" * number] = run(folder, command)
        if "etl accept" in command:
            with_the_plan_before(folder)
    return Another(folder, said)


def commands() -> list[str]:
    """The commands of docs/new-municipality.md, in order."""
    blocks = re.findall(r"```sh\n(.*?)```", DOC.read_text(encoding="utf-8"), re.S)
    return [line for block in blocks for line in block.splitlines()]


def run(folder: Path, command: str) -> str:
    """What a command answers on stdout; it must go well."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    environment.pop("HELHEDSKORT_STORE", None)
    done = subprocess.run(
        command, shell=True, cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8"
    )
    assert done.returncode == 0, f"{command}: {done.stderr}"
    return done.stdout


def add(folder: Path, table: str, quote: str = "", **cells: Any) -> None:
    """A row that a person writes into a file of the register, with its place in the note where it quotes one."""
    if quote:
        lines = NOTE.read_text(encoding="utf-8").splitlines()
        line = next(number for number, text in enumerate(lines, 1) if quote in " ".join(text.split()))
        cells |= {
            "document_id": "eb101",
            "line": line,
            "line_end": line,
            "quote_chars": len(quote),
            "quote_sha256": hashlib.sha256(quote.encode()).hexdigest(),
        }
    path = folder / "register" / f"{table}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        columns = next(csv.reader(file))
    signed = {"accepted_by": "Boligkontoret", "accepted_on": "2026-11-21", "because": "Afgjort af Boligkontoret"}
    with path.open("a", encoding="utf-8", newline="") as file:
        csv.DictWriter(file, columns, restval="", lineterminator="\n").writerow({**signed, **cells})


def with_the_plan_before(folder: Path) -> None:
    """Åvænge's plan of 2022-2025, its two organisations and the one department known to have been in it."""
    before = "Planen for 2022-2025"
    add(
        folder,
        "plans",
        "den nuværende helhedsplan for Åvænge",
        plan_id="aavaenge-2022",
        name="Boligsocial helhedsplan Åvænge 2022-2025",
        name_en="Community social plan Åvænge 2022-2025 (boligsocial helhedsplan)",
        place="Åvænge",
        stands_for=1,
        status="printed",
    )
    add(
        folder,
        "plan_periods",
        before,
        key="aavaenge-2022/udledt",
        plan_id="aavaenge-2022",
        role="default",
        start="2022-01-01",
        end="2025-12-31",
        status="derived",
    )
    add(
        folder,
        "plan_links",
        before,
        key="aavaenge-2026/aavaenge-2022",
        plan_id="aavaenge-2026",
        predecessor_id="aavaenge-2022",
        kind="continued",
        on="2026-01-01",
        status="derived",
    )
    for short, number in (("BFE", 901), ("EAB", 902)):
        add(
            folder,
            "plan_organisations",
            "blev drevet af BFE og EAB",
            key=f"aavaenge-2022/{number}",
            plan_id="aavaenge-2022",
            printed=short,
            organisation_no=number,
            status="printed",
        )
    add(
        folder,
        "memberships",
        "Æblegården",
        key="aavaenge-2022/aeblegaarden",
        plan_id="aavaenge-2022",
        listed_id="aavaenge-2026/aeblegaarden",
        valid_from="2022-01-01",
        valid_to="2025-12-31",
        status="inferred",
    )
