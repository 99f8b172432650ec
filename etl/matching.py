"""A printed name and what is known around it -> the department it means, how sure that is and why, or why not. Pure.

Every department of the block (the city districts of the list's area) whose name or number is like the printed one is a
candidate. What speaks for and against each is weighed (`WEIGHTS`, natural logarithms of odds) against the chance that
the name means none of them; the scores are each candidate's share. Two candidates are never settled by taste: only
evidence beyond the name may tell them apart, and organisations that are known through an earlier plan alone are such
evidence, never a filter. Nor does what stands around a name make a name of what is none: it speaks for candidates that
the name itself bears (`BORNE`). The weights are set and checked on names that a person has read: docs/matching.md.
"""

import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from etl.gazetteer import Gazetteer, Known, gazetteer
from etl.likeness import Likeness, likeness
from etl.printed import NumberReading, Printed, Reading, take_apart
from geodata.model import Department, EvidenceKind, Outcome

__all__ = ["ANYWHERE", "Answer", "Candidate", "Clue", "Context", "Gazetteer", "find", "gazetteer"]

WEIGHTS: dict[EvidenceKind, float] = {
    # how the words of the name agree: one of these
    "name": 9.0,
    "one of several names": 8.0,
    "earlier name": 8.0,
    "order of words": 7.0,
    "other form of the name": 7.0,
    "other spelling": 7.3,
    "slip of the pen": 6.0,
    "part of the name": 4.7,
    "little of the name": 0.5,
    "department number": 6.5,
    "account number": 6.0,
    # what the printed name leaves unsaid, or says besides
    "name without numeral": -3.0,
    "name of all numerals": -1.0,
    "name without side": -3.0,
    "name without kind of homes": -3.0,
    "one of several printed": -5.0,
    "more than the name": -8.5,
    # what stands beside it in the text, in the question, in the plan
    "other number": -6.0,
    "bydel": 0.3,
    "other bydel": -6.0,
    "organisation": 0.8,
    "plan's organisation": 2.5,
    "other organisation": -1.0,
    "predecessor's organisation": 2.5,
    "homes": 2.0,
    "other homes": -2.0,
    "neighbours": 1.2,
    "name of another department": -4.0,
}
SECOND_SLIP = -1.0
STRANGE_SLIP = -1.0  # a letter that is neither beside the right one nor like it
NUMBER_BESIDE = 3.0  # a number that agrees, beside a name
ORGANISATION_BESIDE = 2.5  # and an organisation of its own
NONE_OF_THEM = 2.0
BORNE = 3.5  # the least that name or number must say before anything around it may speak for a candidate
SUREST = 0.999  # one name in a thousand may mean what no layer has, whatever speaks for it
BAR = 0.90  # a match may be used without a person
OTHERS = 0.10  # what all others may have at most beside it
SEEN = 0.03  # a candidate below it is not shown
_LOOKED_AT = 12
_HOMES_NEAR, _HOMES_FAR = 0.02, 0.25
_SPELT: frozenset[EvidenceKind] = frozenset(("name", "other spelling", "slip of the pen"))
_WHOLE: frozenset[EvidenceKind] = frozenset(("name", "one of several names", "earlier name"))


@dataclass(frozen=True, slots=True)
class Clue:
    """One piece of evidence: what kind, what it says, and its weight."""

    kind: EvidenceKind
    said: str
    weight: float


@dataclass(frozen=True, slots=True)
class Candidate:
    """A department that a name may mean, with its share of the likelihood and what speaks for it."""

    department: Department
    score: float
    clues: tuple[Clue, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """The outcome for one name: candidates by score, the likeliest first. Below the bar they are near misses.

    A match has one candidate; what else the name might have meant is in `others`, for a reader to see.
    """

    outcome: Outcome
    candidates: tuple[Candidate, ...]
    others: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What is known around a printed name; all of it may be missing.

    `bydel_nos` bounds the search (None: everywhere), and so does `organisation_nos`, which the asker states. The
    organisations of the plan, and those of plans before it, are weighed, as are `homes` and `near`: department ids and
    their distance in metres to what the rest of the list was tied to.
    """

    bydel_nos: frozenset[int] | None = None
    bydel_names: tuple[str, ...] = ()
    organisation_nos: frozenset[int] | None = None
    plan_organisations: frozenset[int] = frozenset()
    predecessor_organisations: frozenset[int] = frozenset()
    homes: int | None = None
    near: frozenset[str] = frozenset()


ANYWHERE = Context()


def find(printed: str, among: Gazetteer, context: Context = ANYWHERE) -> Answer:
    """The departments that the printed name may mean in its context, weighed."""
    weighed = _weighed(printed, among, context)
    if not weighed:
        return Answer("unknown", ())
    whole = math.fsum((math.exp(NONE_OF_THEM), *(math.exp(_total(clues)) for _, clues in weighed)))
    candidates = sorted(
        (Candidate(row, min(math.exp(_total(clues)) / whole, SUREST), tuple(clues)) for row, clues in weighed),
        key=lambda one: (-one.score, one.department.organisation_no, one.department.department_no),
    )
    return _settled(candidates)


def _settled(candidates: list[Candidate]) -> Answer:
    seen = [one for one in candidates if one.score >= SEEN]
    sure = [one for one in seen if one.score >= OTHERS]
    if seen and seen[0].score >= BAR and math.fsum(one.score for one in candidates[1:]) < OTHERS:
        return Answer("matched", (seen[0],), tuple(seen[1:_LOOKED_AT]))
    if len(seen) > 1 and math.fsum(one.score for one in seen) >= BAR:
        return Answer("ambiguous", tuple(sure if len(sure) > 1 else seen))
    return Answer("unknown", tuple(seen[:_LOOKED_AT]))


def _weighed(printed: str, among: Gazetteer, context: Context) -> list[tuple[Department, list[Clue]]]:
    """Every candidate of the block with its clues, those of the name first."""
    found = _alike(take_apart(printed, among.organisations, among.areas, among.account_numbers), among, context)
    nearest = min((_farness(clues) for clues in found.values()), default=0)
    weighed = []
    for key, clues in found.items():
        row = among.by_id[key]
        if _within(row, context):
            nearer = [_clue("name of another department", "")] if _farness(clues) > nearest else []
            whole = [*clues, *nearer]
            weighed.append((row, [*whole, *_around(row, context, _total(whole) >= BORNE)]))
    return weighed


def _farness(clues: list[Clue]) -> int:
    """How far the printed name is from this one: 0 whole, 1 in other letters or forms, 2 and 3 by slips, else 4."""
    if _total(clues) < BORNE or any(clue.kind == "one of several printed" for clue in clues):
        return 4
    kind = clues[0].kind
    if kind == "slip of the pen":
        return 2 if clues[0].weight > WEIGHTS[kind] + SECOND_SLIP else 3
    return 4 if kind == "part of the name" else 0 if kind in _WHOLE else 1


def _within(row: Department, context: Context) -> bool:
    return (context.bydel_nos is None or row.bydel_no in context.bydel_nos) and (
        context.organisation_nos is None or row.organisation_no in context.organisation_nos
    )


def _alike(read: Printed, among: Gazetteer, context: Context) -> dict[str, list[Clue]]:
    """department id -> the clues of its best reading: name or number, what is unsaid, what stands beside it."""
    found: dict[str, list[Clue]] = {}
    of_parts: dict[int, dict[str, list[Clue]]] = defaultdict(dict)
    for one in read.names:
        for row, clues in _bearers(one, among):
            _keep(found if one.part is None else of_parts[one.part], row.department_id, clues)
    for key, clues in _of_joined(of_parts, read.joined):
        _keep(found, key, clues)
    for number in read.numbers:
        for row, clues in _by_number(number, among, context):
            _keep(found, row.department_id, clues)
    return found


def _bearers(read: Reading, among: Gazetteer) -> Iterable[tuple[Department, list[Clue]]]:
    """Departments whose name is like that of the reading; of the organisation that it names, if it names one.

    A district is a department's name only where it is the whole of it, and no slip or part of it.
    """
    is_area = among.areas.find(" ".join(read.name.words)) is not None
    for known in among.near(read.name):
        row = known.department
        if read.organisation_nos and row.organisation_no not in read.organisation_nos:
            continue
        alike = likeness(read.name, known.name)
        if alike is None or (known.spelt_out and alike.kind not in _SPELT):
            continue
        if not is_area or (alike.kind, known.kind) == ("name", "name"):
            yield row, [*_of_name(alike, known), *_beside(read, row, among)]


def _of_joined(of_parts: dict[int, dict[str, list[Clue]]], joined: int) -> Iterable[tuple[str, list[Clue]]]:
    """A department that bears every one of the joined names is meant as by a whole name; else it is one of several."""
    for key in {key: None for found in of_parts.values() for key in found}:
        ways = [found[key] for found in of_parts.values() if key in found]
        borne = sum(_total(clues) >= BORNE for clues in ways)
        yield key, [*max(ways, key=_total), *([] if borne == joined else [_clue("one of several printed", "")])]


def _of_name(alike: Likeness, known: Known) -> Iterable[Clue]:
    said = known.department.name
    kind = alike.kind if WEIGHTS[alike.kind] < WEIGHTS[known.kind] else known.kind
    slips = SECOND_SLIP * max(alike.slips - 1, 0) + STRANGE_SLIP * alike.strange
    if alike.kind == "more than the name":
        yield Clue("more than the name", said, WEIGHTS["name"] + WEIGHTS["more than the name"])
    else:
        yield Clue(kind, said, WEIGHTS[kind] + slips)
    for lacking in alike.lacks:
        yield _clue(lacking, said)


def _beside(read: Reading, row: Department, among: Gazetteer) -> Iterable[Clue]:
    """Numbers, organisation and district within the text agree with the department's, or speak against it."""
    if read.numbers:
        agree = read.numbers & among.numbers[row.department_id]
        if agree:
            yield Clue("account number", min(agree), NUMBER_BESIDE)
        else:
            yield _clue("other number", ", ".join(sorted(read.numbers)))
    yield from _of_text(read.organisation_nos, read, row)


def _of_text(organisations: frozenset[int], read: Reading | NumberReading, row: Department) -> Iterable[Clue]:
    if organisations:
        yield Clue("organisation", row.organisation, ORGANISATION_BESIDE)
    if read.area is not None:
        yield _clue("bydel" if row.bydel_no in read.area.bydel_nos else "other bydel", read.area.name)


def _by_number(read: NumberReading, among: Gazetteer, context: Context) -> Iterable[tuple[Department, list[Clue]]]:
    """Departments of a number; a roman numeral is a number only where an organisation is named."""
    if read.is_numeral and not read.organisation_nos and context.organisation_nos is None:
        return
    for row in among.departments:
        if read.organisation_nos and row.organisation_no not in read.organisation_nos:
            continue
        kind: EvidenceKind = "department number" if read.number == row.department_no else "account number"
        if read.number in among.numbers[row.department_id]:
            yield row, [_clue(kind, read.number), *_of_text(read.organisation_nos, read, row)]


def _keep(found: dict[str, list[Clue]], key: str, clues: list[Clue]) -> None:
    if key not in found or _total(found[key]) < _total(clues):
        found[key] = clues


def _around(row: Department, context: Context, borne: bool) -> Iterable[Clue]:
    """What the context says for and against a candidate; for it only where its name bears that."""
    for clue in (*_organisations(row, context), *_homes(row, context.homes), *_place(row, context)):
        if borne or clue.weight < 0:
            yield clue


def _place(row: Department, context: Context) -> Iterable[Clue]:
    if context.bydel_names:
        yield _clue("bydel", ", ".join(context.bydel_names))
    if row.department_id in context.near:
        yield _clue("neighbours", row.name)


def _organisations(row: Department, context: Context) -> Iterable[Clue]:
    number, name = row.organisation_no, row.organisation
    if context.organisation_nos is not None:
        yield _clue("organisation", name)
    if number in context.plan_organisations:
        yield _clue("plan's organisation", name)
    elif context.plan_organisations:
        yield _clue("other organisation", name)
    elif number in context.predecessor_organisations:
        yield _clue("predecessor's organisation", name)


def _homes(row: Department, stated: int | None) -> Iterable[Clue]:
    counts = [count for count in (row.homes, row.homes_family_youth, row.homes_family) if count]
    if stated is None or not counts:
        return
    off = min(abs(count - stated) / max(count, stated) for count in counts)
    if off <= _HOMES_NEAR:
        yield _clue("homes", str(stated))
    elif off > _HOMES_FAR:
        yield _clue("other homes", str(stated))


def _total(clues: Iterable[Clue]) -> float:
    return sum(clue.weight for clue in clues)


def _clue(kind: EvidenceKind, said: str) -> Clue:
    return Clue(kind, said, WEIGHTS[kind])
