"""The real documents, set as PDF and as DOCX, are read back as the same lines, and their rows find their quotes."""

from pathlib import Path

import pytest

from etl import documents, register
from geodata.plain_text import fold_space
from tests.typesetting import as_docx, as_pdf

NUMBERS = range(5)


def the_document(shared: Path, number: int) -> Path:
    return next((shared / "documents").glob(f"{number:03}_*.txt"))


def words(lines: tuple[str, ...]) -> list[str]:
    """The lines that have words, with white space folded and the bullets of Word's symbol font as bullets."""
    return [fold_space(line.replace("\uf0b7", "•")) for line in lines if line.strip()]


@pytest.mark.parametrize("number", NUMBERS)
def test_a_real_document_set_as_a_pdf_is_read_back_line_for_line(number: int, shared: Path, tmp_path: Path) -> None:
    text = documents.read(the_document(shared, number))
    back = documents.read(as_pdf([line.strip() for line in text.lines], tmp_path / "note.pdf", size=8))
    assert words(back.lines) == words(text.lines)


@pytest.mark.parametrize("number", NUMBERS)
def test_a_real_document_set_as_a_docx_is_read_back_line_for_line(number: int, shared: Path, tmp_path: Path) -> None:
    text = documents.read(the_document(shared, number))
    back = documents.read(as_docx(list(text.lines), tmp_path / "note.docx"))
    assert words(back.lines) == words(text.lines)


@pytest.mark.parametrize(("form", "set_as"), [("pdf", as_pdf), ("docx", as_docx)])
def test_every_row_of_the_register_finds_its_quote_in_documents_of_the_other_forms(
    form: str, set_as: object, shared: Path, tmp_path: Path
) -> None:
    facts = register.load()
    files = {
        name: set_as(list(documents.read(path).lines), tmp_path / f"{name}.{form}")
        for name, path in documents.present(facts.documents, shared / "documents").items()
    }
    quoted = documents.with_quotes(facts.sourced(), files)
    assert all(source.quote is not None for source in quoted.values())
