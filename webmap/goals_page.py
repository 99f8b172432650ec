"""/maal: what was promised, what is said of it and what the figures say, as a page and as CSV."""

from flask import Blueprint, Response, render_template, request, url_for

from webmap import pages, prefixes
from webmap.asking import snapshot
from webmap.csv_rows import csv_of_rows
from webmap.goals_rows import as_rows
from webmap.goals_sheet import goals_sheet
from webmap.language import Language
from webmap.prefixes import language
from webmap.reports import file_answer
from webmap.serving import Served

blueprint = Blueprint("goals", __name__)


@blueprint.get("/maal")
def page() -> Response:
    """The goals of the agreements, and those about the state's lists."""
    served, lang = snapshot(), language()
    return pages.kept(served, ("goals",), "", lambda: _page(served, lang))


def _page(served: Served, lang: Language) -> str:
    return render_template(
        "goals.html",
        **pages.frame_of(served, lang),
        here="goals",
        sheet=goals_sheet(served.facts, lang),
        csv=prefixes.root()
        + prefixes.prefix(served.snapshot_id, lang.code)
        + url_for("goals.csv_file").removeprefix(request.script_root),
    )


@blueprint.get("/maal.csv")
def csv_file() -> Response:
    """The goals and their tests as CSV (RFC 4180, UTF-8)."""
    served, lang = snapshot(), language()
    name = f"{lang.code}|{request.path}"
    return file_answer(name, "text/csv; charset=utf-8", lambda: csv_of_rows(as_rows(served.facts, lang)))
