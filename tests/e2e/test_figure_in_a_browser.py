"""The figures as a browser draws them, in whatever face it has: no word outside the picture or upon another."""

from itertools import combinations

import pytest
from playwright.sync_api import Page

from tests.e2e.conftest import Open
from tests.e2e.test_every_theme import rows
from webmap.themes import THEMES

pytestmark = pytest.mark.browser
MORE = [
    "daekning.svg?niveau=afdeling",
    "daekning.svg?aar=2028&sted=noerrebro",
    "finansiering.svg?aar=2029",
    "tilknytning.svg?niveau=rode&sted=amager",
    "uddannelse.svg?maal=medium_higher_education",
    "indkomst.svg?maal=disposable_income",
]
FIGURES = [*(f"{slug}.svg" for slug in THEMES), *MORE]
# Each line of text: what it says, its box in the units of the picture, and whether it is a label of the map.
_LINES = """() => [...document.querySelectorAll('text')].flatMap(text => {
  const lines = text.querySelectorAll('tspan').length ? [...text.querySelectorAll('tspan')] : [text];
  const scale = document.documentElement.viewBox.baseVal.width / document.documentElement.getBoundingClientRect().width;
  return lines.map(line => {
    const box = line.getBoundingClientRect();
    const rim = box.height * 0.15;  // letters do not fill the line they stand in
    const sides = [box.left, box.top + rim, box.right, box.bottom - rim].map(side => side * scale);
    return [line.textContent, sides, line !== text];
  });
})"""
_LABELS = """() => [...document.querySelectorAll('text')].map(
  text => [...text.querySelectorAll('tspan')].map(line => line.textContent)
)"""
_MAP = """() => {
  const frame = [...document.querySelectorAll('rect')].find(rect => rect.getAttribute('stroke') === '#8d969c');
  return ['x', 'y', 'width', 'height'].map(name => Number(frame.getAttribute(name)));
}"""
Box = tuple[float, float, float, float]


def upon(one: Box, other: Box) -> bool:
    return min(one[2], other[2]) - max(one[0], other[0]) > 1 and min(one[3], other[3]) - max(one[1], other[1]) > 1


@pytest.fixture(scope="module")
def canvas(shown: Open) -> Page:
    """A page that figures are opened in, one after another."""
    return shown("/findes-ikke").page


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize("figure", FIGURES)
def test_no_word_stands_outside_the_picture_or_upon_another(canvas: Page, base: str, figure: str, prefix: str) -> None:
    canvas.goto(f"{base}{prefix}/figur/{figure}")
    width, height = canvas.evaluate("(({width, height}) => [width, height])(document.documentElement.viewBox.baseVal)")
    left, top, wide, high = canvas.evaluate(_MAP)
    lines = canvas.evaluate(_LINES)
    assert len(lines) > 15 and width == 1600
    for text, box, on_map in lines:
        assert box[0] >= 0 and box[1] >= 0 and box[2] <= width and box[3] <= height, text
        if on_map:
            assert box[0] >= left and box[1] >= top and box[2] <= left + wide and box[3] <= top + high, text
    over = [(one[0], other[0]) for one, other in combinations(lines, 2) if upon(one[1], other[1])]
    assert over == []


@pytest.mark.parametrize("theme", ["daekning", "tilknytning", "uddannelse", "indkomst"])
def test_a_figure_says_the_figures_of_the_table(canvas: Page, shown: Open, base: str, theme: str) -> None:
    cells = rows(shown(f"/kort/{theme}").wait_until_drawn())
    canvas.goto(f"{base}/figur/{theme}.svg")
    labels = canvas.evaluate(_LABELS)
    valued = [lines for lines in labels if lines and any(letter.isdigit() for letter in lines[-1])]
    assert len(valued) == (3 if theme == "daekning" else 10)
    for *name, value in valued:
        assert value in cells[" ".join(name)]


@pytest.mark.parametrize("figure", ["daekning.png", "tilknytning.png?niveau=rode", "finansiering.png?aar=2029"])
def test_a_png_opens_at_its_full_width(canvas: Page, base: str, figure: str) -> None:
    canvas.goto(f"{base}/figur/{figure}")
    wide, high = canvas.evaluate(
        "(({naturalWidth, naturalHeight}) => [naturalWidth, naturalHeight])(document.images[0])"
    )
    assert wide == 1890 and 1300 < high < 2600
