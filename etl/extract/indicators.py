"""A figure of an area beside the city's: "Amager har 24 % ..., hvor det er 6,4 % i Københavns Kommune". Pure.

Only the indicators named here are read, and only where the sentence gives the area, its figure and the city's.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from etl.extract import names, numbers, prose
from etl.extract.facts import IndicatorPair
from etl.extract.text import Flow, Text

_INDICATORS = {
    "basic_education_only": re.compile(
        r"(?:kun |alene )?grundskolen?(?:uddannelse)? (?:er|er den|som|som den|som deres) (?:højeste?|længste?)"
        r"|(?:ingen|ikke(?: har)?(?: en)?)(?: anden)? uddannelse (?:ud over|udover|end) grundskolen?"
        r"|(?:højest|senest) fuldførte uddannelse er grundskolen?"
        r"|(?:kun|alene) (?:har )?grundskolen?(?!\w)",
        re.IGNORECASE,
    ),
    "outside_work_and_education": re.compile(
        r"uden (?:for |tilknytning til )(?:både )?(?:arbejdsmarkedet|arbejdsmarked|arbejde|beskæftigelse|uddannelse)"
        r" (?:eller|og) (?:(?:under|i) )?(?:uddannelse|arbejdsmarkedet|arbejdsmarked|arbejde|beskæftigelse)"
        r"|udenfor (?:både )?(?:arbejdsmarkedet|arbejdsmarked|beskæftigelse) (?:eller|og) (?:(?:under|i) )?uddannelse"
        r"|hverken (?:er )?(?:i |under )?(?:arbejde|beskæftigelse|uddannelse|job)"
        r" eller (?:i |under )?(?:arbejde|beskæftigelse|uddannelse|job)",
        re.IGNORECASE,
    ),
}
_PERCENT = re.compile(
    rf"(?P<value>{numbers.STANDING}) ?(?:%(?!-?point)|pct\.?(?!\w|-?point)|procent(?!\w))", re.IGNORECASE
)
_CITY = re.compile(
    r"byens(?= \d)"
    r"|Københavns Kommune(?! [A-ZÆØÅ])|København(?:s gennemsnit)?(?!\w)|københavnsk\w{0,3} (?:gennemsnit|niveau)\w{0,3}"
    r"|(?:(?:hele|på tværs af) (?:byen|kommunen)|(?:byen|kommunen) som helhed)"
    r"|(?:byens|kommunens|kommune|by)-? ?gennemsnit\w{0,3}"
    r"|byens samlede|gennemsnittet (?:for|i) (?:byen|kommunen)"
)
_AGES = re.compile(r"(?<!\d)(?P<first>\d{1,2}) ?(?:-|–|til|og) ?(?P<last>\d{2})[ -]?år(?:ige|s|ig)?(?!\w)")
_PLACE = r"[A-ZÆØÅ][\wæøåé’'-]{1,30}(?:/[A-ZÆØÅ][\w.-]{1,30}| [A-ZÆØÅ][\w-]{1,30}| (?:I|II|III|IV)(?!\w)){0,3}"
_AT = re.compile(rf"\b(?:[Pp]å|[Ii]|[Ff]or|[Ff]ra|[Oo]mkring|[Bb]ydelen|[Oo]mrådet|[Bb]oligområdet) (?P<name>{_PLACE})")
_SUBJECT = re.compile(rf"(?<!\w)(?P<name>{_PLACE}) (?:har|havde|ligger|er|viser|tæller)(?!\w)")
_LONGEST = 700  # characters of a sentence
_FAR = 60  # characters between a figure and the word that says it is the city's
_HEADINGS = re.compile(r"^(?:Baggrund|Indhold|Indstilling|Løsning|Problemstilling|Resumé|Økonomi|Bilag|Fakta|Status) ")


@dataclass(frozen=True, slots=True)
class _Part:
    """What one indicator's name and figures take of a sentence."""

    indicator: str
    start: int
    end: int


def find(text: Text) -> tuple[IndicatorPair, ...]:
    """The pairs in the order they stand; the quote is the sentence, or the two that the figures stand in."""
    return tuple(pair for start, end in _spans(text) for pair in _pairs(text.flow, start, end))


def _spans(text: Text) -> Iterator[tuple[int, int]]:
    """The sentences that name an indicator, with the next where that one gives the city's figure."""
    flow, sentences = text.flow, tuple(prose.sentences(text))
    for number, (start, end) in enumerate(sentences):
        if end - start > _LONGEST or not any(one.search(flow.text, start, end) for one in _INDICATORS.values()):
            continue
        following = sentences[number + 1] if number + 1 < len(sentences) else (end, end)
        yield (start, following[1]) if _completes(flow.text, (start, end), following) else (start, end)


def _completes(text: str, first: tuple[int, int], second: tuple[int, int]) -> bool:
    """Whether a sentence with one figure is followed by one that gives the city's."""
    if second[1] - second[0] > 200 or any(one.search(text, *second) for one in _INDICATORS.values()):
        return False
    if _figures(text, *first) != 1 or _figures(text, *second) != 1:
        return False
    return _CITY.search(text, *second) is not None or (
        text[first[1] - 1] == ":" and _CITY.search(text, *first) is not None
    )


def _figures(text: str, start: int, end: int) -> int:
    return sum(1 for _ in _PERCENT.finditer(text, start, end))


def _pairs(flow: Flow, start: int, end: int) -> Iterator[IndicatorPair]:
    text = flow.text
    area: str | None = None
    for part in _parts(text, start, end):
        figures = list(_PERCENT.finditer(text, part.start, part.end))
        if len(figures) != 2:
            continue
        city = _citys(text, part, figures)
        if city is None:
            continue
        own = figures[1 - city]
        area = _area(text, part, own, figures[city]) or area
        if area is None:
            continue
        ages = _AGES.search(text, part.start, part.end)
        place = flow.place(start, end)
        yield IndicatorPair(
            indicator=part.indicator,
            area=area,
            value_pct=float(numbers.value(own["value"])),
            city_pct=float(numbers.value(figures[city]["value"])),
            ages=f"{ages['first']}-{ages['last']}" if ages else None,
            **place.where,
        )


def _parts(text: str, start: int, end: int) -> list[_Part]:
    """One part an indicator: it begins with the last figure before the indicator, the first with the sentence."""
    named = sorted(
        (found.start(), kind) for kind, one in _INDICATORS.items() for found in one.finditer(text, start, end)
    )
    kept = [one for number, one in enumerate(named) if number == 0 or one[1] != named[number - 1][1]]
    begins = [start]
    for (previous, _), (at, _) in zip(kept, kept[1:], strict=False):
        figures = [found.start() for found in _PERCENT.finditer(text, previous, at)]
        begins.append(figures[-1] if len(figures) > 1 else at)
    ends = [*begins[1:], end]
    return [_Part(kind, first, last) for (_, kind), first, last in zip(kept, begins, ends, strict=True)]


def _citys(text: str, part: _Part, figures: list[re.Match[str]]) -> int | None:
    """Which of two figures is the city's: the one nearest to a word that says so, a comma between making it far."""
    best: tuple[int, int] | None = None
    for found in _CITY.finditer(text, part.start, part.end):
        for number, figure in enumerate(figures):
            first, second = sorted((found.span(), figure.span()))
            between = text[first[1] : second[0]]
            far = len(between) + (_FAR if "," in between or "." in between else 0)
            if far <= _FAR and (best is None or far < best[0]):
                best = (far, number)
    return None if best is None else best[1]


def _area(text: str, part: _Part, own: re.Match[str], city: re.Match[str]) -> str | None:
    """The area of a part: its subject, or the place its own figure is said of; never the city itself."""
    found = [*_SUBJECT.finditer(text, part.start, part.end), *_AT.finditer(text, part.start, part.end)]
    places = sorted(
        (one.start("name"), name) for one in found if (name := _place(one)) and not _of_city(one, own, city)
    )
    before = [name for at, name in places if at < own.start()]
    after = [name for at, name in places if at > own.start()]
    return before[-1] if before else next(iter(after), None)


def _place(found: re.Match[str]) -> str:
    """The name of a place without the heading it stands under, or "" where it is none."""
    name = _HEADINGS.sub("", found["name"])
    first = re.split(r"[ /]", name)[0].lower()
    return "" if first in names.NO_NAME or first.endswith(("fonden", "forvaltningen", "udvalget")) else name


def _of_city(place: re.Match[str], own: re.Match[str], city: re.Match[str]) -> bool:
    """Whether a place stands nearer to the city's figure than to the area's own."""
    return abs(place.start() - city.start()) < abs(place.start() - own.start()) and (place.start() > own.start()) == (
        city.start() > own.start()
    )
