"""tables: to come."""

from etl.extract.facts import PrintedTable
from etl.extract.text import Text


def find(text: Text) -> tuple[PrintedTable, ...]:
    """To come."""
    return ()
