"""The picture of a map: where its words stand and break, what it draws once, and that it is always the same."""

import math
import re
import struct
from xml.etree import ElementTree

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from webmap.lettering import broken, width
from webmap.placing import Block, placed

FRAME = (0.0, 0.0, 1000.0, 1000.0)


@given(st.text(alphabet="abcæøåMW 1234.,%<&\u00a0", max_size=200), st.booleans())
def test_no_line_is_wider_than_its_room_and_no_letter_is_lost(text: str, bold: bool) -> None:
    lines = broken(text, 20, 200, bold=bold)
    assert all(width(line, 20, bold=bold) <= 200 for line in lines)
    assert re.sub(r"\s", "", "".join(lines)) == re.sub(r"\s", "", text)


def test_a_date_and_a_licence_stay_on_one_line() -> None:
    assert broken("andel pr. bydel, pr. 31. december 2026", 40, 660)[-1] == "pr. 31. december 2026"
    assert "CC BY 4.0." in "|".join(broken("© Københavns Kommune; CC BY 4.0. Helhedskort", 21, 400))


def test_a_word_wider_than_the_room_is_cut() -> None:
    assert len(broken("W" * 100, 20, 200)) > 5


def test_a_block_stands_where_it_wants_when_nothing_is_in_the_way() -> None:
    assert placed([Block(500, 500, 100, 20)], [], [], FRAME) == [(500, 500)]


def test_two_blocks_that_want_one_place_do_not_overlap() -> None:
    one, other = placed([Block(500, 500, 100, 20), Block(500, 502, 100, 20, rank=1)], [], [], FRAME)
    assert one == (500, 500)
    assert other is not None and abs(other[1] - 500) >= 20


def test_a_block_stays_within_the_frame_and_off_the_shapes_it_should_show() -> None:
    ((x, y),) = [place for place in placed([Block(10, 500, 100, 20)], [], [], FRAME) if place]
    assert x >= 50
    ((x, y),) = [
        place for place in placed([Block(500, 500, 100, 20, clear=True)], [], [(480, 480, 520, 520)], FRAME) if place
    ]
    assert abs(y - 500) >= 30 or abs(x - 500) >= 70


def test_an_optional_block_without_room_is_left_out_and_another_is_not() -> None:
    taken = [(0.0, 0.0, 1000.0, 1000.0)]
    assert placed([Block(500, 500, 100, 20, optional=True), Block(500, 500, 100, 20)], taken, [], FRAME)[0] is None
    assert placed([Block(500, 500, 100, 20)], taken, [], FRAME)[0] is not None


def test_the_picture_is_as_wide_as_promised_and_says_its_resolution(client: FlaskClient) -> None:
    picture = client.get("/figur/lister.png").data
    assert picture[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">I", picture[16:20]) == (1890,)
    at = picture.index(b"pHYs")
    across, _, unit = struct.unpack(">IIB", picture[at + 4 : at + 13])
    assert (math.isclose(across * 0.0254, 300, abs_tol=0.1), unit) == (True, 1)


def test_a_figure_is_the_same_each_time(client: FlaskClient) -> None:
    first = [client.get(f"/figur/daekning.{form}").data for form in ("svg", "png")]
    client.application.extensions["serving"].now().pictures._kept.clear()
    assert [client.get(f"/figur/daekning.{form}").data for form in ("svg", "png")] == first


def test_a_border_that_two_roder_share_is_drawn_once(client: FlaskClient) -> None:
    tree = ElementTree.fromstring(client.get("/figur/tilknytning.svg?niveau=rode").data)
    layer = next(group for group in tree.iter() if group.get("id") == "roder")
    strokes = [path for path in layer.iter() if path.get("stroke") == "#5b6770"]
    assert len(strokes) == 1
    assert sum(path.get("fill") != "none" for path in layer.iter() if path.tag.endswith("path")) > 380


@pytest.mark.parametrize(("year", "dashed"), [(2026, False), (2028, True)])
def test_a_disputed_border_is_dashed_over_white_and_drawn_after_the_plain_ones(
    client: FlaskClient, year: int, dashed: bool
) -> None:
    tree = ElementTree.fromstring(client.get(f"/figur/daekning.svg?aar={year}").data)
    layer = next(group for group in tree.iter() if group.get("id") == "bydele")
    lines = [path for path in layer if path.get("fill") == "none" and path.get("stroke") != "#a8a296"]
    assert [line.get("stroke") for line in lines] == (["#24323d", "#ffffff", "#24323d"] if dashed else ["#24323d"])
    assert bool(lines[-1].get("stroke-dasharray")) == dashed


def test_the_neighbours_bear_their_names_in_italics(client: FlaskClient) -> None:
    tree = ElementTree.fromstring(client.get("/figur/daekning.svg").data)
    names = {"".join(text.itertext()) for text in tree.iter() if text.get("font-style") == "italic"}
    assert {"Frederiksberg", "Hvidovre"} <= names
