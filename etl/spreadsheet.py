"""Edge: the only way a spreadsheet is opened.

An .xlsx is a zip of XML: a small one can unfold to gigabytes, and XML can define its own words. So: a limit on the
file, on what it unfolds to and on its rows; no document type; formulas are not run, only the values stored with them.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from geodata.errors import StatisticsError

MAX_BYTES, MAX_UNFOLDED, MAX_ROWS, MAX_CELL = 10_000_000, 60_000_000, 100_000, 2_000
_DOCTYPES = [b"<!DOCTYPE", "<!DOCTYPE".encode("utf-16-le"), "<!DOCTYPE".encode("utf-16-be")]
_XML = (".xml", ".rels", ".vml")
_ENCODING = re.compile(rb"""\s*<\?xml[^>]*?\sencoding\s*=\s*["']([^"']*)""")
_HEADER_WITHIN = 10  # rows: an export tells of its filters first


def read_sheet(path: Path, header: Sequence[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """(row number, cells as text) of the first sheet below the row that holds the header; empty rows are passed over.

    Raises StatisticsError where the file is too large, not a spreadsheet, or has no such header.
    """
    _refuse_bombs(path)
    import openpyxl

    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True, keep_links=False)
        try:
            yield from _below(path, book.worksheets[0], header)
        finally:
            book.close()
    except StatisticsError:
        raise
    except Exception as error:  # openpyxl lets through whatever zip and XML raise
        raise _refused(path, f"kan ikke læses som regneark ({type(error).__name__})") from error


def _below(path: Path, sheet: Any, header: Sequence[str]) -> Iterator[tuple[int, dict[str, str]]]:
    sheet.reset_dimensions()  # the city's export says it has one row
    places: dict[str, int] | None = None
    for row_no, row in enumerate(sheet.iter_rows(values_only=True), 1):
        if row_no > MAX_ROWS:
            raise _refused(path, f"regnearket har mere end {MAX_ROWS} rækker")
        cells = ["" if value is None else str(value).strip() for value in row]
        if any(len(cell) > MAX_CELL for cell in cells):
            raise _refused(path, f"en celle i række {row_no} har mere end {MAX_CELL} tegn")
        if places is None:
            if set(header) <= set(cells):
                places = {column: cells.index(column) for column in header}
            elif row_no >= _HEADER_WITHIN:
                break
        elif any(cells):
            yield row_no, {column: cells[at] if at < len(cells) else "" for column, at in places.items()}
    if places is None:
        raise _refused(path, f"kolonnerne {', '.join(header)} findes ikke")


def _refuse_bombs(path: Path) -> None:
    if path.stat().st_size > MAX_BYTES:
        raise _refused(path, f"filen fylder mere end {MAX_BYTES // 1_000_000} MB")
    try:
        with zipfile.ZipFile(path) as packed:
            if sum(part.file_size for part in packed.infolist()) > MAX_UNFOLDED:
                raise _refused(path, f"filen folder sig ud til mere end {MAX_UNFOLDED // 1_000_000} MB")
            for part in packed.infolist():
                _refuse_own_words(path, part.filename, packed.read(part))
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, NotImplementedError, ValueError) as error:
        raise _refused(path, f"kan ikke læses som regneark ({type(error).__name__})") from error


def _refuse_own_words(path: Path, name: str, content: bytes) -> None:
    """No part defines words of its own, nor is written so that it could without our seeing it."""
    if any(doctype in content for doctype in _DOCTYPES):
        raise _refused(path, "filen bærer sin egen dokumenttype")
    beginning = content[:1024].removeprefix(b"\xef\xbb\xbf")
    declared = _ENCODING.match(beginning)
    other = declared is not None and declared[1].lower() not in (b"utf-8", b"us-ascii")
    wide = b"\0" in beginning[:4] or (name.lower().endswith(_XML) and b"\0" in beginning)
    if other or (wide and not name.lower().endswith((".bin", ".png", ".jpeg", ".jpg", ".emf", ".wmf", ".gif"))):
        raise _refused(path, f"delen {name[:60]!r} er ikke skrevet i UTF-8")


def _refused(path: Path, what: str) -> StatisticsError:
    return StatisticsError(what, where=path.name, remedy="Hent filen igen fra kommunens Statistikbank.")
