"""Sheets that are damaged, contradict themselves or point where they should not; and writes that are stopped midway."""

import csv
import io
import os
from datetime import date
from pathlib import Path

import pytest

from etl import accept, register
from etl.register import writer
from geodata.errors import DocumentError, HelhedskortError, RegisterError
from geodata.store import sha256_of
from tests.etl.test_accept import Row, contents, desk, sheet, taken

__all__ = ["desk"]  # the fixture


def refused(desk: Path, rows: Path) -> str:
    """What is said of a sheet that is not taken, the register being as it was."""
    before = contents(desk)
    with pytest.raises(HelhedskortError) as error:
        accept.accept(rows, desk / "register", by="Enheden", because="Prøve", on=date(2026, 11, 21))
    assert contents(desk) == before
    return str(error.value)


def rows_of(path: Path) -> list[Row]:
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))


def rewritten(path: Path, rows: list[Row]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        lines = csv.DictWriter(file, list(rows[0]))
        lines.writeheader()
        lines.writerows(rows)
    return path


@pytest.mark.parametrize("change", [{"name": "Andet navn"}, {"tag": "slet"}])
def test_two_rows_that_say_different_things_of_one_key_are_refused(desk: Path, change: Row) -> None:
    path = sheet(desk, lambda row: None)
    rows = rows_of(path)
    one = next(row for row in rows if row["tabel"] == "listed_departments" and row["tag"] == "ja")
    assert "siger hver sit" in refused(desk, rewritten(path, [*rows, {**one, **change}]))


def test_the_same_row_twice_is_taken_once(desk: Path) -> None:
    path = sheet(desk, lambda row: None)
    rows = rows_of(path)
    rewritten(path, [*rows, *rows])
    accept.accept(path, desk / "register", by="Enheden", because="Prøve", on=date(2026, 11, 21))
    names = [row.listed_id for row in register.load(desk / "register").listed_departments]
    assert len(names) == len(set(names))


def test_a_column_that_stands_twice_is_refused(desk: Path) -> None:
    path = sheet(desk, lambda row: None)
    head, _, rest = path.read_text(encoding="utf-8").partition("\n")
    path.write_text(f"{head.rstrip()},tag\n{rest}", encoding="utf-8")
    assert "kolonnen tag står to gange" in refused(desk, path)


@pytest.mark.parametrize(
    "content", [b"", b'"tag', b"\0" * 99, b'tag;"' + b"x" * 200_000 + b'"\n', "tag".encode("utf-16")]
)
def test_what_is_no_sheet_is_refused_in_two_lines(desk: Path, content: bytes) -> None:
    (desk / "ark.csv").write_bytes(content)
    assert refused(desk, desk / "ark.csv").count("\n") <= 1


def test_a_sheet_larger_than_any_paper_gives_is_not_read(desk: Path) -> None:
    (desk / "ark.csv").touch()
    os.truncate(desk / "ark.csv", 200_000_000)
    assert "for stort" in refused(desk, desk / "ark.csv")


@pytest.mark.parametrize("quote", ["e", " a.", "- ("])
def test_a_quote_of_a_letter_or_two_stands_for_nothing(desk: Path, quote: str) -> None:
    assert "citatet står ikke" in refused(desk, sheet(desk, lambda row: row.update(citat=quote)))


def test_a_sheet_names_a_file_and_never_a_place(desk: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "andet.txt"
    elsewhere.write_bytes((desk / "notat.txt").read_bytes())
    assert "findes ikke" in refused(desk, sheet(desk, lambda row: row.update(fil=str(elsewhere))))


@pytest.mark.parametrize("file", ["/dev/zero", "..", "", "register", "x" * 5_000, "a\0b"])
def test_a_file_that_is_none_is_said_not_to_be_there(desk: Path, file: str) -> None:
    rows = sheet(desk, lambda row: row.update(fil=file))
    assert len(refused(desk, rows)) < 500


@pytest.mark.parametrize("sign", ["\u202e", "\u2066", "\x1b"])
def test_a_name_that_turns_the_words_after_it_round_is_refused(desk: Path, sign: str) -> None:
    def turn(row: Row) -> None:
        if row["tabel"] == "plans":
            row["name"] = f"Plan{sign}en"

    assert "styretegnet" in refused(desk, sheet(desk, turn))


def test_a_write_stopped_between_two_files_is_finished_by_the_next(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, replace = sheet(desk, lambda row: None), os.replace
    moved: list[Path] = []

    def stopped(source: Path, target: Path) -> None:
        if len(moved) == 2:
            raise KeyboardInterrupt
        moved.append(target)
        replace(source, target)

    with monkeypatch.context() as patch:
        patch.setattr(writer.os, "replace", stopped)
        with pytest.raises(KeyboardInterrupt):
            accept.accept(path, desk / "register", by="Enheden", because="Prøve", on=date(2026, 11, 21))
    half = register.load(desk / "register")  # a table comes after those it points to
    assert not any(row.name == "Bispeparken" for row in half.listed_departments)
    again = accept.accept(path, desk / "register", by="Enheden", because="Prøve", on=date(2026, 11, 21))
    assert (again.new, again.changed) == ({}, {})
    assert any(row.name == "Bispeparken" for row in register.load(desk / "register").listed_departments)
    assert not list((desk / "register").glob(".*"))


def changing(desk: Path) -> tuple[Path, Path, dict[str, str]]:
    copy, folder = desk / "copy", desk / "register"
    copy.mkdir()
    (copy / "plans.csv").write_text("andet", encoding="utf-8")
    return copy, folder, {"plans.csv": sha256_of(folder / "plans.csv")}


def test_a_register_that_another_changed_meanwhile_is_left(desk: Path) -> None:
    copy, folder, seen = changing(desk)
    (folder / "plans.csv").write_text("deres", encoding="utf-8")
    with pytest.raises(RegisterError, match="ændret imens"):
        writer.replace_files(copy, folder, ["plans"], seen)
    assert (folder / "plans.csv").read_text(encoding="utf-8") == "deres"
    assert not list(folder.glob(".*"))


def test_two_do_not_write_at_once(desk: Path) -> None:
    copy, folder, seen = changing(desk)
    (folder / ".under_way").touch()
    with pytest.raises(RegisterError, match="en anden skriver"):
        writer.replace_files(copy, folder, ["plans"], seen)
    with pytest.raises(RegisterError, match="en anden skriver"):
        taken(desk)


def test_a_disk_that_fills_leaves_the_register_as_it_was(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    before = contents(desk)
    copy, folder, seen = changing(desk)
    monkeypatch.setattr(writer.shutil, "copy", full)
    with pytest.raises(OSError):
        writer.replace_files(copy, folder, ["plans"], seen)
    assert contents(desk) == before


def test_a_document_changed_since_the_sheet_is_refused(desk: Path) -> None:
    path = sheet(desk, lambda row: row.update(sha256="0" * 64))
    with pytest.raises(DocumentError, match="ændret, siden"):
        accept.accept(path, desk / "register", by="Enheden", because="Prøve", on=date(2026, 11, 21))
