"""What a visitor with ill intent, or a fault at a bad time, must not be able to do to the server."""

import gc
import shutil
import weakref
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from webmap import create_app
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
