"""From what a document is found to say to rows a person may take into the register. Pure.

A proposal is a row in the notation of the register's files. What the document prints is `printed`; what we put together
of it is `derived`, with the reason. Nothing is taken in before a person has said so (`etl/accept.py`).
"""

from etl.extract.facts import Extraction
from etl.proposals import money, others, plans
from etl.proposals.proposal import Paper, Proposal

__all__ = ["Paper", "Proposal", "propose"]


def propose(said: Extraction, paper: Paper) -> list[Proposal]:
    """Every row the document gives ground for, plans first."""
    return [*plans.propose(said, paper), *money.propose(said, paper), *others.propose(said, paper)]
