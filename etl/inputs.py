"""Edge: which files a build reads, each with its sha256. Files with other names are not read and not hashed."""

from collections.abc import Iterable
from pathlib import Path

from etl import layers, statistics
from etl import register as registered
from geodata.store import sha256_of


def hashes(
    register: Path,
    documents: Iterable[Path],
    geodata: Path | None,
    figures: Path | None = None,
    *,
    elsewhere: bool = False,
) -> dict[str, str]:
    """ "kind/file name" -> sha256 of every file a build reads; no path, so that two places give one snapshot.

    `elsewhere`: the layers are another municipality's, and nothing is read of what we carry of the city.
    """
    official = statistics.official_files(figures)
    used = [*_geodata(geodata, elsewhere=elsewhere), *statistics.own_files(official, carried=not elsewhere)]
    kinds: dict[str, Iterable[Path]] = {
        "register": registered.files(register),
        "documents": documents,
        "geodata": [path for path in used if path.parent != layers.EMBEDDED],
        "statistics": official.values(),
        "embedded": [path for path in used if path.parent == layers.EMBEDDED],
    }
    found = {f"{kind}/{path.name}": sha256_of(path) for kind, paths in kinds.items() for path in paths}
    return dict(sorted(found.items()))


def _geodata(folder: Path | None, *, elsewhere: bool) -> list[Path]:
    own = layers.EMBEDDED
    if folder is None:
        return sorted([*own.glob("*.geojson"), own / layers.DATASETS])
    found = (layers.layer_file(folder, name) for name in (layers.BYDELE, layers.DEPARTMENTS, layers.RODER))
    given = [path for path in found if path]
    beside = [folder / name for name in (layers.POSTCODES, layers.DATASETS) if (folder / name).is_file()]
    return [*given, *beside, *([] if elsewhere else _carried({path.name for path in (*given, *beside)}))]


def _carried(given: set[str]) -> list[Path]:
    """What we carry that stands in for what a folder does not hold."""
    own = layers.EMBEDDED
    names = {
        layers.OWN[layers.RODER]: {layers.RODER, layers.OWN[layers.RODER]},
        "land.geojson": {layers.POSTCODES},
        "water.geojson": {layers.POSTCODES},
        layers.DATASETS: {layers.DATASETS},
    }
    return [own / name for name, instead in names.items() if not given & instead]
