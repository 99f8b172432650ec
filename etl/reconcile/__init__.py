"""Named checks over what was read and placed -> findings. Pure; printed values are never changed.

Each check is one function; its name with "-" is the finding's `check`.
"""

from etl.reconcile.documents import document_differs, quote_moved
from etl.reconcile.layer import (
    homes_missing,
    key_doubled,
    outline_missing,
    outline_shared,
    outside_the_city,
    two_districts,
)
from etl.reconcile.money import agreement_against_note, prose_against_table, table_total, two_price_levels
from etl.reconcile.placement import key_against_name, name_placement, two_names_one_department
from etl.reconcile.plans import negotiated_plans_not_named, period_sources_disagree, plans_not_named
from etl.reconcile.statistics import name_without_rode, rode_without_figures, year_lacks_roder

__all__ = [
    "agreement_against_note",
    "document_differs",
    "homes_missing",
    "key_against_name",
    "key_doubled",
    "name_placement",
    "name_without_rode",
    "negotiated_plans_not_named",
    "outline_missing",
    "outline_shared",
    "outside_the_city",
    "period_sources_disagree",
    "plans_not_named",
    "prose_against_table",
    "quote_moved",
    "rode_without_figures",
    "table_total",
    "two_districts",
    "two_names_one_department",
    "two_price_levels",
    "year_lacks_roder",
]
