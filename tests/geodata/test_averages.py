import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.averages import mean, total

SHARES = st.floats(0, 100)
PEOPLE = st.integers(1, 10_000)
FIGURES = st.lists(st.tuples(SHARES, PEOPLE), min_size=1, max_size=30)


@given(FIGURES)
def test_a_mean_lies_between_the_least_and_the_most(figures: list[tuple[float, int]]) -> None:
    shares = [share for share, _ in figures]
    assert min(shares) <= mean(figures).value <= max(shares)


@given(st.lists(SHARES, min_size=1, max_size=30), PEOPLE)
def test_with_as_many_people_everywhere_it_is_the_plain_mean(shares: list[float], people: int) -> None:
    assert mean([(share, people) for share in shares]).value == pytest.approx(sum(shares) / len(shares))


@given(FIGURES, st.integers(2, 100))
def test_more_people_everywhere_in_the_same_proportion_change_nothing(figures: list, times: int) -> None:
    more = [(share, people * times) for share, people in figures]
    assert mean(more).value == pytest.approx(mean(figures).value)


@given(st.data(), FIGURES)
def test_the_order_of_the_parts_changes_not_even_the_last_digit(data: st.DataObject, figures: list) -> None:
    assert mean(data.draw(st.permutations(figures))) == mean(figures)


@given(FIGURES, SHARES)
def test_a_part_with_nobody_in_it_changes_nothing(figures: list, share: float) -> None:
    assert mean([*figures, (share, 0), (share, None)]) == mean(figures)


@given(FIGURES, PEOPLE)
def test_a_part_that_is_not_known_changes_nothing(figures: list, people: int) -> None:
    assert mean([*figures, (None, people)]) == mean(figures)


def test_the_larger_part_weighs_more() -> None:
    assert mean([(80.0, 300), (40.0, 100)]) == (70.0, 400, 2)


@pytest.mark.parametrize("figures", [[], [(50.0, 0)], [(None, 100)], [(50.0, None)]])
def test_where_nobody_is_left_to_weigh_by_there_is_no_mean(figures: list) -> None:
    assert mean(figures) is None


def test_a_negative_number_of_people_is_refused() -> None:
    with pytest.raises(ValueError, match="negativt"):
        mean([(50.0, -1)])


def test_a_sum_leaves_out_what_is_not_known() -> None:
    assert total([3, None, 0, 4]) == (7, 7, 3)


def test_where_no_count_is_known_there_is_no_sum() -> None:
    assert total([None]) is None
