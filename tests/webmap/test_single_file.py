"""One map as one HTML file: opens from disk with the net off, and carries its own policy."""

import base64
import hashlib
import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient

from tests.webmap.addresses import PREFIXES
from tests.webmap.conftest import Page, Soup, Strict, cells_of, said
from webmap import single_file
from webmap.asking import asked
from webmap.drawn import MAPS, POINTS
from webmap.facts import Facts
from webmap.themes import THEMES

# namespaces, the licence of Leaflet and a comment in its code: read by nobody but a reader
NOT_ASKED_FOR = {
    "http://www.w3.org/2000/svg",
    "https://leafletjs.com",
    "https://bugzilla.mozilla.org/show_bug.cgi?id=888319",
}
themes = pytest.mark.parametrize("theme", THEMES)


def parsed(client: FlaskClient, path: str) -> Soup:
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.content_type == "text/html; charset=utf-8"
    return _parsed(answer.get_data(as_text=True))


@themes
@pytest.mark.parametrize("prefix", PREFIXES)
def test_a_file_is_a_page_of_its_own(client: FlaskClient, facts: Facts, theme: str, prefix: str) -> None:
    soup = parsed(client, f"{prefix}/kort/{theme}.html")
    assert soup.html["lang"] == ("en" if prefix else "da")
    assert len(soup.find_all("h1")) == 1
    assert facts.snapshot_id in said(soup.main)
    ids = [tag["id"] for tag in soup.find_all(id=True)]
    assert len(ids) == len(set(ids))


@themes
def test_a_file_asks_for_nothing_from_the_net(client: FlaskClient, theme: str) -> None:
    text = client.get(f"/kort/{theme}.html").get_data(as_text=True)
    assert set(re.findall(r"https?://[^\s\"'<>)\\]+", text)) <= NOT_ASKED_FOR
    soup = parsed(client, f"/kort/{theme}.html")
    assert not soup.find_all(["link", "img", "iframe", "object", "base"])
    assert not soup.find_all(src=True)
    for link in soup.find_all(href=True):
        assert link["href"].startswith("#") and soup.find(id=link["href"][1:]), link
    styles = " ".join(style.string for style in soup.find_all("style"))
    assert not re.search(r"url\((?!['\"]?(data:|#))", styles) and "@import" not in styles


@themes
def test_its_own_policy_allows_the_scripts_it_carries_and_no_other(client: FlaskClient, theme: str) -> None:
    soup = parsed(client, f"/kort/{theme}.html")
    policy = soup.find("meta", attrs={"http-equiv": "Content-Security-Policy"})["content"]
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    run = [script.string for script in soup.find_all("script") if script.get("type") != "application/json"]
    hashes = [f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" for text in run]
    assert rules["script-src"].split(" ") == hashes
    assert rules["default-src"] == "'none'"
    assert "connect-src" not in rules and "unsafe-eval" not in policy
    assert len(run) == 3


@themes
def test_the_shapes_the_map_needs_are_inside_it(client: FlaskClient, theme: str) -> None:
    soup = parsed(client, f"/kort/{theme}.html")
    held = {tag["id"]: json.loads(tag.string) for tag in soup.find_all("script", type="application/json")}
    script = "".join(script.string for script in soup.find_all("script") if not script.get("type"))
    base = next(base for base, layers in MAPS.items() if all(f"file:{name}" in held for _, name in layers))
    for _, payload in MAPS[base]:
        assert payload in script
        assert held[f"file:{payload}"]["type"] == "FeatureCollection"
    assert held[f"file:{POINTS}"] and held["values"]["marks"]


@themes
def test_a_file_says_what_the_page_says(client: FlaskClient, page: Page, theme: str) -> None:
    whole, alone = page(f"/kort/{theme}"), parsed(client, f"/kort/{theme}.html")
    for part in ("h1", "figcaption", ".map-source"):
        assert said(alone.select_one(part)) == said(whole.select_one(part))
    legend = said(alone.select_one(".legend"))  # without the ways to other pages, which the file does not hold
    assert legend and said(whole.select_one(".legend")).replace(" hvordan navnene er placeret", "").startswith(legend)
    for table in whole.select("table.numbers"):
        assert cells_of(alone, f"#{table['id']}") == cells_of(whole, f"#{table['id']}")
    assert json.loads(alone.select_one("#values").string) == json.loads(whole.select_one("#values").string)


HOSTILE = [
    "</script><script>alert(1)</script>",
    "<!--<script>",
    "</style><img src=x onerror=alert(1)>",
    "{{7*7}}",
    "]]>",
]


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("template", ["map.html", "embed.html", "single_file.html"])
def test_names_of_departments_and_documents_cannot_end_an_element(
    shared_app: Flask, facts: Facts, name: str, template: str
) -> None:
    hostile = replace(
        facts,
        departments={key: replace(row, name=name, organisation=name) for key, row in facts.departments.items()},
        documents={key: replace(row, title=name, short_title=name) for key, row in facts.documents.items()},
        plans=[replace(row, name=name, name_en=name) for row in facts.plans],
    )
    plain = _page(shared_app, facts, template)
    texts = _page(shared_app, hostile, template), plain
    soup, normal = (_parsed(text) for text in texts)
    for tag in ("script", "style", "img", "iframe"):
        assert len(soup.find_all(tag)) == len(normal.find_all(tag)), tag
    assert name in json.loads(soup.select_one("#values").string)["marks"]["departments"]["49-58"]["lines"]
    assert name in soup.main.get_text()


@pytest.mark.parametrize("name", HOSTILE)
def test_shapes_and_scripts_cannot_end_the_element_they_stand_in(tmp_path: Path, name: str) -> None:
    (tmp_path / "x.json").write_text(json.dumps({"id": name}), encoding="utf-8")
    data = single_file._data(tmp_path / "x.json")
    assert "<" not in data and json.loads(data) == {"id": name}
    (tmp_path / "x.js").write_text(f"// {name}", encoding="utf-8")
    script = single_file._script(tmp_path / "x.js")
    assert "</script" not in script and "<!--" not in script


def _parsed(text: str) -> Soup:
    return BeautifulSoup(text, builder=Strict())


def _page(app: Flask, facts: Facts, template: str) -> str:
    from webmap.maps import page

    with app.test_request_context("/kort/plan", environ_overrides={"helhedskort.language": "da"}):
        ask = asked("plan")
        ask = replace(ask, served=replace(ask.served, facts=facts))
        if template == "single_file.html":
            return single_file.page(ask).decode()
        return page(ask, template)
