"""python -m etl extract, on the five documents: the contract's JSON, and what document_facts.md says stands in them."""

import json
import subprocess
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.etl.test_command_line import run

TM021, AGREEMENT, AMAGER, MIMER, REPORT = range(5)
KEYS = {
    "departments": {"area", "name", "printed"},
    "tables": {"title", "unit", "price_basis", "columns", "rows"},
    "amounts": {"value_kr", "printed"},
    "indicators": {"indicator", "area", "value_pct", "city_pct", "ages"},
    "periods": {"subject", "name", "start", "end"},
    "shares": {"who", "value_pct"},
    "counts": {"what", "value", "approximate"},
    "lists": {"list", "names"},
    "goals": {"theme", "goal", "deadline", "owner", "statuses", "fulfilment"},
}
PLACE = {"page", "line", "line_end", "quote"}


@pytest.fixture(scope="module")
def answer(shared: Path) -> subprocess.CompletedProcess[str]:
    return run("extract", *sorted((shared / "documents").glob("*.txt")), "--json")


@pytest.fixture(scope="module")
def documents(answer: subprocess.CompletedProcess[str]) -> list[dict[str, Any]]:
    return json.loads(answer.stdout)["documents"]


def texts(shared: Path) -> list[list[str]]:
    return [path.read_text(encoding="utf-8").split("\n") for path in sorted((shared / "documents").glob("*.txt"))]


def test_stdout_is_one_json_document_and_stderr_is_empty(answer: subprocess.CompletedProcess[str]) -> None:
    assert (answer.returncode, answer.stderr) == (0, "")
    assert list(json.loads(answer.stdout)) == ["documents"]


def test_every_kind_has_the_keys_of_the_contract(documents: list[dict[str, Any]]) -> None:
    for document in documents:
        assert {"file", "sha256", "pages", "bydele_ticked", "findings", *KEYS} <= set(document)
        for kind, keys in KEYS.items():
            for row in document[kind]:
                assert keys | PLACE <= set(row), kind


def test_every_quote_is_verbatim_on_its_lines(documents: list[dict[str, Any]], shared: Path) -> None:
    kinds = [kind for kind in KEYS if kind != "tables"]
    for document, lines in zip(documents, texts(shared), strict=True):
        for row in (row for kind in kinds for row in document[kind]):
            assert row["quote"] in " ".join(" ".join(lines[row["line"] - 1 : row["line_end"]]).split())


def test_the_notes_three_districts_and_thirteen_and_twenty_three_departments(documents: list[dict[str, Any]]) -> None:
    note = documents[TM021]
    assert set(note["bydele_ticked"]) == {"Nørrebro", "Amager Øst", "Amager Vest"}
    assert Counter(row["area"] for row in note["departments"]) == {"Nørrebro": 13, "Amager": 23}
    assert {row["line"] for row in note["departments"] if row["name"] == "Afd. 58"} == {213}
    assert [row["name"] for row in note["departments"] if row["printed"] == "Remisevænget Nord, Øst og Vest"] == [
        "Remisevænget Nord",
        "Remisevænget Øst",
        "Remisevænget Vest",
    ]


def test_the_notes_tables_cell_for_cell(documents: list[dict[str, Any]]) -> None:
    first, earlier, third = documents[TM021]["tables"]
    assert (first["unit"], first["price_basis"], first["columns"]) == (
        "1000 kr",
        "2026 p/l",
        ["2026", "2027", "2028", "2029", "I alt"],
    )
    assert [(row["values"], row["steering_area"], row["is_total"]) for row in first["rows"]] == [
        ([2100, 2100, 2100, 1100, 7400], "Anlæg", False),
        ([182, 1654, 1654, 1654, 5144], "Service", False),
        ([2282, 3734, 3734, 3734, 12544], None, True),
    ]
    assert [(row["line"], row["line_end"]) for row in first["rows"]] == [(115, 118), (120, 123), (125, 125)]
    assert earlier["price_basis"] == "løbende p/l"
    assert [row["values"] for row in earlier["rows"]] == [
        [2166, 2893, 6655, 5031, 5031, 4305, 302, None],
        [None, None, None, 3711, 3826, 3826, 3826, 2176],
        [2166, 2893, 6655, 8742, 8857, 8131, 4128, 2176],
    ]
    assert [row["values"] for row in third["rows"] if row["is_total"]] == [
        [2100, 2100, 2100, 1100, 7400],
        [2282, 3734, 3734, 3734, 12544],
    ]


def test_the_notes_findings_are_nine_cells_and_three_roundings(documents: list[dict[str, Any]]) -> None:
    found = documents[TM021]["findings"]
    assert Counter((row["check"], row["severity"]) for row in found) == {
        ("table-total", "error"): 9,
        ("prose-against-table", "rounding"): 3,
    }
    [cell] = [row for row in found if row["line"] == 125 and row["computed"] == 2754]
    assert (cell["printed"], cell["arithmetic"]) == (3734, "1.100 + 1.654 = 2.754")


def test_the_indicators_with_ages_and_city(documents: list[dict[str, Any]]) -> None:
    told = {
        (row["indicator"], row["area"]): (row["value_pct"], row["city_pct"], row["ages"])
        for row in documents[TM021]["indicators"]
    }
    assert told == {
        ("basic_education_only", "Amager"): (24.0, 6.4, "18-29"),
        ("outside_work_and_education", "Nørrebro"): (23.0, 8.3, "18-64"),
    }


def test_the_agreements_periods_as_printed(documents: list[dict[str, Any]]) -> None:
    spans = {(row["name"], row["start"], row["end"]) for row in documents[AGREEMENT]["periods"]}
    assert {("Nørrebro", "2026-01-01", "2028-01-01"), ("Amager", "2026-01-01", "2029-01-01")} <= spans


@pytest.mark.parametrize(
    ("number", "amounts"),
    [
        (TM021, {7_400_000, 5_100_000, 26_400_000, 17_400_000}),
        (AGREEMENT, {7_400_000, 200_000, 1_700_000}),
        (AMAGER, {31_200_000, 7_300_000, 4_620_000, 2_910_000}),
        (MIMER, {4_000_000, 7_300_000, 1_100_000, 500_000, 600_000}),
        (REPORT, {3_150_000, 10_000_000, 20_000_000, 1_500_000_000, 3_500, 3_200}),
    ],
)
def test_the_amounts_in_prose(number: int, amounts: set[int], documents: list[dict[str, Any]]) -> None:
    assert {row["value_kr"] for row in documents[number]["amounts"]} == amounts


def test_the_shares_of_the_three_who_pay(documents: list[dict[str, Any]]) -> None:
    told = {(row["who"], row["value_pct"]) for row in documents[TM021]["shares"] if row["who"]}
    assert {("Landsbyggefonden", 75.0), ("Københavns Kommune", 12.5), ("boligorganisationerne", 12.5)} <= told


def test_the_counts_of_the_five_plans(documents: list[dict[str, Any]]) -> None:
    told = {(row["what"], row["value"]) for row in documents[TM021]["counts"]}
    assert {("departments", 91), ("homes", 22_500), ("residents", 46_000), ("plans", 5)} <= told


def test_the_five_places_on_the_states_list(documents: list[dict[str, Any]]) -> None:
    [row] = documents[TM021]["lists"]
    assert row["list"] == "forebyggelsesområder"
    assert set(row["names"]) == {"Hørgården", "Remisevængerne", "Gullandsgården", "Lundtoftegade", "Blågården"}


def test_the_thirty_nine_goals(documents: list[dict[str, Any]]) -> None:
    goals = documents[REPORT]["goals"]
    assert Counter(row["group"] for row in goals).total() == 39
    assert Counter(row["fulfilment"] for row in goals) == {"Opfyldt": 12, "I proces": 10, "Indtænkes": 17}
    assert [row["line"] for row in goals][:4] == [183, 208, 284, 325]


def test_the_forecast_of_182_is_an_error_and_nothing_else_in_the_report(documents: list[dict[str, Any]]) -> None:
    [found] = documents[REPORT]["findings"]
    assert (found["check"], found["printed"], found["computed"]) == ("forecast-against-basis", 182, 282)


def test_the_committee_papers_have_nothing_that_does_not_add_up(documents: list[dict[str, Any]]) -> None:
    assert [documents[number]["findings"] for number in (AMAGER, MIMER)] == [[], []]


@pytest.fixture
def written(tmp_path: Path) -> Callable[[str, bytes], Path]:
    def write(name: str, content: bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return write


def test_a_document_of_no_known_form_is_one_line_and_exit_1(written: Callable[[str, bytes], Path]) -> None:
    done = run("extract", written("opskrift.txt", "Kog kartoflerne i 20 minutter.\n".encode()), "--json")
    assert (done.returncode, done.stdout) == (1, "")
    assert "ingen af de kendte former" in done.stderr
    assert len(done.stderr.splitlines()) == 2


def test_one_bad_document_among_good_ones_stops_all(shared: Path, written: Callable[[str, bytes], Path]) -> None:
    good, sheet = next((shared / "documents").glob("000_*.txt")), written("ark.csv", b"before")
    done = run("extract", good, written("a.txt", b"\xe6\xf8"), "--proposals", sheet)
    assert done.returncode == 1
    assert "a.txt" in done.stderr
    assert sheet.read_bytes() == b"before"
