"""Numbers of something in prose."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.extract import counts
from etl.extract.facts import Count
from etl.extract.text import Text


def found(text: str) -> tuple[Count, ...]:
    return counts.find(Text.of(text))


def said(text: str) -> list[tuple[str, float, str]]:
    return [(one.what, one.value, one.noun) for one in found(text)]


def of(shared: Path, name: str) -> set[tuple[int, float, str, bool]]:
    text = (shared / "documents" / f"{name}.txt").read_text(encoding="utf-8")
    return {(one.line, one.value, one.noun, one.approximate) for one in found(text)}


def test_the_counts_of_tm021(shared: Path) -> None:
    assert of(shared, "000_de2ba99353aea5a3") >= {
        (9, 5, "helhedsplaner", False),
        (14, 2, "helhedsplaner", False),
        (73, 4, "fokusområder", False),
        (91, 5, "helhedsplaner", False),
        (92, 91, "boligafdelinger", False),
        (92, 22500, "boliger", True),
        (92, 46000, "beboere", True),
        (120, 2.25, "årsværk", False),
    }


def test_the_counts_of_the_proposals(shared: Path) -> None:
    assert of(shared, "001_23ca7d99b5180e6f") == set()
    assert of(shared, "002_d4e526a85a36dd12") >= {
        (17, 2, "helhedsplaner", False),
        (28, 7, "forvaltninger", False),
        (38, 4, "delaftaler", False),
        (92, 18, "boligafdelinger", False),
        (92, 19, "boligafdelinger", False),
    }
    assert (15, 6, "boligafdelinger", False) in of(shared, "003_9c7effb52b754f89")


def test_the_counts_of_the_report(shared: Path) -> None:
    assert of(shared, "004_356a0ad18a236da2") >= {
        (39, 19, "målsætninger", False),
        (40, 9, "målsætninger", False),
        (43, 20, "hensigtserklæringer", False),
        (61, 3, "boligområder", False),
        (95, 3, "partnerskaber", False),
        (143, 5, "helhedsplaner", False),
        (300, 3305, "familieboliger", False),
        (300, 1357, "ungdomsboliger", False),
        (315, 2913, "boliger", False),
        (315, 1257, "ungdomsboliger", False),
        (478, 100, "repræsentanter", True),
        (582, 2000, "boliger", False),
        (599, 4600, "familie- og ungdomsboliger", True),
        (603, 1580, "boliger", False),
        (604, 578, "familieboliger", False),
        (621, 1648, "boliger", False),
        (653, 137, "boliger", True),
        (655, 242, "boliger", False),
        (699, 3, "boligområder", False),
        (718, 8, "helhedsplaner", False),
        (726, 5, "helhedsplaner", False),
        (762, 457, "udsættelser", False),
        (773, 474, "udsættelser", False),
        (788, 141, "udsættelser", False),
        (952, 2, "områdefornyelser", False),
        (979, 6, "byområder", False),
        (990, 813, "uddannelsesaftaler", False),
        (991, 11, "uddannelsesaftaler", False),
        (1099, 1100, "flygtninge", True),
        (1102, 25, "m2 per flygtning", False),
    }


def test_a_count_is_quoted_from_its_number_or_ca_to_its_noun() -> None:
    (one,) = found("Planen dækker\nca. 1.250 almene familie- og\nungdomsboliger i byen.")
    assert (one.value, one.approximate, one.noun) == (1250, True, "familie- og ungdomsboliger")
    assert (one.quote, one.line, one.line_end) == ("ca. 1.250 almene familie- og ungdomsboliger", 2, 3)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("tolv boligafdelinger", [("departments", 12, "boligafdelinger")]),
        ("Syv nye boligsociale helhedsplaner", [("plans", 7, "helhedsplaner")]),
        ("én samlet helhedsplan", [("plans", 1, "helhedsplan")]),
        ("fire fysiske helhedsplaner", [("other", 4, "helhedsplaner")]),
        ("12.400 beboere", [("residents", 12400, "beboere")]),
        ("i alt 2000 boliger", [("homes", 2000, "boliger")]),
        ("1,5 årsværk", [("other", 1.5, "årsværk")]),
        ("40 unge beboere", [("residents", 40, "beboere")]),
        ("8 ud af de 12 delmål", [("other", 8, "delmål"), ("other", 12, "delmål")]),
        ("13 og 19 boligafdelinger", [("departments", 13, "boligafdelinger"), ("departments", 19, "boligafdelinger")]),
        ("41 mål, hvoraf 12 er indfriet", [("other", 41, "mål"), ("other", 12, "mål")]),
        ("liste fra 1. december 2015 3 udsatte boligområder", [("other", 3, "boligområder")]),
        ("fem bolig-\nområder", [("other", 5, "boligområder")]),
    ],
)
def test_a_number_and_what_it_counts(text: str, expected: list[tuple[str, float, str]]) -> None:
    assert said(f"Der er {text}.") == expected


@pytest.mark.parametrize(
    "text",
    [
        "I 2026 boliger for alle.",
        "Budget 2026 nye boliger.",
        "Bilag 3 Boliger i området.",
        "Jf. tabel 2 boliger og bilag 4 planer.",
        "24 % beboere og 20 pct. almene boliger.",
        "65-årige borgere.",
        "7,4 mio. kr. til boliger.",
        "Anlæg 2.100 1.100 7.400\nboligsociale helhedsplaner",
        "Service\t182\t1.654\nBoliger\t5\t6",
        "en helhedsplan og et boligområde.",
        "Den 3. maj. Planer følger.",
        "Om fire år.",
        "Perioden 2024-2027 helhedsplaner.",
        "TM021 helhedsplaner.",
    ],
)
def test_years_days_shares_money_and_numbers_of_annexes_are_no_counts(text: str) -> None:
    assert said(text) == []


def test_ca_is_said_of_a_round_number_that_follows_and_of_no_other() -> None:
    def about(text: str) -> list[bool]:
        return [one.approximate for one in found(text)]

    assert about("ca. 1.100 boliger og 2.300 beboere") == [True, True]
    assert about("ca. 1.100 boliger og 13 afdelinger") == [True, False]
    assert about("13 afdelinger, ca. 1.100 boliger") == [False, True]
    assert about("ca. 1.100 boliger. Der er 2.300 beboere") == [True, False]


@given(
    st.integers(min_value=2, max_value=99_999).filter(lambda number: not 1900 <= number < 2100),
    st.sampled_from(["", "nye ", "almene ", "særligt udsatte "]),
    st.sampled_from(["boliger", "boligafdelinger", "beboere", "helhedsplaner", "partnerskaber"]),
)
def test_a_printed_count_is_read_back(number: int, described: str, noun: str) -> None:
    printed = f"{number:,}".replace(",", ".")
    (one,) = found(f"Indsatsen omfatter {printed} {described}{noun}.")
    assert (one.value, one.noun, one.quote) == (number, noun, f"{printed} {described}{noun}")
