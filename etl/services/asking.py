"""Edge: the one place that speaks HTTP. A question goes out politely, an answer comes back whole, dated and kept.

requests asks, requests-cache keeps answers in one SQLite file, tenacity asks again where that may help: where the
connection fails or waits too long, and at 429 and 5xx, never at another 4xx. A secret is put on the address in
`Door`, below the cache: neither the cache, an error nor a log line ever sees it.
"""

import hashlib
import logging
import math
import re
import sqlite3
import time
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlencode, urlsplit

import requests
import tenacity
from requests_cache import CachedSession

from etl.services.door import ASKED_AT, Door, Unsent
from etl.services.secrets import masked
from etl.services.settings import USER_AGENT, Service
from geodata.errors import ServiceError

log = logging.getLogger("etl.services")

CACHE_FILE = "answers.sqlite"
CONNECT_S = 10.0  # nobody who is there takes longer to open the door
MOST_WAIT_S = 60.0  # however long a service asks us to wait
_TAG = re.compile(r"<[^<>]{0,500}>")
_AGAIN = {429, 500, 502, 503, 504}
_UNASKABLE = (requests.exceptions.InvalidURL, requests.exceptions.InvalidSchema, UnicodeError)
# what an answer that is kept runs into where its row is no answer: cut off, changed by hand, of another program
_UNREADABLE = (AttributeError, TypeError, ValueError, LookupError, RecursionError, ExceptionGroup)


@dataclass(frozen=True)
class Answer:
    """What a service answered: the whole body, when it was asked, and the body's hash. `url` holds no secret."""

    service: str
    url: str
    status: int
    content_type: str
    body: bytes = field(repr=False)
    asked_at: datetime
    sha256: str
    from_cache: bool

    @property
    def kind(self) -> str:
        """The content type without its parameters, in small letters: "application/json"."""
        return self.content_type.partition(";")[0].strip().lower()


class Asker:
    """Asks services, and keeps what they answer in `folder`. Use it in a `with`, so that the cache is closed.

    `offline` answers from the cache alone, however old. `clock` counts seconds and `wait` passes them; `now` is the
    time of day that an answer is dated with. `from_environment` lets requests use the machine's proxy.
    """

    def __init__(
        self,
        folder: Path,
        *,
        user_agent: str = USER_AGENT,
        offline: bool = False,
        clock: Callable[[], float] = time.monotonic,
        wait: Callable[[float], None] = time.sleep,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        from_environment: bool = False,
    ) -> None:
        self._offline, self._clock, self._wait, self._now = offline, clock, wait, now
        self._last: dict[str, float] = {}
        self._session = _session(folder, stale_if_error=offline)
        self._session.settings.only_if_cached = offline
        self._session.adapters.clear()  # no other address than those of the services
        self._session.headers.update({"User-Agent": user_agent})
        self._session.trust_env = from_environment
        self._session.auth = _as_it_is  # of the environment the proxy alone: no password of a .netrc goes out

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Closes the cache and the connections."""
        self._session.close()  # type: ignore[no-untyped-call]

    def ask(
        self,
        service: Service,
        path: str = "",
        *,
        params: Mapping[str, str] | None = None,
        json: Any = None,
        form: Mapping[str, str] | None = None,
        accept: Collection[int] = (200,),
        again: Callable[[Answer], bool] | None = None,
        check: Callable[[Answer], None] | None = None,
    ) -> Answer:
        """The answer of the service at its base address + `path` (or at `path`, where that is a whole address there).

        GET, or POST where `json` or `form` is given. The service's secret is put on by itself. A status in `accept`
        comes back as an answer, any other is an error; only 200 is kept. `again` says of an answer that it is worth
        asking again (a fresh key that is not known yet); `check` raises ServiceError for an answer that is none (an
        error with status 200), which is then not kept. Raises ServiceError, with no secret in it.
        """
        url = path if "://" in path else service.base_url.rstrip("/") + path
        if params:
            url += ("&" if "?" in url else "?") + urlencode(params)
        self._open_door(service, url)
        method = "GET" if json is None and form is None else "POST"
        question = {"method": method, "url": url, "json": json, "data": form}
        attempts = tenacity.Retrying(
            stop=tenacity.stop_after_attempt(service.attempts),
            wait=_next_wait,
            retry=tenacity.retry_if_exception_type(_Again),
            sleep=self._wait,
            before_sleep=lambda state: log.info("%s; prøver igen", _said(state)),
            reraise=True,
        )
        failed: ServiceError
        try:
            return attempts(self._once, service, question, frozenset(accept), again, check)
        except _Again as error:
            failed = error.failed
        raise failed  # outside the handler: nothing of the library's own error hangs on it

    def _open_door(self, service: Service, url: str) -> None:
        """The way out to this service, opened once; raises ServiceError for an address that is not the service's."""
        if (
            not url.startswith(service.base_url.rstrip("/"))
            or urlsplit(url).netloc != urlsplit(service.base_url).netloc
        ):
            raise ServiceError("adressen er ikke tjenestens", where=masked(url, service.secret), service=service.name)
        known = self._session.adapters.get(service.base_url)
        if not isinstance(known, Door) or known.service != service:
            self._session.mount(service.base_url, Door(service, self._clock, self._now, self._spaced))

    def _spaced(self, service: Service) -> None:
        """Waits until the service may be asked again, and notes that it is asked now."""
        last = self._last.get(service.base_url)
        if last is not None and (left := last + service.seconds_between - self._clock()) > 0:
            self._wait(left)
        self._last[service.base_url] = self._clock()

    def _once(
        self,
        service: Service,
        question: Mapping[str, Any],
        accept: frozenset[int],
        again: Callable[[Answer], bool] | None,
        check: Callable[[Answer], None] | None,
    ) -> Answer:
        response = self._response(service, question)
        try:
            answer = _answer(service, response, self._now())
        except _UNREADABLE as error:
            raise _unusable(Path(self._session.cache.cache_name), error) from None
        if response.status_code == 504 and response.reason == "Not Cached":
            raise ServiceError(
                "svaret ligger ikke i gemmet, og der spørges ikke over nettet",
                where=answer.url,
                remedy="Kør igen med net, eller angiv en mappe, hvor svaret ligger.",
                service=service.name,
                status=response.status_code,
            )
        try:
            if again is not None and again(answer):
                raise _Again(_refused(service, answer), _retry_after(response, self._now()))
            if answer.status not in accept:
                refused = _refused(service, answer)
                raise _Again(refused, _retry_after(response, self._now())) if answer.status in _AGAIN else refused
            if check is not None:
                check(answer)
        except (ServiceError, _Again):
            if key := getattr(response, "cache_key", None):
                self._session.cache.delete(key)
            raise
        return answer

    def _response(self, service: Service, question: Mapping[str, Any]) -> requests.Response:
        """Raised where no handler is open, so that no cause hangs on the error: it could hold the address."""
        failed: ServiceError | _Again
        try:
            return self._session.request(
                **question,
                expire_after=math.ceil(service.cache_days * 86_400),
                timeout=(min(CONNECT_S, service.timeout_s), service.timeout_s),
                allow_redirects=False,
            )
        except Unsent as error:
            unreachable = _unreachable(service, masked(question["url"], service.secret), error)
            failed = _Again(unreachable, None) if error.worth_another else unreachable
        except _UNASKABLE as error:
            failed = ServiceError(
                f"{service.title}: adressen kan ikke bruges ({type(error).__name__})",
                where=masked(question["url"], service.secret),
                remedy="Ret base_url, eller det der sættes efter den, i konfigurationen.",
                service=service.name,
            )
        except (sqlite3.Error, *_UNREADABLE) as error:
            failed = _unusable(Path(self._session.cache.cache_name), error)
        raise failed


def _as_it_is(request: requests.PreparedRequest) -> requests.PreparedRequest:
    return request


def _session(folder: Path, *, stale_if_error: bool) -> CachedSession:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / CACHE_FILE
    try:
        return CachedSession(
            str(path),
            backend="sqlite",
            serializer="json",  # data, never a program: the default would run what stands in the file
            allowable_methods=("GET", "POST"),
            allowable_codes=(200,),
            stale_if_error=stale_if_error,
        )
    except sqlite3.Error as error:
        raise _unusable(path, error) from error


def _unusable(path: Path, error: Exception) -> ServiceError:
    why = str(error) if isinstance(error, sqlite3.Error) else f"et af dem er intet svar: {type(error).__name__}"
    return ServiceError(
        f"de gemte svar kan ikke bruges ({why})",
        where=str(path),
        remedy="Slet filen, eller vent, hvis en anden kørsel bruger den.",
    )


class _Again(Exception):  # noqa: N818 - a state, not an error a person sees
    """An attempt failed in a way that another may not; `after_s` is how long the service asks us to wait."""

    def __init__(self, failed: ServiceError, after_s: float | None) -> None:
        super().__init__(failed.what)
        self.failed, self.after_s = failed, after_s


def _unreachable(service: Service, url: str, error: Unsent) -> ServiceError:
    return ServiceError(
        f"{service.title}: {error.what}",
        where=url,
        remedy="Prøv igen senere, eller byg uden nettet.",
        service=service.name,
    )


def _answer(service: Service, response: requests.Response, now: datetime) -> Answer:
    asked_at = response.headers.get(ASKED_AT)
    body = response.content or b""  # None in the answer that says nothing is kept
    return Answer(
        service=service.name,
        url=masked(response.url or "", service.secret),
        status=response.status_code,
        content_type=response.headers.get("Content-Type", ""),
        body=body,
        asked_at=datetime.fromisoformat(asked_at) if asked_at else now,
        sha256=hashlib.sha256(body).hexdigest(),
        from_cache=bool(getattr(response, "from_cache", False)),
    )


_REMEDIES = {
    400: ("forstår ikke spørgsmålet", "Spørgsmålet er forkert; det hjælper ikke at spørge igen."),
    401: ("vil have en nøgle, den kender", "Ret nøglen i konfigurationen eller miljøet."),
    403: ("afviser os", "Se tjenestens regler, og ret user_agent eller nøglen i konfigurationen."),
    404: ("har ikke det, der spørges efter", "Ret base_url eller versionen i konfigurationen."),
    410: ("er lukket", "Tjenesten findes ikke mere; ret base_url i konfigurationen (se docs/services.md)."),
    429: ("er blevet spurgt for ofte", "Vent, og prøv igen senere."),
}


def _refused(service: Service, answer: Answer) -> ServiceError:
    """An error of the status, with the beginning of what the service says itself."""
    what, remedy = _REMEDIES.get(answer.status, ("svarer med en fejl", "Prøv igen senere, eller byg uden nettet."))
    if 300 <= answer.status < 400:
        what, remedy = "viser videre til en anden adresse", "Ret base_url i konfigurationen til den nye adresse."
    said = excerpt(answer, service)
    return ServiceError(
        f"{service.title} {what} (HTTP {answer.status})" + (f": {said}" if said else ""),
        where=answer.url,
        remedy=remedy,
        service=service.name,
        status=answer.status,
    )


def excerpt(answer: Answer, service: Service, most: int = 160) -> str:
    """The beginning of the body as one line of text without tags or secrets, for an error; "" where it is no text."""
    if answer.kind and not any(word in answer.kind for word in ("text", "json", "xml")):
        return ""
    text = "".join(c if c.isprintable() else " " for c in answer.body[:4000].decode("utf-8", "replace"))
    text = " ".join(_TAG.sub(" ", text).split())
    text = masked(text, service.secret)
    return text if len(text) <= most else text[: most - 1] + "…"


def _retry_after(response: requests.Response, now: datetime) -> float | None:
    """Seconds the service asks us to wait: a number, or a time of day; None where it does not say."""
    said = response.headers.get("Retry-After", "").strip()
    if said.isdecimal():
        return float(said)
    try:
        return max(0.0, (parsedate_to_datetime(said) - now).total_seconds())
    except (TypeError, ValueError):
        return None


def _next_wait(state: tenacity.RetryCallState) -> float:
    """1, 2, 4 ... seconds, or as long as the service asks, at most MOST_WAIT_S."""
    error = state.outcome.exception() if state.outcome else None
    asked = error.after_s if isinstance(error, _Again) else None
    return min(MOST_WAIT_S, 2.0 ** (state.attempt_number - 1) if asked is None else asked)


def _said(state: tenacity.RetryCallState) -> str:
    error = state.outcome.exception() if state.outcome else None
    return str(error)
