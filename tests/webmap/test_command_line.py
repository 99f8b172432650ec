"""python -m webmap: exit codes and messages."""

import socket
import subprocess
import sys
from pathlib import Path

import pytest


def webmap(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "webmap", *arguments], capture_output=True, text=True, timeout=60)


def test_a_store_that_is_not_there_is_said_with_what_to_do(tmp_path: Path) -> None:
    done = webmap("--store", str(tmp_path / "intet"))
    assert done.returncode == 1
    assert "intet" in done.stderr and "python -m etl build" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_port_in_use_is_said_with_another_to_try(store: Path, cache: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = webmap("--store", str(store), "--cache", str(cache), "--port", str(port))
    assert done.returncode == 2
    assert f"--port {port + 1}" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("arguments", [["--port", "0"], ["--port", "abc"], ["--port", "70000"], ["tegn"], ["--ukendt"]])
def test_wrong_usage_ends_with_2(arguments: list[str]) -> None:
    done = webmap(*arguments)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_render_draws_and_a_second_time_keeps_what_is_there(store: Path, tmp_path: Path) -> None:
    first = webmap("render", "--store", str(store), "--cache", str(tmp_path))
    assert (first.returncode, first.stdout) == (0, "")
    drawn = [path for path in tmp_path.iterdir() if not path.name.startswith(".")]
    before = {path: path.stat().st_mtime_ns for path in drawn[0].iterdir()}
    assert webmap("render", "--store", str(store), "--cache", str(tmp_path)).returncode == 0
    assert {path: path.stat().st_mtime_ns for path in drawn[0].iterdir()} == before


def test_rendering_a_snapshot_that_is_not_there_ends_with_1(store: Path, tmp_path: Path) -> None:
    done = webmap("render", "--store", str(store), "--cache", str(tmp_path), "--snapshot", "0" * 12)
    assert done.returncode == 1
    assert "findes ikke" in done.stderr
