from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl import layers, pipeline, register
from etl.matching import districts_of_areas, names_agree, place, place_all
from geodata.model import AreaGroup, Department, Match
from tests.builders import a_department, a_listed, a_source

HERE = frozenset({1})


def a_keyed(name: str = "Eksempelgården", key: tuple[int, str] = (1, "1")) -> object:
    return a_listed(name, organisation_no=key[0], department_no=key[1], key_status="inferred")


def named(*names: str, bydel_no: int | None = 1) -> list[Department]:
    """Departments 1-1, 1-2 ... of these names."""
    return [a_department(f"1-{number}", name=name, bydel_no=bydel_no) for number, name in enumerate(names, 1)]


def outcome(match: Match) -> tuple[str, str, str | None]:
    return match.outcome, match.method, match.department_id


# By key


def test_an_accepted_key_decides_whatever_the_name() -> None:
    assert outcome(place(a_keyed("Ægården"), named("Ågården"), HERE)) == ("matched", "official key", "1-1")


def test_an_accepted_key_decides_between_departments_of_one_name() -> None:
    match = place(a_keyed(key=(1, "2")), named("Eksempelgården", "Eksempelgården"), HERE)
    assert outcome(match) == ("matched", "official key", "1-2")


def test_a_key_that_the_layer_does_not_have_is_unknown_with_the_key_as_reason() -> None:
    match = place(a_keyed(key=(9, "99")), named("Eksempelgården"), HERE)
    assert outcome(match) == ("unknown", "none", None)
    assert "9-99" in match.reason


def test_a_key_of_a_department_outside_the_area_places_nothing_and_names_it() -> None:
    match = place(a_keyed(), named("Eksempelgården", bydel_no=2), HERE)
    assert outcome(match) == ("unknown", "none", None)
    assert match.candidates == ("1-1",)
    assert "uden for Eksempelbro" in match.reason


def test_a_key_whose_department_bears_the_name_has_the_name_as_evidence() -> None:
    assert "name Eksempelgården" in place(a_keyed(), named("Eksempelgården"), HERE).evidence


def test_a_key_whose_department_bears_another_name_has_no_name_as_evidence() -> None:
    assert place(a_keyed(), named("Ågården"), HERE).evidence == ("official key 1-1", "area Eksempelbro")


# By number


def test_a_bare_department_number_is_looked_up_among_the_numbers() -> None:
    match = place(a_listed("Afd. 58"), [a_department("49-58", name="58, Tagensvej")], HERE)
    assert outcome(match) == ("matched", "department number", "49-58")


def test_a_department_number_of_two_organisations_stays_ambiguous() -> None:
    match = place(a_listed("Afd. 58"), [a_department("49-58"), a_department("739-58")], HERE)
    assert outcome(match) == ("ambiguous", "none", None)


def test_a_department_number_nobody_has_is_unknown() -> None:
    assert outcome(place(a_listed("Afd. 58"), named("Eksempelgården"), HERE)) == ("unknown", "none", None)


# By name


@pytest.mark.parametrize(
    ("printed", "in_the_layer"),
    [
        ("Lundtoftegade", "1048-9, Lundtoftegade"),
        ("Blågården", "Blågården (1-85)"),
        ("Allersgade", "147, Allersgade/Dagmarsgade"),
        ("Dagmarsgade", "147, Allersgade/Dagmarsgade"),
        ("Hørgården II", "Hørgården 2 (3072)"),
        ("Televænget III", "140, Televænget II & III"),
        ("Støberigården", "113, Støberigården I+II"),
    ],
)
def test_a_printed_name_finds_its_department(printed: str, in_the_layer: str) -> None:
    assert outcome(place(a_listed(printed), named(in_the_layer), HERE)) == ("matched", "name", "1-1")


@pytest.mark.parametrize(
    ("printed", "in_the_layer"),
    [
        ("Lundtoftegade", "Lundtoftegården (1216)"),
        ("Hørgården I", "Hørgården II"),
        ("Hørgården I", "Hørgården"),
        ("Remisevænget Nord", "Remisevænget Øst"),
        ("Prater", "Praterparken"),
    ],
)
def test_a_name_that_is_merely_like_it_is_another(printed: str, in_the_layer: str) -> None:
    assert outcome(place(a_listed(printed), named(in_the_layer), HERE)) == ("unknown", "none", None)


def test_a_name_matching_two_departments_stays_ambiguous() -> None:
    match = place(a_listed("Portugalsgade"), named("Portugalsgade I", "Portugalsgade II"), HERE)
    assert outcome(match) == ("ambiguous", "none", None)
    assert match.candidates == ("1-1", "1-2")


def test_an_ambiguous_match_names_the_departments_a_person_must_choose_between() -> None:
    match = place(a_listed("Ågården"), named("Ågården (1)", "Ågården (2)"), HERE)
    assert "1-1 Ågården (1), 1-2 Ågården (2)" in match.reason


def test_the_whole_name_comes_before_the_name_without_numerals() -> None:
    match = place(a_listed("Hørgården"), named("Hørgården II", "Hørgården"), HERE)
    assert outcome(match) == ("matched", "name", "1-2")


def test_a_name_printed_with_a_numeral_is_not_tried_without_it() -> None:
    assert outcome(place(a_listed("Hørgården III"), named("Hørgården I+II"), HERE))[0] == "unknown"


# The area


@pytest.mark.parametrize("bydel_no", [2, None], ids=["another district", "no district"])
@pytest.mark.parametrize("printed", ["Eksempelgården", "Afd. 1"])
def test_a_department_outside_the_area_is_no_candidate(printed: str, bydel_no: int | None) -> None:
    match = place(a_listed(printed), named("Eksempelgården", bydel_no=bydel_no), HERE)
    assert (match.outcome, match.candidates) == ("unknown", ())


def test_the_area_settles_between_two_departments_of_one_name() -> None:
    departments = [*named("Eksempelgården"), a_department("2-1", bydel_no=2)]
    assert place(a_listed(), departments, HERE).department_id == "1-1"


def test_an_area_group_is_all_its_districts() -> None:
    match = place(a_listed(), named("Eksempelgården", bydel_no=10), frozenset({9, 10}))
    assert match.department_id == "1-1"


def test_an_area_nobody_knows_is_a_reason() -> None:
    match = place(a_listed(area="Atlantis"), named("Eksempelgården"), None)
    assert outcome(match) == ("unknown", "none", None)
    assert "Atlantis" in match.reason


def test_areas_are_the_districts_and_the_groups_of_them() -> None:
    group = AreaGroup(key="amager", name="Amager", bydel_nos=(9, 10), source=a_source())
    assert districts_of_areas({"Amager Øst": 9}, [group]) == {"Amager Øst": {9}, "Amager": {9, 10}}


def test_there_is_one_match_a_listed_department_in_the_same_order() -> None:
    listed = [a_listed("Ågården"), a_listed("Ægården", area="Atlantis")]
    matches = place_all(listed, named("Ågården"), {"Eksempelbro": HERE})
    assert [(match.listed_id, match.outcome) for match in matches] == [
        ("plan/Ågården", "matched"),
        ("plan/Ægården", "unknown"),
    ]


@given(st.permutations(named("Ågården", "Ægården I+II", "58, Øgade", "Ågården II")))
def test_the_order_of_the_layer_changes_no_match(departments: list[Department]) -> None:
    names = ("Ågården", "Ægården", "Afd. 3", "Øgade", "Ågården II", "Ygården")
    found = [place(a_listed(name), departments, HERE).department_id for name in names]
    assert found == ["1-1", "1-2", "1-3", "1-3", "1-4", None]


@pytest.mark.parametrize(
    ("printed", "agrees"),
    [
        ("Støberigården", True),
        ("Støberigården II", True),
        ("Støberigården III", False),
        ("Afd. 1", True),
        ("Afd. 2", False),
    ],
)
def test_names_agree_by_number_by_name_and_by_name_without_numerals(printed: str, agrees: bool) -> None:
    [department] = named("113, Støberigården I+II")
    assert names_agree(printed, department) is agrees


# The register and the geography that the program carries


@pytest.fixture(scope="module")
def by_key_and_by_name() -> tuple[dict[str, Match], dict[str, Match]]:
    """The matches of the register as it is, and as they would be had nobody given any key."""
    facts, geography = register.load(), layers.read_embedded()
    departments = pipeline.in_districts(geography.departments, geography)
    without = replace(
        facts,
        listed_departments=tuple(
            replace(row, organisation_no=None, department_no=None, key_status="undecided")
            for row in facts.listed_departments
        ),
    )
    by_key, by_name = (
        {match.listed_id: match for match in pipeline.placed(given_facts, geography, departments)}
        for given_facts in (facts, without)
    )
    return by_key, by_name


UNDECIDED_BY_NAME = {"amager-2026/prags-boulevard", "amager-2026/portugalsgade"}


def test_the_names_alone_place_the_same_departments_as_the_keys(by_key_and_by_name: tuple) -> None:
    by_key, by_name = by_key_and_by_name
    assert {key: match.department_id for key, match in by_name.items() if key not in UNDECIDED_BY_NAME} == {
        key: match.department_id for key, match in by_key.items() if key not in UNDECIDED_BY_NAME
    }


def test_only_the_two_names_that_need_a_person_are_ambiguous_by_name(by_key_and_by_name: tuple) -> None:
    _, by_name = by_key_and_by_name
    undecided = {key: set(match.candidates) for key, match in by_name.items() if match.outcome == "ambiguous"}
    assert undecided == {
        "amager-2026/prags-boulevard": {"678-9", "739-391"},
        "amager-2026/portugalsgade": {"153-176", "153-177"},
    }


def test_without_its_key_afd_58_is_placed_by_its_number(by_key_and_by_name: tuple) -> None:
    _, by_name = by_key_and_by_name
    assert outcome(by_name["noerrebro-2026/afd-58"]) == ("matched", "department number", "49-58")


def test_every_key_of_the_register_agrees_with_the_name_it_was_given_to(by_key_and_by_name: tuple) -> None:
    by_key, _ = by_key_and_by_name
    evidence = [match.evidence for match in by_key.values() if match.method == "official key"]
    assert len(evidence) == 38
    assert all(len(points) == 3 for points in evidence)


def test_the_reason_of_a_placement_by_name_reads_the_same_of_every_area() -> None:
    """Danish has »på Nørrebro« and »i Valby«: neither is written."""
    match = place(a_listed("Eksempelgården"), named("Eksempelgården"), HERE)
    assert match.reason == "Den eneste afdeling med dette navn i området Eksempelbro."
