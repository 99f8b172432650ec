"""/afdelinger and /afdeling/<id>: how each name was placed, why, what else it may mean, and how a person settles it."""

import csv
import io
import re
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path
from urllib.parse import quote

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient

from etl import pipeline
from etl.register.reader import read_table
from geodata.clues import SENTENCES
from geodata.errors import RegisterError
from geodata.model import DAY_TO_WRITE, REASON_TO_WRITE, UNIT_TO_WRITE, Decision, EvidenceKind, Footprint
from tests.builders import a_listed
from tests.conftest import ROOT
from tests.webmap.addresses import PREFIXES, maps
from tests.webmap.conftest import Page, Rows, Soup, Strict, checked, json_of, said
from webmap import asking, create_app, departments_page, evidence_words
from webmap.catalogues import languages
from webmap.departments_sheet import Asked, decision_columns, decision_line
from webmap.evidence_words import standing
from webmap.facts import Facts
from webmap.render import render
from webmap.reports import figure_shapes
from webmap.small_map import HEIGHT, WIDTH, SmallMap, small_map

DANISH, ENGLISH = languages()["da"], languages()["en"]
prefixes = pytest.mark.parametrize("prefix", PREFIXES)
HOSTILE = ['"><script>alert(1)</script>', "</textarea><img src=x onerror=alert(1)>", "{{7*7}}", 'a","b";\'c']


def card(soup: Soup, listed_id: str) -> Soup:
    return soup.find(id=listed_id)


def lines(soup: Soup, listed_id: str) -> list[str]:
    return [field.get_text() for field in card(soup, listed_id).select("textarea")]


# ---- how a name was placed


def test_prags_boulevard_shows_why_it_is_dfb_and_the_other_department_of_that_name(page: Page) -> None:
    shown = card(page("/afdelinger"), "amager-2026/prags-boulevard")
    assert said(shown.select_one(".standing")) == "Antaget"
    first, second = shown.select(".candidates > li")
    assert "9309, Prags Boulevard" in said(first.h4) and "33, Prags Boulevard" in said(second.h4)
    assert "Organisationen er nævnt for forgængerplanen: Danske Funktionærers Boligselskab." in said(first)
    assert "forgængerplanen" not in said(second)
    assert "Navnet er henført hertil." in said(first) and "Navnet er henført hertil." not in said(second)
    assert len(shown.select("figure svg .g-one")) == 2 and len(shown.select("figure svg .chosen")) == 1
    assert [said(one) for one in shown.select("figure .g-number")] == ["1", "2"]


@prefixes
def test_portugalsgade_shows_two_departments_and_a_line_for_each_and_one_for_none(page: Page, prefix: str) -> None:
    shown = page(f"{prefix}/afdelinger")
    made = [next(csv.reader([line])) for line in lines(shown, "amager-2026/portugalsgade")]
    assert [dict(zip(decision_columns(), row, strict=True))["department_ids"] for row in made] == [
        "153-176",
        "153-177",
        "",
    ]
    assert not card(shown, "amager-2026/portugalsgade").select(".chosen")


def test_a_name_that_is_a_number_says_which_evidence_tied_it(page: Page) -> None:
    told = said(card(page("/afdelinger"), "noerrebro-2026/afd-58"))
    assert "Tallet i det trykte navn er afdelingens nummer: 58." in told
    assert "232 almene boliger" in told and "Boligforeningen AAB" in told


def test_every_printed_name_stands_once_by_plan_with_its_document_page_and_line(page: Page, facts: Facts) -> None:
    soup = page("/afdelinger")
    plans = [plan.plan_id for plan in facts.plans]
    in_order = sorted(facts.listed, key=lambda row: (plans.index(row.plan_id), row.position))
    assert [one["id"] for one in soup.select("details.name")] == [row.listed_id for row in in_order]
    for row in facts.listed:
        shown = card(soup, row.listed_id)
        assert row.printed in said(shown.select_one("dd"))
        assert f"linje {row.source.line}" in said(shown.select_one("dd .cite"))


def test_the_counts_are_those_of_the_coverage_page(page: Page, facts: Facts) -> None:
    on_the_map = said(page("/kort/daekning").find(id="afdelinger").find_next("p"))
    current = page("/afdelinger").select("#plan-noerrebro-2026, #plan-amager-2026")
    counts = [re.findall(r"(\d+) af (\d+) nævnte", said(head.find_next("p")))[0] for head in current]
    placed, listed = (sum(map(int, column)) for column in zip(*counts, strict=True))
    assert on_the_map.startswith(f"{placed} af {listed} nævnte navne er placeret")


def test_how_sure_is_said_in_whole_per_cent_and_in_a_word_and_never_as_certainty() -> None:
    assert evidence_words.how_sure(DANISH, 0.9243) == "sikkert nok til at placere (ca. 92\u00a0%)"
    assert evidence_words.how_sure(DANISH, 1.0) == "meget sikkert (over 99\u00a0%)"
    assert evidence_words.how_sure(DANISH, 0.5) == "muligt (ca. 50\u00a0%)"
    assert evidence_words.how_sure(DANISH, 0.001) == "mindre sandsynligt (under 1\u00a0%)"
    assert evidence_words.how_sure(DANISH, None) == "ingen beregnet sikkerhed"


@pytest.mark.parametrize("kind", EvidenceKind.__args__)  # type: ignore[attr-defined]
def test_every_kind_of_evidence_has_its_sentence_and_its_name_in_both_languages(kind: EvidenceKind) -> None:
    assert ENGLISH._(SENTENCES[kind]) != SENTENCES[kind]
    assert evidence_words.kinds(DANISH)[kind] and evidence_words.kinds(ENGLISH)[kind]


# ---- which names are shown


@pytest.mark.parametrize("outcome", ["ikke-placeret", "antaget", "afgjort", "entydigt"])
def test_a_filter_by_outcome_shows_as_many_names_as_it_says(page: Page, outcome: str) -> None:
    soup = page(f"/afdelinger?udfald={outcome}")
    chosen = soup.select_one("#valg-udfald option[selected]")
    assert chosen["value"] == outcome
    assert int(re.findall(r"\((\d+)\)", said(chosen))[0]) == len(soup.select("details.name"))


def test_a_filter_by_plan_shows_the_names_of_that_plan(page: Page, facts: Facts) -> None:
    soup = page("/afdelinger?plan=noerrebro-2026")
    shown = {one["id"] for one in soup.select("details.name")}
    assert shown == {row.listed_id for row in facts.listed if row.plan_id == "noerrebro-2026"}


@pytest.mark.parametrize("search", ["lundtoftegården", "LUNDTOFTEGAARDEN", "lundtoftega%CC%8Arden"])
def test_a_search_finds_a_name_however_it_is_spelled(page: Page, search: str) -> None:
    found = page(f"/afdelinger?plan=noerrebro-2026&soeg={search}").select("details.name")
    assert [one["id"] for one in found] == ["noerrebro-2026/lundtoftegaarden"]


def test_a_search_finds_by_organisation_short_name_and_key_and_departments_nobody_lists(page: Page) -> None:
    assert card(page("/afdelinger?soeg=153-176"), "amager-2026/portugalsgade")
    assert page("/afdelinger?soeg=SAB").select(".hits a")
    hits = [link["href"] for link in page("/afdelinger?soeg=store+solvænget").select(".hits a")]
    assert hits == ["/afdeling/410-15"]


def test_a_search_that_finds_nothing_says_so(page: Page) -> None:
    soup = page("/afdelinger?soeg=findes-ikke")
    assert not soup.select("details.name") and not soup.select(".hits")
    assert "Ingen afdeling i kortlaget passer til søgningen." in said(soup.main)


@pytest.mark.parametrize("query", ["plan=findes-ikke", "udfald=sikkert", "plan=%3Cscript%3E"])
def test_an_unknown_choice_is_a_404_that_offers_those_there_are(page: Page, query: str) -> None:
    assert page(f"/afdelinger?{query}", 404).select(".choose a")


def test_what_is_searched_for_is_text_whatever_it_is(client: FlaskClient) -> None:
    for text in (*HOSTILE, "-" * 500, "\x00", "%"):
        answer = client.get(f"/afdelinger?soeg={quote(text)}")
        soup = checked(answer.text, answer.headers["Content-Security-Policy"])
        assert "alert(1)" not in "".join(tag.get_text() for tag in soup.find_all("script"))


def test_excel_gets_the_names_between_semicolons_with_decimal_commas(page: Page, client: FlaskClient) -> None:
    [link] = [one["href"] for one in page("/afdelinger").select(".formats a") if "excel=1" in one["href"]]
    text = client.get(link).get_data(as_text=True)
    assert text.startswith("\ufefflisted_id;plan_id;")
    plain = list(csv.DictReader(io.StringIO(client.get("/afdelinger.csv").get_data(as_text=True), newline="")))
    read = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=";"))
    assert [row["printed"] for row in read] == [row["printed"] for row in plain]
    assert [row["score"].replace(",", ".") for row in read] == [row["score"] for row in plain]
    assert all("." not in row["score"] for row in read)


def test_a_long_search_is_not_said_back_whole(client: FlaskClient) -> None:
    answer = client.get("/afdelinger?plan=&soeg=" + "q" * 20_000)
    assert answer.status_code == 200
    assert "q" * 101 not in answer.text


def test_all_names_are_a_csv_and_a_missing_cell_is_empty(rows: Rows, facts: Facts) -> None:
    found = {row["listed_id"]: row for row in rows("/afdelinger.csv")}
    assert set(found) == {row.listed_id for row in facts.listed}
    row = found["amager-2026/portugalsgade"]
    assert (row["outcome"], row["department_ids"], row["homes"]) == ("ambiguous", "", "")
    shares = [one.split("=") for one in row["candidates"].split(" ")]
    assert [key for key, _ in shares] == ["153-176", "153-177"]
    assert shares[0][1] == shares[1][1] and 0.4 < float(shares[0][1]) <= 0.5


def test_a_pinned_page_shows_the_same_names(page: Page, facts: Facts) -> None:
    assert len(page(f"/s/{facts.snapshot_id}/afdelinger").select("details.name")) == len(facts.listed)


# ---- a person decides


def filled_in(line: str, unit: str, because: str) -> str:
    """The line as a person fills it in: what stands there is written over, the quotes are kept."""
    return line.replace(UNIT_TO_WRITE, unit).replace(DAY_TO_WRITE, "2026-11-21").replace(REASON_TO_WRITE, because)


def a_line(name: str, **changes: object) -> str | None:
    row = a_listed(**{"name": name, "printed": name, "plan_id": "p", "listed_id": "p/navn", **changes})
    return decision_line(row, ("1-1",))


@pytest.mark.parametrize("name", ["Titanparken", "=1+1", "+SUM(A1)", "-2", "@x", 'Den "gamle", gård', "a;b", "'prik"])
def test_a_line_is_read_back_as_the_name_it_was_made_for(tmp_path: Path, name: str) -> None:
    line = a_line(name)
    assert line is not None and not any(cell[:1] in ("=", "+", "-", "@") for cell in next(csv.reader([line])))
    filled = filled_in(line, "Enheden, kontoret", "Holdt op mod notatet")
    path = tmp_path / "decisions.csv"
    path.write_text(f"{','.join(decision_columns())}\n{filled}\n", "utf-8")
    [(_, read)] = read_table(path, Decision)
    assert (read.plan_id, read.name, read.department_ids) == ("p", name, ("1-1",))
    assert (read.accepted_by, read.because) == ("Enheden, kontoret", "Holdt op mod notatet")


@pytest.mark.parametrize("name", ["＝1+1", "a;=1+1", "a;\u200b@x", "a\nb"])
def test_a_name_that_no_mark_makes_safe_gets_no_line(name: str) -> None:
    assert a_line(name) is None


@pytest.mark.parametrize(
    ("written", "column"),
    [
        ({}, "accepted_on"),
        ({DAY_TO_WRITE: "2026-11-21", UNIT_TO_WRITE: "Enheden"}, "because"),
        ({DAY_TO_WRITE: "2026-11-21", REASON_TO_WRITE: "Efter opslag"}, "accepted_by"),
    ],
)
def test_a_line_that_is_not_filled_in_is_refused_with_its_column(
    tmp_path: Path, written: dict[str, str], column: str
) -> None:
    line = a_line("Titanparken") or ""
    for word, text in written.items():
        line = line.replace(word, text)
    path = tmp_path / "decisions.csv"
    path.write_text(f"{','.join(decision_columns())}\n{line}\n", "utf-8")
    with pytest.raises(RegisterError, match=column):
        read_table(path, Decision)


@pytest.fixture(scope="module")
def decided(shared_app: Flask, tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """The pages after a person has pasted two lines of /afdelinger into decisions.csv, filled them in, and built."""
    folder = tmp_path_factory.mktemp("decided")
    register = folder / "register"
    shutil.copytree(ROOT / "etl" / "register", register, ignore=shutil.ignore_patterns("__pycache__", "*.py"))
    before = BeautifulSoup(shared_app.test_client().get("/afdelinger").text, builder=Strict())
    first, none = lines(before, "amager-2026/portugalsgade")[0], lines(before, "noerrebro-2026/prater")[-1]
    with (register / "decisions.csv").open("a", encoding="utf-8", newline="") as file:
        for line in (first, none):
            file.write(filled_in(line, "Den ansvarlige enhed", "Efter opslag, og et opkald") + "\n")
    identity = pipeline.build(folder / "store", pipeline.Sources(register=register))
    render(folder / "store", getattr(identity, "id", identity), folder / "cache")
    return create_app({"STORE": folder / "store", "CACHE": folder / "cache", "TESTING": True}).test_client()


def soup_of(client: FlaskClient, path: str) -> Soup:
    answer = client.get(path)
    assert answer.status_code == 200
    return checked(answer.text, answer.headers["Content-Security-Policy"], "en" if path.startswith("/en") else "da")


def test_a_pasted_line_is_shown_as_decided_by_whom_when_and_why(decided: FlaskClient) -> None:
    shown = card(soup_of(decided, "/afdelinger"), "amager-2026/portugalsgade")
    assert said(shown.select_one(".standing")) == "Afgjort"
    assert "Afgjort af Den ansvarlige enhed , 21. november 2026: Efter opslag, og et opkald" in said(shown)
    assert [said(one.h4) for one in shown.select(".candidates > li") if "henført hertil" in said(one)][0].startswith(
        "1 Portugalsgade (1-76)"
    )
    assert len(shown.select(".candidates > li")) == 2
    assert "Programmets skøn uden afgørelsen: muligt" in said(shown) and "Sikkerhed" not in said(shown)


def test_a_name_decided_to_mean_nothing_in_the_layer_is_decided_and_not_placed(decided: FlaskClient) -> None:
    soup = soup_of(decided, "/afdelinger?udfald=afgjort")
    assert "ingen af kortlagets afdelinger" in said(card(soup, "noerrebro-2026/prater"))
    assert "Prater er afgjort ikke at være i kortlaget" in said(soup.select_one(".summary"))


def test_a_decision_is_shown_on_the_map_page_and_on_the_departments_own(decided: FlaskClient) -> None:
    assert "Afgjort" in said(soup_of(decided, "/kort/daekning").find("h2", id="afdelinger").parent)
    profile = said(soup_of(decided, "/afdeling/153-176").main)
    assert "Afgjort" in profile and "Efter opslag, og et opkald" in profile


# ---- hostile names


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("path", ["/afdelinger", "/afdeling/49-58"])
def test_hostile_names_are_text_on_the_pages(shared_app: Flask, facts: Facts, name: str, path: str) -> None:
    hostile = replace(
        facts,
        listed=[replace(row, name=name, printed=name, area=name) for row in facts.listed],
        departments={key: replace(row, name=name, organisation=name) for key, row in facts.departments.items()},
        matches={key: replace(row, reason=name) for key, row in facts.matches.items()},
        evidence={key: [replace(one, said=name) for one in found] for key, found in facts.evidence.items()},
    )
    soup, plain = drawn(shared_app, hostile, path), drawn(shared_app, facts, path)
    for tag in ("script", "img", "style", "iframe", "textarea"):
        assert len(soup.find_all(tag)) == len(plain.find_all(tag)), tag
    assert name in soup.main.get_text()


def drawn(app: Flask, facts: Facts, path: str) -> Soup:
    """The page as it would be of other facts."""
    with app.test_request_context(path, environ_overrides={"helhedskort.language": "da"}):
        served = replace(asking.snapshot(), facts=facts)
        key = path.rpartition("/")[2]
        text = (
            departments_page.names_page(served, DANISH, Asked(), "")
            if path == "/afdelinger"
            else departments_page.profile_page(served, DANISH, key)
        )
    return checked(text, "")


# ---- a department's own page


@prefixes
def test_every_tenth_department_has_a_page(client: FlaskClient, facts: Facts, prefix: str) -> None:
    for key in sorted(facts.departments)[::10]:
        assert client.get(f"{prefix}/afdeling/{quote(key)}").status_code == 200, key


@pytest.mark.full
@prefixes
def test_every_department_has_a_good_page(page: Page, facts: Facts, prefix: str) -> None:
    for key in facts.departments:
        soup = page(f"{prefix}/afdeling/{quote(key)}")
        assert said(soup.h1) == " ".join(facts.departments[key].name.split())


@pytest.mark.parametrize("key", ["1-1", "findes ikke", "<script>", "../kilder", "49-58/", "%00", "a" * 300])
def test_an_unknown_department_is_a_404_that_shows_where_to_search(page: Page, key: str) -> None:
    soup = page(f"/afdeling/{quote(key)}", 404)
    assert any(link["href"].startswith("/afdelinger?soeg=") for link in soup.select(".choose a"))


def test_a_profile_says_where_it_was_named_how_it_was_placed_and_in_which_plan(page: Page) -> None:
    told = said(page("/afdeling/678-9").main)
    assert "268 almene boliger" in told and "Danske Funktionærers Boligselskab" in told
    assert "2026–2029: finansieret" in told
    assert "Antaget" in told and re.search(r"\(ca\. 9\d\s?%\)", told)


def test_what_a_profile_does_not_know_is_said_to_be_missing(page: Page) -> None:
    soup = page("/afdeling/233-1005")
    assert not soup.select("svg.small-map")
    assert "intet omrids" in said(soup.figure)
    assert [said(one) for one in soup.select("dl.counts dd.missing")] == ["ikke oplyst"] * 3


def test_departments_that_share_an_outline_name_one_another(page: Page) -> None:
    for one, other in (("410-15", "Dyvekevænget"), ("410-355", "Store Solvænget")):
        assert other in said(page(f"/afdeling/{one}").find("h2", id="omrids-titel").parent)


def test_a_name_tied_to_a_department_that_shares_its_outline_says_so_before_it_is_opened(page: Page) -> None:
    shown = card(page("/afdelinger"), "amager-2026/dyvekevaenget")
    assert "samme omrids som Store Solvænget" in said(shown.summary)
    assert "Kortet kan derfor ikke skille dem ad." in said(shown.select_one(".candidates > li"))


def test_a_name_that_is_not_placed_is_not_said_to_be_sure(page: Page) -> None:
    facts_of = said(card(page("/afdelinger"), "amager-2026/portugalsgade").select_one("dl.facts"))
    assert "ikke nok til at placere; den mest sandsynlige afdeling får ca. 50" in facts_of


def test_the_counts_lead_to_the_names_they_count(page: Page) -> None:
    for link in page("/afdelinger").select(".tally a"):
        assert len(page(link["href"]).select("details.name")) == int(said(link).rpartition(" ")[2])


def test_a_name_that_may_be_the_department_is_shown_as_not_decided(page: Page) -> None:
    told = said(page("/afdeling/153-176").find("h2", id="navne-titel").parent)
    assert "Navne, der også kunne være afdelingen" in told and "Portugalsgade" in told and "Flere mulige" in told


def test_a_place_on_the_states_list_is_said_in_the_words_of_the_contract(page: Page, facts: Facts) -> None:
    area = facts.list_areas[0]
    ids = [row.listed_id for row in facts.list_area_departments if row.list_area == area.key]
    told = said(page(f"/afdeling/{facts.tied(ids)[0]}").main)
    assert f"{area.name}: på statens liste over {area.list_da} pr. en dato, der ikke er oplyst" in told


def test_a_profile_shows_no_figures_of_residents_and_says_why(page: Page) -> None:
    assert "Der findes ingen åbne tal for afdelingens egne beboere." in said(page("/afdeling/49-58").main)


def test_an_approximate_outline_is_drawn_dashed_and_said(shared_app: Flask, facts: Facts) -> None:
    own = Footprint(
        department_id="49-58",
        method="hull of points",
        accuracy_m=40.0,
        credit="Adresser",
        retrieved_on=date(2026, 1, 2),
    )
    soup = drawn(shared_app, replace(facts, footprints={"49-58": own}), "/afdeling/49-58")
    told = said(soup.find("h2", id="omrids-titel").parent)
    assert "omtrentligt" in told and "inden for ca. 40 meter" in told and "2. januar 2026" in told
    assert soup.select("svg .approximate")


# ---- small maps


def a_map(app: Flask, *keys: str, chosen: str = "", footprints: dict[str, Footprint] | None = None) -> SmallMap | None:
    with app.test_request_context("/"):
        shapes = figure_shapes(asking.snapshot())
    numbered = [(key, str(number)) for number, key in enumerate(keys, 1)]
    return small_map(shapes, footprints or {}, numbered, frozenset({chosen}), [2, 3])


def test_numbers_of_neighbours_do_not_lie_upon_one_another(shared_app: Flask) -> None:
    made = a_map(shared_app, "153-176", "153-177")
    assert made is not None
    (one, other) = (shape.at for shape in made.shapes)
    assert abs(one[0] - other[0]) >= 20 or abs(one[1] - other[1]) >= 20
    assert all(0 <= x <= WIDTH and 0 <= y <= HEIGHT for x, y in (one, other))


def test_a_department_without_an_outline_has_no_map_and_one_with_a_point_has_a_point(shared_app: Flask) -> None:
    assert a_map(shared_app, "233-1005") is None
    point = Footprint(
        department_id="233-1005", method="point only", accuracy_m=100.0, credit="Adresser", retrieved_on=None,
        east_m=724000.0, north_m=6175000.0,
    )  # fmt: skip
    made = a_map(shared_app, "233-1005", footprints={"233-1005": point})
    assert made is not None and made.shapes[0].path is None


def test_the_scale_bar_stands_for_what_it_says(shared_app: Flask) -> None:
    for key in ("49-58", "778-4", "153-177"):
        made = a_map(shared_app, key)
        assert made is not None
        scale = float(re.findall(r"scale\(([\d.]+)\)", made.transform)[0])
        assert made.bar == pytest.approx(made.bar_m * scale, abs=0.1)


# ---- on every map


def test_every_map_that_draws_departments_says_how_many_names_are_placed(client: FlaskClient, facts: Facts) -> None:
    said_so = re.compile(r"nævnte navne er placeret|opfører ingen afdelinger ved navn")
    for path in maps(facts):
        assert said_so.search(client.get(path).text), path


@pytest.mark.parametrize("theme", ["daekning", "plan", "finansiering", "lister", "planomraader", "tilknytning"])
@pytest.mark.parametrize(
    "form", ["/embed/kort/{}", "/kort/{}.html", "/kort/{}.csv", "/kort/{}.geojson", "/figur/{}.svg"]
)
def test_so_does_every_other_form_of_it(client: FlaskClient, theme: str, form: str) -> None:
    answer = client.get(form.format(theme))
    text = json_of(answer)["placed"] if "geojson" in form else answer.text
    assert re.search(r"\d+ af \d+ nævnte", " ".join(re.sub("<[^>]*>", " ", text).split()))


def test_names_lead_to_profiles_from_the_map_the_table_and_the_sources(page: Page) -> None:
    for path in ("/kort/daekning", "/kort/daekning?niveau=afdeling", "/kilder?dokument=tm021"):
        assert page(path).select('main a[href="/afdeling/49-58"]'), path
    assert page("/kilder/listed_departments/noerrebro-2026/afd-58").select('a[href="/afdeling/49-58"]')
    assert len(page("/kort/daekning?niveau=afdeling").select('#tabel-afdelinger a[href^="/afdeling/"]')) == 505


def test_what_became_of_a_name_is_one_of_five_things(facts: Facts) -> None:
    found = {standing(match) for match in facts.matches.values()}
    assert found == {"entydigt", "antaget", "flertydigt"}
