"""Which row of the register says what a proposal says: the same kind of fact, the same value, at the same lines. Pure.

Names and keys are the editors' own and may differ; what the document prints may not. A row counts as the same where
its lines in the document meet the proposal's and every telling column holds the same. What is only named (a plan, a
body, an area) is proposed from the first place it is named, so there the lines need not meet.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from etl.extract.text import Place
from etl.proposals.proposal import Paper, Proposal, cell
from etl.proposals.sheet import Line
from geodata.catalogue import HOME, KEY_OF, name_of
from geodata.model import Source, Status
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
    "plan_links": {"kind": _equal},
    "plan_states": {"state": _equal, "valid_from": _equal},
    "plan_periods": {"start": _equal, "end": _equal, "duration_years": _equal},
    "plan_organisations": {"printed": _names, "managed_by": _equal},
    "area_groups": {"name": _equal, "bydel_nos": _equal},
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
_PRINTED_TOO = {"position", "printed", "table", "table_row"}  # filled by the document, though not what tells rows apart
_CELL = ("table", "table_row", "year_from", "year_to")
_POINTS_TO = {
    "plan_id": "plans",
    "plan_ids": "plans",
    "predecessor_id": "plans",
    "listed_id": "listed_departments",
    "subject_id": "funding_subjects",
    "goal_id": "goals",
}


@dataclass(frozen=True, slots=True)
class Known:
    """A register row as it can be compared: its table, key, document, lines and cells."""

    table: str
    key: str
    document_id: str
    page: int
    line: int
    line_end: int
    status: Status
    cells: Mapping[str, str]


def known_rows(rows: Iterable[Any]) -> list[Known]:
    """The records of a register that have a source, as they can be compared."""
    made = []
    for row in rows:
        source: Source | None = getattr(row, "source", None)
        if source is not None:
            cells = {name: cell(getattr(row, name)) for name in row.__dataclass_fields__ if name != "source"}
            table = HOME[type(row)][0]
            place = (source.document_id, source.page, source.line, source.line_end)
            made.append(Known(table, name_of(row), *place, source.status, cells))
    return made


def says(row: Known, proposal: Proposal) -> bool:
    """Whether the row holds what is proposed: lines that meet, and the same in every telling column."""
    if row.table != proposal.table or row.table not in TELLING:
        return False
    if not _telling_alike(row, proposal):
        return False
    apart = row.line > proposal.place.line_end or proposal.place.line > row.line_end
    return not apart or row.table in _NAMED_ONCE


def _telling_alike(row: Known, proposal: Proposal) -> bool:
    telling = TELLING.get(row.table)
    return telling is not None and all(
        same(row.cells.get(name, ""), proposal.cells.get(name, "")) for name, same in telling.items()
    )


def lines_of(proposals: Sequence[Proposal], rows: Sequence[Known], paper: Paper) -> list[Line]:
    """The lines of the sheet, held against the rows that the register has of this document.

    First what is proposed as taken, then what a person is asked about, then what the register has already; last, for a
    new edition, what the register has and the edition does not say, for a person to let go. In a new edition a row that
    says the same is proposed again, since it stands on another line of another file; what people have added to it
    stays. Of a file that the register has, nothing more is proposed as taken: a person has been through it.
    """
    own = [row for row in rows if row.document_id == paper.document_id]
    pairs = _paired(proposals, own, paper)
    sure, asked, settled = list[Line](), list[Line](), list[Line]()
    names = {
        (proposal.table, proposal.cells.get(KEY_OF[proposal.table], "")): row.key
        for proposal, row in pairs
        if row is not None
    }
    for original, row in pairs:
        proposal = _renamed(original, names)
        same = row is not None and _telling_alike(row, proposal)
        if not (proposal.offered or same):
            continue
        made = proposal if row is None else _with_what_people_added(proposal, row)
        if row is not None and not same:
            made = replace(made, says=f"{made.says} (ændret, før: {_before(row, proposal)})")
        take = (same or proposal.sure) if paper.is_new_edition else (proposal.sure and not same and not paper.known)
        line = Line(proposal=made, take=take, known=row.key if row is not None and same else "")
        (sure if take else settled if same else asked).append(line)
    left = _left(own, pairs) if paper.is_new_edition else []
    return [*sure, *asked, *settled, *(Line(proposal=_no_longer(row), take=False, known=row.key) for row in left)]


def _paired(proposals: Sequence[Proposal], rows: Sequence[Known], paper: Paper) -> list[tuple[Proposal, Known | None]]:
    """Each proposal with the row that says the same; in a new edition wherever it stands, or else that has its key."""
    alike: tuple[Callable[[Known, Proposal], bool], ...] = (says,)
    if paper.is_new_edition:
        alike = (_same_key_and_words, says, _same_words, _same_key)
    left: dict[str, list[Known]] = {}
    for row in rows:
        left.setdefault(row.table, []).append(row)
    found: list[Known | None] = [None] * len(proposals)
    for same in alike:
        for at, proposal in enumerate(proposals):
            own = left.get(proposal.table, [])
            match = next((row for row in own if same(row, proposal)), None) if found[at] is None else None
            if match is not None:
                own.remove(match)
                found[at] = match
    if paper.is_new_edition:
        _pair_cells(proposals, found, left.get("funding", []))
    return list(zip(proposals, found, strict=True))


def _pair_cells(proposals: Sequence[Proposal], found: list[Known | None], left: list[Known]) -> None:
    """Pairs an amount that has changed with the register's amount in the same cell, told by the others of its line."""
    lines = {
        (proposal.cells["table"], proposal.cells["table_row"]): (row.cells["table"], row.cells["table_row"])
        for proposal, row in zip(proposals, found, strict=True)
        if row is not None and row.table == "funding" and proposal.cells.get("table") and row.cells.get("table")
    }
    for at, proposal in enumerate(proposals):
        line = lines.get((proposal.cells.get("table", ""), proposal.cells.get("table_row", "")))
        if found[at] is not None or line is None:
            continue
        cell_of = (*line, proposal.cells["year_from"], proposal.cells["year_to"])
        match = next((row for row in left if tuple(row.cells[name] for name in _CELL) == cell_of), None)
        if match is not None:
            left.remove(match)
            found[at] = match


def _same_key(row: Known, proposal: Proposal) -> bool:
    return row.table in TELLING and row.key == proposal.cells.get(KEY_OF[row.table], "")


def _same_key_and_words(row: Known, proposal: Proposal) -> bool:
    return _same_key(row, proposal) and _telling_alike(row, proposal)


def _same_words(row: Known, proposal: Proposal) -> bool:
    """Not for cells of a table: two of its lines may bear the same amount."""
    return not row.cells.get("table") and not proposal.cells.get("table") and _telling_alike(row, proposal)


def _with_what_people_added(proposal: Proposal, row: Known) -> Proposal:
    """The proposal under the row's key, with what people have written where the document itself says nothing."""
    of_the_document = {*TELLING.get(proposal.table, {}), *_PRINTED_TOO}
    kept = {name: text for name, text in row.cells.items() if text and name not in of_the_document}
    table = {name: row.cells[name] for name in ("table", "table_row") if row.cells.get(name)}
    return replace(proposal, cells={**proposal.cells, **kept, **table, KEY_OF[proposal.table]: row.key})


def _renamed(proposal: Proposal, names: Mapping[tuple[str, str], str]) -> Proposal:
    """The proposal with the keys of the register wherever it points to a row that the register has by another key."""
    cells = {
        column: ";".join(names.get((_POINTS_TO[column], key), key) for key in text.split(";"))
        if column in _POINTS_TO and column != KEY_OF[proposal.table]
        else text
        for column, text in proposal.cells.items()
    }
    return replace(proposal, cells=cells)


def _before(row: Known, proposal: Proposal) -> str:
    """What the row says where the proposal says another thing; figures as they are printed."""
    changed = {
        "printed" if name in ("amount_kr", "value") and "printed" in row.cells else name
        for name, same in TELLING[row.table].items()
        if not same(row.cells.get(name, ""), proposal.cells.get(name, ""))
    }
    return ", ".join(row.cells.get(name, "") or "intet" for name in sorted(changed))


def _left(rows: Sequence[Known], pairs: Sequence[tuple[Proposal, Known | None]]) -> list[Known]:
    """The rows of the document that the new edition was not found to say: their quotes may no longer hold."""
    paired = {(row.table, row.key) for _, row in pairs if row is not None}
    return [row for row in rows if (row.table, row.key) not in paired]


def _no_longer(row: Known) -> Proposal:
    """A line for a row that the edition was not found to say; what we derived of the old one is for a person to see to.

    Its quote is left empty: the register keeps no words.
    """
    name = row.cells.get("name") or row.key
    printed = row.status == "printed"
    return Proposal(
        table=row.table,
        cells=row.cells,
        says=f"Ikke fundet i den nye udgave: {name}; skriv slet, hvis rækken skal ud"
        if printed
        else f"Udledt af den gamle udgave: {name}; se efter, om det stadig gælder",
        place=Place(page=row.page, line=row.line, line_end=row.line_end, quote=""),
        status=row.status,
        sure=False,
    )
