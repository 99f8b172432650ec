"""A new note from nothing to the map: the commands of docs/new-note.md, run as they stand there."""

import csv
import io
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from geodata.store import current_id
from tests.conftest import ROOT
from tests.geodata.snapshots import opened

NOTE = ROOT / "tests" / "data" / "opdigtet_nyt_notat.txt"


def commands() -> list[str]:
    text = (ROOT / "docs" / "new-note.md").read_text(encoding="utf-8")
    return [line for block in re.findall(r"```sh\n(.*?)```", text, re.S) for line in block.splitlines()]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("nyt")
    shutil.copytree(ROOT / "etl" / "register", folder / "etl" / "register")
    shutil.copy(NOTE, folder / "notat.txt")
    return folder


@pytest.fixture(scope="module")
def said(place: Path) -> Iterator[dict[str, str]]:
    """What each command answered on stdout, in order."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    environment.pop("HELHEDSKORT_STORE", None)
    shutil.rmtree(place / "etl" / "register" / "__pycache__", ignore_errors=True)
    answers = {}
    for command in commands():
        # the register lies where the checkout has it; the program is the one under test
        line = command.replace("cp -r etl/register", f"cp -r {ROOT}/etl/register")
        done = subprocess.run(
            line, shell=True, cwd=place, env=environment, capture_output=True, text=True, encoding="utf-8"
        )
        assert done.returncode == 0, f"{command}: {done.stderr}"
        answers[command] = done.stdout
        answers[f"{command}, what it said of its work"] = done.stderr
    yield answers


def answer(said: dict[str, str], word: str) -> str:
    return next(text for command, text in said.items() if f"etl {word} " in command or command.endswith(f"etl {word}"))


def test_the_note_is_read_and_its_false_total_said_at_once(said: dict[str, str]) -> None:
    text = answer(said, "extract")
    assert "Bispeparken, Degnegården, Sangergården 1, Sangergården 2, Ringergården" in text
    assert "1.500 + 300 = 1.800" in text


def test_the_rows_are_taken_in_and_counted(said: dict[str, str]) -> None:
    text = answer(said, "accept")
    assert "8 opførte afdelinger" in text
    assert "2 planer" in text
    assert "Stemmer ikke" in text


def test_the_snapshot_covers_the_new_plan(place: Path, said: dict[str, str]) -> None:
    snapshot = opened(place / "store")
    assert answer(said, "build").strip() == current_id(place / "store")
    covered = {(row.bydel, row.year): row.departments_covered for row in snapshot.coverage("default")}
    assert (covered["Bispebjerg", 2026], covered["Bispebjerg", 2027]) == (None, 5)
    assert covered["Valby", 2029] == 3


def test_every_quote_of_the_note_is_in_the_snapshot(place: Path, said: dict[str, str]) -> None:
    sources = opened(place / "store").sources.values()
    assert {source.quote is not None for source in sources if source.document_id == "tm407"} == {True}


def test_the_false_total_is_among_the_findings_of_the_build(said: dict[str, str]) -> None:
    assert "TM407 tabel 1, »Udgifter i alt« for 2029: trykt 1.080" in answer(said, "check")


def test_the_trail_of_the_plan_leads_to_the_line_of_the_note(said: dict[str, str]) -> None:
    assert "(tm407)" in answer(said, "explain")


def test_the_sheet_asks_about_prose_and_takes_the_form(place: Path, said: dict[str, str]) -> None:
    rows = list(csv.DictReader(io.StringIO((place / "ark.csv").read_text(encoding="utf-8-sig")), delimiter=";"))
    take = {(row["tabel"], row["tag"]) for row in rows}
    assert {("listed_departments", "ja"), ("ticked_bydele", "ja"), ("printed_counts", "")} <= take


def test_one_document_is_said_in_the_singular(said: dict[str, str]) -> None:
    work = next(text for command, text in said.items() if "etl build" in command and command.endswith("of its work"))
    assert "fundet i 1 dokument\n" in work
