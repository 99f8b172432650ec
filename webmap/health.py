"""/healthz: 200 with the snapshot that is served, 503 with the reason while there is none."""

from flask import Blueprint, Response, current_app, jsonify

from webmap.serving import Serving

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
def healthz() -> tuple[Response, int]:
    """The state of the service as JSON; a problem with a newer snapshot is told beside the one that still serves."""
    serving: Serving = current_app.extensions["serving"]
    served = serving.now()
    problem = serving.problem.what if serving.problem else None
    if served is None:
        return jsonify(status="starting" if problem is None else "no snapshot", problem=problem), 503
    return jsonify(status="ok", snapshot=served.snapshot_id, render=served.render_id, problem=problem), 200
