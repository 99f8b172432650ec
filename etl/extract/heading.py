"""What a document calls itself: its title over the lines it takes, its number, and the kind of paper it is. Pure."""

import re
from typing import NamedTuple

from etl.extract.text import Text

_LONGEST = 200  # characters of a title

# headings that every paper of its kind has, and what stands above a title
_SECTION = re.compile(
    r"(?:Resum[eé]|Baggrund|Indstilling|Beslutning|Problemstilling|Løsning|Indhold|Økonomi|Proces|Videre proces|Bilag"
    r"|Aftaletekst|Formål|Sagsfremstilling)\b:?",
    re.IGNORECASE,
)
_ABOVE = re.compile(
    r"(?:budgetnotat|notat|københavns kommune|[\w -]{0,40}(?:forvaltningen|udvalget)|side \d{1,3}(?: af \d{1,3})?"
    r"|bilag \d{1,2}|til [\w ,-]{1,60}|\d{1,2}[./-].{1,20}|[\W\d]{1,40})",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"[A-ZÆØÅ]{1,4}\d{1,4}[a-z]?(?![\w/-])")
_LABEL = re.compile(r"(?:Budgetnotat|Notat|Titel|Emne)(?::| (?=[A-ZÆØÅ]{1,4}\d))\s*", re.IGNORECASE)
_VERB = re.compile(r"\b(?:skal|er|har|blev|vil|indstiller|kan|var|indeholder|godkender)\b")
# after these no title ends
_OPEN = frozenset(
    {
        *("for", "og", "i", "på", "af", "mellem", "til", "med", "den", "de", "det", "om", "vedrørende", "fra", "ved"),
        *("samt", "eller", "en", "et", "under", "efter", "hos", "som", "der", "nye", "ny", "boligsociale", "almene"),
    }
)


class Heading(NamedTuple):
    """What a document calls itself; `kind` is None for a paper with none of the known forms."""

    title: str | None
    number: str | None
    kind: str | None


def find(text: Text) -> Heading:
    """The title as printed, on one line and with its number; the number alone; the kind of paper."""
    title = _title(text)
    number = _NUMBER.match(title) if title else None
    return Heading(title, number.group() if number else None, _kind(text, number is not None))


def _title(text: Text) -> str | None:
    lines = [(number, " ".join(line.split())) for number, line in enumerate(text.lines[:200], 1) if line.strip()]
    while lines and _ABOVE.fullmatch(lines[0][1][:_LONGEST]) and not _NUMBER.match(lines[0][1]):
        lines.pop(0)
    if not lines or len(lines[0][1]) > _LONGEST:
        return None
    (last, title), rest = lines[0], lines[1:3]
    for number, line in rest:
        if not _goes_on(text, title, last, number, line) or len(title) + len(line) > _LONGEST:
            break
        title, last = f"{title} {line}", number
    return _LABEL.sub("", title, count=1) or None


def _goes_on(text: Text, title: str, last: int, number: int, line: str) -> bool:
    """Whether a title goes on in the next line with words."""
    if _SECTION.match(line) or _VERB.search(line[:_LONGEST]) or title.endswith((".", ":")):
        return False
    word = title.rsplit(" ", 1)[-1]
    if word.lower() in _OPEN or word.endswith(("-", ",", "–", "ns")) or line[0].islower():
        return True
    # two lines that stand together and apart from what follows
    after = text.lines[number] if number < len(text.lines) else ""
    return number == last + 1 and len(title) > 45 and not after.strip()


def _kind(text: Text, numbered: bool) -> str | None:
    first = " ".join(" ".join(line.split())[:_LONGEST] for line in text.lines[:200] if line.strip()).lower()
    opening = " ".join(line.strip()[:_LONGEST] for line in _with_words(text, 8)).lower()
    headings = {line.strip().rstrip(":").lower() for line in text.lines if len(line) < 60}
    if "udmøntningsnotat" in opening:
        return "udmøntningsnotat"
    form = bool(headings & {"resumé", "resume", "bevillingstekniske oplysninger"})
    if form and (numbered or "budgetnotat" in first):
        return "budgetnotat"
    if "indstilling" in headings and ("problemstilling" in headings or re.search(r"indstiller,? at\b", first)):
        return "indstilling"
    if re.search(r"\b(?:orientering|redegørelse) (?:vedr(?:ørende|\.)|om)\b", opening):
        return "orientering"
    return None


def _with_words(text: Text, count: int) -> list[str]:
    return [line for line in text.lines[: 20 * count] if line.strip()][:count]
