"""Edge: what is said of the layers and tables that a build reads: publisher, date, licence, hash.

Of what we carry, and of the same municipality's own files, `geodata/data/datasets.csv` says it. Another municipality
says it in a `datasets.csv` with the same columns beside its layers; a file that is not named there stands under the
municipality's name, with date and licence as not stated.
"""

import csv
import io
from collections.abc import Iterable, Mapping
from pathlib import Path

from etl import statistics
from etl.layers import with_hashes
from geodata.catalogue import HOMES_DATASET
from geodata.errors import LayerError
from geodata.model import Dataset, Municipality
from geodata.rows import from_row
from geodata.store import sha256_of

FILE = "datasets.csv"
_MAX_BYTES = 1_000_000
# dataset -> its title, what is made of it, and what its file may be called (without the ending)
_LAYERS = {
    "bydel": ("Bydele", "bydelenes areal og afdelingernes bydel", ("bydele", "bydel")),
    HOMES_DATASET: ("Almene boliger", "afdelingernes omrids og boliger", ("departments", "almene_boliger_kk")),
    "postnumre": ("Land og vand", "til orientering på kortet", ("land", "postnumre_around_copenhagen")),
    "rode": ("Roder", "rodernes omrids, navne og bydel", ("roder", "rode")),
}
_TABLES = {
    "samlede_socio_data_kbh": ("Tal for roder", statistics.RODE_YEARS),
    "disposable_income_by_bydel": ("Disponibel indkomst efter bydel", statistics.INCOME),
    "population_by_bydel": ("Folketal efter bydel", statistics.PEOPLE),
}


def of_carried(datasets: Iterable[Dataset], figures: Path | None) -> tuple[Dataset, ...]:
    """The datasets as we know them, with the hashes of the statistics that were read instead of ours."""
    return with_hashes(datasets, statistics.official_files(figures))


def of_another(geodata: Path, figures: Path | None, municipality: Municipality) -> tuple[Dataset, ...]:
    """The datasets in the folders of another municipality, by id. Raises LayerError where its file is wrong."""
    told = _told(geodata / FILE)
    tables = {key: (title, "", path) for key, (title, path) in _tables(figures).items()}
    made = [
        _described(key, title, used_for, path, told.get(key), municipality)
        for key, (title, used_for, path) in {**_layers(geodata), **tables}.items()
    ]
    return tuple(sorted(made, key=lambda row: row.dataset_id))


def _layers(folder: Path) -> dict[str, tuple[str, str, Path]]:
    found = {}
    for key, (title, used_for, names) in _LAYERS.items():
        paths = [folder / f"{name}{ending}" for name in names for ending in (".geojson", ".json", ".gpkg")]
        path = next((path for path in paths if path.is_file()), None)
        if path is not None:
            found[key] = (title, used_for, path)
    return found


def _tables(folder: Path | None) -> dict[str, tuple[str, Path]]:
    present = statistics.official_files(folder)
    return {key: (title, present[name]) for key, (title, name) in _TABLES.items() if name in present}


def _described(
    key: str, title: str, used_for: str, path: Path, told: Mapping[str, str] | None, municipality: Municipality
) -> Dataset:
    own = {
        "dataset_id": key,
        "file": path.name,
        "layer": path.stem,
        "title": f"{title} i {municipality.place}",
        "publisher": municipality.authority,
        "dated": "",
        "licence": "",
        "licence_basis": "",
        "used_for": used_for,
    }
    return from_row(Dataset, {**own, **(told or {}), "file": path.name, "sha256": sha256_of(path)})


def _told(path: Path) -> dict[str, dict[str, str]]:
    """dataset_id -> the cells that are filled in; nothing where there is no such file."""
    if not path.is_file():
        return {}
    columns = set(Dataset.__slots__)
    try:
        if path.stat().st_size > _MAX_BYTES:
            raise _wrong(path, "filen er for stor")
        text = path.read_text(encoding="utf-8-sig")
        rows = list(csv.DictReader(io.StringIO(text, newline=""), strict=True))
    except (UnicodeDecodeError, csv.Error) as error:
        raise _wrong(path, f"filen er ikke CSV i UTF-8 ({type(error).__name__})") from error
    if any(None in row or None in row.values() or "dataset_id" not in row for row in rows):
        raise _wrong(path, "en række har for mange eller for få felter, eller kolonnen dataset_id mangler")
    return {row["dataset_id"]: {key: cell for key, cell in row.items() if cell and key in columns} for row in rows}


def _wrong(path: Path, what: str) -> LayerError:
    return LayerError(what, where=str(path), remedy="Ret den; kolonnerne står i docs/new-municipality.md.")
