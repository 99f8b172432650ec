"""The figures of a map as CSV and GeoJSON, and the tables of the snapshot whole."""

import csv
import io
import json
from html import escape

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from geodata.store import Snapshot
from tests.webmap.addresses import PREFIXES, maps
from tests.webmap.conftest import Rows, json_of
from webmap.catalogues import languages
from webmap.data import SHAPES, TABLES
from webmap.exports import csv_of, formula_safe, geojson_of
from webmap.facts import Facts
from webmap.sheet import Cell, Column, Mark, Row, Sentence, Sheet, Table
from webmap.themes import THEMES

DANISH = languages()["da"]
themes = pytest.mark.parametrize("theme", THEMES)
EVIL = ["=1+1", "+SUM(A1)", "-2+3+cmd|' /C calc'!A0", "@SUM(1)", "\t=1", "\r=1"]


def a_sheet(*rows: Row, columns: tuple[Column, ...] = (Column("value", "Tal"),), **changes: object) -> Sheet:
    table = Table("tabel", "Tallene", "Tal", "Sted", columns, (rows,))
    given_values = {
        "heading": "Hvad?", "title": "Titel", "summary": (), "base": "plans", "marks": {},
        "labels": (), "legend_lead": Sentence(""), "legend": (), "notes": (), "tables": (table,), "sources": (),
        "credit": "Kilder", "year": "2013",
    }  # fmt: skip
    return Sheet(**{**given_values, **changes})  # type: ignore[arg-type]


def read(content: bytes, delimiter: str = ",") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=delimiter, strict=True))


@pytest.mark.parametrize("prefix", PREFIXES)
def test_every_map_is_a_csv_whose_columns_have_different_names(client: FlaskClient, facts: Facts, prefix: str) -> None:
    for path in maps(facts, "/kort/{theme}.csv"):
        answer = client.get(f"{prefix}{path}")
        assert answer.content_type == "text/csv; charset=utf-8"
        header, *lines = csv.reader(io.StringIO(answer.get_data(as_text=True), newline=""), strict=True)
        assert len(header) == len(set(header)), path
        assert header[:2] == ["id", "place"]
        assert header[-6:] == ["as_shown", "missing", "title", "map_year", "placed", "credit"]
        assert lines and {len(line) for line in lines} == {len(header)}
        assert {line[header.index("title")] for line in lines} != {""}
        assert all(facts.snapshot_id in line[header.index("credit")] for line in lines)


@themes
def test_every_empty_cell_has_its_reason_beside_it(rows: Rows, theme: str) -> None:
    for row in rows(f"/kort/{theme}.csv"):
        reasons = dict(part.split(": ", 1) for part in row["missing"].split("; ")) if row["missing"] else {}
        assert all(reasons.values())
        known = {"id", "as_shown", "missing", "map_year"}
        dashes = {"Hele København", "Hele København, som dokumenterne opgør det"}
        for key, value in row.items():
            if value == "" and key not in known and not row["place"].startswith(tuple(dashes)):
                assert key in reasons, (row["place"], key)


@themes
def test_lines_end_as_rfc_4180_has_it(client: FlaskClient, theme: str) -> None:
    content = client.get(f"/kort/{theme}.csv").data
    assert content.endswith(b"\r\n")
    assert not content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\n") == content.count(b"\r\n")


@themes
def test_excel_gets_semicolons_decimal_commas_and_a_byte_order_mark(client: FlaskClient, theme: str) -> None:
    plain, excel = client.get(f"/kort/{theme}.csv").data, client.get(f"/kort/{theme}.csv?excel=1").data
    assert excel.startswith(b"\xef\xbb\xbfid;place;")
    for one, other in zip(read(plain), read(excel, ";"), strict=True):
        for text, in_excel in zip(one.values(), other.values(), strict=True):
            assert in_excel == (text if _number(text) is None else text.replace(".", ","))


@themes
@pytest.mark.parametrize("prefix", PREFIXES)
def test_the_columns_for_excel_bear_the_names_of_the_page_and_no_name_twice(
    client: FlaskClient, theme: str, prefix: str
) -> None:
    header = next(csv.reader(io.StringIO(client.get(f"{prefix}/kort/{theme}.csv?excel=1").text), delimiter=";"))
    assert len(header) == len(set(header))
    text = client.get(f"{prefix}/kort/{theme}").text
    assert all(escape(name, quote=False) in text for name in header[2:-6])


@themes
def test_the_figures_stand_as_shown_with_the_words_that_belong_to_them(rows: Rows, theme: str) -> None:
    for row in rows(f"/kort/{theme}.csv"):
        told = dict(part.split(": ", 1) for part in row["as_shown"].split("; ")) if row["as_shown"] else {}
        assert all(row[key] != "" for key in told)
        if theme == "daekning" and row["value"] and row["id"].startswith("bydele/"):
            assert told["value"].startswith("mindst ")


def test_a_download_is_a_file_with_a_name_that_says_what_it_is(client: FlaskClient, facts: Facts) -> None:
    for form in ("csv", "geojson", "html"):
        answer = client.get(f"/kort/indkomst.{form}?aar=2010&niveau=rode")
        name = f"helhedskort-indkomst-2010-rode-{facts.snapshot_id}.{form}"
        assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'


@pytest.mark.parametrize("text", EVIL)
def test_a_text_that_a_spreadsheet_would_run_is_made_harmless(text: str) -> None:
    assert formula_safe(text) == f"'{text}"
    sheet = a_sheet(Row(text, (Cell(text, text),), slug="x"))
    for excel in (False, True):
        row = read(csv_of(sheet, DANISH, excel=excel), ";" if excel else ",")[0]
        assert list(row.values())[1:3] == [f"'{text}", f"'{text}"]


@pytest.mark.parametrize("text", ["-3.45", "-3,45", "-12", "0", "Nørrebro", "3–4", "1.234,5", ""])
def test_numbers_and_plain_words_are_left_alone(text: str) -> None:
    assert formula_safe(text) == text


@given(st.text(max_size=40), st.text(max_size=40), st.booleans())
def test_any_text_comes_back_from_the_csv_as_it_went_in(name: str, text: str, excel: bool) -> None:
    content = csv_of(a_sheet(Row(name, (Cell(text, text),))), DANISH, excel=excel)
    row = read(content, ";" if excel else ",")[0]
    assert list(row.values())[1:3] == [formula_safe(name), formula_safe(text)]


@given(st.floats(-1e6, 1e6).map(lambda value: round(value, 2)))
def test_a_figure_comes_back_from_the_csv_as_it_went_in(value: float) -> None:
    sheet = a_sheet(Row("Sted", (Cell("tal", value),)))
    assert float(read(csv_of(sheet, DANISH))[0]["value"]) == value
    assert float(read(csv_of(sheet, DANISH, excel=True), ";")[0]["Tal"].replace(",", ".")) == value


def test_a_missing_figure_is_empty_and_says_why_and_zero_is_zero() -> None:
    columns = (Column("value", "Tal"), Column("gap", "Afstand"))
    sheet = a_sheet(
        Row("A", (Cell("ikke oplyst", missing=True), Cell("kan ikke beregnes", missing=True))),
        Row("B", (Cell("0", 0), Cell("0,00", 0.0))),
        columns=columns,
    )
    first, second = read(csv_of(sheet, DANISH))
    assert (first["value"], first["gap"]) == ("", "")
    assert first["missing"] == "value: ikke oplyst; gap: kan ikke beregnes"
    assert (second["value"], second["gap"], second["missing"]) == ("0", "0", "")


@themes
def test_every_map_is_geojson_in_copenhagen(client: FlaskClient, facts: Facts, theme: str) -> None:
    answer = client.get(f"/kort/{theme}.geojson")
    assert answer.content_type == "application/geo+json"
    whole = json_of(answer)
    assert whole["type"] == "FeatureCollection" and whole["features"]
    assert facts.snapshot_id in whole["source"] and whole["title"]
    for feature in whole["features"]:
        assert feature["geometry"]["type"] in ("Polygon", "MultiPolygon")
        lon, lat = _first_vertex(feature["geometry"]["coordinates"])
        assert 12.4 < lon < 12.75 and 55.6 < lat < 55.75
        assert feature["properties"]["lines"]


def test_a_missing_figure_is_null_in_geojson_and_says_why() -> None:
    marks = {"bydele": {"1": Mark(None, ("A",)), "2": Mark(None, ("B",)), "3": Mark(None)}}
    rows = (
        Row("A", (Cell("ikke oplyst", missing=True),), layer="bydele", shape="1"),
        Row("B", (Cell("0", 0),), layer="bydele", shape="2"),
    )
    shape = {"type": "Polygon", "coordinates": []}
    whole = json.loads(geojson_of(a_sheet(*rows, marks=marks), {"bydele": {"1": shape, "2": shape, "3": shape}}))
    first, second = (feature["properties"] for feature in whole["features"])
    assert (first["value"], first["value_missing"]) == (None, "ikke oplyst")
    assert second["value"] == 0 and "value_missing" not in second


@pytest.mark.parametrize("table", TABLES)
def test_every_table_of_the_snapshot_can_be_fetched_whole(rows: Rows, store: object, facts: Facts, table: str) -> None:
    held = Snapshot(store, facts.snapshot_id).rows(TABLES[table])  # type: ignore[arg-type]
    found = rows(f"/data/{table}.csv")
    assert len(found) == len(held)
    assert held or table == "decisions"  # what a person has not added to yet
    beside = {"footprint_method", "accuracy_m", "footprint_credit", "retrieved_on"} if table == "departments" else set()
    assert all(set(one) == set(held[0]) - {"fid"} | beside for one in found)


def test_a_table_without_rows_still_names_its_columns(client: FlaskClient) -> None:
    assert client.get("/data/decisions.csv").text.splitlines()[0].startswith("key,plan_id,name,department_ids")


@pytest.mark.parametrize("table", SHAPES)
def test_every_table_with_shapes_can_be_fetched_as_geojson(client: FlaskClient, facts: Facts, table: str) -> None:
    answer = client.get(f"/data/{table}.geojson")
    assert answer.content_type == "application/geo+json"
    assert json_of(answer)["snapshot"] == facts.snapshot_id
    without = [one for one in json_of(answer)["features"] if one["geometry"] is None]
    assert len(without) == (1 if table == "departments" else 0)  # "På Sporet" has no outline in the layer


@pytest.mark.parametrize("form", ["csv", "geojson"])
@pytest.mark.parametrize("table", ["findes-ikke", "../current", "sqlite_master", "bydel_coverage", "PLANS"])
def test_an_unknown_table_is_404_with_the_names_of_those_there_are(client: FlaskClient, form: str, table: str) -> None:
    answer = client.get(f"/data/{table}.{form}")
    assert answer.status_code == 404
    if "/" not in table:
        assert "bydele, roder, departments" in answer.get_data(as_text=True)


def test_missing_cells_of_a_table_are_empty_and_zero_is_not(rows: Rows) -> None:
    covered = {(row["bydel"], row["year"]): row["homes_covered"] for row in rows("/data/coverage.csv")}
    assert covered["Nørrebro", "2026"] == "3357"
    assert covered["Valby", "2026"] == ""
    residents = [row for row in rows("/data/indicators.csv") if row["indicator_id"] == "residents"]
    assert "0.0" in {row["value"] for row in residents}


def test_a_download_is_not_sent_twice(client: FlaskClient) -> None:
    for path in ("/data/plans.csv", "/kort/plan.csv", "/figur/plan.svg", "/kort/plan.geojson"):
        first = client.get(path)
        again = client.get(path, headers={"If-None-Match": first.headers["ETag"]})
        assert (again.status_code, again.data) == (304, b"")


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _first_vertex(coordinates: list) -> tuple[float, float]:  # type: ignore[type-arg]
    while isinstance(coordinates[0], list):
        coordinates = coordinates[0]
    return coordinates[0], coordinates[1]
