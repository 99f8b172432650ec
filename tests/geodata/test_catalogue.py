import re
from importlib.resources import files
from typing import Any

import pytest

from geodata.catalogue import COVERAGE, HOME, name_of
from geodata.model import READINGS
from geodata.rows import to_row
from tests.builders import (
    a_cell,
    a_department,
    a_document,
    a_figure,
    a_link,
    a_list_area,
    a_listed,
    a_match,
    a_membership,
    a_period,
    a_place_on_a_list,
    a_plan,
    a_subject,
)

LAYERS = {"departments", "plans", "roder"}  # written as layers, not from schema.sql


@pytest.mark.parametrize("table", sorted({table for table, _ in HOME.values()} - LAYERS))
def test_every_record_has_a_table_of_the_schema_with_its_key_unique(table: str) -> None:
    [key] = [key for home, key in HOME.values() if home == table]
    schema = (files("geodata") / "schema.sql").read_text(encoding="utf-8")
    [columns] = re.findall(rf"CREATE TABLE {table} \((.*?)\n\);", schema, re.S)
    assert re.search(rf"^  {key} (TEXT|INTEGER) NOT NULL UNIQUE", columns, re.M)


@pytest.mark.parametrize(
    ("record", "name"),
    [
        (a_document("note"), "note"),
        (a_plan("amager-2026"), "amager-2026"),
        (a_listed(listed_id="amager-2026/x"), "amager-2026/x"),
        (a_membership("amager-2026/x"), "amager-2026/x"),
        (a_match("1-1", "amager-2026/x"), "amager-2026/x"),
        (a_period("amager-2026"), "amager-2026/default"),
        (a_department("49-58"), "49-58"),
        (a_link("b", "a"), "b/a"),
        (a_subject("støtte"), "støtte"),
        (a_cell("i-alt", 2029, "1"), "tabel-1/i-alt/2029-2029"),
        (a_figure("andel"), "andel"),
        (a_list_area("liste/a"), "liste/a"),
        (a_place_on_a_list("liste/a", "plan/b"), "liste/a/plan/b"),
    ],
    ids=lambda given: type(given).__name__,
)
def test_a_row_is_named_by_its_key(record: Any, name: str) -> None:
    assert (name_of(record), to_row(record)[HOME[type(record)][1]]) == (name, name)


def test_every_reading_has_a_table_of_its_own() -> None:
    assert set(COVERAGE) == set(READINGS)
    assert len(set(COVERAGE.values())) == len(READINGS)
