"""Homes counted or committed to, and the share of almene boliger, as figures of their series. Pure."""

import re
from bisect import bisect_right
from collections.abc import Iterator

from etl.extract.as_of import WHEN, label_of
from etl.extract.numbers import NUMBER
from etl.extract.series_figure import ABOUT, Figure, N, date_before
from etl.extract.text import Flow

_UNDER_A_GOAL = 700  # characters from a goal to its last status
_KINDS = {"familie": "family", "ungdoms": "youth", "ældre": "elderly", "pleje": "care"}
_HOMES = re.compile(
    rf"(?<![\w.,/-]){ABOUT}{N} (?:nye )?(?:almene )?(?P<kind>{'|'.join(_KINDS)}) ?boliger\b", re.IGNORECASE
)
_CHEAP_HOMES = re.compile(
    rf"(?<![\w.,/-]){ABOUT}{N} (?:nye )?(?:almene )?(?P<kind>familie|ungdoms) ?boliger\b", re.IGNORECASE
)
_RENT_UNDER = re.compile(rf"\bhuslejen?\b[^;:]{{0,80}} under {NUMBER} ?kr\b")
_COUNTED = re.compile(rf"\bOpgjort (?:den |pr\. |per )?(?P<when>{WHEN})")
_COMMITTED = re.compile(
    rf"\b(?:[Ss]kema A[- ]?tilsagn(?: (?:blev|er) (?:i (?:19|20)\d\d )?givet)?|tilsagn \([Ss]kema A\))"
    rf" til (?:i alt )?{ABOUT}{N} (?:nye )?(?:almene )?boliger\b"
)
_IN_PORTFOLIO = re.compile(rf"{ABOUT}{N} [^.;:]{{0,60}}boliger i projektporteføljen")
_SMALL = re.compile(
    rf"{ABOUT}{N} (?:almene )?små og billige (?:almene )?boliger\b"
    r"(?:[^.;:]{0,60} i (?P<area>[a-zæøå]{3,30}områder))?"
)
_SMALL_IN_ALL = re.compile(
    rf"små og billige (?:almene )?boliger\b[^.;:]{{0,80}} (?:opgjort til|udgør|er) {ABOUT}{N} (?:almene )?boliger\b"
)
_CITYWIDE = re.compile(r"\bpå tværs af København\b|\bi hele København\b")


def cheap(flow: Flow, start: int, end: int) -> Iterator[Figure]:
    """Homes with a rent under so much, counted before the rent is named; dated in the sentence or right after it."""
    words = flow.text[start:end]
    rent = _RENT_UNDER.search(words)
    homes = list(_CHEAP_HOMES.finditer(words, 0, rent.start())) if rent else []
    if rent is None or not homes:
        return
    (as_of, first), last = date_before(words, homes[0].start()), rent.end()
    if as_of is None and (counted := _COUNTED.search(flow.text, start + last, start + last + 90)):
        as_of, last = label_of(counted["when"]), counted.end() - start
    for found in homes:
        series = f"cheap-{_KINDS[found['kind'].lower()]}-homes"
        yield from _homes(found, series, as_of, start + min(first, found.start()), start + last)


def committed(words: str, at: int) -> Iterator[Figure]:
    """Homes committed to (Skema A), and the kinds of homes they are."""
    for found in _COMMITTED.finditer(words):
        as_of, first = date_before(words, found.start("n"))
        yield from _homes(found, "skema-a", as_of, at + first, at + found.end())
        for part in _HOMES.finditer(words, found.end(), min(found.end() + 200, len(words))):
            yield from _homes(part, f"skema-a-{_KINDS[part['kind'].lower()]}", as_of, at + first, at + part.end())


def in_portfolio(words: str, at: int) -> Iterator[Figure]:
    """Homes in the portfolio of projects."""
    for found in _IN_PORTFOLIO.finditer(words):
        as_of, first = date_before(words, found.start())
        yield from _homes(found, "project-portfolio", as_of, at + first, at + found.end())


def small(words: str, at: int, as_of_before: str | None) -> Iterator[Figure]:
    """Small cheap homes on their way: in a kind of area, or in all; undated, they go on under the sentence before."""
    for pattern in (_SMALL, _SMALL_IN_ALL):
        for found in pattern.finditer(words):
            as_of, first = date_before(words, found.start())
            citywide = _CITYWIDE.search(found.group())
            basis = found["area"] if pattern is _SMALL else citywide.group() if citywide else None
            yield from _homes(found, "small-cheap-homes", as_of or as_of_before, at + first, at + found.end(), basis)


def _homes(
    found: re.Match[str], series: str, as_of: str | None, start: int, end: int, basis: str | None = None
) -> Iterator[Figure]:
    """The number of homes of a match, where it has a date; from the date to the number's own words."""
    if as_of is not None:
        about = found["about"] is not None
        yield Figure(series, as_of, found["n"], "homes", start, end, approximate=about, basis=basis)


_SHARE = rf"{ABOUT}{N} ?(?:%|pct\.?|procent)(?: ?\((?P<basis>[^()]{{2,60}})\))?"
_STATUS = re.compile(rf"\bStatus (?:pr\. )?(?P<when>{WHEN})(?: er|:| var) {_SHARE}")
_MAKES_UP = re.compile(
    rf"\b[Aa]lmene boliger (?:udgør|udgjorde) (?:pr\. |i |den |per )?(?P<when>{WHEN}) (?:i alt )?{_SHARE} af bolig"
)
_BASIS = r"(?: ?\((?P<basis>[^()]{2,60})\))?"
_PERCENT_OF = rf"{ABOUT}{N} ?(?:%|pct\.?|procent) af [^.;:()\d]{{2,40}}?"
_MADE_UP = re.compile(
    rf"\b(?P<when>(?i:{WHEN})) (?:udgør|udgjorde) (?:de )?almene boliger (?:i alt )?{_PERCENT_OF}"
    r"(?: ?\((?P<basis>[^()]{2,60})\)|(?=[.,]))"
)
_ARE_ALMENE = re.compile(rf"\b(?P<when>(?i:{WHEN})) (?:er|var) {_PERCENT_OF} almene(?! bolig){_BASIS}")
_SHARE_WAS = re.compile(
    rf"\b[Aa]ndelen af almene boliger (?:er|var|udgør|udgjorde|lå) (?:pr\. |i |den |per )?(?P<when>{WHEN})"
    rf" (?:på )?{_SHARE}"
)
_MAKES_UP_AT = re.compile(
    rf"\b[Aa]lmene boliger (?:udgør|udgjorde) (?:i alt )?{_PERCENT_OF} (?:pr\. |i |den |per )?(?P<when>{WHEN}){_BASIS}"
)
_ALMENE = re.compile(r"\balmene boliger [^.;:]{0,30}udgør[^;:]{0,60}(?:%|pct)", re.IGNORECASE)


def almene_share(flow: Flow) -> Iterator[Figure]:
    """The share of almene boliger: a status under a goal that says what they shall make up, or a plain sentence."""
    goals = [found.end() for found in _ALMENE.finditer(flow.text)]
    for pattern in (_STATUS, _MAKES_UP, _ARE_ALMENE, _MADE_UP, _SHARE_WAS, _MAKES_UP_AT):
        for found in pattern.finditer(flow.text):
            goal = bisect_right(goals, found.start()) - 1
            if pattern is _STATUS and (goal < 0 or goals[goal] < found.start() - _UNDER_A_GOAL):
                continue
            yield Figure(
                series="almene-share",
                as_of=label_of(found["when"]),
                printed=found["n"],
                unit="percent",
                start=found.start(),
                end=found.end(),
                approximate=found["about"] is not None,
                basis=found["basis"].removeprefix("www.") if found["basis"] else None,
            )
