"""Draws the pictures of the docs: python -m tests.e2e.screenshots FOLDER (make screenshots)."""

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from etl import pipeline
from tests.e2e.conftest import CHROMIUM_ARGUMENTS, find_chromium, serve
from webmap import create_app
from webmap.render import render

PAGES = {
    "coverage.png": ("/", 1400, 1000),
    "attachment.png": ("/kort/tilknytning", 1000, 1120),
}
FIGURES = {"figure.png": "/figur/finansiering.png?aar=2029"}


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as driver:
        store, cache = Path(scratch) / "store", Path(scratch) / "cache"
        render(store, pipeline.build(store, pipeline.Sources()), cache)
        base, stop = serve(create_app({"STORE": store, "CACHE": cache}))
        browser = driver.chromium.launch(executable_path=find_chromium(), args=CHROMIUM_ARGUMENTS)
        page = browser.new_page()
        for name, (path, width, height) in PAGES.items():
            page.set_viewport_size({"width": width, "height": height})
            page.goto(base + path)
            page.wait_for_selector("#map_kort[data-drawn]")
            page.screenshot(path=folder / name)
        for name, path in FIGURES.items():
            (folder / name).write_bytes(page.request.get(base + path).body())
        browser.close()
        stop()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
