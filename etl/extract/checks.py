"""What in one document does not add up: every check that needs no other. Pure.

`sums` holds the tables against themselves and the prose against them, `tallies` the counts, `changes` the figures over
time and the shares, `durations` the days of plans.
"""

from etl.extract import changes, durations, sums, tallies
from etl.extract.clauses import sentence_of
from etl.extract.facts import CheckFinding, Extraction, Found
from etl.extract.text import Text


def check(said: Extraction, text: Text) -> tuple[CheckFinding, ...]:
    """What in this document alone does not add up, a finding a cell or fact, in the order of the lines.

    `text` is the document the facts are from: a fact's own quote does not always say what it is about.
    """

    def sentence(fact: Found) -> str:
        return sentence_of(text, fact)

    found = (
        *sums.check(said),
        *tallies.check(said, sentence),
        *changes.check(said, sentence),
        *durations.check(said.periods, sentence),
    )
    return tuple(sorted(found, key=lambda finding: finding.line))
