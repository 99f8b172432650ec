import pytest

from etl.addresses import Address, expand, parse


def written(text, postcode=None):
    return [str(one) for one in parse(text, postcode)]


@pytest.mark.parametrize(
    ("interval", "numbers"),
    [
        ("7", ["7"]),
        ("007", ["7"]),
        ("12 a", ["12A"]),
        ("51-53", ["51", "53"]),
        ("2 - 8", ["2", "4", "6", "8"]),
        ("1–4", ["1", "2", "3", "4"]),  # noqa: RUF001 - the dash of a text program
        ("12A-C", ["12A", "12B", "12C"]),
        ("12A-12C", ["12A", "12B", "12C"]),
    ],
)
def test_an_interval_is_its_numbers(interval, numbers):
    assert list(expand(interval)) == numbers


@pytest.mark.parametrize("interval", ["9-1", "5-5", "4A-10", "12-C", "12C-A", "12A-13B", "1-999", "12A-Å", "x", ""])
def test_an_interval_that_is_none_is_refused(interval):
    with pytest.raises(ValueError, match=r"husnummer|interval"):
        expand(interval)


def test_parts_are_told_apart_by_semicolons_and_keep_their_street():
    text = "Eksempelvej 1-5; 2;; Prøvegade 12A-B, 9990 Prøveby; Eksempelvej 3"
    assert written(text, "9991") == [
        *("Eksempelvej 1, 9991", "Eksempelvej 3, 9991", "Eksempelvej 5, 9991", "Eksempelvej 2, 9991"),
        *("Prøvegade 12A, 9990", "Prøvegade 12B, 9990"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Eksempelvej 4, 2. tv, 9990 Prøveby",
        "Eksempelvej 4, st. th.",
        "Eksempelvej 4, st, 9990 Prøveby",
        "Eksempelvej 4 9990 Prøveby",
        "Eksempelvej  4 , Nr Prøveby, 9990",
    ],
)
def test_floor_door_and_town_fall_away(text):
    [found] = parse(text)
    assert (found.street, found.number) == ("Eksempelvej", "4")


def test_a_street_may_have_a_number_in_its_name():
    [found] = parse("10. Februars Vej 4B")
    assert (found.street, found.number) == ("10. Februars Vej", "4B")


@pytest.mark.parametrize(
    "text",
    ["Eksempelvej", "7", "Eksempelvej 1, 13 og 15", "Eksempelvej 1, 3", "Eksempelvej 1+3", "x" * 300, "V" * 41 + " 1"],
)
def test_what_is_not_understood_is_refused(text):
    with pytest.raises(ValueError, match="»"):
        parse(text)


def test_a_house_is_called_the_same_in_other_letters():
    house = Address(street="Åboulevarden", number="12A")
    assert house.is_called("AABOULEVARDEN", "12 a")
    assert not house.is_called("Åboulevard", "12A")
    assert not house.is_called("Åboulevarden", "12")
