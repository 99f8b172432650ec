"""/kilder: every document and dataset, and every row that is read from them."""

import re

import pytest
from flask.testing import FlaskClient

from tests.webmap.conftest import Page, said
from webmap.catalogues import languages
from webmap.data import TABLES
from webmap.facts import Facts
from webmap.sources import register_rows

in_both = pytest.mark.parametrize("prefix", ["", "/en"])


@in_both
def test_every_document_has_publisher_date_and_hash(page: Page, facts: Facts, prefix: str) -> None:
    soup = page(f"{prefix}/kilder")
    for key, document in facts.documents.items():
        text = said(soup.find(id=f"dokument-{key}"))
        assert document.title in text and document.publisher in text and document.sha256 in text


@in_both
def test_every_dataset_has_publisher_date_licence_and_hash(page: Page, facts: Facts, prefix: str) -> None:
    soup = page(f"{prefix}/kilder")
    for row in facts.datasets:
        text = said(soup.find(id=f"datasaet-{row.dataset_id}"))
        assert all(part in text for part in (row.title, row.publisher, row.licence, row.sha256, row.file))


def test_a_licence_that_is_taken_from_sister_layers_is_marked_so(page: Page) -> None:
    assert "CC BY 4.0 (antaget efter udgiverens øvrige lag)" in said(
        page("/kilder").find(id="datasaet-almene_boliger_kk")
    )


def test_an_undated_document_says_what_its_date_is_taken_from(page: Page, facts: Facts) -> None:
    document = facts.documents["tm021"]
    assert document.document_date is None
    assert f"udateret ({document.date_inferred_from})" in said(page("/kilder").find(id="dokument-tm021"))


def test_every_row_of_the_register_stands_with_its_page_and_line(page: Page, facts: Facts) -> None:
    soup = page("/kilder")
    shown = {tag["id"]: tag for tag in soup.select("table.rows tbody tr")}
    held = register_rows(facts, languages()["da"])
    assert set(shown) == {f"{row.table}/{row.key}" for row in held}
    for row in held:
        cells = [said(cell) for cell in shown[f"{row.table}/{row.key}"].find_all("td")]
        assert re.fullmatch(r"side \d+, linje \d+(–\d+)?", cells[1])
        assert str(row.source.line) in cells[1]


def test_a_quote_is_its_length_and_hash_and_not_its_words(page: Page, facts: Facts) -> None:
    row = facts.listed[0]
    cell = page("/kilder").find(id=f"listed_departments/{row.listed_id}").find_all("td")[-1]
    assert said(cell).startswith(f"{row.source.quote_chars} tegn, {row.source.quote_sha256[:16]}")


def test_every_indicator_stands_with_the_dataset_it_is_computed_from(page: Page, facts: Facts) -> None:
    soup = page("/kilder")
    for row in facts.indicators:
        assert row.name_da in said(soup.find(id=f"datasaet-{row.dataset_id}"))


def test_every_table_can_be_fetched_from_here(page: Page, client: FlaskClient) -> None:
    offered = [link["href"] for link in page("/kilder").select('a[href^="/data/"]')]
    assert offered == [f"/data/{table}.csv" for table in TABLES]
    assert all(client.get(one).status_code == 200 for one in offered)
