"""Which table holds which record, and what names a row there. Register, snapshot and downloads share it."""

from typing import Any

from geodata.model import (
    AreaGroup,
    Dataset,
    Department,
    DepartmentKey,
    Document,
    Finding,
    Funding,
    FundingSubject,
    Indicator,
    ListArea,
    ListAreaDepartment,
    ListedDepartment,
    Match,
    Membership,
    Plan,
    PlanAreaFigure,
    PlanCaveat,
    PlanLink,
    PlanListCompleteness,
    PlanOrganisation,
    PlanPeriod,
    PlanState,
    PrintedCount,
    Reading,
    Rode,
    Setting,
)

# record -> (table, the column that names a row)
HOME: dict[type[Any], tuple[str, str]] = {
    AreaGroup: ("area_groups", "key"),
    Dataset: ("datasets", "dataset_id"),
    Department: ("departments", "department_id"),
    DepartmentKey: ("department_keys", "key"),
    Document: ("documents", "document_id"),
    Finding: ("findings", "finding_id"),
    Funding: ("funding", "key"),
    FundingSubject: ("funding_subjects", "subject_id"),
    Indicator: ("indicators", "indicator_id"),
    ListArea: ("list_areas", "key"),
    ListAreaDepartment: ("list_area_departments", "key"),
    ListedDepartment: ("listed_departments", "listed_id"),
    Match: ("matches", "listed_id"),
    Membership: ("memberships", "key"),
    Plan: ("plans", "plan_id"),
    PlanAreaFigure: ("plan_area_figures", "key"),
    PlanCaveat: ("plan_caveats", "key"),
    PlanLink: ("plan_links", "key"),
    PlanListCompleteness: ("plan_list_completeness", "key"),
    PlanOrganisation: ("plan_organisations", "key"),
    PlanPeriod: ("plan_periods", "key"),
    PlanState: ("plan_states", "key"),
    PrintedCount: ("printed_counts", "key"),
    Rode: ("roder", "rode_no"),
    Setting: ("settings", "key"),
}
# The values of an indicator: rows named by all four of these columns together.
INDICATOR_VALUES = ("indicator_values", ("indicator_id", "level", "place_no", "year"))
# The dataset that counts homes: the layer of departments.
HOMES_DATASET = "almene_boliger_kk"
# Coverage has a table a reading of the plans' periods.
COVERAGE: dict[Reading, str] = {"default": "bydel_coverage", "agreement": "bydel_coverage_agreement"}


def name_of(row: Any) -> str:
    """What names the record within its table."""
    return str(getattr(row, HOME[type(row)][1]))
