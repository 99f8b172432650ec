"""The records that travel through the house: frozen, checked when they are made, missing is `None`.

Geometries are shapely objects in EPSG:25832. Shapely itself is not imported here, since serving reads records too.
"""

from geodata.model.money import KRONER, Funding, FundingSubject, MoneyUnit, Stage, SteeringArea
from geodata.model.places import Area, Department
from geodata.model.plan_areas import ListArea, ListAreaDepartment, PlanAreaFigure
from geodata.model.plans import (
    AreaGroup,
    DepartmentKey,
    ListedDepartment,
    Membership,
    Plan,
    PlanCaveat,
    PlanLink,
    PlanListCompleteness,
    PlanOrganisation,
    PlanPeriod,
    PlanState,
    PrintedCount,
    Setting,
)
from geodata.model.results import Coverage, Finding, Match
from geodata.model.sources import Dataset, Document, Source
from geodata.model.statistics import CITY_NO, Indicator, IndicatorValue, Level, Missing, Rode, Unit
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
    "CITY_NO",
    "Coverage",
    "Dataset",
    "Department",
    "DepartmentKey",
    "Document",
    "FIRST_YEAR",
    "Finding",
    "Funding",
    "FundingSubject",
    "Indicator",
    "IndicatorValue",
    "KRONER",
    "KeyStatus",
    "LAST_YEAR",
    "Level",
    "ListArea",
    "ListAreaDepartment",
    "ListedDepartment",
    "Match",
    "Membership",
    "Method",
    "Missing",
    "MoneyUnit",
    "Outcome",
    "PeriodRole",
    "Plan",
    "PlanAreaFigure",
    "PlanCaveat",
    "PlanLink",
    "PlanListCompleteness",
    "PlanOrganisation",
    "PlanPeriod",
    "PlanState",
    "PrintedCount",
    "READINGS",
    "Reading",
    "Rode",
    "Setting",
    "Severity",
    "Source",
    "Stage",
    "State",
    "Status",
    "SteeringArea",
    "Unit",
]
