"""Checks over plans, their periods and their number. Pure."""

from typing import TYPE_CHECKING

from etl.reconcile.telling import MINUS
from geodata import timeline
from geodata.model import Finding, PrintedCount
from geodata.wording import ENGLISH, span

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
                    f"{plan.name_en}: the implementation note prints the period {span(agreement, locale=ENGLISH)}; "
                    f"duration and budget years give {span(default, locale=ENGLISH)}. The map follows the latter, "
                    f"unless the dates of the implementation note are chosen."
                ),
                sources=(f"plan_periods/{agreement.key}", f"plan_periods/{default.key}"),
            )
        )
    return found


def plans_not_named(register: "Register") -> list[Finding]:
    """Current plans that a document counts and does not name: all but those it names that run on the map's day.

    A plan that another paper names is not taken off the count: nobody says that it is one of those counted.
    """
    printed = _count(register, "aktuelle-planer/planer")
    if printed is None:
        return []
    running = timeline.plans_on(register.reference_date, timeline.periods_of_reading(register.plan_periods, "default"))
    paper = printed.source.document_id
    counted = [plan for plan in register.plans if plan.plan_id in running and plan.source.document_id == paper]
    named = sum(plan.stands_for for plan in counted if plan.place is not None)
    missing = printed.value - named
    if missing <= 0:
        return []
    title = next((row.short_title for row in register.documents if row.document_id == paper), paper)
    return [
        Finding(
            finding_id="plans-not-named/aktuelle-planer",
            check="plans-not-named",
            severity="missing",
            subject="aktuelle-planer",
            message_da=(
                f"{title} tæller {printed.value} planer, der var aktuelle, da det blev skrevet, og navngiver {named} "
                f"af dem. Hvilke de {missing} andre er, står der ikke."
            ),
            message_en=(
                f"{title} counts {printed.value} plans that were current when it was written, and names {named} of "
                f"them. Which the other {missing} are, it does not say."
            ),
            printed=printed.value,
            computed=named,
            arithmetic=f"{printed.value} {MINUS} {named} = {missing}",
            sources=(f"printed_counts/{printed.key}",),
        )
    ]


def negotiated_plans_not_named(register: "Register") -> list[Finding]:
    """Plans that were negotiated in 2016 beyond those approved: announced for 2018-2021 and never named."""
    negotiated, approved = _count(register, "planer-2017/forhandlet"), _count(register, "planer-2017/godkendt")
    if negotiated is None or approved is None or negotiated.value <= approved.value:
        return []
    missing = negotiated.value - approved.value
    return [
        Finding(
            finding_id="negotiated-plans-not-named/planer-2017",
            check="negotiated-plans-not-named",
            severity="missing",
            subject="planer-2017",
            message_da=(
                f"{negotiated.value} planer var til forhandling, og {approved.value} blev godkendt; de sidste "
                f"{missing} navngives ikke. Om de blev til noget, er ikke oplyst."
            ),
            message_en=(
                f"{negotiated.value} plans were negotiated and {approved.value} approved; the other {missing} are not "
                f"named. Whether they came about is not stated."
            ),
            printed=negotiated.value,
            computed=approved.value,
            arithmetic=f"{negotiated.value} {MINUS} {approved.value} = {missing}",
            sources=(f"printed_counts/{negotiated.key}", f"printed_counts/{approved.key}"),
        )
    ]


def _count(register: "Register", key: str) -> PrintedCount | None:
    return next((row for row in register.printed_counts if row.key == key), None)
