"""tilknytning, uddannelse, indkomst: the city's statistics, historic, ours where computed, and nothing hidden."""

import json
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient

from etl import pipeline
from geodata.store import current_id
from tests.webmap.conftest import Page, Rows, Soup, cells_of, json_of, said
from webmap import create_app
from webmap.facts import Facts
from webmap.palette import UNKNOWN
from webmap.render import render

NBSP = "\u00a0"
# 2013: attachment, no education, low income; resident-weighted means of the official file, computed by hand
MEANS = {
    "Hele København": ("82,61", "21,26", "33,43"),
    "Nørrebro": ("82,63", "19,62", "41,26"),
    "Bispebjerg": ("79,06", "26,89", "38,67"),
    "Amager Vest": ("82,68", "22,03", "31,61"),
    "Amager Øst": ("83,92", "21,35", "32,93"),
}
THEMES = ("tilknytning", "uddannelse", "indkomst")
COMPUTED = "beregnet, beboervægtet, ikke officielt"
themes = pytest.mark.parametrize(("position", "theme"), list(enumerate(THEMES)))


@pytest.fixture(scope="module")
def official(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """An application over a snapshot of the official statistics."""
    folder = tmp_path_factory.mktemp("official")
    sources = pipeline.Sources(statistics=shared / "statistics")
    pipeline.build(folder / "store", sources)
    render(folder / "store", current_id(folder / "store"), folder / "cache")
    return create_app({"STORE": folder / "store", "CACHE": folder / "cache"})


def values(soup: Soup) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(soup.select_one("#values").string)
    return read


def first(row: dict[str, str]) -> str:
    """The first figure of a row, without its unit."""
    return next(text for text in row.values() if text[0].isdigit()).partition(" ")[0].partition("%")[0]


@themes
def test_the_means_of_2013_stand_in_the_table(page: Page, position: int, theme: str) -> None:
    table = cells_of(page(f"/kort/{theme}?aar=2013"))
    assert {name: first(table[name]) for name in MEANS} == {name: means[position] for name, means in MEANS.items()}


@themes
def test_the_means_of_2013_stand_in_the_csv(rows: Rows, position: int, theme: str) -> None:
    found = {row["place"]: row["value"] for row in rows(f"/kort/{theme}.csv?aar=2013")}
    expected = {name: float(means[position].replace(",", ".")) for name, means in MEANS.items()}
    assert {name: float(found[name]) for name in MEANS} == expected


@themes
def test_the_means_of_2013_stand_in_the_csv_for_excel(client: FlaskClient, position: int, theme: str) -> None:
    lines = client.get(f"/kort/{theme}.csv?aar=2013&excel=1").get_data(as_text=True).splitlines()
    found = {line.split(";")[1]: line.split(";")[2] for line in lines}
    assert {name: found[name] for name in MEANS} == {name: means[position] for name, means in MEANS.items()}


@themes
def test_the_means_of_2013_stand_on_the_map_and_above_it(page: Page, position: int, theme: str) -> None:
    soup = page(f"/kort/{theme}?aar=2013")
    city = f"{MEANS['Hele København'][position]}{NBSP}%"
    assert f"Hele København: {city} i 2013 ({COMPUTED})" in soup.select_one(".lead").get_text()
    labels = {label["lines"][0]: label["lines"][-1] for label in values(soup)["labels"]}
    for name, means in MEANS.items():
        if name != "Hele København":
            assert labels[name] == f"{means[position]}{NBSP}%"


@themes
def test_the_means_of_2013_read_as_english_reads_them(page: Page, position: int, theme: str) -> None:
    table = cells_of(page(f"/en/kort/{theme}?aar=2013"))
    for name, means in MEANS.items():
        if name in table:
            assert first(table[name]) == means[position].replace(",", ".")
    assert f"{MEANS['Hele København'][position].replace(',', '.')}%" in said(page(f"/en/kort/{theme}?aar=2013").main)


@themes
def test_the_official_statistics_give_the_same_means(official: Flask, position: int, theme: str) -> None:
    client = official.test_client()
    soup = BeautifulSoup(client.get(f"/kort/{theme}?aar=2013").get_data(as_text=True), "html5lib")
    table = cells_of(soup)
    assert {name: first(table[name]) for name in MEANS} == {name: means[position] for name, means in MEANS.items()}
    csv = client.get(f"/kort/{theme}.csv?aar=2013").get_data(as_text=True).splitlines()
    found = {line.split(",")[1]: line.split(",")[2] for line in csv}
    assert {name: found[name] for name in MEANS} == {
        name: means[position].replace(",", ".") for name, means in MEANS.items()
    }


@pytest.mark.parametrize("query", ["aar=2013", "aar=2010&niveau=rode", "aar=2014"])
def test_official_and_embedded_statistics_give_the_same_table(official: Flask, page: Page, query: str) -> None:
    theirs = official.test_client().get(f"/kort/tilknytning?{query}").get_data(as_text=True)
    assert cells_of(BeautifulSoup(theirs, "html5lib")) == cells_of(page(f"/kort/tilknytning?{query}"))


def test_the_title_carries_definition_ages_and_year_and_that_it_is_past(page: Page) -> None:
    title = "Tilknytning til arbejdsmarkedet, 16–66 år, 2013 – historisk"
    for path in ("/kort/tilknytning", "/kort/tilknytning?niveau=rode", "/embed/kort/tilknytning"):
        soup = page(path)
        assert soup.title.get_text() == f"{title} – Helhedskort"
        assert said(soup.figcaption) == title


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("level", ["bydel", "rode"])
def test_what_is_computed_says_so_wherever_it_stands(page: Page, theme: str, level: str) -> None:
    soup = page(f"/kort/{theme}?niveau={level}")
    for part in (".lead", ".comparator", "#tabel caption"):
        assert COMPUTED in said(soup.select_one(part)), part
    assert COMPUTED in said(page(f"/kort/{theme}?niveau={level}&sted=noerrebro").select_one("#sted"))


@pytest.mark.parametrize("theme", THEMES)
def test_2008_is_never_offered_nor_answered(page: Page, client: FlaskClient, theme: str) -> None:
    offered = [said(link) for link in page(f"/kort/{theme}").select(".years a")]
    assert offered[0] == "2009"
    for path in (f"/kort/{theme}", f"/embed/kort/{theme}", f"/figur/{theme}.svg", f"/kort/{theme}.csv"):
        assert client.get(f"{path}?aar=2008").status_code == 404


def test_2008_is_not_in_the_downloads_either(rows: Rows) -> None:
    years = {row["year"] for row in rows("/data/indicators.csv") if row["indicator_id"] == "labour_market_attachment"}
    assert years == {str(year) for year in range(2009, 2015)}


@pytest.mark.parametrize("measure", ["low_income", "middle_income", "high_income"])
def test_income_is_not_offered_for_2014(page: Page, client: FlaskClient, measure: str) -> None:
    offered = [said(link) for link in page(f"/kort/indkomst?maal={measure}").select(".years a")]
    assert offered == [str(year) for year in range(2009, 2014)]
    assert client.get(f"/kort/indkomst?maal={measure}&aar=2014").status_code == 404
    assert client.get("/kort/tilknytning?aar=2014").status_code == 200


def test_disposable_income_is_not_offered_by_rode(page: Page) -> None:
    soup = page("/kort/indkomst?maal=disposable_income")
    assert not [link for link in soup.select(".choices a") if "niveau=rode" in link["href"]]


def test_the_means_of_districts_with_persons_say_what_they_are_weighted_by(page: Page) -> None:
    text = said(page("/kort/indkomst?maal=disposable_income").main)
    assert "beregnet af bydelenes tal, personvægtet, ikke officielt" in text


REASONS = {
    "no residents": "ingen beboere",
    "few residents": "vises ikke: færre end 100 beboere",
    "not published": "ikke offentliggjort",
    "guards another": "vises ikke: ellers kunne et andet tal, der ikke vises, regnes ud",
    "few persons": "vises ikke: færre end 5 personer i eller uden for en gruppe",
}


@pytest.mark.parametrize("year", [2009, 2012, 2013])
@pytest.mark.parametrize("reason", REASONS)
def test_a_missing_figure_is_hatched_and_its_cell_says_why(page: Page, facts: Facts, reason: str, year: int) -> None:
    soup = page(f"/kort/uddannelse?niveau=rode&aar={year}")
    table, marks = cells_of(soup), values(soup)["marks"]["roder"]
    figures = facts.figures["no_education", "rode", year]
    missing = [no for no, figure in figures.items() if figure.missing == reason]
    assert missing
    for no in missing:
        name = f"{facts.roder[no][0]} rode"
        row = list(table[name].values())
        assert row[1] == REASONS[reason]
        assert row[3] == "kan ikke beregnes"
        assert marks[str(no)]["fill"] == UNKNOWN.paint
        assert REASONS[reason] in marks[str(no)]["lines"]
    assert "intet tal: ikke offentliggjort, ingen beboere eller for få; tabellen siger hvilket" in said(
        soup.select_one(".legend")
    )


@pytest.mark.parametrize("theme", THEMES)
def test_a_missing_figure_is_empty_in_the_csv_and_the_last_column_says_why(
    rows: Rows, facts: Facts, theme: str
) -> None:
    found = rows(f"/kort/{theme}.csv?niveau=rode")
    empty = [row for row in found if row["value"] == ""]
    indicator = next(row.indicator_id for row in facts.indicators if row.theme == theme)
    reasons = {REASONS[one.missing] for one in facts.figures[indicator, "rode", 2013].values() if one.missing}
    assert len(reasons) >= 4
    assert {row["missing"].split("; ")[0] for row in empty} == {f"value: {text}" for text in reasons}
    assert all(row["gap_to_city"] == "" for row in empty)
    assert len(found) == len(facts.roder)


def test_no_rode_with_few_residents_gives_its_figure_anywhere(client: FlaskClient, facts: Facts, rows: Rows) -> None:
    few = {
        no for no, figure in facts.figures["no_education", "rode", 2013].items() if figure.missing == "few residents"
    }
    assert few
    data = [row for row in rows("/data/indicators.csv") if row["missing"] == "few residents"]
    assert data and all(row["value"] == "" for row in data)
    features = json_of(client.get("/kort/uddannelse.geojson?niveau=rode"))["features"]
    told = {
        int(one["properties"]["id"]): one["properties"] for one in features if one["properties"]["layer"] == "roder"
    }
    assert all(told[no]["value"] is None and told[no]["value_missing"] == REASONS["few residents"] for no in few)


def test_zero_is_a_figure_and_not_missing(page: Page, facts: Facts, rows: Rows) -> None:
    zeros = [
        (indicator, year, no)
        for (indicator, level, year), figures in facts.figures.items()
        for no, figure in figures.items()
        if level == "rode" and figure.value == 0 and indicator == "residents"
    ]
    assert zeros, "roder where nobody lives have 0 residents, which is known"
    nobody = {no for indicator, year, no in zeros if year == 2013}
    found = {row["id"]: row for row in rows("/kort/tilknytning.csv?niveau=rode")}
    for no in nobody:
        assert found[f"roder/{no}"]["people"] == "0"
        assert found[f"roder/{no}"]["value"] == ""


def test_a_district_that_lacks_roder_in_a_year_says_so(page: Page) -> None:
    assert "2012" in said(page("/kort/tilknytning?aar=2012").main)
    assert "mangler ni roder i Indre By" in said(page("/kort/tilknytning?aar=2012").main)


def test_a_rode_is_said_to_be_a_neighbourhood_and_no_department(page: Page) -> None:
    text = said(page("/kort/tilknytning?niveau=rode").select_one(".legend"))
    assert "beskriver et nabolag, ikke en afdeling" in text


def test_the_direction_is_said_neutrally(page: Page) -> None:
    assert "højere = flere med tilknytning" in said(page("/kort/tilknytning").select_one(".legend"))


def test_amager_is_weighed_together_and_is_no_district(page: Page) -> None:
    soup = page("/kort/tilknytning?sted=amager")
    table = cells_of(soup)
    assert 82.68 < float(first(table["Amager"]).replace(",", ".")) < 83.92
    assert "Amager er ikke en bydel" in said(soup.select_one("#sted"))


def test_a_change_of_measure_goes_back_to_a_year_it_has(page: Page) -> None:
    soup = page("/kort/indkomst?maal=disposable_income&aar=2002")
    for link in soup.select("nav.switch a"):
        page(link["href"])


def test_only_the_statistics_that_are_shown_are_themes(facts: Facts) -> None:
    for row in facts.indicators:
        assert row.theme in (*THEMES, "beboere", "befolkning", ""), row.theme


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("form", ["/kort/{}", "/embed/kort/{}", "/figur/{}.svg", "/kort/{}.html"])
@pytest.mark.parametrize("query", ["", "?sammenlign=almene"])
def test_every_form_says_that_a_districts_figure_is_not_that_of_a_plan_area(
    client: FlaskClient, theme: str, form: str, query: str
) -> None:
    text = client.get(form.format(theme) + query).get_data(as_text=True)
    said_plainly = " ".join(BeautifulSoup(text, "html5lib").get_text(" ").split())
    scope = "De siger ikke noget om en boligafdelings eller et planområdes egne beboere."
    note = "En bydels gennemsnit siger ikke noget om et planområde i bydelen."
    assert (note if form.startswith("/embed") else scope) in said_plainly
    assert ("roder med mange almene boliger" in said_plainly.casefold()) == bool(query) or form.startswith("/kort")


@pytest.mark.parametrize("niveau", ["bydel", "rode"])
def test_the_map_itself_notes_that_a_district_says_nothing_of_a_plan_area(page: Page, niveau: str) -> None:
    text = said(page(f"/kort/uddannelse?niveau={niveau}").select_one(".legend"))
    assert "En bydels gennemsnit siger ikke noget om et planområde i bydelen." in text


def test_a_rode_with_a_department_in_it_says_that_its_figure_is_the_neighbourhoods(page: Page, facts: Facts) -> None:
    marks = values(page("/kort/tilknytning?niveau=rode"))["marks"]["roder"]
    about = "Tal for hele nabolaget, ikke for en boligafdeling"
    assert {no for no, share in facts.almene_shares.items() if share} == {
        int(no) for no, mark in marks.items() if about in mark["lines"]
    }


@pytest.mark.parametrize("level", ["bydel", "rode"])
def test_the_gap_and_the_ratio_of_the_csv_are_of_its_own_figures(rows: Rows, level: str) -> None:
    for against, key in (("", "city"), ("&sammenlign=almene", "almene_roder")):
        found = [row for row in rows(f"/kort/tilknytning.csv?niveau={level}{against}") if row[f"gap_to_{key}"]]
        assert len(found) > 9
        for row in found:
            value, other = float(row["value"]), float(row[key])
            assert float(row[f"gap_to_{key}"]) == pytest.approx(value - other, abs=1e-9)
            assert float(row[f"ratio_to_{key}"]) == pytest.approx(value / other, abs=0.005 + 1e-9)


def test_the_roder_with_much_non_profit_housing_are_the_same_of_official_and_of_our_own_statistics(
    official: Flask, page: Page
) -> None:
    theirs = official.test_client().get("/kort/uddannelse?sammenlign=almene").get_data(as_text=True)
    table = cells_of(page("/kort/uddannelse?sammenlign=almene"))
    assert cells_of(BeautifulSoup(theirs, "html5lib")) == table
    assert first(table["Roder med mange almene boliger, hele byen"]) == "36,89"  # computed by hand from the city's file


def test_disposable_income_is_held_against_the_city_alone(client: FlaskClient) -> None:
    assert client.get("/kort/indkomst?maal=disposable_income&sammenlign=almene").status_code == 404
    assert client.get("/kort/indkomst?sammenlign=almene").status_code == 200
