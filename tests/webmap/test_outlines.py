"""Maps of outlines that are not the plots': drawn in a stroke of their own, explained, and credited."""

import csv
import io
import json
import math
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from shapely.geometry import box, shape

from etl import pipeline, register
from geodata.crs import to_inside
from geodata.model import Footprint
from tests.builders import a_department, an_area
from tests.conftest import DRAWN, DRAWN_ELSEWHERE, UNSURE
from tests.etl.materials import own_bydele, own_departments
from tests.geodata.snapshots import opened
from tests.webmap.conftest import Page, Soup, checked, json_of, said
from webmap import create_app
from webmap.palette import OUTLINES
from webmap.render import render

ON_THE_LIST, A_POINT = "153-85", "678-9"
IN_PLANS = set(UNSURE) - {"49-2"}
DRAWING_DEPARTMENTS = [
    "/kort/daekning",
    "/kort/daekning?niveau=afdeling",
    "/kort/plan",
    "/kort/finansiering?aar=2027",
    "/kort/planomraader",
    "/embed/kort/plan",
    "/kort/plan.html",
]


@pytest.fixture(scope="module")
def client(unsure: tuple[Path, Path]) -> FlaskClient:
    store, cache = unsure
    return create_app({"STORE": store, "CACHE": cache, "TESTING": True}).test_client()


def from_browser(geometry: Any) -> Any:
    """A shape of a download in metres."""
    return to_inside(shape(geometry))


def shown(client: FlaskClient, path: str) -> Soup:
    answer = client.get(path)
    assert answer.status_code == 200
    if ".html" in path:
        return BeautifulSoup(answer.get_data(as_text=True), "html.parser")
    english = "en" if path.startswith("/en/") else "da"
    return checked(answer.get_data(as_text=True), answer.headers["Content-Security-Policy"], english)


def marks(soup: Soup, layer: str = "departments") -> dict[str, Any]:
    read: dict[str, Any] = json.loads(soup.select_one("#values").string)["marks"][layer]
    return read


@pytest.mark.parametrize("path", DRAWING_DEPARTMENTS)
def test_an_approximate_outline_has_a_stroke_of_its_own_on_every_map_of_departments(
    client: FlaskClient, path: str
) -> None:
    drawn = marks(shown(client, path))
    assert {key for key, mark in drawn.items() if mark["outline"] == "approximate"} == set(UNSURE) & set(drawn)
    assert set(UNSURE) & set(drawn)


@pytest.mark.parametrize("path", DRAWING_DEPARTMENTS)
def test_the_legend_and_a_note_explain_it(client: FlaskClient, path: str) -> None:
    legend = said(shown(client, path).select_one(".legend"))
    assert "omridset af afdelingen er omtrentligt" in legend
    assert "har et omtrentligt omrids: " in legend


def test_a_tooltip_says_how_the_outline_came_about_and_how_far_it_may_be_off(client: FlaskClient) -> None:
    drawn = marks(shown(client, "/kort/plan"))
    line = "Omridset er omtrentligt: en linje trukket om adresserne, ca. 50 m"
    assert drawn["49-58"]["lines"][-1] == line
    assert drawn["49-58"]["spoken"].endswith(line)
    assert drawn[A_POINT]["lines"][-1] == "Omridset er omtrentligt: kun et punkt er kendt, ca. 200 m"


def test_an_outline_that_a_person_drew_says_so_and_is_drawn_as_any_other(client: FlaskClient) -> None:
    drawn = marks(shown(client, "/kort/plan"))[DRAWN]
    assert (drawn["outline"], drawn["lines"][-1]) == ("thin", "Omridset er tegnet af en person")


def test_it_is_said_in_english_too(client: FlaskClient) -> None:
    soup = shown(client, "/en/kort/plan")
    assert marks(soup)["49-58"]["lines"][-1] == "The outline is approximate: a hull around the addresses, about 50 m"
    assert "the outline of the department is approximate" in said(soup.select_one(".legend"))


def test_a_place_on_the_list_with_an_approximate_outline_is_still_seen_to_be_on_the_list(client: FlaskClient) -> None:
    soup = shown(client, "/kort/lister")
    assert marks(soup)[ON_THE_LIST]["outline"] == "approximate-list"
    assert "på listen; omridset af afdelingen er omtrentligt" in said(soup.select_one(".legend"))
    assert "1 med omtrentligt omrids" in said(soup.select_one("#tabel"))


def test_outlines_for_orientation_are_drawn_as_approximate_too(client: FlaskClient) -> None:
    soup = shown(client, "/kort/tilknytning")
    drawn = marks(soup, "outlines")
    assert {key for key, mark in drawn.items() if mark["outline"] == "approximate"} == IN_PLANS
    assert all("lines" not in mark for mark in drawn.values())


def test_the_credit_names_whoever_the_outlines_are_from(client: FlaskClient) -> None:
    credit = said(shown(client, "/kort/plan").select_one(".map-source"))
    assert "© OpenStreetMap contributors, ODbL" in credit and "Testenheden" in credit


@pytest.mark.parametrize("path", ["/kort/plan", "/kort/daekning"])
def test_tables_say_how_many_of_the_departments_have_an_approximate_outline(client: FlaskClient, path: str) -> None:
    assert "2 med omtrentligt omrids" in said(shown(client, path).select_one("#tabel")), "Nørrebro has two"


def test_the_list_of_names_says_it_of_each_department(client: FlaskClient) -> None:
    section = shown(client, "/kort/daekning").select_one("section[aria-labelledby=afdelinger]")
    assert "ca. 50 m" in said(section) and "Omridset er tegnet af en person" in said(section)


def test_a_figure_draws_it_dotted_and_explains_it(client: FlaskClient) -> None:
    picture = BeautifulSoup(client.get("/figur/plan.svg").get_data(as_text=True), "html.parser")
    dotted = [one for one in picture.select("#departments path") if one.get("stroke-dasharray")]
    assert len(dotted) == 1
    samples = [one for one in picture.find_all("rect") if one.get("stroke-dasharray")]
    assert len(samples) == 1
    assert "omtrentligt" in picture.get_text()


def test_a_map_of_what_is_approximate_can_be_made_a_png(client: FlaskClient) -> None:
    assert client.get("/figur/lister.png").get_data().startswith(b"\x89PNG")


def test_the_tables_of_departments_say_method_accuracy_and_credit(client: FlaskClient) -> None:
    text = client.get("/data/departments.csv").get_data(as_text=True)
    rows = {row["department_id"]: row for row in csv.DictReader(io.StringIO(text, newline=""))}
    assert rows["49-58"]["footprint_method"] == "hull of points"
    assert float(rows["49-58"]["accuracy_m"]) == 50
    assert rows[DRAWN]["retrieved_on"] == "2026-11-20"
    assert rows["49-4"]["footprint_method"] == "city layer"
    assert rows["233-1005"]["footprint_method"] == "", "På Sporet is nowhere"


def test_a_point_is_a_circle_in_the_download_and_no_outline_in_the_snapshot(
    client: FlaskClient, unsure: tuple[Path, Path]
) -> None:
    features = json_of(client.get("/data/departments.geojson"))["features"]
    [point] = [one for one in features if one["properties"]["department_id"] == A_POINT]
    assert point["properties"]["footprint_method"] == "point only"
    assert point["geometry"]["type"] == "MultiPolygon"
    [row] = [row for row in opened(unsure[0]).records(Footprint) if row.department_id == A_POINT]
    assert row.east_m is not None and row.north_m is not None


def test_the_table_of_plans_counts_members_with_an_approximate_outline(client: FlaskClient) -> None:
    text = client.get("/data/plans.csv").get_data(as_text=True)
    rows = {row["plan_id"]: row for row in csv.DictReader(io.StringIO(text, newline=""))}
    assert [rows[key]["departments_approximate"] for key in ("noerrebro-2026", "amager-2026")] == ["2", "1"]


def test_a_department_that_is_a_point_counts_in_the_district_that_holds_it(client: FlaskClient) -> None:
    text = client.get("/data/departments.csv").get_data(as_text=True)
    [row] = [row for row in csv.DictReader(io.StringIO(text, newline="")) if row["department_id"] == A_POINT]
    assert row["bydel_no"] == "9"


def test_a_department_that_a_person_drew_counts_in_the_district_it_was_drawn_in(client: FlaskClient) -> None:
    text = client.get("/data/departments.csv").get_data(as_text=True)
    [row] = [row for row in csv.DictReader(io.StringIO(text, newline="")) if row["department_id"] == DRAWN_ELSEWHERE]
    assert row["bydel"] == "Indre By", "the layer has it on Østerbro"


def test_a_drawing_elsewhere_than_the_layers_outline_is_a_finding(client: FlaskClient) -> None:
    text = client.get("/data/findings.csv").get_data(as_text=True)
    assert "decision-does-not-fit/other-place/tegning" in text


def test_findings_say_how_many_outlines_are_approximate_and_what_was_noted(client: FlaskClient) -> None:
    text = client.get("/data/findings.csv").get_data(as_text=True)
    found = {row["finding_id"]: row for row in csv.DictReader(io.StringIO(text, newline=""))}
    assert found["footprint-approximate/hull-of-points"]["computed"] == "1"
    assert "Skønnet ud fra adresserne." in found["footprint-note/49-58/1"]["message_da"]


def test_the_strokes_of_approximate_outlines_differ_in_more_than_colour() -> None:
    strokes = {name: (one.width, one.dashes) for name, one in OUTLINES.items()}
    others = {strokes[name] for name in strokes if not name.startswith("approximate")}
    assert not {strokes["approximate"], strokes["approximate-list"]} & others
    for name in ("approximate", "approximate-list"):
        dot, gap = OUTLINES[name].dashes
        assert dot < OUTLINES["disputed"].dashes[0] and gap > OUTLINES[name].width - 1


# What we carry


@pytest.mark.parametrize("path", ["/kort/daekning?niveau=afdeling", "/kort/plan", "/kort/lister"])
def test_where_nothing_is_approximate_nothing_is_said_of_it(page: Page, path: str) -> None:
    soup = page(path)
    assert "omtrentligt" not in soup.get_text()


@pytest.mark.parametrize(
    ("path", "words"), [("/kort/lister", "rummer også Dyvekevænget"), ("/en/kort/lister", "also holds Dyvekevænget")]
)
def test_what_a_place_on_the_list_holds_besides_is_said_above_the_map_and_in_its_row(
    page: Page, path: str, words: str
) -> None:
    soup = page(path)
    [row] = [row for row in soup.select("#tabel tr") if "Remisevængerne" in said(row)]
    assert words in said(row)
    assert said(soup).count(words) >= 2


# Another municipality


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """An invented town in Jutland of two districts and three departments, without roder, statistics or neighbours."""
    folder = tmp_path_factory.mktemp("town")
    west, south = 560_000, 6_250_000
    areas = [
        replace(an_area(no, name), outline=box(west + 1000 * no, south, west + 1000 * no + 1000, south + 1000))
        for no, name in ((1, "Vestby"), (2, "Østby"))
    ]
    plot = box(west + 1100, south + 100, west + 1200, south + 200)
    departments = [a_department("1-1", outline=None), a_department("1-2", name="Ågården", outline=plot)]
    own_bydele(folder / "layers", areas)
    point = {"footprint_method": "point only", "east_m": west + 2500, "north_m": south + 500, "accuracy_m": 150}
    own_departments(folder / "layers", departments, **point)
    (folder / "register").mkdir()
    for path in register.files():
        lines = path.read_text("utf-8").splitlines(keepends=True)
        kept = lines if path.name == "settings.csv" else lines[:1]
        (folder / "register" / path.name).write_text("".join(kept), "utf-8")
    given = pipeline.Sources(register=folder / "register", geodata=folder / "layers")
    identity = pipeline.build(folder / "store", given)
    render(folder / "store", identity, folder / "cache")
    return create_app({"STORE": folder / "store", "CACHE": folder / "cache", "TESTING": True}).test_client()


@pytest.mark.parametrize(
    "path",
    ["/", "/kort/daekning?niveau=afdeling", "/kort/plan", "/kort/tilknytning", "/figur/daekning.svg", "/kilder"],
)
def test_a_town_without_roder_and_neighbours_has_its_maps(town: FlaskClient, path: str) -> None:
    assert town.get(path).status_code == 200


def test_a_town_has_no_ground_water_or_figure_of_the_city_we_carry(town: FlaskClient) -> None:
    soup = shown(town, "/kort/daekning?niveau=afdeling")
    assert "København" not in soup.select_one(".map-source").get_text()
    text = town.get("/data/indicators.csv").get_data(as_text=True)
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert all(row["value"] == "" for row in rows)


def test_the_page_of_a_department_that_is_a_point_says_that_the_circle_is_no_outline(town: FlaskClient) -> None:
    told = said(shown(town, "/afdeling/1-1").figure)
    assert "Cirklen er ikke afdelingens omrids; afdelingen ligger inden for ca. 150 meter af midten." in told


def test_a_department_of_a_town_that_is_a_point_is_drawn_around_it(town: FlaskClient) -> None:
    features = json_of(town.get("/data/departments.geojson"))["features"]
    [circle] = [one["geometry"] for one in features if one["properties"]["department_id"] == "1-1"]
    assert from_browser(circle).area == pytest.approx(math.pi * 150**2, rel=0.02)
    assert next(one["properties"]["bydel"] for one in features) == "Østby"
