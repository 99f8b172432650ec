"""organisations: to come."""

from etl.extract.facts import NamedOrganisation
from etl.extract.text import Text


def find(text: Text) -> tuple[NamedOrganisation, ...]:
    """To come."""
    return ()
