"""The goals as flat rows for other programs: English keys, empty where something is not known. Pure."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from webmap.goals_sheet import goals_told, on_lists
from webmap.language import Language

if TYPE_CHECKING:
    from webmap.facts import Facts


def as_rows(facts: "Facts", lang: Language) -> list[dict[str, object]]:
    """A row a goal and test, and one for each goal about a list; English keys, what is not known is empty."""
    return [
        {**_EMPTY, **row, "snapshot": facts.snapshot_id} for row in (*_goal_rows(facts, lang), *_list_rows(facts, lang))
    ]


_EMPTY: dict[str, object] = dict.fromkeys(
    ("id", "agreement", "theme", "kind", "name", "deadline", "owner", "fulfilment", "expected", "list", "statuses")
)
_EMPTY |= dict.fromkeys(
    ("check", "outcome", "printed", "computed", "arithmetic", "document", "page", "line", "snapshot")
)


def _goal_rows(facts: "Facts", lang: Language) -> Iterable[dict[str, object]]:
    for one in goals_told(facts):
        goal = one.goal
        about: dict[str, object] = {
            "id": goal.goal_id,
            "agreement": goal.agreement_id,
            "theme": goal.theme,
            "kind": goal.kind,
            "name": lang.pick(goal.name_da, goal.name_en),
            "deadline": goal.deadline,
            "owner": goal.owner,
            "fulfilment": goal.fulfilment,
            "expected": goal.expected,
            "statuses": " ".join(row.as_of for row in one.statuses),
            "document": goal.source.document_id,
            "page": goal.source.page,
            "line": goal.source.line,
        }
        if not one.tests:
            yield about
        for test in one.tests:
            yield {
                **about,
                "check": test.check,
                "outcome": test.outcome,
                "printed": test.printed,
                "computed": test.computed,
                "arithmetic": test.arithmetic,
            }


def _list_rows(facts: "Facts", lang: Language) -> Iterable[dict[str, object]]:
    for row in on_lists(facts):
        yield {
            "id": row.target_id,
            "name": lang.pick(row.name_da, row.name_en),
            "deadline": str(row.by_year) if row.by_year else None,
            "list": lang._("statens liste over {which}", which=row.list_da),
            "document": row.source.document_id,
            "page": row.source.page,
            "line": row.source.line,
        }
