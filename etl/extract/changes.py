"""What disagrees among figures over time and shares: forecasts, falls and rises in percent, shares of 100. Pure."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence

from etl.extract import numbers
from etl.extract.disagreement import Number, Sentence, disagree, plain
from etl.extract.facts import CheckFinding, Extraction, SeriesPoint, Share
from geodata.funding import as_sum, figure, in_english

_GOES_ON = re.compile(
    r"fastholdes|udviklingen holder|fortsætter|fortsættes|samme (?:niveau|takt|udvikling|tempo)|uændret", re.IGNORECASE
)
_CHANGE = re.compile(
    rf"(?<![\w.,-])(?P<value>{numbers.NUMBER})(?: [a-zæøå-]{{1,40}}){{0,6}}?,? ?"
    rf"(?:\(|svarende til et? (?:fald|stigning) på )(?P<about>ca\. )?(?P<percent>{numbers.NUMBER}) ?(?:%|pct\.?)"
    r"(?: (?P<way>fald|stigning))? (?:ift\.|i forhold til|fra|siden) (?P<year>(?:19|20)\d\d)",
    re.IGNORECASE,
)
_PAYERS = {"Københavns Kommune", "boligorganisationerne", "Landsbyggefonden"}
_NEAR = 8  # lines within which the shares of one financing stand


def check(said: Extraction, sentence: Sentence) -> tuple[CheckFinding, ...]:
    """Forecasts, then shares, that do not follow from the document's own figures."""
    return (
        *_forecasts(said.series, sentence),
        *_shares_against_100(said.shares),
        *_shares_against_change(said.shares, said.series, sentence),
    )


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
            yield disagree(
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
        arithmetic = as_sum([figure(plain(term)) for term in terms], plain(total))
        yield disagree(
            "shares-against-100",
            share,
            plain(total),
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
            arithmetic = f"({figure(high)} - {figure(low)}) / {figure(base)} = {figure(plain(computed))} %"
            yield disagree(
                "shares-against-change",
                share,
                percent,
                plain(computed),
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
