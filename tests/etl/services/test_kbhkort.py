import json
from collections.abc import Iterator

import pytest

from etl.services.asking import Asker
from etl.services.kbhkort import LayerAnswer, get_layer
from etl.services.settings import Kbhkort, Layer
from geodata.errors import ServiceError
from tests.etl.services import wfs
from tests.etl.services.stubs import XML_EXCEPTION, Reply, Waits, reply, serving

BYDEL = Layer(
    type_name="k101:bydel", file="bydel.json", least=10, box=(12.3, 55.5, 12.8, 55.8), columns=("bydel_nr", "navn")
)
TABLE = Layer(type_name="k101:tal", file="tal.csv", format="csv", names={"rodenavn": "name", "aar": "year"})


@pytest.fixture
def asker(tmp_path) -> Iterator[Asker]:
    waits = Waits()
    with Asker(tmp_path, clock=waits.clock, wait=waits.wait) as made:
        yield made


def came(asker: Asker, given: object, layer: Layer = BYDEL) -> LayerAnswer:
    rule = given if isinstance(given, Reply) else wfs.serve({layer.type_name: given})
    with serving(rule) as stub:
        return get_layer(asker, Kbhkort(base_url=f"{stub.url}/k101/ows", attempts=2), layer)


def refusal(asker: Asker, given: object, layer: Layer = BYDEL) -> str:
    with pytest.raises(ServiceError) as raised:
        came(asker, given, layer)
    assert raised.value.service == "kbhkort"
    return str(raised.value)


def test_a_layer_comes_whole_and_as_it_was_sent(asker):
    given = wfs.features(10)
    layer = came(asker, given)
    assert layer.rows == 10
    assert json.loads(layer.content) == given
    assert "typeName=k101%3Abydel" in layer.answer.url and "SRSNAME=EPSG%3A4326" in layer.answer.url


def test_an_exception_with_status_200_is_an_error_in_the_services_words(asker):
    said = refusal(asker, XML_EXCEPTION)
    assert "k101:bydel" in said and "Feature type k101:findes_ikke unknown" in said
    assert "<" not in said


def test_an_exception_that_calls_itself_json_is_one_all_the_same(asker):
    assert "svarer med en fejl" in refusal(asker, Reply(200, XML_EXCEPTION.body, wfs.JSON))


def test_an_endless_exception_is_told_in_short(asker):
    assert len(refusal(asker, reply("<a>" + "x" * 100_000 + "</a>", content_type="text/xml"))) < 800


def test_a_truncated_answer_is_refused(asker):
    assert "afkortet: 10 af 12 objekter" in refusal(asker, wfs.features(10) | {"totalFeatures": 12})
    assert "afkortet: 10 af 50 objekter" in refusal(asker, wfs.features(10) | {"numberMatched": 50})


def test_a_count_that_is_not_known_is_no_count(asker):
    assert came(asker, wfs.features(10) | {"numberMatched": "unknown"}).rows == 10


def test_fewer_features_than_there_are_is_refused(asker):
    assert "har 9 rækker; der er mindst 10" in refusal(asker, wfs.features(9))


def test_swapped_axes_are_recognised(asker):
    assert "akserne er byttet om" in refusal(asker, wfs.features(10, place=(55.68, 12.55)))


def test_a_layer_that_lies_elsewhere_is_refused(asker):
    assert "ikke i kommunen" in refusal(asker, wfs.features(10, place=(10.2, 56.15)))


def test_metres_are_not_degrees(asker):
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::25832"}}
    assert "EPSG:4326" in refusal(asker, wfs.features(10) | {"crs": crs})
    assert "ikke i kommunen" in refusal(asker, wfs.features(10, place=(724_000.0, 6_176_000.0)))


def test_a_feature_without_an_outline_is_a_feature(asker):
    given = wfs.features(10)
    given["features"][3]["geometry"] = None
    assert came(asker, given).rows == 10


@pytest.mark.parametrize(
    "coordinates", [[[[["a", "b"]]]], [[[[12.5]]]], [[[12.5, 55.6], 3]], None, "x", [[[[10**400, 1]]]]]
)
def test_coordinates_that_are_none_are_refused(asker, coordinates):
    given = wfs.features(10)
    given["features"][3]["geometry"]["coordinates"] = coordinates
    assert "objekt 4" in refusal(asker, given)


def test_a_missing_column_is_named(asker):
    given = wfs.features(10)
    del given["features"][0]["properties"]["navn"]
    assert "objekt 1 mangler kolonnen navn" in refusal(asker, given)


@pytest.mark.parametrize("given", [b"[]", b"{}", b'{"type": "FeatureCollection"}', b"{", b"\xff\xfe", b"[" * 100_000])
def test_what_is_no_collection_is_refused(asker, given):
    assert "k101:bydel" in refusal(asker, given)


def test_a_page_of_html_is_no_layer(asker):
    assert "svarer med en fejl: Vi er nede" in refusal(asker, reply("<h1>Vi er nede</h1>", content_type="text/html"))


def test_what_was_refused_is_asked_for_anew(asker):
    with serving(wfs.serve({"k101:bydel": wfs.features(10)})) as stub:
        stub.script(XML_EXCEPTION)
        service = Kbhkort(base_url=stub.url)
        with pytest.raises(ServiceError):
            get_layer(asker, service, BYDEL)
        assert get_layer(asker, service, BYDEL).rows == 10


def test_a_table_gets_the_names_that_its_file_has(asker):
    table = came(asker, "FID,rodenavn,aar,andet\r\n1,Østre,2013,x\r\n2,Vestre,2013,y\r\n".encode(), TABLE)
    assert table.rows == 2
    assert table.content.decode() == "FID,name,year,andet\r\n1,Østre,2013,x\r\n2,Vestre,2013,y\r\n"


def test_a_table_that_has_those_names_is_kept_as_it_came(asker):
    given = b"name,year\nA,2013\n"
    assert came(asker, given, TABLE).content == given


def test_another_municipality_names_its_own_layers(asker):
    layer = Layer(type_name="by:distrikter", file="bydel.json", box=(10.0, 56.0, 10.4, 56.3), columns=("nummer",))
    assert came(asker, wfs.features(3, place=(10.2, 56.15), nummer=4), layer).rows == 3
