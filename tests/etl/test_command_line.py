import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from etl import layers, register
from geodata import __version__
from geodata.store import current_id
from tests.conftest import ROOT
from tests.etl.materials import edit
from tests.geodata.snapshots import opened

Run = Callable[..., subprocess.CompletedProcess[str]]


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "etl", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8")


@pytest.fixture
def etl(monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs `python -m etl` in the project's folder, with nothing in the environment."""
    monkeypatch.delenv("HELHEDSKORT_STORE", raising=False)
    return run


@pytest.fixture(scope="module")
def environments(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("environment") / "Mit lager"


@pytest.fixture(scope="module")
def built(environments: Path) -> subprocess.CompletedProcess[str]:
    """A build that was told nothing but the store of the environment."""
    with pytest.MonkeyPatch.context() as changed:
        changed.setenv("HELHEDSKORT_STORE", str(environments))
        return run("build")


def test_build_writes_the_store_of_the_environment(built: subprocess.CompletedProcess[str], environments: Path) -> None:
    assert built.returncode == 0
    assert opened(environments).coverage("default")


def test_build_prints_the_id_and_nothing_else_on_stdout(
    built: subprocess.CompletedProcess[str], environments: Path
) -> None:
    assert built.stdout == f"{current_id(environments)}\n"


def test_build_tells_its_progress_on_stderr(built: subprocess.CompletedProcess[str]) -> None:
    assert [line.split(":")[0] for line in built.stderr.splitlines()] == [
        "register",
        "citater",
        "geografi",
        "statistik",
        "placering",
        "fund",
        "går op",
        "øjebliksbillede",
    ]


def test_a_store_and_a_register_on_the_command_line_come_before_those_unsaid(
    etl: Run, tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HELHEDSKORT_STORE", str(tmp_path / "elsewhere"))
    edit(folder / "settings.csv", "2026-12-31", "2027-12-31")
    etl("build", "--store", tmp_path / "here", "--register", folder)
    assert opened(tmp_path / "here").setting("reference_date") == "2027-12-31"
    assert not (tmp_path / "elsewhere").exists()


def test_the_version_is_that_of_the_release(etl: Run) -> None:
    assert etl("--version").stdout == f"{__version__}\n"


# What is wrong with the data: 1

Damage = Callable[[Path], list[object]]


def register_nowhere(tmp_path: Path) -> list[object]:
    return ["--register", tmp_path / "nowhere"]


def documents_nowhere(tmp_path: Path) -> list[object]:
    return ["--documents", tmp_path / "nowhere"]


def layers_nowhere(tmp_path: Path) -> list[object]:
    return ["--geodata", tmp_path / "nowhere"]


def statistics_nowhere(tmp_path: Path) -> list[object]:
    return ["--statistics", tmp_path / "nowhere"]


def statistics_of(text: str) -> Damage:
    def damage(tmp_path: Path) -> list[object]:
        (tmp_path / "samlede_socio_data_kbh.csv").write_text(text, encoding="utf-8")
        return ["--statistics", tmp_path]

    return damage


def register_edited(old: str, new: str) -> Damage:
    def damage(tmp_path: Path) -> list[object]:
        folder = tmp_path / "edited"
        folder.mkdir()
        for path in register.files():
            (folder / path.name).write_bytes(path.read_bytes())
        edit(folder / "printed_counts.csv", old, new)
        return ["--register", folder]

    return damage


def layer_of(content: bytes) -> Damage:
    def damage(tmp_path: Path) -> list[object]:
        folder = tmp_path / "layers"
        folder.mkdir()
        for name in (layers.BYDELE, layers.DEPARTMENTS):
            (folder / name).write_bytes(content)
        return ["--geodata", folder]

    return damage


A_LAYER = b'{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {}, "geometry": null}]}'
WRONG: dict[str, tuple[Damage, str]] = {
    "missing register": (register_nowhere, "nowhere"),
    "missing documents": (documents_nowhere, "nowhere"),
    "missing layers": (layers_nowhere, "bydel.json"),
    "missing statistics": (statistics_nowhere, "nowhere"),
    "statistics without a column": (
        statistics_of("name,year\n"),
        "samlede_socio_data_kbh.csv, række 1, kolonnen Number",
    ),
    "malformed row": (register_edited("22500", "mange"), "printed_counts.csv, række 4, kolonnen value"),
    "empty layer": (layer_of(b'{"type": "FeatureCollection", "features": []}'), "bydel.json"),
    "truncated layer": (layer_of(A_LAYER[:-30]), "bydel.json"),
    "no such column": (layer_of(A_LAYER), "bydel.json"),
    "no layer at all": (layer_of(b"<html>"), "bydel.json"),
}


@pytest.mark.parametrize(("damage", "named"), WRONG.values(), ids=WRONG)
def test_wrong_data_end_with_one_and_are_told_in_two_lines(
    etl: Run, tmp_path: Path, damage: Damage, named: str
) -> None:
    done = etl("build", "--store", tmp_path / "store", *damage(tmp_path))
    assert (done.returncode, done.stdout) == (1, "")
    assert "Traceback" not in done.stderr
    *_, what, remedy = done.stderr.splitlines()
    assert what.startswith("fejl: ")
    assert named in what
    assert remedy


def test_a_store_that_is_a_file_is_told_in_two_lines(etl: Run, tmp_path: Path) -> None:
    (tmp_path / "store").touch()
    done = etl("build", "--store", tmp_path / "store")
    assert done.returncode == 1
    assert str(tmp_path / "store") in done.stderr
    assert "Traceback" not in done.stderr


def test_generalising_layers_that_are_not_there_is_told_in_two_lines(etl: Run, tmp_path: Path) -> None:
    done = etl("generalise", "--geodata", tmp_path / "nowhere", "--into", tmp_path)
    assert done.returncode == 1
    assert done.stderr.startswith("fejl: ")
    assert len(done.stderr.splitlines()) == 2


# Wrong usage: 2


@pytest.mark.parametrize(
    "arguments",
    [[], ["bygg"], ["build", "--no-such-option"], ["build", "--store"], ["build", "extra"], ["generalise"]],
    ids=" ".join,
)
def test_wrong_usage_ends_with_two_and_says_how_it_is_used(etl: Run, arguments: list[str]) -> None:
    done = etl(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("usage: ")
    assert "Traceback" not in done.stderr
