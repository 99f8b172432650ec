"""What a map's URL says: the theme and one value an option. Pure; the defaults are not written out."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of an option; `empty` where there is nothing to show for it."""

    value: str
    label: str
    empty: bool = False


@dataclass(frozen=True, slots=True)
class Option:
    """Something a reader can choose. `what` names it in an error ("året"); `kind` says how the page offers it."""

    key: str
    what: str
    label: str
    choices: tuple[Choice, ...]
    default: str
    kind: str = "switch"  # or "years", or "place"
    aside: str = ""
    empty_note: str = ""
    resets: tuple[str, ...] = ()  # options that go back to their default when this one changes

    def has(self, value: str) -> bool:
        """Whether the value is one of the choices."""
        return any(choice.value == value for choice in self.choices)


@dataclass(frozen=True, slots=True)
class State:
    """A theme and a value for each of its options, in their order."""

    theme: str
    chosen: tuple[tuple[str, str], ...]

    def __getitem__(self, key: str) -> str:
        return dict(self.chosen)[key]

    def query(self, options: Sequence[Option], **changes: str) -> dict[str, Any]:
        """The query of this state, or of one that differs from it: only what is not the default."""
        reset = {key for option in options if option.key in changes for key in option.resets}
        wanted = {**{key: value for key, value in self.chosen if key not in reset}, **changes}
        return {
            option.key: wanted[option.key]
            for option in options
            if wanted.get(option.key) and wanted[option.key] != option.default
        }
