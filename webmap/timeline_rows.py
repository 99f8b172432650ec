"""The timeline as flat rows for other programs: English keys, ISO days, empty where something is not known. Pure."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from geodata.model import Event, PlanLink, PlanPeriod
from webmap.language import Language
from webmap.themes import coverage_words as words
from webmap.timeline_view import TimelineView, plan_ids, view

if TYPE_CHECKING:
    from webmap.facts import Facts


def as_rows(facts: "Facts", lang: Language, place: str) -> list[dict[str, object]]:
    """Everything the page shows as flat rows with English keys; days are ISO, what is not known is empty."""
    shown = view(facts, place)
    rows = [
        *_plan_rows(lang, shown),
        *_link_rows(lang, shown),
        *_event_rows(lang, shown),
        *_department_rows(lang, shown),
    ]
    return [{**_EMPTY, **row, "snapshot": facts.snapshot_id} for row in rows]


_EMPTY: dict[str, object] = dict.fromkeys(
    ("what", "id", "name", "place", "reading", "first_day", "last_day", "days", "state", "days_to_expiry", "related")
)
_EMPTY |= dict.fromkeys(("document", "page", "line", "snapshot"))


def _source(row: PlanPeriod | PlanLink | Event) -> dict[str, object]:
    return {"document": row.source.document_id, "page": row.source.page, "line": row.source.line}


def _plan_rows(lang: Language, shown: TimelineView) -> Iterable[dict[str, object]]:
    for one in shown.plans:
        state = "udløbet" if one.expired else one.state.state if one.state else None
        about = {"id": one.plan.plan_id, "name": words.plan_name(lang, one.plan), "place": one.plan.place}
        left = {"default": one.days_left, "agreement": one.days_left_agreement}
        if not one.periods:
            yield {"what": "plan", **about, "state": state}
        for row in one.periods:
            yield {
                "what": "plan",
                **about,
                "reading": row.role,
                "first_day": row.start,
                "last_day": row.end,
                "state": state if row is one.period else None,
                "days_to_expiry": left.get(row.role),
                **_source(row),
            }


def _link_rows(lang: Language, shown: TimelineView) -> Iterable[dict[str, object]]:
    for link, between in shown.links:
        yield {
            "what": "transition",
            "id": link.key,
            "name": link.kind,
            "first_day": link.on,
            "last_day": link.on,
            "days": between,
            "related": f"{link.predecessor_id} {link.plan_id}",
            **_source(link),
        }


def _event_rows(lang: Language, shown: TimelineView) -> Iterable[dict[str, object]]:
    for mark in shown.marks:
        event, days = mark.told[0], mark.days
        yield {
            "what": "event",
            "id": event.event_id,
            "name": lang.pick(event.name_da, event.name_en),
            "first_day": days.first if days else None,
            "last_day": days.last if days else None,
            "days": days.count if days else None,
            "state": event.kind,
            "related": " ".join(plan_ids(mark)),
            **_source(event),
        }


def _department_rows(lang: Language, shown: TimelineView) -> Iterable[dict[str, object]]:
    for one in shown.departments:
        about = {"id": one.department.department_id if one.department else "", "name": one.name}
        related = " ".join(dict.fromkeys(row.plan_id for row in one.memberships))
        for reading, covered in (("default", one.default), ("agreement", one.agreement)):
            for what, spans in (("covered", covered.spans), ("gap", covered.gaps)):
                for days in spans:
                    yield {
                        "what": what,
                        **about,
                        "reading": reading,
                        "first_day": days.first,
                        "last_day": days.last,
                        "days": days.count,
                        "related": related,
                    }
