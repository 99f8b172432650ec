"""Edge: document files -> numbered lines, and register rows -> the words they point at.

Lines are counted from 1 by "\\n" alone. A quote is compared with white space folded, since the notes break their
lines where the page ended.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from etl.extract.text import Text
from geodata.errors import DocumentError
from geodata.model import Document, Source
from geodata.names import fold_space

MAX_BYTES = 20_000_000


def read_lines(path: Path) -> list[str]:
    """The lines of a text document. Raises DocumentError where it is absent, too large or not UTF-8."""
    if not path.is_file():
        raise DocumentError("dokumentet findes ikke", where=str(path), remedy="Kontrollér mappen i --documents.")
    if path.stat().st_size > MAX_BYTES:
        raise DocumentError(f"dokumentet er større end {MAX_BYTES // 1_000_000} MB", where=str(path))
    try:
        return path.read_bytes().decode("utf-8-sig").split("\n")
    except UnicodeDecodeError as error:
        raise DocumentError("dokumentet er ikke UTF-8-tekst", where=str(path)) from error


def read(path: Path) -> Text:
    """The document as numbered lines."""
    return Text.of("\n".join(read_lines(path)))


def present(documents: tuple[Document, ...], folder: Path) -> dict[str, Path]:
    """document_id -> file, for the documents of the register that lie in the folder."""
    if not folder.is_dir():
        raise DocumentError("mappen findes ikke", where=str(folder), remedy="Angiv en anden med --documents.")
    found = {
        row.document_id: folder / row.file
        for row in documents
        if Path(row.file).name == row.file and (folder / row.file).is_file()  # a file of the folder, and no other
    }
    if not found:
        names = ", ".join(row.file for row in documents[:3])
        raise DocumentError(
            "ingen af registrets dokumenter ligger i mappen", where=str(folder), remedy=f"De hedder {names} ..."
        )
    return found


def with_quotes(sources: Mapping[tuple[str, str], Source], files: Mapping[str, Path]) -> dict[tuple[str, str], Source]:
    """The sources with their quotes filled in, for those whose document is at hand; the others as they were.

    The quote is looked for in the row's line span, then in the whole document, where the span is corrected. Raises
    DocumentError naming the rows whose quote stands nowhere in their document.
    """
    lines = {document_id: read_lines(path) for document_id, path in files.items()}
    found: dict[tuple[str, str], Source] = {}
    lost: list[str] = []
    for (table, key), source in sources.items():
        if source.document_id not in lines:
            found[table, key] = source
            continue
        located = locate(source, lines[source.document_id])
        if located is None:
            lost.append(f"{table}.csv {key} (linje {source.line}-{source.line_end} i {source.document_id})")
        else:
            found[table, key] = located
    if lost:
        more = f" og {len(lost) - 5} rækker mere" if len(lost) > 5 else ""
        raise DocumentError(
            f"citatet står ikke i dokumentet for {'; '.join(lost[:5])}{more}",
            where=str(next(iter(files.values())).parent),
            remedy="Ret rækkens linjer og quote_sha256, eller brug den udgave af dokumentet, som rækken er taget fra.",
        )
    return found


def locate(source: Source, lines: list[str]) -> Source | None:
    """The source with its quote and true line span, or None where no passage has the row's hash."""
    span = fold_space(" ".join(lines[source.line - 1 : source.line_end]))
    if (start := _start_of_quote(span, source)) is not None:
        return replace(source, quote=span[start : start + source.quote_chars])
    whole, line_at = _folded_with_lines(lines)
    if (start := _start_of_quote(whole, source)) is None:
        return None
    end = start + source.quote_chars
    return replace(source, quote=whole[start:end], line=line_at[start], line_end=line_at[end - 1])


def _start_of_quote(text: str, source: Source) -> int | None:
    """Where the passage of the row's length and hash begins: the register keeps no words to search for."""
    length = source.quote_chars
    for start in range(len(text) - length + 1):
        if start and text[start - 1].isalnum() and text[start].isalnum():
            continue  # quotes begin at a word
        if hashlib.sha256(text[start : start + length].encode()).hexdigest() == source.quote_sha256:
            return start
    return None


def _folded_with_lines(lines: list[str]) -> tuple[str, list[int]]:
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
