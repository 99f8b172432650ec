"""Laws and sums of what the five papers say, held over the register: nothing of them may be missing from it."""

from collections import Counter, defaultdict
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from etl import documents, register
from geodata.model import Event, Funding, SeriesValue, Source, Target
from tests.webmap.test_words import FORBIDDEN, ORIGIN, RANK

HOVEDAFTALE = "hovedaftale-2015"
# no department has changed its official key or its name yet, and nobody has had to decide anything
STILL_EMPTY = {"department_keys", "department_names", "decisions"}


@pytest.fixture(scope="module")
def facts() -> register.Register:
    return register.load()


# Every row


def test_every_quote_stands_on_the_lines_its_row_names(facts: register.Register, shared: Path) -> None:
    sources = facts.sourced()
    found = documents.with_quotes(sources, documents.present(facts.documents, shared / "documents"))
    moved = [key for key, source in found.items() if (source.line, source.line_end) != _lines(sources[key])]
    assert moved == []
    assert all(source.quote is not None for source in found.values())


def test_no_table_of_facts_is_empty(facts: register.Register) -> None:
    assert {table for table in register.TABLES if not getattr(facts, table)} == STILL_EMPTY


def test_every_paper_has_rows_in_the_register(facts: register.Register) -> None:
    rows = Counter(source.document_id for source in facts.sourced().values())
    assert set(rows) == {row.document_id for row in facts.documents}
    assert min(rows.values()) > 20


def test_no_cell_uses_a_word_that_the_map_may_not_say() -> None:
    for path in register.files():
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            said = [word.search(line) for word in (FORBIDDEN, ORIGIN, RANK)]
            assert said == [None, None, None], f"{path.name}, line {number}"


# The goals of the main agreement


def test_the_agreement_has_39_goals_in_three_groups(facts: register.Register) -> None:
    assert Counter(goal.kind for goal in facts.goals) == {
        "analyse": 10,
        "direkte målbar": 9,
        "hensigtserklæring": 20,
    }


def test_the_goals_of_a_group_are_numbered_from_one_in_the_order_of_the_lines(facts: register.Register) -> None:
    for kind in ("analyse", "direkte målbar", "hensigtserklæring"):
        goals = [goal for goal in facts.goals if goal.kind == kind]
        assert [goal.position for goal in goals] == list(range(1, len(goals) + 1))
        assert [goal.source.line for goal in goals] == sorted({goal.source.line for goal in goals})


def test_the_counts_the_paper_prints_of_its_goals_are_those_of_the_table(facts: register.Register) -> None:
    printed = {row.subject: row.value for row in facts.printed_counts}
    first = [goal for goal in facts.goals if goal.kind != "hensigtserklæring"]
    assert printed[f"{HOVEDAFTALE}/maalsaetninger"] == len(first) == 19
    assert printed[f"{HOVEDAFTALE}/indfriet"] == sum(goal.fulfilment == "Opfyldt" for goal in first) == 9
    assert printed[f"{HOVEDAFTALE}/hensigtserklaeringer"] == len(facts.goals) - len(first) == 20


def test_of_the_declarations_of_intent_three_are_met_and_none_has_an_owner(facts: register.Register) -> None:
    declared = [goal for goal in facts.goals if goal.kind == "hensigtserklæring"]
    assert Counter(goal.fulfilment for goal in declared) == {"Indtænkes": 17, "Opfyldt": 3}
    assert {goal.owner for goal in declared} == {None}
    assert {goal.deadline for goal in declared} == {"2015-2018"}


def test_every_other_goal_has_an_owner_of_the_city_or_the_sector(facts: register.Register) -> None:
    owners = Counter(goal.owner for goal in facts.goals if goal.kind != "hensigtserklæring")
    assert owners["BL’s 1. kreds"] == 3
    assert sum(count for owner, count in owners.items() if owner and owner.startswith("KK")) == 16


def test_every_goal_has_two_statuses_in_order(facts: register.Register) -> None:
    versions = defaultdict(list)
    for status in facts.goal_statuses:
        versions[status.goal_id].append(status.as_of)
    assert set(versions) == {goal.goal_id for goal in facts.goals}
    assert {tuple(found) for found in versions.values()} == {("2016-Q4", "2017-Q1")}


def test_an_unchanged_status_is_that_one_word_and_only_the_later_version_is_ever_so(
    facts: register.Register, shared: Path
) -> None:
    found = documents.with_quotes(facts.sourced(), documents.present(facts.documents, shared / "documents"))
    for status in facts.goal_statuses:
        quote = found["goal_statuses", status.key].quote
        assert (quote == "Uændret") == status.unchanged
    assert {status.as_of for status in facts.goal_statuses if status.unchanged} == {"2017-Q1"}
    assert sum(status.unchanged for status in facts.goal_statuses) == 26


def test_a_goal_stands_before_its_statuses_and_they_before_the_next_goal(facts: register.Register) -> None:
    goals = sorted(facts.goals, key=lambda goal: goal.source.line)
    nexts = [goal.source.line for goal in goals[1:]] + [1068]
    by_goal = defaultdict(list)
    for status in facts.goal_statuses:
        by_goal[status.goal_id].append(status.source)
    for goal, after in zip(goals, nexts, strict=True):
        earlier, later = by_goal[goal.goal_id]
        assert goal.source.line_end <= earlier.line <= earlier.line_end <= later.line <= later.line_end < after


def test_the_theme_of_a_goal_is_one_of_three(facts: register.Register) -> None:
    assert Counter(goal.theme for goal in facts.goals) == {1: 12, 2: 15, 3: 12}


# Targets


def test_the_targets_have_the_figures_of_the_papers(facts: register.Register) -> None:
    said = {(row.comparator, row.value, row.by_year) for row in facts.targets}
    assert {
        ("at least", 20, None),
        ("at least", 2000, 2016),
        ("at most", 457, 2017),
        ("at most", 25, None),
        ("at most", 20, None),
        ("fall by", 15, 2017),
        ("fall by", 30, 2025),
        ("fall by", 50, 2018),
        ("share", 10, None),
        ("share", 12.5, None),
        ("share", 70, None),
    } <= said


def test_a_third_is_a_third_in_both_goals_and_in_the_text(facts: register.Register) -> None:
    thirds = [row for row in facts.targets if row.comparator == "fall by" and row.by_year == 2018 and row.list_da]
    assert {Fraction(row.value or 0).limit_denominator(1000) for row in thirds} == {Fraction(100, 3)}
    assert Counter(row.goal_id for row in thirds) == {f"{HOVEDAFTALE}/b5": 2, f"{HOVEDAFTALE}/c7": 1}


def test_the_goals_for_2030_and_the_ambition_each_name_their_list(facts: register.Register) -> None:
    none = [row for row in facts.targets if row.comparator == "none"]
    assert {(row.list_da, row.by_year, row.source.document_id) for row in none} == {
        ("parallelsamfund", 2030, "udmoentning-2026"),
        ("udsatte boligområder", 2030, "tmu-amager-2022"),
        ("udsatte boligområder", 2030, "tmu-mimerskvarteret-2022"),
        ("udpegede boligområder", None, "tm021"),
    }


def test_the_target_of_457_is_about_15_percent_below_2013(facts: register.Register) -> None:
    in_2013 = value_of(facts, "udsaettelser", "2013")
    fall = target(facts, "udsaettelser-fald-15")
    assert fall.base == "2013"
    assert round(100 * (in_2013 - 457) / in_2013) == fall.value == 15


def test_a_target_measured_by_a_series_has_its_unit(facts: register.Register) -> None:
    units = {row.series_id: row.unit_da for row in facts.series}
    measured = [row for row in facts.targets if row.series_id and row.comparator in ("at least", "at most")]
    assert len(measured) == 4
    assert all(row.unit_da == units[row.series_id or ""] for row in measured)


# Series


def test_every_series_has_values_and_every_printed_value_its_line(facts: register.Register) -> None:
    assert {row.series_id for row in facts.series_values} == {row.series_id for row in facts.series}
    assert {row.source.document_id for row in facts.series_values} == {"orientering-2017"}


@pytest.mark.parametrize(
    ("series_id", "values"),
    [
        ("almene-andel", {"2016-01-01": 20.2, "2016-12": 19.9}),
        ("skema-a", {"2015/2016-11": 1580, "2015/2016-12": 1648}),
        ("projektportefoelje", {"2016-11": 4600, "2016-12": 4600}),
        ("lav-husleje-familieboliger", {"2016-11-22": 3305, "2017-01-19": 2913}),
        ("lav-husleje-ungdomsboliger", {"2016-11-22": 1357, "2017-01-19": 1257}),
        ("udsaettelser", {"2013": 538, "2014": 474, "2015": 361, "2016-H1": 141, "2016": 182}),
        ("omraader-paa-statens-liste", {"2014": 6, "2015-12-01": 3, "2016-12-01": 3}),
        ("smaa-billige-byudvikling", {"2016-11": 137}),
        ("smaa-billige-koebenhavn", {"2016-11": 242}),
        ("uddannelsesaftaler", {"2013/2015": 813}),
        ("uddannelsesaftaler-koebenhavnermodellen", {"2014/2015": 11}),
    ],
)
def test_a_series_has_the_papers_values_and_one_value_a_time(
    facts: register.Register, series_id: str, values: dict[str, float]
) -> None:
    said = {(row.as_of, row.value) for row in facts.series_values if row.series_id == series_id}
    assert said == set(values.items())


def test_the_parts_of_the_commitments_make_up_the_whole(facts: register.Register) -> None:
    for whole in (row for row in facts.series_values if row.series_id == "skema-a"):
        parts = [row.value for row in facts.series_values if row.part_of == whole.key]
        assert (len(parts), sum(parts)) == (3, whole.value)


def test_no_part_is_more_than_what_it_is_a_part_of(facts: register.Register) -> None:
    values = {row.key: row.value for row in facts.series_values}
    assert all(row.value <= values[row.part_of] for row in facts.series_values if row.part_of)


def test_the_papers_own_falls_are_those_of_its_figures(facts: register.Register) -> None:
    for year in ("2014", "2015"):
        since = 100 * (1 - value_of(facts, "udsaettelser", year) / value_of(facts, "udsaettelser", "2013"))
        assert value_of(facts, "udsaettelser-fald", year) == round(since)


def test_the_forecast_goes_on_from_the_half_year_and_stays_as_printed(facts: register.Register) -> None:
    [forecast] = [row for row in facts.series_values if row.kind == "forecast"]
    [basis] = [row for row in facts.series_values if row.key == forecast.forecast_of]
    assert (basis.as_of, basis.value, forecast.as_of) == ("2016-H1", 141, "2016")
    assert forecast.value == 182 != 2 * basis.value


def test_the_only_value_that_is_not_printed_is_the_double_of_three(facts: register.Register) -> None:
    [row] = [row for row in facts.series_values if row.source.status != "printed"]
    assert (row.series_id, row.as_of, row.value) == ("omraader-paa-statens-liste", "2014", 2 * 3)


def test_of_the_two_shares_of_homes_each_names_its_own_source(facts: register.Register) -> None:
    bases = {row.as_of: row.basis for row in facts.series_values if row.series_id == "almene-andel"}
    assert bases == {"2016-01-01": "kk.dk/statistik", "2016-12": "BBR"}


# Money


def test_the_columns_of_table_2_add_up_and_its_rows_fit_the_text(facts: register.Register) -> None:
    cells = {(row.table_row, row.year_from): row.amount_kr for row in facts.funding if row.table == "tm021/tabel-2"}
    for year in range(2019, 2027):
        parts = [cells.get((name, year), 0) for name in ("overfoerselssagen", "budget-2021")]
        assert sum(parts) == cells["i-alt", year]
    for name, said in (("overfoerselssagen", 26_400_000), ("budget-2021", 17_400_000)):
        assert abs(sum(kr for (row, _), kr in cells.items() if row == name) - said) <= 50_000


def test_the_lines_of_table_1_make_up_its_printed_whole(facts: register.Register) -> None:
    rows = [row for row in facts.funding if row.table == "tm021/tabel-1" and _of_all_years(row)]
    whole = {row.table_row: row.amount_kr for row in rows}
    assert whole["medfinansiering"] + whole["understoettelse"] == whole["i-alt"] == 12_544_000


def test_every_amount_of_the_papers_stands_in_the_register(facts: register.Register) -> None:
    prose = {row.amount_kr for row in facts.funding if row.unit == "mio. kr."}
    millions = (7.4, 5.1, 0.2, 1.7, 26.4, 17.4, 31.2, 7.3, 4.62, 1.1, 0.5, 0.6, 2.91, 4, 3.15)
    assert prose == {round(1_000_000 * amount) for amount in millions}


def test_what_is_a_part_is_of_the_same_paper_and_no_more_than_the_whole(facts: register.Register) -> None:
    amounts = {row.key: row for row in facts.funding}
    parts = [row for row in facts.funding if row.part_of is not None]
    assert {row.key.split("/")[1] for row in parts} == {"kommunen", "brugt", "rest"}
    for row in parts:
        whole = amounts[row.part_of or ""]
        assert row.source.document_id == whole.source.document_id
        assert row.amount_kr <= whole.amount_kr


def test_what_is_used_and_left_in_mimerskvarteret_is_all_of_it(facts: register.Register) -> None:
    whole = next(row for row in facts.funding if row.key == "tmu-mimerskvarteret-2022/kommunen")
    assert sum(row.amount_kr for row in facts.funding if row.part_of == whole.key) == whole.amount_kr == 1_100_000


def test_of_the_pool_of_2021_a_part_is_put_on_no_plan(facts: register.Register) -> None:
    pools = {row.key: row.amount_kr for row in facts.funding if row.subject_id == "pulje-budget-2021"}
    assert set(pools.values()) == {7_300_000}
    assert 7_300_000 - sum(row.amount_kr for row in facts.funding if row.part_of in pools) == 1_580_000


def test_two_amounts_of_budget_2021_come_from_one_decision(facts: register.Register) -> None:
    granted = {row.subject_id: row.decision_id for row in facts.funding_subjects if row.decision_id}
    assert granted["budget-2021"] == granted["pulje-budget-2021"]
    [decision] = [row for row in facts.events if row.event_id == granted["budget-2021"]]
    assert decision.on == date(2020, 10, 1)


def test_shares_that_name_everybody_make_a_hundred(facts: register.Register) -> None:
    splits = defaultdict(list)
    for row in facts.funding_shares:
        splits[row.split].append(row.value_pct)
    sums = {split: sum(shares) for split, shares in splits.items() if len(shares) > 1}
    assert set(sums.values()) == {100}
    assert len(sums) == 3
    assert {shares[0] for shares in splits.values() if len(shares) == 1} == {12.5, 39}


def test_every_paper_that_prints_the_rule_has_it_as_a_share(facts: register.Register) -> None:
    rule = {row.source.document_id for row in facts.funding_shares if row.value_pct == 12.5}
    assert rule == {row.document_id for row in facts.documents} - {"udmoentning-2026"}


def test_used_in_mimerskvarteret_is_the_rule_of_its_whole(facts: register.Register) -> None:
    amounts = {row.key: row.amount_kr for row in facts.funding}
    [share] = [
        row for row in facts.funding_shares if row.value_pct == 12.5 and row.split.startswith("tmu-mimerskvarteret")
    ]
    assert share.value_pct / 100 * amounts[share.whole or ""] == amounts["tmu-mimerskvarteret-2022/brugt"]


# Single figures and counts


def test_the_single_figures_have_the_units_of_the_papers(facts: register.Register) -> None:
    said = {(row.value, row.unit_da) for row in facts.quantities}
    assert {
        (2.25, "årsværk"),
        (5, "%"),
        (10, "%"),
        (3500, "kr. pr. måned"),
        (3200, "kr. pr. måned"),
        (25, "m² pr. flygtning"),
        (1100, "flygtninge"),
        (1.5, "mia. kr."),
        (10, "mio. kr."),
        (20, "mio. kr."),
    } <= said


def test_only_the_rent_of_new_homes_states_its_price_level(facts: register.Register) -> None:
    assert {(row.value, row.price_level) for row in facts.quantities if row.price_level} == {(3200, "2014-pl")}


@pytest.mark.parametrize(
    ("subject", "value"),
    [
        ("forvaltninger", 7),
        ("borgmestre", 7),
        ("huslejekategorier", 6),
        ("udsatte-byomraader", 6),
        ("fokusomraader", 4),
        ("partnerskaber-2015", 3),
    ],
)
def test_a_count_printed_in_several_places_is_the_same_in_all(
    facts: register.Register, subject: str, value: int
) -> None:
    assert {row.value for row in facts.printed_counts if row.subject == subject} == {value}


def test_one_department_of_19_had_not_approved(facts: register.Register) -> None:
    counts = {row.key: row.value for row in facts.printed_counts}
    assert counts["amager-2022/afdelinger"] - counts["amager-2022/godkendt-27-september-2021"] == 1


# Events


@pytest.mark.parametrize(
    ("day", "kind"),
    [
        (date(2014, 12, 11), "beslutning"),
        (date(2015, 11, 12), "beslutning"),
        (date(2015, 12, 1), "liste"),
        (date(2015, 12, 10), "beslutning"),
        (date(2016, 4, 5), "beslutning"),
        (date(2016, 5, 18), "frist"),
        (date(2016, 8, 25), "beslutning"),
        (date(2016, 9, 19), "beslutning"),
        (date(2016, 9, 22), "beslutning"),
        (date(2016, 10, 31), "beslutning"),
        (date(2016, 11, 22), "opgørelse"),
        (date(2016, 12, 1), "liste"),
        (date(2016, 12, 15), "beslutning"),
        (date(2017, 1, 7), "frist"),
        (date(2017, 1, 17), "møde"),
        (date(2017, 1, 19), "opgørelse"),
        (date(2017, 4, 20), "møde"),
        (date(2017, 7, 1), "start"),
        (date(2020, 10, 1), "beslutning"),
        (date(2020, 10, 8), "beslutning"),
        (date(2020, 12, 7), "beslutning"),
        (date(2021, 9, 27), "opgørelse"),
        (date(2021, 11, 4), "forventet"),
        (date(2021, 12, 31), "udløb"),
        (date(2022, 1, 1), "start"),
        (date(2022, 2, 28), "udløb"),
        (date(2022, 3, 1), "forventet"),
        (date(2025, 12, 31), "udløb"),
        (date(2026, 1, 1), "start"),
    ],
)
def test_every_day_of_the_log_is_an_event(facts: register.Register, day: date, kind: str) -> None:
    assert [row for row in facts.events if row.on == row.until == day and row.kind == kind]


def test_the_talks_were_to_begin_a_year_before_and_began_in_the_autumn(facts: register.Register) -> None:
    talks, began = on_topic(facts, "forhandling-2026")
    assert (talks.on, talks.source.status) == (date(2025, 1, 1), "derived")
    assert (began.on, began.until, began.source.status) == (date(2025, 9, 1), date(2025, 11, 30), "printed")


def test_what_one_paper_gives_several_times_stands_once_a_time(facts: register.Register) -> None:
    for topic, times in (("varmedata", 2), ("varmekortlaegning", 3), ("kollektiv-raaderet", 2)):
        assert len({(row.on, row.until) for row in on_topic(facts, topic)}) == times


def test_an_event_that_is_told_twice_has_the_same_day_in_both_papers(facts: register.Register) -> None:
    for topic in ("hovedaftale-2015", "budget-2021", "medfinansiering-2020", "fem-helhedsplaner-2017", "udloeb-2025"):
        told = on_topic(facts, topic)
        assert len(told) > 1
        assert len({row.on for row in told}) == 1


def test_an_event_without_a_day_says_what_is_printed_instead(facts: register.Register) -> None:
    undated = [row for row in facts.events if row.on is None]
    assert {row.printed.lower() for row in undated} >= {"budget 2025", "budget 2026", "budget 2016"}
    assert {row.source.status for row in undated} == {"derived"}


def test_every_plan_that_ends_on_a_printed_day_has_that_end_as_an_event(facts: register.Register) -> None:
    ends = {(plan_id, row.on) for row in facts.events if row.kind == "udløb" for plan_id in row.plan_ids}
    printed = [row for row in facts.plan_periods if row.end and not row.start and row.source.status == "printed"]
    assert {(row.plan_id, row.end) for row in printed} <= ends


# What the papers name


def test_of_twelve_boxes_three_are_ticked(facts: register.Register) -> None:
    assert len(facts.ticked_bydele) == len({row.name for row in facts.ticked_bydele}) == 12
    assert {row.name for row in facts.ticked_bydele if row.ticked} == {"Nørrebro", "Amager Øst", "Amager Vest"}


def test_every_plan_with_focus_areas_has_the_same_four(facts: register.Register) -> None:
    focus = defaultdict(list)
    for row in facts.plan_contents:
        if row.kind == "fokusområde":
            focus[row.plan_id].append((row.position, row.name_da))
    assert set(focus) == {"noerrebro-2026", "amager-2026", "noerrebro-2021", "amager-2022", "mimerskvarteret-2022"}
    assert {tuple(sorted(found)) for found in focus.values()} == {tuple(focus["amager-2022"])}
    assert [position for position, _ in focus["amager-2022"]] == [1, 2, 3, 4]


def test_a_plan_of_2021_has_four_goals_four_parts_and_its_annexes(facts: register.Register) -> None:
    kinds = Counter((row.plan_id, row.kind) for row in facts.plan_contents if row.kind != "fokusområde")
    assert kinds == {
        ("amager-2022", "mål"): 4,
        ("mimerskvarteret-2022", "mål"): 4,
        ("amager-2022", "bestanddel"): 4,
        ("noerrebro-2021", "bestanddel"): 4,
        ("amager-2022", "bilag"): 5,
        ("mimerskvarteret-2022", "bilag"): 2,
    }


def test_the_bodies_that_decide_and_pay_are_parties(facts: register.Register) -> None:
    named = {row.abbreviation or row.name for row in facts.parties}
    assert {"TMF", "ØKF", "SOF", "BIF", "SUF", "TMU", "ØU", "BR", "Landsbyggefonden", "BL", "HOFOR", "UU"} <= named
    assert {"KAB", "AAB", "3B", "Lejerbo", "fsb", "VIBO", "AKB København"} <= named


def test_the_areas_that_are_no_departments_are_named(facts: register.Register) -> None:
    kinds = defaultdict(set)
    for row in facts.named_areas:
        kinds[row.kind].add(row.name)
    assert kinds["forsøgsområde"] == {"Indre Nørrebro", "Hamletsgade", "Holmbladsgade"}
    assert {"Tingbjerg", "Bispebjerg", "Urbanplanen", "Amager/Sundby"} <= kinds["udviklingsplan"]
    assert {"Kulbanekvarteret", "Folehaven", "Sundby"} <= kinds["områdefornyelse"]
    assert not {row.name for row in facts.named_areas} & {row.name for row in facts.listed_departments}


def test_every_agreement_runs_forward_and_two_are_of_the_whole_sector(facts: register.Register) -> None:
    years = {row.agreement_id: (row.year_from, row.year_to) for row in facts.agreements}
    assert years[HOVEDAFTALE] == (2015, 2018)
    assert years["almenboligaftale-2024"] == (2024, 2027)
    assert all(first is None or last is None or first <= last for first, last in years.values())


# Remarks


def test_a_remark_is_about_as_long_in_both_languages_and_is_made_once(facts: register.Register) -> None:
    for texts in ([row.text_da for row in facts.remarks], [row.text_en for row in facts.remarks]):
        assert len(set(texts)) == len(texts) > 25
    for row in facts.remarks:
        assert 0.6 < len(row.text_da) / len(row.text_en) < 1.6, row.key
        assert row.text_da.endswith(".") and row.text_en.endswith(".")


def test_a_remark_is_about_reading_never_about_a_sum(facts: register.Register) -> None:
    assert {row.severity for row in facts.remarks} == {"ambiguous", "definition", "missing"}


def test_every_paper_has_a_remark(facts: register.Register) -> None:
    assert {row.source.document_id for row in facts.remarks} == {row.document_id for row in facts.documents}


def value_of(facts: register.Register, series_id: str, as_of: str) -> float:
    """The one value the series has at that time, however often it is printed."""
    rows: list[SeriesValue] = [row for row in facts.series_values if (row.series_id, row.as_of) == (series_id, as_of)]
    [value] = {row.value for row in rows}
    return value


def target(facts: register.Register, target_id: str) -> Target:
    """The target of that key."""
    return next(row for row in facts.targets if row.target_id == target_id)


def on_topic(facts: register.Register, topic: str) -> list[Event]:
    """The events of a topic, in the order of the file."""
    return [row for row in facts.events if row.topic == topic]


def _lines(source: Source) -> tuple[int, int]:
    return source.line, source.line_end


def _of_all_years(row: Funding) -> bool:
    return row.year_from != row.year_to
