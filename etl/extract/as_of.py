"""What a figure or a status is dated: a day, month, quarter, half year or year as one short word. Pure."""

import re

from etl.extract.dates import MONTHS, Dated, dates

_YEAR = re.compile(r"(?<![\w/.-])(?:19|20)\d\d(?![\w/]|-\d|\.\d)")


def label(dated: Dated) -> str:
    """2016-11-22, 2016-11, 2017-Q1, 2016-H1 or 2015.

    A part of a month is its month; primo and ultimo 2016 are 2016-01 and 2016-12; a season is its year.
    """
    first = dated.on
    if dated.precision in ("day", "digits"):
        return first.isoformat()
    if dated.precision == "quarter":
        return f"{first.year}-Q{(first.month + 2) // 3}"
    if dated.precision == "half":
        return f"{first.year}-H{1 if first.month == 1 else 2}"
    if dated.precision == "month":
        return f"{first.year}-{first.month:02}"
    part = dated.printed.partition(" ")[0].lower()
    return str(first.year) + {"primo": "-01", "ultimo": "-12"}.get(part, "")


# a date or bare year as it is printed: what `label_of` reads
_MONTH = "|".join(MONTHS)
WHEN = (
    rf"(?:[0-3]?\d\. ?(?:{_MONTH}) (?:19|20)\d\d|[0-3]?\d[./-][01]?\d[./-](?:(?:19|20)\d\d|\d\d)"
    rf"|[12]\. halvår(?: af)? (?:19|20)\d\d|[1-4]\. kvartal(?: af)? (?:19|20)\d\d"
    rf"|(?:(?:primo|medio|ultimo) )?(?:(?:{_MONTH}) )?(?:19|20)\d\d)(?![\d/-])"
)
# years from and to, as printed: "2013-15"
SPAN = r"(?:19|20)\d\d ?[-–] ?(?:(?:19|20)\d\d|\d\d)(?![\d/-])"


def span_of(printed: str) -> str:
    """ "2013-15" -> "2013-2015"."""
    first, last = (year.strip() for year in re.split("[-–]", printed, maxsplit=1))
    return f"{first}-{last if len(last) == 4 else first[:2] + last}"


def label_of(printed: str) -> str | None:
    """The same for a text that holds one date or bare year; None where it holds none."""
    for dated in dates(printed):
        return label(dated)
    year = _YEAR.search(printed)
    return year.group() if year else None
