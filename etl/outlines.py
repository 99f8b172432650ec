"""What was found out about a department -> its outline, and how sure it is. Pure; EPSG:25832.

The methods in their order: the parcels of the properties that the addresses stand on (`parcels.py`); else an area that
OpenStreetMap has under the department's name, close to the addresses; else the buildings the addresses belong to; else
a hull around the addresses; else their mean point. Each is tried only where those before gave nothing, and every doubt
is a note. Why each is as sure as it says is in docs/new-municipality.md.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, TypeVar

import shapely

from etl.address_list import ListedDepartment
from etl.cadastre import Building, BuildingOutline, HouseNumber, NamedArea, Parcel, Property
from etl.footprints import METHODS
from geodata.model.words import FootprintMethod
from geodata.names import name_keys

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

Thing = TypeVar("Thing", str, int)
NAMED_WITHIN_M = 400.0
LEAST_NAMED_M2, MOST_NAMED_M2 = 2_000.0, 600_000.0
AT_THE_DOOR_M = 10.0  # an address point may stand in front of its building
LEAST_FOR_HULL, HULL_RATIO, HULL_MARGIN_M = 3, 0.3, 25.0
BUILDING_MARGIN_M = 15.0
_DAR = "Indeholder data fra Danmarks Adresseregister (DAR), Klimadatastyrelsen. CC BY 4.0"
_OSM = "© OpenStreetMap contributors, ODbL, openstreetmap.org/copyright"
_CREDIT: dict[FootprintMethod, str] = {
    "parcels": "Indeholder data fra Klimadatastyrelsen, Matriklen og DAR. CC BY 4.0",
    "named OSM area": _OSM,
    "buildings": _OSM,
    "hull of points": _DAR,
    "point only": _DAR,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """All that was found out about one department, before anything is concluded from it.

    `own_parcels` are those its house numbers stand on, by their id in MAT; `parcels` these and all others of the same
    properties. `homes_in` are BBR's buildings on them, None where it was not asked; `buildings` those that
    OpenStreetMap has near its addresses. `notes` say what could not be asked.
    """

    department: ListedDepartment
    house_numbers: tuple[HouseNumber, ...] = ()
    unmatched: tuple[tuple[str, str], ...] = ()
    own_parcels: frozenset[str] = frozenset()
    own_properties: frozenset[int] = frozenset()
    parcels: tuple[Parcel, ...] = ()
    properties: tuple[Property, ...] = ()
    homes_in: tuple[Building, ...] | None = None
    named_areas: tuple[NamedArea, ...] = ()
    buildings: tuple[BuildingOutline, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def points(self) -> list["BaseGeometry"]:
        """Where its house numbers are."""
        return [shapely.Point(one.east_m, one.north_m) for one in self.house_numbers]

    @property
    def own_buildings(self) -> dict[str, BuildingOutline]:
        """By id the building that each house number is in, or is next to the door of."""
        found: dict[str, BuildingOutline] = {}
        for point in self.points:
            nearest = min(self.buildings, key=lambda one: one.outline.distance(point), default=None)
            if nearest is not None and nearest.outline.distance(point) <= AT_THE_DOOR_M:
                found[nearest.osm_id] = nearest
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlined:
    """What a method gave: an outline, or a point, or neither; and its notes, whole Danish sentences.

    `method` is None where there is neither. `retrieved_on` is the day of the oldest answer it is made of.
    """

    method: FootprintMethod | None
    outline: "BaseGeometry | None" = field(repr=False, default=None)
    retrieved_on: date | None = None
    notes: tuple[str, ...] = ()

    @property
    def accuracy_m(self) -> float | None:
        """How far the true border may lie from this one; None where there is none."""
        return None if self.method is None else METHODS[self.method]

    @property
    def credit(self) -> str | None:
        """Whose data it is made of, as they ask to be named; None where there is none."""
        if self.method is None:
            return None
        on = "" if self.retrieved_on is None else f", hentet {self.retrieved_on.isoformat()}"
        return f"{_CREDIT[self.method]}{on}"


@dataclass(frozen=True, slots=True)
class Shared:
    """Properties, parcels and buildings that house numbers of several departments stand on or in."""

    properties: frozenset[int] = frozenset()
    parcels: frozenset[str] = frozenset()
    buildings: frozenset[str] = frozenset()


def shared(gathered: Iterable[Gathered]) -> Shared:
    """What the departments of a list share, so that no outline takes in the homes of another department."""
    rows = tuple(gathered)
    return Shared(
        properties=_of_several(one.own_properties for one in rows),
        parcels=_of_several(one.own_parcels for one in rows),
        buildings=_of_several(one.own_buildings for one in rows),
    )


def _of_several(things: Iterable[Iterable[Thing]]) -> frozenset[Thing]:
    counted = Counter(thing for some in things for thing in some)
    return frozenset(thing for thing, count in counted.items() if count > 1)


def from_named_area(gathered: Gathered) -> Outlined:
    """The area that OpenStreetMap has under the department's name near its addresses, or none."""
    notes: list[str] = []
    named = _named_area(gathered, notes)
    if named is None:
        return Outlined(method=None, notes=tuple(notes))
    notes.append(f"Omridset er OpenStreetMaps område »{named.name}« ({named.osm_id}).")
    return Outlined(method="named OSM area", outline=named.outline, retrieved_on=named.read_on, notes=tuple(notes))


def from_buildings(gathered: Gathered, others: Shared) -> Outlined:
    """The buildings that the addresses are in, with a margin; none where another department has addresses in one."""
    own = gathered.own_buildings
    common = [key for key in own if key in others.buildings]
    if not own or common:
        return Outlined(
            method=None,
            notes=(f"Flere afdelinger har adresser i bygningen {listed(common)}.",) if common else (),
        )
    around = shapely.union_all(shapely.buffer([one.outline for one in own.values()], BUILDING_MARGIN_M))
    return Outlined(
        method="buildings",
        outline=around,
        retrieved_on=oldest(one.read_on for one in own.values()),
        notes=(f"Omridset er bygningerne med {BUILDING_MARGIN_M:.0f} meter omkring.",),
    )


def from_points(gathered: Gathered) -> Outlined:
    """A hull around the addresses, or their mean point; nothing at all where no address was found."""
    points, read_on = shapely.union_all(gathered.points), oldest(one.read_on for one in gathered.house_numbers)
    if shapely.get_num_geometries(points) >= LEAST_FOR_HULL:
        return Outlined(
            method="hull of points",
            outline=shapely.concave_hull(points, ratio=HULL_RATIO).buffer(HULL_MARGIN_M),
            retrieved_on=read_on,
            notes=("Omridset er skønnet ud fra adresserne og kan rumme andres boliger.",),
        )
    if not gathered.points:
        return Outlined(method=None, notes=("Ingen af adresserne er fundet; afdelingen er ikke placeret.",))
    return Outlined(
        method="point only",
        outline=points.centroid,
        retrieved_on=read_on,
        notes=("Adresserne er for få til et omrids; kun et punkt er kendt.",),
    )


def without_ground_of(others: Iterable[Outlined], hull: Outlined) -> Outlined:
    """The hull without the parcels of other departments; any other outline, and a hull clear of them, as it is."""
    if hull.method != "hull of points" or hull.outline is None:
        return hull
    parcels = [one.outline for one in others if one.method == "parcels"]
    left = hull.outline.difference(shapely.union_all(parcels))
    if left.is_empty or left.equals(hull.outline):
        return hull
    return replace(hull, outline=left, notes=(*hull.notes, "Andre afdelingers jordstykker er trukket fra omridset."))


def _named_area(gathered: Gathered, notes: list[str]) -> NamedArea | None:
    """The one area of the department's name, of a size an estate may have, near its addresses; None if not just one."""
    wanted, points = name_keys(gathered.department.name), shapely.union_all(gathered.points)
    near = [
        area
        for area in gathered.named_areas
        if name_keys(area.name) & wanted and area.outline.distance(points) <= NAMED_WITHIN_M
    ]
    fitting = [area for area in near if LEAST_NAMED_M2 <= area.outline.area <= MOST_NAMED_M2]
    for area in near:
        if area not in fitting:
            hectares = f"{area.outline.area / 10_000:.1f}".replace(".", ",")
            notes.append(f"OpenStreetMaps område »{area.name}« er ikke brugt: {hectares} ha er ikke en afdelings.")
    if len(fitting) > 1:
        notes.append(f"OpenStreetMap har {len(fitting)} områder med afdelingens navn; intet af dem er valgt.")
    return fitting[0] if len(fitting) == 1 else None


def oldest(days: Iterable[date | None]) -> date | None:
    """The first of the days that are known; None where none is."""
    return min((day for day in days if day is not None), default=None)


def listed(names: Sequence[str], most: int = 5) -> str:
    """The names as a Danish enumeration; of many only the first, and how many there are besides."""
    shown, more = list(names[:most]), len(names) - most
    if more > 0:
        return f"{', '.join(shown)} og {more} til"
    return " og ".join(filter(None, [", ".join(shown[:-1]), shown[-1]]))
