"""The pages once new notes are taken in: each amount its own colour, each count its own paper."""

import json
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from geodata.store import current_id
from tests.webmap.conftest import Soup, cells_of, checked, said
from webmap import create_app
from webmap.palette import AMOUNTS
from webmap.render import render

SHARED_BY_TWO = {"2.100 t.kr. (2027": "Nørrebro", "1.500 t.kr. (2027": "Valby"}


@pytest.fixture(scope="module")
def noted(noted_store: Path, tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    cache = tmp_path_factory.mktemp("noted-cache")
    render(noted_store, current_id(noted_store), cache)
    return create_app({"STORE": noted_store, "CACHE": cache, "TESTING": True}).test_client()


def page(client: FlaskClient, path: str) -> Soup:
    answer = client.get(path)
    assert answer.status_code == 200
    english = "en" if path.startswith("/en/") else "da"
    return checked(answer.get_data(as_text=True), answer.headers["Content-Security-Policy"], english)


def values(soup: Soup) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(soup.select_one("#values").string)
    return read


def legend_fills(soup: Soup) -> dict[str, str]:
    """What a sample of the legend is called -> how it is filled."""
    return {said(one): one.select_one("rect")["fill"] for one in soup.select(".classes li:has(svg)")}


def fill_of(fills: dict[str, str], amount: str) -> str:
    return next(fill for text, fill in fills.items() if amount in text)


# Amounts


@pytest.mark.parametrize("path", ["/kort/finansiering", "/embed/kort/finansiering", "/kort/finansiering.html"])
def test_each_joint_amount_has_a_fill_of_its_own_in_legend_and_map(noted: FlaskClient, path: str) -> None:
    soup = BeautifulSoup(noted.get(f"{path}?aar=2027").get_data(as_text=True), "html.parser")
    fills, drawn = legend_fills(soup), values(soup)
    assert len({fill_of(fills, amount) for amount in SHARED_BY_TWO}) == 2
    for mark in drawn["marks"]["departments"].values():
        said_amount = next(line for line in mark["lines"] if "t.kr." in line)
        assert mark["fill"] == next(fill for text, fill in fills.items() if said_amount in text)


def test_the_figure_fills_the_departments_as_its_legend_does(noted: FlaskClient) -> None:
    picture = BeautifulSoup(noted.get("/figur/finansiering.svg?aar=2027").get_data(as_text=True), "html.parser")
    assert {swatch.paint for swatch in AMOUNTS[:3]} <= {one["fill"] for one in picture.select("path[fill]")}
    samples = {one["fill"] for one in picture.select("rect[fill]")}
    assert {f"url(#key-{swatch.pattern})" for swatch in AMOUNTS[:3]} <= samples


def test_a_district_of_the_table_has_the_sample_of_its_amount(noted: FlaskClient) -> None:
    soup = page(noted, "/kort/finansiering?aar=2027")
    fills = legend_fills(soup)
    for amount, district in SHARED_BY_TWO.items():
        row = next(row for row in soup.select("#tabel tbody tr") if district in said(row.th))
        assert row.select_one("rect")["fill"] == fill_of(fills, amount)


def test_the_labels_of_several_joint_amounts_name_their_plans(noted: FlaskClient) -> None:
    labels = [label["lines"] for label in values(page(noted, "/kort/finansiering?aar=2027"))["labels"]]
    assert ["1.500 t.kr. i 2027", "samlet for Bispebjerg og Valby"] in labels
    assert ["2.100 t.kr. i 2027", "samlet for Nørrebro og Amager"] in labels


def test_the_amount_of_a_year_is_never_called_the_whole_budget_of_a_plan(noted: FlaskClient) -> None:
    labels = [label["lines"] for label in values(page(noted, "/kort/finansiering?aar=2027"))["labels"]]
    assert ["900 t.kr. i 2027", "for planen"] in labels


def test_the_lead_has_a_paragraph_a_paper_and_leaves_the_sums_to_regnestykket(noted: FlaskClient) -> None:
    told = [said(one) for one in page(noted, "/kort/finansiering?aar=2027").select(".lead .summary")]
    assert [text.partition(":")[0] for text in told] == [
        "Budgetnotat om en boligsocial helhedsplan for Kgs. Enghave",
        "TM021",
        "TM407",
    ]
    assert "Udmøntningsnotat 2026 har 7,4 mio. kr. samlet for 2026–2029" in told[1]
    assert "2 af dokumentets 3 summer for 2027 går ikke op" in told[1] and "Se regnestykket" in told[1]
    assert "trykt 3.734" not in told[1]
    assert "Dokumentets summer for 2027 går op." in told[2]


def test_the_year_of_one_note_looks_as_it_did(noted: FlaskClient) -> None:
    soup = page(noted, "/kort/finansiering?aar=2026")
    marks = values(soup)["marks"]["departments"]
    assert {mark["fill"] for mark in marks.values()} == {AMOUNTS[0].paint}
    assert "samlet for planerne" in json.dumps(values(soup)["labels"])


@pytest.mark.parametrize(
    ("path", "level"),
    [("/kort/finansiering?aar=2027", "2027 p/l"), ("/en/kort/finansiering?aar=2027", "2027 price and wage level")],
)
def test_the_price_level_of_any_year_is_said(noted: FlaskClient, path: str, level: str) -> None:
    lead = page(noted, path).select(".lead .summary")[-1]
    assert level in said(lead)


# Plans


def test_above_the_map_of_2026_the_count_of_its_paper_stands_whatever_others_name_for_other_years(
    noted: FlaskClient,
) -> None:
    lead = said(page(noted, "/kort/daekning?aar=2026").select_one(".lead"))
    assert "to af de fem boligsociale helhedsplaner, som TM021 opgør" in lead
    assert "mindst 7.874 af de ca. 22.500 boliger" in lead
    assert "de fem aktuelle planer, som TM021 opgør dem" in said(page(noted, "/").select_one(".comparator"))


@pytest.mark.parametrize("theme", ["daekning", "plan"])
def test_with_five_plans_named_the_count_is_said_of_the_paper_and_nothing_taken_off_it(
    noted: FlaskClient, theme: str
) -> None:
    text = said(page(noted, f"/kort/{theme}?aar=2027").main)
    assert "kender registret 5 navngivne helhedsplaner, der løber, og afdelingerne i dem alle" in text
    assert "TM021 tæller 5 planer, der var aktuelle, da det blev skrevet, og navngiver 2 af dem" in text
    assert "Dokumenterne tæller" not in text


def test_no_city_is_compared_with_where_the_plans_are_not_those_counted(noted: FlaskClient) -> None:
    assert cells_of(page(noted, "/kort/daekning?aar=2027"))["Valby"]["Hele byen"] == "ikke oplyst"


# Sources


@pytest.mark.parametrize(("path", "word"), [("/kilder", "udateret"), ("/en/kilder", "undated")])
def test_a_paper_whose_time_is_not_known_is_undated_and_no_more(noted: FlaskClient, path: str, word: str) -> None:
    dated = page(noted, path).select("#dokument-tm407 dd")[2]
    assert said(dated) == word


def test_the_page_of_a_row_says_undated_and_no_more(noted: FlaskClient) -> None:
    text = said(page(noted, "/kilder/plans/valby-2027").main)
    assert "Dato udateret Sted" in text and "()" not in text


def test_a_paper_of_which_only_the_document_is_taken_says_so_in_words(noted: FlaskClient) -> None:
    paper = said(page(noted, "/kilder").find(id="dokument-tm408"))
    assert "ingen rækker er taget ind fra det" in paper and "0 rækker" not in paper
