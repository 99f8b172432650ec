"""The stretch of a sentence that is about something: without headings around it, short enough to quote. Pure."""

import re
from dataclasses import asdict
from typing import Any

from etl.extract.text import Text

LONGEST = 300  # characters of a quote
# facts of a kind that are read of one document; the longest papers have some hundreds, and what has more is no paper
MOST = 3000
_BREAKS = re.compile(r"[,;:–)] | (?=\()")
# headings and cells that stand in every paper of the city's; run together with a sentence, a capital letter follows
_HEADING = re.compile(
    r" (?:Resum[ée]|Baggrund|Beslutning|Indstilling|Problemstilling|Løsning|Indhold|Økonomi|Risikovurdering"
    r"|(?:Videre p|P)roces|Bilag(?: \d{1,2})?|Administrativt bilag|Bevillingstekniske oplysninger|Høring"
    r"|Tovholder|Uændret|Opfyldt|Indtænkes|I proces)(?:: ?| (?=[A-ZÆØÅ]))"
)
_STOPS = ".,;:!?-–"


def statement(text: Text, start: int, end: int) -> tuple[int, int]:
    """(start, end) of the sentence around a span of `text.flow.text`: headings run together with it are left out.

    Of a sentence that is longer than may be quoted, the clauses around the span.
    """
    flow = text.flow
    first, last = flow.sentence_at(start)
    last = max(last, end)
    while flow.text[first : first + 1] == " ":
        first += 1
    first = _past_headings(text, first, start)
    for heading in _HEADING.finditer(flow.text, max(first, start - 2 * LONGEST), start):
        first = heading.end()
    following = _HEADING.search(flow.text, end, min(last, end + LONGEST))
    last = following.start() if following else last
    while flow.text[first] in "• \uf0b7" and first < start:
        first += 1
    if last - first > LONGEST:
        first = _break_after(flow.text, max(first, start - LONGEST // 2), start) if start - first > 150 else first
        last = _break_before(flow.text, end, min(last, first + LONGEST))
    return first, last


def found_at(text: Text, start: int, end: int) -> dict[str, Any]:
    """Where a span of `text.flow.text` stands, as the keywords of a record."""
    return asdict(text.flow.place(start, end))


def _past_headings(text: Text, first: int, at: int) -> int:
    """Where the sentence begins after lines that end in nothing before one that begins with a capital letter."""
    flow, begins = text.flow, first
    for _ in range(12):
        line = flow.line(begins)
        words = " ".join(text.lines[line - 1][:200].split())
        following = begins + len(words) + 1
        if len(words) > 60 or not words or words[-1] in _STOPS or following > at:
            return begins
        if flow.text[begins : begins + len(words)] != words or not flow.text[following : following + 1].isupper():
            return begins
        if words.rsplit(" ", 1)[-1].islower() and len(words) > 45:
            return begins  # a line of the sentence itself that happens to break before a name
        begins = following
    return begins


def _break_after(text: str, low: int, high: int) -> int:
    found = _BREAKS.search(text, low, high)
    if found:
        return found.end()
    space = text.find(" ", low, high)
    return high if space < 0 else space + 1


def _break_before(text: str, low: int, high: int) -> int:
    if high >= len(text) or text[high - 1] in ".:;":
        return high
    space = max(text.rfind(", ", low, high), text.rfind("; ", low, high))
    if space < low + 20:
        space = text.rfind(" ", low, high)
    return max(low, space)
