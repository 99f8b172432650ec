"""checks: to come."""

from etl.extract.facts import CheckFinding, Extraction


def check(said: Extraction) -> tuple[CheckFinding, ...]:
    """What in this document alone does not add up."""
    return ()
