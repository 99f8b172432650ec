"""events: to come."""

from etl.extract.facts import DatedEvent
from etl.extract.text import Text


def find(text: Text) -> tuple[DatedEvent, ...]:
    """To come."""
    return ()
