"""The two languages: one set of sentences, figures as each writes them, one way to say that something is missing."""

from dataclasses import replace
from datetime import date
from gettext import NullTranslations
from string import Formatter

import pytest
from babel.messages.pofile import read_po

from tests.builders import a_period, a_source
from webmap.catalogues import CATALOGUES, languages
from webmap.language import Language

NBSP = "\u00a0"
DANISH, ENGLISH = languages()["da"], languages()["en"]
UNDATED = replace(a_period(role="statement"), start=None, end=None)


class Dictionary(NullTranslations):
    """A catalogue of two words."""

    def gettext(self, message: str) -> str:
        return {"ikke oplyst": "not stated", "mindst {share}": "at least {share}"}.get(message, message)


def english_with_words() -> Language:
    return Language("en", "en_GB", "/en", "English", Dictionary())


def test_danish_comes_first_and_has_no_prefix() -> None:
    assert [(code, one.prefix) for code, one in languages().items()] == [("da", ""), ("en", "/en")]


@pytest.mark.parametrize("say", ["number", "percent", "of_100", "at_least", "dated"])
def test_what_is_missing_is_said_in_words_and_never_as_nothing(say: str) -> None:
    assert getattr(DANISH, say)(None) == "ikke oplyst"
    assert getattr(english_with_words(), say)(None) == "not stated"


def test_zero_is_not_missing() -> None:
    assert DANISH.at_least(0.0) == f"mindst 0,0{NBSP}%"
    assert DANISH.number(0) == "0"
    assert DANISH.of_100(0) == f"0,00{NBSP}%"


def test_a_coverage_is_said_as_at_least() -> None:
    assert DANISH.at_least(3357 / 9565) == f"mindst 35,1{NBSP}%"
    assert english_with_words().at_least(3357 / 9565) == "at least 35.1%"


@pytest.mark.parametrize(("value", "danish", "english"), [(82.6054, "82,61", "82.61"), (21.26, "21,26", "21.26")])
def test_a_share_of_the_statistics_has_two_decimals(value: float, danish: str, english: str) -> None:
    assert DANISH.of_100(value) == f"{danish}{NBSP}%"
    assert ENGLISH.of_100(value) == f"{english}%"


@pytest.mark.parametrize(
    ("value", "text"), [(0.02, "+0,02"), (-4.784, "−4,78"), (-0.004, "0,00"), (0.004, "0,00"), (0.0, "0,00")]
)
def test_a_distance_in_points_never_reads_minus_nothing(value: float, text: str) -> None:
    assert DANISH.points(value) == f"{text} procentpoint"


def test_a_day_is_said_as_the_language_does() -> None:
    assert DANISH.day(date(2026, 12, 31)) == "31. december 2026"
    assert ENGLISH.day(date(2026, 12, 31)) == "31 December 2026"


def test_a_period_without_days_is_said_by_its_duration() -> None:
    assert DANISH.span(replace(UNDATED, duration_years=3)) == "3 år"


def test_a_period_without_days_or_duration_is_not_stated() -> None:
    assert DANISH.span(UNDATED) == "ikke oplyst"


def test_a_period_says_which_day_is_missing_in_its_own_language() -> None:
    half = replace(UNDATED, end=date(2025, 12, 31))
    assert DANISH.span(half) == f"ikke{NBSP}oplyst – 31.{NBSP}december{NBSP}2025"
    assert english_with_words().span(half) == f"not{NBSP}stated – 31{NBSP}December{NBSP}2025"


@pytest.mark.parametrize(
    ("line", "line_end", "text"), [(213, 213, "side 1, linje 213"), (31, 32, "side 1, linje 31–32")]
)
def test_a_place_in_a_document_is_its_page_and_lines(line: int, line_end: int, text: str) -> None:
    assert DANISH.place_in_document(a_source(line=line, line_end=line_end)) == text


@pytest.mark.parametrize(("count", "text"), [(0, "0 planer"), (1, "1 plan"), (2, "2 planer"), (1000, "1.000 planer")])
def test_one_of_a_thing_is_said_in_the_singular(count: int, text: str) -> None:
    assert DANISH.ngettext("{count} plan", "{count} planer", count) == text


@pytest.mark.parametrize(
    ("count", "text"), [(0, "nul"), (1, "en"), (5, "fem"), (10, "ti"), (11, "11"), (1000, "1.000"), (-1, "-1")]
)
def test_numbers_up_to_ten_are_words_in_prose(count: int, text: str) -> None:
    assert DANISH.in_words(count) == text


def test_a_list_is_joined_as_the_language_does() -> None:
    assert DANISH.listing(["a", "b", "c"]) == "a, b og c"
    assert ENGLISH.listing(["a", "b", "c"]) == "a, b and c"


def test_what_stands_in_both_languages_is_picked() -> None:
    assert (DANISH.pick("bydel", "district"), ENGLISH.pick("bydel", "district")) == ("bydel", "district")


@pytest.mark.parametrize("text", ["100 %", "{x}", "{", "50 % {navn}"])
def test_a_sentence_without_values_is_said_as_it_stands(text: str) -> None:
    assert DANISH._(text) == text


@pytest.mark.parametrize("value", ["{0}", "{name}", "%s", "{{7*7}}"])
def test_a_value_is_never_read_as_a_sentence(value: str) -> None:
    assert DANISH._("Nævnt som »{printed}«", printed=value) == f"Nævnt som »{value}«"
    assert DANISH.ngettext("{count} plan i {name}", "{count} planer i {name}", 2, name=value) == f"2 planer i {value}"


def test_every_english_sentence_asks_for_the_same_values_as_the_danish() -> None:
    with (CATALOGUES / "en.po").open("rb") as file:
        catalogue = read_po(file, locale="en")
    for message in catalogue:
        said = message.string if isinstance(message.string, tuple | list) else (message.string,)
        asked = message.id if isinstance(message.id, tuple | list) else (message.id,)
        if message.id and all(said):
            assert {_fields(text) for text in said} <= {_fields(text) for text in asked}, message.id


def _fields(text: str | None) -> frozenset[str]:
    return frozenset(name for _, name, _, _ in Formatter().parse(text or "") if name)
