"""Spans of days and years, days on which something begins or expires, and durations in years. Pure.

A span of years begins on 1 January and ends on 31 December. Years that money is set aside for are no period: the text
must say "perioden", or tie the span to a plan, an agreement or a list.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice

from etl.extract import plans
from etl.extract.clauses import statement
from etl.extract.dates import YEAR, Dated, dates
from etl.extract.facts import MOST, Period, Subject
from etl.extract.numbers import WORD, WORDS
from etl.extract.text import Text

_AFTER = 60  # characters after a day within which its clause says what happens
_NEAR = 200  # characters before a span within which the sentence says what it is of

_YEARS = re.compile(
    rf"(?<![\w.,/–-])(?P<first>{YEAR})(?:(?: ?[–—-] ?)(?P<last>{YEAR}|\d\d)|(?: til (?:og med )?)(?P<until>{YEAR}))"
    r"(?![\w/]|[.,]\d| ?[–—-] ?\d)"
)
_SAYS_PERIOD = re.compile(r"(?P<within>(?<!\w)i )?(?:aftale|budget|plan)?perioden? (?:fra )?$", re.IGNORECASE)
_TO = re.compile(r" ?(?:[–—-]|til(?: og med)?|og frem til) ?(?:den |d\. )?", re.IGNORECASE)
_FOR = re.compile(rf" (?:for|på) (?P<name>{plans.NAME})")
_PLAN = re.compile(r"(?<!fysisk )(?<!fysiske )(?<!\w)helhedsplan\w{0,10}(?!\w)", re.IGNORECASE)
_PLANS = re.compile(r"(?<!\w)plan(?:en|erne)(?!\w)", re.IGNORECASE)
_OF_PLANS = re.compile(r"(?<!\w)planer(?!\w)", re.IGNORECASE)
_EFFORT = re.compile(r"(?<!\w)(?:boligsociale? indsats\w{0,4}|indsatserne)(?!\w)", re.IGNORECASE)
_AGREEMENT = re.compile(r"(?<!\w)(?!budget|økonomi|del)\w{0,24}aftale(?:n|r|rne)?(?!\w)", re.IGNORECASE)
_LIST = re.compile(r"(?<!\w)(?:[\w-]{0,20})liste(?:n|r|rne)?(?!\w)", re.IGNORECASE)
_MONEY = re.compile(r"(?<!\w)(?:kr\.|kroner|budget(?:tet)?)(?!\w)", re.IGNORECASE)
_DIRECT = re.compile(r"(?:[^,;:.\d]|1\. kreds){0,80}\(?$")

_EXPIRES = re.compile(
    r"(?<!\w)(?:(?:udløber|ophører|slutter|stopper|afsluttes|(?:har )?udløb)(?: ved| med| i| pr\.)?"
    r"|(?:løber|gælder|varer|fortsætter|er gældende)(?: frem)? til(?: og med)?)(?: den| d\.)? ?$",
    re.IGNORECASE,
)
_THEN_EXPIRES = re.compile(r" (?:udløber|ophører|slutter|afsluttes) (?:de|den) (?:[a-zæøå]{3,20} ){0,3}(?=helhedsplan)")
_BEGINS = re.compile(
    r"(?<!\w)(?:begynder|starter|træder i kraft|opstartes?|igangsættes|løber fra|gælder fra)"
    r"(?: den| d\.| pr\.| fra| i)? ?$",
    re.IGNORECASE,
)
_FROM = re.compile(r"(?<!\w)(?:fra|pr\.)(?: den| d\.)? ?$", re.IGNORECASE)
_STARTING = re.compile(r"igangsætte|opstart|starte|begynde|gælde|løber|videreføre", re.IGNORECASE)
_MERGING = re.compile(
    r"(?<!\w)(?:sammenlægges|lægges sammen|slås sammen|samles|bliver|(?:lægges|slås) .{1,40}? sammen)(?!\w)",
    re.IGNORECASE,
)
_ON = re.compile(r"(?:^|[ a-zæøå])(?:den|d\.|pr\.) ?$", re.IGNORECASE)

_YEARS_LONG = re.compile(
    rf"(?<!\w)(?:fornye?s(?: normalt| som regel| sædvanligvis)? (?:med|for)"
    rf"|(?:løber|varer)(?: normalt| som regel)?(?: i| over)?"
    rf"|(?:varighed|løbetid|periode) på|gælder i|strækker sig over)"
    rf" (?P<number>{WORD}|\d{{1,2}}) år(?!\w)",
    re.IGNORECASE,
)
_YEARLY = re.compile(
    rf"(?<!\w)(?P<number>{WORD}|\d{{1,2}}) ?-?årige? "
    r"(?:(?:aftale|plan)?periode|aftale|plan|helhedsplan)(?:n|en)?(?!\w)",
    re.IGNORECASE,
)
_EXTENDED = re.compile(
    rf"forlænges?t?(?: fra(?: udløb i)? {YEAR})?(?: til(?: og med)?(?: udgangen af)?) (?P<new>{YEAR})(?![\w-])",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Span:
    start: int
    end: int
    subject: Subject
    name: str
    first: date | None
    last: date | None
    years: int | None = None


def find(text: Text) -> tuple[Period, ...]:
    """Every period in the order of the text; the same statement twice is two rows, each with its place."""
    named = plans.mentions(text)
    dated = list(islice((one for one in dates(text.flow.text) if _ends_a_day(one)), MOST))
    days = [one for one in dated if one.precision == "day"]
    kinds = (_of_days(text, named, days), _of_years(text, named), _one_day(text, named, dated), _lengths(text, named))
    found = [one for kind in kinds for one in kind]
    return tuple(
        Period(
            **statement(text, one.start, one.end).where,
            subject=one.subject,
            name=one.name,
            start=one.first,
            end=one.last,
            duration_years=one.years,
        )
        for one in sorted(found, key=lambda one: (one.start, one.end))
    )


def _ends_a_day(one: Dated) -> bool:
    """A day, or a month or year whose last day is meant: "udgangen af 2030"."""
    return one.precision == "day" or one.printed.lower().startswith(("udgangen af", "ultimo"))


def _of_days(text: Text, named: tuple[plans.Mention, ...], days: list[Dated]) -> Iterator[_Span]:
    """ "1. januar 2026 – 31. december 2028 for Valby"."""
    flow = text.flow.text
    before: _Span | None = None
    for first, last in zip(days, days[1:], strict=False):
        if last.start - first.end > 30 or not _TO.fullmatch(flow, first.end, last.start) or last.on < first.on:
            continue
        subject, name = _of_what(text, named, first.start)
        area = _FOR.match(flow, last.end, last.end + 80)
        if area:
            name = area["name"]
        if before and subject == "other" and first.start - before.end < 40:
            subject = before.subject  # "... for Valby og 1. januar 2026 – ..." is said of the same
        before = _Span(first.start, area.end() if area else last.end, subject, name, first.on, last.on)
        yield before


def _of_years(text: Text, named: tuple[plans.Mention, ...]) -> Iterator[_Span]:
    """ "i perioden 2022-2025", "Hovedaftale 2015-2018", "helhedsplanen for Valby (2022-24)"."""
    flow = text.flow.text
    for found in islice(_YEARS.finditer(flow), MOST):
        first = int(found["first"])
        last = _year(found["last"] or found["until"], first)
        if not first < last <= first + 30:
            continue
        says = _SAYS_PERIOD.search(flow, max(found.start() - 30, 0), found.start())
        if found["until"] and not says:
            continue
        # "flygtninge, som visiteres i perioden ..." is not the agreement's own span, "indgået for perioden ..." is
        subject, name = _of_what(text, named, found.start(), direct=says is None or says["within"] is not None)
        if subject == "other" and not says:
            continue
        yield _Span(found.start(), found.end(), subject, name, date(first, 1, 1), date(last, 12, 31))


def _one_day(text: Text, named: tuple[plans.Mention, ...], days: list[Dated]) -> Iterator[_Span]:
    """ "udløber den 31. december 2025", "igangsættelse fra 1. marts 2022", "sammenlægges ... den 1. januar 2022"."""
    flow = text.flow.text
    for day in days:
        low = max(text.flow.sentence_at(day.start)[0], day.start - _NEAR)
        sentence = flow[low : day.start]
        subject, name = _of_what(text, named, day.start)
        if then := _THEN_EXPIRES.match(flow, day.end, day.end + 90):
            yield _Span(day.start, then.end(), "plan", "", None, day.until)
            continue
        merged = _ON.search(sentence) is not None and _merges(text, low, day)
        if merged:
            yield _Span(day.start, day.end, "plan", _merged_into(flow, named, day.start) or name, day.on, None)
        if merged or subject == "other":
            continue
        if _EXPIRES.search(sentence):
            yield _Span(low, day.end, subject, name, None, day.until)
        elif day.precision != "day":
            continue
        elif _BEGINS.search(sentence) or (_FROM.search(sentence) and _STARTING.search(sentence)):
            yield _Span(day.start, day.end, subject, name, day.on, None)


def _merges(text: Text, low: int, day: Dated) -> bool:
    """Whether plans are merged that day: "sammenlægges ... den", "Fra den ... samles de to helhedsplaner i én"."""
    flow = text.flow
    high = min(max(flow.sentence_at(day.start)[1], day.end), day.end + _AFTER)
    merging = _MERGING.search(flow.text, low, high)
    return merging is not None and any(one.search(flow.text, low, high) for one in (_PLAN, _PLANS, _OF_PLANS))


def _lengths(text: Text, named: tuple[plans.Mention, ...]) -> Iterator[_Span]:
    """ "fornys normalt med fire år", "en femårig periode", "forlænget fra udløb i 2024 til 2025"."""
    flow = text.flow.text
    for pattern in (_YEARS_LONG, _YEARLY):
        for found in islice(pattern.finditer(flow), MOST):
            word = found["number"].lower()
            years = WORDS.get(word) or int(word if word.isdigit() else 0)
            subject, name = _of_what(text, named, found.start())
            if subject == "other" and found.group().lower().endswith(("helhedsplan", "helhedsplanen")):
                subject, name = "plan", _area_before(flow, found.start())
            if 0 < years <= 50 and subject != "other":
                yield _Span(found.start(), found.end(), subject, name, None, None, years)
    for found in islice(_EXTENDED.finditer(flow), MOST):
        subject, name = _of_what(text, named, found.start())
        yield _Span(found.start(), found.end(), subject, name, None, date(int(found["new"]), 12, 31))


def _area_before(flow: str, at: int) -> str:
    """ "For Valby indgås en treårig helhedsplan"."""
    before = flow[max(at - 90, 0) : at]
    area = re.search(rf"(?<!\w)(?:[Ff]or|[Ii]|[Pp]å) (?P<name>{plans.NAME}) [a-zæøå ]{{1,30}}$", before)
    return area["name"] if area else ""


def _of_what(text: Text, named: tuple[plans.Mention, ...], at: int, direct: bool = False) -> tuple[Subject, str]:
    """What the sentence says a span of: the nearest plan, agreement or list; `direct`: with little between."""
    flow = text.flow
    low = max(flow.sentence_at(at)[0], at - _NEAR)
    before = flow.text[low:at]
    nearest: tuple[int, Subject, str, int] = (-1, "other", "", 0)
    for subject, pattern in _SUBJECTS:
        for found in pattern.finditer(before):
            if found.start() > nearest[0]:
                nearest = (found.start(), subject, found.group(), found.end())
    begins, subject, word, ends = nearest
    if begins < 0 or _MONEY.search(before, ends) or (direct and not _DIRECT.fullmatch(before, ends)):
        return "other", ""
    if subject != "plan":
        return subject, "" if word.lower() in ("aftale", "aftalen", "liste", "listen") else word
    return subject, _plan_name(flow.text, named, low, low + begins, at, word)


_SUBJECTS: tuple[tuple[Subject, re.Pattern[str]], ...] = (
    ("plan", _PLAN),
    ("plan", _PLANS),
    ("plan", _EFFORT),
    ("agreement", _AGREEMENT),
    ("list", _LIST),
)


def _plan_name(flow: str, named: tuple[plans.Mention, ...], low: int, plan: int, at: int, word: str) -> str:
    """The plan's own name or area where the sentence gives one; else the words for several plans; else nothing."""
    ones = plans.between(named, low, at)
    of_plan = [one for one in ones if one.what >= plan - 40]
    if of_plan and len({one.name for one in of_plan}) == 1:
        return of_plan[0].name
    if ones and not of_plan:
        return ones[-1].name
    if of_plan:
        return " og ".join(dict.fromkeys(one.name for one in of_plan))
    district = re.search(r"(?:helhedsplan\w{0,10}|indsats\w{0,4}) (?:på|for) (?P<name>[A-ZÆØÅ]\w{2,30})", flow[low:at])
    if district:
        return district["name"]
    if _THE_ONE.search(flow, max(low, plan - 20), plan):
        return _just_named(named, low)
    phrase = re.search(r"(?:(?:nuværende|nye|boligsociale) ){0,2}$", flow[max(low, plan - 40) : plan], re.IGNORECASE)
    return (phrase.group() + word).lower() if phrase and word.lower().endswith("helhedsplaner") else ""


_THE_ONE = re.compile(r"(?<!\w)den nuværende $", re.IGNORECASE)


def _just_named(named: tuple[plans.Mention, ...], sentence: int) -> str:
    """ "Den nuværende helhedsplan": the one that the lines before name, if it is one."""
    before = [one for one in plans.between(named, sentence - _NEAR, sentence) if not one.effort]
    return before[-1].name if len({one.name for one in before}) == 1 else ""


def _merged_into(flow: str, named: tuple[plans.Mention, ...], at: int) -> str:
    """The area of the plans that were named together just before they are merged."""
    near = plans.between(named, at - 4 * _NEAR, at)
    places = [one.place for one in near if one.place and one.place != one.name]
    return places[-1] if places else ""


def _year(printed: str, first: int) -> int:
    return int(printed) if len(printed) == 4 else first // 100 * 100 + int(printed)
