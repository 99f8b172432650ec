"""What in one document does not add up: every check that needs no other. Pure."""

from etl.extract import sums
from etl.extract.facts import CheckFinding, Extraction


def check(said: Extraction) -> tuple[CheckFinding, ...]:
    """What in this document alone does not add up."""
    return sums.check(said)
