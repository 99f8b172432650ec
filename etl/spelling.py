"""How two joined names may be spelt and still be one: Danish letters written otherwise or lost, and slips. Pure.

A slip of the pen is what a hand does (two letters swapped, one left out or struck twice, a neighbour on the keyboard, a
letter that sounds or looks the same). Any other letter is a slip only in a long name.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA, Levenshtein

MOST_SLIPS = 2
ONE_SLIP_FROM, STRANGE_FROM, TWO_SLIPS_FROM = 6, 9, 12
_LETTERS = (("aa", "Å"), ("ae", "Æ"), ("oe", "Ø"))
_TO_PLAIN = str.maketrans({"Æ": "a", "Ø": "o", "Å": "a"})
_NO_DANISH = str.maketrans({"Æ": "", "Ø": "", "Å": ""})
# Letters that are beside each other under the hand, or sound or look alike.
_ROWS = ("qwertyuiopÅ", "asdfghjklÆØ", "zxcvbnm")
_ALIKE = {
    frozenset(pair)
    for pair in ("dt", "bp", "gk", "ck", "sz", "vw", "iy", "ij", "il", "eÆ", "aÆ", "oÅ", "oØ", "uy", "aÅ", "ce", "uv")
}
_BESIDE = {
    frozenset((one, other))
    for at, row in enumerate(_ROWS)
    for place, one in enumerate(row)
    for other in (row[place + 1 : place + 2] + (_ROWS[at + 1][max(place - 1, 0) : place + 1] if at < 2 else ""))
}
# what a scanner takes for one letter
_SCANNED = (("rn", "m"), ("cl", "d"), ("vv", "v"), ("ii", "u"))


@dataclass(frozen=True, slots=True)
class Spelling:
    """How a printed name is spelt beside a known one: `slips` between them, `strange` where a letter is another's.

    `exact` where every letter stands; else it is the same name in other letters.
    """

    exact: bool
    slips: int = 0
    strange: bool = False


@lru_cache(maxsize=50_000)
def sounded(joined: str) -> str:
    """The name as it sounds: each Danish letter as one capital, double letters once, foreign spellings as plain ones."""
    text = joined.replace("ph", "f").replace("th", "t").replace("x", "ks").replace("q", "k").replace("w", "v")
    for two, letter in _LETTERS:
        text = text.replace(two, letter)
    return _once(text)


def plain(joined: str) -> str:
    """The name as a foreign keyboard writes it: "blaagaarden" -> "blagarden". No two names are farther apart in it."""
    return sounded(joined).translate(_TO_PLAIN)


def lost(joined: str) -> str | None:
    """What is left of the name where the Danish letters fell out ("blgrden"); None where nothing fell out."""
    left = sounded(joined).translate(_NO_DANISH)
    return _once(left) if left != sounded(joined) and len(left) >= 4 else None


def spelling(printed: str, known: str) -> Spelling | None:
    """How two joined names are spelt beside each other; None where they are two names."""
    if printed == known:
        return Spelling(exact=True)
    one, other = sounded(printed), sounded(known)
    if one == other or plain(printed) == plain(known) or one == lost(known):
        return Spelling(exact=False)
    shorter = min(len(one), len(other))
    if shorter < ONE_SLIP_FROM or _digits(printed) != _digits(known):
        return None
    for first, second in ((one, other), (plain(printed), plain(known)), (printed, known)):
        found = _slips(first, second, MOST_SLIPS if shorter >= TWO_SLIPS_FROM else 1)
        if found is not None:
            return found
    return Spelling(False, 1) if _scanned(one) == _scanned(other) else None


def _slips(one: str, other: str, most: int) -> Spelling | None:
    distance = OSA.distance(one, other, score_cutoff=most)
    if distance > most:
        return None
    shorter = min(len(one), len(other))
    if one[0] != other[0] and (shorter < STRANGE_FROM or len(one) == len(other) and one[1] == other[1]):
        return None
    strange = _strange(one, other, distance)
    if strange and (distance > 1 or shorter < STRANGE_FROM):
        return None
    return Spelling(False, distance, strange)


def _strange(one: str, other: str, distance: int) -> bool:
    """Whether a letter stands for one that is neither beside it nor like it; a swap of two is not that."""
    if Levenshtein.distance(one, other) > distance:
        return False
    edits = Levenshtein.editops(one, other)
    changed = {frozenset((one[edit.src_pos], other[edit.dest_pos])) for edit in edits if edit.tag == "replace"}
    return not changed <= _ALIKE | _BESIDE


def _once(text: str) -> str:
    """Double letters once."""
    return re.sub(r"(.)\1+", r"\1", text)


def _digits(text: str) -> str:
    """Digits are never a slip: 36 is not 38."""
    return "".join(letter for letter in text if letter.isdigit())


def _scanned(text: str) -> str:
    for seen, letter in _SCANNED:
        text = text.replace(seen, letter)
    return text
