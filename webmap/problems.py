"""What a person sees when something is not there: what, where, what to do, with the right status."""

import logging

from flask import Flask, Response, current_app, make_response, render_template, request, url_for
from werkzeug.exceptions import HTTPException, InternalServerError, NotFound

from webmap import prefixes

log = logging.getLogger("webmap")
_TITLES = {
    404: "Siden findes ikke",
    405: "Det kan man ikke her",
    500: "Noget gik galt hos os",
    503: "Kortet er ved at blive tegnet",
}


class UnknownChoice(NotFound):
    """A theme, year, place or the like that the map does not know; `choices` are (name, URL) of what it does."""

    def __init__(self, what: str, asked: str, choices: list[tuple[str, str]]) -> None:
        self.what, self.choices = what, choices
        super().__init__(f"Kortet kender ikke {what} »{asked[:60]}«. Vælg et af disse:")


def register(app: Flask) -> None:
    """Answers every HTTP error with our page, and every unforeseen one as a 500 that is logged."""
    app.register_error_handler(HTTPException, _page)
    app.register_error_handler(Exception, _unforeseen)


def _page(error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    status = error.code or 500
    if status < 400:  # a redirect is an HTTPException too
        return error.get_response()  # type: ignore[return-value]
    choices = error.choices if isinstance(error, UnknownChoice) else []
    own_words = error.description if type(error).description != error.description else None
    page = render_template(
        "problem.html",
        title=f"{error.what.capitalize()} findes ikke"
        if isinstance(error, UnknownChoice)
        else _TITLES.get(status, "Det gik ikke"),
        choices=choices,
        message=own_words or _general(status),
        refresh_s=3 if status == 503 else None,
        served=current_app.extensions["serving"].now(),
        home=_home(),
    )
    answer = make_response(page, status)
    if status == 503:
        answer.headers["Retry-After"] = "3"
    return answer


def _home() -> str:
    """The front page: of the snapshot the request is pinned to if there is one, else of the one that serves."""
    pinned = prefixes.pinned()
    if pinned is None or current_app.extensions["serving"].holds(pinned):
        return url_for("maps.front")
    return f"{prefixes.root()}{prefixes.prefix(None, prefixes.language().code)}/"


def _unforeseen(error: Exception) -> Response:
    log.exception("uventet fejl på %s", request.path, exc_info=error)
    return _page(InternalServerError())


def _general(status: int) -> str:
    if status == 404:
        return f"Der er ingen side på adressen {request.path}. Begynd forfra på kortet."
    return "Prøv igen om lidt. Bliver det ved, så kontakt den, der driver kortet."
