"""The five documents say the same whether they come as text, as PDF or as DOCX."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest

from etl import documents, register
from etl.extract import extract
from etl.extract.facts import Extraction
from tests.typesetting import as_docx, as_pdf

FILES = [row.file for row in register.load().documents]
# where a fact stands follows the form: lines and pages are the file's own, and so is a quote's hyphen at a line's end
_ITS_OWN = {"page", "line", "line_end"}
_SET_BY = {".pdf": as_pdf, ".docx": as_docx}


def told(value: Any) -> Any:
    """The value without where it stands."""
    if is_dataclass(value):
        return {field.name: told(getattr(value, field.name)) for field in fields(value) if field.name not in _ITS_OWN}
    return [told(one) for one in value] if isinstance(value, tuple) else value


@pytest.fixture(scope="module", params=FILES)
def as_text(request: pytest.FixtureRequest, shared: Path) -> Path:
    return shared / "documents" / str(request.param)


@pytest.fixture(params=sorted(_SET_BY))
def as_set(request: pytest.FixtureRequest, as_text: Path, tmp_path: Path) -> Iterator[Extraction]:
    lines = as_text.read_text(encoding="utf-8").split("\n")
    path = _SET_BY[request.param](lines, tmp_path / f"sat{request.param}")
    yield extract(documents.read(path))


def test_the_facts_are_the_same(as_text: Path, as_set: Extraction) -> None:
    plain = extract(documents.read(as_text))
    for field in fields(Extraction):
        assert told(getattr(as_set, field.name)) == told(getattr(plain, field.name)), field.name


def test_the_text_says_something_of_each_kind(shared: Path) -> None:
    said = [extract(documents.read(shared / "documents" / file)) for file in FILES]
    assert [field.name for field in fields(Extraction) if not any(getattr(one, field.name) for one in said)] == []
