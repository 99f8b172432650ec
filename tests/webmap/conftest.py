"""A client that checks every page it fetches, so that a page cannot be tested without being a good page."""

import re
from collections.abc import Callable
from pathlib import Path

import html5lib
import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient

from geodata.store import current_id
from webmap import create_app
from webmap.render import render

Page = Callable[..., BeautifulSoup]


@pytest.fixture(scope="session")
def cache(store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The default store, drawn once."""
    folder = tmp_path_factory.mktemp("cache")
    render(store, current_id(store), folder)
    return folder


@pytest.fixture
def app(store: Path, cache: Path) -> Flask:
    return create_app({"STORE": store, "CACHE": cache, "TESTING": True})


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def page(client: FlaskClient) -> Page:
    """Fetches a page, checks what every page owes its reader, and returns it parsed."""

    def fetch(path: str, status: int = 200) -> BeautifulSoup:
        answer = client.get(path)
        assert answer.status_code == status, answer.get_data(as_text=True)[:400]
        return checked(answer.get_data(as_text=True), answer.headers["Content-Security-Policy"])

    return fetch


def checked(text: str, policy: str) -> BeautifulSoup:
    html5lib.HTMLParser(strict=True).parse(text)  # raises on markup a browser would have to guess at
    soup = BeautifulSoup(text, "html5lib")
    assert soup.html["lang"] == "da"
    assert len(soup.find_all("h1")) == 1
    assert soup.title.get_text().endswith("– Helhedskort")
    ids = [tag["id"] for tag in soup.find_all(id=True)]
    assert len(ids) == len(set(ids)), "an id stands twice"
    assert not soup.find_all(style=True), "the policy allows no inline style"
    assert not soup.find_all("style")
    assert all(tag.get("src") and not tag.get_text().strip() for tag in soup.find_all("script"))
    assert not [tag for tag in soup.find_all(True) if any(name.startswith("on") for name in tag.attrs)]
    for tag in soup.find_all(["link", "script", "img"]):
        target = tag.get("src") or tag.get("href")
        assert target.startswith("/"), f"{target} is not root-relative"
    assert not re.findall(r"""(?:src|href)=["']?(?:https?:)?//""", text), "a foreign host"
    for label in soup.find_all("a", href=re.compile("^#.")):
        assert soup.find(id=label["href"][1:]), f"{label['href']} leads nowhere"
    assert "unsafe" not in policy
    return soup
