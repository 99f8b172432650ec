"""What serving needs, written once per snapshot: Folium shells, shapes, style, script, Leaflet.

Everything a page fetches lies in one folder, <cache>/<snapshot id>-<code version>/, compressed beforehand and served
as it lies; a new snapshot or new code is a new folder, so every file in it is immutable. Imported by no module that
serves: folium, geopandas and shapely load only here.
"""

import logging
import os
import shutil
import tempfile
from pathlib import Path

from geodata.store import Snapshot
from webmap.drawn import render_id
from webmap.facts import read_facts
from webmap.render import assets, payloads, shell

log = logging.getLogger("webmap")


def render(store: Path, identity: str, cache: Path) -> Path:
    """Writes the folder of a snapshot and returns it; one that is already there is kept. Raises a HelhedskortError."""
    snapshot = Snapshot(store, identity)
    place = cache / render_id(identity)
    if place.is_dir():
        return place
    cache.mkdir(parents=True, exist_ok=True)
    # a name of its own: two containers may share a cache and have the same process number
    tmp = Path(tempfile.mkdtemp(prefix=".tmp-", dir=cache))
    tmp.chmod(0o755)
    try:
        assets.write(tmp, _files(snapshot))
        os.replace(tmp, place)  # noqa: PTH105 - atomic by name
    except OSError:
        if not place.is_dir():  # else another process was first, with the same content
            raise
    finally:
        shutil.rmtree(tmp, ignore_errors=True)
    log.info("tegnet: %s", place)
    return place


def _files(snapshot: Snapshot) -> dict[str, bytes]:
    facts = read_facts(snapshot)
    shapes = payloads.read_shapes(snapshot)
    return {
        **assets.own_files(),
        **assets.leaflet_files(),
        **payloads.shape_files(shapes, facts),
        **shell.scripts(shapes.bounds),
    }
