"""The contract's words, held over every page, payload and file that people read."""

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from tests.conftest import ROOT

# Never about a place or the people in it; "ghettoliste" only inside a dated quotation, of which there is none yet.
FORBIDDEN = re.compile(r"belastet|problemområde|værst|dårligst|ghetto|\brang\b|\btop ?10\b", re.IGNORECASE)
STATUTORY = re.compile(r"forebyggelsesområde|udsat boligområde|parallelsamfund|omdannelsesområde", re.IGNORECASE)


@pytest.mark.parametrize("path", ["/", "/kort/daekning?sted=noerrebro", "/kort/daekning?aar=2016", "/findes-ikke"])
def test_no_page_uses_a_forbidden_word(client: FlaskClient, path: str) -> None:
    text = client.get(path).get_data(as_text=True)
    assert not FORBIDDEN.findall(text)
    assert not STATUTORY.findall(text), "statutory terms stand only as the state's list of a date"


def test_no_payload_uses_a_forbidden_word(cache: Path) -> None:
    for path in cache.rglob("*.json"):
        assert not FORBIDDEN.findall(path.read_text(encoding="utf-8")), path.name


def test_no_template_script_or_style_uses_a_forbidden_word() -> None:
    for folder in ("webmap", "static"):
        for path in (ROOT / folder).rglob("*"):
            if path.suffix in {".html", ".js", ".css", ".svg"}:
                assert not FORBIDDEN.findall(path.read_text(encoding="utf-8")), path.name


@pytest.mark.parametrize("path", ["/", "/kort/daekning?niveau=afdeling"])
def test_the_plan_is_called_a_boligsocial_helhedsplan_in_the_title(client: FlaskClient, path: str) -> None:
    title = re.search("<title>(.*?)</title>", client.get(path).get_data(as_text=True))
    assert title and "oligsociale helhedsplaner" in title.group(1)


def test_every_share_under_a_plan_says_at_least(client: FlaskClient) -> None:
    text = client.get("/").get_data(as_text=True)
    for figure in ("35,1", "36,5", "22,1", "30,9"):
        hits = list(re.finditer(figure, text))
        assert hits, f"{figure} is no longer on the page"
        for found in hits:
            assert text[: found.start()].lower().endswith("mindst ")
