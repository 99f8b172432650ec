"""A client that checks every page it fetches, so that a page cannot be tested without being a good page."""

import csv
import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import html5lib
import pytest
from bs4 import BeautifulSoup
from bs4.builder import HTML5TreeBuilder
from flask import Flask
from flask.testing import FlaskClient

from geodata.store import current_id
from webmap import create_app
from webmap.facts import Facts
from webmap.render import render

# bs4 says of every look-up that it may find nothing; a test that finds nothing fails all the same.
Soup = Any
Page = Callable[..., Soup]
Rows = Callable[[str], list[dict[str, str]]]


@pytest.fixture(scope="session")
def cache(store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The default store, drawn once."""
    folder = tmp_path_factory.mktemp("cache")
    render(store, current_id(store), folder)
    return folder


@pytest.fixture(scope="session")
def shared_app(store: Path, cache: Path) -> Flask:
    """One application for all tests that only read."""
    return create_app({"STORE": store, "CACHE": cache, "TESTING": True})


@pytest.fixture
def app(shared_app: Flask) -> Flask:
    return shared_app


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture(scope="session")
def facts(shared_app: Flask) -> Facts:
    """What the default snapshot holds."""
    return the_facts(shared_app)


def the_facts(app: Flask) -> Facts:
    served = app.extensions["serving"].now()
    assert served is not None
    facts: Facts = served.facts
    return facts


@pytest.fixture(scope="session")
def pages(shared_app: Flask) -> dict[tuple[str, int], Soup]:
    """Pages that were fetched and checked already; tests read them and change nothing."""
    return {}


@pytest.fixture
def page(shared_app: Flask, pages: dict[tuple[str, int], Soup]) -> Page:
    """Fetches a page, checks what every page owes its reader, and returns it parsed."""

    def fetch(path: str, status: int = 200) -> Soup:
        if (path, status) not in pages:
            answer = shared_app.test_client().get(path)
            assert answer.status_code == status, answer.get_data(as_text=True)[:400]
            lang = "en" if re.search(r"(^|/)en(/|$)", path.partition("?")[0]) else "da"
            policy = answer.headers["Content-Security-Policy"]
            pages[path, status] = checked(answer.get_data(as_text=True), policy, lang)
            if status == 200:
                assert the_facts(shared_app).snapshot_id in pages[path, status].body.get_text()
        return pages[path, status]

    return fetch


@pytest.fixture
def rows(client: FlaskClient) -> Rows:
    """Fetches a CSV and returns its rows."""

    def fetch(path: str) -> list[dict[str, str]]:
        answer = client.get(path)
        assert answer.status_code == 200
        return list(csv.DictReader(io.StringIO(answer.get_data(as_text=True), newline=""), strict=True))

    return fetch


class Strict(HTML5TreeBuilder):
    """Raises on markup a browser would have to guess at."""

    def feed(self, markup: Any) -> None:
        parser = html5lib.HTMLParser(tree=self.create_treebuilder, strict=True)
        self.underlying_builder.parser = parser
        parser.parse(markup)
        self.underlying_builder.parser = None


def checked(text: str, policy: str, lang: str = "da") -> Soup:
    text = text.replace('="http://localhost/', '="/')  # our own host, where a link must carry it
    soup: Soup = BeautifulSoup(text, builder=Strict())
    assert soup.html["lang"] == lang
    assert soup.title.get_text().endswith("– Helhedskort")
    ids = [tag["id"] for tag in soup.find_all(id=True)]
    assert len(ids) == len(set(ids)), "an id stands twice"
    for tag in soup.find_all(True):
        assert tag.name != "style" and "style" not in tag.attrs, "the policy allows no inline style"
        assert not any(name.startswith("on") for name in tag.attrs)
        if tag.name == "script" and tag.get("type") != "application/json":
            assert tag.get("src") and not (tag.string or "").strip(), "the policy allows no inline script"
        if tag.name in ("link", "script", "img"):
            assert (tag.get("src") or tag.get("href") or "/").startswith("/"), f"{tag} is not root-relative"
        if tag.name == "a" and tag.get("href", "").startswith("#"):
            assert tag["href"][1:] in ids, f"{tag['href']} leads nowhere"
    assert len(soup.find_all("h1")) == 1
    assert not re.findall(r"""\s(?:src|href|action)=["']?(?:https?:)?//""", text), "a foreign host"
    assert "unsafe" not in policy
    tables_are_readable(soup)
    return soup


def tables_are_readable(soup: Soup) -> None:
    """Every table has a name, and every heading in it says what it is a heading of."""
    for table in soup.find_all("table"):
        assert table.caption or table.find_parent(attrs={"aria-label": True}), "a table without a name"
        assert table.find("th", scope="col") and table.find("th", scope="row")
        assert all(cell.get("scope") in ("row", "col") for cell in table.find_all("th"))
        widths = {len(row.find_all(["th", "td"])) for row in table.find_all("tr")}
        assert len(widths) == 1, "rows of different length"


def json_of(answer: Any) -> Any:
    """What an answer of JSON holds."""
    assert answer.is_json or answer.mimetype == "application/geo+json"
    return answer.json


def said(tag: Any) -> str:
    """The text of an element as a reader sees it: white space folded."""
    return " ".join(tag.get_text(" ").split())


def cells_of(soup: Soup, table: str = "#tabel") -> dict[str, dict[str, str]]:
    """Row name -> column heading -> text of the cell, references left out."""
    found: dict[str, dict[str, str]] = {}
    heads = [_own(cell) for cell in soup.select(f"{table} thead th")]
    for row in soup.select(f"{table} tbody tr, {table} tfoot tr"):
        found[_own(row.th)] = dict(zip(heads[1:], [_own(cell) for cell in row.find_all("td")], strict=True))
    return found


def _own(cell: Any) -> str:
    """A cell's own text: without the links to sources and without what is said aside."""
    parts = [
        text
        for text in cell.find_all(string=True)
        if not text.find_parent(class_="cite") and not text.find_parent(class_="aside")
    ]
    return " ".join("".join(parts).split())
