"""bodies: to come."""

from etl.extract.facts import NamedBody
from etl.extract.text import Text


def find(text: Text) -> tuple[NamedBody, ...]:
    """To come."""
    return ()
