"""Proposals about agreements, their goals and statuses, targets, and the figures of series. Pure."""

import re
from collections.abc import Iterator

from etl.extract.facts import Extraction, PrintedGoal
from etl.extract.text import Place
from etl.proposals.proposal import Keys, Paper, Proposal, asked, sure
from geodata.funding import figure
from geodata.names import slug

# the first letters of a group's heading -> the kind of its goals
_GOAL_KINDS = {"analyse": "analyse", "direkte": "direkte målbar", "hensigts": "hensigtserklæring"}
_SPAN = re.compile(r"(?<=^\d{4})-(?=\d{4}$)")  # "2013-2015" is kept as a span of years


def propose(said: Extraction, paper: Paper) -> list[Proposal]:
    """The rows of agreements, goals, goal_statuses, targets and series_values."""
    return [*_agreements(said), *_goals(said, paper), *_targets(said, paper), *_series(said)]


def _agreements(said: Extraction) -> Iterator[Proposal]:
    keys = Keys()
    for row in said.periods:
        if row.subject != "agreement":
            continue
        yield asked(
            "agreements",
            row,
            f"Aftale: {row.name}",
            agreement_id=keys.new(f"{slug(row.name) or 'aftale'}-{row.start.year if row.start else 'uden-aar'}"),
            name_da=row.name or "Aftale",
            name_en=row.name or "Agreement",
            year_from=row.start.year if row.start and row.end else None,
            year_to=row.end.year if row.start and row.end else None,
        )


def _goals(said: Extraction, paper: Paper) -> Iterator[Proposal]:
    for row in said.goals:
        kind = goal_kind(row)
        goal_id = f"{paper.document_id}/{slug(kind)}-{row.position}"
        yield sure(
            "goals",
            row,
            f"Mål {row.position} ({kind}): {row.fulfilment or '?'}, frist {row.deadline or '?'}",
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
        )
        for status in row.statuses:
            yield sure(
                "goal_statuses",
                Place(page=status.page, line=status.line, line_end=status.line_end, quote=status.text),
                f"Status {status.as_of} for mål {row.position} ({kind})",
                key=f"{goal_id}/{status.as_of.lower()}",
                goal_id=goal_id,
                as_of=status.as_of,
                unchanged=status.unchanged,
            )


def goal_kind(row: PrintedGoal) -> str:
    """The register's word for a goal's group; the group as printed where it is none of the known."""
    printed = row.group.lower()
    return next((kind for start, kind in _GOAL_KINDS.items() if start in printed), row.group)


def _targets(said: Extraction, paper: Paper) -> Iterator[Proposal]:
    keys = Keys()
    for row in said.targets:
        known = row.value is not None
        yield asked(
            "targets",
            row,
            f"Måltal: {row.what} {row.comparator} {'' if row.value is None else figure(row.value)}".strip(),
            target_id=keys.new(f"{paper.document_id}/{slug(row.what)[:60]}"),
            name_da=row.what,
            name_en=row.what,
            comparator=row.comparator,
            value=None if row.value is None else float(row.value),
            unit_da=row.unit if known else None,
            unit_en=row.unit if known else None,
            by_year=int(row.by[:4]) if row.by and row.by[:4].isdigit() else None,
        )


def _series(said: Extraction) -> Iterator[Proposal]:
    keys = Keys()
    for row in said.series:
        as_of = _SPAN.sub("/", row.as_of or "")
        yield asked(
            "series_values",
            row,
            f"{row.series} {as_of or '?'}: {figure(row.value)}",
            key=keys.new(f"{row.series}/{as_of.lower().replace('/', '-') or 'uden-dato'}"),
            series_id=row.series,
            as_of=as_of,
            kind="forecast" if row.forecast else "measured",
            printed=figure(row.value),
            value=row.value,
            approximate=row.approximate,
            basis=row.basis,
        )
