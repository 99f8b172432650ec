"""Checks over the documents at hand against the register. Pure."""

from collections.abc import Iterable, Mapping

from geodata.model import Document, Finding, Source


def quote_moved(register: Mapping[tuple[str, str], Source], found: Mapping[tuple[str, str], Source]) -> list[Finding]:
    """Rows whose quote stands on other lines of the document than the register says."""
    return [
        Finding(
            finding_id=f"quote-moved/{table}/{key}",
            check="quote-moved",
            severity="definition",
            subject=f"{table}/{key}",
            message_da=(
                f"Citatet bag {table}.csv {key} står på linje {now.line}-{now.line_end}, ikke "
                f"{was.line}-{was.line_end}."
            ),
            message_en=(
                f"The quote behind {table}.csv {key} stands on lines {now.line}-{now.line_end}, "
                f"not {was.line}-{was.line_end}."
            ),
            printed=was.line,
            computed=now.line,
            sources=(f"{table}/{key}",),
        )
        for (table, key), was in register.items()
        if (now := found[table, key]).line != was.line or now.line_end != was.line_end
    ]


def document_differs(documents: Iterable[Document], given_sha256: Mapping[str, str]) -> list[Finding]:
    """Documents at hand whose bytes are not those the register was read from."""
    return [
        Finding(
            finding_id=f"document-differs/{row.document_id}",
            check="document-differs",
            severity="ambiguous",
            subject=f"document/{row.document_id}",
            message_da=f"{row.file} er en anden udgave end den, registret er læst fra.",
            message_en=f"{row.file} is another edition than the one the register was read from.",
        )
        for row in documents
        if given_sha256.get(row.document_id, row.sha256) != row.sha256
    ]
