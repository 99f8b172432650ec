"""A map saved as one HTML file and opened from disk with the network off: the same map with the same figures."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.e2e.conftest import Open, Visit, opened

pytestmark = pytest.mark.browser
MAPS = ["daekning", "tilknytning?niveau=rode", "finansiering", "daekning?niveau=afdeling&sted=noerrebro"]


@pytest.fixture(scope="module", params=MAPS)
def pair(
    request: pytest.FixtureRequest, browser: Browser, shown: Open, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Visit, Visit]]:
    """A page, and the file it offers: saved, and opened with the network off."""
    name, _, query = request.param.partition("?")
    page = shown(f"/kort/{request.param}").wait_until_drawn()
    answer = page.page.request.get(f"{page.base}/kort/{name}.html?{query}")
    assert answer.headers["content-disposition"].startswith(f'attachment; filename="helhedskort-{name}')
    path: Path = tmp_path_factory.mktemp("saved") / "kort.html"
    path.write_bytes(answer.body())
    context = browser.new_context(viewport={"width": 1400, "height": 900}, offline=True)
    file = opened(context, path.as_uri()).wait_until_drawn()
    yield page, file
    context.close()


def test_a_file_draws_every_shape_and_asks_for_nothing(pair: tuple[Visit, Visit]) -> None:
    page, file = pair
    for shapes in ("path.leaflet-interactive", "path.bydele", "path.roder", "path.departments", "path.outlines"):
        assert file.page.locator(shapes).count() == page.page.locator(shapes).count()
    assert file.page.locator("path.leaflet-interactive").count() > 0
    assert file.troubles == ([], [], [])
    assert [url for url in file.requests if not url.startswith("data:")] == [file.page.url]


def test_a_file_says_the_figures_of_the_page(pair: tuple[Visit, Visit]) -> None:
    page, file = pair
    for said in (".place-label", ".map-title", ".map-source", ".summary", ".legend .classes li", ".comparator"):
        texts = [sorted(one.page.locator(said).all_text_contents()) for one in (page, file)]
        assert texts[0] == texts[1], said
    tables = [one.page.locator("table.numbers").all() for one in (page, file)]
    assert len(tables[0]) == len(tables[1])
    for ours, theirs in zip(*tables, strict=True):
        assert (theirs.text_content() or "").split() == (ours.text_content() or "").split()


def test_a_file_is_walked_with_the_keyboard_and_scrolls_nowhere_sideways(pair: tuple[Visit, Visit]) -> None:
    file = pair[1]
    file.page.locator('path.leaflet-interactive[tabindex="0"]').first.focus()
    file.page.keyboard.press("ArrowRight")
    file.page.keyboard.press("Enter")
    assert file.page.locator("#picked strong").inner_text() == file.page.locator(".tip strong").inner_text()
    file.page.keyboard.press("Escape")
    assert file.scrolls_sideways(1400, 390, 320) == []


def test_every_reference_in_a_file_leads_to_a_source_in_it(pair: tuple[Visit, Visit]) -> None:
    missing = pair[1].page.evaluate(
        "[...document.querySelectorAll('main a[href^=\"#\"]:not(.map a)')].map(a => a.getAttribute('href'))"
        ".filter(href => !document.getElementById(href.slice(1)))"
    )
    assert missing == []


@pytest.mark.parametrize("pair", ["daekning"], indirect=True)
def test_axe_finds_nothing_to_mend_in_a_file(pair: tuple[Visit, Visit]) -> None:
    assert pair[1].violations(1000) == []
