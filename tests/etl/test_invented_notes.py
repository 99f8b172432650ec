"""Notes of the city's form with other districts, years and amounts: everything in them is read, and nothing else."""

import sys
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from etl.extract import extract
from etl.extract.facts import Extraction
from etl.extract.text import Text
from tests.etl.invented_notes import PLANTED, Note, note

Facts = set[tuple[object, ...]]
IN_FORM = ("departments", "tables", "boxes", "lists")
IN_PROSE = ("amounts", "shares", "indicators", "counts", "periods")

READ: dict[str, Callable[[Extraction], Facts]] = {
    "departments": lambda said: {(row.area, row.name) for row in said.departments},
    "boxes": lambda said: {(row.name, row.ticked) for row in said.boxes},
    "lists": lambda said: {(row.list, row.names) for row in said.lists},
    "tables": lambda said: {
        (table.columns, row.label, row.steering_area, row.values) for table in said.tables for row in table.rows
    },
    "amounts": lambda said: {(row.value_kr,) for row in said.amounts},
    "shares": lambda said: {(row.who, row.value_pct) for row in said.shares if row.who is not None},
    "indicators": lambda said: {
        (row.indicator, row.area, row.value_pct, row.city_pct, row.ages) for row in said.indicators
    },
    "counts": lambda said: {(row.what, row.value) for row in said.counts if row.what in _COUNTED},
    "periods": lambda said: {(row.start, row.end, row.duration_years) for row in said.periods},
}
_COUNTED = ("departments", "homes", "residents")


def read(made: Note) -> Extraction:
    return extract(Text.of("\n".join(made.lines)))


def measured(seeds: range) -> dict[str, tuple[int, int, int]]:
    """kind -> how many were printed, read, and both."""
    counts: dict[str, tuple[int, int, int]] = dict.fromkeys(READ, (0, 0, 0))
    for seed in seeds:
        made = note(seed)
        said = read(made)
        for kind, facts in READ.items():
            printed, found = made.facts.get(kind, set()), facts(said)
            was = counts[kind]
            counts[kind] = (was[0] + len(printed), was[1] + len(found), was[2] + len(printed & found))
    return counts


def precision(counts: tuple[int, int, int]) -> float:
    return counts[2] / counts[1] if counts[1] else 1.0


def recall(counts: tuple[int, int, int]) -> float:
    return counts[2] / counts[0] if counts[0] else 1.0


def held(seeds: range, show: Callable[[str], object]) -> None:
    counts = measured(seeds)
    for kind, row in counts.items():
        show(f"{kind:12} {row[0]:5} printed, precision {precision(row):.4f}, recall {recall(row):.4f}")
    for kind in IN_FORM:
        assert (kind, precision(counts[kind]), recall(counts[kind])) == (kind, 1.0, 1.0)
    for kind in IN_PROSE:
        assert precision(counts[kind]) > 0.95, kind
        assert recall(counts[kind]) > 0.95, kind


def test_what_the_notes_print_is_read_and_nothing_else(capsys: pytest.CaptureFixture[str]) -> None:
    held(range(60), lambda line: _print(capsys, line))


@pytest.mark.full
def test_what_a_thousand_notes_print_is_read_and_nothing_else(capsys: pytest.CaptureFixture[str]) -> None:
    held(range(1_000), lambda line: _print(capsys, line))


def _print(capsys: pytest.CaptureFixture[Any], line: str) -> None:
    with capsys.disabled():
        sys.stdout.write(f"\n{line}")


@pytest.mark.parametrize("planted", PLANTED)
def test_what_is_planted_is_found_and_nothing_else_is_flagged(planted: str) -> None:
    for seed in range(40):
        made = note(seed, planted)
        found = [row.check for row in read(made).findings if row.severity != "rounding"]
        assert Counter(found) == Counter(made.planted), (seed, read(made).findings)


def test_the_notes_differ_in_districts_years_and_columns() -> None:
    notes = [note(seed) for seed in range(40)]
    columns = {row[0] for made in notes for row in made.facts["tables"]}
    assert len({len(one) for one in columns if isinstance(one, tuple)}) >= 4
    assert len({row[0] for made in notes for row in made.facts["departments"]}) >= 8
