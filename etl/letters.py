"""Joined Danish names as they sound, and as keyboards and old files without Danish letters write them. Pure."""

import re
from functools import lru_cache

_LETTERS = (("aa", "Å"), ("ae", "Æ"), ("oe", "Ø"))
_TO_PLAIN = str.maketrans({"Æ": "a", "Ø": "o", "Å": "a"})
_NO_DANISH = str.maketrans({"Æ": "", "Ø": "", "Å": ""})
_LEAST_LEFT = 4


def coded(joined: str) -> str:
    """The name with each Danish letter as one capital: "blaagaarden" -> "blÅgÅrden"."""
    for two, letter in _LETTERS:
        joined = joined.replace(two, letter)
    return joined


@lru_cache(maxsize=50_000)
def sounded(joined: str) -> str:
    """The name as it sounds: Danish letters as capitals, double letters once, foreign spellings as plain ones."""
    text = joined.replace("ph", "f").replace("th", "t").replace("x", "ks").replace("q", "k").replace("w", "v")
    return _once(coded(text))


def plain(joined: str) -> str:
    """The name as a foreign keyboard writes it: "blaagaarden" -> "blagarden". No two names are farther apart in it."""
    return sounded(joined).translate(_TO_PLAIN)


def lost(joined: str) -> str | None:
    """What is left of the name where the Danish letters fell out ("blgrden"); None where nothing fell out."""
    left = sounded(joined).translate(_NO_DANISH)
    return _once(left) if left != sounded(joined) and len(left) >= _LEAST_LEFT else None


def _once(text: str) -> str:
    """Double letters once."""
    return re.sub(r"(.)\1+", r"\1", text)
