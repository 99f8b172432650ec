"""bydele: to come."""

from etl.extract.facts import Box
from etl.extract.text import Text


def find(text: Text) -> tuple[Box, ...]:
    """The boxes of the form, ticked or not, by the districts' canonical names, in the order of the form."""
    return ()
