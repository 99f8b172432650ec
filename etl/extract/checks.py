"""What in one document does not add up: every check that needs no other. Pure.

`sums` holds the tables against themselves and the prose against them, `tallies` everything else.
"""

from etl.extract import sums, tallies
from etl.extract.facts import CheckFinding, Extraction


def check(said: Extraction) -> tuple[CheckFinding, ...]:
    """What in this document alone does not add up, a finding a cell or fact, in the order of the lines."""
    found = (*sums.check(said), *tallies.check(said))
    return tuple(sorted(found, key=lambda finding: finding.line))
