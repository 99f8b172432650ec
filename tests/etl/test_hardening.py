"""What a file from elsewhere must not be able to do: names that break a page, figures that cannot be."""

import json
import zipfile
from pathlib import Path

import pytest

from etl import layers, pipeline, register, spreadsheet
from etl.layers import read_embedded, read_folder
from geodata.errors import LayerError, RegisterError, StatisticsError
from geodata.plain_text import LONGEST_NAME, without_control, wrong_with
from tests.builders import a_department
from tests.etl.materials import bydele_json, departments_json, edit
from tests.etl.test_layers import HOUSE
from tests.etl.test_statistics import PEOPLE_HEADER, a_row, income, people, refusal, rode_csv

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
        read_folder(tmp_path)


@pytest.mark.parametrize("name", ["Helheds\x01plan", "\x9bplan", "x" * 201])
def test_a_register_with_such_a_name_is_refused(folder: Path, name: str) -> None:
    edit(folder / "plans.csv", "Boligsocial helhedsplan Nørrebro", name)
    with pytest.raises(RegisterError, match=r"plans.csv, række 2, kolonnen name: feltet"):
        register.load(folder)


@pytest.mark.parametrize("name", ["Eksempel\x01", "x" * 201])
def test_statistics_of_such_a_name_are_refused(tmp_path: Path, name: str) -> None:
    assert "kolonnen name: navnet" in refusal(rode_csv(tmp_path, a_row(name)))


@pytest.mark.parametrize("day", ["20191331", "18991231", "21011231", "00001231", "２０１９１２３１", "2019-12-31"])
def test_a_day_that_cannot_be_is_refused(tmp_path: Path, day: str) -> None:
    assert "kolonnen Generation_tekst" in refusal(people(tmp_path, [day, "3. Nørrebro", 8]))


@pytest.mark.parametrize("amount", [-1, 1e13, "inf", "nan", "1e400"])
def test_an_amount_that_cannot_be_is_refused(tmp_path: Path, amount: object) -> None:
    rows = [[2017, "3. Nørrebro", sex, 10, amount, 1] for sex in ("Mænd", "Kvinder")]
    assert "kolonnen Sum af Disponibel indkomst" in refusal(income(tmp_path, *rows))


def test_a_cell_without_end_is_refused(tmp_path: Path) -> None:
    assert "mere end 2000 tegn" in refusal(people(tmp_path, ["20191231", "3. " + "x" * 2001, 8]))


DOCTYPE = '<!DOCTYPE worksheet [<!ENTITY a "b">]>'


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("name", ["xl/worksheets/sheet1.xml", "xl/worksheets/sheet1.odd", "xl/worksheets/sheet1"])
@pytest.mark.parametrize("inside", [DOCTYPE, ""])
def test_a_sheet_that_is_not_utf8_is_refused(tmp_path: Path, encoding: str, name: str, inside: str) -> None:
    path = tmp_path / "population.xlsx"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr(name, f"<?xml version='1.0'?>{inside}<worksheet/>".encode(encoding))
    with pytest.raises(StatisticsError, match="dokumenttype|ikke skrevet i UTF-8"):
        spreadsheet._refuse_bombs(path)


@pytest.mark.parametrize("said", ["UTF-16", "utf-7", "cp037", "iso-8859-1"])
def test_a_sheet_that_says_it_is_not_utf8_is_refused(tmp_path: Path, said: str) -> None:
    path = tmp_path / "population.xlsx"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("xl/workbook.xml", f"<?xml version='1.0' encoding='{said}'?><workbook/>")
    with pytest.raises(StatisticsError, match="ikke skrevet i UTF-8"):
        spreadsheet._refuse_bombs(path)


def test_a_sheet_with_a_picture_is_read(tmp_path: Path) -> None:
    people(tmp_path, ["20191231", "3. Nørrebro", 8])
    path = next(tmp_path.glob("*.xlsx"))
    with zipfile.ZipFile(path, "a") as packed:
        packed.writestr("docProps/thumbnail.jpeg", b"\xff\xd8\xff\xe0\x00\x10JFIF\x00")
    assert len(list(spreadsheet.read_sheet(path, PEOPLE_HEADER))) == 1


@pytest.mark.parametrize("key", ["../amager", "Amager", "amager øst", 'a";b', "amager-"])
def test_the_key_of_an_area_group_can_stand_in_an_address(folder: Path, key: str) -> None:
    path = folder / "area_groups.csv"
    path.write_text(
        path.read_text(encoding="utf-8").replace("\namager,", f"\n{key.replace(';', '')},"), encoding="utf-8"
    )
    with pytest.raises(RegisterError, match=r"area_groups.csv, række 2, kolonnen key"):
        register.load(folder)


def test_an_area_group_has_another_address_than_every_district(folder: Path, tmp_path: Path) -> None:
    edit(folder / "area_groups.csv", "\namager,", "\nvalby,")
    with pytest.raises(RegisterError, match="har samme adresse som bydelen Valby"):
        pipeline.build(tmp_path / "store", pipeline.Sources(register=folder))
