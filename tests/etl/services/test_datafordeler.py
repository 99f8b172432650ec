from datetime import UTC, date, datetime

import pytest
import shapely

from etl.services.asking import Asker
from etl.services.datafordeler import Registers
from etl.services.secrets import Secret
from etl.services.settings import Datafordeler
from geodata.errors import ServiceError
from tests.etl.services import graphql
from tests.etl.services import invented_town as town
from tests.etl.services.stubs import Asked, Waits, reply, serving

NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
NOT_KNOWN_YET = reply(
    {"errors": [{"message": "Unrecognized Authentication key", "extensions": {"code": "DAF-AUTH-0005"}}]}, status=401
)


@pytest.fixture
def stub():
    with serving(town.registers()) as running:
        yield running


@pytest.fixture
def waits():
    return Waits()


@pytest.fixture
def asker(tmp_path, waits):
    with Asker(tmp_path, clock=waits.clock, wait=waits.wait, now=lambda: NOW) as made:
        yield made


def registers(asker, stub, **more):
    service = Datafordeler(base_url=stub.url, key=Secret(graphql.KEY), timeout_s=1, **more)
    return Registers(asker, service, date(2026, 11, 20))


def test_a_house_number_leads_to_its_parcel_and_the_parcel_to_its_property(asker, stub):
    asked = registers(asker, stub)
    gone = "nedlagtvej-1-9990"
    assert asked.parcel_ids(["solvej-1-9990", "nyvej-1-9990", gone, "findes-ikke"]) == {"solvej-1-9990": "110"}
    [parcel] = asked.parcels(["110"])
    assert (parcel.bfe, parcel.area_m2, parcel.road_m2) == (1001, 5000, 0)
    assert [one.parcel_id_mat for one in asked.parcels_of(1001)] == ["110", "111", "112", "113"]  # 119 is history


def test_both_times_are_those_given_and_never_the_clocks(asker, stub):
    registers(asker, stub).parcels(["110"])
    query = stub.asked[0].json["query"]
    assert query.count('"2026-11-20T00:00:00.000Z"') == 2


def test_an_outline_is_the_union_of_the_surfaces_in_force(asker, stub):
    asked = registers(asker, stub)
    first, second, third, road = (asked.outlined(one) for one in asked.parcels_of(1001))
    assert first.outline.area == pytest.approx(100 * 50)  # two surfaces; the historic one is far larger
    assert second.outline.geom_type == "MultiPolygon"
    assert (third.outline.area, third.outline.has_z) == (900, False)  # from POLYGON Z
    assert first.read_on == NOW.date()


def test_pages_are_followed_to_the_last(asker):
    with serving(town.registers(most_rows=1)) as stub:
        asked = registers(asker, stub)
        assert len(asked.parcels_of(1001)) == 4
        assert len(stub.asked) == 5  # 4 in force and one of history
        [parcel] = asked.parcels(["110"])
        assert asked.outlined(parcel).outline.area == pytest.approx(5000)


def test_a_list_of_values_is_asked_for_a_hundred_at_a_time(asker, stub):
    assert registers(asker, stub).parcel_ids([f"n-{number}" for number in range(201)]) == {}
    assert len(stub.asked) == 3


def test_owners_divisions_and_homes_are_read_once_each(asker, stub):
    asked = registers(asker, stub)
    assert asked.owners([1001, 6001, 9999]) == {1001: "20", 6001: "10"}
    assert asked.divided([1001, 8001]) == {1001: False, 8001: True}
    assert [one.homes for one in asked.buildings("110")] == [30]  # BBR has the row twice
    assert [one.homes for one in asked.buildings("120")] == [12]  # 9 with a kitchen, 3 without
    assert asked.buildings("111") == ()  # not built
    assert asked.properties_numbered("99001") == (1001,)


def test_a_fresh_key_is_tried_again(asker, stub, waits):
    stub.script(NOT_KNOWN_YET)
    assert registers(asker, stub).parcels(["110"])
    assert waits.waited == [1.0]


def test_a_key_that_stays_unknown_is_an_error_without_the_key(asker, stub, caplog):
    stub.script(*[NOT_KNOWN_YET] * 4)
    with caplog.at_level("DEBUG"), pytest.raises(ServiceError, match="DAF-AUTH-0005") as raised:
        registers(asker, stub).parcels(["110"])
    assert graphql.KEY not in f"{raised.value}{caplog.text}"


@pytest.mark.parametrize("code", ["DAF-GQL-0009", "DAF-GQL-0010"])
@pytest.mark.parametrize("status", [200, 400])
def test_a_refusal_is_read_from_the_body_whatever_the_status(asker, stub, code, status):
    stub.script(reply({"errors": [{"message": "nej", "extensions": {"code": code}}]}, status=status))
    asked = registers(asker, stub)
    with pytest.raises(ServiceError, match=rf"afviser spørgsmålet \({code}\): nej"):
        asked.parcels(["110"])
    assert asked.parcels(["110"])  # a refusal is not kept


def test_a_refusal_that_repeats_the_key_does_not_show_it(asker, stub):
    stub.script(reply({"errors": [{"message": f"bad apiKey={graphql.KEY}"}]}))
    with pytest.raises(ServiceError, match="afviser") as raised:
        registers(asker, stub).parcels(["110"])
    assert graphql.KEY not in str(raised.value)


def test_a_version_that_is_gone_says_where_to_change_it(asker, stub):
    with pytest.raises(ServiceError, match=r"har ikke \(længere\) DAR/v1(.|\n)*konfigurationen"):
        registers(asker, stub, dar="v1").parcel_ids(["solvej-1-9990"])


@pytest.mark.parametrize(
    ("wkt", "crs"),
    [
        ("POLYGON ((10 55, 11 55, 11 56, 10 55))", 4326),
        ("POLYGON ((", 25832),
        (None, 25832),
        ("POLYGON EMPTY", 25832),
        ("GEOMETRYCOLLECTION (" * 200_000 + "POINT (1 1)" + ")" * 200_000, 25832),
        ("POLYGON ((6200000 600000, 6200009 600000, 6200009 600009, 6200000 600000))", 25832),
    ],
)
def test_a_shape_that_is_none_of_ours_is_an_error(asker, wkt, crs):
    surface = {**town.surface("110", shapely.box(0, 0, 1, 1)), "geometri": {"wkt": wkt, "crs": crs}}
    rows = {**town.TABLES, "MAT_Lodflade": [surface]}
    with serving(graphql.Registers(rows)) as stub:
        asked = registers(asker, stub)
        [parcel] = asked.parcels(["110"])
        with pytest.raises(ServiceError, match="Datafordeleren svarer ikke i den ventede form"):
            asked.outlined(parcel)


@pytest.mark.parametrize("body", ["<html>", {"data": None}, {"data": {"MAT_Jordstykke": {"nodes": [{}]}}}])
def test_an_answer_of_another_form_is_an_error(asker, stub, body):
    stub.script(reply(body))
    with pytest.raises(ServiceError, match="Datafordeleren svarer ikke"):
        registers(asker, stub).parcels(["110"])


TIMES = 'virkningstid: "2026-01-01T00:00:00Z", registreringstid: "2026-01-01T00:00:00Z"'
IDS = ", ".join(f'"{number}"' for number in range(101))


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("query { MAT_Jordstykke(first: 5) { nodes { status } } }", "DAF-GQL-0009"),
        ("query { x: MAT_Jordstykke(first: 5, TIMES) { nodes { status } } }", "DAF-GQL-0008"),
        (
            "query { MAT_Jordstykke(first: 5, TIMES) { nodes { status } } MAT_Lodflade { nodes { status } } }",
            "DAF-GQL-0010",
        ),
        ("query { MAT_Jordstykke(first: 1001, TIMES) { nodes { status } } }", "DAF-GQL-0007"),
        ("query { MAT_Jordstykke(first: 5, TIMES, where: {id_lokalId: {in: [IDS]}}) { nodes { status } } }", "0006"),
        ("query { MAT_Jordstykke(first: 5, TIMES) { nodes { findes_ikke } } }", "HC0016"),
    ],
)
def test_the_stub_refuses_what_the_service_refuses(query, code):
    # a stub that let all pass would prove nothing of our questions
    body = graphql.json_body(query.replace("TIMES", TIMES).replace("IDS", IDS))
    refused = town.registers()(Asked("POST", "/MAT/v2", {"apiKey": graphql.KEY}, {}, body))
    assert code in refused.body.decode()
