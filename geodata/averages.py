"""Means and sums over places: how a figure of a district or the city comes of those of its parts. Pure.

A mean is weighted by the people behind each figure. That is our computation and not an official figure, and it is
made before any figure of a small place is held back, so that holding back changes no mean.
"""

from collections.abc import Iterable
from math import fsum
from typing import NamedTuple


class Pooled(NamedTuple):
    """A computed figure, the people it rests on, and how many figures it was made of."""

    value: float
    weight: int
    parts: int


def mean(figures: Iterable[tuple[float | None, int | None]]) -> Pooled | None:
    """The mean of (value, people) weighted by people, in the values' own unit; None where nobody is left to weigh by.

    What has no value, or nobody behind it, is left out. Raises ValueError for a negative number of people.
    """
    known = [(value, people) for value, people in figures if value is not None and people]
    if any(people < 0 for _, people in known):
        raise ValueError("et negativt antal personer kan ikke være en vægt")
    if not known:
        return None
    weight = sum(people for _, people in known)
    # fsum rounds once, at the end: the order of the parts changes nothing
    value = fsum(value * people for value, people in known) / weight
    least, most = min(value for value, _ in known), max(value for value, _ in known)
    return Pooled(min(max(value, least), most), weight, len(known))  # the last bit may not lead it outside


def total(counts: Iterable[int | None]) -> Pooled | None:
    """The sum of counts of people, which is its own weight; None where none is known."""
    known = [count for count in counts if count is not None]
    return Pooled(sum(known), sum(known), len(known)) if known else None
