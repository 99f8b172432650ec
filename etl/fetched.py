"""Edge: the record that lies beside fetched files: which service each came from, when, and its hash."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from geodata.model import Dataset
from geodata.store import sha256_of

RECORD = "fetched.json"
_MOST_BYTES = 5_000_000


@dataclass(frozen=True)
class Fetched:
    """A file that a service gave: `source` is its layer or table, `url` holds no secret, `rows` counts its features.

    `sha256` is of the file, `asked_at` the time the service was asked, in UTC.
    """

    file: str
    service: str
    source: str
    url: str
    asked_at: datetime
    sha256: str
    rows: int


def write_record(folder: Path, files: Iterable[Fetched], left_out: Sequence[str] = ()) -> None:
    """Writes the record of a set into its folder; `left_out` says what came and could not be used."""
    told = [asdict(one) | {"asked_at": one.asked_at.isoformat()} for one in files]
    text = json.dumps({"files": told, "left_out": list(left_out)}, ensure_ascii=False, indent=1)
    (folder / RECORD).write_text(text + "\n", encoding="utf-8", newline="\n")


def read_record(folder: Path | None) -> tuple[Fetched, ...]:
    """What the record in the folder says; nothing where there is none that can be read."""
    path = folder / RECORD if folder else None
    if path is None or not path.is_file() or path.stat().st_size > _MOST_BYTES:
        return ()
    try:
        return tuple(_fetched(row) for row in json.loads(path.read_text(encoding="utf-8"))["files"])
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return ()  # a record helps to date the files; they stand without one


def with_dates(datasets: Iterable[Dataset], *folders: Path | None) -> tuple[Dataset, ...]:
    """The datasets with the day (UTC) that their file was fetched, where a folder's record is of that very file."""
    days = {
        (one.file, one.sha256): one.asked_at.astimezone(UTC).date().isoformat()
        for folder in folders
        for one in read_record(folder)
        if folder is not None and (folder / one.file).is_file() and sha256_of(folder / one.file) == one.sha256
    }
    return tuple(replace(row, dated=days.get((row.file, row.sha256), row.dated)) for row in datasets)


def _fetched(row: dict[str, Any]) -> Fetched:
    made = Fetched(**row | {"asked_at": datetime.fromisoformat(row["asked_at"])})
    if made.asked_at.tzinfo is None or made.file != Path(made.file).name:
        raise ValueError(RECORD)
    return made
