"""Checks over plans, their periods and their number. Pure."""

from typing import TYPE_CHECKING

from geodata.model import Finding
from geodata.wording import span

if TYPE_CHECKING:
    from etl.register import Register


def period_sources_disagree(register: "Register") -> list[Finding]:
    """Plans whose agreement prints another last day than the one followed by default."""
    found = []
    for plan in register.plans:
        of_plan = {period.role: period for period in register.plan_periods if period.plan_id == plan.plan_id}
        default, agreement = of_plan.get("default"), of_plan.get("agreement")
        if default is None or agreement is None or default.end is None or agreement.end in (None, default.end):
            continue
        found.append(
            Finding(
                finding_id=f"period-sources-disagree/{plan.plan_id}",
                check="period-sources-disagree",
                severity="ambiguous",
                subject=f"plan/{plan.plan_id}",
                message_da=(
                    f"{plan.name}: udmøntningsnotatet skriver perioden {span(agreement)}; varighed og budgetår giver "
                    f"{span(default)}. Kortet følger det sidste, medmindre man vælger udmøntningsnotatets datoer."
                ),
                message_en=(
                    f"{plan.plan_id}: the note on Budget 2026 prints {agreement.end}; duration and budget "
                    f"years give {default.end}, which the map follows unless asked otherwise."
                ),
                sources=(f"plan_periods/{agreement.key}", f"plan_periods/{default.key}"),
            )
        )
    return found


def plans_not_named(register: "Register") -> list[Finding]:
    """Current plans that the documents count and do not name."""
    printed = next((row for row in register.printed_counts if row.key == "aktuelle-planer/planer"), None)
    if printed is None or printed.value <= len(register.plans):
        return []
    missing = printed.value - len(register.plans)
    return [
        Finding(
            finding_id="plans-not-named/aktuelle-planer",
            check="plans-not-named",
            severity="missing",
            subject="aktuelle-planer",
            message_da=(
                f"Dokumenterne tæller {printed.value} aktuelle planer; {missing} af dem navngives "
                f"ikke og er ikke på kortet."
            ),
            message_en=(
                f"The documents count {printed.value} current plans; {missing} of them are not "
                f"named and not on the map."
            ),
            printed=printed.value,
            computed=len(register.plans),
            arithmetic=f"{printed.value} - {len(register.plans)} = {missing}",
            sources=(f"printed_counts/{printed.key}",),
        )
    ]
