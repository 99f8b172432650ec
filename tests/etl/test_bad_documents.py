"""Each document that cannot be read is one error of one clear line, and none of them brings us down."""

import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import openpyxl
import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from etl import documents
from etl.reading import pdf
from geodata.errors import DocumentError


def a_pdf(path: Path, *words: str, pages: int = 1, **how: object) -> Path:
    canvas = Canvas(str(path), **how)
    for _ in range(pages):
        for number, word in enumerate(words):
            canvas.drawString(50, 700 - 14 * number, word)
        canvas.rect(10, 10, 20, 20, fill=1)
        canvas.showPage()
    canvas.save()
    return path


def locked(path: Path) -> None:
    a_pdf(path, "Resume", encrypt=StandardEncryption("hemmelig"))


def truncated(path: Path) -> None:
    a_pdf(path, *["Resume"] * 40)
    path.write_bytes(path.read_bytes()[:-700])


def damaged(path: Path) -> None:
    path.write_bytes(b"%PDF-1.7\n" + b"x" * 5_000 + b"\n%%EOF")


def scanned(path: Path) -> None:
    a_pdf(path)


def a_workbook(path: Path) -> None:
    openpyxl.Workbook().save(path)


def a_zip(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("læs mig.txt", "hej")


def half_a_docx(path: Path) -> None:
    docx.Document().save(str(path))
    path.write_bytes(path.read_bytes()[:9_000])


def a_docx_that_is_not_xml(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<w:document")


def an_empty_docx(path: Path) -> None:
    docx.Document().save(str(path))


def a_bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("word/document.xml", " " * 50_000_000)


def of_200_mb(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(200_000_000)


def writes(content: bytes) -> Callable[[Path], None]:
    return lambda path: path.write_bytes(content) and None


BAD = [
    ("scanned", "note.pdf", scanned, "ingen tekst; den er formentlig skannet"),
    ("locked", "note.pdf", locked, "låst med en adgangskode"),
    ("truncated", "note.pdf", truncated, "ikke hel"),
    ("damaged", "note.pdf", damaged, "beskadiget"),
    ("workbook", "note.docx", a_workbook, "ikke et Word-dokument"),
    ("zip", "note.docx", a_zip, "ikke et Word-dokument"),
    ("half a docx", "note.docx", half_a_docx, "ikke hel"),
    ("docx of no xml", "note.docx", a_docx_that_is_not_xml, "beskadiget"),
    ("docx without text", "note.docx", an_empty_docx, "ingen tekst"),
    ("bomb", "note.docx", a_bomb, "pakket ud større"),
    ("old word", "note.docx", writes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 99), "ældre Office-program"),
    ("200 MB", "note.pdf", of_200_mb, "200 MB"),
    ("latin-1", "note.txt", writes("Nørrebro".encode("latin-1")), "ikke UTF-8"),
    ("half utf-16", "note.txt", writes("Nørrebro".encode("utf-16")[:-1]), "ikke UTF-8"),
    ("bytes", "note.txt", writes(b"a\0b"), "ikke tekst"),
    ("empty", "note.txt", writes(b""), "tomt"),
    ("white space", "note.txt", writes(b" \n\n"), "ingen tekst"),
    ("pdf named txt", "note.txt", lambda path: a_pdf(path, "Resume") and None, "er en PDF"),
    ("docx named pdf", "note.pdf", an_empty_docx, "zip-fil"),
    ("text named docx", "note.docx", writes(b"Resume"), "noget andet"),
    ("unknown form", "note.odt", writes(b"Resume"), r"\.odt læses ikke"),
    ("folder", "note.txt", lambda path: path.mkdir(), "er en mappe"),
    ("missing", "note.txt", lambda path: None, "findes ikke"),
]


@pytest.mark.parametrize(("name", "make", "says"), [row[1:] for row in BAD], ids=[row[0] for row in BAD])
def test_a_bad_document_is_one_line_that_names_it_and_one_that_says_what_to_do(
    name: str, make: Callable[[Path], None], says: str, tmp_path: Path
) -> None:
    make(tmp_path / name)
    with pytest.raises(DocumentError, match=says) as caught:
        documents.read(tmp_path / name)
    what, remedy = str(caught.value).splitlines()
    assert what.startswith(str(tmp_path / name))
    assert remedy.endswith(".")


def test_a_pdf_locked_against_changes_alone_is_read(tmp_path: Path) -> None:
    lock = StandardEncryption("", ownerPassword="hemmelig", canModify=0)
    assert documents.read(a_pdf(tmp_path / "note.pdf", "Resume", encrypt=lock)).lines == ("Resume",)


def test_a_pdf_of_too_many_pages_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "MAX_PAGES", 2)
    with pytest.raises(DocumentError, match="3 sider"):
        pdf.read(a_pdf(tmp_path / "note.pdf", "Resume", pages=3))


def test_a_page_without_text_among_others_keeps_its_number(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "note.pdf"))
    for words in ("en", "", "tre"):
        canvas.drawString(50, 700, words)
        canvas.showPage()
    canvas.save()
    text = documents.read(tmp_path / "note.pdf")
    assert (text.lines, text.page_of) == (("en", "", "tre"), (1, 2, 3))


def test_a_word_document_whose_main_part_has_another_name_is_read(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("Resumé")
    document.save(str(tmp_path / "whole.docx"))
    with zipfile.ZipFile(tmp_path / "whole.docx") as whole, zipfile.ZipFile(tmp_path / "note.docx", "w") as made:
        for entry in whole.infolist():
            content = whole.read(entry).replace(b"word/document.xml", b"word/document2.xml")
            made.writestr(
                entry.filename.replace("word/document.xml", "word/document2.xml").replace(
                    "word/_rels/document.xml", "word/_rels/document2.xml"
                ),
                content,
            )
    assert documents.read(tmp_path / "note.docx").lines == ("Resumé",)


def test_text_in_utf_16_with_its_mark_is_read(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_bytes("Nørrebro\nAmager".encode("utf-16"))
    assert documents.read(tmp_path / "note.txt").lines == ("Nørrebro", "Amager")


def test_an_entity_of_a_docx_is_not_unfolded(tmp_path: Path) -> None:
    secret = tmp_path / "hemmeligt.txt"
    secret.write_text("hemmeligt", encoding="utf-8")
    docx.Document().save(str(tmp_path / "whole.docx"))
    with zipfile.ZipFile(tmp_path / "whole.docx") as whole, zipfile.ZipFile(tmp_path / "note.docx", "w") as made:
        for entry in whole.infolist():
            content = whole.read(entry)
            if entry.filename == "word/document.xml":
                body = "<w:p><w:r><w:t>Resume &x;</w:t></w:r></w:p></w:body>"
                head = f'<!DOCTYPE w [<!ENTITY x SYSTEM "{secret.as_uri()}">]><w:document'
                content = content.decode().replace("<w:document", head, 1).replace("</w:body>", body).encode()
            made.writestr(entry, content)
    try:
        assert not any("hemmeligt" in line for line in documents.read(tmp_path / "note.docx").lines)
    except DocumentError as error:
        assert "hemmeligt" not in error.what


# A parser that fails


@pytest.mark.parametrize(
    ("script", "says"),
    [
        ("import os; os.abort()", "gik ned"),
        ("import os; os._exit(0)", "gik ned"),
        ("print('not JSON')", "gik ned"),
        ("raise RuntimeError", "gik ned"),
        ("import time; time.sleep(60)", "1 sekunder"),
    ],
    ids=["crashes", "goes silently", "talks", "raises", "hangs"],
)
def test_a_parser_that_fails_is_one_error(
    script: str, says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(documents, "PARSER", (sys.executable, "-c", script))
    monkeypatch.setattr(documents, "SECONDS", 1 if "sleep" in script else documents.SECONDS)
    with pytest.raises(DocumentError, match=says):
        documents.read(a_pdf(tmp_path / "note.pdf", "Resume"))


@pytest.mark.skipif(sys.platform not in ("linux",), reason="only Linux holds a process to its address space")
def test_a_parser_that_takes_too_much_memory_is_one_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = (
        "import sys; from etl.reading import __main__ as child, pdf;"
        "pdf.read = lambda path: bytearray(4_000_000_000);"
        "child.main(*sys.argv[1:])"
    )
    monkeypatch.setattr(documents, "PARSER", (sys.executable, "-c", script))
    with pytest.raises(DocumentError, match="hukommelse"):
        documents.read(a_pdf(tmp_path / "note.pdf", "Resume"))
