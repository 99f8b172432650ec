"""Checks over the statistics against the roder they are about. Pure."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from etl.disclosure import Limits, Tract, too_few
from etl.figures import RodeYear, city_mean, last_common_year
from geodata.model import Finding, Rode
from geodata.wording import ENGLISH, listing, number

if TYPE_CHECKING:
    from etl.figures import Statistics

_SHOWN = "labour_market_attachment"  # the indicator that a finding is reckoned with


def name_without_rode(statistics: "Statistics", limits: Limits) -> list[Finding]:
    """Names of the statistics that no rode bears: in no mean, with what the city's mean would be with them.

    Where the share is of too few people to be shown, the means are not told either: it could be computed of them.
    """
    names = sorted({row.name for row in statistics.unplaced})
    return [_without_rode(name, statistics, limits) for name in names]


def rode_without_figures(statistics: "Statistics", roder: Iterable[Rode]) -> list[Finding]:
    """Roder of the layer that the statistics do not name in any year; nothing where no statistics were read."""
    if not statistics.rode_rows_in:
        return []
    named = {row.rode_no for row in statistics.rode_years}
    return [
        Finding(
            finding_id=f"rode-without-figures/{rode.rode_no}",
            check="rode-without-figures",
            severity="missing",
            subject=f"rode/{rode.rode_no}",
            message_da=f"Roden {rode.rode} ({rode.rode_no}) har ingen tal i kommunens statistik.",
            message_en=f"The rode {rode.rode} ({rode.rode_no}) has no figures in the city's statistics.",
        )
        for rode in roder
        if rode.rode_no not in named
    ]


def year_lacks_roder(statistics: "Statistics", roder: Sequence[Rode]) -> list[Finding]:
    """Years that lack roder which have figures in other years: means of these years are over fewer."""
    by_year: dict[int, set[int | None]] = {}
    for row in statistics.rode_years:
        by_year.setdefault(row.year, set()).add(row.rode_no)
    ever = set().union(*by_year.values())
    return [
        _lacking(year, [rode.rode for rode in roder if rode.rode_no in ever - present])
        for year, present in sorted(by_year.items())
        if ever - present
    ]


def _without_rode(name: str, statistics: "Statistics", limits: Limits) -> Finding:
    own = {row.year: row for row in statistics.unplaced if row.name == name}
    shared = last_common_year(statistics.indicators)
    row = own[shared if shared in own else max(own)]
    share = row.shares[_SHOWN]
    if share is not None and row.residents and too_few([Tract(0, 0, row.residents, {_SHOWN: share})], limits):
        return _too_few_without_rode(name)
    others = [other for other in statistics.rode_years if other.year == row.year]
    without, with_it = city_mean(others, _SHOWN), city_mean([*others, row], _SHOWN)
    shown, reckoned_with = (None if pooled is None else round(pooled.value, 2) for pooled in (without, with_it))
    return Finding(
        finding_id=f"name-without-rode/{name}",
        check="name-without-rode",
        severity="missing",
        subject=f"statistics/{name}",
        message_da=(
            f"Kommunens statistik har tal for »{name}« ({number(row.residents or 0)} beboere i {row.year}), men ingen "
            f"rode hedder sådan. De er ikke med: byens tilknytning til arbejdsmarkedet i {row.year} er {_da(shown)} "
            f"uden dem og {_da(reckoned_with)} med dem."
        ),
        message_en=(
            f'The statistics of the city have figures for "{name}" ({number(row.residents or 0, locale=ENGLISH)} '
            f"residents in {row.year}), but no rode bears that name. They are left out: the city's labour-market "
            f"attachment in {row.year} is {shown}% without them and {reckoned_with}% with them."
        ),
        printed=reckoned_with,
        computed=shown,
        arithmetic=_arithmetic(row, without.value, without.weight, reckoned_with) if without and with_it else "",
    )


def _too_few_without_rode(name: str) -> Finding:
    return Finding(
        finding_id=f"name-without-rode/{name}",
        check="name-without-rode",
        severity="missing",
        subject=f"statistics/{name}",
        message_da=f"Kommunens statistik har tal for »{name}«, men ingen rode hedder sådan. De er for få til at vises.",
        message_en=(
            f'The city\'s statistics have figures for "{name}", but no rode bears that name. They are too few to show.'
        ),
    )


def _arithmetic(row: RodeYear, mean: float, residents: int, together: float | None) -> str:
    share, people = row.shares[_SHOWN], row.residents
    return f"({mean:.4f} × {residents} + {share} × {people}) / ({residents} + {people}) = {together}"


def _lacking(year: int, names: list[str]) -> Finding:
    return Finding(
        finding_id=f"year-lacks-roder/{year}",
        check="year-lacks-roder",
        severity="missing",
        subject=f"statistics/{year}",
        message_da=(
            f"I {year} mangler {len(names)} roder i kommunens statistik: {listing(names)}. Bydelens og byens tal for "
            f"året er beregnet uden dem."
        ),
        message_en=(
            f"For {year} the statistics of the city lack {len(names)} roder: {listing(names, ENGLISH)}. The figures "
            f"for district and city in that year are computed without them."
        ),
        computed=len(names),
    )


def _da(share: float | None) -> str:
    return "ikke oplyst" if share is None else f"{share:.2f} %".replace(".", ",").replace(" ", "\u00a0")
