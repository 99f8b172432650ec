"""What the text ties to a day, month, season or year, whose act it is, and whether it is still to come. Pure.

Deadlines in tables of goals and the years of tables are no events; money "i 2026" is not either.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import islice

from etl.extract import bodies
from etl.extract.clauses import statement_span
from etl.extract.dates import MONTHS, YEAR, Dated, bare_years, dates
from etl.extract.facts import MOST, DatedEvent
from etl.extract.text import Text

_NEAR = 160  # characters around a date within which its sentence says who and whether

# what a year alone is named by: the budget that adopted it, the law or plan of that year
_BY_NAME = re.compile(
    rf"(?<!\w)(?:(?P<budget>(?:ved|fra|i|med) (?:[Bb]udget|[Bb]udgetaftalen|[Oo]verførselssagen))"
    rf"|[A-ZÆØÅ][a-zæøå]{{3,30}}lov(?:en)?) (?P<year>{YEAR})(?![\w/]|[–-]\d|[.,]\d)"
)
_INTENT = re.compile(r"(?<!\w)(?:vedtaget|vedtog|hensigtserklæring\w{0,4})(?!\w)", re.IGNORECASE)
_MONEY = re.compile(r"(?<!\w)(?:kr\.|kroner|mio\.|p/l|årligt)(?!\w)", re.IGNORECASE)
_COLUMN = re.compile(r"Status(?: på [\w ]{0,40})? ?[–-] ?$")
_OF_THE_YEAR = re.compile(
    rf"(?<!\w)i år (?:[a-zæøå]{{2,20}} ){{0,3}}(?:den|d\.) (?P<day>[0-3]?\d)\. ?(?P<month>{'|'.join(MONTHS)})"
)
_STATUS_OF = re.compile(
    rf"[Ss]tatus(?:sen)?[^.;:()]{{0,40}}? (?P<year>{YEAR})(?![\w-])|kvartal (?P<quarter>{YEAR})(?![\w-])"
)
_MONTH_ALONE = re.compile(rf"(?<!\w)i (?P<month>{'|'.join(MONTHS)})(?= ?[,.]? (?:og|samt|mens) | ?,)", re.IGNORECASE)

_EXPECTED = re.compile(
    r"(?<!\w)(?:forvent\w{1,10}|ventes|ventet|planlagt|vil|skal|senest|planlægges|påtænkes|påtænker|håber|sigtes)(?!\w)",
    re.IGNORECASE,
)
_AIM = re.compile(r"(?:vision|ambition|målsætning|forventning)(?:en|er)?(?: [^.;:]{0,90})?, at ", re.IGNORECASE)
_NEXT_CELL = re.compile(r" (?:I proces|Opfyldt|Uændret|Indtænkes)(?!\w)")
# a comma before a capital letter is one of a list of bodies
_CLAUSE = re.compile(r"[;:()–] ?|, (?=[a-zæøå])| og (?=(?:forventes|vil|skal|blev|bliver|er|har) )")
_VERB = re.compile(r"(?<!\w)(?:er|var|blev|bliver|har|havde|vil|skal|kan|\w{3,20}(?:es|ede|dte|ber))(?!\w)")

_ON = r"(?:,? ?\(?(?:den|d\.|i|inden|pr\.|på(?: sit| et)? møde(?:t)?(?: den| d\.)?|møde(?:t)?(?: den| d\.)?) ?)?"
_ACT = (
    r"(?:har |blev |er )?(?:(?:godkend|beslutte|vedt[ao]g|afsatte|bevilge|tiltr[åæ]d|behandle|indgik|modtog|afhold"
    r"|forvente)\w{0,5} ?)?"
)
_BEFORE = re.compile(rf" ?(?:\w{{0,12}}listen? fra |{_ACT}){_ON}", re.IGNORECASE)
_AFTER = re.compile(r"\)? ?(?:har |havde |blev )?\w{2,16}(?:te|ede|tog|gik|de) $|\)? ?(?:har|havde) $")
_AGENT = re.compile(r"(?<!\w)(?:af|\w{3,16}(?:te|ede|tog)) $")
_HANGS = re.compile(r"[a-zæøå.,] (?:i|fra|til|inden|senest|pr\.|af|for|siden) $")  # a line broken off before a date
_IN_PERIOD = re.compile(r"(?<!\w)perioden (?:fra )?$|\d{4} ?(?:[–-]|til) ?$")
_AND = re.compile(r"(?:,|,? og|,? samt) ")


def find(text: Text) -> tuple[DatedEvent, ...]:
    """Every dated statement in the order of the text; a sentence with two dates gives two."""
    flow = text.flow
    rows = []
    for one in islice((one for one in _dated(text) if _in_a_sentence(text, one)), MOST):
        first, last = statement_span(text, one.start, one.end)
        rows.append(
            DatedEvent(
                **text.flow.place(first, last).where,
                on=one.on,
                until=one.until,
                printed=one.printed,
                who=_who(flow.text, one, first, last),
                expected=_expected(flow.text, one, first, last),
            )
        )
    return tuple(rows)


def _dated(text: Text) -> list[Dated]:
    """Everything that reads as a date, in order; a year by itself only where nothing finer stands."""
    flow = text.flow
    found = list(dates(flow.text))
    found += [*_months_before(text, found), *_this_year(text)]
    taken = [(one.start, one.end) for one in found]
    years = [one for one in bare_years(flow.text) if not _of_money(flow.text, one)] + list(_named_years(text))
    found.sort(key=lambda one: one.start)
    starts = iter(sorted(taken))
    busy = next(starts, None)
    for one in sorted(years, key=lambda one: one.start):
        while busy and busy[1] <= one.start:
            busy = next(starts, None)
        if busy is None or one.end <= busy[0]:
            found.append(one)
    return sorted(found, key=lambda one: one.start)


def _in_a_sentence(text: Text, one: Dated) -> bool:
    """Not in a heading or a column's head, nor a cell that holds a deadline alone."""
    flow = text.flow
    if one.precision == "day":
        return True
    if _COLUMN.search(flow.text, max(one.start - 60, 0), one.start):
        return False
    first, last = flow.line(one.start), flow.line(one.end - 1)
    begins_line = one.start == 0 or flow.line(one.start - 2) != first
    if begins_line and _NEXT_CELL.match(flow.text, one.end):
        return False
    line = " ".join(" ".join(line[: 2 * _NEAR].split()) for line in text.lines[first - 1 : last])
    hangs = line.endswith(".") and _HANGS.search(flow.text, max(one.start - 12, 0), one.start) is not None
    if (line.strip(" .,;") == one.printed and not hangs) or line.startswith("Bilag "):
        return False
    ends_line = one.end >= len(flow.text) or (flow.line(min(one.end + 1, len(flow.text) - 1)) != last)
    followed = flow.text[one.end : one.end + 2]
    heading = ends_line and (not followed.strip() or followed[1:2].isupper()) and followed[:1] in ("", " ")
    return not heading or _VERB.search(line) is not None


def _months_before(text: Text, found: list[Dated]) -> Iterator[Dated]:
    """ "i november, og ... i januar 2022": the last November before that January."""
    flow = text.flow.text
    months = sorted((one for one in found if one.precision in ("month", "day")), key=lambda one: one.start)
    at = 0
    for alone in islice(_MONTH_ALONE.finditer(flow), MOST):
        while at < len(months) and months[at].start < alone.end():
            at += 1
        if at == len(months) or months[at].start > alone.end() + _NEAR:
            continue
        later = months[at]
        if text.flow.sentence_at(alone.start()) != text.flow.sentence_at(later.start):
            continue
        number = MONTHS.index(alone["month"].lower()) + 1
        year = later.on.year - (number > later.on.month)
        yield from (
            replace(one, start=alone.start(), end=alone.end(), printed=alone.group())
            for one in dates(f"{MONTHS[number - 1]} {year}")
        )


def _this_year(text: Text) -> Iterator[Dated]:
    """ "i år afholdes d. 20. april": the year of the latest status that the document gives, if it gives one."""
    flow = text.flow.text
    year = max((int(found["year"] or found["quarter"]) for found in _STATUS_OF.finditer(flow)), default=None)
    for found in islice(_OF_THE_YEAR.finditer(flow), MOST) if year else ():
        start = found.start("day")
        for one in dates(f"{found['day']}. {found['month']} {year}"):
            yield replace(one, start=start, end=found.end("month"), printed=flow[start : found.end("month")])


def _named_years(text: Text) -> Iterator[Dated]:
    """ "Der blev ved Budget 2025 vedtaget", "ændring af Byggeloven 2018"."""
    flow = text.flow
    for found in islice(_BY_NAME.finditer(flow.text), MOST):
        if found["budget"]:
            first, last = flow.sentence_at(found.start())
            around = flow.text[max(first, found.start() - _NEAR) : min(last, found.end() + _NEAR)]
            if not _INTENT.search(around):
                continue
        year = int(found["year"])
        printed = flow.text[found.start() : found.end()]
        yield Dated(date(year, 1, 1), date(year, 12, 31), found.start(), found.end(), printed, "year")


def _of_money(flow: str, year: Dated) -> bool:
    """Whether a bare year is what an amount is for: "0,2 mio. kr. på service i 2026"."""
    return _MONEY.search(flow, max(year.start - 50, 0), year.start) is not None


def _who(flow: str, one: Dated, first: int, last: int) -> str | None:
    """The body that stands right before the date, right after it, or as the one who acts in the same clause."""
    low = max(first, one.start - _NEAR)
    if _IN_PERIOD.search(flow, low, one.start):
        return None
    named = list(bodies.named(flow, max(low - 80, first), min(last, one.end + _NEAR)))
    before = [body for body in named if body.end <= one.start]
    if before and _BEFORE.fullmatch(flow[before[-1].end : one.start]):
        return _together(flow, before)
    after = [body for body in named if body.start >= one.end]
    if after and _AFTER.search(flow[one.end : after[0].start]) and after[0].start - one.end < 40:
        return after[0].name
    clause = _clause_start(flow, low, one.start)
    for body in reversed(before):
        if body.start >= clause and _AGENT.search(flow, max(body.start - 20, low), body.start):
            return body.name
        if body.start >= clause and re.match(
            r" (?:\w{3,16}(?:te|ede)|vedtog|indgik|vil|har|skal) ", flow[body.end : body.end + 20]
        ):
            return _together(flow, [other for other in before if other.end <= body.end])
    return None


def _together(flow: str, before: list[bodies.Named]) -> str:
    """The last body before, with those it is listed with: "A, B og C"."""
    listed = [before[-1]]
    for body in reversed(before[:-1]):
        if not _AND.fullmatch(flow[body.end : listed[0].start]):
            break
        listed.insert(0, body)
    names = [body.name for body in listed]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} og {names[-1]}"


def _expected(flow: str, one: Dated, first: int, last: int) -> bool:
    """Whether the clause that holds the date says that it will or shall be so, or an aim is that it be."""
    low = max(first, one.start - 2 * _NEAR)
    clause = _clause_start(flow, low, one.start)
    ends = _CLAUSE.search(flow, one.end, min(last, one.end + _NEAR))
    clause_end = ends.start() if ends else min(last, one.end + _NEAR)
    if _EXPECTED.search(flow, clause, clause_end):
        return True
    aim = _AIM.search(flow, low, one.start)
    return aim is not None and aim.end() >= clause - 2


def _clause_start(flow: str, low: int, at: int) -> int:
    start = low
    for found in _CLAUSE.finditer(flow, low, at):
        start = found.end()
    return start
