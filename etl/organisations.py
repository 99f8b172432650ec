"""Housing organisations by any of their names: long, short, earlier, and by who manages them. Pure.

Short names come from the layer itself where they can be read there ("Boligforeningen AAB" -> AAB, "Danske Funktionærers
Boligselskab" -> DFB); what cannot is a row of `organisation_names.csv`. A short name may be of two organisations: then
it is both.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache

from geodata.model import Department, OrganisationName
from geodata.names import slug
from geodata.plain_text import fold_space

_MANAGED = re.compile(r"\s+(?:v\.|v/|ved|adm\.? af|administreret af)\s*", re.IGNORECASE)
_LEGAL_FORM = re.compile(r"\s+(?:[AaSs]\.?m\.?b\.?a\.?|A/S|I/S)$")
_SAID_TO_MANAGE = re.compile(r"\s+(?:v\.|v/|ved|hos|adm\.? af|administreret af)\s*$", re.IGNORECASE)
_AROUND = " \t,;:/()[]_-–+.&"
_LONGEST_RUN = 7  # "Hovedstadens almennyttige Boligselskab v. DAB" is five words
_LEAST_INITIALS = 3  # two letters are any two letters


class Organisations:
    """The organisations of a layer, looked up by name."""

    def __init__(self, departments: Iterable[Department], names: Iterable[OrganisationName] = ()) -> None:
        """Departments give the organisations and their names, the rows of the register what else they are called."""
        self.name_of: Mapping[int, str] = {row.organisation_no: row.organisation for row in departments}
        found: dict[str, set[int]] = defaultdict(set)
        shared = _shared_words(self.name_of.values())
        for number, name in self.name_of.items():
            told = (name, name.partition(",")[0], _LEGAL_FORM.sub("", name))
            for one in (*told, *_without_shared(name, shared), *_short_names(name)):
                found[_key(one)].add(number)
        for row in names:
            if row.organisation_no in self.name_of:
                for one in (row.name, *_without_shared(row.name, shared)):
                    found[_key(one)].add(row.organisation_no)
        self._numbers = {key: frozenset(numbers) for key, numbers in found.items() if key}

    def numbers(self, name: str) -> frozenset[int]:
        """Numbers of the organisations that a name may mean: "3B v. KAB" is 3B; none where nobody bears it."""
        given = fold_space(name)
        if given.isdigit():
            return frozenset({int(given)} & set(self.name_of)) if len(given) < 10 else frozenset()
        return self._named(given) or self._named(_MANAGED.split(given)[0])

    def within(self, text: str) -> Iterable[tuple[str, frozenset[int]]]:
        """The text without the organisation named at its beginning or its end, and that organisation: each way to read.

        The longest run of words counts at either end. Nothing where no organisation is named, or nothing else is.
        """
        words = list(re.finditer(r"[^\W_]+", text))
        for backwards in (False, True):
            for length in range(min(_LONGEST_RUN, len(words) - 1), 0, -1):
                at = words[-length].start() if backwards else words[length - 1].end()
                run, rest = (text[at:], text[:at]) if backwards else (text[:at], text[at:])
                numbers = self._named(run.strip(_AROUND))
                if numbers:
                    yield (_SAID_TO_MANAGE.sub("", rest) if backwards else rest).strip(_AROUND), numbers
                    break

    def _named(self, given: str) -> frozenset[int]:
        """Organisations of the name; "3B v. KAB" is 3B where KAB is known."""
        own, manager, *more = [*_MANAGED.split(given), "", ""]
        managed = manager and not any(more) and _key(manager) in self._numbers
        return self._numbers.get(_key(own if managed else given), frozenset())


@lru_cache(maxsize=50_000)
def _key(name: str) -> str:
    return slug(name).replace("-", "")


def _shared_words(names: Iterable[str]) -> frozenset[str]:
    """Words that two organisations begin or end with: "Boligforeningen", "København"."""
    counted = Counter(word for name in names for word in {name.split()[0], name.split()[-1]})
    return frozenset(word for word, count in counted.items() if count > 1)


def _without_shared(name: str, shared: frozenset[str]) -> Iterable[str]:
    """The name without a shared word at its beginning, at its end, and at both."""
    words = name.split()
    first, last = int(words[0] in shared), len(words) - (words[-1] in shared)
    yield from (" ".join(words[start:end]) for start in {0, first} for end in {last, len(words)} if start < end)


def _short_names(name: str) -> Iterable[str]:
    words = re.findall(r"[^\W_]+", name.partition(",")[0])
    yield from (word for word in words if len(word) > 1 and sum(one.isupper() or one.isdigit() for one in word) > 1)
    initials = "".join(word[0] for word in words)
    if len(initials) >= _LEAST_INITIALS:
        yield initials
