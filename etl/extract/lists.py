"""What places a sentence says stand on one of the state's lists. Pure.

"A, B og C, som er udpeget på statens liste over forebyggelsesområder"; "På listen over parallelsamfund står A". A
sentence that denies, supposes or intends it says no such thing.
"""

import re
from collections.abc import Iterator
from datetime import date

from etl.extract import names
from etl.extract.dates import MONTHS, dates
from etl.extract.facts import ListMembers
from etl.extract.text import Flow, Text

_KINDS = {
    "særligt udsatte boligområder": r"særligt udsatte? boligområder?",
    "udsatte boligområder": r"udsatte? boligområder?",
    "forebyggelsesområder": r"forebyggelsesområder?",
    "parallelsamfund": r"parallelsamfund",
    "omdannelsesområder": r"omdannelsesområder?",
    "hårde ghettoområder": r"hårde? ghettoområder?",
    "ghettoområder": r"ghettoområder?",
}
_KIND = "|".join(rf"(?P<k{number}>{pattern})" for number, pattern in enumerate(_KINDS.values()))
_WHEN = r"(?: (?:pr\.|fra|af|for|i) [^,;()]{2,24}?)?"
_MARKER = re.compile(
    rf"\b(?:(?P<list>liste(?:n|r|rne)?{_WHEN} over)|(?:udpeget|klassificeret|kategoriseret|betegnet) (?:som|til))"
    rf" (?:de |et )?(?:{_KIND})(?:ne|et)?(?!\w)",
    re.IGNORECASE,
)
_APPOINTED = re.compile(
    r"\b(?:udpeget|klassificeret|kategoriseret|betegnet)(?= [A-ZÆØÅ])"
)  # no capital: such a verb ends a chain
_AS = re.compile(rf" (?:som|til) (?:et )?(?:{_KIND})(?!\w)", re.IGNORECASE)
_DATE_WORD = rf"\d{{1,4}}\.?|{'|'.join(MONTHS)}"
# the words that may stand between the names and the list they are on, and between the list and its names
_BEFORE = re.compile(
    r"som|der|alle|begge|er|står|findes|at|finde|figurerer|optræder|blev|bliver|blevet|var|stod|har|været|udpeget|opført|placeret|"
    r"optaget|anført|nævnt|omfattet|på|statens|ministeriets|regeringens|den|de|årlige|nationale|aktuelle|gældende|seneste|nye|"
    rf"fortsat|stadig|også|nu|i|dag|aktuelt|igen|siden|pr\.?|fra|d\.|{_DATE_WORD}|kommunens|samme|ligeledes",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"står|er|findes|figurerer|optræder|omfatter|tæller|rummer|indeholder|består|af|der|pr\.?|fra|den|d\.|i|dag|nu|"
    r"fortsat|boligområderne|områderne|afdelingerne|boligafdelingerne|følgende|opført|københavns?|kommune|bl\.a\.|også|"
    rf"{_DATE_WORD}",
    re.IGNORECASE,
)
_STANDS = re.compile(
    r"\b(?:står|er|findes|figurerer|optræder|omfatter|tæller|rummer|indeholder|består)\b", re.IGNORECASE
)
_PAST = re.compile(r"\b(?:var|stod)\b", re.IGNORECASE)
# a word before the names that takes the statement back
_UNLESS = frozenset({"hvis", "såfremt", "hverken", "eller", "ikke", "undtagen", "hvorvidt", "om", "uden", "ingen"})
_ONE_WORD = re.compile(r"[ ,(]{1,3}(?P<word>[^ ,()]{1,30})")
_WORDS = 14  # words between a list and its names
_WINDOW = 600  # characters of a sentence that are read before and after a list
_NEAR = 80  # characters from names and list to the day that the list is of


def find(text: Text) -> tuple[ListMembers, ...]:
    """Each list with the names said to stand on it, joined ones taken apart; `as_of` is the printed day, if any."""
    flow = text.flow
    return tuple(one for span in flow.sentences for one in _in_sentence(flow, *span))


def _in_sentence(flow: Flow, start: int, end: int) -> Iterator[ListMembers]:
    yield from _appointed(flow, start, end)
    read_to = start
    for marker in _MARKER.finditer(flow.text, start, end):
        chain = _before(flow.text, max(read_to, marker.start() - _WINDOW), marker)
        if chain is None and marker["list"]:
            chain = _after(flow.text, marker, _reach(flow, end))
        read_to = marker.end()
        if chain is None:
            continue
        quoted = _said(chain, marker, start, end)
        yield _members(flow, chain, marker, quoted, quoted)


def _appointed(flow: Flow, start: int, end: int) -> Iterator[ListMembers]:
    """ "Staten har udpeget A og B som udsatte boligområder": the names stand within what is said of them."""
    for verb in _APPOINTED.finditer(flow.text, start, end):
        before = flow.text[max(start, verb.start() - _NEAR) : verb.start()].lower().split()
        chain = names.chain_at(flow.text, verb.end(), min(end, verb.end() + _WINDOW))
        said = _AS.match(flow.text, chain.end, end) if chain else None
        if chain is None or said is None or not _UNLESS.isdisjoint(before[-4:]):
            continue
        yield _members(flow, chain, said, _said(chain, said, start, end), (start, end))


def _members(
    flow: Flow, chain: names.Chain, marker: re.Match[str], quoted: tuple[int, int], dated: tuple[int, int]
) -> ListMembers:
    """The row: quoted from one span, its day looked for in the other."""
    return ListMembers(
        list=_kind(marker),
        names=names.spelled(chain),
        as_of=_as_of(flow.text, *dated, chain, marker),
        **flow.place(*quoted).where,
    )


def _said(chain: names.Chain, marker: re.Match[str], start: int, end: int) -> tuple[int, int]:
    """What is quoted: the sentence, or of one that never ends the names and the list alone."""
    if end - start <= 2 * _WINDOW:
        return min(start, chain.start), max(end, chain.end)
    return min(marker.start(), chain.start), max(marker.end(), chain.end)


def _reach(flow: Flow, end: int) -> int:
    """How far names may stand: after a colon, in what follows it."""
    return flow.sentence_at(end)[1] if flow.text[end - 1] == ":" and end < len(flow.text) else end


def _before(text: str, start: int, marker: re.Match[str]) -> names.Chain | None:
    """The last names before the list where nothing between takes it back."""
    found = None
    for chain in names.chains(text, start, marker.start()):
        found = chain
    if found is None:
        return None
    between = text[found.end : marker.start()].replace(",", " ").replace(" omfattet af ", " omfattet ").split()
    earlier = text[start : found.start].split()
    if (earlier and earlier[-1].lower() in _UNLESS) or not all(_BEFORE.fullmatch(word) for word in between):
        return None
    past = _PAST.search(text, found.end, marker.start())
    return None if past and not any(dates(text, start, marker.end() + 40)) else found


def _after(text: str, marker: re.Match[str], end: int) -> names.Chain | None:
    """The names that the list is said to hold."""
    limit = min(end, marker.end() + _WINDOW)
    at = marker.end()
    for _ in range(_WORDS):
        word = _ONE_WORD.match(text, at, limit)
        if word is None or not _AFTER.fullmatch(word["word"].rstrip(":,")):
            break
        at = word.end()
    between = text[marker.end() : at]
    if not _STANDS.search(between) and not between.endswith(":"):
        return None
    return names.chain_at(text, at, limit) if text[at : at + 3].lstrip(" (”\"'»")[:1].isupper() else None


def _kind(marker: re.Match[str]) -> str:
    return next(kind for number, kind in enumerate(_KINDS) if marker[f"k{number}"])


def _as_of(text: str, first: int, last: int, chain: names.Chain, marker: re.Match[str]) -> date | None:
    """The day printed nearest to the list, in what is quoted."""
    start, end = min(chain.start, marker.start()) - _NEAR, max(chain.end, marker.end()) + _NEAR
    days = [one for one in dates(text, max(start, first), min(end, last)) if one.precision in ("day", "digits")]
    return min(days, key=lambda one: abs(one.start - marker.end())).on if days else None
