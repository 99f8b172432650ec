"""Areas of the city that a text names and that are no departments. Pure.

What they are named as: the area of an "udviklingsplan", an "områdefornyelse", a "forsøgsområde", or just an "område".
"""

import re
from collections.abc import Iterator

from etl.extract import names
from etl.extract.facts import NamedArea
from etl.extract.text import Flow, Text

_WORDS = r"(?: [a-zæøåé]{1,24}){0,5}?"
_LEADS = {
    "områdefornyelse": r"områdefornyels(?:en|erne|er|e)(?:,? (?:i|på|for|af))?",
    "udviklingsplan": rf"udviklingsplan(?:en|erne|er)?,? (?:for|i|på){_WORDS}",
    "forsøgsområde": r"forsøgsområde(?:t|rne|r)?(?: (?:på|i|ved|omkring))?",
    "område": (
        r"(?:(?:(?:by|bolig)?områder?ne|(?:by|bolig)?området|kvarteret|kvartererne|bydelen|bydelene)"
        r"(?: (?:på|i|ved|omkring))?"
        r"|omkring|dele af)"
    ),
}
_LEAD = re.compile(
    "|".join(rf"(?P<k{number}>(?<!\w){pattern})(?= [A-ZÆØÅ”’\"'])" for number, pattern in enumerate(_LEADS.values())),
)
_CAPITAL_LEAD = re.compile(r"(?<!\w)(?:Områdefornyels|Udviklingsplan|Forsøgsområde|Områderne|Området|Bydelen|Omkring)")
# a place by its own form, and the neighbourhoods a paper on the deprived city takes as its ground
_QUARTER = re.compile(r"(?<!\w)(?!Hoved|Fri)[A-ZÆØÅ][a-zæøåé]{2,24}(?:kvarteret|kvarter)(?!\w)")
_GROUND = re.compile(
    r"\budsatte? by(?:områder)?(?: [a-zæøå]{1,20}){0,6} (?:med udgangspunkt|især|særligt) i(?= [A-ZÆØÅ])"
)
_FORMER = re.compile(r"\s*(?:tidl\.|tidligere|før|også kaldet|kaldet)\s")
_FOCUS = re.compile(r"\s*(?:med )?(?:fokus på|herunder|primært|særligt|især|dele af|bl\.a\.)\s")
_GENITIVE = re.compile(r"s (?!og |i |på |er |som |samt |med |har |vil |blev |til |for |fra |m\.fl)[a-zæøå]")
_NOT_A_PLACE = re.compile(
    r"\w{0,40}(?:fonden|forvaltningen|udvalget|kommune|kommunen|aftalen|bestyrelse|bestyrelsen|ministeriet|"
    r"repræsentationen|forum|forummet|planen 20\d\d)",
    re.IGNORECASE,
)
_WINDOW = 300  # characters that are read after what an area is named as


def find(text: Text) -> tuple[NamedArea, ...]:
    """The areas where they are first named as what they are; one named as something is not given as a mere "område"."""
    flow = text.flow
    seen: set[tuple[str, str]] = set()
    named: set[str] = set()
    rows: list[NamedArea] = []
    for kind, start, end in sorted(_named(flow), key=lambda one: one[1]):
        name = flow.text[start:end]
        if (name, kind) in seen or (kind == "område" and name in named):
            continue
        seen.add((name, kind))
        named.add(name)
        place = flow.place(start, end)
        rows.append(
            NamedArea(
                name=name,
                kind=kind,
                **place.where,
            )
        )
    return tuple(rows)


def _named(flow: Flow) -> Iterator[tuple[str, int, int]]:
    """(kind, start, end) of each name."""
    text = _lowered(flow.text)
    for lead in _LEAD.finditer(text):
        end = min(flow.sentence_at(lead.start())[1], lead.end() + _WINDOW)
        yield from _places(flow.text, _kind(lead), lead.end(), end)
    for ground in _GROUND.finditer(text):
        yield from _places(
            flow.text, "område", ground.end(), min(flow.sentence_at(ground.start())[1], ground.end() + _WINDOW)
        )
    for quarter in _QUARTER.finditer(flow.text):
        yield "område", quarter.start(), quarter.end()


def _lowered(text: str) -> str:
    """The same text where the words that lead to a name begin with a small letter, a sentence's first too."""
    return _CAPITAL_LEAD.sub(lambda found: found.group().lower(), text)


def _kind(lead: re.Match[str]) -> str:
    return next(kind for number, kind in enumerate(_LEADS) if lead[f"k{number}"])


def _places(text: str, kind: str, start: int, end: int) -> Iterator[tuple[str, int, int]]:
    """The names right after `start`, and those in the brackets that follow one: its focus or its parts."""
    chain = names.chain_at(text, start, end)
    for name in chain.names if chain is not None else ():
        if _GENITIVE.match(text, name.end - 1, name.end + 12) or _NOT_A_PLACE.fullmatch(name.words):
            continue
        yield kind, name.start, name.end
        if name.inside and not _FORMER.match(text, *name.inside):
            focus = _FOCUS.match(text, *name.inside)
            inner = names.chain_at(text, focus.end() if focus else name.inside[0], name.inside[1])
            for part in inner.names if inner is not None else ():
                yield kind, part.start, part.end
