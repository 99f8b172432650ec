"""Headers, and who may frame the pages."""

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from geodata.errors import HelhedskortError
from webmap import create_app


@pytest.fixture(scope="module")
def open_app(store: Path, cache: Path) -> Flask:
    """An application that another host may frame."""
    return create_app({"STORE": store, "CACHE": cache, "FRAME_ANCESTORS": "'self' https://intranet.example:8443"})


PATHS = [
    "/",
    "/healthz",
    "/findes-ikke",
    "/static/site.css",
    "/kilder",
    "/regnestykket",
    "/kilder/plans/amager-2026",
    "/figur/plan.svg",
    "/kort/plan.csv",
]


@pytest.mark.parametrize("path", [*PATHS, "/en/kort/plan", "/embed/kort/plan", "/data/plans.csv"])
def test_every_answer_carries_the_policy(client: FlaskClient, path: str) -> None:
    with client.get(path) as answer:
        assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'; script-src 'self';")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("path", ["/embed/kort/plan", "/embed/plan", "/en/embed/kort/plan"])
def test_another_host_may_be_let_frame_the_embedded_maps(open_app: Flask, path: str) -> None:
    policy = _policy(open_app, path)
    assert policy.endswith("frame-ancestors 'self' https://intranet.example:8443")


@pytest.mark.parametrize("path", [*PATHS, "/en/", "/embed", "/embedded/kort/plan", "/kort/embed"])
def test_every_other_page_is_framed_by_ourselves_alone(open_app: Flask, path: str) -> None:
    assert _policy(open_app, path).endswith("frame-ancestors 'self'")


@pytest.mark.parametrize("said", ["'self'; script-src *", "'self'\n", "", "a,b"])
def test_frame_ancestors_cannot_say_anything_else(tmp_path: Path, said: str) -> None:
    with pytest.raises(HelhedskortError, match="FRAME_ANCESTORS"):
        create_app({"STORE": tmp_path, "FRAME_ANCESTORS": said})


def _policy(app: Flask, path: str) -> str:
    with app.test_client().get(path) as answer:
        return str(answer.headers["Content-Security-Policy"])
