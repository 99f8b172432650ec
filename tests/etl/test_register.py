import csv
import re
from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl import register
from etl.register.reader import read_table
from geodata.errors import RegisterError
from geodata.names import fold_space
from geodata.store import sha256_of
from tests.etl.materials import edit, rewrite


def refusal(folder: Path) -> str:
    with pytest.raises(RegisterError) as caught:
        register.load(folder)
    return str(caught.value)


# What is wrong with a register


PERIOD = f"x,amager-2026,{{}},2026-01-01,2027-12-31,,tm021,1,1,5,{'0' * 64},printed,enheden,2026-11-20,\n"
AMAGER = "amager-2026/udledt,"
NAMES, HEAD = "plan_id,name,place", "key,value,accepted_by"
# what is done, in which file, what becomes what; the row and the column or word that the message must name
DAMAGES = [
    ("missing column", "plans.csv", NAMES, "plan_id,name", "1", "kolonnen place"),
    ("unknown column", "plans.csv", NAMES, f"{NAMES},rank", "1", "kolonnen rank"),
    ("cell too many", "plans.csv", ",printed,", ",printed,,", "2", "felter"),
    ("cell too few", "plans.csv", ",printed,", ",", "2", "felter"),
    ("not a whole number", "printed_counts.csv", "22500", "22.500", "4", "kolonnen value"),
    ("negative count", "printed_counts.csv", "22500", "-22500", "4", "value"),
    ("count beyond measure", "printed_counts.csv", "22500", "9" * 20, "4", "value"),
    ("neither yes nor no", "printed_counts.csv", "plans,5,nej", "plans,5,?", "2", "kolonnen approximate"),
    ("unknown count", "printed_counts.csv", ",plans,5", ",planer,5", "2", "kolonnen what"),
    ("date of another order", "settings.csv", "2026-11-20", "20-11-2026", "2", "kolonnen accepted_on"),
    ("date that is none", "plan_periods.csv", "2028-12-31", "2028-12-32", "2", "kolonnen end"),
    ("unknown status", "plans.csv", ",printed,", ",rumoured,", "2", "kolonnen status"),
    ("unknown state", "plan_states.csv", ",finansieret,", ",drømt,", "2", "kolonnen state"),
    ("unknown role", "plan_periods.csv", ",default,", ",mine,", "2", "kolonnen role"),
    ("unknown key status", "listed_departments.csv", "255,11,derived", "255,11,guessed", "2", "kolonnen key_status"),
    ("unknown plan", "memberships.csv", ",noerrebro-2026,", ",noerrebro-2030,", "2", "kolonnen plan_id"),
    ("unknown document", "plans.csv", ",tm021,", ",tm022,", "2", "kolonnen document_id"),
    ("unknown listed name", "memberships.csv", ",noerrebro-2026/lundt", ",noerrebro-2026/L", "2", "kolonnen listed_id"),
    ("doubled plan", "plans.csv", "amager-2026", "noerrebro-2026", "3", "kolonnen plan_id"),
    ("doubled document", "documents.csv", "udmoentning-2026", "tm021", "3", "kolonnen document_id"),
    ("doubled key", "plan_states.csv", "amager-2026/fin", "noerrebro-2026/fin", "3", "kolonnen key"),
    ("empty required text", "plans.csv", "Boligsocial helhedsplan Nørrebro", " ", "2", "kolonnen name"),
    ("empty required number", "printed_counts.csv", "22500", "", "4", "kolonnen value"),
    ("empty required date", "settings.csv", "2026-11-20", "", "2", "kolonnen accepted_on"),
    ("nobody accepted it", "settings.csv", '"Helhedskort, redaktionen"', "", "2", "kolonnen accepted_by"),
    ("inferred without a reason", "plans.csv", ",printed,", ",inferred,", "2", "because"),
    ("key without its status", "listed_departments.csv", "255,11,derived", "255,11,undecided", "2", "key_status"),
    ("status without its key", "listed_departments.csv", "255,11,derived", ",,derived", "2", "key_status"),
    ("half a key", "listed_departments.csv", "Portugalsgade,,,", "Portugalsgade,153,,", "31", "key_status"),
    ("lines that go backwards", "plans.csv", ",tm021,8,9,", ",tm021,9,8,", "2", "linje"),
    ("hash that is none", "plans.csv", "03bae62f", "xyz", "2", "quote_sha256"),
    ("document hash that is none", "documents.csv", "c7c3b0ee", "x", "2", "sha256"),
    ("period backwards", "plan_periods.csv", "2026-01-01,2028-12-31", "2028-12-31,2026-01-01", "2", "perioden"),
    ("period of no years", "plan_periods.csv", "2028-12-31,3", "2028-12-31,0", "2", "duration_years"),
    ("default without days", "plan_periods.csv", "default,2026-01-01,2028-12-31", "default,,", "2", "default"),
    ("complete backwards", "plan_list_completeness.csv", "2014-01-01,2029", "2029-12-31,2020", "2", "spændet"),
    ("list that is none", "area_groups.csv", "9;10", "9 og 10", "2", "kolonnen bydel_nos"),
    ("two default periods", "plan_periods.csv", AMAGER, PERIOD.format("default") + AMAGER, "", "kolonnen role"),
    ("two agreements", "plan_periods.csv", AMAGER, PERIOD.format("agreement") + AMAGER, "", "kolonnen role"),
    ("no reference date", "settings.csv", "reference_date,", "referencedato,", "", "reference_date"),
    ("reference date too early", "settings.csv", ",2026-12-31,", ",2013-12-31,", "", "2014"),
    ("reference date too late", "settings.csv", ",2026-12-31,", ",2030-01-01,", "", "2029"),
    ("reference date that is none", "settings.csv", ",2026-12-31,", ",i morgen,", "", "kolonnen value"),
    ("cell beyond measure", "settings.csv", ",2026-12-31,", f",{'x' * 200_000},", "", ""),
]
each_damage = pytest.mark.parametrize(
    ("file", "old", "new", "row", "column"), [rest for _, *rest in DAMAGES], ids=[what for what, *_ in DAMAGES]
)


@each_damage
def test_damage_is_refused_by_file_row_and_column(
    folder: Path, file: str, old: str, new: str, row: str, column: str
) -> None:
    edit(folder / file, old, new)
    what = refusal(folder).splitlines()[0]
    assert file in what
    assert f"række {row}" in what or not row
    assert column in what


@each_damage
def test_every_refusal_says_what_to_do_in_a_line_of_its_own(
    folder: Path, file: str, old: str, new: str, row: str, column: str
) -> None:
    edit(folder / file, old, new)
    _, remedy = refusal(folder).splitlines()
    assert file in remedy


def test_a_column_that_stands_twice_is_refused(folder: Path) -> None:
    edit(folder / "settings.csv", HEAD, f"value,{HEAD}")
    edit(folder / "settings.csv", "reference_date,", "2020-12-31,reference_date,")
    assert "settings.csv, række 1, kolonnen value" in refusal(folder)


def test_a_file_that_is_not_utf8_is_refused(folder: Path) -> None:
    path = folder / "plans.csv"
    path.write_bytes(path.read_text(encoding="utf-8").encode("latin-1"))
    assert "plans.csv: filen er ikke UTF-8" in refusal(folder)


def test_an_empty_file_is_refused(folder: Path) -> None:
    (folder / "plans.csv").write_bytes(b"")
    assert "plans.csv, række 1, kolonnen plan_id" in refusal(folder)


def test_a_missing_folder_is_refused(tmp_path: Path) -> None:
    assert "--register" in refusal(tmp_path / "nowhere")


@pytest.mark.parametrize("file", [path.name for path in register.files()])
def test_every_file_of_the_register_is_needed(folder: Path, file: str) -> None:
    (folder / file).unlink()
    assert file in refusal(folder)


def test_a_missing_file_is_refused_with_its_first_line(folder: Path) -> None:
    header = (folder / "settings.csv").read_text(encoding="utf-8").splitlines()[0]
    (folder / "settings.csv").unlink()
    assert header in refusal(folder)


# What spreadsheets write


def test_an_edited_copy_loads(folder: Path) -> None:
    edit(folder / "settings.csv", "2026-12-31", "2027-12-31")
    assert register.load(folder).reference_date == date(2027, 12, 31)


@pytest.mark.parametrize(
    "dialect",
    [
        {"delimiter": ";", "encoding": "utf-8-sig", "lineterminator": "\r\n"},
        {"delimiter": ";", "lineterminator": "\n"},
        {"delimiter": ",", "encoding": "utf-8-sig", "lineterminator": "\r\n"},
        {"delimiter": ",", "quoting": csv.QUOTE_ALL},
        {"delimiter": ";", "quoting": csv.QUOTE_ALL},
    ],
    ids=["danish excel", "semicolons", "excel", "all quoted", "semicolons, all quoted"],
)
def test_a_register_saved_by_a_spreadsheet_is_the_same_register(folder: Path, dialect: dict[str, str]) -> None:
    for path in register.files(folder):
        rewrite(path, lambda row: None, **dialect)
    assert register.load(folder) == register.load()


def test_a_list_of_districts_that_is_not_quoted_between_semicolons_is_refused(folder: Path) -> None:
    rewrite(folder / "area_groups.csv", lambda row: None, delimiter=";")
    edit(folder / "area_groups.csv", '"9;10"', "9;10")
    assert "area_groups.csv, række 2: rækken har 13 felter, første linje har 12" in refusal(folder)


def test_columns_may_stand_in_any_order(folder: Path) -> None:
    edit(folder / "settings.csv", "key,value,", "value,key,")
    edit(folder / "settings.csv", "reference_date,2026-12-31,", "2026-12-31,reference_date,")
    edit(folder / "settings.csv", "least_residents,100,", "100,least_residents,")
    assert register.load(folder) == register.load()


def test_the_fewest_residents_of_a_rode_are_a_choice_of_the_register(folder: Path) -> None:
    edit(folder / "settings.csv", "least_residents,100,", "least_residents,50,")
    assert register.load(folder).least_residents == 50


@pytest.mark.parametrize("bad", ["mange", "-1", "1.5"])
def test_a_fewest_residents_that_is_no_number_is_refused_with_what_to_do(folder: Path, bad: str) -> None:
    edit(folder / "settings.csv", "least_residents,100,", f"least_residents,{bad},")
    with pytest.raises(RegisterError, match="least_residents,100"):
        _ = register.load(folder).least_residents


def test_blank_lines_and_blanks_around_cells_change_nothing(folder: Path) -> None:
    edit(folder / "settings.csv", "reference_date,2026-12-31,", "\n,,,,\n  reference_date , 2026-12-31 ,")
    assert register.load(folder) == register.load()


def test_rows_are_numbered_as_the_spreadsheet_numbers_them(folder: Path) -> None:
    edit(folder / "settings.csv", "reference_date,2026-12-31,", "\n\nreference_date,2026-12-31,,")
    assert "række 4" in refusal(folder)


@pytest.mark.parametrize("inside", ["\n", ",", ";", '"', "\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\u00a0"], ids=ascii)
def test_any_character_may_stand_inside_a_cell(folder: Path, inside: str) -> None:
    rewrite(folder / "settings.csv", lambda row: row.update(because=f"to{inside}ord"))
    assert register.load(folder).settings[0].because == f"to{inside}ord"


# How one cell is read

WHOLE_NUMBER = re.compile(r" *-?[0-9]+ *")


@dataclass(frozen=True)
class Numbered:
    number: int
    perhaps: int | None


@pytest.fixture(scope="module")
def numbers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("numbers") / "numbers.csv"


def read_number(path: Path, text: str) -> int:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["number", "perhaps"], [text, "1"]])
    [(_, row)] = read_table(path, Numbered)
    return row.number


@given(number=st.integers(-(10**15) + 1, 10**15 - 1))
def test_every_whole_number_of_up_to_fifteen_digits_is_read_as_itself(numbers: Path, number: int) -> None:
    assert read_number(numbers, str(number)) == number


@given(text=st.text(st.sampled_from("0123456789-+.,_e ½²٣x")).filter(lambda text: not WHOLE_NUMBER.fullmatch(text)))
def test_what_is_not_written_as_a_whole_number_is_refused(numbers: Path, text: str) -> None:
    with pytest.raises(RegisterError, match="numbers.csv, række 2, kolonnen number"):
        read_number(numbers, text)


def test_an_empty_cell_that_may_be_empty_is_missing(tmp_path: Path) -> None:
    (tmp_path / "numbers.csv").write_text("number,perhaps\n0,\n", encoding="utf-8")
    assert read_table(tmp_path / "numbers.csv", Numbered) == [(2, Numbered(0, None))]


def test_an_empty_table_has_no_rows(tmp_path: Path) -> None:
    (tmp_path / "numbers.csv").write_text("number,perhaps\n", encoding="utf-8")
    assert read_table(tmp_path / "numbers.csv", Numbered) == []


def test_a_quote_that_is_never_closed_is_refused(folder: Path) -> None:
    path = folder / "settings.csv"
    path.write_text(path.read_text(encoding="utf-8") + '"uafsluttet', encoding="utf-8")
    assert "settings.csv, række" in refusal(folder)


def test_a_plan_may_be_without_a_period_to_follow(folder: Path) -> None:
    edit(folder / "plan_periods.csv", ",default,", ",statement,")
    roles = Counter(row.role for row in register.load(folder).plan_periods if row.plan_id == "noerrebro-2026")
    assert roles == {"agreement": 1, "statement": 3}


# What the register says


@pytest.fixture(scope="module")
def facts() -> register.Register:
    return register.load()


def test_the_two_plans_list_thirteen_and_twentythree_departments(facts: register.Register) -> None:
    assert Counter(row.area for row in facts.listed_departments) == {"Nørrebro": 13, "Amager": 23}


def test_every_listed_department_is_a_member_of_its_plan_once(facts: register.Register) -> None:
    listed = sorted((row.plan_id, row.listed_id) for row in facts.listed_departments)
    assert sorted((row.plan_id, row.listed_id) for row in facts.memberships) == listed


@pytest.mark.parametrize(
    ("name", "key", "status"),
    [
        ("Afd. 58", (49, "58"), "inferred"),
        ("Prags Boulevard", (678, "9"), "inferred"),
        ("Portugalsgade", (None, None), "undecided"),
    ],
)
def test_a_name_that_needs_its_context_was_decided_with_a_reason(
    facts: register.Register, name: str, key: tuple, status: str
) -> None:
    [row] = [row for row in facts.listed_departments if row.name == name]
    assert (row.organisation_no, row.department_no) == key
    assert row.key_status == status
    assert len(row.key_because) > 40


def test_every_other_name_is_the_only_one_of_its_kind_in_its_area(facts: register.Register) -> None:
    others = {"Afd. 58", "Prags Boulevard", "Portugalsgade"}
    assert {row.key_status for row in facts.listed_departments if row.name not in others} == {"derived"}


def test_every_plan_has_its_caveat(facts: register.Register) -> None:
    assert {row.plan_id for row in facts.plan_caveats} == {row.plan_id for row in facts.plans}


def test_every_sourced_row_was_accepted_by_a_unit_on_a_day(facts: register.Register) -> None:
    sourced = facts.sourced().values()
    assert len(sourced) > 90
    assert all(row.accepted_by == "Helhedskort, redaktionen" and row.accepted_on.year == 2026 for row in sourced)


def test_every_row_that_is_not_printed_has_a_reason(facts: register.Register) -> None:
    reasons = [row.because for row in facts.sourced().values() if row.status != "printed"]
    assert len(reasons) > 40
    assert min(len(reason) for reason in reasons) > 20


def test_the_lists_of_plans_are_not_said_to_be_complete(facts: register.Register) -> None:
    assert [row.complete for row in facts.plan_list_completeness] == [False]


def test_the_default_periods_run_to_the_end_of_2028_and_2029(facts: register.Register) -> None:
    ends = {row.plan_id: row.end for row in facts.plan_periods if row.role == "default"}
    assert ends == {"noerrebro-2026": date(2028, 12, 31), "amager-2026": date(2029, 12, 31)}


def test_the_agreements_periods_end_on_new_years_day(facts: register.Register) -> None:
    ends = {row.plan_id: row.end for row in facts.plan_periods if row.role == "agreement"}
    assert ends == {"noerrebro-2026": date(2028, 1, 1), "amager-2026": date(2029, 1, 1)}


def test_the_plans_of_2026_are_financed_and_no_more(facts: register.Register) -> None:
    assert {(row.plan_id, row.state) for row in facts.plan_states} == {
        ("noerrebro-2026", "finansieret"),
        ("amager-2026", "finansieret"),
    }


def test_the_map_shows_the_end_of_2026_unless_asked(facts: register.Register) -> None:
    assert facts.reference_date == date(2026, 12, 31)


def test_amager_is_the_two_districts_of_that_name(facts: register.Register) -> None:
    assert [(row.name, row.bydel_nos) for row in facts.area_groups] == [("Amager", (9, 10))]


def test_the_documents_beside_the_project_are_those_the_register_was_read_from(
    facts: register.Register, shared: Path
) -> None:
    beside = {row.file: sha256_of(shared / "documents" / row.file) for row in facts.documents}
    assert beside == {row.file: row.sha256 for row in facts.documents}


def test_no_cell_repeats_a_hundred_characters_of_a_document(shared: Path) -> None:
    run = 100
    printed: set[str] = set()
    for path in (shared / "documents").iterdir():
        text = fold_space(path.read_text(encoding="utf-8"))
        printed |= {text[start : start + run] for start in range(len(text) - run + 1)}
    cells = []
    for path in register.files():
        with path.open(encoding="utf-8", newline="") as file:
            cells += [fold_space(cell) for row in csv.reader(file) for cell in row]
    assert max(map(len, cells)) >= run  # else nothing below could be found
    assert not [cell for cell in cells for start in range(len(cell) - run + 1) if cell[start : start + run] in printed]
