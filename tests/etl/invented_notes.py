"""Notes in the form of the city's, made by chance: other districts, names, years and amounts, and what each one says.

The sentences are ours; each template states the facts it prints, so that whatever else is read out of it is a mistake.
An error can be planted; the note then says which check must find it.
"""

# ruff: noqa: E501 (a sentence stands on one line)

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from textwrap import wrap

BYDELE = {
    "Indre By": "Indre by",
    "Østerbro": "Østerbro",
    "Nørrebro": "Nørrebro",
    "Vesterbro-Kongens Enghave": "Vesterbro/Kgs. Enghave",
    "Valby": "Valby",
    "Vanløse": "Vanløse",
    "Brønshøj-Husum": "Brønshøj/Husum",
    "Bispebjerg": "Bispebjerg",
    "Amager Øst": "Amager Øst",
    "Amager Vest": "Amager Vest",
}
PLANTED = ("none", "digit", "year", "count", "prose", "shares")
_FIRST = [
    "Birke",
    "Lærke",
    "Solsikke",
    "Hyacint",
    "Mirabel",
    "Kastanje",
    "Vibe",
    "Fasan",
    "Granat",
    "Ravn",
    "Fjord",
    "Hav",
    "Mose",
    "Sø",
    "Kløver",
    "Æble",
    "Hassel",
]
_LAST = [
    "parken",
    "gården",
    "vænget",
    "haven",
    "husene",
    "toften",
    "bo",
    "kvarteret",
    "gade",
    "vej",
    "plads",
    "bakken",
    "engen",
]
_NUMBERS = ["nul", "én", "to", "tre", "fire", "fem", "seks", "syv", "otte", "ni", "ti"]
_MONTHS = [
    "januar",
    "februar",
    "marts",
    "april",
    "maj",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "december",
]


@dataclass
class Note:
    """The lines of a note, the facts it prints by kind, and the checks that must find what is planted in it."""

    lines: list[str] = field(default_factory=list)
    facts: dict[str, set[tuple[object, ...]]] = field(default_factory=dict)
    planted: list[str] = field(default_factory=list)

    def says(self, kind: str, *fact: object) -> None:
        """The note prints this."""
        self.facts.setdefault(kind, set()).add(fact)


def note(seed: int, planted: str = "none") -> Note:
    """The note of a seed, the same each time; `planted` is one of PLANTED."""
    chance = random.Random(seed)
    made = Note()
    areas = chance.sample(sorted(BYDELE), chance.choice((1, 1, 2, 3)))
    places = [area for area in areas if "-" not in area] or ["Valby"]
    first = chance.randrange(2024, 2040)
    years = list(range(first, first + chance.randrange(3 if planted == "year" else 2, 7)))
    number = f"{chance.choice(('TM', 'ØK', 'SO', 'BI'))}{chance.randrange(1, 400):03}"
    lists = {area: _entries(chance, chance.randrange(3, 9)) for area in places}
    width = chance.choice((70, 85, 100))
    _title(made, number, places, width)
    _prose(made, chance, places, lists, first, width, planted)
    table = _Table(chance, years)
    if planted == "year":
        table.lose_a_year()
        made.planted.append("year-missing")
    _beslutning(made, chance, table, width, planted)
    _tables(made, chance, table, planted)
    _boxes(made, chance, places)
    _lists(made, chance, lists, width)
    return made


def _add(made: Note, chance: random.Random | None, text: str, width: int) -> None:
    """A paragraph broken over lines, as a page breaks it: with blanks at the ends."""
    made.lines += [f"{line} " for line in wrap(text, width, break_long_words=False, break_on_hyphens=False)]


def _title(made: Note, number: str, areas: Sequence[str], width: int) -> None:
    _add(made, None, f"{number} Ny boligsocial indsats for {_and(areas)}", width)
    made.lines += [" ", "", "Resumé "]


def _and(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} og {words[-1]}"


def _dk(value: int | float) -> str:
    text = f"{value:,}" if isinstance(value, int) else f"{value:,.1f}"
    return text.translate(str.maketrans(",.", ".,"))


def _entries(chance: random.Random, count: int) -> list[tuple[str, tuple[str, ...]]]:
    """(entry as printed, the departments it stands for)."""
    names = [f"{a}{b}" for a in _FIRST for b in _LAST]
    chance.shuffle(names)
    shapes: list[Callable[[str], tuple[str, tuple[str, ...]]]] = [
        *[lambda name: (name, (name,))] * 6,
        lambda name: (f"{name} I+II", (f"{name} I", f"{name} II")),
        lambda name: (f"{name} Nord, Syd og Vest", (f"{name} Nord", f"{name} Syd", f"{name} Vest")),
        lambda name: (f"{name} 1 og 2", (f"{name} 1", f"{name} 2")),
        lambda name: (f"{name} III", (f"{name} III",)),
        lambda name: (f"{name} II+III", (f"{name} II", f"{name} III")),
    ]
    return [chance.choice(shapes)(names[at]) for at in range(count)]


def _prose(
    made: Note,
    chance: random.Random,
    areas: Sequence[str],
    lists: dict[str, list[tuple[str, tuple[str, ...]]]],
    first: int,
    width: int,
    planted: str,
) -> None:
    ends = date(first - 1, 12, 31)
    _add(
        made,
        chance,
        f"De nuværende helhedsplaner udløber den 31. december {first - 1}, og behovet er der stadig.",
        width,
    )
    made.says("periods", None, ends, None)
    made.lines.append(" ")
    for area in areas:
        years = chance.randrange(2, 6)
        if chance.random() < 0.5:
            _add(made, chance, f"Helhedsplanen for {area} fornys med {_NUMBERS[years]} år.", width)
            made.says("periods", None, None, years)
    _counts(made, chance, areas, lists, width, planted)
    _shares(made, chance, width, planted)
    _indicators(made, chance, areas, width)
    _state_list(made, chance, areas, lists, width)


def _counts(
    made: Note,
    chance: random.Random,
    areas: Sequence[str],
    lists: dict[str, list[tuple[str, tuple[str, ...]]]],
    width: int,
    planted: str,
) -> None:
    area = areas[0]
    departments = sum(len(names) for _, names in lists[area])
    printed = departments
    if planted == "count":  # a joined entry may count as one or as each: what is false lies outside of both
        printed = chance.choice((len(lists[area]) - 1, departments + 1, departments + 2))
    if planted == "count":
        made.planted.append("counts-against-lists")
    homes, people = chance.randrange(400, 30_000), chance.randrange(1_000, 60_000)
    about = chance.choice(("ca. ", "cirka ", ""))
    text = f"Helhedsplanen for {area} dækker {printed} boligafdelinger, {about}{_dk(homes)} boliger og {_dk(people)} beboere."
    _add(made, chance, text, width)
    made.says("counts", "departments", printed)
    made.says("counts", "homes", homes)
    made.says("counts", "residents", people)


def _shares(made: Note, chance: random.Random, width: int, planted: str) -> None:
    fund = chance.choice((60, 70, 75, 80))
    half = (100 - fund) / 2
    told = fund + (5 if planted == "shares" else 0)
    if planted == "shares":
        made.planted.append("shares-against-100")
    each = _dk(int(half)) if half == int(half) else _dk(half)
    text = chance.choice(
        (
            f"Planen finansieres {told} % af Landsbyggefonden, men forudsætter, at hhv. kommunen og "
            f"boligorganisationerne medfinansierer med hver {each} %.",
            f"Landsbyggefonden betaler {told} %, mens kommunen og boligorganisationerne betaler hver {each} %.",
        )
    )
    _add(made, chance, text, width)
    made.says("shares", "Landsbyggefonden", float(told))
    made.says("shares", "Københavns Kommune", half)
    made.says("shares", "boligorganisationerne", half)


def _indicators(made: Note, chance: random.Random, areas: Sequence[str], width: int) -> None:
    for area in areas:
        value, city = chance.randrange(15, 45), chance.randrange(50, 120) / 10
        low = chance.choice((18, 25, 30))
        ages = f"{low}-{low + chance.choice((11, 29, 46))}"
        kind = chance.choice(("basic_education_only", "outside_work_and_education"))
        what = {
            "basic_education_only": f"{ages}-årige med grundskolen som højeste fuldførte uddannelse",
            "outside_work_and_education": f"{ages}-årige uden tilknytning til arbejdsmarkedet eller uddannelse",
        }[kind]
        text = chance.choice(
            (
                f"{area} har fx {value} % {what}, hvor det er {_dk(city)} % i Københavns Kommune.",
                f"I {area} er der {value} pct. {what} mod {_dk(city)} pct. i hele København.",
            )
        )
        _add(made, chance, text, width)
        made.says("indicators", kind, area, float(value), city, ages)


def _state_list(
    made: Note,
    chance: random.Random,
    areas: Sequence[str],
    lists: dict[str, list[tuple[str, tuple[str, ...]]]],
    width: int,
) -> None:
    area = areas[0]
    single = [names[0] for _, names in lists[area] if len(names) == 1 and " " not in names[0]]
    if len(single) < 2:
        return
    named = single[: chance.randrange(2, min(len(single), 4) + 1)]
    kind = chance.choice(("forebyggelsesområder", "udsatte boligområder"))
    _add(
        made,
        chance,
        f"Planerne omfatter bl.a. {_and(named)} i {area}, som er udpeget på statens liste over {kind}.",
        width,
    )
    made.says("lists", kind, tuple(named))
    made.lines.append(" ")


class _Table:
    """Amounts in thousands by row and year."""

    def __init__(self, chance: random.Random, years: Sequence[int]) -> None:
        self.years = list(years)
        self.rows = [
            ("Kontant medfinansiering til planerne", "Anlæg", [chance.randrange(10, 99) * 100 for _ in years]),
            (
                f"{chance.randrange(2, 9)},5 årsværk til hjælp med planerne",
                "Service",
                [chance.randrange(101, 2_999) for _ in years],
            ),
        ][: chance.choice((1, 2, 2))]

    def lose_a_year(self) -> None:
        """A year that is neither the first nor the last stands nowhere in the table."""
        at = len(self.years) // 2
        for values in (self.years, *(row[2] for row in self.rows)):
            del values[at]

    @property
    def totals(self) -> list[int]:
        return [sum(row[2][at] for row in self.rows) for at in range(len(self.years))]


def _beslutning(made: Note, chance: random.Random, table: _Table, width: int, planted: str) -> None:
    """The decision in round figures of the table's sums."""
    made.lines += [" ", "Beslutning: "]
    parts = []
    for at, (_, area, values) in enumerate(table.rows):
        exact = sum(values)
        wrong = 900 if planted == "prose" and at == 0 else 0
        millions = round((exact + wrong) / 1000, 1)
        what = "medfinansiering af planerne" if area == "Anlæg" else "hjælp med planerne"
        parts.append(f"{_dk(millions)} mio. kr. til {what} ({area.lower()})")
        made.says("amounts", round(millions * 1_000_000))
    if planted == "prose":
        made.planted.append("prose-against-table")
    _add(made, chance, f"• Der skal træffes beslutning om at afsætte {_and(parts)}.", width)


def _tables(made: Note, chance: random.Random, table: _Table, planted: str) -> None:
    years, rows, totals = list(table.years), [list(row[2]) for row in table.rows], list(table.totals)
    wholes = [sum(values) for values in rows]
    whole = sum(totals)
    if planted == "digit":
        at = chance.randrange(len(totals))
        swapped = _swapped(chance, totals[at])
        totals[at] = swapped
        made.planted += ["table-total"] * 2  # down its column, and across to the whole
    basis = f"{years[0]} p/l"
    made.lines += [
        "",
        "Økonomi ",
        "",
        "Tabel 1. Udgifter i forslaget ",
        f"(1.000 kr. – {basis}) ",
        "Styrings-",
        "område ",
        "",
    ]
    made.lines += [f"{' '.join(map(str, years))} I alt ", ""]
    columns = (*map(str, years), "I alt")
    for (label, area, _), values, row_whole in zip(table.rows, rows, wholes, strict=True):
        made.lines += [*(f"{line} " for line in wrap(f"- {label}", 34)), ""]
        made.lines += [f"{area} {' '.join(_dk(value) for value in [*values, row_whole])} ", ""]
        made.says("tables", columns, label, area, (*values, row_whole))
    made.lines += [f"Udgifter i alt  {' '.join(_dk(value) for value in [*totals, whole])} ", ""]
    made.says("tables", columns, "Udgifter i alt", None, (*totals, whole))


def _swapped(chance: random.Random, value: int) -> int:
    """The value with two of its digits swapped, or one changed where all are alike."""
    digits = list(str(value))
    pairs = [(a, b) for a in range(len(digits)) for b in range(a) if digits[a] != digits[b] and (b or digits[a] != "0")]
    if not pairs:
        return value + 1
    a, b = chance.choice(pairs)
    digits[a], digits[b] = digits[b], digits[a]
    return int("".join(digits))


def _boxes(made: Note, chance: random.Random, areas: Sequence[str]) -> None:
    made.lines += [" ", "Øvrige tekniske oplysninger  ", "", "Bydele ", "", "Bydækkende: ☐ ", ""]
    names = list(BYDELE)
    chance.shuffle(names)
    made.says("boxes", "Bydækkende", False)
    for start in range(0, len(names), 5):
        line = "  ".join(f"{BYDELE[name]}  {'☒' if name in areas else '☐'}" for name in names[start : start + 5])
        made.lines += [f"{line} ", ""]
    for name in names:
        made.says("boxes", name, name in areas)


def _lists(made: Note, chance: random.Random, lists: dict[str, list[tuple[str, tuple[str, ...]]]], width: int) -> None:
    made.lines += ["Adresse ", ""]
    for area, entries in lists.items():
        stop = chance.choice((".", "", "."))
        _add(
            made,
            chance,
            f"Almene boligafdelinger {chance.choice(('på', 'i'))} {area}: {_and([p for p, _ in entries])}{stop}",
            width,
        )
        for _, names in entries:
            for name in names:
                made.says("departments", area, name)
