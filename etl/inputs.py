"""Edge: which files a build reads, each with its sha256. Files with other names are not read and not hashed."""

from collections.abc import Iterable
from pathlib import Path

from etl import layers
from etl import register as registered
from geodata.store import sha256_of


def hashes(register: Path, documents: Iterable[Path], geodata: Path | None) -> dict[str, str]:
    """ "kind/file name" -> sha256 of every file a build reads; no path, so that two places give one snapshot."""
    kinds: dict[str, Iterable[Path]] = {
        "register": registered.files(register),
        "documents": documents,
        "geodata": _geodata(geodata),
    }
    found = {f"{kind}/{path.name}": sha256_of(path) for kind, paths in kinds.items() for path in paths}
    return dict(sorted(found.items()))


def _geodata(folder: Path | None) -> list[Path]:
    if folder is None:
        return sorted([*layers.EMBEDDED.glob("*.geojson"), layers.EMBEDDED / "datasets.csv"])
    official = [folder / name for name in (layers.BYDELE, layers.DEPARTMENTS, layers.POSTCODES)]
    return [path for path in official if path.is_file()]
