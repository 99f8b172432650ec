"""How two joined names may be spelt and still be one: Danish letters written otherwise or lost, and slips. Pure.

A slip of the pen is what a hand does (two letters swapped, one left out or struck twice, a neighbour on the keyboard, a
letter that sounds or looks the same). Any other letter is a slip only in a long name.
"""

from dataclasses import dataclass

from rapidfuzz.distance import OSA, Levenshtein

from etl.kinds_of_place import parted
from etl.letters import coded, lost, plain, sounded

MOST_SLIPS = 2
ONE_SLIP_FROM, TWO_SLIPS_FROM = 6, 12  # letters of a whole name
SHORT_STEM, STRANGE_FROM, LONG_STEM = 5, 6, 9  # letters without the kind of place: "fole", "lundtofte"
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
_MISREAD = {frozenset(pair) for pair in ("il", "aÅ", "oØ", "eÆ", "aÆ")}
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


def spelling(printed: str, known: str, *, danish: bool) -> Spelling | None:
    """How two joined names are spelt beside each other; None where they are two names.

    `danish` where the printed name has Danish letters: then it does not lack them elsewhere, and "ae" is no a and e.
    """
    if printed == known:
        return Spelling(exact=True)
    one, other = sounded(printed), sounded(known)
    if one == other or (not danish and plain(printed) == plain(known)):
        return Spelling(exact=False)
    if one == lost(known):
        return Spelling(False, 1)
    if min(len(one), len(other)) < ONE_SLIP_FROM or _digits(printed) != _digits(known):
        return None
    ways = [(coded(printed), coded(known))]
    if not danish:
        ways.append((printed, known))
    if not _short_stems(*ways[0]):
        ways += [(one, other)] if danish else [(one, other), (plain(printed), plain(known))]
    found = (_slips_apart(*way) for way in ways)
    return next((spelt for spelt in found if spelt is not None), None) or _as_scanned(one, other)


def _short_stems(one: str, other: str) -> bool:
    (here, kind), (there, its) = parted(one), parted(other)
    return kind is not None and its is not None and min(len(here), len(there)) < SHORT_STEM


def _slips_apart(one: str, other: str) -> Spelling | None:
    """Slips in the names without their kind of place where both have one; in the whole names else."""
    (here, kind), (there, its) = parted(one), parted(other)
    if kind is None or its is None:
        shorter = min(len(one), len(other))
        return _slips(one, other, MOST_SLIPS if shorter >= TWO_SLIPS_FROM else 1)
    if kind != its or here == there:
        return None
    if _short_stems(one, other):
        return Spelling(False, 1) if _near_in_short(here, there) else None
    shorter = min(len(here), len(there))
    return _slips(here, there, MOST_SLIPS if shorter >= LONG_STEM else 1)


def _near_in_short(here: str, there: str) -> bool:
    """Whether two short stems are one letter apart by what makes no other word: a swap, a loss, or a misread letter."""
    if here[0] != there[0] or OSA.distance(here, there, score_cutoff=1) != 1:
        return False
    if len(here) != len(there):  # without the letter after its first, a word is often another: "blæk" and "bæk"
        return len(here) < len(there) and here[1:] != there[2:]
    (changed,) = {frozenset(pair) for pair in zip(here, there, strict=True) if pair[0] != pair[1]}
    return sorted(here) == sorted(there) or changed in _MISREAD


def _as_scanned(one: str, other: str) -> Spelling | None:
    return Spelling(False, 1) if _scanned(one) == _scanned(other) else None


def _slips(one: str, other: str, most: int) -> Spelling | None:
    distance = OSA.distance(one, other, score_cutoff=most)
    if distance > most:
        return None
    shorter = min(len(one), len(other))
    if one[1:] == other and one[0] != other[0]:  # a hand that adds a letter does not begin with it
        return None
    if one[0] != other[0] and (shorter < STRANGE_FROM or (len(one) == len(other) and one[1] == other[1])):
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


def _digits(text: str) -> str:
    """Digits are never a slip: 36 is not 38."""
    return "".join(letter for letter in text if letter.isdigit())


def _scanned(text: str) -> str:
    for seen, letter in _SCANNED:
        text = text.replace(seen, letter)
    return text
