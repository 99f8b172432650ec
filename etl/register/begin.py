"""Edge: an empty register: every file with its first line, and the settings. What is there already is left alone."""

import csv
import io
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from etl.register import TABLES, load
from etl.register.reader import columns_of, source_columns_of
from geodata.catalogue import RECORD_OF
from geodata.errors import RegisterError
from geodata.model import Municipality
from geodata.model.municipality import SETTINGS

_SETTINGS = "settings"
_BECAUSE = {
    "reference_date": "Valgt, da registret blev begyndt",
    "least_residents": "En andel af færre beboere svarer til enkelte personer",
    "least_persons": "En andel, der tæller eller udelader færre, kan føres tilbage til enkelte personer",
    "least_almene_share": "Fra halvdelen af arealet er det meste af en rode almene boliger",
}
_LIMITS = {"least_persons": "5", "least_almene_share": "50"}
_REMEDY = "Angiv --municipality Eksempelby --code 0999 --by Enheden, med kommunens eget navn og egen kode."
_MUNICIPALITY_BECAUSE = "Oplyst, da registret blev begyndt"


def named(place: str | None, code: str | None, by: str | None, **others: str | None) -> Municipality | None:
    """The municipality of these answers, or None where none was given; `others` are further settings of it.

    Raises RegisterError where only a part of them was given, or the code is none.
    """
    if not any((place, code, *others.values())):
        return None
    told = {"municipality": place, "municipality_code": code, "municipality_name": f"{place} Kommune"}
    told |= {key: value for key, value in others.items() if value}
    try:
        if not place or not code or not by:
            raise ValueError("kommunens navn, kode eller enheden, der siger det, mangler")
        return Municipality.of({key: value for key, value in told.items() if value})
    except ValueError as error:
        raise RegisterError(str(error), where="begin", remedy=_REMEDY) from error


def settings(municipality: Municipality, reference_date: date, least_residents: int = 100) -> dict[str, str]:
    """key -> value of the settings that a register begins with; English names only where they are others."""
    own = {
        "reference_date": reference_date.isoformat(),
        "least_residents": str(least_residents),
        **_LIMITS,
        **dict(zip(SETTINGS, (municipality.place, municipality.authority, municipality.code), strict=True)),
    }
    english = {"municipality_en": municipality.place_en, "municipality_name_en": municipality.authority_en}
    danish = (municipality.place, municipality.authority)
    return own | {key: name for (key, name), same in zip(english.items(), danish, strict=True) if name != same}


def begin(folder: Path, chosen: Mapping[str, str] | None, *, by: str | None, on: date) -> list[str]:
    """Writes the files of a register that the folder has not, and returns their names.

    `chosen` is what `settings` gives; it may be None where the folder has its settings. Raises RegisterError, and
    leaves no new file, where they are needed and not given, or the register would not load.
    """
    missing = [table for table in TABLES if not (folder / f"{table}.csv").exists()]
    if _SETTINGS in missing and chosen is None:
        raise RegisterError(
            "mappen har intet register, og det er ikke sagt, hvilken kommune det er om",
            where=str(folder),
            remedy=_REMEDY,
        )
    folder.mkdir(parents=True, exist_ok=True)
    written: list[Path] = []
    try:
        for table in missing:
            rows = _rows(chosen or {}, by or "", on) if table == _SETTINGS else []
            path = folder / f"{table}.csv"
            with path.open("x", encoding="utf-8", newline="") as file:  # "x": never over a file
                written.append(path)
                file.write(_text(table, rows))
        load(folder)
    except BaseException:
        for path in written:
            path.unlink()
        raise
    return [path.name for path in written]


def _rows(chosen: Mapping[str, str], by: str, on: date) -> list[dict[str, str]]:
    return [
        {
            "key": key,
            "value": value,
            "accepted_by": by,
            "accepted_on": on.isoformat(),
            "because": _BECAUSE.get(key, _MUNICIPALITY_BECAUSE),
        }
        for key, value in chosen.items()
    ]


def _text(table: str, rows: list[dict[str, str]]) -> str:
    record = RECORD_OF[table]
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, [*columns_of(record), *source_columns_of(record)], lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()
