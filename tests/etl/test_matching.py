import time
import unicodedata
from collections.abc import Iterable
from datetime import date
from typing import Any, get_args

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from etl.areas import Areas
from etl.gazetteer import Gazetteer
from etl.kinds_of_place import kind_of_place
from etl.likeness import likeness
from etl.matching import ANYWHERE, BAR, WEIGHTS, Answer, Context, find
from geodata.model import AreaGroup, Department, DepartmentName, EvidenceKind, OrganisationName
from geodata.names import readings
from tests.builders import a_department, a_source, an_area
from tests.etl.noisy_names import everything

AAB, DFB, BOVITA, SAB = 49, 678, 739, 233
NAMES = {AAB: "Boligforeningen AAB", DFB: "Danske Funktionærers Boligselskab", BOVITA: "Bo-Vita"}
NAMES |= {SAB: "Samvirkende Boligselskaber", 1: "Boligforeningen Eksempel"}
SIGNED: dict[str, Any] = {
    "accepted_by": "Testenheden",
    "accepted_on": date(2026, 11, 20),
    "because": "Sådan hedder den",
}


def a_bearer(name: str, key: str = "1-1", **changes: object) -> Department:
    organisation = NAMES[int(key.split("-")[0])]
    return a_department(key, name=name, **{"organisation": organisation, "bydel_no": 1, **changes})


def named(*names: str, **changes: object) -> list[Department]:
    """Departments 1-1, 1-2 ... of these names."""
    return [a_bearer(name, f"1-{number}", **changes) for number, name in enumerate(names, 1)]


def asked(printed: str, departments: Iterable[Department], context: Context = ANYWHERE, **more: object) -> Answer:
    return find(printed, Gazetteer(list(departments), **more), context)  # type: ignore[arg-type]


def outcome(answer: Answer) -> tuple[str, list[str]]:
    return answer.outcome, [one.department.department_id for one in answer.candidates]


def evidence(answer: Answer) -> list[EvidenceKind]:
    return [clue.kind for clue in answer.candidates[0].clues]


# The name


@pytest.mark.parametrize(
    ("printed", "in_the_layer"),
    [
        ("Lundtoftegade", "1048-9, Lundtoftegade"),
        ("Blågården", "Blågården (1-85)"),
        ("Allersgade", "147, Allersgade/Dagmarsgade"),
        ("Dagmarsgade og Allersgade", "147, Allersgade/Dagmarsgade"),
        ("Hørgården II", "Hørgården 2 (3072)"),
        ("Televænget III", "140, Televænget II & III"),
        ("Televænget II+III", "140, Televænget II & III"),
        ("Støberigården", "113, Støberigården I+II"),
        ("Prags Blvd.", "9309, Prags Boulevard"),
        ("Boligøen", "3067 Teglværkshavnen (Boligøen)"),
        ("Toften", "137, Toften v/Sundbyøster"),
        ("N. Juels Gård", "120, Niels Juels Gård"),
        ("Remisevænget Ø", "Remisevænget Øst (3039)"),
        ("Remisevængerne", "Remisevænget"),
        ("Rantzausgade 34", "Rantzausgade 34A-B (26-26)"),
    ],
)
def test_a_printed_name_finds_its_department(printed: str, in_the_layer: str) -> None:
    assert outcome(asked(printed, named(in_the_layer, "Et helt andet sted"))) == ("matched", ["1-1"])


@pytest.mark.parametrize(
    ("printed", "kind"),
    [
        ("Lundtoftgade", "slip of the pen"),
        ("Lundtofteegade", "other spelling"),
        ("Ludntoftegade", "slip of the pen"),
        ("Lumdtoftegade", "slip of the pen"),
        ("undtoftegade", "slip of the pen"),
        ("Lundtofte gade", "name"),
        ("Lundtoftegaden", "other form of the name"),
    ],
)
def test_a_slip_is_forgiven_and_said(printed: str, kind: EvidenceKind) -> None:
    answer = asked(printed, named("1048-9, Lundtoftegade", "Lundtoftegården (1216)"))
    assert outcome(answer) == ("matched", ["1-1"])
    assert evidence(answer)[0] == kind


@pytest.mark.parametrize(
    ("printed", "kind"),
    [("Blagarden", "other spelling"), ("Blgrden", "slip of the pen"), ("Bl?g?rden", "slip of the pen")],
)
def test_danish_letters_may_be_replaced_or_lost(printed: str, kind: EvidenceKind) -> None:
    answer = asked(printed, named("Blågården (1-85)"))
    assert outcome(answer) == ("matched", ["1-1"])
    assert evidence(answer)[0] == kind


@pytest.mark.parametrize(
    ("printed", "in_the_layer"),
    [
        ("Lundtoftegade", "Lundtoftegården (1216)"),
        ("Lundtoftegrden", "1048-9, Lundtoftegade"),
        ("Hørgården I", "Hørgården II"),
        ("Hørgården I", "Hørgården"),
        ("Hørgården III", "Hørgården I+II"),
        ("Remisevænget Nord", "Remisevænget Øst"),
        ("Remisevænget Syd", "Remisevænget"),
        ("Prater", "Praterparken"),
        ("Blågårdsgade", "Blågården"),
        ("Elmeparken", "3022 Elleparken"),
        ("Flensborggade 40", "83, Flensborggade 36-38"),
        ("Langgadehus ældreboliger", "0504, Langgadehus familieboliger"),
        ("Robert", "3530, Robert Jacobsens Vej 19-21"),
    ],
)
def test_a_name_that_is_merely_like_it_is_another(printed: str, in_the_layer: str) -> None:
    assert asked(printed, named(in_the_layer)).outcome == "unknown"


def test_a_near_miss_is_listed_below_the_bar() -> None:
    answer = asked("Titanparken II", named("Titanparken"))
    assert outcome(answer) == ("unknown", ["1-1"])
    assert answer.candidates[0].score < BAR


def test_a_name_two_departments_bear_is_ambiguous() -> None:
    answer = asked("Portugalsgade", named("Portugalsgade (1-76)", "Portugalsgade (1-77)"))
    assert outcome(answer) == ("ambiguous", ["1-1", "1-2"])
    assert answer.candidates[0].score == answer.candidates[1].score


def test_two_departments_named_in_one_entry_are_both_named_and_none_is_chosen() -> None:
    answer = asked("Hørgården I+II", named("Hørgården 1", "Hørgården 2", "Hørgården 3"))
    assert outcome(answer) == ("ambiguous", ["1-1", "1-2"])


def test_the_whole_name_comes_before_the_name_without_numerals() -> None:
    assert outcome(asked("Hørgården", named("Hørgården II", "Hørgården"))) == ("matched", ["1-2"])


def test_a_name_without_its_numeral_is_the_only_one_or_ambiguous() -> None:
    assert outcome(asked("Ryparken", named("Ryparken II"))) == ("matched", ["1-1"])
    assert asked("Enghusene", named("Enghusene I", "Enghusene II")).outcome == "ambiguous"


def test_an_earlier_name_of_the_register_finds_its_department() -> None:
    earlier = DepartmentName(
        key="1-1/gl", department_id="1-1", name="Det Gamle Bryggeri", valid_from=None, valid_to=None, **SIGNED
    )
    answer = asked("Det gamle bryggeri", named("Ågården"), names=[earlier])
    assert outcome(answer) == ("matched", ["1-1"])
    assert evidence(answer) == ["earlier name"]


# The number


def test_a_bare_department_number_is_looked_up_among_the_numbers() -> None:
    answer = asked("Afd. 58", [a_bearer("58, Tagensvej", "49-58"), a_bearer("Eksempelgården")])
    assert outcome(answer) == ("matched", ["49-58"])
    assert evidence(answer) == ["department number"]


def test_a_department_number_of_two_organisations_is_ambiguous_unless_the_text_names_one() -> None:
    both = [a_bearer("58, Tagensvej", "49-58"), a_bearer("3058 Valbyholm", "233-58")]
    assert asked("Afd. 58", both).outcome == "ambiguous"
    assert outcome(asked("AAB afd. 58", both)) == ("matched", ["49-58"])


def test_a_department_number_nobody_has_is_unknown() -> None:
    assert outcome(asked("Afd. 58", named("Eksempelgården"))) == ("unknown", [])


def test_a_number_beside_the_name_must_agree() -> None:
    both = [a_bearer("58, Tagensvej", "49-58"), a_bearer("1025-6, Tagensvej", "233-6")]
    assert outcome(asked("Afd. 58, Tagensvej", both)) == ("matched", ["49-58"])
    assert asked("Afd. 59, Tagensvej", both).outcome == "unknown"


def test_the_organisations_own_account_number_is_a_number_too() -> None:
    assert outcome(asked("1-85", named("Blågården (1-85)"))) == ("matched", ["1-1"])


# What stands around it


PRAGS = [a_bearer("9309, Prags Boulevard", "678-9"), a_bearer("33, Prags Boulevard", "739-391")]


def test_prags_boulevard_is_ambiguous_and_settled_by_the_predecessors_organisation() -> None:
    assert asked("Prags Boulevard", PRAGS).outcome == "ambiguous"
    settled = asked("Prags Boulevard", PRAGS, Context(predecessor_organisations=frozenset({DFB})))
    assert outcome(settled) == ("matched", ["678-9"])
    assert "predecessor's organisation" in evidence(settled)


@pytest.mark.parametrize(
    "printed", ["DFB Prags Boulevard", "Prags Boulevard (DFB)", "DFB v. Domea.dk: Prags Boulevard"]
)
def test_an_organisation_within_the_text_is_evidence(printed: str) -> None:
    manager = OrganisationName(key="678/domea", organisation_no=DFB, name="Domea.dk", kind="manager", **SIGNED)
    assert outcome(asked(printed, PRAGS, organisation_names=[manager])) == ("matched", ["678-9"])


def test_a_stated_organisation_leaves_no_other() -> None:
    assert outcome(asked("Prags Boulevard", PRAGS, Context(organisation_nos=frozenset({DFB})))) == (
        "matched",
        ["678-9"],
    )


def test_stated_homes_speak_for_the_department_that_has_them() -> None:
    two = [a_bearer("Ågården", "1-1", homes_family=100), a_bearer("Ågården", "739-2", homes_family=300)]
    assert outcome(asked("Ågården", two, Context(homes=300))) == ("matched", ["739-2"])


def test_nothing_around_a_name_makes_a_name_of_a_near_miss() -> None:
    context = Context(
        bydel_nos=frozenset({1}),
        bydel_names=("Eksempelbro",),
        organisation_nos=frozenset({1}),
        predecessor_organisations=frozenset({1}),
        near=frozenset({"1-1"}),
    )
    assert asked("Titanparken II", named("Titanparken"), context).outcome == "unknown"


@pytest.mark.parametrize("bydel_no", [2, None], ids=["another district", "no district"])
@pytest.mark.parametrize("printed", ["Eksempelgården", "Afd. 1", "Eksempelgrden"])
def test_a_department_outside_the_district_is_no_candidate(printed: str, bydel_no: int | None) -> None:
    assert outcome(asked(printed, named("Eksempelgården", bydel_no=bydel_no), Context(bydel_nos=frozenset({1})))) == (
        "unknown",
        [],
    )


def test_a_name_of_a_department_elsewhere_is_no_slip_for_one_here() -> None:
    departments = [a_bearer("Bagergården", "1-1"), a_bearer("Bakergården", "1-2", bydel_no=2)]
    assert asked("Bakergården", departments, Context(bydel_nos=frozenset({1}))).outcome == "unknown"


def test_an_area_within_the_text_must_be_the_departments() -> None:
    areas = Areas([an_area(1, "Eksempelbro"), an_area(2, "Andenby")])
    assert outcome(asked("Ågården på Eksempelbro", named("Ågården"), areas=areas)) == ("matched", ["1-1"])
    assert asked("Ågården, Andenby", named("Ågården"), areas=areas).outcome == "unknown"


def test_an_area_is_no_part_of_a_departments_name() -> None:
    areas = Areas([an_area(1, "Eksempelbro")])
    assert asked("Eksempelbro", named("Eksempelbro Vænge"), areas=areas).outcome == "unknown"


# Districts by name


AREAS = Areas(
    [an_area(4, "Vesterbro-Kongens Enghave"), an_area(9, "Amager Øst"), an_area(10, "Amager Vest")],
    [AreaGroup(key="amager", name="Amager", bydel_nos=(9, 10), source=a_source())],
)


@pytest.mark.parametrize(
    ("name", "numbers"),
    [
        ("Vesterbro/Kgs. Enghave", {4}),
        ("4. Vesterbro/Kongens Enghave", {4}),
        ("vesterbro", {4}),
        ("4", {4}),
        ("Amager Ost", {9}),
        ("AMAGER VEST", {10}),
        ("Amager", {9, 10}),
    ],
)
def test_an_area_is_found_by_any_of_its_names(name: str, numbers: set[int]) -> None:
    found = AREAS.find(name)
    assert found is not None
    assert found.bydel_nos == numbers


@pytest.mark.parametrize("name", ["", "Atlantis", "Enghave", "99", "9" * 5000, "/"])
def test_an_area_nobody_knows_is_none(name: str) -> None:
    assert AREAS.find(name) is None


# Laws, over the whole embedded layer


LAYER = st.sampled_from(everything().departments)


def whole(printed: str, context: Context = ANYWHERE) -> tuple[str, list[tuple[str, float]]]:
    answer = find(printed, everything(), context)
    return answer.outcome, [(one.department.department_id, round(one.score, 9)) for one in answer.candidates]


@given(LAYER)
def test_letters_composed_or_not_give_the_same_answer(row: Department) -> None:
    assert whole(unicodedata.normalize("NFD", row.name)) == whole(row.name)


@given(LAYER)
def test_letters_in_ascii_give_the_same_departments(row: Department) -> None:
    spelt = row.name
    for letter, two in zip("æøåÆØÅ", ("ae", "oe", "aa", "Ae", "Oe", "Aa"), strict=True):
        spelt = spelt.replace(letter, two)
    assert outcome(find(spelt, everything())) == outcome(find(row.name, everything()))


@given(LAYER, st.integers(1, 10))
def test_a_stated_district_never_yields_a_department_outside(row: Department, bydel_no: int) -> None:
    answer = find(row.name, everything(), Context(bydel_nos=frozenset({bydel_no})))
    assert {one.department.bydel_no for one in answer.candidates} <= {bydel_no}


@given(st.one_of(st.text(max_size=60), LAYER.map(lambda row: row.name)))
@example("I")
@example("Lundtoftegade og Blågården")
def test_scores_are_shares_of_one(printed: str) -> None:
    answer = find(printed, everything())
    scores = [one.score for one in answer.candidates]
    assert all(0 <= score <= 1 for score in scores)
    assert sum(scores) <= 1
    assert scores == sorted(scores, reverse=True)
    assert (answer.outcome == "matched") <= (len(scores) == 1)
    assert (answer.outcome == "ambiguous") <= (len(scores) > 1)


@settings(max_examples=15, deadline=None)
@given(st.randoms(use_true_random=False), st.lists(LAYER, min_size=3, max_size=6))
def test_the_order_of_the_layer_changes_no_answer(chance: object, rows: list[Department]) -> None:
    departments = list(everything().departments[::5]) + rows
    shuffled = departments[:]
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    one, other = Gazetteer(departments), Gazetteer(shuffled)
    for row in rows:
        assert _told(find(row.name, one)) == _told(find(row.name, other))


STEMS = st.sampled_from(["Lundtofte", "Blågårds", "Ringer", "Sanger", "Titan", "Mjølner", "Rosen"])
ENDINGS = ["gade", "gaden", "vej", "gården", "gård", "parken", "haven", "vænget", "plads", "torv", "boulevard"]


@given(STEMS, st.sampled_from(ENDINGS), st.sampled_from(ENDINGS))
def test_two_kinds_of_place_are_never_one(stem: str, one: str, other: str) -> None:
    printed, known = readings(stem + one)[0], readings(stem + other)[0]
    alike = likeness(printed, known)
    assert (alike is None) == (kind_of_place(printed.joined) != kind_of_place(known.joined))


@given(st.sampled_from(["12, ", "1048-9, ", "3011  ", ""]), st.sampled_from([" (1-85)", " (1215) (0968.005)", ""]))
def test_account_numbers_in_the_layer_change_no_answer(before: str, after: str) -> None:
    assert asked("Eksempelgården", named(f"{before}Eksempelgården{after}")).outcome == "matched"


@pytest.mark.parametrize(
    "printed",
    ["a" * 1_000_000, "1" * 200_000, "(" * 50_000, "I+" * 50_000, "afd. " * 20_000, "st. " * 50_000, "Å\u030a" * 9_999]
    + [
        "Blågården " * 5_000,
        "/".join("abcde" * 9_000),
        "\x00\x1b[2J" * 9_999,
        " og ".join(["Ågade"] * 9_000),
        "-" * 99_999,
    ],
    ids=lambda text: text[:6].encode("unicode_escape").decode(),
)
def test_no_name_takes_long(printed: str) -> None:
    everything()
    start = time.process_time()
    assert find(printed, everything()).outcome in ("unknown", "ambiguous", "matched")
    assert time.process_time() - start < 1


def test_every_weight_is_of_a_kind_of_evidence() -> None:
    """A decision is no evidence of the program's."""
    assert set(get_args(EvidenceKind)) - {"decision"} == set(WEIGHTS)


def _told(answer: Answer) -> tuple[str, list[tuple[str, float, tuple[object, ...]]]]:
    rows = [(one.department.department_id, one.score, one.clues) for one in answer.candidates]
    return answer.outcome, sorted(rows, key=lambda one: (-round(one[1], 9), one[0]))


@pytest.mark.parametrize(
    ("printed", "in_the_layer"),
    [
        ("Edv. Griegs Gade", "14, Edvard Griegs Gade"),
        ("Dronn. Ingrids Hjem", "98, Dronning Ingrids Hjem"),
        ("Brøstes Gr.", "Brøstes Grund (1-83)"),
        ("Genforeningspl.", "25, Genforeningspladsen"),
        ("Øresundskoll.", "Øresundskollegiet"),
        ("Utterslev Tv.", "71, Utterslev Torv"),
        ("Prags Bvld.", "33, Prags Boulevard"),
        ("De gamle By", "De Gamles By"),
        ("Gadelandet", "80, Gadelandet i Husum"),
        ("Rosenhaven", "Ved Rosenhaven (3061)"),
        ("BO 90", "BO90 (1-90)"),
        ("Strandlodshus fam.boliger", "30080 Strandlodshus Familieboliger"),
    ],
)
def test_words_written_short_and_words_left_out(printed: str, in_the_layer: str) -> None:
    assert outcome(asked(printed, named(in_the_layer))) == ("matched", ["1-1"])


@pytest.mark.parametrize(
    ("printed", "in_the_layer"),
    [
        ("Bækhuset", "Blækhuset (6094)"),
        ("Rolandsgade", "73, Ølandsgade"),
        ("Fresiahus SAB", "Fresiahus_AKB"),
    ],
)
def test_a_letter_that_makes_another_word_is_another_name(printed: str, in_the_layer: str) -> None:
    assert asked(printed, named(in_the_layer)).outcome == "unknown"


@pytest.mark.parametrize("printed", ["Folehaven, AAB afd. 9", "Folehaven (AAB afd. 9)", "Folehaven v/ AAB"])
def test_an_organisation_before_a_number_or_said_to_manage(printed: str) -> None:
    assert outcome(asked(printed, [a_bearer("Folehaven", f"{AAB}-9")])) == ("matched", [f"{AAB}-9"])
