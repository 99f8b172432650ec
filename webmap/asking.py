"""From a request to what it asks for: the snapshot, the language, the theme and its state; or an answer why not."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from flask import abort, current_app, request, url_for

from webmap.facts import Facts
from webmap.language import Language
from webmap.prefixes import language, pinned
from webmap.problems import NotReady, UnknownChoice
from webmap.serving import Served, Serving
from webmap.sheet import Sheet
from webmap.state import Option, State
from webmap.themes import THEMES
from webmap.themes.theme import Theme


@dataclass(frozen=True)
class Asked:
    """What one request asks for."""

    served: Served
    lang: Language
    theme: Theme
    options: tuple[Option, ...]
    state: State

    @property
    def facts(self) -> Facts:
        """The facts of the snapshot."""
        return self.served.facts

    @property
    def query(self) -> dict[str, Any]:
        """The state as a query: only what is not the default."""
        return self.state.query(self.options)

    @cached_property
    def sheet(self) -> Sheet:
        """What the map shows."""
        return self.theme.sheet(self.facts, self.state, self.lang)


def asked(theme: str) -> Asked:
    """What the request asks of a theme. 503 before there is a snapshot; 404 with the choices for what is unknown."""
    served, lang = snapshot(), language()
    themes = {slug: (one.label(lang), url_for("maps.themed", name=slug)) for slug, one in THEMES.items()}
    shown = THEMES[known(lang._("temaet"), theme, themes)]
    options = tuple(shown.options(served.facts, lang, request.args))
    default = State(theme, tuple((option.key, option.default) for option in options))
    chosen = []
    for option in options:
        value = request.args.get(option.key, option.default)
        if not option.has(value):
            choices = {
                choice.value: (
                    choice.label,
                    url_for("maps.themed", name=theme, **default.query(options, **{option.key: choice.value})),
                )
                for choice in option.choices
            }
            known(option.what, value, choices)
        chosen.append((option.key, value))
    return Asked(served, lang, shown, options, State(theme, tuple(chosen)))


def snapshot() -> Served:
    """The snapshot this request is about: the pinned one, or the one that serves."""
    serving: Serving = current_app.extensions["serving"]
    wanted = pinned()
    served = serving.now() if wanted is None else serving.of(wanted)
    if served is not None:
        return served
    if wanted is not None and not serving.holds(wanted):
        abort(404, language()._("Øjebliksbilledet {id} findes ikke i lageret.", id=wanted))
    raise NotReady(serving.problem if wanted is None else serving.problem_of(wanted))


def known(what: str, value: str, choices: dict[str, tuple[str, str]]) -> str:
    """What was asked for, if it is a choice; else a 404 that offers the choices by name."""
    if value not in choices:
        raise UnknownChoice(what, value, list(choices.values()))
    return value
