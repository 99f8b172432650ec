"""What in one document disagrees outside its tables: counts, parts, forecasts, shares, durations. Pure.

Each check reads the facts found and the words quoted with them; where it is not plain that two facts speak of the same
thing, they are not compared.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta

from etl.extract import numbers
from etl.extract.facts import CheckFinding, Count, Extraction, Found, ListedName, Period, SeriesPoint, Share
from geodata.funding import as_sum, figure, in_english
from geodata.wording import listing, long_date

Number = int | float
Sentence = Callable[[Found], str]

_NUMBER = rf"(?:{numbers.NUMBER}|(?:{numbers.WORD})(?=\s))"
_PART_OF_THEM = re.compile(
    r"\bud af\b|\bheraf\b|\bøvrige\b|\bandre\b|\byderligere\b|\bgodkendt\b|\bflere\b", re.IGNORECASE
)
_PLANS = re.compile(rf"\b(?P<plans>{_NUMBER}) (?:[\wæøåÆØÅ-]{{1,30}} ){{0,3}}?helhedsplaner\b", re.IGNORECASE)
_OUT_OF = re.compile(rf"\b(?P<part>{_NUMBER}) ud af (?:de )?(?P<whole>{_NUMBER}) (?P<noun>\w{{3,40}})", re.IGNORECASE)
_SAYS_ALL = re.compile(r"\b(?:konkrete|i alt|samlet|fastsat|fastsætter|indeholder|rummer)\b", re.IGNORECASE)
_FULFILLED = re.compile(r"indfriet|opfyldt", re.IGNORECASE)
_WHOLE = re.compile(
    rf"(?<![\w.,-])(?P<whole>{numbers.NUMBER}) (?P<noun>(?:[^\W\d][\w-]{{0,39}} ){{0,4}}[^\W\d][\w-]{{0,39}}),? "
    r"(?P<how>herunder|heraf|fordelt på|bestående af) (?P<parts>.{1,300})",
    re.IGNORECASE,
)
_HOW = re.compile(r"herunder|heraf|fordelt på|bestående af", re.IGNORECASE)
_PART = re.compile(rf"(?:^|, | og )(?:(?:hhv|ca)\. )?(?P<part>{numbers.NUMBER}) (?P<noun>[a-zæøå][\wæøå-]{{1,40}})")
_GOES_ON = re.compile(
    r"fastholdes|udviklingen holder|fortsætter|fortsættes|samme (?:niveau|takt|udvikling|tempo)|uændret", re.IGNORECASE
)
_CHANGE = re.compile(
    rf"(?<![\w.,-])(?P<value>{numbers.NUMBER})(?: [a-zæøå-]{{1,40}}){{0,6}}?,? ?"
    rf"(?:\(|svarende til et? (?:fald|stigning) på )(?P<about>ca\. )?(?P<percent>{numbers.NUMBER}) ?(?:%|pct\.?)"
    r"(?: (?P<way>fald|stigning))? (?:ift\.|i forhold til|fra|siden) (?P<year>(?:19|20)\d\d)",
    re.IGNORECASE,
)
_USUALLY = re.compile(r"\b(?:normalt|sædvanligvis|typisk|som regel|som udgangspunkt)\b", re.IGNORECASE)
_ANY_WORD = re.compile(r"\w{1,80}")
_PROPER = re.compile(r"\b[A-ZÆØÅ][\wæøå]{2,40}")
_MONEY = re.compile(r"\b(?:mio|mia|kr)\b", re.IGNORECASE)  # the years of an amount are not a plan's
_NO_NAMES = frozenset(
    {"helhedsplan", "helhedsplanen", "helhedsplaner", "boligsocial", "boligsociale", "den", "det", "de"}
)
_NEAR = 8  # lines within which the shares of one financing stand
_PAYERS = {"Københavns Kommune", "boligorganisationerne", "Landsbyggefonden"}


def check(said: Extraction, sentence: Sentence) -> tuple[CheckFinding, ...]:
    """Everything that disagrees, by check. `sentence` gives the sentence that a fact stands in."""
    return (
        *_counts_against_lists(said, sentence),
        *_goals_against_counts(said, sentence),
        *_series_parts(said, sentence),
        *_forecasts(said.series, sentence),
        *_shares_against_100(said.shares),
        *_shares_against_change(said.shares, said.series, sentence),
        *_periods_against_durations(said.periods, sentence),
    )


def _counts_against_lists(said: Extraction, sentence: Sentence) -> Iterator[CheckFinding]:
    """Departments a sentence counts for the areas it names, against the names listed for those areas.

    A joined entry ("X I+II") may count as one or as each: any number between fits.
    """
    by_area: dict[str, list[ListedName]] = defaultdict(list)
    for one in said.departments:
        by_area[one.area].append(one)
    by_word: dict[str, list[str]] = defaultdict(list)  # of areas: their first word
    for area in by_area:
        if first := _ANY_WORD.search(area):
            by_word[first.group()].append(area)
    for count in said.counts:
        if not by_area or count.what != "departments" or count.approximate:
            continue
        words = sentence(count)
        named = _areas_in(words, by_word)
        plans = _PLANS.search(words)
        if _PART_OF_THEM.search(words):
            continue
        if not named or (plans and numbers.value(plans["plans"]) != len(named)):
            continue
        listed = [one for area in named for one in by_area[area]]
        entries = {(one.area, one.printed) for one in listed}
        if not len(entries) <= count.value <= len(listed):
            yield _disagree(
                "counts-against-lists",
                count,
                count.value,
                len(listed),
                arithmetic=as_sum([str(len(by_area[area])) for area in named], len(listed)),
                da=f"Teksten tæller {figure(count.value)} boligafdelinger; {listing(named)} har {len(listed)}",
                en=f"The text counts {figure(count.value)} departments; the list has {len(listed)} "
                f"for {listing(named, 'en_GB')}",
            )


def _areas_in(words: str, by_word: dict[str, list[str]]) -> list[str]:
    """The areas that a sentence names, in its order."""
    named: dict[str, None] = {}
    for word in _ANY_WORD.finditer(words):
        for area in by_word.get(word.group(), ()):
            end = word.start() + len(area)
            if words.startswith(area, word.start()) and not (words[end - 1 : end + 1].isalnum() and end < len(words)):
                named[area] = None
    return list(named)


def _goals_against_counts(said: Extraction, sentence: Sentence) -> Iterator[CheckFinding]:
    """Goals and intentions the text counts, against the rows of the goals' table; and those met among them."""
    if not said.goals:
        return
    intentions = [goal for goal in said.goals if "hensigtserklæring" in goal.group.lower()]
    concrete = [goal for goal in said.goals if goal not in intentions]
    met = sum((goal.fulfilment or "").lower().startswith("opfyldt") for goal in concrete)
    for count in said.counts:
        if "målsætning" not in count.noun and "hensigtserklæring" not in count.noun:
            continue
        words = sentence(count)
        among = _OUT_OF.search(words)
        held: int | None = None
        if among and among["noun"].lower().startswith("målsætning"):
            if count.value == numbers.value(among["part"]) and _FULFILLED.search(words):
                held = met
            elif count.value == numbers.value(among["whole"]):
                held = len(concrete)
        elif _SAYS_ALL.search(words):
            noun = count.noun.lower().split(" ")[-1]
            if noun.startswith("målsætning"):
                held = len(concrete)
            elif noun.startswith("hensigtserklæring"):
                held = len(intentions)
        if held and held != count.value:
            yield _disagree(
                "goals-against-counts",
                count,
                count.value,
                held,
                arithmetic=str(held),
                da=f"Teksten tæller {figure(count.value)} {count.noun}; oversigten har {held}",
                en=f"The text counts {figure(count.value)} ({count.noun}); the overview has {held}",
            )


def _series_parts(said: Extraction, sentence: Sentence) -> Iterator[CheckFinding]:
    """Wholes and their printed parts: "1.580 boliger, herunder 578 ..., 631 ... og 371 ..."."""
    seen = set()
    figures: tuple[SeriesPoint | Count, ...] = (*said.series, *said.counts)
    for one in sorted(figures, key=lambda one: one.line):
        words = sentence(one)
        for found in _WHOLE.finditer(words) if _HOW.search(words) else ():
            parts = _listed_parts(found)
            whole, total = numbers.value(found["whole"]), round(sum(parts), 6)
            if whole != one.value:
                continue
            key = (whole, tuple(parts), one.line // _NEAR)
            # "herunder" two of several may leave some out; three of one kind, the last joined by "og", are all
            exhaustive = found["how"].lower() in ("fordelt på", "bestående af") or len(parts) > 2
            if key in seen or len(parts) < 2 or total == whole or (total < whole and not exhaustive):
                continue
            seen.add(key)
            arithmetic = as_sum([figure(part) for part in parts], total)
            yield _disagree(
                "series-parts",
                one,
                whole,
                total,
                arithmetic,
                da=f"Teksten skriver {figure(whole)}, men delene giver {arithmetic}",
                en=f"The text says {in_english(figure(whole))}, but the parts give {in_english(arithmetic)}",
            )


def _listed_parts(found: re.Match[str]) -> list[Number]:
    """The parts, of the whole's own kind: "boliger" of "familieboliger"."""
    kind = found["noun"].split()[-1].lower()
    parts: list[Number] = []
    end = 0
    for part in _PART.finditer(found["parts"]):
        if part.start() != end or not part["noun"].lower().endswith(kind):
            break
        parts.append(numbers.value(part["part"]))
        end = part.end()
        if part.group().startswith(" og "):
            return parts
    return []


def _forecasts(series: Sequence[SeriesPoint], sentence: Sentence) -> Iterator[CheckFinding]:
    """A year forecast "if it goes on so", against as many times the half year or quarter it is from."""
    printed = _by_kind_and_time([one for one in series if not one.forecast])
    for point in series:
        if not point.forecast or not re.fullmatch(r"\d{4}", point.as_of or "") or not _GOES_ON.search(sentence(point)):
            continue
        bases = [
            (times, nearest)
            for times, ends in ((2, "H1"), (4, "Q1"))
            if (nearest := _nearest(printed[point.series, f"{point.as_of}-{ends}"], point.line))
        ]
        if not bases:
            continue
        times, base = min(bases, key=lambda one: abs(one[1].line - point.line))
        expected = times * base.value
        about = max(1.0, expected * 0.02) if point.approximate else 0.0  # "ca." may be rounded
        if abs(point.value - expected) > about:
            arithmetic = f"{times} × {figure(base.value)} = {figure(expected)}"
            yield _disagree(
                "forecast-against-basis",
                point,
                point.value,
                expected,
                arithmetic,
                da=f"Fremskrivningen for {point.as_of} er trykt som {figure(point.value)}; "
                f"af dokumentets eget tal følger {arithmetic}",
                en=f"The forecast for {point.as_of} is printed as {in_english(figure(point.value))}; "
                f"from the document's own figure follows {in_english(arithmetic)}",
            )


def _shares_against_100(shares: Sequence[Share]) -> Iterator[CheckFinding]:
    """The shares of one financing, every payer once, against 100."""
    paid = [share for share in shares if share.who]
    for start in range(len(paid)):
        payers: set[str] = set()
        for end in range(start, min(start + 3, len(paid))):
            share = paid[end]
            who = set((share.who or "").split(" og "))
            if payers & who or share.line - paid[start].line > _NEAR:
                break
            payers |= who
            if payers >= _PAYERS:
                terms = [one.value_pct for one in paid[start : end + 1]]
                yield from _of_100(share, terms)
                break


def _of_100(share: Share, terms: Sequence[float]) -> Iterator[CheckFinding]:
    total = round(sum(terms), 2)
    if abs(total - 100) > 0.05:
        arithmetic = as_sum([figure(_plain(term)) for term in terms], _plain(total))
        yield _disagree(
            "shares-against-100",
            share,
            _plain(total),
            100,
            arithmetic,
            da=f"Finansieringens andele giver {arithmetic} %, ikke 100 %",
            en=f"The shares of the financing give {in_english(arithmetic)}%, not 100%",
        )


def _shares_against_change(
    shares: Sequence[Share], series: Sequence[SeriesPoint], sentence: Sentence
) -> Iterator[CheckFinding]:
    """A fall or rise in percent since a year, against the two figures of the series."""
    kinds: dict[Number, set[str]] = defaultdict(set)
    for point in series:
        kinds[point.value].add(point.series)
    printed = _by_kind_and_time([point for point in series if point.value])
    for share in shares:
        for found in _CHANGE.finditer(sentence(share)):
            value, percent = numbers.value(found["value"]), numbers.value(found["percent"])
            near = (_nearest(printed[kind, found["year"]], share.line) for kind in sorted(kinds[value]))
            bases = [point for point in near if point]
            if percent != share.value_pct or not bases:
                continue
            base = min(bases, key=lambda point: abs(point.line - share.line)).value
            change = abs(value - base) / base * 100
            decimals = len(found["percent"].partition(",")[2])
            if abs(change - percent) <= (1 if found["about"] else 0.5 / 10**decimals):
                continue
            computed = round(change, decimals + 1)
            low, high = sorted((value, base))
            arithmetic = f"({figure(high)} - {figure(low)}) / {figure(base)} = {figure(_plain(computed))} %"
            yield _disagree(
                "shares-against-change",
                share,
                percent,
                _plain(computed),
                arithmetic,
                da=f"Trykt {figure(percent)} % siden {found['year']}; tallene giver {arithmetic}",
                en=f"Printed {in_english(figure(percent))}% since {found['year']}; the figures give "
                f"{in_english(arithmetic)}",
            )


def _by_kind_and_time(series: Sequence[SeriesPoint]) -> dict[tuple[str, str | None], list[SeriesPoint]]:
    """The points of each series and time, in the order of their lines."""
    made: dict[tuple[str, str | None], list[SeriesPoint]] = defaultdict(list)
    for point in sorted(series, key=lambda one: one.line):
        made[point.series, point.as_of].append(point)
    return made


def _nearest(points: Sequence[SeriesPoint], line: int) -> SeriesPoint | None:
    """The point nearest to a line, of points in the order of their lines; None of none."""
    after = bisect_left(points, line, key=lambda one: one.line)
    return min(points[max(after - 1, 0) : after + 1], key=lambda one: abs(one.line - line), default=None)


def _periods_against_durations(periods: Sequence[Period], sentence: Sentence) -> Iterator[CheckFinding]:
    """A plan's printed days against the years it is said to run: its own, or else what plans "normalt" run."""
    said = [one for one in periods if one.duration_years and one.subject == "plan" and _says_years(one, sentence(one))]
    named = [(one, _areas(one.name)) for one in said]
    usual = [one for one, names in named if not names and _USUALLY.search(sentence(one))]
    seen = set()
    for period in periods:
        names = _areas(period.name)
        if period.subject != "plan" or not period.start or not period.end or not names:
            continue
        own = [one for one, theirs in named if not names.isdisjoint(theirs)]
        key = (period.name, period.start, period.end)
        fitting = own if _only_years(period) else own or usual
        if key in seen or not fitting or (_only_years(period) and _MONEY.search(period.quote)):
            continue
        seen.add(key)
        years = fitting[0].duration_years or 0
        length = _length(period.start, period.end)
        if not any(one.duration_years == length for one in fitting):
            days = f"{long_date(period.start)} – {long_date(period.end)}"
            yield _disagree(
                "period-against-duration",
                period,
                years,
                _plain(length),
                arithmetic=f"{days} = {figure(_plain(length))} år",
                da=f"»{period.name}«: datoerne {days} giver {figure(_plain(length))} år; teksten skriver {years} år",
                en=f'"{period.name}": the dates {long_date(period.start, "en_GB")} – '
                f"{long_date(period.end, 'en_GB')} give {in_english(figure(_plain(length)))} years; "
                f"the text says {years} years",
            )


def _only_years(period: Period) -> bool:
    """Whether only years are printed ("2022-2025")."""
    return (
        period.start is not None
        and period.end is not None
        and (period.start.month, period.start.day, period.end.month, period.end.day) == (1, 1, 12, 31)
        and not re.search(r"\b\d{1,2}[./-] ?(?:[a-z]{3,9}|\d{1,2})", period.quote)
    )


def _says_years(period: Period, said: str) -> bool:
    """Whether a sentence says the years of a run, not of one already had ("en femårig periode")."""
    words = [word for word, value in numbers.WORDS.items() if value == period.duration_years]
    number = rf"(?:{'|'.join([*words, str(period.duration_years)])})"
    yet_to_run = rf"\b(?:indgås|indgået|fornye?s|løber|gælder)\b[^.;:]{{0,40}} {number} ?-?årig"
    return re.search(rf"\b{number} år\b|{yet_to_run}", said, re.IGNORECASE) is not None


def _names(name: str) -> set[str]:
    return {word.lower() for word in _PROPER.findall(name)} - _NO_NAMES


def _areas(name: str) -> set[frozenset[str]]:
    """Each area of a name by its words: "Nørrebro og Amager Øst" is of two, of which none is Amager Vest."""
    return {frozenset(_names(part)) for part in re.split(r",? og |, | samt ", name)} - {frozenset()}


def _length(start: date, end: date) -> float:
    """Whole years where the days make whole years, else years to one decimal; an end on 1 January is not in it."""
    after = end if (end.month, end.day) == (1, 1) else end + timedelta(days=1)
    if (after.month, after.day) == (start.month, start.day):
        return float(after.year - start.year)
    return round((after - start).days / 365.25, 1)


def _plain(value: float) -> Number:
    return int(value) if value == int(value) else value


def _disagree(
    check: str, at: Found, printed: Number, computed: Number, arithmetic: str, da: str, en: str
) -> CheckFinding:
    return CheckFinding(
        check=check,
        severity="error",
        page=at.page,
        line=at.line,
        printed=printed,
        computed=computed,
        arithmetic=arithmetic,
        message_da=f"{da}.",
        message_en=f"{en}.",
    )
