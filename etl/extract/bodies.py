"""Bodies with a part to play: the council and its committees, administrations, funds, ministries, forums. Pure.

A body is named in full however it is printed: "BR" is Borgerrepræsentationen, "TMFs" the Teknik- og Miljøforvaltning.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from etl.extract.clauses import statement
from etl.extract.facts import NamedBody
from etl.extract.text import Text

# the abbreviations of the city and the state, as its papers use them
_ABBREVIATED = {
    "BR": "Borgerrepræsentationen",
    "ØU": "Økonomiudvalget",
    "TMU": "Teknik- og Miljøudvalget",
    "KFU": "Kultur- og Fritidsudvalget",
    "BUU": "Børne- og Ungdomsudvalget",
    "SOU": "Sundheds- og Omsorgsudvalget",
    "SUD": "Socialudvalget",
    "BIU": "Beskæftigelses- og Integrationsudvalget",
    "KK": "Københavns Kommune",
    "ØKF": "Økonomiforvaltningen",
    "TMF": "Teknik- og Miljøforvaltningen",
    "KFF": "Kultur- og Fritidsforvaltningen",
    "BUF": "Børne- og Ungdomsforvaltningen",
    "SUF": "Sundheds- og Omsorgsforvaltningen",
    "SOF": "Socialforvaltningen",
    "BIF": "Beskæftigelses- og Integrationsforvaltningen",
    "LBF": "Landsbyggefonden",
    "UIBM": "Udlændinge-, Integrations- og Boligministeriet",
    "MBBL": "Ministeriet for By, Bolig og Landdistrikter",
    "HOFOR": "HOFOR",
    "SSP": "SSP",
    "UU": "UU",
    "KL": "KL",
    "BL": "BL",
}
# bodies whose names follow no pattern: what is printed -> the name
_NAMED = (
    (r"Borgerrepræsentation(?:en)?", "Borgerrepræsentationen"),
    (r"Københavns Kommune", "Københavns Kommune"),
    (r"Københavns [Bb]ydelsbestyrelse", "Københavns Bydelsbestyrelse"),
    (r"(?:Danmarks [Aa]lmene [Bb]oligers? \(BL\)|BL)(?:[’'´`]?s)? (?=1\. ?kreds)1\. ?kreds", "BL 1. kreds"),
    (r"BL ?[-–] ?Danmarks [Aa]lmene [Bb]oliger", "BL"),
    (r"Doms+tolsstyrelsen", "Domstolsstyrelsen"),  # also as misprinted with one s too many
    (r"(?:afdelings|Afdelings)bestyrelser(?:ne)?", "afdelingsbestyrelser"),
    (r"(?:be|Be)boerdemokrati(?:et)?", "beboerdemokratiet"),
    (r"[Rr]egeringen", "regeringen"),
    (r"[A-ZÆØÅ][a-zæøåé]{3,30}forum(?:met)?(?=s?\b)", ""),
)
_TAIL = r"(?:udvalget|forvaltningen|fonden|ministeriet|styrelsen|direktoratet)"
_SPELT = re.compile(rf"(?<![\w-])(?P<tail>[A-ZÆØÅa-zæøåé]{{1,30}}{_TAIL})(?P<genitive>s?)(?!\w)")
_CAPITAL = r"[A-ZÆØÅ][a-zæøåé]{2,24}"
# "Teknik- og ", "Transport- Bygnings- og ", "Udlændinge-, Integrations og "
_BEFORE = re.compile(rf"(?<![\w-]){_CAPITAL}-,? (?:{_CAPITAL}-?,? )?og $")
_OTHERS = re.compile(
    r"(?<![\w.-])(?:"
    + "|".join(f"(?P<n{number}>{pattern})" for number, (pattern, _) in enumerate(_NAMED))
    + rf"|(?P<short>{'|'.join(sorted(_ABBREVIATED, key=len, reverse=True))}))(?:[’'´`]?s)?(?![\w’'-])"
)


@dataclass(frozen=True, slots=True)
class Named:
    """A body named at `start`..`end` of a text, a genitive's s included."""

    name: str
    start: int
    end: int


def named(text: str, start: int = 0, end: int | None = None) -> Iterator[Named]:
    """Every body named in a stretch of running text, in order."""
    last = len(text) if end is None else end
    found = sorted(
        [*_by_vocabulary(text, start, last), *_spelt(text, start, last)], key=lambda one: (one.start, -one.end)
    )
    ends = -1
    for one in found:
        if one.start >= ends:
            ends = one.end
            yield one


def find(text: Text) -> tuple[NamedBody, ...]:
    """Each body once, where it is named first."""
    seen: set[str] = set()
    rows = []
    for one in named(text.flow.text):
        if _key(one.name) not in seen:
            seen.add(_key(one.name))
            rows.append(NamedBody(**statement(text, one.start, one.end).where, name=one.name))
    return tuple(rows)


def _spelt(text: str, start: int, last: int) -> Iterator[Named]:
    """ "Teknik- og Miljøforvaltningen", "Landsbyggefondens": what is left of the ending says whose."""
    for found in _SPELT.finditer(text, start, last):
        low = max(start, found.start() - 70)
        before = _BEFORE.search(text, low, found.start())
        tail = found["tail"]
        if before is None and (not tail[0].isupper() or re.fullmatch(_TAIL, tail, re.IGNORECASE)):
            continue
        begins = before.start() if before else found.start()
        yield Named(_tidy(text[begins : found.start()], tail), begins, found.end())


def _tidy(before: str, tail: str) -> str:
    """ "Udlændinge-, Integrations og " + "boligministeriet" with its hyphens and capital letters in place."""
    parts = re.findall(_CAPITAL, before)
    tail = tail[0].upper() + tail[1:]
    if not parts:
        return tail
    return f"{'-, '.join(parts)}- og {tail}"


def _by_vocabulary(text: str, start: int, last: int) -> Iterator[Named]:
    for found in _OTHERS.finditer(text, start, last):
        group = found.lastgroup or "short"
        name = _ABBREVIATED[found["short"]] if group == "short" else _NAMED[int(group[1:])][1] or found[group]
        yield Named(name, found.start(), found.end())


def _key(name: str) -> str:
    return re.sub(r"[\W_]", "", name).lower()
