"""make bench: build, every map in every form, bytes, start and memory, each beside a peer measured in the same run.

Prints medians and ratios; nothing is asserted, since machines differ and ratios travel. Peers are what one would
write with the same libraries and no more: geopandas for the build, a Folium page for a map, and for a picture the
same renderer with nothing to draw.
"""

import json
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import brotli
from flask import Flask

from benchmarks import matching, papers, peers
from etl import documents, layers, pipeline
from etl.extract import extract, numbers
from etl.extract.text import Text
from webmap import create_app, figure, reports
from webmap.asking import asked
from webmap.drawn import MAPS, POINTS, script_file
from webmap.render import render
from webmap.themes import THEMES

RUNS = 7
# what is measured of each theme: its default map, and those that draw the most
STATES = [*THEMES, "daekning?niveau=afdeling", "tilknytning?niveau=rode"]
FIGURES = [*THEMES, "daekning?niveau=afdeling", "tilknytning?niveau=rode", "finansiering?aar=2029"]


def main() -> None:
    """Prints the tables."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        identity = pipeline.build(folder / "store", pipeline.Sources())
        render(folder / "store", identity, folder / "cache")
        app = create_app({"STORE": folder / "store", "CACHE": folder / "cache"})
        print(f"{'':60}{'ours':>10}{'peer':>10}{'ratio':>8}   peer")
        _pages(app)
        _bytes(app)
        _files(app)
        _figures(app)
        _data(app)
        _build(folder)
        _papers(folder)
        _names()
        _start(folder)


def _pages(app: Flask) -> None:
    """Server time of a page: asked for again, asked for the first time, and the same map drawn by Folium."""
    for state in STATES:
        ask = partial(_get, app, f"/kort/{state}")
        taken = _in_turn(
            warm=ask,
            cold=partial(_anew, app, ask),
            folium=partial(peers.folium_page, _choropleth(app, state)),
        )
        _row(f"{state}: page asked for again, ms", taken["warm"], taken["folium"], "folium drawing it in the request")
        _row(f"{state}: page asked for the first time, ms", taken["cold"], taken["folium"], "the same")


def _bytes(app: Flask) -> None:
    """Packed bytes to the first choropleth, and to the whole map."""
    for state in STATES:
        whole, first = _packed(app, state)
        saved = peers.folium_page(_choropleth(app, state)).encode()
        peer = len(brotli.compress(saved, quality=11)) + _leaflet(app)
        named = "folium's saved page, br 11, + Leaflet (not its Bootstrap and jQuery)"
        _row(f"{state}: bytes to the first choropleth, kB", first / 1000, peer / 1000, named)
        _row(f"{state}: bytes to the whole map, kB", whole / 1000, peer / 1000, "the same")


def _packed(app: Flask, state: str) -> tuple[int, int]:
    folder = _folder(app)
    sheet = _sheet(app, state)
    page = len(_get(app, f"/kort/{state}"))
    shell = ["leaflet.js", "leaflet.css", "site.css", "map.js", script_file(sheet.base)]
    coloured = "roder.json" if sheet.base == "roder" else "bydele.json"
    payloads = [*dict.fromkeys(name for _, name in MAPS[sheet.base]), POINTS]

    def packed(names: list[str]) -> int:
        return sum((folder / f"{name}.br").stat().st_size for name in names)

    return page + packed([*shell, *payloads]), page + packed([*shell, coloured])


def _files(app: Flask) -> None:
    """The single file beside Folium's saved page: as saved it fetches eight files from the net, ours none."""
    inlined = _leaflet(app, packed=False)
    for state in STATES:
        name, _, query = state.partition("?")
        ours = len(_get(app, f"/kort/{name}.html?{query}"))
        peer = len(peers.folium_page(_choropleth(app, state)).encode())
        _row(f"{state}: single file, kB", ours / 1000, peer / 1000, "folium's page as saved: its scripts are links")
        _row(f"{state}: single file, kB", ours / 1000, (peer + inlined) / 1000, "the same with Leaflet alone inlined")


def _figures(app: Flask) -> None:
    """A figure first drawn in a warm process, and asked for again; beside an empty picture of its size."""
    for state in FIGURES:
        name, _, query = state.partition("?")
        svg, png = (partial(_get, app, f"/figur/{name}.{form}?{query}") for form in ("svg", "png"))
        empty = re.sub(r"(<svg [^>]*>).*", r"\1</svg>", svg().decode(), flags=re.DOTALL)
        taken = _in_turn(
            svg=partial(_anew, app, svg),
            png=partial(_anew, app, png),
            again=png,
            empty=partial(figure.png, empty),
            sheet=partial(_sheet, app, state),
        )
        _row(f"{state}: SVG first drawn, ms", taken["svg"], taken["empty"], "resvg: an empty PNG of the same size")
        _row(f"{state}: PNG first drawn, ms", taken["png"], taken["empty"], "the same")
        _row(f"{state}: PNG asked for again, ms", taken["again"], taken["empty"], "the same")
        busy = {part: taken[f"{part}, busy"] for part in ("sheet", "svg", "png", "empty")}
        print(
            f"    processor of the first PNG: {busy['png']:.0f} ms, of which {busy['sheet']:.0f} what is said, "
            f"{max(busy['svg'] - busy['sheet'], 0):.0f} where it stands, {busy['empty']:.0f} canvas and packing of "
            f"nothing, {busy['png'] - busy['svg'] - busy['empty']:.0f} drawing and packing it"
        )


def _data(app: Flask) -> None:
    for state in ("tilknytning?niveau=rode", "daekning?niveau=afdeling"):
        name, _, query = state.partition("?")
        taken = _in_turn(
            csv=partial(_get, app, f"/kort/{name}.csv?{query}"),
            geojson=partial(_get, app, f"/kort/{name}.geojson?{query}"),
            dumped=partial(json.dumps, _choropleth(app, state)),
        )
        _row(f"{state}: /kort/{name}.csv, ms", taken["csv"], taken["dumped"], "json.dumps of the same shapes and texts")
        _row(f"{state}: /kort/{name}.geojson, ms", taken["geojson"], taken["dumped"], "the same")


def _build(folder: Path) -> None:
    def ours(run: int) -> str:
        return peers.BUILD.format(store=str(folder / f"built-{run}"))

    def peer(run: int) -> str:
        return peers.BUILD_PEER.format(data=str(layers.EMBEDDED), out=str(folder / f"peer-{run}.gpkg"))

    (wall, peak), (peer_wall, peer_peak) = _processes(ours, peer)
    _row("default build, cold process, s", wall, peer_wall, "geopandas: five layers to one GeoPackage")
    _row("default build, peak memory, MiB", peak, peer_peak, "the same")


def _papers(folder: Path) -> None:
    """Reading 300 pages of PDF, beside the same library's plain text and, where it is there, poppler's layout."""
    told = {"path": str(papers.long_pdf(folder / "long.pdf")), "pages": papers.PAGES}
    others = [("pypdfium2: text as it comes, no lines or cells", peers.READ_PDF_PEER)]
    if shutil.which("pdftotext"):
        others.append(("pdftotext -layout (memory: of its parent)", peers.READ_PDF_POPPLER))
    scripts = [peers.READ_PDF, *(script for _, script in others)]
    (wall, peak), *taken = _processes(*(partial(_told, script, told) for script in scripts))
    for (named, _), (peer_wall, peer_peak) in zip(others, taken, strict=True):
        _row(f"PDF of {papers.PAGES} pages to lines, cold process, s", wall, peer_wall, named)
        _row("the same, peak memory, MiB", peak, peer_peak, named)

    _extraction(folder / "long.pdf")


def _extraction(long: Path) -> None:
    """What the papers say: those beside the project where they are, and the 300 pages, whole."""
    files = sorted(str(path) for path in (Path("..") / "shared" / "documents").glob("*.txt"))
    for named, paths in (("five papers", files), (f"PDF of {papers.PAGES} pages", [str(long)])):
        if paths:
            told = {"paths": paths}
            ours, peer = (partial(_told, script, told) for script in (peers.EXTRACT, peers.EXTRACT_PEER))
            (wall, peak), (peer_wall, peer_peak) = _processes(ours, peer)
            note = "the same files read, and every number in them found"
            _row(f"{named}: file to facts, cold process with imports, s", wall, peer_wall, note)
            _row("the same, peak memory, MiB", peak, peer_peak, note)
    if files:
        texts = [documents.read(Path(path)) for path in files]
        taken = _in_turn(
            extract=lambda: [extract(Text(text.lines, text.page_of)) for text in texts],
            numbers=lambda: [re.findall(numbers.STANDING, "\n".join(text.lines)) for text in texts],
        )
        note = "every number in them found"
        _row("five papers to facts, after imports, ms", taken["extract"], taken["numbers"], note)


def _names() -> None:
    """The hand-checked names: how long they take, and how many are right, by each matcher on the same names."""
    taken, rows = matching.seconds(), matching.hand_checked()
    own = matching.figures(rows)
    for name in matching.PEERS:
        theirs = matching.figures(rows, matching.peer(name))
        _row(f"{len(rows)} noisy names, s", taken["ours"], taken[name], name)
        _row("precision of matched", own.precision, theirs.precision, name)
        _row("recall", own.recall, theirs.recall, name)


def _told(script: str, told: dict[str, Any], _run: int) -> str:
    return script.format(**told)


def _start(folder: Path) -> None:
    ours = peers.SERVE.format(store=str(folder / "store"), cache=str(folder / "cache"))
    (wall, peak), (peer_wall, peer_peak) = _processes(lambda _: ours, lambda _: peers.SERVE_PEER)
    _row("serving process to the first page, s", wall, peer_wall, "import flask, folium, geopandas alone")
    _row("serving process, peak memory, MiB", peak, peer_peak, "the same")
    every = ours + peers.SERVE_EVERY.format(states=STATES)
    ((_, peak),) = _processes(lambda _: every)
    _row("serving process after every map in every form, MiB", peak, peer_peak, "the same")


def _processes(*scripts: Callable[[int], str]) -> list[tuple[float, float]]:
    """Median wall seconds and peak MiB of each, run in turn so that a busy machine hits all."""
    taken: list[list[tuple[float, float]]] = [[] for _ in scripts]
    for run in range(RUNS):
        for number, script in enumerate(scripts):
            begun = time.perf_counter()
            command = [sys.executable, "-c", script(run) + peers.PEAK]
            done = subprocess.run(command, capture_output=True, text=True, check=True)
            taken[number].append((time.perf_counter() - begun, float(done.stderr.split()[-1]) / 1024))
    return [
        (statistics.median(wall for wall, _ in runs), statistics.median(peak for _, peak in runs)) for runs in taken
    ]


def _in_turn(**calls: Callable[[], object]) -> dict[str, float]:
    """Median milliseconds of each call, made in turn so that a busy machine hits all.

    Under "<name>, busy" those that our thread had the processor, which other processes do not lengthen.
    """
    for call in calls.values():
        call()
    taken: dict[str, list[float]] = {}
    for _ in range(RUNS):
        for name, call in calls.items():
            begun, busy = time.perf_counter(), time.thread_time()
            call()
            taken.setdefault(f"{name}, busy", []).append((time.thread_time() - busy) * 1000)
            taken.setdefault(name, []).append((time.perf_counter() - begun) * 1000)
    return {name: statistics.median(times) for name, times in taken.items()}


def _get(app: Flask, address: str) -> bytes:
    answer = app.test_client().get(address, headers={"Accept-Encoding": "gzip"})
    assert answer.status_code == 200, address
    return bytes(answer.data)


def _anew(app: Flask, call: Callable[[], object]) -> None:
    """The call, with nothing kept of what was made before."""
    served = app.extensions["serving"].now()
    served.pages._kept.clear()
    served.pictures._kept.clear()
    call()


def _sheet(app: Flask, state: str) -> Any:
    with app.test_request_context(f"/kort/{state}"):
        return asked(state.partition("?")[0]).sheet


def _folder(app: Flask) -> Path:
    with app.test_request_context("/"):
        return asked("daekning").served.folder


def _choropleth(app: Flask, state: str) -> list[dict[str, Any]]:
    """The marked shapes of a map as GeoJSON, with the colours and texts of ours."""
    with app.test_request_context(f"/kort/{state}"):
        ask = asked(state.partition("?")[0])
        sheet = ask.sheet
        shapes = reports.geometries(ask.served, sheet.base)
    return [
        {
            "type": "FeatureCollection",
            "features": [
                {
                    "type": "Feature",
                    "properties": {"fill": mark.swatch.fill if mark.swatch else "none", "text": " / ".join(mark.lines)},
                    "geometry": shapes[layer][key],
                }
                for key, mark in marks.items()
                if key in shapes.get(layer, {})
            ],
        }
        for layer, marks in sheet.marks.items()
        if layer in shapes
    ]


def _leaflet(app: Flask, *, packed: bool = True) -> int:
    names = (f"{name}{'.br' if packed else ''}" for name in ("leaflet.js", "leaflet.css"))
    return sum((_folder(app) / name).stat().st_size for name in names)


def _row(what: str, ours: float, peer: float, named: str) -> None:
    print(f"{what:60}{ours:>10.2f}{peer:>10.2f}{ours / peer:>8.3f}   {named}")


if __name__ == "__main__":
    main()
