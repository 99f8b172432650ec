"""counts: to come."""

from etl.extract.facts import Count
from etl.extract.text import Text


def find(text: Text) -> tuple[Count, ...]:
    """To come."""
    return ()
