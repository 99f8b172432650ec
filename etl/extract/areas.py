"""areas: to come."""

from etl.extract.facts import NamedArea
from etl.extract.text import Text


def find(text: Text) -> tuple[NamedArea, ...]:
    """To come."""
    return ()
