"""Statistical tracts (roder) as one coverage: neighbours that share their border, without gap or overlap. Pure.

The city's layer crosses itself in places, overlaps by a few square metres in others, and gives neighbours different
vertices along one border; simplified as delivered, its borders would part.
"""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import shapely

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

_GRID_M = 0.01  # of the noded borders: what is closer is one point
_LEAST_KEPT = 0.99  # of a tract's own ground: losing more is a mistake of the layer, not a border drawn twice


def mended(outlines: Sequence["BaseGeometry"]) -> list["BaseGeometry"]:
    """The outlines as a valid coverage in EPSG:25832, in their order; the earlier keeps ground that two claim.

    Every border is cut where it meets another, the faces between are handed out, and each outline is put together of
    its own. A gap stays a gap: the layer has none but Frederiksberg. Raises ValueError where an outline loses more
    than a hundredth of its ground, or where what comes out is no coverage.
    """
    borders = shapely.union_all(shapely.boundary(list(outlines)), grid_size=_GRID_M)
    faces = shapely.get_parts(shapely.polygonize([borders]))
    owned = _handed_out(faces, outlines)
    whole = [shapely.coverage_union_all(faces[numbers]) for numbers in owned]
    for number, (before, after) in enumerate(zip(outlines, whole, strict=True)):
        if before.intersection(after).area < _LEAST_KEPT * before.area:
            raise ValueError(f"omrids nummer {number + 1} ligger oven i et andet")
    if not shapely.coverage_is_valid(whole):
        raise ValueError("omridsene kan ikke bringes til at passe sammen")
    return whole


def _handed_out(faces: Sequence["BaseGeometry"], outlines: Iterable["BaseGeometry"]) -> list[list[int]]:
    """For each outline the numbers of the faces that are its own."""
    owner: dict[int, int] = {}
    tree = shapely.STRtree(list(outlines))
    pairs = tree.query(shapely.point_on_surface(faces), predicate="intersects").T.tolist()
    for face, outline in pairs:
        owner[face] = min(outline, owner.get(face, outline))
    owned: list[list[int]] = [[] for _ in tree.geometries]
    for face in sorted(owner):
        owned[owner[face]].append(face)
    return owned
