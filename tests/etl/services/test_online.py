"""The commands `fetch` and `build --online` as a person runs them, against stubs."""

import logging
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from etl import __main__ as command_line
from etl import layers
from geodata.model import Dataset, Finding, Match
from geodata.store import Snapshot, current_id, sha256_of
from tests.etl.services import wfs
from tests.etl.services.stubs import Stub, reply, serving
from webmap import create_app
from webmap.render import render

KEY = "hemmelig-nogle-1234"


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A folder of its own, nothing in the environment, and a log as it was before."""
    for name in ("HELHEDSKORT_CONFIG", "HELHEDSKORT_STORE", "HELHEDSKORT_DATAFORDELER_KEY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    yield
    root.handlers[:], root.level = before, level


def run(*arguments: object) -> int:
    return command_line.main([str(argument) for argument in arguments])


def config(folder: Path, stub: Stub, more: str = "") -> Path:
    path = folder / "tjenester.toml"
    path.write_text(f'[kbhkort]\nbase_url = "{stub.url}"\nattempts = 1\n{more}', "utf-8")
    return path


def small(folder: Path, stub: Stub) -> Path:
    """The configuration of the invented city: fewer of everything, and no Statbank."""
    rows = [
        f'[[kbhkort.layers]]\ntype_name = "{layer.type_name}"\nfile = "{layer.file}"\nformat = "{layer.format}"\n'
        for layer in wfs.SMALL
    ]
    return config(folder, stub, "\n".join(rows) + "\n[statbank]\ntables = []\n")


def built(store: Path) -> Snapshot:
    return Snapshot(store, current_id(store))


def failed(snapshot: Snapshot) -> list[Finding]:
    return [row for row in snapshot.records(Finding) if row.check == "service-failed"]


@pytest.fixture
def city(tmp_path: Path) -> Path:
    return wfs.write_invented_city(tmp_path / "city")


def test_a_build_follows_what_was_fetched_and_not_the_clock(tmp_path, city, capsys, monkeypatch):
    monkeypatch.setenv("HELHEDSKORT_DATAFORDELER_KEY", KEY)
    with serving(wfs.serve_folder(city)) as stub:
        given = small(tmp_path, stub)
        assert run("build", "--online", "--config", given, "--store", "a", "--cache", "svar") == 0
        first = capsys.readouterr()
        asked = len(stub.asked)
        assert run("build", "--online", "--config", given, "--store", "b", "--cache", "svar") == 0
        assert run("fetch", "--config", given, "--into", "hentet", "--cache", "svar") == 0
        assert len(stub.asked) == asked + 1  # the layer that a build does not read
    assert run("build", "--geodata", "hentet", "--statistics", "hentet", "--store", "c") == 0
    ids = {current_id(Path(store)) for store in "abc"}
    assert ids == {first.out.strip()}
    snapshot = built(Path("a"))
    dated = {row.file: (row.dated, row.sha256) for row in snapshot.records(Dataset)}
    today = datetime.now(UTC).date().isoformat()
    for name in (layers.BYDELE, layers.DEPARTMENTS, layers.RODER, "samlede_socio_data_kbh.csv"):
        assert dated[name] == (today, sha256_of(Path("hentet") / name))
    assert failed(snapshot) == []
    assert not [path for path in tmp_path.rglob("*") if path.is_file() and KEY.encode() in path.read_bytes()]


def test_a_closed_service_is_told_on_stderr_in_a_finding_and_on_the_maps(tmp_path, store, capsys):
    with serving(reply("lukket", status=410)) as stub:
        assert run("build", "--online", "--config", config(tmp_path, stub), "--store", "here") == 0
    told, snapshot = capsys.readouterr(), built(Path("here"))
    assert "advarsel: bydel.json: Kommunens WFS" in told.err and "er lukket (HTTP 410)" in told.err
    assert told.out == f"{snapshot.id}\n"
    (finding,) = failed(snapshot)
    assert (finding.severity, finding.subject) == ("missing", "service/kbhkort")
    assert "Almene boliger i København (29. maj 2025)" in finding.message_da
    assert "Almene boliger i København (29 May 2025)" in finding.message_en
    assert "410" not in finding.message_da + finding.message_en  # the data, not what happened in that hour
    assert snapshot.records(Match) == built(store).records(Match)
    pages = drawn(tmp_path, snapshot)
    for path in ("/", "/kort/plan", "/kort/tilknytning"):
        assert finding.message_da in pages(path)
        assert finding.message_en in pages(f"/en{path}")


def drawn(folder: Path, snapshot: Snapshot) -> Callable[[str], str]:
    """The text of the snapshot's pages by address."""
    render(folder / "here", snapshot.id, folder / "drawn")
    client = create_app({"STORE": folder / "here", "CACHE": folder / "drawn", "TESTING": True}).test_client()
    return lambda path: BeautifulSoup(client.get(path, follow_redirects=True).data, "html.parser").get_text()


def test_the_citys_own_layers_through_the_wfs_place_every_name_as_the_carried_ones(tmp_path, shared, store):
    with serving(wfs.serve_folder(shared / "geodata")) as stub:
        given = ("--config", config(tmp_path, stub), "--statistics", shared / "statistics")
        assert run("build", "--online", "--store", "here", *given) == 0
    online, carried = built(Path("here")), built(store)
    assert failed(online) == []
    assert online.records(Match) == carried.records(Match)
    assert sum(row.outcome == "matched" for row in online.records(Match)) > 30


def test_fetch_says_what_failed_and_leaves_nothing(tmp_path, city, capsys):
    (city / "rode.json").unlink()
    with serving(wfs.serve_folder(city)) as stub:
        assert run("fetch", "--config", small(tmp_path, stub), "--into", "hentet") == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert "fejl: " in told.err and "Kommunens WFS, laget k101:rode" in told.err and "Traceback" not in told.err
    assert not Path("hentet").exists()


def test_fetch_names_its_folder_by_the_day(tmp_path, city, capsys):
    with serving(wfs.serve_folder(city)) as stub:
        assert run("fetch", "--config", small(tmp_path, stub)) == 0
    folder = Path(capsys.readouterr().out.strip())
    assert folder.parent == Path("fetched")
    assert abs((date.fromisoformat(folder.name) - datetime.now(UTC).date()).days) <= 1
    assert (folder / "bydel.json").is_file()


def test_an_address_of_dawa_is_answered_with_what_to_use(tmp_path, capsys):
    path = tmp_path / "gammel.toml"
    path.write_text('[adressevaelger]\nbase_url = "https://dawa.aws.dk"\n', "utf-8")
    assert run("build", "--online", "--config", path) == 1
    said = capsys.readouterr().err
    assert "adressevaelger.base_url" in said and "1. oktober 2026" in said and "https://adressevaelger.dk" in said
    assert not Path("store").exists()


def test_layers_are_either_given_or_fetched(tmp_path, capsys):
    with pytest.raises(SystemExit) as left:
        run("build", "--online", "--geodata", tmp_path)
    assert left.value.code == 2
