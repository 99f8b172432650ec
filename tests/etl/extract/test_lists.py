"""Places that a sentence says stand on a list."""

from datetime import date
from pathlib import Path

import pytest

from etl.extract import lists
from etl.extract.facts import ListMembers
from etl.extract.text import Text


def found(text: str) -> tuple[ListMembers, ...]:
    return lists.find(Text.of(text))


def test_the_five_prevention_areas_of_tm021(shared: Path) -> None:
    (one,) = found((shared / "documents" / "000_de2ba99353aea5a3.txt").read_text(encoding="utf-8"))
    assert one.list == "forebyggelsesområder"
    assert one.names == ("Hørgården", "Remisevængerne", "Gullandsgården", "Lundtoftegade", "Blågården")
    assert one.as_of is None
    assert (one.line, one.line_end) == (86, 88)


def test_no_other_paper_says_who_stands_on_a_list(shared: Path) -> None:
    for name in ("001_23ca7d99b5180e6f", "002_d4e526a85a36dd12", "003_9c7effb52b754f89", "004_356a0ad18a236da2"):
        assert found((shared / "documents" / f"{name}.txt").read_text(encoding="utf-8")) == ()


@pytest.mark.parametrize(
    ("sentence", "kind", "names", "as_of"),
    [
        (
            "Tingbjerg og Bispeparken er på listen over udsatte boligområder pr. 1. december 2024.",
            "udsatte boligområder",
            ("Tingbjerg", "Bispeparken"),
            date(2024, 12, 1),
        ),
        (
            "På statens liste over parallelsamfund står Tingbjerg, Engparken og Lykkebo.",
            "parallelsamfund",
            ("Tingbjerg", "Engparken", "Lykkebo"),
            None,
        ),
        (
            "Planen omfatter Lykkebo i Valby og Engparken på Østerbro, som er udpeget på statens liste over"
            " omdannelsesområder.",
            "omdannelsesområder",
            ("Lykkebo", "Engparken"),
            None,
        ),
        (
            "Pr. 1. december 2023 er Engparken på statens liste over forebyggelsesområder.",
            "forebyggelsesområder",
            ("Engparken",),
            date(2023, 12, 1),
        ),
        (
            "Statens liste over forebyggelsesområder omfatter bl.a. Engparken I+II og Lykkebo Nord, Øst og Vest.",
            "forebyggelsesområder",
            ("Engparken I", "Engparken II", "Lykkebo Nord", "Lykkebo Øst", "Lykkebo Vest"),
            None,
        ),
        (
            "Områderne Engparken (Valby) og Sjælør Boulevard er udpeget som forebyggelsesområder.",
            "forebyggelsesområder",
            ("Engparken", "Sjælør Boulevard"),
            None,
        ),
        (
            "Engparken er på listen over særligt udsatte boligområder.",
            "særligt udsatte boligområder",
            ("Engparken",),
            None,
        ),
    ],
)
def test_a_sentence_that_says_who_is_on_a_list(
    sentence: str, kind: str, names: tuple[str, ...], as_of: date | None
) -> None:
    (one,) = found(f"Det går fremad. {sentence} Mere følger.")
    assert (one.list, one.names, one.as_of) == (kind, names, as_of)
    assert one.quote == sentence


@pytest.mark.parametrize(
    "sentence",
    [
        "Ingen københavnske boligområder skal være på listen over parallelsamfund i 2030.",
        "Tingbjerg er ikke længere på listen over parallelsamfund.",
        "Hvis Tingbjerg er på listen over parallelsamfund, skal der handles.",
        "Målet er at løfte Tingbjerg af statens liste over parallelsamfund.",
        "Hverken Lykkebo eller Engparken er på listen over udsatte boligområder.",
        "Der er på ministeriets liste over udsatte boligområder tre områder i København.",
        "Tingbjerg var på listen over parallelsamfund.",
        "København er på listen over udsatte boligområder.",
    ],
)
def test_a_sentence_that_denies_supposes_or_intends_says_no_such_thing(sentence: str) -> None:
    assert found(sentence) == ()


def test_two_lists_in_a_sentence_are_two() -> None:
    text = "Engparken er på listen over udsatte boligområder, mens Lykkebo står på listen over forebyggelsesområder."
    assert [(one.list, one.names) for one in found(text)] == [
        ("udsatte boligområder", ("Engparken",)),
        ("forebyggelsesområder", ("Lykkebo",)),
    ]


def test_a_name_broken_over_lines_is_whole_and_its_quote_is_not() -> None:
    (one,) = found("Eng-\nparken er på listen over forebyg-\ngelsesområder.")
    assert (one.names, one.line, one.line_end) == (("Engparken",), 1, 3)
    assert one.quote.startswith("Eng- parken")
