from etl.disclosure import Limits
from etl.reconcile import name_without_rode, rode_without_figures, year_lacks_roder
from tests.statistics_builders import a_rode, a_rode_year, an_indicator, some_statistics

LIMITS = Limits(least_residents=100, least_persons=5)


def test_a_name_that_no_rode_bears_is_found_with_the_mean_with_and_without_it() -> None:
    [found] = name_without_rode(some_statistics(a_rode_year(1, 80.0, 300), a_rode_year(None, 40.0, 100)), LIMITS)
    assert (found.computed, found.printed) == (80.0, 70.0)
    assert found.arithmetic == "(80.0000 × 300 + 40.0 × 100) / (300 + 100) = 70.0"
    assert "»ksempelgårdens« (100 beboere i 2013)" in found.message_da
    assert "80,00\u00a0% uden dem og 70,00\u00a0% med dem" in found.message_da
    assert "80.0% without them and 70.0% with them" in found.message_en


def test_a_name_is_found_once_for_all_its_years() -> None:
    rows = [a_rode_year(None, year=year) for year in (2012, 2013, 2014)]
    [found] = name_without_rode(some_statistics(a_rode_year(1), *rows), LIMITS)
    assert "i 2013" in found.message_da


def test_a_name_without_a_row_in_the_year_that_all_share_is_reckoned_in_its_last() -> None:
    given = some_statistics(
        a_rode_year(1, year=2011), a_rode_year(None, year=2011), indicators=(an_indicator(last_year=2013),)
    )
    [found] = name_without_rode(given, LIMITS)
    assert "i 2011" in found.message_da


def test_a_name_with_nothing_to_weigh_by_is_found_without_a_mean() -> None:
    [found] = name_without_rode(some_statistics(a_rode_year(None, None, 100)), LIMITS)
    assert (found.computed, found.printed, found.arithmetic) == (None, None, "")
    assert "ikke oplyst" in found.message_da


def test_a_name_with_too_few_people_is_found_without_a_figure_to_compute_theirs_of() -> None:
    [found] = name_without_rode(some_statistics(a_rode_year(1), a_rode_year(None, 40.0, 99)), LIMITS)
    assert (found.computed, found.printed, found.arithmetic) == (None, None, "")
    assert "99" not in found.message_da + found.message_en


def test_names_that_are_all_borne_by_roder_are_no_finding() -> None:
    assert name_without_rode(some_statistics(a_rode_year(1)), LIMITS) == []


def test_a_rode_that_the_statistics_never_name_is_found() -> None:
    found = rode_without_figures(some_statistics(a_rode_year(1)), [a_rode(1), a_rode(2, "Fortets")])
    assert [row.subject for row in found] == ["rode/2"]


def test_a_year_that_lacks_a_rode_of_other_years_is_found_by_their_names() -> None:
    roder = [a_rode(1), a_rode(2, "Ågårdens")]
    rows = [a_rode_year(1, year=2012), a_rode_year(1), a_rode_year(2)]
    [found] = year_lacks_roder(some_statistics(*rows), roder)
    assert (found.finding_id, found.computed) == ("year-lacks-roder/2012", 1)
    assert "Ågårdens" in found.message_da


def test_years_with_the_same_roder_are_no_finding() -> None:
    assert year_lacks_roder(some_statistics(a_rode_year(1, year=2012), a_rode_year(1)), [a_rode(1)]) == []


def test_no_statistics_at_all_are_no_years() -> None:
    assert year_lacks_roder(some_statistics(), [a_rode(1)]) == []
