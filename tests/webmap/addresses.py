"""Every map that can be asked for, from the themes themselves: a new theme, level or measure is tested unasked."""

from collections.abc import Iterator
from itertools import product
from urllib.parse import urlencode

from webmap.catalogues import languages
from webmap.facts import Facts
from webmap.state import Choice, Option
from webmap.themes import THEMES

PREFIXES = ("", "/en")
MEASURE, YEAR, PLACE, AGAINST = "maal", "aar", "sted", "sammenlign"


def queries(facts: Facts, slug: str, *, places: bool = False) -> Iterator[dict[str, str]]:
    """The states of a theme: every choice of every option, with the first, the default and the last year.

    Beyond the first measure of a theme only the default map; with `places` every place of the default map instead.
    What a map is held against is varied in the default year alone: the words are the same in every other.
    """
    danish, theme = languages()["da"], THEMES[slug]
    measures = next((one.choices for one in theme.options(facts, danish, {}) if one.key == MEASURE), (Choice("", ""),))
    for number, measure in enumerate(measures):
        asked = {MEASURE: measure.value} if measure.value else {}
        options = theme.options(facts, danish, asked)
        offered = [[(one.key, value) for value in _values(one, number == 0, places)] for one in options]
        defaults = {one.key: one.default for one in options}
        for chosen in product(*offered):
            state = {**dict(chosen), **asked}
            if state.get(AGAINST) != defaults.get(AGAINST) and state[YEAR] != defaults[YEAR]:
                continue
            yield {key: value for key, value in state.items() if value != defaults.get(key)}
        if places:
            return


def _values(option: Option, first: bool, places: bool) -> list[str]:
    every = [choice.value for choice in option.choices]
    if option.key == PLACE and places:
        return every
    if option.key in (PLACE, MEASURE) or places or not first:
        return [option.default]
    return list(dict.fromkeys([every[0], option.default, every[-1]])) if option.key == YEAR else every


def address(path: str, query: dict[str, str]) -> str:
    return f"{path}?{urlencode(query)}" if query else path


def maps(facts: Facts, path: str = "/kort/{theme}", *, places: bool = False) -> list[str]:
    """The addresses of the maps, or of another form of them, in Danish."""
    return [address(path.format(theme=slug), query) for slug in THEMES for query in queries(facts, slug, places=places)]
