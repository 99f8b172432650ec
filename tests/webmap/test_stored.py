"""Files kept as bytes: made once, whole or not at all, and never a reason to fail."""

import os
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from webmap.stored import kept


def test_what_was_made_once_is_given_out_again(tmp_path: Path) -> None:
    assert kept(tmp_path / "s" / "0123", "a", lambda: b"first") == b"first"
    assert kept(tmp_path / "s" / "0123", "a", lambda: b"second") == b"first"
    assert kept(tmp_path / "s" / "0123", "b", lambda: b"second") == b"second"


@pytest.mark.parametrize("name", ["../../etc/passwd", "a/b", "", "æ" * 500, "\0", "|".join("ab")])
def test_any_name_is_kept_within_the_folder(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "s" / "0123"
    assert kept(folder, name, lambda: b"x") == b"x"
    assert [path.parent for path in tmp_path.rglob("*") if path.is_file()] == [folder]


def test_many_at_once_all_get_whole_bytes_and_leave_one_file(tmp_path: Path) -> None:
    together = threading.Barrier(8)

    def ask(number: int) -> bytes:
        def make() -> bytes:
            together.wait(timeout=10)  # all eight find nothing kept and make it at the same time
            return b"x" * 100_000

        return kept(tmp_path / "s" / "0123", "figure", make)

    with ThreadPoolExecutor(8) as readers:
        answers = list(readers.map(ask, range(8)))
    assert set(answers) == {b"x" * 100_000}
    assert len(list((tmp_path / "s" / "0123").iterdir())) == 1


def test_a_folder_that_cannot_be_written_makes_it_each_time(tmp_path: Path) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("not a folder", encoding="utf-8")
    assert kept(in_the_way / "s", "a", lambda: b"first") == b"first"
    assert kept(in_the_way / "s", "a", lambda: b"second") == b"second"


def test_a_disk_that_fills_up_leaves_nothing_half_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(source: str, target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    assert kept(tmp_path / "s" / "0123", "a", lambda: b"first") == b"first"
    monkeypatch.undo()
    assert list((tmp_path / "s" / "0123").iterdir()) == []
    assert kept(tmp_path / "s" / "0123", "a", lambda: b"second") == b"second"


def test_what_fails_to_be_made_is_not_kept(tmp_path: Path) -> None:
    def fail() -> bytes:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        kept(tmp_path / "s" / "0123", "a", fail)
    assert kept(tmp_path / "s" / "0123", "a", lambda: b"second") == b"second"
