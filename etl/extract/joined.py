"""Joined names taken apart: "Remisevænget Nord, Øst og Vest" is three, "Hørgården I+II" two, "Ryparken II" one. Pure.

Only an ending of a known class is shared by a stem: points of the compass, Roman and Arabic numbers, single letters.
Two names joined by "og" are two names.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_POINTS = ("Nordøst", "Nordvest", "Sydøst", "Sydvest", "Nord", "Syd", "Øst", "Vest", "Midt")
_ENDING = rf"(?:{'|'.join(_POINTS)}|[IVX]{{1,5}}|\d{{1,3}}|[A-ZÆØÅ])"
_ENDINGS = re.compile(rf"{_ENDING}(?: ?[+/&–-] ?{_ENDING}){{0,11}}")
_ENDS_WITH = re.compile(rf"(?<=[\w.’']) (?P<endings>{_ENDINGS.pattern})$")
_RANGE = re.compile(rf"(?P<first>{_ENDING}) ?[–-] ?(?P<last>{_ENDING})")
_ROMAN = (
    *("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV", "XVI", "XVII"),
    *("XVIII", "XIX", "XX"),
)
_LONGEST_RANGE = 12
# after a street or "Afd." a span of Arabic numbers is house numbers, or one department's own number
_NUMBERED = re.compile(r"(?:gade|vej|allé|alle|boulevard|plads|stræde|torv|[Aa]fd\.|[Aa]fdeling|[Nn]r\.)$")


@dataclass(frozen=True, slots=True)
class Entry:
    """One printed entry, `start`..`end` of the text it stands in, and the names it stands for."""

    start: int
    end: int
    names: tuple[str, ...]


def is_ending(words: str) -> bool:
    """Whether the words are only what follows a name: "Øst", "II", "3", "B", "I+II"."""
    return _ENDINGS.fullmatch(words) is not None


def entries(atoms: Iterable[tuple[int, int, str]]) -> Iterator[Entry]:
    """The entries of a list whose separated parts are (start, end, words): a bare ending belongs to the name before."""
    stem, start, end = "", 0, 0
    endings: list[str] = []
    for begins, ends, words in atoms:
        if endings and is_ending(words) and _alike(endings[-1], words):
            endings.append(words)
            end = ends
            continue
        if end:
            yield Entry(start, end, _names(stem, endings))
        found = _ENDS_WITH.search(words)
        stem, endings = (words[: found.start()], [found["endings"]]) if found else (words, [])
        start, end = begins, ends
    if end:
        yield Entry(start, end, _names(stem, endings))


def _names(stem: str, endings: list[str]) -> tuple[str, ...]:
    each = [one for words in endings for one in _each(stem, words)]
    return tuple(dict.fromkeys(f"{stem} {one}" for one in each)) if each else (stem,)


def _each(stem: str, words: str) -> Iterator[str]:
    span = _RANGE.fullmatch(words)
    if span is None:
        yield from re.split(r" ?[+/&] ?", words)
        return
    scale = _scale(span["first"], span["last"], _NUMBERED.search(stem) is not None)
    yield from scale or (words,)


def _scale(first: str, last: str, numbered: bool) -> tuple[str, ...]:
    """Everything from the first to the last, or nothing where the two make no range."""
    if first.isdigit() and last.isdigit():
        low, high = int(first), int(last)
        in_order = not numbered and low < high < low + _LONGEST_RANGE
        return tuple(str(number) for number in range(low, high + 1)) if in_order else ()
    if first in _ROMAN and last in _ROMAN:
        return _ROMAN[_ROMAN.index(first) : _ROMAN.index(last) + 1]
    if len(first) == len(last) == 1 and first.isalpha() and last.isalpha():
        return tuple(chr(letter) for letter in range(ord(first), ord(last) + 1))
    return ()


def _alike(before: str, words: str) -> bool:
    """Whether two endings are of one class; "I" is a Roman number and a letter."""
    last = re.split(r" ?[+/&–-] ?", before)[-1]
    return bool(_classes(last) & _classes(re.split(r" ?[+/&–-] ?", words)[0]))


def _classes(ending: str) -> set[str]:
    classes = {"point"} if ending in _POINTS else set()
    classes |= {"number"} if ending.isdigit() else set()
    classes |= {"roman"} if ending in _ROMAN else set()
    classes |= {"letter"} if len(ending) == 1 and ending.isalpha() else set()
    return classes
