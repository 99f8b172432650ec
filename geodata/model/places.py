"""What has a shape: city districts and departments."""

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from geodata.model.words import FootprintMethod, require

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A city district with its outline."""

    bydel_no: int
    bydel: str
    slug: str
    outline: "BaseGeometry" = field(repr=False, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Department:
    """A housing department of the city's layer. Counts of homes are None where the layer is empty."""

    department_id: str
    organisation_no: int
    organisation: str
    department_no: str
    name: str
    homes_family: int | None
    homes_youth: int | None
    homes_elderly: int | None
    homes_care: int | None
    bydel_no: int | None
    outline: "BaseGeometry | None" = field(repr=False, compare=False, default=None)

    def __post_init__(self) -> None:
        require(
            all(count is None or count >= 0 for count in self._counts), f"{self.department_id}: negativt antal boliger"
        )

    @property
    def _counts(self) -> tuple[int | None, ...]:
        return self.homes_family, self.homes_youth, self.homes_elderly, self.homes_care

    @property
    def homes(self) -> int | None:
        """All almene homes: the four counts, an empty one adds nothing; None where all four are empty."""
        known = [count for count in self._counts if count is not None]
        return sum(known) if known else None

    @property
    def homes_family_youth(self) -> int | None:
        """Family and youth homes only; None where both are empty."""
        known = [count for count in (self.homes_family, self.homes_youth) if count is not None]
        return sum(known) if known else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Footprint:
    """How a department's outline came about, and how far it may lie from the ground it stands for.

    `accuracy_m` is in metres, by method (`etl.footprints`). `credit` names whoever the outline is from. A department
    that is a "point only" has no outline: its point is `east_m`, `north_m` in EPSG:25832. `notes` say in Danish what a
    guard found on the way; the addresses are counted where the outline was made of them.
    """

    department_id: str
    method: FootprintMethod
    accuracy_m: float
    credit: str
    retrieved_on: date | None
    east_m: float | None = None
    north_m: float | None = None
    addresses_matched: int | None = None
    addresses_unmatched: int | None = None
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        require(self.accuracy_m >= 0, f"{self.department_id}: nøjagtigheden er negativ")
        require(
            (self.east_m is None) == (self.north_m is None) == (self.method != "point only"),
            f"{self.department_id}: et punkt, og kun et punkt, har en koordinat",
        )

    @property
    def approximate(self) -> bool:
        """Whether the outline is another than the plots': it is drawn differently, and says so."""
        return self.method not in ("city layer", "parcels", "drawn")
