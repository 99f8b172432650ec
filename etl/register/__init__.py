"""The accepted facts, as CSV files beside this one, and their loader.

A row keeps the figure, the document's id, the line span and a sha256 of the quote, never the words. A person may
correct a row with any spreadsheet; the loader says file, row and column of what does not hold.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, get_type_hints

from etl.register.municipality import municipality, with_municipality
from etl.register.reader import read_table
from geodata.catalogue import HOME, name_of
from geodata.errors import RegisterError
from geodata.model import (
    FIRST_YEAR,
    LAST_YEAR,
    Agreement,
    AreaGroup,
    Decision,
    DepartmentKey,
    DepartmentName,
    Document,
    Event,
    Funding,
    FundingShare,
    FundingSubject,
    Goal,
    GoalStatus,
    ListArea,
    ListAreaDepartment,
    ListedDepartment,
    Membership,
    Municipality,
    NamedArea,
    OrganisationName,
    Party,
    Plan,
    PlanAreaFigure,
    PlanCaveat,
    PlanContent,
    PlanLink,
    PlanListCompleteness,
    PlanOrganisation,
    PlanPeriod,
    PlanState,
    PrintedCount,
    Quantity,
    Remark,
    Series,
    SeriesValue,
    Setting,
    Source,
    Target,
    TickedBydel,
)
from geodata.names import slug

EMBEDDED = Path(__file__).resolve().parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """Every accepted fact, in the order of the files. `reference_date` is the day the map shows unless asked."""

    documents: tuple[Document, ...]
    plans: tuple[Plan, ...]
    plan_links: tuple[PlanLink, ...]
    plan_states: tuple[PlanState, ...]
    plan_periods: tuple[PlanPeriod, ...]
    plan_organisations: tuple[PlanOrganisation, ...]
    plan_caveats: tuple[PlanCaveat, ...]
    area_groups: tuple[AreaGroup, ...]
    listed_departments: tuple[ListedDepartment, ...]
    memberships: tuple[Membership, ...]
    funding_subjects: tuple[FundingSubject, ...]
    funding: tuple[Funding, ...]
    funding_shares: tuple[FundingShare, ...]
    plan_area_figures: tuple[PlanAreaFigure, ...]
    list_areas: tuple[ListArea, ...]
    list_area_departments: tuple[ListAreaDepartment, ...]
    printed_counts: tuple[PrintedCount, ...]
    agreements: tuple[Agreement, ...]
    goals: tuple[Goal, ...]
    goal_statuses: tuple[GoalStatus, ...]
    targets: tuple[Target, ...]
    series: tuple[Series, ...]
    series_values: tuple[SeriesValue, ...]
    events: tuple[Event, ...]
    ticked_bydele: tuple[TickedBydel, ...]
    quantities: tuple[Quantity, ...]
    plan_contents: tuple[PlanContent, ...]
    parties: tuple[Party, ...]
    named_areas: tuple[NamedArea, ...]
    remarks: tuple[Remark, ...]
    plan_list_completeness: tuple[PlanListCompleteness, ...]
    department_keys: tuple[DepartmentKey, ...]
    department_names: tuple[DepartmentName, ...]
    organisation_names: tuple[OrganisationName, ...]
    decisions: tuple[Decision, ...]
    settings: tuple[Setting, ...]

    @property
    def reference_date(self) -> date:
        """The day the map shows unless asked for another; the server's clock is never read."""
        return date.fromisoformat(next(setting.value for setting in self.settings if setting.key == "reference_date"))

    @property
    def least_residents(self) -> int:
        """Residents a share must be of to be shown. Raises RegisterError where no whole number says."""
        return self._whole_number("least_residents", 100)

    @property
    def least_persons(self) -> int:
        """Persons a share must count, and leave out, to be shown. Raises RegisterError where no whole number says."""
        return self._whole_number("least_persons", 5)

    @property
    def least_almene_share(self) -> int:
        """Percent of a rode's area that must be non-profit housing for it to be one with much of it."""
        return self._whole_number("least_almene_share", 50)

    def _whole_number(self, key: str, usual: int) -> int:
        text = next((setting.value for setting in self.settings if setting.key == key), "")
        if not (text.isascii() and text.isdigit()):
            raise RegisterError(
                f"{key} mangler eller er ikke et helt tal",
                where="settings.csv, kolonnen value",
                remedy=f"Skriv en række {key},{usual} i settings.csv.",
            )
        return int(text)

    @property
    def municipality(self) -> Municipality:
        """The municipality that the register is about. Raises RegisterError where the settings do not name it."""
        return municipality(self.settings)

    def sourced(self) -> dict[tuple[str, str], Source]:
        """(table, key) -> source of every row that has one."""
        found: dict[tuple[str, str], Source] = {}
        for table in TABLES:
            for row in getattr(self, table):
                if hasattr(row, "source"):
                    found[table, name_of(row)] = row.source
        return found


TABLES: tuple[str, ...] = tuple(name for name in get_type_hints(Register) if name != "return")
# column -> the table it must be found in
_REFERENCES = {
    "document_id": "documents",
    "plan_id": "plans",
    "plan_ids": "plans",
    "predecessor_id": "plans",
    "listed_id": "listed_departments",
    "subject_id": "funding_subjects",
    "list_area": "list_areas",
    "agreement_id": "agreements",
    "goal_id": "goals",
    "series_id": "series",
    "decision_id": "events",
    "whole": "funding",
}
# columns that name another row of their own table
_WITHIN = {"part_of", "forecast_of"}


def files(folder: Path = EMBEDDED) -> list[Path]:
    """The CSV files a register consists of, by name."""
    return [folder / f"{table}.csv" for table in sorted(TABLES)]


def load(folder: Path = EMBEDDED) -> Register:
    """The register of the folder. Raises RegisterError naming file, row and column of the first thing wrong.

    One that names no municipality is about the one whose data the program carries.
    """
    if not folder.is_dir():
        raise RegisterError("registermappen findes ikke", where=str(folder), remedy="Angiv den med --register.")
    hints = get_type_hints(Register)
    numbered = {table: read_table(folder / f"{table}.csv", hints[table].__args__[0]) for table in TABLES}
    numbered["settings"] = with_municipality(numbered["settings"])
    _check_keys(folder, numbered)
    _check_references(folder, numbered)
    _check_periods(folder, numbered["plan_periods"])
    _check_links(folder, numbered["plan_links"])
    _check_amounts(folder, numbered["funding"])
    _check_groups(folder, numbered["area_groups"])
    _check_reference_date(folder, numbered["settings"])
    municipality((row for _, row in numbered["settings"]), folder)
    return Register(**{table: tuple(row for _, row in rows) for table, rows in numbered.items()})


def _check_keys(folder: Path, numbered: dict[str, list[tuple[int, Any]]]) -> None:
    for table, rows in numbered.items():
        seen: dict[str, int] = {}
        for row_no, row in rows:
            key = name_of(row)
            if key in seen:
                column = HOME[type(row)][1]
                raise _wrong(folder, table, row_no, column, f"»{key}« står også i række {seen[key]}")
            seen[key] = row_no


def _check_references(folder: Path, numbered: dict[str, list[tuple[int, Any]]]) -> None:
    known = {table: {name_of(row) for _, row in numbered[table]} for table in set(_REFERENCES.values())}
    for table, rows in numbered.items():
        within = {name_of(row) for _, row in rows}
        for row_no, row in rows:
            for column, target in _REFERENCES.items():
                holder = row.source if column == "document_id" and hasattr(row, "source") else row
                named = getattr(holder, column, None)
                for value in named if isinstance(named, tuple) else (named,):
                    if value is not None and value not in known[target]:
                        raise _wrong(folder, table, row_no, column, f"»{value}« findes ikke i {target}.csv")
            for column in _WITHIN:
                named = getattr(row, column, None)
                if named is not None and named not in within:
                    raise _wrong(folder, table, row_no, column, f"»{named}« findes ikke i {table}.csv")


def _check_periods(folder: Path, rows: list[tuple[int, PlanPeriod]]) -> None:
    seen: dict[tuple[str, str], int] = {}
    for row_no, row in rows:
        if row.role == "statement":
            continue
        before = seen.setdefault((row.plan_id, row.role), row_no)
        if before != row_no:
            what = f"planen {row.plan_id} har allerede en periode med rollen {row.role} i række {before}"
            raise _wrong(folder, "plan_periods", row_no, "role", what)


def _check_links(folder: Path, rows: list[tuple[int, PlanLink]]) -> None:
    before: dict[str, set[str]] = {}
    for row_no, row in rows:
        earlier, seen = {row.predecessor_id}, set[str]()
        while earlier:
            seen |= earlier
            earlier = {one for plan_id in earlier for one in before.get(plan_id, set())} - seen
        if row.plan_id in seen:
            what = f"planen {row.plan_id} ville gå forud for sig selv"
            raise _wrong(folder, "plan_links", row_no, "predecessor_id", what)
        before.setdefault(row.plan_id, set()).add(row.predecessor_id)


def _check_amounts(folder: Path, rows: list[tuple[int, Funding]]) -> None:
    """Amounts that stand together can be added: a table is of one kind, as is what an agreement gives one subject."""
    first: dict[tuple[str, ...], tuple[int, Funding]] = {}
    cells: dict[tuple[object, ...], int] = {}
    for row_no, row in rows:
        if row.table is None and row.stage != "aftale":
            continue
        group = ("table", row.table) if row.table is not None else (row.source.document_id, row.subject_id, row.unit)
        other_no, other = first.setdefault(group, (row_no, row))
        for column in ("unit", "price_level", "stage"):
            if getattr(row, column) != getattr(other, column):
                what = f"beløbene i {row.table or row.subject_id} er af flere slags: se også række {other_no}"
                raise _wrong(folder, "funding", row_no, column, what)
        cell = (row.table, row.table_row, row.year_from, row.year_to)
        before = cells.setdefault(cell, row_no) if row.table is not None else row_no
        if before != row_no:
            raise _wrong(folder, "funding", row_no, "table_row", f"feltet i tabellen står også i række {before}")


def _check_groups(folder: Path, rows: list[tuple[int, AreaGroup]]) -> None:
    """Their keys stand in addresses and in names of files, as the slugs of districts do."""
    for row_no, row in rows:
        if row.key != slug(row.key):
            what = f"»{row.key[:40]}« kan ikke stå i en adresse; skriv det som {slug(row.key)[:40] or 'omraadet'}"
            raise _wrong(folder, "area_groups", row_no, "key", what)


def _check_reference_date(folder: Path, rows: list[tuple[int, Setting]]) -> None:
    row_no, text = next(((no, row.value) for no, row in rows if row.key == "reference_date"), (None, ""))
    try:
        year = date.fromisoformat(text).year
    except ValueError:
        year = 0
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise RegisterError(
            f"reference_date mangler eller er ikke en dato mellem {FIRST_YEAR} og {LAST_YEAR}",
            where=f"settings.csv{f', række {row_no}' if row_no else ''}, kolonnen value",
            remedy=f"Skriv en række reference_date,2026-12-31 i {folder / 'settings.csv'}.",
        )


def _wrong(folder: Path, table: str, row_no: int, column: str, what: str) -> RegisterError:
    return RegisterError(
        what,
        where=f"{table}.csv, række {row_no}, kolonnen {column}",
        remedy=f"Ret {folder / table}.csv og prøv igen.",
    )
