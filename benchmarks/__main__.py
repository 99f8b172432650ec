"""make bench: build, page, bytes and start, each beside a peer measured in the same run.

Prints medians and ratios; nothing is asserted, since machines differ and ratios travel. Peers are what one would
write with the same libraries and no more: geopandas for the build, a saved Folium page for the map.
"""

import gzip
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import brotli

from etl import layers, pipeline
from webmap import create_app
from webmap.render import render

RUNS = 7
# A child process runs a script and then tells its own peak memory; wall time is taken from outside. Linux keeps the
# peak of the process image in VmHWM; ru_maxrss would carry over the parent's.
_PEAK = (
    "\nimport sys\n"
    "print([line.split()[1] for line in open('/proc/self/status') if line.startswith('VmHWM')][0], file=sys.stderr)\n"
)
_BUILD = "from etl.__main__ import main\nimport logging\nlogging.disable()\nmain(['build', '--store', {store!r}])"
_BUILD_PEER = (
    "import geopandas\n"
    "for name in ('bydele', 'departments', 'land', 'water'):\n"
    "    geopandas.read_file({data!r} + '/' + name + '.geojson').to_file({out!r}, layer=name, driver='GPKG')"
)
_SERVE = (
    "from webmap import create_app\n"
    "app = create_app({{'STORE': {store!r}, 'CACHE': {cache!r}}})\n"
    "assert app.test_client().get('/').status_code == 200"
)
_SERVE_PEER = "import flask, folium, geopandas"


def main() -> None:
    """Prints the table."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        identity = pipeline.build(folder / "store", pipeline.Sources())
        render(folder / "store", identity, folder / "cache")
        print(f"{'':52}{'ours':>12}{'peer':>12}{'ratio':>9}   peer")
        _build(folder)
        _page(folder)
        _bytes(folder)
        _start(folder)


def _build(folder: Path) -> None:
    def ours(run: int) -> str:
        return _BUILD.format(store=str(folder / f"built-{run}"))

    def peer(run: int) -> str:
        return _BUILD_PEER.format(data=str(layers.EMBEDDED), out=str(folder / f"peer-{run}.gpkg"))

    (wall, peak), (peer_wall, peer_peak) = _processes(ours, peer)
    _row("default build, cold process, s", wall, peer_wall, "geopandas: four layers to one GeoPackage")
    _row("default build, peak memory, MiB", peak, peer_peak, "the same")


def _page(folder: Path) -> None:
    app = create_app({"STORE": folder / "store", "CACHE": folder / "cache"})
    client = app.test_client()
    paths = [f"/kort/daekning?aar={year}" for year in range(2014, 2030)]
    warm = _median_ms(lambda: client.get("/", headers={"Accept-Encoding": "gzip"}), 300)
    cold = statistics.median([_median_ms(lambda path=path: client.get(path), 1) for path in paths])
    shapes = _geojson(folder)
    peer = _median_ms(lambda: _folium_page(shapes), 5)
    _row("page, server time warm, ms", warm, peer, "folium: the same map rendered in the request")
    _row("page, first time a state is asked for, ms", cold, peer, "the same")


def _bytes(folder: Path) -> None:
    app = create_app({"STORE": folder / "store", "CACHE": folder / "cache"})
    client = app.test_client()
    drawn = next(path for path in (folder / "cache").iterdir() if path.is_dir())
    page = len(client.get("/", headers={"Accept-Encoding": "gzip"}).data)

    def packed(*names: str) -> int:
        return sum((drawn / f"{name}.br").stat().st_size for name in names)

    shell = packed("leaflet.js", "leaflet.css", "site.css", "map.js", "daekning-bydel.js")
    first = page + shell + packed("bydele.json", "daekning-2026-default.json")
    whole = first + packed("departments-in-plans.json", "land.json", "water.json")
    saved = _folium_page(_geojson(folder)).encode()
    peer = len(brotli.compress(saved, quality=11)) + packed("leaflet.js", "leaflet.css")
    _row(
        "bytes to the first choropleth, packed, kB", first / 1000, peer / 1000, "folium's saved page, br 11, + Leaflet"
    )
    every = whole - packed("departments-in-plans.json") + packed("departments.json")
    _row("bytes to the whole map, packed, kB", whole / 1000, peer / 1000, "the same")
    _row("bytes with all 504 departments, packed, kB", every / 1000, peer / 1000, "the same")
    gzipped = (len(gzip.compress(saved, 6)) + packed("leaflet.js", "leaflet.css")) / 1000
    _row(
        "the whole map against a gzipped saved page, kB",
        whole / 1000,
        gzipped,
        "folium's saved page, gzip 6, + Leaflet",
    )


def _start(folder: Path) -> None:
    ours = _SERVE.format(store=str(folder / "store"), cache=str(folder / "cache"))
    (wall, peak), (peer_wall, peer_peak) = _processes(lambda _: ours, lambda _: _SERVE_PEER)
    _row("serving process to the first page, s", wall, peer_wall, "import flask, folium, geopandas alone")
    _row("serving process, peak memory, MiB", peak, peer_peak, "the same")


def _processes(ours: Callable[[int], str], peer: Callable[[int], str]) -> list[tuple[float, float]]:
    """Median wall seconds and peak MiB of both, run in turn so that a busy machine hits both."""
    taken: dict[str, list[tuple[float, float]]] = {"ours": [], "peer": []}
    for run in range(RUNS):
        for name, script in (("ours", ours(run)), ("peer", peer(run))):
            begun = time.perf_counter()
            done = subprocess.run([sys.executable, "-c", script + _PEAK], capture_output=True, text=True, check=True)
            taken[name].append((time.perf_counter() - begun, float(done.stderr.split()[-1]) / 1024))
    return [
        (statistics.median(wall for wall, _ in runs), statistics.median(peak for _, peak in runs))
        for runs in taken.values()
    ]


def _median_ms(call: Callable[[], object], times: int) -> float:
    taken = []
    for _ in range(times):
        begun = time.perf_counter()
        call()
        taken.append((time.perf_counter() - begun) * 1000)
    return statistics.median(taken)


def _geojson(folder: Path) -> dict[str, dict]:
    """Districts and departments as GeoJSON with the texts our payloads carry."""
    drawn = next(path for path in (folder / "cache").iterdir() if path.is_dir())
    values = json.loads((drawn / "daekning-2026-default.json").read_text(encoding="utf-8"))
    shapes = {
        name: json.loads((drawn / f"{name}.json").read_text(encoding="utf-8")) for name in ("bydele", "departments")
    }
    for feature in shapes["bydele"]["features"]:
        own = feature["properties"]
        feature["properties"] = {"text": " / ".join(values["bydele"][own["id"]]["lines"])}
    for feature in shapes["departments"]["features"]:
        own = feature["properties"]
        lines = values["departments"].get(own["id"], values["other"])["lines"]
        feature["properties"] = {"text": " / ".join([*own["lines"], *lines])}
    return shapes


def _folium_page(shapes: dict[str, dict]) -> str:
    import folium

    shown = folium.Map([55.67, 12.58], zoom_start=11, tiles=None)
    for name, layer in shapes.items():
        style = {"weight": 1, "color": "#24323d", "fillColor": "#5d86b3"}
        tooltip = folium.GeoJsonTooltip(fields=["text"], labels=False)
        folium.GeoJson(layer, name=name, style_function=lambda _, style=style: style, tooltip=tooltip).add_to(shown)
    return str(shown.get_root().render())


def _row(what: str, ours: float, peer: float, named: str) -> None:
    print(f"{what:52}{ours:>12.2f}{peer:>12.2f}{ours / peer:>9.3f}   {named}")


if __name__ == "__main__":
    main()
