"""City districts and groups of them by any of their names. Pure.

"Vesterbro/Kgs. Enghave", "4. Vesterbro-Kongens Enghave" and the number 4 are one district; so is "Kongens Enghave",
where one district alone has it in its name.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from etl.letters import plain
from geodata.model import Area as District
from geodata.model import AreaGroup
from geodata.names import readings
from geodata.plain_text import fold_space

_NUMBER_IN_FRONT = re.compile(r"^\d{1,4}\.?\s+")
_IN_OR_ON = re.compile(r"(?:^|[\s,(])(?:på|i|paa|in|on)\s+$", re.IGNORECASE)
_JOINTS = re.compile(r"[-/]")
_AROUND = " \t,;:/()[]-–."
_LONGEST_RUN = 4


@dataclass(frozen=True, slots=True)
class NamedArea:
    """A district, or a group of them, by its own name."""

    name: str
    bydel_nos: frozenset[int]
    bydel_names: tuple[str, ...]


class Areas:
    """The districts of a layer and the groups of the register, looked up by name."""

    def __init__(self, districts: Iterable[District] = (), groups: Iterable[AreaGroup] = ()) -> None:
        self.name_of: Mapping[int, str] = {row.bydel_no: row.bydel for row in districts}
        self._found: dict[str, NamedArea] = {}
        shared: dict[str, set[int]] = defaultdict(set)
        for number, name in self.name_of.items():
            self._found[_key(name)] = self._found[str(number)] = self._of(name, [number])
            for part in _JOINTS.split(name):
                shared[_key(part)].add(number)
        for key, numbers in shared.items():
            if len(numbers) == 1:
                self._found.setdefault(key, self._of(self.name_of[min(numbers)], numbers))
        for group in groups:
            self._found.setdefault(_key(group.name), self._of(group.name, set(group.bydel_nos) & set(self.name_of)))

    @property
    def names(self) -> tuple[str, ...]:
        """Every name to offer: the districts in the order of their numbers, and the groups."""
        known = [self.name_of[number] for number in sorted(self.name_of)]
        return (*known, *sorted({area.name for area in self._found.values()} - set(known)))

    def find(self, name: str) -> NamedArea | None:
        """The district or group that bears the name, or the number; None where none does."""
        given = fold_space(name)
        return self._found.get(_key(given)) or self._found.get(_key(_NUMBER_IN_FRONT.sub("", given)))

    def within(self, text: str) -> tuple[str, NamedArea] | None:
        """The text without the area named at its end ("Prater, Nørrebro", "Prater på Nørrebro"), and the area."""
        words = list(re.finditer(r"[^\W\d_]+", text))
        for length in range(min(_LONGEST_RUN, len(words) - 1), 0, -1):
            at = words[-length].start()
            area = self._found.get(_key(text[at:].strip(_AROUND)))
            rest = _IN_OR_ON.sub("", text[:at]).strip(_AROUND)
            if area is not None and rest:
                return rest, area
        return None

    def _of(self, name: str, numbers: Iterable[int]) -> NamedArea:
        return NamedArea(name, frozenset(numbers), tuple(self.name_of[number] for number in sorted(numbers)))


@lru_cache(maxsize=50_000)
def _key(name: str) -> str:
    if name.isdigit():
        return name.lstrip("0") if len(name) < 10 else ""
    found = readings(_JOINTS.sub(" ", name))
    return plain("".join((*found[0].words, *sorted(found[0].sides)))) if found else ""
