"""What is served while snapshots come, fail and go."""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from etl import pipeline
from etl import register as register_rows
from geodata import store as stores
from geodata.store_write import set_current
from tests.webmap.conftest import json_of
from webmap import create_app
from webmap.drawn import render_id
from webmap.render import render
from webmap.serving import Serving


@pytest.fixture
def own_store(store: Path, tmp_path: Path) -> Path:
    """A copy of the default store that a test may write."""
    return Path(shutil.copytree(store, tmp_path / "store"))


@pytest.fixture
def own_cache(cache: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(cache, tmp_path / "cache"))


@pytest.fixture
def app(own_store: Path, own_cache: Path) -> Iterator[Flask]:
    made = create_app({"STORE": own_store, "CACHE": own_cache})
    yield made
    made.extensions["serving"].close()


def look_again(app: Flask) -> Serving:
    """The application's serving, as if a second had passed."""
    serving: Serving = app.extensions["serving"]
    serving._looked = -10.0
    return serving


def serves(app: Flask) -> str:
    """Id of the snapshot that serves."""
    served = look_again(app).now()
    assert served is not None
    return served.snapshot_id


def another_snapshot(own_store: Path, tmp_path: Path) -> str:
    """Builds a second snapshot: the register with another reference date."""
    folder = tmp_path / "register"
    shutil.copytree(register_rows.EMBEDDED, folder, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    settings = folder / "settings.csv"
    settings.write_text(settings.read_text(encoding="utf-8").replace("2026-12-31", "2027-12-31"), encoding="utf-8")
    return pipeline.build(own_store, pipeline.Sources(register=folder))


def wait_until_drawn(app: Flask, identity: str) -> None:
    deadline = time.monotonic() + 30
    while (served := look_again(app).now()) is None or served.snapshot_id != identity:
        assert time.monotonic() < deadline, "the new snapshot was never drawn"
        time.sleep(0.05)


def test_without_a_store_the_page_is_503_and_says_what_to_do(tmp_path: Path) -> None:
    app = create_app({"STORE": tmp_path / "intet"})
    answer = app.test_client().get("/")
    assert answer.status_code == 503
    assert "python -m etl build" in answer.get_data(as_text=True)
    assert str(tmp_path) not in answer.get_data(as_text=True)
    assert json_of(app.test_client().get("/healthz"))["status"] == "no snapshot"


def test_a_first_start_draws_in_a_child_process_and_then_answers(own_store: Path, tmp_path: Path) -> None:
    app = create_app({"STORE": own_store, "CACHE": tmp_path / "empty"})
    first = app.test_client().get("/")
    assert first.status_code == 503
    assert first.headers["Retry-After"] == "3"
    wait_until_drawn(app, stores.current_id(own_store))
    assert app.test_client().get("/").status_code == 200


def test_the_old_snapshot_serves_until_the_new_one_is_drawn(app: Flask, own_store: Path, tmp_path: Path) -> None:
    client = app.test_client()
    old = json_of(client.get("/healthz"))["snapshot"]
    new = another_snapshot(own_store, tmp_path)
    assert serves(app) == old
    assert old in client.get("/").get_data(as_text=True)
    wait_until_drawn(app, new)
    assert new in client.get("/").get_data(as_text=True)
    assert 'aria-current="true">2027' in client.get("/").get_data(as_text=True)


def test_files_of_the_snapshot_before_are_still_served_to_open_pages(
    app: Flask, own_store: Path, tmp_path: Path
) -> None:
    client = app.test_client()
    old = json_of(client.get("/healthz"))["render"]
    wait_until_drawn(app, another_snapshot(own_store, tmp_path))
    assert client.get(f"/r/{old}/bydele.json").status_code == 200


@pytest.mark.parametrize("damage", ["gone", "garbage", "half"])
def test_a_snapshot_that_cannot_be_read_leaves_the_old_one_serving(app: Flask, own_store: Path, damage: str) -> None:
    client = app.test_client()
    old = json_of(client.get("/healthz"))["snapshot"]
    broken = "0123456789ab"
    if damage != "gone":
        shutil.copytree(own_store / old, own_store / broken)
        target = own_store / broken / stores.GEOPACKAGE
        target.write_bytes(b"intet" if damage == "garbage" else target.read_bytes()[:5000])
    set_current(own_store, broken)
    deadline = time.monotonic() + 20
    while look_again(app).now() and app.extensions["serving"].problem is None:
        assert time.monotonic() < deadline
        time.sleep(0.05)
    state = client.get("/healthz")
    assert (state.status_code, json_of(state)["snapshot"]) == (200, old)
    assert json_of(state)["problem"]
    assert client.get("/").status_code == 200


def test_a_broken_current_file_leaves_the_old_snapshot_serving(app: Flask, own_store: Path) -> None:
    client = app.test_client()
    assert client.get("/").status_code == 200
    (own_store / "current").write_text("../../etc", encoding="utf-8")
    look_again(app)
    assert client.get("/").status_code == 200
    assert "12 hexcifre" in json_of(client.get("/healthz"))["problem"]


def test_a_snapshot_whose_drawing_fails_is_tried_once(app: Flask, own_store: Path, own_cache: Path) -> None:
    serving = look_again(app)
    serving.now()
    old = stores.current_id(own_store)
    shutil.copytree(own_store / old, own_store / "0123456789ab")
    (own_store / "0123456789ab" / stores.MANIFEST).write_text(json.dumps({"files": {}}), encoding="utf-8")
    set_current(own_store, "0123456789ab")
    deadline = time.monotonic() + 20
    while "0123456789ab" not in serving._failed:
        assert time.monotonic() < deadline
        look_again(app).now()
        time.sleep(0.05)
    look_again(app).now()
    assert serving._drawing is None
    assert not (own_cache / render_id("0123456789ab")).exists()


def test_a_snapshot_that_was_repaired_is_tried_again(app: Flask, own_store: Path) -> None:
    serving = look_again(app)
    old = serves(app)
    manifest = own_store / "0123456789ab" / stores.MANIFEST
    shutil.copytree(own_store / old, own_store / "0123456789ab")
    whole = manifest.read_text(encoding="utf-8")
    manifest.write_text("{}", encoding="utf-8")
    set_current(own_store, "0123456789ab")
    deadline = time.monotonic() + 20
    while "0123456789ab" not in serving._failed:
        assert time.monotonic() < deadline
        look_again(app).now()
        time.sleep(0.05)
    manifest.write_text(whole, encoding="utf-8")
    os.utime(manifest, (time.time() + 5, time.time() + 5))
    wait_until_drawn(app, "0123456789ab")
    assert json_of(app.test_client().get("/healthz"))["problem"] is None


def test_a_problem_that_is_over_is_no_longer_told(app: Flask, own_store: Path) -> None:
    client = app.test_client()
    identity = json_of(client.get("/healthz"))["snapshot"]
    (own_store / "current").write_text("sludder", encoding="utf-8")
    look_again(app)
    assert json_of(client.get("/healthz"))["problem"]
    set_current(own_store, identity)
    look_again(app)
    assert json_of(client.get("/healthz"))["problem"] is None


def test_new_code_draws_into_a_new_folder(monkeypatch: pytest.MonkeyPatch, own_store: Path, tmp_path: Path) -> None:
    first = render(own_store, stores.current_id(own_store), tmp_path / "c")
    monkeypatch.setattr("webmap.drawn._code", lambda: "9.9.9-00000000")
    second = render(own_store, stores.current_id(own_store), tmp_path / "c")
    assert first != second
    assert second.name.endswith("9.9.9-00000000")


def test_serving_loads_nothing_that_draws(own_store: Path, own_cache: Path) -> None:
    script = (
        "import sys\n"
        "from webmap import create_app\n"
        "app = create_app({'STORE': sys.argv[1], 'CACHE': sys.argv[2]})\n"
        "assert app.test_client().get('/').status_code == 200\n"
        "heavy = {'folium', 'branca', 'geopandas', 'shapely', 'pandas', 'numpy', 'matplotlib', 'pyogrio', 'pyproj'}\n"
        "print(sorted(heavy & set(sys.modules)))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(own_store), str(own_cache)], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
