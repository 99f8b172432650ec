"""What a visitor with ill intent, or a fault at a bad time, must not be able to do to the server."""

import gc
import re
import shutil
import threading
import weakref
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import create_environ

from geodata.errors import HelhedskortError
from geodata.model import CITY_NO
from geodata.store import current_id
from geodata.store_write import set_current
from webmap import asking, create_app, exports, maps, reports
from webmap.catalogues import languages
from webmap.drawn import render_id
from webmap.facts import Facts, Figure
from webmap.few import Few
from webmap.palette import UNKNOWN
from webmap.serving import _PAGES_KEPT, Serving
from webmap.state import State
from webmap.themes.indicator_view import Shown


@pytest.fixture
def own(store: Path, cache: Path, tmp_path: Path) -> Iterator[Flask]:
    """An application over copies of store and drawn files that a test may write."""
    made = create_app(
        {
            "STORE": shutil.copytree(store, tmp_path / "store"),
            "CACHE": shutil.copytree(
                cache, tmp_path / "cache", ignore=shutil.ignore_patterns("s")
            ),  # drawn files alone
        }
    )
    yield made
    made.extensions["serving"].close()


def serving_of(app: Flask) -> Serving:
    serving: Serving = app.extensions["serving"]
    return serving


def test_few_things_are_kept_and_the_latest_asked_for_stay() -> None:
    few: Few[str] = Few(2)
    made: list[str] = []

    def make(name: str) -> str:
        made.append(name)
        return name

    for name in ("a", "b", "a", "c", "a", "b"):
        assert few.get(name, lambda name=name: make(name)) == name  # type: ignore[misc]
    assert made == ["a", "b", "c", "b"]
    assert len(few) == 2


def test_a_flood_of_hosts_does_not_fill_the_memory(own: Flask) -> None:
    client = own.test_client()
    for number in range(_PAGES_KEPT + 4):
        client.get("/kort/planomraader", headers={"Host": f"h{number}.example"})
    served = serving_of(own).now()
    assert served is not None and len(served.pages) == _PAGES_KEPT


def test_a_snapshot_that_no_longer_serves_is_not_kept_by_its_pages(own: Flask) -> None:
    client = own.test_client()
    for path in ("/", "/figur/plan.svg", "/figur/plan.png", "/kort/plan.csv"):
        assert client.get(path).status_code == 200
    serving = serving_of(own)
    facts = weakref.ref(serving.now().facts)  # type: ignore[union-attr]
    serving._served = None
    gc.collect()
    assert facts() is None


class Child:
    """A child process that a test decides over."""

    def __init__(self, *_: object) -> None:
        self.returncode: int | None = None

    def poll(self) -> int | None:
        return self.returncode

    def kill(self) -> None:
        self.returncode = -9

    def wait(self) -> None:
        pass


@pytest.fixture
def children(monkeypatch: pytest.MonkeyPatch) -> list[Child]:
    """The children that were started in the place of real ones."""
    started: list[Child] = []

    def start(*_: object) -> Child:
        started.append(Child())
        return started[-1]

    monkeypatch.setattr("webmap.serving._child", start)
    return started


def another_of(serving: Serving, name: str) -> str:
    """A second snapshot of the store, not drawn."""
    shutil.copytree(serving.store / current_id(serving.store), serving.store / name)
    return name


def test_a_pinned_snapshot_whose_drawing_fails_is_not_tried_at_every_request(own: Flask, children: list[Child]) -> None:
    serving = serving_of(own)
    older = another_of(serving, "0123456789ab")
    assert serving.of(older) is None
    children[0].returncode = 1
    for _ in range(3):
        assert serving.of(older) is None
    assert len(children) == 1
    assert serving.problem is None
    assert "kunne ikke tegnes" in str(serving.problem_of(older))
    answer = own.test_client().get(f"/s/{older}/kort/plan")
    assert answer.status_code == 503 and "kunne ikke tegnes" in answer.get_data(as_text=True)
    assert serving_of(own).problem is None


def test_a_pinned_drawing_does_not_hold_up_a_new_snapshot(own: Flask, children: list[Child]) -> None:
    serving = serving_of(own)
    older, newer = another_of(serving, "0123456789ab"), another_of(serving, "0123456789cd")
    assert serving.of(older) is None and len(children) == 1
    set_current(serving.store, newer)
    serving._looked = -10.0
    serving.now()
    assert len(children) == 2 and serving._drawing is not None and serving._drawing.identity == newer
    children[0].returncode = 1
    assert serving.of(older) is None  # and no other is begun while the newest is drawn
    assert serving.of(another_of(serving, "0123456789ef")) is None
    assert len(children) == 2


def test_a_drawing_that_takes_too_long_is_ended(
    own: Flask, children: list[Child], monkeypatch: pytest.MonkeyPatch
) -> None:
    serving = serving_of(own)
    older = another_of(serving, "0123456789ab")
    assert serving.of(older) is None
    monkeypatch.setattr("webmap.serving._DRAWS_AT_MOST_S", -1.0)
    serving._looked = -10.0
    serving.now()
    assert children[0].returncode == -9 and serving._drawing_pinned is None


def test_a_process_that_cannot_be_started_is_a_problem_and_no_error_page(
    own: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> Child:
        raise OSError(12, "Cannot allocate memory")

    monkeypatch.setattr("webmap.serving._child", full)
    older = another_of(serving_of(own), "0123456789ab")
    answer = own.test_client().get(f"/s/{older}/kort/plan")
    assert answer.status_code == 503
    assert "Cannot allocate memory" in answer.get_data(as_text=True)


def test_reading_an_older_snapshot_holds_nobody_else_up(own: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    serving = serving_of(own)
    identity = serving.now().snapshot_id  # type: ignore[union-attr]
    older = another_of(serving, "0123456789ab")
    shutil.copytree(serving.cache / render_id(identity), serving.cache / render_id(older))
    inside, go_on = threading.Event(), threading.Event()

    def slow(*_: object) -> object:
        inside.set()
        assert go_on.wait(10)
        return serving.now().facts  # type: ignore[union-attr]

    monkeypatch.setattr("webmap.serving.read_facts", slow)
    reader = threading.Thread(target=serving.of, args=(older,))
    reader.start()
    assert inside.wait(10)
    assert not serving._lock.locked() and not serving._shelf.locked()
    go_on.set()
    reader.join(10)
    assert list(serving._pinned) == [older]


def kept_of(app: Flask) -> list[Path]:
    return sorted((serving_of(app).cache / "s").glob("*/*"))


def pinned(app: Flask) -> str:
    return f"/s/{current_id(serving_of(app).store)}"


def test_a_parameter_that_changes_nothing_keeps_no_other_file(own: Flask) -> None:
    client, here = own.test_client(), pinned(own)
    for excel in ("", "0", "2", "x" * 50):
        assert client.get(f"{here}/kort/planomraader.csv?excel={excel}").status_code == 200
    for excel in ("1", "2"):
        assert client.get(f"{here}/kort/planomraader.geojson?excel={excel}").status_code == 200
    assert len(kept_of(own)) == 2
    assert client.get(f"{here}/kort/planomraader.csv?excel=1").data.startswith(b"\xef\xbb\xbf")
    assert len(kept_of(own)) == 3


def test_a_kept_file_that_is_damaged_is_made_again(own: Flask) -> None:
    client, path = own.test_client(), f"{pinned(own)}/data/plans.csv"
    whole = client.get(path).data
    (file,) = kept_of(own)
    good = file.read_bytes()
    for damaged in (b"", good[:50], good[:-1], good[:-1] + b"!"):
        file.write_bytes(damaged)
        assert client.get(path).data == whole
        assert file.read_bytes() == good


def test_no_more_is_kept_than_there_is_room_for(own: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    client, here = own.test_client(), pinned(own)
    monkeypatch.setattr("webmap.stored.MOST_BYTES", 1000)
    for _ in range(2):
        assert client.get(f"{here}/data/plans.csv").status_code == 200
    assert kept_of(own) == []


def test_a_file_that_cannot_be_written_leaves_nothing_behind(own: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("webmap.stored.os.fsync", full)
    assert own.test_client().get(f"{pinned(own)}/data/plans.csv").status_code == 200
    assert kept_of(own) == []


def test_a_picture_that_must_wait_too_long_is_503(own: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("webmap.reports._WAIT_S", 0.01)
    client = own.test_client()
    with reports._drawing:
        answer = client.get("/en/figur/planomraader.png")
        assert client.get("/figur/planomraader.svg").status_code == 200
    assert answer.status_code == 503 and answer.headers["Retry-After"]
    assert "Many pictures are being drawn" in answer.get_data(as_text=True)
    assert client.get("/figur/planomraader.png").status_code == 200


def test_a_file_name_holds_nothing_but_plain_letters(own: Flask) -> None:
    with own.test_request_context("/kort/plan.csv"):
        ask = asking.asked("plan")
        ask = replace(ask, state=State("plan", (("sted", 'ø";\r\nx: "/../'),)))
        assert reports._file_name(ask, "csv") == f"helhedskort-plan-oe-x-{ask.served.snapshot_id}.csv"


@pytest.mark.parametrize(
    "host",
    ["a..b", ".a", "a b", "a\xe6", "x" * 64 + ".dk", "a:b", "a/b", "<b>", "a@b", "a:123456", "xn--a", "x." * 200],
)
@pytest.mark.parametrize("path", ["/", "/findes-ikke", "/en/kort/plan", "/healthz"])
def test_a_host_that_cannot_be_is_400_and_no_error_of_ours(shared_app: Flask, host: str, path: str) -> None:
    seen: list[str] = []
    environ = create_environ(path)
    environ["HTTP_HOST"] = host

    def start(status: str, *_: object) -> Callable[[bytes], object]:
        seen.append(status)
        return seen.append  # type: ignore[return-value]

    said = b"".join(shared_app.wsgi_app(environ, start))
    assert seen == ["400 Bad Request"]
    assert ("not valid" if path.startswith("/en") else "ikke gyldigt") in said.decode()


@pytest.mark.parametrize(
    "host", ["localhost", "127.0.0.1:8000", "[::1]:8000", "kort.dk.", "my_host", "xn--rdhus-mra.dk"]
)
def test_a_host_as_they_are_is_answered(client: FlaskClient, host: str) -> None:
    assert client.get("/kort/planomraader", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize("path", ["/en/%5Cevil.example", "/%5Cevil.example", "/en/%09/evil.example", "/%5C%5Cevil"])
@pytest.mark.parametrize("before", ["", "/s/0123456789ab"])
def test_no_link_leads_to_a_host_that_an_encoded_path_names(client: FlaskClient, before: str, path: str) -> None:
    answer = client.get(before + path)
    assert answer.status_code == 404
    assert not re.search(r"""href=["'][^"']*[\\\t]""", answer.get_data(as_text=True))


def title_of(soup: BeautifulSoup) -> str:
    return soup.select(".map-title")[0].get_text()


@pytest.mark.parametrize("title", ['"><script>alert(1)</script>', "a' onload='x", "</textarea><b>"])
def test_the_code_to_embed_is_safe_where_it_is_pasted(client: FlaskClient, title: str) -> None:
    code = maps.frame("http://h/embed/plan?a=1&b=2", title)
    (tag,) = BeautifulSoup(code, "html.parser").find_all(True)
    assert (tag.name, tag["title"], tag["src"]) == ("iframe", title, "http://h/embed/plan?a=1&b=2")
    soup = BeautifulSoup(client.get("/kort/plan").get_data(as_text=True), "html5lib")
    for area in soup.select("textarea"):
        assert BeautifulSoup(area.get_text(), "html.parser").select("iframe")[0]["title"] == title_of(soup)


def test_only_the_map_itself_may_be_framed_by_others(store: Path, cache: Path) -> None:
    app = create_app({"STORE": store, "CACHE": cache, "FRAME_ANCESTORS": "https://intranet.example"})
    for path, framed in {"/embed/plan": True, "/embed/vejr": False, "/embed/": False, "/embed/kort/x/y": False}.items():
        policy = app.test_client().get(path).headers["Content-Security-Policy"]
        assert policy.endswith("https://intranet.example") == framed, path
    tag = app.test_client().get("/embed/plan").headers["ETag"]
    again = app.test_client().get("/embed/plan", headers={"If-None-Match": tag})
    assert again.status_code == 304 and "intranet.example" in again.headers["Content-Security-Policy"]


def test_frame_ancestors_are_written_in_ascii(tmp_path: Path) -> None:
    with pytest.raises(HelhedskortError, match="FRAME_ANCESTORS"):
        create_app({"STORE": tmp_path, "FRAME_ANCESTORS": "https://kørt.example"})


@pytest.mark.parametrize(
    "text",
    [" =1+1", "\u200b=1+1", "\ufeff@SUM(1)", "＝1+1", "\u00a0＋1", "－2+3", "﹣2", "＠a", "\x00=1", "\n=1",
     "\u00ad \u200f=1", "- 3", "--3", "-3-3", "-3,4 %"],
)  # fmt: skip
def test_a_formula_in_disguise_is_made_harmless(text: str) -> None:
    assert exports.formula_safe(text) == f"'{text}"


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("A;=1+1", "A;'=1+1"),
        ("A\t@x;+1", "A\t'@x;'+1"),
        ('A;"=1+1', "A;\"'=1+1"),
        ("A; \u200b＝1", "A; \u200b'＝1"),
        ("A\n-1", "A\n'-1"),
        ("=A;=B", "'=A;'=B"),
        ("value: 3; gap: 4", "value: 3; gap: 4"),
        ("a-b = c; d-e", "a-b = c; d-e"),
    ],
)
def test_what_a_semicolon_would_make_a_cell_of_is_made_harmless(text: str, safe: str) -> None:
    assert exports.formula_safe(text) == safe


@pytest.mark.parametrize("number", ["-3", "-3,45", "-3.45", "-1.234,5", "12"])
def test_a_negative_number_is_a_number(number: str) -> None:
    assert exports.formula_safe(number) == number


@pytest.mark.parametrize("unit", ["kroner", "persons"])
@pytest.mark.parametrize("city", [0.0, 0.2, None])
def test_a_city_of_nothing_is_no_measure(facts: Facts, unit: Any, city: float | None) -> None:
    indicator = replace(next(row for row in facts.indicators if row.unit == "kroner"), unit=unit)
    figures = {(indicator.indicator_id, "city", 2017): {CITY_NO: Figure(city, 1, 1, None)}}
    shown = Shown(replace(facts, figures=figures), languages()["da"], indicator, 2017, "bydel")  # type: ignore[arg-type]
    assert shown.gap(100.0) == "kan ikke beregnes"
    assert shown.distance(100.0) is None
    assert shown.swatch(100.0) == UNKNOWN
