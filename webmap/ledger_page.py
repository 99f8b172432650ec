"""/regnestykket: the ledger of printed and computed sums, as a page and as CSV."""

from typing import Any

from flask import Blueprint, Response, render_template, request, url_for

from webmap import pages, prefixes
from webmap.asking import known, snapshot
from webmap.exports import rows_csv
from webmap.facts import Facts
from webmap.language import Language
from webmap.ledger_sheet import as_rows, ledger_sheet
from webmap.palette import OUTLINES
from webmap.prefixes import language
from webmap.register_words import outcomes
from webmap.reports import file_answer
from webmap.serving import Served
from webmap.themes.money_words import figures_option

blueprint = Blueprint("ledger", __name__)


@blueprint.get("/regnestykket")
def page() -> Response:
    """Every sum of the documents as printed and as computed; `tal` says which stands first."""
    served, lang = snapshot(), language()
    option = figures_option(lang)
    figures = request.args.get(option.key, option.default)
    choices = {one.value: (one.label, _address(option.key, one.value, option.default)) for one in option.choices}
    known(option.what, figures, choices)
    query = pages.understood({option.key})
    return pages.kept(served, ("ledger", figures), query, lambda: _page(served, lang, figures, query))


def _address(key: str, value: str, default: str) -> str:
    query: dict[str, Any] = {} if value == default else {key: value}
    return url_for("ledger.page", **query)


def _page(served: Served, lang: Language, figures: str, query: str) -> str:
    option = figures_option(lang)
    return render_template(
        "ledger.html",
        **pages.frame_of(served, lang, query),
        here="ledger",
        sheet=ledger_sheet(served.facts, lang, figures),
        option=option,
        choices=[(one, _address(option.key, one.value, option.default)) for one in option.choices],
        outcomes=outcomes(lang),
        outlines=OUTLINES,
        csv=prefixes.root()
        + prefixes.prefix(served.snapshot_id, lang.code)
        + url_for("ledger.csv_file").removeprefix(request.script_root),
    )


@blueprint.get("/regnestykket.csv")
def csv_file() -> Response:
    """Every check as CSV (RFC 4180, UTF-8), keys in English, numbers in the printed unit."""
    served, lang = snapshot(), language()
    return file_answer(f"{lang.code}|{request.path}", "text/csv; charset=utf-8", lambda: _csv(served.facts, lang))


def _csv(facts: Facts, lang: Language) -> bytes:
    rows = as_rows(facts, lang)
    return rows_csv(rows, list(rows[0]) if rows else [])
