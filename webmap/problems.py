"""What a person sees when something is not there: what, where, what to do, with the right status."""

import logging

from flask import Flask, Response, current_app, make_response, render_template, request, url_for
from werkzeug.exceptions import HTTPException, InternalServerError, NotFound, ServiceUnavailable

from geodata.errors import HelhedskortError
from webmap import prefixes
from webmap.language import Language
from webmap.prefixes import language

log = logging.getLogger("webmap")


class UnknownChoice(NotFound):
    """A theme, year, place or the like that the map does not know; `choices` are (name, URL) of what it does."""

    def __init__(self, what: str, asked: str, choices: list[tuple[str, str]]) -> None:
        self.what, self.choices = what, choices
        said = language()._("Kortet kender ikke {what} »{asked}«. Vælg et af disse:", what=what, asked=asked[:60])
        super().__init__(said)


class NotReady(ServiceUnavailable):
    """There is no snapshot to show yet; `problem` says why where it is known."""

    def __init__(self, problem: HelhedskortError | None) -> None:
        self.problem = problem
        waiting = language()._("Det tager nogle sekunder. Siden prøver igen af sig selv.")
        super().__init__(waiting if problem is None else "")


class Busy(ServiceUnavailable):
    """So many pictures are being drawn that this one has to wait."""

    def __init__(self) -> None:
        super().__init__(language()._("Der tegnes mange billeder lige nu. Siden prøver igen af sig selv."))


def register(app: Flask) -> None:
    """Answers every HTTP error with our page, and every unforeseen one as a 500 that is logged."""
    app.register_error_handler(HTTPException, _page)
    app.register_error_handler(Exception, _unforeseen)


def _page(error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    status, lang = error.code or 500, language()
    if status < 400:  # a redirect is an HTTPException too
        return error.get_response()  # type: ignore[return-value]
    own_words = error.description if type(error).description != error.description else None
    page = render_template(
        "problem.html",
        title=_title(error, lang),
        choices=error.choices if isinstance(error, UnknownChoice) else [],
        message=_general(status, lang) if own_words is None else own_words,
        reason=_reason(error.problem) if isinstance(error, NotReady) and error.problem else None,
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


def _title(error: HTTPException, lang: Language) -> str:
    if isinstance(error, UnknownChoice):
        return lang._("{what} findes ikke", what=error.what[:1].upper() + error.what[1:])
    if isinstance(error, NotReady) and error.problem:
        return lang._("Kortet kan ikke vises")
    if isinstance(error, Busy):
        return lang._("Billedet er ikke tegnet endnu")
    return {
        404: lang._("Siden findes ikke"),
        405: lang._("Handlingen er ikke mulig her"),
        500: lang._("Der opstod en fejl hos os"),
        503: lang._("Kortet er ved at blive tegnet"),
    }.get(error.code or 500, lang._("Siden kan ikke vises"))


def _general(status: int, lang: Language) -> str:
    if status == 404:
        return lang._("Der er ingen side på adressen {path}. Begynd forfra på kortet.", path=request.path)
    return lang._("Prøv igen om lidt. Bliver det ved, så kontakt den, der driver kortet.")


def _reason(problem: HelhedskortError) -> str:
    """What is wrong and what to do, in Danish as in the log, but without its path: that is not for every reader."""
    return f"{problem.what[:1].upper()}{problem.what[1:]}. {problem.remedy}"
