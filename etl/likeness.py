"""How a printed name and a name of the layer are alike: the same, nearly, in part, or not. Pure.

What a name says besides its words must agree where both say it: numerals, house numbers, sides, kinds of homes. Two
kinds of place are never one: "gade" and "gården" are not a slip.
"""

import re
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from etl.kinds_of_place import other_place, stem
from etl.letters import sounded
from etl.spelling import spelling
from geodata.model import EvidenceKind
from geodata.names import Name

# What a name without a kind of place takes on: "Prateren", "Blågårdens".
ENDINGS = ("en", "et", "n", "t", "s", "e", "er", "erne")
_LEAST_STEM = 5
_LEAST_WORD = 3  # letters: a longer one says something
MOST_OF_IT = 0.64  # of a name's letters: a part that says less is no name

_HOUSE = re.compile(r"(\d+)[a-z]?(?:-(\d+)?[a-z]?)?$")


@dataclass(frozen=True, slots=True)
class Likeness:
    """How two names are alike: `kind` says how the words agree, `lacks` what the printed one leaves out or adds."""

    kind: EvidenceKind
    slips: int = 0
    strange: bool = False
    lacks: tuple[EvidenceKind, ...] = ()


def likeness(printed: Name, known: Name) -> Likeness | None:
    """How the printed name is like the known one; None where it is another name."""
    if not printed.words or not known.words or other_place(printed.joined, known.joined):
        return None
    if _parted_number(printed, known):
        return Likeness("other spelling")
    told = _told_apart(printed, known)
    if told is None:
        return None
    found = _of_words(printed, known)
    return None if found is None else Likeness(found.kind, found.slips, found.strange, (*found.lacks, *told))


def _parted_number(printed: Name, known: Name) -> bool:
    """ "BO 90" is "BO90": a number that is part of the word."""
    return len(printed.houses) == 1 and printed.joined + next(iter(printed.houses)) == known.joined


def _told_apart(printed: Name, known: Name) -> tuple[EvidenceKind, ...] | None:
    """What the printed name leaves unsaid, or says more than the known one; None where they contradict each other."""
    told = (_numbered(printed, known), _sided(printed, known), _housing(printed, known))
    return None if None in told else tuple(dict.fromkeys(kind for kinds in told for kind in kinds or ()))


def _numbered(printed: Name, known: Name) -> tuple[EvidenceKind, ...] | None:
    here, there = _spans(printed), _spans(known)
    if not here and not there:
        return ()
    if not here:  # "I+II" is most likely all of it
        whole = len(known.numerals) > 1 and 1 in known.numerals
        return ("name of all numerals",) if whole else ("name without numeral",)
    if not there:
        return ("more than the name",)
    meeting = [one for one in here if any(one[0] <= other[1] and other[0] <= one[1] for other in there)]
    if not meeting:
        return None
    return ("one of several printed",) if len(meeting) < len(here) else ()


def _sided(printed: Name, known: Name) -> tuple[EvidenceKind, ...] | None:
    if not printed.sides:
        return ("name without side",) if known.sides else ()
    if not known.sides:
        return ("more than the name",)
    if not printed.sides & known.sides:
        return None
    return ("one of several printed",) if printed.sides - known.sides else ()


def _housing(printed: Name, known: Name) -> tuple[EvidenceKind, ...] | None:
    if not printed.homes:
        return ("name without kind of homes",) if known.homes else ()
    if known.homes and not printed.homes & known.homes:
        return None
    return ("more than the name",) if printed.homes - known.homes else ()


def _spans(name: Name) -> list[tuple[int, int]]:
    """Numerals and house numbers as spans of numbers: "34a-b" is 34, "49-59" the houses between."""
    spans = [(number, number) for number in name.numerals]
    for house in name.houses:
        found = _HOUSE.match(house)
        if found:
            spans.append((int(found[1]), int(found[2] or found[1])))
    return spans


def _of_words(printed: Name, known: Name) -> Likeness | None:
    spelt = spelling(printed.joined, known.joined, danish=printed.danish)
    if spelt is not None and (spelt.exact or not spelt.slips):
        return Likeness("name" if spelt.exact else "other spelling")
    if sorted(printed.words) == sorted(known.words):
        return Likeness("order of words")
    if _other_form(printed.joined, known.joined):
        return Likeness("other form of the name")
    if _shortened(printed.words, known.words):
        return Likeness("other spelling")
    if spelt is not None and not _begins(printed.words, known.words) and not _other_short_word(printed, known):
        return Likeness("slip of the pen", spelt.slips, spelt.strange)
    return _in_part(printed, known)


def _other_form(printed: str, known: str) -> bool:
    if stem(printed) == stem(known):
        return True
    short, long = sorted((sounded(printed), sounded(known)), key=len)
    return len(short) >= _LEAST_STEM and any(short + ending == long for ending in ENDINGS)


def _shortened(printed: tuple[str, ...], known: tuple[str, ...]) -> bool:
    """ "N. Juels Gård" is "Niels Juels Gård", "Edv. Griegs Gade" Edvard's: a word's beginning may stand for the word.

    Not for all of them: one of more than three letters stands whole.
    """
    if not 1 < len(printed) == len(known):
        return False
    both = list(zip(printed, known, strict=True))
    return all(other.startswith(one) for one, other in both) and any(
        one == other and len(one) > _LEAST_WORD for one, other in both
    )


def _other_short_word(printed: Name, known: Name) -> bool:
    """Whether a word of two or three letters is another, by two letters: "Fresiahus SAB" is not "Fresiahus AKB"."""
    if len(printed.words) != len(known.words):
        return False
    apart = [pair for pair in zip(printed.words, known.words, strict=True) if pair[0] != pair[1]]
    return any(max(map(len, pair)) <= _LEAST_WORD and OSA.distance(*pair) > 1 for pair in apart)


def _in_part(printed: Name, known: Name) -> Likeness | None:
    """Words of the known name in their order, or in any order where they are several; or all of them and more."""
    if _begins(printed.words, known.words) or (len(printed.words) > 1 and set(printed.words) < set(known.words)):
        most = len(printed.joined) >= MOST_OF_IT * len(known.joined)
        return Likeness("part of the name" if most else "little of the name")
    if _begins(known.words, printed.words):
        return Likeness("more than the name")
    return None


def _begins(head: tuple[str, ...], whole: tuple[str, ...]) -> bool:
    return len(head) < len(whole) and whole[: len(head)] == head
