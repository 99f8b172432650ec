"""daekning: its numbers, its words, its links."""

import json
import re
from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from tests.builders import a_period, a_plan, a_source
from tests.webmap.conftest import Page, Soup, cells_of
from webmap.catalogues import languages
from webmap.facts import YEARS, Facts
from webmap.themes import coverage_words as words
from webmap.themes.coverage_view import view


def figures(soup: Soup) -> dict[str, list[str]]:
    """district -> the cells of its row in the table."""
    rows = soup.select("#tabel tbody tr")
    return {row.th.a.get_text(): [" ".join(cell.get_text().split()) for cell in row.find_all("td")] for row in rows}


def test_the_table_holds_the_figures_of_2026(page: Page) -> None:
    table = cells_of(page("/"))
    assert list(table["Nørrebro"].items()) == [
        ("Boliger i plan", "3.357"),
        ("Almene boliger", "9.565"),
        ("Andel, mindst", "mindst 35,1 %"),
        ("Hele byen", "ca. 34 %"),
        ("Afstand til byen", "mindst ca. 1 procentpoint over"),
        ("Andel af familie- og ungdomsboliger", "mindst 39,4 %"),
        ("Afdelinger i plan", "13 af 67"),
    ]
    assert list(table["Amager Vest"].values())[:3] == ["3.265", "8.954", "mindst 36,5 %"]
    assert list(table["Amager Øst"].values())[:3] == ["1.252", "5.654", "mindst 22,1 %"]
    assert list(table["Valby"].values()) == [
        "ikke oplyst",
        "6.854",
        "ikke oplyst",
        "ca. 34 %",
        "kan ikke beregnes",
        "ikke oplyst",
        "ikke oplyst af 54",
    ]


def test_ten_districts_and_one_area_group_stand_in_the_table(page: Page) -> None:
    soup = page("/")
    assert len(figures(soup)) == 11
    assert [row["data-place"] for row in soup.select("#tabel tbody.groups tr")] == ["amager"]


def test_amager_is_the_sum_of_its_two_districts_and_is_called_no_district(page: Page) -> None:
    soup = page("/kort/daekning?sted=amager")
    assert figures(soup)["Amager"][:2] == ["4.517", "14.608"]
    assert "Amager er ikke en bydel" in soup.select_one("#sted").get_text()


def test_the_line_above_the_map_counts_plans_and_homes_against_the_documents(page: Page) -> None:
    summary = " ".join(one.get_text() for one in page("/").select(".summary"))
    assert "to af de fem boligsociale helhedsplaner, som TM021 opgør" in summary
    assert "godkendt politisk og af beboerne, fremgår ikke af kilderne" in summary
    assert "mindst 7.874 af de ca. 22.500 boliger" in summary


def test_the_comparator_is_the_documents_own_count_and_named(page: Page) -> None:
    comparator = page("/").select_one(".comparator").get_text()
    assert "de fem aktuelle planer, som TM021 opgør dem (Budget 2026)" in comparator
    assert "ca. 34\u00a0%" in comparator
    assert "22.500 af de 65.741" in comparator


def test_the_comparator_does_not_move_with_what_is_drawn(page: Page) -> None:
    drawn, other = page("/"), page("/kort/daekning?aar=2029")
    assert drawn.select_one("#tabel tfoot").get_text() == other.select_one("#tabel tfoot").get_text()


def test_a_year_whose_plans_the_documents_do_not_count_has_no_comparator(page: Page) -> None:
    assert not page("/kort/daekning?aar=2018").select("#tabel tfoot, .comparator")


def test_a_year_without_plans_shows_every_district_as_not_stated(page: Page) -> None:
    table = figures(page("/kort/daekning?aar=2016"))
    assert {cells[0] for cells in table.values()} == {"ikke oplyst"}
    assert not [cells for cells in table.values() if "0 %" in " ".join(cells)]


def test_in_2029_only_amager_is_covered_by_default(page: Page) -> None:
    table = figures(page("/kort/daekning?aar=2029"))
    assert table["Amager Vest"][0] == "3.265"
    assert table["Nørrebro"][0] == "ikke oplyst"


def test_the_agreements_dates_end_noerrebro_before_31_december_2028(page: Page) -> None:
    assert figures(page("/kort/daekning?aar=2028"))["Nørrebro"][0] == "3.357"
    assert figures(page("/kort/daekning?aar=2028&periode=aftalen"))["Nørrebro"][0] == "ikke oplyst"
    assert figures(page("/kort/daekning?aar=2029&periode=aftalen"))["Amager Vest"][0] == "ikke oplyst"


def test_periods_that_disagree_are_said_to(page: Page) -> None:
    cards = page("/").select(".card")
    assert len(cards) == 2
    for card, ends in zip(
        cards, (("31. december 2028", "1. januar 2028"), ("31. december 2029", "1. januar 2029")), strict=True
    ):
        text = card.get_text().replace("\u00a0", " ")
        assert "kilderne er uenige" in text
        assert all(end in text for end in ends)


def test_the_plans_are_financed_and_not_called_approved(page: Page) -> None:
    for card in page("/").select(".card"):
        assert card.dd.get_text().startswith("finansieret")


def test_a_plan_past_its_last_day_is_expired_and_no_longer_drawn(page: Page) -> None:
    assert len(page("/kort/daekning?aar=2029").select(".card")) == 1
    states = cells_of(page("/kort/plan?aar=2029"), "#alle-planer")
    assert states["Boligsocial helhedsplan Nørrebro"]["Tilstand"] == "udløbet"
    assert states["Boligsocial helhedsplan Amager"]["Tilstand"] == "finansieret"


def test_organisations_known_through_a_predecessor_are_marked_as_assumed(page: Page) -> None:
    for card in page("/").select(".card"):
        assert "antaget" in card.select("dd")[-1].get_text()


def test_organisations_are_those_of_the_placed_departments(page: Page) -> None:
    noerrebro = page("/").select(".card")[0].select("dd")[-1].get_text()
    assert {"fsb", "Boligselskabet AKB, København", "Boligforeningen AAB"} <= {
        name.strip() for name in re.split(r", (?!K)| og |\n|udledt", noerrebro)
    }


def test_a_disputed_figure_is_marked_where_the_readings_differ(page: Page) -> None:
    soup = page("/kort/daekning?aar=2028")
    assert "tallet for Nørrebro afhænger af" in soup.select_one(".lead").get_text()
    assert "uenige" not in page("/").select_one(".lead").get_text()
    values = json.loads(soup.select_one("#values").string)
    marks = values["marks"]["bydele"]
    assert [number for number, mark in marks.items() if mark["outline"] == "disputed"] == ["3"]
    label = next(label for label in values["labels"] if label["at"] == "bydel/3")
    assert label["lines"][-1] == "kilderne er uenige"
    assert "kilderne er uenige om perioden" in soup.select_one(".legend").get_text()


def test_homes_that_rest_on_an_assumed_placement_are_told(page: Page) -> None:
    text = page("/kort/daekning?sted=amager-oest").select_one("#sted").get_text()
    assert "Heraf hviler 268 boliger på en antagelse" in text


def test_before_the_first_plan_the_page_says_the_register_is_at_fault(page: Page) -> None:
    text = page("/kort/daekning?aar=2016&sted=noerrebro").select_one(".lead").get_text()
    assert "det betyder ikke, at der ingen planer var" in text
    assert "Registret omfatter ikke planer, der løb den 31. december 2016; derfor er andelen ikke oplyst" in text


def test_the_map_itself_carries_its_date_and_sources(page: Page) -> None:
    figure = page("/kort/daekning?aar=2027").select_one("figure")
    assert "31. december 2027" in figure.figcaption.get_text()
    assert "CC BY 4.0" in figure.select_one(".map-source").get_text()


def test_homes_are_dated_as_the_layer_is_and_not_as_the_map(page: Page) -> None:
    assert "Boligtal fra kommunens kortlag pr. 29. maj 2025" in page("/kort/daekning?aar=2028").caption.get_text()


def test_what_is_in_the_total_and_in_no_district_is_said(page: Page) -> None:
    assert "12 boliger i afdelingen På Sporet" in page("/").get_text()


def test_the_list_shows_every_listed_name_and_how_it_was_placed(page: Page) -> None:
    rows = page("/").select("table.list tbody tr")
    assert len(rows) == 36
    assert all(row.select_one("td:nth-of-type(4), td:last-of-type").get_text().strip() for row in rows)
    portugalsgade = next(row for row in rows if row.th.get_text().strip() == "Portugalsgade")
    assert "ikke placeret" in portugalsgade.get_text()
    assert "153-176" in portugalsgade.get_text()


def test_every_map_of_departments_says_how_many_names_are_placed(page: Page) -> None:
    for path in ("/", "/kort/daekning?niveau=afdeling"):
        assert (
            "35 af 36 nævnte navne er placeret; Portugalsgade mangler." in page(path).select_one(".legend").get_text()
        )


def test_the_legend_reads_as_a_sentence_with_the_date(page: Page) -> None:
    legend = page("/kort/daekning?aar=2027").select_one(".legend").get_text()
    assert "pr. 31. december 2027." in legend
    assert "afdelinger ikke oplyst i kilderne" in legend


def test_every_listed_name_links_to_its_document_and_line(page: Page) -> None:
    soup = page("/")
    for row in soup.select("table.list tbody tr"):
        assert re.fullmatch(r"TM021, side 1, linje 21[2-8]", row.select_one("a.cite").get_text())


def test_the_front_page_names_its_canonical_address(page: Page) -> None:
    assert page("/").select_one("link[rel=canonical]")["href"] == "/kort/daekning"


def test_state_is_in_the_url_and_survives_a_change_of_year(page: Page) -> None:
    soup = page("/kort/daekning?niveau=afdeling&sted=noerrebro&periode=aftalen")
    link = next(a for a in soup.select(".years a") if a.get_text().startswith("2027"))
    assert link["href"] == "/kort/daekning?aar=2027&periode=aftalen&niveau=afdeling&sted=noerrebro"


@pytest.mark.parametrize("year", YEARS)
def test_every_year_and_reading_is_a_good_page(page: Page, year: int) -> None:
    for reading in ("udledt", "aftalen"):
        soup = page(f"/kort/daekning?aar={year}&periode={reading}")
        assert soup.select_one(".years a[aria-current]").get_text().startswith(str(year))


def test_every_place_has_a_page(page: Page) -> None:
    for row in page("/").select("#tabel tbody tr"):
        soup = page(row.th.a["href"])
        assert soup.select_one("#sted h2").get_text() == row.th.a.get_text()
        assert soup.title.get_text().startswith(row.th.a.get_text())


def test_no_table_has_a_rank(page: Page) -> None:
    assert [row.th.a.get_text() for row in page("/").select("#tabel tbody tr")][:3] == [
        "Indre By",
        "Østerbro",
        "Nørrebro",
    ]


def test_a_page_comes_compressed_and_is_not_sent_twice(client: FlaskClient) -> None:
    first = client.get("/", headers={"Accept-Encoding": "gzip"})
    assert first.headers["Content-Encoding"] == "gzip"
    again = client.get("/", headers={"Accept-Encoding": "gzip", "If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_a_reader_who_takes_no_gzip_gets_text(client: FlaskClient) -> None:
    answer = client.get("/", headers={"Accept-Encoding": "identity"})
    assert "Content-Encoding" not in answer.headers
    assert answer.data.startswith(b"<!doctype html>")


# A plan of another paper that runs in the year of the count


def with_another_plan(facts: Facts) -> Facts:
    source = a_source("andet", document_id="udmoentning-2026")
    plan = a_plan("valby-2026", name="Boligsocial helhedsplan Valby", place="Valby", source=source)
    period = a_period("valby-2026", "2026-01-01", "2029-12-31", source=source)
    return replace(facts, plans=[*facts.plans, plan], periods=[*facts.periods, period])


def test_a_plan_of_another_paper_leaves_the_count_of_the_year_and_the_city_as_they_were(facts: Facts) -> None:
    lang = languages()["da"]
    plain, more = view(facts, 2026, "default"), view(with_another_plan(facts), 2026, "default")
    assert words.summary(lang, more)[0] == words.summary(lang, plain)[0]
    assert words.comparator(lang, more) == words.comparator(lang, plain) is not None


def test_a_plan_of_another_paper_is_not_said_to_be_one_of_those_counted(facts: Facts) -> None:
    told = [one.text for one in words.summary(languages()["da"], view(with_another_plan(facts), 2026, "default"))]
    assert "Andre dokumenter navngiver 1 plan mere, der løber: Valby. Om TM021 tæller den med, er ikke oplyst." in told


def test_in_another_year_the_plans_of_several_papers_are_not_held_against_one_paper_s_count(facts: Facts) -> None:
    assert words.comparator(languages()["da"], view(with_another_plan(facts), 2027, "default")) is None
