from datetime import UTC, datetime

import pytest

from etl.addresses import Address
from etl.services import settings
from etl.services.adressevaelger import AddressBook
from etl.services.asking import Asker
from etl.services.secrets import Secret
from etl.services.settings import Adressevaelger
from geodata.errors import ServiceError, SettingsError
from tests.etl.services import invented_town as town
from tests.etl.services.stubs import Waits, reply, serving

DAY = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)


@pytest.fixture
def stub():
    with serving(town.addresses()) as running:
        yield running


@pytest.fixture
def waits():
    return Waits()


@pytest.fixture
def book(stub, tmp_path, waits):
    with Asker(tmp_path, clock=waits.clock, wait=waits.wait, now=lambda: DAY) as asker:
        yield AddressBook(
            asker, Adressevaelger(base_url=stub.url, token=Secret(town.TOKEN), municipality_code="0999", timeout_s=0.3)
        )


def at(street, number, postcode="9990"):
    return Address(street=street, number=number, postcode=postcode)


def test_an_address_is_its_house_number_with_point_and_municipality(book):
    found = book.locate(at("Solvej", "3")).house_number
    assert (found.address, found.municipality_code) == ("Solvej 3, 9990 Prøveby", "0999")
    assert (found.east_m, found.north_m) == (601_030.0, 6_200_010.0)
    assert found.read_on == DAY.date()


def test_of_two_streets_that_sound_alike_the_one_written_is_taken(book):
    assert {hit.street for hit in book.search(at("Solvej", "3"))} == {"Solvej", "Sollvej"}
    assert book.locate(at("SOLVEJ", "3")).house_number.house_number_id_dar == "solvej-3-9990"


def test_a_street_that_only_sounds_alike_is_not_taken_but_named(book):
    located = book.locate(at("Sollvei", "3"))
    assert located.house_number is None
    assert "mentes Sollvej 3, 9990 Prøveby eller Solvej 3, 9990 Prøveby?" in book.locate(at("Sollvaij", "3")).because


def test_two_places_of_one_name_are_ambiguous_without_a_postcode(book):
    located = book.locate(at("Solvej", "1", None))
    assert located.house_number is None
    assert "2 steder hedder det samme" in located.because


@pytest.mark.parametrize("written", ["Store Torvegad", "Gammel Torvegade"])  # 900: nearly; 1000: as it once was called
def test_what_adressevask_is_sure_of_is_taken(book, written):
    assert book.locate(at(written, "12A")).house_number.address == "Store Torvegade 12A, 9990 Prøveby"


@pytest.mark.parametrize(
    ("street", "number", "because"),
    [
        ("Forhenværende Vej", "1", "nedlagt"),  # 1000, but of a closed address
        ("Sollvei", "3", "etage eller dør"),  # -500
        ("Intervalvej", "51", "interval"),  # 800
        ("Lukketvej", "1", "nedlagt"),  # -700
        ("Findesikkevej", "1", "ikke forstået"),  # -1000
        ("Nedlagtvej", "1", "nedlagt"),  # found, but with status 4
    ],
)
def test_what_is_not_sure_says_why(book, street, number, because):
    located = book.locate(at(street, number))
    assert located.house_number is None
    assert because in located.because


def test_a_block_whose_homes_all_have_floors_is_found_by_the_search(book, stub):
    book.locate(at("Solvej", "3"))  # Adressevask would answer -500
    assert not any(asked.path.startswith("/vask") for asked in stub.asked)


def test_an_address_of_another_municipality_or_postcode_is_refused(book):
    assert "ligger i kommune 0998, ikke 0999" in book.locate(at("Grænsevej", "1")).because
    assert "har postnummer 9990, ikke 9992" in book.locate(at("Store Torvegade", "12A", "9992")).because


def test_a_house_number_that_is_gone_is_none(book):
    assert book.house_number("findes-ikke") is None
    assert book.house_number_of("bolig-findes-ikke") is None


def test_an_error_with_status_200_is_an_error_and_not_kept(book, stub):
    stub.script(reply({"status": "fejl", "beskrivelse": "databasen er nede"}))
    with pytest.raises(ServiceError, match="Adressevælgeren melder fejl: databasen er nede"):
        book.search(at("Solvej", "3"))
    assert book.search(at("Solvej", "3"))


def test_a_token_too_short_is_refused_without_being_shown(book):
    short = AddressBook(book.asker, Adressevaelger(base_url=book.service.base_url, token=Secret("kort-123")))
    with pytest.raises(ServiceError, match="HTTP 400") as raised:
        short.search(at("Solvej", "3"))
    assert "kort-123" not in str(raised.value)


def test_asked_too_often_it_waits_and_asks_again(book, stub, waits):
    stub.script(reply(status=429, headers={"Retry-After": "3"}))
    assert book.search(at("Solvej", "3"))
    assert waits.waited == [3.0]


def test_no_answer_in_time_is_an_error(book, stub):
    stub.rule = reply(hang=True)
    service = Adressevaelger(base_url=stub.url, token=Secret(town.TOKEN), timeout_s=0.05, attempts=2)
    stub.script(*[reply(hang=True)] * 2)
    with pytest.raises(ServiceError, match="svarer ikke i tide"):
        AddressBook(book.asker, service).search(at("Solvej", "3"))


@pytest.mark.parametrize("body", [{"status": "ok"}, {"status": "ok", "fund": [{"type": "husnummer"}]}, [], "<html>"])
def test_an_answer_of_another_form_is_an_error(book, stub, body):
    stub.script(reply(body))
    with pytest.raises(ServiceError, match="Adressevælgeren svarer ikke"):
        book.search(at("Solvej", "3"))


@pytest.mark.parametrize("at_", [{"x": 6_200_000.0, "y": 600_000.0}, {"x": 10.0, "y": 56.0}, {"x": None, "y": 1}])
def test_a_point_that_is_not_in_denmark_is_an_error(book, stub, at_):
    house = town.HOUSES[0].as_json()
    stub.script(reply({"status": "ok", "husnummer": {**house, "adgangspunkt": {"koordinater": at_}}}))
    with pytest.raises(ServiceError, match="Adressevælgeren svarer ikke i den ventede form"):
        book.house_number("solvej-1-9990")


@pytest.mark.parametrize("code", ["101", "01011", "Kbh."])
def test_a_code_that_is_no_municipalitys_is_refused_in_the_settings(tmp_path, code):
    config = tmp_path / "tjenester.toml"
    config.write_text(f'[adressevaelger]\nmunicipality_code = "{code}"\n', encoding="utf-8")
    with pytest.raises(SettingsError, match=r"adressevaelger.municipality_code skal være fire cifre"):
        settings.load(config, {})
