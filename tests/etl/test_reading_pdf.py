"""What is set as a PDF is read back as the lines it was set from."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl import documents
from geodata.plain_text import fold_space
from tests.etl.test_documents import NOTE
from tests.typesetting import ACROSS, DOWN, NO_RULES, as_pdf

TABLE = [
    "Aktiviteter\tStyringsområde\t2031\t2032\tI alt",
    "Kaffe til beboermøder\tService\t400\t400\t800",
    "Bænke\tAnlæg\t1.200\t\t1.200",
    "I alt\t\t1.600\t400\t2.000",
]


def read_back(lines: list[str], folder: Path, **how: object) -> list[str]:
    return list(documents.read(as_pdf(lines, folder / "note.pdf", **how)).lines)


def folded(lines: list[str]) -> list[str]:
    return [fold_space(line) for line in lines]


def trimmed(lines: list[str]) -> list[str]:
    """Without the empty lines at either end, which are the margins of a page."""
    full = [number for number, line in enumerate(lines) if line]
    return lines[full[0] : full[-1] + 1]


def test_a_note_is_read_back_line_for_line_with_its_empty_lines(tmp_path: Path) -> None:
    lines = NOTE.read_text(encoding="utf-8").split("\n")
    assert folded(read_back(lines, tmp_path)) == trimmed(folded(lines))


def test_a_note_with_every_other_line_empty_keeps_them(tmp_path: Path) -> None:
    lines = [line for each in ("Resumé", "Der afsættes", "7,4 mio. kr.", "i alt") for line in (each, "")][:-1]
    assert read_back(lines, tmp_path) == lines


@pytest.mark.parametrize(
    "line", ["Æblehaven på Øster Å", "• At flere får arbejde", "Sandvig Øst ☒ Nordhavnen ☐", "12,5 %"]
)
def test_letters_bullets_and_boxes_are_read_as_they_are(line: str, tmp_path: Path) -> None:
    assert read_back([line], tmp_path) == [line]


def test_letters_drawn_as_one_are_read_as_several(tmp_path: Path) -> None:
    assert read_back(["afdelingen \ufb01k \ufb02ere bekræ\ufb00elser"], tmp_path) == [
        "afdelingen fik flere bekræffelser"
    ]


def test_a_letter_drawn_in_two_is_read_as_one(tmp_path: Path) -> None:
    assert read_back(["A\u030abenra\u030a"], tmp_path) == ["Åbenrå"]


def test_a_soft_hyphen_is_seen_only_where_it_ends_a_line(tmp_path: Path) -> None:
    assert read_back(["hel\u00adheds\u00adplan for bolig\u00ad", "områder"], tmp_path) == [
        "helhedsplan for bolig-",
        "områder",
    ]


def test_a_hyphen_at_the_end_of_a_line_is_read_as_one(tmp_path: Path) -> None:
    assert read_back(["de udsatte bolig-", "områder i Teknik-", "og Miljøforvaltningen"], tmp_path) == [
        "de udsatte bolig-",
        "områder i Teknik-",
        "og Miljøforvaltningen",
    ]


@pytest.mark.parametrize("hyphen", ["\u2010", "\u2011"])
def test_hyphens_of_other_numbers_are_hyphens(hyphen: str, tmp_path: Path) -> None:
    assert read_back([f"18{hyphen}29-årige"], tmp_path) == ["18-29-årige"]


def test_wide_gaps_between_words_are_kept_as_blanks(tmp_path: Path) -> None:
    (line,) = read_back(["I alt     1.200  400"], tmp_path)
    assert line == "I alt     1.200  400"


def test_lines_are_numbered_through_all_pages_and_know_theirs(tmp_path: Path) -> None:
    lines = [f"linje {number}" for number in range(1, 131)]
    text = documents.read(as_pdf(lines, tmp_path / "note.pdf", per_page=60))
    assert list(text.lines) == lines
    assert [text.page_of[line - 1] for line in (1, 60, 61, 120, 121, 130)] == [1, 1, 2, 2, 3, 3]
    assert text.pages == 3


def test_text_drawn_sideways_is_read_as_upright(tmp_path: Path) -> None:
    lines = ["Status på målsætninger", "", *TABLE, "", "Side 1"]
    assert read_back(lines, tmp_path, turned=True) == lines


# Tables


def test_a_ruled_table_is_a_line_a_row_with_tabs_between_its_cells(tmp_path: Path) -> None:
    lines = ["Tabel 1. Opdigtede udgifter", *TABLE, "Risikovurdering"]
    assert [line for line in read_back(lines, tmp_path) if line] == lines


def test_a_cell_of_several_lines_is_one(tmp_path: Path) -> None:
    rows = ["At parterne løbende overvåger udviklingen i antallet af boliger\t2031\tOpfyldt", "Andet\t2032\tI proces"]
    assert read_back(rows, tmp_path) == rows


def test_a_word_broken_within_a_cell_is_whole_again(tmp_path: Path) -> None:
    assert read_back(["Styrings- område\tProjekt- og byggeledelse"], tmp_path, size=28, per_page=20) == [
        "Styringsområde\tProjekt- og byggeledelse"
    ]


def test_a_table_goes_on_over_the_page(tmp_path: Path) -> None:
    rows = [f"Udgift {number}\tService\t{number}.000" for number in range(1, 40)]
    assert [line for line in read_back(rows, tmp_path, per_page=20) if line] == rows


def test_a_table_ruled_downwards_alone_keeps_its_rows(tmp_path: Path) -> None:
    rows = ["Kaffe\t400\t500\t900", "Bænke\t1.200\t300\t1.500", "I alt\t1.600\t800\t2.400"]
    assert read_back(rows, tmp_path, tables=DOWN) == rows


@pytest.mark.parametrize("rules", [NO_RULES, ACROSS])
def test_a_table_without_upright_rules_keeps_its_rows_and_shows_its_columns_by_wide_gaps(
    rules: str, tmp_path: Path
) -> None:
    rows = ["Kaffe\t400\t500\t900", "Bænke\t1.200\t300\t1.500"]
    assert [line.replace(" " * 8, "\t") for line in read_back(rows, tmp_path, tables=rules) if line] == rows


def test_a_box_around_a_paragraph_is_no_table(tmp_path: Path) -> None:
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(tmp_path / "note.pdf"))
    canvas.rect(40, 640, 400, 100)
    canvas.drawString(50, 700, "Resume af det hele")
    canvas.drawString(50, 686, "i to linjer")
    canvas.save()
    assert documents.read(tmp_path / "note.pdf").lines == ("Resume af det hele", "i to linjer")


def test_two_tables_with_words_between_stay_two(tmp_path: Path) -> None:
    lines = [*TABLE, "", "Tidligere afsatte midler", "", *TABLE]
    assert read_back(lines, tmp_path) == lines


def test_a_table_whose_cells_have_each_their_own_borders_is_a_table(tmp_path: Path) -> None:
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(tmp_path / "note.pdf"))
    for column in range(3):
        for row in range(3):
            x, y = 50 + 100 * column, 700 - 20 * row
            for border in [(x, y, 100, 0.7), (x, y + 20, 100, 0.7), (x, y, 0.7, 20), (x + 100, y, 0.7, 20)]:
                canvas.rect(*border, stroke=0, fill=1)
            canvas.drawRightString(x + 95, y + 5, f"{column}.{row}00")
    canvas.save()
    assert documents.read(tmp_path / "note.pdf").lines == tuple(
        "\t".join(f"{column}.{row}00" for column in range(3)) for row in range(3)
    )


def test_a_drawing_of_thousands_of_lines_is_no_table_and_takes_no_time(tmp_path: Path) -> None:
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(tmp_path / "note.pdf"))
    for number in range(8_000):
        canvas.line(number / 14, 0, number / 14, 800)
        canvas.line(0, number / 10, 600, number / 10)
    canvas.drawString(50, 700, "Resume")
    canvas.save()
    assert documents.read(tmp_path / "note.pdf").lines == ("Resume",)


def test_merged_cells_are_their_words_and_then_empty_ones(tmp_path: Path) -> None:
    from reportlab.lib import colors
    from reportlab.platypus import SimpleDocTemplate, Table

    rows = [["Opdigtet tabel", "", ""], ["Kaffe", "2031", "400"], ["", "2032", "500"]]
    style = [("GRID", (0, 0), (-1, -1), 1, colors.black), ("SPAN", (0, 0), (2, 0)), ("SPAN", (0, 1), (0, 2))]
    SimpleDocTemplate(str(tmp_path / "note.pdf")).build(
        [Table(rows, style=[*style, ("VALIGN", (0, 0), (-1, -1), "TOP")])]
    )
    assert documents.read(tmp_path / "note.pdf").lines == ("Opdigtet tabel\t\t", "Kaffe\t2031\t400", "\t2032\t500")


@pytest.mark.parametrize("valign", ["TOP", "MIDDLE", "BOTTOM"])
def test_a_cell_merged_over_rows_belongs_to_the_first_of_them_wherever_its_words_stand(
    valign: str, tmp_path: Path
) -> None:
    from reportlab.lib import colors
    from reportlab.platypus import SimpleDocTemplate, Table

    rows = [["Kaffe\nog the\ntil alle\nmøder", "2031", "400"], *[["", f"203{year}", "500"] for year in (2, 3, 4, 5, 6)]]
    style = [
        ("GRID", (0, 0), (-1, -1), 1, colors.black),
        ("SPAN", (0, 0), (0, -1)),
        ("VALIGN", (0, 0), (0, -1), valign),
    ]
    SimpleDocTemplate(str(tmp_path / "note.pdf")).build([Table(rows, style=style, rowHeights=18)])
    first, *others = documents.read(tmp_path / "note.pdf").lines
    assert first == "Kaffe og the til alle møder\t2031\t400"
    assert others == [f"\t203{year}\t500" for year in (2, 3, 4, 5, 6)]


# Whatever is set

WORDS = st.text("abcdefghijklmnopqrstuvwxyzæøåÆØÅ0123456789.,%()", min_size=1, max_size=10)
LINES = st.lists(st.one_of(st.just(""), st.lists(WORDS, min_size=1, max_size=6).map(" ".join)), min_size=1, max_size=30)


@settings(max_examples=15)
@given(lines=LINES.filter(any))
def test_whatever_lines_are_set_are_read_back(tmp_path_factory: pytest.TempPathFactory, lines: list[str]) -> None:
    back = read_back(lines, tmp_path_factory.mktemp("set"))
    assert [line for line in back if line] == [line for line in lines if line]


@settings(max_examples=15)
@given(
    st.integers(2, 5).flatmap(
        lambda width: st.lists(st.lists(WORDS, min_size=width, max_size=width), min_size=1, max_size=8)
    )
)
def test_whatever_table_is_set_is_read_back(tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]) -> None:
    lines = ["\t".join(row) for row in rows]
    assert read_back(lines, tmp_path_factory.mktemp("set")) == lines
