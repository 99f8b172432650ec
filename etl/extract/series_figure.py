"""What the figures of every series are made of: the printed number with its date, and where it stands. Pure."""

import re
from dataclasses import dataclass

from etl.extract.as_of import SPAN, WHEN, label_of, span_of
from etl.extract.numbers import NUMBER

ABOUT = r"(?P<about>(?:ca\.|cirka|omkring|omtrent|knap|godt|op mod) )?"
N = rf"(?P<n>{NUMBER})(?![\w/-]|[.,]\d)"
IN = rf"[Ii] (?:hele |år )?(?P<when>{WHEN})"

_UNTIL = re.compile(rf"\b(?P<from>(?:19|20)\d\d) og (?:frem )?til (?P<until>{WHEN})")
_PERIOD = re.compile(rf"\b[Ii] (?:perioden |årene )?(?P<span>{SPAN})")
_AS_OF = re.compile(rf"\b(?:pr\.|per|opgjort|den|i) (?:den |pr\. )?(?P<when>{WHEN})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure found in a sentence, at `start`..`end` of the flow."""

    series: str
    as_of: str | None
    printed: str
    unit: str
    start: int
    end: int
    approximate: bool = False
    forecast: bool = False
    basis: str | None = None


def date_before(words: str, until: int) -> tuple[str | None, int]:
    """The last date before a figure in its sentence, and where it stands.

    A span of years, "2015 og frem til november 2016" (2015/2016-11), or a date; (None, `until`) for none.
    """
    before = words[:until]
    if found := _UNTIL.search(before):
        return f"{found['from']}/{label_of(found['until'])}", found.start()
    if found := _PERIOD.search(before):
        return span_of(found["span"]), found.start()
    dated = list(_AS_OF.finditer(before))
    return (label_of(dated[-1]["when"]), dated[-1].start()) if dated else (None, until)
