"""Percentages in running text, and who pays them."""

import time
from pathlib import Path

import pytest

from etl.extract import shares
from etl.extract.text import Text

KOMMUNE, HOUSING, FUND = "Københavns Kommune", "boligorganisationerne", "Landsbyggefonden"


def read(printed: str) -> list[tuple[str | None, float]]:
    return [(share.who, share.value_pct) for share in shares.find(Text.of(printed))]


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("Planen finansieres 60 % af Landsbyggefonden.", [(FUND, 60.0)]),
        (
            "Planen finansieres 80 % af Landsbyggefonden, men hhv. kommunen og boligorganisationerne medfinansierer "
            "indsatsen med hver 10 %.",
            [(FUND, 80.0), (KOMMUNE, 10.0), (HOUSING, 10.0)],
        ),
        (
            "Boligorganisationernes og Københavns Kommunes medfinansiering udgør 40 pct. og Landsbyggefondens støtte "
            "udgør de resterende 60 pct.",
            [(f"{HOUSING} og {KOMMUNE}", 40.0), (FUND, 60.0)],
        ),
        ("Kommunen har forpligtet sig til at medfinansiere 12,5 % af budgettet.", [(KOMMUNE, 12.5)]),
        ("Der kræves en kommunal medfinansiering på 15 procent.", [(KOMMUNE, 15.0)]),
        ("Der bygges 20 % små boliger med 100 % kommunal anvisningsret.", [(None, 20.0), (None, 100.0)]),
        ("Beløbet er med 5 % i risikofaktor.", [(None, 5.0)]),
        ("Antallet skal falde med en tredjedel, senere to tredjedele.", [(None, 33.33), (None, 66.67)]),
        ("Valby har 31 % unge, hvor det er 6,4 % i Københavns Kommune.", [(None, 31.0), (None, 6.4)]),
        ("I første halvdel af året og halvdelen af boligerne.", [(None, 50.0)]),
        ("Afsnit 3.4 og 5 boliger.", []),
    ],
)
def test_who_pays_is_named_where_the_sentence_names_them(said: str, found: list[tuple[str | None, float]]) -> None:
    assert read(said) == found


@pytest.mark.parametrize("each", ["hver bidrager med", "hver især betaler", "bidrager med hver", "hver dækker"])
def test_each_of_two_pays_so_much_however_it_is_said(each: str) -> None:
    said = f"Planen finansieres 75 % af Landsbyggefonden, mens kommunen og boligorganisationerne {each} 12,5 %."
    assert read(said) == [(FUND, 75.0), (KOMMUNE, 12.5), (HOUSING, 12.5)]


def test_the_quote_is_the_clause() -> None:
    (share,) = shares.find(Text.of("Andet først. Planen finansieres 75 % af Landsbyggefonden. Andet sidst."))
    assert share.quote == "Planen finansieres 75 % af Landsbyggefonden."


def test_the_shares_of_the_real_documents(shared: Path) -> None:
    found = {path.name[:3]: read(path.read_text(encoding="utf-8")) for path in (shared / "documents").glob("*.txt")}
    assert found["000"][:3] == [(FUND, 75.0), (KOMMUNE, 12.5), (HOUSING, 12.5)]
    assert (None, 5.0) in found["000"]
    both = f"{HOUSING} og {KOMMUNE}"
    assert found["002"] == [(KOMMUNE, 12.5), (both, 39.0), (both, 25.0), (FUND, 75.0)]
    assert found["003"] == [(KOMMUNE, 12.5), (both, 25.0), (FUND, 75.0)]
    assert [pct for who, pct in found["004"] if who] == [12.5, 12.5]
    assert {20.2, 19.9, 30.0, 70.0, 50.0, 25.0, 100.0, 33.33} <= {pct for _, pct in found["004"]}


@pytest.mark.parametrize(
    "piece", ["5 % ", "kommunen og ", "hver 5 % støtte af ", "1.000", "kommunen, boligorganisationerne "]
)
def test_a_megabyte_of_one_sentence_takes_no_time(piece: str) -> None:
    text = Text.of(piece * (1_000_000 // len(piece)))
    assert text.flow.sentences
    start = time.perf_counter()
    shares.find(text)
    assert time.perf_counter() - start < 2
