"""/regnestykket: every sum as printed and as computed; what holds, what is rounding, what does not hold, and why."""

import re
from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from geodata.model import Finding, Held
from tests.webmap.conftest import Page, Rows, Soup, cells_of, said
from webmap.catalogues import languages
from webmap.checks import checked
from webmap.facts import Facts
from webmap.ledger_sheet import as_rows, ledger_sheet

DANISH = languages()["da"]
PRINTED, COMPUTED = "/regnestykket", "/regnestykket?tal=beregnet"
both_ways = pytest.mark.parametrize("path", [PRINTED, COMPUTED])


def row_of(soup: Soup, name: str, table: str = "#fejl") -> dict[str, str]:
    return next(cells for found, cells in cells_of(soup, table).items() if name in found)


# ---- what the page says


def test_the_summary_counts_what_holds_what_is_rounding_and_what_does_not(page: Page, facts: Facts) -> None:
    every = checked(facts)
    count = {outcome: sum(one.outcome == outcome for one in every) for outcome in ("holds", "rounding", "error")}
    summary = said(page(PRINTED).select_one(".summary"))
    assert summary.startswith(
        f"{sum(count.values())} summer og tal er holdt op mod hinanden: {count['holds']} går op, "
    )
    assert f"{count['rounding']} afviger ved afrunding, og {count['error']} går ikke op." in summary


def test_the_sums_of_the_page_are_those_the_build_found_and_held(page: Page, facts: Facts) -> None:
    found = [row for row in facts.findings if row.sources and row.arithmetic]
    assert len(checked(facts)) == len(found) + len(facts.held)
    soup = page(PRINTED)
    shown = [len(soup.select(f"#{name} tbody tr")) for name in ("fejl", "afrunding", "uafklaret", "gaar-op")]
    assert sum(shown) == len(found) + len(facts.held)
    assert shown[-1] == len(facts.held) >= 30


def test_a_sum_that_does_not_hold_stands_printed_and_computed_with_its_difference(page: Page) -> None:
    row = row_of(page(PRINTED), "TM021, tabel 1: Udgifter i alt, 2029")
    assert (row["Trykt"], row["Beregnet"], row["Forskel"], row["Udfald"]) == ("3.734", "2.754", "+980", "går ikke op")
    assert row["Regnestykke"] == "1.100 + 1.654 = 2.754"
    assert row["Regel"] == "Summer i tabellerne"


def test_years_that_do_not_make_their_total_stand_too(page: Page) -> None:
    row = row_of(page(PRINTED), "TM021, tabel 1: Udgifter i alt, 2026–2029")
    assert (row["Trykt"], row["Beregnet"], row["Forskel"]) == ("12.544", "13.484", "−940")


def test_the_service_line_that_repeats_the_grand_total_is_found(page: Page) -> None:
    row = row_of(page(PRINTED), "TM021, tabel 3: Serviceudgifter i alt, 2026–2029")
    assert (row["Trykt"], row["Beregnet"]) == ("12.544", "5.144")


def test_rounding_is_called_rounding(page: Page) -> None:
    soup = page(PRINTED)
    row = row_of(soup, "Understøttelse", "#afrunding")
    assert {cells["Udfald"] for cells in cells_of(soup, "#afrunding").values()} == {"afrunding"}
    assert row["Trykt"] == "5,3" and row["Beregnet"] == "5,144"


def test_what_adds_up_is_said_to_add_up(page: Page) -> None:
    soup = page(PRINTED)
    held = cells_of(soup, "#gaar-op")
    assert {cells["Udfald"] for cells in held.values()} == {"går op"}
    sums = {name: cells for name, cells in held.items() if cells["Regel"] != "Mål mod måling"}
    assert {cells["Forskel"] for cells in sums.values()} == {"0"}
    assert any(name.startswith("TM021: ") for name in held), "an amount in prose that is its table's"
    assert {"1,1 = 0,5 + 0,6", "19 = 19", "578 + 631 + 371 = 1.580"} <= {row["Regnestykke"] for row in held.values()}
    assert not any("tabel 2" in name for name in cells_of(soup, "#fejl")), "table 2 adds up"


@both_ways
def test_every_printed_table_stands_cell_by_cell_and_each_figure_leads_to_its_line(
    page: Page, facts: Facts, path: str
) -> None:
    soup = page(path)
    for row in facts.funding:
        if row.table:
            links = soup.select(f'#{row.table.replace("/", "-")} a.figure[href="/kilder/funding/{row.key}"]')
            assert row.printed in [said(link) for link in links], row.key


def test_what_differs_is_marked_with_words_and_not_by_colour_alone(page: Page) -> None:
    for cell in page(PRINTED).select("section > .scroll td.differs"):
        row = cell.find_parent("tr")
        assert re.search(r"trykt er [\d.,]+ (højere|lavere)|går ikke op|afrunding", said(row))


# ---- which figure stands first


@both_ways
def test_both_figures_always_stand(page: Page, path: str) -> None:
    row = row_of(page(path), "TM021, tabel 1: Udgifter i alt, 2029")
    assert {row["Trykt"], row["Beregnet"]} == {"3.734", "2.754"}


def test_the_figure_that_was_asked_for_stands_first(page: Page) -> None:
    heads = [[said(cell) for cell in page(path).select("#fejl thead th")][1:3] for path in (PRINTED, COMPUTED)]
    assert heads == [["Trykt", "Beregnet"], ["Beregnet", "Trykt"]]
    for path, order in ((PRINTED, ["trykt", "beregnet"]), (COMPUTED, ["beregnet", "trykt"])):
        names = [said(cell) for cell in page(path).select("#tm021-tabel-1 tbody th")]
        assert [name.rpartition(", ")[2] for name in names if name.startswith("Udgifter i alt")] == order
        assert page(path).select_one(".switch a[aria-current]").get_text() == f"Som {order[0]}"
        assert f"summer som {order[0]}" in said(page(path).select_one("#fejl caption"))


def test_another_choice_is_404_with_the_two_there_are(page: Page) -> None:
    soup = page("/regnestykket?tal=rettet", 404)
    assert "Kortet kender ikke tallene »rettet«" in said(soup.main)
    assert [link["href"] for link in soup.select(".choose a")] == ["/regnestykket", "/regnestykket?tal=beregnet"]


# ---- findings of any kind


def finding(**changes: object) -> Finding:
    made = {
        "finding_id": "new-check/1", "check": "new-check", "severity": "error", "subject": "x/1",
        "message_da": "Noget stemmer ikke.", "message_en": "Something is off.", "printed": 182, "computed": 282,
        "arithmetic": "2 × 141 = 282", "sources": ("printed_counts/aktuelle-planer/planer",), **changes,
    }  # fmt: skip
    return Finding(**made)  # type: ignore[arg-type]


def test_a_check_nobody_has_named_yet_stands_under_its_own_name(facts: Facts) -> None:
    sheet = ledger_sheet(replace(facts, findings=[finding()]), DANISH, "trykt")
    (row,) = sheet.wrong.rows
    texts = [cell.text for cell in row.cells]
    assert texts[:4] == ["182", "282", "−100", "går ikke op"]
    assert "new check" in texts and "2 × 141 = 282" in texts
    assert [cell.note for cell in row.cells if cell.note] == ["Noget stemmer ikke."]


def test_a_finding_on_a_row_that_is_not_there_does_not_break_the_page(facts: Facts) -> None:
    sheet = ledger_sheet(replace(facts, findings=[finding(sources=("gone/1",))]), DANISH, "trykt")
    assert sheet.wrong.rows[0].name == "new check"


def test_what_no_sum_can_settle_stands_apart(facts: Facts) -> None:
    odd = finding(arithmetic="", severity="ambiguous", printed=None, computed=None)
    sheet = ledger_sheet(replace(facts, findings=[odd]), DANISH, "trykt")
    assert [one for one, _ in sheet.remarks] == [odd]
    assert not sheet.wrong.rows and not sheet.unsettled.rows


def test_findings_of_the_layers_are_not_the_documents(facts: Facts) -> None:
    layer = finding(sources=())
    sheet = ledger_sheet(replace(facts, findings=[layer]), DANISH, "trykt")
    assert not sheet.wrong.rows and not sheet.remarks


# ---- what holds


def held(**changes: object) -> Held:
    made = {
        "held_id": "new-check/1", "check": "new-check", "subject": "printed_counts/aktuelle-planer/planer",
        "printed": 282, "computed": 282, "arithmetic": "2 × 141 = 282",
        "sources": ("printed_counts/aktuelle-planer/planer",), **changes,
    }  # fmt: skip
    return Held(**made)  # type: ignore[arg-type]


def test_what_the_build_says_holds_stands_with_arithmetic_rule_and_source(facts: Facts) -> None:
    sheet = ledger_sheet(replace(facts, findings=[], held=[held(check="series-parts")]), DANISH, "trykt")
    (row,) = sheet.held.rows
    assert [cell.text for cell in row.cells][:6] == ["282", "282", "0", "går op", "2 × 141 = 282", "Dele mod helhed"]
    assert [ref.anchor for cell in row.cells for ref in cell.refs] == ["printed_counts/aktuelle-planer/planer"]
    assert [(name, count) for name, _, count in sheet.rules] == [("Dele mod helhed", 1)]
    assert sheet.summary.startswith("1 summer og tal er holdt op mod hinanden: 1 går op")


def test_a_sum_of_one_line_is_said_to_be_one(facts: Facts) -> None:
    sources = ("funding/tm021/tabel-2/i-alt/2019", "funding/tm021/tabel-2/overfoerselssagen/2019")
    one = held(
        check="table-total", subject=sources[0], arithmetic="2.166", printed=2166, computed=2166, sources=sources
    )
    both = held(check="agreement-against-note", subject=sources[0], arithmetic="0,182; 182", sources=sources)
    sheet = ledger_sheet(replace(facts, findings=[], held=[one, both]), DANISH, "trykt")
    assert [row.cells[4].text for row in sheet.held.rows] == ["eneste linje er på 2.166", "0,182; 182"]


def test_every_row_of_a_sum_leads_to_the_ledger_and_a_row_of_none_does_not(facts: Facts, page: Page) -> None:
    keys = [*facts.held[0].sources, "goals/hovedaftale-2015/c8", "series_values/skema-a/2015-2016-11"]
    for key in keys:
        assert page(f"/kilder/{key}").select_one('main a[href="/regnestykket"]'), key
    alone = next(key for key in facts.rows if key.startswith("parties/"))
    assert not page(f"/kilder/{alone}").select_one('main a[href="/regnestykket"]')


# ---- CSV


def test_the_csv_holds_every_check_with_english_keys(rows: Rows, facts: Facts) -> None:
    found = rows("/regnestykket.csv")
    assert len(found) == len(checked(facts))
    row = next(row for row in found if row["subject"] == "funding/tm021/tabel-1/i-alt/2029")
    assert (row["check"], row["outcome"]) == ("table-total", "error")
    assert (row["printed"], row["computed"], row["difference"]) == ("3734", "2754", "980")
    assert (row["document"], row["page"], row["line"], row["unit"]) == ("tm021", "1", "125", "1.000 kr.")
    assert row["snapshot"] == facts.snapshot_id


def test_the_csv_in_english_says_its_rules_in_english(rows: Rows) -> None:
    assert {row["outcome"] for row in rows("/regnestykket.csv")} == {
        row["outcome"] for row in rows("/en/regnestykket.csv")
    }
    assert any("There is no tolerance." in row["rule"] for row in rows("/en/regnestykket.csv"))


def test_no_cell_of_the_csv_is_run_as_a_formula(facts: Facts, client: FlaskClient) -> None:
    assert as_rows(replace(facts, findings=[finding(message_da="=1+1")]), DANISH)[0]["message"] == "=1+1"
    text = client.get("/regnestykket.csv").get_data(as_text=True)
    assert not re.search(r'(^|,|")[=+@]', text, re.MULTILINE)


def test_the_page_offers_the_csv_of_its_own_snapshot(page: Page, facts: Facts) -> None:
    for prefix in ("", "/en"):
        (link,) = page(f"{prefix}/regnestykket").select(".formats a")
        assert link["href"] == f"/s/{facts.snapshot_id}{prefix}/regnestykket.csv"


def test_the_page_is_kept_and_not_sent_twice(client: FlaskClient) -> None:
    first = client.get(PRINTED)
    again = client.get(PRINTED, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert client.get(PRINTED, headers={"Accept-Encoding": "gzip"}).headers["Content-Encoding"] == "gzip"


def test_the_funding_map_leads_to_the_ledger(page: Page) -> None:
    link = next(one for one in page("/kort/finansiering").select(".legend .note a") if "regnestykket" in said(one))
    assert link["href"] == "/regnestykket"
