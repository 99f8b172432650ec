"""From snapshot to reader: Flask, Jinja and sqlite3 only. Imports geodata, never etl; drawing is in webmap.render."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from flask import Flask, url_for
from jinja2 import pass_context
from jinja2.runtime import Context

from webmap import assets, health, maps, problems, security
from webmap.paths import static_folder
from webmap.serving import Serving

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
    app.jinja_env.globals["asset"] = _asset
    for blueprint in (maps.blueprint, assets.blueprint, health.blueprint):
        app.register_blueprint(blueprint)
    problems.register(app)
    security.register(app)
    return app


@pass_context
def _asset(context: Context, name: str) -> str:
    """URL of a file a page needs: the drawn one of the snapshot shown, or the plain one while there is none."""
    served = context.get("served")
    return url_for("assets.drawn", render=served.render_id, name=name) if served else url_for("static", filename=name)
