"""The sheet a person edits: one proposed row a line, as CSV. Pure.

The first columns are for reading: `tag` is "ja", "nej" or empty (left for later), or "slet" in the row of a fact that
the register has and the paper no longer says; `tabel` is the table and `nøgle` the key there; then what the row says,
which row of the register says the same, where it stands, and why it is proposed. The columns after them are the
register's own; the last ones are the program's. A Danish spreadsheet opens a file with ";" in columns, and writes dates
and thousands its own way: what it does to them is undone on reading.
"""

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass

from etl.proposals.proposal import Paper, Proposal
from etl.register.reader import columns_of
from geodata.catalogue import KEY_OF, RECORD_OF
from geodata.errors import RegisterError
from geodata.funding import figure
from geodata.plain_text import fold_space, never_a_formula, separator

_READ = ("tag", "tabel", "nøgle", "indhold", "kendt", "side", "linje", "citat", "status", "begrundelse")
_NEEDED = ("tag", "tabel", "nøgle", "side", "linje", "citat", "status", "begrundelse")
_PROGRAM = ("linje_slut", "dokument", "fil", "sha256")
_BY_HAND = ("organisation_no", "department_no", "document_date", "subject_id")  # kept though no row fills them
_OWN_DATE = re.compile(r"(\d{1,2})[-.](\d{1,2})[-.](\d{4})")
_THOUSANDS = re.compile(r"\d{4,12}")
_PRINTS_FIGURES = ("funding", "quantities", "series_values")
TAKEN, DELETED = "ja", "slet"


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRow:
    """One line of the sheet as a person left it. `cells` are the register's own columns of its table."""

    number: int
    take: str
    table: str
    key: str
    says: str
    known: str
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line to write: the proposal, whether it is proposed as taken, and the key of the row that says the same."""

    proposal: Proposal
    take: bool
    known: str = ""


def write(made: Sequence[tuple[Paper, Sequence[Line]]]) -> str:
    """The sheet of some documents, as CSV text with ";": each with its lines, in the order given."""
    rows = [_row(line, paper) for paper, lines in made for line in lines]
    tables = dict.fromkeys(str(row["tabel"]) for row in rows)
    own = dict.fromkeys(column for table in tables for column in own_columns(table))
    own = {column: None for column in own if column not in (*_READ, *_PROGRAM)}
    filled = [column for column in own if column in _BY_HAND or any(row.get(column) for row in rows)]
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, [*_READ, *filled, *_PROGRAM], restval="", extrasaction="ignore", delimiter=";")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def read(text: str) -> list[SheetRow]:
    """The lines of a sheet. Raises RegisterError naming the line and column of what is wrong."""
    text = text.removeprefix("\ufeff")
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=separator(text), strict=True)
    try:
        columns = list(reader.fieldnames or ())
    except csv.Error as error:
        raise RegisterError(f"linjen er ikke gyldig CSV ({error})", where="arket, linje 1") from error
    twice = [column for column in dict.fromkeys(columns) if column and columns.count(column) > 1]
    if twice:
        raise RegisterError(
            f"kolonnen {twice[0][:40]} står to gange", where="arket", remedy="Slet den ene, og prøv igen."
        )
    missing = [column for column in (*_NEEDED, *_PROGRAM) if column not in columns]
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
    return list(columns_of(RECORD_OF[table]))


def _row(line: Line, paper: Paper) -> dict[str, object]:
    proposal = line.proposal
    return {
        **{column: _safe(value) for column, value in proposal.cells.items()},
        "tag": TAKEN if line.take else "",
        "tabel": proposal.table,
        "nøgle": proposal.cells.get(KEY_OF[proposal.table], ""),
        "indhold": proposal.says,
        "kendt": line.known,
        "side": proposal.place.page,
        "linje": proposal.place.line,
        "citat": _safe(proposal.place.quote),
        "status": proposal.status,
        "begrundelse": proposal.because,
        "linje_slut": proposal.place.line_end,
        "dokument": paper.document_id,
        "fil": paper.file,
        "sha256": paper.sha256,
    }


def _safe(value: str) -> str:
    """A cell as text that no spreadsheet runs; one that begins with the mark for it gets another."""
    return f"'{value}" if value.startswith("'") else never_a_formula(value)


def _plain(value: str) -> str:
    """The cell without that mark."""
    bare = value.removeprefix("'")
    return bare if _safe(bare) == value else value


def _read(row: dict[str, str], number: int) -> SheetRow:
    filled = {name: _plain((value or "").strip()) for name, value in row.items() if name}
    table, take = filled["tabel"], filled["tag"].lower()
    if table not in RECORD_OF:
        raise _wrong(number, "tabel", f"»{table[:40]}« er ikke en af registrets tabeller")
    if take not in ("", TAKEN, "nej", DELETED):
        raise _wrong(number, "tag", f"»{take[:40]}« er hverken ja, nej, slet eller tom")
    lines = {}
    for column in ("side", "linje", "linje_slut"):
        if not (filled[column].isascii() and filled[column].isdigit()) or int(filled[column]) < 1:
            raise _wrong(number, column, f"»{filled[column][:40]}« er ikke et linje- eller sidetal")
        lines[column] = int(filled[column])
    cells = {column: _own(column, filled.get(column, ""), table) for column in own_columns(table)}
    if cells[KEY_OF[table]] not in ("", filled["nøgle"]):
        raise _wrong(number, "nøgle", f"»{filled['nøgle'][:40]}« og kolonnen {KEY_OF[table]} er ikke det samme")
    cells[KEY_OF[table]] = filled["nøgle"]
    return SheetRow(
        number=number,
        take=take,
        table=table,
        key=filled["nøgle"],
        says=filled.get("indhold", ""),
        known=filled.get("kendt", ""),
        cells=cells,
        status=filled["status"],
        because=filled["begrundelse"],
        page=lines["side"],
        line=lines["linje"],
        line_end=lines["linje_slut"],
        quote=fold_space(filled["citat"]),
        document_id=filled["dokument"],
        file=filled["fil"],
        sha256=filled["sha256"],
    )


def _own(column: str, text: str, table: str) -> str:
    """A cell of the register as the register writes it, whatever a spreadsheet made of it on its way."""
    kind = str(columns_of(RECORD_OF[table])[column])
    own_date = _OWN_DATE.fullmatch(text) if "date" in kind else None
    if own_date:
        day, month, year = own_date.groups()
        return f"{year}-{int(month):02}-{int(day):02}"
    if column == "printed" and table in _PRINTS_FIGURES and _THOUSANDS.fullmatch(text):
        return figure(int(text))
    return text


def _wrong(number: int, column: str, what: str) -> RegisterError:
    return RegisterError(what, where=f"arket, linje {number}, kolonnen {column}", remedy="Ret cellen og prøv igen.")
