"""indicators: to come."""

from etl.extract.facts import IndicatorPair
from etl.extract.text import Text


def find(text: Text) -> tuple[IndicatorPair, ...]:
    """To come."""
    return ()
