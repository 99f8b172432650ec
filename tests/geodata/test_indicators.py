import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from importlib.resources import files
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.model import Indicator, IndicatorValue, Missing
from geodata.rows import from_row, to_row
from geodata.store import FIGURE
from tests.geodata.snapshots import opened
from tests.statistics_builders import an_indicator

SOME = {"indicator_id": "a", "level": "rode", "place_no": 1, "year": 2013}
VALUES = st.one_of(
    st.builds(
        IndicatorValue,
        indicator_id=st.just("a"),
        level=st.sampled_from(["rode", "bydel", "city"]),
        place_no=st.integers(0, 400),
        year=st.integers(1991, 2019),
        value=st.floats(0, 10**6),
        weight=st.none() | st.integers(0, 10**6),
        parts=st.none() | st.integers(1, 400),
        missing=st.none(),
    ),
    st.builds(
        IndicatorValue,
        indicator_id=st.just("a"),
        level=st.just("rode"),
        place_no=st.integers(1, 400),
        year=st.integers(1991, 2019),
        value=st.none(),
        weight=st.none() | st.integers(0, 10**6),
        parts=st.none(),
        missing=st.sampled_from(get_args(Missing)),
    ),
)


@pytest.fixture(scope="module")
def database() -> Iterator[sqlite3.Connection]:
    """The tables of a snapshot with one indicator in them."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript((files("geodata") / "schema.sql").read_text(encoding="utf-8"))
        row = to_row(an_indicator("a"))
        connection.execute(
            f"INSERT INTO indicators ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})", tuple(row.values())
        )
        connection.commit()
        yield connection


def put(database: sqlite3.Connection, row: dict[str, object]) -> None:
    statement = f"INSERT INTO indicator_values ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})"
    database.execute(statement, tuple(row.values()))


@given(value=VALUES)
def test_a_figure_comes_out_of_its_table_as_it_went_in(database: sqlite3.Connection, value: IndicatorValue) -> None:
    put(database, to_row(value))
    [kept] = database.execute(f"SELECT {', '.join(FIGURE)} FROM indicator_values").fetchall()
    database.rollback()
    assert from_row(IndicatorValue, dict(zip(FIGURE, kept, strict=True))) == value


@pytest.mark.parametrize(
    "bad",
    [
        {"value": None, "missing": None},
        {"value": 1.0, "missing": "not published"},
        {"value": None, "missing": "ukendt"},
        {"value": 1.0, "weight": -1},
        {"value": 1.0, "level": "kvarter"},
    ],
    ids=["neither a figure nor a reason", "both", "no reason we know", "fewer than nobody", "no level we know"],
)
def test_a_bad_figure_is_refused_by_the_table(database: sqlite3.Connection, bad: dict[str, object]) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="CHECK"):
        put(database, {**SOME, **bad})
    database.rollback()


@pytest.mark.parametrize("bad", [{"value": None, "missing": None}, {"value": 1.0, "missing": "not published"}])
def test_a_figure_is_either_a_number_or_a_reason_for_none(bad: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="enten et tal eller en grund"):
        IndicatorValue(**{**SOME, "weight": None, "parts": None, **bad})


def test_an_indicator_does_not_end_before_it_begins() -> None:
    with pytest.raises(ValueError, match="first_year"):
        an_indicator(first_year=2014, last_year=2013)


def test_an_indicator_comes_out_of_a_row_as_it_went_in() -> None:
    assert from_row(Indicator, to_row(an_indicator(ages=None))) == an_indicator(ages=None)


# The snapshot


def test_a_snapshot_gives_the_roder_with_their_districts_and_without_outlines(store: Path) -> None:
    roder = opened(store).roder()
    assert [row["rode_no"] for row in roder] == list(range(1, 400))
    assert set(roder[0]) == {"fid", "rode_no", "rode", "bydel_no"}


def test_a_snapshot_gives_every_indicator_as_a_record(store: Path) -> None:
    ages = {row.indicator_id: row.ages for row in opened(store).records(Indicator)}
    assert (ages["labour_market_attachment"], ages["low_income"], ages["disposable_income"]) == ("16-66", "18+", None)


def test_a_figure_names_its_indicator_level_place_and_year_once(store: Path) -> None:
    named = [figure[:4] for figure in opened(store).indicator_values()]
    assert len(set(named)) == len(named) > 20_000
    assert named == sorted(named)


def test_all_figures_are_read_in_the_blink_of_an_eye(store: Path) -> None:
    snapshot = opened(store)
    taken = []
    for _ in range(5):
        start = time.perf_counter()
        snapshot.indicator_values()
        taken.append(time.perf_counter() - start)
    assert min(taken) < 0.15
