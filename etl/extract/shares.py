"""shares: to come."""

from etl.extract.facts import Share
from etl.extract.text import Text


def find(text: Text) -> tuple[Share, ...]:
    """To come."""
    return ()
