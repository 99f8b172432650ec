"""What tests share: the materials beside the project where they are, and a default store built once."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import shapely
from hypothesis import settings
from shapely.geometry import shape

from etl import layers, pipeline
from tests import another_municipality
from webmap.render import render

settings.register_profile("short, without timers", settings(), deadline=None, max_examples=50)
settings.load_profile("short, without timers")

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder beside the project with the real documents and layers; the test is skipped where it is absent."""
    if not (SHARED / "documents").is_dir():
        pytest.skip("needs the folder ../shared with the real documents and layers")
    return SHARED


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the default snapshot, built once; read it, do not write it."""
    folder = tmp_path_factory.mktemp("store")
    pipeline.build(folder, pipeline.Sources())
    return folder


@pytest.fixture(scope="session")
def noted_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store to which three invented notes are added, as docs/new-note.md says it; read it, do not write it.

    TM407 has two plans that share an amount, the second note a title longer than a telephone is wide, and of the third
    nothing is taken but the document itself.
    """
    folder = tmp_path_factory.mktemp("noted")
    papers = {
        name: (ROOT / "tests" / "data" / f"opdigtet_{name}_notat.txt").read_text("utf-8") for name in ("nyt", "langt")
    }
    shutil.copytree(
        ROOT / "etl" / "register", folder / "register", ignore=shutil.ignore_patterns("__pycache__", "*.py")
    )
    for name, text in {**papers, "tomt": papers["nyt"].replace("TM407", "TM408")}.items():
        (folder / f"{name}.txt").write_text(text, "utf-8")
        _etl(folder, "extract", f"{name}.txt", "--proposals", f"{name}.csv", "--register", "register")
        if name == "tomt":
            _leave_all_but_the_document(folder / "tomt.csv")
        accept = ("--register", "register", "--by", "Enheden", "--because", "Holdt op mod notatet")
        _etl(folder, "accept", f"{name}.csv", *accept)
    pipeline.build(folder / "store", pipeline.Sources(register=folder / "register"))
    return folder / "store"


@pytest.fixture(scope="session")
def another(tmp_path_factory: pytest.TempPathFactory) -> another_municipality.Another:
    """A town that does not exist, built by the commands of docs/new-municipality.md; read it, do not write it."""
    return another_municipality.built(tmp_path_factory.mktemp("eksempelby"))


# what is invented of the outlines: how each came about, and what is thereby said of it
UNSURE: dict[str, dict[str, Any]] = {
    "49-58": {"footprint_method": "hull of points", "accuracy_m": 50, "notes": "Skønnet ud fra adresserne."},
    "49-2": {"footprint_method": "buildings", "accuracy_m": 25},
    "153-85": {
        "footprint_method": "named OSM area",
        "accuracy_m": 25,
        "footprint_source": "© OpenStreetMap contributors, ODbL",
    },
    "678-9": {"footprint_method": "point only", "accuracy_m": 200},
}
DRAWN, DRAWN_ELSEWHERE = "410-350", "49-3"  # on Nørrebro, where the layer has it too; and in another district


@pytest.fixture(scope="session")
def unsure(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A store, and where it is drawn, with the layers in our own form and some outlines said to be approximate.

    Of the departments of TM021 one is a hull, one a named area and on the state's list, one a point, one a drawing.
    """
    folder = tmp_path_factory.mktemp("unsure")
    given = folder / "layers"
    given.mkdir()
    for name in ("bydele.geojson", "roder.geojson", "datasets.csv"):
        shutil.copy(layers.EMBEDDED / name, given)
    layer = json.loads((layers.EMBEDDED / "departments.geojson").read_text("utf-8"))
    for feature in layer["features"]:
        row = feature["properties"]
        changes = UNSURE.get(f"{row['organisation_no']}-{row['department_no']}", {})
        row |= changes
        if changes.get("footprint_method") == "point only":
            point = shape(feature["geometry"]).representative_point()
            feature["geometry"] = None
            row |= {"east_m": round(point.x), "north_m": round(point.y)}
    (given / "departments.geojson").write_text(json.dumps(layer), "utf-8")
    rows = folder / "register"
    shutil.copytree(ROOT / "etl" / "register", rows, ignore=shutil.ignore_patterns("__pycache__", "*.py"))
    with (rows / "decisions.csv").open("a", encoding="utf-8") as file:
        for key, department_id, corner in (
            ("tegning", DRAWN, (723_000, 6_178_000)),
            ("flytning", DRAWN_ELSEWHERE, (725_400, 6_176_300)),
        ):
            drawing = shapely.box(*corner, corner[0] + 100, corner[1] + 100).wkt
            file.write(f'{key},,,{department_id},"{drawing}",Testenheden,2026-11-20,Målt op på stedet\n')
    identity = pipeline.build(folder / "store", pipeline.Sources(register=rows, geodata=given))
    render(folder / "store", identity, folder / "cache")
    return folder / "store", folder / "cache"


def _etl(folder: Path, *arguments: str) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-m", "etl", *arguments], cwd=folder, env=environment, capture_output=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stderr


def _leave_all_but_the_document(sheet: Path) -> None:
    lines = sheet.read_text("utf-8").splitlines(keepends=True)
    left = [line if line.startswith("ja;documents;") else line.removeprefix("ja") for line in lines]
    sheet.write_text("".join(left), "utf-8")
