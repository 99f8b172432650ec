"""Proposals about what is neither a plan nor money: ticks, counts, lists, figures, events and what is named. Pure."""

from collections.abc import Iterator

from etl.extract.facts import Count, Extraction, Found
from etl.proposals import goals
from etl.proposals.planned import planned
from etl.proposals.proposal import Keys, Paper, Proposal, asked, sure
from geodata.funding import figure
from geodata.names import slug

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
        *goals.propose(said, paper),
        *_events(said, paper),
        *_points(said),
        *_bodies(said),
        *_areas(said),
    ]


def _ticks(said: Extraction, paper: Paper) -> Iterator[Proposal]:
    for row in said.boxes:
        yield sure(
            "ticked_bydele",
            row,
            f"{'Afkrydset' if row.ticked else 'Ikke afkrydset'}: {row.name}",
            key=f"{paper.document_id}/{slug(row.name)}",
            name=row.name,
            ticked=row.ticked,
        )


def _counts(said: Extraction, paper: Paper) -> Iterator[Proposal]:
    keys = Keys()
    for row in said.counts:
        if isinstance(row.value, int):
            yield asked(
                "printed_counts",
                row,
                f"Antal: {_counted(row)}",
                key=keys.new(f"{paper.document_id}/{row.what}"),
                subject=paper.document_id,
                what=row.what,
                value=row.value,
                approximate=row.approximate,
            )
        if row.what == "other":
            yield asked(
                "quantities",
                row,
                f"Størrelse: {_counted(row)}",
                key=keys.new(f"{paper.document_id}/antal/{row.line}"),
                name_da=row.noun,
                name_en=row.noun,
                printed=figure(row.value),
                value=row.value,
                unit_da=row.noun,
                unit_en=row.noun,
                approximate=row.approximate,
            ).unasked(where=isinstance(row.value, int))


def _counted(row: Count) -> str:
    return f"{'ca. ' if row.approximate else ''}{figure(row.value)} {row.noun}"


def _lists(said: Extraction) -> Iterator[Proposal]:
    keys = Keys()
    for row in said.lists:
        for name in row.names:
            yield sure(
                "list_areas",
                row,
                f"På statens liste over {row.list}: {name}",
                key=keys.new(f"{slug(row.list)}/{slug(name)}"),
                list_da=row.list,
                list_en=row.list,
                name=name,
                as_of=row.as_of,
            )


def _indicators(said: Extraction, paper: Paper) -> Iterator[Proposal]:
    plans = {one.area: one.plan_id for one in planned(said)}
    for row in said.indicators:
        names = _INDICATORS.get(row.indicator)
        if names is None:
            continue
        ages = row.ages or ""
        propose_row = sure if row.area in plans else asked
        yield propose_row(
            "plan_area_figures",
            row,
            f"{row.area}: {figure(row.value_pct)} % mod {figure(row.city_pct)} % i byen ({ages} år)",
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
        ).derived("Tallene er trykt om planens område; at det er de nævnte afdelingers, er vores læsning")


def _organisations(said: Extraction) -> Iterator[Proposal]:
    keys = Keys()
    for row in said.organisations:
        yield asked(
            "plan_organisations",
            row,
            f"Boligorganisation: {row.printed}",
            key=keys.new(slug(row.name)),
            printed=row.printed,
            managed_by=row.managed_by,
        )


def _events(said: Extraction, paper: Paper) -> Iterator[Proposal]:
    keys = Keys()
    for row in said.events:
        yield asked(
            "events",
            row,
            f"Dato i teksten: {row.printed}" + (f", {row.who}" if row.who else ""),
            event_id=keys.new(f"{paper.document_id}/{row.on.isoformat()}"),
            kind="forventet" if row.expected else "beslutning",
            on=row.on,
            until=row.until,
            printed=row.printed,
            body=row.who,
            name_da=f"Dateret i teksten, linje {row.line}",
            name_en=f"Dated in the text, line {row.line}",
        )


def _points(said: Extraction) -> Iterator[Proposal]:
    about = planned(said)
    keys = Keys()
    for row in said.points:
        kind = _POINTS[row.kind]
        yield asked(
            "plan_contents",
            row,
            f"{kind.capitalize()} {row.position}: {row.name[:60]}",
            key=keys.new(f"{about[0].plan_id if about else 'plan'}/{slug(kind)}-{row.position}"),
            plan_id=about[0].plan_id if len(about) == 1 else None,
            kind=kind,
            position=row.position,
            name_da=row.name,
            name_en=row.name,
        )


def _bodies(said: Extraction) -> Iterator[Proposal]:
    """Bodies, and housing organisations: those are offered as organisations of a plan, and may be parties too."""
    named: list[tuple[str, Found, bool]] = [(row.name, row, False) for row in said.bodies]
    named += [(row.name, row, True) for row in said.organisations]
    named += [(row.managed_by, row, True) for row in said.organisations if row.managed_by]
    for name, row, is_organisation in named:
        yield asked(
            "parties",
            row,
            f"Aktør: {name}",
            party_id=slug(name),
            name=name,
            role_da="nævnt i papiret",
            role_en="named in the paper",
        ).unasked(where=is_organisation)


def _areas(said: Extraction) -> Iterator[Proposal]:
    keys = Keys()
    for row in said.areas:
        yield asked(
            "named_areas",
            row,
            f"Område: {row.name} ({row.kind})",
            key=keys.new(slug(row.name)),
            name=row.name,
            kind=row.kind,
        )
