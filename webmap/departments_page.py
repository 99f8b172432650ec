"""/afdelinger: how each printed name was placed, as a page and as CSV; /afdeling/<id>: one department."""

from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Response, render_template, request, url_for

from geodata.plain_text import fold_space, without_control
from webmap import departments_sheet as review
from webmap import pages, prefixes
from webmap.asking import known, snapshot
from webmap.department_sheet import profile as profile_of
from webmap.departments_sheet import LONGEST_SEARCH, OUTCOME, PLAN, SEARCH, Asked
from webmap.exports import rows_csv
from webmap.facts import Facts
from webmap.language import Language
from webmap.prefixes import language
from webmap.problems import UnknownChoice
from webmap.reports import figure_shapes, file_answer, for_excel
from webmap.serving import Served
from webmap.themes import coverage_words

blueprint = Blueprint("departments", __name__)
_LIKE = 8  # departments offered for a key nobody bears


@blueprint.get("/afdelinger")
def page() -> Response:
    """Every printed name; `plan`, `udfald` and `soeg` say which."""
    served, lang = snapshot(), language()
    asked = _asked(served.facts, lang)
    query = urlencode(asked.query())  # as it was understood: a long search is not said back whole
    if asked.search:  # anybody may search for anything
        return pages.passing(names_page(served, lang, asked, query))
    return pages.kept(served, ("departments", asked), query, lambda: names_page(served, lang, asked, query))


def _asked(facts: Facts, lang: Language) -> Asked:
    chosen = {}
    for option in review.options(facts, lang):
        value = request.args.get(option.key, option.default)
        choices = {one.value: (one.label, _address(option.key, one.value)) for one in option.choices}
        chosen[option.key] = known(option.what, value, choices)
    search = fold_space(without_control(request.args.get(SEARCH, "")[:LONGEST_SEARCH]))
    return Asked(chosen[PLAN], chosen[OUTCOME], search)


def _address(key: str, value: str) -> str:
    query: dict[str, Any] = {key: value} if value else {}
    return url_for("departments.page", **query)


def names_page(served: Served, lang: Language, asked: Asked, query: str) -> str:
    """The text of the page about the names that are asked for."""
    facts = served.facts
    shapes = figure_shapes(served)
    return render_template(
        "departments.html",
        **pages.frame_of(served, lang, query),
        here="departments",
        sheet=review.review(facts, shapes, lang, asked),
        options=review.options(facts, lang),
        chosen={PLAN: asked.plan, OUTCOME: asked.outcome},
        shapes=shapes["paths"],
        columns=review.decision_columns(),
        documents=review.documents(facts),
        longest=LONGEST_SEARCH,
        csv=_pinned(served, lang, url_for("departments.csv_file")),
        w=coverage_words,
    )


@blueprint.get("/afdelinger.csv")
def csv_file() -> Response:
    """Every printed name as CSV (RFC 4180, UTF-8; with `excel=1` as Danish Excel writes it), keys in English."""
    served, lang, excel = snapshot(), language(), for_excel()
    name = f"{lang.code}|{request.path}|{'1' if excel else ''}"
    return file_answer(name, "text/csv; charset=utf-8", lambda: _csv(served.facts, lang, excel))


def _csv(facts: Facts, lang: Language, excel: bool) -> bytes:
    rows = review.as_rows(facts, lang)
    return rows_csv(rows, list(rows[0]) if rows else [], excel=excel)


@blueprint.get("/afdeling/<path:department_id>")
def profile(department_id: str) -> Response:
    """One department of the layer: what is known of it, from where, and what is not."""
    served, lang = snapshot(), language()
    facts = served.facts
    if department_id not in facts.departments:
        raise UnknownChoice(lang._("afdelingen"), department_id, _instead(facts, lang, department_id))
    return pages.passing(profile_page(served, lang, department_id))


def profile_page(served: Served, lang: Language, department_id: str) -> str:
    """The text of a department's page. KeyError for an id nobody bears."""
    shapes = figure_shapes(served)
    return render_template(
        "department.html",
        **pages.frame_of(served, lang),
        here="departments",
        sheet=profile_of(served.facts, shapes, lang, department_id),
        shapes=shapes["paths"],
        w=coverage_words,
        lasting=prefixes.address(lang.code, served.snapshot_id, ""),
    )


def _instead(facts: Facts, lang: Language, asked: str) -> list[tuple[str, str]]:
    """Where to look for a department nobody knows by that key: those that are like it, and the search."""
    like = review.departments_found(facts, asked)[:_LIKE] if len(asked) <= LONGEST_SEARCH else []
    named = [(f"{row.department_id} {row.name}", _profile(row.department_id)) for row in like]
    search = _address(SEARCH, asked[:LONGEST_SEARCH])
    return [*named, (lang._("Søg i navne og afdelinger"), search), (lang._("Alle navne"), _address(PLAN, ""))]


def _profile(department_id: str) -> str:
    return url_for("departments.profile", department_id=department_id)


def _pinned(served: Served, lang: Language, address: str) -> str:
    """The address with the snapshot in it."""
    pin = prefixes.prefix(served.snapshot_id, lang.code)
    return prefixes.root() + pin + address.removeprefix(request.script_root)
