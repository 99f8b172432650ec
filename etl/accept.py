"""Edge: reviewed proposals -> rows of the register, all of them or none.

Every taken row must have its quote in the document it names, unchanged since the sheet was made; the register must
still load whole with the rows in it. What the register has of the document and the sheet has not is told, not removed.
"""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from pathlib import Path

from etl import documents, extracting, register
from etl.proposals import sheet
from etl.proposals.compare import departments_compared
from etl.proposals.known import known_rows
from etl.proposals.sheet import DELETED, TAKEN, SheetRow
from etl.register import Register
from etl.register.reader import columns_of
from etl.register.writer import read_file, replace_files, write_file
from geodata.catalogue import HOME
from geodata.errors import DocumentError, RegisterError
from geodata.model import Source

_RECORDS = {table: record for record, (table, _) in HOME.items()}


@dataclass(frozen=True)
class Accepted:
    """What became of a sheet: keys of its rows by table, new, changed, unchanged, deleted; and what to look at."""

    new: dict[str, list[str]] = field(default_factory=dict)
    changed: dict[str, list[str]] = field(default_factory=dict)
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
    rows = [row for row in sheet.read(_text(path)) if row.take in (TAKEN, DELETED)]
    if not rows:
        raise RegisterError("ingen rækker er taget", where=str(path), remedy='Skriv "ja" i kolonnen take og prøv igen.')
    before = register.load(folder)
    papers = _papers(rows, path.parent, documents_in)
    found = _with_places(rows, papers)
    result = Accepted()
    with tempfile.TemporaryDirectory(prefix="helhedskort-") as scratch:
        copy = Path(scratch) / "register"
        copy.mkdir()
        for file in register.files(folder):
            shutil.copy(file, copy / file.name)
        changed = _merge(copy, found, result, by=by, because=because, on=on)
        after = _loaded(copy)
        replace_files(copy, folder, changed)
    plan_ids = dict.fromkeys(row.cells["plan_id"] for row in rows if row.table == "listed_departments")
    return Accepted(
        **{name: getattr(result, name) for name in ("new", "changed", "unchanged", "deleted")},
        gone=tuple(_gone(before, rows)),
        departments=tuple(departments_compared(before, after, plan_ids)),
        findings=tuple(row.message_da for file in papers.values() for row in extracting.read(file).said.findings),
    )


def _loaded(copy: Path) -> Register:
    """The register with the rows in it; what does not hold is said of the sheet, whose rows are the only new ones."""
    try:
        return register.load(copy)
    except RegisterError as error:
        raise RegisterError(
            error.what, where=f"med arkets rækker: {error.where}", remedy="Ret arket, og prøv igen; intet er skrevet."
        ) from error


def in_words(done: Accepted) -> list[str]:
    """What happened, for a person: counts by table, departments gained and lost, what is gone, what does not add up."""
    said = []
    for heading, changes in (("nye", done.new), ("ændrede", done.changed), ("slettede", done.deleted)):
        if changes:
            said.append(f"{heading}: " + ", ".join(f"{len(keys)} i {table}" for table, keys in changes.items()))
    unchanged = sum(len(keys) for keys in done.unchanged.values())
    said.append(f"uændrede: {unchanged}")
    said += done.departments
    if done.gone:
        said.append(f"i registret, men ikke i arket ({len(done.gone)}): {', '.join(done.gone[:10])}")
    said += [f"stemmer ikke: {message}" for message in done.findings]
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
        name = Path(row.file)
        places = [folder / name.name] if folder else [name, beside / name, beside / name.name]
        file = next((place for place in places if place.is_file()), None)
        if file is None:
            remedy = "Læg dokumentet ved siden af arket, eller angiv mappen med --documents."
            raise DocumentError("dokumentet bag arket findes ikke", where=row.file, remedy=remedy)
        if hashlib.sha256(file.read_bytes()).hexdigest() != row.sha256:
            remedy = 'Lav arket igen med "extract --proposals".'
            raise DocumentError("dokumentet er ændret, siden arket blev lavet", where=str(file), remedy=remedy)
        found[row.document_id] = file
    return found


def _with_places(rows: Sequence[SheetRow], papers: dict[str, Path]) -> list[tuple[SheetRow, Source | None]]:
    """The rows with their source, for those tables that have one. Raises DocumentError naming rows without a quote."""
    texts = {document_id: documents.read(file) for document_id, file in papers.items()}
    made: list[tuple[SheetRow, Source | None]] = []
    lost: list[str] = []
    for row in rows:
        if row.take == DELETED or not _has_source(row.table):
            made.append((row, None))
            continue
        place = texts[row.document_id].flow.find(row.quote, row.line)
        if place is None:
            lost.append(f"linje {row.number} ({row.table} {row.key})")
            continue
        made.append((row, _source(row, place.page, place.line, place.line_end)))
    if lost:
        more = f" og {len(lost) - 5} til" if len(lost) > 5 else ""
        raise DocumentError(
            f"citatet står ikke i dokumentet for arkets {', '.join(lost[:5])}{more}",
            where=str(next(iter(papers.values()))),
            remedy="Ret kolonnen quote, så den er ordret, eller skriv nej i kolonnen take.",
        )
    return made


def _has_source(table: str) -> bool:
    return any(column.name == "source" for column in fields(_RECORDS[table]))


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
        rows = {row[sheet.key_column(table)]: row for row in old}
        for row, source in found:
            if row.table != table:
                continue
            if row.take == DELETED:
                if rows.pop(row.key, None) is not None:
                    result.deleted.setdefault(table, []).append(row.key)
                continue
            made = {**row.cells, **_accepted(table, row, source, by=by, because=because, on=on)}
            before = rows.get(row.key)
            kind = _kind(before, made, row.cells)
            getattr(result, kind).setdefault(table, []).append(row.key)
            if kind != "unchanged":
                rows[row.key] = made
        if table in result.new or table in result.changed or table in result.deleted:
            write_file(path, [*columns, *(name for name in _columns(table) if name not in columns)], rows.values())
            touched.append(table)
    return touched


def _kind(before: dict[str, str] | None, made: dict[str, str], own: dict[str, str]) -> str:
    if before is None:
        return "new"
    telling = (*own, "document_id", "quote_sha256")
    return "unchanged" if all(before.get(name, "") == made.get(name, "") for name in telling) else "changed"


def _accepted(table: str, row: SheetRow, source: Source | None, *, by: str, because: str, on: date) -> dict[str, str]:
    reason = "; ".join(text for text in (row.because, because) if text)
    signed = {"accepted_by": by, "accepted_on": on.isoformat(), "because": reason}
    if source is None:
        return {name: text for name, text in signed.items() if name in _columns(table)}
    where = {name: str(getattr(source, name)) for name in ("page", "line", "line_end", "quote_chars", "quote_sha256")}
    return {"document_id": source.document_id, **where, "status": source.status, **signed}


def _columns(table: str) -> list[str]:
    record = _RECORDS[table]
    return [*columns_of(record), *(columns_of(Source) if _has_source(table) else ())]


def _gone(before: Register, rows: Sequence[SheetRow]) -> list[str]:
    """What the register has of the sheet's documents, in the sheet's tables, and the sheet has not."""
    offered = {(row.table, row.key) for row in rows}
    tables, papers = {row.table for row in rows}, {row.document_id for row in rows}
    return [
        f"{row.table}/{row.key}"
        for table in register.TABLES
        for row in known_rows(getattr(before, table))
        if row.table in tables and row.document_id in papers and (row.table, row.key) not in offered
    ]
