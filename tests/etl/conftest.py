from pathlib import Path

import pytest

from etl import register


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the register, to be edited as a person would."""
    copy = tmp_path / "register"
    copy.mkdir()
    for path in register.files():
        (copy / path.name).write_bytes(path.read_bytes())
    return copy
