"""The pages of another municipality: its own name everywhere, no word of the city, no crash where figures are none."""

import json
import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from shapely import total_bounds

from geodata.crs import to_browser
from geodata.store import current_id
from tests import another_municipality as town
from tests.another_municipality import Another
from tests.webmap.addresses import maps
from tests.webmap.conftest import Soup, cells_of, checked, said, the_facts
from webmap import create_app
from webmap.facts import Facts
from webmap.render import render
from webmap.themes import THEMES

CITY = re.compile(r"københavn|kobenhavn|koebenhavn|copenhagen", re.IGNORECASE)
STATISTICS = ("tilknytning", "uddannelse", "indkomst")


@pytest.fixture(scope="module")
def elsewhere(another: Another, tmp_path_factory: pytest.TempPathFactory) -> Flask:
    cache = tmp_path_factory.mktemp("eksempelby-cache")
    render(another.store, current_id(another.store), cache)
    return create_app({"STORE": another.store, "CACHE": cache, "TESTING": True})


@pytest.fixture
def client(elsewhere: Flask) -> FlaskClient:
    return elsewhere.test_client()


@pytest.fixture(scope="module")
def facts(elsewhere: Flask) -> Facts:
    return the_facts(elsewhere)


def page(client: FlaskClient, path: str) -> Soup:
    answer = client.get(path)
    assert answer.status_code == 200, f"{path}: {answer.get_data(as_text=True)[:300]}"
    english = "en" if path.startswith("/en") else "da"
    return checked(answer.get_data(as_text=True), answer.headers["Content-Security-Policy"], english)


FORMS = ("/kort/{}.html", "/kort/{}.csv", "/kort/{}.geojson", "/figur/{}.svg", "/embed/kort/{}")


def addresses(facts: Facts) -> list[str]:
    """Every page, figure and file there is an address for."""
    themed = [form.format(theme) for form in FORMS for theme in THEMES]
    rows = [f"/kilder/{anchor}" for anchor in facts.rows]
    tables = [f"/data/{name}.csv" for name in ("bydele", "departments", "plans", "funding", "indicators", "sources")]
    return ["/", "/kilder", "/regnestykket", "/healthz", *maps(facts), *themed, *rows, *tables]


def around(text: str) -> str:
    """Where a text names the city; empty where it does not."""
    found = CITY.search(text)
    return text[max(0, found.start() - 60) : found.end() + 20] if found else ""


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_every_page_and_file_answers_and_none_names_the_city(client: FlaskClient, facts: Facts, prefix: str) -> None:
    for address in addresses(facts):
        answer = client.get(prefix + address, follow_redirects=True)
        assert answer.status_code == 200, address
        assert around(answer.get_data(as_text=True)) == "", address


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_every_page_is_one_a_reader_can_use(client: FlaskClient, prefix: str) -> None:
    for address in ("/kilder", "/regnestykket", *(f"/kort/{theme}" for theme in THEMES)):
        page(client, prefix + address)


def test_a_page_that_is_not_there_does_not_name_the_city_either(client: FlaskClient) -> None:
    for address in ("/findes-ikke", "/en/kort/daekning?aar=1999"):
        answer = client.get(address)
        assert (answer.status_code, around(answer.get_data(as_text=True))) == (404, "")


def test_no_drawn_file_names_the_city(elsewhere: Flask) -> None:
    drawn = [path for path in Path(elsewhere.config["CACHE"]).rglob("*") if path.suffix in (".json", ".js", ".css")]
    assert drawn
    assert [path.name for path in drawn if around(path.read_text("utf-8"))] == []


def test_the_header_and_the_tables_name_the_town_in_both_languages(client: FlaskClient) -> None:
    assert said(page(client, "/kort/daekning").select_one(".tagline")) == "Boligsociale helhedsplaner i Eksempelby"
    assert said(page(client, "/en/kort/daekning").select_one(".tagline")).endswith("in Eksempelby")


def test_the_coverage_of_a_district_is_the_one_a_reader_reckons(client: FlaskClient) -> None:
    row = cells_of(page(client, "/kort/daekning?aar=2026"))["Åvænge"]
    assert "mindst 73,3 %" in row.values()  # (40 + 60 + 100 + 80 + 50) / 450


@pytest.mark.parametrize("theme", STATISTICS)
def test_a_map_of_statistics_without_figures_says_so(client: FlaskClient, theme: str) -> None:
    soup = page(client, f"/kort/{theme}")
    assert "Der er ingen tal" in said(soup.select_one("#indhold"))


def test_the_plan_areas_are_held_against_the_municipality_by_its_name(client: FlaskClient) -> None:
    text = said(page(client, "/kort/planomraader").select_one("#indhold"))
    assert "21 % mod 8,4 % i Eksempelby Kommune" in text


def test_the_map_opens_on_the_town(elsewhere: Flask) -> None:
    script = next(Path(elsewhere.config["CACHE"]).rglob("kort-plans.js")).read_text("utf-8")
    (south, west), (north, east) = json.JSONDecoder().raw_decode(script.partition("fitBounds(")[2].lstrip())[0]
    corners = total_bounds(to_browser([area.outline for area in town.areas()]))
    assert (west, south, east, north) == pytest.approx(tuple(corners), abs=0.001)


def test_the_figure_is_drawn(client: FlaskClient) -> None:
    answer = client.get("/figur/daekning.png")
    assert answer.status_code == 200 and answer.data.startswith(b"\x89PNG")
