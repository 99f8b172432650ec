"""Pure: what both readers return, and what they let into a line."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from etl.extract.text import broken
from geodata.errors import DocumentError
from geodata.plain_text import without_control

MAX_CHARACTERS = 5_000_000  # some 1,500 dense pages; running text of it takes 400 MB
UNKNOWN = "\ufffd"  # a glyph that its font names no letter for


@dataclass(frozen=True)
class Read:
    """The lines of a document, and the page each stands on (pages from 1). A page without words is one empty line."""

    lines: tuple[str, ...]
    page_of: tuple[int, ...]


def gathered(pages: Iterable[Iterable[str]]) -> Read:
    """The pages as one document. Raises DocumentError where they hold no word, or more than MAX_CHARACTERS."""
    lines: list[str] = []
    page_of: list[int] = []
    characters = 0
    for number, page in enumerate(pages, 1):
        before = len(lines)
        lines.extend(map(clean, page))
        if len(lines) == before:
            lines.append("")
        page_of.extend([number] * (len(lines) - before))
        characters += sum(map(len, lines[before:]))
        if characters > MAX_CHARACTERS:
            raise DocumentError(
                f"dokumentet har mere end {MAX_CHARACTERS // 1_000_000} mio. tegn",
                remedy="Del det i mindre dokumenter, og læs dem hver for sig.",
            )
    return Read(tuple(lines), tuple(page_of))


def clean(line: str) -> str:
    """The line as it is read: letters composed, no soft hyphen but one that ends it, nothing that cannot be shown."""
    line = line.rstrip(" ")
    if line.endswith("\u00ad"):
        line = f"{line[:-1]}-"
    if line.startswith(f"{UNKNOWN} "):
        line = f"•{line[1:]}"  # bullets come from fonts of symbols, which seldom name them
    line = line.replace("\u00ad", "").replace("\u200b", "")
    return unicodedata.normalize("NFC", without_control(line.translate(_AS_READ)))


def joined(lines: Iterable[str]) -> str:
    """The lines of one cell as one: words broken by a hyphen at a line's end are whole again, no tab is left."""
    words: list[str] = []
    ends_line = False
    for line in lines:
        for word in clean(line).split():
            if ends_line and broken(words[-1], word):
                words[-1] = words[-1][:-1] + word
            else:
                words.append(word)
            ends_line = False
        ends_line = bool(words)
    return " ".join(words)


# two or three letters drawn as one, hyphens by another number, and white space that is neither blank nor tab
_AS_READ = {number: unicodedata.normalize("NFKC", chr(number)) for number in range(0xFB00, 0xFB07)}
_AS_READ |= {0x2010: "-", 0x2011: "-"}
_AS_READ |= dict.fromkeys(map(ord, "\n\r\x0b\x0c\x1c\x1d\x1e\x1f\x85\u2028\u2029"), " ")
