"""Matching beside thefuzz and plain rapidfuzz on the same names; and how far its scores can be trusted.

`python -m benchmarks.matching` prints every table of docs/matching.md, and the times.
"""

import math
import time
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from itertools import product

import rapidfuzz
import thefuzz.process

from etl import matching
from etl.kinds_of_place import parted
from etl.letters import coded
from etl.match import Question
from geodata.model import Department
from geodata.names import readings
from tests.etl.noise import bare_name
from tests.etl.noisy_names import Matcher, Noisy, answer, everything, figures, generated, hand_checked, is_right, ours

SEED = 2026
BINS = (0.0, 0.25, 0.5, 0.75, 0.9, 0.97, 0.99, 1.0)
_CUT_OFFS = range(60, 101)
_ENDS = (
    *("gade", "vej", "gården", "parken", "haven", "vænget", "hus", "plads", "torv", "allé", "stræde", "høj", "lund"),
    *("kvarteret", "gård"),
)


def _thefuzz(name: str, choices: dict[str, str]) -> list[tuple[str, float]]:
    return [(key, score) for _, score, key in thefuzz.process.extract(name, choices, limit=2)]


def _rapidfuzz(name: str, choices: dict[str, str]) -> list[tuple[str, float]]:
    found = rapidfuzz.process.extract(
        name, choices, scorer=rapidfuzz.fuzz.WRatio, processor=rapidfuzz.utils.default_process, limit=2
    )
    return [(key, score) for _, score, key in found]


PEERS: dict[str, Callable[[str, dict[str, str]], list[tuple[str, float]]]] = {
    "thefuzz": _thefuzz,
    "rapidfuzz": _rapidfuzz,
}


@cache
def peer(name: str) -> Matcher:
    """A peer as a matcher, as well as it can be had: the bare names of the same block, two that tie are ambiguous.

    The cut-off is the one with most right answers on the part of the set that ours was fitted on.
    """
    fitting = [row for row in hand_checked() if row.part == "fitting"]
    best = {row.question: PEERS[name](row.question.name, _block(row.question)) for row in fitting}

    def right(cut_off: int) -> int:
        told = [(row, _told(best[row.question], cut_off)) for row in fitting]
        return sum(
            (outcome, set(found)) == ("matched", row.expected) if len(row.expected) == 1 else outcome == "unknown"
            for row, (outcome, found) in told
            if len(row.expected) < 2
        )

    cut_off = max(_CUT_OFFS, key=lambda one: (right(one), one))

    def matcher(question: Question) -> tuple[str, list[str]]:
        return _told(PEERS[name](question.name, _block(question)), cut_off)

    return matcher


def _told(best: Sequence[tuple[str, float]], cut_off: float) -> tuple[str, list[str]]:
    sure = [(key, score) for key, score in best if score >= cut_off]
    if len(sure) > 1 and sure[0][1] == sure[1][1]:
        return "ambiguous", [key for key, _ in sure]
    return ("matched", [sure[0][0]]) if sure else ("unknown", [])


def _block(question: Question) -> dict[str, str]:
    among = everything()
    areas = [among.areas.find(name) for name in question.bydele]
    inside = {number for area in areas if area for number in area.bydel_nos}
    owners = {number for name in question.organisations for number in among.organisations.numbers(name)}
    return {
        row.department_id: bare_name(row)
        for row in among.departments
        if (not inside or row.bydel_no in inside) and (not owners or row.organisation_no in owners)
    }


def other_ends() -> tuple[int, list[str]]:
    """Names made of those of the layer with another kind of place: how many, and those tied to something all the same.

    What is a form or a spelling of a department's name is none of them.
    """
    among = everything()
    known = {read.joined for row in among.departments for part in bare_name(row).split("/") for read in readings(part)}
    forms = {parted(coded(joined)) for joined in known}
    stems = {name for name in (_stem(row) for row in among.departments) if name}
    made = [stem + end for stem, end in product(sorted(stems), _ENDS)]
    asked = [name for name in made if parted(coded(readings(name)[0].joined)) not in forms]
    return len(asked), [name for name in asked if ours(Question(name))[0] != "unknown"]


def _stem(row: Department) -> str | None:
    name = bare_name(row)
    end = next((end for end in (*_ENDS, "husene", "huse", "huset", "park") if name.endswith(end)), None)
    return name.removesuffix(end) if end and name.isalpha() and len(name) > len(end) + 2 else None


def accuracy() -> str:
    """Ours, thefuzz and rapidfuzz on the hand-checked set: a table in Markdown."""
    lines = [
        "| names | matcher | precision of `matched` | recall | invented | of several, said so |",
        "|---|---|---|---|---|---|",
    ]
    for part in ("all", "held out"):
        rows = [row for row in hand_checked() if part in ("all", row.part)]
        for name, matcher in (("ours", ours), *((name, peer(name)) for name in PEERS)):
            found = figures(rows, matcher)
            none = sum(not row.expected for row in rows)
            lines.append(
                f"| {part} ({found.names}) | {name} | {found.precision:.3f} ({found.right} of {found.matched}) "
                f"| {found.recall:.3f} ({found.right} of {found.one}) | {found.invented} of {none} "
                f"| {found.several_right} of {found.several} |"
            )
    return "\n".join(lines)


def reliability_of_the_set() -> str:
    """The table for the held-out part."""
    return _reliability(row for row in hand_checked() if row.part == "held out")


def reliability_of_the_campaign() -> str:
    """The table for names generated by rule over every department."""
    return _reliability(_campaign())


def campaign_by_rule() -> str:
    """How often each rule's names are right: a table in Markdown."""
    lines = ["| rule | names | precision | recall | of several, said so |", "|---|---|---|---|---|"]
    for rule in dict.fromkeys(row.made for row in _campaign()):
        found = figures(row for row in _campaign() if row.made == rule)
        lines.append(
            f"| {rule} | {found.names} | {found.precision:.3f} | {found.recall:.3f} "
            f"| {found.several_right} of {found.several} |"
        )
    whole = figures(_campaign())
    lines.append(
        f"| all | {whole.names} | {whole.precision:.4f} | {whole.recall:.3f} "
        f"| {whole.several_right} of {whole.several} |"
    )
    return "\n".join(lines)


@cache
def _campaign() -> tuple[Noisy, ...]:
    return tuple(generated(SEED, everything().departments, dict(everything().areas.name_of)))


def _reliability(rows: Iterable[Noisy]) -> str:
    """Every candidate shown, by its score: how many, their mean score, and the share of them that is meant.

    A generated name means the department it was made of. Where a hand-checked one means several, each is meant by its
    part.
    """
    bins: dict[int, list[tuple[float, float]]] = {at: [] for at in range(len(BINS) - 1)}
    for row in rows:
        for one in answer(row.question).candidates:
            at = max(at for at in bins if one.score >= BINS[at])
            meant = {row.made_of} if row.made_of else row.expected
            bins[at].append((one.score, 1 / len(meant) if one.department.department_id in meant else 0))
    lines = ["| score | candidates | mean score | share meant |", "|---|---|---|---|"]
    for at, found in bins.items():
        if found:
            mean, share = (math.fsum(column) / len(found) for column in zip(*found, strict=True))
            lines.append(f"| {BINS[at]:.2f}-{BINS[at + 1]:.2f} | {len(found)} | {mean:.3f} | {share:.3f} |")
    return "\n".join(lines)


def fit() -> str:
    """Log loss on the fitting part, a name, for the weight of "none of them": a table in Markdown."""
    rows = [row for row in hand_checked() if row.part == "fitting"]
    lines = ["| weight of none | log loss | right of the names |", "|---|---|---|"]
    before = matching.NONE_OF_THEM
    try:
        for weight in (0.0, 1.0, 2.0, 3.0, 4.0):
            matching.NONE_OF_THEM = weight
            right = sum(is_right(row, *ours(row.question)) for row in rows)
            loss = math.fsum(_loss(row) for row in rows) / len(rows)
            lines.append(f"| {weight:.0f} | {loss:.3f} | {right} of {len(rows)} |")
    finally:
        matching.NONE_OF_THEM = before
    return "\n".join(lines)


def _loss(row: Noisy) -> float:
    candidates = answer(row.question).candidates
    meant = [one.score for one in candidates if one.department.department_id in row.expected]
    likely = math.fsum(meant) if row.expected else 1 - math.fsum(one.score for one in candidates)
    return -math.log(max(likely, 1e-6))


QUICK: dict[str, Callable[[], str]] = {"accuracy": accuracy, "reliability": reliability_of_the_set, "fit": fit}
SLOW: dict[str, Callable[[], str]] = {"campaign": campaign_by_rule, "reliability": reliability_of_the_campaign}


def seconds() -> dict[str, float]:
    """Seconds for the whole hand-checked set, the best of three turns; each in the same process, after imports."""
    ways: dict[str, Matcher] = {"ours": ours, **{name: peer(name) for name in PEERS}}
    taken = {name: math.inf for name in ways}
    for _ in range(3):
        for name, matcher in ways.items():
            everything().forget()
            start = time.perf_counter()
            for row in hand_checked():
                matcher(row.question)
            taken[name] = min(taken[name], time.perf_counter() - start)
    return taken


def main() -> None:
    for name, table in (*QUICK.items(), *((f"campaign: {name}", table) for name, table in SLOW.items())):
        print(f"\n{name}\n\n{table()}")
    tried, tied = other_ends()
    print(f"\nother ends: {len(tied)} of {tried} tied to something: {', '.join(tied)}\n")
    for name, taken in seconds().items():
        print(f"{name}: {taken:.2f} s for {len(hand_checked())} names")


if __name__ == "__main__":
    main()
