"""The map alone, for a frame in somebody else's page."""

import json
from html import unescape

import pytest
from flask.testing import FlaskClient

from tests.webmap.addresses import address, queries
from tests.webmap.conftest import Page, said
from webmap.facts import Facts
from webmap.themes import THEMES

themes = pytest.mark.parametrize("theme", THEMES)
languages = pytest.mark.parametrize("prefix", ["", "/en"])


@themes
@languages
def test_every_map_can_be_embedded(page: Page, facts: Facts, theme: str, prefix: str) -> None:
    for query in queries(facts, theme):
        soup = page(address(f"{prefix}/embed/kort/{theme}", query))
        assert soup.select_one("#map_kort") and soup.select_one(".legend") and soup.select_one("#tabel")


@themes
def test_an_embedded_map_says_what_the_page_says(page: Page, theme: str) -> None:
    whole, framed = page(f"/kort/{theme}"), page(f"/embed/kort/{theme}")
    for part in ("figcaption", ".legend", "#tabel", ".map-source", "h1"):
        assert said(framed.select_one(part)) == said(whole.select_one(part))
    assert json.loads(framed.select_one("#values").string) == json.loads(whole.select_one("#values").string)


@languages
def test_an_embedded_map_has_no_navigation_and_leads_back_to_its_page(page: Page, prefix: str) -> None:
    soup = page(f"{prefix}/embed/kort/plan?aar=2020")
    assert not soup.select("header, nav, footer")
    assert soup.base["target"] == "_blank"
    assert soup.select_one("main > p a")["href"] == f"{prefix}/kort/plan?aar=2020"
    assert soup.select_one("link[rel=canonical]")["href"] == f"{prefix}/kort/plan?aar=2020"


@languages
def test_the_code_a_page_offers_frames_the_same_map(client: FlaskClient, facts: Facts, prefix: str) -> None:
    text = client.get(f"{prefix}/kort/indkomst?aar=2010&niveau=rode").get_data(as_text=True)
    pinned, newest = (unescape(part.partition("</textarea>")[0]) for part in text.split("<textarea")[1:])
    path = f"{prefix}/embed/kort/indkomst?aar=2010&amp;niveau=rode"
    assert f'src="http://localhost{path}"' in newest
    assert f'src="http://localhost/s/{facts.snapshot_id}{path}"' in pinned
    assert "2010 – histori" in newest and "2010 – histori" in pinned


def test_the_short_address_gives_the_same_map(page: Page) -> None:
    assert said(page("/embed/plan")) == said(page("/embed/kort/plan"))
