"""series: to come."""

from etl.extract.facts import SeriesPoint
from etl.extract.text import Text


def find(text: Text) -> tuple[SeriesPoint, ...]:
    """To come."""
    return ()
