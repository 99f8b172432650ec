"""Checks over who pays how much: shares against 100, and against the amounts that are printed. Pure.

A share is held against the amounts of its payer for the same plan. A share of two payers together, of whom one has
printed amounts, is read as each of them paying alike: that is what the rule and the papers say.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

from etl.reconcile.telling import en, exact, held, kroner_en, plain, rounded, sources
from geodata.funding import figure, half_a_digit, in_unit
from geodata.model import KRONER, Finding, Funding, FundingShare, Held

if TYPE_CHECKING:
    from etl.register import Register

MOST_AMOUNTS, MOST_PAYERS = 4, 4  # of one payer in one paper, and in one share: more readings are no help


@dataclass(frozen=True, slots=True)
class _Reading:
    """Amounts that together could be the share, each with how many payers give it.

    A plain reading takes one amount of each payer; another adds what the paper does not say belongs to the share.
    """

    terms: tuple[tuple[Funding, int], ...]
    plain: bool

    @property
    def rows(self) -> list[Funding]:
        """Every amount once, and again for each further payer."""
        again = [row for row, times in self.terms for _ in range(times - 1)]
        return [*(row for row, _ in self.terms), *again]

    @property
    def kroner(self) -> int:
        return sum(row.amount_kr for row in self.rows)


def shares_against_100(register: "Register") -> list[Finding | Held]:
    """Shares said together against 100 %: over is an error; under, somebody may be left out.

    A share said alone leaves the others out, and is not held against anything.
    """
    splits: dict[str, list[FundingShare]] = {}
    for row in register.funding_shares:
        splits.setdefault(row.split, []).append(row)
    return [_against_100(split, rows) for split, rows in splits.items() if len(rows) > 1]


def shares_against_amounts(register: "Register") -> list[Finding | Held]:
    """Shares of a printed whole against the printed amounts of their payer, of which one is to be it but for rounding.

    A finding shows the nearest amount, and the amounts that together do make the share, where some do.
    """
    amounts = {row.key: row for row in register.funding}
    told: list[Finding | Held] = []
    for share in register.funding_shares:
        whole = amounts[share.whole] if share.whole is not None else None
        if whole is None or not whole.amount_kr:
            continue
        readings = _readings(whole, _payers(share), register.funding)
        if readings:
            told.append(_against_amounts(share, whole, readings))
    return told


def _half_a_digit(share: FundingShare) -> float:
    """Half of the last digit of the share, in per cent."""
    return float(10.0 ** -len(plain(share.value_pct).partition(",")[2]) / 2)


def _payers(share: FundingShare) -> list[str]:
    names = share.payer_da.casefold().removesuffix(" tilsammen")
    return [name.strip() for part in names.split(",") for name in part.split(" og ")]


def _paid(whole: Funding, payer: str, funding: Sequence[Funding]) -> list[Funding]:
    """The payer's own amounts for the same plan in the same paper; a part of the payer counts ("Kommunen, ØKF")."""
    alike = (whole.subject_id, whole.source.document_id)
    found = []
    for row in funding:
        first, _, rest = (row.payer_da or "").casefold().partition(",")
        levels = {row.price_level, whole.price_level} - {None}
        mine = first.strip() == payer and " og " not in rest and len(levels) < 2
        if mine and row.key != whole.key and (row.subject_id, row.source.document_id) == alike:
            found.append(row)
    return found[:MOST_AMOUNTS]


def _readings(whole: Funding, payers: Sequence[str], funding: Sequence[Funding]) -> list[_Reading]:
    """What the share could be of the printed amounts; none where too few are printed to tell."""
    printed = [rows for payer in payers[: MOST_PAYERS + 1] if (rows := _paid(whole, payer, funding))]
    if len(payers) > MOST_PAYERS or not printed or 1 < len(printed) < len(payers):
        return []
    if len(printed) > 1:
        return [_Reading(tuple((row, 1) for row in rows), plain=True) for rows in product(*printed)]
    each, all_alike = printed[0], len(payers)
    readings = []
    for times in product(sorted({0, 1, all_alike}), repeat=len(each)):
        if all_alike in times:
            terms = tuple((row, many) for row, many in zip(each, times, strict=True) if many)
            readings.append(_Reading(terms, plain=len(terms) == 1))
    return readings


def _fits(reading: _Reading, share: FundingShare, whole: Funding) -> bool:
    rounding = sum(half_a_digit(row) for row in reading.rows) + _half_a_digit(share) / 100 * whole.amount_kr
    return bool(abs(reading.kroner - share.value_pct / 100 * whole.amount_kr) <= rounding)


def _against_100(split: str, rows: Sequence[FundingShare]) -> Finding | Held:
    together = sum(row.value_pct for row in rows)
    sums = f"{' + '.join(plain(row.value_pct) for row in rows)} = {plain(together)}"
    if abs(together - 100) <= sum(_half_a_digit(row) for row in rows):
        return held("shares-against-100", split, rows, printed=100, computed=exact(together), arithmetic=sums)
    over = together > 100
    return Finding(
        finding_id=f"shares-against-100/{split}",
        check="shares-against-100",
        severity="error" if over else "ambiguous",
        subject=f"split/{split}",
        message_da=f"Andelene er tilsammen {sums} %, "
        + ("mere end det hele." if over else "mindre end det hele: enten mangler nogen, eller en andel er forkert."),
        message_en=f"The shares together are {en(sums)}%, "
        + ("more than the whole." if over else "less than the whole: somebody is left out, or a share is wrong."),
        printed=100,
        computed=exact(together),
        arithmetic=sums,
        sources=sources(rows),
    )


def _against_amounts(share: FundingShare, whole: Funding, readings: Sequence[_Reading]) -> Finding | Held:
    """The nearest amount, where it is the share; else the finding, with the amounts that together do make it."""
    should = share.value_pct / 100 * whole.amount_kr
    unit = whole.unit
    fitting = [one for one in readings if _fits(one, share, whole)]
    paid = [one for one in fitting if one.plain]
    nearest = min(paid or [one for one in readings if one.plain], key=lambda one: abs(one.kroner - should))
    printed, computed = in_unit(nearest.kroner, unit), exact(should / KRONER[unit])
    due = rounded(should / KRONER[unit], 2)
    terms = [f"{plain(share.value_pct)} % × {whole.printed} = {due}", _told(nearest, whole)]
    if paid:
        rows, sums = [share, whole, *nearest.rows], "; ".join(terms)
        return held("shares-against-amounts", share.key, rows, printed=printed, computed=computed, arithmetic=sums)
    fits = min(fitting, key=lambda one: len(one.rows), default=None)
    if fits is not None:
        terms.append(_told(fits, whole))
    return Finding(
        finding_id=f"shares-against-amounts/{share.key}",
        check="shares-against-amounts",
        severity="ambiguous",
        subject=f"funding/{whole.key}",
        message_da=(
            f"{share.payer_da}: {plain(share.value_pct)} % af {whole.printed} {unit} er {due}, men de trykte beløb "
            f"giver {_told(nearest, whole)}."
            + (f" Først med flere beløb passer andelen: {_told(fits, whole)}." if fits is not None else "")
        ),
        message_en=(
            f"{share.payer_en}: {en(plain(share.value_pct))}% of {kroner_en(whole.printed, unit)} is {en(due)}, but "
            f"the printed amounts give {en(_told(nearest, whole))}."
            + (f" Only with further amounts does it fit: {en(_told(fits, whole))}." if fits is not None else "")
        ),
        printed=printed,
        computed=computed,
        arithmetic="; ".join(terms),
        sources=sources([share, whole, *nearest.rows, *(fits.rows if fits is not None else ())]),
    )


def _told(reading: _Reading, whole: Funding) -> str:
    """The amounts added, and what they are of the whole: "4,62 + 4,62 = 9,24 (29,6 %)"."""
    terms = " + ".join(figure(in_unit(row.amount_kr, whole.unit)) for row in reading.rows)
    total = f" = {figure(in_unit(reading.kroner, whole.unit))}" if len(reading.rows) > 1 else ""
    return f"{terms}{total} ({rounded(100 * reading.kroner / whole.amount_kr, 1)} %)"
