"""One proposed row of the register, in the notation of its files. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from etl.extract.facts import Found, PrintedRow
from etl.extract.text import Place
from geodata.model import Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """The document that proposals are made of."""

    document_id: str
    file: str
    sha256: str
    known: bool = False  # the register has the document already


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A row that a person may take into `table`: its own cells as text, where it stands, and why we propose it.

    `sure`: the rule reads the form exactly (tables, lists, ticks), so that it is proposed as taken; what is read from
    prose is left for the person to choose. `offered` is False for another reading of something that is proposed too:
    the register may hold it so, but the sheet does not ask twice.
    """

    table: str
    cells: Mapping[str, str]
    says: str
    place: Place
    status: Status = "printed"
    because: str = ""
    sure: bool = True
    offered: bool = True


def place_of(found: Found | PrintedRow) -> Place:
    """Where a found fact stands."""
    return Place(page=found.page, line=found.line, line_end=found.line_end, quote=found.quote)


def cell(value: Any) -> str:
    """A value as the register's files write it: ja/nej, 6,4, 2026-12-31, a;b; missing is empty."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if isinstance(value, float):
        return f"{value:.6f}".rstrip("0").rstrip(".").replace(".", ",")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return ";".join(cell(part) for part in value)
    return str(value)


def cells(**values: Any) -> dict[str, str]:
    """Named values as cells; a column that is a Python word is given with "_" behind ("end_")."""
    return {name.removesuffix("_"): cell(value) for name, value in values.items()}


@dataclass
class Keys:
    """Keys that are each used once: a second one of the same name gets a number behind."""

    _used: dict[str, int] = field(default_factory=dict)

    def new(self, key: str) -> str:
        """The key, or the key with "-2", "-3" behind where it is taken."""
        self._used[key] = self._used.get(key, 0) + 1
        return key if self._used[key] == 1 else f"{key}-{self._used[key]}"
