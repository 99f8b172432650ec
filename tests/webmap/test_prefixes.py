"""/en and /s/<snapshot> in front of any path, and an application mounted below another."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.webmap.conftest import Page, the_facts
from webmap.prefixes import Prefixes, prefix

SNAPSHOT = "0123456789ab"


def taken_off(path: str, script: str = "") -> tuple[str, str, str | None, str]:
    """What is left of a path: path, script name, snapshot, language."""
    seen: dict[str, Any] = {}

    def application(environ: dict[str, Any], _start: Any) -> list[bytes]:
        seen.update(environ)
        return []

    Prefixes(application)({"PATH_INFO": path, "SCRIPT_NAME": script}, None)
    return seen["PATH_INFO"], seen["SCRIPT_NAME"], seen["helhedskort.snapshot"], seen["helhedskort.language"]


@pytest.mark.parametrize(
    ("path", "left", "script", "pinned", "code"),
    [
        ("/", "/", "", None, "da"),
        ("/kort/plan", "/kort/plan", "", None, "da"),
        ("/en", "/", "/en", None, "en"),
        ("/en/", "/", "/en", None, "en"),
        ("/en/kort/plan", "/kort/plan", "/en", None, "en"),
        (f"/s/{SNAPSHOT}", "/", f"/s/{SNAPSHOT}", SNAPSHOT, "da"),
        (f"/s/{SNAPSHOT}/kilder", "/kilder", f"/s/{SNAPSHOT}", SNAPSHOT, "da"),
        (f"/s/{SNAPSHOT}/en/kilder", "/kilder", f"/s/{SNAPSHOT}/en", SNAPSHOT, "en"),
        (f"/en/s/{SNAPSHOT}/kilder", "/kilder", f"/s/{SNAPSHOT}/en", SNAPSHOT, "en"),
        ("/en/en/kilder", "/en/kilder", "/en", None, "en"),
    ],
)
def test_language_and_snapshot_are_taken_off_in_either_order(
    path: str, left: str, script: str, pinned: str | None, code: str
) -> None:
    assert taken_off(path) == (left, script, pinned, code)
    mounted = taken_off(path, "/helhedskort")
    assert mounted == (left, f"/helhedskort{script}", pinned, code)


@pytest.mark.parametrize(
    "path",
    ["/enhed", "/english", "/en.csv", "/kort/en", "/s", "/s/", f"/s/{SNAPSHOT}x/", "/s/ABCDEF012345/",
     "/s/0123/kort/plan", f"/sx/{SNAPSHOT}/"],
)  # fmt: skip
def test_a_path_that_only_looks_like_a_prefix_is_left_alone(path: str) -> None:
    assert taken_off(path) == (path, "", None, "da")


def test_links_are_made_with_the_snapshot_first() -> None:
    assert prefix(SNAPSHOT, "en") == f"/s/{SNAPSHOT}/en"
    assert prefix(None, "da") == ""


def test_no_page_of_ours_is_eaten_by_a_prefix(client: FlaskClient) -> None:
    assert client.get("/enhed").status_code == 404
    assert "/enhed" in client.get("/enhed").get_data(as_text=True)


@pytest.mark.parametrize("query", ["", "?aar=2013&niveau=rode&sted=amager"])
def test_the_language_changes_and_path_and_query_stay(page: Page, query: str) -> None:
    assert page(f"/kort/uddannelse{query}").select_one(".languages a")["href"] == f"/en/kort/uddannelse{query}"
    assert page(f"/en/kort/uddannelse{query}").select_one(".languages a")["href"] == f"/kort/uddannelse{query}"


def test_both_languages_of_a_page_are_kept_apart(client: FlaskClient) -> None:
    danish, english = client.get("/kort/plan"), client.get("/en/kort/plan")
    assert danish.headers["ETag"] != english.headers["ETag"]
    assert b'<html lang="en">' in english.data and b'<html lang="da">' in danish.data


@pytest.mark.parametrize("inner", ["", "/en"])
def test_mounted_below_a_path_every_link_begins_with_it(shared_app: Flask, inner: str) -> None:
    client = shared_app.test_client()
    answer = client.get(f"{inner}/kort/plan", environ_overrides={"SCRIPT_NAME": "/helhedskort"})
    assert answer.status_code == 200
    text = answer.get_data(as_text=True)
    for attribute in ('href="', 'src="'):
        for part in text.split(attribute)[1:]:
            target = part.partition('"')[0].removeprefix("http://localhost")
            assert target.startswith(("/helhedskort/", "#")), target
    assert f'href="/helhedskort{inner}/kilder#' in text


def test_mounted_and_unmounted_pages_are_not_mistaken_for_one_another(client: FlaskClient) -> None:
    client.get("/kort/plan", environ_overrides={"SCRIPT_NAME": "/helhedskort"})
    assert "/helhedskort/" not in client.get("/kort/plan").get_data(as_text=True)


def test_files_of_a_page_have_one_address_whatever_its_prefix(client: FlaskClient, shared_app: Flask) -> None:
    identity = the_facts(shared_app).snapshot_id
    found = set()
    for before in ("", "/en", f"/s/{identity}", f"/s/{identity}/en"):
        text = client.get(f"{before}/kort/plan").get_data(as_text=True)
        found.add(text.partition('<script defer src="')[2].partition('"')[0])
    assert len(found) == 1
    assert client.get(found.pop()).status_code == 200
