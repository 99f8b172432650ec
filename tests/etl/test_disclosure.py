"""Shares of few people are held back, and nothing that is shown gives them away."""

from collections.abc import Mapping, Sequence
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.disclosure import HeldBack, Limits, Tract, held_back
from geodata import averages

LIMITS = Limits(least_residents=100, least_persons=5)


def a_tract(rode_no: int, share: float = 40.0, people: int = 500, bydel_no: int = 1) -> Tract:
    return Tract(rode_no, bydel_no, people, {"attached": share})


def a_whole(rode_no: int, people: int, *shares: float, bydel_no: int = 1) -> Tract:
    """A rode with all parts of a whole."""
    return Tract(rode_no, bydel_no, people, dict(zip("abc", shares, strict=True)))


ELSEWHERE = [a_tract(90 + no, bydel_no=9, people=3000) for no in range(3)]


@pytest.mark.parametrize(
    ("share", "people", "reason"),
    [
        (40.0, 99, "few residents"),
        (40.0, 100, None),
        (1.0, 499, "few persons"),
        (1.0, 500, None),
        (99.0, 499, "few persons"),
        (99.0, 500, None),
        (0.0, 500, "few persons"),
    ],
    ids=["of 99", "of 100", "counts 4.99", "counts 5", "leaves out 4.99", "leaves out 5", "counts nobody"],
)
def test_a_share_needs_enough_people_and_enough_on_either_side(share: float, people: int, reason: str | None) -> None:
    others = [a_tract(2), a_tract(3)]
    assert held_back([a_tract(1, share, people), *others], LIMITS).roder.get(1) == reason


def test_with_no_limits_nothing_is_held_back() -> None:
    found = held_back([a_tract(1, 0.0, 1), a_tract(2, 100.0, 1, bydel_no=2)], Limits(0, 0))
    assert found == HeldBack({}, {})


def test_one_hidden_rode_takes_the_next_smallest_of_its_district_with_it() -> None:
    found = held_back([a_tract(1, people=50), a_tract(2, people=900), a_tract(3, people=600), *ELSEWHERE], LIMITS)
    assert found == HeldBack({1: "few residents", 3: "guards another"}, {})


def test_two_hidden_roder_of_a_district_hide_one_another() -> None:
    found = held_back([a_tract(1, people=50), a_tract(2, people=60), a_tract(3, people=600), *ELSEWHERE], LIMITS)
    assert found == HeldBack({1: "few residents", 2: "few residents"}, {})


def test_two_roder_in_which_nobody_is_counted_do_not_hide_one_another() -> None:
    nobody = [a_tract(1, 0.0, 300), a_tract(2, 0.0, 300)]
    found = held_back([*nobody, a_tract(3, people=600), *ELSEWHERE], LIMITS)
    assert found.roder == {1: "few persons", 2: "few persons", 3: "guards another"}


def test_the_parts_of_a_whole_are_held_back_together_since_they_add_up_to_100() -> None:
    tracts = [a_whole(1, 400, 1.0, 49.0, 50.0), *(a_whole(no, 500 + no, 30.0, 30.0, 40.0) for no in (2, 3))]
    assert held_back(tracts, LIMITS).roder == {1: "few persons", 2: "guards another"}


def test_a_district_of_one_hidden_rode_is_held_back_and_the_next_smallest_district_with_it() -> None:
    tracts = [a_tract(1, people=50), a_tract(2, bydel_no=2), a_tract(3, people=400, bydel_no=2), *ELSEWHERE]
    found = held_back(tracts, LIMITS)
    assert found == HeldBack({1: "few residents", 3: "guards another"}, {1: "few residents", 2: "guards another"}, None)


def test_a_district_whose_few_cannot_hide_its_many_is_held_back_too() -> None:
    tracts = [a_tract(1, people=3), a_tract(2), a_tract(3, bydel_no=2), a_tract(4, bydel_no=2), *ELSEWHERE]
    found = held_back(tracts, LIMITS)
    assert (found.bydele, found.city) == ({1: "guards another", 2: "guards another"}, None)


def test_one_area_of_few_people_leaves_nothing_to_show() -> None:
    found = held_back([a_tract(1, people=50)], LIMITS)
    assert found == HeldBack({1: "few residents"}, {1: "few residents"}, "few residents")


def test_one_area_of_many_people_is_shown() -> None:
    assert held_back([a_tract(1)], LIMITS) == HeldBack({}, {})


def test_two_areas_of_which_one_is_small_leave_the_city_alone() -> None:
    found = held_back([a_tract(1, people=50), a_tract(2, bydel_no=2)], LIMITS)
    assert (set(found.roder), set(found.bydele), found.city) == ({1, 2}, {1, 2}, None)


def test_a_city_in_which_nobody_is_counted_is_held_back_whole() -> None:
    found = held_back([a_tract(no, 0.0, 500, bydel_no=no) for no in (1, 2)], LIMITS)
    assert (set(found.roder), set(found.bydele), found.city) == ({1, 2}, {1, 2}, "few persons")


# The law: whoever sees all that is shown cannot tell a hidden figure. The proof is another city that shows the same.

PEOPLE = st.one_of(st.integers(1, 300), st.integers(100, 4000))
CITIES = st.integers(1, 3).flatmap(
    lambda parts: st.lists(
        st.tuples(
            st.integers(1, 3),
            PEOPLE,
            st.lists(st.one_of(st.just(0), st.integers(0, 40)), min_size=parts, max_size=parts),
            st.integers(0, 60) if parts == 1 else st.just(0),
        ),
        min_size=1,
        max_size=9,
    )
)


def made(rows: Sequence[tuple[int, int, list[int], int]]) -> list[Tract]:
    """Roder of a city: with one part its complement is not published, with several they are the whole."""
    tracts = []
    for number, (bydel_no, people, weights, rest) in enumerate(rows, 1):
        whole = sum(weights) + rest
        parts = [100 * one / whole for one in weights] if whole else [100.0, *([0.0] * (len(weights) - 1))]
        tracts.append(Tract(number, bydel_no, people, dict(zip("abc", parts, strict=False))))
    return tracts


def shown(tracts: Sequence[Tract], held: HeldBack) -> dict[tuple[str, int, str], float]:
    """All that a reader sees, with the means as the pages make them."""
    indicators = list(tracts[0].shares)
    seen = {("rode", one.rode_no, name): one.shares[name] for one in tracts for name in indicators}
    groups = {no: [one for one in tracts if one.bydel_no == no] for no in {one.bydel_no for one in tracts}}
    for no, name in product(groups, indicators):
        pooled = averages.mean((one.shares[name], one.people) for one in groups[no])
        assert pooled is not None
        seen["bydel", no, name] = pooled.value
    for name in indicators:
        pooled = averages.mean((one.shares[name], one.people) for one in tracts)
        assert pooled is not None
        seen["city", 0, name] = pooled.value
    hidden = {"rode": set(held.roder), "bydel": set(held.bydele), "city": {0} if held.city else set()}
    return {key: value for key, value in seen.items() if key[1] not in hidden[key[0]]}


Counts = dict[int, dict[str, float]]


def counts_of(tracts: Sequence[Tract]) -> Counts:
    """Persons of each rode by part, with those outside all parts as a part of their own."""
    made: Counts = {}
    for one in tracts:
        parts = {name: share * one.people / 100 for name, share in one.shares.items()}
        made[one.rode_no] = {**parts, "rest": max(0.0, one.people - sum(parts.values()))}
    return made


def moved(counts: Counts, inside: Sequence[int], outside: Sequence[int], name: str, *, up: bool) -> Counts:
    """Another city: as many as can be of the part `name` change places between the roder inside and outside."""
    other = {no: dict(parts) for no, parts in counts.items()}
    giving, taking = (outside, inside) if up else (inside, outside)
    for give, take, part in product(giving, taking, [key for key in next(iter(other.values())) if key != name]):
        persons = min(other[give][name], other[take][part])
        other[give][name] -= persons
        other[give][part] += persons
        other[take][name] += persons
        other[take][part] -= persons
    return other


def as_tracts(tracts: Sequence[Tract], counts: Counts) -> list[Tract]:
    def share(one: Tract, name: str) -> float:
        return min(100.0, max(0.0, 100 * counts[one.rode_no][name] / one.people))

    return [Tract(one.rode_no, one.bydel_no, one.people, {n: share(one, n) for n in one.shares}) for one in tracts]


def same(one: Mapping[tuple[str, int, str], float], other: Mapping[tuple[str, int, str], float]) -> bool:
    return one.keys() == other.keys() and all(
        value == pytest.approx(other[key], abs=1e-6) for key, value in one.items()
    )


@given(rows=CITIES)
def test_no_hidden_figure_can_be_told_from_all_that_is_shown(rows: list[tuple[int, int, list[int], int]]) -> None:
    tracts = made(rows)
    held = held_back(tracts, LIMITS)
    if held.city:
        assert shown(tracts, held) == {}
        return
    before, counts = shown(tracts, held), counts_of(tracts)
    where = {one.rode_no: one.bydel_no for one in tracts}
    hidden = list(held.roder)
    secrets = [[no] for no in hidden] + [[no for no in hidden if where[no] == bydel] for bydel in held.bydele]
    for inside, name in product(secrets, tracts[0].shares):
        assert inside, "a hidden district all of whose roder are shown is not hidden"
        opened = where[inside[0]] in held.bydele
        outside = [
            no
            for no in hidden
            if no not in inside and (where[no] in held.bydele if opened else where[no] == where[inside[0]])
        ]
        reached = []
        for up in (True, False):
            other = moved(counts, inside, outside, name, up=up)
            assert same(before, shown(as_tracts(tracts, other), held))
            reached.append(sum(other[no][name] for no in inside))
        people = sum(one.people for one in tracts if one.rode_no in inside)
        assert reached[0] - reached[1] >= min(LIMITS.least_persons, people) - 1e-3


@given(rows=CITIES)
def test_whatever_rests_on_too_few_is_hidden(rows: list[tuple[int, int, list[int], int]]) -> None:
    tracts = made(rows)
    held = held_back(tracts, LIMITS)
    for one in tracts:
        for share in one.shares.values():
            few = one.people < 100 or min(share, 100 - share) * one.people / 100 < 5 - 1e-5
            assert not few or one.rode_no in held.roder
