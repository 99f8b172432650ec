"""A real server on loopback and a real browser that can reach nothing else."""

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import waitress
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Dialog, Page, sync_playwright

from geodata.store import current_id
from webmap import create_app
from webmap.render import render

CHROMIUM_ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]
_WATCH = """
window.reports = [];
document.addEventListener('securitypolicyviolation', function (event) {
  window.reports.push(event.violatedDirective + ' ' + event.blockedURI);
});
"""


@dataclass
class Visit:
    """A page that was opened, and everything it asked for and complained about."""

    page: Page
    base: str
    requests: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    @property
    def reports(self) -> list[str]:
        """What the content security policy stopped."""
        return list(self.page.evaluate("window.reports"))

    @property
    def troubles(self) -> tuple[list[str], list[str], list[str]]:
        """What failed, what the policy stopped, and what was complained of: all empty on a good page."""
        return self.failed, self.reports, self.complaints

    def dismiss(self, dialog: Dialog) -> None:
        """A dialog is a script that ran where none should."""
        self.complaints.append(f"dialog {dialog.message}")
        dialog.dismiss()

    def wait_until_drawn(self) -> "Visit":
        self.page.wait_for_selector("#map_kort[data-drawn]", timeout=3000)
        return self

    def scrolls_sideways(self, *widths: int) -> list[int]:
        """The widths at which the page is wider than its window."""
        before = self.page.viewport_size or {"width": 1400, "height": 900}
        wide = []
        for width in widths:
            self.page.set_viewport_size({"width": width, "height": before["height"]})
            if self.page.evaluate("document.documentElement.scrollWidth") > width:
                wide.append(width)
        self.page.set_viewport_size(before)
        return wide

    def violations(self, width: int) -> list[tuple[str, str]]:
        """What axe-core finds at a width: the rule and the first element that breaks it."""
        before = self.page.viewport_size or {"width": 1400, "height": 900}
        self.page.set_viewport_size({"width": width, "height": before["height"]})
        found = Axe().run(self.page).response["violations"]
        self.page.set_viewport_size(before)
        return [(rule["id"], rule["nodes"][0]["html"][:200]) for rule in found]


Open = Callable[..., Visit]


def opened(context: BrowserContext, address: str, base: str = "") -> Visit:
    """A page of the context that is watched from its first request on."""
    made = Visit(context.new_page(), base)
    page = made.page
    page.add_init_script(_WATCH)
    page.on("request", lambda request: made.requests.append(request.url))
    page.on("requestfailed", lambda request: made.failed.append(request.url))
    page.on("response", lambda answer: made.failed.append(answer.url) if answer.status >= 400 else None)
    page.on("pageerror", lambda error: made.complaints.append(str(error)))
    page.on("dialog", made.dismiss)
    page.on("console", lambda m: made.complaints.append(m.text) if m.type in ("error", "warning") else None)
    page.goto(address)
    return made


def find_chromium() -> str:
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None and os.environ.get("CI") == "true":
        pytest.fail("CI must have Chromium: apt-get install chromium")
    if path is None:
        pytest.skip("needs Chromium")
    return path


def serve(app: Flask) -> tuple[str, Callable[[], None]]:
    """The application on a free port of loopback: its address, and how to stop it."""
    server = waitress.create_server(app, host="127.0.0.1", port=0, threads=4)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()

    def stop() -> None:
        server.close()
        thread.join(timeout=5)
        app.extensions["serving"].close()

    return f"http://127.0.0.1:{server.effective_port}", stop


@pytest.fixture(scope="session")
def cache(store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The default store, drawn once."""
    folder = tmp_path_factory.mktemp("e2e-cache")
    render(store, current_id(store), folder)
    return folder


@pytest.fixture(scope="session")
def base(store: Path, cache: Path) -> Iterator[str]:
    """Address of a server over the default store."""
    address, stop = serve(create_app({"STORE": store, "CACHE": cache}))
    yield address
    stop()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = find_chromium()
    with sync_playwright() as driver:
        launched = driver.chromium.launch(executable_path=path, args=CHROMIUM_ARGUMENTS)
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def shown(browser: Browser, base: str) -> Iterator[Open]:
    """A path that is opened once for all tests: leave it as it was found."""
    context = browser.new_context(viewport={"width": 1400, "height": 900})
    kept: dict[str, Visit] = {}

    def open_once(path: str) -> Visit:
        if path not in kept:
            kept[path] = opened(context, base + path, base)
        return kept[path]

    yield open_once
    context.close()


@pytest.fixture
def visit(browser: Browser, base: str) -> Iterator[Open]:
    """Opens a path in a fresh profile; keyword arguments are those of a browser context, and `at` another server."""
    contexts = []

    def open_path(path: str, *, width: int = 1400, height: int = 900, at: str = base, **options: Any) -> Visit:
        context = browser.new_context(viewport={"width": width, "height": height}, **options)
        contexts.append(context)
        return opened(context, at + path, at)

    yield open_path
    for context in contexts:
        context.close()
