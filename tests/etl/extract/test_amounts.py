"""Amounts in running text: what they are worth, and what their sentence says of them."""

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.extract import amounts
from etl.extract.facts import Amount
from etl.extract.text import Text


def read(printed: str) -> list[Amount]:
    return list(amounts.find(Text.of(printed)))


def one(printed: str) -> Amount:
    (amount,) = read(printed)
    return amount


@pytest.mark.parametrize(
    ("printed", "kroner", "unit"),
    [
        ("8,4 mio. kr.", 8_400_000, "mio. kr."),
        ("2,5 mia. kr.", 2_500_000_000, "mia. kr."),
        ("182 t.kr.", 182_000, "1000 kr"),
        ("2.100.000 kr.", 2_100_000, "kr."),
        ("4,62 mio. kroner", 4_620_000, "mio. kr."),
        ("12 millioner kroner", 12_000_000, "mio. kr."),
        ("3500 kr", 3_500, "kr."),
    ],
)
def test_an_amount_is_whole_kroner_and_stands_as_printed(printed: str, kroner: int, unit: str) -> None:
    amount = one(f"Der gives {printed} til opgaven i området.")
    assert (amount.value_kr, amount.printed, amount.unit) == (kroner, printed, unit)


def test_what_is_no_money_is_no_amount() -> None:
    assert read("Der er 2 mio. boliger og 45 beboere, se bilag 3 og afsnit 2.1. Tallene er i 1.000 kr. Slut.") == []


@pytest.mark.parametrize("word", ["ca.", "cirka", "omkring", "knap", "godt"])
def test_an_amount_can_be_approximate(word: str) -> None:
    assert one(f"Der er afsat {word} 3 mio. kr. til formålet.").approximate
    assert not one("Der er afsat 3 mio. kr. til formålet.").approximate


@pytest.mark.parametrize(
    ("said", "years", "yearly"),
    [
        ("Der afsættes 2 mio. kr. i 2031-2034 til haven.", (2031, 2034), False),
        ("Der afsættes 2 mio. kr. i perioden 2031 til 2034 til haven.", (2031, 2034), False),
        ("Der afsættes 2 mio. kr. i 2031 til haven.", (2031, 2031), False),
        ("Der afsættes 2 mio. kr. årligt i 2031-2034 til haven.", (2031, 2034), True),
        ("Der afsættes årligt 2 mio. kr. i 2031, 2032 og 2033.", (2031, 2033), True),
        ("Der afsættes 2 mio. kr. i hvert af årene 2031-34.", (2031, 2034), False),
        ("I 2031 afsættes 2 mio. kr. til haven.", (2031, 2031), False),
        ("I Budget 2031 blev der afsat 2 mio. kr. til haven.", (None, None), False),
        ("Den 5. april 2031 blev der givet 2 mio. kr. til haven.", (None, None), False),
        ("Der afsættes 2 mio. kr. til haven, som blev anlagt i 2019.", (None, None), False),
    ],
)
def test_the_years_are_those_the_sentence_ties_to_the_amount(
    said: str, years: tuple[int | None, int | None], yearly: bool
) -> None:
    amount = one(said)
    assert (amount.year_from, amount.year_to) == years
    assert amount.yearly is (yearly or "hvert af årene" in said)


def test_several_amounts_of_a_sentence_each_take_what_follows_them() -> None:
    first, second = read("- 0,4 mio. kr. på service i 2031 og 1,9 mio. kr. årligt i 2032-2034 til støtte i Valby.")
    assert (first.year_from, first.year_to, first.yearly, first.steering_area) == (2031, 2031, False, "Service")
    assert (second.year_from, second.year_to, second.yearly, second.steering_area) == (2032, 2034, True, "Service")
    assert second.quote == "1,9 mio. kr. årligt i 2032-2034 til støtte i Valby."


def test_the_steering_area_and_the_price_level_are_the_sentences() -> None:
    first, second = read("Der afsættes 3 mio. kr. til huset (anlæg) og 2 mio. kr. til drift (service) (2031 p/l).")
    assert (first.steering_area, second.steering_area) == ("Anlæg", "Service")
    assert (first.price_basis, second.price_basis) == ("2031 p/l", "2031 p/l")
    assert one("Boliger under 3.300 kr. om måneden (2019-pl).").price_basis == "2019 p/l"


@pytest.mark.parametrize("said", ["under 3.500 kr. om måneden", "en månedlig husleje på 3.500 kr.", "3.500 kr./md."])
def test_a_rent_is_by_the_month(said: str) -> None:
    assert one(f"Boligen har {said}").per == "month"
    assert one("Boligen kostede 3.500 kr. at male.").per is None


def test_the_quote_says_what_the_amount_is_for_and_no_more() -> None:
    text = "Indledning om andet. Heraf blev 1,3 mio. kr. afsat til haven i Husum. Derefter andet. " * 2
    amount = read(text)[0]
    assert amount.quote == "Heraf blev 1,3 mio. kr. afsat til haven i Husum."
    assert len(read("ord " * 100 + "2 mio. kr. " + "ord " * 100)[0].quote) <= 220


def test_a_sentence_that_ends_in_kr_ends() -> None:
    first, second = read("Kommunen bruger 0,5 mio. kr. af de mulige 1,1 mio. kr. De resterende midler i 2031 gemmes.")
    assert second.year_from is None
    assert second.quote.endswith("1,1 mio. kr.")
    assert first.quote == "Kommunen bruger 0,5 mio. kr. af de mulige"


def test_amounts_of_a_table_are_not_prose() -> None:
    table = "Tabel 1. Udgifter\n1.000 kr. 2031 2032\n- Bistand til 5 mio. kr. 100 200\nI alt 100 200\n"
    assert read(table) == []


def test_the_amounts_of_the_real_documents(shared: Path) -> None:
    found = {
        path.name[:3]: [(a.value_kr, a.year_from, a.year_to) for a in read(path.read_text(encoding="utf-8"))]
        for path in (shared / "documents").glob("*.txt")
    }
    assert [value for value, *_ in found["000"]] == [7_400_000, 5_100_000, 7_400_000, 26_400_000, 17_400_000]
    assert found["000"][-1] == (17_400_000, 2022, 2026)
    assert found["001"] == [(7_400_000, 2026, 2029), (200_000, 2026, 2026), (1_700_000, 2027, 2029)]
    assert [value for value, *_ in found["002"]] == [31_200_000, 7_300_000, 4_620_000, 2_910_000]
    assert found["003"][0] == (4_000_000, 2022, 2024)
    assert [value for value, *_ in found["003"]] == [4_000_000, 7_300_000, 1_100_000, 500_000, 1_100_000, 600_000]
    assert [value for value, *_ in found["004"]] == [
        *(1_500_000_000, 10_000_000, 3_500, 3_500, 3_150_000, 3_200, 20_000_000, 1_500_000_000)
    ]


@given(st.integers(1, 999), st.integers(1, 99))
def test_decimals_are_exact(whole: int, hundredths: int) -> None:
    assert one(f"Der er {whole},{hundredths:02} mio. kr. i alt.").value_kr == whole * 1_000_000 + hundredths * 10_000


@pytest.mark.parametrize(
    "piece", ["7,4 mio. kr. ", "1.000.000.000.", "i 2026, 2027, ", "999 ", "7,4 mio. ", "ca. i 2026-"]
)
def test_a_megabyte_of_one_sentence_takes_no_time(piece: str) -> None:
    text = Text.of(piece * (1_000_000 // len(piece)))
    assert text.flow.sentences
    start = time.perf_counter()
    amounts.find(text)
    assert time.perf_counter() - start < 2
