"""Two different measures never meet: what documents print of a plan's area, and the city's statistics of roder."""

import json
import re
from dataclasses import replace

import pytest

from tests.webmap.addresses import PREFIXES, maps
from tests.webmap.conftest import Page, Soup, cells_of, said
from webmap.catalogues import languages as known_languages
from webmap.facts import Facts
from webmap.state import State
from webmap.themes import THEMES

STATISTICS = ("/kort/tilknytning", "/kort/uddannelse", "/kort/indkomst")
AREAS = "/kort/planomraader"
# 23 % against 8,3 % and 24 % against 6,4 %, as either language writes them, at the end of a number and of a word
PRINTED = re.compile(r"(?<![\d.,])(?:23|24|8[.,]3|6[.,]4)\s?%")
OWN_WORDS = re.compile(r"18-(29|64)-årige|People aged 18-(29|64)|arbejdsmarkedet eller uddannelse", re.IGNORECASE)
ATTACHMENT = re.compile(
    r"tilknytning til arbejdsmarkedet,|attachment to the labour market,|16[-–]6[46]|82[.,]61|21[.,]26", re.IGNORECASE
)
languages = pytest.mark.parametrize("prefix", PREFIXES)


def everything(soup: Soup) -> str:
    """All that a page says, on the map too; the navigation between themes and the address bar are not part of it."""
    return said(soup.main) + " " + str(soup.select_one("#values").string)


@languages
def test_the_documents_figures_stand_on_no_page_of_statistics(page: Page, facts: Facts, prefix: str) -> None:
    for path in (path for path in maps(facts) if path.startswith(STATISTICS)):
        soup = page(f"{prefix}{path}")
        rows = {text for row in cells_of(soup).values() for text in row.values()}  # a rode may have 24,00 %, not 24 %
        assert not [text for text in rows if PRINTED.fullmatch(text)]
        assert not PRINTED.search(everything(soup)), path
        assert not OWN_WORDS.search(everything(soup)), path


@languages
def test_the_statistics_stand_on_no_page_of_plan_areas(page: Page, facts: Facts, prefix: str) -> None:
    for path in (path for path in maps(facts) if path.startswith(AREAS)):
        assert not ATTACHMENT.search(everything(page(f"{prefix}{path}"))), path


@languages
def test_no_other_page_tells_either(page: Page, facts: Facts, prefix: str) -> None:
    for path in (path for path in maps(facts) if not path.startswith((*STATISTICS, AREAS))):
        text = everything(page(f"{prefix}{path}"))
        assert not OWN_WORDS.search(text) and not ATTACHMENT.search(text), path


@languages
def test_no_sentence_or_row_of_the_sources_holds_both(page: Page, prefix: str) -> None:
    soup = page(f"{prefix}/kilder")
    for part in soup.select("p, li, tr, dd, caption"):
        text = said(part)
        assert not (OWN_WORDS.search(text) and ATTACHMENT.search(text)), text


@languages
def test_a_plan_area_has_its_plans_colour_and_no_step_of_a_scale(page: Page, prefix: str) -> None:
    drawn = json.loads(page(f"{prefix}{AREAS}").select_one("#values").string)["marks"]
    scale = json.loads(page(f"{prefix}/kort/tilknytning").select_one("#values").string)["marks"]["bydele"]
    steps = {mark["fill"] for mark in scale.values()}
    assert not steps & {mark["fill"] for layer in drawn.values() for mark in layer.values()}


def test_no_district_is_painted_with_a_plan_areas_figure(page: Page) -> None:
    for measure in ("basic_education_only", "outside_work_and_education"):
        drawn = json.loads(page(f"{AREAS}?maal={measure}").select_one("#values").string)["marks"]["bydele"]
        assert len({mark["fill"] for mark in drawn.values()}) == 1
        assert not [mark for mark in drawn.values() if "%" in " ".join(mark["lines"])]


def test_the_gap_of_a_plan_area_is_to_the_documents_own_city_figure(page: Page) -> None:
    rows = page(AREAS).select("#tabel tbody tr")
    found = {(said(row.th), said(row.td)): [said(cell) for cell in row.find_all("td")] for row in rows}
    told = {key: tuple(cells[3:7]) for key, cells in found.items()}
    young = "18-29-årige med grundskolen som højeste uddannelse"
    adults = "18-64-årige uden tilknytning til arbejdsmarkedet eller uddannelse"
    assert told["Amager", young] == ("24 %", "6,4 %", "+17,6 procentpoint", "3,75")
    assert told["Nørrebro", adults] == ("23 %", "8,3 %", "+14,7 procentpoint", "2,77")
    assert told["Nørrebro", young] == ("ikke oplyst", "6,4 %", "kan ikke beregnes", "kan ikke beregnes")
    assert told["Amager", adults] == ("ikke oplyst", "8,3 %", "kan ikke beregnes", "kan ikke beregnes")


def test_a_plan_areas_figure_says_that_its_year_is_not_stated(page: Page) -> None:
    soup = page(AREAS)
    assert "året er ikke oplyst" in said(soup.figcaption)
    assert "kan ikke holdes op mod" in said(soup.select_one(".lead"))
    years = {said(row.find_all("td")[2]) for row in soup.select("#tabel tbody tr")}
    assert years == {"ikke oplyst"}


def test_a_plan_area_without_a_figure_is_hatched_and_named(page: Page) -> None:
    assert "planområdet Nørrebro: ikke oplyst" in said(page(AREAS).select_one(".legend"))


@pytest.mark.parametrize("measure", ["basic_education_only", "outside_work_and_education"])
def test_the_pace_to_2030_cannot_be_computed_and_it_is_said_what_is_missing(page: Page, measure: str) -> None:
    text = said(page(f"{AREAS}?maal={measure}").select_one(".legend"))
    assert "Tempoet frem mod 2030 for planområdet" in text and "kan ikke beregnes" in text
    missing = "Der mangler årstallet for målingen og en måling til efter samme definition fra et andet år."
    assert missing in text


def test_two_dated_figures_of_one_definition_would_have_a_pace(facts: Facts) -> None:
    theme, danish = THEMES["planomraader"], known_languages()["da"]
    row = facts.plan_area_figures[0]
    dated = [replace(row, key="a", year=2020), replace(row, key="b", year=2024, value_pct=20.0)]
    given = replace(facts, plan_area_figures=dated)
    state = State("planomraader", tuple((one.key, one.default) for one in theme.options(given, danish, {})))
    told = [note.text for note in theme.sheet(given, state, danish).notes]
    assert any("−2,27 procentpoint om året; fra 2020 til 2024 var det −1,00 procentpoint" in text for text in told)
