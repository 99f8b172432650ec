"""Chains of place names in prose: "Hørgården, Remisevængerne og Gullandsgården på Amager". Pure.

A name is a run of capitalised words with what follows a name (II, Nord, 3). Where it lies ("på Amager") is no name of
the chain, and what stands in brackets after a name belongs to it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from etl.extract import joined

_TOKEN = re.compile(r"\((?P<inside>[^()]{0,160})\)|(?P<mark>[,;])|(?P<word>[^\s,;()]{1,80})")
_QUOTES = "\"'”“„’‘»«"
_AND = frozenset({"og", "samt", "&"})
_AT = frozenset({"på", "i", "ved"})
# skipped wherever they stand in a chain
_FILLER = frozenset({"m.fl", "mfl", "m.fl.", "mv", "mv.", "m.v.", "m.m.", "bl.a."})
# a full stop after one of these ends no name
_SHORT = frozenset({"kgs.", "kgl.", "afd.", "skt.", "gl.", "sdr.", "ndr.", "nr.", "st.", "dr."})
# words that begin a sentence or a heading with a capital, and the city itself: no place in it
NO_NAME = frozenset(
    {
        *("af", "alle", "begge", "både", "blandt", "da", "de", "den", "denne", "der", "derfor", "derudover", "det"),
        *("disse", "dog", "efter", "eksempelvis", "en", "endelig", "et", "for", "fra", "fx", "hele", "herudover"),
        *("heraf", "herunder", "hver", "hverken", "hvis", "i", "idet", "ifølge", "ikke", "ingen", "med", "mens", "når"),
        *("om", "omkring", "også", "parterne", "pr.", "på", "samlet", "samtidig", "som", "til", "ud", "under", "ved"),
        *("området", "områderne", "boligområdet", "boligområderne", "boligafdelingen", "boligafdelingerne"),
        *("afdelingen", "afdelingerne", "bydelen", "bydelene", "helhedsplanen", "helhedsplanerne", "planen"),
        *("adresse", "baggrund", "bilag", "indhold", "indstilling", "løsning", "problemstilling", "proces", "resumé"),
        *("økonomi", "liste", "listen", "statens", "ministeriets", "regeringens", "kommunens", "kommunen", "kommune"),
        *("københavn", "københavns", "copenhagen", "danmark"),
    }
)


@dataclass(frozen=True, slots=True)
class Name:
    """A name at `start`..`end` of the text; `inside` is (start, end) of what stands in brackets after it."""

    start: int
    end: int
    words: str
    inside: tuple[int, int] | None = None


@dataclass(slots=True)
class Chain:
    """Names that commas and "og" join; `end` lies after the last one's place and brackets."""

    names: list[Name] = field(default_factory=list)
    end: int = 0

    @property
    def start(self) -> int:
        """Where the first name begins."""
        return self.names[0].start


def chains(text: str, start: int, end: int) -> Iterator[Chain]:
    """The chains of names in `text[start:end]`, in order. Linear in the length."""
    reader = _Reader(text)
    for token in _TOKEN.finditer(text, start, end):
        done = reader.take(token)
        if done is not None:
            yield done
    last = reader.close()
    if last is not None:
        yield last


def chain_at(text: str, start: int, end: int) -> Chain | None:
    """The chain that begins where the text does, white space and brackets aside."""
    first = next(chains(text, start, end), None)
    return first if first is not None and not text[start : first.start].strip(f" :({_QUOTES}") else None


def spelled(chain: Chain) -> tuple[str, ...]:
    """The chain's names, joined ones taken apart."""
    atoms = ((name.start, name.end, name.words) for name in chain.names)
    return tuple(name for entry in joined.entries(atoms) for name in entry.names)


class _Reader:
    """Takes tokens one by one: a chain is done when a word comes that cannot go on it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.chain = Chain()
        self.span: tuple[int, int] | None = None  # the name under way
        self.elsewhere = False  # the words under way say where the names lie
        self.open = True  # a name may begin here

    def take(self, token: re.Match[str]) -> Chain | None:
        """The chain that the token ends, if it ends one."""
        if token["inside"] is not None:
            self._brackets(token)
            return None
        if token["mark"]:
            self._joiner()
            return None
        start, end, stops = _trimmed(token)
        word = self.text[start:end]
        done = self._word(word, start, end) if word else None
        return (done or self.close()) if stops else done

    def close(self) -> Chain | None:
        """What has been read so far, and an empty chain to go on with."""
        self._name_done()
        done, self.chain = self.chain, Chain()
        self.elsewhere, self.open = False, True
        return done if done.names else None

    def _word(self, word: str, start: int, end: int) -> Chain | None:
        lower = word.lower()
        if lower in _FILLER:
            return None
        if lower in _AND:
            self._joiner()
            return None
        if self.span is not None and joined.is_ending(word):
            self._extend(start, end)
            return None
        if lower in _AT and (self.span or self.chain.names) and not self.elsewhere and word.islower():
            self._name_done()
            self.elsewhere, self.open = True, False
            return None
        if not word[0].isupper() or lower in NO_NAME or word.endswith("-"):
            return self.close()
        if not self.open and not self.elsewhere and self.span is None:
            done = self.close()
            self.span = (start, end)
            return done
        self._extend(start, end)
        return None

    def _extend(self, start: int, end: int) -> None:
        if self.elsewhere:
            self.chain.end = end
        else:
            self.span = (self.span[0] if self.span else start, end)
            self.open = False

    def _joiner(self) -> None:
        self._name_done()
        self.elsewhere, self.open = False, True

    def _brackets(self, token: re.Match[str]) -> None:
        self._name_done(token.span("inside"))
        if self.chain.names:
            self.chain.end = token.end()
        self.open = False

    def _name_done(self, inside: tuple[int, int] | None = None) -> None:
        if self.span is not None:
            start, end = self.span
            self.chain.names.append(Name(start, end, self.text[start:end], inside))
            self.chain.end = end
            self.span = None


def _trimmed(token: re.Match[str]) -> tuple[int, int, bool]:
    """The word without quotes and the mark that ends a sentence, and whether it had one."""
    word, start, end = token["word"], token.start(), token.end()
    lower = word.lower()
    stops = word[-1] in ".:!?" and lower.rsplit("/", 1)[-1] not in _SHORT and lower not in _FILLER
    while end > start and (word[end - start - 1] in _QUOTES or (stops and word[end - start - 1] in ".:!?")):
        end -= 1
    while start < end and word[start - token.start()] in _QUOTES:
        start += 1
    return start, end, stops
