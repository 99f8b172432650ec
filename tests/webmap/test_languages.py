"""The English pages: the whole catalogue, no Danish but what is marked so, and English wherever one goes from there."""

import ast
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
from babel.messages import Catalog, Message
from babel.messages.pofile import read_po
from bs4 import BeautifulSoup, Tag
from bs4.element import Comment, Doctype
from flask import Flask
from flask.testing import FlaskClient

from tests.webmap.addresses import maps
from tests.webmap.conftest import Page, Rows, said
from webmap import create_app
from webmap.catalogues import CATALOGUES, languages
from webmap.checks import checked
from webmap.facts import Facts
from webmap.themes import THEMES
from webmap.translations import gather

ENGLISH = languages()["en"]
FORBIDDEN = re.compile(r"ghetto|\bworst\b|depriv|problem area|troubled|\brank", re.IGNORECASE)
DANISH = re.compile(
    r"[æøå]|\b(?:og|ikke|af|er|til|oplyst|som|eller|hvor|hvad|den|det|de|en|et|med|fra|pr|mindst|boliger|afdeling|bydel)\b",
    re.IGNORECASE,
)
# Terms the contract keeps in Danish beside their English, and the words of the figures' own places.
TERMS = (
    *("boligsociale helhedsplaner", "boligsocial helhedsplan", "boligsocial indsats", "forebyggelsesområder"),
    *("særligt udsatte boligområder", "udsatte boligområder", "parallelsamfund", "udsatte byområder"),
    *("udsatte og særligt udsatte boligområder", "udsatte by- og boligområder", "kollektiv råderet"),
    "udpegede boligområder",  # a list that no paper says more of, beside its English in the same row
    *("Københavnerniveau", "løbende p/l"),
    *("Helhedsplanenerne", "bydelsbestyrelse", "Teknik- og miljøforvaltningen"),  # words a remark quotes
)
MONTHS = "januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december"
DANISH_FORM = re.compile(rf"\d,\d{{1,2}}(?!\d)|\d\.\d{{3}}(?!\d)|\d\s%|\d\. (?:{MONTHS})|»|«")
OTHER_PAGES = (
    "/kilder",
    "/kilder?dokument=tm021",
    "/regnestykket",
    "/regnestykket?tal=beregnet",
    "/tidslinje",
    "/tidslinje?sted=noerrebro",
    "/maal",
    "/kilder/funding/tm021/tabel-1/i-alt/2029",
    "/kilder/printed_counts/aktuelle-planer/planer",
    *(f"/embed/kort/{theme}" for theme in THEMES),
    *(f"/kort/{theme}.html" for theme in THEMES),
)
CALLS = ("_", "ngettext")
NOT_READ = {"script", "style", "code", "textarea"}
IN_ENGLISH = re.compile(r"(?:/s/[0-9a-f]{12})?/en(?:/|$)")


@pytest.fixture(scope="module")
def catalogue() -> Catalog:
    return read_po(io.StringIO((CATALOGUES / "en.po").read_text(encoding="utf-8")), locale="en")


def forms(text: Any) -> list[str]:
    """A message, or both of its forms."""
    return [text] if isinstance(text, str) else list(text or [""])


def messages(catalogue: Catalog) -> list[Message]:
    return [message for message in catalogue if message.id]


# ---- the catalogue


def test_the_catalogue_holds_exactly_what_the_pages_say(catalogue: Catalog) -> None:
    fresh = {message.id for message in messages(gather.gathered())}
    held = {message.id for message in messages(catalogue)}
    assert not fresh - held, "run make catalogue and translate what is new"
    assert not held - fresh, "run make catalogue: these are no longer said"


def test_no_sentence_stands_where_gathering_does_not_look() -> None:
    """Babel sees no call within an f-string, and no sentence that is not written out where it is said."""
    held = {form for message in messages(gather.gathered()) for form in forms(message.id)}
    for path in sorted((gather.CHECKOUT / "webmap").rglob("*.py")):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr in CALLS:
                first = call.args[0]
                if isinstance(first, ast.Constant):
                    assert first.value in held, f"{path.name}:{call.lineno}"
                else:
                    assert not isinstance(first, ast.JoinedStr | ast.BinOp), f"{path.name}:{call.lineno}"


def test_every_sentence_has_its_english(catalogue: Catalog) -> None:
    assert not catalogue.obsolete
    for message in messages(catalogue):
        assert not message.fuzzy, message.id
        assert all(forms(message.string)), message.id
        assert len(forms(message.string)) == len(forms(message.id)), message.id


def test_gathering_anew_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = gather.CATALOGUE.read_bytes()
    copy = tmp_path / "en.po"
    copy.write_bytes(before)
    monkeypatch.setattr(gather, "CATALOGUE", copy)
    assert gather.main() == 0
    assert copy.read_bytes() == before


def test_a_sentence_without_english_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = tmp_path / "en.po"
    text = gather.CATALOGUE.read_text(encoding="utf-8")
    copy.write_text(text.replace('msgstr "Coverage"', 'msgstr ""'), encoding="utf-8")
    monkeypatch.setattr(gather, "CATALOGUE", copy)
    assert gather.main() == 1
    assert capsys.readouterr().err == "mangler engelsk: Dækning\n"


def test_a_sentence_asks_for_the_same_values_in_both_languages(catalogue: Catalog) -> None:
    for message in messages(catalogue):
        for danish, english in zip(forms(message.id), forms(message.string), strict=True):
            assert fields(danish) == fields(english), message.id


def test_what_is_joined_to_other_words_keeps_its_ends(catalogue: Catalog) -> None:
    for message in messages(catalogue):
        for danish, english in zip(forms(message.id), forms(message.string), strict=True):
            whole = re.sub(r"\b(kr|[Pp]r)\.$", r"\1", danish)  # the full stop of an abbreviation is no sentence's
            assert ends(whole) == ends(english), message.id


def ends(text: str) -> tuple[str, str]:
    inner = text.lstrip(" ,;").rstrip(" .:?")
    return text.partition(inner)[0], text.rpartition(inner)[2]


def test_no_english_sentence_uses_a_forbidden_word_or_a_danish_form(catalogue: Catalog) -> None:
    for message in messages(catalogue):
        for english in forms(message.string):
            assert not FORBIDDEN.search(english), english
            assert not DANISH_FORM.search(english), english


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_a_text_that_is_empty_in_the_data_says_nothing() -> None:
    assert ENGLISH._("") == ""


def test_what_the_register_says_in_danish_alone_has_its_english(facts: Facts) -> None:
    tables = (facts.plans, facts.states, facts.periods, facts.links, facts.organisations, facts.caveats, facts.funding)
    for row in (row for table in tables for row in table):
        assert not row.source.because or ENGLISH.knows(row.source.because), row.source.because


# ---- the pages


@pytest.fixture(scope="module")
def names(shared_app: Flask, facts: Facts) -> re.Pattern[str]:
    """What keeps its name in every language: places, departments, organisations, plans, documents, and their parts."""
    found = {*TERMS}
    found |= {name for name, _ in facts.places.values()} | {name for name, _ in facts.roder.values()}
    for department in facts.departments.values():
        found |= {department.name, department.organisation}
    for plan in facts.plans:
        place = re.sub(r"^Boligsocial helhedsplan |[ \d-]+$", "", plan.name)
        found |= {plan.name, plan.plan_id, place, *place.split("/"), plan.place or ""}
    for document in facts.documents.values():
        found |= {document.title, document.short_title, document.publisher, document.file}
    for dataset in facts.datasets:
        found |= {dataset.title, dataset.publisher, dataset.file, dataset.layer}
    for listed in facts.listed:
        found |= {listed.name, listed.printed, listed.plan_id}
    found |= {row.basis for row in facts.sourced["series_values"] if row.basis}
    figures = (figure for one in checked(facts) for figure in (one.printed, one.computed, one.difference) if figure)
    found |= {f"{abs(figure):.3f}" for figure in figures if round(figure, 2) != figure}  # 17.365 million
    found |= {row.name for row in (*facts.sourced["parties"], *facts.sourced["named_areas"])}
    found |= {row.name for row in facts.list_areas} | {row.printed for row in facts.organisations}
    served = shared_app.extensions["serving"].now()
    ground = json.loads((served.folder / "land.json").read_text(encoding="utf-8"))["features"][0]["properties"]
    found |= {row.grant for row in facts.funding if row.grant} | set(ground["neighbours"]) | {"Dansk"}
    longest_first = sorted((re.escape(name) for name in found if name), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(longest_first)})(?!\w)")


def in_english(soup: BeautifulSoup) -> Iterator[str]:
    """Everything a page says to an English reader: text, names for screen readers, and what map.js will say."""
    for text in soup.find_all(string=True):
        within = {parent.name for parent in text.parents}
        if not isinstance(text, Comment | Doctype) and not within & NOT_READ and not danish(text):
            yield str(text)
    for tag in soup.find_all(True):
        if not danish(tag):
            yield from (str(tag[name]) for name in ("aria-label", "title", "data-label", "alt") if name in tag.attrs)
    if values := soup.find("script", id="values"):
        yield from texts_of(json.loads(str(values.string)))


def danish(element: Any) -> bool:
    """Whether an element is, or stands in, one that is marked as Danish."""
    around = [element, *element.parents] if isinstance(element, Tag) else list(element.parents)
    return next((tag["lang"] == "da" for tag in around if tag.get("lang")), False)


def texts_of(values: dict[str, Any]) -> Iterator[str]:
    yield from values["words"].values()
    yield from (line for label in values["labels"] for line in label["lines"])
    for marks in values["marks"].values():
        for mark in marks.values():
            yield from (*mark.get("lines", ()), mark.get("spoken", ""))


def assert_english(said_there: Iterator[str], names: re.Pattern[str], where: str) -> None:
    # A name that is broken over two lines is put together before it is taken out.
    text = re.sub(r"\s+", " ", "\n".join(said_there))
    left = names.sub("¤", text)
    for wrong in (DANISH, DANISH_FORM, FORBIDDEN):
        found = wrong.search(left)
        assert not found, f"{where}: {left[max(found.start() - 60, 0) : found.end() + 40]}"


@pytest.mark.parametrize("theme", THEMES)
def test_no_english_map_says_anything_in_danish(page: Page, facts: Facts, names: re.Pattern[str], theme: str) -> None:
    for path in [path for path in maps(facts) if re.match(rf"/kort/{theme}(\?|$)", path)]:
        assert_english(in_english(page(f"/en{path}")), names, path)


@pytest.mark.parametrize("place", ["amager", "noerrebro", "valby"])
@pytest.mark.parametrize("theme", [theme for theme in THEMES if theme not in ("lister", "planomraader")])
def test_nor_does_what_is_said_of_a_place(page: Page, names: re.Pattern[str], theme: str, place: str) -> None:
    path = f"/en/kort/{theme}?sted={place}"
    assert_english(in_english(page(path)), names, path)


@pytest.mark.parametrize("path", OTHER_PAGES)
def test_nor_does_any_other_page(client: FlaskClient, names: re.Pattern[str], path: str) -> None:
    soup = BeautifulSoup(client.get(f"/en{path}").get_data(as_text=True), "html.parser")
    assert soup.html and soup.html["lang"] == "en"
    assert_english(in_english(soup), names, path)


@pytest.mark.parametrize("theme", THEMES)
def test_nor_does_a_figure(client: FlaskClient, names: re.Pattern[str], theme: str) -> None:
    picture = BeautifulSoup(client.get(f"/en/figur/{theme}.svg").get_data(as_text=True), "html.parser")
    assert picture.svg and picture.svg["xml:lang"] == "en"
    assert_english((tag.get_text(" ") for tag in picture.find_all(["title", "desc", "text"])), names, theme)


@pytest.mark.parametrize("theme", THEMES)
def test_nor_do_the_downloads(client: FlaskClient, rows: Rows, names: re.Pattern[str], theme: str) -> None:
    for row in rows(f"/en/kort/{theme}.csv"):
        assert_english((row[key] for key in ("place", "as_shown", "missing", "title", "credit")), names, theme)
    whole = json.loads(client.get(f"/en/kort/{theme}.geojson").get_data(as_text=True))
    lines = [line for feature in whole["features"] for line in feature["properties"]["lines"]]
    assert_english(iter([whole["title"], whole["source"], *lines]), names, theme)


def test_the_stop_list_finds_danish(page: Page, names: re.Pattern[str]) -> None:
    with pytest.raises(AssertionError, match="/kort/daekning"):
        assert_english(in_english(page("/kort/daekning")), names, "/kort/daekning")


@pytest.mark.parametrize("path", ["/kort/daekning", "/kilder", "/kort/finansiering?aar=2027"])
def test_what_stays_danish_is_marked_as_danish(page: Page, path: str) -> None:
    marked = [said(tag) for tag in page(f"/en{path}").select("main [lang=da]")]
    assert marked and all(marked)
    assert not page(path).select("main [lang=en]")


def test_a_plan_has_its_danish_term_beside_the_english_one(page: Page) -> None:
    assert "community social plan (boligsocial helhedsplan)" in said(page("/en/").select_one("figcaption"))
    assert "(boligsociale helhedsplaner)" in said(page("/en/kilder").select_one(".tagline"))


def test_money_is_written_as_in_britain(page: Page) -> None:
    text = said(page("/en/kort/finansiering").main)
    assert "DKK 2,100 thousand in 2026 (capital budget" in text
    assert "DKK 7.4 million" in text and "service expenditure" in text


# ---- from page to page


@pytest.mark.parametrize(
    "path",
    [
        "/",
        *(f"/kort/{theme}" for theme in THEMES),
        "/kilder",
        "/regnestykket",
        "/tidslinje",
        "/maal",
        "/embed/kort/daekning",
    ],
)
def test_every_link_of_an_english_page_stays_in_english(client: FlaskClient, path: str) -> None:
    soup = BeautifulSoup(client.get(f"/en{path}").get_data(as_text=True), "html.parser")
    for link in soup.find_all("a", href=True):
        target = str(link["href"]).removeprefix("http://localhost")
        if not target.startswith("#") and not link.find_parent(class_="languages"):
            assert IN_ENGLISH.match(target), target


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/kilder",
        "/kort/plan?aar=2020",
        "/kort/tilknytning?niveau=rode&sted=amager",
        "/s/{snapshot}/kort/lister",
        "/regnestykket?tal=beregnet",
        "/tidslinje?sted=amager",
        "/kilder?dokument=tm021",
        "/kilder/plans/amager-2026",
    ],
)
def test_the_switch_leads_to_the_same_page_and_back(page: Page, facts: Facts, path: str) -> None:
    danish_path = path.format(snapshot=facts.snapshot_id)
    there = switch(page(danish_path))
    assert there["hreflang"] == there["lang"] == "en"
    back = switch(page(there["href"]))
    assert (back["href"], back["lang"]) == (danish_path, "da")
    assert said(page(there["href"]).h1) != said(page(danish_path).h1)


def switch(soup: BeautifulSoup) -> Tag:
    """The link to the other language."""
    link = soup.select_one(".languages a")
    assert link
    return link


def test_the_switch_of_a_map_says_nothing_that_was_not_understood(page: Page) -> None:
    page("/kort/plan?aar=2020&nonsense=%22%3E")
    assert switch(page("/kort/plan?aar=2020"))["href"] == "/en/kort/plan?aar=2020"
    assert switch(page("/kort/plan?aar=2020&nonsense=%22%3E"))["href"] == "/en/kort/plan?aar=2020"


def test_the_switch_of_a_page_that_is_not_there_leads_to_the_danish_one(page: Page) -> None:
    assert switch(page("/en/findes/ikke", 404))["href"] == "/findes/ikke"


# ---- when something is not there


@pytest.mark.parametrize(
    ("path", "title", "says"),
    [
        ("/kort/vejr", "The theme does not exist", "The map does not know the theme “vejr”. Choose one of these:"),
        ("/kort/daekning?aar=1999", "The year does not exist", "The map does not know the year “1999”."),
        ("/kort/daekning?sted=malmoe", "The place does not exist", "The map does not know the place “malmoe”."),
        ("/kort/daekning?niveau=x", "The level does not exist", "City districts Departments"),
        ("/nowhere", "Page not found", "There is no page at the address /nowhere. Start again from the map."),
        ("/data/x.csv", "Page not found", "The tables are: bydele, roder"),
        ("/data/x.geojson", "Page not found", "The tables with outlines are: bydele"),
        ("/figur/plan.gif", "Page not found", "A figure is available as .png and .svg."),
        ("/r/x/y.js", "Page not found", "The file does not exist."),
        ("/s/0123456789ab/", "Page not found", "There is no snapshot 0123456789ab in the store."),
    ],
)
def test_errors_are_said_in_english(page: Page, names: re.Pattern[str], path: str, title: str, says: str) -> None:
    prefix, rest = ("/s/0123456789ab/en", "/") if path.startswith("/s/") else ("/en", path)
    soup = page(f"{prefix}{rest}", 404)
    assert said(soup.h1) == title
    assert says in said(soup.main)
    assert "To the map" in said(soup.main)
    assert_english(in_english(soup), names, path)


def test_another_method_is_refused_in_english(client: FlaskClient) -> None:
    answer = client.post("/en/")
    assert answer.status_code == 405
    assert "This action is not possible here" in answer.get_data(as_text=True)


def test_before_there_is_a_snapshot_the_reason_is_marked_as_danish(tmp_path: Path) -> None:
    client = create_app({"STORE": tmp_path, "TESTING": True}).test_client()
    soup = BeautifulSoup(client.get("/en/").get_data(as_text=True), "html.parser")
    assert soup.main and said(soup.h1) == "The map cannot be shown"
    reason = soup.main.select_one("[lang=da]")
    assert reason and "Byg et øjebliksbillede" in said(reason) and said(reason)[0].isupper()
    assert str(tmp_path) not in soup.get_text()
