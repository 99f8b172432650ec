"""Proposals about plans: the plans themselves, their periods and states, departments and memberships. Pure."""

import re
from datetime import date

from etl.extract.facts import Extraction, Found, NamedPlan, Period
from etl.proposals.planned import Planned, is_about, planned
from etl.proposals.proposal import Keys, Paper, Proposal, asked, sure
from geodata.names import slug
from geodata.wording import long_date

_APPROVED = re.compile(r"\bgodkend(?:t|te)\b", re.IGNORECASE)


def propose(said: Extraction, paper: Paper) -> list[Proposal]:
    """The rows of plans, plan_states, plan_periods, listed_departments and memberships."""
    made: list[Proposal] = []
    for one in planned(said):
        stands = _stands(said, one.area)
        made.append(_plan(one, stands))
        made.append(_state(one, stands, said.kind))
        if one.end is not None:
            made.append(_default_period(one, one.end, stands))
        made += _area_group(one, said, paper)
        made += _departments(one, said)
    return [*made, *_periods(said, paper), *_financed(said, paper), *_named(said, paper), *_approved(said)]


def _stands(said: Extraction, area: str) -> Found:
    """Where the plan is named; else where its departments are listed."""
    for plan in said.plans:
        if area in (plan.place, plan.name):
            return plan
    return next(row for row in said.departments if row.area == area)


def _plan(one: Planned, stands: Found) -> Proposal:
    return sure(
        "plans",
        stands,
        f"Plan: {one.area}, fra {one.start.year}",
        plan_id=one.plan_id,
        name=f"Boligsocial helhedsplan {one.area}",
        name_en=f"Community social plan {one.area} (boligsocial helhedsplan)",
        place=one.area,
        stands_for=1,
    )


def _state(one: Planned, stands: Found, kind: str | None) -> Proposal:
    financed = kind == "udmøntningsnotat"
    state = "finansieret" if financed else "foreslået"
    return sure(
        "plan_states",
        stands,
        f"Tilstand: {one.area}, plan {one.plan_id}, er {state}",
        key=f"{one.plan_id}/{state.replace('å', 'aa')}",
        plan_id=one.plan_id,
        state=state,
    ).derived("En aftale har afsat pengene" if financed else "Papiret foreslår; det er ikke en vedtagelse")


def _default_period(one: Planned, end: date, stands: Found) -> Proposal:
    return sure(
        "plan_periods",
        stands,
        f"Periode: {one.area}, {long_date(one.start)} – {long_date(end)}",
        key=f"{one.plan_id}/udledt",
        plan_id=one.plan_id,
        role="default",
        start=one.start,
        end_=end,
    ).derived(f"{one.end_because}; begyndelsen er 1. dag i det første budgetår eller den trykte dag")


def _periods(said: Extraction, paper: Paper) -> list[Proposal]:
    """Every printed span or duration of a plan, as a statement of this paper: one row for each plan it is said of.

    The plan is one the paper is about, one of the register for the same area and time, or one the paper names.
    """
    keys, made = Keys(), []
    about, agreement = planned(said), said.kind == "udmøntningsnotat"
    for row in said.periods:
        if row.subject != "plan":
            continue
        own = [one.plan_id for one in about if is_about(row, one.area)]
        known = () if own else _known_plans(row, paper)
        named = [] if own or known else [slug(plan.name) for plan in said.plans if plan.name == row.name][:1]
        propose_row = sure if own or (known and agreement) else asked
        for plan_id in (*own, *known, *named) or ("",):
            made.append(
                propose_row(
                    "plan_periods",
                    row,
                    f"Trykt periode for {plan_id or row.name or 'en unavngiven plan'}: {_span(row)}",
                    key=keys.new(f"{plan_id or slug(row.name) or 'plan'}/{paper.document_id}"),
                    plan_id=plan_id,
                    role="agreement" if agreement and row.start and row.end else "statement",
                    start=row.start,
                    end_=row.end,
                    duration_years=row.duration_years,
                )
            )
    return made


def _known_plans(row: Period, paper: Paper) -> tuple[str, ...]:
    """The plans of the register that a period is said of."""
    places = dict.fromkeys(plan.place for plan in paper.plans if plan.place and plan.place in row.name)
    found = (paper.plan_of(place, row.start, row.end) for place in places)
    return tuple(plan_id for plan_id in found if plan_id is not None)


def _financed(said: Extraction, paper: Paper) -> list[Proposal]:
    """An agreement that gives a plan of the register its days has set money aside for it: for a person to confirm."""
    if said.kind != "udmøntningsnotat":
        return []
    found = {plan_id: row for row in said.periods for plan_id in _known_plans(row, paper) if row.start and row.end}
    return [
        asked(
            "plan_states",
            row,
            f"Tilstand: {plan_id} er finansieret",
            key=f"{plan_id}/finansieret",
            plan_id=plan_id,
            state="finansieret",
        ).derived("En aftale har afsat pengene")
        for plan_id, row in found.items()
    ]


def _span(row: Period) -> str:
    if row.duration_years:
        return f"{row.duration_years} år"
    if row.start is None:
        return f"slutter {long_date(row.end)}" if row.end else "uden dage"
    if row.end is None:
        return f"begynder {long_date(row.start)}"
    return f"{long_date(row.start)} – {long_date(row.end)}"


def _area_group(one: Planned, said: Extraction, paper: Paper) -> list[Proposal]:
    """The districts that an area stands for, where it is none itself: without them its departments are not placed.

    A box of the form is a district, whatever municipality the paper is of.
    """
    if one.area in paper.bydel_nos or one.area in (*paper.areas, *said.bydele_ticked):
        return []
    bears = [name for name in said.bydele_ticked if _part_of(one.area, name)]
    others = {plan.area for plan in planned(said)} - {one.area}
    left = [name for name in said.bydele_ticked if not any(_part_of(other, name) for other in others)]
    bydele = [name for name in bears or left if name in paper.bydel_nos]
    names = ", ".join(bydele) or "?"
    first = next(row for row in said.departments if row.area == one.area)
    propose_row = sure if bears and bydele else asked
    return [
        propose_row(
            "area_groups",
            first,
            f"Området {one.area} ligger i: {names}",
            key=slug(one.area),
            name=one.area,
            bydel_nos=tuple(sorted(paper.bydel_nos[name] for name in bydele)),
        ).derived(f"{one.area} er ikke selv en bydel; afkrydset er {names}")
    ]


def _part_of(area: str, bydel: str) -> bool:
    """Whether the district bears the area's name: "Kgs. Enghave" and "Vesterbro-Kongens Enghave"."""
    return slug(area.replace("Kgs.", "Kongens")) in slug(bydel)


def _departments(one: Planned, said: Extraction) -> list[Proposal]:
    keys, made = Keys(), []
    listed = [row for row in said.departments if row.area == one.area]
    positions = {printed: at for at, printed in enumerate(dict.fromkeys(row.printed for row in listed), 1)}
    for row in listed:
        listed_id = keys.new(f"{one.plan_id}/{slug(row.name)}")
        made.append(
            sure(
                "listed_departments",
                row,
                f"Afdeling: {row.name} ({row.area})",
                listed_id=listed_id,
                plan_id=one.plan_id,
                area=row.area,
                position=positions[row.printed],
                printed=row.printed,
                name=row.name,
            )
        )
        made.append(
            sure(
                "memberships",
                row,
                f"Med i planen {one.plan_id}: {row.name}",
                key=listed_id,
                plan_id=one.plan_id,
                listed_id=listed_id,
                valid_from=one.start,
            ).derived("Opført under planens område; gælder fra planens første dag, og så længe planen løber")
        )
    return made


def _approved(said: Extraction) -> list[Proposal]:
    """Plans that a dated sentence says were approved."""
    keys, made = Keys(), []
    for event in said.events:
        if event.expected or not _APPROVED.search(event.quote):
            continue
        near = [plan for plan in said.plans if plan.name in event.quote or event.line <= plan.line <= event.line_end]
        for plan in near:
            plan_id = slug(plan.name)
            made.append(
                asked(
                    "plan_states",
                    event,
                    f"Godkendt {event.printed}: {plan.name}",
                    key=keys.new(f"{plan_id}/godkendt"),
                    plan_id=plan_id,
                    state="godkendt",
                    valid_from=event.on,
                )
            )
    return made


def _is_known(plan: NamedPlan, said: Extraction, paper: Paper) -> bool:
    """Whether the paper gives days to it by which it is a plan of the register under the name of its area."""
    periods = [row for row in said.periods if row.subject == "plan" and plan.name in row.name]
    return not plan.becomes and any(paper.plan_of(plan.name, row.start, row.end) for row in periods)


def _named(said: Extraction, paper: Paper) -> list[Proposal]:
    """Plans the text names besides: an earlier one, or one it is merged into. Their days are for a person to say."""
    about = {one.area for one in planned(said)}
    keys, made = Keys(), []
    for plan in said.plans:
        if (
            plan.name in about
            or _is_known(plan, said, paper)
            or (plan.place in about and not plan.becomes and plan.name == plan.place)
        ):
            continue
        plan_id = slug(plan.name)
        made.append(
            asked(
                "plans",
                plan,
                f"Navngiven plan: {plan.name}",
                plan_id=keys.new(plan_id),
                name=f"Boligsocial helhedsplan {plan.name}",
                name_en=f"Community social plan {plan.name} (boligsocial helhedsplan)",
                place=plan.place,
                stands_for=1,
            )
        )
        if plan.becomes:
            made.append(
                asked(
                    "plan_links",
                    plan,
                    f"Rækkefølge: {plan.name} bliver til {plan.becomes}",
                    key=keys.new(f"{slug(plan.becomes)}/{plan_id}"),
                    plan_id=slug(plan.becomes),
                    predecessor_id=plan_id,
                    kind="merged",
                )
            )
    return made
