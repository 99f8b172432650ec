"""Edge: writing register files: cells as text, every changed file whole or none."""

import csv
import io
import os
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path

from etl.register.reader import separator


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


def replace_files(copy: Path, folder: Path, tables: Iterable[str]) -> None:
    """Each changed file beside its place first, then all moved: a full disk leaves the register as it was."""
    ready = []
    try:
        for table in tables:
            beside = folder / f".{table}.csv.new"
            ready.append((beside, folder / f"{table}.csv"))
            shutil.copy(copy / f"{table}.csv", beside)
    except OSError:
        for beside, _ in ready:
            beside.unlink(missing_ok=True)
        raise
    for beside, place in ready:
        os.replace(beside, place)  # noqa: PTH105 - atomic on Windows too
