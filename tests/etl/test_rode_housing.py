"""How much of a rode is plots of non-profit housing."""

from shapely import MultiPolygon, box
from shapely.affinity import translate

from etl.rode_housing import almene_shares
from geodata.model import Department
from tests.builders import a_department
from tests.statistics_builders import a_rode

RODER = [a_rode(1), a_rode(2, "Nabolagets")]
WEST, SOUTH, EAST, NORTH = RODER[0].outline.bounds


def shares(*departments: Department) -> list[float]:
    return [row.almene_share for row in almene_shares(RODER, departments)]


def test_a_plot_counts_in_the_rode_it_lies_in_and_what_lies_outside_counts_in_none() -> None:
    across = box(WEST + 50, SOUTH, EAST + 25, NORTH + 500)
    assert shares(a_department(outline=across)) == [0.5, 0.25]


def test_ground_of_two_departments_counts_once() -> None:
    half = box(WEST, SOUTH, WEST + 50, NORTH)
    assert shares(a_department(outline=half), a_department(outline=translate(half, 25))) == [0.75, 0.0]


def test_a_rode_of_nothing_else_is_all_of_it() -> None:
    assert shares(a_department(outline=MultiPolygon([RODER[0].outline]))) == [1.0, 0.0]


def test_without_departments_or_outlines_there_is_none() -> None:
    assert shares() == shares(a_department(outline=None)) == [0.0, 0.0]
