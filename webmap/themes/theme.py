"""What a theme is: a map that can be asked for by its slug, with its options and its sheet."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from webmap.language import Language
from webmap.sheet import Sheet
from webmap.state import Option, State

if TYPE_CHECKING:
    from webmap.facts import Facts


@dataclass(frozen=True, slots=True)
class Theme:
    """A map: how it is named in a language, what can be chosen, and what it then shows. All pure.

    What can be chosen may hang on what is asked for: the years of a map are those of the indicator chosen.
    """

    slug: str
    label: Callable[[Language], str]
    options: Callable[["Facts", Language, Mapping[str, str]], list[Option]]
    sheet: Callable[["Facts", State, Language], Sheet]
