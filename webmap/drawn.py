"""Names of the drawn files: written by render, asked for by the pages. Pure but for the hash of our own sources."""

from functools import cache
from pathlib import Path

import geodata
from geodata.model import Reading
from geodata.version import code_version
from webmap.paths import HERE, static_folder


@cache
def _code() -> str:
    return code_version(HERE, Path(geodata.__file__).parent, static_folder())


def render_id(snapshot_id: str) -> str:
    """Name of a snapshot's folder of drawn files: new content or new code is a new name."""
    return f"{snapshot_id}-{_code()}"


def values_file(year: int, reading: Reading) -> str:
    """The file with what a year and reading change."""
    return f"daekning-{year}-{reading}.json"


def script_file(level: str) -> str:
    """The file with the Folium script of a level."""
    return f"daekning-{level}.js"
