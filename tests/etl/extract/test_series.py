"""Dated figures of the series: invented sentences, and the real documents against the facts they must hold."""

import time
from pathlib import Path

import pytest

from etl.extract import series
from etl.extract.facts import SeriesPoint
from etl.extract.text import Text


def read(words: str) -> tuple[SeriesPoint, ...]:
    return series.find(Text.of(words))


def told(words: str) -> list[tuple[str, str | None, int | float]]:
    return [(point.series, point.as_of, point.value) for point in read(words)]


def test_evictions_of_years_and_half_years_are_read() -> None:
    words = (
        "Tallet for 2019 var 602. I 2020 var der 588 udsættelser (2 % fald). Antallet af udsættelser i hele 2021"
        " var 1.044. I 2. halvår 2022 var der ifølge Fogedrettens tal i alt 97 udsættelser."
    )
    assert told(words) == [
        ("evictions", "2019", 602),
        ("evictions", "2020", 588),
        ("evictions", "2021", 1044),
        ("evictions", "2022-H2", 97),
    ]
    assert read(words)[3].basis == "Fogedrettens tal"


def test_a_figure_that_is_expected_is_a_forecast() -> None:
    [point] = read("Der er mulighed for, at antallet af udsættelser i 2023 ender på ca. 190.")
    assert (point.as_of, point.value, point.approximate, point.forecast) == ("2023", 190, True, True)
    [point] = read("Antallet af udsættelser i 2023 forventes at blive 190.")
    assert point.forecast


def test_a_ceiling_or_a_change_is_no_figure_of_a_series() -> None:
    assert told("At nå højst 412 udsættelser i år 2025. Udsættelser i 2020 faldt 12 %.") == []
    assert told("Antallet af udsættelser i 2020 er 12 pct. lavere.") == []


def test_a_figure_for_a_year_of_something_else_is_none() -> None:
    assert told("Tallet for 2019 var 602. Det gælder cykler.") == []


CHEAP = " 1.204 familieboliger og 980 ungdomsboliger, hvor den månedlige husleje ekskl. forbrug er under 4.000 kr."


def test_cheap_homes_take_the_date_before_them() -> None:
    assert told("Det kan siges, at der pr. 3.2.2021 er" + CHEAP) == [
        ("cheap-family-homes", "2021-02-03", 1204),
        ("cheap-youth-homes", "2021-02-03", 980),
    ]


def test_cheap_homes_take_the_date_right_after_their_sentence() -> None:
    assert [as_of for _, as_of, _ in told("Der er" + CHEAP + " Opgjort den 9. maj 2022")] == ["2022-05-09"] * 2
    assert told("Der er" + CHEAP + " Noget andet den 9. maj 2022") == []


def test_commitments_are_a_total_and_its_kinds_of_homes() -> None:
    words = (
        "Der er i 2020 og frem til marts 2021 givet Skema A-tilsagn til 1.000 almene boliger, herunder"
        " 700 familieboliger, 200 ungdomsboliger og 100 ældreboliger."
    )
    assert told(words) == [
        ("skema-a", "2020/2021-03", 1000),
        ("skema-a-family", "2020/2021-03", 700),
        ("skema-a-youth", "2020/2021-03", 200),
        ("skema-a-elderly", "2020/2021-03", 100),
    ]
    assert told("Der er i 2022 givet Skema A-tilsagn til 12 almene boliger.") == [("skema-a", "2022", 12)]


def test_the_portfolio_is_dated_and_approximate() -> None:
    [point] = read("Der er pr. primo maj 2022 ca. 3.100 almene ungdomsboliger i projektporteføljen.")
    assert (point.series, point.as_of, point.value, point.approximate) == ("project-portfolio", "2022-05", 3100, True)


def test_small_homes_in_all_go_on_under_the_date_of_the_sentence_before() -> None:
    words = (
        "Der er pr. primo maj 2022 opgjort ca. 90 små og billige boliger på vej i byudviklingsområder."
        " Antallet af små og billige boliger på tværs af København er opgjort til 300 almene boliger."
    )
    assert told(words) == [("small-cheap-homes", "2022-05", 90), ("small-cheap-homes", "2022-05", 300)]
    assert [point.basis for point in read(words)] == ["byudviklingsområder", "på tværs af København"]


def test_a_status_is_a_share_only_under_the_goal_it_is_a_status_of() -> None:
    goal = "At almene boliger skal udgøre mindst 25 pct. af boligerne. "
    assert told(goal + "Status 1. maj 2021: 24,3 pct. (www.kk.dk/tal) Status ultimo 2022 er 23,9 % (BBR).") == [
        ("almene-share", "2021-05-01", 24.3),
        ("almene-share", "2022-12", 23.9),
    ]
    assert told("Cyklerne er mange. Status 1. maj 2021: 24,3 pct. (BBR)") == []


def test_a_share_says_where_it_is_from() -> None:
    goal = "Almene boliger skal udgøre 25 % af boligerne. Status ultimo 2022: 23,9 % (BBR)."
    assert [point.basis for point in read(goal)] == ["BBR"]


def test_areas_on_a_list_are_counted_by_its_date() -> None:
    words = "Der er på ministeriets liste fra 1. december 2019 fire særligt udsatte boligområder i byen."
    [point] = read(words)
    assert (point.series, point.as_of, point.value) == ("saerligt-udsatte-omraader", "2019-12-01", 4)
    assert point.basis == "ministeriets liste"
    assert told("Pr. 1. maj 2020 er der 12 udsatte boligområder.") == [("udsatte-omraader", "2020-05-01", 12)]
    assert told("I 2020 fem udsatte boligområder fik penge.") == []


def test_agreements_on_training_keep_their_years() -> None:
    words = "I perioden 2019-21 er indgået i alt 300 uddannelsesaftaler, herunder 25 via Bymodellen i 2020-21."
    assert told(words) == [("training-agreements", "2019-2021", 300), ("training-agreements", "2020-2021", 25)]
    assert read(words)[1].basis == "Bymodellen"


def test_a_figure_without_a_date_is_no_point() -> None:
    assert told("Der er ca. 3.100 ungdomsboliger i projektporteføljen. Der er 25 uddannelsesaftaler.") == []


def test_a_point_is_quoted_from_its_date_to_its_figure() -> None:
    [point] = read("Noget.\nDer er pr. primo maj\n2022 ca. 3.100 ungdomsboliger i projektporteføljen.")
    assert (point.line, point.line_end) == (2, 3)
    assert point.quote == "pr. primo maj 2022 ca. 3.100 ungdomsboliger i projektporteføljen"


@pytest.mark.parametrize(
    "unit",
    [
        "I 2014 var der ",
        "almene boliger udgør Status 2016 er 5 procent ",
        "på a liste fra 2016 ",
        "1.000 ",
        "udsættelser ",
    ],
)
def test_a_megabyte_on_one_line_is_read_at_once(unit: str) -> None:
    text = Text.of(unit * (1_000_000 // len(unit)))
    assert text.flow.sentences
    begun = time.perf_counter()
    series.find(text)
    assert time.perf_counter() - begun < 2


# --- the real documents -----------------------------------------------------------------------------------------------

# series, as of, value, the lines where it is printed
REAL = [
    ("evictions", "2013", 538, [773, 786]),
    ("evictions", "2014", 474, [773, 786]),
    ("evictions", "2015", 361, [773, 787]),
    ("evictions", "2016-H1", 141, [787]),
    ("evictions", "2016", 182, [789]),
    ("cheap-family-homes", "2016-11-22", 3305, [300]),
    ("cheap-youth-homes", "2016-11-22", 1357, [300]),
    ("cheap-family-homes", "2017-01-19", 2913, [315]),
    ("cheap-youth-homes", "2017-01-19", 1257, [315]),
    ("skema-a", "2015/2016-11", 1580, [603]),
    ("skema-a-family", "2015/2016-11", 578, [603]),
    ("skema-a-youth", "2015/2016-11", 631, [603]),
    ("skema-a-elderly", "2015/2016-11", 371, [603]),
    ("skema-a", "2015/2016-12", 1648, [621]),
    ("skema-a-family", "2015/2016-12", 646, [621]),
    ("skema-a-youth", "2015/2016-12", 631, [621]),
    ("skema-a-elderly", "2015/2016-12", 371, [621]),
    ("project-portfolio", "2016-11", 4600, [599]),
    ("project-portfolio", "2016-12", 4600, [617]),
    ("small-cheap-homes", "2016-11", 137, [653, 660]),
    ("small-cheap-homes", "2016-11", 242, [654, 661]),
    ("almene-share", "2016-01-01", 20.2, [567]),
    ("almene-share", "2016-12", 19.9, [51, 571]),
    ("saerligt-udsatte-omraader", "2015-12-01", 3, [699]),
    ("saerligt-udsatte-omraader", "2016-12-01", 3, [60, 702]),
    ("training-agreements", "2013-2015", 813, [990]),
    ("training-agreements", "2014-2015", 11, [991]),
]


def test_the_follow_up_holds_the_figures_of_the_facts_and_no_other(shared: Path) -> None:
    [path] = (shared / "documents").glob("004_*.txt")
    found = read(path.read_text(encoding="utf-8"))
    printed = [(point.series, point.as_of, point.value, point.line) for point in found]
    assert sorted(printed) == sorted((*fact, line) for *fact, lines in REAL for line in lines)
    assert [point.value for point in found if point.forecast] == [182]
    assert {point.value for point in found if point.approximate} == {182, 4600, 137}
    assert {point.basis for point in found if point.series == "almene-share"} == {"BBR", "kk.dk/statistik"}


def test_the_other_documents_hold_no_series(shared: Path) -> None:
    for path in (shared / "documents").glob("00[0-3]_*.txt"):
        assert read(path.read_text(encoding="utf-8")) == ()
