import pytest
import shapely
from shapely.geometry import MultiPolygon, Polygon, box

from etl.roder import mended

WEST, EAST = box(0, 0, 100, 100), box(100, 0, 200, 100)


def test_neighbours_that_fit_stay_as_they_are() -> None:
    for before, after in zip((WEST, EAST), mended([WEST, EAST]), strict=True):
        assert after.equals(before)


def test_a_strip_that_two_claim_goes_to_the_first() -> None:
    west, east = mended([WEST, box(99.5, 0, 200, 100)])
    assert (west.area, east.area) == pytest.approx((10_000, 10_000))
    assert shapely.coverage_is_valid([west, east])


def test_a_vertex_that_one_neighbour_lacks_is_given_to_it() -> None:
    bent = Polygon([(100, 0), (200, 0), (200, 100), (100, 100), (100, 50)])
    assert not shapely.coverage_is_valid([WEST, bent])
    assert shapely.coverage_is_valid(mended([WEST, bent]))


def test_borders_drawn_a_few_millimetres_apart_become_one() -> None:
    assert shapely.coverage_is_valid(mended([WEST, box(100.004, 0, 200, 100)]))


def test_a_hole_between_them_stays_a_hole() -> None:
    ring = WEST.difference(box(40, 40, 60, 60))
    assert mended([ring])[0].area == pytest.approx(9_600)


def test_parts_that_lie_apart_stay_together() -> None:
    islands = MultiPolygon([WEST, box(300, 0, 400, 100)])
    assert mended([islands, EAST])[0].area == pytest.approx(20_000)


def test_an_outline_on_top_of_another_is_refused_by_its_place() -> None:
    with pytest.raises(ValueError, match="nummer 2"):
        mended([WEST, box(50, 0, 150, 100)])
