"""Official keys that stand in several features of a layer: one department each. Pure."""

from collections.abc import Iterable
from dataclasses import replace

import shapely

from geodata.model import Department


def merge_doubled(
    rows: Iterable[Department],
) -> tuple[tuple[Department, ...], dict[str, int], tuple[str, ...]]:
    """Departments with each official key once, by key; doubled keys -> features; those whose homes then differ.

    A doubled key is one department with the union of the outlines. Its homes count once: those of the first feature
    in the order of the counts, so that the order of the layer changes nothing.
    """
    by_key: dict[str, list[Department]] = {}
    for row in rows:
        by_key.setdefault(row.department_id, []).append(row)
    merged = {key: group for key, group in by_key.items() if len(group) > 1}
    conflicting = [key for key, group in merged.items() if len({_counts(row) for row in group}) > 1]
    whole = [_merge(group) for group in by_key.values()]
    return in_order(whole), {key: len(merged[key]) for key in sorted(merged)}, tuple(sorted(conflicting))


def in_order(departments: Iterable[Department]) -> tuple[Department, ...]:
    """The departments by organisation and number, whatever the order of the layer."""
    return tuple(sorted(departments, key=lambda row: (row.organisation_no, _number(row.department_no))))


def _counts(row: Department) -> tuple[int | None, ...]:
    return row.homes_family, row.homes_youth, row.homes_elderly, row.homes_care


def _merge(group: list[Department]) -> Department:
    first = min(group, key=_order_of_doubles)
    outlines = [row.outline for row in group if row.outline is not None]
    return replace(first, outline=shapely.union_all(outlines)) if len(outlines) > 1 else first


def _order_of_doubles(row: Department) -> tuple[list[tuple[bool, int]], str, str]:
    return [(count is not None, count or 0) for count in _counts(row)], row.name, row.organisation


def _number(department_no: str) -> tuple[int, str]:
    return (int(department_no), "") if department_no.isdecimal() else (10**9, department_no)
