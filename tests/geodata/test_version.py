from pathlib import Path

import pytest

from geodata import __version__
from geodata.version import code_version


def a_package(folder: Path, **files: str) -> Path:
    folder.mkdir()
    for name, text in {"one_py": "x = 1\n", "notes_md": "words", **files}.items():
        (folder / name.replace("_", ".")).write_bytes(text.encode())
    return folder


def test_the_version_begins_with_the_release_number(tmp_path: Path) -> None:
    assert code_version(a_package(tmp_path / "a")).startswith(f"{__version__}-")


def test_the_same_sources_elsewhere_are_the_same_version(tmp_path: Path) -> None:
    assert code_version(a_package(tmp_path / "a")) == code_version(a_package(tmp_path / "b"))


@pytest.mark.parametrize("changes", [{"one_py": "x = 2\n"}, {"two_sql": ""}, {"three_css": "a{}"}], ids=str)
def test_an_edit_is_a_new_version(tmp_path: Path, changes: dict[str, str]) -> None:
    assert code_version(a_package(tmp_path / "a", **changes)) != code_version(a_package(tmp_path / "b"))


@pytest.mark.parametrize("changes", [{"notes_md": "other words"}, {"one_py": "x = 1\r\n"}], ids=["notes", "windows"])
def test_notes_and_line_endings_are_no_new_version(tmp_path: Path, changes: dict[str, str]) -> None:
    assert code_version(a_package(tmp_path / "a", **changes)) == code_version(a_package(tmp_path / "b"))
