"""amounts: to come."""

from etl.extract.facts import Amount
from etl.extract.text import Text


def find(text: Text) -> tuple[Amount, ...]:
    """To come."""
    return ()
