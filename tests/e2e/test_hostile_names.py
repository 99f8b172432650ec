"""Names that are code somewhere: shown exactly as they are, and run nowhere."""

import csv
import io
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from etl import layers, pipeline
from geodata import crs
from geodata.model import ListedDepartment, Match
from geodata.store import Snapshot, current_id
from tests.conftest import ROOT
from tests.e2e.conftest import Open, opened, serve
from tests.e2e.test_every_theme import told
from webmap import create_app
from webmap.render import render

pytestmark = pytest.mark.browser
HOSTILE = {
    "49-58": "<img src=x onerror=alert(1)>",
    "146-27": "{{7*7}}",
    "153-85": "{{ cycler.__init__.__globals__.os.getpid() }}",
    "146-8": "${alert(2)}",
    "146-6": "</script><script>alert(3)</script>",
    "146-42": "`-alert(4)-`",
    "410-350": "<!--<script>",
    "153-97": '"><svg onload=alert(5)>',
    "153-98": "{% for x in range(9) %}x{% endfor %}",
    "146-88": '=HYPERLINK("http://127.0.0.1:9/")',
}
SPREADSHEET = "146-88"
DISTRICTS = ["<b onmouseover=alert(6)>Valby</b>", "{{7*7}}"]


@pytest.fixture(scope="module")
def hostile(store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server over a store whose departments bear such names, and two districts.

    No document writes such names, so persons have decided what the printed ones mean.
    """
    folder = tmp_path_factory.mktemp("hostile")
    register = shutil.copytree(ROOT / "etl" / "register", folder / "register", ignore=shutil.ignore_patterns("*.py"))
    _decide(register / "decisions.csv", Snapshot(store, current_id(store)))
    geography = layers.read_embedded()
    (folder / "geo").mkdir()
    _write(
        folder / "geo" / layers.BYDELE,
        [({"bydel_nr": a.bydel_no, "navn": _district(a.bydel_no, a.bydel)}, a.outline) for a in geography.areas],
    )
    _write(
        folder / "geo" / layers.DEPARTMENTS,
        [
            (
                {
                    "selskabsnummer": row.organisation_no,
                    "selskabsnavn": row.organisation,
                    "afdelingsnummer": row.department_no,
                    "afdelingsnavn": HOSTILE.get(row.department_id, row.name),
                    "antal_familie_boliger": row.homes_family,
                    "antal_ungdomsboliger": row.homes_youth,
                    "antal_aeldre_boliger": row.homes_elderly,
                    "antal_plejeboliger": row.homes_care,
                },
                row.outline,
            )
            for row in geography.departments
        ],
    )
    pipeline.build(folder / "store", pipeline.Sources(geodata=folder / "geo", register=register))
    render(folder / "store", current_id(folder / "store"), folder / "cache")
    address, stop = serve(create_app({"STORE": folder / "store", "CACHE": folder / "cache"}))
    yield address
    stop()


def _decide(path: Path, known: Snapshot) -> None:
    listed = {row.listed_id: row for row in known.records(ListedDepartment)}
    with path.open("a", encoding="utf-8", newline="") as file:
        for match in known.records(Match):
            if set(match.department_ids) & set(HOSTILE):
                row, because = listed[match.listed_id], HOSTILE["49-58"]
                keys = ";".join(match.department_ids)
                csv.writer(file).writerow(
                    [row.listed_id, row.plan_id, row.name, keys, "", "Enheden", "2026-11-21", because]
                )


def _district(number: int, name: str) -> str:
    return dict(zip((5, 6), DISTRICTS, strict=True)).get(number, name)


def _write(path: Path, rows: list[tuple[dict[str, Any], Any]]) -> None:
    from shapely.geometry import mapping

    features = [
        {
            "type": "Feature",
            "properties": properties,
            "geometry": None if shape is None else mapping(crs.to_browser(shape)),
        }
        for properties, shape in rows
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")


def test_a_hostile_name_is_shown_as_it_is_in_tooltip_and_panel(visit: Open, hostile: str) -> None:
    seen = visit("/kort/daekning?sted=noerrebro", at=hostile).wait_until_drawn()
    shown = set()
    stop = seen.page.locator('path.departments[tabindex="0"]')
    stop.focus()
    for _ in range(40):
        shown.add(seen.page.locator(".tip strong").inner_text())
        seen.page.keyboard.press("Enter")
        shown.add(seen.page.locator("#picked strong").inner_text())
        seen.page.keyboard.press("ArrowRight")
    assert set(HOSTILE.values()) <= shown
    assert (seen.complaints, seen.reports, seen.failed) == ([], [], [])


def test_a_hostile_name_is_shown_as_it_is_in_the_table(visit: Open, hostile: str) -> None:
    seen = visit("/", at=hostile).wait_until_drawn()
    text = seen.page.locator("main").text_content() or ""
    for name in [*HOSTILE.values(), "<b onmouseover=alert(6)>Valby</b>"]:
        assert name in text
    assert "49" not in seen.page.locator('#tabel tr[data-place="7-7"] th').inner_text()
    assert seen.complaints == []


def test_a_hostile_name_is_shown_as_it_is_where_names_are_placed(visit: Open, hostile: str) -> None:
    seen = visit("/afdelinger?udfald=afgjort", at=hostile)
    text = seen.page.locator("main").inner_text()
    assert [name for name in HOSTILE.values() if name not in text] == []
    fields = seen.page.locator("textarea").evaluate_all("all => all.map(one => one.value)")
    assert fields and not [one for one in fields if one.startswith(("=", "+", "@")) or ",=" in one]
    for key, name in HOSTILE.items():
        assert visit(f"/afdeling/{key}", at=hostile).page.locator("h1").inner_text() == name
    assert seen.troubles == ([], [], [])


def test_a_hostile_district_name_is_a_label_like_any_other(visit: Open, hostile: str) -> None:
    seen = visit("/", at=hostile).wait_until_drawn()
    labels = seen.page.locator(".place-label strong").all_inner_texts()
    assert "{{7*7}}" in labels
    assert "<b onmouseover=alert(6)>Valby</b>" in labels
    assert seen.page.locator(".place-label b").count() == 0


def test_a_hostile_name_is_shown_as_it_is_in_an_embedded_map(visit: Open, hostile: str) -> None:
    seen = visit("/embed/kort/daekning?niveau=afdeling", at=hostile).wait_until_drawn()
    assert set(HOSTILE.values()) <= {lines[0] for lines in told(seen, "departments")}
    assert set(DISTRICTS) <= set(seen.page.locator(".place-label strong").all_inner_texts())
    assert seen.troubles == ([], [], [])


def test_a_hostile_name_is_shown_as_it_is_in_a_file_opened_from_disk(
    browser: Browser, visit: Open, hostile: str, tmp_path: Path
) -> None:
    page = visit("/findes-ikke", at=hostile).page
    path = tmp_path / "kort.html"
    path.write_bytes(page.request.get(f"{hostile}/kort/daekning.html?sted=noerrebro").body())
    context = browser.new_context(offline=True)
    file = opened(context, path.as_uri()).wait_until_drawn()
    assert file.page.locator("path.leaflet-interactive").count() == 44
    assert set(HOSTILE.values()) <= {lines[0] for lines in told(file, "departments")}
    assert set(DISTRICTS) <= set(file.page.locator(".place-label strong").all_inner_texts())
    assert file.troubles == ([], [], [])
    context.close()


def test_a_hostile_name_is_shown_as_it_is_in_a_figure(visit: Open, hostile: str) -> None:
    seen = visit("/figur/daekning.svg?niveau=afdeling", at=hostile)
    said = " ".join(seen.page.locator("title").all_text_contents())
    for name in HOSTILE.values():
        assert name in said
    text = [" ".join(line.split()) for line in seen.page.locator("text").all_text_contents()]
    assert "{{7*7}}" in text
    assert "".join(DISTRICTS[0].split()) in "".join("".join(text).split())
    assert seen.page.locator("script, image, foreignObject").count() == 0
    assert [url for url in seen.failed if not url.endswith("/favicon.ico")] == []  # an SVG can name no icon
    assert not [said for said in seen.complaints if "dialog" in said]
    drawn = seen.page.request.get(f"{hostile}/figur/daekning.png?niveau=afdeling")
    assert (drawn.status, drawn.headers["content-type"]) == (200, "image/png")


def test_a_hostile_name_is_text_in_csv_and_runs_in_no_spreadsheet(visit: Open, hostile: str) -> None:
    request = visit("/findes-ikke", at=hostile).page.request
    text = request.get(f"{hostile}/data/departments.csv").body().decode()
    held = {row["department_id"]: row["name"] for row in csv.DictReader(io.StringIO(text))}
    assert {key: held[key] for key in HOSTILE} == HOSTILE | {SPREADSHEET: "'" + HOSTILE[SPREADSHEET]}
    for excel in ("", "?excel=1"):
        answer = request.get(f"{hostile}/kort/daekning.csv{excel}")
        rows = list(csv.reader(io.StringIO(answer.body().decode("utf-8-sig")), delimiter=";" if excel else ","))
        assert set(DISTRICTS) <= {row[1] for row in rows}
        assert not [cell for row in rows for cell in row if cell.startswith(("=", "@", "+"))]
