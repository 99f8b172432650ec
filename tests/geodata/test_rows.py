import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict
from datetime import date
from importlib.resources import files
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.model import (
    AreaGroup,
    Coverage,
    Dataset,
    Department,
    DepartmentKey,
    Document,
    Finding,
    Funding,
    FundingSubject,
    Held,
    ListArea,
    ListAreaDepartment,
    ListedDepartment,
    Match,
    Membership,
    Plan,
    PlanAreaFigure,
    PlanCaveat,
    PlanLink,
    PlanListCompleteness,
    PlanOrganisation,
    PlanPeriod,
    PlanState,
    PrintedCount,
    Setting,
    Source,
    Stage,
    State,
    Status,
    SteeringArea,
)
from geodata.rows import Table, from_row, to_row
from tests.builders import a_coverage, a_document, a_period, a_source

INT64 = st.integers(-(2**63), 2**63 - 1)
COUNTS = st.integers(0, 10**9)
HASHES = st.text("0123456789abcdef", min_size=64, max_size=64)
WORDS = st.text(min_size=1).filter(str.strip)
NUMBERS = st.none() | INT64 | st.floats(allow_nan=False, allow_infinity=False)


def sources() -> st.SearchStrategy[Source]:
    return st.builds(
        lambda line, more, **rest: Source(line=line, line_end=line + more, **rest),
        line=st.integers(1, 10**6),
        more=st.integers(0, 100),
        document_id=WORDS,
        quote_chars=st.integers(1, 10**6),
        quote_sha256=HASHES,
        status=st.sampled_from(get_args(Status)),
        accepted_by=WORDS,
        accepted_on=st.dates(),
        because=WORDS,
    )


def periods() -> st.SearchStrategy[PlanPeriod]:
    dated = st.tuples(st.dates(), st.dates()).map(sorted)
    years = st.none() | st.integers(1, 99)
    common = {"key": WORDS, "plan_id": WORDS, "duration_years": years, "source": sources()}
    return dated.flatmap(
        lambda days: st.builds(
            PlanPeriod,
            role=st.sampled_from(["default", "agreement", "statement"]),
            start=st.just(days[0]),
            end=st.just(days[1]),
            **common,
        )
    ) | st.builds(PlanPeriod, role=st.just("statement"), start=st.none(), end=st.none(), **common)


def spanned(record: type, **fields: Any) -> st.SearchStrategy[Any]:
    """Records of a kind that holds from one day to another."""
    rest = {"source": sources(), **fields}
    days = st.tuples(st.dates(), st.dates())
    return days.flatmap(
        lambda span: st.builds(
            record,
            valid_from=st.just(min(span)),
            valid_to=st.just(max(span)),
            **{name: strategy for name, strategy in rest.items() if strategy is not None},
        )
    )


def listed() -> st.SearchStrategy[ListedDepartment]:
    common = {
        "listed_id": WORDS,
        "plan_id": WORDS,
        "area": WORDS,
        "position": COUNTS,
        "printed": WORDS,
        "name": WORDS,
        "source": sources(),
    }
    return st.builds(ListedDepartment, homes=st.none() | st.integers(1, 5000), **common)


def matches() -> st.SearchStrategy[Match]:
    common = {"listed_id": WORDS, "reason": st.text(), "assumed": st.booleans(), "decision": st.none()}
    score = st.none() | st.floats(0, 1)
    return st.builds(
        Match,
        outcome=st.just("matched"),
        method=st.just("name"),
        department_ids=st.lists(WORDS, min_size=1).map(tuple),
        score=score,
        **common,
    ) | st.builds(
        Match,
        outcome=st.sampled_from(["ambiguous", "unknown"]),
        method=st.just("none"),
        department_ids=st.just(()),
        score=score,
        **common,
    )


def coverages() -> st.SearchStrategy[Coverage]:
    def made(figures: list[int], departments: list[int], known: bool, complete: bool) -> Coverage:
        young, young_all, homes, homes_all = sorted(figures)
        return Coverage(
            bydel_no=1,
            bydel="Eksempelbro",
            year=2026,
            homes_covered=homes if known else None,
            homes=homes_all,
            homes_family_youth_covered=young if known else None,
            homes_family_youth=young_all,
            departments_covered=min(departments) if known else None,
            departments=max(departments),
            complete=complete,
        )

    four, two = (st.lists(st.integers(1, 10**6), min_size=size, max_size=size) for size in (4, 2))
    return st.builds(made, four, two, st.booleans(), st.booleans())


def departments() -> st.SearchStrategy[Department]:
    number = st.none() | COUNTS
    return st.builds(
        Department,
        department_id=WORDS,
        organisation_no=COUNTS,
        organisation=WORDS,
        department_no=WORDS,
        name=WORDS,
        homes_family=number,
        homes_youth=number,
        homes_elderly=number,
        homes_care=number,
        bydel_no=st.none() | st.integers(1, 10),
        outline=st.none(),
    )


def amounts() -> st.SearchStrategy[Funding]:
    def made(years: list[int] | None, table: str | None, thousands: int, **rest: Any) -> Funding:
        first, last = sorted(years) if years else (None, None)
        return Funding(
            printed=str(thousands),
            unit="1.000 kr.",
            amount_kr=thousands * 1000,
            year_from=first,
            year_to=last,
            table=table,
            table_row=table,
            **rest,
        )

    return st.builds(
        made,
        years=st.none() | st.lists(st.integers(2014, 2029), min_size=2, max_size=2),
        table=st.none() | WORDS,
        thousands=COUNTS,
        key=WORDS,
        subject_id=WORDS,
        name_da=WORDS,
        name_en=WORDS,
        steering_area=st.none() | st.sampled_from(get_args(SteeringArea)),
        grant=st.none() | WORDS,
        price_level=st.none() | WORDS,
        stage=st.sampled_from(get_args(Stage)),
        payer_da=st.none() | WORDS,
        payer_en=st.none() | WORDS,
        is_total=st.just(False),
        source=sources(),
    )


def figures() -> st.SearchStrategy[PlanAreaFigure]:
    percent = st.floats(0, 100)
    return st.builds(PlanAreaFigure, value_pct=percent, city_pct=percent, year=st.none() | COUNTS, source=sources())


findings = st.builds(
    Finding, printed=NUMBERS, computed=NUMBERS, arithmetic=st.text(), sources=st.lists(st.text()).map(tuple)
)
held = st.lists(st.text(), min_size=1).flatmap(
    lambda keys: st.builds(
        Held,
        subject=st.just(keys[0]),
        printed=NUMBERS.filter(lambda number: number is not None),
        computed=NUMBERS.filter(lambda number: number is not None),
        arithmetic=WORDS,
        sources=st.just(tuple(keys)),
    )
)
RECORDS: dict[type, st.SearchStrategy[Any]] = {
    Source: sources(),
    Document: st.builds(Document, sha256=HASHES),
    Dataset: st.builds(Dataset, sha256=HASHES),
    Plan: st.builds(Plan, stands_for=st.integers(1, 99), source=sources()),
    PlanLink: st.builds(PlanLink, plan_id=st.just("a"), predecessor_id=st.just("b"), source=sources()),
    FundingSubject: st.builds(FundingSubject, plan_ids=st.lists(WORDS).map(tuple), source=sources()),
    Funding: amounts(),
    PlanAreaFigure: figures(),
    ListArea: st.builds(ListArea, source=sources()),
    ListAreaDepartment: st.builds(ListAreaDepartment, source=sources()),
    PlanState: spanned(PlanState, state=st.sampled_from(get_args(State))),
    PlanPeriod: periods(),
    PlanOrganisation: st.builds(PlanOrganisation, source=sources()),
    PlanCaveat: st.builds(PlanCaveat, source=sources()),
    AreaGroup: st.builds(AreaGroup, bydel_nos=st.lists(st.integers(1, 10)).map(tuple), source=sources()),
    ListedDepartment: listed(),
    Match: matches(),
    Membership: spanned(Membership),
    PrintedCount: st.builds(PrintedCount, value=COUNTS, source=sources()),
    PlanListCompleteness: spanned(PlanListCompleteness),
    DepartmentKey: spanned(DepartmentKey, source=None),
    Setting: st.builds(Setting),
    Department: departments(),
    Coverage: coverages(),
    Finding: findings,
    Held: held,
}
# The tables of the snapshot, with the records whose every value their columns must keep.
KEPT: dict[str, tuple[type, st.SearchStrategy[Any]]] = {
    "area_groups": (AreaGroup, RECORDS[AreaGroup]),
    "bydel_coverage": (Coverage, coverages()),
    "findings": (Finding, findings),
    "funding": (Funding, amounts()),
    "funding_subjects": (FundingSubject, RECORDS[FundingSubject]),
    "held": (Held, held),
    "list_areas": (ListArea, RECORDS[ListArea]),
    "matches": (Match, matches()),
    "plan_area_figures": (PlanAreaFigure, figures()),
    "plan_links": (PlanLink, RECORDS[PlanLink]),
    "plan_periods": (PlanPeriod, periods()),
    "printed_counts": (PrintedCount, RECORDS[PrintedCount]),
}


def source_of(record: Any) -> dict[str, Source]:
    return {"source": record.source} if hasattr(record, "source") else {}


@pytest.fixture(scope="module")
def database() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.row_factory = sqlite3.Row
        connection.executescript((files("geodata") / "schema.sql").read_text(encoding="utf-8"))
        yield connection


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.__name__)
@settings(max_examples=25)
@given(data=st.data())
def test_what_goes_into_a_row_comes_out(record: type, data: st.DataObject) -> None:
    made = data.draw(RECORDS[record])
    assert from_row(record, to_row(made), **source_of(made)) == made


@pytest.mark.parametrize("table", KEPT)
@given(data=st.data())
def test_what_goes_into_a_table_comes_out(database: sqlite3.Connection, table: str, data: st.DataObject) -> None:
    record, strategy = KEPT[table]
    made = data.draw(strategy)
    row = to_row(made)
    names = ", ".join(f'"{name}"' for name in row)
    database.execute(f"INSERT INTO {table} ({names}) VALUES ({', '.join('?' * len(row))})", tuple(row.values()))
    kept = dict(database.execute(f"SELECT * FROM {table}").fetchone())
    database.rollback()
    assert from_row(record, kept, **source_of(made)) == made


@pytest.mark.parametrize(
    ("column", "value"),
    [("homes", 100.0), ("homes", 100.5), ("homes_covered", 40.0), ("year", "2026"), ("departments", "2")],
)
def test_what_is_not_a_whole_number_is_refused_where_one_belongs(column: str, value: object) -> None:
    with pytest.raises(TypeError, match="is not a whole number"):
        from_row(Coverage, {**to_row(a_coverage()), column: value})


def test_a_missing_column_is_refused() -> None:
    row = to_row(a_coverage())
    del row["homes"]
    with pytest.raises(KeyError, match="homes"):
        from_row(Coverage, row)


def test_a_column_of_another_table_is_ignored() -> None:
    assert from_row(Coverage, {**to_row(a_coverage()), "fid": 7}) == a_coverage()


def test_a_day_that_no_calendar_has_is_refused() -> None:
    row = {**to_row(a_period()), "end": "2028-13-31"}
    with pytest.raises(ValueError, match="month"):
        from_row(PlanPeriod, row, source=a_source())


def test_a_row_holds_text_and_numbers_only() -> None:
    row = to_row(AreaGroup(key="amager", name="Amager", bydel_nos=(9, 10), source=a_source()))
    assert row == {"key": "amager", "name": "Amager", "bydel_nos": "[9, 10]"}


def test_a_date_becomes_iso_text_and_a_missing_one_stays_missing() -> None:
    row = to_row(a_document(accepted_on=date(2026, 1, 2)))
    assert (row["accepted_on"], row["document_date"]) == ("2026-01-02", None)


def test_a_truth_becomes_one_or_zero() -> None:
    assert (to_row(a_coverage(complete=True))["complete"], to_row(a_coverage())["complete"]) == (1, 0)


def test_a_truth_comes_back_as_a_truth() -> None:
    assert from_row(Coverage, {**to_row(a_coverage()), "complete": 1}).complete is True


def test_a_row_has_every_field_but_the_source() -> None:
    period = a_period()
    assert set(to_row(period)) == set(asdict(period)) - {"source"}


@given(st.permutations([{"a": None, "b": 1}, {"a": 1, "b": None}, {"a": 1, "b": 2}, {"a": 2, "b": 0}]))
def test_the_rows_of_a_table_come_by_their_key_and_missing_first(rows: list[dict[str, int | None]]) -> None:
    ordered = Table("t", ("a", "b"), rows).ordered()
    assert [(row["a"], row["b"]) for row in ordered] == [(None, 1), (1, None), (1, 2), (2, 0)]
