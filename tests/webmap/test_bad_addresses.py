"""Addresses that lead nowhere: the right status, and a message that says what can be asked for."""

import pytest
from flask.testing import FlaskClient

from tests.webmap.conftest import Page


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("/kort/vejr", "Temaet findes ikke Kortet kender ikke temaet »vejr«. Vælg et af disse: Dækning pr. bydel"),
        ("/kort/daekning?aar=1999", "Kortet kender ikke året »1999«. Vælg et af disse: 2014 2015"),
        ("/kort/daekning?aar=2026;", "Kortet kender ikke året »2026;«"),
        ("/kort/daekning?aar=", "Kortet kender ikke året »«"),
        ("/kort/daekning?sted=malmoe", "Kortet kender ikke stedet »malmoe«. Vælg et af disse: Indre By Østerbro"),
        ("/kort/daekning?niveau=gade", "Kortet kender ikke niveauet »gade«. Vælg et af disse: Bydele Afdelinger"),
        ("/kort/daekning?periode=altid", "Perioden findes ikke"),
        ("/findes/ikke", "Der er ingen side på adressen /findes/ikke"),
    ],
)
def test_an_unknown_address_is_404_and_says_what_is_known(page: Page, path: str, says: str) -> None:
    soup = page(path, 404)
    assert says in " ".join(soup.main.get_text().split())
    assert soup.select_one('main a[href="/"]')


def test_the_choices_offered_lead_somewhere(page: Page) -> None:
    offered = [link["href"] for link in page("/kort/daekning?sted=malmoe", 404).select(".choose a")]
    assert len(offered) == 11
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


def test_another_method_is_refused_on_a_page_of_ours(client: FlaskClient) -> None:
    answer = client.post("/")
    assert answer.status_code == 405
    assert "Content-Security-Policy" in answer.headers


def test_no_redirect_goes_to_the_host_a_request_names(client: FlaskClient) -> None:
    answer = client.get("/kort//daekning", headers={"Host": "evil.example"})
    assert answer.status_code == 404
    assert "Location" not in answer.headers
