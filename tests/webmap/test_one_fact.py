"""/kilder/<table>/<key>: one row of the register, where it stands, and the reference a person pastes."""

from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.webmap.conftest import Page, said
from webmap import register_words
from webmap.catalogues import languages
from webmap.facts import Facts
from webmap.sources import SHOWN_BY
from webmap.themes import THEMES

SUM = "/kilder/funding/tm021/tabel-1/i-alt/2029"
LINE = "funding/tm021/tabel-1/medfinansiering/2026"
DANISH, ENGLISH = languages()["da"], languages()["en"]


def test_every_row_has_a_page_of_its_own(client: FlaskClient, facts: Facts) -> None:
    for prefix in ("", "/en"):
        for anchor in facts.rows:
            assert client.get(f"{prefix}/kilder/{anchor}").status_code == 200, anchor


def test_the_page_says_document_place_status_and_who_accepted(page: Page, facts: Facts) -> None:
    text = said(page(f"/kilder/{LINE}").select_one("dl.facts"))
    row, document = facts.rows[LINE], facts.documents["tm021"]
    for part in (document.title, document.publisher, "side 1, linje 118", "trykt", row.source.accepted_by,
                 "20. november 2026", document.sha256, row.source.quote_sha256, document.file):  # fmt: skip
        assert part in text


def test_a_row_that_was_not_printed_says_why(page: Page, facts: Facts) -> None:
    anchor = next(anchor for anchor, row in facts.rows.items() if row.source.status == "inferred")
    assert facts.rows[anchor].source.because in said(page(f"/kilder/{anchor}").select_one("dl.facts"))
    assert said(page(f"/kilder/{anchor}").select_one(".summary")).startswith("Antaget: ")


def test_the_reference_is_the_text_a_report_needs(facts: Facts) -> None:
    assert register_words.citation(DANISH, facts, facts.rows[LINE]) == (
        "Københavns Kommune, Teknik- og Miljøforvaltningen: TM021 Videreførelse af boligsociale helhedsplaner for "
        "Nørrebro og Amager, udateret (Budget 2026), side 1, linje 118. Trykt: 2.100 (1.000 kr., 2026 p/l), Kontant "
        f"kommunal medfinansiering, 2026. Helhedskort, øjebliksbillede {facts.snapshot_id}, 31-12-2026."
    )


def test_the_reference_in_english_keeps_the_documents_name(facts: Facts) -> None:
    text = register_words.citation(ENGLISH, facts, facts.rows[LINE])
    assert "TM021 Videreførelse af boligsociale helhedsplaner for Nørrebro og Amager, undated" in text
    assert "page 1, line 118. Printed: 2,100 (DKK thousand, 2026 price and wage level)" in text
    assert text.endswith(f"Helhedskort, snapshot {facts.snapshot_id}, 31 December 2026.")


def test_the_reference_of_a_sum_that_does_not_add_up_says_what_was_computed(page: Page) -> None:
    assert "Trykt: 3.734 (1.000 kr., 2026 p/l), Udgifter i alt, 2029. Beregnet: 2.754 (1.100 + 1.654 = 2.754)." in said(
        page(SUM).select_one("#henvisning")
    )
    assert "går ikke op" in said(page(SUM).select_one(".doubt"))


def test_the_reference_of_a_forecast_that_its_basis_does_not_give_says_so(page: Page) -> None:
    soup = page("/kilder/series_values/udsaettelser/2016/prognose")
    assert "Beregnet: 282 (2 × 141 = 282)." in said(soup.select_one("#henvisning"))
    assert "går ikke op" in said(soup.select_one(".doubt"))


@pytest.mark.parametrize(
    ("anchor", "title"),
    [
        ("listed_departments/noerrebro-2026/afd-58", "Afd. 58"),
        ("memberships/noerrebro-2026/afd-58", "Afd. 58"),
        ("list_areas/forebyggelsesomraader/blaagaarden", "Blågården"),
        ("plans/amager-2026", "Boligsocial helhedsplan Amager"),
        ("printed_counts/aktuelle-planer/afdelinger", "TM021: 91 afdelinger"),
        (LINE, "Kontant kommunal medfinansiering, 2026: 2.100 t.kr."),
    ],
)
def test_a_row_is_called_what_it_is_about(page: Page, anchor: str, title: str) -> None:
    assert said(page(f"/kilder/{anchor}").h1) == title


def test_the_reference_can_be_selected_without_a_script(page: Page) -> None:
    soup = page(SUM)
    field, button = soup.select_one("textarea#henvisning"), soup.select_one("button[data-copies]")
    assert field.has_attr("readonly") and soup.select_one("label[for=henvisning]")
    assert button.has_attr("hidden") and button["data-copies"] == "henvisning"
    assert soup.select_one("[role=status][aria-live=polite]")


def test_the_lasting_address_is_pinned(page: Page, facts: Facts) -> None:
    assert page(SUM).find("a", string="Fast adresse til denne række")["href"] == f"/s/{facts.snapshot_id}{SUM}"


def test_findings_that_rest_on_the_row_are_told(page: Page, facts: Facts) -> None:
    told = said(page(SUM).find(id="fund-titel").parent)
    for finding in facts.findings_on["funding/tm021/tabel-1/i-alt/2029"]:
        assert finding.message_da in told


def test_a_row_says_which_maps_show_it(page: Page) -> None:
    used = page(SUM).find(id="brugt-titel").parent.select("a")
    assert [link["href"] for link in used] == ["/kort/finansiering?aar=2029", "/regnestykket"]


@pytest.mark.parametrize("table", SHOWN_BY)
def test_a_map_that_is_said_to_show_a_table_exists(table: str, facts: Facts) -> None:
    assert table in facts.sourced
    assert set(SHOWN_BY[table]) <= set(THEMES)


def test_a_quote_at_hand_is_shown_as_text(
    client: FlaskClient, shared_app: Flask, facts: Facts, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = facts.rows[LINE]
    quoted = replace(row, source=replace(row.source, quote="<b>2.100</b> {{7*7}}"))
    rows = [quoted if one is row else one for one in facts.sourced["funding"]]
    served = shared_app.extensions["serving"].now()
    changed = replace(served, facts=replace(facts, sourced={**facts.sourced, "funding": rows}))
    monkeypatch.setattr("webmap.sources.snapshot", lambda: changed)
    text = client.get(f"/kilder/{LINE}").get_data(as_text=True)
    assert '<q lang="da">&lt;b&gt;2.100&lt;/b&gt; {{7*7}}</q>' in text
    assert "Dokumentets ord er ikke gengivet" not in text


def test_every_table_of_the_register_has_its_words(facts: Facts) -> None:
    assert set(facts.sourced) == set(register_words.table_names(DANISH))


@pytest.mark.parametrize(
    "path",
    [
        "/kilder/funding/findes-ikke",
        "/kilder/findes/ikke",
        "/kilder/funding/../funding/tm021/tabel-1/i-alt/2029",
        "/kilder/funding/<img src=x onerror=alert(1)>",
        "/kilder/funding/{{7*7}}",
        "/kilder/funding/%00",
        "/kilder/sqlite_master/x",
        "/kilder/funding/" + "x" * 5000,
        "/kilder/funding/' OR 1=1 --",
    ],
)
def test_a_row_that_is_not_there_is_404_and_not_echoed(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    text = answer.get_data(as_text=True)
    assert "<img" not in text and "49" not in text.partition("<main")[2].partition("</main")[0]


def test_the_sentence_of_a_missing_row_leads_on(page: Page) -> None:
    assert "Registret har ingen række med det navn" in said(page("/kilder/funding/findes-ikke", 404).main)


@pytest.mark.parametrize(
    ("text", "danish", "english"),
    [
        ("2017-Q1", "1. kvartal 2017", "Q1 2017"),
        ("2016-H1", "1. halvår 2016", "H1 2016"),
        ("2016-11-22", "22. november 2016", "22 November 2016"),
        ("2016-11", "november 2016", "November 2016"),
        ("2016", "2016", "2016"),
        ("2013/2015", "2013–2015", "2013–2015"),
    ],
)
def test_a_time_of_a_series_reads_as_a_time(text: str, danish: str, english: str) -> None:
    assert register_words.as_of(DANISH, text) == danish
    assert register_words.as_of(ENGLISH, text) == english


def test_a_sum_is_written_the_way_of_the_language() -> None:
    assert register_words.arithmetic(ENGLISH, "1.100 + 1.654 = 2.754") == "1,100 + 1,654 = 2,754"
    assert register_words.arithmetic(ENGLISH, "12,5 % af 31. maj") == "12.5% af 31. maj"
    assert register_words.arithmetic(DANISH, "12,5 + 1.100") == "12,5 + 1.100"


def test_a_figure_with_a_year_alone_is_left(facts: Facts) -> None:
    assert register_words.figure_as_printed(ENGLISH, "2.100") == "2,100"
    assert register_words.figure_as_printed(DANISH, "2.100") == "2.100"


def test_one_document_alone_is_shown_unfolded(page: Page, facts: Facts) -> None:
    soup = page("/kilder?dokument=tm021")
    assert [tag["id"] for tag in soup.select("article.source")] == ["dokument-tm021"]
    assert all(tag.has_attr("open") for tag in soup.select("details.read"))
    assert not any(tag.has_attr("open") for tag in page("/kilder").select("details.read"))
    assert soup.select_one(".jump a[aria-current]").get_text() == facts.documents["tm021"].short_title


def test_a_document_that_is_not_there_is_404_with_those_there_are(page: Page, facts: Facts) -> None:
    soup = page("/kilder?dokument=findes-ikke", 404)
    assert len(soup.select(".choose a")) == len(facts.documents)


def test_every_row_of_the_sources_leads_to_its_own_page(page: Page, facts: Facts) -> None:
    links = [link["href"] for link in page("/kilder").select("table.rows th a")]
    assert sorted(links) == sorted(f"/kilder/{anchor}" for anchor in facts.rows)
