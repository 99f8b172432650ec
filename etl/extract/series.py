"""Dated figures of the series that Copenhagen's housing papers follow. Pure.

Every place where a figure is printed is a point, so a figure repeated in two columns is two. A figure without a date
is none of these, nor is one that shall be reached (`targets`). `basis` is the source it is said to be from, or for a
part of a series what it is a part of: agreements by a model, homes in a kind of area.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from etl.extract.as_of import SPAN, WHEN, label_of, span_of
from etl.extract.facts import SeriesPoint
from etl.extract.numbers import NUMBER, WORD, value
from etl.extract.text import Flow, Text

_UNDER_A_GOAL = 700  # characters from a goal to its last status
_LONGEST = 1500  # characters of a sentence: longer ones are no sentences
_ABOUT = r"(?P<about>(?:ca\.|cirka|omkring|omtrent|knap|godt|op mod) )?"
_N = rf"(?P<n>{NUMBER})(?![\w/-]|[.,]\d)"
_IN = rf"[Ii] (?:hele |år )?(?P<when>{WHEN})"


@dataclass(frozen=True, slots=True)
class _Figure:
    """A figure found in a sentence, at `start`..`end` of the flow."""

    series: str
    as_of: str | None
    printed: str
    unit: str
    start: int
    end: int
    approximate: bool = False
    forecast: bool = False
    basis: str | None = None


def find(text: Text) -> tuple[SeriesPoint, ...]:
    """The points in the order they are printed."""
    flow = text.flow
    figures = [*_of_sentences(flow), *_almene_share(flow)]
    return tuple(_point(flow, figure) for figure in sorted(figures, key=lambda one: (one.start, one.end)))


def _point(flow: Flow, figure: _Figure) -> SeriesPoint:
    place = flow.place(figure.start, figure.end)
    return SeriesPoint(
        **place.where,
        series=figure.series,
        as_of=figure.as_of,
        value=value(figure.printed),
        unit=figure.unit,
        approximate=figure.approximate,
        forecast=figure.forecast,
        basis=figure.basis,
    )


def _of_sentences(flow: Flow) -> Iterator[_Figure]:
    """The figures whose sentence names the series; each rule is asked only where its own word stands."""
    small_as_of = None  # of the sentence before: "in all ..., of which ..." goes on under its date
    for start, end in flow.sentences:
        if end - start > _LONGEST:
            continue
        words = flow.text[start:end]
        if "allet for " in words:
            yield from _figure_for(flow, start, end)
        if "udsættelser" in words:
            yield from _evictions(words, start)
        if "dsættelserne " in words:
            yield from _from_to(words, start)
        if "husleje" in words:
            yield from _cheap_homes(flow, start, end)
        if "kema A" in words:
            yield from _commitments(words, start)
        if "projektportefølje" in words:
            yield from _portfolio(words, start)
        if "små og billige" in words:
            found = list(_small_homes(words, start, small_as_of))
            small_as_of = found[-1].as_of if found else None
            yield from found
        else:
            small_as_of = None
        if "udsatte boligområder" in words:
            yield from _areas(words, start)
            yield from _areas_then_list(words, start)
        if "uddannelsesaftaler" in words:
            yield from _agreements(words, start)


# --- evictions --------------------------------------------------------------------------------------------------------

_EVICTIONS = r"(?:[a-zæøå]{3,20} )?(?:foged)?udsættelser\b"
_EXPECTS = (
    r"ender på|ender med|bliver|vil (?:blive|ende på|udgøre)"
    r"|(?:forventes|ventes|skønnes|anslås)(?: at [a-zæøå ]{2,12})?(?: til)?"
)
_IN_A_TIME = re.compile(rf"\b{_IN} (?:var|er|blev|har) der (?:[^.;:]{{0,80}} )??(?:i alt )?{_ABOUT}{_N} {_EVICTIONS}")
_OF_A_TIME = re.compile(
    rf"udsættelser {_IN} (?:(?:var|er|blev|udgjorde|lå på|endte på)|(?P<expects>{_EXPECTS})) {_ABOUT}{_N}"
    r"(?! ?(?:%|pct|procent))"
)
_SO_MANY_IN = re.compile(rf"(?<![\w.,/-]){_ABOUT}{_N} {_EVICTIONS} {_IN}")
# "var 318 i 2034 og 293 i 2035": several figures after one naming of what they count
_FROM_TO = re.compile(rf"\b[Uu]dsættelserne (?:faldt|steg) fra {_N} {_IN} til (?P<n_2>{NUMBER}) i (?P<when_2>{WHEN})")
_NUMBER_OF = re.compile(r"\b(?:[Tt]allet for|[Aa]ntallet af) udsættelser (?:var|er|udgjorde|lå på) (?=\w)")
_EACH_IN = re.compile(rf"(?<![\w.,/-]){_ABOUT}{_N}(?: udsættelser)? {_IN}")
_ENDS_ON = re.compile(rf"\b[Ee]nder [^.;:\d]{{0,40}}udsættelser {_IN} (?:på|med) {_ABOUT}{_N}(?! ?(?:%|pct|procent))")
_FORECAST = re.compile(
    r"\b(?:vil der (?:være|blive)|bliver (?:det|der)(?: til)?|ender (?:det|vi) (?:på|med)|(?:for)?ventes(?: der)?) $"
)
_LIMIT = re.compile(r"\b(?:højst|mindst|minimum|maksimalt|maks\.|under|over|op til|mere end)(?: være)? ?(?:ca\. )?$")
_SOURCE = re.compile(r"\bifølge ([^,.;:]{3,50}?(?:opgørelse|opgørelser|tal|statistik|data))\b")
_FIGURE_FOR = re.compile(rf"\b[Tt]allet for (?P<when>{WHEN}) (?:var|er|blev) {_ABOUT}{_N}(?! ?(?:%|pct|procent))")


def _evictions(words: str, at: int) -> Iterator[_Figure]:
    taken: set[int] = set()
    for pattern in (_IN_A_TIME, _OF_A_TIME, _ENDS_ON, _EACH_IN, _SO_MANY_IN):
        for found in _found(pattern, words):
            number = found.start("n")
            if number in taken or _LIMIT.search(words[max(found.start() - 24, 0) : found.start()]):
                continue
            if _LIMIT.search(words[max(number - 24, 0) : number]):
                continue
            taken.add(number)
            source = _SOURCE.search(words[found.start() : found.end()])
            yield _Figure(
                series="evictions",
                as_of=label_of(found["when"]),
                printed=found["n"],
                unit="evictions",
                start=at + found.start(),
                end=at + found.end(),
                approximate=found["about"] is not None,
                forecast=_is_forecast(pattern, found),
                basis=source.group(1) if source else None,
            )


def _from_to(words: str, at: int) -> Iterator[_Figure]:
    """ "Udsættelserne faldt fra 310 i 2027 til 290 i 2028": two figures."""
    for found in _FROM_TO.finditer(words):
        span = (at + found.start(), at + found.end())
        for number, when in (("n", "when"), ("n_2", "when_2")):
            yield _Figure("evictions", label_of(found[when]), found[number], "evictions", *span)


def _found(pattern: re.Pattern[str], words: str) -> Iterator[re.Match[str]]:
    """The matches in a sentence; figures that stand without a noun only behind the words that name it."""
    if pattern is not _EACH_IN:
        yield from pattern.finditer(words)
        return
    for named in _NUMBER_OF.finditer(words):
        yield from pattern.finditer(words, named.end(), named.end() + 120)


def _is_forecast(pattern: re.Pattern[str], found: re.Match[str]) -> bool:
    """Whether the words say that a figure is to come."""
    if pattern is _OF_A_TIME:
        return found["expects"] is not None
    before = found.string[max(found.start() - 30, 0) : found.start()]
    return pattern is _ENDS_ON or (pattern is _SO_MANY_IN and _FORECAST.search(before) is not None)


def _figure_for(flow: Flow, start: int, end: int) -> Iterator[_Figure]:
    """ "Tallet for 2013 var 538": a figure of what the sentence itself, the next or the last one counts."""
    around = flow.text[max(start - 160, 0) : end + 160]
    if "udsættelser" not in around:
        return
    for found in _FIGURE_FOR.finditer(flow.text, start, end):
        yield _Figure(
            series="evictions",
            as_of=label_of(found["when"]),
            printed=found["n"],
            unit="evictions",
            start=found.start(),
            end=found.end(),
            approximate=found["about"] is not None,
        )


# --- homes ------------------------------------------------------------------------------------------------------------

_KINDS = {"familie": "family", "ungdoms": "youth", "ældre": "elderly", "pleje": "care"}
_HOMES = re.compile(
    rf"(?<![\w.,/-]){_ABOUT}{_N} (?:nye )?(?:almene )?(?P<kind>{'|'.join(_KINDS)}) ?boliger\b", re.IGNORECASE
)
_CHEAP_HOMES = re.compile(
    rf"(?<![\w.,/-]){_ABOUT}{_N} (?:nye )?(?:almene )?(?P<kind>familie|ungdoms) ?boliger\b", re.IGNORECASE
)
_RENT_UNDER = re.compile(rf"\bhuslejen?\b[^;:]{{0,80}} under {NUMBER} ?kr\b")
_AS_OF = re.compile(rf"\b(?:pr\.|per|opgjort|den|i) (?:den |pr\. )?(?P<when>{WHEN})", re.IGNORECASE)
_COUNTED = re.compile(rf"\bOpgjort (?:den |pr\. |per )?(?P<when>{WHEN})")
_COMMITTED = re.compile(
    rf"\b(?:[Ss]kema A[- ]?tilsagn(?: (?:blev|er) (?:i (?:19|20)\d\d )?givet)?|tilsagn \([Ss]kema A\))"
    rf" til (?:i alt )?{_ABOUT}{_N} (?:nye )?(?:almene )?boliger\b"
)
_UNTIL = re.compile(rf"\b(?P<from>(?:19|20)\d\d) og (?:frem )?til (?P<until>{WHEN})")
_PERIOD = re.compile(rf"\b[Ii] (?:perioden |årene )?(?P<span>{SPAN})")
_IN_PORTFOLIO = re.compile(rf"{_ABOUT}{_N} [^.;:]{{0,60}}boliger i projektporteføljen")
_SMALL = re.compile(
    rf"{_ABOUT}{_N} (?:almene )?små og billige (?:almene )?boliger\b"
    r"(?:[^.;:]{0,60} i (?P<area>[a-zæøå]{3,30}områder))?"
)
_SMALL_IN_ALL = re.compile(
    rf"små og billige (?:almene )?boliger\b[^.;:]{{0,80}} (?:opgjort til|udgør|er) {_ABOUT}{_N} (?:almene )?boliger\b"
)
_CITYWIDE = re.compile(r"\bpå tværs af København\b|\bi hele København\b")


def _date_before(words: str, until: int) -> tuple[str | None, int]:
    """The last date before a figure in its sentence, and where it stands.

    A span of years, "2015 og frem til november 2016" (2015/2016-11), or a date; (None, `until`) for none.
    """
    before = words[:until]
    if found := _UNTIL.search(before):
        return f"{found['from']}/{label_of(found['until'])}", found.start()
    if found := _PERIOD.search(before):
        return span_of(found["span"]), found.start()
    dated = list(_AS_OF.finditer(before))
    return (label_of(dated[-1]["when"]), dated[-1].start()) if dated else (None, until)


def _cheap_homes(flow: Flow, start: int, end: int) -> Iterator[_Figure]:
    """Homes with a rent under so much, counted before the rent is named; dated in the sentence or right after it."""
    words = flow.text[start:end]
    rent = _RENT_UNDER.search(words)
    homes = list(_CHEAP_HOMES.finditer(words, 0, rent.start())) if rent else []
    if rent is None or not homes:
        return
    (as_of, first), last = _date_before(words, homes[0].start()), rent.end()
    if as_of is None and (counted := _COUNTED.search(flow.text, start + last, start + last + 90)):
        as_of, last = label_of(counted["when"]), counted.end() - start
    for found in homes:
        series = f"cheap-{_KINDS[found['kind'].lower()]}-homes"
        yield from _homes(found, series, as_of, start + min(first, found.start()), start + last)


def _commitments(words: str, at: int) -> Iterator[_Figure]:
    """Homes committed to (Skema A), and the kinds of homes they are."""
    for found in _COMMITTED.finditer(words):
        as_of, first = _date_before(words, found.start("n"))
        yield from _homes(found, "skema-a", as_of, at + first, at + found.end())
        for part in _HOMES.finditer(words, found.end(), min(found.end() + 200, len(words))):
            yield from _homes(part, f"skema-a-{_KINDS[part['kind'].lower()]}", as_of, at + first, at + part.end())


def _portfolio(words: str, at: int) -> Iterator[_Figure]:
    for found in _IN_PORTFOLIO.finditer(words):
        as_of, first = _date_before(words, found.start())
        yield from _homes(found, "project-portfolio", as_of, at + first, at + found.end())


def _small_homes(words: str, at: int, as_of_before: str | None) -> Iterator[_Figure]:
    """Small cheap homes on their way: in a kind of area, or in all; undated, they go on under the sentence before."""
    for pattern in (_SMALL, _SMALL_IN_ALL):
        for found in pattern.finditer(words):
            as_of, first = _date_before(words, found.start())
            citywide = _CITYWIDE.search(found.group())
            basis = found["area"] if pattern is _SMALL else citywide.group() if citywide else None
            yield from _homes(found, "small-cheap-homes", as_of or as_of_before, at + first, at + found.end(), basis)


def _homes(
    found: re.Match[str], series: str, as_of: str | None, start: int, end: int, basis: str | None = None
) -> Iterator[_Figure]:
    """The number of homes of a match, where it has a date; from the date to the number's own words."""
    if as_of is not None:
        about = found["about"] is not None
        yield _Figure(series, as_of, found["n"], "homes", start, end, approximate=about, basis=basis)


_SHARE = rf"{_ABOUT}{_N} ?(?:%|pct\.?|procent)(?: ?\((?P<basis>[^()]{{2,60}})\))?"
_STATUS = re.compile(rf"\bStatus (?:pr\. )?(?P<when>{WHEN})(?: er|:| var) {_SHARE}")
_MAKES_UP = re.compile(
    rf"\b[Aa]lmene boliger (?:udgør|udgjorde) (?:pr\. |i |den |per )?(?P<when>{WHEN}) (?:i alt )?{_SHARE} af bolig"
)
_BASIS = r"(?: ?\((?P<basis>[^()]{2,60})\))?"
_PERCENT_OF = rf"{_ABOUT}{_N} ?(?:%|pct\.?|procent) af [^.;:()\d]{{2,40}}?"
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


def _almene_share(flow: Flow) -> Iterator[_Figure]:
    """The share of almene boliger: a status under a goal that says what they shall make up, or a plain sentence."""
    goals = [found.end() for found in _ALMENE.finditer(flow.text)]
    for pattern in (_STATUS, _MAKES_UP, _ARE_ALMENE, _MADE_UP, _SHARE_WAS, _MAKES_UP_AT):
        for found in pattern.finditer(flow.text):
            goal = bisect_right(goals, found.start()) - 1
            if pattern is _STATUS and (goal < 0 or goals[goal] < found.start() - _UNDER_A_GOAL):
                continue
            yield _Figure(
                series="almene-share",
                as_of=label_of(found["when"]),
                printed=found["n"],
                unit="percent",
                start=found.start(),
                end=found.end(),
                approximate=found["about"] is not None,
                basis=found["basis"].removeprefix("www.") if found["basis"] else None,
            )


# --- areas on the state's lists ---------------------------------------------------------------------------------------

_LISTED = re.compile(
    rf"(?P<when>{WHEN}) (?P<were>(?:er|var|stod|står|findes) (?:der )?)?(?P<n>(?:{NUMBER}|{WORD}))"
    r" (?P<worse>særligt )?udsatte boligområder\b"
)
_LISTED_LAST = re.compile(
    rf"(?<![\w.,/-])(?P<n>(?:{NUMBER}|{WORD})) (?P<worse>særligt )?udsatte boligområder\b[^.,;:]{{0,40}}?"
    rf" på (?P<list>[^.,;:]{{2,60}}?list\w{{1,3}}) (?:fra|pr\.|per|af) (?:den )?(?P<when>{WHEN})"
)
_ON_LIST = re.compile(r"\bpå (?P<list>[^.,;:]{2,80}list\w{1,3}) (?:fra|pr\.|per|af) (?:den )?$")


def _areas(words: str, at: int) -> Iterator[_Figure]:
    for found in _LISTED.finditer(words):
        on_list = _ON_LIST.search(words, max(found.start() - 110, 0), found.start())
        if not (on_list or found["were"]):
            continue
        yield _Figure(
            series="saerligt-udsatte-omraader" if found["worse"] else "udsatte-omraader",
            as_of=label_of(found["when"]),
            printed=found["n"],
            unit="areas",
            start=at + (on_list.start() if on_list else found.start()),
            end=at + found.end(),
            basis=on_list["list"] if on_list else None,
        )


def _areas_then_list(words: str, at: int) -> Iterator[_Figure]:
    """ "Der er tre særligt udsatte boligområder på ministeriets liste fra 1. december 2030"."""
    for found in _LISTED_LAST.finditer(words):
        yield _Figure(
            series="saerligt-udsatte-omraader" if found["worse"] else "udsatte-omraader",
            as_of=label_of(found["when"]),
            printed=found["n"],
            unit="areas",
            start=at + found.start(),
            end=at + found.end(),
            basis=found["list"],
        )


# --- agreements on training -------------------------------------------------------------------------------------------

_AGREED = re.compile(rf"{_ABOUT}{_N} uddannelsesaftaler\b")
_AGREED_BY = re.compile(
    rf"\bherunder {_ABOUT}{_N} (?:via|gennem) (?P<by>[A-ZÆØÅ]\w{{2,40}}) i (?:(?P<span>{SPAN})|(?P<when>{WHEN}))"
)


def _agreements(words: str, at: int) -> Iterator[_Figure]:
    for found in _AGREED.finditer(words):
        as_of, first = _date_before(words, found.start())
        if as_of is not None:
            about = found["about"] is not None
            yield _Figure(
                "training-agreements", as_of, found["n"], "agreements", at + first, at + found.end(), approximate=about
            )
    for found in _AGREED_BY.finditer(words):
        yield _Figure(
            series="training-agreements",
            as_of=span_of(found["span"]) if found["span"] else label_of(found["when"]),
            printed=found["n"],
            unit="agreements",
            start=at + found.start(),
            end=at + found.end(),
            approximate=found["about"] is not None,
            basis=found["by"],
        )
