"""The version of the running code: the release number and a hash of the sources, so that an edit is a new version."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

from geodata import __version__

_SOURCES = {".py", ".sql", ".html", ".css", ".js", ".svg", ".ico"}


def code_version(*folders: Path) -> str:
    """ "0.1.0-" and eight hex digits over the named folders' source files; the same on every platform and path."""
    digest = hashlib.sha256()
    for folder in folders:
        for path in _source_files(folder):
            digest.update(path.relative_to(folder).as_posix().encode())
            digest.update(path.read_bytes().replace(b"\r\n", b"\n"))
    return f"{__version__}-{digest.hexdigest()[:8]}"


def _source_files(folder: Path) -> Iterable[Path]:
    return sorted(path for path in folder.rglob("*") if path.suffix in _SOURCES and "__pycache__" not in path.parts)
