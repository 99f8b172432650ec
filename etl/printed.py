"""A printed name taken apart: the name, the numbers beside it, the organisation and the district within the text. Pure.

A text may be read in several ways ("SAB Vanløse" is a department's whole name, and might be something of SAB's): each
is a reading, and the layer says which of them names something.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from etl.areas import Areas, NamedArea
from etl.organisations import Organisations
from geodata.names import (
    Name,
    account_numbers,
    department_number,
    mended,
    parts,
    readings,
    roman,
    spelt_out,
    without_account_numbers,
    without_department_number,
)
from geodata.plain_text import LONGEST_NAME, fold_space

# Words that name nothing by themselves.
_IDLE = frozenset(
    (
        *("afd", "afdeling", "afdelingen", "boligafdeling", "boligafdelingen", "bebyggelsen", "bebyggelse", "nr"),
        *("ejendommen", "ejendom", "boligomraadet", "boligomraade", "omraadet", "karreen", "boligforeningen"),
        *("boligselskabet", "boligorganisationen", "mfl", "mv", "m", "fl", "samt", "i", "paa", "ved"),
    )
)
_DEPARTMENT_WORD = r"(?:(?:bolig)?afdeling(?:en)?|(?:bolig)?bebyggelsen?|ejendom(?:men)?|(?:bolig)?område(?:t)?)"
_IDLE_ENDS = re.compile(rf"^{_DEPARTMENT_WORD}[\s:,]+(?!nr|\d)|[\s,(]+{_DEPARTMENT_WORD}\)?$", re.IGNORECASE)
_POSTCODE = re.compile(r",?\s+\d{4}\s+[^\W\d]+\.?(?:\s[^\W\d]{1,2}\.?)?$")
_TRAILING_NUMBER = re.compile(r"(?<=[^\W\d])[\s,(]+(\d{1,2}-\d{1,3}|\d{4,5}(?:-\d)?)[)]?$")
_AND = re.compile(r"\s*(?:\bog\b|&|\+|/|,|;)\s*|\s+[-–]\s+", re.IGNORECASE)
_HYPHEN = re.compile(r"(?<=\w{5})[-–](?=\w{5})")
_LEAST_LETTERS = 4


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a text: a name, and whose and where it is said to be; `part` counts names joined in a text."""

    name: Name
    numbers: frozenset[str] = frozenset()
    organisation_nos: frozenset[int] = frozenset()
    area: NamedArea | None = None
    part: int | None = None


@dataclass(frozen=True, slots=True)
class NumberReading:
    """A text that is a number and no name, of an organisation if it says so."""

    number: str
    organisation_nos: frozenset[int] = frozenset()
    area: NamedArea | None = None
    is_numeral: bool = False


@dataclass(frozen=True, slots=True)
class Printed:
    """All ways to read a text. `joined` counts the names it joins, 0 where it is one."""

    names: tuple[Reading, ...]
    numbers: tuple[NumberReading, ...]
    joined: int


@dataclass(frozen=True, slots=True)
class _Text:
    """A text, and what was taken out of it."""

    text: str
    organisation_nos: frozenset[int] = frozenset()
    area: NamedArea | None = None


def take_apart(
    printed: str, organisations: Organisations, areas: Areas, known_numbers: frozenset[str] = frozenset()
) -> Printed:
    """Every way to read the text; `known_numbers` are those that some department goes by."""
    text = _without_idle_ends(mended(printed[: 2 * LONGEST_NAME])[:LONGEST_NAME])
    names: list[Reading] = []
    numbers: list[NumberReading] = []
    joined = 0
    for one in _contexts(text, organisations, areas):
        for told, beside in _told_and_numbers(one, known_numbers, organisations):
            rest = told.text
            numeral = roman(rest)
            if numeral and not beside:
                numbers.append(NumberReading(numeral, told.organisation_nos, told.area, is_numeral=True))
            if numeral or not _says(rest):
                numbers += [NumberReading(number, told.organisation_nos, told.area) for number in sorted(beside)]
                continue
            names += _whole(rest, beside, told)
            several = _several(rest, areas)
            joined = max(joined, len(several))
            names += _of_several(several, beside, told)
    return Printed(tuple(dict.fromkeys(names)), tuple(dict.fromkeys(numbers)), joined)


def _without_idle_ends(text: str) -> str:
    """The text without "boligafdelingen" and the like around it; as it is where that is all it says."""
    bare = _IDLE_ENDS.sub("", text)
    return (bare if bare != text and bare.strip(" (),") else text).strip()


def _contexts(text: str, organisations: Organisations, areas: Areas) -> list[_Text]:
    """The text as it is, and without the post town, organisation and district that it may begin or end with."""
    found = [_Text(text)]
    without_town = _POSTCODE.sub("", text).strip()
    if without_town and without_town != text:
        found.append(_Text(without_town))
    for one in found:  # grows while it is read: an organisation may stand before a district, and after it
        if not one.organisation_nos:
            found += [_Text(rest, numbers, one.area) for rest, numbers in organisations.within(one.text)]
        place = areas.within(one.text) if one.area is None else None
        if place is not None:
            found.append(_Text(place[0], one.organisation_nos, place[1]))
    return list(dict.fromkeys(found))


def _told_and_numbers(
    one: _Text, known: frozenset[str], organisations: Organisations
) -> Iterable[tuple[_Text, frozenset[str]]]:
    """The text without numbers beside it, and these; an organisation may stand there ("Folehaven, 3B afd. 9")."""
    for rest, beside in _numbers_beside(one.text, known):
        yield replace(one, text=rest), beside
        if beside and not one.organisation_nos:
            for bare, numbers in organisations.within(rest):
                yield _Text(bare, numbers, one.area), beside


def _numbers_beside(text: str, known: frozenset[str]) -> Iterable[tuple[str, frozenset[str]]]:
    """The text without the numbers that stand beside the name, and these."""
    number = department_number(text)
    rest = without_department_number(text)
    beside = account_numbers(rest) | ({number} if number else set())
    yield without_account_numbers(rest), frozenset(beside)
    after = _TRAILING_NUMBER.search(rest)
    if after and after[1] in known:
        yield without_account_numbers(rest[: after.start()]), frozenset(beside | {after[1]})


def _says(text: str) -> bool:
    """Whether anything is left that may be a name."""
    return any(word not in _IDLE for one in readings(text) for word in (*one.words, *one.sides))


def _whole(text: str, beside: frozenset[str], context: _Text) -> Iterable[Reading]:
    whole = " ".join(parts(text))
    together = (one for one in spelt_out(whole) if all(len(word) > 1 for word in one.words[1:]))
    for one in (*readings(whole), *together):
        for name in dict.fromkeys((one, _without_idle(one))):
            if name.words:
                yield Reading(name, beside, context.organisation_nos, context.area)
                numerals = {int(number) for number in beside if number.isdigit() and int(number) <= 20}
                if numerals and not name.numerals:  # "Hørgården afd. 2"
                    numbered = replace(name, numerals=frozenset(numerals))
                    yield Reading(numbered, frozenset(), context.organisation_nos, context.area)


def _several(text: str, areas: Areas) -> list[str]:
    """The names that the text joins, if they may be names each: "Allersgade og Dagmarsgade", not "I og II"."""
    for split in (_AND.split(re.sub(r"[()]", "/", text)), _HYPHEN.split(text)):
        found = [fold_space(one) for one in split if one and sum(map(str.isalpha, one)) >= _LEAST_LETTERS]
        named = [one for one in found if areas.find(one) is None]
        if len(named) > 1:
            return named
    return []


def _of_several(several: list[str], beside: frozenset[str], context: _Text) -> Iterable[Reading]:
    for part, text in enumerate(several):
        for one in readings(text):
            name = _without_idle(one)
            if name.words:
                yield Reading(name, beside, context.organisation_nos, context.area, part)


def _without_idle(name: Name) -> Name:
    words = tuple(word for word in name.words if word not in _IDLE)
    return replace(name, words=words)
