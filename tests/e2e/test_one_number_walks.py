"""Two numbers, from the row they are read from to every form of the map: the same everywhere, with their source."""

import csv
import io
import json
import re
import sqlite3
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from etl import layers, register
from geodata.store import GEOPACKAGE, current_id
from tests.e2e.conftest import Open, opened
from tests.e2e.test_every_theme import rows

pytestmark = pytest.mark.browser


def test_afd_58_walks_from_its_row_to_the_map(visit: Open, store: Path) -> None:
    # the register: a row a person can read
    with (register.EMBEDDED / "listed_departments.csv").open(encoding="utf-8", newline="") as file:
        row = next(row for row in csv.DictReader(file) if row["printed"] == "Afd. 58")
    assert (row["document_id"], row["line"]) == ("tm021", "213")

    # the snapshot: the same row, its source, its department and homes
    with sqlite3.connect(store / current_id(store) / GEOPACKAGE) as connection:
        department_id, homes, bydel, line = connection.execute(
            """SELECT d.department_id, d.homes, d.bydel, s.line
               FROM matches m JOIN departments d ON d.department_id = m.department_ids ->> 0
               JOIN sources s ON s.table_name = 'listed_departments' AND s.row_key = m.listed_id
               WHERE m.listed_id = ?""",
            [row["listed_id"]],
        ).fetchone()
        covered, of_homes = connection.execute(
            "SELECT homes_covered, homes FROM bydel_coverage WHERE bydel = 'Nørrebro' AND year = 2026"
        ).fetchone()
        summed = connection.execute(
            """SELECT SUM(homes) FROM departments WHERE department_id IN
               (SELECT department_ids ->> 0 FROM matches JOIN memberships USING (listed_id)
                WHERE plan_id = 'noerrebro-2026')"""
        ).fetchone()[0]
    connection.close()
    assert (department_id, homes, bydel, line) == ("49-58", 232, "Nørrebro", 213)
    assert (covered, of_homes) == (summed, 9565) == (3357, 9565)

    # the shapes, as the browser fetched them, and what the page says of them
    seen = visit("/kort/daekning?sted=noerrebro").wait_until_drawn()
    fetched = {url.rsplit("/", 1)[1]: url for url in seen.requests}
    shapes = json.loads(seen.page.request.get(fetched["departments-in-plans.json"]).body())
    marks = json.loads(seen.page.locator("#values").text_content() or "")["marks"]
    assert [one["geometry"]["type"] for one in shapes["features"] if one["properties"]["id"] == "49-58"]
    lines = marks["departments"]["49-58"]["lines"]
    assert lines[:3] == ["58, Tagensvej", "Boligforeningen AAB", "232 almene boliger"]
    assert lines[4].startswith("Nævnt som »Afd. 58« i TM021, side 1, linje 213; placeringen er antaget")
    assert "3.357 af 9.565 boliger" in marks["bydele"]["3"]["lines"][2]

    # the page: list, source, table, tooltip
    page = seen.page
    page.get_by_role("heading", name=re.compile("^Boligsocial helhedsplan Nørrebro –")).click()
    listed = page.locator("table.list tr", has=page.get_by_role("rowheader", name="Afd. 58", exact=True))
    assert "58, Tagensvej" in listed.inner_text() and "232" in listed.locator("td").nth(2).inner_text()
    assert listed.locator("a.cite").inner_text() == "TM021, side 1, linje 213"
    cells = page.locator('#tabel tr[data-place="noerrebro"] td').all_inner_texts()
    assert cells[:3] == ["3.357", "9.565", "mindst 35,1\u00a0%"]
    page.mouse.move(0, 0)
    page.locator('path[aria-label^="58, Tagensvej"]').focus()
    assert "232 almene boliger" in page.locator(".tip").inner_text()
    assert "Nævnt som »Afd. 58« i TM021, side 1, linje 213" in page.locator(".tip").inner_text()

    # the source: the link leads to the very row, which says document, page and line
    listed.locator("a.cite").click()
    assert page.url.endswith("/kilder/listed_departments/" + row["listed_id"])
    assert "side 1, linje 213" in page.locator("dl.facts").inner_text()
    assert page.locator("dl.facts a").inner_text().startswith("TM021 Videreførelse")
    assert "side 1, linje 213. Trykt: " in page.locator("#henvisning").input_value()

    # and from there to its row among the others, which is unfolded
    page.locator(".crumb a").last.click()
    assert page.url.endswith("/kilder#listed_departments/" + row["listed_id"])
    source = page.locator(f'[id="listed_departments/{row["listed_id"]}"]')
    assert source.is_visible()
    assert "linje 213" in source.inner_text()
    assert page.locator("article", has=source).locator("h3").inner_text().startswith("TM021 Videreførelse")


def test_82_61_walks_from_the_rows_of_the_roder_to_every_form_of_the_map(
    visit: Open, shown: Open, browser: Browser, store: Path, tmp_path: Path
) -> None:
    # the statistics: the rows of 2013 that name a rode where somebody lives, weighted by their residents
    with (layers.EMBEDDED / "rode_statistics.csv").open(encoding="utf-8", newline="") as file:
        held = [row for row in csv.DictReader(file) if row["year"] == "2013" and row["rode_no"] and row["residents"]]
    pairs = [(float(row["labour_market_attachment"]), int(row["residents"])) for row in held if int(row["residents"])]
    city = sum(value * residents for value, residents in pairs) / sum(residents for _, residents in pairs)
    assert f"{city:.2f}" == "82.61"

    # the snapshot
    with sqlite3.connect(store / current_id(store) / GEOPACKAGE) as connection:
        value, weight, parts = connection.execute(
            """SELECT value, weight, parts FROM indicator_values
               WHERE indicator_id = 'labour_market_attachment' AND level = 'city' AND year = 2013"""
        ).fetchone()
    connection.close()
    assert value == pytest.approx(city, abs=1e-6)
    assert (weight, parts) == (sum(residents for _, residents in pairs), len(pairs))

    # the page: summary, legend, column of the city, its own row, and where it comes from
    seen = shown("/kort/tilknytning").wait_until_drawn()
    page = seen.page
    assert "82,61\xa0%" in page.locator(".summary").nth(1).inner_text()
    assert "82,61\xa0%" in page.locator(".comparator").inner_text()
    table = rows(seen)
    assert {cells[1] for cells in table.values()} == {"82,61\xa0%"}
    assert table["Hele København"][0] == "82,61\xa0%"
    assert (page.locator(".comparator a.cite").get_attribute("href") or "").startswith("/kilder#datasaet-")

    # CSV, SVG and the file from disk
    text = page.request.get(f"{seen.base}/kort/tilknytning.csv").body().decode()
    listed = list(csv.DictReader(io.StringIO(text)))
    assert {row["city"] for row in listed} == {"82.61"}
    assert next(row["value"] for row in listed if row["place"] == "Hele København") == "82.61"
    figure = visit("/figur/tilknytning.svg").page
    assert "82,61 %" in " ".join(" ".join(figure.locator("text").all_text_contents()).split())
    path = tmp_path / "kort.html"
    path.write_bytes(page.request.get(f"{seen.base}/kort/tilknytning.html").body())
    context = browser.new_context(offline=True)
    saved = opened(context, path.as_uri()).wait_until_drawn()
    assert rows(saved) == table
    assert "82,61\xa0%" in saved.page.locator(".comparator").inner_text()
    context.close()
