"""periods: to come."""

from etl.extract.facts import Period
from etl.extract.text import Text


def find(text: Text) -> tuple[Period, ...]:
    """To come."""
    return ()
