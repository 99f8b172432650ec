"""The words a record may hold, and what every record is held to."""

from datetime import date
from typing import Literal

Status = Literal["printed", "derived", "inferred"]
State = Literal["foreslået", "finansieret", "godkendt", "i drift", "udløbet"]
Reading = Literal["default", "agreement"]
PeriodRole = Literal["default", "agreement", "statement"]
Severity = Literal["error", "rounding", "ambiguous", "definition", "missing"]
Outcome = Literal["matched", "ambiguous", "unknown"]
Method = Literal["name", "department number", "evidence", "decision", "none"]
EvidenceKind = Literal[
    "name",
    "one of several names",
    "earlier name",
    "other spelling",
    "other form of the name",
    "order of words",
    "slip of the pen",
    "part of the name",
    "little of the name",
    "more than the name",
    "name without numeral",
    "name of all numerals",
    "name without side",
    "name without kind of homes",
    "one of several printed",
    "department number",
    "account number",
    "other number",
    "bydel",
    "other bydel",
    "organisation",
    "plan's organisation",
    "other organisation",
    "predecessor's organisation",
    "homes",
    "other homes",
    "neighbours",
    "name of another department",
]
FootprintMethod = Literal[
    "city layer", "parcels", "named OSM area", "buildings", "hull of points", "drawn", "point only"
]
READINGS: tuple[Reading, ...] = ("default", "agreement")
FIRST_YEAR, LAST_YEAR = 2014, 2029


def require(holds: bool, message: str) -> None:
    """Raises ValueError with the message unless it holds."""
    if not holds:
        raise ValueError(message)


def require_sha256(text: str, column: str) -> None:
    """Raises ValueError unless the text is 64 hex digits."""
    require(len(text) == 64 and set(text) <= set("0123456789abcdef"), f"{column} er ikke 64 hexcifre")


def require_order(first: date | None, last: date | None, what: str) -> None:
    """Raises ValueError where both days are known and the last comes first."""
    require(first is None or last is None or first <= last, f"{what} slutter, før den begynder")
