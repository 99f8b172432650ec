"""/r/<render>/<file>: the drawn files, as they lie. Immutable, since another content has another folder."""

from pathlib import Path, PurePosixPath

from flask import Blueprint, Response, abort, current_app, request
from werkzeug.security import safe_join

from webmap.prefixes import language
from webmap.serving import Serving

blueprint = Blueprint("assets", __name__)
_TYPES = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".png": "image/png",
}
_ENCODINGS = (("br", ".br"), ("gzip", ".gz"))


@blueprint.get("/r/<render>/<path:name>")
def drawn(render: str, name: str) -> Response:
    """One drawn file, in the best encoding the reader takes; 404 for any name that is not one of them."""
    serving: Serving = current_app.extensions["serving"]
    folder = serving.folder(render)
    kind = _TYPES.get(PurePosixPath(name).suffix)
    if folder is None or kind is None or not _lies_in(folder, name):
        abort(404, language()._("Filen findes ikke."))
    for encoding, suffix in _ENCODINGS:
        packed = folder / f"{name}{suffix}"
        if request.accept_encodings.best_match([encoding]) and packed.is_file():
            return _answer(packed, kind, encoding)
    return _answer(folder / name, kind, "identity")


def _lies_in(folder: Path, name: str) -> bool:
    path = safe_join(str(folder), name)  # None for anything that climbs, on every platform
    try:
        return path is not None and Path(path).is_file()
    except (OSError, ValueError):  # a name too long, or with a NUL in it
        return False


def _answer(path: Path, kind: str, encoding: str) -> Response:
    answer = Response(path.read_bytes(), content_type=kind)  # the largest is 60 kB packed; no need to stream
    answer.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    answer.headers["Vary"] = "Accept-Encoding"
    if encoding != "identity":
        answer.headers["Content-Encoding"] = encoding
    answer.set_etag(f"{path.parent.name}-{path.name}")
    answer.make_conditional(request)
    return answer
