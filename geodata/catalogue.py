"""Which table holds which record, and what names a row there. Register, snapshot and downloads share it."""

from typing import Any

from geodata.model import (
    Agreement,
    AreaGroup,
    Dataset,
    Decision,
    Department,
    DepartmentKey,
    DepartmentName,
    Document,
    Event,
    Evidence,
    Finding,
    Footprint,
    Funding,
    FundingShare,
    FundingSubject,
    Goal,
    GoalStatus,
    Held,
    Indicator,
    ListArea,
    ListAreaDepartment,
    ListedDepartment,
    Match,
    MatchCandidate,
    Membership,
    NamedArea,
    OrganisationName,
    Party,
    Plan,
    PlanAreaFigure,
    PlanCaveat,
    PlanContent,
    PlanLink,
    PlanListCompleteness,
    PlanOrganisation,
    PlanPeriod,
    PlanState,
    PrintedCount,
    Quantity,
    Reading,
    Remark,
    Rode,
    RodeHousing,
    Series,
    SeriesValue,
    Setting,
    Target,
    TickedBydel,
)

# record -> (table, the column that names a row)
HOME: dict[type[Any], tuple[str, str]] = {
    Agreement: ("agreements", "agreement_id"),
    AreaGroup: ("area_groups", "key"),
    Dataset: ("datasets", "dataset_id"),
    Decision: ("decisions", "key"),
    Department: ("departments", "department_id"),
    DepartmentKey: ("department_keys", "key"),
    DepartmentName: ("department_names", "key"),
    Document: ("documents", "document_id"),
    Event: ("events", "event_id"),
    Evidence: ("match_evidence", "key"),
    Finding: ("findings", "finding_id"),
    Footprint: ("footprints", "department_id"),
    Funding: ("funding", "key"),
    FundingShare: ("funding_shares", "key"),
    FundingSubject: ("funding_subjects", "subject_id"),
    Goal: ("goals", "goal_id"),
    GoalStatus: ("goal_statuses", "key"),
    Held: ("held", "held_id"),
    Indicator: ("indicators", "indicator_id"),
    ListArea: ("list_areas", "key"),
    ListAreaDepartment: ("list_area_departments", "key"),
    ListedDepartment: ("listed_departments", "listed_id"),
    Match: ("matches", "listed_id"),
    MatchCandidate: ("match_candidates", "key"),
    Membership: ("memberships", "key"),
    NamedArea: ("named_areas", "key"),
    OrganisationName: ("organisation_names", "key"),
    Party: ("parties", "party_id"),
    Plan: ("plans", "plan_id"),
    PlanAreaFigure: ("plan_area_figures", "key"),
    PlanCaveat: ("plan_caveats", "key"),
    PlanContent: ("plan_contents", "key"),
    PlanLink: ("plan_links", "key"),
    PlanListCompleteness: ("plan_list_completeness", "key"),
    PlanOrganisation: ("plan_organisations", "key"),
    PlanPeriod: ("plan_periods", "key"),
    PlanState: ("plan_states", "key"),
    PrintedCount: ("printed_counts", "key"),
    Quantity: ("quantities", "key"),
    Remark: ("remarks", "key"),
    Rode: ("roder", "rode_no"),
    RodeHousing: ("rode_housing", "rode_no"),
    Series: ("series", "series_id"),
    SeriesValue: ("series_values", "key"),
    Setting: ("settings", "key"),
    Target: ("targets", "target_id"),
    TickedBydel: ("ticked_bydele", "key"),
}
KEY_OF: dict[str, str] = dict(HOME.values())  # table -> the column that names its rows
RECORD_OF: dict[str, type[Any]] = {table: record for record, (table, _) in HOME.items()}
# The values of an indicator: rows named by all four of these columns together.
INDICATOR_VALUES = ("indicator_values", ("indicator_id", "level", "place_no", "year"))
# The dataset that counts homes: the layer of departments.
HOMES_DATASET = "almene_boliger_kk"
# Coverage has a table a reading of the plans' periods.
COVERAGE: dict[Reading, str] = {"default": "bydel_coverage", "agreement": "bydel_coverage_agreement"}


def name_of(row: Any) -> str:
    """What names the record within its table."""
    return str(getattr(row, HOME[type(row)][1]))


def anchor_of(row: Any) -> str:
    """What names the record among all: table and key, as findings name what they rest on."""
    return f"{HOME[type(row)][0]}/{name_of(row)}"
