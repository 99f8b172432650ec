"""The sheet a person edits: one proposed row a line, as CSV. Pure.

`take` is "ja", "nej" or empty (left for later); "slet" in the row of a fact that the register has and the paper no
longer says. `into` is the table and `row` the key. The columns after `known` are the register's own; the last ones say
where the row stands and are not edited.
"""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

from etl.proposals.proposal import Paper, Proposal
from etl.register.reader import columns_of
from geodata.catalogue import HOME
from geodata.errors import RegisterError
from geodata.names import fold_space

_FIRST = ("take", "into", "row", "says", "known")
_LAST = ("status", "because", "page", "line", "line_end", "quote", "document_id", "file", "sha256")
_RECORDS = {table: (record, key) for record, (table, key) in HOME.items()}
TAKEN, DELETED = "ja", "slet"


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRow:
    """One line of the sheet as a person left it. `cells` are the register's own columns of its table."""

    number: int
    take: str
    table: str
    key: str
    cells: dict[str, str]
    status: str
    because: str
    page: int
    line: int
    line_end: int
    quote: str
    document_id: str
    file: str
    sha256: str


def write(made: Sequence[tuple[Paper, Sequence[Proposal], Sequence[str | None]]]) -> str:
    """The sheet of some documents, as CSV text: each with its proposals, and the keys of rows that say the same."""
    tables = dict.fromkeys(proposal.table for _, proposals, _ in made for proposal in proposals)
    own = dict.fromkeys(column for table in tables for column in own_columns(table))
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, [*_FIRST, *(c for c in own if c not in (*_FIRST, *_LAST)), *_LAST], restval="")
    writer.writeheader()
    for paper, proposals, known in made:
        for proposal, same in zip(proposals, known, strict=True):
            if proposal.offered or same:
                writer.writerow(_row(proposal, same, paper))
    return out.getvalue()


def read(text: str) -> list[SheetRow]:
    """The lines of a sheet. Raises RegisterError naming the line and column of what is wrong."""
    header = text.partition("\n")[0]
    separator = ";" if header.count(";") > header.count(",") else ","
    reader = csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=separator, strict=True)
    missing = [column for column in (*_FIRST[:3], *_LAST) if column not in (reader.fieldnames or ())]
    if missing:
        raise RegisterError(
            f"kolonnen {missing[0]} mangler", where="arket", remedy='Lav arket igen med "extract --proposals".'
        )
    try:
        return [_read(row, reader.line_num) for row in reader if any(row.values())]
    except csv.Error as error:
        raise RegisterError(f"linjen er ikke gyldig CSV ({error})", where=f"arket, linje {reader.line_num}") from error


def own_columns(table: str) -> list[str]:
    """The columns a register file has besides those of its source."""
    return list(columns_of(_RECORDS[table][0]))


def key_column(table: str) -> str:
    """The column that names a row of the table."""
    return _RECORDS[table][1]


def _row(proposal: Proposal, same: str | None, paper: Paper) -> dict[str, object]:
    return {
        "take": "" if same or not proposal.sure else TAKEN,
        "into": proposal.table,
        "row": proposal.cells.get(key_column(proposal.table), ""),
        "says": proposal.says,
        "known": same or "",
        **{column: _safe(value) for column, value in proposal.cells.items()},
        "status": proposal.status,
        "because": proposal.because,
        "page": proposal.place.page,
        "line": proposal.place.line,
        "line_end": proposal.place.line_end,
        "quote": _safe(proposal.place.quote),
        "document_id": paper.document_id,
        "file": paper.file,
        "sha256": paper.sha256,
    }


def _safe(value: str) -> str:
    """A cell that a spreadsheet would run as a formula, with a mark in front that makes it text."""
    return f"'{value}" if value.startswith(("=", "+", "-", "@", "\t", "'")) else value


def _plain(value: str) -> str:
    """The cell without that mark."""
    return value[1:] if value.startswith("'") and value[1:2] in ("=", "+", "-", "@", "\t", "'") else value


def _read(row: dict[str, str], number: int) -> SheetRow:
    filled = {name: _plain((value or "").strip()) for name, value in row.items() if name}
    table, take = filled["into"], filled["take"].lower()
    if table not in _RECORDS:
        raise _wrong(number, "into", f"»{table[:40]}« er ikke en af registrets tabeller")
    if take not in ("", "ja", "nej", DELETED):
        raise _wrong(number, "take", f"»{take[:40]}« er hverken ja, nej, slet eller tom")
    lines = {}
    for column in ("page", "line", "line_end"):
        if not (filled[column].isascii() and filled[column].isdigit()) or int(filled[column]) < 1:
            raise _wrong(number, column, f"»{filled[column][:40]}« er ikke et linje- eller sidetal")
        lines[column] = int(filled[column])
    cells = {column: filled.get(column, "") for column in own_columns(table)}
    if cells[key_column(table)] not in ("", filled["row"]):
        raise _wrong(number, "row", f"»{filled['row'][:40]}« og kolonnen {key_column(table)} er ikke det samme")
    cells[key_column(table)] = filled["row"]
    return SheetRow(
        number=number,
        take=take,
        table=table,
        key=filled["row"],
        cells=cells,
        status=filled["status"],
        because=filled["because"],
        quote=fold_space(filled["quote"]),
        document_id=filled["document_id"],
        file=filled["file"],
        sha256=filled["sha256"],
        **lines,
    )


def _wrong(number: int, column: str, what: str) -> RegisterError:
    return RegisterError(what, where=f"arket, linje {number}, kolonnen {column}", remedy="Ret cellen og prøv igen.")
