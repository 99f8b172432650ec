"""Named checks over what was read and placed -> findings, and what holds. Pure; printed values are never changed.

Each check is one function; its name with "-" is the finding's `check`. A check that reckons returns what fits as well,
as `Held`, out of the same comparison, so that the two cannot disagree. What each holds against what, with which
tolerance and severity, is a table in docs/data.md.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from etl.reconcile.counts import counts_against_lists, departments_not_named, organisation_not_in_predecessor
from etl.reconcile.dates import budget_year_outside_period, dates_against_each_other, period_against_duration
from etl.reconcile.documents import document_differs, quote_moved
from etl.reconcile.goals import goals_against_counts, share_without_denominator, target_against_measurement
from etl.reconcile.layer import (
    footprint_approximate,
    footprint_note,
    homes_missing,
    key_doubled,
    outline_missing,
    outline_shared,
    outside_the_city,
    two_districts,
)
from etl.reconcile.money import agreement_against_note, prose_against_table, table_total, two_price_levels
from etl.reconcile.placement import decision_does_not_fit, name_placement, two_names_one_department
from etl.reconcile.plans import negotiated_plans_not_named, period_sources_disagree, plans_not_named
from etl.reconcile.pools import one_decision_two_amounts, pool_not_allotted
from etl.reconcile.remarks import remark
from etl.reconcile.series import figure_told_twice, forecast_against_basis, jump_in_series, series_parts, two_bases
from etl.reconcile.services import ServiceFailure, service_failed
from etl.reconcile.shares import shares_against_100, shares_against_amounts
from etl.reconcile.statistics import name_without_rode, rode_without_figures, year_lacks_roder
from geodata.model import Finding, Held

if TYPE_CHECKING:
    from etl.register import Register

# the checks that need the register alone, in the order their findings are told
OF_THE_REGISTER: tuple[Callable[["Register"], Sequence[Finding | Held]], ...] = (
    period_sources_disagree,
    period_against_duration,
    budget_year_outside_period,
    dates_against_each_other,
    plans_not_named,
    negotiated_plans_not_named,
    counts_against_lists,
    table_total,
    prose_against_table,
    agreement_against_note,
    two_price_levels,
    pool_not_allotted,
    one_decision_two_amounts,
    shares_against_100,
    shares_against_amounts,
    goals_against_counts,
    target_against_measurement,
    share_without_denominator,
    series_parts,
    forecast_against_basis,
    figure_told_twice,
    two_bases,
    jump_in_series,
    remark,
)

__all__ = [
    "OF_THE_REGISTER",
    "ServiceFailure",
    "agreement_against_note",
    "budget_year_outside_period",
    "counts_against_lists",
    "dates_against_each_other",
    "departments_not_named",
    "document_differs",
    "figure_told_twice",
    "footprint_approximate",
    "footprint_note",
    "forecast_against_basis",
    "goals_against_counts",
    "homes_missing",
    "jump_in_series",
    "decision_does_not_fit",
    "key_doubled",
    "name_placement",
    "name_without_rode",
    "negotiated_plans_not_named",
    "one_decision_two_amounts",
    "organisation_not_in_predecessor",
    "outline_missing",
    "outline_shared",
    "outside_the_city",
    "period_against_duration",
    "period_sources_disagree",
    "plans_not_named",
    "pool_not_allotted",
    "prose_against_table",
    "quote_moved",
    "remark",
    "rode_without_figures",
    "series_parts",
    "service_failed",
    "share_without_denominator",
    "shares_against_100",
    "shares_against_amounts",
    "table_total",
    "target_against_measurement",
    "two_bases",
    "two_districts",
    "two_names_one_department",
    "two_price_levels",
    "year_lacks_roder",
]
