"""The names of the register's lists -> the departments they are tied to, and why. Pure.

Around each name stands what the register knows: the districts of its area, the organisations printed for its plan and
for the plans before it, and what the rest of the list was tied to. A person's decision comes before all of it.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import shapely

from etl.matching import Answer, Candidate, Context, Gazetteer, find
from geodata.model import (
    AreaGroup,
    Decision,
    Department,
    Evidence,
    ListedDepartment,
    Match,
    MatchCandidate,
    Method,
    PlanLink,
    PlanOrganisation,
)
from geodata.names import slug
from geodata.wording import listing

if TYPE_CHECKING:
    from etl.register import Register

NEAR_M = 400.0  # as far as the next block of one estate
_REASONS: Mapping[str, str] = {
    "predecessor's organisation": "afgjort via forgængerplanens organisationer",
    "plan's organisation": "afgjort via planens organisationer",
    "neighbours": "afgjort ved naboskab med listens øvrige afdelinger",
    "homes": "afgjort ved det oplyste antal boliger",
}


@dataclass(frozen=True, slots=True)
class Placement:
    """What became of every listed name: its match, the departments it may mean, and what speaks for each."""

    matches: list[Match] = field(default_factory=list)
    candidates: list[MatchCandidate] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Area:
    """The districts that a list's area stands for."""

    name: str
    bydel_nos: frozenset[int]
    bydel_names: tuple[str, ...]


def place_all(facts: "Register", among: Gazetteer, bydele: Mapping[str, int]) -> Placement:
    """One match a listed department, in the register's order. `bydele` maps the names of city districts to numbers.

    Twice: what the first round ties tells which candidates of the rest lie beside it.
    """
    areas = areas_of(bydele, facts.area_groups)
    contexts = {row.listed_id: _context(row, facts, areas) for row in facts.listed_departments}
    answers = {row.listed_id: find(row.name, among, contexts[row.listed_id]) for row in facts.listed_departments}
    near = _neighbours(facts.listed_departments, answers, among.departments)
    for row in facts.listed_departments:
        if answers[row.listed_id].outcome == "ambiguous":
            known = replace(contexts[row.listed_id], near=near[row.plan_id, row.area])
            answers[row.listed_id] = find(row.name, among, known)
    placed = Placement()
    for row in facts.listed_departments:
        context = contexts[row.listed_id]
        _add(placed, row, answers[row.listed_id], _decided(row, facts.decisions), areas, among, context)
    return placed


def areas_of(bydele: Mapping[str, int], groups: Iterable[AreaGroup]) -> dict[str, Area]:
    """Slug of a name -> the districts it stands for: the districts themselves and the groups of them."""
    names = {number: name for name, number in bydele.items()}
    found = {slug(name): Area(name, frozenset({number}), (name,)) for name, number in bydele.items()}
    for group in groups:
        numbers = sorted(set(group.bydel_nos) & set(names))
        found[slug(group.name)] = Area(group.name, frozenset(numbers), tuple(names[one] for one in numbers))
    return found


def _context(row: ListedDepartment, facts: "Register", areas: Mapping[str, Area]) -> Context:
    area = areas.get(slug(row.area))
    own, earlier = organisations_of(row.plan_id, facts.plan_organisations, facts.plan_links)
    return Context(
        bydel_nos=area.bydel_nos if area else frozenset(),
        bydel_names=area.bydel_names if area else (),
        plan_organisations=own,
        predecessor_organisations=earlier,
        homes=row.homes,
    )


def organisations_of(
    plan_id: str, named: Iterable[PlanOrganisation], links: Iterable[PlanLink]
) -> tuple[frozenset[int], frozenset[int]]:
    """Numbers of the organisations printed for the plan itself, and of those known through the plans before it."""
    before = {link.predecessor_id for link in links if link.plan_id == plan_id}
    rows = list(named)
    own = {row.organisation_no for row in rows if row.plan_id == plan_id and row.source.status == "printed"}
    earlier = {
        row.organisation_no
        for row in rows
        if row.plan_id in before or (row.plan_id == plan_id and row.source.status != "printed")
    }
    return frozenset(own), frozenset(earlier - own)


def _neighbours(
    listed: Sequence[ListedDepartment], answers: Mapping[str, Answer], departments: Sequence[Department]
) -> dict[tuple[str, str], frozenset[str]]:
    """(plan, area) -> ids of the departments within NEAR_M of one that a name of the list was tied to."""
    tied: dict[tuple[str, str], list[Department]] = defaultdict(list)
    for row in listed:
        answer = answers[row.listed_id]
        tied[row.plan_id, row.area] += [answer.candidates[0].department] if answer.outcome == "matched" else []
    shaped = [row for row in departments if row.outline is not None]
    tree = shapely.STRtree([row.outline for row in shaped])
    return {
        key: frozenset(
            shaped[at].department_id
            for row in rows
            if row.outline is not None
            for at in tree.query(row.outline, predicate="dwithin", distance=NEAR_M)
        )
        for key, rows in tied.items()
    }


def _decided(row: ListedDepartment, decisions: Iterable[Decision]) -> Decision | None:
    """The decision about this name: of its own words first, else of the entry as printed."""
    own = [one for one in decisions if one.plan_id == row.plan_id and one.name in (row.name, row.printed)]
    return min(own, key=lambda one: one.name != row.name, default=None)


def _add(
    placed: Placement,
    row: ListedDepartment,
    answer: Answer,
    decision: Decision | None,
    areas: Mapping[str, Area],
    among: Gazetteer,
    context: Context,
) -> None:
    known = {one.department_id for one in among.departments}
    if decision is not None and known.issuperset(decision.department_ids):
        placed.matches.append(_by_decision(row, decision))
    else:
        placed.matches.append(_by_program(row, answer, areas, among, context))
    for rank, candidate in enumerate((*answer.candidates, *answer.others), 1):
        key = f"{row.listed_id}/{candidate.department.department_id}"
        placed.candidates.append(
            MatchCandidate(
                key=key,
                listed_id=row.listed_id,
                department_id=candidate.department.department_id,
                rank=rank,
                score=round(candidate.score, 3),
            )
        )
        placed.evidence.extend(
            Evidence(
                key=f"{key}/{position}",
                listed_id=row.listed_id,
                department_id=candidate.department.department_id,
                position=position,
                kind=clue.kind,
                said=clue.said,
                weight=clue.weight,
            )
            for position, clue in enumerate(candidate.clues, 1)
        )


def _by_decision(row: ListedDepartment, decision: Decision) -> Match:
    return Match(
        listed_id=row.listed_id,
        outcome="matched" if decision.department_ids else "unknown",
        method="decision",
        department_ids=decision.department_ids,
        score=None,
        assumed=False,
        decision=decision.key,
        reason=decision.because,
    )


def _by_program(
    row: ListedDepartment, answer: Answer, areas: Mapping[str, Area], among: Gazetteer, context: Context
) -> Match:
    if answer.outcome != "matched":
        return _unplaced(row, answer, areas)
    best = answer.candidates[0]
    method, reason = _how(row, best, among, context)
    return Match(
        listed_id=row.listed_id,
        outcome="matched",
        method=method,
        department_ids=(best.department.department_id,),
        score=round(best.score, 3),
        assumed=method != "name",
        decision=None,
        reason=reason,
    )


def _how(row: ListedDepartment, best: Candidate, among: Gazetteer, context: Context) -> tuple[Method, str]:
    """The method, and in a sentence why: by the name alone where that would have been enough."""
    alone = find(row.name, among, Context(bydel_nos=context.bydel_nos, bydel_names=context.bydel_names))
    kind = best.clues[0].kind
    if alone.outcome == "matched":
        if kind in ("department number", "account number"):
            only = f"Den eneste afdeling {best.clues[0].said} i området {row.area} er {best.department.name}"
            return "department number", f"Navnet er kun et nummer. {only} ({best.department.organisation})."
        if kind == "slip of the pen":
            return "evidence", f"Stavemåden afviger; ingen anden afdeling i området {row.area} ligger så tæt på."
        if kind == "part of the name":
            return (
                "evidence",
                f"Navnet er ikke skrevet helt; ingen anden afdeling i området {row.area} begynder sådan.",
            )
        return "name", f"Den eneste afdeling med dette navn i området {row.area}."
    told = [clue for clue in best.clues if clue.kind in _REASONS and clue.weight > 0]
    why = _REASONS[told[0].kind] if told else "afgjort ved en afvejning af det, der taler for og imod"
    others = [one.department.organisation for one in alone.candidates if one.department != best.department]
    also = f" Navnet bæres også af en afdeling i {listing(others)}." if others else ""
    return "evidence", f"{best.department.organisation}: {why}.{also}"


def _unplaced(row: ListedDepartment, answer: Answer, areas: Mapping[str, Area]) -> Match:
    return Match(
        listed_id=row.listed_id,
        outcome=answer.outcome,
        method="none",
        department_ids=(),
        score=round(answer.candidates[0].score, 3) if answer.candidates else None,
        assumed=False,
        decision=None,
        reason=_why_not(row, answer, areas),
    )


def _why_not(row: ListedDepartment, answer: Answer, areas: Collection[str]) -> str:
    if slug(row.area) not in areas:
        return f"Området »{row.area}« er hverken en bydel eller en kendt områdegruppe."
    if answer.outcome == "ambiguous":
        names = ", ".join(f"{one.department.department_id} {one.department.name}" for one in answer.candidates)
        return f"{len(answer.candidates)} afdelinger kan bære navnet: {names}. Afventer en afgørelse."
    return f"Ingen afdeling i området {row.area} bærer navnet."
