"""Pools and their parts, decisions told twice, and shares against 100 and against amounts."""

from typing import Any

import pytest

from etl import reconcile
from geodata.model import Finding, Funding, FundingShare, Held
from tests.builders import a_cell, a_register, a_share, a_source, a_subject, an_amount, an_event, fits, said


def mio(printed: str, key: str, **changes: Any) -> Funding:
    return an_amount(printed, key=key, unit="mio. kr.", **changes)


# pool-not-allotted


def in_parts(pool: str, *parts: str, **changes: Any) -> list[Finding | Held]:
    rows = [mio(pool, "pulje"), *(mio(part, f"del-{no}", part_of="pulje", **changes) for no, part in enumerate(parts))]
    return reconcile.pool_not_allotted(a_register(funding_subjects=[a_subject()], funding=rows))


def test_a_pool_whose_parts_do_not_use_it_up_is_found_with_the_rest() -> None:
    [found] = in_parts("7,3", "4,62", "1,1")
    assert said([found]) == [("pool-not-allotted/pulje", "missing")]
    assert (found.printed, found.computed, found.arithmetic) == (7.3, 5.72, "7,3 − 4,62 − 1,1 = 1,58")


def test_parts_that_are_more_than_their_whole_are_an_error() -> None:
    [found] = in_parts("1,1", "0,8", "0,6")
    assert said([found]) == [("pool-not-allotted/pulje", "error")]
    assert found.arithmetic == "1,1 − 0,8 − 0,6 = −0,3"


@pytest.mark.parametrize(
    ("pool", "parts", "arithmetic"),
    [("1,1", ["0,5", "0,6"], "1,1 = 0,5 + 0,6"), ("1,1", ["0,5", "0,64"], "1,1 ≈ 0,5 + 0,64")],
)
def test_parts_that_use_up_their_whole_but_for_rounding_hold(pool: str, parts: list[str], arithmetic: str) -> None:
    [held] = in_parts(pool, *parts)
    assert fits([held]) == [arithmetic]
    assert held.sources == ("funding/pulje", *(f"funding/del-{no}" for no, _ in enumerate(parts)))


def test_a_pool_no_part_is_named_of_is_held_against_nothing() -> None:
    assert in_parts("7,3") == []


def test_a_pool_two_papers_print_is_one_and_the_part_they_both_name_counts_once() -> None:
    other = a_source(document_id="andet papir")
    rows = [
        mio("5", "pulje"),
        mio("5", "pulje igen", source=other),
        mio("2", "del", part_of="pulje"),
        mio("2", "del igen", part_of="pulje igen", source=other),
        mio("1", "anden del", part_of="pulje igen", source=other),
    ]
    [found] = reconcile.pool_not_allotted(a_register(funding_subjects=[a_subject()], funding=rows))
    assert found.arithmetic == "5 − 2 − 1 = 2"


def test_two_equal_parts_in_one_paper_are_two_parts() -> None:
    assert fits(in_parts("1,0", "0,5", "0,5")) == ["1,0 = 0,5 + 0,5"]


def test_a_part_at_another_price_level_is_not_subtracted() -> None:
    rows = [mio("5", "pulje", price_level="2026 p/l"), mio("2", "del", part_of="pulje", price_level="løbende p/l")]
    assert reconcile.pool_not_allotted(a_register(funding_subjects=[a_subject()], funding=rows)) == []


# one-decision-two-amounts


def decided(*rows: Funding, decision_id: str = "beslutning") -> list[Finding]:
    subjects = [a_subject("puljen", decision_id="beslutning"), a_subject("bevillingen", decision_id=decision_id)]
    events = [an_event("beslutning", "2030-10-01"), an_event("en anden", "2031-10-01")]
    return reconcile.one_decision_two_amounts(a_register(events=events, funding_subjects=subjects, funding=rows))


POOL = mio("7,3", "pulje", subject_id="puljen")
GRANT = [a_cell("a", year, printed, subject_id="bevillingen") for year, printed in ((2031, "9.000"), (2032, "8.365"))]


def test_a_decision_told_with_two_amounts_is_found_with_the_difference() -> None:
    [found] = decided(POOL, *GRANT, mio("17,4", "tekst", subject_id="bevillingen"))
    assert said([found]) == [("one-decision-two-amounts/beslutning/puljen", "ambiguous")]
    assert (found.printed, found.computed) == (7.3, 17.365)
    assert found.arithmetic == "17,365 − 7,3 = 10,065 ≈ 10,07"
    assert "funding/tabel-1/a/2031-2031" in found.sources


def test_amounts_of_one_decision_that_are_the_same_but_for_rounding_are_not_found() -> None:
    assert decided(mio("17,4", "pulje", subject_id="puljen"), *GRANT) == []


def test_an_amount_that_is_a_part_of_the_other_is_not_another_amount() -> None:
    assert decided(POOL, mio("4", "del", subject_id="bevillingen", part_of="pulje")) == []


def test_amounts_of_two_decisions_are_not_held_against_each_other() -> None:
    assert decided(POOL, *GRANT, decision_id="en anden") == []


def test_a_decision_with_one_amount_is_not_found() -> None:
    assert decided(POOL) == []


# shares-against-100


def split(*shares: float) -> list[Finding | Held]:
    rows = [a_share(f"betaler {no}", share) for no, share in enumerate(shares)]
    return reconcile.shares_against_100(a_register(funding_shares=rows))


def test_shares_over_the_whole_are_an_error() -> None:
    [found] = split(75, 12.5, 15.5)
    assert said([found]) == [("shares-against-100/regel", "error")]
    assert (found.printed, found.computed, found.arithmetic) == (100, 103, "75 + 12,5 + 15,5 = 103")


def test_shares_under_the_whole_may_leave_somebody_out() -> None:
    assert said(split(70, 12.5, 12.5)) == [("shares-against-100/regel", "ambiguous")]


@pytest.mark.parametrize(
    ("shares", "arithmetic"),
    [((75, 12.5, 12.5), "75 + 12,5 + 12,5 = 100"), ((75, 25), "75 + 25 = 100"), ((33, 33, 33), "33 + 33 + 33 = 99")],
)
def test_shares_that_make_a_whole_but_for_rounding_hold(shares: tuple[float, ...], arithmetic: str) -> None:
    [held] = split(*shares)
    assert fits([held]) == [arithmetic]
    assert (held.held_id, held.printed, held.computed) == ("shares-against-100/regel", 100, sum(shares))


def test_a_share_said_alone_is_held_against_nothing() -> None:
    assert split(39) == []


# shares-against-amounts

CITY, BOTH = "Kommunen", "Kommunen og boligorganisationerne"


def of_whole(share: FundingShare, whole: str, *paid: str, payer: str = CITY) -> list[Finding | Held]:
    rows = [mio(whole, "samlet", payer_da="Fonden, Kommunen og boligorganisationerne")]
    rows += [mio(amount, f"betalt-{no}", payer_da=payer) for no, amount in enumerate(paid)]
    return reconcile.shares_against_amounts(a_register(funding=rows, funding_shares=[share]))


def test_a_share_its_payer_does_not_pay_is_found_with_what_it_should_be() -> None:
    [found] = of_whole(a_share(CITY, 12.5, whole="samlet"), "31,2", "4,62", "2,91")
    assert said([found]) == [("shares-against-amounts/Kommunen", "ambiguous")]
    assert (found.printed, found.computed) == (4.62, 3.9)
    assert found.arithmetic == "12,5 % × 31,2 = 3,90; 4,62 (14,8 %)"


def test_a_share_of_two_that_fits_only_with_another_amount_shows_both_readings() -> None:
    [found] = of_whole(a_share(BOTH, 39, whole="samlet"), "31,2", "4,62", "2,91")
    assert found.arithmetic == ("39 % × 31,2 = 12,17; 4,62 + 4,62 = 9,24 (29,6 %); 4,62 + 2,91 + 4,62 = 12,15 (38,9 %)")
    assert "Først med flere beløb passer andelen" in found.message_da


def test_a_part_of_the_payer_pays_for_the_payer() -> None:
    told = of_whole(a_share(CITY, 12.5, whole="samlet"), "4", "0,5", payer="Kommunen, Økonomiforvaltningen")
    assert fits(told) == ["12,5 % × 4 = 0,50; 0,5 (12,5 %)"]


@pytest.mark.parametrize(
    ("share", "paid", "arithmetic"),
    [
        (a_share(CITY, 12.5, whole="samlet"), ["1,1", "0,5", "0,6"], "12,5 % × 4,0 = 0,50; 0,5 (12,5 %)"),
        (a_share(CITY, 13.25, whole="samlet"), ["0,52", "0,5"], "13,25 % × 4,0 = 0,53; 0,5 (12,5 %)"),
        (a_share(BOTH, 25, whole="samlet"), ["0,5", "1,1"], "25 % × 4,0 = 1,00; 0,5 + 0,5 = 1 (25,0 %)"),
        (a_share(f"{BOTH} tilsammen", 25, whole="samlet"), ["0,5"], "25 % × 4,0 = 1,00; 0,5 + 0,5 = 1 (25,0 %)"),
    ],
    ids=["one of its amounts", "one of fewer decimals", "both pay alike", "said together"],
)
def test_a_share_that_is_paid_holds_with_the_amount_it_is(
    share: FundingShare, paid: list[str], arithmetic: str
) -> None:
    [held] = of_whole(share, "4,0", *paid)
    assert fits([held]) == [arithmetic]
    assert abs(held.printed - held.computed) < 0.05
    assert held.sources[:2] == (f"funding_shares/{share.key}", "funding/samlet")


@pytest.mark.parametrize(
    "share",
    [a_share("Fonden", 75, whole="samlet"), a_share(CITY, 40, whole=None)],
    ids=["no amount printed", "of no whole"],
)
def test_a_share_that_cannot_be_told_is_held_against_nothing(share: FundingShare) -> None:
    assert of_whole(share, "4,0", "0,5") == []


def test_a_share_of_nothing_is_not_reckoned() -> None:
    assert of_whole(a_share(CITY, 12.5, whole="samlet"), "0", "0,5") == []


def test_the_amounts_of_two_payers_are_added_for_their_share_together() -> None:
    rows = [mio("4", "samlet"), mio("0,4", "a", payer_da=CITY), mio("0,6", "b", payer_da="Boligorganisationerne")]
    for share, outcome in ((25, "holds"), (40, "ambiguous")):
        given = a_register(funding=rows, funding_shares=[a_share(BOTH, share, whole="samlet")])
        assert [told for _, told in said(reconcile.shares_against_amounts(given))] == [outcome]


def test_money_of_another_plan_or_paper_is_not_the_share() -> None:
    rows = [
        mio("4", "samlet"),
        mio("3", "fremmed plan", payer_da=CITY, subject_id="en anden"),
        mio("3", "fremmed papir", payer_da=CITY, source=a_source(document_id="et andet")),
    ]
    given = a_register(funding=rows, funding_shares=[a_share(CITY, 12.5, whole="samlet")])
    assert reconcile.shares_against_amounts(given) == []


# agreement-against-note: the whole package


def package(capital: str, support: str = "0,2") -> list[Finding | Held]:
    note = [a_cell("støtte", 2026, "182"), a_cell("anlæg", 2026, "2.100", subject_id="anlæg")]
    agreed = [
        mio(support, "aftalt støtte", year=2026, stage="aftale"),
        mio(capital, "aftalt anlæg", year=2026, stage="aftale", subject_id="anlæg"),
    ]
    return reconcile.agreement_against_note(a_register(funding=[*note, *agreed]))


def test_a_package_that_differs_by_the_rounding_of_its_parts_is_rounding() -> None:
    *subjects, found = package("2,1")
    assert [outcome for _, outcome in said(subjects)] == ["rounding", "holds"]
    assert said([found]) == [("agreement-against-note/note", "rounding")]
    assert found.arithmetic == "0,2 + 2,1 = 2,3; 182 + 2.100 = 2.282"


def test_a_package_that_differs_by_more_is_an_error() -> None:
    assert ("agreement-against-note/note", "error") in said(package("3,1"))


def test_what_two_papers_set_aside_alike_holds_for_each_under_a_name_of_its_own() -> None:
    note = a_cell("anlæg", 2026, "2.100")
    papers = [
        mio("2,1", document_id, year=2026, stage="aftale", source=a_source(document_id=document_id))
        for document_id in ("aftalen", "protokollen")
    ]
    first, second = reconcile.agreement_against_note(a_register(funding=[note, *papers]))
    assert fits([first, second]) == ["2,1; 2.100", "2,1; 2.100"]
    assert first.held_id != second.held_id


def test_a_package_that_is_the_notes_to_the_krone_holds_by_subject_and_as_a_whole() -> None:
    assert fits(package("2,1", "0,182")) == ["0,182; 182", "2,1; 2.100", "0,182 + 2,1 = 2,282; 182 + 2.100 = 2.282"]
