"""Records <-> flat rows of text and numbers, and tables of them: the form SQLite, CSV and the hash share. Pure.

A date becomes ISO text, a truth 0 or 1, a tuple JSON text; missing stays None. What goes in comes out.
"""

import json
import types
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

Record = TypeVar("Record")
Row = dict[str, Any]
_ELSEWHERE = {"source", "outline"}  # a source is a row of its own, an outline a geometry column


@dataclass(frozen=True)
class Table:
    """Rows of one table. `key` names the columns that order and identify them; a shape stands in "geometry"."""

    name: str
    key: tuple[str, ...]
    rows: Sequence[Row]
    spatial: bool = False

    def ordered(self) -> list[Row]:
        """The rows by key, so that the order of the inputs changes nothing."""
        return sorted(self.rows, key=lambda row: tuple((row[column] is not None, row[column]) for column in self.key))


def to_row(record: Any) -> Row:
    """The record's fields as a row, without its source and outline."""
    return {name: _flat(getattr(record, name)) for name in _kinds(type(record))}  # type: ignore[arg-type]


def from_row(record: type[Record], row: Mapping[str, Any], **elsewhere: Any) -> Record:
    """The record of a row; `elsewhere` gives what is not in it (`source`, `outline`). Extra columns are ignored.

    Raises KeyError for a missing column, TypeError and ValueError for a value that is not what the record holds.
    """
    kinds = _kinds(record)  # type: ignore[arg-type]  # mypy does not see that a class is hashable
    return record(**{name: _full(row[name], kind) for name, kind in kinds.items()}, **elsewhere)


@cache
def _kinds(record: Hashable) -> dict[str, Any]:
    assert isinstance(record, type)
    hints = get_type_hints(record, localns={"BaseGeometry": object})
    return {field.name: hints[field.name] for field in fields(record) if field.name not in _ELSEWHERE}


def _flat(value: Any) -> Any:
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return json.dumps(list(value), ensure_ascii=False)
    return value


def _full(value: Any, kind: Any) -> Any:
    if value is None:
        return None
    if get_origin(kind) in (Union, types.UnionType):
        arms = [arm for arm in get_args(kind) if arm is not type(None)]
        if len(arms) > 1:  # int | float: as SQLite keeps it
            return value
        kind = arms[0]
    if kind is date:
        return date.fromisoformat(value)
    if kind is bool:
        return bool(value)
    if kind is int and not isinstance(value, int):
        raise TypeError(f"{value!r} is not a whole number")
    if get_origin(kind) is tuple:
        return tuple(json.loads(value))
    return value
