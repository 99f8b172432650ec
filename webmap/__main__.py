"""The commands of the web side: python -m webmap [render], or helhedskort-web where the wheel is installed.

Exit codes: 0 done, 1 the data are wrong or missing, 2 wrong usage (a port that is taken, too).
"""

import argparse
import logging
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from geodata import __version__, store
from geodata.commands import exit_code


def main(arguments: Sequence[str] | None = None) -> int:
    """Serves, or draws what serving needs; returns the exit code."""
    parser = _parser()
    options = parser.parse_args(arguments)
    if options.snapshot and options.command != "render":
        parser.error("--snapshot hører til render; serve viser det gældende")
    logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stderr, force=True)
    return exit_code(lambda: _run(options))


def _run(options: argparse.Namespace) -> int:
    identity = options.snapshot or store.current_id(options.store)  # a store that is not there is said at once
    return _render(options, identity) if options.command == "render" else _serve(options)


def _render(options: argparse.Namespace, identity: str) -> int:
    from webmap.render import render  # draws with folium and geopandas; serving never comes here

    render(options.store, identity, options.cache or options.store / "cache")
    return 0


def _serve(options: argparse.Namespace) -> int:
    import waitress

    from webmap import create_app

    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # it reports every request that waits a moment

    app = create_app(
        {
            "STORE": options.store,
            "CACHE": options.cache,
            "FRAME_ANCESTORS": os.environ.get("HELHEDSKORT_FRAME_ANCESTORS") or "'self'",
        }
    )
    try:
        server = waitress.create_server(
            app,
            host=options.host,
            port=options.port,
            ident=None,
            clear_untrusted_proxy_headers=True,
            max_request_body_size=1024,
        )
    except (OSError, ValueError) as error:
        print(
            f"fejl: {options.host}:{options.port} kan ikke bruges ({getattr(error, 'strerror', None) or error})\n"
            f"Vælg en anden port: --port {options.port + 1} (make run PORT={options.port + 1}).",
            file=sys.stderr,
        )
        return 2
    app.extensions["serving"].now()  # begin drawing at once, not at the first visit
    logging.getLogger("webmap").info("Helhedskort på http://%s:%d (stop med Ctrl-C)", options.host, options.port)
    try:
        server.run()
    finally:
        app.extensions["serving"].close()
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="webmap", description="Fra øjebliksbillede til læser.")
    parser.add_argument("command", nargs="?", choices=["serve", "render"], default="serve", metavar="serve|render")
    parser.add_argument("--version", action="version", version=__version__)
    parser.add_argument(
        "--store",
        type=Path,
        default=Path(os.environ.get("HELHEDSKORT_STORE") or "store"),
        help="mappe med øjebliksbilleder",
    )
    parser.add_argument("--cache", type=Path, help="mappe til det, der tegnes (ellers STORE/cache)")
    parser.add_argument("--snapshot", help="render: et bestemt øjebliksbillede (ellers det gældende)")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=_port, default=8000)
    return parser


def _port(text: str) -> int:
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise argparse.ArgumentTypeError(f"»{text}« er ikke en port mellem 1 og 65535")
    return int(text)


if __name__ == "__main__":
    sys.exit(main())
