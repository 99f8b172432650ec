"""finansiering: what an amount is for; never divided, never added across, and a printed one never put right."""

import json
import re
from itertools import pairwise
from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from tests.webmap.conftest import Page, Rows, Soup, cells_of, said
from webmap.facts import Facts
from webmap.palette import AMOUNTS, SPAN

JOINT_YEARS = {2026: "2.100", 2027: "2.100", 2028: "2.100", 2029: "1.100"}
BOTH_PLANS = "Kommunens medfinansiering af de to planer, Nørrebro og Amager"
SHARING = ["Nørrebro", "Amager Øst", "Amager Vest"]
joint_years = pytest.mark.parametrize(("year", "amount"), JOINT_YEARS.items())


def values(soup: Soup) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(soup.select_one("#values").string)
    return read


def districts(soup: Soup) -> dict[str, dict[str, str]]:
    """The rows of the districts, without the documents' own sums beneath them."""
    return {name: row for name, row in cells_of(soup).items() if not name.startswith("Sum: ")}


def shown(page: Page, year: int, **more: str) -> Soup:
    return page("/kort/finansiering?" + "&".join([f"aar={year}", *(f"{key}={value}" for key, value in more.items())]))


@joint_years
def test_the_joint_amount_is_one_amount_in_one_colour_with_one_label(page: Page, year: int, amount: str) -> None:
    drawn = values(shown(page, year))
    labels = [label for label in drawn["labels"] if label["kind"] == "value"]
    assert [label["at"] for label in labels] == ["subject/medfinansiering-2026"]
    assert f"{amount} t.kr." in labels[0]["lines"][0]
    assert {mark["fill"] for mark in drawn["marks"]["departments"].values()} == {AMOUNTS[0].paint}
    assert len(drawn["marks"]["departments"]) == 34


@joint_years
def test_everybody_who_shares_it_is_told_the_same_whole_amount(page: Page, year: int, amount: str) -> None:
    for name, row in districts(shown(page, year)).items():
        whole = row["Samlet beløb, bydelen har del i"]
        assert whole == (f"{amount} t.kr. ({year})" if name in SHARING else "ikke oplyst")


@pytest.mark.parametrize("year", range(2019, 2030))
def test_no_district_has_an_amount_of_its_own(page: Page, rows: Rows, year: int) -> None:
    for row in cells_of(shown(page, year)).values():
        assert row["Bydelens eget beløb"] in ("ikke oplyst", "ikke fordelt på bydele")
        assert row["Afstand til byen"] == "kan ikke beregnes"
    assert {row["value"] for row in rows(f"/kort/finansiering.csv?aar={year}")} == {""}


@pytest.mark.parametrize("year", JOINT_YEARS)
def test_no_figure_of_a_division_stands_anywhere(page: Page, year: int) -> None:
    for split in ("3.000", "4.400", "3,0 mio", "4,4 mio", "3.700 t.kr", "1.050"):
        assert split not in said(shown(page, year).main)
    assert "dokumenterne fordeler det ikke" in said(shown(page, year).select_one(".lead"))


@pytest.mark.parametrize("year", JOINT_YEARS)
def test_the_support_of_five_plans_is_never_put_on_two(page: Page, year: int) -> None:
    soup = shown(page, year)
    drawn = json.dumps(values(soup)["marks"], ensure_ascii=False) + json.dumps(values(soup)["labels"])
    for amount in ("5.144", "1.654", "182", "5,1"):
        assert f"{amount} t.kr" not in drawn and f"{amount} mio" not in drawn
        assert f"{amount} t.kr" not in " ".join(said(body) for body in soup.select("#tabel tbody"))
        assert f"{amount} t.kr" not in " ".join(said(key) for key in soup.select(".classes li:has(svg)"))
    note = next(said(one) for one in soup.select(".legend .note") if "alle fem planer" in said(one))
    assert note.startswith("Ikke på kortet, fordi dokumentet ikke navngiver planerne")


def test_the_printed_sum_of_2029_stands_beside_the_computed(page: Page) -> None:
    soup = shown(page, 2029)
    lead = said(soup.select_one(".lead"))
    assert "går ikke op: trykt 3.734 t.kr., beregnet 2.754 t.kr. (1.100 + 1.654 = 2.754; 2026 p/l, budgetnotat)" in lead
    assert "Trykt er 980 t.kr. højere" in lead
    ledger = cells_of(soup, "#tm021-tabel-1")
    assert ledger["Udgifter i alt, trykt"]["2029"] == "3.734"
    assert ledger["Udgifter i alt, beregnet"]["2029"] == "2.754"
    computed = soup.select_one("#tm021-tabel-1 tr.computed td.differs:nth-of-type(5)")
    assert said(computed) == "2.754 (trykt er 980 højere)"


def test_asked_for_the_computed_sums_they_stand_first_with_the_printed_beside(page: Page) -> None:
    soup = shown(page, 2029, tal="beregnet")
    assert "»Udgifter i alt« i 2029: 2.754 t.kr. (beregnet: 1.100 + 1.654 = 2.754; trykt 3.734 t.kr." in said(
        soup.select_one(".lead")
    )
    keys = [said(one) for one in soup.select(".classes li")]
    assert any(
        key.endswith("»Udgifter i alt« (2026 p/l, budgetnotat): 2.754 t.kr. (beregnet; trykt 3.734 t.kr.)")
        for key in keys
    )
    foot = cells_of(soup)["Sum: TM021, tabel 1, »Udgifter i alt«"]
    assert foot["Samlet beløb, bydelen har del i"] == "2.754 t.kr. (beregnet; trykt 3.734 t.kr.)"
    assert [name for name in cells_of(soup, "#tm021-tabel-1") if name.startswith("Udgifter")] == [
        "Udgifter i alt, beregnet",
        "Udgifter i alt, trykt",
    ]


@pytest.mark.parametrize(("figures", "first"), [("trykt", "3.734 t.kr. (trykt; beregnet 2.754 t.kr.)"),
                                                ("beregnet", "2.754 t.kr. (beregnet; trykt 3.734 t.kr.)")])  # fmt: skip
@pytest.mark.parametrize("path", ["/kort/finansiering", "/embed/kort/finansiering", "/kort/finansiering.html"])
def test_every_form_of_the_map_has_both_figures_and_says_which_is_first(
    client: FlaskClient, path: str, figures: str, first: str
) -> None:
    soup = BeautifulSoup(client.get(f"{path}?aar=2029&tal={figures}").get_data(as_text=True), "html.parser")
    assert first in said(soup.select_one("#tabel")) and first in said(soup.select_one(".legend"))
    assert f"budgetår 2029 (summer som {figures})" in said(soup.select_one("figcaption"))


@pytest.mark.parametrize("figures", ["trykt", "beregnet"])
def test_the_figure_the_csv_and_the_geojson_have_both_and_say_which_is_first(
    client: FlaskClient, rows: Rows, figures: str
) -> None:
    query = f"aar=2029&tal={figures}"
    first, beside = ("3.734", "2.754") if figures == "trykt" else ("2.754", "3.734")
    picture = BeautifulSoup(client.get(f"/figur/finansiering.svg?{query}").get_data(as_text=True), "html.parser")
    told = said(picture)
    assert f"(summer som {figures})" in told
    assert told.index(f"{first} t.kr. ({figures}") < told.index(f"{beside} t.kr.)")
    (row,) = [row for row in rows(f"/kort/finansiering.csv?{query}") if row["id"] == "totals/tm021/tabel-1/i-alt/2029"]
    assert row["joint_amount"].startswith(f"{first} t.kr. ({figures}") and beside in row["joint_amount"]
    assert row["title"].endswith(f"(summer som {figures})")
    whole = json.loads(client.get(f"/kort/finansiering.geojson?{query}").get_data(as_text=True))
    assert any("3.734" in text and "2.754" in text for text in whole["summary"])
    assert whole["title"].endswith(f"(summer som {figures})")


def test_the_address_says_which_figures_and_leaves_the_printed_unsaid(page: Page) -> None:
    links = [link["href"] for link in shown(page, 2029).select(".choices nav.switch a")]
    assert links == ["/kort/finansiering?aar=2029", "/kort/finansiering?aar=2029&tal=beregnet"]


def test_no_printed_figure_is_gone_when_the_computed_are_asked_for(page: Page, facts: Facts) -> None:
    soup = shown(page, 2026, tal="beregnet")
    for row in facts.funding:
        if row.table:
            assert row.printed in said(soup.select_one(f"#{row.table.replace('/', '-')}")), row.key


def test_a_sum_that_adds_up_is_not_marked_as_differing(page: Page) -> None:
    cells = shown(page, 2026).select("#tm021-tabel-2 tr.computed td")
    assert cells and not [cell for cell in cells if "differs" in cell["class"]]


def test_each_printed_cell_stands_as_printed(page: Page, facts: Facts) -> None:
    soup = shown(page, 2026)
    for row in facts.funding:
        if row.table:
            assert row.printed in said(soup.select_one(f"#{row.table.replace('/', '-')}")), row.key
        else:
            assert row.printed in said(soup.select_one("#beloeb")), row.key


@pytest.mark.parametrize("year", range(2022, 2030))
def test_price_level_and_stage_stand_with_every_amount(page: Page, year: int) -> None:
    soup = shown(page, year)
    basis = re.compile(
        r"(2026 p/l|løbende p/l|prisniveau ikke oplyst), (budgetnotat|aftale|indstilling|tidligere afsat)"
    )
    told = [said(one) for one in soup.select(".lead .summary, .classes li, .legend .note")]
    told += [
        line for marks in values(soup)["marks"].values() for mark in marks.values() for line in mark.get("lines", [])
    ]
    amounts = [text for text in told if re.search(r"\d (t\.|mio\. )kr", text)]
    assert amounts
    assert [text for text in amounts if not basis.search(text)] == []
    for row in cells_of(soup).values():
        assert (row["Prisniveau"] == "ikke oplyst") == (row["Trin"] == "ikke oplyst")
    for row in cells_of(soup, "#beloeb").values():
        assert row["Prisniveau"] and row["Trin"]
    for table in soup.select("table[id^=tm021]"):
        assert basis.search(said(table.caption))


def test_no_sum_is_made_across_price_levels_or_stages(page: Page, facts: Facts) -> None:
    text = said(shown(page, 2026).main)
    by_basis: dict[tuple[str | None, str], int] = {}
    for row in facts.funding:
        if (
            row.year_from == row.year_to == 2026
            and not row.is_total
            and row.table in ("tm021/tabel-1", "tm021/tabel-2")
        ):
            key = row.price_level, row.stage
            by_basis[key] = by_basis.get(key, 0) + row.amount_kr // 1000
    assert by_basis == {("2026 p/l", "budgetnotat"): 2282, ("løbende p/l", "tidligere afsat"): 2176}
    assert "4.458" not in text  # 2.282 + 2.176
    assert "lægges ikke sammen" in text


def test_each_table_is_of_one_price_level_and_one_stage(facts: Facts) -> None:
    cells = sorted((row for row in facts.funding if row.table), key=lambda row: row.table or "")
    for one, next_one in pairwise(cells):
        if one.table == next_one.table:
            assert (one.price_level, one.stage) == (next_one.price_level, next_one.stage)


def test_a_plan_has_its_own_figure_only_where_one_is_printed(page: Page, facts: Facts) -> None:
    own = {subject.plan_ids for subject in facts.funding_subjects.values() if len(subject.plan_ids) == 1}
    assert own == {("amager-2022",), ("mimerskvarteret-2022",)}
    soup = shown(page, 2023)
    lead = said(soup.select_one(".lead"))
    assert "31,2 mio. kr. for hele perioden 2022–2025" in lead
    assert "Beløbet er ikke fordelt på år" in lead
    labels = [" ".join(label["lines"]) for label in values(soup)["labels"] if label["kind"] == "value"]
    assert any(text.startswith("31,2 mio. kr.") for text in labels)
    assert {mark["fill"] for mark in values(soup)["marks"]["bydele"].values()} >= {SPAN.paint}


def test_a_span_is_never_divided_by_its_years(page: Page) -> None:
    assert "7,8" not in said(shown(page, 2023).main)  # 31,2 over four years


@pytest.mark.parametrize("year", [2019, 2020, 2021])
def test_a_year_without_an_amount_for_a_plan_is_offered_as_empty_and_says_so(page: Page, year: int) -> None:
    soup = shown(page, year)
    assert soup.select_one(".years a.empty[aria-current]").get_text().startswith(str(year))
    assert f"intet beløb for {year}" in said(soup.select_one(".lead"))


@pytest.mark.parametrize(("year", "has"), [(2026, True), (2020, False)])
def test_amager_is_said_to_be_no_district_and_nothing_is_added_for_it(page: Page, year: int, has: bool) -> None:
    box = said(shown(page, year, sted="amager").select_one("#sted"))
    assert "Amager er ikke en bydel" in box
    assert "lagt sammen" not in box
    assert ("2.100 t.kr." in box) is has
    assert ("intet beløb for Amager i 2020" in box) is not has


def test_amounts_in_csv_stand_as_printed_with_their_basis(rows: Rows) -> None:
    found = {row["place"]: row for row in rows("/kort/finansiering.csv?aar=2029")}
    assert found["Nørrebro"]["joint_amount"] == "1.100 t.kr. (2029)"
    assert (found["Nørrebro"]["price_level"], found["Nørrebro"]["stage"]) == ("2026 p/l", "budgetnotat")
    assert found["Valby"]["joint_amount"] == "" and "joint_amount: ikke oplyst" in found["Valby"]["missing"]
