"""/en and /s/<snapshot> in front of any path: taken off before routing and kept as part of the script name.

So every route is written once, and every link a page makes keeps the language and the snapshot it was asked in.
"""

import re
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import quote

from flask import request

from webmap.catalogues import languages
from webmap.language import Language

_SNAPSHOT = re.compile(r"/s/([0-9a-f]{12})(?=/|$)")
# a name that werkzeug can make addresses of: others would fail in every link of every page, and in that of the error
_HOST = re.compile(r"(?:(?:[\w-]{1,63}\.)*[\w-]{1,63}\.?|\[[0-9a-f:.]{2,45}\])(?::\d{1,5})?", re.ASCII | re.IGNORECASE)
_LONGEST_HOST = 255
_LONGEST_QUERY = 400  # no state of a map is half as long, and a longer one is not echoed
_PINNED, _LANGUAGE, _ROOT = "helhedskort.snapshot", "helhedskort.language", "helhedskort.root"


class Prefixes:
    """WSGI: takes the prefixes off the path. Either order is understood; links are made as /s/<snapshot>/en."""

    def __init__(self, application: Callable[..., Iterable[bytes]]) -> None:
        """In front of the application."""
        self.application = application

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """One request."""
        environ[_ROOT] = environ.get("SCRIPT_NAME", "")
        path, pinned, code = environ.get("PATH_INFO", ""), None, "da"
        for _ in range(2):
            match = _SNAPSHOT.match(path)
            if match and pinned is None:
                pinned, path = match[1], path[match.end() :]
            elif code == "da" and (path == "/en" or path.startswith("/en/")):
                code, path = "en", path[3:]
        if pinned is not None or code != "da":
            environ["PATH_INFO"] = path or "/"
            environ["SCRIPT_NAME"] = environ[_ROOT] + prefix(pinned, code)
        environ[_PINNED], environ[_LANGUAGE] = pinned, code
        host = environ.get("HTTP_HOST", "")
        if host and not _is_host(host):
            return _refused(languages()[code], start_response)
        return self.application(environ, start_response)


def _is_host(host: str) -> bool:
    if len(host) > _LONGEST_HOST or not _HOST.fullmatch(host):
        return False
    try:
        host.encode("idna").decode("idna")  # "xn--a" is punycode of nothing
    except UnicodeError:
        return False
    return True


def _refused(lang: Language, start_response: Any) -> Iterable[bytes]:
    said = lang._("Værtsnavnet i forespørgslen (Host) er ikke gyldigt. Skriv adressen igen.").encode()
    kept = [("Content-Security-Policy", "default-src 'none'"), ("X-Content-Type-Options", "nosniff")]
    start_response("400 Bad Request", [("Content-Type", "text/plain; charset=utf-8"), *kept])
    return [said]


def prefix(pinned: str | None, code: str) -> str:
    """What stands in front of a path for a snapshot and a language."""
    return (f"/s/{pinned}" if pinned else "") + languages()[code].prefix


def language() -> Language:
    """The language this request asks for."""
    return languages()[request.environ.get(_LANGUAGE, "da")]


def pinned() -> str | None:
    """The snapshot this request is pinned to, or None for the one that serves."""
    found: str | None = request.environ.get(_PINNED)
    return found


def root() -> str:
    """The path our application is mounted at, without language and snapshot."""
    return str(request.environ.get(_ROOT, ""))


def address(code: str, snapshot: str | None, query: str | None = None) -> str:
    """The path of this page in another language or of another snapshot, with the query given or else the same."""
    if query is None:
        query = request.query_string.decode("ascii", "replace")
        query = query if len(query) <= _LONGEST_QUERY else ""
    # the path comes decoded: a browser reads "/\\host" as another host
    return root() + prefix(snapshot, code) + quote(request.path, safe="/") + (f"?{query}" if query else "")
