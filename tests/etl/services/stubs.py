"""Stub services on loopback: scripted answers, faults included, and a record of what was asked.

A stub is a rule from a request to a reply; `script` puts replies in front of it that are given once each, in order, so
that "429 once, then the right answer" is `stub.script(reply(status=429, headers={"Retry-After": "1"}))`.
"""

import json
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

MOST_BODY = 1_000_000


@dataclass(frozen=True)
class Asked:
    """A request as it came: `query` has the last value of each parameter."""

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass(frozen=True)
class Reply:
    """`cut` leaves so many bytes unsent of what Content-Length promises; `hang` sends nothing until the client goes.

    `drip` sends a byte at a time, and never all of them.
    """

    status: int = 200
    body: bytes = b""
    content_type: str = "application/json"
    headers: Mapping[str, str] = field(default_factory=dict)
    cut: int = 0
    hang: bool = False
    drip: bool = False


def reply(body: Any = b"", *, status: int = 200, content_type: str = "", **more: Any) -> Reply:
    """A reply; what is neither bytes nor text goes out as JSON."""
    if isinstance(body, bytes | str):
        raw = body if isinstance(body, bytes) else body.encode()
        return Reply(status, raw, content_type or "text/plain; charset=utf-8", **more)
    return Reply(status, json.dumps(body, ensure_ascii=False).encode(), content_type or "application/json", **more)


XML_EXCEPTION = reply(
    '<?xml version="1.0"?><ServiceExceptionReport version="1.2.0"><ServiceException code="InvalidParameterValue">'
    "Feature type k101:findes_ikke unknown</ServiceException></ServiceExceptionReport>",
    content_type="text/xml; charset=UTF-8",
)


class Stub:
    """A running stub: `url` is its base address, `asked` what came, in order."""

    def __init__(self, rule: Callable[[Asked], Reply]) -> None:
        self.rule, self.asked, self._script = rule, list[Asked](), list[Reply]()
        self.done = threading.Event()
        self._lock = threading.Lock()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)
        self._thread.start()
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def script(self, *replies: Reply) -> "Stub":
        """These replies first, once each."""
        self._script += replies
        return self

    def answer(self, asked: Asked) -> Reply:
        with self._lock:
            self.asked.append(asked)
            if self._script:
                return self._script.pop(0)
        return self.rule(asked)

    def close(self) -> None:
        self.done.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(5)


@contextmanager
def serving(rule: Callable[[Asked], Reply] | Reply) -> Iterator[Stub]:
    """A stub that runs while the block does."""
    stub = Stub(rule if callable(rule) else lambda _: rule)
    try:
        yield stub
    finally:
        stub.close()


def _handler(stub: Stub) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        timeout = 10

        def _serve(self) -> None:
            length = min(int(self.headers.get("Content-Length") or 0), MOST_BODY)
            parts = urlsplit(self.path)
            query = {name: values[-1] for name, values in parse_qs(parts.query, keep_blank_values=True).items()}
            headers = {name: value for name, value in self.headers.items()}
            self._send(stub.answer(Asked(self.command, parts.path, query, headers, self.rfile.read(length))))

        do_GET = do_POST = _serve  # noqa: N815

        def _send(self, given: Reply) -> None:
            self.close_connection = True
            if given.hang:
                stub.done.wait(5)
                return
            self.send_response(given.status)
            self.send_header("Content-Type", given.content_type)
            self.send_header("Content-Length", str(len(given.body)))
            self.send_header("Connection", "close")
            for name, value in given.headers.items():
                self.send_header(name, value)
            self.end_headers()
            if given.drip:
                self._drip(given.body)
                return
            self.wfile.write(given.body[: len(given.body) - given.cut])

        def _drip(self, body: bytes) -> None:
            with suppress(OSError):  # the client has gone
                for at in range(len(body) - 1):
                    self.wfile.write(body[at : at + 1])
                    if stub.done.wait(0.01):
                        return

        def log_message(self, format: str, *args: Any) -> None:
            """Nothing: what was asked is in `asked`."""

    return Handler


class Waits:
    """The waiting of a test: `wait` passes the time at once, `clock` tells how much has passed."""

    def __init__(self) -> None:
        self.seconds, self.waited = 1000.0, list[float]()

    def clock(self) -> float:
        return self.seconds

    def wait(self, seconds: float) -> None:
        self.waited.append(seconds)
        self.seconds += seconds
