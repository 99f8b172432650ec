"""Edge: writing register files: cells as text, every changed file whole or none."""

import csv
import io
import os
import shutil
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from geodata.errors import RegisterError
from geodata.plain_text import separator
from geodata.store import sha256_of

_UNDER_WAY = ".under_way"


def read_file(path: Path) -> tuple[list[str], list[dict[str, str]]]:
    """The columns of a register file in their order, and its rows as text."""
    text = path.read_text(encoding="utf-8-sig")
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=separator(text))
    return list(reader.fieldnames or ()), list(reader)


def write_file(path: Path, columns: Sequence[str], rows: Iterable[dict[str, str]]) -> None:
    """The file anew, as the register's files are written."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, columns, lineterminator="\n", restval="", extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    path.write_text(out.getvalue(), encoding="utf-8", newline="")


def replace_files(copy: Path, folder: Path, tables: Sequence[str], seen: Mapping[str, str]) -> None:
    """Each changed file beside its place first, then all moved: a full disk leaves the register as it was.

    `seen` is the sha256 of every file that the change was made of. Raises RegisterError where one has changed since, or
    another is writing. `_UNDER_WAY` names the files being moved, so that `finish` can move the rest after a stop.
    """
    if not tables:
        return
    under_way = folder / _UNDER_WAY
    try:
        under_way.open("x").close()
    except FileExistsError:
        raise _busy(folder) from None
    ready: list[Path] = []
    try:
        if any(sha256_of(folder / name) != digest for name, digest in seen.items()):
            raise RegisterError(
                "registret er ændret imens", where=str(folder), remedy="Intet er skrevet: kør kommandoen igen."
            )
        for table in tables:
            ready.append(_beside(folder, table))
            shutil.copy(copy / f"{table}.csv", ready[-1])
        under_way.write_text("\n".join(tables), encoding="utf-8")
    except BaseException:
        for path in (*ready, under_way):
            path.unlink(missing_ok=True)
        raise
    finish(folder)


def finish(folder: Path) -> None:
    """Moves the files that an interrupted `replace_files` had ready. Raises RegisterError where another is writing."""
    under_way = folder / _UNDER_WAY
    if not under_way.is_file():
        return
    tables = under_way.read_text(encoding="utf-8").split()
    if not tables or not all(table.isidentifier() for table in tables):
        raise _busy(folder)
    for table in tables:
        with suppress(FileNotFoundError):  # moved before we were stopped
            os.replace(_beside(folder, table), folder / f"{table}.csv")  # noqa: PTH105 - atomic on Windows too
    under_way.unlink(missing_ok=True)


def _beside(folder: Path, table: str) -> Path:
    return folder / f".{table}.csv.new"


def _busy(folder: Path) -> RegisterError:
    return RegisterError(
        "en anden skriver i registret, eller blev afbrudt i det",
        where=str(folder),
        remedy=f"Prøv igen om lidt; er ingen i gang, så slet {_UNDER_WAY} i mappen.",
    )
