"""How a printed name and a name of the layer are alike: the same, nearly, in part, or not. Pure.

Names are compared word by word and letter by letter. A slip of the pen is what a hand does (two letters swapped, one
left out or struck twice, a neighbour on the keyboard, a letter that sounds the same); another letter makes another
name, and so does another kind of place: "gade" and "gården" are never a slip.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA, Levenshtein

from geodata.model import EvidenceKind
from geodata.names import Name

# What ends a name and says what kind of place it is, with its forms; two kinds are never one place.
_KINDS = {
    "gade": ("gade", "gaden", "gader"),
    "vej": ("vej", "vejen", "veje", "vejene"),
    "gaard": ("gaard", "gaarden", "gaarde", "gaardene"),
    "vaenge": ("vaenge", "vaenget", "vaengerne", "vaengerner"),
    "park": ("park", "parken", "parker", "parkerne"),
    "have": ("have", "haven", "haver", "haverne"),
    "hus": ("hus", "huset", "huse", "husene"),
    "bo": ("bo", "boet", "boliger", "boligerne"),
    "plads": ("plads", "pladsen"),
    "torv": ("torv", "torvet"),
    "alle": ("alle",),
    "boulevard": ("boulevard",),
    "straede": ("straede", "straedet"),
    "toft": ("toft", "toften", "tofte", "tofterne"),
    "bakke": ("bakke", "bakken", "bakker", "bakkerne"),
    "banke": ("banke", "banken"),
    "hoej": ("hoej", "hoejen", "hoeje"),
    "lund": ("lund", "lunden"),
    "holm": ("holm", "holmen"),
    "eng": ("eng", "engen", "enge", "engene"),
    "vang": ("vang", "vangen", "vange", "vangene"),
    "kollegium": ("kollegiet", "kollegium"),
    "raekke": ("raekke", "raekken", "raekker", "raekkerne"),
    "karre": ("karre", "karreen"),
    "hjem": ("hjem", "hjemmet"),
    "grund": ("grund", "grunden"),
    "soe": ("soe", "soeen"),
    "terrasse": ("terrasse", "terrassen", "terrasser", "terrasserne"),
}
_FORMS = sorted(((form, kind) for kind, forms in _KINDS.items() for form in forms), key=lambda one: -len(one[0]))
# Words that say whose homes they are, not where: a name may lack them.
_WHOSE = frozenset(
    (
        *("plejeboliger", "plejebolig", "plejecenter", "plejecentret", "plejehjem", "pleje", "aeldreboliger", "aeldre"),
        *("seniorboliger", "seniorbofaellesskab", "familieboliger", "ungdomsboliger", "boliger", "bofaellesskab"),
        *("almenbolig", "ab", "serviceareal", "inst", "og", "4", "karre"),
    )
)
# Which of several places of one name, as a numeral is.
_SIDES = frozenset(["nord", "syd", "oest", "vest", "midt"])
# Words that name nothing by themselves.
_IDLE = frozenset(
    (
        *("afd", "afdeling", "afdelingen", "boligafdeling", "boligafdelingen", "bebyggelsen", "bebyggelse"),
        *("ejendommen", "ejendom", "boligomraadet", "omraadet", "karreen", "boligforeningen", "boligselskabet"),
        *("mfl", "mv", "m", "fl", "samt", "den", "det", "de", "i", "paa", "ved"),
    )
)
# Letters that are beside each other under the hand, or sound alike; ae, oe and aa are one letter each by then.
_ROWS = ("qwertyuiopÅ", "asdfghjklÆØ", "zxcvbnm")
_ALIKE = {
    frozenset(pair) for pair in ("dt", "bp", "gk", "ck", "sz", "vw", "iy", "ij", "eÆ", "aÆ", "oÅ", "oØ", "uy", "aÅ")
}
_BESIDE = {
    frozenset((one, other))
    for at, row in enumerate(_ROWS)
    for place, one in enumerate(row)
    for other in (row[place + 1 : place + 2] + (_ROWS[at + 1][max(place - 1, 0) : place + 1] if at < 2 else ""))
}


@dataclass(frozen=True, slots=True)
class Likeness:
    """How two names are alike, with how many slips between them."""

    kind: EvidenceKind
    slips: int = 0


def likeness(printed: Name, known: Name) -> Likeness | None:
    """How the printed name is like the known one; None where it is another name.

    Numerals and house numbers must agree where both names have them: Hørgården I is not Hørgården II.
    """
    if printed.numerals and known.numerals and not printed.numerals & known.numerals:
        return None
    if printed.houses and known.houses and not printed.houses & known.houses:
        return None
    if not printed.words or not known.words:
        return None
    found = _of_words(printed, known)
    if found is None:
        return None
    more = printed.numerals - known.numerals or printed.houses - known.houses
    if more and found.kind != "more than the name":
        return Likeness("more than the name", found.slips)
    lacks = (known.numerals and not printed.numerals) or (known.houses and not printed.houses)
    return Likeness("name without numeral", found.slips) if lacks and found.kind == "name" else found


def kind_of_place(joined: str) -> str | None:
    """What kind of place the name says it is ("gade"), or None where it does not say."""
    return next((kind for form, kind in _FORMS if joined.endswith(form) and len(joined) > len(form)), None)


def slips_between(printed: str, known: str) -> int | None:
    """Slips of the pen from one joined name to the other: 0, 1 or 2; None where it is another name.

    One slip is allowed from six letters on, two from twelve. The first letter must stand.
    """
    one, other = _sounded(printed), _sounded(known)
    if one == other:
        return 0
    most = 0 if min(len(one), len(other)) < 6 else 1 if min(len(one), len(other)) < 12 else 2
    if not most or one[0] != other[0] or _other_place(printed, known):
        return None
    distance = OSA.distance(one, other, score_cutoff=most)
    if distance > most:
        return None
    edits = Levenshtein.editops(one, other)
    changed = [(one[edit.src_pos], other[edit.dest_pos]) for edit in edits if edit.tag == "replace"]
    swapped = Levenshtein.distance(one, other) > distance
    strange = [pair for pair in changed if frozenset(pair) not in _ALIKE | _BESIDE]
    return distance if swapped or not strange else None


def _of_words(printed: Name, known: Name) -> Likeness | None:
    slips = slips_between(printed.joined, known.joined)
    if slips is not None:
        return Likeness("slip of the pen", slips) if slips else Likeness("name")
    if sorted(printed.words) == sorted(known.words):
        return Likeness("order of words")
    place = Name(_without_side(known.words))
    if _singular(printed.joined) == _singular(place.joined):
        return Likeness("other form of the name")
    told = tuple(word for word in printed.words if word not in _IDLE)
    if told and told != printed.words:
        return likeness(Name(told, printed.numerals, printed.houses), known)
    if told and _begins(told, known.words):
        left = known.words[len(told) :]
        return Likeness("name without numeral" if (_WHOSE | _SIDES).issuperset(left) else "part of the name")
    if _begins(known.words, told):
        return Likeness("more than the name")
    if _WHOSE.isdisjoint(told) and len(told) > 1 and set(told) < set(known.words):
        return Likeness("part of the name")
    return None


def _begins(head: tuple[str, ...], whole: tuple[str, ...]) -> bool:
    return len(head) < len(whole) and all(
        slips_between(one, other) is not None for one, other in zip(head, whole, strict=False)
    )


def _without_side(words: tuple[str, ...]) -> tuple[str, ...]:
    return words[:-1] if len(words) > 1 and words[-1] in _SIDES else words


def _singular(joined: str) -> str:
    """The name with its ending as an indefinite singular: "remisevaengerne" and "remisevaenget" -> "remisevaenge"."""
    return next((joined[: -len(form)] + kind for form, kind in _FORMS if joined.endswith(form)), joined)


def _other_place(one: str, other: str) -> bool:
    here, there = kind_of_place(one), kind_of_place(other)
    return here is not None and there is not None and here != there


@lru_cache(maxsize=20_000)
def _sounded(joined: str) -> str:
    """The name as it sounds: each Danish letter as one, double letters once, foreign spellings as the plain ones."""
    text = joined.replace("ph", "f").replace("th", "t").replace("x", "ks").replace("q", "k").replace("w", "v")
    for two, letter in (("ae", "Æ"), ("oe", "Ø"), ("aa", "Å")):
        text = text.replace(two, letter)
    return re.sub(r"(.)\1+", r"\1", text)
