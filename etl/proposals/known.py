"""Which row of the register says what a proposal says: the same kind of fact, the same value, at the same lines. Pure.

Names and keys are the editors' own and may differ; what the document prints may not. A row counts as the same where
its lines in the document meet the proposal's and every telling column holds the same. What is only named (a plan, a
body, an area) is proposed from the first place it is named, so there the lines need not meet.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from etl.proposals.proposal import Proposal, cell
from geodata.catalogue import HOME, name_of
from geodata.model import Source
from geodata.names import slug

Same = Callable[[str, str], bool]
_TITLE = re.compile(r"^boligsocial-(?:helhedsplan|indsats)-(?:i-|for-|paa-)?")  # before the name of a plan


def _equal(ours: str, theirs: str) -> bool:
    return ours == theirs


def _figures(ours: str, theirs: str) -> bool:
    """Equal, or equal to the one decimal that a third is read with."""
    try:
        return abs(float(ours.replace(",", ".")) - float(theirs.replace(",", "."))) < 0.05
    except ValueError:
        return ours == theirs


def _unless_silent(ours: str, theirs: str) -> bool:
    """Equal, or not said in the sentence itself: a heading may say the year of the amounts below it."""
    return theirs in ("", ours)


def _names(ours: str, theirs: str) -> bool:
    """One name within the other, whatever title stands before it: "Helhedsplan Nørrebro" and "Nørrebro"."""
    a, b = (_TITLE.sub("", slug(name)) for name in (ours, theirs))
    return bool(a) and bool(b) and (a in b or b in a)


# table -> the columns that the document itself fills, and how they are compared
TELLING: dict[str, dict[str, Same]] = {
    "plans": {"name": _names},
    "plan_links": {},
    "plan_states": {"state": _equal, "valid_from": _equal},
    "plan_periods": {"start": _equal, "end": _equal, "duration_years": _equal},
    "plan_organisations": {"printed": _names, "managed_by": _equal},
    "listed_departments": {"area": _equal, "printed": _equal, "name": _equal},
    "memberships": {"listed_id": _names},
    "funding": {
        "amount_kr": _equal,
        "year_from": _unless_silent,
        "year_to": _unless_silent,
        "price_level": _equal,
        "is_total": _equal,
    },
    "funding_subjects": {},
    "funding_shares": {"value_pct": _figures},
    "plan_area_figures": {"indicator": _equal, "value_pct": _figures, "city_pct": _figures, "ages": _equal},
    "list_areas": {"list_da": _equal, "name": _equal},
    "printed_counts": {"what": _equal, "value": _equal},
    "agreements": {"year_from": _equal, "year_to": _equal},
    "goals": {
        "kind": _equal,
        "position": _equal,
        "theme": _equal,
        "deadline": _equal,
        "fulfilment": _equal,
        "owner": _equal,
    },
    "goal_statuses": {"as_of": _equal, "unchanged": _equal},
    "targets": {"comparator": _equal, "value": _figures, "by_year": _unless_silent},
    "series_values": {"as_of": _equal, "kind": _equal, "printed": _equal},
    "events": {"on": _equal, "until": _equal},
    "ticked_bydele": {"name": _equal, "ticked": _equal},
    "quantities": {"value": _figures},
    "plan_contents": {"kind": _equal, "position": _equal},
    "parties": {"name": _names},
    "named_areas": {"name": _names},
}


_NAMED_ONCE = {"plans", "parties", "named_areas"}


@dataclass(frozen=True, slots=True)
class Known:
    """A register row as it can be compared: its table, key, document, lines and cells."""

    table: str
    key: str
    document_id: str
    line: int
    line_end: int
    cells: Mapping[str, str]


def known_rows(rows: Iterable[Any]) -> list[Known]:
    """The records of a register that have a source, as they can be compared."""
    made = []
    for row in rows:
        source: Source | None = getattr(row, "source", None)
        if source is not None:
            cells = {name: cell(getattr(row, name)) for name in row.__dataclass_fields__ if name != "source"}
            table = HOME[type(row)][0]
            made.append(Known(table, name_of(row), source.document_id, source.line, source.line_end, cells))
    return made


def says(row: Known, proposal: Proposal) -> bool:
    """Whether the row holds what is proposed: lines that meet, and the same in every telling column."""
    if row.table != proposal.table or row.table not in TELLING:
        return False
    apart = row.line > proposal.place.line_end or proposal.place.line > row.line_end
    if apart and row.table not in _NAMED_ONCE:
        return False
    telling = TELLING[row.table]
    return all(same(row.cells.get(name, ""), proposal.cells.get(name, "")) for name, same in telling.items())


def known_keys(proposals: Sequence[Proposal], rows: Sequence[Known], document_id: str) -> list[str | None]:
    """For each proposal the key of the register row of this document that says the same, or None. A row counts once."""
    left: dict[str, list[Known]] = {}
    for row in rows:
        if row.document_id == document_id:
            left.setdefault(row.table, []).append(row)
    found: list[str | None] = []
    for proposal in proposals:
        same = next((row for row in left.get(proposal.table, ()) if says(row, proposal)), None)
        if same is not None:
            left[proposal.table].remove(same)
        found.append(same.key if same else None)
    return found
