"""The installed wheel works as well as the checkout: in an empty environment, in a path that is not ASCII."""

import os
import re
import shutil
import subprocess
import sys
import time
import urllib.request
import zipfile
from pathlib import Path

import pytest

from tests.conftest import ROOT

pytestmark = pytest.mark.wheel


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"]
    subprocess.run([*command, "--wheel-dir", str(folder), str(ROOT)], check=True, capture_output=True)
    return next(folder.glob("helhedskort-*.whl"))


def test_the_wheel_holds_the_packages_their_data_and_the_static_files(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {"webmap/static/site.css", "webmap/static/map.js", "webmap/templates/map.html"} <= names
    assert {"geodata/schema.sql", "geodata/data/bydele.geojson", "etl/register/listed_departments.csv"} <= names
    assert not [name for name in names if name.startswith(("tests/", "static/", "docs/"))]


@pytest.mark.parametrize("version", ["3.11", "3.12", "3.13"])
def test_the_installed_wheel_builds_draws_and_serves(wheel: Path, version: str, tmp_path: Path) -> None:
    python = _python(version)
    folder = tmp_path / "en mappe med æøå"
    folder.mkdir()
    subprocess.run([python, "-m", "venv", str(folder / "miljø")], check=True, capture_output=True)
    scripts = folder / "miljø" / ("Scripts" if os.name == "nt" else "bin")
    install = [str(scripts / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    locked = ["--require-hashes", "-r", str(ROOT / "requirements" / "run.txt")]
    subprocess.run([*install, *locked], check=True, capture_output=True)
    subprocess.run([*install, "--no-deps", str(wheel)], check=True, capture_output=True)

    clean = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "HELHEDSKORT"))}
    store = folder / "lager"
    built = subprocess.run(
        [str(scripts / "helhedskort-etl"), "build", "--store", str(store)],
        cwd=folder, env=clean, check=True, capture_output=True, text=True,
    )  # fmt: skip
    snapshot = built.stdout.strip()
    assert re.fullmatch("[0-9a-f]{12}", snapshot)
    serve = [str(scripts / "helhedskort-web"), "--store", str(store), "--port", str(_free_port())]
    with subprocess.Popen(serve, cwd=folder, env=clean, stderr=subprocess.DEVNULL) as server:
        try:
            text = _get(f"http://127.0.0.1:{serve[-1]}/", server)
            assert snapshot in text
            style = re.search(r'href="(/r/[^"]+/site\.css)"', text)
            assert style and ".legend" in _get(f"http://127.0.0.1:{serve[-1]}{style.group(1)}", server)
        finally:
            server.terminate()


def _python(version: str) -> str:
    if sys.version_info[:2] == tuple(map(int, version.split("."))):
        return sys.executable
    found = shutil.which(f"python{version}")
    works = found and subprocess.run([found, "-c", "import venv, ensurepip"], capture_output=True).returncode == 0
    if not works:
        pytest.skip(f"Python {version} is not on this machine")
    return str(found)


def _free_port() -> int:
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _get(url: str, server: "subprocess.Popen[bytes]") -> str:
    deadline = time.monotonic() + 30
    while True:
        assert server.poll() is None, "the server stopped"
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:
                return str(answer.read().decode())
        except OSError:  # not yet listening, or 503 while it draws
            assert time.monotonic() < deadline
            time.sleep(0.2)
