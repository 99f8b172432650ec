"""How names were placed, as a person uses the page: by mouse, by keys, on a telephone, on paper, without script."""

import pytest

from tests.e2e.conftest import Open

pytestmark = pytest.mark.browser
PAGES = [
    "/afdelinger",
    "/en/afdelinger?udfald=antaget",
    "/afdelinger?soeg=amager",
    "/afdeling/678-9",
    "/afdeling/233-1005",
]
pages = pytest.mark.parametrize("path", PAGES)
PORTUGALSGADE = '[id="amager-2026/portugalsgade"]'


@pages
def test_the_page_breaks_no_rule_asks_nobody_else_and_fits_every_width(visit: Open, path: str) -> None:
    seen = visit(path)
    assert seen.violations(1400) == []
    assert seen.violations(390) == []
    assert seen.scrolls_sideways(1400, 768, 390, 320) == []
    assert seen.troubles == ([], [], [])
    assert {url.startswith(f"{seen.base}/") for url in seen.requests} == {True}


def test_everything_unfolded_breaks_no_rule_either(visit: Open) -> None:
    seen = visit("/afdelinger?plan=amager-2026")
    seen.page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    assert seen.violations(1400) == []
    assert seen.scrolls_sideways(390, 320) == []


def test_a_line_is_copied_as_it_stands(visit: Open) -> None:
    page = visit("/afdelinger").page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    name = page.locator(PORTUGALSGADE)
    name.get_by_role("button", name="Kopiér linjen").first.click()
    page.wait_for_function("[...document.querySelectorAll('.copied')].some(one => one.textContent !== '')")
    assert page.evaluate("navigator.clipboard.readText()") == name.locator("textarea").first.input_value()


def test_by_keys_alone_a_name_is_unfolded_and_its_department_opened(visit: Open) -> None:
    page = visit("/afdelinger").page
    folded = page.locator("details.name:not([open]) > summary").first
    folded.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")  # to the source
    page.keyboard.press("Tab")  # to the department
    page.keyboard.press("Enter")
    page.wait_for_url("**/afdeling/*")


def test_without_script_names_unfold_and_are_searched_and_the_maps_are_there(visit: Open) -> None:
    page = visit("/afdelinger", java_script_enabled=False).page
    assert not page.locator("button[data-copies]").first.is_visible()
    assert page.locator(f"{PORTUGALSGADE} svg.small-map").is_visible()
    page.get_by_label("Søg i navne, organisationer og nøgler").fill("tagensvej")
    page.get_by_role("button", name="Vis").click()
    assert "soeg=tagensvej" in page.url
    assert page.locator("details.name[open]").count() == 1


def test_from_a_name_of_the_map_page_it_is_one_click_to_why(visit: Open) -> None:
    page = visit("/kilder/listed_departments/amager-2026/dagoegade").page
    page.get_by_role("link", name="Afdelinger: hvordan navnet er placeret").click()
    page.wait_for_function("document.getElementById('amager-2026/dagoegade').open")


def test_on_paper_every_name_is_unfolded_and_nothing_is_cut_off(visit: Open) -> None:
    page = visit("/afdelinger?plan=noerrebro-2026", width=794).page
    page.emulate_media(media="print")
    lists = "[...document.querySelectorAll('details.name dl.facts')]"
    shown = page.evaluate(f"{lists}.map(one => one.getBoundingClientRect().height)")
    assert len(shown) == 13 and all(height > 0 for height in shown)
    assert page.evaluate("document.documentElement.scrollWidth") <= 794
    assert not page.locator("textarea").first.is_visible()
