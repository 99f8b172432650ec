"""A map under the address of its snapshot: it draws, and everything it leads to is there and stays pinned."""

import re
from urllib.parse import urljoin, urlsplit

import pytest

from tests.e2e.conftest import Open, Visit

pytestmark = pytest.mark.browser


def pinned_address(seen: Visit) -> str:
    return seen.page.locator(".use .formats a").last.get_attribute("href") or ""


@pytest.mark.parametrize("path", ["/kort/daekning?niveau=afdeling", "/en/kort/tilknytning?niveau=rode"])
def test_a_pinned_map_draws_and_every_link_on_it_works(visit: Open, shown: Open, path: str) -> None:
    offered = pinned_address(shown(path))
    assert re.fullmatch(r"/s/[0-9a-f]{12}" + re.escape(path), offered)
    seen = visit(offered).wait_until_drawn()
    assert seen.page.locator("path.leaflet-interactive").count() == (514 if "daekning" in path else 399)
    assert seen.troubles == ([], [], [])
    pin = offered[: len("/s/0123456789ab")]
    assert pin.removeprefix("/s/") in seen.page.locator(".pinned").inner_text()
    links = {link.get_attribute("href") for link in seen.page.locator("a[href]").all()}
    addresses = {urljoin(seen.page.url, link).partition("#")[0] for link in links}
    assert len(addresses) > 20
    of_departments = sorted(address for address in addresses if "/afdeling/" in address)
    for address in sorted(addresses - set(of_departments[20:])):  # 505 pages of one form: the first stand for all
        answer = seen.page.request.get(address)
        assert answer.status == 200, address
    unpinned = {urlsplit(address).path for address in addresses if not urlsplit(address).path.startswith(f"{pin}/")}
    assert unpinned == {urlsplit(path).path}, "only the way back to the figures that serve leaves the snapshot"


def test_language_and_theme_keep_the_snapshot_and_the_way_back_leaves_it(visit: Open, shown: Open) -> None:
    pinned = pinned_address(shown("/kort/daekning"))
    page = visit(pinned).wait_until_drawn().page
    pin = pinned[: len("/s/0123456789ab")]
    page.locator(".languages a").click()
    assert urlsplit(page.url).path == f"{pin}/en/kort/daekning"
    page.locator(".themes a").nth(2).click()
    assert urlsplit(page.url).path == f"{pin}/en/kort/finansiering"
    page.locator(".pinned a").click()
    assert urlsplit(page.url).path == "/en/kort/finansiering"
    assert page.locator(".pinned").count() == 0


def test_a_pinned_file_is_the_same_and_may_be_kept_for_good(shown: Open) -> None:
    seen = shown("/kort/daekning")
    for link in seen.page.locator(".use .formats a").all()[:-1]:
        address = seen.base + (link.get_attribute("href") or "")
        one, other = (seen.page.request.get(address) for _ in range(2))
        assert one.body() == other.body()
        assert "immutable" in one.headers["cache-control"]
