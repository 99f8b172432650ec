"""How a page goes out: made once a snapshot, kept packed in memory, with an ETag; and what is on every page."""

import gzip
import hashlib
from collections.abc import Callable, Hashable
from typing import Any
from urllib.parse import urlencode

from flask import Response, make_response, request

from webmap import prefixes
from webmap.catalogues import languages
from webmap.language import Language
from webmap.serving import Served
from webmap.themes import THEMES

Page = tuple[bytes, bytes, str]  # text, gzip and ETag


def kept(served: Served, what: Hashable, query: str, make: Callable[[], str]) -> Response:
    """A page that is asked for again and again: kept under what it shows and the addresses that stand in it."""
    # links carry the host the reader asked of, and lead to the path he asked for
    where = (request.url_root, prefixes.root(), prefixes.pinned(), prefixes.language().code, request.path, query)
    return _answer(*served.pages.get((what, where), lambda: _packed(make())))


def passing(text: str) -> Response:
    """A page that is cheap to make and one of very many: not kept."""
    return _answer(*_packed(text))


def frame_of(served: Served, lang: Language, query: str = "") -> dict[str, Any]:
    """What every page needs: its snapshot, the navigation, and its own address in the other language and unpinned."""
    return {
        "served": served,
        "facts": served.facts,
        "themes": [(slug, theme.label(lang)) for slug, theme in THEMES.items()],
        "languages": [(one, prefixes.address(one.code, prefixes.pinned(), query)) for one in languages().values()],
        "unpinned": prefixes.address(lang.code, None, query),
    }


def understood(known: set[str]) -> str:
    """The query as it was asked, of what is known here alone: the rest is not repeated to other readers."""
    return urlencode([(key, value) for key, value in request.args.items() if key in known])


def _packed(text: str) -> Page:
    body = text.encode()
    return body, gzip.compress(body, 9, mtime=0), hashlib.sha256(body).hexdigest()[:20]


def _answer(body: bytes, packed: bytes, etag: str) -> Response:
    takes_gzip = request.accept_encodings.best_match(["gzip"]) is not None
    answer = make_response(packed if takes_gzip else body)
    if takes_gzip:
        answer.headers["Content-Encoding"] = "gzip"
    answer.headers["Vary"] = "Accept-Encoding"
    answer.headers["Cache-Control"] = "no-cache"
    answer.set_etag(etag)
    answer.make_conditional(request)
    return answer
