from pathlib import Path

from etl import inputs, layers, register, statistics
from geodata.store import sha256_of


def test_the_register_and_the_geography_we_carry_are_hashed() -> None:
    found = inputs.hashes(register.EMBEDDED, [], None)
    assert set(found) == {
        *(f"register/{path.name}" for path in register.files()),
        *(f"embedded/{name}.geojson" for name in ("bydele", "departments", "land", "roder", "water")),
        *(f"embedded/{name}.csv" for name in ("bydel_statistics", "datasets", "indicators", "rode_statistics")),
    }


def test_a_hash_is_that_of_the_files_bytes() -> None:
    found = inputs.hashes(register.EMBEDDED, [], None)
    assert found["register/plans.csv"] == sha256_of(register.EMBEDDED / "plans.csv")


def test_files_with_other_names_are_not_hashed(tmp_path: Path, folder: Path) -> None:
    for name in (layers.BYDELE, layers.DEPARTMENTS, "f_udsatte_byomraader.json", "README.md"):
        (tmp_path / name).touch()
    (folder / "notes.csv").touch()
    found = inputs.hashes(folder, [], tmp_path)
    assert {name for name in found if name.startswith("geodata/")} == {
        "geodata/bydel.json",
        "geodata/almene_boliger_kk.json",
    }
    assert "register/notes.csv" not in found


def test_what_is_carried_and_used_beside_official_layers_is_hashed_too(tmp_path: Path) -> None:
    for name in (layers.BYDELE, layers.DEPARTMENTS):
        (tmp_path / name).touch()
    found = inputs.hashes(register.EMBEDDED, [], tmp_path)
    own = {name for name in found if name.startswith("embedded/") and name.endswith(".geojson")}
    assert own == {"embedded/land.geojson", "embedded/roder.geojson", "embedded/water.geojson"}


def test_roder_of_the_city_are_hashed_in_place_of_ours(tmp_path: Path) -> None:
    for name in (layers.BYDELE, layers.DEPARTMENTS, layers.RODER):
        (tmp_path / name).touch()
    found = inputs.hashes(register.EMBEDDED, [], tmp_path)
    assert "geodata/rode.json" in found
    assert "embedded/roder.geojson" not in found


def test_statistics_of_the_city_are_hashed_in_place_of_ours(tmp_path: Path) -> None:
    for name in (statistics.RODE_YEARS, statistics.INCOME, "README.md"):
        (tmp_path / name).touch()
    found = inputs.hashes(register.EMBEDDED, [], None, tmp_path)
    assert {name for name in found if name.startswith("statistics/")} == {
        "statistics/samlede_socio_data_kbh.csv",
        "statistics/disposable_income_by_bydel_2000-2017.xlsx",
    }
    assert "embedded/rode_statistics.csv" not in found
    assert "embedded/bydel_statistics.csv" in found  # for the population, which was not given


def test_documents_are_hashed_by_their_name_alone(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("ord", encoding="utf-8")
    found = inputs.hashes(register.EMBEDDED, [tmp_path / "note.txt"], None)
    assert found["documents/note.txt"] == sha256_of(tmp_path / "note.txt")
