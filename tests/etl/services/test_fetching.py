import json
import logging
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from etl import fetching, layers, statistics
from etl.fetched import RECORD, read_record
from etl.services.asking import Asker
from etl.services.settings import LAYERS, Settings
from geodata.errors import HelhedskortError, ServiceError
from geodata.store import sha256_of
from tests.etl.services import statbanks, wfs
from tests.etl.services.stubs import XML_EXCEPTION, Asked, Reply, Stub, Waits, reply, serving

DAY = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
NAMES = {layer.file for layer in LAYERS} | {"folketal_bydele.csv"}


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return wfs.write_invented_city(tmp_path_factory.mktemp("city"))


@pytest.fixture
def stub(city: Path) -> Iterator[Stub]:
    """The city's WFS and the Statbank, at one address."""
    layers_of = wfs.serve_folder(city)
    with serving(lambda asked: layers_of(asked) if asked.path == "/wfs" else statbanks.rule(asked)) as made:
        yield made


@pytest.fixture
def settings(stub: Stub) -> Settings:
    given = Settings()
    return replace(
        given,
        kbhkort=replace(given.kbhkort, base_url=f"{stub.url}/wfs", attempts=2, layers=wfs.SMALL),
        statbank=replace(given.statbank, base_url=stub.url, attempts=2),
    )


@pytest.fixture
def fetch(tmp_path: Path, settings: Settings) -> Callable[..., list[fetching.Fetched]]:
    def run(name: str = "sæt", cache: str = "cache") -> list[fetching.Fetched]:
        waits = Waits()
        with Asker(tmp_path / cache, clock=waits.clock, wait=waits.wait, now=lambda: DAY) as asker:
            return fetching.fetch(asker, settings, tmp_path / name)

    return run


def fault(stub: Stub, part: str, given: Reply) -> None:
    """From now on whoever asks for something with this in it gets that reply."""
    rule = stub.rule

    def faulty(asked: Asked) -> Reply:
        return given if part in asked.path + str(dict(asked.query)) else rule(asked)

    stub.rule = faulty


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()} if folder.exists() else {}


def test_a_set_is_every_layer_and_table_under_the_names_a_build_knows(fetch, tmp_path):
    fetch()
    assert set(contents(tmp_path / "sæt")) == NAMES | {RECORD}
    geography = layers.read_folder(tmp_path / "sæt")
    assert len(geography.areas) == 10
    assert len(geography.departments) == 4
    assert statistics.read(tmp_path / "sæt", geography.roder).rode_years


def test_the_record_says_where_each_file_came_from_and_when(fetch, tmp_path, stub):
    fetched = fetch()
    told = json.loads((tmp_path / "sæt" / RECORD).read_text("utf-8"))["files"]
    assert {row["file"] for row in told} == NAMES
    by_file = {row["file"]: row for row in told}
    assert by_file["bydel.json"]["source"] == "k101:bydel"
    assert by_file["bydel.json"]["rows"] == 10
    assert by_file["bydel.json"]["asked_at"] == "2026-11-21T09:30:00+00:00"
    assert by_file["bydel.json"]["url"].startswith(stub.url)
    assert by_file["folketal_bydele.csv"] | {"url": ""} == {
        "file": "folketal_bydele.csv",
        "service": "statbank",
        "source": "KKBEF1",
        "url": "",
        "asked_at": "2026-11-21T09:30:00+00:00",
        "sha256": sha256_of(tmp_path / "sæt" / "folketal_bydele.csv"),
        "rows": 132,
    }
    assert read_record(tmp_path / "sæt") == tuple(fetched)


@pytest.mark.parametrize(
    ("part", "given", "service"),
    [
        ("k101:rode", XML_EXCEPTION, "kbhkort"),
        ("k101:bydel", reply(status=500), "kbhkort"),
        ("k101:bydel", reply(status=410), "kbhkort"),
        ("k101:almene", reply(wfs.features(9)), "kbhkort"),
        ("k101:bydel", reply(b"{" * 100, content_type="application/json", cut=50), "kbhkort"),
        ("k101:bydel", reply(wfs.features(10)), "kbhkort"),  # ten districts with one number: nothing a build can read
        ("/s30/data", statbanks.bad_request("EXTRACT-NOTFOUND", "Can't find value"), "statbank"),
        ("/s30/tableinfo", reply(status=503), "statbank"),
    ],
)
def test_a_failure_names_the_service_and_leaves_the_earlier_set_whole(fetch, tmp_path, stub, part, given, service):
    fetch()
    before = contents(tmp_path / "sæt")
    fault(stub, part, given)
    with pytest.raises(ServiceError) as raised:
        fetch(cache="another")
    assert raised.value.service == service
    assert contents(tmp_path / "sæt") == before
    assert {path.name for path in tmp_path.iterdir()} == {"sæt", "cache", "another"}


def test_where_there_was_no_set_a_failure_leaves_none(fetch, tmp_path, stub):
    fault(stub, "k101:rode", XML_EXCEPTION)
    with pytest.raises(ServiceError):
        fetch()
    assert not (tmp_path / "sæt").exists()


def test_a_new_set_takes_the_place_of_the_old_and_leaves_what_else_lies_there(fetch, tmp_path, stub):
    fetch()
    (tmp_path / "sæt" / "postnumre_around_copenhagen.json").write_text("mit eget", "utf-8")
    fault(stub, "/s30/data", Reply(200, b"TID;INDHOLD\n2026;1\n", "text/csv"))
    fetch(cache="another")
    after = contents(tmp_path / "sæt")
    assert after["folketal_bydele.csv"] == b"TID;INDHOLD\n2026;1\n"
    assert after["postnumre_around_copenhagen.json"] == b"mit eget"
    assert set(after) == NAMES | {RECORD, "postnumre_around_copenhagen.json"}


def test_a_disk_that_fails_at_the_last_step_leaves_the_earlier_set(fetch, tmp_path, monkeypatch):
    fetch()
    before = contents(tmp_path / "sæt")
    replace_folder = Path.replace

    def fail_on_the_new(path: Path, target: Path) -> Path:
        if path.name == "set":
            raise OSError("disken er fuld")
        return replace_folder(path, target)

    monkeypatch.setattr(Path, "replace", fail_on_the_new)
    with pytest.raises(OSError, match="disken er fuld"):
        fetch()
    assert contents(tmp_path / "sæt") == before


def test_files_that_were_not_fetched_are_not_replaced(fetch, tmp_path, city, stub):
    (tmp_path / "sæt").mkdir()
    (tmp_path / "sæt" / "bydel.json").write_text("mit eget", "utf-8")
    with pytest.raises(HelhedskortError, match="bydel.json ligger der i forvejen"):
        fetch()
    assert stub.asked == []
    (tmp_path / "noget" / "andet").mkdir(parents=True)
    with pytest.raises(HelhedskortError, match="ikke en mappe for hentede filer alene"):
        fetch("noget")


def test_a_table_of_columns_we_do_not_know_is_left_out_and_told(fetch, tmp_path, stub, caplog):
    table = "rodenavn,beboertal,aar\n" + "Østre,10,2013\n" * 1000
    fault(stub, "socio", reply(table, content_type="text/csv"))
    fetch()
    assert "samlede_socio_data_kbh.csv" not in contents(tmp_path / "sæt")
    (told,) = json.loads((tmp_path / "sæt" / RECORD).read_text("utf-8"))["left_out"]
    assert "samlede_socio_data_kbh.csv" in told and "kolonnen" in told
    assert told in caplog.text


def test_a_record_of_another_form_dates_nothing(tmp_path):
    for text in ("[]", "{", '{"files": [1]}', '{"files": [{"file": "../x"}]}', "[" * 100_000):
        (tmp_path / RECORD).write_text(text, "utf-8")
        assert read_record(tmp_path) == ()


# What build --online uses


@pytest.fixture
def online(tmp_path: Path, settings: Settings) -> Iterator[Callable[..., fetching.Came]]:
    waits = Waits()
    with Asker(tmp_path / "cache", clock=waits.clock, wait=waits.wait, now=lambda: DAY) as asker:

        def run(**changes: object) -> fetching.Came:
            with fetching.online(asker, replace(settings, **changes)) as came:
                return came

        yield run


def test_online_uses_what_came(online, stub):
    came = online()
    assert came.geodata == came.statistics and came.geodata is not None
    assert came.failures == ()
    assert all(one.path == "/wfs" for one in stub.asked)
    assert not any("udsatte" in one.query["typeName"] for one in stub.asked)  # a build does not read it


@pytest.mark.parametrize("layer", ["k101:bydel", "k101:almene_boliger_kk"])
def test_districts_and_departments_are_used_together_or_not_at_all(online, stub, layer):
    fault(stub, layer, XML_EXCEPTION)
    came = online()
    assert came.geodata is None
    assert came.statistics is not None
    (failure,) = came.failures
    assert (failure.service, set(failure.files)) == ("kbhkort", set(fetching.GEOGRAPHY))


@pytest.mark.parametrize("given", [XML_EXCEPTION, reply(wfs.features(4, rode_nr=1, rodenavn="A", bydel="Indre By"))])
def test_without_its_roder_a_city_is_used_with_ours(online, stub, given):
    fault(stub, "k101:rode", replace(given, content_type="application/json") if given.body[:1] == b"{" else given)
    came = online()
    assert came.geodata is not None
    assert [failure.files for failure in came.failures] == [("rode.json",)]


def test_what_the_configuration_does_not_name_did_not_fail(online, settings):
    needed = [layer for layer in settings.kbhkort.layers if layer.file in (layers.BYDELE, layers.DEPARTMENTS)]
    came = online(kbhkort=replace(settings.kbhkort, layers=tuple(needed)))
    assert came.geodata is not None and came.statistics is None
    assert came.failures == ()
    came = online(kbhkort=replace(settings.kbhkort, layers=tuple(needed[:1])))
    assert came.geodata is None and len(came.failures) == 1


def test_without_its_statistics_a_city_is_used_with_ours(online, stub):
    fault(stub, "socio", reply("a,b\n" + "1,2\n" * 1000, content_type="text/csv"))
    came = online()
    assert came.geodata is not None and came.statistics is None
    assert [failure.files for failure in came.failures] == [("samlede_socio_data_kbh.csv",)]


def test_a_service_that_is_not_there_is_asked_for_one_layer_alone(online, settings, stub, caplog):
    caplog.set_level(logging.INFO)
    with serving(reply()) as gone:
        url = gone.url
    came = online(kbhkort=replace(settings.kbhkort, base_url=url))
    assert (came.geodata, came.statistics) == (None, None)
    assert set(came.failures[0].files) == {*fetching.GEOGRAPHY, "samlede_socio_data_kbh.csv"}
    assert caplog.text.count("kan ikke nås; prøver igen") == 1
    assert "advarsel: bydel.json: Kommunens WFS" in caplog.text


def test_a_run_that_is_killed_anywhere_leaves_a_whole_set_or_one_that_is_put_back(fetch, stub, tmp_path, monkeypatch):
    fetch()
    before = contents(tmp_path / "sæt")

    class Killed(BaseException):
        """What a process meets that is ended from outside: nothing is tidied up after it."""

    moves = 0
    move = Path.replace

    def killed_after_one(path: Path, target: Path) -> Path:
        nonlocal moves
        moves += 1
        if moves == 2:
            raise Killed
        return move(path, target)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", killed_after_one)
        patched.setattr("tempfile.TemporaryDirectory.__exit__", lambda *_: None)
        patched.setattr("tempfile.TemporaryDirectory._cleanup", lambda *_, **__: None)
        with pytest.raises(Killed):
            fetch()
    assert not (tmp_path / "sæt").exists()
    fault(stub, "k101:bydel", reply(status=500))
    with pytest.raises(ServiceError):
        fetch(cache="another")
    assert contents(tmp_path / "sæt") == before
