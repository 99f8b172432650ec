"""Headers that every answer carries."""

import re

from flask import Flask, Response, request

from geodata.errors import HelhedskortError

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors {ancestors}"
)


def register(app: Flask) -> None:
    """Adds the content security policy and its companions to every answer of the app.

    The maps under /embed may be framed by whom FRAME_ANCESTORS names, all others by ourselves alone. Raises
    HelhedskortError for frame ancestors that could say more than which pages may frame ours.
    """
    if not re.fullmatch(r"[\w\-.:/*' \[\]]+", app.config["FRAME_ANCESTORS"], re.ASCII):
        raise HelhedskortError(
            "er ikke en liste af kilder som 'self' https://intranet.example",
            where="FRAME_ANCESTORS",
            remedy="Ret HELHEDSKORT_FRAME_ANCESTORS.",
        )
    embedded = _POLICY.format(ancestors=app.config["FRAME_ANCESTORS"])
    own = _POLICY.format(ancestors="'self'")

    @app.after_request
    def headers(answer: Response) -> Response:
        framed = request.endpoint == "maps.embedded" and answer.status_code in (200, 304)
        answer.headers.setdefault("Content-Security-Policy", embedded if framed else own)
        answer.headers.setdefault("X-Content-Type-Options", "nosniff")
        answer.headers.setdefault("Referrer-Policy", "same-origin")
        answer.headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        return answer
