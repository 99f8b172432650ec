"""What the tests of reading share: a note from lines, the real papers, and texts made to be slow."""

import time
from collections.abc import Callable
from pathlib import Path

from etl.extract.text import Text


def note(*lines: str) -> Text:
    """A document of these lines."""
    return Text.of("\n".join(lines))


def paper(shared: Path, number: int) -> Text:
    """One of the five real papers, 0 to 4."""
    path = sorted((shared / "documents").glob("*.txt"))[number]
    return Text.of(path.read_bytes().decode("utf-8"))


def verbatim(text: Text, fact: object) -> bool:
    """Whether a fact's quote stands on the lines that it gives."""
    line, line_end, quote = (getattr(fact, name) for name in ("line", "line_end", "quote"))
    return bool(quote) and quote in " ".join(" ".join(text.lines[line - 1 : line_end]).split())


def seconds(find: Callable[[Text], object], piece: str) -> float:
    """The processor's time for a megabyte of the same on one line, once its running text is made."""
    text = Text.of(piece * (1_000_000 // len(piece)))
    assert text.flow.sentences
    begun = time.process_time()
    find(text)
    return time.process_time() - begun
