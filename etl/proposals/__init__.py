"""From what a document is found to say to rows a person may take into the register. Pure.

A proposal is a row in the notation of the register's files. What the document prints is `printed`; what we put together
of it is `derived`, with the reason. Nothing is taken in before a person has said so (`etl/accept.py`).
"""

import re
from collections.abc import Iterable

from etl.extract.facts import Extraction
from etl.extract.report import Reading
from etl.extract.text import Place
from etl.proposals import money, others, plans
from etl.proposals.proposal import KnownPlan, Paper, Proposal, cells
from geodata.model import Document
from geodata.names import slug

_YEAR = re.compile(r"\b20\d\d\b")

__all__ = ["KnownPlan", "Paper", "Proposal", "paper_of", "propose"]


def propose(said: Extraction, paper: Paper) -> list[Proposal]:
    """Every row the document gives ground for: the document itself where the register has it not, then plans."""
    own = [] if paper.known else [_document(said, paper)]
    return [*own, *plans.propose(said, paper), *money.propose(said, paper), *others.propose(said, paper)]


def paper_of(reading: Reading, documents: Iterable[Document]) -> Paper:
    """The document under the register's id, where it is there by hash, file or number; else under a new id."""
    name = reading.said.number or reading.file.rpartition(".")[0] or reading.file
    own_id = slug(name)[:60]
    known = list(documents)
    same = next((row for row in known if reading.sha256 == row.sha256), None)
    earlier = same or next((row for row in known if row.file == reading.file or row.document_id == own_id), None)
    return Paper(
        document_id=earlier.document_id if earlier else own_id,
        file=reading.file,
        sha256=reading.sha256,
        known=same is not None,
        earlier=earlier,
    )


def _short(title: str, kind: str | None) -> str:
    """What a list calls the paper: "Udmøntningsnotat 2027", or the title by whole words, as many as a line holds."""
    year = _YEAR.search(title)
    if kind == "udmøntningsnotat" and year:
        return f"Udmøntningsnotat {year.group()}"
    return title if len(title) <= 60 else title[:60].rpartition(" ")[0].rstrip(" ,;:–-")


def _document(said: Extraction, paper: Paper) -> Proposal:
    title = said.title or paper.file
    earlier = paper.earlier
    return Proposal(
        table="documents",
        cells=cells(
            document_id=paper.document_id,
            file=paper.file,
            kind=said.kind or (earlier.kind if earlier else "dokument"),
            short_title=earlier.short_title if earlier else said.number or _short(title, said.kind),
            title=earlier.title if earlier else title[:200],
            publisher=earlier.publisher if earlier else paper.authority,
            document_date=earlier.document_date if earlier else None,
            date_inferred_from=earlier.date_inferred_from if earlier else None,
            sha256=paper.sha256,
        ),
        says=f"Ny udgave af {earlier.short_title}: {paper.file}" if earlier else f"Dokument: {title[:80]}",
        place=Place(page=1, line=1, line_end=1, quote=title),
        because="Udgiver og dato er som i den udgave, registret har; filen er en anden"
        if earlier
        else "Udgiver og dato er ikke læst af papiret; ret dem, hvis de kendes",
        status="derived",
    )
