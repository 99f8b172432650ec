"""/tidslinje: plans over time as a chart and tables, as CSV, and the chart alone as SVG."""

from flask import Blueprint, Response, render_template, request, url_for

from geodata.plain_text import without_control
from webmap import pages, prefixes
from webmap.asking import known, snapshot
from webmap.csv_rows import csv_of_rows
from webmap.facts import Facts
from webmap.language import Language
from webmap.palette import OUTLINES
from webmap.prefixes import language
from webmap.reports import file_answer
from webmap.serving import Served
from webmap.themes.common import place_option
from webmap.timeline_chart import MIDDLE, NARROW, PATTERNS, WIDE, drawn, legend
from webmap.timeline_rows import as_rows
from webmap.timeline_sheet import TimelineSheet, timeline_sheet

blueprint = Blueprint("timeline", __name__)


@blueprint.get("/tidslinje")
def page() -> Response:
    """The plans over time; `sted` is a district or area group by slug."""
    served, lang = snapshot(), language()
    place = _place(served.facts, lang)
    query = pages.understood({"sted"})
    return pages.kept(served, ("timeline", place), query, lambda: _page(served, lang, place, query))


def _place(facts: Facts, lang: Language) -> str:
    """The place asked for, or empty; 404 with the places there are for any other."""
    option = place_option(facts, lang)
    choices = {one.value: (one.label, _address(one.value)) for one in option.choices}
    return known(option.what, request.args.get("sted", ""), choices)


def _address(place: str) -> str:
    return url_for("timeline.page", sted=place) if place else url_for("timeline.page")


def _page(served: Served, lang: Language, place: str, query: str) -> str:
    sheet = timeline_sheet(served.facts, lang, place)
    return render_template(
        "timeline.html",
        **pages.frame_of(served, lang, query),
        here="timeline",
        sheet=sheet,
        option=place_option(served.facts, lang),
        drawings=[(name, drawn(sheet.shown, lang, width)) for name, width in _WIDTHS],
        patterns=PATTERNS,
        legend=legend(sheet.shown, lang),
        outlines=OUTLINES,
        csv=_pinned(served, lang, "timeline.csv_file", place),
        svg=_pinned(served, lang, "timeline.figure", place),
    )


def _pinned(served: Served, lang: Language, endpoint: str, place: str) -> str:
    """The address of a file of this snapshot."""
    path = url_for(endpoint, sted=place) if place else url_for(endpoint)
    return prefixes.root() + prefixes.prefix(served.snapshot_id, lang.code) + path.removeprefix(request.script_root)


_WIDTHS = (("wide", WIDE), ("middle", MIDDLE), ("narrow", NARROW))


@blueprint.get("/tidslinje.csv")
def csv_file() -> Response:
    """Plans, transitions, events and covered days as CSV (RFC 4180, UTF-8)."""
    served, lang = snapshot(), language()
    place = _place(served.facts, lang)
    name = f"{lang.code}|{request.path}|{place}"
    return file_answer(name, "text/csv; charset=utf-8", lambda: csv_of_rows(as_rows(served.facts, lang, place)))


@blueprint.get("/figur/tidslinje.svg")
def figure() -> Response:
    """The chart alone, for a report."""
    served, lang = snapshot(), language()
    place = _place(served.facts, lang)
    name = f"{lang.code}|{request.path}|{place}"
    return file_answer(name, "image/svg+xml; charset=utf-8", lambda: _figure(served, lang, place))


def _figure(served: Served, lang: Language, place: str) -> bytes:
    sheet = timeline_sheet(served.facts, lang, place)
    picture = render_template(
        "timeline.svg",
        lang=lang,
        sheet=sheet,
        drawing=drawn(sheet.shown, lang, WIDE),
        patterns=PATTERNS,
        legend=legend(sheet.shown, lang),
        credit=_credit(sheet, served, lang),
    )
    return without_control(picture).encode()


def _credit(sheet: TimelineSheet, served: Served, lang: Language) -> str:
    papers = [served.facts.documents[key].short_title for key in sheet.documents]
    return lang._(
        "Kilder: {papers}. Helhedskort, øjebliksbillede {id}.", papers=lang.listing(papers), id=served.snapshot_id
    )
