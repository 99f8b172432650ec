"""A register before and after: which departments a plan has got and lost against the plan before it. Pure."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from etl.register import Register


def departments_compared(before: "Register", after: "Register", plan_ids: Iterable[str]) -> list[str]:
    """For each plan its departments against those of the plan before: "3 nye afdelinger, 1 forsvundet"."""
    said = []
    for plan_id in plan_ids:
        now = {row.name for row in after.listed_departments if row.plan_id == plan_id}
        earlier_id = _plan_before(before, after, plan_id)
        if earlier_id is None:
            said.append(f"{plan_id}: {len(now)} afdelinger; ingen tidligere plan med afdelinger at holde dem op mod")
            continue
        was = {row.name for row in before.listed_departments if row.plan_id == earlier_id}
        new, gone = sorted(now - was), sorted(was - now)
        names = "".join(f"\n    {sign} {name}" for sign, names in (("+", new), ("-", gone)) for name in names)
        one_gone = "forsvundet" if len(gone) == 1 else "forsvundne"
        said.append(
            f"{plan_id} mod {earlier_id}: {len(new)} {'ny afdeling' if len(new) == 1 else 'nye afdelinger'}, "
            f"{len(gone)} {one_gone}{names}"
        )
    return said


def _plan_before(before: "Register", after: "Register", plan_id: str) -> str | None:
    """The plan of the same place that had departments: the same in an earlier edition, or the newest other."""
    listed = {row.plan_id for row in before.listed_departments}
    if plan_id in listed:
        return plan_id
    place = next((row.place for row in after.plans if row.plan_id == plan_id), None)
    start = {row.plan_id: row.start for row in after.plan_periods if row.role == "default" and row.start is not None}
    same = [row.plan_id for row in after.plans if row.place == place and row.plan_id in listed and row.plan_id in start]
    return max(same, key=lambda one: start[one], default=None)
