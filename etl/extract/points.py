"""Numbered and listed sets: focus areas, the goals of a plan, annexes, the parts of a plan or agreement. Pure."""

import re
from collections.abc import Iterator
from dataclasses import asdict
from itertools import islice
from typing import Literal

from etl.extract.facts import MOST, NamedPoint
from etl.extract.numbers import WORD, WORDS
from etl.extract.text import Text

_LONGEST = 700  # characters of a set in running text

_AREAS = re.compile(
    rf"(?<!\w)(?:(?P<count>{WORD}|\d{{1,2}}) |følgende )?(?:[a-zæøå]{{3,20}} ){{0,2}}?"
    r"(?:fokus|indsats|tema)områder(?:ne)?(?: er)?:",
    re.IGNORECASE,
)
_ALSO_COUNTED = re.compile(
    rf"(?<!\w)(?P<count>{WORD}|\d{{1,2}}) (?:delaftaler|(?:fokus|indsats|tema)områder)", re.IGNORECASE
)
_NUMBERED = re.compile(r"\((?P<number>\d{1,2})\) ?|(?<![\w.,])(?P<also>\d{1,2})\) ")
_AND = re.compile(r" (?:og|samt) ")
_AND_CAPITAL = re.compile(r" (?:og|samt) (?=[A-ZÆØÅ])")

_BULLET = re.compile(r"\s{0,12}[•\uf0b7·‣*–-]\s{1,4}(?P<words>[Aa]t\b.{1,400})")
_GOALS = re.compile(r"(?<!\w)(?:mål|målet|målene|målsætning\w{0,4}|delmål)(?!\w)", re.IGNORECASE)
_ANNEX = re.compile(r"\s{0,12}Bilag (?P<number>\d{1,2})(?P<mark> ?[:–—-] ?|\. )(?P<words>\S.{0,200})")

_PARTS = re.compile(
    rf"(?<!\w)(?:indeholder|består af|udgøres af|rummer) "
    rf"(?P<set>(?:{WORD}|\d{{1,2}}) [a-zæøå].{{5,{_LONGEST}}})"
)
_OF_PLAN = re.compile(r"(?:helhedsplan|aftale)\w{0,8}(?: [^.,;:]{0,60})? ?$", re.IGNORECASE)
_ARTICLE = re.compile(r"(?:en|et|én|ét) ")
_COUNTED = re.compile(rf"(?:{WORD}|\d{{1,2}}) ", re.IGNORECASE)
_ASIDE = re.compile(r" ?\([^()]{0,200}\)")
_STOP = ".,:;!?"

Kind = Literal["focus area", "goal", "annex", "component"]


def find(text: Text) -> tuple[NamedPoint, ...]:
    """Every set in the order of the text, each point with its place in the set (an annex: its number)."""
    points = [*_focus_areas(text), *_goals(text), *_annexes(text), *_components(text)]
    return tuple(sorted(points, key=lambda point: (point.line, point.kind, point.position)))


def _focus_areas(text: Text) -> Iterator[NamedPoint]:
    """ "fire fokusområder: (1) A, (2) B ..." and "følgende indsatsområder: A, B, C og D"."""
    flow = text.flow
    for head in islice(_AREAS.finditer(flow.text), MOST):
        after = head.end()
        while flow.text[after : after + 1] == " ":
            after += 1
        end = flow.sentence_at(min(after, len(flow.text) - 1))[1]
        end = min(end, after + _LONGEST)
        spans = list(_numbered(flow.text, after, end)) or _listed(flow.text, after, end, _count(text, head))
        for position, (start, last) in enumerate(spans, 1):
            yield _point(text, "focus area", position, start, last)


def _count(text: Text, head: re.Match[str]) -> int | None:
    """How many the words before the set say: "fire delaftaler ... inden for følgende indsatsområder:"."""
    word = head["count"]
    if word is None:
        first = max(text.flow.sentence_at(head.start())[0], head.start() - 300)
        found = _ALSO_COUNTED.search(text.flow.text, first, head.start())
        word = found["count"] if found else None
    return None if word is None else WORDS.get(word.lower()) or int(word)


def _numbered(flow: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The spans after "(1)", "(2)", ...: as far as the numbers run on from 1."""
    marks = list(_NUMBERED.finditer(flow, start, end))
    if not marks or marks[0].start() > start + 2:
        return
    for place, mark in enumerate(marks):
        if int(mark["number"] or mark["also"]) != place + 1:
            return
        last = marks[place + 1].start() if place + 1 < len(marks) else end
        words = re.sub(r"(?:,|;)?(?: og| samt)?,? ?$", "", flow[mark.end() : last].rstrip(" .,;"))
        if words:
            yield mark.end(), mark.end() + len(words)


def _listed(flow: str, start: int, end: int, count: int | None) -> list[tuple[int, int]]:
    """The spans of "A og B, C, D og E og F": a name may hold an "og"; capital letters and the count tell which."""
    words = flow[start:end].rstrip(" .;")
    commas = [0, *(found.end() for found in re.finditer(", ", words))]
    ends = [place - 2 for place in commas[1:]] + [len(words)]
    spans = [(start + first, start + last) for first, last in zip(commas, ends, strict=True) if last > first]
    if not spans:
        return []
    first, last = spans.pop()
    joints = list(_AND_CAPITAL.finditer(flow, first, last)) or list(_AND.finditer(flow, first, last))
    wanted = None if count is None else count - len(spans) - 1
    taken = joints[:1] if wanted is None else joints[:wanted]
    for joint in taken:
        spans.append((first, joint.start()))
        first = joint.end()
    spans.append((first, last))
    if len(spans) < 2 or (count is not None and len(spans) != count) or any(last - first > 90 for first, last in spans):
        return []
    return spans


def _goals(text: Text) -> Iterator[NamedPoint]:
    """Bullets "At ..." after words of goals; a set begins anew where something else stands between."""
    position, ended = 0, -100
    for number, line in enumerate(text.lines, 1):
        bullet = _BULLET.match(line[:500])
        if bullet is None:
            continue
        if not all(not words.strip() for words in text.lines[ended : number - 1]) or ended < 0:
            before = " ".join(text.lines[max(number - 12, 0) : number - 1])[-600:]
            position = 0 if _GOALS.search(before) and before.rstrip().endswith(":") else -1
        if position < 0:
            ended = number
            continue
        position += 1
        name, ended = _running_on(text, number, bullet["words"])
        yield NamedPoint(**asdict(text.at(number, ended)), kind="goal", position=position, name=name)


def _annexes(text: Text) -> Iterator[NamedPoint]:
    """ "Bilag 3: ...", each number once; "Bilag 3" alone is the head of an annex left out."""
    seen: set[int] = set()
    for number, line in enumerate(text.lines, 1):
        annex = _ANNEX.match(line[:300])
        if annex is None or int(annex["number"]) in seen or not annex["words"][0].isalnum():
            continue
        seen.add(int(annex["number"]))
        name, last = _running_on(text, number, annex["words"])
        yield NamedPoint(**asdict(text.at(number, last)), kind="annex", position=int(annex["number"]), name=name)


def _running_on(text: Text, number: int, words: str) -> tuple[str, int]:
    """A point's words over the lines they take: the next goes on where it begins with a small letter."""
    name, last = " ".join(words.split()), number
    for following in range(number + 1, min(number + 8, len(text.lines)) + 1):
        line = " ".join(text.lines[following - 1][:400].split())
        if not line:
            continue
        if name[-1] in _STOP.replace(",", "") or not (line[0].islower() or name[-1] in ",-"):
            break
        broken = name[-1] == "-" and name[-2:-1].isalpha() and not line.startswith(("og ", "eller "))
        name, last = (name[:-1] + line if broken else f"{name} {line}"), following
    return name.rstrip(" .;"), last


def _components(text: Text) -> Iterator[NamedPoint]:
    """ "Helhedsplanen indeholder en samarbejdsaftale, fire delaftaler, en beredskabsplan og et budget"."""
    flow = text.flow
    for found in islice(_PARTS.finditer(flow.text), MOST):
        first, end = flow.sentence_at(found.start())
        if not _OF_PLAN.search(flow.text, max(first, found.start() - 90), found.start()):
            continue
        spans = _parts(flow.text, found.start("set"), min(end, found.end("set")))
        counted = sum(1 for start, last in spans if _COUNTED.match(flow.text, start, last))
        if len(spans) < 2 or 2 * counted < len(spans):
            continue
        for position, (start, last) in enumerate(spans, 1):
            yield _point(text, "component", position, start, last)


def _parts(flow: str, start: int, end: int) -> list[tuple[int, int]]:
    """The spans between commas and "og", outside brackets."""
    words = flow[start:end].rstrip(" .;:")
    masked = _ASIDE.sub(lambda aside: "x" * len(aside.group()), words)
    at, spans = 0, []
    for joint in re.finditer(r",? og |, ", masked):
        spans.append((start + at, start + joint.start()))
        at = joint.end()
    spans.append((start + at, start + len(words)))
    return [span for span in spans if span[1] > span[0]]


def _point(text: Text, kind: Kind, position: int, start: int, end: int) -> NamedPoint:
    name = text.flow.text[start:end]
    if kind == "component":
        name = _ASIDE.sub("", _ARTICLE.sub("", name, count=1))
    return NamedPoint(**text.flow.place(start, end).where, kind=kind, position=position, name=name.strip())
