"""Checks over goals and targets: their number, what is called met, and shares of an unknown whole. Pure."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from etl.reconcile.telling import en, exact, held, plain, rounded, sources, when
from geodata.model import Finding, Goal, Held, PrintedCount, Series, SeriesValue, Target
from geodata.wording import ENGLISH

if TYPE_CHECKING:
    from etl.register import Register

SMALL_SWING = 0.05  # of the target: papers call a small swing met without saying how small
PERCENT = "%"


def goals_against_counts(register: "Register") -> list[Finding | Held]:
    """Counts of an agreement's goals against the register's own rows.

    A count whose subject is `<agreement>/maalsaetninger` is of the goals that are not declarations of intent,
    `/indfriet` of those of them that are met, `/hensigtserklaeringer` of the declarations.
    """
    told: list[Finding | Held] = []
    for count in register.printed_counts:
        goals = _counted(count, register.goals)
        if goals is not None:
            told.append(_against_goals(count, goals))
    return told


def target_against_measurement(register: "Register") -> list[Finding | Held]:
    """Targets of goals against their newest measured figure: whether it agrees with what is printed of the goal.

    A goal printed as met has reached its target, one in progress has not yet. A figure that has reached the target of
    a goal in progress is no error: the paper may wait for more than the figure. Other goals say nothing of it.
    """
    status = {row.goal_id: row.fulfilment for row in register.goals if row.fulfilment in ("Opfyldt", "I proces")}
    series = {row.series_id: row for row in register.series}
    groups: dict[tuple[str, str, float, str], list[Target]] = {}
    for row in register.targets:
        if row.goal_id in status and row.series_id is not None and row.value is not None:
            groups.setdefault((row.series_id, row.comparator, row.value, status[row.goal_id]), []).append(row)
    told: list[Finding | Held] = []
    for (series_id, _, _, fulfilment), targets in groups.items():
        values = _comparable(series_id, register.series_values)
        asked = _asked(targets[0], series[series_id], values)
        if values and asked is not None:
            told.append(_against_newest(targets, values, asked, met=fulfilment == "Opfyldt"))
    return told


def share_without_denominator(register: "Register") -> list[Finding]:
    """Targets in percent that are measured by a count, with no figure printed for what the percent are of."""
    series = {row.series_id: row for row in register.series}
    found = []
    for row in register.targets:
        if row.comparator != "share" or row.unit_da != PERCENT or row.series_id is None:
            continue
        counted = series[row.series_id]
        values = _comparable(row.series_id, register.series_values)
        if counted.unit_da != PERCENT and values and row.base not in {one.name_da for one in register.series}:
            found.append(_no_whole(row, counted, max(values, key=lambda one: one.days)))
    return found


def _counted(count: PrintedCount, goals: Iterable[Goal]) -> list[Goal] | None:
    """The goals the count is of; None where it is of something else."""
    agreement, _, what = count.subject.rpartition("/")
    if count.what != "other":
        return None
    of_agreement = [row for row in goals if row.agreement_id == agreement]
    concrete = [row for row in of_agreement if row.kind != "hensigtserklæring"]
    kinds = {
        "maalsaetninger": concrete,
        "indfriet": [row for row in concrete if row.fulfilment == "Opfyldt"],
        "hensigtserklaeringer": [row for row in of_agreement if row.kind == "hensigtserklæring"],
    }
    return kinds.get(what) if of_agreement else None


def _comparable(series_id: str, values: Iterable[SeriesValue]) -> list[SeriesValue]:
    """The measured figures of a series; where it has whole years, parts of a year are not held against a target."""
    rows = [row for row in values if row.series_id == series_id and row.kind == "measured"]
    years = [row for row in rows if len(row.as_of) == len("2016")]
    parts = [row for row in rows if row.as_of[4:6] in ("-H", "-Q")]
    return [row for row in rows if row not in parts] if years else rows


def _asked(target: Target, series: Series, values: Sequence[SeriesValue]) -> float | None:
    """The figure of the series that the target asks for; None where it cannot be told."""
    if target.value is None:
        return None
    if target.comparator in ("at least", "at most"):
        return target.value if target.unit_da == series.unit_da else None
    base = next((row.value for row in values if row.as_of == target.base), None)
    if target.comparator == "fall by" and target.unit_da == PERCENT and base is not None:
        return base * (1 - target.value / 100)
    return None


def _against_goals(count: PrintedCount, goals: Sequence[Goal]) -> Finding | Held:
    if count.value == len(goals):
        rows, sums = [count, *goals], f"{count.value} = {len(goals)}"
        return held("goals-against-counts", count.key, rows, printed=count.value, computed=len(goals), arithmetic=sums)
    return Finding(
        finding_id=f"goals-against-counts/{count.key}",
        check="goals-against-counts",
        severity="error",
        subject=f"agreement/{goals[0].agreement_id}" if goals else count.subject,
        message_da=f"Papiret tæller {count.value} mål af denne slags; dets egen tabel har {len(goals)}.",
        message_en=f"The paper counts {count.value} goals of this kind; its own table has {len(goals)}.",
        printed=count.value,
        computed=len(goals),
        arithmetic=f"{count.value} ≠ {len(goals)}",
        sources=sources([count, *goals]),
    )


def _against_newest(
    targets: Sequence[Target], values: Sequence[SeriesValue], asked: float, *, met: bool
) -> Finding | Held:
    newest = max(values, key=lambda row: row.days)
    same = [row for row in values if (row.as_of, row.value) == (newest.as_of, newest.value)]
    short = asked - newest.value if targets[0].comparator == "at least" else newest.value - asked
    reached = short <= 0
    sums = f"{newest.printed} {_SIGN[targets[0].comparator][reached]} {_wanted(asked)}"
    if met and not reached:
        return _not_reached(targets, same, asked, sums, short <= SMALL_SWING * asked)
    if reached and not met:
        return _reached_already(targets, same, asked, sums)
    name, rows = targets[0].target_id, [*same, *targets]
    printed, computed = exact(newest.value), exact(asked)
    return held("target-against-measurement", name, rows, printed=printed, computed=computed, arithmetic=sums)


def _wanted(asked: float) -> str:
    return plain(asked) if asked == int(asked) else rounded(asked, 1)


def _not_reached(
    targets: Sequence[Target], newest: Sequence[SeriesValue], asked: float, sums: str, small: bool
) -> Finding:
    target, value = targets[0], newest[0]
    return Finding(
        finding_id=f"target-against-measurement/{target.target_id}",
        check="target-against-measurement",
        severity="definition" if small else "error",
        subject=f"target/{target.target_id}",
        message_da=(
            f"»{target.name_da}« står som opfyldt, men det seneste tal er {value.printed} ({when(value.as_of)}): "
            f"{sums}." + (" Hvor lille et udsving der må være, er ikke fastlagt." if small else "")
        ),
        message_en=(
            f'"{target.name_en}" is printed as met, but the latest figure is {en(value.printed)} '
            f"({when(value.as_of, ENGLISH)}): {en(sums)}."
            + (" How small a swing may be is not laid down." if small else "")
        ),
        printed=exact(value.value),
        computed=exact(asked),
        arithmetic=sums,
        sources=sources([*targets, *newest]),
    )


def _reached_already(targets: Sequence[Target], newest: Sequence[SeriesValue], asked: float, sums: str) -> Finding:
    target, value = targets[0], newest[0]
    return Finding(
        finding_id=f"target-against-measurement/{target.target_id}",
        check="target-against-measurement",
        severity="ambiguous",
        subject=f"target/{target.target_id}",
        message_da=(
            f"»{target.name_da}« står som i proces, men det seneste tal har nået målet: {sums} ({when(value.as_of)})."
        ),
        message_en=(
            f'"{target.name_en}" is printed as in progress, but the latest figure has reached the target: {en(sums)} '
            f"({when(value.as_of, ENGLISH)})."
        ),
        printed=exact(value.value),
        computed=exact(asked),
        arithmetic=sums,
        sources=sources([*targets, *newest]),
    )


# comparator -> how the figure stands to the target, where it does not reach it and where it does
_SIGN = {"at least": ("<", "≥"), "at most": (">", "≤"), "fall by": (">", "≤")}


def _no_whole(target: Target, counted: Series, newest: SeriesValue) -> Finding:
    share = f"{plain(target.value or 0)} %"
    return Finding(
        finding_id=f"share-without-denominator/{target.target_id}",
        check="share-without-denominator",
        severity="missing",
        subject=f"target/{target.target_id}",
        message_da=(
            f"Målet er {share}, men der er kun talt {newest.printed} {counted.unit_da} ({when(newest.as_of)}). Hvor "
            f"mange de er ud af, er ikke oplyst, så andelen kan ikke regnes."
        ),
        message_en=(
            f"The target is {en(share)}, but only {en(newest.printed)} {counted.unit_en} are counted "
            f"({when(newest.as_of, ENGLISH)}). Out of how many is not stated, so the share cannot be computed."
        ),
        printed=exact(newest.value),
        arithmetic=f"{newest.printed} / ? = ? %",
        sources=sources([target, newest]),
    )
