"""Edge: what is said of the layers and tables of another municipality: publisher, date, licence, hash.

Of what we carry, and of the same municipality's own files, `geodata/data/datasets.csv` says it. Another municipality
says it in a `datasets.csv` beside its layers; a file that is not named there stands under the municipality's name, with
date and licence as not stated.
"""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from etl import layers, statistics
from geodata.catalogue import HOMES_DATASET
from geodata.model import Dataset, Municipality
from geodata.store import sha256_of

# dataset -> its title, what is made of it, and its file, by the city's name for it
_LAYERS = {
    "bydel": ("Bydele", "bydelenes areal og afdelingernes bydel", layers.BYDELE),
    HOMES_DATASET: ("Almene boliger", "afdelingernes omrids og boliger", layers.DEPARTMENTS),
    "rode": ("Roder", "rodernes omrids, navne og bydel", layers.RODER),
}
_GROUND = ("postnumre", "Land og vand", "til orientering på kortet", layers.POSTCODES)
_TABLES = {
    "samlede_socio_data_kbh": ("Tal for roder", statistics.RODE_YEARS),
    "disposable_income_by_bydel": ("Disponibel indkomst efter bydel", statistics.INCOME),
    "population_by_bydel": ("Folketal efter bydel", statistics.PEOPLE),
}


def of_another(
    told: Iterable[Dataset], geodata: Path, figures: Path | None, municipality: Municipality
) -> tuple[Dataset, ...]:
    """The datasets in the folders of another municipality, by id; `told` are those its own file tells of."""
    known = {row.dataset_id: row for row in told}
    made = [
        replace(known[key], file=path.name, sha256=sha256_of(path))
        if key in known
        else _described(key, title, used_for, path, municipality)
        for key, title, used_for, path in (*_layers(geodata), *_tables(figures))
    ]
    return tuple(sorted(made, key=lambda row: row.dataset_id))


def _layers(folder: Path) -> list[tuple[str, str, str, Path]]:
    found = [
        (key, title, used_for, path)
        for key, (title, used_for, name) in _LAYERS.items()
        if (path := layers.layer_file(folder, name)) is not None
    ]
    key, title, used_for, name = _GROUND
    ground = [(key, title, used_for, folder / name)] if (folder / name).is_file() else []
    return [*found, *ground]


def _tables(folder: Path | None) -> list[tuple[str, str, str, Path]]:
    present = statistics.official_files(folder)
    return [(key, title, "", present[name]) for key, (title, name) in _TABLES.items() if name in present]


def _described(key: str, title: str, used_for: str, path: Path, municipality: Municipality) -> Dataset:
    return Dataset(
        dataset_id=key,
        file=path.name,
        layer=path.stem,
        title=f"{title} i {municipality.place}",
        publisher=municipality.authority,
        dated="",
        licence="",
        licence_basis="",
        sha256=sha256_of(path),
        used_for=used_for,
    )
