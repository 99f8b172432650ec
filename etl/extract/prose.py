"""The sentences of a document that are running text: tables left out, and a sentence that "kr." ends ended. Pure."""

import re
from collections.abc import Iterator

from etl.extract import tables
from etl.extract.facts import Found
from etl.extract.text import Flow, Place, Text

# "... 1,1 mio. kr. De resterende": an abbreviation can end a sentence, before a capital letter
_ENDS = re.compile(r"(?:\bkr|\bpct|\bmv)\.(?P<gap> )(?=[A-ZÆØÅ]|\d{1,3}(?:,\d{1,2})? ?(?:%|pct))")
_BULLETS = " -–•\uf0b7"
_HANGING = re.compile(r"(?:[ ,(–-]|\b(?:og|samt|men|eller|at|med|til|hvoraf)\b){1,6}$")


def sentences(text: Text) -> Iterator[tuple[int, int]]:
    """(start, end) in `text.flow.text` of each sentence outside the tables, in order."""
    flow = text.flow
    spans = [(flow.begin(table.line), flow.begin(table.line_end + 1)) for table in tables.find(text)]
    for start, end in flow.sentences:
        for first, last in _without(start, end, spans):
            for found in _ENDS.finditer(flow.text, first, last):
                yield first, found.start("gap")
                first = found.end()
            if flow.text[first:last].strip():
                yield first, last


def clause(flow: Flow, start: int, end: int, within: tuple[int, int], before: int = 90, after: int = 100) -> Place:
    """What stands at `start`..`end` with the words around it, inside `within`, by whole words: verbatim, and where."""
    first, last = max(within[0], start - before), min(within[1], end + after)
    if first > within[0]:
        first = flow.text.find(" ", first, start) + 1 or start
    while first < start and flow.text[first] in _BULLETS:
        first += 1
    if last < within[1]:
        comma = flow.text.rfind(", ", end, last)
        last = comma if comma > 0 else max(flow.text.rfind(" ", end, last), end)
    hanging = _HANGING.search(flow.text, end, last)
    return flow.place(first, hanging.start() if hanging else last)


def around(text: Text, found: Found, reach: int = 400) -> str:
    """The sentence that a fact stands in, at most so many characters to each side of where the fact begins."""
    flow = text.flow
    if not flow.text:
        return found.quote
    first, last = flow.begin(found.line), flow.begin(found.line_end + 1)
    begins = flow.text.find(found.quote[:20].rstrip(), first, min(last, first + 4_000))
    at = min(max(begins, first), len(flow.text) - 1)
    start, end = flow.sentence_at(at)
    end = min(max(end, at + len(found.quote)), at + reach + len(found.quote))
    return flow.text[max(start, at - reach) : end]


def _without(start: int, end: int, spans: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    for first, last in spans:
        if first < end and start < last:
            if start < first:
                yield start, first
            start = max(start, last)
    if start < end:
        yield start, end
