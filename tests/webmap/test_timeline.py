"""/tidslinje: plans over time, drawn and told; every figure is the core's."""

import re
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from geodata import timeline
from geodata.model import Plan
from tests.webmap.conftest import Page, Rows, cells_of, said
from webmap.catalogues import languages
from webmap.facts import Facts
from webmap.timeline_chart import MIDDLE, NARROW, WIDE, Drawing, drawn, legend
from webmap.timeline_rows import as_rows
from webmap.timeline_sheet import timeline_sheet
from webmap.timeline_view import TimelineView, view

DANISH = languages()["da"]
widths = pytest.mark.parametrize("width", [WIDE, MIDDLE, NARROW])


@pytest.fixture(scope="module")
def shown(facts: Facts) -> TimelineView:
    return view(facts, "")


# ---- what the page says


def test_both_readings_of_the_two_plans_stand_first(page: Page) -> None:
    noerrebro, amager = (said(one) for one in page("/tidslinje").select(".summary")[1:])
    assert noerrebro.startswith("Nørrebro: kilderne er uenige.")
    assert "31. december 2028 (om 731 dage)" in noerrebro and "1. januar 2028 (om 366 dage)" in noerrebro
    assert "365 dage afhænger af, hvilken kilde man følger." in noerrebro
    assert "31. december 2029 (om 1.096 dage)" in amager and "1. januar 2029 (om 732 dage)" in amager
    assert "364 dage afhænger" in amager


def test_every_plan_has_a_row_with_each_period_that_a_source_states(page: Page, facts: Facts) -> None:
    soup = page("/tidslinje")
    rows = {" ".join(row.th.find(string=True).split()): row for row in soup.select("#planer tbody tr")}
    assert len(rows) == len(facts.plans)
    for plan in facts.plans:
        row = rows[plan.name]
        stated = {
            (one.role, one.start, one.end, one.duration_years) for one in facts.periods if one.plan_id == plan.plan_id
        }
        lines = [line for line in row.td.select(".line") if not said(line).startswith("Kilderne er uenige")]
        assert len(lines) == max(1, len(stated)), plan.plan_id
        assert all(line.select("a.cite") for line in lines), plan.plan_id


def test_days_to_the_end_are_counted_from_the_reference_date_by_both_readings(page: Page, facts: Facts) -> None:
    cells = cells_of(page("/tidslinje"), "#planer")
    for plan_id in ("noerrebro-2026", "amager-2026"):
        name = next(plan.name for plan in facts.plans if plan.plan_id == plan_id)
        ends = [one.end for one in facts.periods if one.plan_id == plan_id and one.end and one.role != "statement"]
        left = cells[name]["Dage til udløb"]
        for end in ends:
            assert DANISH.number((end - facts.reference_date).days) in left
        assert "efter udmøntningsnotatet" in left


def test_no_clock_is_read(facts: Facts) -> None:
    later = replace(facts, reference_date=date(2028, 6, 1))
    left = {one.plan.plan_id: (one.days_left, one.days_left_agreement) for one in view(later, "").plans}
    assert left["noerrebro-2026"] == (213, -152)
    assert left["sigynsgade-aldersrogade"] == (None, None)


def test_from_one_plan_in_mimerskvarteret_to_the_next_there_are_0_days(page: Page) -> None:
    row = cells_of(page("/tidslinje"), "#overgange")["Mimerskvarteret"]
    assert (row["Dag"], row["Dage imellem"], row["Hvordan"]) == ("1. marts 2022", "0", "fortsættelse")
    assert cells_of(page("/tidslinje"), "#overgange")["Sigynsgade/Aldersrogade"]["Dage imellem"] == "ikke oplyst"


def test_a_department_of_three_plans_has_its_days_and_its_gap(page: Page) -> None:
    row = cells_of(page("/tidslinje"), "#afdelinger")["Lundtoftegade"]
    # 1461 days of 2017-2020, then 2025 and three years, or two and a day
    assert row["Dage efter varighed og budgetår"].startswith(DANISH.number(1461 + 365 + 1096))
    assert row["Dage efter udmøntningsnotatet"].startswith(DANISH.number(1461 + 365 + 731))
    assert row["Huller"].startswith("1.461 dage")


def test_a_department_of_two_plans_that_meet_has_no_gap(page: Page) -> None:
    row = cells_of(page("/tidslinje"), "#afdelinger")["Blågården"]
    assert row["Dage efter varighed og budgetår"].startswith(DANISH.number(365 + 1096))
    assert row["Huller"] == "ingen"


def test_a_name_that_is_tied_to_no_department_keeps_its_row(shown: TimelineView, facts: Facts) -> None:
    unplaced = {row.name for row in facts.listed if not facts.matches[row.listed_id].department_ids}
    assert unplaced == {one.name for one in shown.departments if one.department is None}


def test_the_days_of_a_department_are_the_cores(shown: TimelineView, facts: Facts) -> None:
    periods = {row.plan_id: row for row in timeline.periods_of_reading(facts.periods, "default")}
    for one in shown.departments:
        days = [found for row in one.memberships if (found := timeline.membership_days(row, periods))]
        assert one.default == timeline.covered(days)
        assert one.default.days >= one.agreement.days


# ---- decisions


def test_every_event_of_a_plan_stands_and_what_has_no_day_stands_last(page: Page, facts: Facts) -> None:
    about = [row for row in facts.sourced["events"] if row.plan_ids]
    soup = page("/tidslinje")
    cited = {link["href"].removeprefix("/kilder/") for link in soup.select("#dage a.cite")}
    assert {f"events/{row.event_id}" for row in about if "/" not in row.event_id} <= cited
    when = [cells["Hvornår"] for cells in cells_of(soup, "#dage").values()]
    undated = [text.startswith("dag ikke oplyst") for text in when]
    assert any(undated) and undated == sorted(undated)


@widths
def test_the_numbers_of_the_chart_are_those_of_the_table(page: Page, shown: TimelineView, width: int) -> None:
    numbers = [said(row.td) for row in page("/tidslinje").select("#dage tbody tr")]
    in_table = [text for text in numbers if text.isdigit()]
    in_chart = [one.text for one in drawn(shown, DANISH, width).words if one.text.isdigit() and len(one.text) < 3]
    years = [f"{year % 100:02d}" for year in range(2014, 2030)] if width == NARROW else []
    assert in_chart == [*years, *in_table] == [*years, *(str(at) for at in range(1, len(in_table) + 1))]


# ---- the chart


@widths
def test_nothing_is_drawn_outside_the_picture(shown: TimelineView, width: int) -> None:
    picture = drawn(shown, DANISH, width)
    for one in picture.words:
        assert -1 <= one.x <= width and 0 < one.y <= picture.height, one
    for x, y in points(picture):
        assert -1 <= x <= width + 1 and 0 <= y <= picture.height + 1


def points(picture: Drawing) -> list[tuple[float, float]]:
    return [(float(x), float(y)) for one in picture.shapes for x, y in re.findall(r"M([\d.-]+),([\d.-]+)", one.d)]


@widths
def test_every_plan_is_named_in_the_chart(shown: TimelineView, width: int) -> None:
    texts = " ".join(one.text for one in drawn(shown, DANISH, width).words).replace("/ ", "/")
    for one in shown.plans:
        assert one.plan.name.removeprefix("Boligsocial helhedsplan ") in texts


@pytest.mark.parametrize("width", [WIDE, MIDDLE])
def test_no_two_labels_of_a_line_overlap(shown: TimelineView, width: int) -> None:
    from webmap.lettering import width as wide

    lines: dict[float, list[tuple[float, float, str]]] = {}
    for one in drawn(shown, DANISH, width).words:
        long = wide(one.text, one.size) / 1.1  # without the room that is kept for other faces
        left = one.x - {"start": 0, "middle": long / 2, "end": long}[one.anchor]
        lines.setdefault(one.y, []).append((left, left + long, one.text))
    for row in lines.values():
        assert all(one[1] <= other[0] + 1 for one, other in pairwise(sorted(row))), row


def test_the_disputed_days_are_drawn_as_such_for_both_plans(shown: TimelineView) -> None:
    picture = drawn(shown, DANISH, WIDE)
    boxes = [one for one in picture.shapes if one.fill == "url(#state-disputed)"]
    assert len(boxes) == len(shown.disputed) == 2
    assert all(one.dash for one in boxes)
    assert sum("kilderne er uenige" in one.text for one in picture.words) == 2
    assert [text for text, _ in legend(shown, DANISH)][-1] == "kilderne er uenige"


def test_an_end_that_is_not_known_is_drawn_open(facts: Facts) -> None:
    (one,) = (one for one in view(facts, "").plans if one.plan.plan_id == "partnerskabet-til-2021")
    assert one.span.open_start and not one.span.open_end
    alone = replace(facts, plans=[one.plan], links=[])
    dotted = [shape for shape in drawn(view(alone, ""), DANISH, WIDE).shapes if shape.dash == "2 4"]
    assert len(dotted) == 1


def test_a_plan_without_a_known_day_has_a_line_and_no_bar(facts: Facts) -> None:
    plan = next(row for row in facts.plans if row.plan_id == "sigynsgade-aldersrogade")
    picture = drawn(view(replace(facts, plans=[plan]), ""), DANISH, WIDE)
    assert "Sigynsgade/Aldersrogade: periode ikke oplyst" in [one.text for one in picture.words]
    assert not [one for one in picture.shapes if one.fill.startswith("url(")]


def test_the_chart_is_an_image_with_a_sentence_at_every_width(page: Page) -> None:
    images = page("/tidslinje").select("svg.timeline")
    assert [one["class"][1] for one in images] == ["wide", "middle", "narrow"]
    (spoken,) = {" ".join(one["aria-label"].split()) for one in images}
    assert {one["role"] for one in images} == {"img"}
    assert "Kilderne er uenige om slutdagen for Nørrebro og Amager." in spoken
    assert "Amagerbro ikke oplyst – 31. december 2021" in spoken and "Alle oplysninger står i tabellerne." in spoken


# ---- one place


def test_a_place_shows_its_own_plans_alone(page: Page, facts: Facts) -> None:
    soup = page("/tidslinje?sted=amager")
    places = {said(one) for one in soup.select("#planer tbody th .aside")}
    assert places == {"Amager"}
    assert said(soup.h1) == "Boligsociale helhedsplaner over tid: Amager"
    assert soup.select_one("#sted-valg option[selected]")["value"] == "amager"
    assert "Nørrebro" not in said(soup.select_one("#overgange"))


def test_a_district_of_a_group_has_the_plans_of_the_group(facts: Facts) -> None:
    assert [one.plan for one in view(facts, "amager-vest").plans] == [one.plan for one in view(facts, "amager").plans]


def test_a_place_no_paper_names_a_plan_for_says_so(page: Page) -> None:
    soup = page("/tidslinje?sted=vanloese")
    assert "Kilderne nævner ingen plan for Vanløse. Det er ikke det samme som" in said(soup.main)
    assert not soup.select("svg.timeline") and not soup.select("table")


def test_a_place_that_is_none_is_404_with_the_places_there_are(page: Page, facts: Facts) -> None:
    soup = page("/tidslinje?sted=malmoe", 404)
    assert "/tidslinje?sted=noerrebro" in [link["href"] for link in soup.select(".choose a")]


def test_a_register_of_one_plan_or_none_makes_a_page(facts: Facts) -> None:
    for plans in (facts.plans[:1], []):
        few = replace(facts, plans=plans, links=[], memberships=[], periods=facts.periods if plans else [])
        sheet = timeline_sheet(few, DANISH, "")
        assert len(sheet.shown.plans) == len(plans)
        assert drawn(sheet.shown, DANISH, WIDE).height > 0


def test_what_a_paper_calls_a_plan_is_text_wherever_it_stands(facts: Facts) -> None:
    plan: Plan = replace(facts.plans[0], name="<script>alert(1)</script>")
    sheet = timeline_sheet(replace(facts, plans=[plan]), DANISH, "")
    assert "<script>" in sheet.spoken, "escaped by the template, not before it"


# ---- files


def test_the_csv_has_the_figures_of_the_page(rows: Rows, facts: Facts, shown: TimelineView) -> None:
    found = rows("/tidslinje.csv")
    assert {row["what"] for row in found} == {"plan", "transition", "event", "covered", "gap"}
    assert {row["snapshot"] for row in found} == {facts.snapshot_id}
    end = next(row for row in found if (row["id"], row["reading"]) == ("noerrebro-2026", "agreement"))
    assert (end["first_day"], end["last_day"], end["days_to_expiry"]) == ("2026-01-01", "2028-01-01", "366")
    covered = sum(int(row["days"]) for row in found if (row["what"], row["reading"]) == ("covered", "default"))
    assert covered == sum(one.default.days for one in shown.departments)
    assert {row["id"] for row in found if row["what"] == "plan"} == {plan.plan_id for plan in facts.plans}


def test_the_csv_of_a_place_is_of_that_place(rows: Rows, facts: Facts) -> None:
    assert {row["place"] for row in rows("/tidslinje.csv?sted=amager") if row["what"] == "plan"} == {"Amager"}
    assert as_rows(facts, DANISH, "vanloese") == []


def test_the_picture_alone_opens_as_svg_and_says_what_the_page_says(
    client: FlaskClient, page: Page, facts: Facts
) -> None:
    answer = client.get(f"/s/{facts.snapshot_id}/figur/tidslinje.svg")
    assert answer.mimetype == "image/svg+xml" and "immutable" in answer.headers["Cache-Control"]
    picture = BeautifulSoup(answer.get_data(as_text=True), "xml")
    assert picture.svg and picture.desc
    assert picture.desc.get_text() == page("/tidslinje").select_one("svg.timeline")["aria-label"]
    used = set(re.findall(r"url\(#([\w-]+)\)", str(picture)))
    assert used and used <= {str(one["id"]) for one in picture.find_all("pattern")}
    assert facts.snapshot_id in picture.get_text()


def test_the_page_offers_the_files_of_its_own_snapshot_and_place(page: Page, facts: Facts) -> None:
    links = [link["href"] for link in page("/en/tidslinje?sted=amager").select(".formats a")]
    start = f"/s/{facts.snapshot_id}/en"
    assert links == [f"{start}/figur/tidslinje.svg?sted=amager", f"{start}/tidslinje.csv?sted=amager"]
