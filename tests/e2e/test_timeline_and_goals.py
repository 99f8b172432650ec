"""The timeline and the goal board as a person meets them: on a telephone, on paper, without script."""

import pytest

from tests.e2e.conftest import Open

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("width", "drawing"), [(1400, "wide"), (768, "middle"), (320, "narrow")])
def test_one_chart_is_shown_at_each_width_and_its_text_can_be_read(shown: Open, width: int, drawing: str) -> None:
    page = shown("/tidslinje").page
    before = page.viewport_size
    page.set_viewport_size({"width": width, "height": 900})
    visible = [one for one in page.locator("svg.timeline").all() if one.is_visible()]
    assert len(visible) == 1
    assert drawing in (visible[0].get_attribute("class") or "").split()
    heights = visible[0].locator("text").evaluate_all("all => all.map(one => one.getBoundingClientRect().height)")
    assert min(heights) > 10
    page.set_viewport_size(before or {"width": 1400, "height": 900})


@pytest.mark.parametrize("path", ["/tidslinje", "/maal"])
def test_on_paper_the_tables_stand_whole_with_their_sources(visit: Open, path: str) -> None:
    seen = visit(path, width=794)
    seen.page.emulate_media(media="print")
    table = seen.page.locator("table.told").first
    assert table.is_visible() and table.locator(".cite").first.is_visible()
    assert seen.page.evaluate("[...document.querySelectorAll('table')].every(one => one.scrollWidth <= 800)")
    assert not seen.page.locator("nav.themes").is_visible()
    assert seen.troubles == ([], [], [])


def test_a_place_is_chosen_without_script(visit: Open) -> None:
    page = visit("/tidslinje", java_script_enabled=False).page
    page.select_option("#sted-valg", "amager")
    page.get_by_role("button", name="Vis").click()
    assert page.url.endswith("/tidslinje?sted=amager")
    assert page.locator("#planer tbody tr").count() == 4
