"""The table of goals: invented ones with the expected rows beside, and the real one against the facts it must hold."""

import textwrap
import time
from pathlib import Path

import pytest

from etl.extract import goals
from etl.extract.facts import PrintedGoal
from etl.extract.text import Text

# another agreement: other groups, quarters, goals and owners
TABLE = """Orientering om aftalen

Målsætninger - Undersøgelser (efter frist) Tema Tid Indhold Status - 2. kvartal 2021 Status - 3. kvartal 2021
Angiv grund til forsinkelse

(hvis tiden i kolonne C er gået)
Angiv forventet tidspunkt Målopfyldelse Tovholder

At der inden sommeren 2021 laves en fælles undersøgelse af cykel-
parkering i gårdene. Den lægges frem for begge parter.

4
2. halvdel

2021

Undersøgelsen lægges
frem for forum.

Undersøgelsen er sat i gang i foråret, og der er fundet tre gårde, som egner sig til at være med i den.

Der mangler stadig svar fra to boligorganisationer.

Undersøgelsen er sat i gang i foråret, og der er nu fundet fire gårde, som egner sig til at være med.

Forventes indfriet foråret 2022 I proces KK (TMF/BIF)

At parterne aftaler en ordning for storskrald. 12 2021-2022

Ordningen er aftalt med alle organisationer, og den er lagt frem for begge udvalg i løbet af året.

Uændret Opfyldt BL’s 1. kreds

Status på målsætninger i aftalen mellem parterne 2020-2024
Status pr. 3. kvartal 2021

At en model for fælles haver
udvikles

2
Inden
2024

Modellen er sendt i høring hos beboerne i de fem udvalgte afdelinger, og der er kommet mange svar ind.

Svarene er nu samlet, og modellen er rettet til, så den kan lægges frem for beboerne på næste møde.

I 2023 Ikke opfyldt Københavns Kommune

Målsætninger - fælles ønsker

(efter temaer)
Tema Tid Indhold Status - 2. kvartal 2021 Status - 3. kvartal 2021

Angiv forventet tidspunkt Målopfyldelse Tovholder

At gårde bliver grønnere i alle dele af byen og at det sker sammen
med beboerne.

1 2021 / 2022 Hensigtserklæring Ønsket indtænkes i alle planer for gårde. Uændret Indtænkes

En god dialog om affald. 3 Løbende Hensigtserklæring Ønsket indtænkes i samarbejdet. Uændret Indtænkes


Bilag 2 - Om noget andet

Der er i 2021 fokus på meget, og det er i proces.
"""


def read(table: str) -> tuple[PrintedGoal, ...]:
    return goals.find(Text.of(table))


def told(found: tuple[PrintedGoal, ...]) -> list[tuple[object, ...]]:
    return [(one.group, one.position, one.theme, one.deadline, one.fulfilment, one.owner) for one in found]


EXPECTED = [
    ("undersøgelser", 1, 4, "2. halvdel 2021", "I proces", "KK (TMF/BIF)"),
    ("undersøgelser", 2, 12, "2021-2022", "Opfyldt", "BL’s 1. kreds"),
    ("undersøgelser", 3, 2, "Inden 2024", "Ikke opfyldt", "Københavns Kommune"),
    ("fælles ønsker", 1, 1, "2021 / 2022", "Indtænkes", None),
    ("fælles ønsker", 2, 3, "Løbende", "Indtænkes", None),
]


def test_each_goal_has_its_group_place_theme_deadline_fulfilment_and_owner() -> None:
    assert told(read(TABLE)) == EXPECTED


@pytest.mark.parametrize("blank", [0, 1, 2])
def test_blank_lines_lost_or_doubled_change_no_goal(blank: int) -> None:
    lines = [line for line in TABLE.split("\n") if line.strip() or blank]
    again = "\n".join("\n" if not line.strip() and blank == 2 else line for line in lines)
    assert told(read(again)) == EXPECTED


def test_a_paper_with_a_blank_line_after_every_line_gives_the_same_goals() -> None:
    assert told(read("\n\n".join(TABLE.split("\n")))) == EXPECTED


def test_a_goal_is_joined_and_mended_and_its_quote_is_verbatim() -> None:
    first = read(TABLE)[0]
    assert "cykelparkering i gårdene" in first.goal
    assert "cykel- parkering i gårdene" in first.quote
    assert (first.line, first.line_end) == (9, 10)


def test_a_second_status_begins_where_the_first_is_written_over() -> None:
    before, now = read(TABLE)[0].statuses
    assert (before.as_of, now.as_of) == ("2021-Q2", "2021-Q3")
    assert before.text.endswith("boligorganisationer.") and "fire gårde" in now.text
    assert (before.line, before.line_end, now.line) == (20, 22, 24)


def test_what_a_goal_is_measured_by_is_no_status() -> None:
    assert read(TABLE)[0].statuses[0].text.startswith("Undersøgelsen er sat i gang")


def test_unchanged_is_a_status_of_its_own() -> None:
    before, now = read(TABLE)[1].statuses
    assert (now.text, now.unchanged, before.unchanged) == ("Uændret", True, False)


def test_a_row_on_one_line_has_its_status_without_the_declaration_of_intent() -> None:
    assert [status.text for status in read(TABLE)[4].statuses] == ["Ønsket indtænkes i samarbejdet.", "Uændret"]


def test_a_short_status_after_a_declaration_of_intent_is_a_status() -> None:
    table = TABLE.replace(
        "Hensigtserklæring Ønsket indtænkes i samarbejdet.", "Hensigtserklæring\n\nDet går godt.\n\nAlle er med."
    )
    assert [status.text for status in read(table)[4].statuses] == ["Det går godt. Alle er med.", "Uændret"]


def test_two_paragraphs_are_one_status_each() -> None:
    assert [status.text[:8] for status in read(TABLE)[2].statuses] == ["Modellen", "Svarene "]


def test_the_expected_time_stands_before_the_fulfilment() -> None:
    assert [one.expected for one in read(TABLE)] == ["foråret 2022", None, "2023", None, None]


def test_the_expected_time_may_be_said_in_a_sentence() -> None:
    said = "Uændret\n\nArbejdet er sent ude, og målet forventes indfriet i 1. halvdel af 2023.\n\nI proces KK"
    row = TABLE.replace("Uændret Opfyldt BL’s 1. kreds", said)
    assert read(row)[1].expected == "1. halvdel af 2023"
    assert read(row)[1].owner == "KK"


def test_statuses_that_cannot_be_told_apart_are_one_dated_by_both() -> None:
    one, two = "Arbejdet er begyndt i to afdelinger.", "Naboerne har været med til et møde om planen."
    table = TABLE.replace("\nUændret Opfyldt BL’s 1. kreds", f"\n{one}\n\n{two}\n\nI proces KK")
    [status] = read(table)[1].statuses
    assert status.as_of == "2021-Q2/2021-Q3"
    assert one in status.text and two in status.text


def test_a_table_with_one_status_column_has_one_status_a_goal() -> None:
    found = read(TABLE.replace(" Status - 3. kvartal 2021", ""))
    assert told(found) == EXPECTED
    assert [[status.as_of for status in one.statuses] for one in found] == [["2021-Q2"]] * 5


def test_a_running_head_is_no_part_of_a_goal() -> None:
    assert read(TABLE)[2].goal == "At en model for fælles haver udvikles"


def test_an_owner_may_stand_on_the_next_line() -> None:
    assert told(read(TABLE.replace("I proces KK (TMF/BIF)", "I proces KK\n(TMF/BIF)"))) == EXPECTED
    assert told(read(TABLE.replace("Opfyldt BL’s", "Opfyldt\nBL’s"))) == EXPECTED


def test_a_header_repeated_on_a_new_page_goes_on_with_its_group() -> None:
    header = TABLE[TABLE.index("Målsætninger - Under") : TABLE.index("At der inden")]
    assert told(read(TABLE.replace("At parterne", header + "At parterne"))) == EXPECTED


def test_a_row_without_fulfilment_ends_before_the_next_goal() -> None:
    found = read(TABLE.replace("Uændret Opfyldt BL’s 1. kreds\n", ""))
    assert told(found)[1] == ("undersøgelser", 2, 12, "2021-2022", None, None)
    assert told(found)[2] == EXPECTED[2]


def test_the_last_row_of_a_group_without_fulfilment_is_still_a_row() -> None:
    found = read(TABLE.replace("I 2023 Ikke opfyldt Københavns Kommune\n", ""))
    assert told(found) == [*EXPECTED[:2], ("undersøgelser", 3, 2, "Inden 2024", None, None), *EXPECTED[3:]]


def test_words_of_fulfilment_in_a_sentence_end_no_row() -> None:
    more = "Arbejdet er i proces\nog Opfyldt i de to gårde, hvor beboerne har sagt ja. I proces er alt det, som mangler"
    table = TABLE.replace("Undersøgelsen er sat i gang i foråret, og der er fundet", more + " endnu, og der er fundet")
    assert told(read(table)) == EXPECTED


def test_a_table_kept_as_a_table_is_read_by_its_cells() -> None:
    header = "Mål - Fælles (efter tid)\tTema\tTid\tIndhold\tStatus - 2. kvartal 2021\tStatus - 3. kvartal 2021"
    header += "\tAngiv grund til forsinkelse\tAngiv forventet tidspunkt\tMålopfyldelse\tTovholder"
    row = "At haver laves\t2\tInden 2024\tModel\tDer er lavet ti.\tUændret\t\tForventes indfriet i 2023"
    row += "\tI proces\tKK (TMF)"
    [goal] = read(f"Noget\n{header}\n{row}\nfor\tfå\tceller\n\nEfter tabellen.")
    assert told((goal,)) == [("fælles", 1, 2, "Inden 2024", "I proces", "KK (TMF)")]
    assert [(s.as_of, s.text, s.unchanged) for s in goal.statuses] == [
        ("2021-Q2", "Der er lavet ti.", False),
        ("2021-Q3", "Uændret", True),
    ]
    assert (goal.line, goal.quote, goal.expected) == (3, "At haver laves", "2023")


def test_a_document_without_the_table_gives_none() -> None:
    assert read("Målsætninger - Analyser\n\nAt noget sker.\n\n1 2015\n\nUændret Opfyldt KK") == ()
    assert read("") == ()


@pytest.mark.parametrize(
    "unit", ["1 2015 ", "Opfyldt ", "Uændret ", "Tema Tid Indhold ", "BL’s 1. kreds og ", "æ", " "]
)
def test_a_megabyte_on_one_line_is_read_at_once(unit: str) -> None:
    header = "Mål Tema Tid Indhold Status - 4. kvartal 2016 Målopfyldelse Tovholder\n"
    text = Text.of(header + unit * (1_000_000 // len(unit)))
    begun = time.perf_counter()
    goals.find(text)
    assert time.perf_counter() - begun < 2


# --- the real table ---------------------------------------------------------------------------------------------------

# theme | deadline | fulfilment | owner | line, as document_facts.md lists them
REAL = {
    "analyser": """
        1 | 1. halvdel 2015 | Opfyldt | KK (TMF/SUF) | 183
        3 | 1. halvdel 2015 | I proces | KK (TMF) | 208
        1 | 2015 | Opfyldt | BL’s 1. kreds | 284
        3 | 2015 | Opfyldt | KK (TMF) | 325
        3 | 2015 / 2016 | I proces | KK (TMF) | 346
        3 | 1. halvdel 2016 | Opfyldt | KK (TMF) | 384
        2 | 2016 | I proces | BL’s 1. kreds | 405
        3 | 2016 | I proces | BL’s 1. kreds | 429
        3 | 2017 | I proces | KK (TMF) | 488
        2 | Inden 2018 | I proces | KK (TMF) | 512""",
    "direkte målbare målsætninger": """
        1 | 2015-2018 | Opfyldt | KK (TMF/ØKF) | 557
        1 | 2015-2016 | I proces | KK (TMF/ØKF) | 582
        1 | 2015-2018 | I proces | KK (TMF/ØKF) | 640
        1 | 2015-2018 | Opfyldt | KK (TMF) | 672
        2 | 2015-2018 | Opfyldt | KK | 686
        2 | 2015-2018 | Opfyldt | KK (TMF) | 707
        2 | Inden 2018 | I proces | KK (TMF) | 735
        2 | 2015-2017 | Opfyldt | KK (SOF) | 761
        3 | 2015-2018 | I proces | KK (TMF) | 808""",
    "hensigtserklæringer": "".join(
        f"\n{theme} | 2015-2018 | {'Opfyldt' if line in (935, 952, 973) else 'Indtænkes'} | None | {line}"
        for theme, lines in (
            (1, (862, 878, 891, 896, 904, 909)),
            (2, (917, 935, 952, 973, 981, 1013, 1018, 1026, 1034)),
            (3, (1040, 1045, 1051, 1057, 1059)),
        )
        for line in lines
    ),
}


@pytest.fixture(scope="session")
def followed_up(shared: Path) -> str:
    [path] = (shared / "documents").glob("004_*.txt")
    return path.read_text(encoding="utf-8")


def rows(found: tuple[PrintedGoal, ...], group: str) -> list[list[str]]:
    return [
        [str(value) for value in (one.theme, one.deadline, one.fulfilment, one.owner, one.line)]
        for one in found
        if one.group == group
    ]


@pytest.mark.parametrize("group", REAL)
def test_the_goals_of_the_agreement_are_those_of_the_facts(followed_up: str, group: str) -> None:
    expected = [[cell.strip() for cell in row.split("|")] for row in REAL[group].strip().splitlines()]
    assert rows(goals.find(Text.of(followed_up)), group) == expected


def test_the_real_table_without_blank_lines_has_the_same_goals(followed_up: str) -> None:
    dense = "\n".join(line for line in followed_up.split("\n") if line.strip())
    found, again = goals.find(Text.of(followed_up)), goals.find(Text.of(dense))
    assert told(again) == told(found)
    assert [one.goal for one in again] == [one.goal for one in found]
    assert [one.expected for one in again] == [one.expected for one in found]


def test_nearly_every_goal_has_both_statuses_and_their_borders_are_right(followed_up: str) -> None:
    found = goals.find(Text.of(followed_up))
    assert sum(len(one.statuses) == 2 for one in found) == 37
    assert [(one.group, one.position) for one in found if len(one.statuses) == 1] == [
        ("direkte målbare målsætninger", 6),
        ("direkte målbare målsætninger", 9),
    ]
    lines = {one.line: [(status.line, status.line_end) for status in one.statuses] for one in found}
    assert lines[208] == [(242, 255), (257, 270)]
    assert lines[346] == [(360, 364), (366, 371)]
    assert lines[557] == [(567, 569), (571, 576)]
    assert lines[686] == [(699, 700), (702, 703)]
    assert lines[981] == [(989, 1009), (1011, 1011)]


@pytest.mark.parametrize("width", [100, 80])
def test_the_real_table_set_narrower_or_on_pages_has_the_same_goals(followed_up: str, width: int) -> None:
    lines = [part for line in followed_up.split("\n") for part in textwrap.wrap(line, width) or [""]]
    paged = [
        piece
        for at, line in enumerate(lines)
        for piece in ([line, f"Side {at // 45}", "\f"] if at % 45 == 44 else [line])
    ]
    found, again = (goals.find(Text.of(text)) for text in (followed_up, "\n".join(paged)))
    assert told(again) == told(found)
    assert [one.goal for one in again] == [one.goal for one in found]


def test_every_quote_stands_in_the_real_document(followed_up: str) -> None:
    folded = " ".join(followed_up.split())
    for goal in goals.find(Text.of(followed_up)):
        assert goal.quote in folded
        assert all(status.text in folded for status in goal.statuses)


def test_the_other_documents_have_no_goals(shared: Path) -> None:
    for path in (shared / "documents").glob("00[0-3]_*.txt"):
        assert goals.find(Text.of(path.read_text(encoding="utf-8"))) == ()
