"""One digit changed in a copy of a document: the build names the rows whose quote no longer holds."""

import shutil
from pathlib import Path

import pytest

from etl import pipeline
from geodata.errors import DocumentError
from geodata.store import current_id


@pytest.fixture
def papers(shared: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(shared / "documents", tmp_path / "papirer"))


@pytest.mark.parametrize(
    ("paper", "line", "old", "new", "row"),
    [
        ("000", 123, "1.654", "1.664", "funding.csv tm021/tabel-1/understoettelse/2027"),
        ("000", 92, "91 bolig", "81 bolig", "printed_counts.csv aktuelle-planer/afdelinger"),
        ("001", 54, "2029", "2028", "plan_periods.csv amager-2026/aftale"),
        ("002", 33, "31,2", "31,3", "funding.csv tmu-amager-2022/samlet"),
        ("003", 16, "28. februar", "27. februar", "plan_periods.csv mimerskvarteret-til-2022/udloeb"),
        ("004", 789, "182", "282", "series_values.csv"),
    ],
)
def test_the_build_names_the_row_and_the_old_snapshot_stays(
    paper: str, line: int, old: str, new: str, row: str, papers: Path, store: Path
) -> None:
    before = current_id(store)
    path = next(papers.glob(f"{paper}_*.txt"))
    lines = path.read_text(encoding="utf-8").split("\n")
    assert old in lines[line - 1]
    lines[line - 1] = lines[line - 1].replace(old, new, 1)
    path.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(DocumentError) as told:
        pipeline.build(store, pipeline.Sources(documents=papers))
    assert row in str(told.value)
    assert current_id(store) == before
