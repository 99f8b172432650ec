"""What a document is found to say: one record a kind of fact, each with where it stands. Pure.

The names of the fields are the keys of `extract --json`. A value that the document does not give is None.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from etl.extract.text import Place
from geodata.model import Severity

Subject = Literal["plan", "list", "agreement", "other"]


# facts of a kind that are read of one document; the longest papers have some hundreds, and what has more is no paper
MOST = 3000
MOST_IN_A_SENTENCE = 100  # amounts or percentages: what has more is no sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Found(Place):
    """What every fact has: where it stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Box(Found):
    """A box of the paper's form beside the name of a district, in its canonical name, ticked or not."""

    name: str
    ticked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedName(Found):
    """One department listed after "Almene boligafdelinger ...:"; a joined entry gives one a department."""

    area: str
    name: str
    printed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedRow(Found):
    """One row of a printed table. `values` align with the table's columns; an empty cell is None."""

    label: str
    steering_area: str | None
    values: tuple[int | float | None, ...]
    is_total: bool
    grant: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedTable(Found):
    """A printed table of amounts, in the printed unit."""

    title: str
    unit: str | None
    price_basis: str | None
    columns: tuple[str, ...]
    rows: tuple[PrintedRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount(Found):
    """An amount in prose. `year_from`..`year_to` is what the sentence gives it; `yearly`: so much each year."""

    value_kr: int
    printed: str
    unit: str
    approximate: bool
    year_from: int | None
    year_to: int | None
    yearly: bool
    steering_area: str | None
    price_basis: str | None
    per: str | None = None  # "month" for a rent


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorPair(Found):
    """A figure of an area beside the city's, both in percent."""

    indicator: str
    area: str
    value_pct: float
    city_pct: float
    ages: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Period(Found):
    """A span of days, or a duration in years where that is what is printed. End dates are inclusive."""

    subject: Subject
    name: str
    start: date | None
    end: date | None
    duration_years: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Share(Found):
    """A percentage somebody pays, or that something makes up; `who` None where the sentence names nobody."""

    who: str | None
    value_pct: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Count(Found):
    """A number of something. `noun` is the word it is printed with."""

    what: Literal["departments", "homes", "residents", "plans", "other"]
    value: int | float
    approximate: bool
    noun: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListMembers(Found):
    """The places a sentence says stand on a list; `as_of` None where no date is printed."""

    list: str
    names: tuple[str, ...]
    as_of: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusText:
    """One version of a goal's status: "2016-Q4" -> its text, or `unchanged` where the document says "Uændret"."""

    as_of: str
    text: str
    unchanged: bool
    page: int
    line: int
    line_end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedGoal(Found):
    """One row of the table of goals. The quote is the goal's own text; `expected` what it says of when it is met."""

    group: str
    position: int
    theme: int | None
    goal: str
    deadline: str | None
    owner: str | None
    statuses: tuple[StatusText, ...]
    fulfilment: str | None
    expected: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesPoint(Found):
    """A dated figure of a series.

    `as_of` is a day (2016-11-22), month (2016-11), quarter (2017-Q1), half year (2016-H1), year (2015) or span
    ("2015-2016", "2015/2016-11"). `forecast`: the document expects it, it is not measured. `basis` is where it says
    the figure is from.
    """

    series: str
    as_of: str | None
    value: int | float
    unit: str
    approximate: bool
    forecast: bool
    basis: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedTarget(Found):
    """Something that shall be reached: at least, at most or none, so much, by a day or year."""

    what: str
    comparator: Literal["at least", "at most", "fall by", "share", "none"]
    value: int | float | None
    unit: str | None
    by: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedPlan(Found):
    """A plan (or what it is called) that the text names. `becomes` is the plan it is merged into or followed by."""

    name: str
    place: str | None
    becomes: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedOrganisation(Found):
    """A housing organisation as printed: "3B v. KAB" is 3B, managed by KAB."""

    printed: str
    name: str
    managed_by: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedEvent(Found):
    """A day, month, season or year that the text ties something to.

    `on`..`until` is the span it covers (one day: the same twice). `who` is the body whose act it is, where named.
    `expected`: the text says it will happen. The quote is the sentence.
    """

    on: date
    until: date
    printed: str
    who: str | None
    expected: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedPoint(Found):
    """One of a numbered or bulleted set: focus areas, the goals of a plan, annexes, parts of an agreement."""

    kind: Literal["focus area", "goal", "annex", "component"]
    position: int
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedBody(Found):
    """A body with a part to play: committees, administrations, funds, ministries. First place it is named."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedArea(Found):
    """An area of the city that the text names and that is no department. First place it is named."""

    name: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckFinding:
    """Something in this document that does not add up, in the printed unit; one finding concerns one cell."""

    check: str
    severity: Severity
    page: int
    line: int
    printed: int | float | None
    computed: int | float | None
    arithmetic: str
    message_da: str
    message_en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """Everything one document is found to say, each kind in the order of the lines."""

    title: str | None = None
    number: str | None = None  # "TM021"
    kind: str | None = None  # budgetnotat, udmøntningsnotat, indstilling, orientering
    bydele_ticked: tuple[str, ...] = ()
    boxes: tuple[Box, ...] = ()
    departments: tuple[ListedName, ...] = ()
    tables: tuple[PrintedTable, ...] = ()
    amounts: tuple[Amount, ...] = ()
    indicators: tuple[IndicatorPair, ...] = ()
    periods: tuple[Period, ...] = ()
    shares: tuple[Share, ...] = ()
    counts: tuple[Count, ...] = ()
    lists: tuple[ListMembers, ...] = ()
    goals: tuple[PrintedGoal, ...] = ()
    series: tuple[SeriesPoint, ...] = ()
    targets: tuple[PrintedTarget, ...] = ()
    plans: tuple[NamedPlan, ...] = ()
    organisations: tuple[NamedOrganisation, ...] = ()
    events: tuple[DatedEvent, ...] = ()
    points: tuple[NamedPoint, ...] = ()
    bodies: tuple[NamedBody, ...] = ()
    areas: tuple[NamedArea, ...] = ()
    findings: tuple[CheckFinding, ...] = field(default=())
