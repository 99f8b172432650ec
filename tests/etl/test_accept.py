"""Reviewed proposals go into the register, all of them or none."""

import csv
import io
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from etl import accept, extracting, register
from geodata.errors import DocumentError, HelhedskortError, RegisterError
from tests.conftest import ROOT

NOTE = ROOT / "tests" / "data" / "opdigtet_nyt_notat.txt"
Row = dict[str, str]


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder with the note and a register of its own."""
    shutil.copytree(register.EMBEDDED, tmp_path / "register", ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    shutil.copy(NOTE, tmp_path / "notat.txt")
    return tmp_path


def sheet(desk: Path, change: Callable[[Row], object] | None = None) -> Path:
    """The sheet of the note, each line changed as a person would."""
    path = desk / "ark.csv"
    known = register.load(desk / "register")
    extracting.write_proposals([extracting.read(desk / "notat.txt")], path, known)
    if change is not None:
        rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
        for row in rows:
            change(row)
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
    return path


def taken(desk: Path, change: Callable[[Row], object] | None = None) -> accept.Accepted:
    path = sheet(desk, change)
    return accept.accept(path, desk / "register", by="Enheden", because="Holdt op mod notatet", on=date(2026, 11, 21))


def edit(desk: Path, old: str, new: str) -> None:
    text = (desk / "notat.txt").read_text(encoding="utf-8")
    assert old in text
    (desk / "notat.txt").write_text(text.replace(old, new), encoding="utf-8")


def contents(desk: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((desk / "register").iterdir())}


def test_a_row_carries_who_took_it_when_and_why(desk: Path) -> None:
    taken(desk)
    row = next(row for row in register.load(desk / "register").listed_departments if row.name == "Bispeparken")
    source = row.source
    assert (source.accepted_by, source.accepted_on, source.because) == (
        "Enheden",
        date(2026, 11, 21),
        "Holdt op mod notatet",
    )
    assert (source.document_id, source.status, source.page) == ("tm407", "printed", 1)


def test_a_derived_row_keeps_the_reason_it_was_proposed_with(desk: Path) -> None:
    taken(desk)
    [period] = [row for row in register.load(desk / "register").plan_periods if row.key == "valby-2027/udledt"]
    assert period.end == date(2029, 12, 31)
    assert period.source.because.endswith("; Holdt op mod notatet")


def test_what_was_in_the_register_is_there_unchanged(desk: Path) -> None:
    before = register.load(desk / "register")
    taken(desk)
    after = register.load(desk / "register")
    for table in register.TABLES:
        assert set(getattr(before, table)) <= set(getattr(after, table)), table


def test_a_second_time_nothing_is_new(desk: Path) -> None:
    taken(desk)
    rows = contents(desk)
    again = taken(desk, lambda row: row.update(take="ja") if row["known"] else row.update(take=""))
    assert (again.new, again.changed) == ({}, {})
    assert contents(desk) == rows


def test_a_sheet_made_again_marks_what_the_register_has(desk: Path) -> None:
    taken(desk)
    path = sheet(desk)
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
    listed = [row for row in rows if row["into"] == "listed_departments"]
    assert listed and all(row["known"] and not row["take"] for row in listed)


def test_a_quote_that_is_not_in_the_document_is_refused_by_its_line(desk: Path) -> None:
    def forge(row: Row) -> None:
        if row["says"].startswith("Afdeling: Folehaven"):
            row["quote"] = "Sjælør Boulevard"

    before = contents(desk)
    with pytest.raises(
        DocumentError, match=r"citatet står ikke i dokumentet for arkets linje \d+ \(listed_departments"
    ):
        taken(desk, forge)
    assert contents(desk) == before


def test_a_document_that_changed_after_the_sheet_was_made_is_refused(desk: Path) -> None:
    path = sheet(desk)
    edit(desk, "Folehaven", "Folehave")
    with pytest.raises(DocumentError, match="ændret, siden arket blev lavet"):
        accept.accept(path, desk / "register", by="E", because="B", on=date(2026, 11, 21))


def test_a_row_that_does_not_load_leaves_the_register_as_it_was(desk: Path) -> None:
    before = contents(desk)
    with pytest.raises(RegisterError, match=r"findes ikke i plans\.csv"):
        taken(desk, lambda row: row.update(take="nej") if row["into"] == "plans" else None)
    assert contents(desk) == before


def test_a_sheet_without_a_taken_row_says_so(desk: Path) -> None:
    with pytest.raises(RegisterError, match="ingen rækker er taget"):
        taken(desk, lambda row: row.update(take=""))


def test_a_full_disk_leaves_the_register_as_it_was(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copied: list[object] = []
    copy = shutil.copy

    def fails(source: object, target: object) -> object:
        copied.append(target)
        if str(target).endswith(".new") and len([one for one in copied if str(one).endswith(".new")]) == 3:
            raise OSError(28, "No space left on device")
        return copy(source, target)  # type: ignore[arg-type]

    before = contents(desk)
    monkeypatch.setattr("etl.register.writer.shutil.copy", fails)
    with pytest.raises(OSError, match="No space"):
        taken(desk)
    assert contents(desk) == before


def test_a_new_edition_says_which_departments_came_and_went(desk: Path) -> None:
    taken(desk)
    edit(desk, "Folehaven, Kirsebærhaven og Elleparken", "Folehaven, Lykkebo, Skyttevænget, Stakhaven og Elleparken")
    done = taken(desk, lambda row: row.update(take="ja") if row["into"] in ("listed_departments", "memberships") else 0)
    [valby] = [line for line in done.departments if line.startswith("valby-2027")]
    assert "3 nye afdelinger" in valby
    assert {"listed_departments/valby-2027/kirsebaerhaven", "memberships/valby-2027/kirsebaerhaven"} <= set(done.gone)


def test_a_row_marked_slet_goes(desk: Path) -> None:
    taken(desk)

    def delete(row: Row) -> None:
        gone = row["says"].endswith("Elleparken (Valby)") or row["says"].startswith("Medlem: Elleparken")
        row.update(take="slet" if gone else "")

    done = taken(desk, delete)
    assert done.deleted == {
        "listed_departments": ["valby-2027/elleparken"],
        "memberships": ["valby-2027/elleparken"],
    }
    assert "Elleparken" not in {row.name for row in register.load(desk / "register").listed_departments}


def test_what_does_not_add_up_in_the_note_is_told_again(desk: Path) -> None:
    assert any("1.500 + 300 = 1.800" in message for message in taken(desk).findings)


def test_a_danish_spreadsheets_semicolons_are_read(desk: Path) -> None:
    path = sheet(desk)
    rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, delimiter=";").writerows(rows)
    done = accept.accept(path, desk / "register", by="E", because="B", on=date(2026, 11, 21))
    assert len(done.new["listed_departments"]) == 8


@pytest.mark.parametrize(
    ("column", "value", "message"),
    [
        ("into", "planer", "ikke en af registrets tabeller"),
        ("take", "måske", "hverken ja, nej, slet eller tom"),
        ("line", "tolv", "ikke et linje- eller sidetal"),
        ("row", "anden/nøgle", "er ikke det samme"),
    ],
)
def test_a_wrong_cell_is_named_with_its_line_and_column(desk: Path, column: str, value: str, message: str) -> None:
    with pytest.raises(HelhedskortError, match=message) as told:
        taken(desk, lambda row: row.update({column: value}))
    assert f"kolonnen {column}" in str(told.value)


def test_a_formula_in_a_name_is_kept_from_the_spreadsheet_and_comes_back_as_text(desk: Path) -> None:
    edit(desk, "Folehaven, Kirsebærhaven", "=1+1 Folehaven, Kirsebærhaven")
    path = sheet(desk)
    lines = csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline=""))
    assert not any(cell.startswith("=") for line in lines for cell in line)
    done = accept.accept(path, desk / "register", by="E", because="B", on=date(2026, 11, 21))
    assert "listed_departments" in done.new


def test_the_register_of_an_installed_program_is_not_written(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(register, "EMBEDDED", tmp_path / "site-packages" / "etl" / "register")
    with pytest.raises(RegisterError, match="skrivebeskyttet"):
        accept.own_register(None)
