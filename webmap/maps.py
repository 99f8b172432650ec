"""/, /kort/<tema> and /embed/kort/<tema>: the map, its legend, its tables and where every number comes from."""

import gzip
import hashlib
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Response, make_response, render_template, request, url_for
from markupsafe import Markup

from webmap import prefixes
from webmap.asking import Asked, asked
from webmap.catalogues import languages
from webmap.drawn import POINTS, script_file
from webmap.exports import values_of
from webmap.palette import OUTLINES, PATTERNS
from webmap.themes import FRONT, THEMES, coverage_words

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
    # links carry the host the reader asked of, and lead to the path he asked for
    where = (request.url_root, prefixes.root(), prefixes.pinned(), request.path, urlencode(understood(ask)))
    key = (ask.state, ask.lang.code, template, where)
    body, packed, etag = ask.served.pages.get(key, lambda: _page(ask, template))
    takes_gzip = request.accept_encodings.best_match(["gzip"]) is not None
    answer = make_response(packed if takes_gzip else body)
    if takes_gzip:
        answer.headers["Content-Encoding"] = "gzip"
    answer.headers["Vary"] = "Accept-Encoding"
    answer.headers["Cache-Control"] = "no-cache"
    answer.set_etag(etag)
    answer.make_conditional(request)
    return answer


def _page(ask: Asked, template: str) -> tuple[bytes, bytes, str]:
    """The page of what is asked: text, gzip and ETag."""
    body = page(ask, template).encode()
    return body, gzip.compress(body, 9, mtime=0), hashlib.sha256(body).hexdigest()[:20]


def understood(ask: Asked) -> list[tuple[str, str]]:
    """What was asked for and is known here, in the order it was asked: the rest is not repeated to other readers."""
    known = {option.key for option in ask.options}
    return [(key, value) for key, value in request.args.items() if key in known]


def page(ask: Asked, template: str, **more: Any) -> str:
    """The text of a page about a map."""
    sheet, lang = ask.sheet, ask.lang

    def url(**changes: Any) -> str:
        return url_for("maps.themed", name=ask.theme.slug, **ask.state.query(ask.options, **changes))

    query = urlencode(understood(ask))
    return render_template(
        template,
        languages=[(one, prefixes.address(one.code, prefixes.pinned(), query)) for one in languages().values()],
        unpinned=prefixes.address(lang.code, None, query),
        served=ask.served,
        facts=ask.facts,
        sheet=sheet,
        state=ask.state,
        options=ask.options,
        url=url,
        query=ask.query,
        place_url=url if any(option.kind == "place" for option in ask.options) else None,
        links=links(ask),
        frame=frame,
        themes=[(slug, theme.label(lang)) for slug, theme in THEMES.items()],
        patterns=PATTERNS,
        outlines=OUTLINES,
        values=values_of(sheet, lang),
        w=coverage_words,
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
