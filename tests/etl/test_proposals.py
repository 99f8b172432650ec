"""What is proposed of a paper that the register already knows something about, and of areas that are no district."""

import csv
import io
from datetime import date
from pathlib import Path

import pytest

from etl import accept, extracting, register
from tests.etl.test_accept import Row, desk, taken

__all__ = ["desk"]  # the fixture

AGREEMENT = """Relevant tekst fra udmøntningsnotat for Budget 2027

Udsatte boligområder

Der afsættes:

- 4,5 mio. kr. samlet på anlæg i 2027-2029 til to planer i Bispebjerg og Valby (TM407).
- 0,3 mio. kr. årligt på service i 2027-2029 til hjælp med dem (TM407).

Proces:

Bevillingen skal sikre, at kommunen kan give penge til helhedsplanerne i perioden 1. januar 2027 –
31. december 2028 for Bispebjerg og 1. januar 2027 – 31. december 2029 for Valby.
"""
ENGHAVE = """TM533 Boligsocial helhedsplan i {area}

Økonomi

Tabel 1. Udgifter
1.000 kr. – 2027 p/l 2027 2028 I alt

- Medfinansiering 100 100 200

Bydele

Vesterbro/Kgs. Enghave  ☒ Valby  ☐ Amager Vest  {other}

Adresse

Almene boligafdelinger i {area}: Engholmen og Mozartgård
"""


def rows_of(desk: Path, name: str, text: str) -> list[Row]:
    """The sheet of a paper, held against the register on the desk."""
    (desk / name).write_text(text, encoding="utf-8")
    known = register.load(desk / "register")
    extracting.write_proposals([extracting.read(desk / name)], desk / "ark2.csv", known)
    return list(csv.DictReader(io.StringIO((desk / "ark2.csv").read_text(encoding="utf-8-sig")), delimiter=";"))


@pytest.fixture
def agreed(desk: Path) -> list[Row]:
    """The sheet of an agreement, where the register has the note it follows."""
    taken(desk)
    return rows_of(desk, "aftale.txt", AGREEMENT)


def test_an_agreements_dates_are_tied_to_the_plans_of_the_note_it_follows(agreed: list[Row]) -> None:
    periods = {row["plan_id"]: (row["end"], row["tag"]) for row in agreed if row["tabel"] == "plan_periods"}
    assert periods == {"bispebjerg-2027": ("2028-12-31", "ja"), "valby-2027": ("2029-12-31", "ja")}


def test_an_agreements_amounts_are_tied_to_the_notes_purposes_and_asked_about(agreed: list[Row]) -> None:
    funding = {(row["subject_id"], row["tag"]) for row in agreed if row["tabel"] == "funding"}
    assert funding == {("tm407-anlaeg", ""), ("tm407-service", "")}


def test_that_a_plan_is_financed_is_asked_about(agreed: list[Row]) -> None:
    states = {(row["plan_id"], row["state"], row["tag"]) for row in agreed if row["tabel"] == "plan_states"}
    assert states == {("bispebjerg-2027", "finansieret", ""), ("valby-2027", "finansieret", "")}


def test_an_agreement_proposes_no_second_plan_for_the_area(agreed: list[Row]) -> None:
    assert not [row for row in agreed if row["tabel"] == "plans"]


def test_an_agreement_taken_whole_loads(desk: Path, agreed: list[Row]) -> None:
    for row in agreed:
        row["tag"] = "ja" if row["tabel"] != "events" else ""
    with (desk / "ark2.csv").open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, list(agreed[0]), delimiter=";")
        writer.writeheader()
        writer.writerows(agreed)
    done = accept.accept(desk / "ark2.csv", desk / "register", by="E", because="B", on=date(2026, 11, 21))
    assert len(done.new["funding"]) == 4


def test_part_of_a_district_gets_the_district_that_bears_its_name(desk: Path) -> None:
    rows = rows_of(desk, "tm533.txt", ENGHAVE.format(area="Kgs. Enghave", other="☒"))
    [group] = [row for row in rows if row["tabel"] == "area_groups"]
    assert (group["name"], group["bydel_nos"], group["tag"]) == ("Kgs. Enghave", "4", "ja")


def test_an_area_of_another_name_gets_the_ticked_districts_and_is_asked_about(desk: Path) -> None:
    rows = rows_of(desk, "tm533.txt", ENGHAVE.format(area="Sydhavnen", other="☐"))
    [group] = [row for row in rows if row["tabel"] == "area_groups"]
    assert (group["name"], group["bydel_nos"], group["tag"]) == ("Sydhavnen", "4", "")


def test_a_district_needs_no_group(desk: Path) -> None:
    rows = rows_of(desk, "tm533.txt", ENGHAVE.format(area="Valby", other="☐"))
    assert not [row for row in rows if row["tabel"] == "area_groups"]


def test_the_sheet_has_what_a_person_reads_first_and_no_column_that_is_empty_throughout(desk: Path) -> None:
    rows = rows_of(desk, "tm533.txt", ENGHAVE.format(area="Valby", other="☐"))
    columns = list(rows[0])
    assert columns[:8] == ["tag", "tabel", "nøgle", "indhold", "kendt", "side", "linje", "citat"]
    assert columns[-4:] == ["linje_slut", "dokument", "fil", "sha256"]
    by_hand = {"kendt", "organisation_no", "department_no", "document_date", "subject_id"}
    assert all(any(row[column] for row in rows) for column in set(columns) - by_hand)


def test_rows_that_ask_stand_below_those_that_do_not(desk: Path) -> None:
    rows = rows_of(desk, "aftale.txt", AGREEMENT)
    tags = [row["tag"] for row in rows]
    assert tags == sorted(tags, reverse=True)


def test_a_row_refused_once_is_not_proposed_as_taken_when_the_same_file_is_read_again(desk: Path) -> None:
    taken(desk, lambda row: row.update(tag="nej") if row["indhold"].endswith("Elleparken") or ends(row) else None)
    text = (desk / "notat.txt").read_text(encoding="utf-8")
    rows = rows_of(desk, "notat.txt", text)
    assert [row["tag"] for row in rows if ends(row)] == [""]
    assert not [row for row in rows if row["tag"] == "ja"]


def test_a_changed_amount_of_a_new_edition_keeps_its_cell_its_purpose_and_says_what_it_was(desk: Path) -> None:
    def called_otherwise(row: Row) -> None:
        for column in ("nøgle", "key", "table_row"):
            row[column] = row[column].replace("udgifter-i-alt", "sum") if row["tabel"] == "funding" else row[column]

    taken(desk, called_otherwise)
    text = (desk / "notat.txt").read_text(encoding="utf-8").replace("1.080", "1.800")
    [changed] = [row for row in rows_of(desk, "notat.txt", text) if "(ændret" in row["indhold"]]
    assert changed["indhold"].endswith("1.800 (1.000 kr.) (ændret, før: 1.080)")
    assert (changed["nøgle"], changed["table_row"]) == ("tm407/tabel-1/sum/2029", "sum")


def ends(row: Row) -> bool:
    return row["tabel"] == "listed_departments" and row["nøgle"].endswith("elleparken")
