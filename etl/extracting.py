"""Edge: document files -> what each is found to say."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from etl import documents, register
from etl.extract import extract
from etl.extract.facts import Extraction
from etl.extract.report import Reading
from etl.proposals import KnownPlan, Paper, paper_of, propose, sheet
from etl.proposals.known import known_rows, lines_of
from etl.proposals.proposal import BYDEL_NOS
from etl.register import Register
from etl.register.municipality import carried
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


def write_proposals(readings: Sequence[Reading], path: Path, known: Register) -> list[str]:
    """Writes the sheet a person edits, and says in some lines what is in it and what is asked."""
    rows = known_rows(row for table in register.TABLES for row in getattr(known, table))
    plans, areas = _plans(known), tuple(row.name for row in known.area_groups)
    subjects = tuple(row.subject_id for row in known.funding_subjects)
    made = []
    for one in readings:
        paper = replace(
            paper_of(one, known.documents),
            plans=plans,
            areas=areas,
            subjects=subjects,
            authority=known.municipality.authority,
            bydel_nos=BYDEL_NOS if known.municipality.code == carried().code else {},
        )
        made.append((paper, lines_of(propose(one.said, paper), rows, paper)))
    path.write_text(sheet.write(made), encoding="utf-8-sig", newline="")
    return [_told(paper, lines) for paper, lines in made]


def _plans(known: Register) -> tuple[KnownPlan, ...]:
    followed = {row.plan_id: row for row in known.plan_periods if row.role == "default"}
    return tuple(
        KnownPlan(plan_id=row.plan_id, place=row.place or "", start=period.start, end=period.end)
        for row in known.plans
        if (period := followed.get(row.plan_id)) is not None
    )


def _told(paper: Paper, lines: Sequence[sheet.Line]) -> str:
    """What a person finds in the sheet of a paper."""
    taken = sum(line.take for line in lines)
    gone = sum(not line.proposal.place.quote for line in lines)
    known = sum(bool(line.known) and not line.take for line in lines) - gone
    asked = len(lines) - taken - known - gone
    edition = "ny udgave af et kendt dokument; " if paper.is_new_edition else ""
    counts = [f"{taken} er sat til ja", f"{asked} venter på dit ja eller nej"]
    counts += [f"{known} har registret i forvejen"] if known else []
    counts += [f"{gone} er ikke fundet i den nye udgave (skriv slet for at fjerne dem)"] if gone else []
    return f"{paper.file}: {edition}{len(lines)} rækker; " + ", ".join(counts)
