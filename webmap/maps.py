"""/, /kort/<tema> and /embed/kort/<tema>: the map, its legend, its tables and where every number comes from."""

from typing import Any

from flask import Blueprint, Response, render_template, request, url_for
from markupsafe import Markup

from webmap import pages, prefixes
from webmap.asking import Asked, asked
from webmap.drawn import POINTS, script_file
from webmap.exports import values_of
from webmap.palette import OUTLINES, PATTERNS
from webmap.themes import FRONT, coverage_words, outlines

blueprint = Blueprint("maps", __name__)


@blueprint.get("/")
def front() -> Response:
    """The map of plan coverage; its canonical address is /kort/daekning."""
    return themed(FRONT)


@blueprint.get("/kort/<name>")
def themed(name: str) -> Response:
    """A theme's map as a page."""
    return _answer(asked(name), "map.html")


@blueprint.get("/embed/<name>")
@blueprint.get("/embed/kort/<name>")
def embedded(name: str) -> Response:
    """The map alone, for a frame in somebody else's page."""
    return _answer(asked(name), "embed.html")


def _answer(ask: Asked, template: str) -> Response:
    return pages.kept(ask.served, (ask.state, template), _query(ask), lambda: page(ask, template))


def _query(ask: Asked) -> str:
    return pages.understood({option.key for option in ask.options})


def page(ask: Asked, template: str, **more: Any) -> str:
    """The text of a page about a map."""
    sheet, lang = ask.sheet, ask.lang

    def url(**changes: Any) -> str:
        return url_for("maps.themed", name=ask.theme.slug, **ask.state.query(ask.options, **changes))

    return render_template(
        template,
        **pages.frame_of(ask.served, lang, _query(ask)),
        sheet=sheet,
        state=ask.state,
        options=ask.options,
        url=url,
        query=ask.query,
        place_url=url if any(option.kind == "place" for option in ask.options) else None,
        links=links(ask),
        frame=frame,
        patterns=PATTERNS,
        outlines=OUTLINES,
        values=values_of(sheet, lang),
        w=coverage_words,
        outline_line=outlines.line,
        script_file=script_file(sheet.base),
        points_file=POINTS,
        **more,
    )


def frame(address: str, title: str) -> str:
    """The code that shows a map in somebody's page: HTML as text, with its own values escaped."""
    code = Markup('<iframe src="{}" title="{}" width="100%" height="760" loading="lazy"></iframe>')
    return str(code.format(address, title))


def links(ask: Asked) -> dict[str, str]:
    """Where the same map is found in other forms, pinned to the snapshot so that a report keeps its figures."""
    query, slug = ask.query, ask.theme.slug
    pin = prefixes.root() + prefixes.prefix(ask.served.snapshot_id, ask.lang.code)

    def pinned(endpoint: str, **values: Any) -> str:
        return pin + url_for(endpoint, **values).removeprefix(request.script_root)

    return {
        "png": pinned("reports.figure", name=f"{slug}.png", **query),
        "svg": pinned("reports.figure", name=f"{slug}.svg", **query),
        "html": pinned("reports.download", theme=slug, form="html", **query),
        "csv": pinned("reports.download", theme=slug, form="csv", **query),
        "excel": pinned("reports.download", theme=slug, form="csv", **query, excel="1"),
        "geojson": pinned("reports.download", theme=slug, form="geojson", **query),
        "embed_pinned": request.host_url.rstrip("/") + pinned("maps.embedded", name=slug, **query),
        "embed": url_for("maps.embedded", name=slug, **query, _external=True),
        "page": url_for("maps.themed", name=slug, **query, _external=True),
        "pinned": pinned("maps.themed", name=slug, **query),
    }
