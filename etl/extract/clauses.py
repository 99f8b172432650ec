"""What to quote around a fact. Pure.

`statement` gives the whole sentence without the headings run together with it, `clause` the words near by, and
`sentence_of` the sentence to read for what a found fact is about.
"""

import re

from etl.extract.facts import Found
from etl.extract.text import Flow, Place, Text

LONGEST = 300  # characters of a quote
_BREAKS = re.compile(r"[,;:–)] | (?=\()")
# headings and cells that stand in every paper of the city's; run together with a sentence, a capital letter follows
_HEADING = re.compile(
    r" (?:Resum[ée]|Baggrund|Beslutning|Indstilling|Problemstilling|Løsning|Indhold|Økonomi|Risikovurdering"
    r"|(?:Videre p|P)roces|Bilag(?: \d{1,2})?|Administrativt bilag|Bevillingstekniske oplysninger|Høring"
    r"|Tovholder|Uændret|Opfyldt|Indtænkes|I proces)(?:: ?| (?=[A-ZÆØÅ]))"
)
_STOPS = ".,;:!?-–"
_BULLETS = " -–•\uf0b7"
_HANGING = re.compile(r"(?:[ ,(–-]|\b(?:og|samt|men|eller|at|med|til|hvoraf)\b){1,6}$")


def statement(text: Text, start: int, end: int) -> Place:
    """The sentence around a span of `text.flow.text` as it is quoted: see `statement_span`."""
    return text.flow.place(*statement_span(text, start, end))


def statement_span(text: Text, start: int, end: int) -> tuple[int, int]:
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


def sentence_of(text: Text, found: Found, reach: int = 400) -> str:
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
