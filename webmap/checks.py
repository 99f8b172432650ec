"""What is held against what, and whether it holds: the sums that do, and the findings of those that do not. Pure.

The build says what does not add up (`findings`); what was held against something and does add up is worked out here,
so that a reader sees that it was checked. Nothing is checked twice: what does not hold stands as its finding alone.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from geodata import funding as sums
from geodata.model import Finding, Funding, FundingShare, Goal, SeriesValue, Severity

if TYPE_CHECKING:
    from webmap.facts import Facts

Outcome = Literal["holds"] | Severity
CLOSE = 1e-9  # figures of a few decimals, added: what is left is the machine's


@dataclass(frozen=True, slots=True)
class Checked:
    """A printed figure and what it was held against. `subject` and `sources` are "table/key" of register rows.

    Numbers are in the printed unit; `arithmetic` is as the documents write figures. `finding` is None where it holds.
    """

    check: str
    outcome: Outcome
    subject: str
    printed: float | None
    computed: float | None
    arithmetic: str
    sources: tuple[str, ...]
    finding: Finding | None = None

    @property
    def difference(self) -> float | None:
        """Printed less computed; None where either is none."""
        if self.printed is None or self.computed is None:
            return None
        return round(self.printed - self.computed, 6)


def checked(facts: "Facts") -> list[Checked]:
    """Every sum and figure of the documents that was held against another: what does not hold, then what does."""
    return [*_findings(facts), *_held(facts)]


def subject_of(finding: Finding) -> str:
    """The register row a finding is about: its subject where that is one, else the first it rests on."""
    return finding.subject if finding.subject in finding.sources or not finding.sources else finding.sources[0]


def not_arithmetic(facts: "Facts") -> list[Finding]:
    """What was found in the documents and no sum can settle."""
    return [row for row in facts.findings if row.sources and not row.arithmetic]


def _findings(facts: "Facts") -> Iterator[Checked]:
    for row in facts.findings:
        if row.sources and row.arithmetic:
            figures = row.printed, row.computed, row.arithmetic
            yield Checked(row.check, row.severity, subject_of(row), *figures, row.sources, row)


def _held(facts: "Facts") -> Iterator[Checked]:
    """What adds up, and which no finding is about under the same check."""
    found = {(row.check, source) for row in facts.findings for source in row.sources[:1]}
    for one in (
        *_tables(facts),
        *_prose(facts),
        *_agreed(facts),
        *_shares(facts),
        *_paid(facts),
        *_parts(facts),
        *_goals(facts),
    ):
        if (one.check, one.subject) not in found or one.check == "table-total":
            yield one


def _tables(facts: "Facts") -> Iterator[Checked]:
    """The sums of the tables, down and across."""
    for total in sums.totals(facts.funding):
        if not total.difference:
            yield _money("table-total", [total.total], total.parts)


def _prose(facts: "Facts") -> Iterator[Checked]:
    """Amounts in prose that are the years of their own paper's table, to the last krone."""
    for row in facts.funding:
        paper = [other for other in facts.funding if other.source.document_id == row.source.document_id]
        parts = _in_a_table(row, paper)
        if row.table is None and parts and sums.added(parts) == row.amount_kr:
            yield _money("prose-against-table", [row], parts)


def _agreed(facts: "Facts") -> Iterator[Checked]:
    """What the agreement sets aside, where it is what the budget note's table has."""
    groups: dict[tuple[str, str, str], list[Funding]] = defaultdict(list)
    for row in facts.funding:
        if row.stage == "aftale":
            groups[row.subject_id, row.source.document_id, row.unit].append(row)
    note = [row for row in facts.funding if row.stage == "budgetnotat"]
    for agreed in groups.values():
        noted = [_in_a_table(row, note) for row in agreed]
        parts = [part for years in noted for part in years]
        if all(noted) and sums.added(agreed) == sums.added(parts):
            yield _money("agreement-against-note", agreed, parts)


def _in_a_table(row: Funding, rows: Iterable[Funding]) -> list[Funding]:
    """The cells of the same subject in the first table that has them, within the row's years."""
    by_table: dict[str, list[Funding]] = defaultdict(list)
    for cell in rows:
        one_year = cell.year_from is not None and cell.year_from == cell.year_to
        if cell.table and one_year and not cell.is_total and cell.subject_id == row.subject_id:
            by_table[cell.table].append(cell)
    first = by_table[min(by_table)] if by_table else []
    if row.year_from is None or row.year_to is None:
        return first
    return [cell for cell in first if cell.year_from in range(row.year_from, row.year_to + 1)]


def _money(check: str, printed: Sequence[Funding], parts: Sequence[Funding]) -> Checked:
    unit = printed[0].unit
    keys = tuple(f"funding/{row.key}" for row in (*printed, *parts))
    whole, made = sums.in_unit(sums.added(printed), unit), sums.in_unit(sums.added(parts), unit)
    return Checked(check, "holds", keys[0], whole, made, sums.written_out(parts), keys)


def _shares(facts: "Facts") -> Iterator[Checked]:
    """Shares that are said together and make a whole."""
    splits: dict[str, list[FundingShare]] = defaultdict(list)
    for row in facts.sourced.get("funding_shares", []):
        splits[row.split].append(row)
    for rows in splits.values():
        if len(rows) > 1 and abs(sum(row.value_pct for row in rows) - 100) < CLOSE:
            terms = " + ".join(sums.figure(_whole(row.value_pct)) for row in rows)
            keys = tuple(f"funding_shares/{row.key}" for row in rows)
            yield Checked("shares-against-100", "holds", keys[0], 100, 100, f"{terms} = 100", keys)


def _paid(facts: "Facts") -> Iterator[Checked]:
    """Shares of a printed amount that an amount of the same payer in the same paper is, to its last digit."""
    amounts = {row.key: row for row in facts.funding}
    for share in facts.sourced.get("funding_shares", []):
        whole = amounts.get(share.whole)
        if whole is None:
            continue
        due = round(whole.amount_kr * share.value_pct / 100)
        for row in facts.funding:
            alike = (row.subject_id, row.source.document_id) == (whole.subject_id, whole.source.document_id)
            if alike and row.key != whole.key and row.payer_da == share.payer_da and sums.rounded_alike(row, due):
                made = sums.in_unit(due, row.unit)
                arithmetic = f"{sums.figure(_whole(share.value_pct))} % × {whole.printed} = {sums.figure(made)}"
                keys = (f"funding_shares/{share.key}", f"funding/{row.key}", f"funding/{whole.key}")
                printed = sums.in_unit(row.amount_kr, row.unit)
                yield Checked("shares-against-amounts", "holds", keys[0], printed, made, arithmetic, keys)


def _whole(value: float) -> int | float:
    return int(value) if value.is_integer() else value


def _goals(facts: "Facts") -> Iterator[Checked]:
    """Counts of an agreement's goals that the goals of the register bear out."""
    goals: list[Goal] = facts.sourced.get("goals", [])
    for count in facts.counts.values():
        agreement, _, what = count.subject.rpartition("/")
        of_it = [goal for goal in goals if goal.agreement_id == agreement and what in _GOALS and _GOALS[what](goal)]
        if of_it and len(of_it) == count.value:
            keys = (f"printed_counts/{count.key}", *(f"goals/{goal.goal_id}" for goal in of_it))
            arithmetic = f"{count.value} = {len(of_it)}"
            yield Checked("goals-against-counts", "holds", keys[0], count.value, len(of_it), arithmetic, keys)


_DECLARED = "hensigtserklæring"
_GOALS: dict[str, Callable[[Goal], bool]] = {  # what a count is of, by the last word of its subject
    "maalsaetninger": lambda goal: goal.kind != _DECLARED,
    "indfriet": lambda goal: goal.kind != _DECLARED and goal.fulfilment == "Opfyldt",
    "hensigtserklaeringer": lambda goal: goal.kind == _DECLARED,
}


def _parts(facts: "Facts") -> Iterator[Checked]:
    """Figures of a series that are the sum of the figures said to be parts of them."""
    values: dict[str, SeriesValue] = {row.key: row for row in facts.sourced.get("series_values", [])}
    parts: dict[str, list[SeriesValue]] = defaultdict(list)
    for row in values.values():
        if row.part_of in values:
            parts[row.part_of].append(row)
    for key, rows in parts.items():
        whole, made = values[key], sum(row.value for row in rows)
        if len(rows) > 1 and abs(whole.value - made) < CLOSE:
            arithmetic = f"{' + '.join(row.printed for row in rows)} = {whole.printed}"
            keys = tuple(f"series_values/{row.key}" for row in (whole, *rows))
            yield Checked("series-parts", "holds", keys[0], whole.value, made, arithmetic, keys)
