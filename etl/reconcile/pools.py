"""Checks over amounts that are parts of one another: pools and what was taken of them, decisions told twice. Pure.

What is compared stays in the printed unit of the larger. Amounts of two known price levels are never subtracted.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from etl.reconcile.money import UNIT_EN, first_table
from etl.reconcile.telling import MINUS, en, held, kroner_en, rounded, sources
from geodata.funding import added, figure, half_a_digit, in_unit, rounded_alike
from geodata.model import KRONER, Finding, Funding, FundingSubject, Held
from geodata.wording import ENGLISH, listing

if TYPE_CHECKING:
    from etl.register import Register


def pool_not_allotted(register: "Register") -> list[Finding | Held]:
    """Amounts against the parts said to be of them: what is left or too much by more than their rounding is found.

    Papers that print the same amount of one subject print one pool; a part they both name counts once.
    """
    pools: dict[tuple[str, int], list[Funding]] = {}
    for row in register.funding:
        pools.setdefault((row.subject_id, row.amount_kr), []).append(row)
    subjects = {row.subject_id: row for row in register.funding_subjects}
    told: list[Finding | Held] = []
    for same in pools.values():
        keys = {row.key for row in same}
        parts = _once([row for row in register.funding if row.part_of in keys])
        levels = {row.price_level for row in [same[0], *parts]} - {None}
        if not parts or len(levels) > 1:
            continue
        rest = same[0].amount_kr - sum(part.amount_kr for part in parts)
        if abs(rest) > sum(half_a_digit(row) for row in [same[0], *parts]):
            told.append(_rest(same, parts, rest, [_called(part, same[0], subjects) for part in parts]))
        else:
            told.append(_used_up(same, parts, rest))
    return told


def one_decision_two_amounts(register: "Register") -> list[Finding]:
    """Decisions that papers tell with different amounts, none of them a part of another, beyond rounding."""
    decisions: dict[str, list[str]] = {}
    for subject in register.funding_subjects:
        if subject.decision_id is not None:
            decisions.setdefault(subject.decision_id, []).append(subject.subject_id)
    events = {row.event_id: row for row in register.events}
    found = []
    for decision_id, subject_ids in sorted(decisions.items()):
        told = [rows for subject_id in subject_ids if (rows := _granted(subject_id, register.funding))]
        told.sort(key=added, reverse=True)
        for less in told[1:]:
            most = told[0]
            if not _alike(most, less):
                about = events[decision_id]
                found.append(_two_amounts(decision_id, about.name_da, about.name_en, most, less))
    return found


def _once(parts: Iterable[Funding]) -> list[Funding]:
    """The parts, without those another paper tells again: same subject and amount."""
    told: dict[tuple[str, int], dict[str, list[Funding]]] = {}
    for part in parts:
        papers = told.setdefault((part.subject_id, part.amount_kr), {})
        papers.setdefault(part.source.document_id, []).append(part)
    return [part for papers in told.values() for part in max(papers.values(), key=len)]


def _granted(subject_id: str, funding: Sequence[Funding]) -> list[Funding]:
    """What was granted for the subject: the cells of its table, or its largest amount; none where it is a part."""
    rows = [row for row in funding if row.subject_id == subject_id]
    by_key = {row.key: row for row in funding}
    if any(row.part_of is not None and by_key[row.part_of].subject_id != subject_id for row in rows):
        return []
    return first_table(subject_id, funding) or sorted(rows, key=lambda row: row.amount_kr)[-1:]


def _alike(most: Sequence[Funding], less: Sequence[Funding]) -> bool:
    return any(len(one) == 1 and rounded_alike(one[0], added(other)) for one, other in ((most, less), (less, most)))


def _called(part: Funding, pool: Funding, subjects: Mapping[str, FundingSubject]) -> tuple[str, str]:
    """What the part is for, in both languages: its subject, or its own name where the pool is of the same subject."""
    about = part if part.subject_id == pool.subject_id else subjects[part.subject_id]
    return f"{about.name_da} ({part.printed})", f"{about.name_en} ({en(part.printed)})"


def _rest(same: Sequence[Funding], parts: Sequence[Funding], rest: int, called: Sequence[tuple[str, str]]) -> Finding:
    pool = same[0]
    unit, unit_en = pool.unit, UNIT_EN[pool.unit]
    terms = [pool.printed, *(figure(in_unit(part.amount_kr, unit)) for part in parts)]
    sums = f"{f' {MINUS} '.join(terms)} = {MINUS if rest < 0 else ''}{figure(in_unit(abs(rest), unit))}"
    named, named_en = listing([da for da, _ in called]), listing([english for _, english in called], ENGLISH)
    return Finding(
        finding_id=f"pool-not-allotted/{pool.key}",
        check="pool-not-allotted",
        severity="missing" if rest > 0 else "error",
        subject=f"funding-subject/{pool.subject_id}",
        message_da=(
            f"»{pool.name_da}«: {sums} ({unit}). "
            + ("Hvad resten er givet til, står ikke i dokumenterne." if rest > 0 else "Delene er mere end beløbet.")
            + f" Delene er: {named}."
        ),
        message_en=(
            f'"{pool.name_en}": {en(sums)} ({unit_en}). '
            + ("The documents do not say what the rest is for." if rest > 0 else "The parts are more than the amount.")
            + f" The parts are: {named_en}."
        ),
        printed=in_unit(pool.amount_kr, unit),
        computed=in_unit(pool.amount_kr - rest, unit),
        arithmetic=sums,
        sources=sources([*same, *parts]),
    )


def _used_up(same: Sequence[Funding], parts: Sequence[Funding], rest: int) -> Held:
    pool, unit = same[0], same[0].unit
    terms = " + ".join(figure(in_unit(part.amount_kr, unit)) for part in parts)
    return held(
        "pool-not-allotted",
        pool.key,
        [*same, *parts],
        printed=in_unit(pool.amount_kr, unit),
        computed=in_unit(pool.amount_kr - rest, unit),
        arithmetic=f"{pool.printed} {'≈' if rest else '='} {terms}",
    )


def _two_amounts(
    decision_id: str, name_da: str, name_en: str, most: Sequence[Funding], less: Sequence[Funding]
) -> Finding:
    unit = max((most[0].unit, less[0].unit), key=KRONER.__getitem__)
    large, small = in_unit(added(most), unit), in_unit(added(less), unit)
    gap = in_unit(added(most) - added(less), unit)
    sums = f"{figure(large)} {MINUS} {figure(small)} = {figure(gap)}"
    short = rounded(gap, 2)
    return Finding(
        finding_id=f"one-decision-two-amounts/{decision_id}/{less[0].subject_id}",
        check="one-decision-two-amounts",
        severity="ambiguous",
        subject=f"event/{decision_id}",
        message_da=(
            f"{name_da}: ét papir giver {figure(large)} {unit} (»{most[0].name_da}«), et andet {figure(small)} "
            f"(»{less[0].name_da}«). Forskellen på {short} {unit} er ikke forklaret. Prisniveau: {_levels(most, less)}."
        ),
        message_en=(
            f'{name_en}: one paper gives {kroner_en(figure(large), unit)} ("{most[0].name_en}"), another '
            f'{en(figure(small))} ("{less[0].name_en}"). The difference of {en(short)} is not explained.'
        ),
        printed=small,
        computed=large,
        arithmetic=sums if figure(gap) == short else f"{sums} ≈ {short}",
        sources=sources([*most, *less]),
    )


def _levels(most: Sequence[Funding], less: Sequence[Funding]) -> str:
    return listing([rows[0].price_level or "ikke oplyst" for rows in (most, less)])
