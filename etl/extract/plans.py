"""plans: to come."""

from etl.extract.facts import NamedPlan
from etl.extract.text import Text


def find(text: Text) -> tuple[NamedPlan, ...]:
    """To come."""
    return ()
