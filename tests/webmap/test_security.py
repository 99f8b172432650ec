"""Headers, and who may frame the pages."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from geodata.errors import HelhedskortError
from webmap import create_app


@pytest.mark.parametrize("path", ["/", "/healthz", "/findes-ikke", "/static/site.css"])
def test_every_answer_carries_the_policy(client: FlaskClient, path: str) -> None:
    with client.get(path) as answer:
        assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'; script-src 'self';")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_another_host_may_be_let_frame_the_pages(tmp_path: Path) -> None:
    app = create_app({"STORE": tmp_path, "FRAME_ANCESTORS": "'self' https://intranet.example:8443"})
    policy = app.test_client().get("/healthz").headers["Content-Security-Policy"]
    assert policy.endswith("frame-ancestors 'self' https://intranet.example:8443")


@pytest.mark.parametrize("said", ["'self'; script-src *", "'self'\n", "", "a,b"])
def test_frame_ancestors_cannot_say_anything_else(tmp_path: Path, said: str) -> None:
    with pytest.raises(HelhedskortError, match="FRAME_ANCESTORS"):
        create_app({"STORE": tmp_path, "FRAME_ANCESTORS": said})
