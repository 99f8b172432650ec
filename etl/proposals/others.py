"""Proposals about what is neither a plan nor money: ticks, counts, lists, figures, goals, series, events. Pure."""

import re
from collections.abc import Iterator

from etl.extract.facts import Count, Extraction, Found, PrintedGoal
from etl.extract.text import Place
from etl.proposals.plans import planned
from etl.proposals.proposal import Keys, Paper, Proposal, cells, place_of
from geodata.funding import figure
from geodata.names import slug

# the first letters of a group's heading -> the kind of its goals
_GOAL_KINDS = {"analyse": "analyse", "direkte": "direkte målbar", "hensigts": "hensigtserklæring"}
_SPAN = re.compile(r"(?<=^\d{4})-(?=\d{4}$)")  # "2013-2015" is kept as a span of years
_POINTS = {"focus area": "fokusområde", "goal": "mål", "component": "bestanddel", "annex": "bilag"}
_INDICATORS = {
    "basic_education_only": (
        "{ages}-årige med grundskolen som højeste uddannelse",
        "People aged {ages} with basic school as their highest education",
    ),
    "outside_work_and_education": (
        "{ages}-årige uden tilknytning til arbejdsmarkedet eller uddannelse",
        "People aged {ages} without attachment to the labour market or education",
    ),
}


def propose(said: Extraction, paper: Paper) -> list[Proposal]:
    """The rows of every other table, in the order of the tables."""
    return [
        *_ticks(said, paper),
        *_counts(said, paper),
        *_lists(said),
        *_indicators(said, paper),
        *_organisations(said),
        *_agreements(said),
        *_goals(said, paper),
        *_targets(said, paper),
        *_series(said),
        *_events(said, paper),
        *_points(said),
        *_bodies(said),
        *_areas(said),
    ]


def _ticks(said: Extraction, paper: Paper) -> Iterator[Proposal]:
    for row in said.boxes:
        yield Proposal(
            table="ticked_bydele",
            cells=cells(key=f"{paper.document_id}/{slug(row.name)}", name=row.name, ticked=row.ticked),
            says=f"{'Afkrydset' if row.ticked else 'Ikke afkrydset'}: {row.name}",
            place=place_of(row),
        )


def _counts(said: Extraction, paper: Paper) -> Iterator[Proposal]:
    keys = Keys()
    for row in said.counts:
        if isinstance(row.value, int):
            yield Proposal(
                table="printed_counts",
                cells=cells(
                    key=keys.new(f"{paper.document_id}/{row.what}"),
                    subject=paper.document_id,
                    what=row.what,
                    value=row.value,
                    approximate=row.approximate,
                ),
                says=f"Antal: {_counted(row)}",
                place=place_of(row),
                sure=False,
            )
        if row.what == "other":
            yield Proposal(
                table="quantities",
                cells=cells(
                    key=keys.new(f"{paper.document_id}/antal/{row.line}"),
                    name_da=row.noun,
                    name_en=row.noun,
                    printed=figure(row.value),
                    value=row.value,
                    unit_da=row.noun,
                    unit_en=row.noun,
                    approximate=row.approximate,
                ),
                says=f"Størrelse: {_counted(row)}",
                place=place_of(row),
                sure=False,
                offered=not isinstance(row.value, int),
            )


def _counted(row: Count) -> str:
    return f"{'ca. ' if row.approximate else ''}{figure(row.value)} {row.noun}"


def _lists(said: Extraction) -> Iterator[Proposal]:
    keys = Keys()
    for row in said.lists:
        for name in row.names:
            yield Proposal(
                table="list_areas",
                cells=cells(
                    key=keys.new(f"{slug(row.list)}/{slug(name)}"),
                    list_da=row.list,
                    list_en=row.list,
                    name=name,
                    as_of=row.as_of,
                ),
                says=f"På statens liste over {row.list}: {name}",
                place=place_of(row),
            )


def _indicators(said: Extraction, paper: Paper) -> Iterator[Proposal]:
    plans = {one.area: one.plan_id for one in planned(said)}
    for row in said.indicators:
        names = _INDICATORS.get(row.indicator)
        if names is None:
            continue
        ages = row.ages or ""
        yield Proposal(
            table="plan_area_figures",
            cells=cells(
                key=f"{paper.document_id}/{slug(row.area)}/{row.indicator.replace('_', '-')}",
                area=row.area,
                plan_id=plans.get(row.area),
                indicator=row.indicator,
                name_da=names[0].format(ages=ages).strip("-"),
                name_en=names[1].format(ages=ages),
                note_da="År, kilde og antal personer er ikke oplyst, hvor intet andet står",
                note_en="Year, source and number of people are not stated where nothing else is said",
                ages=ages,
                value_pct=float(row.value_pct),
                city_pct=float(row.city_pct),
            ),
            says=f"{row.area}: {figure(row.value_pct)} % mod {figure(row.city_pct)} % i byen ({ages} år)",
            place=place_of(row),
            status="derived",
            because="Tallene er trykt om planens område; at det er de nævnte afdelingers, er vores læsning",
            sure=row.area in plans,
        )


def _organisations(said: Extraction) -> Iterator[Proposal]:
    keys = Keys()
    for row in said.organisations:
        yield Proposal(
            table="plan_organisations",
            cells=cells(key=keys.new(slug(row.name)), printed=row.printed, managed_by=row.managed_by),
            says=f"Boligorganisation: {row.printed}",
            place=place_of(row),
            sure=False,
        )


def _agreements(said: Extraction) -> Iterator[Proposal]:
    keys = Keys()
    for row in said.periods:
        if row.subject != "agreement":
            continue
        yield Proposal(
            table="agreements",
            cells=cells(
                agreement_id=keys.new(f"{slug(row.name) or 'aftale'}-{row.start.year if row.start else 'uden-aar'}"),
                name_da=row.name or "Aftale",
                name_en=row.name or "Agreement",
                year_from=row.start.year if row.start and row.end else None,
                year_to=row.end.year if row.start and row.end else None,
            ),
            says=f"Aftale: {row.name}",
            place=place_of(row),
            sure=False,
        )


def _goals(said: Extraction, paper: Paper) -> Iterator[Proposal]:
    for row in said.goals:
        kind = goal_kind(row)
        goal_id = f"{paper.document_id}/{slug(kind)}-{row.position}"
        yield Proposal(
            table="goals",
            cells=cells(
                goal_id=goal_id,
                kind=kind,
                position=row.position,
                theme=row.theme,
                name_da=f"Mål {row.position}, {kind}",
                name_en=f"Goal {row.position}, {kind}",
                deadline=row.deadline,
                fulfilment=row.fulfilment,
                expected=row.expected,
                owner=row.owner,
            ),
            says=f"Mål {row.position} ({kind}): {row.fulfilment or '?'}, frist {row.deadline or '?'}",
            place=place_of(row),
        )
        for status in row.statuses:
            yield Proposal(
                table="goal_statuses",
                cells=cells(
                    key=f"{goal_id}/{status.as_of.lower()}",
                    goal_id=goal_id,
                    as_of=status.as_of,
                    unchanged=status.unchanged,
                ),
                says=f"Status {status.as_of} for mål {row.position} ({kind})",
                place=Place(page=status.page, line=status.line, line_end=status.line_end, quote=status.text),
            )


def goal_kind(row: PrintedGoal) -> str:
    """The register's word for a goal's group; the group as printed where it is none of the known."""
    printed = row.group.lower()
    return next((kind for start, kind in _GOAL_KINDS.items() if start in printed), row.group)


def _targets(said: Extraction, paper: Paper) -> Iterator[Proposal]:
    keys = Keys()
    for row in said.targets:
        known = row.value is not None
        yield Proposal(
            table="targets",
            cells=cells(
                target_id=keys.new(f"{paper.document_id}/{slug(row.what)[:60]}"),
                name_da=row.what,
                name_en=row.what,
                comparator=row.comparator,
                value=None if row.value is None else float(row.value),
                unit_da=row.unit if known else None,
                unit_en=row.unit if known else None,
                by_year=int(row.by[:4]) if row.by and row.by[:4].isdigit() else None,
            ),
            says=f"Måltal: {row.what} {row.comparator} {'' if row.value is None else figure(row.value)}".strip(),
            place=place_of(row),
            sure=False,
        )


def _series(said: Extraction) -> Iterator[Proposal]:
    keys = Keys()
    for row in said.series:
        as_of = _SPAN.sub("/", row.as_of or "")
        yield Proposal(
            table="series_values",
            cells=cells(
                key=keys.new(f"{row.series}/{as_of.lower().replace('/', '-') or 'uden-dato'}"),
                series_id=row.series,
                as_of=as_of,
                kind="forecast" if row.forecast else "measured",
                printed=figure(row.value),
                value=row.value,
                approximate=row.approximate,
                basis=row.basis,
            ),
            says=f"{row.series} {as_of or '?'}: {figure(row.value)}",
            place=place_of(row),
            sure=False,
        )


def _events(said: Extraction, paper: Paper) -> Iterator[Proposal]:
    keys = Keys()
    for row in said.events:
        yield Proposal(
            table="events",
            cells=cells(
                event_id=keys.new(f"{paper.document_id}/{row.on.isoformat()}"),
                kind="forventet" if row.expected else "beslutning",
                on=row.on,
                until=row.until,
                printed=row.printed,
                body=row.who,
                name_da=f"Dateret i teksten, linje {row.line}",
                name_en=f"Dated in the text, line {row.line}",
            ),
            says=f"Dato i teksten: {row.printed}" + (f", {row.who}" if row.who else ""),
            place=place_of(row),
            sure=False,
        )


def _points(said: Extraction) -> Iterator[Proposal]:
    about = planned(said)
    keys = Keys()
    for row in said.points:
        kind = _POINTS[row.kind]
        yield Proposal(
            table="plan_contents",
            cells=cells(
                key=keys.new(f"{about[0].plan_id if about else 'plan'}/{slug(kind)}-{row.position}"),
                plan_id=about[0].plan_id if len(about) == 1 else None,
                kind=kind,
                position=row.position,
                name_da=row.name,
                name_en=row.name,
            ),
            says=f"{kind.capitalize()} {row.position}: {row.name[:60]}",
            place=place_of(row),
            sure=False,
        )


def _bodies(said: Extraction) -> Iterator[Proposal]:
    """Bodies, and housing organisations: those are offered as organisations of a plan, and may be parties too."""
    named: list[tuple[str, Found, bool]] = [(row.name, row, True) for row in said.bodies]
    named += [(row.name, row, False) for row in said.organisations]
    named += [(row.managed_by, row, False) for row in said.organisations if row.managed_by]
    for name, row, offered in named:
        yield Proposal(
            table="parties",
            cells=cells(party_id=slug(name), name=name, role_da="nævnt i papiret", role_en="named in the paper"),
            says=f"Aktør: {name}",
            place=place_of(row),
            sure=False,
            offered=offered,
        )


def _areas(said: Extraction) -> Iterator[Proposal]:
    keys = Keys()
    for row in said.areas:
        yield Proposal(
            table="named_areas",
            cells=cells(key=keys.new(slug(row.name)), name=row.name, kind=row.kind),
            says=f"Område: {row.name} ({row.kind})",
            place=place_of(row),
            sure=False,
        )
