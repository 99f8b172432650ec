"""What a Word document shows its reader is what is read from it."""

from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml import parse_xml

from etl import documents
from tests.etl.test_documents import NOTE
from tests.typesetting import as_docx

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
)


def read_back(document: Document, folder: Path) -> list[str]:
    document.save(str(folder / "note.docx"))
    return list(documents.read(folder / "note.docx").lines)


def with_paragraph(inner: str, folder: Path) -> list[str]:
    """A document of one paragraph with the XML in it, read back."""
    document = docx.Document()
    document.element.body.insert(0, parse_xml(f"<w:p {NAMESPACES}>{inner}</w:p>"))
    return read_back(document, folder)


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


@pytest.mark.parametrize("one_paragraph", [False, True], ids=["a paragraph a line", "line breaks"])
def test_a_note_is_read_back_line_for_line(one_paragraph: bool, tmp_path: Path) -> None:
    lines = NOTE.read_text(encoding="utf-8").split("\n")
    back = documents.read(as_docx(lines, tmp_path / "note.docx", one_paragraph=one_paragraph)).lines
    assert [line.rstrip() for line in back] == [line.rstrip() for line in lines]


def test_tables_stand_where_they_stood_with_tabs_between_their_cells(tmp_path: Path) -> None:
    lines = ["Tabel 1", "Kaffe\tService\t400", "Bænke\t\t1.200", "Risikovurdering"]
    assert list(documents.read(as_docx(lines, tmp_path / "note.docx")).lines) == lines


def test_a_cell_of_several_paragraphs_is_one_line_with_broken_words_whole(tmp_path: Path) -> None:
    document = docx.Document()
    cell, other = document.add_table(1, 2).rows[0].cells
    cell.text = "Styrings-"
    cell.add_paragraph("område")
    other.text = "2031\nog\tsenere"
    assert read_back(document, tmp_path) == ["Styringsområde\t2031 og senere"]


def test_merged_cells_are_their_words_and_then_empty_ones(tmp_path: Path) -> None:
    document = docx.Document()
    table = document.add_table(3, 3)
    for row, words in zip(
        table.rows, [["Opdigtet", "", ""], ["Kaffe", "2031", "400"], ["", "2032", "500"]], strict=True
    ):
        for cell, word in zip(row.cells, words, strict=True):
            cell.text = word
    table.cell(0, 0).merge(table.cell(0, 2))
    table.cell(1, 0).merge(table.cell(2, 0))
    assert read_back(document, tmp_path) == ["Opdigtet\t\t", "Kaffe\t2031\t400", "\t2032\t500"]


def test_a_tab_in_a_paragraph_is_no_edge_of_a_cell(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("I alt\t1.200")
    assert read_back(document, tmp_path) == ["I alt  1.200"]


def test_a_hard_page_break_begins_a_page(tmp_path: Path) -> None:
    text = documents.read(as_docx(["første", "anden", "tredje"], tmp_path / "note.docx", pages=[1]))
    assert [(line, page) for line, page in zip(text.lines, text.page_of, strict=True) if line] == [
        ("første", 1),
        ("anden", 2),
        ("tredje", 2),
    ]


def test_bullets_and_numbers_of_lists_are_read_as_they_are_shown(tmp_path: Path) -> None:
    document = docx.Document()
    for text, style in [("kaffe", "List Bullet"), ("at en", "List Number"), ("at to", "List Number")]:
        document.add_paragraph(text, style=style)
    assert read_back(document, tmp_path) == ["• kaffe", "1. at en", "2. at to"]


def test_a_ticked_box_is_read_as_its_sign(tmp_path: Path) -> None:
    box = f"<w:sdt><w:sdtPr><w14:checkbox/></w:sdtPr><w:sdtContent>{run('☒')}</w:sdtContent></w:sdt>"
    assert with_paragraph(run("Sandvig Øst ") + box, tmp_path)[0] == "Sandvig Øst ☒"


@pytest.mark.parametrize(
    ("inner", "read"),
    [
        ("<w:checkBox><w:default w:val='0'/><w:checked/></w:checkBox>", "☒"),
        ("<w:checkBox><w:default w:val='1'/><w:checked w:val='0'/></w:checkBox>", "☐"),
        ("<w:checkBox><w:default w:val='1'/></w:checkBox>", "☒"),
    ],
    ids=["ticked", "unticked", "as it began"],
)
def test_a_box_of_an_older_form_is_read_as_its_sign(inner: str, read: str, tmp_path: Path) -> None:
    field = f"<w:r><w:fldChar w:fldCharType='begin'><w:ffData>{inner}</w:ffData></w:fldChar></w:r>"
    assert with_paragraph(run("Sandvig Øst ") + field, tmp_path)[0] == f"Sandvig Øst {read}"


@pytest.mark.parametrize(("code", "read"), [("F0FE", "☒"), ("F0A8", "☐"), ("F0B7", "\uf0b7"), ("zz", ""), ("D800", "")])
def test_a_character_of_a_symbol_font_is_read_as_what_it_shows(code: str, read: str, tmp_path: Path) -> None:
    symbol = f"<w:r><w:sym w:font='Wingdings' w:char='{code}'/></w:r>"
    assert with_paragraph(run("Valgt:") + symbol, tmp_path)[0] == f"Valgt:{read}"


def test_a_text_box_is_read_once_after_its_paragraph(tmp_path: Path) -> None:
    box = f"<w:txbxContent><w:p>{run('Bilag 4')}</w:p></w:txbxContent>"
    both = (
        "<w:r><mc:AlternateContent xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'>"
        f"<mc:Choice Requires='wps'><w:drawing>{box}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert with_paragraph(run("Resumé") + both, tmp_path)[:2] == ["Resumé", "Bilag 4"]


def test_a_paragraph_set_to_begin_a_page_does(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("en")
    document.add_paragraph("to").paragraph_format.page_break_before = True
    document.save(str(tmp_path / "note.docx"))
    text = documents.read(tmp_path / "note.docx")
    assert (text.lines, text.page_of) == (("en", "to"), (1, 2))


def test_a_deleted_row_is_not_read(tmp_path: Path) -> None:
    document = docx.Document()
    table = document.add_table(2, 2)
    for row, word in zip(table.rows, ("nu", "før"), strict=True):
        row.cells[0].text = row.cells[1].text = word
    table.rows[1]._tr.get_or_add_trPr().append(parse_xml(f"<w:del {NAMESPACES} w:id='1' w:author='a'/>"))
    assert read_back(document, tmp_path) == ["nu\tnu"]


def test_links_and_insertions_are_read_and_deletions_are_not(tmp_path: Path) -> None:
    link = f"<w:hyperlink w:anchor='x'>{run('planen')}</w:hyperlink>"
    changes = (
        f"<w:ins w:id='1' w:author='a'>{run(' løber')}</w:ins>"
        "<w:del w:id='2' w:author='a'><w:r><w:delText> slutter</w:delText></w:r></w:del>"
    )
    assert with_paragraph(link + changes, tmp_path)[0] == "planen løber"


def test_hidden_text_field_codes_and_notes_are_not_read(tmp_path: Path) -> None:
    inner = (
        run("Side ")
        + "<w:r><w:instrText>PAGE</w:instrText></w:r>"
        + "<w:r><w:rPr><w:vanish/></w:rPr><w:t>skjult</w:t></w:r>"
        + "<w:r><w:footnoteReference w:id='2'/></w:r>"
        + run("4")
    )
    assert with_paragraph(inner, tmp_path)[0] == "Side 4"


def test_hyphens_that_word_makes_are_read_as_they_are_shown(tmp_path: Path) -> None:
    inner = "<w:r><w:t>hel</w:t><w:softHyphen/><w:t>hedsplan 18</w:t><w:noBreakHyphen/><w:t>29</w:t></w:r>"
    assert with_paragraph(inner, tmp_path)[0] == "helhedsplan 18-29"


def test_a_content_control_around_paragraphs_is_read_through(tmp_path: Path) -> None:
    document = docx.Document()
    inner = f"<w:p>{run('Resumé')}</w:p>"
    document.element.body.insert(0, parse_xml(f"<w:sdt {NAMESPACES}><w:sdtContent>{inner}</w:sdtContent></w:sdt>"))
    assert read_back(document, tmp_path) == ["Resumé"]
