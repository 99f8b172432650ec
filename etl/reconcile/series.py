"""Checks over the figures papers print again and again: parts, forecasts, jumps, and where they are from. Pure."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from etl.reconcile.telling import MINUS, en, exact, held, plain, rounded, sources, when
from geodata.model import Finding, Held, Series, SeriesValue
from geodata.wording import ENGLISH, listing

if TYPE_CHECKING:
    from etl.register import Register

APPROXIMATE = 0.02  # of a figure printed with "ca."; others hold to half of their last digit
JUMP = 0.05  # of the earlier figure
JUMP_DAYS = 92  # a quarter: two counts closer than this should tell the same story


def series_parts(register: "Register") -> list[Finding | Held]:
    """Figures against the sum of the parts printed with them.

    A single part is no sum: it may not exceed its whole, and that it does not is nothing that adds up.
    """
    by_key = {row.key: row for row in register.series_values}
    parts_of: dict[str, list[SeriesValue]] = {}
    for row in register.series_values:
        if row.part_of is not None:
            parts_of.setdefault(row.part_of, []).append(row)
    told: list[Finding | Held] = []
    for key, parts in parts_of.items():
        whole, together = by_key[key], sum(part.value for part in parts)
        off = together - whole.value
        if off > _tolerance([whole, *parts]) or (len(parts) > 1 and -off > _tolerance([whole, *parts])):
            told.append(_not_the_sum(whole, parts, together))
        elif len(parts) > 1:
            told.append(_the_sum(whole, parts, together))
    return told


def forecast_against_basis(register: "Register") -> list[Finding | Held]:
    """Forecasts of a year against the measured half or quarter of it they go on from, taken the year through."""
    by_key = {row.key: row for row in register.series_values}
    names = _names(register.series)
    told: list[Finding | Held] = []
    for row in register.series_values:
        basis = by_key[row.forecast_of] if row.forecast_of is not None else None
        if basis is None or not _is_part_of_the_time(basis, row):
            continue
        times = _months(row) / _months(basis)
        going_on = basis.value * times
        told.append(_forecast(row, basis, times, going_on, names[row.series_id]))
    return told


def figure_told_twice(register: "Register") -> list[Finding]:
    """Figures that papers, or two places of one paper, print differently: one series, one time, one source."""
    names = _names(register.series)
    told: dict[tuple[str, str, str, str | None], list[SeriesValue]] = {}
    for row in register.series_values:
        told.setdefault((row.series_id, row.as_of, row.kind, row.basis), []).append(row)
    return [
        _told_twice(rows, names[rows[0].series_id]) for rows in told.values() if len({row.value for row in rows}) > 1
    ]


def two_bases(register: "Register") -> list[Finding]:
    """Series whose measured figures are from more than one source: what changes may be the source."""
    names = _names(register.series)
    found = []
    for series_id, rows in _measured(register.series_values).items():
        bases = {(row.basis, row.as_of): row for row in reversed(rows) if row.basis is not None}
        if len({basis for basis, _ in bases}) > 1:
            found.append(_bases(series_id, sorted(bases.values(), key=_starts), names[series_id]))
    return found


def jump_in_series(register: "Register") -> list[Finding]:
    """Counts of the same thing less than a quarter apart that differ by more than 5 %: those of one paper together.

    Only counts of a day or month: those of whole years follow each other at another pace, and those of a span that
    goes on ("2015 to November 2016") shall grow.
    """
    jumps: dict[tuple[str, str, str, str], list[tuple[SeriesValue, SeriesValue]]] = {}
    units = {row.series_id: row.unit_da for row in register.series}
    for series_id, rows in _measured(register.series_values).items():
        points = sorted({row.as_of: row for row in rows if _is_a_point(row)}.values(), key=_starts)
        for before, after in zip(points, points[1:], strict=False):
            near = (_starts(after) - _starts(before)).days < JUMP_DAYS and before.basis == after.basis
            if near and abs(after.value - before.value) > JUMP * before.value:
                group = (before.as_of, after.as_of, units[series_id], after.source.document_id)
                jumps.setdefault(group, []).append((before, after))
    names = _names(register.series)
    return [_jump(pairs, units[pairs[0][0].series_id], names) for pairs in jumps.values()]


def _measured(values: Iterable[SeriesValue]) -> dict[str, list[SeriesValue]]:
    by_series: dict[str, list[SeriesValue]] = {}
    for row in values:
        if row.kind == "measured":
            by_series.setdefault(row.series_id, []).append(row)
    return by_series


def _names(series: Iterable[Series]) -> dict[str, tuple[str, str]]:
    return {row.series_id: (row.name_da, row.name_en) for row in series}


def _starts(row: SeriesValue) -> date:
    return row.days[0]


def _is_a_point(row: SeriesValue) -> bool:
    first, last = row.days
    return row.part_of is None and (last - first).days < 31


def _is_part_of_the_time(basis: SeriesValue, forecast: SeriesValue) -> bool:
    """Whether the basis is a half year or quarter within the forecast's time: what can be taken over all of it."""
    first, last = basis.days
    begins, ends = forecast.days
    return basis.as_of[4:6] in ("-H", "-Q") and begins <= first and last <= ends


def _months(row: SeriesValue) -> float:
    first, last = row.days
    return max(1, round((last - first).days / 30.4375))


def _tolerance(rows: Sequence[SeriesValue]) -> float:
    """What rounding explains: 2 % of the first where a figure is approximate, else half of a last digit."""
    if any(row.approximate for row in rows):
        return APPROXIMATE * abs(rows[0].value)
    return float(max(10.0 ** -len(row.printed.partition(",")[2]) for row in rows) / 2)


def _the_sum(whole: SeriesValue, parts: Sequence[SeriesValue], together: float) -> Held:
    return held(
        "series-parts",
        whole.key,
        [whole, *parts],
        printed=exact(whole.value),
        computed=exact(together),
        arithmetic=f"{' + '.join(part.printed for part in parts)} = {plain(together)}",
    )


def _not_the_sum(whole: SeriesValue, parts: Sequence[SeriesValue], together: float) -> Finding:
    sums = f"{' + '.join(part.printed for part in parts)} = {plain(together)}"
    if len(parts) == 1:
        sums = f"{parts[0].printed} > {whole.printed}"
    return Finding(
        finding_id=f"series-parts/{whole.key}",
        check="series-parts",
        severity="error",
        subject=f"series/{whole.series_id}",
        message_da=f"Trykt {whole.printed} ({when(whole.as_of)}), men delene giver {sums}.",
        message_en=f"Printed {en(whole.printed)} ({when(whole.as_of, ENGLISH)}), but the parts give {en(sums)}.",
        printed=exact(whole.value),
        computed=exact(together),
        arithmetic=sums,
        sources=sources([whole, *parts]),
    )


def _forecast(
    row: SeriesValue, basis: SeriesValue, times: float, going_on: float, names: tuple[str, str]
) -> Finding | Held:
    sums = f"{plain(times)} × {basis.printed} = {plain(going_on)}"
    printed, computed = exact(row.value), exact(going_on)
    if abs(row.value - going_on) <= _tolerance([row]):
        rows = [row, basis]
        return held("forecast-against-basis", row.key, rows, printed=printed, computed=computed, arithmetic=sums)
    about = f"ca. {row.printed}" if row.approximate else row.printed
    return Finding(
        finding_id=f"forecast-against-basis/{row.key}",
        check="forecast-against-basis",
        severity="error",
        subject=f"series/{row.series_id}",
        message_da=(
            f"{names[0]}: papiret venter {about} i {when(row.as_of)}, hvis tallet for {when(basis.as_of)} "
            f"({basis.printed}) fortsætter. Så bliver det {sums}."
        ),
        message_en=(
            f"{names[1]}: the paper expects {en(about).replace('ca,', 'about')} in {when(row.as_of, ENGLISH)}, should "
            f"the figure for {when(basis.as_of, ENGLISH)} ({en(basis.printed)}) go on. That makes {en(sums)}."
        ),
        printed=printed,
        computed=computed,
        arithmetic=sums,
        sources=sources([row, basis]),
    )


def _told_twice(rows: Sequence[SeriesValue], names: tuple[str, str]) -> Finding:
    first, other = rows[0], next(row for row in rows if row.value != rows[0].value)
    same_paper = len({row.source.document_id for row in rows}) == 1
    return Finding(
        finding_id=f"figure-told-twice/{first.key}",
        check="figure-told-twice",
        severity="error" if same_paper else "ambiguous",
        subject=f"series/{first.series_id}",
        message_da=f"{names[0]}: {when(first.as_of)} står både som {first.printed} og som {other.printed}.",
        message_en=(
            f"{names[1]}: the figure for {when(first.as_of, ENGLISH)} is printed both as {en(first.printed)} and as "
            f"{en(other.printed)}."
        ),
        printed=exact(first.value),
        computed=exact(other.value),
        arithmetic=f"{first.printed} ≠ {other.printed}",
        sources=sources(rows),
    )


def _bases(series_id: str, rows: Sequence[SeriesValue], names: tuple[str, str]) -> Finding:
    told = listing([f"{row.printed} ({when(row.as_of)}, {row.basis})" for row in rows])
    told_en = listing([f"{en(row.printed)} ({when(row.as_of, ENGLISH)}, {row.basis})" for row in rows], ENGLISH)
    return Finding(
        finding_id=f"two-bases/{series_id}",
        check="two-bases",
        severity="definition",
        subject=f"series/{series_id}",
        message_da=f"{names[0]} har flere kilder: {told}. En forskel kan skyldes kilden.",
        message_en=f"{names[1]}: several sources, {told_en}. A difference may be due to the source.",
        sources=sources(rows),
    )


def _jump(pairs: Sequence[tuple[SeriesValue, SeriesValue]], unit: str, names: dict[str, tuple[str, str]]) -> Finding:
    before, after = pairs[0]
    was, now = sum(one.value for one, _ in pairs), sum(one.value for _, one in pairs)
    changes = [_change(one.value, other.value) for one, other in pairs]
    if len(pairs) > 1:
        changes.append(f"tilsammen {_change(was, now)}")
    days = (_starts(after) - _starts(before)).days
    share = f"{'+' if now > was else MINUS}{rounded(abs(now / was - 1) * 100, 1)} %" if was else ""
    sums = "; ".join(changes) + (f" ({share})" if share else "")
    told = listing([f"»{names[one.series_id][0]}«" for one, _ in pairs])
    told_en = listing([f'"{names[one.series_id][1]}"' for one, _ in pairs], ENGLISH)
    return Finding(
        finding_id=f"jump-in-series/{before.series_id}/{after.as_of}",
        check="jump-in-series",
        severity="ambiguous",
        subject=f"series/{before.series_id}",
        message_da=(
            f"{told}: tallet ændrer sig på {days} dage, fra {when(before.as_of)} til {when(after.as_of)}, uden "
            f"forklaring: {sums} ({unit})."
        ),
        message_en=(
            f"{told_en}: the figure changes in {days} days, from {when(before.as_of, ENGLISH)} to "
            f"{when(after.as_of, ENGLISH)}, without an explanation: {en(sums).replace('tilsammen', 'together')}."
        ),
        computed=exact(now - was),
        arithmetic=sums,
        sources=sources([row for pair in pairs for row in pair]),
    )


def _change(was: float, now: float) -> str:
    more, less = max(was, now), min(was, now)
    return f"{plain(more)} {MINUS} {plain(less)} = {plain(more - less)}"
