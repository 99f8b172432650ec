"""Dated statements: when, who, and whether it is still to come."""

from pathlib import Path

import pytest

from etl.extract import events
from tests.etl.extract.reading import note, paper, seconds, verbatim

BR, TMU, TMF = "Borgerrepræsentationen", "Teknik- og Miljøudvalget", "Teknik- og Miljøforvaltningen"
# paper, line, first day, last day, who, expected
PROCESS = [
    (0, 10, "2025-12-31", "2025-12-31", None, False),
    (0, 21, "2025-01-01", "2025-12-31", None, False),
    (1, 66, "2025-01-01", "2025-12-31", None, False),
    (1, 72, "2025-09-01", "2025-11-30", TMF, False),
    (1, 80, "2025-09-01", "2025-11-30", f"{TMU}, Økonomiudvalget og {BR}", True),
    (1, 14, "2030-01-01", "2030-12-31", None, True),
    (1, 52, "2026-01-01", "2026-01-01", None, False),
    (2, 18, "2021-12-31", "2021-12-31", None, False),
    (2, 20, "2022-01-01", "2022-01-01", None, False),
    (2, 22, "2020-10-01", "2020-10-01", BR, False),
    (2, 65, "2030-01-01", "2030-12-31", None, True),
    (2, 69, "2014-12-11", "2014-12-11", BR, False),
    (2, 76, "2018-01-01", "2018-12-31", None, False),
    (2, 77, "2019-01-01", "2019-12-31", "Landsbyggefonden", False),
    (2, 77, "2020-10-08", "2020-10-08", BR, False),
    (2, 92, "2021-09-27", "2021-09-27", None, False),
    (2, 94, "2021-11-04", "2021-11-04", None, True),
    (3, 16, "2022-02-28", "2022-02-28", None, False),
    (3, 22, "2020-10-01", "2020-10-01", BR, False),
    (3, 42, "2020-12-07", "2020-12-07", TMU, False),
    (3, 84, "2020-10-08", "2020-10-08", BR, False),
    (3, 102, "2022-03-01", "2022-03-01", None, True),
    (3, 106, "2021-11-01", "2021-11-30", None, True),
    (3, 106, "2022-01-01", "2022-01-31", None, True),
    (4, 6, "2014-12-11", "2014-12-11", BR, False),
    (4, 12, "2017-04-20", "2017-04-20", None, False),
    (4, 97, "2015-11-12", "2015-11-12", BR, False),
    (4, 101, "2016-09-01", "2016-11-30", "Københavns Kommune og BL 1. kreds", False),
    (4, 142, "2016-12-15", "2016-12-15", BR, False),
    (4, 200, "2015-12-10", "2015-12-10", BR, False),
    (4, 203, "2016-05-18", "2016-05-18", None, False),
    (4, 316, "2017-01-19", "2017-01-19", None, False),
    (4, 332, "2016-10-31", "2016-10-31", TMU, False),
    (4, 333, "2017-07-01", "2017-07-01", None, False),
    (4, 477, "2017-01-17", "2017-01-17", None, False),
    (4, 699, "2015-12-01", "2015-12-01", "Udlændinge-, Integrations- og Boligministeriet", False),
    (4, 702, "2016-12-01", "2016-12-01", "Transport-, Bygnings- og Boligministeriet", False),
    (4, 726, "2016-12-15", "2016-12-15", BR, False),
    (4, 960, "2016-09-22", "2016-09-22", BR, False),
    (4, 962, "2016-04-05", "2016-04-05", TMF, False),
    (4, 964, "2016-08-25", "2016-08-25", BR, False),
    (4, 967, "2016-09-19", "2016-09-19", TMU, False),
    (4, 969, "2017-01-07", "2017-01-07", TMF, True),
    (4, 1086, "2015-11-12", "2015-11-12", BR, False),
]


def read(*lines: str) -> list[tuple[str, str | None, bool]]:
    return [(str(one.on), one.who, one.expected) for one in events.find(note(*lines))]


@pytest.mark.parametrize("number", range(5))
def test_every_date_of_the_process_is_found_at_its_line(shared: Path, number: int) -> None:
    text = paper(shared, number)
    found = events.find(text)
    for of, line, on, until, who, expected in PROCESS:
        if of == number:
            there = [
                (one.who, one.expected)
                for one in found
                if one.line <= line <= one.line_end and (str(one.on), str(one.until)) == (on, until)
            ]
            assert (who, expected) in there, (line, on, there)
    assert all(verbatim(text, one) and len(one.quote) <= 320 for one in found)


def test_what_was_and_what_will_be_are_told_apart_in_one_sentence() -> None:
    line = "Planen blev godkendt af Socialudvalget den 3. marts 2028 og forventes godkendt i BR d. 4/5-28."
    assert read(line) == [("2028-03-03", "Socialudvalget", False), ("2028-05-04", "Borgerrepræsentationen", True)]


def test_a_period_is_nobodys_act() -> None:
    line = "Sundheds- og Omsorgsforvaltningen har drøftet en plan i perioden 1. juli 2028 til 30. juni 2032."
    assert read(line) == [("2028-07-01", None, False), ("2032-06-30", None, False)]


@pytest.mark.parametrize(
    ("line", "who"),
    [
        ("Det blev besluttet (SUD den 3. maj 2027) at fortsætte.", "Socialudvalget"),
        ("Kultur- og Fritidsudvalget godkendte den 3. maj 2027 planen.", "Kultur- og Fritidsudvalget"),
        ("Planen blev godkendt af Landsbyggefonden den 3. maj 2027.", "Landsbyggefonden"),
        ("Den 3. maj 2027 modtog BUF tilsagn.", "Børne- og Ungdomsforvaltningen"),
        ("ØU og BR behandlede det den 3. maj 2027.", "Økonomiudvalget og Borgerrepræsentationen"),
        ("Planen udløber den 3. maj 2027.", None),
    ],
)
def test_who_acts_is_read_from_the_words_around(line: str, who: str | None) -> None:
    assert [(on, by) for on, by, _ in read(line)] == [("2027-05-03", who)]


def test_what_will_or_shall_be_is_expected_and_what_was_is_not() -> None:
    assert [
        expected
        for _, _, expected in read("Planen forventes godkendt i maj 2027, efter at den blev sendt i marts 2027.")
    ] == [
        True,
        False,
    ]


def test_a_month_without_a_year_is_the_last_before_the_next_date() -> None:
    assert [on for on, _, _ in read("Den ene svarer i december, og den anden i februar 2031.")] == [
        "2030-12-01",
        "2031-02-01",
    ]


def test_a_day_of_this_year_is_dated_only_where_the_paper_gives_its_year() -> None:
    line = "Forummet holdes i år d. 9. maj."
    assert read(line) == []
    assert ("2024-05-09", None, False) in read("Pr. 1. kvartal 2024 er to mål nået.", line)


@pytest.mark.parametrize(
    "lines",
    [
        ["Status - 4. kvartal 2016 Status - 1. kvartal 2017"],
        ["Der afsættes 0,2 mio. kr. på service i 2026 til drift."],
        ["Bilag 2: Uddybning af emner i 2027"],
        ["I Budget 2016 blev afsat 3 mio. kr."],
        ["3", "1. halvdel 2015", "Der udarbejdes en ordning."],
    ],
)
def test_columns_money_headings_and_deadlines_are_no_events(lines: list[str]) -> None:
    assert read(*lines) == []


def test_the_budget_that_adopted_an_intent_is_a_year() -> None:
    assert read("Der blev ved Budget 2031 vedtaget følgende hensigtserklæring:") == [("2031-01-01", None, False)]


@pytest.mark.parametrize(
    "piece",
    [
        *(
            "1. januar 2026 ",
            "i 2030 ",
            "BR den 1. oktober 2020 ",
            "i november, ",
            "visionen om, at ",
            "BL, ",
            "A ",
            "(",
        ),
        *("i år den 1. maj kvartal 2017 ", "ved Budget 2025 vedtaget "),
    ],
)
def test_a_long_line_is_read_in_time(piece: str) -> None:
    assert seconds(events.find, piece) < 3
