"""The contract's words, held over everything that people read: pages, frames, pictures, files, addresses and keys."""

import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.conftest import ROOT
from tests.webmap.addresses import PREFIXES, maps
from webmap.catalogues import CATALOGUES
from webmap.data import SHAPES, TABLES
from webmap.facts import Facts
from webmap.themes import THEMES

# Never about a place or the people in it; "ghettoliste" only inside a dated quotation, of which there is none yet.
FORBIDDEN = re.compile(
    r"ghetto|belaste(t|de)|problemområde|problemomraade|værst|vaerst|dårligst|daarligst|problem[ -]?area"
    r"|\bworst\b|\bdeprived\b|disadvantaged|vulnerable|\bslum|\bno-go\b",
    re.IGNORECASE,
)
ORIGIN = re.compile(
    r"herkomst|vestlig(e|t)?\b|indvandre|efterkommer|etnisk|non-western|ethnic|immigrant", re.IGNORECASE
)
RANK = re.compile(
    r"\brang\b|\brangliste|\branking\b|\branks?\b|\btop ?\d+\b|\bnr\. ?1\b|\bplacering nr|\bbund\b", re.IGNORECASE
)
STATUTORY = re.compile(r"(forebyggelses|omdannelses)områder?|udsatt?e?t? boligområder?|parallelsamfund", re.IGNORECASE)
ON_THE_LIST = re.compile(
    r"(statens liste over|the state(?:'|’|&#39;|\\u0027)s list of)(?:\s|<[^>]*>)+"
    r"(prevention areas \()?((forebyggelses|omdannelses)områder?"
    r"|(udsatte og )?(særligt )?udsatte boligområder|parallelsamfund)",
    re.IGNORECASE,
)


@pytest.fixture(scope="module")
def read(shared_app: Flask, facts: Facts) -> dict[str, str]:
    """Address -> text of everything that is read, in both languages."""
    client = shared_app.test_client()
    addresses = [*maps(facts), "/kilder", "/regnestykket", "/regnestykket?tal=beregnet", "/regnestykket.csv"]
    addresses += [
        "/tidslinje",
        "/tidslinje?sted=amager",
        "/tidslinje.csv",
        "/figur/tidslinje.svg",
        "/maal",
        "/maal.csv",
    ]
    addresses += [f"/kilder/{anchor}" for anchor in facts.rows]
    addresses += ["/afdelinger", "/afdelinger.csv", "/afdelinger?soeg=a", "/afdeling/findes-ikke"]
    addresses += [f"/afdeling/{key}" for key in sorted(facts.departments)[::25]]
    addresses += [f"/afdeling/{key}" for key in sorted(facts.tied(facts.matches))]
    addresses += ["/findes-ikke", "/kort/vejr", "/kort/plan?aar=1"]
    for form in ("/embed/kort/{theme}", "/kort/{theme}.csv", "/kort/{theme}.html", "/figur/{theme}.svg"):
        addresses += [form.format(theme=theme) for theme in THEMES]
    addresses += [f"/kort/{theme}.geojson" for theme in THEMES]
    addresses += ["/kort/daekning?sted=amager", "/kort/tilknytning?sted=noerrebro", "/kort/plan?sted=bispebjerg"]
    found = {
        f"{prefix}{one}": client.get(f"{prefix}{one}").get_data(as_text=True)
        for prefix in PREFIXES
        for one in addresses
    }
    shapes = re.compile(r"[\d.,\[\]\-LMz]{80,}")  # outlines, which nobody reads
    found = {one: shapes.sub("", text) for one, text in found.items()}
    downloads = [f"/data/{table}.csv" for table in TABLES] + [f"/data/{table}.geojson" for table in SHAPES]
    return found | {one: client.get(one).get_data(as_text=True) for one in downloads}


def test_nothing_that_is_read_uses_a_forbidden_word(read: dict[str, str]) -> None:
    assert {address: FORBIDDEN.findall(text) for address, text in read.items() if FORBIDDEN.search(text)} == {}


def test_nothing_that_is_read_tells_where_people_come_from(read: dict[str, str]) -> None:
    assert {address: ORIGIN.findall(text) for address, text in read.items() if ORIGIN.search(text)} == {}


def test_nothing_that_is_read_ranks(read: dict[str, str]) -> None:
    # the order of what a name may mean, the likeliest first: not of places
    candidates = "/data/match_candidates.csv"
    assert RANK.findall(read[candidates]) == ["rank"]
    others = {address: text for address, text in read.items() if address != candidates}
    assert {
        address: RANK.findall(text) for address, text in others.items() if RANK.search(_without_scripts(text))
    } == {}


def test_statutory_terms_stand_only_as_the_states_list(read: dict[str, str], facts: Facts) -> None:
    for address, text in read.items():
        for title in (document.title for document in facts.documents.values()):
            text = text.replace(title, "")  # a document may be called so by its publisher
        text = re.sub(r"</tspan>.*?<tspan[^>]*>|</text>\s*<text[^>]*>", " ", text)  # one sentence on two lines
        assert not STATUTORY.search(ON_THE_LIST.sub("", text)), address


def test_nothing_else_than_the_list_names_the_list(read: dict[str, str]) -> None:
    for address, text in read.items():
        elsewhere = r"lister|/kilder|/regnestykket|/maal|/tidslinje|/afdeling/|^/data/"
        if not re.search(elsewhere, address) and "Statens liste</a>" in text:
            without_navigation = text.replace(">Statens liste</a>", "")
            assert "statens liste" not in without_navigation.lower(), address


@pytest.mark.parametrize("theme", ["daekning", "plan", "finansiering"])
@pytest.mark.parametrize("prefix", PREFIXES)
def test_a_map_of_plans_calls_them_boligsociale_helhedsplaner_in_its_title(
    client: FlaskClient, facts: Facts, theme: str, prefix: str
) -> None:
    for path in (path for path in maps(facts) if path.partition("?")[0] == f"/kort/{theme}"):
        title = re.search("<title>(.*?)</title>", client.get(f"{prefix}{path}").get_data(as_text=True))
        assert title and re.search(r"boligsociale? helhedsplan(er)?\b", title[1], re.IGNORECASE), path


def test_every_share_under_a_plan_says_at_least(client: FlaskClient) -> None:
    for address in (
        "/",
        "/kort/daekning.html",
        "/figur/daekning.svg",
        "/embed/kort/daekning",
        "/kort/daekning.geojson",
    ):
        text = client.get(address).get_data(as_text=True)
        for figure in ("35,1", "36,5", "22,1", "30,9"):
            for found in re.finditer(rf"(?<!\d){figure}(?=\s?%)", text):
                assert text[: found.start()].lower().endswith("mindst "), (address, figure)
        assert "35,1" in text


def test_amager_is_never_called_a_district(read: dict[str, str]) -> None:
    alone = "Amager(?! (?:Øst|Vest))"
    called = re.compile(
        rf"bydelen {alone}|{alone} er en bydel|district (?:of )?{alone}|{alone} is a (?:city )?district"
    )
    for address, text in read.items():
        plain = re.sub(r"<[^>]*>", " ", text)
        assert not called.search(plain), (address, called.findall(plain))


def test_amager_is_in_no_list_of_districts(client: FlaskClient) -> None:
    for address in ("/data/bydele.csv", "/data/coverage.csv"):
        names = {line.split(",")[1] for line in client.get(address).get_data(as_text=True).splitlines()}
        assert "Amager" not in names and "Amager Øst" in names


def test_no_slug_key_or_address_uses_a_forbidden_word(facts: Facts, shared_app: Flask) -> None:
    keys = [*THEMES, *TABLES, *facts.documents, *facts.funding_subjects, *(slug for _, slug in facts.bydele.values())]
    keys += [plan.plan_id for plan in facts.plans] + [area.key for area in facts.list_areas]
    keys += [row.indicator_id for row in facts.indicators] + [row.indicator for row in facts.plan_area_figures]
    keys += [str(rule) for rule in shared_app.url_map.iter_rules()]
    for words in (FORBIDDEN, ORIGIN, RANK):
        assert not [key for key in keys if words.search(key)]


def test_every_slug_is_plain(facts: Facts) -> None:
    for slug in [*facts.places, *THEMES]:
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug)
    assert {"vesterbro-kongens-enghave", "amager-oest", "broenshoej-husum", "amager"} <= set(facts.places)


def test_no_drawn_file_uses_a_forbidden_word(cache: Path) -> None:
    for path in cache.rglob("*.json"):
        text = path.read_text(encoding="utf-8")
        assert not FORBIDDEN.search(text) and not ORIGIN.search(text), path.name


def test_no_template_script_style_or_sentence_uses_a_forbidden_word() -> None:
    for folder in ("webmap", "static"):
        for path in (ROOT / folder).rglob("*"):
            if path.suffix in {".html", ".js", ".css", ".svg", ".py"}:
                text = path.read_text(encoding="utf-8")
                assert not FORBIDDEN.search(text) and not ORIGIN.search(text), path.name


def test_no_english_sentence_uses_a_forbidden_word() -> None:
    said = [
        line
        for path in CATALOGUES.glob("*.po")
        for line in path.read_text(encoding="utf-8").splitlines()
        if not line.startswith("#")
    ]
    for words in (FORBIDDEN, ORIGIN, RANK):
        assert not [line for line in said if words.search(line)]


def _without_scripts(text: str) -> str:
    return re.sub(r"<script(?![^>]*json)[^>]*>.*?</script>|<style>.*?</style>", "", text, flags=re.DOTALL)
