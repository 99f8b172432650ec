"""Every department with every name and number it can be looked up by; which names are worth a closer look. Pure."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from rapidfuzz import process
from rapidfuzz.distance import OSA

from etl.areas import Areas
from etl.kinds_of_place import stem
from etl.letters import lost, plain, sounded
from etl.likeness import ENDINGS
from etl.organisations import Organisations
from etl.spelling import MOST_SLIPS
from geodata.model import Department, EvidenceKind
from geodata.names import Name, account_numbers, parts, readings, roman, spelt_out, without_account_numbers

if TYPE_CHECKING:
    from geodata.model import DepartmentName, OrganisationName

# "Toften v/Sundbyøster", "Gadelandet i Husum" (and not "Hørgården I"), "Ved Rosenhaven"
_WHERE = re.compile(r"(?<=\w{3})\s+(?:[Vv]ed\s|[Vv]/|i\s(?=[^\W\d_]{3})).*$|^Ved\s(?=\w{5})")
_KEPT_ANSWERS = 20_000


@dataclass(frozen=True, slots=True)
class Known:
    """One way a department is named: "name" where it is its whole name, not one of several joined by "/".

    `spelt_out` where what tells departments apart stands among the words: only for what is misspelt there.
    """

    department: Department
    name: Name
    kind: EvidenceKind
    spelt_out: bool = False


class Gazetteer:
    """The departments of a layer, by name and number; the order of the layer changes nothing."""

    def __init__(
        self,
        departments: Sequence[Department],
        names: "Iterable[DepartmentName]" = (),
        organisation_names: "Iterable[OrganisationName]" = (),
        areas: Areas | None = None,
    ) -> None:
        self.departments = departments
        self.organisations = Organisations(departments, organisation_names)
        self.areas = areas or Areas()
        self.numbers = {row.department_id: _numbers_of(row) for row in departments}
        self.account_numbers = frozenset(number for numbers in self.numbers.values() for number in numbers)
        self.by_id = {row.department_id: row for row in departments}
        known = [one for row in departments for one in _names_of(row)]
        known += [
            Known(self.by_id[row.department_id], read, "earlier name")
            for row in names
            if row.department_id in self.by_id
            for read in readings(row.name)
        ]
        self._known = [one for one in known if one.name.words]
        self._by_plain = _index((plain(one.name.joined), at) for at, one in enumerate(self._known))
        self._plain = list(self._by_plain)
        self._by_joined = _index((one.name.joined, at) for at, one in enumerate(self._known))
        self._joined = list(self._by_joined)
        self._by_sound = _index((sounded(one.name.joined), at) for at, one in enumerate(self._known))
        self._by_stem = _index((stem(one.name.joined), at) for at, one in enumerate(self._known))
        self._by_lost = _index((lost(one.name.joined) or "", at) for at, one in enumerate(self._known))
        self._by_word = _index((word, at) for at, one in enumerate(self._known) for word in one.name.words)
        self._near = lru_cache(_KEPT_ANSWERS)(self._search)

    def near(self, name: Name) -> list[Known]:
        """The names worth a closer look: every one that `likeness` may find like this one, and some more."""
        return [self._known[at] for at in self._near(name.words)]

    def forget(self) -> None:
        """Forgets the names that were asked for: the next answers are worked out anew."""
        self._near.cache_clear()

    def _search(self, words: tuple[str, ...]) -> list[int]:
        joined = "".join(words)
        sound = sounded(joined)
        found = {at for key in _close(plain(joined), self._plain) for at in self._by_plain[key]}
        found |= {at for key in _close(joined, self._joined) for at in self._by_joined[key]}
        found.update(self._by_stem.get(stem(joined), ()), self._by_lost.get(sound, ()))
        for ending in ENDINGS:
            found.update(self._by_sound.get(sound + ending, ()))
            if sound.endswith(ending):
                found.update(self._by_sound.get(sound.removesuffix(ending), ()))
        for word in words:
            found.update(self._by_word.get(word, ()))
        return sorted(found)


def gazetteer(
    departments: Sequence[Department],
    names: "Iterable[DepartmentName]" = (),
    organisation_names: "Iterable[OrganisationName]" = (),
    areas: Areas | None = None,
) -> Gazetteer:
    """The names of a layer's departments, and those of the register's rows, ready to be searched."""
    return Gazetteer(departments, names, organisation_names, areas)


def _close(name: str, names: Sequence[str]) -> Iterable[str]:
    return (key for key, _, _ in process.extract(name, names, scorer=OSA.distance, score_cutoff=MOST_SLIPS, limit=None))


def _names_of(row: Department) -> Iterable[Known]:
    if roman(without_account_numbers(row.name)):  # "I": a number of its organisation's, and no name
        return
    several = parts(row.name)
    plainly = {read for part in several for read in readings(part)}
    yield from (Known(row, read, "name", True) for read in spelt_out(" ".join(several)) if read not in plainly)
    for part in several:
        for read in readings(part):
            yield Known(row, read, "name" if len(several) == 1 else "one of several names")
        if _WHERE.search(part):
            for read in readings(_WHERE.sub("", part)):
                yield Known(row, read, "part of the name")
    if len(several) > 1:  # "Prinsessegade/Burmeistergade" printed whole
        for read in readings(" ".join(several)):
            yield Known(row, read, "name")


def _numbers_of(row: Department) -> frozenset[str]:
    numeral = roman(without_account_numbers(row.name))
    return account_numbers(row.name) | {row.department_no} | ({numeral} if numeral else set())


def _index(pairs: Iterable[tuple[str, int]]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for key, at in pairs:
        if key:
            found[key].append(at)
    return dict(found)
