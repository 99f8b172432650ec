"""plan and lister: which plans run, what came before and after, and outlines that are no verdict."""

import json

import pytest

from tests.webmap.conftest import Page, cells_of, said
from webmap.facts import Facts
from webmap.palette import GROUND, UNKNOWN


def test_the_departments_and_homes_of_2026_stand_by_district(page: Page) -> None:
    table = cells_of(page("/kort/plan"))
    counts = {name: (row["Kendte afdelinger i plan"], row["Almene boliger i dem"]) for name, row in table.items()}
    assert counts["Nørrebro"] == ("13", "3.357")
    assert counts["Amager Vest"] == ("14", "3.265")
    assert counts["Amager Øst"] == ("7", "1.252")
    assert counts["Valby"] == ("ikke oplyst", "ikke oplyst")


def test_a_district_for_which_no_department_is_known_is_never_a_zero(page: Page) -> None:
    for year in (2014, 2018, 2022, 2026, 2029):
        for row in cells_of(page(f"/kort/plan?aar={year}")).values():
            assert "0" not in row.values()


def test_a_plan_without_known_departments_is_hatched_in_its_district(page: Page) -> None:
    soup = page("/kort/plan?aar=2018")
    marks = json.loads(soup.select_one("#values").string)["marks"]["bydele"]
    hatched = {mark["lines"][0] for mark in marks.values() if mark["fill"] == UNKNOWN.paint}
    assert {"Bispebjerg", "Valby", "Vesterbro-Kongens Enghave"} <= hatched
    assert "ingen kendte afdelinger; planer, som dokumenterne ikke navngiver, kan ligge her" in said(
        soup.select_one(".legend")
    )


def test_every_plan_of_the_register_stands_in_the_table_of_plans(page: Page, facts: Facts) -> None:
    text = said(page("/kort/plan").select_one("#alle-planer"))
    for plan in facts.plans:
        assert plan.name in text


def test_what_followed_a_plan_stands_with_it(page: Page) -> None:
    soup = page("/kort/plan")
    row = next(row for row in soup.select("#alle-planer tbody tr") if "Amager 2022-2025" in said(row.th))
    assert "Amagerbro" in said(row) and "Partnerskabet" in said(row) and "1. januar 2022" in said(row)


def test_every_plan_has_a_pattern_in_the_legend_that_the_map_uses(page: Page) -> None:
    soup = page("/kort/plan")
    drawn = {mark["fill"] for mark in json.loads(soup.select_one("#values").string)["marks"]["departments"].values()}
    legend = {rect["fill"] for rect in soup.select(".classes rect")}
    assert drawn <= legend


def test_the_pattern_of_every_sample_is_defined_on_the_page(page: Page, facts: Facts) -> None:
    for path in ("/kort/plan?aar=2018", "/kort/finansiering?aar=2023", "/kort/daekning", "/embed/kort/plan"):
        soup = page(path)
        used = {rect["fill"] for rect in soup.select("rect[fill^=url]")}
        assert used <= {f"url(#{pattern['id']})" for pattern in soup.find_all("pattern")}


def test_a_place_on_the_list_is_an_outline_and_never_a_fill(page: Page) -> None:
    marks = json.loads(page("/kort/lister").select_one("#values").string)["marks"]
    assert marks["departments"]
    assert {(mark["fill"], mark["outline"]) for mark in marks["departments"].values()} == {("none", "list")}
    assert {mark["fill"] for mark in marks["bydele"].values()} == {GROUND.paint}


def test_the_list_says_that_its_date_is_not_stated_and_that_it_is_not_whole(page: Page) -> None:
    soup = page("/kort/lister")
    assert "dato ikke oplyst" in said(soup.figcaption)
    assert "Et sted uden omrids kan godt stå på listen" in said(soup.select_one(".lead"))
    assert {row["Pr."] for row in cells_of(soup).values()} == {"ikke oplyst"}


@pytest.mark.parametrize("name", ["Blågården", "Gullandsgården", "Hørgården", "Lundtoftegade", "Remisevængerne"])
def test_each_place_the_document_names_has_its_departments(page: Page, name: str) -> None:
    row = cells_of(page("/kort/lister"))[name]
    assert row["Liste"] == "på statens liste over forebyggelsesområder"
    assert row["Afdelinger (antaget)"] != "ikke oplyst"


def test_a_district_without_a_named_place_is_not_said_to_have_none(page: Page) -> None:
    table = cells_of(page("/kort/lister"), "#tabel-bydele")
    assert table["Nørrebro"]["Nævnte steder"] == "2"
    assert table["Amager Vest"]["Nævnte steder"] == "3"
    assert table["Valby"]["Nævnte steder"] == "ikke oplyst"
