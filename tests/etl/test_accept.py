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
from tests.etl.materials import rewrite

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
        rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig")), delimiter=";"))
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


def ended(row: Row, name: str) -> bool:
    return row["tabel"] == "listed_departments" and row["nøgle"].endswith(name.lower())


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
    again = taken(desk, lambda row: row.update(tag="ja") if row["kendt"] else row.update(tag=""))
    assert (again.new, again.changed) == ({}, {})
    assert contents(desk) == rows


def test_a_sheet_made_again_marks_what_the_register_has(desk: Path) -> None:
    taken(desk)
    path = sheet(desk)
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig")), delimiter=";"))
    listed = [row for row in rows if row["tabel"] == "listed_departments"]
    assert listed and all(row["kendt"] and not row["tag"] for row in listed)


def test_a_quote_that_is_not_in_the_document_is_refused_by_its_line(desk: Path) -> None:
    def forge(row: Row) -> None:
        if row["indhold"].startswith("Afdeling: Folehaven"):
            row["citat"] = "Sjælør Boulevard"

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
        taken(desk, lambda row: row.update(tag="nej") if row["tabel"] == "plans" else None)
    assert contents(desk) == before


def test_a_sheet_without_a_taken_row_says_so(desk: Path) -> None:
    with pytest.raises(RegisterError, match="ingen rækker er taget"):
        taken(desk, lambda row: row.update(tag=""))


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
    done = taken(desk)
    [valby] = [line for line in done.departments if line.startswith("valby-2027")]
    assert "3 nye afdelinger, 1 forsvundet" in valby
    assert {"listed_departments/valby-2027/kirsebaerhaven", "memberships/valby-2027/kirsebaerhaven"} <= set(done.gone)


def test_a_new_edition_is_said_to_be_one_and_its_document_row_gets_the_new_hash(desk: Path) -> None:
    taken(desk)
    edit(desk, "Folehaven, Kirsebærhaven", "Folehaven, Lykkebo, Kirsebærhaven")
    known = register.load(desk / "register")
    [told] = extracting.write_proposals([extracting.read(desk / "notat.txt")], desk / "ark.csv", known)
    assert "ny udgave af et kendt dokument" in told
    taken(desk)
    [paper] = [row for row in register.load(desk / "register").documents if row.document_id == "tm407"]
    assert paper.sha256 == extracting.read(desk / "notat.txt").sha256


def test_rows_of_a_new_edition_move_to_its_lines_and_keep_what_people_wrote(desk: Path) -> None:
    taken(desk)
    listed = desk / "register" / "listed_departments.csv"
    rewrite(listed, lambda row: row.update(homes="120") if row["name"] == "Elleparken" else None)
    before = next(row for row in register.load(desk / "register").listed_departments if row.name == "Elleparken")
    edit(desk, "Resumé", "Rettet udgave\nResumé")
    done = taken(desk)
    after = next(row for row in register.load(desk / "register").listed_departments if row.name == "Elleparken")
    assert done.changed == {"documents": ["tm407"]}
    assert after.source.line == before.source.line + 1
    assert after.homes == 120


def test_a_row_a_new_edition_no_longer_says_stands_last_and_goes_with_slet(desk: Path) -> None:
    taken(desk)
    edit(desk, "Folehaven, Kirsebærhaven og Elleparken", "Folehaven og Elleparken")
    done = taken(desk, lambda row: row.update(tag="slet") if not row["citat"] else None)
    assert done.deleted["listed_departments"] == ["valby-2027/kirsebaerhaven"]
    assert done.gone == ()
    assert "Kirsebærhaven" not in {row.name for row in register.load(desk / "register").listed_departments}


def test_a_row_marked_slet_goes(desk: Path) -> None:
    taken(desk)

    def delete(row: Row) -> None:
        gone = row["indhold"].endswith("Elleparken (Valby)") or row["indhold"].endswith("valby-2027: Elleparken")
        row.update(tag="slet" if gone else "")

    done = taken(desk, delete)
    assert done.deleted == {
        "listed_departments": ["valby-2027/elleparken"],
        "memberships": ["valby-2027/elleparken"],
    }
    assert "Elleparken" not in {row.name for row in register.load(desk / "register").listed_departments}


def test_a_cell_a_person_forgot_is_named_with_the_sheets_line_and_what_to_do(desk: Path) -> None:
    before = contents(desk)

    def amounts_without_a_purpose(row: Row) -> None:
        if row["indhold"].startswith("Beløb i teksten: 4,5"):
            row.update(tag="ja", subject_id="")

    with pytest.raises(RegisterError, match=r"linje \d+ \(Beløb i teksten: 4,5 mio. kr.\): subject_id") as told:
        taken(desk, amounts_without_a_purpose)
    assert "funding_subjects" in str(told.value)
    assert contents(desk) == before


def test_a_row_whose_fellow_is_not_taken_is_refused_with_what_to_do(desk: Path) -> None:
    with pytest.raises(RegisterError, match=r"arket, linje \d+ \(Med i planen valby-2027: Elleparken") as told:
        taken(desk, lambda row: row.update(tag="nej") if ended(row, "Elleparken") else None)
    assert "skriv nej (eller slet) også her" in str(told.value)


def test_what_the_register_refuses_is_said_of_the_sheets_line(desk: Path) -> None:
    def wrong(row: Row) -> None:
        if row["indhold"].startswith("Periode: Valby"):
            row["end"] = "snart"

    with pytest.raises(RegisterError, match="er ikke en dato") as told:
        taken(desk, wrong)
    assert "arket, linje" in str(told.value)
    assert "Periode: Valby" in str(told.value)


def test_what_a_danish_spreadsheet_makes_of_dates_and_thousands_is_undone(desk: Path) -> None:
    def as_a_spreadsheet(row: Row) -> None:
        row["start"] = "01-01-2027" if row["start"] == "2027-01-01" else row["start"]
        row["printed"] = row["printed"].replace(".", "") if row["tabel"] == "funding" else row["printed"]

    taken(desk, as_a_spreadsheet)
    after = register.load(desk / "register")
    assert next(row for row in after.plan_periods if row.key == "valby-2027/udledt").start == date(2027, 1, 1)
    assert {"1.500", "1.080"} <= {row.printed for row in after.funding if row.source.document_id == "tm407"}


def test_what_became_of_the_sheet_is_said_in_danish(desk: Path) -> None:
    said = accept.in_words(taken(desk))
    assert said[0].startswith("Nye rækker: 1 dokument, 2 planer, 2 tilstande")
    assert any("1.500 + 300 = 1.800" in line for line in said)


def test_what_does_not_add_up_in_the_note_is_told_again(desk: Path) -> None:
    assert any("1.500 + 300 = 1.800" in message for message in taken(desk).findings)


def test_a_sheet_saved_with_commas_is_read_too(desk: Path) -> None:
    path = sheet(desk)
    rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig")), delimiter=";"))
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(rows)
    done = accept.accept(path, desk / "register", by="E", because="B", on=date(2026, 11, 21))
    assert len(done.new["listed_departments"]) == 8


@pytest.mark.parametrize(
    ("column", "value", "message"),
    [
        ("tabel", "planer", "ikke en af registrets tabeller"),
        ("tag", "måske", "hverken ja, nej, slet eller tom"),
        ("linje", "tolv", "ikke et linje- eller sidetal"),
        ("nøgle", "anden/nøgle", "er ikke det samme"),
    ],
)
def test_a_wrong_cell_is_named_with_its_line_and_column(desk: Path, column: str, value: str, message: str) -> None:
    with pytest.raises(HelhedskortError, match=message) as told:
        taken(desk, lambda row: row.update({column: value}))
    assert f"kolonnen {column}" in str(told.value)


def test_a_formula_in_a_name_is_kept_from_the_spreadsheet_and_comes_back_as_text(desk: Path) -> None:
    edit(desk, "Folehaven, Kirsebærhaven", "=1+1 Folehaven, Kirsebærhaven")
    path = sheet(desk)
    lines = csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline=""), delimiter=";")
    assert not any(cell.startswith("=") for line in lines for cell in line)
    done = accept.accept(path, desk / "register", by="E", because="B", on=date(2026, 11, 21))
    assert "listed_departments" in done.new


def test_the_register_of_an_installed_program_is_not_written(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(register, "EMBEDDED", tmp_path / "site-packages" / "etl" / "register")
    with pytest.raises(RegisterError, match="skrivebeskyttet"):
        accept.own_register(None)
