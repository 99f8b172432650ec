"""What the national registers say of an address and the ground under it, as records. EPSG:25832.

DAR holds house numbers (*husnumre*) and the parcel (*jordstykke*) each stands on; the cadastre, Matriklen (MAT), the
outlines of parcels and the property (*samlet fast ejendom*) they belong to, which is one legal unit with one number
(BFE); the register of buildings and dwellings (BBR) who owns a property, and the homes in its buildings.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

DENMARK = (400_000.0, 6_000_000.0, 1_000_000.0, 6_500_000.0)  # west, south, east, north, with room to spare


def require_in_denmark(box: tuple[float, ...]) -> None:
    """Raises ValueError unless west, south, east, north (metres) lie in Denmark: not swapped, in degrees, or NaN."""
    west, south, east, north = box
    if not (DENMARK[0] <= west <= east <= DENMARK[2] and DENMARK[1] <= south <= north <= DENMARK[3]):
        raise ValueError("et sted uden for Danmark")


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseNumber:
    """A house number in force: its id in DAR, how DAR writes it, its municipality and its point in metres.

    Here as below, `read_on` is the day the register was asked.
    """

    house_number_id_dar: str
    address: str
    postcode: str
    municipality_code: str
    east_m: float
    north_m: float
    read_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """A parcel in force. Areas are the registered ones; road is the part of it that is road."""

    parcel_id_mat: str
    bfe: int | None
    label: str
    area_m2: int | None
    road_m2: int | None
    outline: "BaseGeometry | None" = field(repr=False, compare=False, default=None)
    read_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Property:
    """A property. `owner_code` is BBR's code of the kind of owner; `divided`: into owner-occupied flats, by MAT."""

    bfe: int
    owner_code: str | None = None
    divided: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Building:
    """A building that stands. `homes`: dwellings with a kitchen and without (BBR 024 and 025)."""

    building_id_bbr: str
    parcel_id_mat: str
    homes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedArea:
    """An area that OpenStreetMap has a name and an outline for. `osm_id` as "way/123"."""

    osm_id: str
    name: str
    outline: "BaseGeometry" = field(repr=False, compare=False)
    read_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildingOutline:
    """A building that OpenStreetMap has an outline for."""

    osm_id: str
    outline: "BaseGeometry" = field(repr=False, compare=False)
    read_on: date | None = None
