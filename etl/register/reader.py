"""One CSV file of the register -> records, or a message that names file, row and column of what is wrong.

The columns of a file are the fields of its record class (and of `Source`, where the record has one); the field's type
says how a cell is read. Danish Excel writes ";" between cells and a byte order mark in front: both are read.
"""

import csv
import io
import re
import types
from collections.abc import Callable, Iterator
from dataclasses import MISSING, fields
from datetime import date
from pathlib import Path
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from geodata.errors import RegisterError
from geodata.model import Source
from geodata.plain_text import LONGEST_NAME, separator, without_mark, wrong_with

Record = TypeVar("Record")
# texts (`Source` asks for a reason where one is owed), and a list that may be of none
_MAY_BE_EMPTY = {"because": "", "date_inferred_from": "", "plan_ids": (), "department_ids": ()}
# columns whose text is a name or a key; the others hold sentences
_NAMES = {
    *("key", "name", "name_da", "name_en", "short_title", "printed", "place", "area", "managed_by", "department_no"),
    *("department_id", "document_id", "indicator_id", "listed_id", "plan_id", "subject_id", "agreement_id", "goal_id"),
    *("series_id", "target_id", "event_id", "decision_id", "party_id", "part_of", "forecast_of", "whole", "split"),
    "theme",
}
_NOT_A_COLUMN = {"source", "quote"}


def read_table(path: Path, record: type[Record]) -> list[tuple[int, Record]]:
    """(row number in the file, record) for every row. Raises RegisterError; the header is row 1."""
    own, shared = columns_of(record), source_columns_of(record)
    made: list[tuple[int, Record]] = []
    for row_no, cells in _rows(path, [*own, *shared], {*_with_default(record), *_with_default(Source)}):
        values = _values(path, row_no, cells, own, _with_default(record))
        try:
            if shared:
                values["source"] = Source(**_values(path, row_no, cells, shared, _with_default(Source)))
            made.append((row_no, record(**values)))
        except ValueError as error:
            raise _wrong(path, str(error), row_no) from error
    return made


def _values(
    path: Path, row_no: int, cells: dict[str, str], columns: dict[str, Any], optional: set[str]
) -> dict[str, Any]:
    """The cells read by their columns' types; a cell that is empty, or left out, keeps the default its column has."""
    return {
        column: _cell(path, row_no, column, cells[column], kind)
        for column, kind in columns.items()
        if cells.get(column) or column not in optional
    }


def _with_default(record: type[Any]) -> set[str]:
    """Columns a file may leave out."""
    return {field.name for field in fields(record) if field.default is not MISSING}


def columns_of(record: type[Any]) -> dict[str, Any]:
    """The columns of a file that holds the record, besides those of its source, with the type of each."""
    hints = get_type_hints(record)
    return {field.name: hints[field.name] for field in fields(record) if field.name not in _NOT_A_COLUMN}


def needed(record: type[Any]) -> list[str]:
    """The columns, besides those of its source and of who took it in, that no row of the record may leave empty."""
    return [
        name
        for name, kind in columns_of(record).items()
        if get_origin(kind) not in (Union, types.UnionType)
        and name not in (*_MAY_BE_EMPTY, "accepted_by", "accepted_on", "because")
    ]


def source_columns_of(record: type[Any]) -> dict[str, Any]:
    """The columns of a row's source, with the type of each; none where the record has no source."""
    return columns_of(Source) if any(field.name == "source" for field in fields(record)) else {}


def _rows(path: Path, expected: list[str], optional: set[str]) -> Iterator[tuple[int, dict[str, str]]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise RegisterError(
            "filen mangler",
            where=path.name,
            remedy=f"Læg den i {path.parent}, eller lad »python -m etl begin {path.parent}« skrive den tom; "
            f"første linje er: {','.join(expected)}",
        ) from error
    except UnicodeDecodeError as error:
        raise RegisterError("filen er ikke UTF-8", where=path.name, remedy="Gem den som CSV UTF-8.") from error
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator(text), strict=True)
    try:
        yield from _checked_rows(path, reader, expected, optional)
    except csv.Error as error:
        if "field limit" in str(error):
            raise _wrong(path, f"et felt har over {csv.field_size_limit()} tegn", reader.line_num) from error
        raise _wrong(path, f"rækken er ikke gyldig CSV ({error})", reader.line_num) from error


def _checked_rows(
    path: Path, reader: Any, expected: list[str], optional: set[str]
) -> Iterator[tuple[int, dict[str, str]]]:
    columns = [column.strip() for column in next(reader, [])]
    for column in expected:
        if column not in columns and column not in optional:
            raise _wrong(path, "kolonnen mangler i første linje", 1, column)
    for column in columns:
        if columns.count(column) > 1:
            raise _wrong(path, "kolonnen står to gange", 1, column)
        if column not in expected:
            raise _wrong(path, "kolonnen kendes ikke", 1, column)
    for cells in reader:
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(columns):
            raise _wrong(path, f"rækken har {len(cells)} felter, første linje har {len(columns)}", reader.line_num)
        yield reader.line_num, dict(zip(columns, (without_mark(cell.strip()) for cell in cells), strict=True))


def _cell(path: Path, row_no: int, column: str, text: str, kind: Any) -> Any:
    optional = get_origin(kind) in (Union, types.UnionType)
    if optional:
        kind = next(arm for arm in get_args(kind) if arm is not type(None))
    wrong = wrong_with(text, LONGEST_NAME if column in _NAMES else None)
    if wrong is not None:
        raise _wrong(path, f"feltet {wrong}", row_no, column)
    if not text:
        if optional:
            return None
        if column in _MAY_BE_EMPTY:
            return _MAY_BE_EMPTY[column]
        raise _wrong(path, "feltet er tomt", row_no, column)
    try:
        return _parse(text, kind)
    except ValueError as error:
        raise _wrong(path, str(error), row_no, column) from error


def _parse(text: str, kind: Any) -> Any:
    if get_origin(kind) is Literal:
        if text not in get_args(kind):
            raise ValueError(f"»{text}« er ikke en af: {', '.join(get_args(kind))}")
        return text
    if get_origin(kind) is tuple:
        return _several(text, _PARSERS[get_args(kind)[0]])
    return _PARSERS[kind](text)


def _several(text: str, parse: Callable[[str], Any]) -> tuple[Any, ...]:
    parts = [part.strip() for part in text.split(";")]
    if "" in parts or len(set(parts)) < len(parts):
        raise ValueError(f"»{text[:40]}« har et tomt led eller det samme to gange; skriv det som a;b")
    return tuple(parse(part) for part in parts)


def _whole_number(text: str) -> int:
    digits = text.removeprefix("-")
    # 19 digits: what an integer of SQLite holds
    if not digits.isascii() or not digits.isdigit() or len(digits) > 19 or int(digits) >= 2**63:
        raise ValueError(f"»{text[:40]}« er ikke et helt tal")
    return int(text)


def _figure(text: str) -> float:
    if not re.fullmatch(r"-?[0-9]{1,12}([.,][0-9]{1,6})?", text):
        raise ValueError(f"»{text[:40]}« er ikke et tal; skriv det som 6,4")
    return float(text.replace(",", "."))


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"»{text}« er ikke en dato; skriv den som 2026-12-31") from None


def _yes_or_no(text: str) -> bool:
    if text.lower() not in ("ja", "nej"):
        raise ValueError(f"»{text}« er hverken ja eller nej")
    return text.lower() == "ja"


_PARSERS: dict[Any, Callable[[str], Any]] = {
    str: str,
    int: _whole_number,
    float: _figure,
    date: _date,
    bool: _yes_or_no,
}


def _wrong(path: Path, what: str, row_no: int, column: str = "") -> RegisterError:
    where = f"{path.name}, række {row_no}" + (f", kolonnen {column}" if column else "")
    return RegisterError(what, where=where, remedy=f"Ret {path} og prøv igen.")
