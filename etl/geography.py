"""Everything with a shape, as records: what the readers of layers give and the rest of etl works on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from geodata.model import Area, Dataset, Department, FootprintMethod, Rode

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """What a layer in our own form says of one outline, as `geodata.model.Footprint` has it; None: not said."""

    method: FootprintMethod | None = None
    accuracy_m: float | None = None
    credit: str | None = None
    retrieved_on: date | None = None
    east_m: float | None = None
    north_m: float | None = None
    addresses_matched: int | None = None
    addresses_unmatched: int | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Geography:
    """Everything with a shape, in EPSG:25832; departments come without their district.

    `rows_in` counts the features of the city's layer, `merged` the official keys that stand in several of them
    and in how many, `conflicting` those of these whose counts of homes differ. `roder` fit together without gap or
    overlap, by number; a municipality may have none. `stated`: official key -> what the layer says of the outline.
    `elsewhere`: whether these are other districts than those we carry, so that nothing of ours belongs beside them.
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
    stated: Mapping[str, Stated] = field(default_factory=dict)
    elsewhere: bool = False
