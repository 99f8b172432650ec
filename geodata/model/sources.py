"""Where what we know stands: documents, datasets, and the source of one register row."""

from dataclasses import dataclass
from datetime import date

from geodata.model.words import Status, require, require_sha256


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where one register row stands in a document, and who accepted it and why.

    The register keeps no words: `quote_sha256` is the hash of the quote with white space folded, `quote_chars` its
    length, `line`..`line_end` the 1-based lines it stands on, `page` the page of the first. `quote` is filled only
    where the document is at hand.
    """

    document_id: str
    line: int
    line_end: int
    quote_chars: int
    quote_sha256: str
    status: Status
    accepted_by: str
    accepted_on: date
    because: str
    quote: str | None = None
    page: int = 1

    def __post_init__(self) -> None:
        require(1 <= self.line <= self.line_end, f"linje {self.line}-{self.line_end} er ikke et linjespænd")
        require(self.page >= 1, f"side {self.page} findes ikke")
        require(self.quote_chars > 0, "quote_chars skal være mindst 1")
        require_sha256(self.quote_sha256, "quote_sha256")
        require(bool(self.accepted_by.strip()), "accepted_by mangler: hvilken enhed har godkendt rækken?")
        require(
            self.status == "printed" or bool(self.because.strip()),
            f"because mangler: en række med status {self.status} skal have en begrundelse",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A municipal paper. `document_date` is None where the paper bears none."""

    document_id: str
    file: str
    kind: str
    short_title: str
    title: str
    publisher: str
    document_date: date | None
    date_inferred_from: str
    sha256: str
    accepted_by: str
    accepted_on: date
    because: str

    def __post_init__(self) -> None:
        require_sha256(self.sha256, "sha256")


@dataclass(frozen=True, slots=True, kw_only=True)
class Dataset:
    """A published layer or table that we compute from.

    `dated` is an ISO day, or a year alone; empty where the publisher states none.
    """

    dataset_id: str
    file: str
    layer: str
    title: str
    publisher: str
    dated: str
    licence: str
    licence_basis: str
    sha256: str
    used_for: str
