"""The municipality as a sentence names it: Copenhagen, all of it, the City of Copenhagen; or another. Pure."""

from typing import TYPE_CHECKING

from geodata.names import slug
from webmap.language import Language

if TYPE_CHECKING:
    from webmap.facts import Facts


def place(lang: Language, facts: "Facts") -> str:
    """The municipality as a place: "i {place}"."""
    return lang.pick(facts.municipality.place, facts.municipality.place_en)


def authority(lang: Language, facts: "Facts") -> str:
    """The municipality as a body, by its full name."""
    return lang.pick(facts.municipality.authority, facts.municipality.authority_en)


def whole(lang: Language, facts: "Facts") -> str:
    """The municipality as what its districts are held against."""
    return lang._("Hele {municipality}", municipality=place(lang, facts))


def shape(facts: "Facts") -> str:
    """What the municipality is called in the downloads, as a place is: by its Danish name in plain letters."""
    return slug(facts.municipality.place)
