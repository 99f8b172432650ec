"""What /tidslinje says: the sentences above the chart, and its tables. Pure; timeline_rows.py has the same as rows."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geodata.model import Event, PlanLink, PlanPeriod
from geodata.timeline import Covered, Days, Mark
from webmap import register_words
from webmap.language import Language
from webmap.lines import Line, LineRow, LineTable
from webmap.sheet import Sentence
from webmap.themes import common
from webmap.themes import coverage_words as words
from webmap.timeline_view import WINDOW, DepartmentLine, PlanLine, TimelineView, plan_ids, view

if TYPE_CHECKING:
    from webmap.facts import Facts


@dataclass(frozen=True, slots=True)
class TimelineSheet:
    """The timeline in one language. `spoken` is what the chart says to one who does not see it."""

    shown: TimelineView
    name: str
    heading: str
    summary: tuple[Sentence, ...]
    spoken: str
    tables: tuple[LineTable, ...]
    documents: tuple[str, ...]


def timeline_sheet(facts: "Facts", lang: Language, place: str) -> TimelineSheet:
    """The timeline of a place by slug, or of the whole city."""
    shown = view(facts, place)
    name = facts.places[place][0] if place else ""
    heading = (
        lang._("Boligsociale helhedsplaner over tid: {place}", place=name)
        if place
        else lang._("Boligsociale helhedsplaner over tid: hvad afløste hvad, og hvornår udløber de?")
    )
    tables = (_plans(lang, shown), _links(lang, shown), _events(lang, shown), _departments(lang, shown))
    return TimelineSheet(
        shown=shown,
        name=name,
        heading=heading,
        summary=tuple(_summary(lang, shown, name)),
        spoken=_spoken(lang, shown),
        tables=tuple(table for table in tables if table.rows),
        documents=tuple(common.cited(facts, _used(shown))),
    )


def _used(shown: TimelineView) -> Iterable[Event | PlanLink | PlanPeriod]:
    for one in shown.plans:
        yield from one.periods
        yield from one.before
    for mark in shown.marks:
        yield from mark.told


# ---- sentences


def _summary(lang: Language, shown: TimelineView, name: str) -> Iterable[Sentence]:
    facts, day = shown.facts, lang.day(shown.facts.reference_date)
    if not shown.plans:
        yield Sentence(
            lang._(
                "Kilderne nævner ingen plan for {place}. Det er ikke det samme som, at der ingen har været.", place=name
            )
        )
        return
    named = [one for one in shown.plans if one.plan.stands_for == 1]
    running = [one for one in named if one.days_left is not None and one.days_left >= 0 and _begun(shown, one)]
    yield Sentence(
        lang.ngettext(
            "Registret kender {count} navngiven plan eller indsats. Pr. {day} løber {running} af dem.",
            "Registret kender {count} navngivne planer og indsatser. Pr. {day} løber {running} af dem.",
            len(named),
            day=day,
            running=lang.in_words(len(running)),
        )
    )
    for one in sorted(running, key=lambda row: (row.days_left, row.plan.plan_id)):
        yield Sentence(_runs_out(lang, one), words.refs(lang, facts, _two_readings(one)))


def _begun(shown: TimelineView, one: PlanLine) -> bool:
    return one.span.days is not None and one.span.days.first <= shown.facts.reference_date


def _two_readings(one: PlanLine) -> list[PlanPeriod]:
    return [row for row in (one.period, one.agreement) if row is not None]


def _runs_out(lang: Language, one: PlanLine) -> str:
    """When a running plan ends, by each reading."""
    name = words.short_name(lang, one.plan)
    if one.period is None or one.period.end is None:
        return lang._("{plan}: slutdagen er ikke oplyst.", plan=name)
    left = lang.number(one.days_left)
    if not one.disputed or one.agreement is None or one.agreement.end is None:
        return lang._("{plan} udløber {day}, om {left} dage.", plan=name, day=lang.day(one.period.end), left=left)
    return lang._(
        "{plan}: kilderne er uenige. Efter varighed og budgetår udløber planen {day} (om {left} dage), efter "
        "udmøntningsnotatet {other} (om {other_left} dage); {disputed} dage afhænger af, hvilken kilde man følger.",
        plan=name,
        day=lang.day(one.period.end),
        left=left,
        other=lang.day(one.agreement.end),
        other_left=lang.number(one.days_left_agreement),
        disputed=lang.number(sum(days.count for days in one.disputed)),
    )


def _spoken(lang: Language, shown: TimelineView) -> str:
    """The chart in one text."""
    plans = [
        f"{words.short_name(lang, one.plan)} {lang.span(one.period) if one.period else lang._('periode ikke oplyst')}"
        for one in shown.plans
    ]
    disputed = [words.short_name(lang, one.plan) for one in shown.disputed]
    said = lang._(
        "Tidslinje for årene {first} til {last} med en lodret streg ved {day}: {plans}.",
        first=WINDOW.first.year,
        last=WINDOW.last.year,
        day=lang.day(shown.facts.reference_date),
        plans="; ".join(plans),
    )
    if disputed:
        said += " " + lang._("Kilderne er uenige om slutdagen for {plans}.", plans=lang.listing(disputed))
    return f"{said} " + lang._("Alle oplysninger står i tabellerne.")


def days_said(lang: Language, days: Days) -> str:
    """ "1. januar 2026 – 31. december 2028", or one day."""
    if days.first == days.last:
        return lang.day(days.first)
    return f"{lang.day(days.first)} – {lang.day(days.last)}"


def _count(lang: Language, count: int) -> str:
    return lang.ngettext("{count} dag", "{count} dage", count)


def _missing(lang: Language, text: str = "") -> tuple[Line, ...]:
    return (Line(text or lang.not_stated, missing=True),)


# ---- plans


def _plans(lang: Language, shown: TimelineView) -> LineTable:
    return LineTable(
        table_id="planer",
        title=lang._("Planerne"),
        caption=lang._(
            "Hver plan med perioden efter hver kilde, tilstanden og dage til udløb pr. {day}. Den periode, der er "
            "tegnet, står først.",
            day=lang.day(shown.facts.reference_date),
        ),
        head=lang._("Plan"),
        columns=(
            lang._("Periode efter hver kilde"),
            lang._("Tilstand"),
            lang._("Dage til udløb"),
            lang._("Efterfølger"),
        ),
        rows=tuple(_plan_row(lang, shown, one) for one in shown.plans),
    )


def _plan_row(lang: Language, shown: TimelineView, one: PlanLine) -> LineRow:
    facts = shown.facts
    said: dict[str, list[PlanPeriod]] = {}  # what several places say alike is one line
    for row in one.periods:
        said.setdefault(_period(lang, one, row), []).append(row)
    periods = tuple(Line(text, words.refs(lang, facts, rows), strong=one.period in rows) for text, rows in said.items())
    disputed = tuple(
        Line(
            lang._(
                "Kilderne er uenige om {count} dage: {days}", count=lang.number(days.count), days=days_said(lang, days)
            ),
            strong=True,
        )
        for days in one.disputed
    )
    return LineRow(
        words.plan_name(lang, one.plan),
        (
            (*periods, *disputed) or (Line(lang.not_stated, (words.ref(lang, facts, one.plan),), missing=True),),
            _state(lang, shown, one),
            _expiry(lang, one),
            tuple(_successors(lang, shown, one)) or _missing(lang),
        ),
        note=one.plan.place or "",
    )


def _period(lang: Language, one: PlanLine, row: PlanPeriod) -> str:
    """A period with what it rests on; the one that is followed by default has no other beside it to tell it from."""
    if row is one.period and one.agreement is None:
        return f"{lang.span(row)} ({lang.status(row.source.status)})"
    return words.period(lang, row)


def _state(lang: Language, shown: TimelineView, one: PlanLine) -> tuple[Line, ...]:
    if one.expired:
        return (Line(words.state(lang, "udløbet")),)
    if one.state is None:
        return _missing(lang)
    return (Line(words.state(lang, one.state.state), (words.ref(lang, shown.facts, one.state),)),)


def _expiry(lang: Language, one: PlanLine) -> tuple[Line, ...]:
    if one.days_left is None:
        return _missing(lang, lang._("slutdag ikke oplyst"))
    if one.days_left < 0:
        return (Line(lang._("udløbet for {count} dage siden", count=lang.number(-one.days_left)), quiet=True),)
    default = Line(_count(lang, one.days_left), strong=True)
    if not one.disputed or one.days_left_agreement is None:
        return (default,)
    other = lang._("{days} efter udmøntningsnotatet", days=_count(lang, one.days_left_agreement))
    return (default, Line(other))


def _successors(lang: Language, shown: TimelineView, one: PlanLine) -> Iterable[Line]:
    for link in one.after:
        said = f"{_name(lang, shown, link.plan_id)} ({_how(lang, link)})"
        yield Line(said, (words.ref(lang, shown.facts, link),))


def _name(lang: Language, shown: TimelineView, plan_id: str) -> str:
    return next((words.short_name(lang, row) for row in shown.facts.plans if row.plan_id == plan_id), plan_id)


def _how(lang: Language, link: PlanLink) -> str:
    when = lang.day(link.on) if link.on else lang._("dato ikke oplyst")
    return lang._("lagt sammen, {when}", when=when) if link.kind == "merged" else when


# ---- transitions


def _links(lang: Language, shown: TimelineView) -> LineTable:
    return LineTable(
        table_id="overgange",
        title=lang._("Overgange og sammenlægninger"),
        caption=lang._(
            "Dage imellem er dage, hvor hverken den tidligere eller den senere plan løb, efter varighed og budgetår. 0 "
            "betyder, at de mødes eller overlapper."
        ),
        head=lang._("Fra"),
        columns=(lang._("Til"), lang._("Hvordan"), lang._("Dag"), lang._("Dage imellem"), lang._("Kilde")),
        rows=tuple(_link_row(lang, shown, link, between) for link, between in shown.links),
    )


def _link_row(lang: Language, shown: TimelineView, link: PlanLink, between: int | None) -> LineRow:
    kind = lang._("sammenlægning") if link.kind == "merged" else lang._("fortsættelse")
    return LineRow(
        _name(lang, shown, link.predecessor_id),
        (
            (Line(_name(lang, shown, link.plan_id)),),
            (Line(kind),),
            (Line(lang.day(link.on)),) if link.on else _missing(lang),
            (Line(lang.number(between), strong=True),) if between is not None else _missing(lang),
            (Line(lang.status(link.source.status), (words.ref(lang, shown.facts, link),), quiet=True),),
        ),
    )


# ---- decisions


def _events(lang: Language, shown: TimelineView) -> LineTable:
    numbers = {id(mark): number for number, mark in enumerate(shown.drawn_marks, start=1)}
    return LineTable(
        table_id="dage",
        title=lang._("Beslutninger og andre dage"),
        caption=lang._(
            "Tallet er det, der står i tegningen. Det, kilderne ikke giver en dag, står sidst og er ikke tegnet; start "
            "og udløb ses som planernes ender."
        ),
        head=lang._("Hvad"),
        columns=(lang._("Nr."), lang._("Hvornår"), lang._("Slags"), lang._("Hvem"), lang._("Planer"), lang._("Kilde")),
        rows=tuple(_event_row(lang, shown, mark, numbers.get(id(mark))) for mark in shown.marks),
    )


def _event_row(lang: Language, shown: TimelineView, mark: Mark, number: int | None) -> LineRow:
    event = mark.told[0]
    plans = lang.listing([_name(lang, shown, plan_id) for plan_id in plan_ids(mark)])
    when = (Line(days_said(lang, mark.days)),) if mark.days else _missing(lang, lang._("dag ikke oplyst"))
    printed = dict.fromkeys(row.printed for row in mark.told)
    as_printed = tuple(Line(f"»{text}«", quiet=True, danish=True) for text in printed if mark.days is None)
    return LineRow(
        lang.pick(event.name_da, event.name_en),
        (
            (Line(str(number), strong=True),) if number else (Line("–"),),
            (*when, *as_printed),
            (Line(register_words.event_kind(lang, event)),),
            (Line(event.body, danish=True),) if event.body else _missing(lang),
            (Line(plans),),
            (Line("", words.refs(lang, shown.facts, mark.told)),),
        ),
    )


# ---- departments


def _departments(lang: Language, shown: TimelineView) -> LineTable:
    return LineTable(
        table_id="afdelinger",
        title=lang._("Afdelingernes dage under en plan"),
        caption=lang._(
            "Dage, som kilderne henfører afdelingen til en plan, der løber, efter begge læsninger af perioderne. Et "
            "hul er dage, som ingen kilde dækker; det er ikke det samme som, at afdelingen var uden plan."
        ),
        head=lang._("Afdeling"),
        columns=(
            lang._("Planer"),
            lang._("Dage efter varighed og budgetår"),
            lang._("Dage efter udmøntningsnotatet"),
            lang._("Huller"),
        ),
        rows=tuple(_department_row(lang, shown, one) for one in shown.departments),
        long=True,
    )


def _department_row(lang: Language, shown: TimelineView, one: DepartmentLine) -> LineRow:
    memberships = tuple(
        Line(
            lang._("{plan}, fra {day}", plan=_name(lang, shown, row.plan_id), day=lang.day(row.valid_from))
            + (f" ({lang.status('inferred')})" if row.source.status == "inferred" else ""),
            (words.ref(lang, shown.facts, row),),
        )
        for row in one.memberships
    )
    placed = one.department.name if one.department is not None else lang._("ikke placeret")
    return LineRow(
        one.name,
        (
            memberships,
            tuple(_covered(lang, one.default)),
            tuple(_covered(lang, one.agreement)),
            tuple(_gaps(lang, one.default)) or (Line(lang._("ingen")),),
        ),
        note=placed if placed != one.name else "",
    )


def _covered(lang: Language, covered: Covered) -> Iterable[Line]:
    if not covered.spans:
        yield from _missing(lang)
        return
    yield Line(lang.number(covered.days), strong=True)
    for days in covered.spans:
        yield Line(days_said(lang, days), quiet=True)


def _gaps(lang: Language, covered: Covered) -> Iterable[Line]:
    for days in covered.gaps:
        yield Line(_count(lang, days.count), strong=True)
        yield Line(days_said(lang, days), quiet=True)
