"""targets: to come."""

from etl.extract.facts import PrintedTarget
from etl.extract.text import Text


def find(text: Text) -> tuple[PrintedTarget, ...]:
    """To come."""
    return ()
