"""What tests share: the materials beside the project where they are, and a default store built once."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import settings

from etl import pipeline
from tests import another_municipality

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
