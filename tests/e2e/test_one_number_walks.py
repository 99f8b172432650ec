"""One number, from its register row through store, payload, table and tooltip: the same everywhere, with its source."""

import csv
import json
import sqlite3
from pathlib import Path

import pytest

from etl import register
from geodata.store import GEOPACKAGE, current_id
from tests.e2e.conftest import Open

pytestmark = pytest.mark.browser


def test_afd_58_walks_from_its_row_to_the_map(visit: Open, store: Path) -> None:
    # the register: a row a person can read
    with (register.EMBEDDED / "listed_departments.csv").open(encoding="utf-8", newline="") as file:
        row = next(row for row in csv.DictReader(file) if row["printed"] == "Afd. 58")
    assert (row["document_id"], row["line"], row["organisation_no"], row["department_no"]) == (
        "tm021",
        "213",
        "49",
        "58",
    )

    # the snapshot: the same row, its source, its department and homes
    with sqlite3.connect(store / current_id(store) / GEOPACKAGE) as connection:
        department_id, homes, bydel, line = connection.execute(
            """SELECT m.department_id, d.homes, d.bydel, s.line
               FROM matches m JOIN departments d USING (department_id)
               JOIN sources s ON s.table_name = 'listed_departments' AND s.row_key = m.listed_id
               WHERE m.listed_id = ?""",
            [row["listed_id"]],
        ).fetchone()
        covered, of_homes = connection.execute(
            "SELECT homes_covered, homes FROM bydel_coverage WHERE bydel = 'Nørrebro' AND year = 2026"
        ).fetchone()
        summed = connection.execute(
            """SELECT SUM(homes) FROM departments WHERE department_id IN
               (SELECT department_id FROM matches JOIN memberships USING (listed_id)
                WHERE plan_id = 'noerrebro-2026')"""
        ).fetchone()[0]
    connection.close()
    assert (department_id, homes, bydel, line) == ("49-58", 232, "Nørrebro", 213)
    assert (covered, of_homes) == (summed, 9565) == (3357, 9565)

    # the payloads, as the browser fetched them
    seen = visit("/kort/daekning?sted=noerrebro").wait_until_drawn()
    fetched = {url.rsplit("/", 1)[1]: url for url in seen.requests}
    shapes = json.loads(seen.page.request.get(fetched["departments-in-plans.json"]).body())
    values = json.loads(seen.page.request.get(fetched["daekning-2026-default.json"]).body())
    shape = next(one for one in shapes["features"] if one["properties"]["id"] == "49-58")
    assert shape["properties"]["lines"] == ["58, Tagensvej", "Boligforeningen AAB", "232 almene boliger"]
    assert values["departments"]["49-58"]["lines"][1].startswith(
        "Nævnt som »Afd. 58« i TM021, linje 213; placeringen er antaget"
    )
    assert "3.357 af 9.565 boliger" in values["bydele"]["3"]["lines"][2]

    # the page: list, source, table, tooltip
    page = seen.page
    listed = page.locator("table.list tr", has=page.get_by_role("rowheader", name="Afd. 58", exact=True))
    assert "58, Tagensvej" in listed.inner_text() and "232" in listed.locator("td").nth(2).inner_text()
    assert listed.locator("a.cite").inner_text() == "TM021, linje 213"
    assert page.locator(listed.locator("a.cite").get_attribute("href")).inner_text().startswith("TM021 Videreførelse")
    cells = page.locator('#tabel tr[data-place="noerrebro"] td').all_inner_texts()
    assert cells[:3] == ["3.357", "9.565", "mindst 35,1\u00a0%"]
    page.locator('path[aria-label^="58, Tagensvej"]').focus()
    assert "232 almene boliger" in page.locator(".tip").inner_text()
    assert "Nævnt som »Afd. 58« i TM021, linje 213" in page.locator(".tip").inner_text()
