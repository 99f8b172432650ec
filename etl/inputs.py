"""Edge: which files a build reads, each with its sha256. Files with other names are not read and not hashed."""

from collections.abc import Iterable
from pathlib import Path

from etl import datasets, layers, statistics
from etl import register as registered
from etl.register.municipality import CARRIED
from geodata.store import sha256_of


def hashes(
    register: Path,
    documents: Iterable[Path],
    geodata: Path | None,
    figures: Path | None = None,
    *,
    carried: bool = True,
) -> dict[str, str]:
    """ "kind/file name" -> sha256 of every file a build reads; no path, so that two places give one snapshot.

    `carried`: whether what we carry is of the same municipality and stands in for what the folders have not.
    """
    official = statistics.official_files(figures)
    used = [*_geodata(geodata, carried=carried), *statistics.own_files(official, carried=carried), CARRIED]
    kinds: dict[str, Iterable[Path]] = {
        "register": registered.files(register),
        "documents": documents,
        "geodata": [path for path in used if path.parent != layers.EMBEDDED],
        "statistics": official.values(),
        "embedded": [path for path in used if path.parent == layers.EMBEDDED],
    }
    found = {f"{kind}/{path.name}": sha256_of(path) for kind, paths in kinds.items() for path in paths}
    return dict(sorted(found.items()))


def _geodata(folder: Path | None, *, carried: bool) -> list[Path]:
    own = layers.EMBEDDED
    if folder is None:
        return sorted([*own.glob("*.geojson"), own / "datasets.csv"])
    official = [folder / layers.BYDELE, folder / layers.DEPARTMENTS]
    if not carried:
        given = [folder / name for name in (layers.POSTCODES, layers.RODER, datasets.FILE)]
        return [*official, *(path for path in given if path.is_file())]
    postcodes = folder / layers.POSTCODES
    ground = [postcodes] if postcodes.is_file() else [own / "land.geojson", own / "water.geojson"]
    roder = folder / layers.RODER if (folder / layers.RODER).is_file() else own / "roder.geojson"
    return [*official, roder, *ground, own / "datasets.csv"]
