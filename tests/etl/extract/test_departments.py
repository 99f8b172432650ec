"""Listed departments, joined names taken apart."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.extract import departments, joined
from etl.extract.facts import ListedName
from etl.extract.text import Text

NOERREBRO = (
    *("Lundtoftegade", "Titanparken", "Lundtoftegården", "Runddelen", "Bogtrykkergården", "Vognvænget"),
    *("Bagergården", "Allersgade", "Rådmandsbo", "Afd. 58", "Blågården", "Prater", "Ågården"),
)
AMAGER = (
    *("Remisevænget Nord", "Remisevænget Øst", "Remisevænget Vest", "Dyvekevænget", "Hørgården I", "Hørgården II"),
    *("Gullandsgården", "Skotlandsgade", "Røgeritoften", "Televænget I", "Televænget II", "Televænget III"),
    *("Lerfosgade", "Liflandsgade", "Dagøgade", "Hjørnevænget", "Portugalsgade", "Støberigården", "Prags Boulevard"),
    *("Geislersgade", "Hessensgården", "Abildgården", "Wittenberghus"),
)


def found(text: str) -> tuple[ListedName, ...]:
    return departments.find(Text.of(text))


def names(text: str) -> list[str]:
    return [one.name for one in found(text)]


def test_the_lists_of_tm021_are_13_and_23_rows(shared: Path) -> None:
    rows = found((shared / "documents" / "000_de2ba99353aea5a3.txt").read_text(encoding="utf-8"))
    assert tuple(row.name for row in rows if row.area == "Nørrebro") == NOERREBRO
    assert tuple(row.name for row in rows if row.area == "Amager") == AMAGER
    assert len({(row.area, row.printed) for row in rows}) == 13 + 19
    assert {row.name: row.line for row in rows}["Ågården"] == 214
    assert {row.line for row in rows if row.name.startswith("Remisevænget")} == {215}


def test_names_in_running_prose_are_not_listed(shared: Path) -> None:
    for name in ("001_23ca7d99b5180e6f", "002_d4e526a85a36dd12", "003_9c7effb52b754f89", "004_356a0ad18a236da2"):
        assert found((shared / "documents" / f"{name}.txt").read_text(encoding="utf-8")) == ()


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("Remisevænget Nord, Øst og Vest", ["Remisevænget Nord", "Remisevænget Øst", "Remisevænget Vest"]),
        ("Hørgården I+II", ["Hørgården I", "Hørgården II"]),
        ("Hørgården I + II", ["Hørgården I", "Hørgården II"]),
        ("Televænget II & III", ["Televænget II", "Televænget III"]),
        ("Sangergården 1 og 2", ["Sangergården 1", "Sangergården 2"]),
        ("Skovparken A, B og C", ["Skovparken A", "Skovparken B", "Skovparken C"]),
        ("Kulbanen I-III", ["Kulbanen I", "Kulbanen II", "Kulbanen III"]),
        ("Afd. 58 og 60", ["Afd. 58", "Afd. 60"]),
        ("Ryparken Nord/Syd", ["Ryparken Nord", "Ryparken Syd"]),
        ("Engparken Nordøst og Sydvest", ["Engparken Nordøst", "Engparken Sydvest"]),
        ("Ryparken II", ["Ryparken II"]),
        ("Afd. 58", ["Afd. 58"]),
        ("Ellebjerg Øst", ["Ellebjerg Øst"]),
        ("Rosengade 12-18", ["Rosengade 12-18"]),
    ],
)
def test_a_joined_entry_is_one_row_a_department_with_the_same_printed(printed: str, expected: list[str]) -> None:
    rows = found(f"Almene boligafdelinger i Valby: Lykkebo, {printed}, Folehaven.")
    assert [row.name for row in rows] == ["Lykkebo", *expected, "Folehaven"]
    assert {row.printed for row in rows[1:-1]} == {printed}
    assert {row.quote for row in rows[1:-1]} == {printed}


def test_two_names_joined_by_og_are_two_entries() -> None:
    assert names("Almene boligafdelinger i Valby: Smedevænget og Bødkergården, Lykkebo og Folehaven.") == [
        *("Smedevænget", "Bødkergården", "Lykkebo", "Folehaven")
    ]


def test_an_ending_of_another_class_is_no_ending() -> None:
    assert names("Almene boligafdelinger i Valby: Kulbanen I, Øst og Lykkebo.") == ["Kulbanen I", "Øst", "Lykkebo"]


@pytest.mark.parametrize(
    ("heading", "area"),
    [
        ("Almene boligafdelinger på Nørrebro:", "Nørrebro"),
        ("Almene boligafdelinger i Valby:", "Valby"),
        ("Almene boligafdelinger, Bispebjerg:", "Bispebjerg"),
        ("Almene boligafdelinger i bydelen Vanløse:", "Vanløse"),
        ("Almene boligafdelinger i Vesterbro/Kgs. Enghave:", "Vesterbro/Kgs. Enghave"),
        ("Almene boligafdelinger på Amager Øst og Amager Vest:", "Amager Øst og Amager Vest"),
    ],
)
def test_the_area_is_read_from_the_heading(heading: str, area: str) -> None:
    assert {(row.area, row.name) for row in found(f"{heading} Lykkebo og Folehaven.")} == {
        (area, "Lykkebo"),
        (area, "Folehaven"),
    }


@pytest.mark.parametrize(
    "text",
    [
        "Boligafdelinger i Valby: Lykkebo og Folehaven.",
        "Almene boligafdelinger på Nørrebro: der er ingen.",
        "Almene boligafdelinger i udsatte områder har følgende udfordringer: Støj, Trafik.",
        "Almene boligafdelinger i Valby:",
    ],
)
def test_what_is_no_list_gives_nothing(text: str) -> None:
    assert found(text) == ()


def test_an_entry_broken_over_lines_keeps_its_lines_and_its_break() -> None:
    rows = found(
        "Almene boligafdelinger i Valby: Lykkebo, Kulbanen, Ellebjerg, Remise-\nvænget Øst og\n"
        "Vest, Smedevænget, Bødkergården, Rosengården, Ellekrattet og Prags\nBoulevard, Folehaven."
    )
    assert [(row.name, row.line, row.line_end) for row in rows if row.line != row.line_end] == [
        ("Remisevænget Øst", 1, 3),
        ("Remisevænget Vest", 1, 3),
        ("Prags Boulevard", 3, 4),
    ]
    assert (rows[-1].name, rows[-1].line) == ("Folehaven", 4)
    assert rows[3].printed == "Remisevænget Øst og Vest"
    assert rows[3].quote == "Remise- vænget Øst og Vest"


def test_a_full_stop_ends_the_list_but_not_a_shortened_word() -> None:
    text = (
        "Almene boligafdelinger i Valby: Afd. 58, H.C. Ørstedsgården, Sdr. Vænge og Skovparken B. Næste del, Og mere."
    )
    assert names(text) == ["Afd. 58", "H.C. Ørstedsgården", "Sdr. Vænge", "Skovparken B"]


def test_a_list_without_full_stop_ends_where_its_line_leaves_room() -> None:
    wide = "Almene boligafdelinger i Valby: Lykkebo, Folehaven, Kulbanen, Ellebjerg, Smedevænget, Bødkergården,\n"
    assert names(f"{wide}Rosengården og Prags Boulevard\n\nHøring\nHar notatet været i høring, ja.") == [
        *("Lykkebo", "Folehaven", "Kulbanen", "Ellebjerg", "Smedevænget", "Bødkergården", "Rosengården"),
        "Prags Boulevard",
    ]


def test_a_list_set_with_a_blank_line_after_each_line_is_one_list() -> None:
    assert names("Almene boligafdelinger i Valby: Lykkebo,\n\nFolehaven og\n\nKulbanen.\n\nHøring") == [
        *("Lykkebo", "Folehaven", "Kulbanen")
    ]


@pytest.mark.parametrize("bullet", ["• ", "- ", "– ", ""])
def test_a_list_of_one_name_a_line(bullet: str) -> None:
    lines = "\n".join(f"{bullet}{name}" for name in ("Lykkebo", "Kulbanen I+II", "Afd. 12"))
    rows = found(f"Almene boligafdelinger i Valby:\n{lines}\n\nHøring\nJa")
    assert [(row.name, row.line) for row in rows] == [
        ("Lykkebo", 2),
        ("Kulbanen I", 3),
        ("Kulbanen II", 3),
        ("Afd. 12", 4),
    ]


def test_brackets_after_a_name_part_nothing_and_are_not_its_name() -> None:
    rows = found("Almene boligafdelinger i Valby: Lykkebo (3B, afd. 5) og Folehaven.")
    assert [(row.name, row.printed) for row in rows] == [
        ("Lykkebo", "Lykkebo (3B, afd. 5)"),
        ("Folehaven", "Folehaven"),
    ]


@given(
    st.lists(
        st.from_regex(r"[A-ZÆØÅ][a-zæøå]{4,12}(?:gården|parken|vænget)(?: II)?", fullmatch=True),
        min_size=1,
        max_size=25,
        unique=True,
    ),
    st.sampled_from(["Valby", "Indre Nørrebro", "Vesterbro/Kgs. Enghave"]),
    st.integers(min_value=60, max_value=110),
)
def test_a_rendered_list_is_read_back(listed: list[str], area: str, width: int) -> None:
    sentence = f"Almene boligafdelinger i {area}: {', '.join(listed[:-1])}{' og ' if listed[1:] else ''}{listed[-1]}."
    rows = found(f"Adresse\n\n{wrapped(sentence, width)}\n\nHøring\nHar notatet været i høring?")
    assert [row.name for row in rows] == listed
    assert {row.area for row in rows} == {area}


def wrapped(sentence: str, width: int) -> str:
    """The words set in lines of at most `width` characters, as a paper sets them."""
    lines = [""]
    for word in sentence.split():
        if len(lines[-1]) + 1 + len(word) > width:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return "\n".join(lines)


@given(
    st.sampled_from([["I", "II", "III", "IV"], ["1", "2", "3"], ["A", "B", "C"], ["Nord", "Syd", "Øst", "Vest"]]),
    st.integers(min_value=1, max_value=4),
)
def test_any_number_of_endings_of_one_class_share_their_stem(scale: list[str], many: int) -> None:
    endings = scale[:many]
    for printed in ("+".join(endings), "/".join(endings)):
        [entry] = joined.entries([(0, 1, f"Engparken {printed}")])
        assert entry.names == tuple(f"Engparken {ending}" for ending in endings)


def test_a_text_of_nothing_but_lists_gives_no_more_names_than_there_can_be() -> None:
    text = Text.of("".join(f"Almene boligafdelinger i Aa: Bb I-X, Cc 1-{number % 9 + 1}\n" for number in range(3_000)))
    assert len(departments.find(text)) == 20_000
