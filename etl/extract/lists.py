"""lists: to come."""

from etl.extract.facts import ListMembers
from etl.extract.text import Text


def find(text: Text) -> tuple[ListMembers, ...]:
    """To come."""
    return ()
