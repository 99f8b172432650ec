"""Pure: register rows and the lines they point at -> the words they point at.

The register keeps no words, only their length and hash. A quote is compared with white space folded, since the notes
break their lines where the page ended.
"""

import hashlib
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from geodata.model import Source
from geodata.names import fold_space

Row = tuple[str, str]  # a row's table and key


def quoted(
    sources: Mapping[Row, Source], documents: Mapping[str, Sequence[str]]
) -> tuple[dict[Row, Source], list[Row]]:
    """The sources with their quotes, those without a document as they were; and the rows whose quote stands nowhere.

    The quote is looked for in the row's line span, then in the whole document, where the span is corrected.
    """
    searched = {document_id: Passages(lines) for document_id, lines in documents.items()}
    found: dict[Row, Source] = {}
    lost: list[Row] = []
    for row, source in sources.items():
        passages = searched.get(source.document_id)
        located = source if passages is None else passages.locate(source)
        if located is None:
            lost.append(row)
        else:
            found[row] = located
    return found, lost


def locate(source: Source, lines: Sequence[str]) -> Source | None:
    """The source with its quote and true line span, or None where no passage has the row's hash."""
    return Passages(lines).locate(source)


@dataclass
class Passages:
    """A document in which passages are found by their hash.

    Rows point at their lines, and there every start is tried. Where a row's lines do not hold, the passages of its
    length in the whole document, from a word's beginning to a word's end, are hashed once for all rows of that length:
    the cost of a lost row is that of one pass over the words.
    """

    lines: Sequence[str]
    _folded: "tuple[str, list[int]] | None" = None
    _words: tuple[list[int], frozenset[int]] = ([], frozenset())
    _hashed: dict[int, dict[bytes, list[int]]] = field(default_factory=dict)

    def locate(self, source: Source) -> Source | None:
        """The source with its quote and true line span, or None where no passage has the row's hash."""
        span = fold_space(" ".join(self.lines[source.line - 1 : source.line_end]))
        for start in range(len(span) - source.quote_chars + 1):
            if _begins(span, start):
                passage = span[start : start + source.quote_chars]
                if hashlib.sha256(passage.encode()).hexdigest() == source.quote_sha256:
                    return replace(source, quote=passage)
        return self._elsewhere(source)

    def _elsewhere(self, source: Source) -> Source | None:
        starts = self._of_length(source.quote_chars).get(bytes.fromhex(source.quote_sha256), [])
        if not starts:
            return None
        text, line_at = self._whole()
        start = min(starts, key=lambda start: abs(line_at[start] - source.line))
        end = start + source.quote_chars
        return replace(source, quote=text[start:end], line=line_at[start], line_end=line_at[end - 1])

    def _of_length(self, length: int) -> dict[bytes, list[int]]:
        """Where each passage of a length begins, by its hash."""
        if length not in self._hashed:
            text, _ = self._whole()
            begins, ends = self._words
            made: dict[bytes, list[int]] = defaultdict(list)
            for start in begins[: bisect_left(begins, len(text) - length + 1)]:
                if start + length in ends:
                    made[hashlib.sha256(text[start : start + length].encode()).digest()].append(start)
            self._hashed[length] = made
        return self._hashed[length]

    def _whole(self) -> tuple[str, list[int]]:
        if self._folded is None:
            self._folded = text, _ = _folded_with_lines(self.lines)
            begins = [start for start in range(len(text)) if _begins(text, start)]
            self._words = begins, frozenset({*begins, len(text)})
        return self._folded


def _begins(text: str, at: int) -> bool:
    """Whether a quote may begin or end at a place: not within a word."""
    return not (at and text[at - 1].isalnum() and text[at].isalnum())


def _folded_with_lines(lines: Sequence[str]) -> tuple[str, list[int]]:
    """The whole text folded, and the 1-based line of each of its characters."""
    text: list[str] = []
    line_at: list[int] = []
    for number, line in enumerate(lines, 1):
        for word in line.split():
            if text:
                text.append(" ")
                line_at.append(number)
            text.append(word)
            line_at.extend([number] * len(word))
    return "".join(text), line_at
