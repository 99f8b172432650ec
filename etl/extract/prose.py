"""The sentences of a document that are running text: tables left out, and a sentence that "kr." ends ended. Pure."""

import re
from collections.abc import Iterator

from etl.extract import tables
from etl.extract.text import Text

# "... 1,1 mio. kr. De resterende": an abbreviation can end a sentence, before a capital letter
_ENDS = re.compile(r"(?:\bkr|\bpct|\bmv)\.(?P<gap> )(?=[A-ZÆØÅ]|\d{1,3}(?:,\d{1,2})? ?(?:%|pct))")


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


def _without(start: int, end: int, spans: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    for first, last in spans:
        if first < end and start < last:
            if start < first:
                yield start, first
            start = max(start, last)
    if start < end:
        yield start, end
