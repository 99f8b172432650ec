import re
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from geodata.names import base_keys, department_number, name_keys, slug
from geodata.plain_text import fold_space

PREFIXES = st.from_regex(r"\A(?:|[0-9]{1,4}(?:-[0-9]{1,2})?, |[0-9]{1,4}  )\Z")
SUFFIXES = st.from_regex(r"\A(?: \([0-9]{1,4}(?:[.,-][0-9]{1,3})?\)){0,2}\Z")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Nørrebro", "noerrebro"),
        ("Østerbro", "oesterbro"),
        ("Ågården", "aagaarden"),
        ("Vesterbro-Kongens Enghave", "vesterbro-kongens-enghave"),
        ("Vesterbro/Kgs. Enghave", "vesterbro-kgs-enghave"),
        ("Brønshøj-Husum", "broenshoej-husum"),
        ("Amager 2026", "amager-2026"),
        ("  Indre By  ", "indre-by"),
        ("", ""),
        ("§ % &", ""),
    ],
)
def test_a_slug_is_lower_case_with_danish_letters_spelt_out(name: str, expected: str) -> None:
    assert slug(name) == expected


@given(st.text())
def test_a_slug_is_made_of_lower_case_letters_digits_and_single_hyphens(name: str) -> None:
    assert re.fullmatch(r"(?:[a-z0-9]+(?:-[a-z0-9]+)*)?", slug(name))


@given(st.text())
def test_the_slug_of_a_slug_is_itself(name: str) -> None:
    assert slug(slug(name)) == slug(name)


@given(st.text(st.sampled_from("æøåÆØÅéüö abc123-/")))
def test_a_decomposed_name_has_the_slug_of_the_composed_one(name: str) -> None:
    assert slug(unicodedata.normalize("NFD", name)) == slug(name)


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("Afd. 58", "58"),
        ("afd 58", "58"),
        ("Afdeling 58", "58"),
        ("Afdeling nr. 58", "58"),
        ("  Afd.   58 ", "58"),
        ("Afd. 58, Tagensvej", None),
        ("58", None),
        ("58, Tagensvej", None),
        ("Afdelingen", None),
        ("", None),
    ],
)
def test_only_a_name_that_is_a_bare_number_is_a_department_number(printed: str, number: str | None) -> None:
    assert department_number(printed) == number


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("Lundtoftegade", {"lundtoftegade"}),
        ("1048-9, Lundtoftegade", {"lundtoftegade"}),
        ("3011  Abildgården", {"abildgaarden"}),
        ("Blågården (1-85)", {"blaagaarden"}),
        ("Gullandsgården (1215) (0968.005)", {"gullandsgaarden"}),
        ("147, Allersgade/Dagmarsgade", {"allersgade", "dagmarsgade"}),
        ("Ryparken II", {"ryparken 2"}),
        ("Sangergården 1 og 2", {"sangergaarden 1", "sangergaarden 2"}),
        ("Hørgården I+II", {"hoergaarden 1", "hoergaarden 2"}),
        ("140, Televænget II & III", {"televaenget 2", "televaenget 3"}),
        ("Prags Boulevard", {"prags boulevard"}),
        ("A\u030aga\u030arden", {"aagaarden"}),
        ("", set()),
    ],
)
def test_name_keys_leave_out_account_numbers_and_count_each_street_and_numeral(name: str, keys: set[str]) -> None:
    assert name_keys(name) == keys


@given(PREFIXES, st.sampled_from(["Lundtoftegade", "Titanparken", "Televænget II", "Allersgade/Dagmarsgade"]), SUFFIXES)
def test_account_numbers_around_a_name_change_no_key(prefix: str, name: str, suffix: str) -> None:
    assert name_keys(prefix + name + suffix) == name_keys(name)


@given(PREFIXES, SUFFIXES, PREFIXES, SUFFIXES)
def test_lundtoftegade_and_lundtoftegaarden_never_share_a_key(before: str, after: str, other: str, end: str) -> None:
    gade, gaarden = f"{before}Lundtoftegade{after}", f"{other}Lundtoftegården{end}"
    assert not (name_keys(gade) | base_keys(gade)) & (name_keys(gaarden) | base_keys(gaarden))


@pytest.mark.parametrize("numeral", ["I", "IV", "IX", "X", "XI", "XII", "1", "11", "100"])
def test_a_name_with_a_numeral_can_be_found_by_it(numeral: str) -> None:
    assert name_keys(f"Sundparken {numeral}")


@given(st.from_regex(r"\A[A-ZÆØÅ][a-zæøå]{1,12}(?: [a-zæøåA-ZÆØÅ0-9]{1,5}){0,2}\Z"))
@example("Sundparken iiii")
def test_every_name_that_begins_with_a_word_has_a_key(name: str) -> None:
    assert name_keys(name)


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("Støberigården I+II", {"stoeberigaarden"}),
        ("Støberigården", {"stoeberigaarden"}),
        ("Hørgården II", {"hoergaarden"}),
        ("147, Allersgade/Dagmarsgade", {"allersgade", "dagmarsgade"}),
    ],
)
def test_base_keys_are_the_keys_without_their_numerals(name: str, keys: set[str]) -> None:
    assert base_keys(name) == keys


@given(st.text())
def test_folded_text_has_single_blanks_and_none_at_the_ends(text: str) -> None:
    assert fold_space(text).split(" ") == (text.split() or [""])
