"""/ and /kort/<tema>: the map, its legend, its table and where every number comes from."""

import gzip
import hashlib
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from flask import Blueprint, Response, abort, current_app, make_response, render_template, request, url_for

from geodata import wording
from geodata.model import Reading
from webmap import coverage_view, coverage_words
from webmap.drawn import script_file, values_file
from webmap.facts import YEARS, Facts
from webmap.problems import UnknownChoice
from webmap.serving import Served, Serving
from webmap.themes import COVERAGE, OTHER_DEPARTMENT, PATTERNS, THEMES, UNKNOWN

blueprint = Blueprint("maps", __name__)
LEVELS = {"bydel": "Bydele", "afdeling": "Afdelinger"}
READINGS: dict[str, Reading] = {"udledt": "default", "aftalen": "agreement"}


@dataclass(frozen=True, slots=True)
class State:
    """All that a map's URL says. The defaults are not written out."""

    theme: str
    year: int
    reading: str
    level: str
    place: str | None

    def url(self, default_year: int, **changes: Any) -> str:
        """The URL of this state, or of one that differs from it."""
        to = replace(self, **changes)
        query = {
            "aar": to.year if to.year != default_year else None,
            "periode": to.reading if to.reading != "udledt" else None,
            "niveau": to.level if to.level != "bydel" else None,
            "sted": to.place,
        }
        given: dict[str, Any] = {key: value for key, value in query.items() if value}
        return url_for("maps.themed", theme=to.theme, **given)


@blueprint.get("/")
def front() -> Response:
    """The map of plan coverage; its canonical address is /kort/daekning."""
    return themed(COVERAGE.slug)


@blueprint.get("/kort/<theme>")
def themed(theme: str) -> Response:
    """A theme's map. 404 with what can be asked for instead where theme, year, place, level or reading is unknown."""
    serving: Serving = current_app.extensions["serving"]
    served = serving.now()
    if served is None:
        abort(503, _not_ready(serving))
    state = _state(theme, served.facts)
    body, packed, etag = _page(served, state, request.script_root)
    takes_gzip = request.accept_encodings.best_match(["gzip"]) is not None
    answer = make_response(packed if takes_gzip else body)
    if takes_gzip:
        answer.headers["Content-Encoding"] = "gzip"
    answer.headers["Vary"] = "Accept-Encoding"
    answer.headers["Cache-Control"] = "no-cache"
    answer.set_etag(etag)
    answer.make_conditional(request)
    return answer


def _state(theme: str, facts: Facts) -> State:
    default = State(theme, facts.reference_date.year, "udledt", "bydel", None)
    year, asked = default.year, request.args

    def address(**changes: Any) -> str:
        return default.url(year, **changes)

    _known("temaet", theme, {slug: (shown.title, address(theme=slug)) for slug, shown in THEMES.items()})
    years = {str(known): (str(known), address(year=known)) for known in YEARS}
    readings = {slug: (coverage_words.READINGS[kind], address(reading=slug)) for slug, kind in READINGS.items()}
    levels = {slug: (label, address(level=slug)) for slug, label in LEVELS.items()}
    places = {slug: (name, address(place=slug)) for slug, (name, _) in facts.places.items()}
    return State(
        theme=theme,
        year=int(_known("året", asked.get("aar", str(year)), years)),
        reading=_known("perioden", asked.get("periode", default.reading), readings),
        level=_known("niveauet", asked.get("niveau", default.level), levels),
        place=_known("stedet", asked["sted"], places) if "sted" in asked else None,
    )


def _known(what: str, asked: str, choices: dict[str, tuple[str, str]]) -> str:
    """What was asked for, if it is a choice; else a 404 that offers the choices by name."""
    if asked not in choices:
        raise UnknownChoice(what, asked, list(choices.values()))
    return asked


@lru_cache(maxsize=256)
def _page(served: Served, state: State, _script_root: str) -> tuple[bytes, bytes, str]:
    """The page of a snapshot and state: text, gzip and ETag. The same until another snapshot serves."""
    facts = served.facts
    shown = coverage_view.view(facts, state.year, READINGS[state.reading])
    place = shown.place(state.place) if state.place else None
    text = render_template(
        "coverage.html",
        served=served,
        state=state,
        shown=shown,
        place=place,
        members=shown.members(place) if place else [],
        url=lambda **changes: state.url(facts.reference_date.year, **changes),
        years=YEARS,
        years_with_plans=coverage_view.years_with_plans(facts, READINGS[state.reading]),
        levels=LEVELS,
        readings=READINGS,
        comparator=coverage_words.comparator(shown),
        theme=THEMES[state.theme],
        unknown=UNKNOWN,
        other=OTHER_DEPARTMENT,
        patterns=PATTERNS,
        values_file=values_file(state.year, READINGS[state.reading]),
        script_file=script_file(state.level),
        w=wording,
        words=coverage_words,
    )
    body = text.encode()
    packed = gzip.compress(body, 9, mtime=0)
    return body, packed, hashlib.sha256(body).hexdigest()[:20]


def _not_ready(serving: Serving) -> str:
    problem = serving.problem  # without its path: that is for the log, not for every reader
    return (
        f"{problem.what}. {problem.remedy}" if problem else "Det tager nogle sekunder. Siden prøver igen af sig selv."
    )
