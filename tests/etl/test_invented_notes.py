"""Notes of the city's form with other districts, years and amounts: everything in them is read, and nothing else."""

import sys
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from etl.extract import extract
from etl.extract.facts import Extraction
from etl.extract.text import Text
from tests.etl import invented_accounts, invented_agreements, invented_budgets, invented_cases
from tests.etl.invented_notes import PLANTED, Note, note
from tests.etl.invented_phrases import PLANS

Facts = set[tuple[object, ...]]
IN_FORM = ("departments", "tables", "boxes", "lists")
IN_PROSE = ("amounts", "shares", "indicators", "counts", "periods")

READ: dict[str, Callable[[Extraction], Facts]] = {
    "departments": lambda said: {(row.area, row.name) for row in said.departments},
    "boxes": lambda said: {(row.name, row.ticked) for row in said.boxes},
    "lists": lambda said: {(row.list, row.names) for row in said.lists},
    "tables": lambda said: {
        (table.columns, row.label, row.steering_area, row.values) for table in said.tables for row in table.rows
    },
    "amounts": lambda said: {(row.value_kr,) for row in said.amounts},
    "shares": lambda said: {(row.who, row.value_pct) for row in said.shares if row.who is not None},
    "indicators": lambda said: {
        (row.indicator, row.area, row.value_pct, row.city_pct, row.ages) for row in said.indicators
    },
    "counts": lambda said: {(row.what, row.value) for row in said.counts if row.what in _COUNTED},
    "periods": lambda said: {(row.start, row.end, row.duration_years) for row in said.periods},
}
_COUNTED = ("departments", "homes", "residents")


def read(made: Note) -> Extraction:
    return extract(Text.of("\n".join(made.lines)))


def measured(seeds: range) -> dict[str, tuple[int, int, int]]:
    """kind -> how many were printed, read, and both."""
    counts: dict[str, tuple[int, int, int]] = dict.fromkeys(READ, (0, 0, 0))
    for seed in seeds:
        made = note(seed)
        said = read(made)
        for kind, facts in READ.items():
            printed, found = made.facts.get(kind, set()), facts(said)
            was = counts[kind]
            counts[kind] = (was[0] + len(printed), was[1] + len(found), was[2] + len(printed & found))
    return counts


def precision(counts: tuple[int, int, int]) -> float:
    return counts[2] / counts[1] if counts[1] else 1.0


def recall(counts: tuple[int, int, int]) -> float:
    return counts[2] / counts[0] if counts[0] else 1.0


def held(seeds: range, show: Callable[[str], object]) -> None:
    counts = measured(seeds)
    for kind, row in counts.items():
        show(f"{kind:12} {row[0]:5} printed, precision {precision(row):.4f}, recall {recall(row):.4f}")
    for kind in IN_FORM:
        assert (kind, precision(counts[kind]), recall(counts[kind])) == (kind, 1.0, 1.0)
    for kind in IN_PROSE:
        assert precision(counts[kind]) > 0.95, kind
        assert recall(counts[kind]) > 0.95, kind


def test_what_the_notes_print_is_read_and_nothing_else(capsys: pytest.CaptureFixture[str]) -> None:
    held(range(60), lambda line: _print(capsys, line))


@pytest.mark.full
def test_what_a_thousand_notes_print_is_read_and_nothing_else(capsys: pytest.CaptureFixture[str]) -> None:
    held(range(1_000), lambda line: _print(capsys, line))


def _print(capsys: pytest.CaptureFixture[Any], line: str) -> None:
    with capsys.disabled():
        sys.stdout.write(f"\n{line}")


@pytest.mark.parametrize("planted", PLANTED)
def test_what_is_planted_is_found_and_nothing_else_is_flagged(planted: str) -> None:
    for seed in range(40):
        made = note(seed, planted)
        found = [row.check for row in read(made).findings if row.severity != "rounding"]
        assert Counter(found) == Counter(made.planted), (seed, read(made).findings)


def test_the_notes_differ_in_districts_years_and_columns() -> None:
    notes = [note(seed) for seed in range(40)]
    columns = {row[0] for made in notes for row in made.facts["tables"]}
    assert len({len(one) for one in columns if isinstance(one, tuple)}) >= 4
    assert len({row[0] for made in notes for row in made.facts["departments"]}) >= 8


# --- the city's other forms, in phrases written without a look at the rules ----------------------------------------

Make = Callable[[int, str], Note]
FORMS: dict[str, tuple[Make, tuple[str, ...]]] = {
    "agreement": (invented_agreements.agreement, invented_agreements.PLANTED),
    "case": (invented_cases.case, invented_cases.PLANTED),
    "account": (invented_accounts.account, invented_accounts.PLANTED),
    "budget": (invented_budgets.budget, invented_budgets.PLANTED),
}
_PAYERS = ("Københavns Kommune", "Landsbyggefonden", "boligorganisationerne")
# how a kind that is told in more detail than above is read
OF_FORMS: dict[str, Callable[[Extraction], Facts]] = {
    **READ,
    "heading": lambda said: {(said.title, said.kind)},
    "numbers": lambda said: {(said.number,)},
    "lists": lambda said: {(row.list, row.names, row.as_of) for row in said.lists},
    "amounts": lambda said: {
        (row.value_kr, row.year_from, row.year_to, row.yearly, row.steering_area)
        for row in said.amounts
        if row.per is None
    },
    "shares": lambda said: {
        (tuple(one for one in _PAYERS if one in row.who), row.value_pct) for row in said.shares if row.who
    },
    "named periods": lambda said: {(row.name, row.start, row.end) for row in said.periods},
    "events": lambda said: {(row.on, row.until, row.who) for row in said.events},
    "expectations": lambda said: {(row.on, row.expected) for row in said.events},
    "plans": lambda said: {(row.name,) for row in said.plans if row.name in PLANS},
    "mergers": lambda said: {(row.name, row.becomes) for row in said.plans if row.becomes},
    "organisations": lambda said: {(row.name, row.managed_by) for row in said.organisations},
    "points": lambda said: {(row.kind, row.position, row.name) for row in said.points},
    "goals": lambda said: {
        (row.group, row.position, row.theme, row.goal, row.deadline, row.owner, row.fulfilment) for row in said.goals
    },
    "statuses": lambda said: {(row.goal, one.as_of, one.text) for row in said.goals for one in row.statuses},
    "series": lambda said: {(row.series, row.as_of, row.value, row.forecast) for row in said.series},
    "bases": lambda said: {(row.series, row.basis) for row in said.series if row.series == "almene-share"},
    "targets": lambda said: {(row.comparator, row.value, row.by) for row in said.targets},
}
# the notes state these of some dates only: what else is read of them is no mistake
RECALL_ALONE = {"expectations", "named periods"}
# an account has a date in nearly every sentence and states few of them
NOT_STATED = {"account": {"events"}}
EXACT = {"departments", "tables", "boxes", "lists", "organisations", "goals", "heading", "numbers", "mergers", "plans"}


def measured_form(form: str, seeds: range) -> dict[str, tuple[int, int, int]]:
    """kind -> how many the notes of a form print, how many are read, and both."""
    make, _ = FORMS[form]
    notes = [make(seed, "none") for seed in seeds]
    kinds = {kind for made in notes for kind in made.facts} - NOT_STATED.get(form, set())
    counts = dict.fromkeys(sorted(kinds), (0, 0, 0))
    for made in notes:
        said = read(made)
        for kind, was in counts.items():
            printed, found = _plain(kind, made.facts.get(kind, set())), OF_FORMS[kind](said)
            found &= printed if kind in RECALL_ALONE else found
            counts[kind] = (was[0] + len(printed), was[1] + len(found), was[2] + len(printed & found))
    return counts


def _plain(kind: str, facts: Facts) -> Facts:
    """As it is read: a row's label without its dash, payers in one order."""
    if kind == "tables":
        return {(columns, str(label).removeprefix("- "), *rest) for columns, label, *rest in facts}
    if kind == "shares":
        return {(tuple(one for one in _PAYERS if one in who), pct) for who, pct in facts if isinstance(who, tuple)}
    return facts


def form_held(form: str, seeds: range, show: Callable[[str], object]) -> None:
    for kind, row in measured_form(form, seeds).items():
        show(f"{form:10} {kind:14} {row[0]:5} printed, precision {precision(row):.4f}, recall {recall(row):.4f}")
        least = 1.0 if kind in EXACT else 0.95
        assert min(precision(row), recall(row)) >= least, (form, kind)


@pytest.mark.parametrize("form", FORMS)
def test_what_a_paper_of_each_form_prints_is_read(form: str, capsys: pytest.CaptureFixture[str]) -> None:
    form_held(form, range(25), lambda line: _print(capsys, line))


@pytest.mark.full
@pytest.mark.parametrize("form", FORMS)
def test_what_five_hundred_papers_of_each_form_print_is_read(form: str, capsys: pytest.CaptureFixture[str]) -> None:
    form_held(form, range(500), lambda line: _print(capsys, line))


def flagged_as_planted(form: str, planted: str, seeds: range) -> None:
    make, _ = FORMS[form]
    for seed in seeds:
        made = make(seed, planted)
        found = [row.check for row in read(made).findings if row.severity != "rounding"]
        assert Counter(found) == Counter(made.planted), (form, seed, read(made).findings)


_PLANTED_IN = [(form, planted) for form, (_, all_planted) in FORMS.items() for planted in all_planted]


@pytest.mark.parametrize(("form", "planted"), _PLANTED_IN)
def test_what_is_planted_in_a_paper_is_found_and_nothing_else(form: str, planted: str) -> None:
    flagged_as_planted(form, planted, range(15))


@pytest.mark.full
@pytest.mark.parametrize(("form", "planted"), _PLANTED_IN)
def test_what_is_planted_in_three_hundred_papers_is_found(form: str, planted: str) -> None:
    flagged_as_planted(form, planted, range(300))
