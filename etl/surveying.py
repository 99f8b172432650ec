"""Edge: asks the live services about one department after another, and gathers what they say.

A service that fails costs what it would have told, never the department: what is lost is a note, and the next best
method takes over. One that fails twice in a row is not asked again in the same run.
"""

import math
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from typing import TypeVar

import shapely

from etl.address_list import ListedDepartment
from etl.cadastre import Building, HouseNumber, Parcel, Property
from etl.outlines import AT_THE_DOOR_M, NAMED_WITHIN_M, Gathered
from etl.services import nominatim, overpass
from etl.services.adressevaelger import AddressBook, Located
from etl.services.asking import Asker
from etl.services.datafordeler import Registers
from etl.services.settings import Service, Settings
from geodata import crs
from geodata.errors import ServiceError
from geodata.names import without_account_numbers

Told = TypeVar("Told")
NO_KEY = "Jordstykkerne er ikke hentet: Datafordelerens nøgle mangler."
_GIVES_UP_AFTER = 2
_ABOUT_THE_QUESTION = (400, 422)  # says nothing of how the service is
_NO_OWNERS = "hvem der ejer ejendommene, er ikke kontrolleret"
_NO_DIVISION = "om ejendommene er opdelt i ejerlejligheder, er ikke kontrolleret"
_NO_HOMES = "antallet af boliger er ikke kontrolleret"


@dataclass
class Surveyor:
    """Asks on behalf of one run. `on` is the day whose registers are asked; `failures` what went wrong, by service."""

    asker: Asker
    settings: Settings
    on: date
    offline: bool = False
    failures: Counter[str] = field(default_factory=Counter)
    _in_a_row: Counter[str] = field(default_factory=Counter)

    def survey(self, department: ListedDepartment) -> Gathered:
        """All about a department but what OpenStreetMap has, which is asked for only where parcels give nothing."""
        notes: list[str] = []
        house_numbers, unmatched = self._house_numbers(department, notes)
        gathered = Gathered(department=department, house_numbers=house_numbers, unmatched=unmatched)
        if self.settings.datafordeler.key is None and not self.offline:
            return replace(gathered, notes=(*notes, NO_KEY))
        gathered = self._on_the_ground(gathered, notes)
        return replace(gathered, notes=tuple(dict.fromkeys(notes)))

    def named_areas(self, gathered: Gathered) -> Gathered:
        """The same with the areas that OpenStreetMap has under the department's name, near its addresses."""
        if not gathered.house_numbers:
            return gathered  # nothing to be near to
        notes: list[str] = []
        service, name = self.settings.nominatim, without_account_numbers(gathered.department.name)
        box = _around(gathered.house_numbers)
        ask = partial(nominatim.named_areas, self.asker, service, name, box, user_agent=self.settings.user_agent)
        found = self._told(service, ask, "navngivne områder er ikke hentet", notes)
        return replace(gathered, named_areas=found or (), notes=(*gathered.notes, *notes))

    def buildings(self, gathered: Gathered) -> Gathered:
        """The same with the outlines that OpenStreetMap has of the buildings at its addresses."""
        if not gathered.house_numbers:
            return gathered
        notes: list[str] = []
        service, points = self.settings.overpass, [(one.east_m, one.north_m) for one in gathered.house_numbers]
        ask = partial(overpass.buildings_at, self.asker, service, points, AT_THE_DOOR_M)
        found = self._told(service, ask, "bygninger er ikke hentet", notes)
        return replace(gathered, buildings=found or (), notes=(*gathered.notes, *notes))

    def _house_numbers(
        self, department: ListedDepartment, notes: list[str]
    ) -> tuple[tuple[HouseNumber, ...], tuple[tuple[str, str], ...]]:
        """The house numbers found, each once, and (address, why) of those that were not."""
        service = self.settings.adressevaelger
        book = AddressBook(self.asker, service)
        found: dict[str, HouseNumber] = {}
        unmatched: list[tuple[str, str]] = []
        for address in department.addresses:
            located = self._told(service, partial(book.locate, address), "", notes)
            located = located or Located(because="tjenesten svarede ikke")
            if located.house_number is not None:
                found[located.house_number.house_number_id_dar] = located.house_number
            else:
                unmatched.append((str(address), located.because))
        return tuple(found.values()), tuple(unmatched)

    def _on_the_ground(self, gathered: Gathered, notes: list[str]) -> Gathered:
        """With parcels, properties and homes; the parcels are what an outline needs, the others what guards it."""
        service = self.settings.datafordeler
        registers = Registers(self.asker, service, self.on)
        found = self._told(service, lambda: _parcels(registers, gathered), "jordstykkerne er ikke hentet", notes)
        if found is None:
            return gathered
        own, properties, parcels = found
        gathered = replace(gathered, own_parcels=own, own_properties=properties, parcels=parcels)
        owners = self._told(service, lambda: registers.owners(properties), _NO_OWNERS, notes) or {}
        divided = self._told(service, lambda: registers.divided(properties), _NO_DIVISION, notes) or {}
        homes = self._told(service, lambda: _homes(registers, gathered), _NO_HOMES, notes)
        known = tuple(
            Property(bfe=bfe, owner_code=owners.get(bfe), divided=divided.get(bfe)) for bfe in sorted(properties)
        )
        return replace(gathered, properties=known, homes_in=homes)

    def _told(self, service: Service, ask: Callable[[], Told], lost: str, notes: list[str]) -> Told | None:
        """What the service tells; where it fails, None, and a note of what is lost by that."""
        if self._in_a_row[service.name] >= _GIVES_UP_AFTER:
            notes.append(f"{service.title} svigter og spørges ikke mere{f'; {lost}' if lost else ''}.")
            return None
        try:
            told = ask()
        except ServiceError as error:
            self.failures[error.what] += 1
            if not self.offline and error.status not in _ABOUT_THE_QUESTION:
                self._in_a_row[service.name] += 1
            notes.append(f"{error.what[:1].upper()}{error.what[1:]}{f'; {lost}' if lost else ''}.")
            return None
        self._in_a_row[service.name] = 0
        return told


def _parcels(registers: Registers, gathered: Gathered) -> tuple[frozenset[str], frozenset[int], tuple[Parcel, ...]]:
    """Ids of the parcels with own addresses; the properties, as listed or else theirs; all their parcels, outlined."""
    by_house_number = registers.parcel_ids(one.house_number_id_dar for one in gathered.house_numbers)
    own = registers.parcels(by_house_number.values())
    listed = set(gathered.department.bfe)
    for number in gathered.department.municipal_property_no:
        listed |= set(registers.properties_numbered(number))
    properties = frozenset(listed or {parcel.bfe for parcel in own if parcel.bfe is not None})
    parcels = {parcel.parcel_id_mat: parcel for bfe in sorted(properties) for parcel in registers.parcels_of(bfe)}
    parcels |= {parcel.parcel_id_mat: parcel for parcel in own if parcel.bfe is None}
    outlined = tuple(registers.outlined(parcels[key]) for key in sorted(parcels))
    return frozenset(parcel.parcel_id_mat for parcel in own), properties, outlined


def _homes(registers: Registers, gathered: Gathered) -> tuple[Building, ...] | None:
    """The buildings on the parcels; nothing is asked where the list has no number to hold them against."""
    if gathered.department.homes is None:
        return None
    return tuple(one for parcel in gathered.parcels for one in registers.buildings(parcel.parcel_id_mat))


def _around(house_numbers: tuple[HouseNumber, ...]) -> tuple[float, float, float, float]:
    """The box around the house numbers in which a named area may lie, in EPSG:4326, on a grid that answers keep to."""
    points = shapely.MultiPoint([(one.east_m, one.north_m) for one in house_numbers])
    west, south, east, north = crs.to_browser(points.buffer(NAMED_WITHIN_M)).bounds
    return (
        math.floor(west * 1000) / 1000,
        math.floor(south * 1000) / 1000,
        math.ceil(east * 1000) / 1000,
        math.ceil(north * 1000) / 1000,
    )
