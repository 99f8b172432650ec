"""Every theme as a person meets it on a closed network: drawn, walked with the keyboard, read aloud, at every width."""

import re
from collections.abc import Iterable
from typing import Any

import pytest

from tests.e2e.conftest import Open, Visit

pytestmark = pytest.mark.browser
# address -> shapes that can be pointed at: districts, and departments or roder
DISTRICTS, DEPARTMENTS, IN_PLANS, RODER, LISTED = 10, 504, 34, 399, 8
MAPS = {
    "/kort/daekning": DISTRICTS + IN_PLANS,
    "/kort/daekning?niveau=afdeling&sted=amager": DISTRICTS + DEPARTMENTS,
    "/kort/daekning?aar=2016": DISTRICTS,
    "/kort/plan": DISTRICTS + IN_PLANS,
    "/kort/finansiering": DISTRICTS + IN_PLANS,
    "/kort/tilknytning": DISTRICTS,
    "/kort/tilknytning?niveau=rode": RODER,
    "/kort/uddannelse": DISTRICTS,
    "/kort/indkomst": DISTRICTS,
    "/kort/planomraader": DISTRICTS + IN_PLANS,
    "/kort/lister": DISTRICTS + LISTED,
    "/en/kort/daekning": DISTRICTS + IN_PLANS,
    "/en/kort/tilknytning?niveau=rode": RODER,
}
# made of the same parts as others: walked in the long campaign alone
ALIKE = {
    *("/kort/daekning?aar=2016", "/kort/uddannelse", "/kort/indkomst"),
    *("/en/kort/daekning", "/en/kort/tilknytning?niveau=rode"),
}


def each(paths: Iterable[str]) -> list[Any]:
    return [pytest.param(path, marks=pytest.mark.full) if path in ALIKE else path for path in paths]


maps = pytest.mark.parametrize("path", each(MAPS))
ROW = "/kilder/funding/tm021/tabel-1/i-alt/2029"
PAPERS = ["/kilder", "/regnestykket", "/regnestykket?tal=beregnet", ROW, "/tidslinje", "/maal"]
pages = pytest.mark.parametrize("path", each([*MAPS, *PAPERS]))


_TOLD = """layer => [...document.querySelectorAll('path.' + layer)].map(path => {
  path.focus({ preventScroll: true });
  const lines = [...document.querySelectorAll('.tip strong, .tip span')].map(one => one.textContent);
  path.blur();
  return lines;
})"""
_ROWS = """table => {
  const bare = cell => {
    const copy = cell.cloneNode(true);
    copy.querySelectorAll('.aside, .cite, svg').forEach(one => one.remove());
    return copy.textContent.trim();
  };
  const rows = [...table.querySelectorAll('tr')].filter(row => row.querySelector('td'));
  return rows.map(row => [bare(row.querySelector('th')), [...row.querySelectorAll('td')].map(bare)]);
}"""


def told(seen: Visit, layer: str) -> list[list[str]]:
    """What each shape of a layer says when it is reached: the lines of its tooltip."""
    found: list[list[str]] = seen.page.evaluate(_TOLD, layer)
    return found


def rows(seen: Visit) -> dict[str, list[str]]:
    """The rows of the first table by their name, without asides and references."""
    return dict(seen.page.locator("table.numbers").first.evaluate(_ROWS))


@maps
def test_a_map_is_drawn_within_three_seconds_and_asks_nobody_else(shown: Open, path: str) -> None:
    seen = shown(path).wait_until_drawn()
    assert seen.page.locator("path.leaflet-interactive").count() == MAPS[path]
    assert seen.troubles == ([], [], [])
    assert len(seen.requests) >= 10
    assert {url.startswith(f"{seen.base}/") for url in seen.requests} == {True}


@pages
def test_no_width_scrolls_sideways(shown: Open, path: str) -> None:
    assert shown(path).scrolls_sideways(1400, 768, 390, 320) == []


# Axe looks at each page on a narrow screen; on a wide one at a map, a map of many and a paper, made of the same parts.
WIDE = ["/kort/daekning", "/kort/tilknytning?niveau=rode", "/kilder", "/tidslinje"]


@pytest.mark.parametrize(
    ("width", "path"),
    [
        *(
            pytest.param(width, path, marks=pytest.mark.full if path in ALIKE or left else [])
            for path in (*MAPS, *PAPERS)
            for width, left in ((320, False), (1000, path not in WIDE))
        ),
        # the language changes words, not the page, and the last two are made of the same parts
        *((320, f"/en{path}") for path in PAPERS[:-2]),
    ],
)
def test_axe_finds_nothing_to_mend(shown: Open, path: str, width: int) -> None:
    assert shown(path).violations(width) == []


@maps
def test_one_tab_stop_a_layer_and_the_arrows_enter_and_escape_within(shown: Open, path: str) -> None:
    page = shown(path).wait_until_drawn().page
    stops = page.locator('path.leaflet-interactive[tabindex="0"]')
    assert stops.count() == (1 if MAPS[path] in (DISTRICTS, RODER) else 2)
    for layer in {(stop.get_attribute("class") or "").split()[1] for stop in stops.all()}:
        page.locator(f'path.{layer}[tabindex="0"]').focus()
        page.keyboard.press("ArrowRight")
        named = page.evaluate("document.activeElement.getAttribute('aria-label')")
        heading = page.locator(".tip strong").inner_text()
        assert named.startswith(heading)
        page.keyboard.press("Enter")
        assert page.locator("#picked strong").inner_text() == heading
        page.keyboard.press("Escape")
        assert page.locator(".tip").count() == 0
        page.keyboard.press("ArrowLeft")
        assert stops.count() == (1 if MAPS[path] in (DISTRICTS, RODER) else 2)


@pytest.mark.parametrize("path", ["/kort/tilknytning", "/kort/uddannelse", "/kort/indkomst"])
def test_a_district_says_the_figures_of_its_row(shown: Open, path: str) -> None:
    seen = shown(path).wait_until_drawn()
    table = rows(seen)
    lines = told(seen, "bydele")
    assert len(lines) == DISTRICTS
    for name, value, gap, residents in lines:
        cells = table[name]
        assert value == f"{cells[0]} (2013)"
        assert gap == f"Afstand til bygennemsnittet: {cells[2]}"
        assert residents == f"{cells[4]} beboere"


def test_a_rode_says_the_figures_of_its_row(shown: Open) -> None:
    seen = shown("/kort/tilknytning?niveau=rode").wait_until_drawn()
    cells = {name.partition(" rode")[0]: cells for name, cells in rows(seen).items()}
    known = [lines for lines in told(seen, "roder") if len(lines) >= 5]
    assert len(known) > 350
    for name, _, value, gap, residents, *about in known:
        assert about in ([], ["Tal for hele nabolaget, ikke for en boligafdeling"])
        row = cells[name.removesuffix(" rode")]
        assert value.removesuffix(" (2013)") in row
        assert gap.removeprefix("Afstand til bygennemsnittet: ") in row
        assert residents.split(" ")[0] in row


def test_a_district_says_its_coverage_as_its_row_does(shown: Open) -> None:
    seen = shown("/kort/daekning").wait_until_drawn()
    table = rows(seen)
    for name, *lines in told(seen, "bydele"):
        cells = table[name]
        if cells[0] == "ikke oplyst":
            assert lines == ["Afdelinger ikke oplyst i kilderne", f"{cells[1]} almene boliger i alt"]
        else:
            assert cells[2] in " ".join(lines).lower()
            assert f"{cells[0]} af {cells[1]} boliger" in " ".join(lines)


@pytest.mark.parametrize(
    "path", ["/kort/plan", "/kort/finansiering", "/kort/planomraader", "/kort/lister", "/en/kort/daekning"]
)
def test_every_figure_a_shape_says_stands_in_the_page_below(shown: Open, path: str) -> None:
    seen = shown(path).wait_until_drawn()
    below = seen.page.locator("main section").all_text_contents()
    text = " ".join(" ".join(below).split())
    for layer in ("bydele", "departments"):
        for lines in told(seen, layer):
            for figure in re.findall(r"\d[\d.,]*(?:\s(?:%|t\.kr\.|mio\. kr\.))", " ".join(lines)):
                assert " ".join(figure.split()) in text, (lines, figure)


@maps
def test_without_script_the_figures_the_legend_and_the_summary_are_there(visit: Open, path: str) -> None:
    page = visit(path, java_script_enabled=False).page
    assert page.locator(".no-script").is_visible()
    assert page.locator(".summary").first.inner_text().strip()
    assert page.locator(".legend .classes li").count() >= 1
    assert page.locator("table.numbers").first.locator("tbody td").count() >= 20
    assert page.locator("path.leaflet-interactive").count() == 0
    assert page.locator(".use a").count() >= 7
