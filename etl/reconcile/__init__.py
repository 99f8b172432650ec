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
from etl.reconcile.placement import key_against_name, name_placement, two_names_one_department
from etl.reconcile.plans import period_sources_disagree, plans_not_named
from etl.reconcile.statistics import name_without_rode, rode_without_figures, year_lacks_roder

__all__ = [
    "document_differs",
    "homes_missing",
    "key_against_name",
    "key_doubled",
    "name_placement",
    "name_without_rode",
    "outline_missing",
    "outline_shared",
    "outside_the_city",
    "period_sources_disagree",
    "plans_not_named",
    "quote_moved",
    "rode_without_figures",
    "two_districts",
    "two_names_one_department",
    "year_lacks_roder",
]
