"""A printed name and what is known around it -> the department it means, how sure that is and why, or why not. Pure.

Every department of the block (the city districts of the list's area) whose name or number is like the printed one is a
candidate. What speaks for and against each is weighed (`WEIGHTS`, natural logarithms of odds) against the chance that
the name means none of them; the scores are each candidate's share. Two candidates are never settled by taste: only
evidence beyond the name may tell them apart, and organisations that are known through an earlier plan alone are such
evidence, never a filter. The weights are set and checked on names that a person has read: docs/matching.md.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

from etl.likeness import Likeness, likeness
from etl.organisations import Organisations
from geodata.model import Department, EvidenceKind, Outcome
from geodata.names import (
    Name,
    account_numbers,
    department_number,
    parts,
    readings,
    without_department_number,
)
from geodata.plain_text import LONGEST_NAME, fold_space

if TYPE_CHECKING:
    from geodata.model import DepartmentName, OrganisationName

WEIGHTS: dict[EvidenceKind, float] = {
    "name": 8.0,
    "one of several names": 7.6,
    "earlier name": 7.5,
    "order of words": 7.0,
    "other form of the name": 6.5,
    "name without numeral": 6.0,
    "slip of the pen": 5.2,
    "part of the name": 4.5,
    "more than the name": 2.2,
    "department number": 6.5,
    "account number": 6.0,
    "other number": -3.0,
    "bydel": 0.7,
    "organisation": 2.5,
    "plan's organisation": 2.5,
    "other organisation": -1.0,
    "predecessor's organisation": 2.5,
    "homes": 2.0,
    "other homes": -2.0,
    "neighbours": 1.2,
    "name of another department": -4.0,
}
SECOND_SLIP = -1.0
NUMBER_BESIDE = 3.0  # a number that agrees, beside a name
NONE_OF_THEM = 2.0
BAR = 0.90  # a match may be used without a person
OTHERS = 0.10  # what all others may have at most beside it
SEEN = 0.03  # a candidate below it is not shown
_LOOKED_AT = 12
_NEAR = 60.0
_HOMES_NEAR, _HOMES_FAR = 0.02, 0.25


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

    @property
    def by_name_alone(self) -> bool:
        """Whether its name says it whole, without a reading of ours."""
        return any(clue.kind in ("name", "one of several names", "earlier name") for clue in self.clues)


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


@dataclass(frozen=True, slots=True)
class _Known:
    """One way a department is named: `alone` where it is its whole name, not one of several joined by "/"."""

    department: Department
    name: Name
    kind: EvidenceKind


@dataclass(frozen=True)
class Gazetteer:
    """Every department with every name it can be looked up by."""

    departments: Sequence[Department]
    organisations: Organisations
    known: Sequence[_Known] = field(repr=False)
    numbers: dict[str, frozenset[str]] = field(repr=False)  # department id -> numbers it goes by


def gazetteer(
    departments: Sequence[Department],
    names: "Iterable[DepartmentName]" = (),
    organisation_names: "Iterable[OrganisationName]" = (),
) -> Gazetteer:
    """The names of a layer's departments, and those of the register's rows, ready to be searched."""
    by_id = {row.department_id: row for row in departments}
    known = [one for row in departments for one in _names_of(row)]
    known += [
        _Known(by_id[row.department_id], read, "earlier name")
        for row in names
        if row.department_id in by_id
        for read in readings(row.name)
    ]
    numbers = {row.department_id: account_numbers(row.name) | {row.department_no} for row in departments}
    return Gazetteer(departments, Organisations(departments, organisation_names), known, numbers)


def find(printed: str, among: Gazetteer, context: Context = ANYWHERE) -> Answer:
    """The departments that the printed name may mean in its context, weighed."""
    weighed = _weighed(printed[:LONGEST_NAME], among, context)
    if not weighed:
        return Answer("unknown", ())
    whole = math.exp(NONE_OF_THEM) + sum(math.exp(sum(clue.weight for clue in clues)) for _, clues in weighed)
    candidates = sorted(
        (Candidate(row, math.exp(sum(clue.weight for clue in clues)) / whole, clues) for row, clues in weighed),
        key=lambda one: (-one.score, one.department.organisation_no, one.department.department_no),
    )
    return _settled(candidates)


def _settled(candidates: list[Candidate]) -> Answer:
    seen = [one for one in candidates if one.score >= SEEN]
    sure = [one for one in seen if one.score >= OTHERS]
    if seen and seen[0].score >= BAR and sum(one.score for one in candidates[1:]) < OTHERS:
        return Answer("matched", (seen[0],), tuple(seen[1:_LOOKED_AT]))
    if len(sure) > 1 and sum(one.score for one in sure) >= BAR:
        return Answer("ambiguous", tuple(sure))
    if len(sure) == 1 and sure[0].score >= BAR:  # one that stands out, and several that are left over together
        return Answer("ambiguous", tuple(seen))
    return Answer("unknown", tuple(seen[:_LOOKED_AT]))


def _names_of(row: Department) -> Iterable[_Known]:
    several = parts(row.name)
    for part in several:
        for read in readings(part):
            yield _Known(row, read, "name" if len(several) == 1 else "one of several names")
    if len(several) > 1:  # "Prinsessegade/Burmeistergade" printed whole
        for read in readings(" ".join(several)):
            yield _Known(row, read, "name")


def _weighed(printed: str, among: Gazetteer, context: Context) -> list[tuple[Department, tuple[Clue, ...]]]:
    """Every candidate of the block with its clues."""
    read = _Printed(printed, among.organisations)
    organisations = context.organisation_nos
    found = _alike(read, among)
    block = [
        row
        for row in among.departments
        if row.department_id in found
        and (context.bydel_nos is None or row.bydel_no in context.bydel_nos)
        and (organisations is None or row.organisation_no in organisations)
    ]
    inside = {row.department_id for row in block}
    named_elsewhere = any(clue.kind == "name" for key, clues in found.items() if key not in inside for clue in clues)
    return [
        (row, (*found[row.department_id], *_around(row, read, context, among, named_elsewhere, found))) for row in block
    ]


class _Printed:
    """A printed name taken apart: its readings, the number in it, and the organisation in it."""

    def __init__(self, printed: str, organisations: Organisations) -> None:
        text = fold_space(printed)
        self.number = department_number(text)
        self.accounts = account_numbers(text)
        rest = without_department_number(text)
        whole = [one for part in parts(rest) for one in readings(part)] if rest else []
        if len(parts(rest)) > 1:
            whole += readings(" ".join(parts(rest)))
        self.names: list[tuple[Name, frozenset[int]]] = [(one, frozenset()) for one in whole if one.words]
        for one in whole:
            words, numbers = organisations.within(one.words)
            if numbers and words:
                self.names.append((Name(words, one.numerals, one.houses), numbers))
        self.only_organisation: frozenset[int] = frozenset()
        if self.number is not None:  # "AAB afd. 58" names the organisation and nothing else
            for one in whole:
                self.only_organisation |= organisations.only_names_one(one.words)


def _alike(read: _Printed, among: Gazetteer) -> dict[str, list[Clue]]:
    """department id -> the best clue of its name or number, and of the organisation named within the text."""
    found: dict[str, list[Clue]] = {}
    for name, numbers in read.names:
        for known in _near(name, among.known):
            if numbers and known.department.organisation_no not in numbers:
                continue
            alike = likeness(name, known.name)
            if alike is not None:
                _keep(found, known, _clues(alike, known, numbers))
    if not read.names or read.only_organisation:
        _by_number(read, among, found)
    return found


def _near(name: Name, known: Sequence[_Known]) -> Iterable[_Known]:
    """The names worth a closer look."""
    words = name.joined
    texts = [one.name.joined for one in known]
    near = process.extract(words, texts, scorer=fuzz.ratio, score_cutoff=_NEAR, limit=4 * _LOOKED_AT)
    parted = {at for at, text in enumerate(texts) if text.startswith(words) or words.startswith(text)}
    within = {at for at, one in enumerate(known) if set(name.words) & set(one.name.words)}
    return [known[at] for at in sorted({at for _, _, at in near} | parted | within)]


def _clues(alike: Likeness, known: _Known, numbers: frozenset[int]) -> list[Clue]:
    kind = known.kind if alike.kind == "name" else alike.kind
    weight = WEIGHTS[kind] + (SECOND_SLIP if alike.slips > 1 else 0)
    clues = [Clue(kind, known.department.name, weight)]
    if numbers:
        clues.append(Clue("organisation", known.department.organisation, WEIGHTS["organisation"]))
    return clues


def _keep(found: dict[str, list[Clue]], known: _Known, clues: list[Clue]) -> None:
    key = known.department.department_id
    before = found.get(key)
    if before is None or sum(one.weight for one in before) < sum(one.weight for one in clues):
        found[key] = clues


def _by_number(read: _Printed, among: Gazetteer, found: dict[str, list[Clue]]) -> None:
    for row in among.departments:
        if read.only_organisation and row.organisation_no not in read.only_organisation:
            continue
        if read.number == row.department_no:
            clue = Clue("department number", row.department_no, WEIGHTS["department number"])
        elif read.number in among.numbers[row.department_id]:
            clue = Clue("account number", read.number or "", WEIGHTS["account number"])
        else:
            continue
        found[row.department_id] = [clue]
        if read.only_organisation:
            found[row.department_id].append(Clue("organisation", row.organisation, WEIGHTS["organisation"]))


def _around(
    row: Department,
    read: _Printed,
    context: Context,
    among: Gazetteer,
    named_elsewhere: bool,
    found: dict[str, list[Clue]],
) -> Iterable[Clue]:
    """What the context says for and against a candidate."""
    if context.bydel_names:
        yield _clue("bydel", ", ".join(context.bydel_names))
    if named_elsewhere and found[row.department_id][0].kind not in ("name", "one of several names", "earlier name"):
        yield _clue("name of another department", "")
    yield from _numbers(row, read, among)
    yield from _organisations(row, context)
    yield from _homes(row, context.homes)
    if row.department_id in context.near:
        yield _clue("neighbours", row.name)


def _numbers(row: Department, read: _Printed, among: Gazetteer) -> Iterable[Clue]:
    """Numbers printed beside a name agree with the department's, or speak against it."""
    given = read.accounts | ({read.number} if read.number else set())
    if not given or not read.names or read.only_organisation:
        return
    agree = given & among.numbers[row.department_id]
    if agree:
        yield Clue("account number", min(agree), NUMBER_BESIDE)
    else:
        yield _clue("other number", ", ".join(sorted(given)))


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


def _clue(kind: EvidenceKind, said: str) -> Clue:
    return Clue(kind, said, WEIGHTS[kind])
