"""A register before and after: which departments a plan has got and lost against the plan before it. Pure."""

from collections.abc import Container, Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from etl.register import Register


def departments_compared(
    before: "Register", after: "Register", plan_ids: Iterable[str], gone: Container[str] = ()
) -> list[str]:
    """For each plan its departments against those of the plan before: "3 nye afdelinger, 1 forsvundet".

    `gone` are the rows (`listed_departments/<key>`) that the register still has and the document no longer says.
    """
    said = []
    for plan_id in plan_ids:
        listed = [row for row in after.listed_departments if row.plan_id == plan_id]
        now = {row.name for row in listed if f"listed_departments/{row.listed_id}" not in gone}
        earlier_id = _plan_before(before, after, plan_id)
        if earlier_id is None:
            count = f"{len(now)} {'ny afdeling' if len(now) == 1 else 'nye afdelinger'}"
            said.append(f"{plan_id}: {count}; registret har ingen tidligere plan for området med afdelinger")
            continue
        was = {row.name for row in before.listed_departments if row.plan_id == earlier_id}
        new, gone_now = sorted(now - was), sorted(was - now)
        names = "".join(f"\n    {sign} {name}" for sign, names in (("+", new), ("-", gone_now)) for name in names)
        ones_new = "ny afdeling" if len(new) == 1 else "nye afdelinger"
        ones_gone = "forsvundet" if len(gone_now) == 1 else "forsvundne"
        other = "den forrige udgave" if earlier_id == plan_id else earlier_id
        said.append(f"{plan_id} mod {other}: {len(new)} {ones_new}, {len(gone_now)} {ones_gone}{names}")
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
