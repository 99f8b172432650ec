"""What a visitor with ill intent, or a fault at a bad time, must not be able to do to the server."""

import gc
import shutil
import threading
import weakref
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from geodata.store import current_id
from geodata.store_write import set_current
from webmap import asking, create_app, reports
from webmap.drawn import render_id
from webmap.few import Few
from webmap.serving import _PAGES_KEPT, Serving
from webmap.state import State


@pytest.fixture
def own(store: Path, cache: Path, tmp_path: Path) -> Iterator[Flask]:
    """An application over copies of store and cache that a test may write."""
    made = create_app(
        {
            "STORE": shutil.copytree(store, tmp_path / "store"),
            "CACHE": shutil.copytree(cache, tmp_path / "cache"),
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
