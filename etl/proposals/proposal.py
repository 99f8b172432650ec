"""One proposed row of the register, in the notation of its files. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from etl.extract.shares import THE_MUNICIPALITY
from etl.extract.text import Place
from geodata.model import Document, Status

# Copenhagen's districts, as its layer numbers them; another municipality's numbers are for a person to fill in
BYDEL_NOS = {
    "Indre By": 1,
    "Østerbro": 2,
    "Nørrebro": 3,
    "Vesterbro-Kongens Enghave": 4,
    "Valby": 5,
    "Vanløse": 6,
    "Brønshøj-Husum": 7,
    "Bispebjerg": 8,
    "Amager Øst": 9,
    "Amager Vest": 10,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownPlan:
    """A plan of the register, with the days that the map follows."""

    plan_id: str
    place: str
    start: date | None
    end: date | None

    def meets(self, start: date | None, end: date | None) -> bool:
        """Whether printed days can be this plan's."""
        if self.start is None:
            return False
        if start is not None:
            return start.year == self.start.year
        return end is not None and self.start <= end and (self.end is None or end <= self.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """The document that proposals are made of."""

    document_id: str
    file: str
    sha256: str
    known: bool = False  # the register has this very file
    earlier: Document | None = None  # what the register says of the document: this file's row, or another edition's
    plans: tuple[KnownPlan, ...] = ()
    areas: tuple[str, ...] = ()  # the names that the register has for several districts or a part of one
    bydel_nos: Mapping[str, int] = field(default_factory=lambda: BYDEL_NOS)  # the districts whose numbers are known
    authority: str = THE_MUNICIPALITY  # the municipality whose paper it is, as the register calls it
    subjects: tuple[str, ...] = ()  # the ids of what money is for, that the register has

    @property
    def is_new_edition(self) -> bool:
        """Whether the register has the document from another file than this."""
        return self.earlier is not None and not self.known

    def payer(self, who: str) -> str:
        """Who pays, with the municipality under its own name."""
        return who.replace(THE_MUNICIPALITY, self.authority)

    def plan_of(self, area: str, start: date | None, end: date | None) -> str | None:
        """The one plan of the register for this area that these days are said of; None where none or several are.

        A plan is meant where it begins in the year of `start`; with `end` alone, where it runs on that day.
        """
        found = [plan.plan_id for plan in self.plans if plan.place == area and plan.meets(start, end)]
        return found[0] if len(found) == 1 else None


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

    def derived(self, because: str) -> "Proposal":
        """The same as put together by us of what is printed, with the reason."""
        return replace(self, status="derived", because=because)

    def unasked(self, where: bool = True) -> "Proposal":
        """The same as another reading of something that is proposed too, where it is one."""
        return replace(self, offered=not where)


def sure(table: str, stands: Place, says: str, /, **columns: Any) -> Proposal:
    """A row that is proposed as taken; `columns` as for `cells`, `stands` the fact it is from."""
    return Proposal(table=table, cells=cells(**columns), says=says, place=Place(**stands.where))


def asked(table: str, stands: Place, says: str, /, **columns: Any) -> Proposal:
    """The same as a row that a person is asked about."""
    return replace(sure(table, stands, says, **columns), sure=False)


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
