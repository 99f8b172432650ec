"""/s/<snapshot>/…: an address in a report gives the same figures, whatever comes after it."""

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient

from etl import pipeline
from etl import register as register_rows
from geodata.store import current_id
from tests.webmap.conftest import Soup, said
from webmap import create_app
from webmap.render import render
from webmap.themes import THEMES

FORMS = ["/figur/plan.svg", "/figur/plan.png", "/kort/plan.csv", "/kort/plan.html", "/kort/plan.geojson",
         "/data/plans.csv", "/data/bydele.geojson", "/regnestykket.csv",
         "/kort/tilknytning.csv?aar=2010&excel=1"]  # fmt: skip


@dataclass
class Two:
    """A store with an older and a newer snapshot, both drawn; the newer is current."""

    app: Flask
    store: Path
    cache: Path
    older: str
    newer: str

    @property
    def client(self) -> FlaskClient:
        return self.app.test_client()


@pytest.fixture(scope="module")
def built(store: Path, cache: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, str]:
    """Copies of the default store and cache, and a newer snapshot with another reference date and another amount."""
    folder = tmp_path_factory.mktemp("two")
    shutil.copytree(store, folder / "store")
    shutil.copytree(cache, folder / "cache")
    register = folder / "register"
    shutil.copytree(register_rows.EMBEDDED, register, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    settings = register / "settings.csv"
    settings.write_text(settings.read_text(encoding="utf-8").replace("2026-12-31", "2027-12-31"), encoding="utf-8")
    newer = pipeline.build(folder / "store", pipeline.Sources(register=register))
    render(folder / "store", newer, folder / "cache")
    return folder / "store", folder / "cache", newer


@pytest.fixture(scope="module")
def both(built: tuple[Path, Path, str], store: Path) -> Iterator[Two]:
    mine, cache, newer = built
    app = create_app({"STORE": mine, "CACHE": cache})
    yield Two(app, mine, cache, current_id(store), newer)
    app.extensions["serving"].close()


@pytest.fixture
def two(both: Two) -> Two:
    """Both snapshots, with nothing kept yet."""
    shutil.rmtree(both.cache / "s", ignore_errors=True)
    return both


def test_the_newer_snapshot_serves_and_the_older_can_still_be_asked_for(two: Two) -> None:
    assert "31. december 2027" in two.client.get("/").get_data(as_text=True)
    old = two.client.get(f"/s/{two.older}/").get_data(as_text=True)
    assert "31. december 2026" in old and two.older in old and two.newer not in _without_banner(old)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("inner", ["", "/en"])
def test_a_pinned_page_says_so_and_leads_to_the_one_that_serves(two: Two, theme: str, inner: str) -> None:
    banner = _soup(two, f"/s/{two.older}{inner}/kort/{theme}").select_one(".pinned")
    assert two.older in said(banner)
    assert banner.a["href"] == f"{inner}/kort/{theme}"
    assert not _soup(two, f"{inner}/kort/{theme}").select(".pinned")


@pytest.mark.parametrize(
    "path",
    [
        "/kort/plan?aar=2018",
        "/kilder",
        "/kort/finansiering",
        "/regnestykket?tal=beregnet",
        "/kilder/funding/tm021/tabel-1/i-alt/2029",
    ],
)
@pytest.mark.parametrize("inner", ["", "/en"])
def test_every_link_of_a_pinned_page_stays_pinned(two: Two, path: str, inner: str) -> None:
    here = f"/s/{two.older}"
    soup = _soup(two, f"{here}{inner}{path}")
    for link in soup.select("a[href]"):
        if link.find_parent(class_="pinned") or link["href"].startswith("#"):
            continue
        assert link["href"].startswith(f"{here}/") or link["href"] == here, link["href"]
    other = soup.select_one(".languages a")["href"]
    assert other == f"{here}{'' if inner else '/en'}{path}"


def test_language_and_snapshot_may_stand_in_either_order(two: Two) -> None:
    first = two.client.get(f"/s/{two.older}/en/kort/plan").data
    assert first == two.client.get(f"/en/s/{two.older}/kort/plan").data
    assert b'<html lang="en">' in first


def test_an_embedded_map_can_be_pinned(two: Two) -> None:
    text = two.client.get(f"/s/{two.older}/embed/kort/plan").get_data(as_text=True)
    assert two.older in text
    assert f'href="http://localhost/s/{two.older}/kort/plan"' in text


@pytest.mark.parametrize("path", FORMS)
def test_pinned_files_are_immutable_and_others_are_not(two: Two, path: str) -> None:
    pinned = two.client.get(f"/s/{two.older}{path}")
    assert pinned.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert two.client.get(path).headers["Cache-Control"] == "no-cache"
    again = two.client.get(f"/s/{two.older}{path}", headers={"If-None-Match": pinned.headers["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("path", FORMS)
def test_a_pinned_file_gives_the_same_bytes_when_the_code_has_become_another(
    two: Two, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = two.client.get(f"/s/{two.older}{path}")
    assert before.status_code == 200

    def another(*_: object, **__: object) -> bytes:
        raise AssertionError("made anew")

    for maker in ("csv_of", "geojson_of", "figures.svg", "figures.png", "single_file.page"):
        monkeypatch.setattr(f"webmap.reports.{maker}", another)
    for maker in ("_csv", "_geojson"):
        monkeypatch.setattr(f"webmap.data.{maker}", another)
    two.app.extensions["serving"].of(two.older).pictures._kept.clear()
    later = two.client.get(f"/s/{two.older}{path}")
    assert later.status_code == 200
    assert (later.data, later.headers["ETag"]) == (before.data, before.headers["ETag"])


def test_a_file_that_is_not_pinned_follows_the_code(two: Two, monkeypatch: pytest.MonkeyPatch) -> None:
    assert two.client.get("/kort/plan.csv").status_code == 200
    monkeypatch.setattr("webmap.reports.csv_of", lambda *_, **__: b"another")
    assert two.client.get("/kort/plan.csv").data == b"another"


def test_files_of_different_queries_languages_and_forms_are_kept_apart(two: Two) -> None:
    asked = ["/kort/plan.csv", "/en/kort/plan.csv", "/kort/plan.csv?aar=2018", "/kort/plan.csv?excel=1",
             "/kort/plan.csv?sted=amager", "/kort/plan.geojson", "/kort/daekning.csv", "/data/plans.csv"]  # fmt: skip
    first = {path: two.client.get(f"/s/{two.older}{path}").data for path in asked}
    kept = {path.name for path in (two.cache / "s" / two.older).iterdir()}
    assert len(kept) == len(asked)
    for path in reversed(asked):
        assert two.client.get(f"/s/{two.older}{path}").data == first[path]
    assert {path.name for path in (two.cache / "s" / two.older).iterdir()} == kept


def test_what_changes_nothing_in_a_query_keeps_one_file(two: Two) -> None:
    for query in ("", "?aar=2026", "?sted=", "?ukendt=1", "?periode=udledt&aar=2026"):
        assert two.client.get(f"/s/{two.older}/kort/plan.csv{query}").status_code == 200
    assert len(list((two.cache / "s" / two.older).iterdir())) == 1


@pytest.mark.parametrize("path", ["/", "/kort/plan", "/kort/plan.csv", "/figur/plan.svg", "/data/plans.csv", "/kilder"])
def test_a_snapshot_that_is_not_there_is_404(two: Two, path: str) -> None:
    answer = two.client.get(f"/s/0123456789ab{path}")
    assert answer.status_code == 404
    assert "Øjebliksbilledet 0123456789ab findes ikke i lageret" in answer.get_data(as_text=True)
    assert not (two.cache / "s" / "0123456789ab").exists()


def test_a_bad_question_to_a_pinned_snapshot_keeps_nothing(two: Two) -> None:
    for path in ("/kort/plan.csv?aar=1", "/figur/plan.gif", "/data/vejr.csv", "/kort/vejr.csv"):
        assert two.client.get(f"/s/{two.older}{path}").status_code == 404
    assert not (two.cache / "s").exists()


def test_the_links_a_page_gives_for_a_report_are_pinned_and_work(two: Two) -> None:
    soup = _soup(two, "/en/kort/indkomst?aar=2010&niveau=rode")
    links = [link["href"] for link in soup.select(".formats a")]
    assert len(links) == 7
    for link in links:
        assert link.startswith(f"/s/{two.newer}/en/")
        assert "aar=2010" in link and "niveau=rode" in link
        assert two.client.get(link).status_code == 200


def test_pinned_to_the_snapshot_that_serves_the_figures_are_the_same(two: Two) -> None:
    for path in ("/kort/plan.csv", "/kort/plan.geojson", "/figur/plan.svg", "/data/funding.csv"):
        assert two.client.get(path).data == two.client.get(f"/s/{two.newer}{path}").data


def test_an_older_snapshot_that_is_not_drawn_is_503_until_it_is(two: Two, tmp_path: Path) -> None:
    folder = tmp_path / "cache"
    folder.mkdir()
    name = next(path for path in two.cache.iterdir() if path.name.startswith(two.newer))
    shutil.copytree(name, folder / name.name)
    app = create_app({"STORE": two.store, "CACHE": folder})
    answer = app.test_client().get(f"/s/{two.older}/kort/plan")
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "3"
    assert app.test_client().get("/kort/plan").status_code == 200
    app.extensions["serving"].close()


def test_only_a_few_older_snapshots_are_kept_in_memory(two: Two) -> None:
    serving = two.app.extensions["serving"]
    assert serving.of(two.older).snapshot_id == two.older
    assert serving.of(two.older) is serving.of(two.older)
    assert serving.of("0" * 12) is None
    assert list(serving._pinned) == [two.older]


def _soup(two: Two, path: str) -> Soup:
    answer = two.client.get(path)
    assert answer.status_code == 200
    return BeautifulSoup(answer.get_data(as_text=True), "html5lib")


def _without_banner(text: str) -> str:
    return re.sub(r'<p class="pinned">.*?</p>', "", text, flags=re.DOTALL)
