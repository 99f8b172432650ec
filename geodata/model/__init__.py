"""The records that travel through the house: frozen, checked when they are made, missing is `None`.

Geometries are shapely objects in EPSG:25832. Shapely itself is not imported here, since serving reads records too.
"""

from geodata.model.places import Area, Department
from geodata.model.plans import (
    AreaGroup,
    DepartmentKey,
    ListedDepartment,
    Membership,
    Plan,
    PlanCaveat,
    PlanListCompleteness,
    PlanOrganisation,
    PlanPeriod,
    PlanState,
    PrintedCount,
    Setting,
)
from geodata.model.results import Coverage, Finding, Match
from geodata.model.sources import Dataset, Document, Source
from geodata.model.words import (
    FIRST_YEAR,
    LAST_YEAR,
    READINGS,
    KeyStatus,
    Method,
    Outcome,
    PeriodRole,
    Reading,
    Severity,
    State,
    Status,
)

__all__ = [
    "Area",
    "AreaGroup",
    "Coverage",
    "Dataset",
    "Department",
    "DepartmentKey",
    "Document",
    "FIRST_YEAR",
    "Finding",
    "KeyStatus",
    "LAST_YEAR",
    "ListedDepartment",
    "Match",
    "Membership",
    "Method",
    "Outcome",
    "PeriodRole",
    "Plan",
    "PlanCaveat",
    "PlanListCompleteness",
    "PlanOrganisation",
    "PlanPeriod",
    "PlanState",
    "PrintedCount",
    "READINGS",
    "Reading",
    "Setting",
    "Severity",
    "Source",
    "State",
    "Status",
]
