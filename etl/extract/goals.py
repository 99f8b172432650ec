"""goals: to come."""

from etl.extract.facts import PrintedGoal
from etl.extract.text import Text


def find(text: Text) -> tuple[PrintedGoal, ...]:
    """To come."""
    return ()
