"""Invented papers to be read: as long as the city's longest and longer, in their form."""

from pathlib import Path

from tests.typesetting import as_pdf

PAGES = 300
_PROSE = (
    "Der afsættes {number},{digit} mio. kr. i perioden 2031-2034 til indsatsen i Sandvig Øst og på Nordhavnens Eng."
)
_PER_PAGE = 60


def long_pdf(path: Path) -> Path:
    """A PDF of 300 full pages: 54 lines of prose, with an empty one now and then, and a ruled table on each."""
    lines: list[str] = []
    for page in range(PAGES):
        lines += [
            "" if row % 9 == 8 else _PROSE.format(number=page + 1, digit=row % 10) for row in range(_PER_PAGE - 6)
        ]
        lines += ["Aktivitet\tStyringsområde\t2031\t2032\tI alt"]
        lines += [f"Indsats {row}\tService\t{page + row}\t{page}\t{2 * page + row}" for row in range(5)]
    return as_pdf(lines, path, size=8, per_page=_PER_PAGE)
