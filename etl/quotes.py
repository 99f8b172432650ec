"""Pure: register rows and the lines they point at -> the words they point at.

The register keeps no words, only their length and hash. A quote is compared with white space folded, since the notes
break their lines where the page ended.
"""

import hashlib
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from geodata.model import Source
from geodata.plain_text import fold_space

Row = tuple[str, str]  # a row's table and key
LONGEST_SPAN = 20_000  # characters in which every place is tried; a row's lines are a passage, not a paper


def quoted(
    sources: Mapping[Row, Source], documents: Mapping[str, Sequence[str]]
) -> tuple[dict[Row, Source], list[Row]]:
    """The sources with their quotes, those without a document as they were; and the rows whose quote stands nowhere.

    The quote is looked for in the row's line span, then in the whole document, where the span is corrected to the
    nearest.
    """
    found: dict[Row, Source] = {}
    moved: dict[str, dict[Row, Source]] = defaultdict(dict)
    for row, source in sources.items():
        lines = documents.get(source.document_id)
        located = source if lines is None else _in_span(source, lines)
        if located is None:
            moved[source.document_id][row] = source
        else:
            found[row] = located
    for document_id, rows in moved.items():
        found.update(_elsewhere(rows, documents[document_id]))
    return {row: found[row] for row in sources if row in found}, [row for row in sources if row not in found]


def locate(source: Source, lines: Sequence[str]) -> Source | None:
    """The source with its quote and true line span, or None where no passage has the row's hash."""
    row = ("", "")
    return quoted({row: source}, {source.document_id: lines})[0].get(row)


def _in_span(source: Source, lines: Sequence[str]) -> Source | None:
    span = fold_space(" ".join(lines[source.line - 1 : source.line_end]))
    if len(span) > LONGEST_SPAN:
        return None
    for start in range(len(span) - source.quote_chars + 1):
        if not _within_word(span, start):
            passage = span[start : start + source.quote_chars]
            if _hash(passage) == source.quote_sha256:
                return replace(source, quote=passage)
    return None


def _elsewhere(rows: Mapping[Row, Source], lines: Sequence[str]) -> Iterator[tuple[Row, Source]]:
    """The rows whose quote stands somewhere in the document, with their lines corrected.

    There are no words to search for: each passage of the row's length, from a word's beginning to a word's end, is
    hashed, once for all rows of that length.
    """
    text, numbered = _folded_with_lines(lines)
    at_word = [place for place in range(len(text) + 1) if not _within_word(text, place)]
    begins = [place for place in at_word if text[place : place + 1] != " "]
    ends = frozenset(place for place in at_word if text[place - 1 : place] != " ")
    by_length: dict[int, dict[Row, Source]] = defaultdict(dict)
    for row, source in rows.items():
        by_length[source.quote_chars][row] = source
    for length, those in by_length.items():
        starts: dict[str, list[int]] = {source.quote_sha256: [] for source in those.values()}
        for start in begins:
            if start + length in ends and (digest := _hash(text[start : start + length])) in starts:
                starts[digest].append(start)
        for row, source in those.items():
            if places := [(_line(start, numbered), start) for start in starts[source.quote_sha256]]:
                line, start = min(places, key=lambda place: abs(place[0] - source.line))
                line_end = _line(start + length - 1, numbered)
                yield row, replace(source, quote=text[start : start + length], line=line, line_end=line_end)


def _within_word(text: str, at: int) -> bool:
    """Whether a place is inside a word, where no quote begins."""
    return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()


def _hash(passage: str) -> str:
    return hashlib.sha256(passage.encode()).hexdigest()


def _folded_with_lines(lines: Sequence[str]) -> tuple[str, list[tuple[int, int]]]:
    """The whole text folded, and for each line with words where in it they begin and the line's number."""
    text: list[str] = []
    numbered: list[tuple[int, int]] = []
    at = 0
    for number, line in enumerate(lines, 1):
        if folded := fold_space(line):
            numbered.append((at, number))
            text.append(folded)
            at += len(folded) + 1
    return " ".join(text), numbered


def _line(at: int, numbered: Sequence[tuple[int, int]]) -> int:
    """The 1-based line of the character at an index of the folded text."""
    return numbered[bisect_right(numbered, at, key=lambda each: each[0]) - 1][1]
