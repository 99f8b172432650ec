"""What tests share: the materials beside the project where they are, and a default store built once."""

from pathlib import Path

import pytest
from hypothesis import settings

from etl import pipeline

settings.register_profile("short, without timers", settings(), deadline=None, max_examples=50)
settings.load_profile("short, without timers")

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder beside the project with the real documents and layers; the test is skipped where it is absent."""
    if not (SHARED / "documents").is_dir():
        pytest.skip("needs the folder ../shared with the real documents and layers")
    return SHARED


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the default snapshot, built once; read it, do not write it."""
    folder = tmp_path_factory.mktemp("store")
    pipeline.build(folder, pipeline.Sources())
    return folder
