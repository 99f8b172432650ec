import pytest

from etl.disclosure import Limits
from etl.figures import Income, RodeYear, Statistics, indicator_values, last_common_year
from geodata.model import IndicatorValue
from tests.statistics_builders import a_rode, a_rode_year, an_indicator, some_statistics

RODER = [a_rode(1), a_rode(2, "Ågårdens"), a_rode(3, "Nabolagets", bydel_no=2)]
Place = tuple[str, int]
LIMITS = Limits(least_residents=100, least_persons=5)


def figures(statistics: Statistics, limits: Limits = LIMITS) -> dict[Place, IndicatorValue]:
    return {(row.level, row.place_no): row for row in indicator_values(statistics, RODER, limits)}


def shares(*rows: RodeYear) -> dict[Place, IndicatorValue]:
    return figures(some_statistics(*rows))


def test_a_share_stands_as_it_is_published_with_the_residents_behind_it() -> None:
    row = shares(a_rode_year(1, 80.25, 500))["rode", 1]
    assert (row.value, row.weight, row.parts, row.missing) == (80.25, 500, None, None)


def test_a_district_is_the_mean_of_its_own_roder_weighted_by_residents() -> None:
    row = shares(a_rode_year(1, 80.0, 300), a_rode_year(2, 40.0, 100), a_rode_year(3, 10.0, 900))["bydel", 1]
    assert (row.value, row.weight, row.parts) == (70.0, 400, 2)


def test_the_city_is_the_mean_of_all_roder_and_not_of_the_districts() -> None:
    row = shares(a_rode_year(1, 80.0, 300), a_rode_year(2, 40.0, 100), a_rode_year(3, 10.0, 600))["city", 0]
    assert (row.value, row.weight, row.parts) == (34.0, 1000, 3)


def test_a_row_that_names_no_rode_is_in_no_mean() -> None:
    row = shares(a_rode_year(1, 80.0, 300), a_rode_year(None, 10.0, 300))["city", 0]
    assert (row.value, row.weight) == (80.0, 300)


@pytest.mark.parametrize(("residents", "value", "missing"), [(99, None, "few residents"), (100, 40.0, None)])
def test_a_share_of_few_residents_is_held_back(residents: int, value: float | None, missing: str | None) -> None:
    row = shares(a_rode_year(1, 40.0, residents))["rode", 1]
    assert (row.value, row.missing, row.weight) == (value, missing, residents)


def test_a_share_that_is_held_back_counts_in_the_mean() -> None:
    row = shares(a_rode_year(1, 80.0, 150), a_rode_year(2, 40.0, 50))["bydel", 1]
    assert (row.value, row.weight, row.parts) == (70.0, 200, 2)


def test_a_share_of_nobody_is_missing_though_the_file_prints_zero() -> None:
    row = shares(a_rode_year(1, 0.0, 0))["rode", 1]
    assert (row.value, row.missing) == (None, "no residents")


def test_zero_percent_of_somebody_is_zero_where_no_limit_holds_it_back() -> None:
    row = figures(some_statistics(a_rode_year(1, 0.0, 500)), Limits(0, 0))["rode", 1]
    assert (row.value, row.missing) == (0.0, None)


def test_a_share_that_counts_too_few_is_held_back_with_the_next_smallest_of_its_district() -> None:
    found = shares(a_rode_year(1, 0.5, 600), a_rode_year(2, 40.0, 500), a_rode_year(3, 40.0, 900))
    assert [found["rode", no].missing for no in (1, 2, 3)] == ["few persons", "guards another", None]
    assert found["bydel", 1].value == pytest.approx((0.5 * 600 + 40.0 * 500) / 1100, abs=1e-6)


def test_a_mean_that_would_give_a_hidden_share_away_is_held_back_with_its_reason() -> None:
    found = shares(a_rode_year(3, 40.0, 50), a_rode_year(1, 80.0, 500))
    assert [(found["bydel", no].value, found["bydel", no].missing) for no in (1, 2)] == [
        (None, "guards another"),
        (None, "few residents"),
    ]
    assert (found["city", 0].weight, found["city", 0].missing) == (550, None)


def test_parts_of_one_whole_are_held_back_together() -> None:
    parts = tuple(an_indicator(name, whole="income") for name in ("low_income", "middle_income", "high_income"))
    rows = [
        a_rode_year(
            no, residents=500, shares=dict(zip(("low_income", "middle_income", "high_income"), given, strict=True))
        )
        for no, given in ((1, (0.2, 49.8, 50.0)), (2, (30.0, 30.0, 40.0)), (3, (30.0, 30.0, 40.0)))
    ]
    made = indicator_values(some_statistics(*rows, indicators=parts), RODER, LIMITS)
    missing = {(row.indicator_id, row.place_no): row.missing for row in made if row.level == "rode"}
    for part in parts:
        assert [missing[part.indicator_id, no] for no in (1, 2, 3)] == ["few persons", "guards another", None]


@pytest.mark.parametrize(
    "rows",
    [[], [a_rode_year(1, None, 500)], [a_rode_year(1, 80.0, None)], [a_rode_year(1, 80.0, year=2012)]],
    ids=["no row", "an empty cell", "residents unknown", "a row of another year"],
)
def test_what_is_not_published_is_missing_in_rode_district_and_city(rows: list[RodeYear]) -> None:
    found = shares(*rows)
    places: list[Place] = [("rode", 1), ("bydel", 1), ("city", 0)]
    assert [(found[place].value, found[place].missing) for place in places] == [(None, "not published")] * 3


def test_a_district_in_which_nobody_lives_has_no_mean() -> None:
    assert shares(a_rode_year(3, 0.0, 0))["bydel", 2].missing == "no residents"


def test_a_mean_is_kept_with_more_decimals_than_are_shown() -> None:
    row = shares(a_rode_year(1, 80.01, 100), a_rode_year(2, 80.0, 200))["bydel", 1]
    assert row.value == 80.003333


def test_figures_are_made_for_the_years_of_the_indicator_alone() -> None:
    given = some_statistics(
        a_rode_year(1, year=2012), a_rode_year(1), indicators=(an_indicator(first_year=2012, last_year=2013),)
    )
    assert {row.year for row in indicator_values(given, RODER, LIMITS)} == {2012, 2013}


RESIDENTS = an_indicator("residents", unit="persons")


def test_residents_are_summed() -> None:
    given = some_statistics(
        a_rode_year(1, residents=300),
        a_rode_year(2, residents=100),
        a_rode_year(3, residents=5),
        indicators=(RESIDENTS,),
    )
    found = figures(given)
    assert [(found[place].value, found[place].parts) for place in (("bydel", 1), ("bydel", 2), ("city", 0))] == [
        (400, 2),
        (5, 1),
        (405, 3),
    ]


@pytest.mark.parametrize("residents", [0, 5])
def test_few_residents_are_not_held_back_themselves(residents: int) -> None:
    found = figures(some_statistics(a_rode_year(1, residents=residents), indicators=(RESIDENTS,)))
    assert found["rode", 1].value == residents


POPULATION = an_indicator("population", unit="persons", published_for="bydel")
INCOME = an_indicator("disposable_income", unit="kroner", published_for="bydel")


def test_population_stands_as_it_is_published_and_the_city_counts_those_outside_too() -> None:
    found = figures(some_statistics(indicators=(POPULATION,), population={(1, 2013): 30, (None, 2013): 5}))
    assert {place: (row.value, row.parts) for place, row in found.items()} == {
        ("bydel", 1): (30, None),
        ("city", 0): (35, 2),
    }


def test_disposable_income_is_kroner_a_person() -> None:
    income = {(1, 2013): Income(persons=2, thousand_kroner=500.0)}
    row = figures(some_statistics(indicators=(INCOME,), income=income))["bydel", 1]
    assert (row.value, row.weight, row.parts) == (250_000, 2, 2)  # of men and of women


def test_the_income_of_the_city_is_all_income_by_all_persons_also_outside_the_districts() -> None:
    income = {
        (1, 2013): Income(persons=3, thousand_kroner=900.0),
        (2, 2013): Income(persons=1, thousand_kroner=100.0),
        (None, 2013): Income(persons=1, thousand_kroner=50.0),
    }
    row = figures(some_statistics(indicators=(INCOME,), income=income))["city", 0]
    assert (row.value, row.weight, row.parts) == (210_000, 5, 3)


def test_a_district_without_persons_has_no_income_a_person() -> None:
    income = {(1, 2013): Income(persons=0, thousand_kroner=0.0)}
    row = figures(some_statistics(indicators=(INCOME,), income=income))["bydel", 1]
    assert (row.value, row.missing) == (None, "no residents")


def test_the_last_common_year_is_the_earliest_end_of_those_published_for_roder() -> None:
    indicators = [an_indicator(last_year=2014), an_indicator(last_year=2013), an_indicator("x", published_for="bydel")]
    assert last_common_year(indicators) == 2013
