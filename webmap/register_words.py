"""What a register row says in short, and how it is referred to: one place for every table of the register. Pure."""

import re
from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import date
from typing import TYPE_CHECKING, Any

from geodata import funding as sums
from geodata.catalogue import anchor_of
from geodata.model import (
    AreaGroup,
    Event,
    Finding,
    Funding,
    FundingShare,
    Goal,
    GoalStatus,
    ListArea,
    ListAreaDepartment,
    ListedDepartment,
    Membership,
    Plan,
    PrintedCount,
    Quantity,
    Remark,
    SeriesValue,
    Target,
)
from webmap.checks import subject_of
from webmap.language import Language
from webmap.themes import money_words as money

if TYPE_CHECKING:
    from webmap.facts import Facts

_FIGURE = re.compile(r"\d{1,12}(?:\.\d{3}){0,6}(?:,\d{1,6})?")

_PERCENT = re.compile(r"(\d)[ \u00a0]%")


@dataclass(frozen=True, slots=True)
class Part:
    """One part of what a row says; `danish` where it is the document's own word or a name."""

    text: str
    danish: bool = False


def table_names(lang: Language) -> dict[str, str]:
    """What each table of the register holds, in words; in the order they are shown."""
    return {
        "plans": lang._("Planer"),
        "plan_states": lang._("Planernes tilstand"),
        "plan_periods": lang._("Planernes perioder"),
        "plan_links": lang._("Planernes rækkefølge"),
        "plan_organisations": lang._("Boligorganisationer"),
        "plan_contents": lang._("Planernes indhold"),
        "plan_caveats": lang._("Forbehold"),
        "plan_list_completeness": lang._("Om listen af planer er fuldstændig"),
        "listed_departments": lang._("Nævnte afdelinger"),
        "memberships": lang._("Afdelingernes medlemskab af en plan"),
        "printed_counts": lang._("Trykte antal"),
        "quantities": lang._("Andre trykte tal"),
        "area_groups": lang._("Områder"),
        "ticked_bydele": lang._("Afkrydsede bydele"),
        "funding_subjects": lang._("Beløbenes formål"),
        "funding": lang._("Beløb"),
        "funding_shares": lang._("Hvem der betaler hvor stor en del"),
        "agreements": lang._("Aftaler"),
        "goals": lang._("Aftalernes mål"),
        "goal_statuses": lang._("Målenes status"),
        "targets": lang._("Måltal"),
        "series_values": lang._("Tal, der er opgjort flere gange"),
        "events": lang._("Begivenheder"),
        "parties": lang._("Parter"),
        "named_areas": lang._("Andre nævnte områder"),
        "plan_area_figures": lang._("Planområdernes egne tal"),
        "list_areas": lang._("Steder på statens liste"),
        "list_area_departments": lang._("Afdelinger på disse steder"),
        "remarks": lang._("Bemærkninger"),
    }


def table_name(lang: Language, table: str) -> str:
    """What a table holds; its own name where nobody has put it in words yet."""
    return table_names(lang).get(table, table)


def says(lang: Language, facts: "Facts", row: Any) -> list[Part]:
    """The row's own cells in short: what it says besides its name and its source."""
    if type(row) in _OWN:
        return [part for part in _OWN[type(row)](lang, facts, row) if part.text]
    own = [field.name for field in fields(row) if field.name not in _NOT_SAID and not field.name.endswith("_en")]
    said = [_said(lang, facts, name, row) for name in own]
    return [part for part in said if part.text]


def in_a_line(parts: list[Part]) -> str:
    """The parts as one text."""
    return ", ".join(part.text for part in parts)


def title(lang: Language, facts: "Facts", row: Any) -> Part:
    """What a row is about, in a few words: its name, or else the first that it says."""
    if isinstance(row, Funding):
        name, years = lang.pick(row.name_da, row.name_en), money.years(lang, row)
        return Part(lang._("{name}, {years}: {amount}", name=name, years=years, amount=money.amount(lang, row)))
    if isinstance(row, PrintedCount):
        return Part(_what_is_counted(lang, facts, row))
    if isinstance(row, SeriesValue | Quantity | GoalStatus | FundingShare):
        return Part(in_a_line(says(lang, facts, row)))
    if hasattr(row, "name_da"):
        return Part(lang.pick(row.name_da, row.name_en))
    return next(iter(says(lang, facts, row)), Part(anchor_of(row)))


def _what_is_counted(lang: Language, facts: "Facts", row: PrintedCount) -> str:
    """What a paper counts: "TM021: 91 afdelinger"; what is counted by no word of ours, as the row says it."""
    paper, word = facts.documents[row.source.document_id].short_title, _words(lang).get(("what", row.what))
    said = f"{lang.number(row.value)} {word}" if word and row.what != "other" else in_a_line(says(lang, facts, row))
    return f"{paper}: {said}"


def status_word(lang: Language, row: Any) -> str:
    """How a reference begins what the row says: printed, derived or assumed."""
    return {"printed": lang._("Trykt"), "derived": lang._("Udledt"), "inferred": lang._("Antaget")}[row.source.status]


def citation(lang: Language, facts: "Facts", row: Any) -> str:
    """The reference a person pastes: publisher, title, date, place, what stands there, and which snapshot says so.

    A printed figure that does not add up carries what was computed.
    """
    document, day = facts.documents[row.source.document_id], facts.reference_date
    dated = lang.day(document.document_date) if document.document_date else _undated(lang, document.date_inferred_from)
    figure = _cited_figure(lang, row) if isinstance(row, Funding) else in_a_line(says(lang, facts, row))
    computed = [_computed(lang, one) for one in facts.findings_on.get(anchor_of(row), []) if _is_about(one, row)]
    return " ".join(
        [
            lang._(
                "{publisher}: {title}, {dated}, {place}.",
                publisher=document.publisher,
                title=document.title,
                dated=dated,
                place=lang.place_in_document(row.source),
            ),
            f"{status_word(lang, row)}: {figure.rstrip('.')}.",
            *computed,
            lang._(
                "Helhedskort, øjebliksbillede {snapshot}, {day}.",
                snapshot=facts.snapshot_id,
                day=lang.pick(f"{day:%d-%m-%Y}", lang.day(day)),
            ),
        ]
    )


def figure_as_printed(lang: Language, printed: str) -> str:
    """A figure as the documents write it, in this language: "2.100" -> "2,100" in English."""
    return printed if lang.code == "da" else printed.translate(str.maketrans(".,", ",."))


def arithmetic(lang: Language, text: str) -> str:
    """A sum written out the Danish way, its figures as this language writes them."""
    said = _FIGURE.sub(lambda match: figure_as_printed(lang, match[0]), text)
    return _PERCENT.sub(lambda match: lang.with_percent(match[1]), said)


def as_of(lang: Language, text: str) -> str:
    """A time as a series has it: "2017-Q1" -> "1. kvartal 2017", "2013/2015" -> "2013–2015"."""
    return "–".join(_time(lang, one) for one in text.split("/"))


def _time(lang: Language, text: str) -> str:
    year, _, rest = text.partition("-")
    if rest[:1] == "Q":
        return lang._("{number}. kvartal {year}", number=rest[1:], year=year)
    if rest[:1] == "H":
        return lang._("{number}. halvår {year}", number=rest[1:], year=year)
    return lang.month(int(year), int(rest)) if len(rest) == 2 else lang.dated(text)


def _is_about(finding: Finding, row: Any) -> bool:
    return (
        subject_of(finding) == anchor_of(row) and finding.severity in ("error", "rounding") and bool(finding.arithmetic)
    )


def _computed(lang: Language, finding: Finding) -> str:
    value = sums.figure(finding.computed) if finding.computed is not None else lang.not_stated
    return lang._(
        "Beregnet: {value} ({arithmetic}).",
        value=figure_as_printed(lang, value),
        arithmetic=arithmetic(lang, finding.arithmetic),
    )


def _undated(lang: Language, inferred_from: str) -> str:
    return lang._("udateret ({inferred})", inferred=lang._(inferred_from)) if inferred_from else lang._("udateret")


def _cited_figure(lang: Language, row: Funding) -> str:
    return lang._(
        "{figure} ({unit}, {price_level}), {name}, {years}",
        figure=figure_as_printed(lang, row.printed),
        unit=lang._("1.000 kr.") if row.unit == "1.000 kr." else lang._("mio. kr."),
        price_level=money.price_level(lang, row),
        name=lang.pick(row.name_da, row.name_en),
        years=money.years(lang, row),
    )


# ---- one row in short

_NOT_SAID = {
    *("key", "source", "listed_id", "position", "amount_kr", "unit", "table", "table_row"),
    *("indicator", "subject", "agreement_id", "goal_id", "party_id", "event_id", "topic", "split", "whole"),
    *("decision_id", "part_of", "forecast_of", "target_id", "subject_id"),
}
_IN_THE_CATALOGUE = {"state", "stage", "steering_area"}  # words that pages say, as the register has them


def _said(lang: Language, facts: "Facts", name: str, row: Any) -> Part:
    value = getattr(row, name)
    if value in (None, "", ()) or (value is False and (name, value) not in _words(lang)):
        return Part("")
    if name == "year_to":
        return Part("" if value == row.year_from else str(value))
    if name == "duration_years":
        return Part(lang.ngettext("{count} år", "{count} år", value))
    plan = facts.plan_names.get(value) if isinstance(value, str) else None
    if plan is not None:
        return Part(lang.pick(*plan))
    coded = _words(lang).get((name, value)) if isinstance(value, str | bool) else None
    if coded is not None:
        return Part(coded)
    if name == "as_of" and isinstance(value, str):
        return Part(as_of(lang, value))
    return _plain(lang, name, value, row)


def _plain(lang: Language, name: str, value: Any, row: Any) -> Part:
    if isinstance(value, tuple):
        return Part(" + ".join(str(part) for part in value))  # numbers of districts, or plans
    if isinstance(value, date):
        return Part(lang.day(value))
    if isinstance(value, float):
        return Part(lang.of_100(value, 0 if value.is_integer() else 1))
    if name == "value":
        return Part(lang.number(value))
    if name == "theme":
        return Part(lang._("tema {number}", number=value))
    if name == "price_level":
        return Part(money.price_level_named(lang, str(value)))
    if name in _IN_THE_CATALOGUE:
        return Part(lang._(str(value).lower()))
    english = getattr(row, f"{name.removesuffix('_da')}_en", None)
    return Part(lang.pick(str(value), str(english or value)), danish=english is None and isinstance(value, str))


def _funding(lang: Language, facts: "Facts", row: Funding) -> list[Part]:
    area = money.steering_area(lang, row) if row.steering_area else ""
    return [
        Part(lang.pick(row.name_da, row.name_en)),
        Part(money.amount(lang, row)),
        Part(money.years(lang, row)),
        Part(area),
        Part(row.grant or "", danish=True),
        Part(money.price_level(lang, row)),
        Part(money.stage(lang, row)),
        Part(lang.pick(row.payer_da or "", row.payer_en or "")),
        Part(lang._("sum") if row.is_total else ""),
    ]


def _series_value(lang: Language, facts: "Facts", row: SeriesValue) -> list[Part]:
    held = facts.series.get(row.series_id)
    name, unit = (
        (lang.pick(held.name_da, held.name_en), lang.pick(held.unit_da, held.unit_en)) if held else (row.series_id, "")
    )
    return [
        Part(name),
        Part(_counted(lang, row.approximate, row.printed, unit)),
        Part(as_of(lang, row.as_of)),
        Part(lang._("prognose") if row.kind == "forecast" else ""),
        Part(row.basis or "", danish=True),
    ]


def _quantity(lang: Language, facts: "Facts", row: Quantity) -> list[Part]:
    years = sorted({year for year in (row.year_from, row.year_to) if year})
    return [
        Part(lang.pick(row.name_da, row.name_en)),
        Part(_counted(lang, row.approximate, row.printed, lang.pick(row.unit_da, row.unit_en))),
        Part("–".join(map(str, years))),
        Part(money.price_level_named(lang, row.price_level) if row.price_level else ""),
    ]


def _target(lang: Language, facts: "Facts", row: Target) -> list[Part]:
    unit = lang.pick(row.unit_da or "", row.unit_en or "")
    value = "" if row.value is None else _counted(lang, False, sums.figure(row.value), unit)
    how = {
        "at least": lang._("mindst {value}", value=value),
        "at most": lang._("højst {value}", value=value),
        "fall by": lang._("fald på {value}", value=value),
        "share": value,
        "none": lang._("ingen"),
    }
    return [
        Part(lang.pick(row.name_da, row.name_en)),
        Part(how[row.comparator]),
        Part(lang._("målt mod {base}", base=row.base))
        if (row.base or "").isdigit()
        else Part(row.base or "", danish=True),
        Part(lang._("inden udgangen af {year}", year=row.by_year) if row.by_year else ""),
    ]


def _event(lang: Language, facts: "Facts", row: Event) -> list[Part]:
    return [
        Part(lang.pick(row.name_da, row.name_en)),
        Part(row.printed, danish=True),
        Part(_words(lang).get(("kind", row.kind), row.kind)),
        Part(row.body or "", danish=True),
    ]


def _goal_status(lang: Language, facts: "Facts", row: GoalStatus) -> list[Part]:
    goal = facts.rows.get(f"goals/{row.goal_id}")
    return [
        Part(lang.pick(goal.name_da, goal.name_en) if goal else row.goal_id),
        Part(lang._("status {time}", time=as_of(lang, row.as_of))),
        Part(lang._("uændret") if row.unchanged else ""),
    ]


def _plan(lang: Language, facts: "Facts", row: Plan) -> list[Part]:
    several = lang.ngettext("{count} plan", "{count} planer", row.stands_for) if row.stands_for > 1 else ""
    return [Part(lang.pick(row.name, row.name_en)), Part(row.place or "", danish=True), Part(several)]


def _listed(lang: Language, facts: "Facts", row: ListedDepartment) -> list[Part]:
    key = lang.listing(list(facts.tied([row.listed_id])))
    return [
        Part(row.name, danish=True),
        Part(lang._("skrevet »{printed}«", printed=row.printed) if row.printed != row.name else ""),
        _said(lang, facts, "plan_id", row),
        Part(lang._("nøgle {key}", key=key) if key else ""),
    ]


def _membership(lang: Language, facts: "Facts", row: Membership) -> list[Part]:
    listed = facts.rows.get(f"listed_departments/{row.listed_id}")
    return [
        Part(listed.name if listed else row.listed_id, danish=True),
        *(_said(lang, facts, name, row) for name in ("plan_id", "valid_from", "valid_to")),
    ]


def _list_area_department(lang: Language, facts: "Facts", row: ListAreaDepartment) -> list[Part]:
    listed, area = facts.rows.get(f"listed_departments/{row.listed_id}"), facts.rows.get(f"list_areas/{row.list_area}")
    return [
        Part(listed.name if listed else row.listed_id, danish=True),
        *(_list_area(lang, facts, area) if area else [Part(row.list_area)]),
    ]


def _area_group(lang: Language, facts: "Facts", row: AreaGroup) -> list[Part]:
    names = [facts.bydele[no][0] for no in row.bydel_nos if no in facts.bydele]
    return [Part(row.name, danish=True), Part(lang.listing(names))]


def _remark(lang: Language, facts: "Facts", row: Remark) -> list[Part]:
    return [Part(lang.pick(row.text_da, row.text_en)), Part(outcomes(lang)[row.severity])]


def _list_area(lang: Language, facts: "Facts", row: ListArea) -> list[Part]:
    return [
        Part(row.name, danish=True),
        Part(lang._("på statens liste over {which}", which=lang.pick(row.list_da, row.list_en))),
        Part(lang.day(row.as_of) if row.as_of else ""),
    ]


def _share(lang: Language, facts: "Facts", row: FundingShare) -> list[Part]:
    share = lang.of_100(row.value_pct, 0 if row.value_pct.is_integer() else 1)
    return [
        Part(lang.pick(row.payer_da, row.payer_en)),
        Part(share),
        Part(_words(lang)["basis", row.basis]),
        _said(lang, facts, "plan_id", row),
    ]


def _counted(lang: Language, approximate: bool, printed: str, unit: str) -> str:
    figure = figure_as_printed(lang, printed)
    figure = lang.with_percent(figure) if unit == "%" else f"{figure} {unit}".strip()
    return lang._("ca. {figure}", figure=figure) if approximate else figure


_OWN: dict[type, Callable[[Language, "Facts", Any], list[Part]]] = {
    Funding: _funding,
    SeriesValue: _series_value,
    Quantity: _quantity,
    Target: _target,
    Event: _event,
    GoalStatus: _goal_status,
    ListArea: _list_area,
    ListAreaDepartment: _list_area_department,
    ListedDepartment: _listed,
    Membership: _membership,
    Plan: _plan,
    AreaGroup: _area_group,
    Remark: _remark,
    FundingShare: _share,
}


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
        ("ticked", True): lang._("krydset af"),
        ("ticked", False): lang._("ikke krydset af"),
        ("complete", True): lang._("listen er fuldstændig"),
        ("complete", False): lang._("listen er ikke fuldstændig"),
        ("unchanged", True): lang._("uændret"),
        ("basis", "rule"): lang._("efter reglen for alle planer"),
        ("basis", "plan"): lang._("for planen"),
        **_kinds(lang),
    }


def _kinds(lang: Language) -> dict[tuple[str, str | bool], str]:
    words = {
        "beslutning": lang._("beslutning"),
        "frist": lang._("frist"),
        "udløb": lang._("udløb"),
        "start": lang._("start"),
        "liste": lang._("liste"),
        "opgørelse": lang._("opgørelse"),
        "møde": lang._("møde"),
        "forventet": lang._("forventet"),
        "forhandling": lang._("forhandling"),
        "ændring": lang._("ændring"),
        "fokusområde": lang._("fokusområde"),
        "mål": lang._("mål"),
        "bestanddel": lang._("bestanddel"),
        "bilag": lang._("bilag"),
        "udviklingsplan": lang._("udviklingsplan"),
        "områdefornyelse": lang._("områdefornyelse"),
        "forsøgsområde": lang._("forsøgsområde"),
        "område": lang._("område"),
        "analyse": lang._("analyse"),
        "direkte målbar": lang._("direkte målbar"),
        "hensigtserklæring": lang._("hensigtserklæring"),
    }
    fulfilled = {
        "Opfyldt": lang._("opfyldt"),
        "I proces": lang._("i proces"),
        "Indtænkes": lang._("indtænkes"),
    }
    by_column = {"kind": words, "fulfilment": fulfilled, "severity": outcomes(lang)}
    return {(column, code): word for column, known in by_column.items() for code, word in known.items()}


def event_kind(lang: Language, event: Event) -> str:
    """What sort of thing an event is, in a word."""
    return _words(lang).get(("kind", event.kind), event.kind)


def goal_kind(lang: Language, goal: Goal) -> str:
    """What sort of goal it is."""
    return _words(lang).get(("kind", goal.kind), goal.kind)


def fulfilment(lang: Language, goal: Goal) -> str:
    """What is printed of a goal's fulfilment."""
    return _words(lang).get(("fulfilment", goal.fulfilment), goal.fulfilment)


def outcomes(lang: Language) -> dict[str, str]:
    """What came of holding two figures against each other, or of looking for something."""
    return {
        "holds": lang._("går op"),
        "error": lang._("går ikke op"),
        "rounding": lang._("afrunding"),
        "ambiguous": lang._("kan læses på flere måder"),
        "definition": lang._("opgjort på forskellig måde"),
        "missing": lang._("mangler i kilderne"),
    }
