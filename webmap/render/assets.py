"""Edge: the files of a render, each beside its brotli and gzip form."""

import gzip
import importlib.metadata
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

import brotli

from geodata.errors import RenderError
from webmap.paths import static_folder

LEAFLET = "XStatic-Leaflet"
_LEAFLET_FILES = {"leaflet.js", "leaflet.css"}
_COMPRESSED = {".js", ".css", ".json", ".svg"}


def own_files() -> dict[str, bytes]:
    """Our style sheet, scripts and icon."""
    folder = static_folder()
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file()}


def leaflet_files() -> dict[str, bytes]:
    """Leaflet's script and style sheet from the pinned package, and the images the style sheet may ask for.

    Raises RenderError where the package does not hold them.
    """
    found: dict[str, bytes] = {}
    for file in importlib.metadata.distribution(LEAFLET).files or []:
        path = PurePosixPath(file.as_posix())
        if path.name in _LEAFLET_FILES:
            text = Path(str(file.locate())).read_bytes()
            found[path.name] = text.replace(b"//# sourceMappingURL=leaflet.js.map", b"")
        elif path.parent.name == "images" and path.suffix == ".png":
            found[f"images/{path.name}"] = Path(str(file.locate())).read_bytes()
    if not set(found) >= _LEAFLET_FILES:
        raise RenderError("pakken indeholder ikke Leaflet", where=LEAFLET, remedy="Installér afhængighederne igen.")
    return found


def write(folder: Path, files: Mapping[str, bytes]) -> None:
    """Writes the files, and the brotli and gzip forms of those that shrink."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        if path.suffix in _COMPRESSED:
            path.with_name(f"{path.name}.br").write_bytes(brotli.compress(content, quality=11))
            path.with_name(f"{path.name}.gz").write_bytes(gzip.compress(content, 9, mtime=0))
