"""Whose register, layers and statistics these are."""

from collections.abc import Mapping
from dataclasses import dataclass

from geodata.model.words import require

# The rows of settings.csv that name the municipality; the English names may be left out.
SETTINGS = ("municipality", "municipality_name", "municipality_code")
ENGLISH_SETTINGS = ("municipality_en", "municipality_name_en")


@dataclass(frozen=True, slots=True, kw_only=True)
class Municipality:
    """A municipality: `place` as it stands in running text, `authority` the body itself, `code` its four digits.

    The code is the one the state gives it (kommunekode), with the zero in front that spreadsheets drop. `place_en` and
    `authority_en` are what English calls them; a municipality without an English name has the Danish one there.
    """

    place: str
    place_en: str
    authority: str
    authority_en: str
    code: str

    def __post_init__(self) -> None:
        require(
            len(self.code) == 4 and self.code.isascii() and self.code.isdigit(),
            f"municipality_code er »{self.code[:20]}« og ikke en kommunekode på fire cifre",
        )

    @classmethod
    def of(cls, settings: Mapping[str, str]) -> "Municipality":
        """The municipality that the settings name, key -> value. Raises ValueError naming the key that is missing."""
        for key in SETTINGS:
            require(bool(settings.get(key)), f"{key} mangler")
        place, authority, code = (settings[key] for key in SETTINGS)
        return cls(
            place=place,
            place_en=settings.get("municipality_en") or place,
            authority=authority,
            authority_en=settings.get("municipality_name_en") or authority,
            code=code.zfill(4) if code.isdigit() else code,
        )
