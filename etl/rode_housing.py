"""How much of each statistical tract is plots of non-profit housing. Pure; EPSG:25832."""

from collections.abc import Iterable, Sequence

import shapely

from geodata.model import Department, Rode, RodeHousing

_DECIMALS = 4


def almene_shares(roder: Sequence[Rode], departments: Iterable[Department]) -> list[RodeHousing]:
    """The share (0..1) of each rode's area that lies in some department's outline; ground in two counts once.

    Plots and not buildings, of the rode's whole area with its streets and parks: it says how much of the ground is
    non-profit housing, and nothing of how many homes or residents.
    """
    plots = shapely.union_all([row.outline for row in departments if row.outline is not None])
    return [RodeHousing(rode_no=rode.rode_no, almene_share=_share(rode, plots)) for rode in roder]


def _share(rode: Rode, plots: shapely.Geometry) -> float:
    area = rode.outline.area
    return round(min(1.0, shapely.intersection(rode.outline, plots).area / area), _DECIMALS) if area else 0.0
