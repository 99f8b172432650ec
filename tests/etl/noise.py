"""Rules that make of a department's name what people, keyboards, scanners and old files make of it.

Each takes the bare name (without account numbers), the department and a source of chance, and gives the noisy name, or
None where the rule has nothing to do there. docs/matching.md describes them under the same numbers.
"""

import random
import re
import unicodedata
from collections.abc import Callable

from geodata.model import Department

Rule = Callable[[str, Department, random.Random], str | None]
SHORT = {
    "Boligforeningen AAB": "AAB",
    "Boligforeningen VIBO": "VIBO",
    "Boligforeningen 3B": "3B",
    "Boligselskabet AKB, København": "AKB",
    "Samvirkende Boligselskaber": "SAB",
    "Hovedstadens almennyttige Boligselskab": "HAB",
    "Danske Funktionærers Boligselskab": "DFB",
    "Boligselskabet DVB, København": "DVB",
    "Domea København": "Domea",
    "Boligselskabet HJEM": "HJEM",
}
ROMAN = {"1": "I", "2": "II", "3": "III", "4": "IV", "5": "V"}
ENDS = ("gården", "gade", "vænget", "parken", "haven", "vej", "huset", "hus", "gård", "park", "husene", "boulevard")
DEFINITE = {
    "gården": "gård",
    "vænget": "vænge",
    "parken": "park",
    "haven": "have",
    "huset": "hus",
    "gård": "gården",
    "vænge": "vænget",
    "park": "parken",
    "have": "haven",
}
BESIDE = dict(zip("abcdefghijklmnoprstuvyæøå", "svxfrdghukjknbiøtdyibtøæp", strict=True))


def ascii_letters(name: str, _: Department, __: random.Random) -> str | None:
    return _changed(name, _translated(name, {"æ": "ae", "ø": "oe", "å": "aa"}))


def decomposed(name: str, _: Department, __: random.Random) -> str | None:
    return _changed(name, unicodedata.normalize("NFD", name))


def foreign_letters(name: str, _: Department, __: random.Random) -> str | None:
    return _changed(name, _translated(name, {"æ": "a", "ø": "o", "å": "a"}))


def lost_letters(name: str, _: Department, __: random.Random) -> str | None:
    gone = re.sub("[æøåÆØÅ]", "", name)
    return gone if gone != name and len(gone) > 4 else None


def short_ends(name: str, _: Department, chance: random.Random) -> str | None:
    ways = [
        (r"gade\b", ("gd.", "g.", "gd")),
        (r"vej\b", ("vj.", "v.", "vj")),
        (r" Boulevard\b", (" Blvd.", " Boul.", " Bulevard")),
        (r" Plads\b", (" Pl.",)),
        (r" All[eé]\b", (" Allé", " Alle", " alle")),
    ]
    for ending, shorts in ways:
        if re.search(ending, name):
            return _changed(name, re.sub(ending, chance.choice(shorts), name, count=1))
    return None


def other_numerals(name: str, _: Department, __: random.Random) -> str | None:
    back = {roman: digit for digit, roman in ROMAN.items()}
    return _changed(
        name,
        re.sub(r"(?<= )(?:[1-5]|I{1,3}|IV|V)$", lambda one: ROMAN.get(one[0]) or back.get(one[0]) or one[0], name),
    )


def bare(name: str, row: Department, _: random.Random) -> str | None:
    return name if name != row.name else None


def as_in_the_layer(_: str, row: Department, __: random.Random) -> str | None:
    return row.name


def number_in_front(name: str, row: Department, chance: random.Random) -> str | None:
    form = chance.choice(("afd. {} {}", "Afdeling {}, {}", "{}, {}", "afd. nr. {} - {}"))
    return form.format(row.department_no, name)


def organisation_beside(name: str, row: Department, chance: random.Random) -> str | None:
    form = chance.choice(("{o} {n}", "{n} ({o})", "{n}, {o}", "{o}, {n}", "{o}: {n}", "{n} - {o}"))
    return form.format(o=SHORT.get(row.organisation, row.organisation), n=name)


def long_organisation_beside(name: str, row: Department, chance: random.Random) -> str | None:
    return chance.choice(("{o} {n}", "{n} ({o})", "{n}, {o}")).format(o=row.organisation, n=name)


def swapped(name: str, _: Department, chance: random.Random) -> str | None:
    return _at(name, chance, lambda one, other: other + one)


def missing(name: str, _: Department, chance: random.Random) -> str | None:
    return _at(name, chance, lambda one, other: one)


def doubled(name: str, _: Department, chance: random.Random) -> str | None:
    return _at(name, chance, lambda one, other: one + one + other)


def beside(name: str, _: Department, chance: random.Random) -> str | None:
    return _at(name, chance, lambda one, other: BESIDE.get(one, one) + other)


def blank_before_the_end(name: str, _: Department, __: random.Random) -> str | None:
    end = _end(name)
    return re.sub(rf"(?<=\w){end}\b", f" {end}", name, count=1) if end else None


def no_blanks(name: str, _: Department, __: random.Random) -> str | None:
    return _changed(name, name.replace(" ", "")) if re.fullmatch(r"[^\W\d]+(?: [^\W\d]+)+", name) else None


def upper(name: str, _: Department, __: random.Random) -> str | None:
    return name.upper()


def lower(name: str, _: Department, __: random.Random) -> str | None:
    return name.lower()


def one_of_the_streets(name: str, _: Department, chance: random.Random) -> str | None:
    several = [part.strip() for part in name.replace("v/", "ved ").split("/")]
    return chance.choice(several) if len(several) > 1 else None


def streets_the_other_way(name: str, _: Department, chance: random.Random) -> str | None:
    several = [part.strip() for part in name.replace("v/", "ved ").split("/")]
    return chance.choice(("/", " / ", " og ", "-")).join(reversed(several)) if len(several) > 1 else None


def other_definiteness(name: str, _: Department, __: random.Random) -> str | None:
    word = name.split(" ")[0]
    for end, other in DEFINITE.items():
        if word.endswith(end) and len(word) > len(end) + 2 and "/" not in name:
            return word.removesuffix(end) + other + name.removeprefix(word)
    return None


def extra_words(name: str, _: Department, chance: random.Random) -> str | None:
    form = chance.choice(
        ("boligafdelingen {}", "Afdelingen {}", "bebyggelsen {}", "{} (boligafdeling)", "Boligområdet {}")
    )
    return form.format(name)


def scanned(name: str, _: Department, chance: random.Random) -> str | None:
    ways = [
        (one, other) for one, other in (("rn", "m"), ("l", "1"), ("o", "0"), ("m", "rn"), ("i", "l")) if one in name[1:]
    ]
    if not ways:
        return None
    one, other = chance.choice(ways)
    return name[0] + name[1:].replace(one, other, 1)


def hyphenated(name: str, _: Department, __: random.Random) -> str | None:
    end = _end(name)
    return re.sub(rf"(?<=\w){end}\b", f"-{end}", name, count=1) if end else None


def wrong_decoding(name: str, _: Department, __: random.Random) -> str | None:
    try:
        return _changed(name, name.encode().decode("cp1252"))
    except UnicodeDecodeError:
        return None


def punctuation(name: str, _: Department, chance: random.Random) -> str | None:
    return chance.choice(("»{}«", "{}.", "- {}", '"{}"', "{},", " {} ", "{};", "* {}")).format(name)


RULES: dict[str, Rule] = {
    "R1 ascii letters": ascii_letters,
    "R2 decomposed": decomposed,
    "R3 foreign letters": foreign_letters,
    "R4 lost letters": lost_letters,
    "R5 short ends": short_ends,
    "R6 other numerals": other_numerals,
    "R7 bare": bare,
    "R8 as in the layer": as_in_the_layer,
    "R9 number in front": number_in_front,
    "R10 organisation": organisation_beside,
    "R11 long organisation": long_organisation_beside,
    "R12 swap": swapped,
    "R13 missing letter": missing,
    "R14 doubled letter": doubled,
    "R15 neighbour key": beside,
    "R16 blank": blank_before_the_end,
    "R17 no blanks": no_blanks,
    "R18 upper case": upper,
    "R19 lower case": lower,
    "R20 one of the streets": one_of_the_streets,
    "R21 streets turned": streets_the_other_way,
    "R22 definiteness": other_definiteness,
    "R23 extra words": extra_words,
    "R24 scanned": scanned,
    "R25 hyphen": hyphenated,
    "R26 wrong decoding": wrong_decoding,
    "R27 punctuation": punctuation,
}


def bare_name(row: Department) -> str:
    """The name without the organisation's numbers, by plain means: not those of the code that is tested."""
    text = re.sub(r"^(?:\d+(?:-+\d+)?)(?:,\s*|\s+)(?=\D)", "", row.name)
    return " ".join(re.sub(r"\s*\([\d.,\s-]+\)", " ", text).split())


def _translated(name: str, letters: dict[str, str]) -> str:
    both = {**letters, **{one.upper(): other.capitalize() for one, other in letters.items()}}
    return "".join(both.get(one, one) for one in name)


def _changed(before: str, after: str) -> str | None:
    return after if after != before else None


def _end(name: str) -> str | None:
    return next((end for end in ENDS if re.search(rf"\w{{3}}{end}\b", name)), None)


def _at(name: str, chance: random.Random, change: Callable[[str, str], str]) -> str | None:
    """The name with two neighbouring small letters changed, somewhere after its second letter; None where short."""
    places = [
        at
        for at in range(2, len(name) - 1)
        if name[at].isalpha() and name[at + 1].isalpha() and name[at].islower() and name[at] != name[at + 1]
    ]
    if len(name) < 7 or not places:
        return None
    at = chance.choice(places)
    return _changed(name, name[:at] + change(name[at], name[at + 1]) + name[at + 2 :])
