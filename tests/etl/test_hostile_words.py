"""Words of documents and names of files that a terminal would obey: they reach it as text."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from time import process_time

import pytest

from etl import documents, trail
from geodata import commands
from geodata.errors import DocumentError, StoreError
from geodata.plain_text import for_terminal
from geodata.store import Snapshot
from tests.conftest import ROOT
from tests.etl.test_command_line import run

NOTE = (ROOT / "tests" / "data" / "opdigtet_nyt_notat.txt").read_text(encoding="utf-8")
RED, TURNED = "\x1b[31m", "\u202e"


@pytest.mark.parametrize("sign", [RED[:1], TURNED, "\x9b", "\x07", "\u2068"])
def test_signs_that_stand_for_nothing_are_not_read_of_a_text(tmp_path: Path, sign: str) -> None:
    path = tmp_path / "notat.txt"
    path.write_text(f"Notat{sign}et\f\tside 2\n", encoding="utf-8")
    text = documents.read(path)
    assert text.lines[0] == "Notatet\f\tside 2"
    assert text.pages == 2


@pytest.mark.parametrize("how", [["--json"], []])
def test_a_documents_words_do_not_colour_the_terminal(tmp_path: Path, how: list[str]) -> None:
    (tmp_path / "notat.txt").write_text(NOTE.replace("Bispebjerg", f"Bispe{RED}{TURNED}bjerg"), encoding="utf-8")
    done = run("extract", tmp_path / "notat.txt", *how)
    assert done.returncode == 0
    assert not {"\x1b", TURNED} & set(done.stdout)


@pytest.mark.skipif(os.name == "nt", reason="Windows allows no such names")
def test_a_files_name_does_not_colour_the_terminal(tmp_path: Path) -> None:
    (tmp_path / f"{RED}.txt").write_text("hej", encoding="utf-8")
    done = run("extract", tmp_path / f"{RED}.txt")
    assert (done.returncode, "\x1b" in done.stderr, "\\u001b[31m.txt" in done.stderr) == (1, False, True)


def test_what_is_escaped_in_json_is_the_same_json() -> None:
    said = {"quote": f"a{TURNED}b\x9bc\nd\ud800"}
    printed = for_terminal(json.dumps(said, ensure_ascii=False))
    assert printed.isprintable()
    assert json.loads(printed) == said


def test_a_narrow_terminal_ends_no_command(monkeypatch: pytest.MonkeyPatch) -> None:
    narrow = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    monkeypatch.setattr(sys, "stdout", narrow)
    assert commands.exit_code(lambda: commands.say("☒ Nørrebro") or 0) == 0
    narrow.flush()
    assert narrow.buffer.getvalue() == b"\\u2612 N\\xf8rrebro\n"  # type: ignore[attr-defined]


def test_too_little_memory_is_told_in_two_lines(capsys: pytest.CaptureFixture[str]) -> None:
    def greedy() -> int:
        raise MemoryError

    assert commands.exit_code(greedy) == 1
    assert capsys.readouterr().err.count("\n") == 2


@pytest.fixture
def note(tmp_path: Path) -> Path:
    path = tmp_path / "notat.txt"
    path.write_text(NOTE, encoding="utf-8")
    return path


def extracted(*arguments: object) -> "subprocess.CompletedProcess[str]":
    return run("extract", *arguments)


def test_a_reviewed_sheet_is_not_written_over(note: Path) -> None:
    sheet = note.with_name("ark.csv")
    sheet.write_text("gennemgået", encoding="utf-8")
    done = extracted(note, "--proposals", sheet)
    assert (done.returncode, "findes i forvejen" in done.stderr) == (1, True)
    assert sheet.read_text(encoding="utf-8") == "gennemgået"


@pytest.mark.parametrize("place", [".", "nowhere/ark.csv", "notat.txt/ark.csv"])
def test_a_sheet_that_cannot_be_written_is_told_in_two_lines(note: Path, place: str) -> None:
    done = extracted(note, "--proposals", note.parent / place)
    assert (done.returncode, done.stdout, "Traceback" in done.stderr) == (1, "", False)
    assert done.stderr.count("\n") <= 2


def test_a_row_of_the_sheet_runs_no_formula(tmp_path: Path) -> None:
    path = tmp_path / "notat.txt"
    path.write_text(NOTE.replace("Bispeparken", "=HYPERLINK(1)"), encoding="utf-8")
    assert extracted(path, "--proposals", tmp_path / "ark.csv").returncode == 0
    cells = (tmp_path / "ark.csv").read_text(encoding="utf-8-sig").replace('"', "").replace("\n", ";").split(";")
    assert not [cell for cell in cells if cell.startswith(("=", "+", "@"))]


def test_a_pipe_and_a_device_are_no_documents(tmp_path: Path) -> None:
    with pytest.raises(DocumentError):
        documents.read(Path(os.devnull))


def test_a_key_of_any_length_is_looked_up_at_once(tmp_path: Path) -> None:
    class NoStore:
        id = "0"
        listed: dict[str, object] = {}

    begun = process_time()
    with pytest.raises(StoreError):
        trail.explain(NoStore(), " (a)" * 30_000 + "x")  # type: ignore[arg-type]
    assert process_time() - begun < 0.5


def test_a_manifest_of_a_hundred_thousand_brackets_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "0123456789ab").mkdir()
    (tmp_path / "0123456789ab" / "manifest.json").write_text("[" * 100_000, encoding="utf-8")
    (tmp_path / "0123456789ab" / "snapshot.gpkg").touch()
    with pytest.raises(StoreError, match="manifestet kan ikke læses"):
        Snapshot(tmp_path, "0123456789ab")
