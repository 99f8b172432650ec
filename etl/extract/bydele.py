"""bydele: to come."""

from etl.extract.text import Text


def find(text: Text) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The ticked districts and the districts that stand there without a tick, by their canonical names."""
    return (), ()
