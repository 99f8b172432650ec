"""Shapes of departments and plans. Pure; EPSG:25832.

A plan's area is the union of its departments' outlines, never a hull over other people's homes.
"""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import shapely

from geodata.model import Department

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

SAME_OUTLINE_IOU = 0.98


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


def _same(one: "BaseGeometry", other: "BaseGeometry") -> bool:
    return bool(one.intersection(other).area >= SAME_OUTLINE_IOU * one.union(other).area)
