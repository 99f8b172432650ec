"""Maps of statistics of invented cities: two areas, equal ones, one missing, exact zero, one alone, an empty year.

From the published rows to the sheet, so that colour, legend, table and sentence are of the same figures.
"""

from collections import defaultdict
from dataclasses import replace
from typing import Any

import pytest

from etl.disclosure import Limits
from etl.figures import RodeYear, indicator_values
from geodata.model import Level
from tests.statistics_builders import a_rode, a_rode_year, an_indicator, some_statistics
from webmap.catalogues import languages
from webmap.exports import csv_of
from webmap.facts import Facts, Figure
from webmap.palette import UNKNOWN
from webmap.sheet import Sheet
from webmap.state import State
from webmap.themes import THEMES

DANISH = languages()["da"]
NAMES = {1: ("Ågade", "aagade"), 2: ("Eksempelbro", "eksempelbro"), 3: ("Nabolaget", "nabolaget")}
LIMITS = Limits(least_residents=100, least_persons=5)
MIDDLE, TOP, BOTTOM = "c3", "c6", "c0"  # the steps about the city, farthest over it and farthest under it
NBSP = "\u00a0"


def a_city(facts: Facts, *rows: RodeYear, districts: int = 2, limits: Limits = LIMITS, **changes: Any) -> Facts:
    """A city of districts of one rode each; the rode of a district bears its number."""
    numbers = range(1, districts + 1)
    roder = [a_rode(no, NAMES[no][0], bydel_no=no) for no in numbers]
    statistics = some_statistics(*rows, indicators=(an_indicator(last_year=2014),))
    figures: dict[tuple[str, Level, int], dict[int, Figure]] = defaultdict(dict)
    for row in indicator_values(statistics, roder, limits):
        figures[row.indicator_id, row.level, row.year][row.place_no] = Figure(
            row.value, row.weight, row.parts, row.missing
        )
    empty: dict[str, Any] = {"area_groups": {}, "findings": [], "plans": [], "memberships": [], "listed": []}
    given = {
        "bydele": {no: NAMES[no] for no in numbers},
        "roder": {no: (NAMES[no][0], no) for no in numbers},
        "figures": dict(figures),
        "indicators": list(statistics.indicators),
        "least_residents": limits.least_residents,
        "least_persons": limits.least_persons,
        "almene_shares": {},
        "coverage": {key: [] for key in facts.coverage},
        **empty,
    }
    return replace(facts, **{**given, **changes})


def the_sheet(city: Facts, **asked: str) -> Sheet:
    theme = THEMES["tilknytning"]
    options = theme.options(city, DANISH, asked)
    return theme.sheet(city, State("tilknytning", tuple((o.key, asked.get(o.key, o.default)) for o in options)), DANISH)


def colours(sheet: Sheet, layer: str = "bydele") -> dict[str, str]:
    return {NAMES[int(no)][0]: mark.swatch.name for no, mark in sheet.marks[layer].items() if mark.swatch}


def table(sheet: Sheet) -> dict[str, list[str]]:
    return {row.name: [cell.text.replace(NBSP, " ") for cell in row.cells] for row in sheet.tables[0].rows}


def legend(sheet: Sheet) -> list[str]:
    return [key.label for key in sheet.legend[0].keys]


def said(sheet: Sheet) -> str:
    """Summary, comparator, place and the tooltips of the shapes."""
    sentences = [*sheet.summary, *([sheet.comparator] if sheet.comparator else [])]
    sentences += sheet.place.sentences if sheet.place else ()
    tips = [mark.spoken for marks in sheet.marks.values() for mark in marks.values()]
    return " ".join([*(one.text for one in sentences), *tips]).replace(NBSP, " ")


HATCHED = "intet tal: ikke offentliggjort, ingen beboere eller for få; tabellen siger hvilket"
NOTHING = "kan ikke beregnes"


def test_two_areas_lie_on_either_side_of_their_mean(facts: Facts) -> None:
    sheet = the_sheet(a_city(facts, a_rode_year(1, 60.0, 1000), a_rode_year(2, 90.0, 1000)), sted="aagade")
    assert colours(sheet) == {"Ågade": BOTTOM, "Eksempelbro": TOP}
    assert table(sheet) == {
        "Ågade": ["60,00 %", "75,00 %", "−15,00 procentpoint", "0,80", "1.000"],
        "Eksempelbro": ["90,00 %", "75,00 %", "+15,00 procentpoint", "1,20", "1.000"],
        "Hele København": ["75,00 %", "75,00 %", "–", "–", "2.000"],
    }
    assert HATCHED not in legend(sheet) and len(legend(sheet)) == 7
    assert "60,00 % i Ågade mod 75,00 % i hele København" in said(sheet)
    assert "Afstand til bygennemsnittet: −15,00 procentpoint." in said(sheet)


def test_areas_that_are_all_equal_are_all_in_the_middle_step(facts: Facts) -> None:
    sheet = the_sheet(
        a_city(facts, *(a_rode_year(no, 33.33, 700 * no) for no in (1, 2, 3)), districts=3), sted="nabolaget"
    )
    assert set(colours(sheet).values()) == {MIDDLE}
    assert {tuple(cells[:4]) for name, cells in table(sheet).items() if name != "Hele København"} == {
        ("33,33 %", "33,33 %", "0,00 procentpoint", "1,00")
    }
    assert "mindre end 2 fra byen" in legend(sheet)
    assert "33,33 % i Nabolaget mod 33,33 % i hele København" in said(sheet)


def test_one_missing_area_is_hatched_and_the_others_are_not(facts: Facts) -> None:
    rows = (a_rode_year(1, 60.0, 1000), a_rode_year(3, 90.0, 1000))
    sheet = the_sheet(a_city(facts, *rows, districts=3), sted="eksempelbro")
    assert colours(sheet) == {"Ågade": BOTTOM, "Eksempelbro": UNKNOWN.name, "Nabolaget": TOP}
    assert table(sheet)["Eksempelbro"] == ["ikke offentliggjort", "75,00 %", NOTHING, NOTHING, "ikke oplyst"]
    assert legend(sheet)[-1] == HATCHED
    assert "Tallet for Eksempelbro er ikke oplyst." in said(sheet)
    assert "Eksempelbro: ikke offentliggjort" in said(sheet)


def test_an_area_that_is_held_back_takes_another_with_it_and_both_say_why(facts: Facts) -> None:
    rows = (a_rode_year(1, 60.0, 50), a_rode_year(2, 80.0, 500), a_rode_year(3, 90.0, 1000))
    city = a_city(facts, *rows, districts=3)
    for level in ("bydel", "rode"):
        sheet = the_sheet(city, niveau=level)
        told = {name.removesuffix(" rode"): cells[1 if level == "rode" else 0] for name, cells in table(sheet).items()}
        assert told["Ågade"] == "vises ikke: færre end 100 beboere"
        assert told["Eksempelbro"] == "vises ikke: ellers kunne et andet tal, der ikke vises, regnes ud"
        assert told["Nabolaget"] == "90,00 %"
        assert legend(sheet)[-1] == HATCHED
    assert "60,00" not in csv_of(the_sheet(city), DANISH).decode() + said(the_sheet(city, niveau="rode"))


def test_exact_zero_is_a_figure_with_a_colour_of_its_own_and_never_hatched(facts: Facts) -> None:
    rows = (a_rode_year(1, 0.0, 1000), a_rode_year(2, 40.0, 1000))
    sheet = the_sheet(a_city(facts, *rows, limits=Limits(0, 0)), sted="aagade")
    assert colours(sheet) == {"Ågade": BOTTOM, "Eksempelbro": TOP}
    assert table(sheet)["Ågade"] == ["0,00 %", "20,00 %", "−20,00 procentpoint", "0,00", "1.000"]
    assert HATCHED not in legend(sheet)
    assert "0,00 % i Ågade mod 20,00 % i hele København" in said(sheet)
    assert "bydele/1,Ågade,0,20,-20,0,1000," in csv_of(sheet, DANISH).decode()


def test_a_city_of_exact_zero_has_distances_and_no_ratio(facts: Facts) -> None:
    rows = (a_rode_year(1, 0.0, 1000), a_rode_year(2, 0.0, 1000))
    sheet = the_sheet(a_city(facts, *rows, limits=Limits(0, 0)))
    assert set(colours(sheet).values()) == {MIDDLE}
    assert table(sheet)["Ågade"] == ["0,00 %", "0,00 %", "0,00 procentpoint", NOTHING, "1.000"]
    assert "Bygennemsnit, hele København: 0,00 %" in said(sheet)


def test_one_area_alone_is_the_city_and_no_distance_from_it(facts: Facts) -> None:
    sheet = the_sheet(a_city(facts, a_rode_year(1, 82.61, 1000), districts=1), sted="aagade")
    assert colours(sheet) == {"Ågade": MIDDLE}
    assert table(sheet)["Ågade"][:4] == ["82,61 %", "82,61 %", "0,00 procentpoint", "1,00"]
    assert "82,61 % i Ågade mod 82,61 % i hele København" in said(sheet)


@pytest.mark.parametrize("against", ["by", "almene"])
def test_an_empty_year_is_hatched_all_over_and_says_so(facts: Facts, against: str) -> None:
    city = a_city(facts, a_rode_year(1, 82.61, 1000), districts=2, almene_shares={1: 0.9, 2: 0.1})
    sheet = the_sheet(city, aar="2014", sammenlign=against, sted="aagade")
    assert set(colours(sheet).values()) == {UNKNOWN.name}
    assert all(cells[0] in ("ikke offentliggjort", "ikke oplyst") for cells in table(sheet).values())
    assert legend(sheet)[-1] == HATCHED
    assert sheet.comparator is None
    assert "Der er ingen tal for hele byen i 2014." in said(sheet)
    assert "Tallet for Ågade er ikke oplyst." in said(sheet)
    years = next(o for o in THEMES["tilknytning"].options(city, DANISH, {}) if o.key == "aar")
    assert {choice.value: choice.empty for choice in years.choices} == {"2013": False, "2014": True}


# Roder with much non-profit housing as the comparator

ALMENE = {1: 0.5, 2: 0.8, 3: 0.49}
ROWS = (a_rode_year(1, 60.0, 1000), a_rode_year(2, 80.0, 3000), a_rode_year(3, 90.0, 6000))


def test_a_place_is_held_against_the_roder_with_much_non_profit_housing_outside_it(facts: Facts) -> None:
    sheet = the_sheet(a_city(facts, *ROWS, districts=3, almene_shares=ALMENE), sammenlign="almene", sted="nabolaget")
    found = table(sheet)
    assert {name: cells[1] for name, cells in found.items()} == {
        "Ågade": "80,00 %",  # the others: rode 2 alone
        "Eksempelbro": "60,00 %",
        "Nabolaget": "75,00 %",  # (60 × 1000 + 80 × 3000) / 4000; rode 3 has 0,49 of its area
        "Hele København": "–",
        "Roder med mange almene boliger, hele byen": "–",
    }
    assert found["Nabolaget"][2:4] == ["+15,00 procentpoint", "1,20"]
    assert found["Roder med mange almene boliger, hele byen"][0] == "75,00 %"
    assert colours(sheet) == {"Ågade": BOTTOM, "Eksempelbro": TOP, "Nabolaget": TOP}
    assert "90,00 % i Nabolaget mod 75,00 % i roder med mange almene boliger uden for Nabolaget" in said(sheet)


def test_what_a_map_is_held_against_is_named_on_every_form_of_it(facts: Facts) -> None:
    sheet = the_sheet(a_city(facts, *ROWS, districts=3, almene_shares=ALMENE), sammenlign="almene")
    name = "roder med mange almene boliger"
    places = [
        sheet.heading,
        sheet.title,
        sheet.legend_lead.text,
        sheet.legend[0].title,
        sheet.marks["bydele"]["1"].spoken,
    ]
    assert [text for text in places if name not in text] == []
    assert sheet.comparator and name.capitalize() in sheet.comparator.text
    assert name.capitalize() in sheet.tables[0].columns[1].label
    keys = [column.key for column in sheet.tables[0].columns]
    assert keys == ["value", "almene_roder", "gap_to_almene_roder", "ratio_to_almene_roder", "people"]
    assert "mindst 50" in sheet.caption[-1].text.replace(NBSP, " ") and "2 af byens 3" in sheet.caption[-1].text
    assert "bygennemsnit" not in " ".join(places)


def test_a_share_that_is_held_back_is_not_in_the_mean_of_roder_with_much_non_profit_housing(facts: Facts) -> None:
    rows = (a_rode_year(1, 60.0, 50), a_rode_year(2, 80.0, 3000), a_rode_year(3, 90.0, 6000))
    everywhere = dict.fromkeys((1, 2, 3), 1.0)
    sheet = the_sheet(a_city(facts, *rows, districts=3, almene_shares=everywhere), sammenlign="almene")
    assert table(sheet)["Roder med mange almene boliger, hele byen"][0] == "90,00 %"  # that of rode 3, which is shown


def test_the_only_rode_with_much_non_profit_housing_has_none_to_be_held_against(facts: Facts) -> None:
    sheet = the_sheet(a_city(facts, *ROWS, districts=3, almene_shares={1: 1.0}), sammenlign="almene", sted="aagade")
    assert table(sheet)["Ågade"][1:4] == ["ikke oplyst", NOTHING, NOTHING]
    assert colours(sheet)["Ågade"] == UNKNOWN.name
    assert "Der er ikke noget at holde tallet op mod." in said(sheet)


def test_without_such_roder_the_comparison_is_not_offered(facts: Facts) -> None:
    options = THEMES["tilknytning"].options(a_city(facts, *ROWS, districts=3), DANISH, {})
    assert [choice.value for option in options if option.key == "sammenlign" for choice in option.choices] == ["by"]
