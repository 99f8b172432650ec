"""Names of the drawn files: written by render, asked for by the pages. Pure but for the hash of our own sources."""

from functools import cache
from pathlib import Path

import geodata
from geodata.version import code_version
from webmap.paths import HERE, static_folder

# base map -> its layers from the ground up: the role map.js and the figure give a shape, and the file it comes from
MAPS: dict[str, tuple[tuple[str, str], ...]] = {
    "plans": (
        ("land", "land.json"),
        ("bydele", "bydele.json"),
        ("water", "water.json"),
        ("departments", "departments-in-plans.json"),
    ),
    "departments": (
        ("land", "land.json"),
        ("bydele", "bydele.json"),
        ("water", "water.json"),
        ("departments", "departments.json"),
    ),
    "indicator": (
        ("land", "land.json"),
        ("bydele", "bydele.json"),
        ("water", "water.json"),
        ("outlines", "departments-in-plans.json"),
    ),
    "roder": (
        ("land", "land.json"),
        ("roder", "roder.json"),
        ("borders", "bydele.json"),
        ("water", "water.json"),
        ("outlines", "departments-in-plans.json"),
    ),
}
POINTS, FIGURE_SHAPES = "points.json", "figure.json"


@cache
def _code() -> str:
    return code_version(HERE, Path(geodata.__file__).parent, static_folder())


def render_id(snapshot_id: str) -> str:
    """Name of a snapshot's folder of drawn files: new content or new code is a new name."""
    return f"{snapshot_id}-{_code()}"


def script_file(base: str) -> str:
    """The file with the Folium script of a base map."""
    return f"kort-{base}.js"
