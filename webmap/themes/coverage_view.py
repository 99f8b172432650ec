"""Everything the coverage map shows for one year and reading, gathered once. Pure; coverage_words.py says it.

Page, table, payload, tooltip and the sentence for screen readers all take their numbers from here.
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from geodata import coverage, timeline
from geodata.model import (
    READINGS,
    Coverage,
    Department,
    Finding,
    ListedDepartment,
    Match,
    Membership,
    Plan,
    PlanCaveat,
    PlanLink,
    PlanOrganisation,
    PlanPeriod,
    Reading,
)
from webmap.palette import Swatch, plan_swatches

if TYPE_CHECKING:
    from webmap.facts import Facts

# What a reader of the map must know first comes first; what concerns the city's layer alone is listed apart.
_PLAN_CHECKS = (
    "service-failed",
    "plans-not-named",
    "period-sources-disagree",
    "name-placement",
    "two-names-one-department",
    "decision-does-not-fit",
    "quote-moved",
    "document-differs",
)
CURRENT_PLANS, CURRENT_HOMES = "aktuelle-planer/planer", "aktuelle-planer/boliger"
_LAYER_CHECKS = (
    "outline-missing",
    "outside-the-city",
    "homes-missing",
    "key-doubled",
    "outline-shared",
    "two-districts",
    "footprint-approximate",
    "footprint-note",
)


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """One row of the table: a district or an area group (then `bydel_no` is None), with its coverage.

    `homes_assumed` of the covered homes rest on a reading of ours, in the departments named `assumed`; `disputed` says
    that another reading of the plans' periods gives another figure for the year. `expired` are plans with departments
    here that have run out and that no known plan goes on from.
    """

    slug: str
    bydel_no: int | None
    coverage: Coverage
    homes_assumed: int
    disputed: bool
    assumed: tuple[str, ...] = ()
    expired: tuple[Plan, ...] = ()

    @property
    def name(self) -> str:
        """The name of the place."""
        return self.coverage.bydel


@dataclass(frozen=True, slots=True)
class PlanCard:
    """A plan as it stands on the day of the map. `organisations` are those of its placed departments, by homes."""

    plan: Plan
    swatch: Swatch
    running: bool
    state: str
    period: PlanPeriod | None
    other_periods: list[PlanPeriod]
    disagree: bool
    organisations: list[str]
    named_organisations: list[PlanOrganisation]
    caveats: list[PlanCaveat]
    listed: int
    placed: int
    departments: int
    homes: int
    predecessors: list[PlanLink]
    successors: list[PlanLink]


@dataclass(frozen=True, slots=True)
class ListedRow:
    """A listed name: what it was tied to, how, and where it is printed."""

    listed: ListedDepartment
    plan: Plan
    match: Match
    departments: tuple[Department, ...]
    bydel: str | None
    membership_assumed: bool

    @property
    def assumed(self) -> bool:
        """Whether the placement, or that the department is in the plan, is our best reading."""
        return bool(self.departments) and (self.match.assumed or self.membership_assumed)


@dataclass(frozen=True, slots=True)
class CoverageView:
    """The coverage map of one year and reading. `covered` maps department_id to plan_id.

    `listed` are the names listed under the plans that run on the day.
    """

    facts: "Facts"
    year: int
    reading: Reading
    rows: list[PlaceRow]
    groups: list[PlaceRow]
    plans: list[PlanCard]
    listed: list[ListedRow]
    covered: dict[str, str]

    @property
    def day(self) -> date:
        """The day the map shows."""
        return timeline.state_day(self.year)

    @property
    def running(self) -> list[PlanCard]:
        """The plans that run on the day."""
        return [card for card in self.plans if card.running]

    @property
    def counted_together(self) -> bool:
        """Whether a document's count of current plans ("fem aktuelle planer") is of the plans of the day.

        It is of its own time: of the register's reference date, whatever other papers name for it, and of another year
        only where all plans that run are that document's.
        """
        own = self.of_the_count
        return bool(own) and (len(own) == len(self.running) or self.year == self.facts.reference_date.year)

    @property
    def of_the_count(self) -> list[PlanCard]:
        """The plans of the day that are named by the document which counts the current plans."""
        plans = self.facts.counts.get(CURRENT_PLANS)
        paper = plans.source.document_id if plans else None
        return [card for card in self.running if card.plan.source.document_id == paper]

    def homes_of(self, cards: list[PlanCard]) -> int:
        """Homes in the districts under some of the plans of the day."""
        wanted = {card.plan.plan_id for card in cards}
        departments = [self.facts.departments[key] for key, plan_id in self.covered.items() if plan_id in wanted]
        return sum(row.homes or 0 for row in departments if row.bydel_no is not None)

    @property
    def first_day(self) -> date | None:
        """The first day of the first plan that the register knows; None where it knows of none."""
        return min((period.start for period in self.facts.periods if period.start is not None), default=None)

    @property
    def before_the_register(self) -> bool:
        """Whether the day lies before the first plan that the register knows."""
        return self.first_day is not None and self.day < self.first_day

    @property
    def disputed(self) -> list[PlaceRow]:
        """The districts whose figure hangs on which source's periods are followed."""
        return [row for row in self.rows if row.disputed]

    def members(self, row: PlaceRow) -> list[PlaceRow]:
        """The districts of a place: those of an area group, or the district itself."""
        numbers = self.facts.places[row.slug][1]
        return [district for district in self.rows if district.bydel_no in numbers]

    def place(self, slug: str) -> PlaceRow | None:
        """The row of a district or area group, or None where there is no such place."""
        return next((row for row in [*self.rows, *self.groups] if row.slug == slug), None)

    @property
    def findings_about_plans(self) -> list[Finding]:
        """Findings about plans and the names listed under them, the most telling first."""
        about = [finding for finding in self.facts.findings if finding.check in _PLAN_CHECKS]
        return sorted(about, key=lambda finding: (_PLAN_CHECKS.index(finding.check), finding.finding_id))

    @property
    def findings_about_layers(self) -> list[Finding]:
        """Findings about the city's layer itself."""
        return [finding for finding in self.facts.findings if finding.check in _LAYER_CHECKS]


def view(facts: "Facts", year: int, reading: Reading) -> CoverageView:
    """The coverage map of a year and reading."""
    where = coverage.placed(facts.matches.values())
    chosen = timeline.periods_of_reading(facts.periods, reading)
    covered = coverage.covered_departments(year, facts.memberships, chosen, where)
    assumed = coverage.assumed_departments(year, facts.memberships, chosen, facts.matches.values())
    plans = _cards(facts, year, chosen, where)
    ended = _ended(facts, year, plans)
    rows = [
        replace(_place_row(facts, year, reading, assumed, row), expired=tuple(ended.get(row.bydel_no, [])))
        for row in facts.coverage[year, reading]
    ]
    running = {card.plan.plan_id for card in plans if card.running}
    return CoverageView(
        facts=facts,
        year=year,
        reading=reading,
        rows=rows,
        groups=[
            _group_row(slug, name, [row for row in rows if row.bydel_no in numbers])
            for slug, (name, numbers) in facts.area_groups.items()
        ],
        plans=plans,
        listed=[_listed_row(row, facts) for row in facts.memberships if row.plan_id in running],
        covered=covered,
    )


def years_with_plans(facts: "Facts", reading: Reading) -> set[int]:
    """The years in which at least one district has a known coverage."""
    return {
        year
        for (year, of_reading), rows in facts.coverage.items()
        if of_reading == reading and any(row.homes_covered is not None for row in rows)
    }


def _place_row(facts: "Facts", year: int, reading: Reading, assumed: set[str], row: Coverage) -> PlaceRow:
    others = [
        other.homes_covered
        for other_reading in READINGS
        if other_reading != reading
        for other in facts.coverage[year, other_reading]
        if other.bydel_no == row.bydel_no
    ]
    return PlaceRow(
        slug=facts.bydele[row.bydel_no][1],
        bydel_no=row.bydel_no,
        coverage=row,
        homes_assumed=sum(
            facts.departments[key].homes or 0 for key in assumed if facts.departments[key].bydel_no == row.bydel_no
        ),
        disputed=any(other != row.homes_covered for other in others),
        assumed=tuple(
            sorted(facts.departments[key].name for key in assumed if facts.departments[key].bydel_no == row.bydel_no)
        ),
    )


def _ended(facts: "Facts", year: int, plans: list[PlanCard]) -> dict[int, list[Plan]]:
    """District number -> plans with departments in it that had run out by the day and have no successor."""
    day = timeline.state_day(year)
    found: dict[int, list[Plan]] = {}
    for card in plans:
        if card.successors or card.period is None or card.period.end is None or card.period.end >= day:
            continue
        of_plan = [row.listed_id for row in facts.memberships if row.plan_id == card.plan.plan_id]
        keys = facts.tied(of_plan)
        for bydel_no in sorted({no for key in keys if (no := facts.departments[key].bydel_no) is not None}):
            found.setdefault(bydel_no, []).append(card.plan)
    return found


def _group_row(slug: str, name: str, members: list[PlaceRow]) -> PlaceRow:
    return PlaceRow(
        slug=slug,
        bydel_no=None,
        coverage=coverage.together(name, [row.coverage for row in members]),
        homes_assumed=sum(row.homes_assumed for row in members),
        disputed=any(row.disputed for row in members),
        assumed=tuple(name for row in members for name in row.assumed),
        expired=tuple(dict.fromkeys(plan for row in members for plan in row.expired)),
    )


def _cards(facts: "Facts", year: int, chosen: list[PlanPeriod], where: dict[str, tuple[str, ...]]) -> list[PlanCard]:
    swatches = plan_swatches([(plan.plan_id, plan.place) for plan in facts.plans])
    periods = {period.plan_id: period for period in chosen}
    return [_card(facts, plan, year, periods.get(plan.plan_id), swatches[plan.plan_id], where) for plan in facts.plans]


def _card(
    facts: "Facts", plan: Plan, year: int, period: PlanPeriod | None, swatch: Swatch, where: dict[str, tuple[str, ...]]
) -> PlanCard:
    day = timeline.state_day(year)
    stated = [row for row in facts.periods if row.plan_id == plan.plan_id]
    listed = [row.listed_id for row in facts.memberships if row.plan_id == plan.plan_id]
    placed = [facts.departments[key] for key in sorted({key for name in listed for key in where.get(name, ())})]
    homes_of: dict[str, int] = {}
    for department in placed:
        homes_of[department.organisation] = homes_of.get(department.organisation, 0) + (department.homes or 0)
    return PlanCard(
        plan=plan,
        swatch=swatch,
        running=period is not None and plan.plan_id in timeline.plans_on(day, [period]),
        state=timeline.state_on(day, plan.plan_id, period, facts.states) or "ikke oplyst",
        period=period,
        other_periods=[row for row in stated if period is None or row.key != period.key],
        disagree=len({(row.start, row.end) for row in stated if row.role != "statement"}) > 1,
        organisations=sorted(homes_of, key=lambda name: (-homes_of[name], name)),
        named_organisations=[row for row in facts.organisations if row.plan_id == plan.plan_id],
        caveats=[row for row in facts.caveats if row.plan_id == plan.plan_id],
        listed=len(listed),
        placed=sum(name in where for name in listed),
        departments=len(placed),
        homes=sum(homes_of.values()),
        predecessors=[row for row in facts.links if row.plan_id == plan.plan_id],
        successors=[row for row in facts.links if row.predecessor_id == plan.plan_id],
    )


def _listed_row(membership: Membership, facts: "Facts") -> ListedRow:
    row = next(row for row in facts.listed if row.listed_id == membership.listed_id)
    match = facts.matches[row.listed_id]
    departments = tuple(facts.departments[key] for key in match.department_ids)
    bydele = dict.fromkeys(facts.bydele[one.bydel_no][0] for one in departments if one.bydel_no is not None)
    plan = next(plan for plan in facts.plans if plan.plan_id == membership.plan_id)
    inferred = membership.source.status == "inferred"
    return ListedRow(row, plan, match, departments, " / ".join(bydele) or None, membership_assumed=inferred)
