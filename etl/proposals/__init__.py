"""From what a document is found to say to rows a person may take into the register. Pure.

A proposal is a row in the notation of the register's files. What the document prints is `printed`; what we put together
of it is `derived`, with the reason. Nothing is taken in before a person has said so (`etl/accept.py`).
"""

from collections.abc import Iterable

from etl.extract.facts import Extraction
from etl.extract.report import Reading
from etl.extract.text import Place
from etl.proposals import money, others, plans
from etl.proposals.proposal import Paper, Proposal, cells
from geodata.model import Document
from geodata.names import slug

__all__ = ["Paper", "Proposal", "paper_of", "propose"]


def propose(said: Extraction, paper: Paper) -> list[Proposal]:
    """Every row the document gives ground for: the document itself where the register has it not, then plans."""
    own = [] if paper.known else [_document(said, paper)]
    return [*own, *plans.propose(said, paper), *money.propose(said, paper), *others.propose(said, paper)]


def paper_of(reading: Reading, documents: Iterable[Document]) -> Paper:
    """The document under the register's id, where it is there by hash or name; else under its number or file's name."""
    for row in documents:
        if reading.sha256 == row.sha256 or reading.file == row.file:
            return Paper(document_id=row.document_id, file=reading.file, sha256=reading.sha256, known=True)
    name = reading.said.number or reading.file.rpartition(".")[0] or reading.file
    return Paper(document_id=slug(name)[:60], file=reading.file, sha256=reading.sha256)


def _document(said: Extraction, paper: Paper) -> Proposal:
    title = said.title or paper.file
    return Proposal(
        table="documents",
        cells=cells(
            document_id=paper.document_id,
            file=paper.file,
            kind=said.kind or "dokument",
            short_title=said.number or title[:60],
            title=title[:200],
            publisher="Københavns Kommune",
            sha256=paper.sha256,
        ),
        says=f"Dokument: {title[:80]}",
        place=Place(page=1, line=1, line_end=1, quote=title),
        because="Udgiver og dato er ikke læst af papiret; ret dem, hvis de kendes",
        status="derived",
    )
