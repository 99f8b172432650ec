"""The ledger, the sources and a row of its own, as a person uses them: by mouse, by keys alone, without script."""

import pytest

from tests.e2e.conftest import Open

pytestmark = pytest.mark.browser
ROW = "/kilder/funding/tm021/tabel-1/i-alt/2029"
ANCHOR = "funding/tm021/tabel-1/i-alt/2029"


@pytest.mark.parametrize("path", ["/regnestykket", "/kilder", ROW])
def test_the_page_asks_nobody_else_and_breaks_no_rule(visit: Open, path: str) -> None:
    seen = visit(path)
    assert seen.troubles == ([], [], [])
    assert {url.startswith(f"{seen.base}/") for url in seen.requests} == {True}


def test_from_a_number_of_the_ledger_it_is_one_click_to_its_line_and_one_to_copy(visit: Open) -> None:
    page = visit("/regnestykket").page
    page.locator("#tm021-tabel-1 a.figure", has_text="12.544").first.click()
    assert page.url.endswith("/kilder/funding/tm021/tabel-1/i-alt/i-alt")
    assert "side 1, linje 125" in page.locator("dl.facts").inner_text()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Kopiér henvisning").click()
    page.wait_for_function("document.querySelector('.copied').textContent !== ''")
    assert page.locator(".copied").inner_text() == "Henvisningen er kopieret."
    assert page.evaluate("navigator.clipboard.readText()") == page.locator("#henvisning").input_value()


def test_where_the_clipboard_is_closed_the_older_way_is_taken(visit: Open) -> None:
    page = visit(ROW).page
    page.evaluate("Object.defineProperty(window, 'isSecureContext', { value: false })")
    page.get_by_role("button", name="Kopiér henvisning").click()
    page.wait_for_function("document.querySelector('.copied').textContent !== ''")
    assert page.locator(".copied").inner_text() == "Henvisningen er kopieret."


def test_the_reference_is_copied_with_keys_alone(visit: Open) -> None:
    page = visit(ROW).page
    page.locator("#henvisning").focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.dataset.copies") == "henvisning"
    page.keyboard.press("Enter")
    page.wait_for_function("document.querySelector('.copied').textContent !== ''")
    assert page.evaluate("document.activeElement.dataset.copies") == "henvisning"


def test_without_script_the_reference_is_there_and_the_button_is_not(visit: Open) -> None:
    page = visit(ROW, java_script_enabled=False).page
    assert "side 1, linje 125. Trykt: 3.734" in page.locator("#henvisning").input_value()
    assert not page.locator("button[data-copies]").is_visible()


def test_an_address_of_a_row_unfolds_it(visit: Open) -> None:
    page = visit(f"/kilder#{ANCHOR}").page
    row = page.locator(f'[id="{ANCHOR}"]')
    assert row.is_visible()
    assert page.locator("details[open]").count() == 1
    page.evaluate("window.location.hash = '#listed_departments/noerrebro-2026/afd-58'")
    page.wait_for_function("document.querySelectorAll('details[open]').length === 2")


@pytest.mark.parametrize("wrong", ["#%", "#findes-ikke", "#funding/%E0%A4%A"])
def test_an_address_that_names_nothing_unfolds_nothing(visit: Open, wrong: str) -> None:
    seen = visit(f"/kilder{wrong}")
    assert seen.page.locator("details[open]").count() == 0
    assert seen.troubles == ([], [], [])


def test_without_script_every_row_can_be_reached(visit: Open) -> None:
    page = visit("/kilder?dokument=tm021", java_script_enabled=False).page
    assert page.locator(f'[id="{ANCHOR}"]').is_visible()
    page.locator(f'[id="{ANCHOR}"] a').click()
    assert page.url.endswith(ROW)


def test_the_switch_changes_which_figure_stands_first_without_script_too(visit: Open) -> None:
    page = visit("/regnestykket", java_script_enabled=False).page
    page.get_by_role("link", name="Som beregnet").click()
    assert page.url.endswith("/regnestykket?tal=beregnet")
    heads = page.locator("#fejl thead th").all_inner_texts()
    assert heads[1:3] == ["Beregnet", "Trykt"]


@pytest.mark.parametrize("path", ["/regnestykket", ROW])
def test_on_paper_nothing_is_cut_off(visit: Open, path: str) -> None:
    page = visit(path, width=794).page
    page.emulate_media(media="print")
    wide = page.evaluate("[...document.querySelectorAll('table')].filter(t => t.scrollWidth > 800).map(t => t.id)")
    assert wide == []
    assert not page.locator("nav.themes").is_visible()
