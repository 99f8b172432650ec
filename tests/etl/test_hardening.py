"""What a file from elsewhere must not be able to do: names that break a page, figures that cannot be."""

import json
from pathlib import Path

import pytest

from etl import layers, register
from etl.layers import read_embedded, read_official
from geodata.errors import LayerError, RegisterError
from geodata.names import LONGEST_NAME, without_control, wrong_with
from tests.builders import a_department
from tests.etl.materials import bydele_json, departments_json, edit
from tests.etl.test_layers import HOUSE
from tests.etl.test_statistics import a_row, refusal, rode_csv

CONTROL = ["\x01", "\x0b", "\x1f", "\x7f", "\x85", "\x9b", "\ufffe", "\uffff", "\ud800"]


@pytest.mark.parametrize("sign", CONTROL)
def test_a_name_with_a_control_character_is_none(sign: str) -> None:
    assert f"U+{ord(sign):04X}" in str(wrong_with(f"Eksempel{sign}gården"))
    assert without_control(f"Eksempel{sign}gården") == "Eksempelgården"


def test_names_as_they_are_stay() -> None:
    for name in ("Æblegården\tI\r\nII", "x" * LONGEST_NAME, "Ünïcødé 🏠"):
        assert wrong_with(name) is None
        assert without_control(name) == name
    assert "201 tegn" in str(wrong_with("x" * (LONGEST_NAME + 1)))


@pytest.mark.parametrize("name", ["Eksempel\x01gården", "\x9b31m", "x" * 201, "A\ufffe"])
def test_a_layer_with_such_a_name_is_refused(tmp_path: Path, name: str) -> None:
    bydele_json(tmp_path, read_embedded().areas)
    departments_json(tmp_path, [a_department("1-1", outline=HOUSE), a_department("1-2", outline=HOUSE)])
    path = tmp_path / layers.DEPARTMENTS
    layer = json.loads(path.read_text(encoding="utf-8"))
    layer["features"][0]["properties"]["afdelingsnavn"] = name
    path.write_text(json.dumps(layer), encoding="utf-8")
    with pytest.raises(LayerError, match="navn (indeholder styretegnet|er på 201 tegn)"):
        read_official(tmp_path)


@pytest.mark.parametrize("name", ["Helheds\x01plan", "\x9bplan", "x" * 201])
def test_a_register_with_such_a_name_is_refused(folder: Path, name: str) -> None:
    edit(folder / "plans.csv", "Boligsocial helhedsplan Nørrebro", name)
    with pytest.raises(RegisterError, match=r"plans.csv, række 2, kolonnen name: feltet"):
        register.load(folder)


@pytest.mark.parametrize("name", ["Eksempel\x01", "x" * 201])
def test_statistics_of_such_a_name_are_refused(tmp_path: Path, name: str) -> None:
    assert "kolonnen name: navnet" in refusal(rode_csv(tmp_path, a_row(name)))
