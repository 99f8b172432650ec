"""The parcels of a department as its outline, with the guards that keep other people's homes out. Pure; EPSG:25832.

A department has the whole of each property its addresses stand on, unless someone else has a part in it; the guards
are the table in docs/new-municipality.md.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import shapely

from etl.cadastre import Parcel, Property
from etl.outlines import Gathered, Outlined, Shared, listed, oldest

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

NON_PROFIT = "20"  # BBR's code for an almen boligorganisation
MAY_OWN = {NON_PROFIT: "en almen boligorganisation", "40": "en forening eller selvejende", "50": "kommunen"}
ROAD_SHARE = 0.9  # of a parcel: from here on it is a road
HOMES_APART = 0.25
CLOSES_M = 0.5  # parcels whose shared border is drawn twice meet again
OUTSIDE_M = 25.0


def from_parcels(gathered: Gathered, others: Shared) -> Outlined:
    """The union of the department's parcels, or none, with what each guard has flagged."""
    notes: list[str] = []
    kept = _without_roads(_parcels_of(gathered, others, notes), notes)
    missing = [parcel.label for parcel in kept if parcel.outline is None]
    if missing:
        notes.append(f"Matriklen har intet omrids af {listed(missing)}.")
    outline = union([parcel.outline for parcel in kept if parcel.outline is not None])
    if outline is None:
        return Outlined(method=None, notes=tuple(notes))
    notes += _homes(gathered, {parcel.parcel_id_mat for parcel in kept})
    outside = [
        one.address
        for one, point in zip(gathered.house_numbers, gathered.points, strict=True)
        if outline.distance(point) > OUTSIDE_M
    ]
    if outside:
        notes.append(f"Uden for omridset ligger {listed(outside)}.")
    return Outlined(
        method="parcels", outline=outline, retrieved_on=oldest(one.read_on for one in kept), notes=tuple(notes)
    )


def union(outlines: Sequence["BaseGeometry"]) -> "BaseGeometry | None":
    """The outlines as one, in the plane and valid; gaps under a metre between neighbours are closed. None for none."""
    ground = [part for part in map(_ground, outlines) if part is not None]
    if not ground:
        return None
    whole = shapely.make_valid(shapely.union_all(ground))
    return _ground(whole.buffer(CLOSES_M, join_style="mitre").buffer(-CLOSES_M, join_style="mitre"))


def _parcels_of(gathered: Gathered, others: Shared, notes: list[str]) -> list[Parcel]:
    """Whole properties, and of those that are shared or owned by someone else only the parcels with own addresses."""
    by_bfe = {one.bfe: one for one in gathered.properties}
    kept: list[Parcel] = []
    for bfe in sorted(gathered.own_properties):
        ours = [parcel for parcel in gathered.parcels if parcel.bfe == bfe]
        whole = _may_be_whole(by_bfe.get(bfe, Property(bfe=bfe)), bfe in others.properties, notes)
        kept += ours if whole else [parcel for parcel in ours if parcel.parcel_id_mat in gathered.own_parcels]
    kept += [one for one in gathered.parcels if one.bfe is None and one.parcel_id_mat in gathered.own_parcels]
    common = [parcel.label for parcel in kept if parcel.parcel_id_mat in others.parcels]
    if common:  # part of an outline would pass for the whole of it
        notes.append(f"Flere afdelinger har adresser på {listed(common)}; jordstykker kan ikke skille dem.")
        return []
    return kept


def _may_be_whole(one: Property, is_shared: bool, notes: list[str]) -> bool:
    if one.divided:
        notes.append(f"Ejendommen {one.bfe} er opdelt i ejerlejligheder; afdelingen ejer måske kun en del af den.")
    if one.owner_code is None:
        notes.append(f"Hvem der ejer ejendommen {one.bfe}, er ikke oplyst.")
    elif one.owner_code not in MAY_OWN:
        notes.append(
            f"Ejendommen {one.bfe} ejes ikke af en almen boligorganisation (BBR's kode {one.owner_code}); "
            "kun jordstykker med afdelingens adresser kommer i betragtning."
        )
        return False
    elif one.owner_code != NON_PROFIT:
        notes.append(f"Ejendommen {one.bfe} ejes af {MAY_OWN[one.owner_code]} (BBR's kode {one.owner_code}).")
    if is_shared:
        notes.append(
            f"Ejendommen {one.bfe} deles med en anden afdeling; kun jordstykker med egne adresser kommer i betragtning."
        )
    return not is_shared


def _without_roads(parcels: list[Parcel], notes: list[str]) -> list[Parcel]:
    roads = [parcel for parcel in parcels if parcel.area_m2 and (parcel.road_m2 or 0) >= ROAD_SHARE * parcel.area_m2]
    if roads:
        notes.append(f"Udeladt, fordi det kun er vej: {listed([parcel.label for parcel in roads])}.")
    return [parcel for parcel in parcels if parcel not in roads]


def _homes(gathered: Gathered, kept: set[str]) -> list[str]:
    """A note where BBR's homes on the parcels are far from those of the list."""
    stated, buildings = gathered.department.homes, gathered.homes_in
    if stated is None or buildings is None:
        return []
    found = {one.building_id_bbr: one.homes for one in buildings if one.parcel_id_mat in kept}
    homes = sum(found.values())
    if abs(homes - stated) <= HOMES_APART * stated:
        return []
    return [f"BBR har {homes} boliger på jordstykkerne, listen {stated}."]


def _ground(outline: "BaseGeometry") -> "BaseGeometry | None":
    """The outline's areas as valid polygons in the plane; None where it has none."""
    valid = shapely.make_valid(shapely.force_2d(outline))
    parts = [part for part in shapely.get_parts(valid) if part.geom_type in ("Polygon", "MultiPolygon") and part.area]
    return shapely.union_all(parts) if parts else None
