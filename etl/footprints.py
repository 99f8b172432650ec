"""Shapes of departments and plans: how each outline came about, how sure it is, what a person drew. Pure; EPSG:25832.

A plan's area is the union of its departments' outlines, never a hull over other people's homes; a department of which
only a point is known adds no ground to it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

import shapely

from etl.geography import Stated
from etl.layer_rows import ground, surface
from geodata.errors import RegisterError
from geodata.model import Area, Dataset, Decision, Department, Footprint, FootprintMethod

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

# How far an outline made so may lie from the ground it stands for, in metres (docs/decisions/0012). What generalising
# moved comes on top; a layer in our own form may state its own figure, which then holds.
METHODS: dict[FootprintMethod, float] = {
    # The city states no accuracy. Its layer holds plots, not buildings: of 165 pairs of neighbours under 15 m apart 117
    # touch exactly and none lies between 0 and 3 m, so it is drawn after the cadastral map, and is no better than that.
    "city layer": 2.0,
    # A border of the cadastral map lies within a metre or two of the border on the ground, in a town.
    "parcels": 2.0,
    # Drawn by volunteers after aerial photographs, and round an estate rather than a property: streets and lawns that
    # belong to others lie inside it, and those of its own may lie outside. An estimate, not measured.
    "named OSM area": 25.0,
    # The buildings are right to a metre or two; the ground that belongs to them is set to 15 m, and may be wider.
    "buildings": 25.0,
    # A hull knows no border at all: it holds what lies between the addresses, and 25 m more, whoever's it is.
    "hull of points": 50.0,
    # Drawn by a person, after a map or a photograph.
    "drawn": 10.0,
    # One address or the mean of a few: an estate of 4 ha is 200 m wide, and most are smaller.
    "point only": 200.0,
}
SAME_OUTLINE_IOU = 0.98
# A plot at the border of a municipality may be drawn across that of the layer of districts, which is simplified.
ACROSS_THE_BORDER_M = 50.0


@dataclass(frozen=True, slots=True)
class Drawn:
    """The departments after people have drawn outlines for some.

    `decided`: department_id -> the decision that gave it its outline. `outside` are decisions that were not used, since
    what they draw is not in the municipality; `apart` those that were, and share no ground with the layer's outline.
    """

    departments: tuple[Department, ...]
    decided: Mapping[str, Decision] = field(default_factory=dict)
    outside: tuple[Decision, ...] = ()
    apart: tuple[Decision, ...] = ()


def drawn(departments: Iterable[Department], decisions: Iterable[Decision], areas: Sequence[Area]) -> Drawn:
    """The departments with the outlines of the decisions in place of the layer's.

    Raises RegisterError where an outline cannot be read as polygons, or a department has been given two.
    """
    outlines = _outlines(decisions)
    rows = list(departments)
    if not outlines:
        return Drawn(tuple(rows))
    city = shapely.buffer(shapely.union_all([area.outline for area in areas]), ACROSS_THE_BORDER_M)
    given = {row.department_id: row for row in rows}
    decided = {key: one for key, one in outlines.items() if key in given and city.covers(one[1])}
    return Drawn(
        departments=tuple(
            replace(row, outline=decided[row.department_id][1]) if row.department_id in decided else row for row in rows
        ),
        decided={key: decision for key, (decision, _) in decided.items()},
        outside=tuple(decision for key, (decision, _) in outlines.items() if key in given and key not in decided),
        apart=tuple(
            decision
            for key, (decision, outline) in decided.items()
            if (before := given[key].outline) is not None and not before.intersects(outline)
        ),
    )


def footprints(
    departments: Iterable[Department],
    stated: Mapping[str, Stated],
    decided: Mapping[str, Decision],
    dataset: Dataset | None,
) -> list[Footprint]:
    """One footprint a department, of those that have an outline or a point; the others are nowhere.

    `stated`: official key -> what the layer says; `dataset` is the layer, where it is a published one.
    """
    made = []
    for row in departments:
        said = stated.get(official_key(row), Stated())
        if row.department_id in decided:
            made.append(_as_drawn(row, decided[row.department_id]))
        elif row.outline is not None or said.method == "point only":
            made.append(_as_stated(row, said, dataset))
    return made


def official_key(department: Department) -> str:
    """The key that a layer has for the department, whatever its id."""
    return f"{department.organisation_no}-{department.department_no}"


def place(department: Department, stated: Mapping[str, Stated]) -> "BaseGeometry | None":
    """Where a department is: its outline, or the point that is all that is known; None for neither."""
    said = stated.get(official_key(department))
    if department.outline is None and said is not None and said.method == "point only":
        return shapely.Point(said.east_m, said.north_m)
    return department.outline


def notes(departments: Iterable[Department], stated: Mapping[str, Stated]) -> dict[str, tuple[str, ...]]:
    """department_id -> what was noted when the layer was made, of departments without an outline too."""
    return {
        row.department_id: said.notes
        for row in departments
        if (said := stated.get(official_key(row))) is not None and said.notes
    }


def accuracy(method: FootprintMethod, moved_m: float = 0.0) -> float:
    """How far an outline made so, and then moved, may lie from the ground it stands for: metres, a decimal."""
    return round(METHODS[method] + moved_m, 1)


def plan_area(departments: Iterable[Department]) -> "BaseGeometry | None":
    """Union of the departments' outlines; None where none of them has one."""
    outlines = [row.outline for row in departments if row.outline is not None]
    return shapely.union_all(outlines) if outlines else None


def shared_outlines(departments: Sequence[Department]) -> list[tuple[str, ...]]:
    """Groups of departments whose outlines are the same (each with another of at least 0.98 IoU), by id."""
    shaped = [row for row in departments if row.outline is not None]
    if not shaped:
        return []
    outlines = [row.outline for row in shaped]
    left, right = shapely.STRtree(outlines).query(outlines, predicate="intersects")
    groups: dict[int, set[int]] = {}
    for one, other in zip(left, right, strict=True):
        if one < other and _same(outlines[one], outlines[other]):
            whole = groups.get(one, {one}) | groups.get(other, {other})
            groups.update(dict.fromkeys(whole, whole))
    return sorted({tuple(sorted(shaped[index].department_id for index in group)) for group in groups.values()})


def _outlines(decisions: Iterable[Decision]) -> dict[str, tuple[Decision, "BaseGeometry"]]:
    """department_id -> the decision that draws it, and what it draws."""
    found: dict[str, tuple[Decision, BaseGeometry]] = {}
    for row in decisions:
        if row.outline_wkt is None:
            continue
        [department_id] = row.department_ids
        if department_id in found:
            raise _wrong(row, "department_ids", f"{department_id} har også et omrids i {found[department_id][0].key}")
        try:
            found[department_id] = (row, ground(surface(row.outline_wkt)))
        except (ValueError, shapely.errors.ShapelyError) as error:
            raise _wrong(row, "outline_wkt", "omridset er ikke en POLYGON eller MULTIPOLYGON") from error
    return found


def _wrong(row: Decision, column: str, what: str) -> RegisterError:
    return RegisterError(
        what,
        where=f"decisions.csv, rækken {row.key}, kolonnen {column}",
        remedy="Ret rækken: ét omrids pr. afdeling, som WKT i EPSG:25832.",
    )


def _as_drawn(row: Department, decision: Decision) -> Footprint:
    return Footprint(
        department_id=row.department_id,
        method="drawn",
        accuracy_m=METHODS["drawn"],
        credit=f"Afgørelsen {decision.key}, {decision.accepted_by}",
        retrieved_on=decision.accepted_on,
    )


def _as_stated(row: Department, said: Stated, dataset: Dataset | None) -> Footprint:
    method: FootprintMethod = said.method or "city layer"
    of_layer = method == "city layer" and said.credit is None
    return Footprint(
        department_id=row.department_id,
        method=method,
        accuracy_m=METHODS[method] if said.accuracy_m is None else said.accuracy_m,
        credit=said.credit or _credit(method, dataset),
        retrieved_on=said.retrieved_on or (_day(dataset) if of_layer else None),
        east_m=said.east_m,
        north_m=said.north_m,
        addresses_matched=said.addresses_matched,
        addresses_unmatched=said.addresses_unmatched,
        notes=said.notes,
    )


def _credit(method: FootprintMethod, dataset: Dataset | None) -> str:
    if method != "city layer":
        return "Kilde ikke oplyst"
    return f"{dataset.publisher}: {dataset.title}" if dataset else "Kommunens kortlag over afdelinger"


def _day(dataset: Dataset | None) -> date | None:
    """The day the layer was taken, where its date is a day and not a year."""
    try:
        return date.fromisoformat(dataset.dated) if dataset else None
    except ValueError:
        return None


def _same(one: "BaseGeometry", other: "BaseGeometry") -> bool:
    return bool(one.intersection(other).area >= SAME_OUTLINE_IOU * one.union(other).area)
