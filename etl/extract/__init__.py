"""From a document's lines to the facts it prints. Pure: no file, no network, the same answer each time.

One module a kind of fact, each with `find(text)`; the rules read the form of the city's papers, never these papers'
own names and figures. Every fact says where it stands.
"""

from dataclasses import replace

from etl.extract import (
    amounts,
    areas,
    bodies,
    bydele,
    checks,
    counts,
    departments,
    events,
    goals,
    heading,
    indicators,
    lists,
    organisations,
    periods,
    plans,
    points,
    series,
    shares,
    tables,
    targets,
)
from etl.extract.facts import Extraction
from etl.extract.text import Text


def extract(text: Text) -> Extraction:
    """Everything the document is found to say, and what in it does not add up."""
    title, number, kind = heading.find(text)
    boxes = bydele.find(text)
    said = Extraction(
        title=title,
        number=number,
        kind=kind,
        bydele_ticked=tuple(box.name for box in boxes if box.ticked),
        boxes=boxes,
        departments=departments.find(text),
        tables=tables.find(text),
        amounts=amounts.find(text),
        indicators=indicators.find(text),
        periods=periods.find(text),
        shares=shares.find(text),
        counts=counts.find(text),
        lists=lists.find(text),
        goals=goals.find(text),
        series=series.find(text),
        targets=targets.find(text),
        plans=plans.find(text),
        organisations=organisations.find(text),
        events=events.find(text),
        points=points.find(text),
        bodies=bodies.find(text),
        areas=areas.find(text),
    )
    return replace(said, findings=checks.check(said, text))
