"""The map as a person meets it: drawn, pointed at, tabbed through, read aloud, on a closed network."""

from pathlib import Path

import pytest

from tests.e2e.conftest import Open, serve
from webmap import create_app

pytestmark = pytest.mark.browser


def test_the_districts_have_a_size_on_the_screen(visit: Open) -> None:
    seen = visit("/").wait_until_drawn()
    for box in [shape.bounding_box() for shape in seen.page.locator("path.bydele").all()]:
        assert box is not None and box["width"] > 20 and box["height"] > 20


def test_unknown_districts_are_hatched_and_known_ones_are_not(visit: Open) -> None:
    page = visit("/").wait_until_drawn().page
    fills = [shape.get_attribute("fill") or "" for shape in page.locator("path.bydele").all()]
    assert fills.count("url(#hatch-unknown)") == 7
    assert sorted(set(fills) - {"url(#hatch-unknown)"}) == ["#5d86b3", "#8eaccd"]


def test_pointing_at_a_district_shows_its_figures(visit: Open) -> None:
    page = visit("/").wait_until_drawn().page
    page.locator('path[aria-label^="Bispebjerg"]').hover(position={"x": 40, "y": 30})
    assert page.locator(".tip strong").inner_text() == "Bispebjerg"
    assert page.locator(".tip").inner_text().splitlines()[1] == "Afdelinger ikke oplyst i kilderne"


def test_one_tab_stop_a_layer_and_arrow_keys_within(visit: Open) -> None:
    page = visit("/").wait_until_drawn().page
    stops = page.locator('path.leaflet-interactive[tabindex="0"]')
    assert stops.count() == 2
    stops.first.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    focused = page.evaluate("document.activeElement.getAttribute('aria-label')")
    assert focused == "Nørrebro: mindst 35,1\u00a0% af de almene boliger"
    assert "3.357 af 9.565 boliger" in page.locator(".tip").inner_text()
    page.keyboard.press("Escape")
    assert page.locator(".tip").count() == 0


def test_tab_leaves_the_map_again(visit: Open) -> None:
    page = visit("/").wait_until_drawn().page
    page.locator('path.bydele[tabindex="0"]').focus()
    for _ in range(6):
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('#map_kort')") is None


def test_enter_picks_a_district_and_marks_its_row(visit: Open) -> None:
    page = visit("/").wait_until_drawn().page
    page.locator('path.bydele[tabindex="0"]').focus()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    assert page.locator("#picked strong").inner_text() == "Amager Vest"
    assert page.locator("#tabel tr.picked th a").inner_text() == "Amager Vest"
    page.locator("#picked a").click()
    assert page.url.endswith("/kort/daekning?sted=amager-vest")


def test_a_place_is_zoomed_to(visit: Open) -> None:
    whole, place = visit("/").wait_until_drawn(), visit("/kort/daekning?sted=noerrebro").wait_until_drawn()
    boxes = [seen.page.locator('path[aria-label^="Nørrebro"]').bounding_box() for seen in (whole, place)]
    assert boxes[0] and boxes[1] and boxes[1]["width"] > 2 * boxes[0]["width"]


@pytest.mark.parametrize("path", ["/", "/kort/daekning?sted=amager", "/kort/tilknytning?sammenlign=almene"])
def test_a_page_that_opens_on_a_narrow_screen_does_not_scroll_sideways(visit: Open, path: str) -> None:
    seen = visit(path, width=320).wait_until_drawn()
    assert seen.scrolls_sideways(320) == []


@pytest.mark.parametrize("path", ["/findes-ikke", "/kort/daekning?aar=1999"])
def test_a_page_about_a_problem_is_a_good_page_at_every_width(visit: Open, path: str) -> None:
    seen = visit(path)
    assert seen.scrolls_sideways(1400, 768, 390, 320) == []
    assert [seen.violations(width) for width in (320, 1000)] == [[], []]


def test_without_script_every_figure_is_still_there(visit: Open) -> None:
    page = visit("/", java_script_enabled=False).page
    assert page.locator("noscript").is_visible() or page.locator(".no-script").is_visible()
    assert page.locator('#tabel tr[data-place="noerrebro"] td').all_inner_texts()[2] == "mindst 35,1\u00a0%"
    page.locator(".years a", has_text="2029").first.click()
    assert page.locator('#tabel tr[data-place="noerrebro"] td').first.inner_text() == "ikke oplyst"


def test_colours_forced_by_the_reader_leave_the_map_readable(visit: Open) -> None:
    page = visit("/", forced_colors="active", reduced_motion="reduce").wait_until_drawn().page
    assert page.locator('path[fill="#5d86b3"]').count() == 2


def test_approximate_outlines_are_dotted_and_say_so_when_reached(visit: Open, unsure: tuple[Path, Path]) -> None:
    store, cache = unsure
    address, stop = serve(create_app({"STORE": store, "CACHE": cache}))
    seen = visit("/kort/plan", at=address).wait_until_drawn()
    dotted = seen.page.locator('path.departments[stroke-dasharray="2 4"][stroke-linecap="butt"]')
    assert (dotted.count(), seen.troubles) == (3, ([], [], []))
    dotted.first.focus()
    assert "Omridset er omtrentligt" in seen.page.locator(".tip").inner_text()
    assert "omtrentligt" in seen.page.locator(".legend").inner_text()
    stop()


def test_shapes_that_cannot_be_fetched_are_said_and_the_table_stays(visit: Open) -> None:
    seen = visit("/findes-ikke")
    seen.page.route("**/departments-in-plans.json", lambda route: route.abort())
    seen.page.goto(seen.base + "/")
    seen.page.wait_for_selector("#picked p:not(.hint)")
    seen.page.wait_for_selector("#map_kort[data-drawn]")  # the layers that could be fetched
    assert "Kortet kunne ikke hentes" in seen.page.locator("#picked").inner_text()
    assert seen.page.locator("#tabel tbody tr").count() == 11
    assert seen.page.locator("path.bydele").count() == 10
