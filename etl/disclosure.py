"""Which shares of few people are held back, and which others with them, so that none can be computed. Pure.

Statistical disclosure control as statistical offices do it: a share of too few people is held back (primary), and so
are as many others as it takes (secondary), since means of districts and of the city are shown and a reader can
subtract. What is one whole stands or falls together: levels of education add up to 100 %, so that one alone could be
computed from the rest. How far a reader can come is told by Fréchet's bounds, which are sharp for a table whose rows
and columns are known by their sums (Dobra & Fienberg, PNAS 97, 2000).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import fsum

from geodata.model import Missing

GUARD: Missing = "guards another"
_ROUNDING = 1e-6  # persons


@dataclass(frozen=True, slots=True)
class Limits:
    """The fewest residents a share may be of, and the fewest persons it may count or leave out."""

    least_residents: int
    least_persons: int


@dataclass(frozen=True, slots=True)
class Tract:
    """What is published of a rode in a year: residents (at least one), and shares of one whole in percent."""

    rode_no: int
    bydel_no: int
    people: int
    shares: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class HeldBack:
    """The places whose shares of a whole are held back in a year, each with its reason."""

    roder: Mapping[int, Missing]
    bydele: Mapping[int, Missing]
    city: Missing | None = None


def held_back(tracts: Sequence[Tract], limits: Limits) -> HeldBack:
    """What is held back of the roder, of the means of their districts, and of the city's.

    Of what is left, every share that is held back may be anything within a span of at least `least_persons` persons
    (all of them, where they are fewer). Districts follow only where their roder alone cannot hide one another: a
    district of one rode, or one in which nobody has what is counted. The city follows only where all its districts do.
    """
    small = {one.rode_no: reason for one in tracts if (reason := too_few([one], limits))}
    bydele = {
        no: list(inside) for no, inside in groupby(sorted(tracts, key=_by_size_in_bydel), lambda one: one.bydel_no)
    }
    opened = {no: reason for no, inside in bydele.items() if (reason := too_few(inside, limits))}
    hidden = set(small)
    for no, inside in bydele.items():
        if no not in opened and hidden & {one.rode_no for one in inside}:
            hidden_here = _hidden_among(inside, hidden, (), limits)
            if hidden_here is None:
                opened[no] = GUARD
            else:
                hidden |= hidden_here
    city = too_few(tracts, limits)
    if opened and city is None:
        together = _across(bydele, hidden, opened, limits)
        if together is None:
            city = GUARD
        else:
            hidden |= together
    if city is not None:
        hidden, opened = {one.rode_no for one in tracts}, {no: opened.get(no, GUARD) for no in bydele}
    return HeldBack({no: small.get(no, GUARD) for no in sorted(hidden)}, opened, city)


def _by_size_in_bydel(one: Tract) -> tuple[int, int, int]:
    return one.bydel_no, one.people, one.rode_no


def too_few(tracts: Iterable[Tract], limits: Limits) -> Missing | None:
    """Why a share of these roder together rests on too few people; None where it does not."""
    counts = _counts(tracts).values()
    if any(people < limits.least_residents for _, people in counts):
        return "few residents"
    few = any(min(having, people - having) < limits.least_persons - _ROUNDING for having, people in counts)
    return "few persons" if few else None


def _counts(tracts: Iterable[Tract]) -> dict[str, tuple[float, int]]:
    """Indicator -> persons it counts, and people it is of, by the roder that have it."""
    gathered: dict[str, list[tuple[float, int]]] = {}
    for one in tracts:
        for indicator, share in one.shares.items():
            gathered.setdefault(indicator, []).append((share / 100 * one.people, one.people))
    return {name: (fsum(having for having, _ in found), sum(n for _, n in found)) for name, found in gathered.items()}


def _across(
    bydele: Mapping[int, Sequence[Tract]], hidden: set[int], opened: dict[int, Missing], limits: Limits
) -> set[int] | None:
    """Roder that hide the opened districts among one another, opening the next smallest until they do; or None."""
    closed = sorted(bydele.keys() - opened.keys(), key=lambda no: (sum(one.people for one in bydele[no]), no))
    while True:
        together = sorted((one for no in opened for one in bydele[no]), key=lambda one: (one.people, one.rode_no))
        found = _hidden_among(together, hidden, tuple(opened), limits)
        if found is not None or not closed:
            return found
        opened[closed.pop(0)] = GUARD


def _hidden_among(tracts: Sequence[Tract], hidden: set[int], opened: Sequence[int], limits: Limits) -> set[int] | None:
    """The hidden roder with as many more, smallest first, as hide them; None where all together do not."""
    chosen = [one for one in tracts if one.rode_no in hidden]
    spare = [one for one in tracts if one.rode_no not in hidden]
    while not _hide_one_another(chosen, opened, limits):
        if not spare:
            return None
        chosen.append(spare.pop(0))
    return {one.rode_no for one in chosen}


def _hide_one_another(hidden: Sequence[Tract], opened: Sequence[int], limits: Limits) -> bool:
    """Whether a reader who knows the sum over the hidden roder is left without any of them, and without any district.

    Every opened district must have a hidden rode of its own, or its mean could be made of those that are shown.
    """
    apart = [[one] for one in hidden] + [[one for one in hidden if one.bydel_no == no] for no in opened]
    whole = _counts(hidden)
    return all(part and _spans_enough(_counts(part), whole, limits) for part in apart)


def _spans_enough(
    part: Mapping[str, tuple[float, int]], whole: Mapping[str, tuple[float, int]], limits: Limits
) -> bool:
    least = max(limits.least_persons, 1)
    return all(
        _span(people, *whole[indicator]) >= min(least, people) - _ROUNDING for indicator, (_, people) in part.items()
    )


def _span(people: int, having: float, total: int) -> float:
    """Between how many persons and how many of a part's `people` may be counted, if `having` of `total` are in all.

    >>> _span(50, 20, 150)
    20
    >>> _span(50, 20, 50)
    0
    """
    return min(people, having) - max(0, people + having - total)
