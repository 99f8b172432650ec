"""/kilder: every document and dataset, and every row read from them; /kilder/<table>/<key>: one row, to refer to."""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, abort, render_template, request, url_for

from geodata.catalogue import anchor_of, name_of
from geodata.model import Source
from webmap import data, pages, prefixes
from webmap import register_words as words
from webmap.asking import known, snapshot
from webmap.checks import subject_of
from webmap.facts import Facts
from webmap.language import Language
from webmap.prefixes import language
from webmap.sheet import stated
from webmap.themes import THEMES

blueprint = Blueprint("sources", __name__)
# table -> the themes that show its rows
SHOWN_BY = {
    "plans": ("plan",),
    "plan_states": ("daekning", "plan"),
    "plan_periods": ("daekning", "plan"),
    "plan_links": ("plan",),
    "plan_organisations": ("daekning", "plan"),
    "plan_caveats": ("daekning", "plan"),
    "listed_departments": ("daekning",),
    "memberships": ("daekning",),
    "printed_counts": ("daekning",),
    "funding_subjects": ("finansiering",),
    "funding": ("finansiering",),
    "plan_area_figures": ("planomraader",),
    "list_areas": ("lister",),
    "list_area_departments": ("lister",),
}
_ON_THE_TIMELINE = ("plans", "plan_states", "plan_periods", "plan_links", "memberships")
_AMONG_THE_GOALS = ("goals", "goal_statuses")


@dataclass(frozen=True, slots=True)
class Read:
    """One register row read from a document: what it says in short, and where it stands."""

    table: str
    key: str
    says: list[words.Part]
    source: Source


@blueprint.get("/kilder")
def page() -> Response:
    """The sources of the snapshot; with `dokument`, one document with its rows unfolded."""
    served, lang = snapshot(), language()
    documents = served.facts.documents
    wanted = request.args.get("dokument", "")
    if wanted:
        choices = {key: (row.title, url_for("sources.page", dokument=key)) for key, row in documents.items()}
        known(lang._("dokumentet"), wanted, choices)
    query = pages.understood({"dokument"})
    return pages.kept(served, ("sources", wanted), query, lambda: _sources(served.facts, lang, wanted, query))


def _sources(facts: Facts, lang: Language, wanted: str, query: str) -> str:
    shown = {key: row for key, row in facts.documents.items() if wanted in ("", key)}
    rows = register_rows(facts, lang)
    return render_template(
        "sources.html",
        **pages.frame_of(snapshot(), lang, query),
        here="sources",
        wanted=wanted,
        documents=shown,
        datasets=() if wanted else facts.datasets,
        names={table: words.table_name(lang, table) for table in facts.sourced},
        read={key: _by_table([row for row in rows if row.source.document_id == key]) for key in shown},
        used_by=used_by(facts, lang),
        tables=data.TABLES,
    )


def _by_table(rows: list[Read]) -> dict[str, list[Read]]:
    found: dict[str, list[Read]] = {}
    for row in rows:
        found.setdefault(row.table, []).append(row)
    return found


@blueprint.get("/kilder/<table>/<path:key>")
def fact(table: str, key: str) -> Response:
    """One row of the register: what it says, where it stands, who accepted it, and the reference to paste."""
    served, lang = snapshot(), language()
    facts = served.facts
    row = facts.rows.get(f"{table}/{key}")
    if row is None:
        abort(404, lang._("Registret har ingen række med det navn. Alle rækker står på siden Kilder."))
    return pages.passing(
        render_template(
            "fact.html",
            **pages.frame_of(served, lang),
            here="sources",
            row=row,
            table=table,
            anchor=f"{table}/{key}",
            document=facts.documents[row.source.document_id],
            title=words.title(lang, facts, row),
            table_name=words.table_name(lang, table),
            says=words.says(lang, facts, row),
            status_word=words.status_word(lang, row),
            citation=words.citation(lang, facts, row),
            findings=facts.findings_on.get(f"{table}/{key}", []),
            outcomes=words.outcomes(lang),
            about=subject_of,
            used=used_in(facts, lang, row),
            lasting=prefixes.address(lang.code, served.snapshot_id, ""),
        )
    )


def fact_url(anchor: str) -> str:
    """The page of a register row, by table and key."""
    table, _, key = anchor.partition("/")
    return url_for("sources.fact", table=table, key=key)


def register_rows(facts: Facts, lang: Language) -> list[Read]:
    """Every row with a source, in the order of the tables and of the lines."""
    order = [*words.table_names(lang), *facts.sourced]
    return [
        Read(table, name_of(row), words.says(lang, facts, row), row.source)
        for table in dict.fromkeys(order)
        for row in sorted(facts.sourced.get(table, []), key=lambda one: (one.source.line, name_of(one)))
    ]


def used_in(facts: Facts, lang: Language, row: Any) -> list[tuple[str, str]]:
    """(label, address) of the pages that show a row."""
    table, _, _ = anchor_of(row).partition("/")
    query: dict[str, Any] = {}
    if table == "funding" and row.year_from == row.year_to and row.year_from:
        query = {"aar": row.year_from}
    used = [(THEMES[slug].label(lang), url_for("maps.themed", name=slug, **query)) for slug in SHOWN_BY.get(table, ())]
    in_a_table = table == "funding" and row.table is not None  # the ledger prints the tables whole
    in_the_ledger = anchor_of(row) in facts.reckoned_with or in_a_table
    used += [(lang._("Tidslinje"), url_for("timeline.page"))] if _on_the_timeline(table, row) else []
    used += [(lang._("Mål og status"), url_for("goals.page"))] if _among_the_goals(facts, table, row) else []
    return [
        *used,
        *([(lang._("Regnestykket"), url_for("ledger.page"))] if in_the_ledger else []),
        *(_placed_in(facts, lang, row) if table == "listed_departments" else []),
    ]


def _placed_in(facts: Facts, lang: Language, row: Any) -> list[tuple[str, str]]:
    """Where it is shown how a name was placed, and the departments it was tied to."""
    how = url_for("departments.page", _anchor=row.listed_id)
    tied = [(facts.departments[key].name, key) for key in facts.tied([row.listed_id])]
    return [
        (lang._("Afdelinger: hvordan navnet er placeret"), how),
        *((name, url_for("departments.profile", department_id=key)) for name, key in tied),
    ]


def _on_the_timeline(table: str, row: Any) -> bool:
    return table in _ON_THE_TIMELINE or (table == "events" and bool(row.plan_ids))


def _among_the_goals(facts: Facts, table: str, row: Any) -> bool:
    if table == "agreements":
        return any(goal.agreement_id == row.agreement_id for goal in facts.sourced["goals"])
    return table in _AMONG_THE_GOALS or (table == "targets" and bool(row.goal_id or row.list_da))


def used_by(facts: Facts, lang: Language) -> dict[str, list[str]]:
    """dataset_id -> the indicators computed from it."""
    found: dict[str, list[str]] = {}
    for row in facts.indicators:
        ages = lang._(", {ages} år", ages=row.ages.replace("-", "–")) if row.ages else ""
        definition = stated(lang.pick(row.definition_da, row.definition_en)).text
        found.setdefault(row.dataset_id, []).append(
            f"{lang.pick(row.name_da, row.name_en)}{ages}: {definition} {row.first_year}–{row.last_year}"
        )
    return found
