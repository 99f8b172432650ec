"""What in one document disagrees among its counts: against lists, against the table of goals, wholes and parts. Pure.

Each check reads the facts found and the words quoted with them; where it is not plain that two facts speak of the same
thing, they are not compared.
"""

import re
from collections import defaultdict
from collections.abc import Iterator

from etl.extract import numbers
from etl.extract.disagreement import Number, Sentence, disagree
from etl.extract.facts import CheckFinding, Count, Extraction, ListedName, SeriesPoint
from geodata.funding import as_sum, figure, in_english
from geodata.wording import listing

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
_ANY_WORD = re.compile(r"\w{1,80}")
_NEAR = 8  # lines within which the same sum is one statement


def check(said: Extraction, sentence: Sentence) -> tuple[CheckFinding, ...]:
    """Everything that disagrees, by check. `sentence` gives the sentence that a fact stands in."""
    return (
        *_counts_against_lists(said, sentence),
        *_goals_against_counts(said, sentence),
        *_series_parts(said, sentence),
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
            yield disagree(
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
            yield disagree(
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
            yield disagree(
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
