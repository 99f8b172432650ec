import pytest

from etl.address_list import read
from geodata.errors import AddressError

HEAD = "organisation_no,organisation,department_no,name,addresses"
ROW = "12,Prøveby Boligforening,1,Solbakken,Solvej 1-5"


def test_a_row_is_a_department_with_its_addresses():
    [made] = read(f"{HEAD},homes_family,homes_youth,bfe,postnummer\n{ROW},30,,100;200,9990\n", "liste.csv")
    assert (made.department_id, made.name, made.row) == ("12-1", "Solbakken", 2)
    assert (made.homes, made.homes_youth, made.bfe) == (30, None, (100, 200))
    assert [str(one) for one in made.addresses] == ["Solvej 1, 9990", "Solvej 3, 9990", "Solvej 5, 9990"]


def test_a_spreadsheets_semicolons_byte_order_mark_and_thousands_are_read():
    head, row = HEAD.replace(",", ";"), ROW.replace(",", ";")
    [made] = read(f"\ufeff{head};homes_family\r\n{row};1.200\r\n;;;;;\r\n", "liste.csv")
    assert made.homes == 1200


def test_several_addresses_stand_in_quotation_marks():
    head = HEAD.replace(",", ";")
    [made] = read(f'{head}\n12;Org;1;Navn;"Solvej 1; Engvej 2"\n', "liste.csv")
    assert [one.street for one in made.addresses] == ["Solvej", "Engvej"]


def test_a_department_without_addresses_needs_a_property():
    [made] = read(f"{HEAD},bfe,ejendomsnummer\n12,Org,1,Navn,,1001,\n", "liste.csv")
    assert (made.addresses, made.bfe) == ((), (1001,))
    with pytest.raises(AddressError, match="hverken bfe eller ejendomsnummer"):
        read(f"{HEAD},bfe,ejendomsnummer\n12,Org,1,Navn,,,\n", "liste.csv")


@pytest.mark.parametrize(
    ("row", "place"),
    [
        (ROW.replace("12,", "tolv,"), "række 2, kolonnen organisation_no: »tolv«"),
        (ROW.replace("12,", "1.5,"), "kolonnen organisation_no"),
        (ROW.replace("Solbakken", ""), "række 2, kolonnen name: cellen er tom"),
        (ROW.replace("Solbakken", "Sol\x07bakken"), "kolonnen name: teksten indeholder styretegnet"),
        (ROW.replace("Solvej 1-5", "Solvej"), "række 2, kolonnen addresses: »Solvej« er ikke en vej og et husnummer"),
        (ROW.replace("Solvej 1-5", "Solvej 5-1"), "kolonnen addresses: intervallet »5-1« går ikke opad"),
        (f"{ROW}\n{ROW}", "række 3, kolonnen department_no: afdelingen 12-1 står også i række 2"),
        (ROW.replace("Solvej", "Solvej 1, Engvej"), "rækken har 6 celler, første linje har 5"),
        (ROW.replace("Solvej 1-5", '"Solvej" 1'), "række 2: rækken er ikke gyldig CSV"),
        ("", "listen har ingen afdelinger"),
    ],
)
def test_what_is_wrong_is_one_error_with_row_and_column(row, place):
    with pytest.raises(AddressError) as raised:
        read(f"{HEAD}\n{row}\n", "liste.csv")
    assert place in str(raised.value)
    assert len(str(raised.value).splitlines()) <= 2


@pytest.mark.parametrize(
    ("head", "says"),
    [
        (HEAD.replace(",name", ""), "kolonnen name: kolonnen mangler"),
        (HEAD + ",name", "kolonnen står to gange"),
        (HEAD + ",boliger", "kolonnen boliger: kolonnen kendes ikke"),
    ],
)
def test_columns_are_checked_before_rows(head, says):
    with pytest.raises(AddressError, match=says):
        read(f"{head}\n{ROW}\n", "liste.csv")


@pytest.mark.parametrize(("column", "cell"), [("bfe", "abc"), ("postnummer", "999"), ("homes_care", "-1")])
def test_optional_cells_are_checked_too(column, cell):
    with pytest.raises(AddressError, match=f"række 2, kolonnen {column}"):
        read(f"{HEAD},{column}\n{ROW},{cell}\n", "liste.csv")
