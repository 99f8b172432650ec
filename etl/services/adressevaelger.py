"""Adressevælger and Adressevask: an address as written -> the house number in DAR, its municipality and its point.

Their publisher is Klimadatastyrelsen; coordinates are EPSG:25832. The search is phonetic, so that street and number are
compared by us; Adressevask is asked where the search has no such street, and believed only where it is exact in
street and number or in number and postcode. A number of candidates is never narrowed down by a guess.
The search is asked first because Adressevask knows homes, not house numbers: it has no "Vej 4" where every home of
number 4 has a floor (code -500), and that is how most of the departments' addresses are written.
"""

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from etl.addresses import Address
from etl.cadastre import HouseNumber, require_in_denmark
from etl.services.asking import Answer, Asker
from etl.services.json_answers import expected_form, json_of, not_expected
from etl.services.settings import Adressevaelger
from geodata.errors import ServiceError

IN_FORCE = "3"  # DAR's status; 2 is provisional, 4 and 5 are closed
MOST_HITS = 100
_HITS = ("husnummer", "adresse")
_EXACT = (1000, 900)
_WHY_NOT = {
    # intervals are spelled out before anything is asked, so this is a number that only an interval of DAR holds
    800: "nummeret er kun kendt som det første i et interval",
    700: "nummeret er kun kendt som det sidste i et interval",
    -500: "etage eller dør kendes ikke, og vejen er ikke fundet, som den er skrevet",
    -600: "etage eller dør kendes ikke, og vejen er ikke fundet, som den er skrevet",
    -700: "adressen er nedlagt",
    -1000: "teksten er ikke forstået",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A hit of the search that is a house number, or a home in one: the house number's id, and how it is called."""

    house_number_id_dar: str
    street: str
    number: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Washed:
    """What Adressevask says of a text: the id of a home there, where it is sure, or why it is not."""

    address_id_dar: str | None = None
    because: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Located:
    """The house number that an address is, or why it is none."""

    house_number: HouseNumber | None = None
    because: str = ""


@dataclass(frozen=True)
class AddressBook:
    """The service with what it is asked through. Every method raises ServiceError where the service fails."""

    asker: Asker
    service: Adressevaelger

    def locate(self, address: Address) -> Located:
        """The house number that this address is, in force and where it is said to be; else why it is none."""
        hits = self.search(address)
        same = {hit.house_number_id_dar for hit in hits if address.is_called(hit.street, hit.number)}
        if len(same) > 1:
            return Located(because=f"{len(same)} steder hedder det samme; skriv postnummeret")
        if same:
            return self._believed(self.house_number(same.pop()), address)
        washed = self.wash(address)
        if washed.address_id_dar is not None:
            return self._believed(self.house_number_of(washed.address_id_dar), address)
        near = sorted({hit.title for hit in hits if hit.title})[:2]
        return Located(because=washed.because + (f"; mentes {' eller '.join(near)}?" if near else ""))

    def search(self, address: Address) -> tuple[Hit, ...]:
        """What sounds like the address. `/husnumre/soeg`, by its fields: free text would read towns as streets."""
        where = {"vejnavn": address.street, "husnummer": address.number, "maksimum": str(MOST_HITS)}
        if address.postcode:
            where["postnummer"] = address.postcode
        if self.service.municipality_code:
            where["kommunekode"] = self.service.municipality_code
        answer = self.asker.ask(self.service, "/husnumre/soeg", params=where, check=self._check)
        with expected_form(answer, self.service):
            return tuple(_hit(one) for one in json_of(answer, self.service)["fund"] if one["type"] in _HITS)

    def house_number(self, house_number_id_dar: str) -> HouseNumber | None:
        """The house number with this id; None where it is closed or gone."""
        return self._by_id("husnumre", house_number_id_dar)

    def house_number_of(self, address_id_dar: str) -> HouseNumber | None:
        """The house number of the home with this id; None where it is closed or gone."""
        return self._by_id("adresser", address_id_dar)

    def wash(self, address: Address) -> Washed:
        """What Adressevask makes of the address. Codes as reported from live use; the publisher lists none."""
        answer = self.asker.ask(self.service, "/vask/", params={"adresse": str(address)}, check=self._check)
        with expected_form(answer, self.service):
            body = json_of(answer, self.service)
            code, found = int(body["vaskestatus"]["kode"]), body.get("vaskeresultat") or {}
            in_force = str(found.get("status")) == IN_FORCE and not found.get("virkningtil")
            if code in _EXACT and in_force:
                return Washed(address_id_dar=str(found["adresse_id_lokalid"]))
            if code in _EXACT:
                return Washed(because="adressen er nedlagt")
            return Washed(because=_WHY_NOT.get(code, f"adressen er ikke fundet (Adressevasks kode {code})"))

    def _by_id(self, kind: str, key: str) -> HouseNumber | None:
        path = f"/{kind}/{quote(key, safe='')}"
        answer = self.asker.ask(self.service, path, accept=(200, 404), check=self._check)
        if answer.status == 404:
            return None
        with expected_form(answer, self.service):
            body = json_of(answer, self.service)
            found = body["husnummer"] if kind == "husnumre" else body["adresse"]["husnummer"]
            in_force = str(found["status"]) == IN_FORCE and not found.get("virkningtil")
            return _house_number(found, answer) if in_force else None

    def _believed(self, found: HouseNumber | None, address: Address) -> Located:
        """The house number, if it is in force, has the postcode that was asked for, and lies in the municipality."""
        if found is None:
            return Located(because="adressen er nedlagt")
        if address.postcode and found.postcode != address.postcode:
            return Located(because=f"adressen har postnummer {found.postcode}, ikke {address.postcode}")
        wanted = self.service.municipality_code
        if wanted and found.municipality_code != wanted:
            return Located(because=f"adressen ligger i kommune {found.municipality_code}, ikke {wanted}")
        return Located(house_number=found)

    def _check(self, answer: Answer) -> None:
        """The service says of some errors that they are well: status 200, and "status": "fejl" inside."""
        if answer.status != 200:
            return
        body = json_of(answer, self.service)
        with expected_form(answer, self.service):
            said = body.get("status", "ok")
            if said != "ok":
                about = " ".join(str(body.get("beskrivelse") or said).split())[:160]
                raise _said_no(answer, self.service, about)


def _said_no(answer: Answer, service: Adressevaelger, about: str) -> ServiceError:
    return not_expected(answer, service, f"melder fejl: {about}", "Kontrollér adressen og token i konfigurationen.")


def _hit(one: dict[str, Any]) -> Hit:
    return Hit(
        house_number_id_dar=str(one["husnummerId"] if one["type"] == "adresse" else one["id"]),
        street=str(one["vejnavn"]),
        number=str(one["husnummer"]),
        title=str(one.get("titel", "")),
    )


def _house_number(found: dict[str, Any], answer: Answer) -> HouseNumber:
    at = found["adgangspunkt"]["koordinater"]
    east_m, north_m = float(at["x"]), float(at["y"])
    require_in_denmark((east_m, north_m, east_m, north_m))
    return HouseNumber(
        house_number_id_dar=str(found["id_lokalid"]),
        address=str(found["adgangsadressebetegnelse"]),
        postcode=str(found["postnummer"]["postnr"]),
        municipality_code=str(found["navngivenvejkommunedel"]["kommune"]),
        east_m=east_m,
        north_m=north_m,
        read_on=answer.asked_at.date(),
    )
