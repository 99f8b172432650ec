"""points: to come."""

from etl.extract.facts import NamedPoint
from etl.extract.text import Text


def find(text: Text) -> tuple[NamedPoint, ...]:
    """To come."""
    return ()
