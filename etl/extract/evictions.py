"""Evictions counted or forecast in a sentence, as figures of their series. Pure."""

import re
from collections.abc import Iterator

from etl.extract.as_of import WHEN, label_of
from etl.extract.numbers import NUMBER
from etl.extract.series_figure import ABOUT, IN, Figure, N
from etl.extract.text import Flow

_EVICTIONS = r"(?:[a-zæøå]{3,20} )?(?:foged)?udsættelser\b"
_EXPECTS = (
    r"ender på|ender med|bliver|vil (?:blive|ende på|udgøre)"
    r"|(?:forventes|ventes|skønnes|anslås)(?: at [a-zæøå ]{2,12})?(?: til)?"
)
_IN_A_TIME = re.compile(rf"\b{IN} (?:var|er|blev|har) der (?:[^.;:]{{0,80}} )??(?:i alt )?{ABOUT}{N} {_EVICTIONS}")
_OF_A_TIME = re.compile(
    rf"udsættelser {IN} (?:(?:var|er|blev|udgjorde|lå på|endte på)|(?P<expects>{_EXPECTS})) {ABOUT}{N}"
    r"(?! ?(?:%|pct|procent))"
)
_SO_MANY_IN = re.compile(rf"(?<![\w.,/-]){ABOUT}{N} {_EVICTIONS} {IN}")
# "var 318 i 2034 og 293 i 2035": several figures after one naming of what they count
_FROM_TO = re.compile(rf"\b[Uu]dsættelserne (?:faldt|steg) fra {N} {IN} til (?P<n_2>{NUMBER}) i (?P<when_2>{WHEN})")
_NUMBER_OF = re.compile(r"\b(?:[Tt]allet for|[Aa]ntallet af) udsættelser (?:var|er|udgjorde|lå på) (?=\w)")
_EACH_IN = re.compile(rf"(?<![\w.,/-]){ABOUT}{N}(?: udsættelser)? {IN}")
_ENDS_ON = re.compile(rf"\b[Ee]nder [^.;:\d]{{0,40}}udsættelser {IN} (?:på|med) {ABOUT}{N}(?! ?(?:%|pct|procent))")
_FORECAST = re.compile(
    r"\b(?:vil der (?:være|blive)|bliver (?:det|der)(?: til)?|ender (?:det|vi) (?:på|med)|(?:for)?ventes(?: der)?) $"
)
_LIMIT = re.compile(r"\b(?:højst|mindst|minimum|maksimalt|maks\.|under|over|op til|mere end)(?: være)? ?(?:ca\. )?$")
_SOURCE = re.compile(r"\bifølge ([^,.;:]{3,50}?(?:opgørelse|opgørelser|tal|statistik|data))\b")
_FIGURE_FOR = re.compile(rf"\b[Tt]allet for (?P<when>{WHEN}) (?:var|er|blev) {ABOUT}{N}(?! ?(?:%|pct|procent))")


def counted(words: str, at: int) -> Iterator[Figure]:
    """Evictions of a time, said in one sentence that begins at `at` of the flow; each number once."""
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
            yield Figure(
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


def from_to(words: str, at: int) -> Iterator[Figure]:
    """ "Udsættelserne faldt fra 310 i 2027 til 290 i 2028": two figures."""
    for found in _FROM_TO.finditer(words):
        span = (at + found.start(), at + found.end())
        for number, when in (("n", "when"), ("n_2", "when_2")):
            yield Figure("evictions", label_of(found[when]), found[number], "evictions", *span)


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


def figure_for(flow: Flow, start: int, end: int) -> Iterator[Figure]:
    """ "Tallet for 2013 var 538": a figure of what the sentence itself, the next or the last one counts."""
    around = flow.text[max(start - 160, 0) : end + 160]
    if "udsættelser" not in around:
        return
    for found in _FIGURE_FOR.finditer(flow.text, start, end):
        yield Figure(
            series="evictions",
            as_of=label_of(found["when"]),
            printed=found["n"],
            unit="evictions",
            start=found.start(),
            end=found.end(),
            approximate=found["about"] is not None,
        )
