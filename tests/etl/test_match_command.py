import csv
import io
import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from etl import match
from etl.__main__ import main
from etl.match import Question
from tests.conftest import ROOT
from tests.etl.noisy_names import everything, hand_checked

Told = Callable[..., tuple[int, str, str]]


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Told:
    """Runs `match` in this process, over the embedded layer read once: exit code, stdout and stderr."""
    among = everything()
    monkeypatch.setattr(match, "known", lambda *folders: among)

    def run(*arguments: object) -> tuple[int, str, str]:
        code = main(["match", *map(str, arguments)])
        written = capsys.readouterr()
        return code, written.out, written.err

    return run


@pytest.fixture
def sheet(tmp_path: Path) -> Callable[..., Path]:
    """A CSV file of the text, or of bytes."""

    def write(content: str | bytes) -> Path:
        path = tmp_path / "navne.csv"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


def answers(told: Told, *arguments: object) -> list[tuple[str, list[str]]]:
    code, out, _ = told(*arguments, "--json")
    assert code == 0
    found = json.loads(out)
    return [
        (one["outcome"], [row["department_id"] for row in one["candidates"]])
        for one in (found if isinstance(found, list) else [found])
    ]


def test_the_answer_has_the_keys_and_types_of_the_contract(told: Told) -> None:
    code, out, err = told("Afd. 58", "--bydel", "Nørrebro", "--json")
    found = json.loads(out)
    score = found["candidates"][0].pop("score")
    assert (code, err) == (0, "")
    assert BAR <= score < 1
    assert found == {
        "name": "Afd. 58",
        "outcome": "matched",
        "candidates": [
            {
                "department_id": "49-58",
                "organisation_no": 49,
                "organisation": "Boligforeningen AAB",
                "department_no": "58",
                "name": "58, Tagensvej",
                "bydel": "Nørrebro",
                "homes": 232,
                "evidence": ["department number 58", "bydel Nørrebro"],
            }
        ],
    }


BAR = 0.9


@pytest.mark.parametrize(
    ("arguments", "outcome", "ids"),
    [
        (["Prags Boulevard", "--bydel", "Amager Øst"], "ambiguous", ["678-9", "739-391"]),
        (["Prags Boulevard", "--organisation", "DFB"], "matched", ["678-9"]),
        (["Prags Boulevard", "--organisation", "DFB v. Domea.dk"], "matched", ["678-9"]),
        (["Prags Boulevard", "--organisation", "fsb", "--organisation", "Bo-Vita"], "matched", ["739-391"]),
        (["Portugalsgade"], "ambiguous", ["153-176", "153-177"]),
        (["Lundtoftegade"], "matched", ["255-11"]),
        (["Lundtoftegården"], "matched", ["422-16"]),
        (["Remisevængerne", "--bydel", "Amager"], "ambiguous", ["410-339", "410-340", "410-341"]),
        (["Televænget II+III", "--bydel", "amager vest"], "matched", ["146-40"]),
        (["Hørgården I+II", "--bydel", "Amager Øst", "--bydel", "Amager Vest"], "ambiguous", ["410-671", "410-672"]),
        (["Sdr. Boulevard", "--bydel", "Vesterbro/Kgs. Enghave"], "matched", ["49-60"]),
        (["På Sporet"], "matched", ["233-1005"]),
        (["På Sporet", "--bydel", "Amager"], "unknown", []),
        (["Ågården", "--organisation", "AKB"], "unknown", []),
        ([""], "unknown", []),
        (["\x00\x1b[2J"], "unknown", []),
    ],
    ids=lambda one: " ".join(one).encode("unicode_escape").decode() if isinstance(one, list) else one,
)
def test_what_the_issue_names_comes_out_as_it_says(
    told: Told, arguments: list[str], outcome: str, ids: list[str]
) -> None:
    assert answers(told, *arguments) == [(outcome, ids)]


def test_without_json_the_answer_is_danish(told: Told) -> None:
    _, out, _ = told("Prags Boulevard", "--bydel", "Amager Øst")
    assert out.startswith("»Prags Boulevard«: flere mulige\n")
    assert "678-9  9309, Prags Boulevard (Danske Funktionærers Boligselskab), Amager Øst, 268 boliger" in out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["Ågården", "--bydel", "Atlantis"], ["bydelen »Atlantis« kendes ikke", "Vesterbro-Kongens Enghave", "Amager"]),
        (["Ågården", "--organisation", "Ingenbo"], ["organisationen »Ingenbo« kendes ikke", "Boligforeningen AAB"]),
        ([], ["angiv enten et navn eller --file"]),
        (["Ågården", "--file", "navne.csv"], ["angiv enten et navn eller --file"]),
        (["--file", "navne.csv", "--bydel", "Valby"], ["Skriv dem i filens egne kolonner"]),
    ],
)
def test_wrong_usage_is_said_in_two_lines_and_ends_with_2(told: Told, arguments: list[str], words: list[str]) -> None:
    code, out, err = told(*arguments)
    assert (code, out, err.count("\n")) == (2, "", 2)
    assert all(word in err for word in words)


# A file of names


def test_a_file_is_answered_row_by_row_and_other_columns_are_left(told: Told, sheet: Callable[..., Path]) -> None:
    path = sheet(
        "id,name,bydel,organisation,note\n"
        '1,Afd. 58,Nørrebro,,"a, b"\n'
        "2,Prags Boulevard,Amager Øst;Amager Vest,DFB; fsb,\n"
        "3,,,,\n"
        "4,Titanhaven\n"
    )
    assert answers(told, "--file", path) == [
        ("matched", ["49-58"]),
        ("matched", ["678-9"]),
        ("unknown", []),
        ("unknown", []),
    ]


@pytest.mark.parametrize(
    "content",
    [
        "name,bydel\nBlågården,Nørrebro\nÅgården,Nørrebro\n".encode("utf-8-sig"),
        'name;bydel;organisation\r\nBlågården;"Nørrebro;Valby";"fsb;AAB"\r\nÅgården;;\r\n'.encode("cp1252"),
        "Name;Bydel\r\nBlågården;Nørrebro\r\nÅgården;Nørrebro\r\n".encode("utf-16"),
        "name\nBlågården\nÅgården".encode(),
        'name\n"Blågården"\n"Ågården"\n'.encode(),
        "name\nBlågården, fsb\nÅgården, Nørrebro\n".encode(),
    ],
    ids=["mark", "excel", "utf-16", "bare", "quoted", "commas"],
)
def test_a_file_is_read_as_spreadsheets_write_it(told: Told, sheet: Callable[..., Path], content: bytes) -> None:
    assert answers(told, "--file", sheet(content)) == [("matched", ["153-85"]), ("matched", ["153-98"])]


def test_a_row_that_names_what_nobody_knows_is_unknown_with_a_warning_and_the_rest_answered(
    told: Told, sheet: Callable[..., Path]
) -> None:
    path = sheet("name,bydel,organisation\nÅgården,Atlantis,\nÅgården,,Ingenbo\nÅgården,,\n")
    code, out, err = told("--file", path, "--json")
    assert code == 0
    assert [one["outcome"] for one in json.loads(out)] == ["unknown", "unknown", "matched"]
    assert "række 1 (»Ågården«): bydelen »Atlantis« kendes ikke" in err
    assert "række 2 (»Ågården«): organisationen »Ingenbo« kendes ikke" in err


def test_without_json_a_file_is_answered_as_a_table(told: Told, sheet: Callable[..., Path]) -> None:
    _, out, _ = told("--file", sheet("name\nÅgården\nPortugalsgade\nTitanhaven\n"))
    assert [line.split()[:2] for line in out.splitlines()] == [
        ["navn", "udfald"],
        ["Ågården", "placeret"],
        ["Portugalsgade", "flere"],
        ["Titanhaven", "ikke"],
    ]


@pytest.mark.parametrize(
    ("content", "words"),
    [("navn\nÅgården\n", "kolonnen name mangler"), ("", "kolonnen name mangler")],
    ids=["another column", "empty"],
)
def test_a_file_without_names_is_refused_with_1(
    told: Told, sheet: Callable[..., Path], content: str, words: str
) -> None:
    code, out, err = told("--file", sheet(content), "--json")
    assert (code, out) == (1, "")
    assert words in err


def test_hostile_rows_do_no_harm(told: Told, sheet: Callable[..., Path]) -> None:
    out = io.StringIO()
    rows = [
        ["name", "bydel"],
        ["x" * 100_000, ""],
        ["a\x00\x1b[2Jb", ""],
        ['"', "Nørrebro"],
        ["=1+1", ""],
        ["\n\n", ""],
    ]
    csv.writer(out).writerows(rows)
    assert [outcome for outcome, _ in answers(told, "--file", sheet(out.getvalue()))] == ["unknown"] * 5


def test_the_set_is_answered_in_one_call_and_in_well_under_two_seconds() -> None:
    everything().forget()
    start = time.process_time()
    given = list(match.answers([row.question for row in hand_checked()], everything()))
    assert len(given) == len(hand_checked())
    assert time.process_time() - start < 1


@pytest.mark.full
def test_ten_thousand_names_take_seconds() -> None:
    names = [f"{row.name} {number}" for row in everything().departments for number in range(1, 21)][:10_000]
    everything().forget()
    start = time.process_time()
    assert len(list(match.answers([Question(name) for name in names], everything()))) == 10_000
    assert time.process_time() - start < 20


def test_the_command_answers_in_a_process_of_its_own() -> None:
    command = [sys.executable, "-m", "etl", "match", "Rådmandsbo", "--organisation", "3B v. KAB", "--json"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0
    assert json.loads(done.stdout)["candidates"][0]["department_id"] == "410-350"
