"""The pages once notes with long titles are taken in: no width scrolls sideways, and no label stands on another."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from geodata.store import current_id
from tests.e2e.conftest import Open, serve
from webmap import create_app
from webmap.render import render

PAGES = [
    "/",
    "/kort/plan?aar=2027",
    "/en/kort/plan?aar=2027",
    "/kort/daekning?aar=2027",
    "/kort/finansiering?aar=2027",
    "/regnestykket",
    "/kilder",
    "/kilder/plans/kgs-enghave-2027",
]
OVERLAPPING = """() => {
  const boxes = [...document.querySelectorAll('.place-label')].filter(one => one.offsetParent).map(one => {
    const range = document.createRange();
    range.selectNodeContents(one.firstChild);
    return [one.textContent, range.getBoundingClientRect()];
  });
  return boxes.flatMap(([name, a], at) => boxes.slice(at + 1)
    .filter(([, b]) => a.left < b.right && b.left < a.right && a.top < b.bottom - 3 && b.top < a.bottom - 3)
    .map(([other]) => name + ' / ' + other));
}"""


@pytest.fixture(scope="module")
def noted(noted_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    cache = tmp_path_factory.mktemp("noted-cache")
    render(noted_store, current_id(noted_store), cache)
    address, stop = serve(create_app({"STORE": noted_store, "CACHE": cache}))
    yield address
    stop()


@pytest.mark.parametrize("path", PAGES)
def test_a_long_title_makes_no_page_scroll_sideways(visit: Open, noted: str, path: str) -> None:
    assert visit(path, at=noted).scrolls_sideways(1400, 768, 390, 320) == []


def test_two_amounts_and_the_names_of_places_do_not_stand_on_one_another(visit: Open, noted: str) -> None:
    seen = visit("/kort/finansiering?aar=2027", at=noted).wait_until_drawn()
    assert seen.page.evaluate(OVERLAPPING) == []


def test_a_name_without_a_space_is_broken_rather_than_wider_than_the_page(visit: Open, noted: str) -> None:
    seen = visit("/kort/plan?aar=2027", at=noted)
    seen.page.evaluate(
        "document.querySelectorAll('h1, .summary, .classes li, .card h3, .cite, .note, dd, option').forEach("
        "one => { one.lastChild.textContent = 'Langt'.repeat(30); })"
    )
    assert seen.scrolls_sideways(390, 320) == []
