from pathlib import Path

import pytest
from hypothesis import settings

from etl import register

settings.register_profile("short, without timers", settings(), deadline=None, max_examples=50)
settings.load_profile("short, without timers")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the register, to be edited as a person would."""
    copy = tmp_path / "register"
    copy.mkdir()
    for path in register.files():
        (copy / path.name).write_bytes(path.read_bytes())
    return copy
