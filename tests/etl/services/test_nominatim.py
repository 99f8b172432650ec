from datetime import UTC, datetime

import pytest
import shapely

from etl.services import nominatim
from etl.services.asking import Asker
from etl.services.settings import Nominatim
from geodata import crs
from geodata.errors import ServiceError
from tests.etl.services import invented_town as town
from tests.etl.services.stubs import Waits, reply, serving

NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
AGENT = "Prøveby Kommune (proeveby@example.dk)"


@pytest.fixture
def stub():
    with serving(town.osm()) as running:
        yield running


@pytest.fixture
def waits():
    return Waits()


@pytest.fixture
def asker(tmp_path, waits):
    with Asker(tmp_path, user_agent=AGENT.encode().decode("latin-1"), clock=waits.clock, wait=waits.wait,
               now=lambda: NOW) as made:  # fmt: skip
        yield made


def around(number):
    return crs.to_browser(town.box(number, 500, 500, east=-100, north=-100)).bounds


def named(asker, stub, name="Engparken", number=4):
    service = Nominatim(base_url=stub.url, timeout_s=0.2, attempts=2)
    return nominatim.named_areas(asker, service, name, around(number), user_agent=AGENT)


def test_only_areas_of_land_use_place_or_boundary_are_taken(asker, stub):
    [area] = named(asker, stub)  # of an area, a road that has one, and a point
    assert (area.name, area.osm_id, area.read_on) == ("Engparken", "way/1", NOW.date())
    assert shapely.normalize(area.outline).equals_exact(shapely.normalize(town.ENGPARKEN), 0.01)


def test_the_question_is_bounded_and_says_what_the_service_wants(asker, stub):
    named(asker, stub)
    query = stub.asked[0].query
    assert (query["bounded"], query["polygon_geojson"], query["countrycodes"]) == ("1", "1", "dk")
    assert query["q"] == "Engparken"


@pytest.mark.parametrize(("name", "number"), [("Engparken", 9), ("Findes ikke", 4)])
def test_a_name_that_is_not_there_has_no_areas(asker, stub, name, number):
    assert named(asker, stub, name, number) == ()


def test_a_name_is_asked_for_once_and_others_a_second_apart(asker, stub, waits):
    for name in ("Engparken", "Engparken", "Solbakken"):
        named(asker, stub, name)
    assert len(stub.asked) == 2
    assert waits.waited == [1.0]


def test_who_does_not_say_who_asks_is_refused(tmp_path, stub):
    with Asker(tmp_path, user_agent="python-requests/2") as asker, pytest.raises(ServiceError, match="HTTP 403"):
        named(asker, stub)


def test_asked_too_often_it_waits_as_long_as_it_is_told(asker, stub, waits):
    stub.script(reply("slow down", status=429, headers={"Retry-After": "30"}))
    assert named(asker, stub)
    assert waits.waited == [30.0]


def test_a_service_that_stays_away_is_an_error(asker, stub):
    stub.script(*[reply("slow down", status=429)] * 2)
    with pytest.raises(ServiceError, match="HTTP 429"):
        named(asker, stub)


@pytest.mark.parametrize("body", ["<html>", {"error": "x"}, [{"class": "landuse", "geojson": {"type": "Polygon"}}]])
def test_an_answer_of_another_form_is_an_error_and_not_kept(asker, stub, body):
    stub.script(reply(body))
    with pytest.raises(ServiceError, match="Nominatim"):
        named(asker, stub)


def test_a_newer_format_of_the_answer_is_read_too(asker, stub):
    stub.script(reply([{"category": "place", "osm_type": "relation", "osm_id": 7, "lat": "55", "lon": "10",
                        "display_name": "Engparken, Prøveby", "geojson": shapely.geometry.mapping(
                            crs.to_browser(shapely.MultiPolygon([town.ENGPARKEN])))}]))  # fmt: skip
    [area] = named(asker, stub)
    assert (area.osm_id, area.name) == ("relation/7", "Engparken")
