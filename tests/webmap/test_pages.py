"""What every page owes its reader, whatever the theme, level, year and language."""

import re

import pytest
from flask.testing import FlaskClient

from tests.webmap.addresses import PREFIXES, address, maps, queries
from tests.webmap.conftest import Page, Soup, said
from webmap.catalogues import languages as all_languages
from webmap.facts import Facts
from webmap.state import State
from webmap.themes import THEMES

themes = pytest.mark.parametrize("theme", THEMES)
languages = pytest.mark.parametrize("prefix", PREFIXES)


def test_the_navigation_offers_every_theme_and_the_sources(page: Page) -> None:
    offered = [link["href"] for link in page("/").select("nav.themes a")]
    assert [f"/kort/{theme}" for theme in THEMES] == [one for one in offered if one.startswith("/kort/")]
    assert offered[-5:] == ["/tidslinje", "/maal", "/afdelinger", "/regnestykket", "/kilder"]


@themes
@languages
def test_every_map_is_a_good_page(page: Page, facts: Facts, theme: str, prefix: str) -> None:
    for query in queries(facts, theme):
        soup = page(address(f"{prefix}/kort/{theme}", query))
        assert soup.select_one("#tabel caption"), query
        assert said(soup.select_one("figcaption")) in said(soup.title), query


@themes
@languages
def test_every_place_can_be_chosen_on_every_map(page: Page, facts: Facts, theme: str, prefix: str) -> None:
    for query in queries(facts, theme, places=True):
        soup = page(address(f"{prefix}/kort/{theme}", query))
        if "sted" in query:
            name = facts.places[query["sted"]][0]
            assert said(soup.select_one("#sted h2")) == name
            assert soup.title.get_text().startswith(f"{name}: ")


@languages
def test_every_reference_leads_to_an_anchor_of_the_sources(page: Page, facts: Facts, prefix: str) -> None:
    anchors = {tag["id"] for tag in page(f"{prefix}/kilder").find_all(id=True)}
    for path in maps(facts):
        for link in page(f"{prefix}{path}").find_all("a", href=re.compile("/kilder#")):
            assert link["href"].startswith(f"{prefix}/kilder#")
            assert link["href"].partition("#")[2] in anchors, f"{path}: {link['href']}"


@languages
def test_every_reference_to_a_row_leads_to_a_row_of_the_register(page: Page, facts: Facts, prefix: str) -> None:
    for path in [*maps(facts), "/regnestykket", "/regnestykket?tal=beregnet", "/tidslinje", "/maal"]:
        for link in page(f"{prefix}{path}").find_all("a", href=re.compile("/kilder/")):
            assert link["href"].startswith(f"{prefix}/kilder/")
            assert link["href"].partition("/kilder/")[2] in facts.rows, f"{path}: {link['href']}"


@themes
def test_every_number_of_a_table_has_a_source_one_click_away(facts: Facts, theme: str) -> None:
    danish = all_languages()["da"]
    for query in queries(facts, theme):
        options = THEMES[theme].options(facts, danish, query)
        state = State(theme, tuple((one.key, query.get(one.key, one.default)) for one in options))
        for table in THEMES[theme].sheet(facts, state, danish).tables:
            for row in table.rows:
                whole_row = any(cell.refs for cell in row.cells)
                for cell, column in zip(row.cells, table.columns, strict=True):
                    number = isinstance(cell.value, int | float) and not cell.missing
                    assert not number or whole_row or cell.refs or cell.link or column.ref, (
                        query,
                        row.name,
                        column.key,
                    )


@themes
def test_every_map_has_figures_with_a_source(page: Page, theme: str) -> None:
    assert page(f"/kort/{theme}").select(".lead a.cite, #tabel a.cite")


@languages
def test_every_link_of_a_map_leads_somewhere(page: Page, client: FlaskClient, prefix: str) -> None:
    followed: set[str] = set()
    for theme in THEMES:
        for link in page(f"{prefix}/kort/{theme}").find_all("a", href=True):
            target = link["href"].partition("#")[0]
            if target and target not in followed and ".png" not in target:
                followed.add(target)
                assert client.get(target).status_code == 200, target
    assert len(followed) > 100


@languages
def test_the_links_of_a_page_stay_in_its_language(page: Page, prefix: str) -> None:
    for theme in THEMES:
        for link in page(f"{prefix}/kort/{theme}").select("main a[href], nav.themes a[href]"):
            target = link["href"]
            assert target.startswith("#") or ("/en/" in target) == bool(prefix), target


def test_each_page_is_offered_in_the_other_language(page: Page) -> None:
    assert page("/kort/plan?aar=2020").select_one(".languages a")["href"] == "/en/kort/plan?aar=2020"
    assert page("/en/kort/plan?aar=2020").select_one(".languages a")["href"] == "/kort/plan?aar=2020"


def test_english_figures_are_set_as_english_sets_them(page: Page) -> None:
    attachment = said(page("/en/kort/tilknytning").main)
    assert "82.61%" in attachment and "82,61" not in attachment
    coverage = said(page("/en/kort/daekning").main)
    assert "35.1%" in coverage and "3,357" in coverage and "31 December 2026" in coverage
    assert "december 2026" not in coverage


def test_the_two_languages_say_the_same_figures(page: Page, facts: Facts) -> None:
    for path in maps(facts):
        danish, english = (_numbers(page(f"{prefix}{path}")) for prefix in PREFIXES)
        assert danish == english, path


def test_the_data_that_stand_in_danish_alone_are_marked_so(page: Page) -> None:
    names = page("/en/kort/daekning").select(".sources [lang=da]")
    assert len(names) > 5


@themes
def test_the_date_or_year_stands_on_the_map_itself(page: Page, theme: str) -> None:
    title = said(page(f"/kort/{theme}").select_one("figcaption"))
    assert re.search(r"\b20\d\d\b", title) or "ikke oplyst" in title


@themes
def test_the_map_carries_its_sources_licence_and_snapshot(page: Page, facts: Facts, theme: str) -> None:
    credit = said(page(f"/kort/{theme}").select_one(".map-source"))
    assert "© Københavns Kommune" in credit and "CC BY 4.0" in credit and facts.snapshot_id in credit


def _numbers(soup: Soup) -> list[list[str]]:
    """The digits of every cell of the tables of figures: what is left of a number when its form is taken away."""
    table = soup.select_one("#tabel")
    return [
        [re.sub(r"\D", "", cell.find(string=True) or "") for cell in row.select("td.n")] for row in table.select("tr")
    ]
