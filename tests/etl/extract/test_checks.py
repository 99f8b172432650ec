"""What does not add up within one document: planted errors are found, and nothing else is flagged."""

import time
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.extract import amounts, checks, extract, shares, tables
from etl.extract.facts import CheckFinding, Count, Extraction, ListedName, Period, PrintedGoal, SeriesPoint
from etl.extract.text import Text
from geodata.funding import figure


def flagged(printed: str, said: Extraction | None = None) -> list[CheckFinding]:
    """The findings of a note whose tables, amounts and shares are read and whose other facts are given."""
    text = Text.of(printed)
    found = replace(
        said or Extraction(), tables=tables.find(text), amounts=amounts.find(text), shares=shares.find(text)
    )
    return list(checks.check(found, text))


def cells(printed: str, said: Extraction | None = None) -> list[tuple[str, str, int, object, object]]:
    return [(one.check, one.severity, one.line, one.printed, one.computed) for one in flagged(printed, said)]


def note(table: str, prose: str = "") -> str:
    return f"{prose}\nTabel 1. Udgifter\n1.000 kr. – 2031 p/l 2031 2032 2033 I alt\n{table}\n"


SOUND = (
    "- Medfinansiering af haver Anlæg 900 1.200 50 2.150\n- 1,5 årsværk til koordinering Service 10 20 394 424\n"
    "Udgifter i alt 910 1.220 444 2.574"
)


def test_a_table_that_adds_up_is_not_flagged() -> None:
    assert cells(note(SOUND)) == []


@pytest.mark.parametrize(
    ("right", "wrong", "found"),
    [
        ("910 1.220 444", "910 1.202 444", [("table-total", "error", 6, 1202, 1220)]),
        ("444 2.574", "444 2.547", [("table-total", "error", 6, 2547, 2574)]),
        ("50 2.150", "50 2.510", [("table-total", "error", 4, 2510, 2150), ("table-total", "error", 6, 2574, 2934)]),
    ],
)
def test_a_swapped_digit_is_found_in_its_cell(right: str, wrong: str, found: list[tuple[object, ...]]) -> None:
    got = cells(note(SOUND.replace(right, wrong)))
    if right == "910 1.220 444":  # the row's own sum is of the years as printed
        found = [*found, ("table-total", "error", 6, 2574, 2556)]
    assert got == found


def test_a_sum_that_does_not_add_up_is_shown_with_its_arithmetic() -> None:
    finding = flagged(note(SOUND.replace("910 1.220", "910 1.202").replace("2.574", "2.556")))[0]
    assert finding.arithmetic == "1.200 + 20 = 1.220"
    assert "trykt 1.202" in finding.message_da and "1.200 + 20 = 1.220 (1.000 kr.)" in finding.message_da
    assert "printed 1,202" in finding.message_en and "1,200 + 20 = 1,220 (DKK thousand)" in finding.message_en


def test_a_sum_of_an_area_is_of_its_own_rows() -> None:
    table = (
        "Anlægsudgifter\n- Haver U 100 200 300 600\nAnlægsudgifter i alt   100 200 300 600\n"
        "Serviceudgifter\n- Drift U 1 2 3 6\nServiceudgifter i alt   101 202 303 606"
    )
    assert cells(note(table)) == [
        ("table-total", "error", 9, 101, 1),
        ("table-total", "error", 9, 202, 2),
        ("table-total", "error", 9, 303, 3),
        ("table-total", "error", 9, 606, 6),
    ]
    assert cells(note(table.replace("101 202 303 606", "1 2 3 6") + "\nUdgifter i alt   101 202 303 606")) == []


def test_sums_under_way_are_of_the_rows_since_the_sum_before() -> None:
    table = "- A 1 2 3 6\n- B 1 1 1 3\nI alt 2 3 4 9\n- C 5 5 5 15\nI alt 5 5 5 15\nUdgifter i alt 7 8 9 24"
    assert cells(note(table)) == []
    assert cells(note(table.replace("I alt 5 5 5 15", "I alt 5 6 5 16"))) == [("table-total", "error", 8, 6, 5)] + [
        ("table-total", "error", 8, 16, 15)
    ]


def test_a_row_that_is_part_of_the_row_above_is_not_added_again() -> None:
    assert cells(note("- A 1 2 3 6\nheraf løn 1 1 1 3\n- B 1 1 1 3\nI alt 2 3 4 9")) == []


def test_a_year_that_the_columns_skip_is_missing() -> None:
    skips = "Tabel 1. Udgifter\n1.000 kr. 2031 2033 2034\n- A 1 2 3\n"
    assert cells(skips) == [("year-missing", "missing", 1, None, 2032)]
    assert cells("Tabel 1. Udgifter\n1.000 kr. 2020 2025 2030\n- A 1 2 3\n") == []


def test_sums_over_years_of_which_one_is_missing_are_not_judged() -> None:
    skips = "Tabel 1. Udgifter\n1.000 kr. 2031 2033 2034 I alt\n- A 1 2 3 9\nI alt 1 2 3 9\n"
    assert cells(skips) == [("year-missing", "missing", 1, None, 2032)]


def test_columns_that_cannot_be_told_apart_are_a_finding_and_their_sums_are_not_judged() -> None:
    assert cells(note("- A 1 2\n- B 1 1 1 3\nI alt 9 9 9 27")) == [("columns-unclear", "ambiguous", 4, None, None)]


PROSE = (
    "Der afsættes 2,2 mio. kr. til medfinansiering af haver (anlæg) og 0,424 mio. kr. til at koordinere (service).\n"
)


def test_prose_that_rounds_a_table_is_rounding_and_prose_that_is_it_is_nothing() -> None:
    assert cells(note(SOUND, PROSE)) == [("prose-against-table", "rounding", 1, 2.2, 2.15)]
    assert cells(note(SOUND, PROSE.replace("2,2 ", "2,15 "))) == []


def test_prose_that_is_another_amount_than_its_row_is_an_error() -> None:
    (finding,) = flagged(note(SOUND, PROSE.replace("2,2 ", "2,7 ")))
    assert (finding.check, finding.severity, finding.printed, finding.computed) == (
        *("prose-against-table", "error"),
        *(2.7, 2.15),
    )
    assert finding.arithmetic == "900 + 1.200 + 50 = 2.150"


@pytest.mark.parametrize(
    "prose",
    [
        "Heraf blev 0,7 mio. kr. brugt på medfinansiering (anlæg).",
        "I Budget 2027 blev der afsat 9 mio. kr. til medfinansiering (anlæg).",
        "Huslejen er under 3.500 kr. om måneden.",
        "Der er ca. 9 mio. kr. til medfinansiering (anlæg).",
        "Staten giver 20 mio. kr. til områdefornyelse.",
        "Der afsættes 9 mio. kr. til medfinansiering (anlæg) (2014 p/l).",
    ],
)
def test_prose_about_something_else_is_not_held_against_the_table(prose: str) -> None:
    assert cells(note(SOUND, prose)) == []


def test_an_earlier_grant_is_held_against_its_own_row_and_years() -> None:
    table = "\nTabel 2. Afsat\n1.000 kr., løbende p/l 2020 2021 2022\nBudgetaftale 2019 1.100 1.100 1.100\n"
    said = "I Budget 2019 blev der afsat {} mio. kr. i perioden 2020 til 2022 til haver."
    assert cells(said.format("3,3") + table) == []
    assert cells(said.format("3,4") + table) == [("prose-against-table", "error", 1, 3.4, 3.3)]


def at(line: int, quote: str) -> dict[str, object]:
    return {"page": 1, "line": line, "line_end": line, "quote": quote}


def listed(area: str, *names: str) -> tuple[ListedName, ...]:
    return tuple(ListedName(area=area, name=name, printed=name, **at(9, name)) for name in names)  # type: ignore[arg-type]


def count(line: int, value: int, noun: str, what: str = "other", **more: object) -> Count:
    quote = f"{value} {noun}"
    return Count(**{"what": what, "value": value, "approximate": False, "noun": noun, **at(line, quote), **more})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("sentence", "value", "found"),
    [
        ("Planen for Valby dækker 3 boligafdelinger.", 3, []),
        ("Planen for Valby dækker 4 boligafdelinger.", 4, [("counts-against-lists", "error", 1, 4, 3)]),
        ("De to helhedsplaner for Valby og Vanløse har 4 boligafdelinger.", 4, []),
        ("De fem helhedsplaner, bl.a. for Valby, dækker 91 boligafdelinger.", 91, []),
        ("De fem helhedsplaner dækker 91 boligafdelinger.", 91, []),
        ("I Valby havde 2 ud af 3 boligafdelinger godkendt planen.", 2, []),
        ("I Husum er der 8 boligafdelinger.", 8, []),
    ],
)
def test_a_count_of_departments_is_held_against_the_names_of_its_area(
    sentence: str, value: int, found: list[object]
) -> None:
    said = Extraction(
        departments=listed("Valby", "A", "B", "C") + listed("Vanløse", "D"),
        counts=(count(1, value, "boligafdelinger", "departments"),),
    )
    assert cells(sentence, said) == found


def test_a_joined_entry_may_count_as_one_or_as_each() -> None:
    names = tuple(replace(one, printed="X I+II") for one in listed("Valby", "X I", "X II"))
    for value, found in ((1, 0), (2, 0), (3, 1)):
        said = Extraction(departments=names, counts=(count(1, value, "boligafdelinger", "departments"),))
        assert len(cells(f"Planen for Valby dækker {value} boligafdelinger.", said)) == found


def goal(group: str, fulfilment: str) -> PrintedGoal:
    empty = {"position": 1, "theme": 1, "goal": "", "deadline": None, "owner": None, "statuses": (), "expected": None}
    return PrintedGoal(group=group, fulfilment=fulfilment, **empty, **at(5, ""))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("concrete", "met", "intentions", "found"), [(3, 2, 1, 0), (4, 2, 1, 2), (3, 1, 1, 1), (3, 2, 2, 1)]
)
def test_goals_counted_in_the_text_are_those_of_the_overview(
    concrete: int, met: int, intentions: int, found: int
) -> None:
    said = Extraction(
        goals=tuple(goal("analyser", "Opfyldt" if at < met else "I proces") for at in range(concrete))
        + tuple(goal("hensigtserklæringer", "Opfyldt") for _ in range(intentions)),
        counts=(
            count(1, 3, "målsætninger", quote="3 konkrete målsætninger"),
            count(2, 2, "målsætninger", quote="to ud af 3 målsætninger"),
            count(2, 3, "målsætninger", quote="3 målsætninger"),
            count(3, 1, "hensigtserklæringer", quote="1 hensigtserklæringer"),
        ),
    )
    text = (
        "Der er i alt fastsat 3 konkrete målsætninger.\nI 2031 er to ud af 3 målsætninger indfriet.\n"
        "Aftalen fastsætter 1 hensigtserklæringer."
    )
    assert len({(line, printed) for _, _, line, printed, _ in cells(text, said)}) == found


def point(line: int, series: str, as_of: str, value: int, quote: str, forecast: bool = False) -> SeriesPoint:
    more = {"unit": "homes", "approximate": forecast, "basis": None}
    return SeriesPoint(series=series, as_of=as_of, value=value, forecast=forecast, **more, **at(line, quote))  # type: ignore[arg-type]


@pytest.mark.parametrize(("whole", "found"), [("1.200", []), ("1.210", [("series-parts", "error", 1, 1210, 1200)])])
def test_parts_of_a_whole_are_added(whole: str, found: list[object]) -> None:
    value = int(whole.replace(".", ""))
    said = Extraction(series=(point(1, "tilsagn", "2031", value, f"{whole} almene boliger"),))
    text = f"Der er givet {whole} almene boliger, herunder 700 familieboliger, 400 ungdomsboliger og 100 ældreboliger."
    assert cells(text, said) == found


def test_some_of_a_whole_are_not_all_of_it() -> None:
    text = (
        "Der er 813 aftaler, herunder 11 aftaler i 2031. Der er 90 boliger, heraf 20 ungdomsboliger og 30 ældreboliger."
    )
    said = Extraction(counts=(count(1, 813, "aftaler"), count(1, 90, "boliger")))
    assert cells(text, said) == []


@pytest.mark.parametrize(("value", "found"), [(262, []), (162, [("forecast-against-basis", "error", 2, 162, 262)])])
def test_a_forecast_is_held_against_the_half_year_it_is_from(value: int, found: list[object]) -> None:
    text = f"I 1. halvår 2031 var der 131 udsættelser.\nHvis udviklingen fastholdes, ender 2031 på ca. {value}."
    said = Extraction(
        series=(
            point(1, "evictions", "2031-H1", 131, "131 udsættelser"),
            point(2, "evictions", "2031", value, f"ca. {value}", forecast=True),
        )
    )
    assert cells(text, said) == found
    assert cells(text.replace("Hvis udviklingen fastholdes", "Med nye regler"), said) == []


@pytest.mark.parametrize(("share", "found"), [("12,5", []), ("13", [("shares-against-100", "error", 1, 101, 100)])])
def test_the_shares_of_a_financing_are_100(share: str, found: list[object]) -> None:
    text = (
        "Planen finansieres 75 % af Landsbyggefonden, men hhv. kommunen og boligorganisationerne medfinansierer "
        f"indsatsen med hver {share} %."
    )
    assert cells(text) == found
    assert cells("Kommunen medfinansierer 12,5 %. Landsbyggefondens støtte udgør 60 %.") == []


@pytest.mark.parametrize(("percent", "found"), [(20, []), (25, [("shares-against-change", "error", 2, 25, 20)])])
def test_a_fall_in_percent_is_held_against_its_figures(percent: int, found: list[object]) -> None:
    text = f"Tallet for 2030 var 500.\nI 2031 var der 400 udsættelser ({percent} % fald ift. 2030)."
    said = Extraction(
        series=(point(1, "evictions", "2030", 500, "500"), point(2, "evictions", "2031", 400, "400 udsættelser"))
    )
    assert cells(text, said) == found


def period(line: int, name: str, start: date | None, end: date | None, years: int | None = None) -> Period:
    return Period(subject="plan", name=name, start=start, end=end, duration_years=years, **at(line, ""))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "end", "found"),
    [
        ("Valby", date(2034, 12, 31), []),
        ("Valby", date(2035, 1, 1), []),
        ("Valby", date(2034, 1, 1), [("period-against-duration", "error", 2, 4, 3)]),
        ("Husum", date(2033, 1, 1), [("period-against-duration", "error", 2, 3, 2)]),
        ("Husum", date(2033, 12, 31), []),
    ],
)
def test_printed_days_are_held_against_printed_years(name: str, end: date, found: list[object]) -> None:
    text = (
        "Planer fornys normalt med fire år, men planen for Husum fornys med tre år, da den har haft en femårig tid.\n"
        "Planerne løber 1. januar 2031 til de printede dage."
    )
    said = Extraction(
        periods=(
            period(1, "boligsociale helhedsplaner", None, None, 4),
            period(1, "Husum", None, None, 3),
            period(1, "Husum", None, None, 5),
            period(2, name, date(2031, 1, 1), end),
        )
    )
    assert cells(text, said) == found


def test_the_real_note_has_the_known_errors_and_no_other(shared: Path) -> None:
    text = Text.of(next((shared / "documents").glob("000_*")).read_text(encoding="utf-8"))
    found = [(one.check, one.severity, one.line, one.printed, one.computed) for one in extract(text).findings]
    assert [one[2:] for one in found if one[0] == "table-total"] == [
        *((125, 3734, 3754), (125, 3734, 3754), (125, 3734, 2754), (125, 12544, 13484)),
        *((197, 2282, 182), (197, 3734, 1654), (197, 3734, 1654), (197, 3734, 1654), (197, 12544, 5144)),
    ]
    assert [one[3:] for one in found if one[1] == "rounding"] == [(5.1, 5.144), (26.4, 26.383), (17.4, 17.365)]
    assert {one[0] for one in found if one[1] not in ("rounding",)} == {"table-total"}


def test_nothing_unknown_is_flagged_in_the_other_real_documents(shared: Path) -> None:
    known = {("001", "period-against-duration", 3), ("001", "period-against-duration", 4)}
    known |= {("004", "forecast-against-basis", 182)}
    for path in (shared / "documents").glob("*.txt"):
        if not path.name.startswith("000"):
            found = extract(Text.of(path.read_text(encoding="utf-8"))).findings
            assert {(path.name[:3], one.check, one.printed) for one in found} <= known


grids = st.integers(2, 8).flatmap(
    lambda width: st.lists(st.lists(st.integers(0, 99_999), min_size=width, max_size=width), min_size=1, max_size=5)
)


@given(grids, st.data())
def test_only_the_digit_that_is_changed_is_found(grid: list[list[int]], data: st.DataObject) -> None:
    years = len(grid[0])
    totals = [sum(column) for column in zip(*grid, strict=True)]
    rows = [[*row, sum(row)] for row in grid] + [[*totals, sum(totals)]]
    names = [*(f"- Indsats {chr(65 + at)}" for at in range(len(grid))), "I alt"]

    def printed() -> str:
        lines = [f"{name} {' '.join(figure(value) for value in row)}" for name, row in zip(names, rows, strict=True)]
        header = " ".join(str(2030 + at) for at in range(years))
        return f"Tabel 1. Udgifter\n1.000 kr. {header} I alt\n" + "\n".join(lines)

    assert cells(printed()) == []
    column = data.draw(st.integers(0, years - 1))
    rows[-1][column] += data.draw(st.integers(1, 9)) * 10 ** data.draw(st.integers(0, 3))
    found = [(line, value, computed) for _, _, line, value, computed in cells(printed())]
    total = (len(rows) + 2, rows[-1][-1], sum(rows[-1][:-1]))
    assert found == [(len(rows) + 2, rows[-1][column], totals[column]), total]


@pytest.mark.parametrize("piece", ["5 boliger, herunder 3 boliger, ", "9 boliger, heraf ", "5 (5 % fald fra 2031, "])
def test_a_megabyte_of_one_sentence_takes_no_time(piece: str) -> None:
    text = Text.of(piece * (1_000_000 // len(piece)))
    said = Extraction(counts=tuple(count(1, 5, "boliger") for _ in range(2_000)), shares=shares.find(text))
    start = time.perf_counter()
    checks.check(said, text)
    assert time.perf_counter() - start < 2
