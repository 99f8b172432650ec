"""Everything with a shape, as records: what the readers of layers give and the rest of etl works on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from geodata.model import Area, Dataset, Department, Rode

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry


@dataclass(frozen=True)
class Geography:
    """Everything with a shape, in EPSG:25832; departments come without their district.

    `rows_in` counts the features of the city's layer, `merged` the official keys that stand in several of them
    and in how many, `conflicting` those of these whose counts of homes differ. `roder` fit together without gap or
    overlap, by number.
    """

    areas: tuple[Area, ...]
    departments: tuple[Department, ...]
    land: Mapping[str, "BaseGeometry"]
    water: tuple["BaseGeometry", ...]
    datasets: tuple[Dataset, ...]
    rows_in: int
    merged: Mapping[str, int] = field(default_factory=dict)
    conflicting: tuple[str, ...] = ()
    roder: tuple[Rode, ...] = ()
