"""Edge: the way out to one service, below the cache: what goes out here is seen by nobody else.

A secret is put on the address as the request leaves, an answer is read to its end or refused, and what goes wrong is
told in words of our own, since those of the libraries hold the address.
"""

import io
import logging
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

import requests
import urllib3
from requests.adapters import HTTPAdapter

from etl.services.secrets import MASK, masked
from etl.services.settings import Service

ASKED_AT = "X-Asked-At"  # a header of ours: when the answer was given, kept with it
_WHOLE_IN = 20  # times the timeout: so long a whole answer may take, however steadily it drips
_PIECE = 65_536
_KEPT_HEADERS = ("Content-Type", "Retry-After", "ETag", "Last-Modified")


class _Masking(logging.Filter):
    """urllib3 tells the address of every request at level DEBUG, secrets and all: not from here."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = masked(record.getMessage()), ()
        return True


for _name in ("urllib3.connectionpool", "urllib3.connection", "urllib3.util.retry"):
    logging.getLogger(_name).addFilter(_Masking())


class Unsent(requests.RequestException):
    """No whole answer came. `what` is in Danish and without secrets."""

    def __init__(self, what: str, *, worth_another: bool = True) -> None:
        super().__init__(what)
        self.what, self.worth_another = what, worth_another


class Door(HTTPAdapter):
    """The way out to one service: puts its secret on, reads at most `most_bytes`, and lets few headers back in."""

    def __init__(
        self,
        service: Service,
        clock: Callable[[], float],
        now: Callable[[], datetime],
        spaced: Callable[[Service], None],
    ) -> None:
        super().__init__(max_retries=0)
        self.service, self._clock, self._now, self._spaced = service, clock, now, spaced

    def send(self, request: requests.PreparedRequest, *_: Any, **options: Any) -> requests.Response:
        """The answer, read to its end. Raises Unsent, from which no cause hangs: that would hold the address."""
        self._spaced(self.service)
        outgoing = request.copy()
        outgoing.headers.pop("Cache-Control", None)  # a note from us to our own cache
        secret = self.service.secret
        if secret is not None and outgoing.url is not None:
            joint = "&" if "?" in outgoing.url else "?"
            outgoing.url += joint + urlencode({self.service.secret_in: secret.shown()})
        failed: Unsent
        try:
            return self._sent(request, outgoing, {**options, "stream": True})
        except Unsent as error:
            failed = error
        except (requests.RequestException, urllib3.exceptions.HTTPError, OSError, ValueError) as error:
            failed = _unsent(error)
        raise failed

    def _sent(
        self, request: requests.PreparedRequest, outgoing: requests.PreparedRequest, options: Mapping[str, Any]
    ) -> requests.Response:
        began = self._clock()
        with super().send(outgoing, **options) as response:
            body = self._read(response, began)
        given = {name: response.headers[name] for name in _KEPT_HEADERS if name in response.headers}
        headers = {name: masked(text, self.service.secret) for name, text in given.items()}
        headers[ASKED_AT] = self._now().astimezone(UTC).isoformat(timespec="seconds")
        read = urllib3.HTTPResponse(
            body=io.BytesIO(body), headers=headers, status=response.status_code, reason="", preload_content=False
        )
        return self.build_response(request, read)

    def _read(self, response: requests.Response, began: float) -> bytes:
        most, body = self.service.most_bytes, bytearray()
        # read1: what has come, however little; to wait for a whole piece of drops could take days
        while piece := response.raw.read1(_PIECE, decode_content=True):
            body += piece
            if len(body) > most:
                raise Unsent(f"svaret er større end {most} byte", worth_another=False)
            if self._clock() - began > _WHOLE_IN * self.service.timeout_s:
                raise Unsent("svaret blev ved for længe", worth_another=False)
        whole, secret = bytes(body), self.service.secret
        for spelling in secret.spellings() if secret else ():  # should the service say it back, it is not kept either
            whole = whole.replace(spelling.encode(), MASK.encode())
        return whole


def _unsent(error: Exception) -> Unsent:
    """What went wrong, in words of our own: the library's would hold the address."""
    if isinstance(error, requests.exceptions.SSLError | urllib3.exceptions.SSLError):
        return Unsent("forbindelsen er ikke sikker (certifikatet)", worth_another=False)
    if isinstance(error, requests.Timeout | urllib3.exceptions.TimeoutError) or "timed out" in str(error):
        return Unsent("svarer ikke i tide")
    if isinstance(error, urllib3.exceptions.ProtocolError | urllib3.exceptions.DecodeError):  # while it was read
        return Unsent("svaret blev afbrudt, før det var helt")
    if isinstance(error, requests.ConnectionError):
        return Unsent("kan ikke nås")
    return Unsent(f"kan ikke spørges ({type(error).__name__})", worth_another=False)
