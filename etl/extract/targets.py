"""What a paper says shall be reached: at least, at most or none, a share, a fall. Pure.

A target is a figure with a word that makes it one ("mindst", "højst", "skal", "målsætning", "at ... etableres"), of
something the city's housing papers count: homes, areas, evictions, percent. What has been reached is no target: the
sentence needs a word of duty ("skal", "At ..." as goals begin, "mål", "krav"). "Op til 20 pct." is the most that may
be demanded, so at most, and only where a demand ("krav om") is spoken of. `what` is the short phrase beside the figure,
as printed; `by` is the year, or years ("2025/2027"), None where the sentence has none.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from etl.extract.facts import PrintedTarget
from etl.extract.numbers import FRACTIONS, NUMBER, value
from etl.extract.text import LONGEST_SENTENCE, Flow, Text

Comparator = Literal["at least", "at most", "fall by", "share", "none"]

_YEAR = r"(?:19|20)\d\d"
_ABOUT = r"(?:ca\. |cirka |omkring )?"
_PERCENT = r" ?(?:%|pct\.?|procent)(?!\w)"
_N = rf"(?<![\w.,/-])(?P<n>{NUMBER})(?![\w/-]|[.,]\d)"
_THINGS = (
    r"(?:nye |almene |små |billige |boligsociale |udsatte |årlige ){0,4}"
    r"(?:(?:almen|familie|ungdoms|ældre|pleje)?(?:boliger|lejemål)|(?:bolig)?afdelinger|(?:bolig|by)?områder"
    r"|udsættelser|helhedsplaner|praktikpladser|uddannelsesaftaler|områdefornyelser)\b"
)
# a phrase ends where a clause does
_PHRASE_END = re.compile(
    r"[,;:()]|[.](?: |$)| (?:for at|som|der|hvor|hvilket|skal|etableres|bygges|opføres|med|svarende|frem til|frem mod"
    r"|senest|inden|i år|i (?:19|20)\d\d|er|at|vedbliver)\b"
)
_PHRASE = 90  # characters: the longest phrase that is given as what a target is about

# "områder, hvor mindst 40 pct. ..." tells areas apart and sets no target
_NOT_A_MARK = r"(?<!hvor )(?<!med )(?<!har )(?<!havde )"
_AT_LEAST = re.compile(rf"{_NOT_A_MARK}\b(?:[Mm]indst|[Mm]inimum) {_ABOUT}{_N}(?:(?P<pct>{_PERCENT})| (?={_THINGS}))")
_AT_MOST = re.compile(
    rf"{_NOT_A_MARK}\b(?:[Hh]øjst(?: være)?|[Mm]aksimalt(?: være)?|[Mm]aks\."
    rf"|(?:[Ii]kke|[Ii]ngen) (?:mere|flere) end) {_ABOUT}{_N}"
    rf"(?:(?P<pct>{_PERCENT})| (?={_THINGS}))"
)
# "Antallet af udsættelser skal ned på højst 300": what is counted stands before
_COUNT_OF = re.compile(
    rf"\b[Aa]ntallet af (?P<of>{_THINGS}) (?:skal|bør) [^.,;:\d]{{0,40}}?"
    rf"(?:(?P<most>højst|maksimalt|under)|mindst|minimum|over) {_ABOUT}{_N}(?!{_PERCENT})"
)
_KEPT_UNDER = re.compile(
    rf"(?<!\w)(?P<of>[Uu]dsættelser(?=ne)|{_THINGS})(?:ne)?"
    rf" (?:skal|bør) [^.,;:\d]{{0,30}}?(?:under|på højst) {_ABOUT}{_N}(?!{_PERCENT})"
)
_DUTY_AFTER = re.compile(r"[^.,;:]{0,80} skal ")  # "Mindst 20 pct. af boligerne skal være almene"
_UP_TO = re.compile(rf"\bkrav (?:om|på) op til {_ABOUT}{_N}(?P<pct>{_PERCENT})")
_FRACTION = rf"(?P<fraction>(?:en |et )?(?:{'|'.join(FRACTIONS)}))\b"
_FALL = re.compile(
    rf"\b(?P<verb>reduceres|reduceret|reducere|nedbringes|nedbragt|nedbringe|sænkes|sænket|sænke|falde|faldet"
    rf"|mindskes|mindsket|mindske)\b(?P<of>[^.,;:]{{0,80}}?) med (?:yderligere |mindst )?{_ABOUT}"
    rf"(?:{_N}(?P<pct>{_PERCENT})|{_FRACTION})"
)
# goals begin with "At"; a small "at" says nothing of duty
_DUTY = re.compile(
    r"\b(?:skal|bør|må (?=højst|maksimalt|ikke|kun)|At|[Mm]ål(?:et|sætning\w{0,4})?|[Kk]rav|forpligt\w{1,4}"
    r"|[Ee]fter aftaleperioden|[Vv]ed udgangen af)\b"
)
_SHARE_OF = re.compile(rf"\b[Aa]t {_N}(?P<pct>{_PERCENT}) af ")
_MADE = re.compile(r"\b(?:skal|etableres|bygges|opføres|udgøres|bliver)\b")
_AIM_AT = re.compile(rf"\bmålsætning(?:en)? om {_ABOUT}{_N}(?P<pct>{_PERCENT}) (?=almene|af )")
_AIM_THAT = re.compile(
    rf"\bmålsætning\w{{0,3}},? at (?P<of>[^.,;:]{{2,60}}?) (?:vedbliver at udgøre|skal udgøre|udgør) {_ABOUT}{_N}"
    rf"(?P<pct>{_PERCENT})"
)
_WITH = re.compile(rf"\bAt [^.;:]{{3,160}}? med en (?P<of>[^.,;:]{{3,60}}?) på {_N}(?P<pct>{_PERCENT})")
_NONE = re.compile(
    r"\b[Ii]ngen (?P<of>[a-zæøå ]{0,40}(?:bolig|by)?områder)(?: i København| i byen)?"
    r" (?:skal (?:være|stå|findes)|må (?:være|stå)|er|står|bliver|(?:være|stå)(?= (?:udpeget |optaget )?på))"
    r"(?: udpeget| optaget)? på (?P<list>[^.,;:]{3,120})"
)
_LIST_END = re.compile(rf" (?:senest |inden |fra )?(?:i |udgangen af )?{_YEAR}| (?:senest|inden)\b")
_CLAUSE_BEGINS = re.compile(r"[,;:] |\b(?:[Aa]t|[Ee]fter aftaleperioden er) ")
_DUTY_LAST = re.compile(r"(?: (?:skal|bør|være|er|blive|at)){1,3}$")
_MARK = re.compile(
    r"%|pct|procent|[Mm]indst|[Mm]inimum|øjst|aksimal|aks\.|ngen |(?:mere|flere) end|tredjedel|halvdel|fjerdedel"
    r"|under \d"
)
_BEGINS = re.compile(r"(?:^|[•\uf0b7] ?| )(?=(?:At|Efter aftaleperioden|Ved udgangen af|Ingen)\b)|^[•\uf0b7 ]{1,4}")
_STOP = re.compile(r"\.(?= (?:[A-ZÆØÅ•\uf0b7]|\d{1,2} \d{4}))")
_BY = re.compile(
    rf"\b(?:frem til|frem mod|senest i|senest|inden|i år|inden udgangen af|ved udgangen af|i|og|I(?= \d{{4}} skal)) "
    rf"(?P<year>{_YEAR}(?:/{_YEAR})?)(?![\d/-])"
)


def find(text: Text) -> tuple[PrintedTarget, ...]:
    """The targets in the order they are printed; one that is printed twice is two."""
    flow = text.flow
    found: list[_Target] = []
    for start, end in flow.sentences:
        if end - start <= LONGEST_SENTENCE:
            found.extend(_targets(flow.text[start:end], start))
    return tuple(_printed(flow, target) for target in sorted(found, key=lambda one: one.start))


@dataclass(frozen=True, slots=True)
class _Target:
    """A target at `start`..`end` of the flow."""

    what: str
    comparator: Comparator
    amount: int | float | None
    unit: str | None
    by: str | None
    start: int
    end: int


def _printed(flow: Flow, target: _Target) -> PrintedTarget:
    place = flow.place(target.start, target.end)
    return PrintedTarget(
        **place.where,
        what=target.what,
        comparator=target.comparator,
        value=target.amount,
        unit=target.unit,
        by=target.by,
    )


def _targets(words: str, at: int) -> Iterator[_Target]:
    """The targets of one sentence."""
    if not _MARK.search(words):
        return
    taken: set[int] = set()
    for comparator, found, what in _readings(words):
        number = found.start("n") if found.groupdict().get("n") else found.start()
        if number in taken:
            continue
        taken.add(number)
        amount, unit = _amount(found)
        start, end = _clause(words, found)
        yield _Target(what, comparator, amount, unit, _by(words[:end], found), at + start, at + end)


def _clause(words: str, found: re.Match[str]) -> tuple[int, int]:
    """The part of a sentence that is the target: from where a goal begins, to the next full stop before a capital."""
    starts = [begin.end() for begin in _BEGINS.finditer(words, 0, found.start() + 20)]
    begins = max((start for start in starts if start <= found.start()), default=0)
    ends = _STOP.search(words, found.end() - 1)
    return begins, (ends.start() + 1 if ends else len(words.rstrip()))


def _readings(words: str) -> Iterator[tuple[Comparator, re.Match[str], str]]:
    """(comparator, match, what it is of) of each target."""
    for found in _NONE.finditer(words):
        ends = _LIST_END.search(found["list"])
        listed = found["list"][: ends.start()] if ends else found["list"]
        yield "none", found, f"{found['of']} på {listed}".strip()
    for found in _AIM_THAT.finditer(words):
        yield "share", found, found["of"]
    for comparator, pattern in _PLAIN:
        for found in pattern.finditer(words):
            if _is_duty(words, found) or (found.group()[0].isupper() and _DUTY_AFTER.match(words, found.end())):
                yield comparator, found, _after(words, found.end())
    for found in _COUNT_OF.finditer(words):
        yield "at most" if found["most"] else "at least", found, found["of"]
    for found in _KEPT_UNDER.finditer(words):
        yield "at most", found, found["of"]
    for found in _FALL.finditer(words):
        if _is_duty(words, found):
            yield "fall by", found, found["of"].strip() or _subject(words[max(found.start() - 200, 0) : found.start()])
    for found in _SHARE_OF.finditer(words):
        made = _MADE.search(words, found.end(), found.end() + 160)
        if made and (found.group().startswith("At") or _is_duty(words, found)):
            yield "share", found, _after(words, found.end())
    for found in _WITH.finditer(words):
        yield "share", found, found["of"]


def _is_duty(words: str, found: re.Match[str]) -> bool:
    """Whether the words before the figure make it a duty: "skal være faldet", not "er faldet"."""
    first = "n" if found.groupdict().get("n") else 0
    return _DUTY.search(words, max(found.start() - 250, 0), found.start(first)) is not None


_PLAIN: tuple[tuple[Comparator, re.Pattern[str]], ...] = (
    ("at least", _AT_LEAST),
    ("at most", _AT_MOST),
    ("at most", _UP_TO),
    ("share", _AIM_AT),
)


def _after(words: str, at: int) -> str:
    """The short phrase that follows a figure: "boligerne i København"."""
    phrase = words[at : at + _PHRASE].removeprefix(" ").removeprefix("af ")
    ends = _PHRASE_END.search(phrase)
    return (phrase[: ends.start()] if ends else phrase.rsplit(" ", 1)[0] if len(phrase) == _PHRASE else phrase).strip()


def _subject(before: str) -> str:
    """What falls, before its verb: "Antallet af ... skal" -> "Antallet af ..."."""
    clause = _CLAUSE_BEGINS.split(before)[-1].strip("•\uf0b7 ")
    return _DUTY_LAST.sub("", clause)


def _amount(found: re.Match[str]) -> tuple[int | float | None, str | None]:
    """The figure and its unit: percent, or the kind of thing that is counted."""
    groups = found.groupdict()
    if groups.get("fraction"):
        return round(FRACTIONS[groups["fraction"].split()[-1]], 1), "percent"
    if groups.get("n") is None:
        return None, None
    if groups.get("pct"):
        return value(groups["n"]), "percent"
    thing = re.compile(_THINGS).match(found.string, found.end())
    counted = thing.group() if thing else (groups.get("of") or "")
    word = counted.split()[-1] if counted else ""
    for ending, unit in _UNITS.items():
        if word.endswith(ending):
            return value(groups["n"]), unit
    return value(groups["n"]), None


_UNITS = {
    **{"boliger": "homes", "lejemål": "homes", "afdelinger": "departments", "områder": "areas"},
    **{"udsættelser": "evictions", "helhedsplaner": "plans", "praktikpladser": "agreements"},
    **{"uddannelsesaftaler": "agreements", "områdefornyelser": "projects"},
}


def _by(words: str, found: re.Match[str]) -> str | None:
    """The year it shall be reached: the first one after the figure, else the last before it."""
    after = _BY.search(words, found.start("list") if "list" in found.re.groupindex else found.end())
    if after:
        return after["year"]
    before = [year["year"] for year in _BY.finditer(words, 0, found.start())]
    return before[-1] if before else None
