"""Every row of the register marked `printed` is found again by reading the document it points at."""

import csv
from collections.abc import Mapping
from pathlib import Path

import pytest

from etl import extracting, register
from etl.proposals import paper_of, propose
from etl.proposals.known import Known, known_rows, says
from etl.proposals.proposal import Proposal
from tests.conftest import ROOT

EXCEPTIONS = ROOT / "tests" / "data" / "not_extracted.csv"


@pytest.fixture(scope="module")
def printed() -> list[Known]:
    facts = register.load()
    rows = [row for table in register.TABLES for row in getattr(facts, table)]
    return known_rows(row for row in rows if hasattr(row, "source") and row.source.status == "printed")


@pytest.fixture(scope="module")
def proposed(shared: Path) -> Mapping[str, list[Proposal]]:
    facts = register.load()
    found = {}
    for row in facts.documents:
        reading = extracting.read(shared / "documents" / row.file)
        paper = paper_of(reading, facts.documents)
        found[paper.document_id] = propose(reading.said, paper)
    return found


@pytest.fixture(scope="module")
def exceptions() -> dict[str, str]:
    with EXCEPTIONS.open(encoding="utf-8", newline="") as file:
        return {f"{row['table']}/{row['key']}": row["reason"] for row in csv.DictReader(file)}


def test_every_printed_row_is_found_but_those_named_as_exceptions(
    printed: list[Known], proposed: Mapping[str, list[Proposal]], exceptions: dict[str, str]
) -> None:
    lost = {f"{row.table}/{row.key}" for row in printed if not any(says(row, one) for one in proposed[row.document_id])}
    assert sorted(lost) == sorted(exceptions)


def test_the_exceptions_are_fewer_than_one_in_twenty(printed: list[Known], exceptions: dict[str, str]) -> None:
    assert 20 * len(exceptions) < len(printed)


def test_each_exception_has_a_reason(exceptions: dict[str, str]) -> None:
    assert all(len(reason) > 20 for reason in exceptions.values())
