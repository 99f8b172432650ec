"""Small statistics for tests, each valid as it stands; name what the test is about and leave the rest."""

from typing import Any

from shapely.geometry import box

from etl.figures import RodeYear, Statistics
from etl.statistics import COLUMNS
from geodata.model import Indicator, Rode


def a_rode(rode_no: int = 1, rode: str = "Eksempelgårdens", bydel_no: int = 1) -> Rode:
    """A square tract of 100 m beside the one of the number before."""
    west = 724_000 + 100 * rode_no
    return Rode(rode_no=rode_no, rode=rode, bydel_no=bydel_no, outline=box(west, 6_176_000, west + 100, 6_176_100))


def an_indicator(indicator_id: str = "labour_market_attachment", **changes: Any) -> Indicator:
    given = {
        "indicator_id": indicator_id,
        "theme": "tilknytning",
        "position": 1,
        "name_da": "Tilknytning",
        "name_en": "Attachment",
        "definition_da": "Andel",
        "definition_en": "Share",
        "direction_da": "højere = flere med tilknytning",
        "direction_en": "higher = more people attached",
        "note_da": "Ingen",
        "note_en": "None",
        "ages": "16-66",
        "unit": "percent",
        "whole": None,
        "published_for": "rode",
        "first_year": 2013,
        "last_year": 2013,
        "dataset_id": "samlede_socio_data_kbh",
    }
    return Indicator(**{**given, **changes})


def a_rode_year(
    rode_no: int | None = 1, share: float | None = 80.0, residents: int | None = 1000, **changes: Any
) -> RodeYear:
    """A rode in 2013 with this share in every indicator."""
    given = {
        "rode_no": rode_no,
        "name": "Eksempelgårdens" if rode_no else "ksempelgårdens",
        "year": 2013,
        "residents": residents,
        "shares": dict.fromkeys(COLUMNS, share),
    }
    return RodeYear(**{**given, **changes})


def some_statistics(*rows: RodeYear, **changes: Any) -> Statistics:
    """The statistics of these rows of roder; those without a number are unplaced."""
    given = {
        "indicators": (an_indicator(),),
        "rode_years": tuple(row for row in rows if row.rode_no is not None),
        "unplaced": tuple(row for row in rows if row.rode_no is None),
        "population": {},
        "income": {},
        "rode_rows_in": len(rows),
        "rode_rows_left_out": 0,
        "bydel_rows_in": 0,
        "bydel_rows_used": 0,
        "bydel_rows_left_out": 0,
    }
    return Statistics(**{**given, **changes})
