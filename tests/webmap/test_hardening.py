"""What a visitor with ill intent, or a fault at a bad time, must not be able to do to the server."""

import gc
import shutil
import threading
import weakref
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from geodata.store import current_id
from geodata.store_write import set_current
from webmap import create_app
from webmap.drawn import render_id
from webmap.few import Few
from webmap.serving import _PAGES_KEPT, Serving


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
