"""Dated figures of the series that Copenhagen's housing papers follow. Pure.

Every place where a figure is printed is a point, so a figure repeated in two columns is two. A figure without a date
is none of these, nor is one that shall be reached (`targets`). `basis` is the source it is said to be from, or for a
part of a series what it is a part of: agreements by a model, homes in a kind of area.
"""

import re
from collections.abc import Iterator

from etl.extract import evictions, homes
from etl.extract.as_of import SPAN, WHEN, label_of, span_of
from etl.extract.facts import SeriesPoint
from etl.extract.numbers import NUMBER, WORD, value
from etl.extract.series_figure import ABOUT, Figure, N, date_before
from etl.extract.text import LONGEST_SENTENCE, Flow, Text


def find(text: Text) -> tuple[SeriesPoint, ...]:
    """The points in the order they are printed."""
    flow = text.flow
    figures = [*_of_sentences(flow), *homes.almene_share(flow)]
    return tuple(_point(flow, figure) for figure in sorted(figures, key=lambda one: (one.start, one.end)))


def _point(flow: Flow, figure: Figure) -> SeriesPoint:
    place = flow.place(figure.start, figure.end)
    return SeriesPoint(
        **place.where,
        series=figure.series,
        as_of=figure.as_of,
        value=value(figure.printed),
        unit=figure.unit,
        approximate=figure.approximate,
        forecast=figure.forecast,
        basis=figure.basis,
    )


def _of_sentences(flow: Flow) -> Iterator[Figure]:
    """The figures whose sentence names the series; each rule is asked only where its own word stands."""
    small_as_of = None  # of the sentence before: "in all ..., of which ..." goes on under its date
    for start, end in flow.sentences:
        if end - start > LONGEST_SENTENCE:
            continue
        words = flow.text[start:end]
        if "allet for " in words:
            yield from evictions.figure_for(flow, start, end)
        if "udsættelser" in words:
            yield from evictions.counted(words, start)
        if "dsættelserne " in words:
            yield from evictions.from_to(words, start)
        if "husleje" in words:
            yield from homes.cheap(flow, start, end)
        if "kema A" in words:
            yield from homes.committed(words, start)
        if "projektportefølje" in words:
            yield from homes.in_portfolio(words, start)
        if "små og billige" in words:
            found = list(homes.small(words, start, small_as_of))
            small_as_of = found[-1].as_of if found else None
            yield from found
        else:
            small_as_of = None
        if "udsatte boligområder" in words:
            yield from _areas(words, start)
            yield from _areas_then_list(words, start)
        if "uddannelsesaftaler" in words:
            yield from _agreements(words, start)


# --- areas on the state's lists ---------------------------------------------------------------------------------------

_LISTED = re.compile(
    rf"(?P<when>{WHEN}) (?P<were>(?:er|var|stod|står|findes) (?:der )?)?(?P<n>(?:{NUMBER}|{WORD}))"
    r" (?P<worse>særligt )?udsatte boligområder\b"
)
_LISTED_LAST = re.compile(
    rf"(?<![\w.,/-])(?P<n>(?:{NUMBER}|{WORD})) (?P<worse>særligt )?udsatte boligområder\b[^.,;:]{{0,40}}?"
    rf" på (?P<list>[^.,;:]{{2,60}}?list\w{{1,3}}) (?:fra|pr\.|per|af) (?:den )?(?P<when>{WHEN})"
)
_ON_LIST = re.compile(r"\bpå (?P<list>[^.,;:]{2,80}list\w{1,3}) (?:fra|pr\.|per|af) (?:den )?$")


def _areas(words: str, at: int) -> Iterator[Figure]:
    for found in _LISTED.finditer(words):
        on_list = _ON_LIST.search(words, max(found.start() - 110, 0), found.start())
        if not (on_list or found["were"]):
            continue
        yield Figure(
            series="saerligt-udsatte-omraader" if found["worse"] else "udsatte-omraader",
            as_of=label_of(found["when"]),
            printed=found["n"],
            unit="areas",
            start=at + (on_list.start() if on_list else found.start()),
            end=at + found.end(),
            basis=on_list["list"] if on_list else None,
        )


def _areas_then_list(words: str, at: int) -> Iterator[Figure]:
    """ "Der er tre særligt udsatte boligområder på ministeriets liste fra 1. december 2030"."""
    for found in _LISTED_LAST.finditer(words):
        yield Figure(
            series="saerligt-udsatte-omraader" if found["worse"] else "udsatte-omraader",
            as_of=label_of(found["when"]),
            printed=found["n"],
            unit="areas",
            start=at + found.start(),
            end=at + found.end(),
            basis=found["list"],
        )


# --- agreements on training -------------------------------------------------------------------------------------------

_AGREED = re.compile(rf"{ABOUT}{N} uddannelsesaftaler\b")
_AGREED_BY = re.compile(
    rf"\bherunder {ABOUT}{N} (?:via|gennem) (?P<by>[A-ZÆØÅ]\w{{2,40}}) i (?:(?P<span>{SPAN})|(?P<when>{WHEN}))"
)


def _agreements(words: str, at: int) -> Iterator[Figure]:
    for found in _AGREED.finditer(words):
        as_of, first = date_before(words, found.start())
        if as_of is not None:
            about = found["about"] is not None
            yield Figure(
                "training-agreements", as_of, found["n"], "agreements", at + first, at + found.end(), approximate=about
            )
    for found in _AGREED_BY.finditer(words):
        yield Figure(
            series="training-agreements",
            as_of=span_of(found["span"]) if found["span"] else label_of(found["when"]),
            printed=found["n"],
            unit="agreements",
            start=at + found.start(),
            end=at + found.end(),
            approximate=found["about"] is not None,
            basis=found["by"],
        )
