"""The map in somebody else's page: another origin on loopback, allowed or not."""

import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Frame

from tests.e2e.conftest import Open, Visit, serve
from webmap import create_app

pytestmark = pytest.mark.browser
EMBED = "/embed/kort/tilknytning"


class Intranet(BaseHTTPRequestHandler):
    """A page that frames the address in its query."""

    def do_GET(self) -> None:  # noqa: N802 - the name the standard library asks for
        framed = self.path.partition("?")[2]
        head = '<!doctype html><title>Intranet</title><link rel="icon" href="data:,"><h1>Bydele</h1>'
        page = f'{head}<iframe width="900" height="760" src="{framed}"></iframe>'
        self.send_response(200 if framed else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(page.encode() if framed else b"")

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@pytest.fixture(scope="module")
def intranet() -> Iterator[str]:
    """The origin of another server."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Intranet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join(timeout=5)


@pytest.fixture(scope="module")
def allowing(store: Path, cache: Path, intranet: str) -> Iterator[str]:
    """A server that lets the intranet frame its maps."""
    address, stop = serve(create_app({"STORE": store, "CACHE": cache, "FRAME_ANCESTORS": f"'self' {intranet}"}))
    yield address
    stop()


@pytest.fixture
def framed(visit: Open, intranet: str) -> Callable[[str], Visit]:
    """The intranet's page around an address."""

    def open_framed(address: str) -> Visit:
        return visit(f"/?{address}", at=intranet)

    return open_framed


def frame_of(seen: Visit) -> Frame:
    return seen.page.frames[1]


def test_an_allowed_page_shows_the_map_with_its_figures(
    framed: Callable[[str], Visit], allowing: str, shown: Open
) -> None:
    seen = framed(allowing + EMBED)
    frame = frame_of(seen)
    frame.wait_for_selector("#map_kort[data-drawn]", timeout=3000)
    assert frame.locator("path.bydele").count() == 10
    assert frame.locator("path.outlines").count() == 34
    page = shown("/kort/tilknytning").wait_until_drawn().page
    labels = [sorted(one.locator(".place-label").all_text_contents()) for one in (frame, page)]
    assert labels[0] == labels[1] and "Nørrebro82,63\xa0%" in labels[0]
    assert "82,61" in frame.locator(".comparator").inner_text()
    tables = [one.locator("table.numbers tbody td.n").all_text_contents() for one in (frame, page)]
    assert tables[0] == tables[1][: len(tables[0])] and len(tables[0]) >= 40
    assert (seen.failed, seen.complaints) == ([], [])
    assert {url.startswith((f"{allowing}/", f"{seen.base}/")) for url in seen.requests} == {True}


def test_links_in_a_frame_open_in_a_window_of_their_own(framed: Callable[[str], Visit], allowing: str) -> None:
    seen = framed(allowing + EMBED)
    frame = frame_of(seen)
    with seen.page.context.expect_page() as opened:
        frame.get_by_role("link", name="Åbn kortet i Helhedskort").click()
    assert opened.value.url == f"{allowing}/kort/tilknytning"
    with seen.page.context.expect_page() as source:
        frame.locator("a.cite").first.click()
    assert source.value.url.startswith(f"{allowing}/kilder#datasaet-")
    assert frame.url == allowing + EMBED


def test_a_page_that_is_not_named_may_not_show_the_map(framed: Callable[[str], Visit], base: str) -> None:
    seen = framed(base + EMBED)
    seen.page.wait_for_timeout(300)
    assert frame_of(seen).url.startswith("chrome-error:")
    assert any("frame-ancestors" in said for said in seen.complaints)


def test_no_page_may_frame_a_map_that_is_not_made_for_it(framed: Callable[[str], Visit], allowing: str) -> None:
    seen = framed(f"{allowing}/kort/tilknytning")
    seen.page.wait_for_timeout(300)
    assert frame_of(seen).url.startswith("chrome-error:")


@pytest.mark.parametrize("number", [0, 1])
def test_the_code_a_page_offers_shows_the_map(visit: Open, allowing: str, intranet: str, number: int) -> None:
    offered = visit("/kort/finansiering?aar=2029", at=allowing).page.locator("textarea.code").nth(number)
    seen = visit("/?about:blank", at=intranet)
    seen.page.evaluate(f"document.body.innerHTML = {json.dumps(offered.input_value())}")
    seen.page.frame_locator("iframe").locator("#map_kort[data-drawn]").wait_for(timeout=3000)
    assert "1.100 t.kr." in seen.page.frame_locator("iframe").locator(".place-label.value").first.inner_text()
    assert (seen.failed, seen.complaints) == ([], [])
