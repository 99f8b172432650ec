"""Percentages in running text, and who pays them where the sentence says so. Pure."""

import re
from collections.abc import Iterator
from itertools import islice

from etl.extract import numbers, prose
from etl.extract.clauses import clause
from etl.extract.facts import MOST_IN_A_SENTENCE, Share
from etl.extract.text import Flow, Text

THE_MUNICIPALITY = "Københavns Kommune"  # whatever municipality "kommunen" is: proposals say the register's own
_PARTS = {"halv": 2, "tredje": 3, "fjerde": 4, "femte": 5}
_SHARE = re.compile(
    rf"(?<![\w.,/-])(?:(?P<figure>{numbers.NUMBER}) ?(?:%|pct\b\.?|procent\b)"
    r"|(?P<count>en|to|tre|fire) (?P<part>tredje|fjerde|femte)dele?\b|(?P<half>halvdelen) af (?!(?:19|20)\d\d))",
    re.IGNORECASE,
)
_ORDINAL = re.compile(r"(?:første|anden|andet|sidste|\d\.) $", re.IGNORECASE)
_WHO = {
    "københavns kommune": THE_MUNICIPALITY,
    "kommune": THE_MUNICIPALITY,
    "kommunal": THE_MUNICIPALITY,
    "boligorganisation": "boligorganisationerne",
    "landsbyggefond": "Landsbyggefonden",
    "stat": "staten",
}
_PAYER = (
    r"(?:Københavns Kommunes?|kommunens?|kommunal(?:e)?(?= (?:med)?finansiering)"
    r"|(?:de almene )?boligorganisation(?:er(?:ne)?)?s?"
    r"|Landsbyggefondens?|statens?)\b"
)
_PAYERS = re.compile(rf"\b{_PAYER}(?:(?:,| og| samt) {_PAYER}){{0,3}}", re.IGNORECASE)
_ONE = re.compile(rf"\b{_PAYER}", re.IGNORECASE)
_PAID_BY = re.compile(rf" (?:\S{{1,30}} ){{0,2}}?(?:af|fra|til) (?P<who>{_PAYER})", re.IGNORECASE)
_PAYS = re.compile(r"finansier|støtte|tilskud|betal|bidrag|dækk|udgør|afhold|\bgiver\b|\bfinde\b", re.IGNORECASE)
# "kommunen 12,5 % og boligorganisationerne med 12,5 %": the verb stands with the first of them
_ALSO = re.compile(r"(?: (?:med|på|hver|især|også|ligeledes|tilsammen|i alt)){0,3} $")

_IN_BRACKETS = re.compile(r"[Pp]enge|[Mm]idler|kommer fra|finansier|fordel|budget")  # "Landsbyggefonden (75 %)"
_FOR = re.compile(r" (?:med)?finansiering", re.IGNORECASE)
_MONEY = re.compile(r"finansier|støtte|tilskud|betal|bidrag|dækk|udgift|budget|omkostning", re.IGNORECASE)
_EACH = re.compile(r"\bhver(?: især)?(?: (?:bidrager|betaler|dækker|finansierer|yder))?(?: på| med)? $", re.IGNORECASE)
_BEFORE, _AFTER = 240, 120  # characters in which the payer can stand


def find(text: Text) -> tuple[Share, ...]:
    """Every percentage outside the tables, in the order of the lines; one a payer where several pay "hver" so much."""
    flow = text.flow
    return tuple(share for start, end in prose.sentences(text) for share in _of_sentence(flow, start, end))


def _of_sentence(flow: Flow, start: int, end: int) -> Iterator[Share]:
    paid = False  # whether a share before, in the same sentence, has its payer
    for one in islice(_SHARE.finditer(flow.text, start, end), MOST_IN_A_SENTENCE):
        before = flow.text[max(start, one.start() - _BEFORE) : one.start()]
        if one["half"] and _ORDINAL.search(before):
            continue
        after = flow.text[one.end() : min(end, one.end() + _AFTER)]
        place = clause(flow, one.start(), one.end(), (start, end), before=90, after=70)
        payers = _who(before, after, paid)
        paid = paid or bool(payers)
        for who in payers or (None,):
            yield Share(
                **place.where,
                who=who,
                value_pct=_percent(one),
            )


def _percent(one: re.Match[str]) -> float:
    if one["figure"]:
        return float(numbers.value(one["figure"]))
    if one["half"]:
        return 50.0
    return round(100 * numbers.WORDS[one["count"].lower()] / _PARTS[one["part"].lower()], 2)


def _who(before: str, after: str, paid_before: bool) -> tuple[str, ...]:
    """Who pays: named just after ("af Landsbyggefonden"), or last before, with a word for paying between.

    Where a share before has its payer, the next needs no such word: "..., kommunen 15 % og staten 10 %".
    """
    if not (_MONEY.search(before + after) or _IN_BRACKETS.search(before)):
        return ()
    paid = _PAID_BY.match(after)
    if paid and (paid_before or _MONEY.search(before + after[: paid.end()])):
        return (_name(paid["who"]),)
    groups = list(_PAYERS.finditer(before))
    if not groups:
        return ()
    last = groups[-1]
    also = paid_before and _ALSO.match(before, last.end())
    also = also or (before[last.end() :] == " (" and _IN_BRACKETS.search(before, 0, last.start()))
    if not (also or _PAYS.search(before, last.start()) or _FOR.match(after)):
        return ()
    names = tuple(dict.fromkeys(_name(one.group()) for one in _ONE.finditer(before, last.start(), last.end() + 20)))
    return names if _EACH.search(before) or len(names) == 1 else (" og ".join(names),)


def _name(printed: str) -> str:
    said = printed.lower().removeprefix("de almene ")
    return next(name for begins, name in _WHO.items() if said.startswith(begins))
