from datetime import UTC, datetime

import pytest

from etl.services.asking import Asker
from etl.services.overpass import buildings_at
from etl.services.settings import Overpass
from geodata.errors import ServiceError
from tests.etl.services import invented_town as town
from tests.etl.services.stubs import Waits, reply, serving

NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
EAST, NORTH = town.field(4)
DOOR = (EAST + 150, NORTH + 90)


@pytest.fixture
def stub():
    with serving(town.overpass()) as running:
        yield running


@pytest.fixture
def waits():
    return Waits()


@pytest.fixture
def asker(tmp_path, waits):
    with Asker(tmp_path, clock=waits.clock, wait=waits.wait, now=lambda: NOW) as made:
        yield made


def at(asker, stub, *points, within_m=10.0):
    return buildings_at(asker, Overpass(base_url=stub.url, attempts=2), points, within_m)


def test_buildings_at_the_points_come_with_their_outlines(asker, stub):
    [one] = at(asker, stub, DOOR, within_m=4)
    assert (one.osm_id, one.read_on) == ("way/77", NOW.date())
    assert one.outline.symmetric_difference(town.BLOCK).area < 0.1
    assert at(asker, stub, (EAST + 500, NORTH)) == ()


def test_all_points_are_one_question_and_it_is_put_once(asker, stub):
    points = [DOOR, (EAST + 900, NORTH)]
    assert [one.osm_id for one in at(asker, stub, *points)] == ["way/77", "way/79"]
    at(asker, stub, *reversed(points), DOOR)
    assert len(stub.asked) == 1


def test_a_building_round_a_courtyard_keeps_its_hole(asker):
    ring = town.box(4, 60, 60).difference(town.box(4, 20, 20, east=20, north=20))
    with serving(town.Buildings({5: ring})) as stub:
        [one] = at(asker, stub, (EAST + 5, NORTH + 5))
    assert one.osm_id == "relation/5"
    assert one.outline.symmetric_difference(ring).area < 1


def test_a_remark_with_status_200_is_an_error_and_not_kept(asker, stub):
    stub.script(reply({"elements": [], "remark": "runtime error: Query timed out"}))
    with pytest.raises(ServiceError, match="Overpass melder fejl: runtime error"):
        at(asker, stub, DOOR)
    assert at(asker, stub, DOOR)


def test_no_free_place_is_waited_for(asker, stub, waits):
    stub.script(reply("busy", status=504))
    assert at(asker, stub, DOOR)
    assert waits.waited[0] == 1.0


@pytest.mark.parametrize(
    "body",
    ["<html>", {"elements": [{"id": 1}]}, {"elements": [{"type": "way", "id": 1, "geometry": [{"lat": 1}] * 2}]}, []],
)
def test_an_answer_of_another_form_is_an_error(asker, stub, body):
    stub.script(reply(body))
    with pytest.raises(ServiceError, match="Overpass svarer ikke"):
        at(asker, stub, DOOR)


def test_what_closes_no_area_is_no_building(asker, stub):
    line = [{"lat": 55.0, "lon": 10.0}, {"lat": 55.1, "lon": 10.0}]
    stub.script(reply({"elements": [{"type": "way", "id": 1, "geometry": line}, {"type": "relation", "id": 2}]}))
    assert at(asker, stub, DOOR) == ()
