"""From snapshot to reader: Flask, Jinja and sqlite3 only. Imports geodata, never etl; drawing is in webmap.render."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from flask import Flask, request, url_for

from webmap import (
    assets,
    data,
    departments_page,
    goals_page,
    health,
    ledger_page,
    maps,
    prefixes,
    problems,
    reports,
    security,
    sources,
    timeline_page,
)
from webmap.catalogues import languages
from webmap.paths import static_folder
from webmap.serving import Served, Serving

DEFAULTS: dict[str, Any] = {"STORE": "store", "CACHE": None, "FRAME_ANCESTORS": "'self'"}


def create_app(config: Mapping[str, Any] | None = None) -> Flask:
    """The application over a store.

    STORE: folder of snapshots. CACHE: folder of drawn files, by default STORE/cache. FRAME_ANCESTORS: who may frame
    the pages, as in a content security policy. Neither the environment nor the clock is read.
    """
    settings = {**DEFAULTS, **(config or {})}
    app = Flask(__name__, static_folder=static_folder(), static_url_path="/static")
    app.url_map.merge_slashes = False  # its redirects would go to whatever host a request names
    app.config.update(settings)
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    store = Path(settings["STORE"])
    app.extensions["serving"] = Serving(store, Path(settings["CACHE"] or store / "cache"))
    app.wsgi_app = prefixes.Prefixes(app.wsgi_app)  # type: ignore[method-assign]
    app.context_processor(_about_the_request)
    pages_of_their_own = (timeline_page, goals_page, departments_page, ledger_page, sources)
    for module in (maps, reports, data, *pages_of_their_own, assets, health):
        app.register_blueprint(module.blueprint)
    problems.register(app)
    security.register(app)
    return app


def _about_the_request() -> dict[str, Any]:
    """What every template may use: the language, the addresses of this page in both, and of its files."""
    lang = prefixes.language()
    return {
        "lang": lang,
        "_": lang._,
        "ngettext": lang.ngettext,
        "languages": [(one, prefixes.address(one.code, prefixes.pinned())) for one in languages().values()],
        "pinned": prefixes.pinned(),
        "unpinned": prefixes.address(lang.code, None),
        "asset": _asset,
        "fact_url": sources.fact_url,
    }


def _asset(served: Served | None, name: str) -> str:
    """URL of a file a page needs, without language or snapshot in front, so that all pages share it.

    The drawn one of the snapshot shown, or the plain one while there is none.
    """
    path = url_for("assets.drawn", render=served.render_id, name=name) if served else url_for("static", filename=name)
    return prefixes.root() + path.removeprefix(request.script_root)
