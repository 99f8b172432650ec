"""Addresses that lead nowhere: the right status, and a message that says what can be asked for."""

import re

import pytest
from flask.testing import FlaskClient

from tests.webmap.conftest import Page


@pytest.mark.parametrize(
    ("path", "says"),
    [
        (
            "/kort/vejr",
            "Temaet findes ikke Kortet kender ikke temaet »vejr«. Vælg et af disse: Dækning Planer Finansiering",
        ),
        ("/kort/daekning?aar=1999", "Kortet kender ikke året »1999«. Vælg et af disse: 2014 2015"),
        ("/kort/daekning?aar=2026;", "Kortet kender ikke året »2026;«"),
        ("/kort/daekning?aar=", "Kortet kender ikke året »«"),
        (
            "/kort/daekning?sted=malmoe",
            "Kortet kender ikke stedet »malmoe«. Vælg et af disse: Hele byen Indre By Østerbro",
        ),
        ("/kort/daekning?niveau=gade", "Kortet kender ikke niveauet »gade«. Vælg et af disse: Bydele Afdelinger"),
        ("/kort/daekning?periode=altid", "Perioden findes ikke"),
        ("/kort/tilknytning?aar=2008", "Kortet kender ikke året »2008«. Vælg et af disse: 2009 2010"),
        ("/kort/indkomst?aar=2014", "Kortet kender ikke året »2014«"),
        ("/kort/uddannelse?maal=herkomst", "Målet findes ikke"),
        ("/kort/indkomst?maal=disposable_income&niveau=rode", "Kortet kender ikke niveauet »rode«"),
        ("/kort/planomraader?maal=x", "Målet findes ikke"),
        ("/embed/kort/vejr", "Kortet kender ikke temaet »vejr«"),
        ("/figur/vejr.png", "Kortet kender ikke temaet »vejr«"),
        ("/figur/daekning.pdf", "En figur findes som .png og .svg."),
        ("/kort/vejr.csv", "Kortet kender ikke temaet »vejr«"),
        ("/data/vejr.csv", "Tabellerne er: bydele, roder, departments, plans"),
        ("/data/plans.geojson", "Tabellerne med omrids er: bydele, roder, departments."),
        ("/s/0123456789ab/", "Øjebliksbilledet 0123456789ab findes ikke i lageret."),
        ("/en/en/", "There is no page at the address /en/"),
        ("/s/0123456789ab/s/0123456789ab/", "Der er ingen side på adressen /s/0123456789ab/"),
        ("/findes/ikke", "Der er ingen side på adressen /findes/ikke"),
    ],
)
def test_an_unknown_address_is_404_and_says_what_is_known(page: Page, path: str, says: str) -> None:
    soup = page(path, 404)
    assert says in " ".join(soup.main.get_text().split())
    assert soup.select_one(f'main a[href="{"/en/" if path.startswith("/en/") else "/"}"]')


def test_the_choices_offered_lead_somewhere(page: Page) -> None:
    offered = [link["href"] for link in page("/kort/daekning?sted=malmoe", 404).select(".choose a")]
    assert len(offered) == 12
    for address in offered:
        page(address)


@pytest.mark.parametrize("path", ["/kort/vejr", "/kort/plan?aar=1", "/kort/indkomst?niveau=x&maal=low_income"])
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_choices_stay_in_the_language_they_are_offered_in(page: Page, prefix: str, path: str) -> None:
    offered = [link["href"] for link in page(f"{prefix}{path}", 404).select(".choose a")]
    assert offered
    assert all(one.startswith(f"{prefix}/kort/") for one in offered)
    for address in offered:
        page(address)


@pytest.mark.parametrize(
    "text", ["<img src=x onerror=alert(1)>", "{{7*7}}", "${alert(1)}", "</script><script>alert(1)"]
)
def test_what_was_asked_for_is_shown_as_text(page: Page, text: str) -> None:
    soup = page(f"/kort/daekning?sted={text}", 404)
    assert f"»{text[:60]}«" in soup.main.get_text()
    assert not soup.main.find_all(["img", "script"])


def test_a_very_long_question_is_not_echoed_whole(client: FlaskClient) -> None:
    assert "x" * 61 not in client.get("/kort/daekning?sted=" + "x" * 5000).get_data(as_text=True)


@pytest.mark.parametrize("path", ["//evil.example/kort/plan", "/en//evil.example/", "/s//evil.example/"])
def test_no_link_of_a_page_goes_to_a_host_that_its_path_names(client: FlaskClient, path: str) -> None:
    answer = client.get("/", environ_overrides={"PATH_INFO": path})
    assert answer.status_code == 404
    assert not re.search(r"""href=["'](https?:)?//""", answer.get_data(as_text=True))


def test_what_one_reader_calls_the_host_is_not_told_the_next(client: FlaskClient) -> None:
    client.get("/kort/plan?aar=2027", headers={"Host": "evil.example"})
    assert "evil.example" not in client.get("/kort/plan?aar=2027").get_data(as_text=True)


def test_another_method_is_refused_on_a_page_of_ours(client: FlaskClient) -> None:
    answer = client.post("/")
    assert answer.status_code == 405
    assert "Content-Security-Policy" in answer.headers


def test_no_redirect_goes_to_the_host_a_request_names(client: FlaskClient) -> None:
    answer = client.get("/kort//daekning", headers={"Host": "evil.example"})
    assert answer.status_code == 404
    assert "Location" not in answer.headers
