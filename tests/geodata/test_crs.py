import numpy
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import Point

from geodata.crs import to_browser, to_inside

TOWN_HALL = Point(12.5697, 55.6758)  # lon, lat
CITY = st.builds(Point, st.floats(715_000, 740_000), st.floats(6_165_000, 6_185_000))


def test_longitude_comes_before_latitude() -> None:
    inside = to_inside(TOWN_HALL)
    assert (round(inside.x, -3), round(inside.y, -3)) == (724_000, 6_176_000)


def test_what_leaves_for_the_browser_is_longitude_and_latitude() -> None:
    there = to_browser(to_inside(TOWN_HALL))
    assert (there.x, there.y) == pytest.approx((12.5697, 55.6758), abs=1e-7)


@given(CITY)
def test_there_and_back_is_the_same_place_within_a_centimetre(place: Point) -> None:
    assert to_inside(to_browser(place)).distance(place) < 0.01


def test_a_metre_inside_is_a_metre_on_the_ground() -> None:
    here, there = to_inside(numpy.array([Point(12.5, 55.65), Point(12.6, 55.65)]))
    assert here.distance(there) == pytest.approx(6298, rel=0.001)  # 0.1 degree of longitude at 55.65 degrees north


def test_an_array_keeps_its_order_and_its_missing_shapes() -> None:
    inside = to_inside(numpy.array([TOWN_HALL, None, Point(12.6, 55.7)]))
    assert [None if shape is None else shape.x > 720_000 for shape in inside] == [True, None, True]


def test_a_polygon_keeps_its_vertices() -> None:
    square = shapely.box(12.5, 55.6, 12.6, 55.7)
    assert shapely.get_num_coordinates(to_inside(square)) == 5
