import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl import documents, quotes, register
from etl.documents import present, read, with_quotes
from etl.quotes import locate
from geodata.catalogue import name_of
from geodata.errors import DocumentError
from geodata.model import Source
from geodata.plain_text import fold_space
from tests.builders import a_document, a_source

NOTE = Path(__file__).resolve().parent.parent / "data" / "opdigtet_budgetnotat.txt"


@pytest.fixture(scope="module")
def lines() -> list[str]:
    return list(read(NOTE).lines)


def found(quote: str, lines: list[str], line: int, line_end: int | None = None) -> tuple | None:
    located = locate(a_source(quote, line=line, line_end=line_end or line), lines)
    return located and (located.quote, located.line, located.line_end)


# Lines


def test_lines_are_counted_from_one_by_line_feeds_alone(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_bytes("a\u2028b\x0cc\nd\n".encode())
    assert read(tmp_path / "note.txt").lines == (
        "a\u2028b\x0cc",
        "d",
        "",
    )


def test_a_byte_order_mark_is_no_part_of_the_first_line(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("Resumé", encoding="utf-8-sig")
    assert read(tmp_path / "note.txt").lines == ("Resumé",)


def test_a_missing_document_is_an_error_that_names_it(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match=r"note\.txt"):
        read(tmp_path / "note.txt")


def test_a_document_that_is_not_utf8_is_an_error_that_names_it(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_bytes("Nørrebro".encode("latin-1"))
    with pytest.raises(DocumentError, match=r"note\.txt.*UTF-8"):
        read(tmp_path / "note.txt")


def test_a_document_beyond_measure_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "MAX_BYTES", 10)
    (tmp_path / "note.txt").write_text("elleve tegn", encoding="utf-8")
    with pytest.raises(DocumentError, match="større"):
        read(tmp_path / "note.txt")


def test_a_folder_of_documents_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="--documents"):
        present((a_document(),), tmp_path / "nowhere")


def test_a_folder_without_any_of_the_documents_is_an_error_that_says_their_names(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match=r"note\.txt"):
        present((a_document("note"),), tmp_path)


def test_only_the_documents_that_lie_in_the_folder_are_present(tmp_path: Path) -> None:
    (tmp_path / "note.txt").touch()
    (tmp_path / "other.txt").touch()
    assert present((a_document("note"), a_document("lost")), tmp_path) == {"note": tmp_path / "note.txt"}


# Quotes


def test_a_quote_is_found_on_its_line(lines: list[str]) -> None:
    assert found("Fyrretræshusene", lines, 29) == ("Fyrretræshusene", 29, 29)


def test_a_quote_over_two_lines_is_found_with_its_white_space_folded(lines: list[str]) -> None:
    quote = "XX007 Fælles indsats i Sandvig Øst og Nordhavnens Eng"
    assert found(quote, lines, 1, 2) == (quote, 1, 2)


def test_blanks_inside_a_line_are_folded(lines: list[str]) -> None:
    quote = "og ekstra mellemrum inde i linjen"
    assert found(quote, lines, 8) == (quote, 8, 8)


@pytest.mark.parametrize(
    ("line", "line_end"), [(1, 1), (3, 5), (500, 501)], ids=["above", "blank lines", "past the end"]
)
def test_a_quote_that_has_moved_is_found_and_its_lines_corrected(lines: list[str], line: int, line_end: int) -> None:
    assert found("Almene boligafdelinger i Sandvig Øst", lines, line, line_end) == (
        "Almene boligafdelinger i Sandvig Øst",
        29,
        29,
    )


def test_a_moved_quote_over_two_lines_has_both_its_lines_corrected(lines: list[str]) -> None:
    assert found("Klitgård og Søgårdsparken.", lines, 1) == ("Klitgård og Søgårdsparken.", 30, 31)


def test_a_moved_quote_is_not_taken_for_the_end_of_a_longer_word() -> None:
    assert found("Prater", ["NyPrater", "Prater"], 9) == ("Prater", 2, 2)


def test_a_quote_that_stands_nowhere_is_lost(lines: list[str]) -> None:
    assert found("Fyrretræshuset", lines, 29) is None


def test_a_quote_longer_than_the_document_is_lost() -> None:
    assert found("Fyrretræshusene", ["Fyr"], 1) is None


def test_of_two_passages_the_nearest_to_the_rows_lines_is_meant() -> None:
    assert found("Æblehaven", ["Æblehaven", "", "", "", "Æblehaven"], 4) == ("Æblehaven", 5, 5)


def test_hundreds_of_moved_rows_of_a_long_document_are_found_in_seconds() -> None:
    lines = [
        f"linje {number} af et langt dokument med tal som {number * 7} og {number * 13}" for number in range(6_000)
    ]
    rows = {
        ("plans", str(number)): a_source(" ".join(lines[number : number + 1 + number % 3])) for number in range(300)
    }
    begun = time.process_time()
    quoted, lost = quotes.quoted(rows, {"note": ["", *lines]})
    assert lost == [] and quoted["plans", "7"].line == 9
    assert time.process_time() - begun < 10


@given(st.data())
def test_whatever_words_a_document_has_are_found_where_they_stand(lines: list[str], data: st.DataObject) -> None:
    line = data.draw(st.sampled_from([number for number, text in enumerate(lines, 1) if text.strip()]))
    words = lines[line - 1].split()
    first = data.draw(st.integers(0, len(words) - 1))
    quote = " ".join(words[first : data.draw(st.integers(first + 1, len(words)))])
    assert found(quote, lines, line) == (quote, line, line)


# The rows of a register


def filled(*sources: tuple[str, Source]) -> dict[tuple[str, str], Source]:
    return with_quotes({("plans", key): source for key, source in sources}, {"note": NOTE})


def test_a_row_is_filled_with_the_quote_it_points_at() -> None:
    assert filled(("a", a_source("Æblehaven", line=29, line_end=30)))["plans", "a"].quote == "Æblehaven"


def test_a_row_keeps_everything_but_its_quote() -> None:
    source = a_source("Fyrretræshusene", line=29, line_end=29, status="derived", because="derfor")
    kept = filled(("a", source))["plans", "a"]
    assert (kept.line, kept.status, kept.because, kept.quote_sha256) == (29, "derived", "derfor", source.quote_sha256)


def test_a_row_whose_document_is_not_at_hand_stays_as_it_was() -> None:
    source = a_source("Fyrretræshusene", document_id="elsewhere")
    assert filled(("a", source)) == {("plans", "a"): source}


def test_a_lost_quote_is_an_error_that_names_the_row_and_its_lines() -> None:
    with pytest.raises(DocumentError, match=r"plans\.csv amager-2026 \(linje 3-4 i note\)"):
        filled(("amager-2026", a_source("Fyrretræshuset", line=3, line_end=4)))


def test_several_lost_quotes_are_counted() -> None:
    with pytest.raises(DocumentError, match="2 rækker mere"):
        filled(*[(key, a_source("Fyrretræshuset")) for key in "abcdefg"])


def test_a_lost_quote_says_what_to_do_and_not_what_was_lost() -> None:
    with pytest.raises(DocumentError) as caught:
        filled(("a", a_source("Fyrretræshuset")))
    what, remedy = str(caught.value).splitlines()
    assert "quote_sha256" in remedy
    assert "Fyrretræshuset" not in what


# The real documents


def test_every_row_of_the_register_finds_its_quote_on_its_lines(shared: Path) -> None:
    facts = register.load()
    sources = facts.sourced()
    quoted = with_quotes(sources, present(facts.documents, shared / "documents"))
    assert all(source.quote is not None for source in quoted.values())
    assert {key: (row.line, row.line_end) for key, row in quoted.items()} == {
        key: (row.line, row.line_end) for key, row in sources.items()
    }


@pytest.mark.parametrize("table", ["listed_departments", "plan_organisations"])
def test_what_is_printed_stands_in_its_quote(shared: Path, table: str) -> None:
    facts = register.load()
    quoted = with_quotes(facts.sourced(), present(facts.documents, shared / "documents"))
    rows = getattr(facts, table)
    assert {row.printed for row in rows} == {quoted[table, name_of(row)].quote for row in rows}


def test_a_register_finds_its_quotes_though_the_document_was_broken_into_other_lines(
    shared: Path, tmp_path: Path
) -> None:
    facts = register.load()
    for path in present(facts.documents, shared / "documents").values():
        words = fold_space(path.read_text(encoding="utf-8")).split(" ")
        (tmp_path / path.name).write_text("\n".join(words), encoding="utf-8")
    quoted = with_quotes(facts.sourced(), present(facts.documents, tmp_path))
    assert all(source.quote is not None for source in quoted.values())
