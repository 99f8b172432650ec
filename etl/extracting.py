"""Edge: document files -> what each is found to say."""

from collections.abc import Sequence
from pathlib import Path

from etl import documents, register
from etl.extract import extract
from etl.extract.facts import Extraction
from etl.extract.report import Reading
from etl.proposals import paper_of, propose, sheet
from etl.proposals.known import known_keys, known_rows
from etl.register import Register
from geodata.errors import DocumentError
from geodata.store import sha256_of

# a paper of none of these holds nothing that the register keeps
_TELLING = ("departments", "tables", "goals", "lists", "indicators", "plans", "boxes")


def read(path: Path) -> Reading:
    """What the document says. Raises DocumentError where it cannot be read or has none of the known forms."""
    text = documents.read(path)
    said = extract(text)
    if not known_form(said):
        raise DocumentError(
            "dokumentet har ingen af de kendte former",
            where=str(path),
            remedy="Det skal være et budgetnotat, udmøntningsnotat, en indstilling eller en orientering som kommunens.",
        )
    return Reading(file=path.name, sha256=sha256_of(path), pages=text.pages, said=said)


def known_form(said: Extraction) -> bool:
    """Whether anything was found that only the city's papers of these kinds hold."""
    return said.kind is not None or any(getattr(said, kind) for kind in _TELLING)


def read_all(paths: Sequence[Path]) -> list[Reading]:
    """Every document, in order. Raises DocumentError with one line for each that cannot be read; then none is given."""
    found, wrong = [], []
    for path in paths:
        try:
            found.append(read(path))
        except DocumentError as error:
            wrong.append(error)
    if wrong:
        raise (
            wrong[0] if len(wrong) == 1 else DocumentError("\n".join(f"{error.where}: {error.what}" for error in wrong))
        )
    return found


def write_proposals(readings: Sequence[Reading], path: Path, known: Register) -> None:
    """Writes the sheet a person edits; rows that the register has already are marked with their key and not taken."""
    rows = known_rows(row for table in register.TABLES for row in getattr(known, table))
    made = []
    for one in readings:
        paper = paper_of(one, known.documents)
        proposals = propose(one.said, paper)
        made.append((paper, proposals, known_keys(proposals, rows, paper.document_id)))
    path.write_text(sheet.write(made), encoding="utf-8-sig", newline="")
