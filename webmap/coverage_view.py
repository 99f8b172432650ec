"""Everything the coverage map says for one year and reading, gathered once. Pure.

Page, table, payload, tooltip and the sentence for screen readers all take their numbers and words from here.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from geodata import coverage, timeline
from geodata.model import (
    Coverage,
    Department,
    Document,
    Finding,
    ListedDepartment,
    Match,
    Plan,
    PlanOrganisation,
    PlanPeriod,
    Reading,
)
from geodata.wording import (
    METHODS,
    at_least,
    counted,
    listing,
    long_date,
    number,
    place_in_document,
    span,
    whole_percent,
)
from webmap.facts import Facts
from webmap.themes import COVERAGE, Swatch, plan_swatches, spoken

LAYER_CHECKS = {"outline-missing", "homes-missing", "key-doubled", "outline-shared", "two-districts"}


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """One row of the table: a district or an area group (then `bydel_no` is None), with its coverage."""

    slug: str
    bydel_no: int | None
    coverage: Coverage

    @property
    def name(self) -> str:
        """The name of the place."""
        return self.coverage.bydel

    @property
    def swatch(self) -> Swatch:
        """The colour of the place."""
        return COVERAGE.swatch_of(self.coverage.share)

    @property
    def spoken(self) -> str:
        """What a screen reader says of it."""
        return spoken(self.name, self.coverage.share)

    @property
    def lines(self) -> list[str]:
        """The tooltip, line by line; the first is the name."""
        row = self.coverage
        if row.homes_covered is None:
            return [self.name, "Afdelinger ikke oplyst i kilderne", f"{number(row.homes)} almene boliger"]
        return [
            self.name,
            f"{at_least(row.share)} af de almene boliger",
            f"{number(row.homes_covered)} af {number(row.homes)} boliger "
            f"i {row.departments_covered} af {row.departments} afdelinger",
            f"{at_least(row.share_family_youth)} af familie- og ungdomsboligerne",
        ]


@dataclass(frozen=True, slots=True)
class PlanCard:
    """A plan as it stands on the day of the map."""

    plan: Plan
    swatch: Swatch
    running: bool
    state: str
    period: PlanPeriod
    other_periods: list[PlanPeriod]
    disagree: bool
    organisations: list[PlanOrganisation]
    listed: int
    placed: int
    departments: int
    homes: int

    @property
    def span(self) -> str:
        """The period followed, in words."""
        return span(self.period)


@dataclass(frozen=True, slots=True)
class ListedRow:
    """A listed name: what it was tied to, how, and where it is printed."""

    listed: ListedDepartment
    plan: Plan
    match: Match
    department: Department | None
    bydel: str | None

    @property
    def how(self) -> str:
        """How the name was tied to the department, in two or three words."""
        return METHODS[self.match.method]


@dataclass(frozen=True, slots=True)
class CoverageView:
    """The coverage map of one year and reading."""

    facts: Facts
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
    def homes_covered(self) -> int:
        """Homes under the plans drawn."""
        return sum(row.coverage.homes_covered or 0 for row in self.rows)

    def members(self, row: PlaceRow) -> list[PlaceRow]:
        """The districts of a place: those of an area group, or the district itself."""
        numbers = self.facts.places[row.slug][1]
        return [district for district in self.rows if district.bydel_no in numbers]

    def place(self, slug: str) -> PlaceRow | None:
        """The row of a district or area group, or None where there is no such place."""
        return next((row for row in [*self.rows, *self.groups] if row.slug == slug), None)

    @property
    def summary(self) -> str:
        """How many of the plans and of their homes the map shows: the line above the map."""
        plans, homes = self.facts.counts.get("aktuelle-planer/planer"), self.facts.counts.get("aktuelle-planer/boliger")
        day = long_date(self.day)
        if not self.running:
            return f"Registret har ingen helhedsplan med kendte afdelinger, der gælder den {day}."
        if plans is None or homes is None:
            return f"Kortet viser {counted(len(self.running), 'plan', 'planer')}, der gælder den {day}."
        return (
            f"Den {day} viser kortet {len(self.running)} af de {plans.value} aktuelle helhedsplaner og mindst "
            f"{number(self.homes_covered)} af de {'ca. ' if homes.approximate else ''}{number(homes.value)} boliger, "
            f"som de {plans.value} planer dækker tilsammen."
        )

    @property
    def comparator(self) -> tuple[str, str] | None:
        """Name and value of what a district may be held against: the documents' own count, never a sum of ours."""
        plans, homes = self.facts.counts.get("aktuelle-planer/planer"), self.facts.counts.get("aktuelle-planer/boliger")
        if plans is None or homes is None or not self.facts.homes:
            return None
        document = self.facts.documents[homes.source.document_id]
        name = f"Hele København: de {plans.value} aktuelle planer, som {document.short_title} opgør dem"
        return name, f"ca. {whole_percent(homes.value / self.facts.homes)}"

    @property
    def comparator_note(self) -> str:
        """How the comparator was made, in one sentence."""
        homes = self.facts.counts["aktuelle-planer/boliger"]
        return (
            f"ca. {number(homes.value)} af kommunens {number(self.facts.homes)} almene boliger "
            f"({place_in_document(homes.source)}); afrundet, og opgørelserne kan være afgrænset forskelligt"
        )

    @property
    def cited(self) -> list[Document]:
        """The documents that something on the map is read from, in the register's order."""
        facts = self.facts
        tables: list[list[Any]] = [facts.plans, facts.states, facts.periods, facts.organisations, facts.listed]
        rows = [row for table in [*tables, facts.memberships, list(facts.counts.values())] for row in table]
        used = {row.source.document_id for row in rows}
        return [document for key, document in self.facts.documents.items() if key in used]

    @property
    def findings_about_plans(self) -> list[Finding]:
        """Findings about plans and the names listed under them."""
        return [finding for finding in self.facts.findings if finding.check not in LAYER_CHECKS]

    @property
    def findings_about_layers(self) -> list[Finding]:
        """Findings about the city's layer itself."""
        return [finding for finding in self.facts.findings if finding.check in LAYER_CHECKS]

    @property
    def placed(self) -> str:
        """ "35 af 36 navne placeret" and the names that are not."""
        left = [row.listed.printed for row in self.listed if row.department is None]
        head = f"{len(self.listed) - len(left)} af {len(self.listed)} opførte navne er placeret"
        return f"{head}; {listing(left)} er ikke." if left else f"{head}."


def view(facts: Facts, year: int, reading: Reading) -> CoverageView:
    """The coverage map of a year and reading."""
    chosen = timeline.periods_of_reading(facts.periods, reading)
    where = {listed_id: match.department_id for listed_id, match in facts.matches.items() if match.department_id}
    covered = coverage.covered_departments(year, facts.memberships, chosen, where)
    districts = facts.coverage[year, reading]
    return CoverageView(
        facts=facts,
        year=year,
        reading=reading,
        rows=[PlaceRow(facts.bydele[row.bydel_no][1], row.bydel_no, row) for row in districts],
        groups=[
            PlaceRow(slug, None, coverage.together(name, [row for row in districts if row.bydel_no in numbers]))
            for slug, (name, numbers) in facts.area_groups.items()
        ],
        plans=_cards(facts, year, chosen, covered, where),
        listed=[_listed_row(row, facts) for row in facts.listed],
        covered=covered,
    )


def years_with_plans(facts: Facts, reading: Reading) -> set[int]:
    """The years in which at least one district has a known coverage."""
    return {
        year
        for (year, of_reading), rows in facts.coverage.items()
        if of_reading == reading and any(row.homes_covered is not None for row in rows)
    }


def _cards(
    facts: Facts, year: int, chosen: list[PlanPeriod], covered: dict[str, str], where: dict[str, str]
) -> list[PlanCard]:
    day = timeline.state_day(year)
    running = timeline.plans_on(day, chosen)
    swatches = plan_swatches({plan.plan_id: plan.name for plan in facts.plans})
    cards = []
    for plan in facts.plans:
        period = next(row for row in chosen if row.plan_id == plan.plan_id)
        dated = [row for row in facts.periods if row.plan_id == plan.plan_id and row.role != "statement"]
        listed = [row for row in facts.memberships if row.plan_id == plan.plan_id]
        placed = {where[row.listed_id] for row in listed if row.listed_id in where}
        cards.append(
            PlanCard(
                plan=plan,
                swatch=swatches[plan.plan_id],
                running=plan.plan_id in running,
                state=timeline.state_on(day, period, facts.states) or "ikke oplyst",
                period=period,
                other_periods=[row for row in facts.periods if row.plan_id == plan.plan_id and row.key != period.key],
                disagree=len({(row.start, row.end) for row in dated}) > 1,
                organisations=[row for row in facts.organisations if row.plan_id == plan.plan_id],
                listed=len(listed),
                placed=sum(row.listed_id in where for row in listed),
                departments=len(placed),
                homes=sum(facts.departments[department_id].homes or 0 for department_id in placed),
            )
        )
    return cards


def _listed_row(row: ListedDepartment, facts: Facts) -> ListedRow:
    match = facts.matches[row.listed_id]
    department = facts.departments.get(match.department_id or "")
    bydel = facts.bydele[department.bydel_no][0] if department and department.bydel_no else None
    plan = next(plan for plan in facts.plans if plan.plan_id == row.plan_id)
    return ListedRow(listed=row, plan=plan, match=match, department=department, bydel=bydel)
