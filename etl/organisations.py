"""Housing organisations by any of their names: long, short, earlier, and by who manages them. Pure.

Short names come from the layer itself where they can be read there ("Boligforeningen AAB" -> AAB, "Danske Funktionærers
Boligselskab" -> DFB); what cannot is a row of `organisation_names.csv`. A short name may be of two organisations: then
it is both.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from geodata.model import Department, OrganisationName
from geodata.names import readings
from geodata.plain_text import fold_space

_MANAGED = re.compile(r"\s+(?:v\.|v/|ved|adm\.? af|administreret af)\s*", re.IGNORECASE)
_LEAST_INITIALS = 3  # two letters are any two letters


class Organisations:
    """The organisations of a layer, looked up by name."""

    def __init__(self, departments: Iterable[Department], names: Iterable[OrganisationName] = ()) -> None:
        """Departments give the organisations and their names, the rows of the register what else they are called."""
        self.name_of: Mapping[int, str] = {row.organisation_no: row.organisation for row in departments}
        found: dict[str, set[int]] = defaultdict(set)
        for number, name in self.name_of.items():
            for one in (name, name.partition(",")[0], *_short_names(name)):
                found[_key(one)].add(number)
        for row in names:
            if row.organisation_no in self.name_of:
                found[_key(row.name)].add(row.organisation_no)
        self._numbers = {key: frozenset(numbers) for key, numbers in found.items() if key}

    def numbers(self, name: str) -> frozenset[int]:
        """Numbers of the organisations that a name may mean: "3B v. KAB" is 3B; none where nobody bears it."""
        given = fold_space(name)
        whole = self._numbers.get(_key(given))
        if whole is None and given.isdigit():
            return frozenset({int(given)} & set(self.name_of))
        return whole or self._numbers.get(_key(_MANAGED.split(given)[0]), frozenset())

    def within(self, words: tuple[str, ...]) -> tuple[tuple[str, ...], frozenset[int]]:
        """The words of a name without the organisation named at its end or its beginning, and that organisation.

        The longest run of words counts. The words as they are, and nobody, where they name none, or nothing else.
        """
        for length in range(len(words) - 1, 0, -1):
            for rest, run in ((words[:-length], words[-length:]), (words[length:], words[:length])):
                numbers = self._numbers.get("".join(run))
                if numbers:
                    return rest, numbers
        return words, frozenset()

    def only_names_one(self, words: tuple[str, ...]) -> frozenset[int]:
        """The organisations where the words are one's name and nothing else."""
        return self._numbers.get("".join(words), frozenset())


def _key(name: str) -> str:
    found = readings(name)
    return found[0].joined + "".join(str(number) for number in sorted(found[0].numerals)) if found else ""


def _short_names(name: str) -> Iterable[str]:
    words = re.findall(r"[^\W_]+", name.partition(",")[0])
    yield from (word for word in words if len(word) > 1 and sum(one.isupper() or one.isdigit() for one in word) > 1)
    initials = "".join(word[0] for word in words)
    if len(initials) >= _LEAST_INITIALS:
        yield initials
