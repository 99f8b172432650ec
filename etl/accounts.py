"""What went into each step of a build, what came out, and what did not: for the manifest. Pure.

The three are counted apart from each other, so that in = out + refused can fail; a step that loses something in
silence stops the build.
"""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from geodata.errors import HelhedskortError
from geodata.model import Department, Footprint, Match, Source

if TYPE_CHECKING:
    from etl.figures import Statistics
    from etl.geography import Geography
    from etl.register import Register


def accounts(
    facts: "Register",
    quoted: Iterable[Source],
    geography: "Geography",
    departments: Sequence[Department],
    outlines: Sequence[Footprint],
    matches: Sequence[Match],
    statistics: "Statistics",
) -> list[dict[str, Any]]:
    """One row a step: step, in, out, refused. Raises HelhedskortError where they do not add up."""
    quotes = list(quoted)
    doubled = sum(features - 1 for features in geography.merged.values())
    points = {row.department_id for row in outlines if row.method == "point only"}
    outside = [row for row in departments if row.bydel_no is None]
    inside = {area.bydel_no: 0 for area in geography.areas}
    for row in departments:
        if row.bydel_no is not None:
            inside[row.bydel_no] += 1
    nowhere = [row for row in departments if row.outline is None and row.department_id not in points]
    placed = [match for match in matches if match.outcome == "matched"]
    unplaced = [match for match in matches if match.reason and not match.department_ids]
    return [
        _step("layer features -> departments", geography.rows_in, len(departments), doubled),
        _step("departments -> city district", len(geography.departments), sum(inside.values()), len(outside)),
        _step("departments -> footprints", len(geography.departments), len(outlines), len(nowhere)),
        _step("listed names -> departments", len(facts.listed_departments), len(placed), len(unplaced)),
        _step(
            "register rows -> quotes",
            len(facts.sourced()),
            sum(source.quote is not None for source in quotes),
            sum(source.quote is None for source in quotes),
        ),
        _step(
            "statistics rows -> roder",
            statistics.rode_rows_in,
            len(statistics.rode_years),
            len(statistics.unplaced) + statistics.rode_rows_left_out,
        ),
        _step(
            "statistics rows -> city districts",
            statistics.bydel_rows_in,
            statistics.bydel_rows_used,
            statistics.bydel_rows_left_out,
        ),
    ]


def _step(step: str, went_in: int, out: int, refused: int) -> dict[str, Any]:
    if went_in != out + refused:
        raise HelhedskortError(
            f"{went_in} ind, {out} ud og {refused} afvist går ikke op",
            where=step,
            remedy="Det er en fejl i programmet; det gamle øjebliksbillede gælder stadig.",
        )
    return {"step": step, "in": went_in, "out": out, "refused": refused}
