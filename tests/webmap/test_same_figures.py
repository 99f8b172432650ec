"""Page, frame, single file, picture, CSV and GeoJSON are made of one sheet, and say the same figures."""

import csv
import io
import json
import re
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient

from tests.webmap.addresses import PREFIXES, address, queries
from tests.webmap.conftest import Page, Soup, json_of, said
from webmap.asking import asked
from webmap.drawn import MAPS
from webmap.facts import Facts
from webmap.sheet import Sheet
from webmap.themes import THEMES

SVG = "{http://www.w3.org/2000/svg}"
themes = pytest.mark.parametrize("theme", THEMES)
languages = pytest.mark.parametrize("prefix", PREFIXES)


def sheet_of(app: Flask, theme: str, query: dict[str, str], prefix: str) -> Sheet:
    """What the map shows."""
    with app.test_request_context(
        address(f"/kort/{theme}", query), environ_overrides={"helhedskort.language": "en" if prefix else "da"}
    ):
        return asked(theme).sheet


def folded(text: str) -> str:
    return " ".join(text.replace("\u2060", "").split())


# the languages share every figure: one map tells whether they still do, the others in the long campaign
@pytest.mark.parametrize(
    ("theme", "prefix"),
    [
        pytest.param(theme, prefix, marks=pytest.mark.full if prefix and theme != "daekning" else [])
        for theme in THEMES
        for prefix in PREFIXES
    ],
)
def test_every_form_of_a_map_says_the_figures_of_its_sheet(
    shared_app: Flask, client: FlaskClient, page: Page, facts: Facts, theme: str, prefix: str
) -> None:
    for query in [one for one in queries(facts, theme) if "maal" not in one]:
        sheet = sheet_of(shared_app, theme, query, prefix)
        _page_agrees(page(address(f"{prefix}/kort/{theme}", query)), sheet)
        if "aar" not in query:
            _page_agrees(page(address(f"{prefix}/embed/kort/{theme}", query)), sheet)
        _csv_agrees(client.get(address(f"{prefix}/kort/{theme}.csv", query)).get_data(as_text=True), sheet)
        _geojson_agrees(json_of(client.get(address(f"{prefix}/kort/{theme}.geojson", query))), sheet)
        _figure_agrees(client.get(address(f"{prefix}/figur/{theme}.svg", query)).get_data(as_text=True), sheet)


@themes
def test_the_single_file_says_the_figures_of_its_sheet(shared_app: Flask, client: FlaskClient, theme: str) -> None:
    text = client.get(f"/kort/{theme}.html").get_data(as_text=True)
    _page_agrees(BeautifulSoup(text, "html5lib"), sheet_of(shared_app, theme, {}, ""))


def _page_agrees(soup: Soup, sheet: Sheet) -> None:
    table = sheet.tables[0]
    rows = soup.select(f"#{table.table_id} tbody tr, #{table.table_id} tfoot tr")
    assert len(rows) == len(table.rows)
    for drawn, row in zip(rows, table.rows, strict=True):
        assert row.name in said(drawn.th)
        for cell, drawn_cell in zip(row.cells, drawn.find_all("td"), strict=True):
            assert said(drawn_cell).startswith(folded(cell.text))
            assert ("missing" in drawn_cell.get("class", [])) == cell.missing
    values = json.loads(soup.select_one("#values").string)
    assert {layer: set(marks) for layer, marks in values["marks"].items()} == {
        layer: set(marks) for layer, marks in sheet.marks.items()
    }
    for layer, marks in sheet.marks.items():
        for key, mark in marks.items():
            assert tuple(values["marks"][layer][key].get("lines", ())) == mark.lines
    assert [tuple(label["lines"]) for label in values["labels"]] == [label.lines for label in sheet.labels]
    legend = folded(soup.select_one(".legend").get_text())
    for group in sheet.legend:
        assert all(folded(key.label) in legend for key in group.keys)
    assert said(soup.figcaption) == folded(sheet.title)


def _csv_agrees(text: str, sheet: Sheet) -> None:
    table = sheet.tables[0]
    lines = list(csv.DictReader(io.StringIO(text, newline=""), strict=True))
    for line, row in zip(lines, table.rows, strict=True):
        assert line["place"] == row.name
        assert (line["title"], line["map_year"]) == (sheet.title, sheet.year)
        for column, cell in zip(table.columns, row.cells, strict=True):
            if isinstance(cell.value, str):
                assert line[column.key].lstrip("'") == cell.value.lstrip("'")
            elif cell.value is None:
                assert line[column.key] == ""
            else:
                assert float(line[column.key]) == pytest.approx(cell.value, abs=1e-9)
            assert not cell.missing or f"{column.key}: {cell.text}" in line["missing"]


def _geojson_agrees(whole: dict, sheet: Sheet) -> None:  # type: ignore[type-arg]
    assert (whole["title"], whole["year"]) == (sheet.title, sheet.year)
    rows = {(row.layer, row.shape): (table, row) for table in sheet.tables for row in table.rows if row.shape}
    told = 0
    for feature in whole["features"]:
        own = feature["properties"]
        assert tuple(own["lines"]) == sheet.marks[own["layer"]][own["id"]].lines
        if (own["layer"], own["id"]) in rows:
            table, row = rows[own["layer"], own["id"]]
            assert [own[column.key] for column in table.columns] == [cell.value for cell in row.cells]
            told += 1
    shaped = [(layer, key) for layer, key in rows if key != "233-1005"]  # which has no outline in the layer
    drawn = [key for layer, key in shaped if layer in dict(MAPS[sheet.base]) and key in sheet.marks.get(layer, {})]
    assert told == len(drawn)


def _figure_agrees(text: str, sheet: Sheet) -> None:
    root = ElementTree.fromstring(text)
    written = folded(" ".join(tag.text or "" for tag in root.iter() if tag.tag in (f"{SVG}text", f"{SVG}tspan")))
    told = folded(root.findtext(f"{SVG}desc") or "")
    for part in (sheet.title, sheet.credit, *(key.label for group in sheet.legend for key in group.keys)):
        assert folded(part) in written
    for label in sheet.labels:
        assert all(folded(line) in written for line in label.lines), label
    titles = {folded(tag.text or "") for tag in root.iter(f"{SVG}title")}
    layers = [sheet.marks.get(role, {}) for role, _ in MAPS[sheet.base]]
    marks = [mark for layer in layers for mark in layer.values() if mark.spoken and mark.swatch]  # outlines have labels
    assert sum(folded(mark.spoken) in titles for mark in marks) >= len(marks) - 5  # a few have no outline to draw
    table = sheet.tables[0]
    shown = next((number for number, column in enumerate(table.columns) if column.key == "value"), 0)
    for row in table.rows[:60]:
        assert folded(f"{row.name}: {row.cells[shown].text}") in told


@themes
def test_the_figures_of_a_cell_are_its_value_rounded_as_it_is_said(shared_app: Flask, facts: Facts, theme: str) -> None:
    for query in queries(facts, theme):
        table = sheet_of(shared_app, theme, query, "").tables[0]
        for row in table.rows:
            for column, cell in zip(table.columns, row.cells, strict=True):
                digits = re.search(r"[−-]?\d[\d.]*(,\d+)?", cell.text)
                if isinstance(cell.value, str) or cell.value is None or digits is None:
                    continue
                number = float(digits[0].replace(".", "").replace(",", ".").replace("−", "-"))
                decimals = len(digits[0].partition(",")[2])
                said_as = [cell.value, cell.value / 1000, cell.value / 1e6]  # kroner are said in thousands or millions
                known = [round(one, decimals) for one in said_as]
                assert number in known or (cell.text.endswith(" under") and -number in known), (column.key, cell)


def test_a_cell_is_missing_exactly_where_it_has_no_value_or_is_a_dash(shared_app: Flask, facts: Facts) -> None:
    for theme in THEMES:
        for query in queries(facts, theme):
            for table in sheet_of(shared_app, theme, query, "").tables:
                for row in table.rows:
                    for column, cell in zip(table.columns, row.cells, strict=True):
                        assert cell.text or cell.refs, (table.table_id, row.name, column.key)
                        if cell.value is None:
                            assert cell.missing or cell.text == "–", (table.table_id, row.name, column.key, cell)
