"""/kilder: every document and dataset with publisher, date, licence and hash, and every row that is read from it."""

from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from flask import Blueprint, Response, make_response, render_template

from geodata.catalogue import name_of
from geodata.model import Funding, Source
from webmap.asking import snapshot
from webmap.facts import Facts
from webmap.language import Language
from webmap.prefixes import language
from webmap.sheet import stated
from webmap.themes import THEMES
from webmap.themes.money_words import amount

blueprint = Blueprint("sources", __name__)


@dataclass(frozen=True, slots=True)
class Read:
    """One register row read from a document: what it says in short, and where it stands."""

    table: str
    key: str
    says: str
    source: Source


@blueprint.get("/kilder")
def page() -> Response:
    """The sources of the snapshot."""
    served, lang = snapshot(), language()
    rows = register_rows(served.facts, lang)
    text = render_template(
        "sources.html",
        served=served,
        facts=served.facts,
        themes=[(slug, theme.label(lang)) for slug, theme in THEMES.items()],
        on_sources=True,
        tables=table_names(lang),
        read={key: [row for row in rows if row.source.document_id == key] for key in served.facts.documents},
        used_by=used_by(served.facts, lang),
    )
    answer = make_response(text)
    answer.headers["Cache-Control"] = "no-cache"
    answer.add_etag()
    return answer


def table_names(lang: Language) -> dict[str, str]:
    """What each table of the register holds, in words; in the order they are shown."""
    return {
        "plans": lang._("Planer"),
        "plan_states": lang._("Planernes tilstand"),
        "plan_periods": lang._("Planernes perioder"),
        "plan_links": lang._("Planernes rækkefølge"),
        "plan_organisations": lang._("Boligorganisationer"),
        "plan_caveats": lang._("Forbehold"),
        "listed_departments": lang._("Nævnte afdelinger"),
        "memberships": lang._("Afdelingernes medlemskab af en plan"),
        "printed_counts": lang._("Trykte antal"),
        "area_groups": lang._("Områder"),
        "funding_subjects": lang._("Beløbenes formål"),
        "funding": lang._("Beløb"),
        "plan_area_figures": lang._("Planområdernes egne tal"),
        "list_areas": lang._("Steder på statens liste"),
        "list_area_departments": lang._("Afdelinger på disse steder"),
    }


def register_rows(facts: Facts, lang: Language) -> list[Read]:
    """Every row with a source, in the order of the tables and of the lines."""
    held = facts.sourced
    made = [
        Read(table, name_of(row), _says(row, lang), row.source)
        for table in table_names(lang)
        for row in sorted(held[table], key=lambda one: (one.source.line, name_of(one)))
    ]
    return made


def _says(row: Any, lang: Language) -> str:
    """The row's own cells in short: what it says besides its name and its source."""
    own = [field.name for field in fields(row) if field.name not in _NOT_SAID and not field.name.endswith("_en")]
    said = [_said(name, getattr(row, name), row, lang) for name in own]
    return ", ".join(one for one in said if one)


_NOT_SAID = {
    *("key", "source", "listed_id", "key_because", "key_status", "position", "amount_kr", "unit", "table", "table_row"),
    *("indicator", "subject"),
}
_IN_THE_CATALOGUE = {"state", "stage", "price_level", "steering_area"}  # words that pages say, as the register has them


def _said(name: str, value: Any, row: Any, lang: Language) -> str:
    if isinstance(row, Funding) and name == "printed":
        return amount(lang, row)
    if isinstance(row, Funding) and name == "year_to" and value == row.year_from:
        return ""
    if name == "duration_years" and value:
        return lang.ngettext("{count} år", "{count} år", value)
    if value in (None, "", ()) or value is False:
        return ""
    coded = _words(lang).get((name, value)) if isinstance(value, str | bool) else None
    if coded is not None:
        return coded
    if isinstance(value, tuple):
        return " + ".join(str(part) for part in value)
    if isinstance(value, date):
        return lang.day(value)
    if isinstance(value, float):
        return lang.of_100(value, 1)
    if name == "value":
        return lang.number(value)
    if name in _IN_THE_CATALOGUE:
        return lang._(str(value).lower())
    return lang.pick(str(value), str(getattr(row, f"{name.removesuffix('_da')}_en", None) or value))


def _words(lang: Language) -> dict[tuple[str, str | bool], str]:
    """(column, value) -> the word for it, where the register holds a code."""
    return {
        ("role", "default"): lang._("efter varighed og budgetår"),
        ("role", "agreement"): lang._("udmøntningsnotatets datoer"),
        ("role", "statement"): lang._("oplyst i teksten"),
        ("kind", "continued"): lang._("fortsættelse"),
        ("kind", "merged"): lang._("sammenlægning"),
        ("what", "plans"): lang._("planer"),
        ("what", "departments"): lang._("afdelinger"),
        ("what", "homes"): lang._("boliger"),
        ("what", "residents"): lang._("beboere"),
        ("approximate", True): lang._("omtrentligt"),
        ("is_total", True): lang._("sum"),
    }


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
