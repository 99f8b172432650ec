"""A document as numbered lines, and as one running text in which broken words and labels are whole again. Pure.

Lines are counted from 1 by "\\n" alone and keep their numbers whatever is joined. A line with tabs is a row of a table
whose format keeps tables as tables (DOCX, ruled PDF): its cells stand between the tabs, an empty cell is empty.
"""

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TypedDict


class Where(TypedDict):
    """A place as the keywords of a record: `Share(**place.where, who=..., value_pct=...)`."""

    page: int
    line: int
    line_end: int
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where something stands: lines are 1-based and count "\\n" only, `quote` is verbatim with white space folded."""

    page: int
    line: int
    line_end: int
    quote: str

    @property
    def where(self) -> Where:
        """The same as keywords, for a record that stands here."""
        return Where(page=self.page, line=self.line, line_end=self.line_end, quote=self.quote)


@dataclass(frozen=True)
class Text:
    """The lines of a document, and the page each begins on (pages from 1)."""

    lines: tuple[str, ...]
    page_of: tuple[int, ...]

    @classmethod
    def of(cls, text: str) -> "Text":
        """The text of a .txt document: a form feed begins a new page, within its line."""
        lines = tuple(text.split("\n"))
        pages, page = [], 1
        for line in lines:
            page += line.count("\f") if line.startswith("\f") else 0
            pages.append(page)
            page += line.count("\f") if not line.startswith("\f") else 0
        return cls(lines, tuple(pages))

    @property
    def pages(self) -> int:
        """How many pages there are: at least 1."""
        return self.page_of[-1] if self.page_of else 1

    def at(self, line: int, line_end: int | None = None) -> Place:
        """The lines whole, as a place."""
        last = line if line_end is None else line_end
        words = " ".join(self.lines[line - 1 : last]).split()
        return Place(page=self.page_of[line - 1], line=line, line_end=last, quote=" ".join(words))

    @cached_property
    def flow(self) -> "Flow":
        """The whole document as running text."""
        return Flow.of(self, 1, len(self.lines))


# "bolig-" + "områder" is one word; "Teknik- og", "familie- , ungdoms-" and "C- tilsagn" are not broken words
_GOES_ON = re.compile(r"[a-zæøåéü]{2,}")
_NOT_BROKEN_BEFORE = {"og", "eller", "samt", "til", "hhv.", "henholdsvis"}
# a full stop after one of these ends no sentence
_SHORT = frozenset(
    {
        *("mio", "mia", "kr", "pct", "ca", "bl", "fx", "jf", "d", "nr", "pt", "ifl", "vedr", "afd", "evt", "ekskl"),
        *("inkl", "hhv", "p", "t", "m", "fl", "mv", "osv", "kgs", "stk", "tidl", "kv", "maks", "min", "pkt", "def"),
        *("ift", "ref", "red", "kap", "pr", "dvs", "mill", "blvd", "gl", "skt", "st"),
    }
)
LONGEST_SENTENCE = 1500  # characters: what is longer is none
_END = re.compile(r"[.!?:;]|[•\uf0b7]")


@dataclass(frozen=True)
class Flow:
    """Running text: words by one space, words broken over lines joined; every character knows its line.

    `text` is what rules read; a span of it is quoted verbatim by `place`, with the break still in it.
    """

    text: str
    _folded: str  # the same lines with white space folded and nothing joined
    _joined: "array[int]"  # index in `text` of each end of a broken word, before which "- " is left out
    _line_at: "array[int]"  # start in `_folded` of each line that has words
    _lines: "array[int]"  # and that line's number
    _page_of: tuple[int, ...]

    @classmethod
    def of(cls, text: Text, first: int, last: int) -> "Flow":
        """The running text of lines `first`..`last`."""
        folded: list[str] = []
        made: list[str] = []
        joined, starts, numbers = array("I"), array("I"), array("I")
        at, word_before = 0, ""
        for number in range(first, last + 1):
            words = text.lines[number - 1].split()
            if not words:
                continue
            if broken(word_before, words[0]):
                made[-1] = made[-1][:-1]
                joined.append(at - 2 * len(joined) - 2)
            elif made:
                made.append(" ")
            line = " ".join(words)
            folded.append(line)
            made.append(line)
            starts.append(at)
            numbers.append(number)
            at, word_before = at + len(line) + 1, words[-1]
        return cls("".join(made), " ".join(folded), joined, starts, numbers, text.page_of)

    def line(self, at: int) -> int:
        """The line of the character at an index of `text`."""
        return self._folded_line(self._origin(at))

    def begin(self, line: int) -> int:
        """The index in `text` of the first character of a line, or of the next line that has words."""
        after = bisect_left(self._lines, line)
        if after == len(self._lines):
            return len(self.text)
        return bisect_left(range(len(self.text)), self._line_at[after], key=self._origin)

    def place(self, start: int, end: int) -> Place:
        """Where `text[start:end]` stands. Raises ValueError for an empty span."""
        while start < end and self.text[start] == " ":
            start += 1
        while start < end and self.text[end - 1] == " ":
            end -= 1
        if start >= end:
            raise ValueError("an empty span stands nowhere")
        line, line_end = self.line(start), self.line(end - 1)
        quote = self._folded[self._origin(start) : self._origin(end - 1) + 1]
        return Place(page=self._page_of[line - 1], line=line, line_end=line_end, quote=quote)

    def find(self, quote: str, near: int) -> Place | None:
        """Where a quote (verbatim, white space folded) stands, nearest to line `near`; None where it does not."""
        if not quote:
            return None
        best: Place | None = None
        at = self._folded.find(quote)
        while at >= 0:
            inside_a_word = at > 0 and self._folded[at - 1].isalnum() and quote[0].isalnum()
            line, line_end = self._folded_line(at), self._folded_line(at + len(quote) - 1)
            if not inside_a_word and (best is None or abs(line - near) < abs(best.line - near)):
                best = Place(page=self._page_of[line - 1], line=line, line_end=line_end, quote=quote)
            at = self._folded.find(quote, at + 1)
        return best

    def _origin(self, at: int) -> int:
        """The index in `_folded` of the character at an index of `text`."""
        return at + 2 * bisect_right(self._joined, at)

    def _folded_line(self, at: int) -> int:
        return self._lines[bisect_right(self._line_at, at) - 1]

    @cached_property
    def sentences(self) -> tuple[tuple[int, int], ...]:
        """(start, end) of each sentence in `text`, in order; bullets begin one, abbreviations and "7. maj" end none."""
        spans, start = [], 0
        for end in self._ends():
            if end > start:
                spans.append((start, end))
            start = end
        if start < len(self.text):
            spans.append((start, len(self.text)))
        return tuple(span for span in spans if self.text[span[0] : span[1]].strip())

    def sentence_at(self, at: int) -> tuple[int, int]:
        """(start, end) of the sentence that holds the character."""
        starts = self._sentence_starts
        return self.sentences[max(bisect_right(starts, at) - 1, 0)]

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [start for start, _ in self.sentences]

    def _ends(self) -> Iterator[int]:
        for found in _END.finditer(self.text):
            at = found.start()
            if found.group() in "•\uf0b7":
                yield at
                continue
            following = self.text[at + 1 : at + 3]
            if following and (following[0] != " " or (len(following) > 1 and following[1].islower())):
                continue
            if found.group() == "." and self._is_short(at):
                continue
            yield at + 1

    def _is_short(self, at: int) -> bool:
        """Whether the full stop belongs to an abbreviation; after a number of up to two digits it makes an ordinal."""
        begins = max(self.text.rfind(mark, max(at - 24, 0), at) for mark in " ./") + 1
        word = self.text[begins:at].lstrip("(\"”'’").lower()
        after = self.text[at + 2 : at + 4]
        if word.isdigit():
            return len(word) <= 2 and after[:1].isalpha() and not after[:1].isupper()
        return word in _SHORT or (len(word) == 1 and word.isalpha())


def broken(word: str, following: str) -> bool:
    """Whether a word at a line's end goes on in the first word of the next line: "bolig-" + "områder"."""
    if len(word) < 3 or not word.endswith("-") or not word[-2].isalpha() or word[-2].isupper():
        return False
    return following not in _NOT_BROKEN_BEFORE and _GOES_ON.match(following) is not None
