"""Flat rows as CSV (RFC 4180, UTF-8), with nothing in it that a spreadsheet would run. Pure."""

import csv
import io
from collections.abc import Mapping, Sequence

from webmap.exports import formula_safe


def csv_of_rows(rows: Sequence[Mapping[str, object]]) -> bytes:
    """The rows under the keys of the first; nothing where there are none."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(rows[0]) if rows else [], lineterminator="\r\n")
    writer.writeheader()
    for row in rows:
        writer.writerow({key: formula_safe(cell) if isinstance(cell, str) else cell for key, cell in row.items()})
    return out.getvalue().encode()
