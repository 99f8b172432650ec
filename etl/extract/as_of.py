"""What a figure or a status is dated: a day, month, quarter, half year or year as one short word. Pure."""

import re

from etl.extract.dates import Dated, dates

_YEAR = re.compile(r"(?<![\w/.-])(?:19|20)\d\d(?![\w/]|-\d|\.\d)")


def label(dated: Dated) -> str:
    """2016-11-22, 2016-11, 2017-Q1, 2016-H1 or 2015; a part of a month is its month, "ultimo 2016" is 2016-12."""
    first, last = dated.on, dated.until
    if dated.precision in ("day", "digits"):
        return first.isoformat()
    if dated.precision == "quarter":
        return f"{first.year}-Q{(first.month + 2) // 3}"
    if dated.precision == "half":
        return f"{first.year}-H{1 if first.month == 1 else 2}"
    if dated.precision == "month":
        return f"{first.year}-{first.month:02}"
    if (last.year, last.month) == (first.year, 12) and first.month > 1:
        return f"{last.year}-12"
    return str(first.year)


def label_of(printed: str) -> str | None:
    """The same for a text that holds one date or bare year; None where it holds none."""
    for dated in dates(printed):
        return label(dated)
    year = _YEAR.search(printed)
    return year.group() if year else None
