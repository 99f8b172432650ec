"""The trail of one thing in a snapshot, and the list of findings: what `explain` and `check` answer.

Read from the store alone: the words are those the snapshot carries, and where it carries none, the pointer.
"""

from collections import defaultdict
from dataclasses import asdict
from datetime import date
from functools import cached_property
from typing import Any

from geodata.catalogue import KEY_OF
from geodata.clues import in_danish
from geodata.errors import StoreError
from geodata.model import (
    Decision,
    Department,
    DepartmentKey,
    DepartmentName,
    Document,
    Evidence,
    Finding,
    Footprint,
    ListedDepartment,
    Match,
    MatchCandidate,
    Membership,
    Plan,
    Source,
)
from geodata.names import name_keys
from geodata.plain_text import LONGEST_NAME
from geodata.rows import Row
from geodata.store import Snapshot


class Shelf:
    """A snapshot's records, each kind read once."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.id = snapshot.id
        self.sources = snapshot.sources
        self._snapshot = snapshot

    @cached_property
    def documents(self) -> dict[str, Document]:
        """The papers by id."""
        return {row.document_id: row for row in self._snapshot.records(Document)}

    @cached_property
    def findings(self) -> list[Finding]:
        """Every finding."""
        return self._snapshot.records(Finding)

    @cached_property
    def listed(self) -> dict[str, ListedDepartment]:
        """The listed names by id."""
        return {row.listed_id: row for row in self._snapshot.records(ListedDepartment)}

    @cached_property
    def matches(self) -> dict[str, Match]:
        """What each listed name was tied to."""
        return {row.listed_id: row for row in self._snapshot.records(Match)}

    @cached_property
    def candidates(self) -> dict[str, list[MatchCandidate]]:
        """The departments each listed name may mean, the likeliest first."""
        found: dict[str, list[MatchCandidate]] = defaultdict(list)
        for row in sorted(self._snapshot.records(MatchCandidate), key=lambda one: (one.listed_id, one.rank)):
            found[row.listed_id].append(row)
        return found

    @cached_property
    def evidence(self) -> dict[tuple[str, str], list[Evidence]]:
        """(listed id, department id) -> what speaks for and against it."""
        found: dict[tuple[str, str], list[Evidence]] = defaultdict(list)
        for row in sorted(self._snapshot.records(Evidence), key=lambda one: (one.key, one.position)):
            found[row.listed_id, row.department_id].append(row)
        return found

    @cached_property
    def decisions(self) -> dict[str, Decision]:
        """What persons have decided, by key."""
        return {row.key: row for row in self._snapshot.records(Decision)}

    @cached_property
    def memberships(self) -> list[Membership]:
        """Which listed names belong to which plan, and when."""
        return self._snapshot.records(Membership)

    @cached_property
    def footprints(self) -> dict[str, Footprint]:
        """How each outline came about, by department."""
        return {row.department_id: row for row in self._snapshot.records(Footprint)}

    def others_of(self, department_id: str) -> list[DepartmentKey | DepartmentName]:
        """The keys and names a department has had besides those of the layer."""
        keys, names = self._snapshot.records(DepartmentKey), self._snapshot.records(DepartmentName)
        return [
            *(row for row in keys if row.department_id == department_id),
            *(row for row in names if row.department_id == department_id),
        ]

    @cached_property
    def plans(self) -> dict[str, Plan]:
        """The plans by id."""
        return {row.plan_id: row for row in self._snapshot.records(Plan)}

    @cached_property
    def departments(self) -> dict[str, Department]:
        """The departments by id."""
        return {row.department_id: row for row in self._snapshot.records(Department)}

    def source(self, key: str) -> Source | None:
        """Where a row (`<table>/<row>`) stands; None where the snapshot has no source of it."""
        table, _, row_key = key.partition("/")
        return self.sources.get((table, row_key))

    def row(self, table: str, key: str) -> Row:
        """One row of a table, as it stands there."""
        return next((row for row in self._snapshot.rows(table) if row[KEY_OF[table]] == key), {})


_SEVERITIES = ("error", "ambiguous", "definition", "missing", "rounding")


def findings(shelf: Shelf, document_id: str | None = None) -> list[dict[str, Any]]:
    """Every finding as the contract's JSON, the errors first; each with the places in documents it rests on.

    With a document only those that rest on it. Raises StoreError where the snapshot has no such document.
    """
    if document_id is not None and document_id not in shelf.documents:
        known = ", ".join(sorted(shelf.documents))
        raise StoreError(f"dokumentet »{document_id[:80]}« kendes ikke", where=shelf.id, remedy=f"Skriv et af: {known}")
    rows = sorted(shelf.findings, key=lambda row: (_SEVERITIES.index(row.severity), row.check, row.finding_id))
    found = [_finding(shelf, row) for row in rows]
    return [one for one in found if document_id in (None, *(place["document"] for place in one["sources"]))]


def explain(shelf: Shelf, key: str) -> dict[str, Any]:
    """The trail of a key (`fact/<table>/<row>`, `plan/`, `department/`, `finding/`) or of a name as printed.

    Raises StoreError where the snapshot holds nothing of the kind.
    """
    kind, _, rest = key.partition("/")
    answers = {"fact": _fact, "plan": _plan, "department": _department, "finding": _one_finding}
    found = answers[kind](shelf, rest) if kind in answers and rest else _name(shelf, key)
    if found is None:
        raise StoreError(
            f"»{key[:80]}« findes ikke i øjebliksbilledet",
            where=shelf.id,
            remedy="Nøgler skrives som fact/<tabel>/<række>, plan/<plan>, department/<id> eller finding/<id>.",
        )
    return {"snapshot": shelf.id, "key": key, **found}


def _fact(shelf: Shelf, rest: str) -> dict[str, Any] | None:
    source = shelf.source(rest)
    if source is None:
        return None
    table, _, row_key = rest.partition("/")
    row = shelf.row(table, row_key)
    return {
        "in_table": table,
        "fact": {name: value for name, value in row.items() if name != "fid"},
        "source": _source(shelf, source),
        "findings": [
            {"key": f"finding/{one.finding_id}", "message_da": one.message_da}
            for one in shelf.findings
            if rest in one.sources
        ],
    }


def _plan(shelf: Shelf, plan_id: str) -> dict[str, Any] | None:
    plan = shelf.plans.get(plan_id)
    if plan is None:
        return None
    return {
        "plan": _plain(asdict(plan), without=("source",)),
        "source": _source(shelf, plan.source),
        "rests_on": [
            {"key": f"fact/{table}/{key}", "source": _source(shelf, source)}
            for (table, key), source in shelf.sources.items()
            if table.startswith("plan_") and key.startswith(f"{plan_id}/")
        ],
        "departments": [
            {"key": row.name, "department": _matched(shelf, row.listed_id)}
            for row in shelf.listed.values()
            if row.plan_id == plan_id
        ],
        "findings": _about(shelf, plan_id),
    }


def _department(shelf: Shelf, department_id: str) -> dict[str, Any] | None:
    row = shelf.departments.get(department_id)
    if row is None:
        return None
    return {
        "department": {**_plain(asdict(row), without=("outline",)), "homes": row.homes},
        "also": [_plain(asdict(one), without=("key", "department_id")) for one in shelf.others_of(department_id)],
        "footprint": _footprint(shelf, department_id),
        "outline_decisions": [
            _plain(asdict(one), without=("outline_wkt",))
            for one in shelf.decisions.values()
            if one.outline_wkt is not None and department_id in one.department_ids
        ],
        "memberships": [
            _member(shelf, one)
            for one in shelf.memberships
            if one.listed_id in shelf.matches and department_id in shelf.matches[one.listed_id].department_ids
        ],
        "named": [
            _listed(shelf, shelf.listed[match.listed_id])
            for match in shelf.matches.values()
            if department_id in match.department_ids
        ],
        "may_be": [
            _listed(shelf, row)
            for row in shelf.listed.values()
            if department_id in {one.department_id for one in shelf.candidates.get(row.listed_id, ())}
            and department_id not in shelf.matches[row.listed_id].department_ids
        ],
        "findings": _about(shelf, department_id),
    }


def _one_finding(shelf: Shelf, finding_id: str) -> dict[str, Any] | None:
    row = next((row for row in shelf.findings if row.finding_id == finding_id), None)
    if row is None:
        return None
    rests = [{"key": f"fact/{key}", "source": _source_of(shelf, key)} for key in row.sources]
    return {"finding": _finding(shelf, row), "rests_on": rests}


def _name(shelf: Shelf, name: str) -> dict[str, Any] | None:
    wanted = name_keys(name) if len(name) <= LONGEST_NAME else frozenset()
    rows = [row for row in shelf.listed.values() if wanted & (name_keys(row.name) | name_keys(row.printed))]
    return {"named": [_listed(shelf, row) for row in rows]} if rows else None


def _listed(shelf: Shelf, row: ListedDepartment) -> dict[str, Any]:
    return {
        "fact": f"fact/listed_departments/{row.listed_id}",
        "printed": row.printed,
        "name": row.name,
        "plan": f"plan/{row.plan_id}",
        "source": _source(shelf, row.source),
        "placed": _matched(shelf, row.listed_id),
    }


def _footprint(shelf: Shelf, department_id: str) -> dict[str, Any] | None:
    own = shelf.footprints.get(department_id)
    if own is None:
        return None
    return {**_plain(asdict(own), without=("department_id",)), "approximate": own.approximate}


def _member(shelf: Shelf, row: Membership) -> dict[str, Any]:
    plan = shelf.plans[row.plan_id]
    own = {"plan": f"plan/{row.plan_id}", "name": plan.name, "status": row.source.status}
    return own | _plain(asdict(row), without=("key", "plan_id", "source"))


def _matched(shelf: Shelf, listed_id: str) -> dict[str, Any] | None:
    """What a name was tied to, by whom where a person decided it, and what it may mean with the evidence."""
    match = shelf.matches.get(listed_id)
    if match is None:
        return None
    decision = shelf.decisions.get(match.decision) if match.decision else None
    return {
        **_plain(asdict(match), without=("listed_id",)),
        "decision": _plain(asdict(decision), without=("outline_wkt",)) if decision else None,
        "candidates": [_candidate(shelf, one) for one in shelf.candidates.get(listed_id, ())],
    }


def _candidate(shelf: Shelf, row: MatchCandidate) -> dict[str, Any]:
    department = shelf.departments.get(row.department_id)
    return {
        "department_id": row.department_id,
        "name": department.name if department else None,
        "organisation": department.organisation if department else None,
        "score": row.score,
        "evidence": [
            {"kind": one.kind, "said": one.said, "weight": one.weight, "message_da": in_danish(one)}
            for one in shelf.evidence.get((row.listed_id, row.department_id), ())
        ],
    }


def _about(shelf: Shelf, text: str) -> list[dict[str, str]]:
    return [
        {"key": f"finding/{row.finding_id}", "message_da": row.message_da}
        for row in shelf.findings
        if row.subject.rpartition("/")[2] == text
        or f"/{text}/" in f"/{row.subject}/"
        or text in row.finding_id.rpartition("/")[2].split("+")  # what several share is found at each of them
    ]


def _finding(shelf: Shelf, row: Finding) -> dict[str, Any]:
    places = []
    for key in row.sources:
        source = shelf.source(key)
        if source is not None:
            place = {"document": source.document_id, "page": source.page, "line": source.line}
            if place not in places:
                places.append(place)
    return {
        "id": row.finding_id,
        "check": row.check,
        "severity": row.severity,
        "subject": row.subject,
        "printed": row.printed,
        "computed": row.computed,
        "arithmetic": row.arithmetic,
        "sources": places,
        "message_da": row.message_da,
        "message_en": row.message_en,
    }


def _source_of(shelf: Shelf, key: str) -> dict[str, Any] | None:
    source = shelf.source(key)
    return None if source is None else _source(shelf, source)


def _source(shelf: Shelf, source: Source) -> dict[str, Any]:
    return {
        "document": source.document_id,
        "title": shelf.documents[source.document_id].title,
        "page": source.page,
        "line": source.line,
        "line_end": source.line_end,
        "quote": source.quote,
        "quote_chars": source.quote_chars,
        "quote_sha256": source.quote_sha256,
        "document_sha256": shelf.documents[source.document_id].sha256,
        "status": source.status,
        "accepted_by": source.accepted_by,
        "accepted_on": source.accepted_on.isoformat(),
        "because": source.because,
    }


def _plain(row: Row, without: tuple[str, ...]) -> Row:
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in row.items()
        if name not in without
    }
