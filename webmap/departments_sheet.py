"""What /afdelinger shows: every printed name, what it was tied to, how sure that is, why, and what else it may mean.

Pure. The lines for decisions.csv are made here too. A name comes from a document and is written as CSV writes it; one
that a spreadsheet would run has a mark in front, which the register takes off again.
"""

import csv
import io
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from geodata.clues import speaks_against
from geodata.model import (
    DAY_TO_WRITE,
    REASON_TO_WRITE,
    UNIT_TO_WRITE,
    Decision,
    Department,
    Finding,
    ListedDepartment,
    Match,
    Plan,
)
from geodata.names import slug
from geodata.plain_text import fold_space, never_a_formula
from webmap import evidence_words as evidence
from webmap.department_sheet import sharing_outline
from webmap.evidence_words import Standing, standing, standings
from webmap.exports import formula_safe
from webmap.language import Language
from webmap.sheet import Ref
from webmap.small_map import SmallMap, small_map
from webmap.state import Choice, Option
from webmap.themes import common, outlines
from webmap.themes import coverage_words as words

if TYPE_CHECKING:
    from webmap.facts import Facts

PLAN, OUTCOME, SEARCH = "plan", "udfald", "soeg"
LONGEST_SEARCH = 100
_UNPLACED = "ikke-placeret"
_OUTCOMES: Mapping[str, tuple[Standing, ...]] = {
    _UNPLACED: ("flertydigt", "ukendt"),
    "antaget": ("antaget",),
    "afgjort": ("afgjort",),
    "entydigt": ("entydigt",),
}
_TO_WRITE = {  # the last columns of decisions.csv
    "accepted_by": f'"{UNIT_TO_WRITE}"',
    "accepted_on": DAY_TO_WRITE,
    "because": f'"{REASON_TO_WRITE}"',
}
_OPENED = 6  # so few names are shown unfolded
_HITS = 60


@dataclass(frozen=True, slots=True)
class Asked:
    """Which names a reader asks for: of a plan, of an outcome, and with a text in them; empty is all."""

    plan: str = ""
    outcome: str = ""
    search: str = ""

    def query(self, **changes: str) -> dict[str, str]:
        """The state as a query, with the changes: only what is asked for."""
        held = {PLAN: self.plan, OUTCOME: self.outcome, SEARCH: self.search, **changes}
        return {key: value for key, value in held.items() if value}


@dataclass(frozen=True, slots=True)
class Clue:
    """One piece of evidence in words, and its weight as it is reckoned with."""

    text: str
    against: bool
    kind: str
    weight: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A department that a name may mean. `sure` is None where a person chose it and the program did not find it.

    `line` is the row of decisions.csv that settles the name so; None where the name cannot be written safely.
    `shares_with` are departments that the layer gives the same outline; `outline` says what it is, where it is not
    simply the layer's.
    """

    number: str
    department: Department
    bydel: str | None
    chosen: bool
    share: str | None
    sure: str | None
    clues: tuple[Clue, ...]
    weight: str
    line: str | None
    shares_with: tuple[Department, ...]
    outline: str | None


@dataclass(frozen=True, slots=True)
class NameCard:
    """One printed name and what became of it."""

    number: int
    listed: ListedDepartment
    plan: Plan
    match: Match
    standing: Standing
    label: str
    sure: str
    ref: Ref
    candidates: tuple[Candidate, ...]
    decision: Decision | None
    map: SmallMap | None
    none_line: str | None
    open: bool

    @property
    def tied(self) -> list[Candidate]:
        """The departments the name was tied to."""
        return [one for one in self.candidates if one.chosen]

    @property
    def others(self) -> list[Candidate]:
        """The departments it may mean and was not tied to."""
        return [one for one in self.candidates if not one.chosen]


@dataclass(frozen=True, slots=True)
class Group:
    """The names of one plan that are asked for, and how many of all its names are placed."""

    plan: Plan
    name: str
    years: str
    placed: str
    all: int
    cards: tuple[NameCard, ...]


@dataclass(frozen=True, slots=True)
class Review:
    """The page. `counts` are of all names, whatever is asked for: (what became of them, how many, the filter that
    shows them), those there are none of left out; `hits` are departments of the layer.
    """

    asked: Asked
    summary: str
    counts: tuple[tuple[str, str, str], ...]
    groups: tuple[Group, ...]
    hits: tuple[Department, ...]
    hits_left: int
    without_names: tuple[str, ...]
    unfit: tuple[Finding, ...]
    bydele: tuple[str, ...]

    @property
    def shown(self) -> int:
        """How many names the page shows."""
        return sum(len(group.cards) for group in self.groups)


def options(facts: "Facts", lang: Language) -> list[Option]:
    """Plan and outcome, with how many names there are of each."""
    of_plan = Counter(row.plan_id for row in facts.listed)
    named = [plan for plan in facts.plans if of_plan[plan.plan_id]]
    found = Counter(standing(facts.matches[row.listed_id]) for row in facts.listed)
    of_outcome = {value: sum(found[one] for one in those) for value, those in _OUTCOMES.items()}
    labels = {
        _UNPLACED: lang._("Ikke placeret"),
        "antaget": lang._("Antaget"),
        "afgjort": lang._("Afgjort"),
        "entydigt": lang._("Entydigt navn"),
    }
    plans = [
        Choice(plan.plan_id, f"{words.plan_name(lang, plan)} ({lang.number(of_plan[plan.plan_id])})") for plan in named
    ]
    outcomes = [Choice(value, f"{labels[value]} ({lang.number(of_outcome[value])})") for value in _OUTCOMES]
    return [
        Option(PLAN, lang._("planen"), lang._("Plan"), (Choice("", lang._("Alle planer")), *plans), ""),
        Option(OUTCOME, lang._("udfaldet"), lang._("Placering"), (Choice("", lang._("Alle")), *outcomes), ""),
    ]


def review(facts: "Facts", shapes: Mapping[str, Any], lang: Language, asked: Asked) -> Review:
    """The names that are asked for, by plan, the newest first. `shapes` is what `render.figure_shapes` wrote."""
    wanted = [row for row in facts.listed if _is_asked_for(facts, row, asked)]
    narrowed = len(wanted) <= _OPENED and bool(asked.query())
    order = {row.listed_id: number for number, row in enumerate(facts.listed, 1)}
    groups = []
    for plan in facts.plans:
        rows = [row for row in wanted if row.plan_id == plan.plan_id]
        cards = [_card(facts, shapes, lang, row, plan, order[row.listed_id], narrowed) for row in rows]
        if cards:
            groups.append(_group(facts, lang, plan, cards))
    hits = departments_found(facts, asked.search) if asked.search else []
    listed = {row.plan_id for row in facts.listed}
    return Review(
        asked=asked,
        summary=words.placed(lang, facts, facts.listed),
        counts=tuple(_counts(facts, lang)),
        groups=tuple(groups),
        hits=tuple(hits[:_HITS]),
        hits_left=max(len(hits) - _HITS, 0),
        without_names=tuple(words.plan_name(lang, plan) for plan in facts.plans if plan.plan_id not in listed),
        unfit=tuple(one for one in facts.findings if one.check == "decision-does-not-fit"),
        bydele=tuple(sorted({no for group in groups for card in group.cards if card.map for no in card.map.bydele})),
    )


def _group(facts: "Facts", lang: Language, plan: Plan, cards: Sequence[NameCard]) -> Group:
    listed = [row for row in facts.listed if row.plan_id == plan.plan_id]
    period = next((row for row in facts.periods if row.plan_id == plan.plan_id and row.role == "default"), None)
    days = (period.start, period.end) if period else (None, None)
    years = "–".join(str(day.year) if day else "?" for day in days) if any(days) else ""
    return Group(
        plan=plan,
        name=words.plan_name(lang, plan),
        years="" if years in plan.name else years,
        placed=words.placed(lang, facts, listed),
        all=len(listed),
        cards=tuple(cards),
    )


def _counts(facts: "Facts", lang: Language) -> Iterable[tuple[str, str, str]]:
    """How many names became what, the most settled first."""
    counts = Counter(standing(facts.matches[row.listed_id]) for row in facts.listed)
    shown_by = {became: value for value, those in _OUTCOMES.items() for became in those}
    for became, label in standings(lang).items():
        if counts[became]:
            yield label, lang.number(counts[became]), shown_by[became]


def _is_asked_for(facts: "Facts", row: ListedDepartment, asked: Asked) -> bool:
    if asked.plan and row.plan_id != asked.plan:
        return False
    if asked.outcome and standing(facts.matches[row.listed_id]) not in _OUTCOMES[asked.outcome]:
        return False
    if not asked.search:
        return True
    keys = [*facts.matches[row.listed_id].department_ids, *(one.department_id for one in _candidates(facts, row))]
    texts = [row.printed, row.name, *(_known_as(facts, facts.departments[key]) for key in keys)]
    return _holds(asked.search, texts)


def departments_found(facts: "Facts", search: str) -> list[Department]:
    """Departments of the layer with the text in their name, organisation or key, by name."""
    found = [row for row in facts.departments.values() if _holds(search, [_known_as(facts, row)])]
    return sorted(found, key=lambda row: (slug(row.name), row.department_id))


def _known_as(facts: "Facts", row: Department) -> str:
    also = [one.name for one in facts.department_names if one.department_id == row.department_id]
    short = [one.name for one in facts.organisation_names if one.organisation_no == row.organisation_no]
    return " / ".join([row.name, row.organisation, row.department_id, *also, *short])


def _holds(search: str, texts: Iterable[str]) -> bool:
    """Whether one of the texts has the search in it, however it is spelled: "noerrebro" is found in "Nørrebro"."""
    plain = slug(search)
    if not plain:
        return any(search.casefold() in text.casefold() for text in texts)
    return any(plain in slug(text) for text in texts)


def _candidates(facts: "Facts", row: ListedDepartment) -> list[Any]:
    return facts.candidates.get(row.listed_id, [])


def _card(
    facts: "Facts",
    shapes: Mapping[str, Any],
    lang: Language,
    row: ListedDepartment,
    plan: Plan,
    number: int,
    narrowed: bool,
) -> NameCard:
    match = facts.matches[row.listed_id]
    became = standing(match)
    candidates = tuple(_candidates_in_words(facts, lang, row, match))
    shown = [(one.department.department_id, one.number) for one in candidates]
    around = facts.bydele_named(row.area) or tuple(
        dict.fromkeys(one.department.bydel_no for one in candidates if one.department.bydel_no is not None)
    )
    return NameCard(
        number=number,
        listed=row,
        plan=plan,
        match=match,
        standing=became,
        label=standings(lang)[became],
        sure=_how_sure(lang, match),
        ref=words.ref(lang, facts, row),
        candidates=candidates,
        decision=facts.decisions.get(match.decision) if match.decision else None,
        map=small_map(shapes, facts.footprints, shown, frozenset(match.department_ids), around),
        none_line=decision_line(row, ()),
        open=narrowed or became != "entydigt",
    )


def _how_sure(lang: Language, match: Match) -> str:
    """How sure the placement is; of a name that is not placed, how sure the likeliest department would be."""
    if match.department_ids or match.score is None:
        return evidence.how_sure(lang, match.score)
    share = evidence.share(lang, match.score)
    return lang._("ikke nok til at placere; den mest sandsynlige afdeling får {share}", share=share)


def _candidates_in_words(facts: "Facts", lang: Language, row: ListedDepartment, match: Match) -> Iterable[Candidate]:
    """The departments the program found, the likeliest first, and then those a person chose beside them."""
    found = _candidates(facts, row)
    known = {one.department_id for one in found}
    scores: list[tuple[str, float | None]] = [(one.department_id, one.score) for one in found]
    scores += [(key, None) for key in match.department_ids if key not in known]
    for number, (key, score) in enumerate(scores, 1):
        clues = facts.evidence.get((row.listed_id, key), [])
        department = facts.departments[key]
        yield Candidate(
            number=str(number),
            department=department,
            bydel=facts.bydele[department.bydel_no][0] if department.bydel_no in facts.bydele else None,
            chosen=key in match.department_ids,
            share=None if score is None else evidence.share(lang, score),
            sure=None if score is None else evidence.how_sure(lang, score),
            clues=tuple(_clue(lang, one) for one in clues),
            weight=lang.signed(sum(one.weight for one in clues), 1),
            line=decision_line(row, (key,)),
            shares_with=sharing_outline(facts, key),
            outline=outlines.line(lang, facts.footprints.get(key)),
        )


def _clue(lang: Language, one: Any) -> Clue:
    return Clue(
        text=evidence.sentence(lang, one),
        against=speaks_against(one),
        kind=evidence.kinds(lang)[one.kind],
        weight=lang.signed(one.weight, 1),
    )


# ---- lines for decisions.csv


def decision_columns() -> list[str]:
    """The columns of decisions.csv in their order."""
    return [field.name for field in fields(Decision)]


def decision_line(row: ListedDepartment, department_ids: Sequence[str]) -> str | None:
    """The row of decisions.csv that ties the name to the departments, or to none; a person writes who, when and why.

    Words stand where they write, in quotes, so that a comma does no harm; the register refuses a row that keeps them.
    None where a spreadsheet would run a part of it whatever mark is put in front.
    """
    cells = {
        "key": row.listed_id,
        "plan_id": row.plan_id,
        "name": never_a_formula(row.name),
        "department_ids": ";".join(department_ids),
    }
    if fold_space(row.name) != row.name or any(formula_safe(cell) != cell for cell in cells.values()):
        return None
    out = io.StringIO(newline="")
    known = [column for column in decision_columns() if column not in _TO_WRITE]
    csv.DictWriter(out, known, restval="", lineterminator="").writerow(cells)
    return ",".join([out.getvalue(), *_TO_WRITE.values()])


# ---- the same as CSV


def as_rows(facts: "Facts", lang: Language) -> list[dict[str, Any]]:
    """Every printed name as a flat row with English keys; a missing cell is None."""
    plans = {plan.plan_id: plan for plan in facts.plans}
    order = {plan.plan_id: number for number, plan in enumerate(facts.plans)}
    listed = sorted(facts.listed, key=lambda row: (order[row.plan_id], row.position))
    return [_as_row(facts, lang, row, plans[row.plan_id]) for row in listed]


def _as_row(facts: "Facts", lang: Language, row: ListedDepartment, plan: Plan) -> dict[str, Any]:
    match = facts.matches[row.listed_id]
    tied = [facts.departments[key] for key in match.department_ids]
    decision = facts.decisions.get(match.decision) if match.decision else None
    homes = [one.homes for one in tied if one.homes is not None]
    bydele = dict.fromkeys(facts.bydele[one.bydel_no][0] for one in tied if one.bydel_no in facts.bydele)
    return {
        "listed_id": row.listed_id,
        "plan_id": row.plan_id,
        "plan": words.plan_name(lang, plan),
        "area": row.area,
        "printed": row.printed,
        "name": row.name,
        "document_id": row.source.document_id,
        "page": row.source.page,
        "line": row.source.line,
        "outcome": match.outcome,
        "placement": standings(lang)[standing(match)],
        "method": match.method,
        "assumed": int(match.assumed),
        "score": match.score,
        "department_ids": " ".join(match.department_ids),
        "departments": "; ".join(one.name for one in tied),
        "organisations": "; ".join(dict.fromkeys(one.organisation for one in tied)),
        "bydel": "; ".join(bydele),
        "homes": sum(homes) if homes else None,
        "reason": match.reason,
        "candidates": " ".join(f"{one.department_id}={one.score:g}" for one in _candidates(facts, row)),
        "decision": match.decision,
        "decided_by": decision.accepted_by if decision else None,
        "decided_on": decision.accepted_on.isoformat() if decision else None,
        "because": decision.because if decision else None,
        "snapshot": facts.snapshot_id,
    }


def documents(facts: "Facts") -> list[str]:
    """Ids of the documents that list departments."""
    return common.cited(facts, facts.listed)
