"""Numbers of something in prose: "91 boligafdelinger", "ca. 22.500 boliger", "fem boligsociale helhedsplaner". Pure.

A count is a number, up to five describing words and a noun of the field. Years, days, ages, percentages, money and the
numbers of annexes and tables are none. "en" and "et" are articles; "én" and "ét" count.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from etl.extract import numbers
from etl.extract.dates import MONTHS
from etl.extract.facts import Count
from etl.extract.text import Flow, Text

What = Literal["departments", "homes", "residents", "plans", "other"]

_WORD = "|".join(word for word in numbers.WORD.split("|") if word not in ("en", "et"))
_ABOUT = r"(?:ca\.|cirka|omkring|omtrent|knap|godt|næsten|op imod|op mod)"
_NUMBER = re.compile(
    rf"(?:(?<!\w)(?P<about>{_ABOUT}) )?(?P<number>{numbers.STANDING}|(?<![\w/-])(?:{_WORD})(?![\w/-]))", re.IGNORECASE
)
_BETWEEN_NUMBERS = re.compile(
    rf" (?:(?:ud )?af (?:de |i alt )?|og |eller )(?:{numbers.STANDING}|(?:{_WORD})(?![\w/-]))", re.IGNORECASE
)
_DEPARTMENTS = re.compile(r"(?:bolig|familiebolig|ungdomsbolig|ældrebolig)?afdeling(?:er)?")
_PLANS = frozenset({"helhedsplan", "helhedsplaner", "plan", "planer"})
_RESIDENTS = frozenset({"beboer", "beboere", "indbygger", "indbyggere", "mennesker"})
_HOMES = ("bolig", "boliger", "lejlighed", "lejligheder", "lejemål")
# what the last part of a counted word may be: people, places, work, steering
_OTHER = (
    *("borgere", "personer", "børn", "unge", "flygtninge", "deltagere", "repræsentanter", "borgmestre", "medarbejdere"),
    *("lærlinge", "elever", "familier", "husstande", "kvinder", "mænd", "frivillige", "lejere", "ansatte"),
    *("studerende", "københavnere", "seniorer", "ældre", "voksne", "forældre"),
    *("områder", "bydele", "kvarterer", "parallelsamfund", "kommuner", "distrikter", "ejendomme", "bygninger"),
    *("opgange", "skoler", "institutioner", "lokaler", "legepladser", "klubber", "bygherrer"),
    *("årsværk", "stillinger", "pladser", "job", "jobs", "aftaler", "partnerskaber", "projekter", "indsatser"),
    *("aktiviteter", "initiativer", "tiltag", "forløb", "møder", "workshop", "workshops", "sager", "ansøgninger"),
    *("fornyelser", "målsætninger", "mål", "erklæringer", "indikatorer", "kategorier", "temaer", "forhold", "spor"),
    *("punkter", "planer", "forvaltninger", "udvalg", "organisationer", "foreninger", "grupper", "kredse", "partnere"),
    *("parter", "tilsagn", "udsættelser", "anmeldelser", "sigtelser"),
)
_SQUARE_METRES = re.compile(r" (?P<noun>(?:m2|m²|kvm|kvadratmeter)(?: (?:per|pr\.) \w{2,24})?)(?!\w)")
_JOINED = re.compile(r"(?P<first>\w{2,24}-(?: ?, ?\w{2,24}-){0,3} (?:og|eller) )(?P<last>\w{2,40})")
# what may describe the counted: adjectives in the plural, and these
_DESCRIBES = re.compile(r"\w{0,24}(?:[^\W\d_]e|ende)")
_ALSO_DESCRIBES = frozenset(
    {"små", "særligt", "socialt", "nye", "blå", "grå", "og", "i", "alt", "mest", "samlet", "familie", "øvrige", "ny"}
)
_NO_DESCRIPTION = frozenset(
    {
        *("årige", "være", "blive", "have", "ikke", "inde", "ude", "både", "alle", "kunne", "skulle", "ville", "måtte"),
        *("procent", "kroner", "måneder", "uge", "time", "gange", "dele", "denne", "dette", "disse", "efterfølgende"),
        *("løbende", "herunder", "ene", "lige", "vedrørende", "inklusive", "eksklusive", "angående", "tilsvarende"),
    }
)
# nouns that describe another noun when one follows: "40 unge beboere"
_EITHER = frozenset({"unge", "ældre", "voksne", "frivillige", "ansatte", "studerende"})
# the word before a number that names something else
_NAMED_BY_NUMBER = frozenset(
    {
        *("bilag", "kapitel", "kap.", "tabel", "afsnit", "punkt", "pkt.", "side", "s.", "§", "stk.", "nr.", "tema"),
        *("kolonne", "afd.", "afdeling", "artikel", "trin", "etape", "niveau", "type", "klasse", "fase", "kreds"),
        *("figur", "uge", "kl.", "version"),
    }
)
# the word before a year that is printed like a number
_BEFORE_YEAR = frozenset(
    {
        *("i", "år", "året", "fra", "til", "for", "pr.", "per", "ultimo", "primo", "medio", "inden", "siden", "senest"),
        *("efter", "før", "kvartal", "halvår", "foråret", "efteråret", "sommeren", "kommuneplan", *MONTHS),
    }
)
_BUDGETS = ("budget", "budgetaftale", "aftale", "aftalen", "sagen")
_YEAR = re.compile(r"(?:19|20)\d\d")
_SPAN = re.compile(r"(?<![\w.,])(?:\d[\d.,]{0,8}|to|tre|fire|fem|seks|syv|otte|ni|ti) til $")  # "3 til 5 projekter"
_FIGURE = re.compile(r"-?\d[\d.,]{0,14}")
_OUT_OF = re.compile(
    rf"\b[Uu]d af (?:de |i alt )?{numbers.STANDING}"
    rf" (?:[a-zæøå]{{1,20}} ){{0,2}}[a-zæøå]{{3,40}},? (?:har|havde|er|var|blev)"
    rf" (?P<number>{numbers.STANDING}|(?:{_WORD})(?![\w/-]))(?= [a-zæøå]| \()",
)
_THE_SAME = re.compile(
    rf"\b(?:herunder|hvoraf|heraf) (?P<number>(?:{_ABOUT} )?(?:{numbers.STANDING}|(?:{_WORD})(?![\w/-])))"
    r" (?:via|på|fra|med|er|har|blev|ligger|findes|gennem) \w{1,40}",
    re.IGNORECASE,
)
_WINDOW = 120  # characters from a number to the end of its noun
_FAR = 240  # characters from a noun to another number of it
_WORDS = 6  # describing words and the noun


@dataclass(frozen=True, slots=True)
class _Noun:
    start: int
    end: int
    what: What
    words: str


def find(text: Text) -> tuple[Count, ...]:
    """Every count in the order it stands; the quote runs from "ca." or the number to the noun.

    "ni ud af 19 målsætninger" is both 9 and 19. "ca." is also said of a number that follows in the same enumeration
    where both are round hundreds: "ca. 22.500 boliger og 46.000 beboere".
    """
    flow = text.flow
    read: list[tuple[Count, _Noun]] = []
    for found in _NUMBER.finditer(flow.text):
        noun = _noun_after(flow.text, found)
        if noun is None or not _counts(text, found, noun):
            continue
        about = found["about"] is not None or (bool(read) and _shares_about(flow.text, read[-1], found))
        read.append((_count(flow, found.start(), noun.end, noun, found["number"], about), noun))
    rows = [count for count, _ in read]
    return tuple(sorted([*rows, *_of_the_same(flow, [noun for _, noun in read])], key=lambda row: row.line))


def _count(flow: Flow, start: int, end: int, noun: _Noun, printed: str, about: bool) -> Count:
    place = flow.place(start, end)
    return Count(
        what=noun.what,
        value=numbers.value(printed),
        approximate=about,
        noun=noun.words,
        **place.where,
    )


# the noun


def _noun_after(text: str, number: re.Match[str]) -> _Noun | None:
    """The noun that a number counts, past another number of the same noun ("18 ud af 19 boligafdelinger")."""
    at = number.end()
    other = _BETWEEN_NUMBERS.match(text, at)
    if other is not None:
        at = other.end()
    else:
        square = _SQUARE_METRES.match(text, at)
        if square is not None:
            return _Noun(square.start("noun"), square.end(), "other", square["noun"])
    one = number["number"].lower() in ("én", "ét", "1")
    best: _Noun | None = None
    described: list[str] = []
    for start, end in _words(text, at):
        word = text[start:end]
        noun = _noun(text, start, end, described, one)
        if noun is not None:
            best = noun
            if word.lower() not in _EITHER:
                return best
        elif not _is_description(word) or (best is not None and word == "og"):
            return best
        if noun is not None and noun.end != end:
            return best
        described.append(word.lower())
    return best


def _words(text: str, at: int) -> Iterator[tuple[int, int]]:
    """The words from `at` on; a comma may part two that describe, not the number from its words."""
    for number in range(_WORDS):
        found = _ONE_WORD.match(text, at)
        if found is None or (number == 0 and found["comma"]):
            return
        yield found.span("word")
        at = found.end()


_ONE_WORD = re.compile(r"(?P<comma>,?) ['\"”“’»]?(?P<word>[^\W\d_][\w-]{0,40})(?!\w)")


def _noun(text: str, start: int, end: int, described: list[str], one: bool) -> _Noun | None:
    joined = _JOINED.match(text, start, start + _WINDOW)
    head_start, head_end = joined.span("last") if joined else (start, end)
    what = _what(text[head_start:head_end].lower(), described, one)
    return None if what is None else _Noun(start, head_end, what, text[start:head_end])


def _what(word: str, described: list[str], one: bool) -> What | None:
    if _DEPARTMENTS.fullmatch(word):
        what: What = "departments"
    elif word in _PLANS:
        what = "other" if "fysiske" in described or "fysisk" in described else "plans"
    elif word.endswith(_HOMES):
        what = "homes"
    elif word in _RESIDENTS:
        what = "residents"
    else:
        return "other" if word.endswith(_OTHER) and not one else None
    return what if _is_plural(word) != one else None


def _is_plural(word: str) -> bool:
    return word.endswith(("er", "re", "lejemål")) and word not in ("beboer", "indbygger")


def _is_description(word: str) -> bool:
    lower = word.lower()
    if not word.islower() or lower in _NO_DESCRIPTION or lower in numbers.WORDS:
        return False
    return lower in _ALSO_DESCRIBES or _DESCRIBES.fullmatch(lower) is not None


# what only looks like a count


def _counts(text: Text, number: re.Match[str], noun: _Noun) -> bool:
    """Whether the number counts the noun: it is no year, no number of an annex, no cell of a table's row."""
    flow, printed = text.flow, number["number"]
    before = flow.text[max(number.start() - 24, 0) : number.start()]
    previous = before.split()[-1].lower().lstrip("(") if before.strip() else ""
    if previous in _NAMED_BY_NUMBER or (printed[0].isdigit() and _in_a_row(previous)):
        return False
    dated = previous in _BEFORE_YEAR or previous.endswith(_BUDGETS) or not before[-2:-1].islower()
    if (_YEAR.fullmatch(printed) and number["about"] is None and dated) or _SPAN.search(before):
        return False
    return _in_one_cell(text, flow.line(number.start()), flow.line(noun.end - 1))


def _in_a_row(previous: str) -> bool:
    """Whether a number stands right before, as in a row of a table; a year may ("1. december 2015 3 områder")."""
    return _FIGURE.fullmatch(previous) is not None and not _YEAR.fullmatch(previous)


def _in_one_cell(text: Text, line: int, line_end: int) -> bool:
    """Whether the words run on as prose does: a row of a table does not run into the next line."""
    return line == line_end or "\t" not in text.lines[line - 1]


def _shares_about(text: str, last: tuple[Count, _Noun], number: re.Match[str]) -> bool:
    """Whether the "ca." of the number before is said of this one too."""
    before, noun = last
    value = numbers.value(number["number"])
    hundreds = before.value >= 100 and value >= 100 and before.value % 100 == 0 and value % 100 == 0
    return before.approximate and hundreds and text[noun.end : number.start()] in (" og ", ", ", " samt ")


def _of_the_same(flow: Flow, nouns: list[_Noun]) -> Iterator[Count]:
    """ "813 aftaler ..., herunder 11 via ...": a number of the noun before, in the same sentence."""
    ends = [noun.end for noun in nouns]
    for found in (*_THE_SAME.finditer(flow.text), *_OUT_OF.finditer(flow.text)):
        last = bisect_right(ends, found.start("number")) - 1
        if last < 0 or found.start("number") - ends[last] > _FAR or flow.sentence_at(ends[last] - 1)[1] < found.end():
            continue
        number = _NUMBER.match(flow.text, found.start("number"))
        if number is not None:
            about = number["about"] is not None
            yield _count(flow, found.start(), found.end(), nouns[last], number["number"], about)
