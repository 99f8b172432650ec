"""Edge: reviewed proposals -> rows of the register, all of them or none.

Every taken row must have its quote in the document it names, unchanged since the sheet was made; the register must
still load whole with the rows in it. What the register has of the document and the sheet has not is told, not removed.
"""

import csv
import hashlib
import os
import re
import shutil
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from etl import documents, register
from etl.extract import extract
from etl.extract.text import Text
from etl.proposals import sheet
from etl.proposals.compare import departments_compared
from etl.proposals.known import known_rows
from etl.proposals.names import table_in_words
from etl.proposals.sheet import DELETED, TAKEN, SheetRow
from etl.register import Register
from etl.register.reader import columns_of, needed, source_columns_of
from etl.register.writer import finish, read_file, replace_files, write_file
from geodata.catalogue import KEY_OF, RECORD_OF
from geodata.errors import DocumentError, RegisterError
from geodata.model import Source
from geodata.plain_text import LONGEST_NAME
from geodata.store import sha256_of
from geodata.wording import listing

_MAX_BYTES = 50_000_000  # of a sheet: a paper's is under one
_SHORTEST = 3  # letters and figures of a quote: fewer stand in every document
_HINTS = {
    "subject_id": "det, pengene er til: nøglen på en række i tabellen funding_subjects, fx »tm021-anlaeg«",
    "plan_id": "nøglen på en række i tabellen plans, fx »nordbyen-2026«",
}
_REGISTER_ROW = re.compile(r"(?P<file>[a-z_]{1,40}\.csv), række (?P<row>\d{1,9})(?P<column>.{0,80})")


@dataclass(frozen=True)
class Accepted:
    """What became of a sheet: keys of its rows by table, and what to look at.

    `moved` rows say what they said, on another line; `gone` ones the register has of the document and the sheet not.
    """

    new: dict[str, list[str]] = field(default_factory=dict)
    changed: dict[str, list[str]] = field(default_factory=dict)
    moved: dict[str, list[str]] = field(default_factory=dict)
    unchanged: dict[str, list[str]] = field(default_factory=dict)
    deleted: dict[str, list[str]] = field(default_factory=dict)
    gone: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()


def accept(path: Path, folder: Path, *, by: str, because: str, on: date, documents_in: Path | None = None) -> Accepted:
    """Takes the rows marked "ja" into the register of `folder` and returns what changed.

    Raises RegisterError or DocumentError, and writes nothing, where a row's quote is not in its document, a cell is
    wrong, or the register would not load.
    """
    offered = sheet.read(_text(path))
    rows = [row for row in offered if row.take in (TAKEN, DELETED)]
    if not rows:
        raise RegisterError("ingen rækker er taget", where=str(path), remedy='Skriv "ja" i kolonnen tag og prøv igen.')
    _complete(rows)
    _once(rows)
    finish(folder)
    before = register.load(folder)
    texts = {
        document_id: documents.read(file) for document_id, file in _papers(rows, path.parent, documents_in).items()
    }
    found = _with_places(rows, texts)
    findings = tuple(row.message_da for text in texts.values() for row in extract(text).findings)
    result = Accepted()
    with tempfile.TemporaryDirectory(prefix="helhedskort-") as scratch:
        copy = Path(scratch) / "register"
        copy.mkdir()
        for file in register.files(folder):
            shutil.copy(file, copy / file.name)
        seen = {file.name: sha256_of(file) for file in register.files(copy)}
        changed = _merge(copy, found, result, by=by, because=because, on=on)
        after = _loaded(copy, rows)
        replace_files(copy, folder, sorted(changed, key=register.TABLES.index), seen)
    gone = tuple(_gone(after, offered))
    plan_ids = dict.fromkeys(row.cells["plan_id"] for row in rows if row.table == "listed_departments")
    return Accepted(
        **{name: getattr(result, name) for name in ("new", "changed", "moved", "unchanged", "deleted")},
        gone=gone,
        departments=tuple(departments_compared(before, after, plan_ids, gone)),
        findings=findings,
    )


def _complete(rows: Sequence[SheetRow]) -> None:
    """Raises RegisterError naming every cell that a taken row must have and has not."""
    empty = [
        f"linje {row.number} ({row.says[:60]}): {', '.join(missing)}"
        for row in rows
        if row.take == TAKEN and (missing := [name for name in needed(RECORD_OF[row.table]) if not row.cells[name]])
    ]
    if empty:
        more = f"\n  og {len(empty) - 10} til" if len(empty) > 10 else ""
        raise RegisterError(
            "der mangler noget i rækker, som er sat til ja:\n  " + "\n  ".join(empty[:10]) + more,
            where="arket",
            remedy="Udfyld cellerne, eller skriv nej i kolonnen tag; intet er skrevet."
            + "".join(f"\n{name} er {hint}." for name, hint in _HINTS.items() if any(name in line for line in empty)),
        )


def _once(rows: Sequence[SheetRow]) -> None:
    """Raises RegisterError where two taken rows say different things of one key: which holds is not ours to choose."""
    first: dict[tuple[str, str], SheetRow] = {}
    for row in rows:
        other = first.setdefault((row.table, row.key), row)
        if (other.take, other.cells) != (row.take, row.cells):
            raise RegisterError(
                f"linje {other.number} og {row.number} siger hver sit om {row.table} {row.key[:60]}",
                where="arket",
                remedy="Skriv nej i kolonnen tag ved den ene; intet er skrevet.",
            )


def _loaded(copy: Path, rows: Sequence[SheetRow]) -> Register:
    """The register with the rows in it; what does not hold is said of the sheet, whose rows are the only new ones."""
    try:
        return register.load(copy)
    except RegisterError as error:
        where = _in_the_sheet(error.where, copy, rows) or f"med arkets rækker: {error.where}"
        alone = "findes ikke i" in error.what
        remedy = "Rækken hører sammen med en, der ikke er sat til ja: skriv nej (eller slet) også her, eller ja dér."
        raise RegisterError(
            error.what, where=where, remedy=remedy if alone else "Ret arket, og prøv igen; intet er skrevet."
        ) from error


def _in_the_sheet(where: str, copy: Path, rows: Sequence[SheetRow]) -> str | None:
    """The sheet's line of "funding.csv, række 88, kolonnen subject_id"; None where the row is not of the sheet."""
    found = _REGISTER_ROW.match(where)
    if found is None:
        return None
    lines = (copy / found["file"]).read_text(encoding="utf-8-sig").splitlines()
    table = found["file"].removesuffix(".csv")
    key = next(csv.DictReader([lines[0], lines[int(found["row"]) - 1]]), {}).get(KEY_OF[table])
    row = next((row for row in rows if (row.table, row.key) == (table, key)), None)
    return None if row is None else f"arket, linje {row.number} ({row.says[:60]}){found['column']}"


def in_words(done: Accepted) -> list[str]:
    """What happened, for a person: in one line, then by table, department by department, and what does not add up."""
    said = []
    changes = (
        ("Nye rækker", done.new),
        ("Ændrede", done.changed),
        ("Flyttede (samme oplysning, en anden linje)", done.moved),
        ("Uændrede", done.unchanged),
        ("Slettede", done.deleted),
    )
    for heading, by_table in changes:
        if by_table:
            counts = listing([f"{len(keys)} {table_in_words(table, len(keys))}" for table, keys in by_table.items()])
            said.append(f"{heading}: {counts}")
    said += done.departments
    if done.gone:
        said.append(f"Registret har, men dokumentet i arket har ikke ({len(done.gone)}):")
        said += [f"    {key}" for key in done.gone[:10]]
        said += [f"    og {len(done.gone) - 10} til"] if len(done.gone) > 10 else []
        said.append(
            '  Skriv "slet" i kolonnen tag ved de rækker, der skal ud, og tag arket ind igen; '
            "ellers finder build --documents ikke deres citater."
        )
    said += [f"Stemmer ikke: {message}" for message in done.findings]
    return said


def own_register(folder: Path | None) -> Path:
    """The register to write in. Raises RegisterError for the one an installed program carries: that is read-only."""
    if folder is not None:
        return folder
    embedded = register.EMBEDDED
    if "site-packages" in embedded.parts or not os.access(embedded, os.W_OK):
        raise RegisterError(
            "det medfølgende register er skrivebeskyttet",
            where=str(embedded),
            remedy="Kopiér mappen, og angiv kopien med --register.",
        )
    return embedded


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > _MAX_BYTES:
            raise RegisterError(
                "arket er for stort", where=str(path), remedy="Del det, og tag delene ind hver for sig."
            )
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        remedy = 'Lav arket med "extract --proposals".'
        raise RegisterError("arket findes ikke", where=str(path), remedy=remedy) from error
    except UnicodeDecodeError as error:
        raise RegisterError("arket er ikke UTF-8", where=str(path), remedy="Gem det som CSV UTF-8.") from error


def _papers(rows: Iterable[SheetRow], beside: Path, folder: Path | None) -> dict[str, Path]:
    """document_id -> its file. Raises DocumentError where it is not there, or not the one the sheet was made of."""
    found: dict[str, Path] = {}
    for row in rows:
        if row.document_id in found:
            continue
        name = Path(row.file).name  # a sheet may come from anyone: it names a file, never a place
        places = [folder / name] if folder else [beside / name, Path(name)]
        places = places if len(name) <= LONGEST_NAME else []
        file = next((place for place in places if place.is_file()), None)
        if file is None:
            remedy = "Læg dokumentet ved siden af arket, eller angiv mappen med --documents."
            raise DocumentError("dokumentet bag arket findes ikke", where=row.file[:200], remedy=remedy)
        if sha256_of(file) != row.sha256:
            remedy = 'Lav arket igen med "extract --proposals".'
            raise DocumentError("dokumentet er ændret, siden arket blev lavet", where=str(file), remedy=remedy)
        found[row.document_id] = file
    return found


def _with_places(rows: Sequence[SheetRow], texts: Mapping[str, Text]) -> list[tuple[SheetRow, Source | None]]:
    """The rows with their source, for those tables that have one. Raises DocumentError naming rows without a quote."""
    made: list[tuple[SheetRow, Source | None]] = []
    lost: list[str] = []
    for row in rows:
        if row.take == DELETED or not source_columns_of(RECORD_OF[row.table]):
            made.append((row, None))
            continue
        telling = sum(map(str.isalnum, row.quote)) >= _SHORTEST
        place = texts[row.document_id].flow.find(row.quote, row.line) if telling else None
        if place is None:
            lost.append(f"linje {row.number} ({row.table} {row.key})")
            continue
        made.append((row, _source(row, place.page, place.line, place.line_end)))
    if lost:
        more = f" og {len(lost) - 5} til" if len(lost) > 5 else ""
        raise DocumentError(
            f"citatet står ikke i dokumentet for arkets {', '.join(lost[:5])}{more}",
            where=", ".join(dict.fromkeys(row.file for row in rows)),
            remedy="Ret kolonnen citat, så den er ordret, eller skriv nej i kolonnen tag.",
        )
    return made


def _source(row: SheetRow, page: int, line: int, line_end: int) -> Source:
    """The row's source without the words; who accepted it is filled in when it is written."""
    try:
        return Source(
            document_id=row.document_id,
            page=page,
            line=line,
            line_end=line_end,
            quote_chars=len(row.quote),
            quote_sha256=hashlib.sha256(row.quote.encode()).hexdigest(),
            status=row.status,  # type: ignore[arg-type]  # the loader holds it to the three words
            accepted_by="-",
            accepted_on=date.min,
            because=row.because or "-",
        )
    except ValueError as error:
        raise RegisterError(
            str(error), where=f"arket, linje {row.number}", remedy="Ret rækken og prøv igen."
        ) from error


def _merge(
    folder: Path, found: Sequence[tuple[SheetRow, Source | None]], result: Accepted, *, by: str, because: str, on: date
) -> list[str]:
    """Writes the rows into the files of `folder` and returns the tables that changed."""
    tables = list(dict.fromkeys(row.table for row, _ in found))
    touched = []
    for table in tables:
        path = folder / f"{table}.csv"
        columns, old = read_file(path)
        rows = {row[KEY_OF[table]]: row for row in old}
        for row, source in found:
            if row.table != table:
                continue
            if row.take == DELETED:
                if rows.pop(row.key, None) is not None:
                    result.deleted.setdefault(table, []).append(row.key)
                continue
            made = {**row.cells, **_accepted(table, row, source, by=by, because=because, on=on)}
            kind = _kind(rows.get(row.key), made, row.cells)
            getattr(result, kind).setdefault(table, []).append(row.key)
            if kind != "unchanged":
                rows[row.key] = made
        if any(table in kind for kind in (result.new, result.changed, result.moved, result.deleted)):
            write_file(path, [*columns, *(name for name in _columns(table) if name not in columns)], rows.values())
            touched.append(table)
    return touched


def _kind(before: dict[str, str] | None, made: dict[str, str], own: dict[str, str]) -> str:
    if before is None:
        return "new"

    def alike(names: Iterable[str]) -> bool:
        return all(before.get(name, "") == made.get(name, "") for name in names)

    if not alike((*own, "document_id")):
        return "changed"
    return "unchanged" if alike(("page", "line", "line_end", "quote_sha256")) else "moved"


def _accepted(table: str, row: SheetRow, source: Source | None, *, by: str, because: str, on: date) -> dict[str, str]:
    reason = "; ".join(text for text in (row.because, because) if text)
    signed = {"accepted_by": by, "accepted_on": on.isoformat(), "because": reason}
    if source is None:
        return {name: text for name, text in signed.items() if name in _columns(table)}
    where = {name: str(getattr(source, name)) for name in ("page", "line", "line_end", "quote_chars", "quote_sha256")}
    return {"document_id": source.document_id, **where, "status": source.status, **signed}


def _columns(table: str) -> list[str]:
    return [*columns_of(RECORD_OF[table]), *source_columns_of(RECORD_OF[table])]


def _gone(after: Register, offered: Sequence[SheetRow]) -> list[str]:
    """What the register still has of the sheet's documents, in the sheet's tables, and the documents do not say."""
    said = {(row.table, key) for row in offered if row.quote for key in (row.key, row.known)}
    tables, papers = {row.table for row in offered}, {row.document_id for row in offered}
    return [
        f"{row.table}/{row.key}"
        for table in register.TABLES
        for row in known_rows(getattr(after, table))
        if row.table in tables and row.document_id in papers and (row.table, row.key) not in said
    ]
