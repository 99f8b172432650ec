"""departments: to come."""

from etl.extract.facts import ListedName
from etl.extract.text import Text


def find(text: Text) -> tuple[ListedName, ...]:
    """To come."""
    return ()
