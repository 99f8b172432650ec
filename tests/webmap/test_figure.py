"""A map as a picture for a report: self-contained, readable by those who cannot see it, the same each time."""

import re
import struct
import zlib
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.webmap.addresses import PREFIXES, maps
from tests.webmap.font_widths import Font
from webmap import figure
from webmap.asking import asked
from webmap.facts import Facts
from webmap.lettering import broken
from webmap.reports import figure_shapes
from webmap.themes import THEMES

SVG = "{http://www.w3.org/2000/svg}"
themes = pytest.mark.parametrize("theme", THEMES)
languages = pytest.mark.parametrize("prefix", PREFIXES)


def drawn(client: FlaskClient, path: str) -> ElementTree.Element:
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.content_type == "image/svg+xml; charset=utf-8"
    return ElementTree.fromstring(answer.data)


def _text(root: ElementTree.Element) -> str:
    return " ".join(tag.text or "" for tag in root.iter() if tag.tag in (f"{SVG}text", f"{SVG}tspan"))


def chunks(picture: bytes) -> dict[bytes, bytes]:
    """The chunks of a PNG by name; their check sums hold."""
    assert picture.startswith(b"\x89PNG\r\n\x1a\n")
    found: dict[bytes, bytes] = {}
    at = 8
    while at < len(picture):
        (length,) = struct.unpack(">I", picture[at : at + 4])
        name, body = picture[at + 4 : at + 8], picture[at + 8 : at + 8 + length]
        assert struct.unpack(">I", picture[at + 8 + length : at + 12 + length])[0] == zlib.crc32(name + body)
        found.setdefault(name, body)
        at += 12 + length
    return found


@themes
@languages
def test_a_figure_has_title_description_and_language(
    client: FlaskClient, facts: Facts, theme: str, prefix: str
) -> None:
    root = drawn(client, f"{prefix}/figur/{theme}.svg")
    title, told = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert title is not None and title.text
    assert told is not None and told.text and title.text in told.text and facts.snapshot_id in told.text
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == ("en" if prefix else "da")
    assert root.get("aria-labelledby") == f"{title.get('id')} {told.get('id')}"
    assert root.get("width") == "160.0mm"


def test_every_map_is_a_well_formed_figure_with_ids_that_stand_once(client: FlaskClient, facts: Facts) -> None:
    for path in maps(facts, "/figur/{theme}.svg"):
        root = drawn(client, path)
        ids = [tag.get("id") for tag in root.iter() if tag.get("id")]
        assert len(ids) == len(set(ids)), path


@themes
def test_a_figure_asks_for_nothing_from_anywhere(client: FlaskClient, theme: str) -> None:
    text = client.get(f"/figur/{theme}.svg").get_data(as_text=True)
    assert set(re.findall(r"https?://[^\s\"'<>]+", text)) == {"http://www.w3.org/2000/svg"}
    root = ElementTree.fromstring(text)
    assert not [tag for tag in root.iter() if tag.tag in (f"{SVG}script", f"{SVG}image", f"{SVG}foreignObject")]
    used = set(re.findall(r"url\(#([\w-]+)\)", text))
    assert used <= {tag.get("id") for tag in root.iter(f"{SVG}pattern")}
    assert not re.search(r"href|@import|@font-face|\son\w+=", text)


def test_all_text_of_a_figure_stands_within_the_frame(client: FlaskClient, facts: Facts) -> None:
    """Measured in the figure's own font, so that no line is cut off or runs into the map."""
    _, plain, bold = (Font(path) for path in sorted(figure.font_files()))
    for prefix in PREFIXES:
        for path in maps(facts, f"{prefix}/figur/{{theme}}.svg"):
            root = drawn(client, path)
            _, _, width, height = (float(part) for part in (root.get("viewBox") or "").split())
            assert width == figure.WIDTH
            for tag in root.iter(f"{SVG}text"):
                if tag.get("x") is None or tag.get("text-anchor"):
                    continue
                font = bold if tag.get("font-weight") else plain
                length = font.width(tag.text or "", float(tag.get("font-size") or 0))
                right, bottom = float(tag.get("x") or 0) + length, float(tag.get("y") or 0)
                assert right <= width - figure.MARGIN / 2, f"{path}: {tag.text}"
                assert bottom <= height - 8, f"{path}: {tag.text}"


@themes
def test_labels_of_places_stand_within_the_map(client: FlaskClient, theme: str) -> None:
    for tag in drawn(client, f"/figur/{theme}.svg").iter(f"{SVG}tspan"):
        x = float(tag.get("x") or 0)
        half = len(tag.text or "") * 23 * 0.25
        assert x - half > figure.MARGIN - 10 and x + half < figure.LEGEND_X + 10, tag.text


@themes
def test_the_text_of_a_figure_is_text(client: FlaskClient, theme: str) -> None:
    root = drawn(client, f"/figur/{theme}.svg")
    text = _text(root)
    assert "Nørrebro" in text and "CC BY 4.0" in text and "2 km" in text


@pytest.mark.parametrize("query", ["plan.png", "tilknytning.png?niveau=rode&aar=2013"])
def test_a_png_is_as_wide_as_160_mm_at_300_dots_an_inch(client: FlaskClient, query: str) -> None:
    answer = client.get(f"/figur/{query}")
    assert answer.content_type == "image/png"
    held = chunks(answer.data)
    width, height = struct.unpack(">II", held[b"IHDR"][:8])
    assert width == 1890
    assert height > 1000
    across, down, unit = struct.unpack(">IIB", held[b"pHYs"])
    assert (across, down, unit) == (11811, 11811, 1)
    assert list(held)[:2] == [b"IHDR", b"pHYs"]
    assert not {b"tIME", b"tEXt", b"iTXt"} & set(held), "nothing that differs from one drawing to the next"


@pytest.mark.parametrize("name", ["plan.svg", "finansiering.svg?aar=2029", "lister.png"])
def test_a_figure_is_the_same_bytes_each_time(client: FlaskClient, name: str) -> None:
    assert client.get(f"/figur/{name}").data == client.get(f"/figur/{name}").data


def test_a_png_is_drawn_with_the_packaged_font_which_has_every_letter(client: FlaskClient) -> None:
    assert sorted(path.name for path in figure.font_files()) == [
        "SourceSansPro-It.ttf",
        "SourceSansPro-Regular.ttf",
        "SourceSansPro-Semibold.ttf",
    ]
    letters = {letter for theme in THEMES for letter in _text(drawn(client, f"/figur/{theme}.svg"))}
    for path in figure.font_files():
        font = Font(path)
        assert {letter for letter in letters if not font.has(letter)} - {"\u2060"} == set()


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", "A & B", '"x"', "]]>", "æøå – 35\u00a0%"])
def test_hostile_names_in_a_figure_are_text(shared_app: Flask, facts: Facts, name: str) -> None:
    hostile = replace(facts, bydele={no: (f"{name}{no}", slug) for no, (_, slug) in facts.bydele.items()})
    with shared_app.test_request_context("/kort/plan"):
        ask = asked("plan")
        sheet = ask.theme.sheet(hostile, ask.state, ask.lang)
        text = figure.svg(sheet, figure_shapes(ask.served), ask.lang)
    root = ElementTree.fromstring(text)
    told = root.find(f"{SVG}desc")
    assert not list(root.iter(f"{SVG}script"))
    assert told is not None and f"{name}1" in (told.text or "")


@pytest.mark.parametrize(("text", "lines"), [("a b", ["a b"]), ("", [""]), ("x" * 30, ["x" * 30])])
def test_a_text_that_fits_is_one_line(text: str, lines: list[str]) -> None:
    assert broken(text, 25, 400) == lines


def test_a_long_text_is_broken_between_words_and_keeps_them_all() -> None:
    text = "Almene boliger under en boligsocial helhedsplan, andel pr. bydel"
    lines = broken(text, 40, 500)
    assert len(lines) > 1
    assert " ".join(lines) == text
