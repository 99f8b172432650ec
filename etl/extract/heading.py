"""heading: to come."""

from typing import NamedTuple

from etl.extract.text import Text


class Heading(NamedTuple):
    """What a document calls itself."""

    title: str | None
    number: str | None
    kind: str | None


def find(text: Text) -> Heading:
    """To come."""
    return Heading(None, None, None)
