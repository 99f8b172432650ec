"""Records -> the tables of a snapshot, and the list of placements."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, get_args, get_type_hints

from etl import footprints, register
from etl.geography import Geography
from etl.register import Register
from geodata import coverage
from geodata.catalogue import HOME, INDICATOR_VALUES
from geodata.model import Department, Footprint, Indicator, IndicatorValue, Match, Rode, Source
from geodata.plain_text import never_a_formula
from geodata.rows import Row, Table, to_row


def kept(record: type[Any], rows: Iterable[Any]) -> Table:
    """The table of a record without a shape."""
    name, key = HOME[record]
    return Table(name, (key,), [to_row(row) for row in rows])


def register_tables(facts: Register, quoted: Mapping[tuple[str, str], Source]) -> list[Table]:
    """The register's rows as tables, and the source of each as a table of its own. Plans have a shape: elsewhere."""
    columns = get_type_hints(Register)
    records = {name: get_args(columns[name])[0] for name in register.TABLES if name != "plans"}
    tables = [kept(record, getattr(facts, name)) for name, record in records.items()]
    sources = [{"table_name": table, "row_key": key, **to_row(source)} for (table, key), source in quoted.items()]
    return [*tables, Table("sources", ("table_name", "row_key"), sources)]


def statistics_tables(indicators: Iterable[Indicator], values: Iterable[IndicatorValue]) -> list[Table]:
    """What is measured, and every figure of it."""
    name, key = INDICATOR_VALUES
    return [kept(Indicator, indicators), Table(name, key, [to_row(row) for row in values])]


def shape_tables(
    facts: Register,
    geography: Geography,
    departments: Sequence[Department],
    matches: Iterable[Match],
    outlines: Iterable[Footprint],
) -> list[Table]:
    """The tables with a shape: districts, roder, departments, plans, and land and water for the eye."""
    approximate = {row.department_id for row in outlines if row.approximate}
    names = {area.bydel_no: area.bydel for area in geography.areas}
    by_id = {department.department_id: department for department in departments}
    where = coverage.placed(matches)
    of_plan: dict[str, set[str]] = {plan.plan_id: set() for plan in facts.plans}
    for membership in facts.memberships:
        if membership.listed_id in where:
            of_plan[membership.plan_id].update(where[membership.listed_id])
    bydele = [
        {**to_row(area), "area_m2": round(area.outline.area, 1), "geometry": area.outline} for area in geography.areas
    ]
    shapes = [
        {
            **to_row(row),
            "bydel": None if row.bydel_no is None else names[row.bydel_no],
            "homes": row.homes,
            "homes_family_youth": row.homes_family_youth,
            "geometry": row.outline,
        }
        for row in departments
    ]
    plans = [
        {
            **to_row(plan),
            "departments_placed": len(of_plan[plan.plan_id]),
            "departments_approximate": len(of_plan[plan.plan_id] & approximate),
            "geometry": footprints.plan_area(by_id[department_id] for department_id in sorted(of_plan[plan.plan_id])),
        }
        for plan in facts.plans
    ]
    rode, rode_no = HOME[Rode]
    roder = [{**to_row(row), "geometry": row.outline} for row in geography.roder]
    land = [{"name": name, "geometry": outline} for name, outline in geography.land.items()]
    water = [{"number": number, "geometry": part} for number, part in enumerate(geography.water, 1)]
    return [
        Table("bydele", ("bydel_no",), bydele, spatial=True),
        Table(rode, (rode_no,), roder, spatial=True),
        Table("departments", ("department_id",), shapes, spatial=True),
        Table("plans", ("plan_id",), plans, spatial=True),
        Table("land", ("name",), land, spatial=True),
        Table("water", ("number",), water, spatial=True),
    ]


def departments_in_bydele(
    facts: Register, departments: Sequence[Department], matches: Iterable[Match], geography: Geography
) -> str:
    """CSV text: every listed name, the department and district it was placed in, and how or why not."""
    by_listed = {match.listed_id: match for match in matches}
    by_id = {department.department_id: department for department in departments}
    names = {area.bydel_no: area.bydel for area in geography.areas}
    out = io.StringIO(newline="")
    columns = ["plan_id", "printed", "name", "outcome", "department_id", "department", "bydel", "how", "reason"]
    writer = csv.DictWriter(out, columns, lineterminator="\n")
    writer.writeheader()
    for row in facts.listed_departments:
        match = by_listed[row.listed_id]
        tied: Sequence[Department | None] = [by_id[one] for one in match.department_ids] or [None]
        for department in tied:
            cells: Row = {
                "plan_id": row.plan_id,
                "printed": row.printed,
                "name": row.name,
                "outcome": match.outcome if department else "ikke placeret",
                "department_id": department.department_id if department else None,
                "department": department.name if department else None,
                "bydel": names[department.bydel_no] if department and department.bydel_no else None,
                "how": match.method,
                "reason": match.reason,
            }
            writer.writerow({column: never_a_formula(cell or "") for column, cell in cells.items()})
    return out.getvalue()
