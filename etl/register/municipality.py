"""Edge: which municipality a register is about, and whose the layers and statistics are that the program carries."""

from collections.abc import Iterable
from pathlib import Path

import geodata
from etl.register.reader import read_table
from geodata.errors import RegisterError
from geodata.model import Municipality, Setting
from geodata.model.municipality import ENGLISH_SETTINGS, SETTINGS

CARRIED = Path(geodata.__file__).resolve().parent / "data" / "municipality.csv"


def carried() -> Municipality:
    """The municipality whose layers and statistics lie in `geodata/data`, as its `municipality.csv` says."""
    return Municipality.of({row.key: row.value for _, row in _carried_rows()})


def with_municipality(rows: list[tuple[int, Setting]]) -> list[tuple[int, Setting]]:
    """The settings, with the municipality of the carried data where they name none.

    A register from before the question was asked is about that municipality; one that answers only a part of it is
    refused by `municipality`.
    """
    asked = {*SETTINGS, *ENGLISH_SETTINGS}
    return rows if any(row.key in asked for _, row in rows) else [*rows, *_carried_rows()]


def municipality(settings: Iterable[Setting], folder: Path | None = None) -> Municipality:
    """The municipality of a register. Raises RegisterError naming the setting that is missing or wrong."""
    try:
        return Municipality.of({row.key: row.value for row in settings})
    except ValueError as error:
        raise RegisterError(
            str(error),
            where="settings.csv, kolonnen value",
            remedy=f"Skriv rækkerne municipality,Eksempelby og municipality_name,Eksempelby Kommune og "
            f"municipality_code,0999 med kommunens egne navne og kode i {(folder or Path()) / 'settings.csv'}.",
        ) from error


def _carried_rows() -> list[tuple[int, Setting]]:
    return read_table(CARRIED, Setting)
