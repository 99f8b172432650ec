"""What shall be reached: invented sentences, and the real documents against the facts they must hold."""

import time
from pathlib import Path

import pytest

from etl.extract import targets
from etl.extract.facts import PrintedTarget
from etl.extract.text import Text


def read(words: str) -> tuple[PrintedTarget, ...]:
    return targets.find(Text.of(words))


Told = tuple[str, int | float | None, str | None, str | None]


def told(words: str) -> list[Told]:
    return [(one.comparator, one.value, one.unit, one.by) for one in read(words)]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Almene boliger skal udgøre minimum 25 % af boligerne i byen.", ("at least", 25, "percent", None)),
        ("At der i 2021 og 2022 bygges mindst 1.200 nye almene boliger.", ("at least", 1200, "homes", "2022")),
        ("At få højst 310 udsættelser i år 2024.", ("at most", 310, "evictions", "2024")),
        ("Antallet skal reduceres med yderligere en fjerdedel frem til 2027.", ("fall by", 25.0, "percent", "2027")),
        ("Vandforbruget skal være faldet med 7,5 pct. i 2031.", ("fall by", 7.5, "percent", "2031")),
        ("Efter aftaleperioden er antallet reduceret med 40 pct.", ("fall by", 40, "percent", None)),
        ("At 15 pct. af boligerne i nye afdelinger etableres som små.", ("share", 15, "percent", None)),
        ("Det er et mål, at 60 pct. af boligerne skal ligge nær metro.", ("share", 60, "percent", None)),
        (
            "Planen er en målsætning om 30 pct. almene boliger frem mod 2035/2037.",
            ("share", 30, "percent", "2035/2037"),
        ),
        ("Der kan stilles krav om op til 33 pct. almene boliger.", ("at most", 33, "percent", None)),
        ("At lave planer med en kommunal medfinansiering på 10 pct.", ("share", 10, "percent", None)),
        ("Ingen boligområder skal være på statens liste senest i 2032.", ("none", None, None, "2032")),
    ],
)
def test_a_target_has_its_comparator_value_unit_and_year(words: str, expected: Told) -> None:
    assert told(words) == [expected]


@pytest.mark.parametrize(
    "words",
    [
        "Antallet er faldet med 12 pct. siden 2020.",
        "Det ses, at antallet er faldet med 12 pct. i 2020.",
        "Der bygges efter minimum 2020-standard, skal det siges.",
        "Området har mindst 1.000 beboere.",
        "Mindst 50 pct. af beboerne er med.",
        "Aftalen gælder op til ca. 900 flygtninge og op til 10 % af dem.",
        "Planen skal løfte områder, hvor mindst 40 pct. af beboerne er uden job.",
        "Ingen områder er nævnt i planen.",
        "Der er afsat midler til 10 % medfinansiering.",
    ],
)
def test_what_is_or_was_is_no_target(words: str) -> None:
    assert told(words) == []


@pytest.mark.parametrize(
    ("words", "what"),
    [
        ("Almene boliger skal udgøre minimum 25 % af boligerne i byen.", "boligerne i byen"),
        ("Antallet af udsatte områder skal reduceres med en fjerdedel.", "Antallet af udsatte områder"),
        ("At reducere antallet af kolde boliger med 10 pct. inden 2030.", "antallet af kolde boliger"),
        (
            "Ingen lokale boligområder er udpeget på statens liste over x i 2032.",
            "lokale boligområder på statens liste over x",
        ),
    ],
)
def test_what_it_is_of_is_the_phrase_beside_it(words: str, what: str) -> None:
    assert [one.what for one in read(words)] == [what]


def test_a_target_is_quoted_from_where_its_goal_begins() -> None:
    [one] = read("Uændret Opfyldt KK\n\nAt få højst 310\nudsættelser i år 2024.\n\n2 2022-2024\n\nMåles årligt.")
    assert (one.line, one.line_end) == (3, 4)
    assert one.quote == "At få højst 310 udsættelser i år 2024."


def test_a_sentence_may_hold_two_targets() -> None:
    words = "Der skal bygges mindst 40 almene boliger og højst 10 afdelinger inden 2026."
    assert told(words) == [("at least", 40, "homes", "2026"), ("at most", 10, "departments", "2026")]


@pytest.mark.parametrize(
    "unit", ["At 10 pct. af ", "skal reduceres ", "Ingen boligområder er på a ", "mindst 10 ", "1.000 "]
)
def test_a_megabyte_on_one_line_is_read_at_once(unit: str) -> None:
    text = Text.of(unit * (1_000_000 // len(unit)))
    assert text.flow.sentences
    begun = time.perf_counter()
    targets.find(text)
    assert time.perf_counter() - begun < 2


# --- the real documents -----------------------------------------------------------------------------------------------

REAL: dict[str, list[tuple[int, str, int | float | None, str | None]]] = {
    "000": [],
    "001": [(12, "none", None, "2030")],
    "002": [(63, "none", None, "2030")],
    "003": [(70, "none", None, "2030")],
    "004": [
        (49, "at least", 20, None),
        (57, "fall by", 33.3, "2018"),
        (102, "at most", 20, None),
        (234, "fall by", 30, "2025"),
        (557, "at least", 20, None),
        (582, "at least", 2000, "2016"),
        (640, "share", 10, None),
        (686, "fall by", 33.3, "2018"),
        (707, "share", 12.5, None),
        (761, "at most", 457, "2017"),
        (814, "fall by", 50, None),
        (873, "share", 70, None),
        (917, "fall by", 33.3, "2018"),
        (1072, "share", 20, None),
        (1081, "at most", 25, None),
        (1087, "share", 20, "2025/2027"),
        (1105, "at most", 20, None),
    ],
}


@pytest.mark.parametrize("document", REAL)
def test_each_document_holds_the_targets_of_the_facts_and_no_other(shared: Path, document: str) -> None:
    [path] = (shared / "documents").glob(f"{document}_*.txt")
    found = read(path.read_text(encoding="utf-8"))
    assert [(one.line, one.comparator, one.value, one.by) for one in found] == REAL[document]


def test_the_lists_of_the_two_goals_of_2030_are_kept_apart(shared: Path) -> None:
    [agreement], [plan] = (
        read(path.read_text(encoding="utf-8")) for path in sorted((shared / "documents").glob("00[12]_*.txt"))
    )
    assert agreement.what.endswith("parallelsamfund")
    assert plan.what.endswith("ghettoliste eller liste over udsatte boligområder")
