"""/maal: every goal with its deadline, owner and both versions of its status, and what the build's checks say of it."""

from dataclasses import replace

from tests.webmap.conftest import Page, Rows, Soup, cells_of, said
from webmap.catalogues import languages
from webmap.checks import checked
from webmap.facts import Facts
from webmap.goals_sheet import OPEN_THEME, goals_sheet

DANISH = languages()["da"]
TESTED = "#holdt-op-hovedaftale-2015"


def goal_rows(soup: Soup, goal: str) -> list[dict[str, str]]:
    """The rows of the table of tests that are about a goal: its headings and cells."""
    heads = [said(head) for head in soup.select(f"{TESTED} thead th")[1:]]
    rows = [row for row in soup.select(f"{TESTED} tbody tr") if goal in said(row.th)]
    return [dict(zip(heads, [said(cell) for cell in row.find_all("td")], strict=True)) for row in rows]


# ---- the four tests


def test_19_9_of_20_percent_stands_beside_a_status_that_says_met(page: Page) -> None:
    (row,) = goal_rows(page("/maal"), "mindst 20 %")
    assert row["Trykt status"].startswith("opfyldt")
    assert row["Regnestykke"] == "19,9 < 20 mindst 20 % opgjort december 2016"
    assert "Hvor lille et udsving der må være, er ikke fastlagt." in row["Hvad tallene siger"]


def test_361_evictions_are_within_the_457_and_the_forecast_does_not_follow_from_its_half_year(page: Page) -> None:
    rows = goal_rows(page("/maal"), "457 udsættelser")
    sums = [row["Regnestykke"] for row in rows]
    assert any(text.startswith("361 ≤ 457 højst 457") and "opgjort 2015" in text for text in sums)
    assert any(text.startswith("2 × 141 = 282 ca. 182 udsættelser, 2016, prognose") for text in sums)
    assert {row["Trykt status"][:7] for row in rows} == {"opfyldt"}
    within = next(row["Hvad tallene siger"] for row in rows if row["Regnestykke"].startswith("361 ≤ 457 "))
    assert (
        within.startswith("Tallet opfylder målet") and "Målet gælder 2017; det år har papiret ingen tal for." in within
    )


def test_1648_of_2000_homes_fit_a_status_that_says_in_progress(page: Page) -> None:
    (row,) = goal_rows(page("/maal"), "2.000 nye")
    assert row["Trykt status"].startswith("i proces")
    assert row["Regnestykke"].startswith("1.648 < 2.000 mindst 2.000 boliger")
    assert row["Hvad tallene siger"].startswith("Tallet opfylder endnu ikke målet, som den trykte status siger.")


def test_every_test_is_one_the_build_recorded(page: Page, facts: Facts) -> None:
    recorded = {one.arithmetic for one in checked(facts)}
    shown = [said(row.find_all("td")[1].strong) for row in page("/maal").select(f"{TESTED} tbody tr")]
    assert shown and set(shown) <= recorded


def test_without_findings_and_what_holds_the_page_says_that_it_cannot_be_computed(facts: Facts) -> None:
    sheet = goals_sheet(replace(facts, findings=[], held=[]), DANISH)
    assert not sheet.agreements[0].tested.rows
    rows = {row.name: row for theme in sheet.agreements[0].themes for row in theme.table.rows}
    lines = [line.text for line in rows["Højst 457 udsættelser af lejere i 2017"].cells[-1]]
    assert lines[0] == "kan ikke beregnes"


# ---- goals


def test_every_goal_stands_once_under_its_theme(page: Page, facts: Facts) -> None:
    soup = page("/maal")
    goals = facts.sourced["goals"]
    for theme in {row.theme for row in goals}:
        names = [said(row.th) for row in soup.select(f"#hovedaftale-2015-tema-{theme} tbody tr")]
        wanted = [row.name_da for row in goals if row.theme == theme]
        assert len(names) == len(wanted)
        assert all(any(name.startswith(one) for name in names) for one in wanted)


def test_the_theme_of_housing_areas_comes_first_and_open(page: Page) -> None:
    folds = page("/maal").select("details.theme")
    assert [said(fold.h3) for fold in folds] == ["Tema 2 (15 mål)", "Tema 1 (12 mål)", "Tema 3 (12 mål)"]
    assert [fold.has_attr("open") for fold in folds] == [True, False, False]


def test_a_goal_has_deadline_owner_and_fulfilment_as_printed(page: Page, facts: Facts) -> None:
    soup = page("/maal")
    for goal in facts.sourced["goals"]:
        cells = next(
            found
            for name, found in cells_of(soup, f"#{goal.agreement_id}-tema-{goal.theme}").items()
            if name == goal.name_da
        )
        assert cells["Frist"].startswith(goal.deadline)
        assert cells["Ansvarlig"] == (goal.owner or "ikke oplyst")
        assert cells["Trykt opfyldelse"].startswith(goal.fulfilment.lower())


def test_both_versions_of_a_status_stand_with_their_place_and_hash_where_the_words_are_not_at_hand(
    page: Page, facts: Facts
) -> None:
    soup = page("/maal")
    for status in facts.sourced["goal_statuses"]:
        link = soup.select_one(f'a[href="/kilder/goal_statuses/{status.key}"]')
        line = said(link.find_parent(class_="line"))
        assert line.startswith("4. kvartal 2016" if status.as_of == "2016-Q4" else "1. kvartal 2017")
        assert ("uændret" in line) == status.unchanged
        assert status.source.quote_sha256 in said(link.find_parent("td"))


def test_where_the_documents_are_at_hand_the_words_stand_as_danish(facts: Facts) -> None:
    goal = facts.sourced["goals"][0]
    quoted = replace(goal, source=replace(goal.source, quote="Målets egne ord"))
    changed = replace(facts, sourced={**facts.sourced, "goals": [quoted]})
    (theme,) = goals_sheet(changed, DANISH).agreements[0].themes
    assert [line.words.quote for cell in theme.table.rows[0].cells for line in cell if line.words][
        0
    ] == "Målets egne ord"


def test_the_summary_counts_the_rows(page: Page) -> None:
    summary = said(page("/maal").select_one(".summary"))
    assert "19 konkrete mål og 20 hensigtserklæringer" in summary
    assert "(1. kvartal 2017) er ni af de konkrete mål meldt opfyldt" in summary


def test_a_goal_whose_base_is_not_stated_says_why_and_what_was_counted(page: Page) -> None:
    rows = page("/maal").select(f"#hovedaftale-2015-tema-{OPEN_THEME} tbody tr")
    told = next(said(row.find_all("td")[-1]) for row in rows if said(row.th).startswith("En tredjedel"))
    assert told.startswith("kan ikke beregnes") and "er ikke oplyst" in told
    assert "3 områder" in told and "Kun den ene af målsætningens to slags områder er talt." in told


# ---- the goals about lists


def test_goals_about_lists_stand_apart_each_with_its_own_list(page: Page) -> None:
    rows = page("/maal").select("#statens-lister tbody tr")
    assert [said(row.find_all("td")[0]) for row in rows] == [
        "statens liste over parallelsamfund",
        "statens liste over udsatte boligområder",
        "statens liste over udsatte boligområder",
        "statens liste over udpegede boligområder",
    ]
    assert [said(row.find_all("td")[1]) for row in rows] == ["2030", "2030", "2030", "ikke oplyst"]


# ---- files


def test_the_csv_has_every_goal_every_test_and_every_list(rows: Rows, facts: Facts) -> None:
    found = rows("/maal.csv")
    assert {row["id"] for row in found if row["agreement"]} == {row.goal_id for row in facts.sourced["goals"]}
    assert [row["list"] for row in found if row["list"]] == [
        f"statens liste over {row.list_da}" for row in facts.sourced["targets"] if row.goal_id is None and row.list_da
    ]
    test = next(row for row in found if row["arithmetic"] == "19,9 < 20")
    assert (test["fulfilment"], test["outcome"], test["printed"], test["computed"]) == (
        "Opfyldt",
        "definition",
        "19.9",
        "20",
    )


def test_the_page_offers_the_csv_of_its_own_snapshot(page: Page, facts: Facts) -> None:
    (link,) = page("/en/maal").select(".formats a")
    assert link["href"] == f"/s/{facts.snapshot_id}/en/maal.csv"


def test_a_row_of_the_register_leads_to_the_page_that_shows_it(page: Page) -> None:
    for key, address in (
        ("goals/hovedaftale-2015/b8", "/maal"),
        ("targets/2030/maal-a", "/maal"),
        ("agreements/hovedaftale-2015", "/maal"),
        ("plan_links/amager-2026/amager-2022", "/tidslinje"),
        ("events/2020-12-07/noerrebrobyggerne", "/tidslinje"),
    ):
        used = page(f"/kilder/{key}").find(id="brugt-titel").parent
        assert used.select(f'a[href="{address}"]'), key
    alone = page("/kilder/events/2017-01-17/temamoede").find(id="brugt-titel").parent
    assert not alone.select("a")
