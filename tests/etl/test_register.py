import csv
import re
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl import documents, layers, register
from etl.register.reader import read_table
from geodata.errors import RegisterError
from geodata.plain_text import fold_space
from geodata.store import sha256_of
from geodata.timeline import state_day, state_on
from tests.etl.materials import edit, rewrite


def refusal(folder: Path) -> str:
    with pytest.raises(RegisterError) as caught:
        register.load(folder)
    return str(caught.value)


# What is wrong with a register


PERIOD = f"x,amager-2026,{{}},2026-01-01,2027-12-31,,tm021,1,1,5,{'0' * 64},printed,enheden,2026-11-20,\n"
AMAGER = "amager-2026/udledt,"
NAMES, HEAD = "plan_id,name,name_en,place", "key,value,accepted_by"
CELL_2026, TO_2027 = ",medfinansiering-2026,", ",2027,2027,Anlæg,,2026 p/l,budgetnotat"
BACK = f"x,noerrebro-2021,noerrebro-2026,continued,,tm021,1,1,5,{'0' * 64},printed,enheden,2026-11-20,\n"
NOTE = (
    "Hverken år, kilde eller antal personer er oplyst. Det er heller ikke oplyst, om unge under uddannelse er talt "
    "med. Tallet beskriver den plan, der løb, da notatet blev skrevet; kortet tegner afdelingerne i den plan, der "
    "følger efter"
)
# what is done, in which file, what becomes what; the row and the column or word that the message must name
DAMAGES = [
    ("missing column", "plans.csv", NAMES, "plan_id,name,name_en", "1", "kolonnen place"),
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
    ("homes in words", "listed_departments.csv", "Lundtoftegade,,", "Lundtoftegade,mange,", "2", "kolonnen homes"),
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
    ("no homes at all", "listed_departments.csv", "Lundtoftegade,,", "Lundtoftegade,0,", "2", "homes"),
    ("unknown kind of name", "organisation_names.csv", ",short,", ",lang,", "2", "kolonnen kind"),
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
    ("list with a hole", "area_groups.csv", "9;10", "9;;10", "2", "kolonnen bydel_nos"),
    ("list that repeats itself", "area_groups.csv", "9;10", "9;9", "2", "kolonnen bydel_nos"),
    ("district list of none", "area_groups.csv", "9;10", "", "2", "kolonnen bydel_nos"),
    ("plan that stands for none", "plans.csv", ",Nørrebro,1,", ",Nørrebro,0,", "2", "stands_for"),
    ("unknown predecessor", "plan_links.csv", ",noerrebro-2021,", ",noerrebro-2020,", "2", "kolonnen predecessor_id"),
    ("unknown kind of link", "plan_links.csv", ",continued,", ",arvet,", "2", "kolonnen kind"),
    ("its own predecessor", "plan_links.csv", "/noerrebro-2021,noerrebro-2026", "/x,noerrebro-2021", "2", "forgænger"),
    ("forward and back", "plan_links.csv", "amager-2026/", f"{BACK}amager-2026/", "3", "gå forud for sig selv"),
    ("unknown plan of money", "funding_subjects.csv", ";amager-2026,", ";amager-2030,", "2", "kolonnen plan_ids"),
    ("unknown subject", "funding.csv", CELL_2026, CELL_2026.replace("-2026,", "-2027,"), "2", "kolonnen subject_id"),
    ("amount that is not the figure", "funding.csv", ",2100000,", ",2100,", "2", "amount_kr"),
    ("unknown unit", "funding.csv", ",1.000 kr.,", ",kr.,", "2", "kolonnen unit"),
    ("unknown stage", "funding.csv", ",budgetnotat,", ",rygte,", "2", "kolonnen stage"),
    ("unknown steering area", "funding.csv", ",Anlæg,", ",Andet,", "2", "kolonnen steering_area"),
    ("half a span of years", "funding.csv", ",2026,2026,Anlæg", ",2026,,Anlæg", "2", "spænd"),
    ("years in reverse", "funding.csv", ",2026,2026,Anlæg", ",2026,2025,Anlæg", "2", "omvendt"),
    (
        "table of two price levels",
        "funding.csv",
        ",2027,Anlæg,,2026 p/l",
        ",2027,Anlæg,,løbende p/l",
        "3",
        "price_level",
    ),
    ("table of two stages", "funding.csv", TO_2027, TO_2027.replace("budgetnotat", "aftale"), "3", "kolonnen stage"),
    ("cell that stands twice", "funding.csv", ",2027,2027,Anlæg", ",2026,2026,Anlæg", "3", "kolonnen table_row"),
    ("agreement of two levels", "funding.csv", ",2027,2027,Service,,,", ",2027,2027,Service,,x,", "", "price_level"),
    ("share beyond all", "plan_area_figures.csv", ',24,"6,4",', ',240,"6,4",', "2", "procent"),
    ("figure that is none", "plan_area_figures.csv", ',24,"6,4",', ',24 %,"6,4",', "2", "kolonnen value_pct"),
    ("figure without a note", "plan_area_figures.csv", NOTE, "", "2", "kolonnen note_da"),
    ("unknown list", "list_area_departments.csv", ",forebyg", ",omdan", "2", "kolonnen list_area"),
    ("unknown name on a list", "list_area_departments.csv", ",amager-2026/h", ",amager-2026/x", "2", "listed_id"),
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
    for setting in register.load().settings:
        edit(folder / "settings.csv", f"{setting.key},{setting.value},", f"{setting.value},{setting.key},")
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


@pytest.mark.parametrize("inside", ["\n", ",", ";", '"', "\t", "\u2028", "\u00a0"], ids=ascii)
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


@dataclass(frozen=True)
class Figured:
    figure: float
    words: tuple[str, ...]
    plan_ids: tuple[str, ...]


def read_figured(path: Path, figure: str = "1", words: str = "a", plan_ids: str = "") -> Figured:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["figure", "words", "plan_ids"], [figure, words, plan_ids]])
    [(_, row)] = read_table(path, Figured)
    return row


@given(whole=st.integers(-(10**9), 10**9), part=st.integers(0, 999), mark=st.sampled_from(",."))
def test_a_broken_number_is_read_with_comma_and_with_point(numbers: Path, whole: int, part: int, mark: str) -> None:
    assert read_figured(numbers, f"{whole}{mark}{part:03}").figure == float(f"{whole}.{part:03}")


@pytest.mark.parametrize("text", ["", "1.000,5", "6,4 %", "nan", "inf", "1e3", "+1", ",5", "5,", "٣,٤", "1_0"])
def test_what_is_not_written_as_a_number_is_refused(numbers: Path, text: str) -> None:
    with pytest.raises(RegisterError, match="række 2, kolonnen figure"):
        read_figured(numbers, text)


def test_a_list_of_words_is_read_without_the_blanks_between(numbers: Path) -> None:
    assert read_figured(numbers, words="amager-2026 ; nørrebro").words == ("amager-2026", "nørrebro")


@pytest.mark.parametrize("text", ["", ";", "a;", ";a", "a;;b", "a;a"])
def test_a_list_with_a_hole_or_a_repetition_is_refused(numbers: Path, text: str) -> None:
    with pytest.raises(RegisterError, match="række 2, kolonnen words"):
        read_figured(numbers, words=text)


def test_an_amount_may_be_for_plans_that_nobody_names(numbers: Path) -> None:
    assert read_figured(numbers, plan_ids="").plan_ids == ()


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


def test_two_plans_list_their_departments_and_one_bears_three_in_its_name(facts: register.Register) -> None:
    listed = Counter(row.plan_id for row in facts.listed_departments)
    assert listed == {"noerrebro-2026": 13, "amager-2026": 23, "lundtoftegade-2017": 3}


def test_every_listed_department_is_a_member_of_the_plan_that_lists_it_once(facts: register.Register) -> None:
    listed = {row.listed_id: row.plan_id for row in facts.listed_departments}
    own = sorted(row.listed_id for row in facts.memberships if row.plan_id == listed[row.listed_id])
    assert own == sorted(listed)


def test_the_plan_before_has_the_thirteen_departments_in_its_last_year_and_as_a_reading(
    facts: register.Register,
) -> None:
    rows = [row for row in facts.memberships if row.plan_id == "noerrebro-2021"]
    assert {row.listed_id.split("/")[0] for row in rows} == {"noerrebro-2026"}
    assert {(row.valid_from, row.source.status) for row in rows} == {(date(2025, 1, 1), "inferred")}
    assert len(rows) == 13


def test_the_amager_plan_of_2022_has_nineteen_departments_and_none_by_name(facts: register.Register) -> None:
    counts = {row.key: row.value for row in facts.printed_counts}
    assert counts["amager-2022/afdelinger"] == 19
    assert "amager-2022" not in {row.plan_id for row in facts.memberships}
    assert any("19" in row.text_da for row in facts.plan_caveats if row.plan_id == "amager-2022")


def test_the_two_plans_of_2026_come_first(facts: register.Register) -> None:
    assert [row.plan_id for row in facts.plans[:2]] == ["noerrebro-2026", "amager-2026"]


def test_a_plan_without_a_name_has_no_place_and_stands_for_three(facts: register.Register) -> None:
    unnamed = {row.plan_id: row.stands_for for row in facts.plans if row.place is None}
    assert unnamed == {"unavngivne-aktuelle": 3, "unavngivne-2018": 3}


def test_every_other_plan_lies_in_a_district_or_a_group_of_them(facts: register.Register) -> None:
    named = {row.place for row in facts.plans if row.place is not None}
    assert named <= {area.bydel for area in layers.read_embedded().areas} | {row.name for row in facts.area_groups}
    assert all(row.stands_for == 1 for row in facts.plans if row.place is not None)


def test_the_english_name_of_a_plan_keeps_the_danish_term(facts: register.Register) -> None:
    assert all("(boligsocial" in row.name_en for row in facts.plans if row.place is not None)


def test_two_plans_became_one_on_amager_in_2022(facts: register.Register) -> None:
    merged = {row.predecessor_id: row.on for row in facts.plan_links if row.plan_id == "amager-2022"}
    assert merged == {"partnerskabet-til-2021": date(2022, 1, 1), "amagerbro-til-2021": date(2022, 1, 1)}


def test_of_the_days_on_which_plans_on_noerrebro_became_one_only_one_is_known(facts: register.Register) -> None:
    merged = {row.predecessor_id: row for row in facts.plan_links if row.plan_id == "noerrebro-2021"}
    assert {row.kind for row in merged.values()} == {"merged"}
    known = {plan_id: row.on for plan_id, row in merged.items() if row.on is not None}
    assert known == {"mimerskvarteret-2022": date(2022, 3, 1)}
    assert len(merged) == 4


# What the register says of money


def test_the_co_financing_is_one_amount_of_both_plans(facts: register.Register) -> None:
    subjects = {row.subject_id: row.plan_ids for row in facts.funding_subjects}
    assert subjects["medfinansiering-2026"] == ("noerrebro-2026", "amager-2026")
    alone = {subject_id for subject_id, plan_ids in subjects.items() if plan_ids == ("noerrebro-2026",)}
    assert not [row for row in facts.funding if row.subject_id in alone]


def test_the_support_of_five_plans_is_put_on_none(facts: register.Register) -> None:
    [subject] = [row for row in facts.funding_subjects if row.subject_id == "understoettelse-fem-planer"]
    assert subject.plan_ids == ()


def test_a_plan_has_an_amount_of_its_own_only_where_a_paper_prints_one(facts: register.Register) -> None:
    subjects = {row.subject_id: row.plan_ids for row in facts.funding_subjects}
    own = {(subjects[row.subject_id], row.printed) for row in facts.funding if len(subjects[row.subject_id]) == 1}
    assert own == {
        *((("amager-2022",), printed) for printed in ("31,2", "4,62", "2,91")),
        *((("mimerskvarteret-2022",), printed) for printed in ("4", "1,1", "0,5", "0,6")),
    }


@pytest.mark.parametrize(
    ("table", "cells", "price_level"), [(1, 15, "2026 p/l"), (2, 20, "løbende p/l"), (3, 20, "2026 p/l")]
)
def test_every_printed_cell_of_a_table_is_a_row(
    facts: register.Register, table: int, cells: int, price_level: str
) -> None:
    rows = [row for row in facts.funding if row.table == f"tm021/tabel-{table}"]
    assert len(rows) == cells
    assert {row.price_level for row in rows} == {price_level}


def test_no_amount_outside_a_table_has_a_price_level(facts: register.Register) -> None:
    assert {row.price_level for row in facts.funding if row.table is None} == {None}


def test_the_printed_figure_is_the_one_of_the_paper(facts: register.Register, shared: Path) -> None:
    found = documents.with_quotes(facts.sourced(), documents.present(facts.documents, shared / "documents"))
    for row in facts.funding:
        quote = found["funding", row.key].quote
        assert quote is not None
        assert re.search(rf"(?<![\d.,]){re.escape(row.printed)}(?![\d.,]*\d)", quote), row.key


# What the register says of areas and lists


def test_the_figures_of_the_plan_areas_have_no_year(facts: register.Register) -> None:
    figures = {row.plan_id: (row.value_pct, row.city_pct, row.ages, row.year) for row in facts.plan_area_figures}
    assert figures == {"amager-2026": (24, 6.4, "18-29", None), "noerrebro-2026": (23, 8.3, "18-64", None)}


def test_the_list_has_five_places_of_eight_departments_and_no_date(facts: register.Register) -> None:
    assert [(row.name, row.as_of) for row in facts.list_areas] == [
        (name, None) for name in ("Hørgården", "Remisevængerne", "Gullandsgården", "Lundtoftegade", "Blågården")
    ]
    on_list = Counter(row.list_area.split("/")[1] for row in facts.list_area_departments)
    assert on_list == {
        "hoergaarden": 2,
        "remisevaengerne": 3,
        "gullandsgaarden": 1,
        "lundtoftegade": 1,
        "blaagaarden": 1,
    }
    assert {row.source.status for row in facts.list_area_departments} == {"inferred"}


# What the register says of its rows


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
    assert (ends["noerrebro-2026"], ends["amager-2026"]) == (date(2028, 12, 31), date(2029, 12, 31))


@pytest.mark.parametrize(
    ("plan_id", "first", "last"),
    [
        ("noerrebro-2021", date(2021, 1, 1), date(2025, 12, 31)),
        ("amager-2022", date(2022, 1, 1), date(2025, 12, 31)),
        ("mimerskvarteret-2022", date(2022, 3, 1), date(2024, 12, 31)),
        ("mimerskvarteret-til-2022", None, date(2022, 2, 28)),
        ("partnerskabet-til-2021", None, date(2021, 12, 31)),
        ("amagerbro-til-2021", None, date(2021, 12, 31)),
        ("bispebjerg-2017", date(2017, 1, 1), date(2020, 12, 31)),
        ("unavngivne-2018", date(2018, 1, 1), date(2021, 12, 31)),
    ],
)
def test_an_earlier_plan_runs_as_its_papers_say(
    facts: register.Register, plan_id: str, first: date | None, last: date
) -> None:
    [row] = [row for row in facts.plan_periods if row.plan_id == plan_id and row.role == "default"]
    assert (row.start, row.end) == (first, last)


def test_a_plan_that_goes_on_from_another_begins_the_day_after(facts: register.Register) -> None:
    periods = {row.plan_id: row for row in facts.plan_periods if row.role == "default"}
    for link in facts.plan_links:
        if link.kind == "continued":
            before, after = periods[link.predecessor_id].end, periods[link.plan_id].start
            assert before is not None
            assert before + timedelta(days=1) == after == link.on


def test_the_extension_from_2024_to_2025_stands_as_a_statement(facts: register.Register) -> None:
    stated = {row.end for row in facts.plan_periods if row.plan_id == "noerrebro-2021" and row.role == "statement"}
    assert stated == {None, date(2024, 12, 31), date(2025, 12, 31)}


def test_the_agreements_periods_end_on_new_years_day(facts: register.Register) -> None:
    ends = {row.plan_id: row.end for row in facts.plan_periods if row.role == "agreement"}
    assert ends == {"noerrebro-2026": date(2028, 1, 1), "amager-2026": date(2029, 1, 1)}


def test_the_plans_of_2026_are_financed_and_no_more(facts: register.Register) -> None:
    ours = {"noerrebro-2026", "amager-2026"}
    assert {(row.plan_id, row.state) for row in facts.plan_states if row.plan_id in ours} == {
        ("noerrebro-2026", "finansieret"),
        ("amager-2026", "finansieret"),
    }


@pytest.mark.parametrize(
    ("plan_id", "states"),
    [
        ("noerrebro-2021", {2020: "godkendt", 2021: "i drift", 2025: "i drift", 2026: "udløbet"}),
        ("amager-2022", {2020: "finansieret", 2024: "finansieret", 2025: "i drift", 2026: "udløbet"}),
        ("mimerskvarteret-2022", {2019: None, 2022: "finansieret", 2025: "udløbet"}),
        ("partnerskabet-til-2021", {2020: None, 2022: "udløbet"}),
        ("bispebjerg-2017", {2015: None, 2016: "godkendt", 2020: "godkendt", 2021: "udløbet"}),
        ("unavngivne-aktuelle", {2024: None, 2025: "i drift", 2026: None}),
        ("sigynsgade-aldersrogade", {2020: None, 2025: None}),
    ],
)
def test_an_earlier_plan_has_the_states_its_papers_support(
    facts: register.Register, plan_id: str, states: dict[int, str | None]
) -> None:
    period = next((row for row in facts.plan_periods if row.plan_id == plan_id and row.role == "default"), None)
    found = {year: state_on(state_day(year), plan_id, period, facts.plan_states) for year in states}
    assert found == states


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


@pytest.mark.parametrize(("key", "value"), [("least_persons", "5"), ("least_almene_share", "50")])
def test_a_limit_that_is_missing_is_named_with_the_row_to_write(folder: Path, key: str, value: str) -> None:
    edit(folder / "settings.csv", f"{key},{value},", f"x{key},{value},")
    with pytest.raises(RegisterError, match=f"{key},{value}"):
        getattr(register.load(folder), key)
