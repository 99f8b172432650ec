import gzip
import itertools
import logging
import re
import sqlite3
import time
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote, quote_plus

import pytest
from requests_cache import SQLiteCache

from etl.services.asking import Answer, Asker
from etl.services.secrets import Secret
from etl.services.settings import Adressevaelger, Datafordeler, Service, Statbank
from geodata.errors import ServiceError
from tests.etl.services.stubs import Asked, Reply, Waits, reply, serving

DAY = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
KEY = "hemmelig-nogle-1234"


@pytest.fixture
def waits():
    return Waits()


@pytest.fixture
def asker(tmp_path, waits):
    with Asker(tmp_path / "cache", clock=waits.clock, wait=waits.wait, now=lambda: DAY) as made:
        yield made


def keyed(url: str) -> Datafordeler:
    return Datafordeler(base_url=url, key=Secret(KEY), timeout_s=0.3)


def test_an_answer_is_whole_dated_and_hashed(asker):
    with serving(reply({"svar": 1})) as stub:
        answer = asker.ask(Statbank(base_url=stub.url), "/tables", params={"lang": "da"})
    assert answer.body == b'{"svar": 1}'
    assert (answer.kind, answer.status, answer.asked_at, answer.from_cache) == ("application/json", 200, DAY, False)
    assert len(answer.sha256) == 64
    assert stub.asked[0].headers["User-Agent"].startswith("Helhedskort/")


def test_the_same_question_is_put_once_and_keeps_its_date(tmp_path, waits):
    with serving(reply({"svar": 1})) as stub:
        service = keyed(stub.url)
        with Asker(tmp_path, now=lambda: DAY) as first:
            one = first.ask(service, "/DAR/v2", json={"query": "q"})
        with Asker(tmp_path, now=lambda: datetime(2027, 1, 1, tzinfo=UTC)) as second:
            again = second.ask(service, "/DAR/v2", json={"query": "q"})
            other = second.ask(service, "/DAR/v2", json={"query": "r"})
    assert again == Answer(**{**one.__dict__, "from_cache": True})
    assert not other.from_cache
    assert len(stub.asked) == 2


def test_another_key_finds_the_same_answer(tmp_path):
    with serving(reply({"svar": 1})) as stub, Asker(tmp_path) as asker:
        asker.ask(keyed(stub.url), "/x")
        assert asker.ask(Datafordeler(base_url=stub.url, key=Secret("en-anden")), "/x").from_cache


def test_too_often_waits_as_long_as_it_is_told(asker, waits):
    with serving(reply({})) as stub:
        stub.script(reply(status=429, headers={"Retry-After": "7"}))
        asker.ask(Statbank(base_url=stub.url))
    assert waits.waited == [7.0]


def test_no_service_makes_us_wait_for_hours(asker, waits):
    with serving(reply({})) as stub:
        stub.script(reply(status=429, headers={"Retry-After": "86400"}))
        asker.ask(Statbank(base_url=stub.url))
    assert waits.waited == [60.0]


def test_a_time_of_day_to_come_back_at_is_kept(asker, waits):
    with serving(reply({})) as stub:
        stub.script(reply(status=503, headers={"Retry-After": "Sat, 21 Nov 2026 09:30:20 GMT"}))
        asker.ask(Statbank(base_url=stub.url))
    assert waits.waited == [20.0]


def test_a_server_error_is_asked_again_and_then_given_up(asker, waits):
    with serving(reply("nede", status=500)) as stub, pytest.raises(ServiceError, match="HTTP 500.*nede") as raised:
        asker.ask(Statbank(base_url=stub.url, attempts=3))
    assert len(stub.asked) == 3
    assert waits.waited == [1.0, 2.0]
    assert (raised.value.service, raised.value.status) == ("statbank", 500)


@pytest.mark.parametrize(("status", "says"), [(400, "forstår ikke"), (404, "har ikke"), (410, "er lukket")])
def test_what_cannot_help_is_not_asked_again(asker, status, says):
    with serving(reply("nej", status=status)) as stub, pytest.raises(ServiceError, match=says):
        asker.ask(Statbank(base_url=stub.url))
    assert len(stub.asked) == 1


def test_a_401_is_asked_again_only_where_the_client_says_so(asker):
    fresh = reply({"errors": [{"message": "DAF-AUTH-0005"}]}, status=401)
    with serving(reply({"data": 1})) as stub:
        stub.script(fresh)
        answer = asker.ask(keyed(stub.url), "/a", again=lambda one: b"DAF-AUTH-0005" in one.body)
        assert (answer.status, len(stub.asked)) == (200, 2)
        stub.script(fresh)
        with pytest.raises(ServiceError, match="nøgle"):
            asker.ask(keyed(stub.url), "/b")


def test_an_error_with_status_200_that_is_worth_another_is_not_kept(asker):
    with serving(reply({"data": 1})) as stub:
        stub.script(reply({"errors": "DAF-AUTH-0005"}))
        answer = asker.ask(keyed(stub.url), "/a", again=lambda one: b"DAF-AUTH-0005" in one.body)
    assert (answer.body, len(stub.asked)) == (b'{"data": 1}', 2)


def test_a_status_that_means_something_comes_back(asker):
    with serving(reply("findes ikke", status=404)) as stub:
        assert asker.ask(Statbank(base_url=stub.url), "/x", accept=(200, 404)).status == 404


def test_a_slow_service_is_given_up_in_time(asker):
    with serving(reply(hang=True)) as stub:
        began = time.monotonic()
        with pytest.raises(ServiceError, match="svarer ikke i tide"):
            asker.ask(Statbank(base_url=stub.url, timeout_s=0.05, attempts=2))
    assert len(stub.asked) == 2
    assert time.monotonic() - began < 1


def test_half_an_answer_is_none(asker):
    with serving(reply(b"x" * 1000, cut=100)) as stub, pytest.raises(ServiceError, match="afbrudt"):
        asker.ask(Statbank(base_url=stub.url, attempts=2))
    with serving(reply({})) as other:
        other.script(reply(b"x" * 1000, cut=100))
        assert asker.ask(Statbank(base_url=other.url)).body == b"{}"


def test_an_answer_without_end_is_not_read_to_its_end(asker):
    with serving(reply(b"x" * 300_000)) as stub, pytest.raises(ServiceError, match="større end 1000 byte"):
        asker.ask(Statbank(base_url=stub.url, most_bytes=1000))
    assert len(stub.asked) == 1


def test_a_small_answer_that_unfolds_is_not_read_to_its_end(asker):
    bomb = gzip.compress(b"x" * 20_000_000)
    packed = reply(bomb, content_type="application/json", headers={"Content-Encoding": "gzip"})
    with serving(packed) as stub, pytest.raises(ServiceError, match="større end 1000000 byte"):
        asker.ask(Statbank(base_url=stub.url, most_bytes=1_000_000))
    with serving(packed) as stub:
        answer = asker.ask(Statbank(base_url=stub.url))
    assert len(answer.body) == 20_000_000


def test_an_answer_that_drips_is_given_up(tmp_path):
    hours = itertools.count(step=3600.0)
    dripping = serving(reply(b"x" * 10))
    with Asker(tmp_path, clock=lambda: next(hours)) as asker, dripping as stub, pytest.raises(ServiceError) as raised:
        asker.ask(Statbank(base_url=stub.url))
    assert "blev ved for længe" in raised.value.what


def test_drops_are_looked_at_as_they_fall(tmp_path):
    minutes = itertools.count(step=60.0)
    with Asker(tmp_path, clock=lambda: next(minutes)) as asker, serving(reply(b"x" * 500, drip=True)) as stub:
        began = time.monotonic()
        with pytest.raises(ServiceError, match="blev ved for længe"):
            asker.ask(Statbank(base_url=stub.url))
    assert time.monotonic() - began < 3  # to wait for them all would be 5 s here, and days at 64 KB


def test_answers_that_are_good_for_no_time_are_asked_for_each_time(asker):
    with serving(reply({})) as stub:
        service = Statbank(base_url=stub.url, cache_days=0)
        asker.ask(service)
        asker.ask(service)
    assert len(stub.asked) == 2


def test_our_notes_to_our_cache_are_not_sent(asker):
    with serving(reply({})) as stub:
        asker.ask(Statbank(base_url=stub.url))
    assert "Cache-Control" not in stub.asked[0].headers


def test_nobody_leads_us_elsewhere(asker):
    with serving(reply({"fremmed": 1})) as elsewhere, serving(reply({})) as stub:
        stub.script(reply(status=302, headers={"Location": elsewhere.url}))
        with pytest.raises(ServiceError, match="viser videre"):
            asker.ask(keyed(stub.url))
        with pytest.raises(ServiceError, match="ikke tjenestens"):
            asker.ask(keyed(stub.url), elsewhere.url + "/x")
    assert elsewhere.asked == []


def test_nobody_there_is_said(asker):
    with serving(reply({})) as stub:
        url = stub.url
    with pytest.raises(ServiceError, match="kan ikke nås"):
        asker.ask(Statbank(base_url=url, attempts=2))


def test_what_the_client_refuses_is_not_kept(asker):
    def check(answer: Answer) -> None:
        if b"fejl" in answer.body:
            raise ServiceError("fejl med status 200", service="statbank")

    with serving(reply({"status": "ok"})) as stub:
        stub.script(reply({"status": "fejl"}))
        service = Statbank(base_url=stub.url)
        with pytest.raises(ServiceError, match="status 200"):
            asker.ask(service, check=check)
        assert asker.ask(service, check=check).body == b'{"status": "ok"}'


def test_offline_answers_from_what_is_kept_however_old(tmp_path):
    with serving(reply({"svar": 1})) as stub:
        service = Statbank(base_url=stub.url)
        with Asker(tmp_path) as asker:
            asker.ask(service, "/a")
    let_expire(tmp_path)
    with Asker(tmp_path, offline=True) as offline:
        assert offline.ask(service, "/a").body == b'{"svar": 1}'
        with pytest.raises(ServiceError, match="spørges ikke over nettet"):
            offline.ask(service, "/b")


def let_expire(folder: Path) -> None:
    """What is kept was good until 2020."""
    kept = SQLiteCache(str(folder / "answers.sqlite"), serializer="json")
    kept.reset_expiration(datetime(2020, 1, 1, tzinfo=UTC))
    kept.close()


def test_an_answer_that_has_expired_is_asked_for_anew(tmp_path):
    with serving(reply({"svar": 1})) as stub:
        service = Statbank(base_url=stub.url)
        with Asker(tmp_path, now=lambda: datetime(2026, 1, 1, tzinfo=UTC)) as asker:
            asker.ask(service)
        let_expire(tmp_path)
        with Asker(tmp_path, now=lambda: DAY) as asker:
            assert asker.ask(service).asked_at == DAY


def test_an_answer_the_service_says_still_holds_is_of_the_day_it_said_so(tmp_path):
    def rule(asked: Asked) -> Reply:
        if asked.headers.get("If-None-Match") == '"a"':
            return reply(status=304, headers={"ETag": '"a"'})
        return reply({"svar": 1}, headers={"ETag": '"a"'})

    with serving(rule) as stub:
        service = Statbank(base_url=stub.url)
        with Asker(tmp_path, now=lambda: datetime(2026, 1, 1, tzinfo=UTC)) as asker:
            first = asker.ask(service)
        let_expire(tmp_path)
        with Asker(tmp_path, now=lambda: DAY) as asker:
            again = asker.ask(service)
    assert len(stub.asked) == 2
    assert (again.status, again.body, again.sha256) == (200, first.body, first.sha256)
    assert again.asked_at == DAY


def test_questions_keep_their_distance(asker, waits):
    with serving(reply({})) as stub:
        service = Statbank(base_url=stub.url, seconds_between=1.0)
        for path in ("/a", "/b", "/a", "/c"):
            asker.ask(service, path)
    assert waits.waited == [1.0, 1.0]


def test_a_cache_that_is_no_cache_is_named(tmp_path):
    (tmp_path / "answers.sqlite").write_bytes(b"ikke en database" * 100)
    with serving(reply({})) as stub, pytest.raises(ServiceError, match="Slet filen"), Asker(tmp_path) as asker:
        asker.ask(Statbank(base_url=stub.url))


@pytest.mark.parametrize("status", [200, 401, 404, 500])
def test_a_key_is_in_no_log_no_error_and_no_file(tmp_path, waits, caplog, status):
    caplog.set_level(logging.DEBUG)
    echo = lambda asked: reply(f"du sendte {asked.query}", status=status)  # noqa: E731
    with serving(echo) as stub, Asker(tmp_path, clock=waits.clock, wait=waits.wait) as asker:
        for service in (keyed(stub.url), Adressevaelger(base_url=stub.url, token=Secret(KEY))):
            assert KEY not in _everything(asker, service, f"/{service.name}")
            assert stub.asked[-1].query[service.secret_in] == KEY
    assert KEY not in caplog.text
    assert "***" in caplog.text
    assert all(KEY.encode() not in path.read_bytes() for path in tmp_path.iterdir())


@pytest.mark.parametrize("fault", [reply(hang=True), reply(b"x" * 9999, cut=50), reply(b"x" * 9999)])
def test_a_key_is_not_in_what_went_wrong_underneath(tmp_path, waits, caplog, fault):
    caplog.set_level(logging.DEBUG)
    with serving(fault) as stub, Asker(tmp_path, clock=waits.clock, wait=waits.wait) as asker:
        service = Datafordeler(base_url=stub.url, key=Secret(KEY), timeout_s=0.05, attempts=2, most_bytes=5000)
        assert KEY not in _everything(asker, service)
    with Asker(tmp_path, wait=waits.wait) as asker:  # nobody there any more
        assert KEY not in _everything(asker, service)
    assert KEY not in caplog.text
    assert all(KEY.encode() not in path.read_bytes() for path in tmp_path.iterdir())


def test_a_key_said_back_in_another_spelling_is_masked_too(tmp_path, waits, caplog):
    caplog.set_level(logging.DEBUG)
    key = "ab+c/d=e&f%g1"
    spellings = [key, quote(key), quote(key, safe=""), quote_plus(key), key.replace("/", "\\/")]
    said = reply(" ".join(spellings), headers={"ETag": f'"{quote(key)}"'})
    with serving(said) as stub, Asker(tmp_path, clock=waits.clock, wait=waits.wait) as asker:
        answer = asker.ask(Datafordeler(base_url=stub.url, key=Secret(key)), "/x")
    assert answer.body == b"*** *** *** *** ***"
    kept = (tmp_path / "answers.sqlite").read_bytes().decode("latin-1")
    assert not any(spelling in text for spelling in spellings for text in (caplog.text, kept))


def test_a_password_of_the_machine_goes_to_no_service(tmp_path, monkeypatch):
    (tmp_path / "netrc").write_text("default login nogen password hemmeligt\n")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    with serving(reply({})) as stub, Asker(tmp_path / "cache", from_environment=True) as asker:
        asker.ask(Statbank(base_url=stub.url))
    assert "Authorization" not in stub.asked[0].headers


@pytest.mark.parametrize("row", ["[" * 9000, "5", "{}", '{"_content": "x"}', '{"expires": [1]}', "as asked at no time"])
def test_a_kept_answer_that_is_none_is_an_error_and_no_traceback(tmp_path, row):
    with serving(reply({"svar": 1})) as stub:
        service = Statbank(base_url=stub.url, attempts=1)
        with Asker(tmp_path) as asker:
            asker.ask(service)
        with closing(sqlite3.connect(tmp_path / "answers.sqlite")) as file:
            [(kept,)] = file.execute("SELECT value FROM responses").fetchall()
            broken = re.sub(r'("X-Asked-At": )"[^"]*"', r'\1"i går"', kept) if row.startswith("as") else row
            file.execute("UPDATE responses SET value = ?", (broken,))
            file.commit()
        with Asker(tmp_path) as asker, pytest.raises(ServiceError):
            asker.ask(service)


def test_an_address_that_cannot_be_asked_is_an_error_and_no_traceback(asker):
    for base in ("http://*.example.dk", "http://a b", "http://.example.dk", "http://127.0.0.1:1/%zz%"):
        with pytest.raises(ServiceError, match="adressen kan ikke bruges"):
            asker.ask(Statbank(base_url=base, attempts=1))
    with pytest.raises(ServiceError, match="adressen kan ikke bruges"):
        asker.ask(Statbank(base_url="http://127.0.0.1:1/v1", attempts=1), "/../../x")


def _everything(asker: Asker, service: Service, path: str = "/x") -> str:
    """All that can be read of an answer's record or an error, with the errors underneath it."""
    try:
        answer = asker.ask(service, path)
    except ServiceError as error:
        told, chained = [repr(service)], error
        while chained is not None:
            told += [repr(chained), str(chained), repr(chained.args), repr(vars(chained))]
            chained = chained.__cause__ or chained.__context__
        return "\n".join(told)
    return repr(answer) + repr(service)


def test_a_file_of_answers_holds_data_and_no_program(tmp_path):
    with serving(reply({"svar": 1})) as stub, Asker(tmp_path) as asker:
        asker.ask(Statbank(base_url=stub.url))
    stored = (Path(tmp_path) / "answers.sqlite").read_bytes()
    assert b"status_code" in stored
    assert b"\x80\x04\x95" not in stored and b"\x80\x05\x95" not in stored  # how a pickle begins
