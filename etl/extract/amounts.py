"""Amounts of money in running text, with the years, steering area and price level their sentence gives them. Pure."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from etl.extract import numbers, prose
from etl.extract.clauses import clause
from etl.extract.facts import MOST_IN_A_SENTENCE, Amount
from etl.extract.tables import price_basis
from etl.extract.text import Flow, Text

_KR = r"(?:kr\b\.?|kroner\b)"
_AMOUNT = re.compile(
    rf"(?<![\w.,/-])(?P<figure>{numbers.NUMBER}) ?(?:(?P<mio>millioner|mill\.?|mio\.?) ?(?:{_KR})?"
    rf"|(?P<mia>mia\.?|milliarder) ?(?:{_KR})?|(?P<thousand>t\. ?kr\b\.?|tkr\b\.?|tusinde? {_KR})|(?P<kr>{_KR}))"
)
_KINDS = {"mio": ("mio. kr.", 1_000_000), "mia": ("mia. kr.", 1_000_000_000)}
_KINDS |= {"thousand": ("1000 kr", 1_000), "kr": ("kr.", 1)}
_MONEY = re.compile(_KR)
_APPROXIMATE = re.compile(
    r"\b(?:ca\.|cirka|omkring|omtrent|knap|knapt|godt|næsten|op mod)(?: (?:i alt|på))? ?$", re.IGNORECASE
)
_YEAR = r"(?:19|20)\d\d"
_YEARS = re.compile(
    rf"\b(?:i|perioden|årene|af årene|for|fra|år) (?P<first>{_YEAR})"
    rf"(?P<more>(?: ?[-–/] ?| til | til og med | og |(?:, {_YEAR}){{1,8}} og )(?P<last>{_YEAR}|\d\d))?(?!\d|[./-]\d)",
    re.IGNORECASE,
)
_YEARLY = re.compile(r"\b(?:årligt?|om året|pr\. år|per år|hvert år|hvert af årene)\b", re.IGNORECASE)
_MONTHLY = re.compile(r"\bmånedlige?\b|(?:\bom|\bpr\.|\bper) måned|/md", re.IGNORECASE)
_AREA = re.compile(
    r"(?:\bpå |\(|\bi )(?P<area>anlæg|service)\b|\b(?P<begins>anlægs|service)(?:midler|udgifter)", re.IGNORECASE
)
_ASIDE = re.compile(r", (?:som|der|hvor|når|hvilket|idet|da|såfremt|hvis)\b")
_AGO = re.compile(r"\b(?:blev|har|var|er)\b|,")
_JOINED = re.compile(r"[ ,]{0,2}(?:og|samt|,)? ?(?:årligt )?(?:i alt )?")
_BEGINS = re.compile(r"(?: og | samt |, )(?=\D)|(?: og | samt )")
_AFTER, _BEFORE = 200, 120  # characters that can say something of an amount


def find(text: Text) -> tuple[Amount, ...]:
    """Every amount outside the tables, in the order of the lines."""
    flow = text.flow
    return tuple(amount for start, end in prose.sentences(text) for amount in _of_sentence(flow, start, end))


def _of_sentence(flow: Flow, start: int, end: int) -> Iterator[Amount]:
    matches = islice(_AMOUNT.finditer(flow.text, start, end), MOST_IN_A_SENTENCE)
    found = [match for match in matches if _is_money(flow, match, start, end)]
    if not found:
        return
    said = start  # what comes before belongs to the amount before
    area: str | None = None
    read: list[tuple[Amount, bool]] = []  # each with whether it goes on an enumeration
    for one, limit in zip(found, [*(match.start() for match in found[1:]), end], strict=True):
        amount, ends = _amount(flow, one, said, limit, (start, end))
        # "0,2 mio. kr. på service i 2026 og 1,7 mio. kr. i 2027": the second is of the first's area
        goes_on = said > start and _JOINED.fullmatch(flow.text, said, one.start()) is not None
        if goes_on and amount.steering_area is None:
            amount = replace(amount, steering_area=area)
        said, area = ends, amount.steering_area
        read.append((amount, goes_on))
    yield from _of_the_next(read)


def _of_the_next(read: list[tuple[Amount, bool]]) -> list[Amount]:
    """ "3,1 mio. kr. i 2026 og 2,4 mio. kr. i 2027 på anlæg": what the last of such years says is said of all."""
    amounts = [amount for amount, _ in read]
    for at in range(len(amounts) - 1, 0, -1):
        before, after = amounts[at - 1], amounts[at]
        if read[at][1] and before.steering_area is None and before.year_from and after.year_from:
            amounts[at - 1] = replace(before, steering_area=after.steering_area)
    return amounts


def _is_money(flow: Flow, one: re.Match[str], start: int, end: int) -> bool:
    """Whether it is an amount: not "2 mio. boliger", and not a unit ("i 1.000 kr.")."""
    if _MONEY.search(one.group()) or one["thousand"]:
        unit_alone = one["kr"] and one["figure"] in ("1.000", "1000")
        return not (unit_alone and re.search(r"(?:\bi |\()$", flow.text[max(start, one.start() - 3) : one.start()]))
    around = flow.text[max(start, one.start() - _BEFORE) : min(end, one.end() + _AFTER)]
    return bool(_MONEY.search(around)) and flow.text[one.end() : one.end() + 1] in ("", " ", ",", ")")


def _amount(flow: Flow, one: re.Match[str], said: int, limit: int, sentence: tuple[int, int]) -> tuple[Amount, int]:
    """The amount, and where what is said of it ends."""
    kind = next(name for name in _KINDS if one[name])
    unit, kroner = _KINDS[kind]
    last = min(limit, one.end() + _AFTER)
    after = flow.text[one.end() : last]
    aside = _ASIDE.search(after)
    years = _YEARS.search(after[: aside.start()] if aside else after)
    ends = one.end() + (years.end() if years else 0)
    before = flow.text[max(said, one.start() - _BEFORE) : one.start()]
    if years is None:
        earlier = list(_YEARS.finditer(before))
        years = earlier[-1] if earlier and _leads_to(before[earlier[-1].end() :]) else None
    first, until = _span(years) if years else (None, None)
    near = after[: max(ends - one.end(), 40)]
    rest = flow.text[one.end() : min(sentence[1], one.end() + _AFTER)]
    area = _AREA.search(after) or _AREA.search(before[-30:])
    monthly = _MONTHLY.search(after[:40]) or _MONTHLY.search(before)
    begins = [found.end() for found in _BEGINS.finditer(before)] if said > sentence[0] else []
    begin = one.start() - len(before) + begins[-1] if begins else said
    place = clause(flow, one.start(), one.end(), (begin, limit), before=75, after=120)
    amount = Amount(
        **place.where,
        value_kr=numbers.in_kroner(one["figure"], kroner),
        printed=one.group().strip(),
        unit=unit,
        approximate=_APPROXIMATE.search(before) is not None,
        year_from=first,
        year_to=until,
        yearly=bool(_YEARLY.search(near) or _YEARLY.search(before[-40:])),
        steering_area=_steering_area(area) if area else None,
        price_basis=price_basis(after) or price_basis(rest),
        per="month" if monthly and kind == "kr" else None,
    )
    return amount, ends


def _leads_to(between: str) -> bool:
    """Whether years before an amount are the amount's: "I 2026 afsættes i alt ...", not "blev i 2017 ..."."""
    return len(between) <= 40 and not _AGO.search(between)


def _steering_area(found: re.Match[str]) -> str:
    return "Anlæg" if (found["area"] or found["begins"]).lower().startswith("anlæg") else "Service"


def _span(years: re.Match[str]) -> tuple[int, int | None]:
    """The years said: "2026-29" is 2026 to 2029, "fra 2026" has no end."""
    first, last = int(years["first"]), years["last"]
    if last is None:
        return first, None if years.group().lower().startswith("fra ") else first
    until = int(last) if len(last) == 4 else first // 100 * 100 + int(last)
    return (first, until) if until >= first else (first, first)
