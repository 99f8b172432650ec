"""The same fact in several of an official's phrases: each writes a sentence and says what the sentence prints.

Written without a look at the rules that read them, so that a phrase the rules do not know shows as a miss.
"""

# ruff: noqa: E501 (a sentence stands on one line)

import calendar
import random
from collections.abc import Sequence
from datetime import date
from textwrap import wrap

from tests.etl.invented_notes import _FIRST, _LAST, _MONTHS, _NUMBERS, BYDELE, Note, _and, _dk

MONTHS, and_, dk, NUMBERS = _MONTHS, _and, _dk, _NUMBERS
NAMES = [f"{first}{last}" for first in _FIRST for last in _LAST]
PLACES = [name for name in BYDELE if "-" not in name]
PLANS = ["Fællesskaberne", "Naboskabet", "Byggerne", "Vestparterne", "Kvarterløftet", "Medvind", "Sammen om byen"]
ORGANISATIONS = ["KAB", "fsb", "AAB", "VIBO", "Lejerbo", "3B", "DAB", "SAB", "AKB København", "PAB", "Domea.dk", "HAB"]
FUND, CITY, HOUSING = "Landsbyggefonden", "Københavns Kommune", "boligorganisationerne"
BODIES = ["Teknik- og Miljøudvalget", "Økonomiudvalget", "Borgerrepræsentationen", "Socialudvalget"]
_ON = {"Nørrebro", "Østerbro", "Amager", "Amager Øst", "Amager Vest", "Vesterbro"}


class Page:
    """A note being written: how wide its lines are, whether they are double-spaced and break words."""

    def __init__(self, chance: random.Random, width: int = 90, *, double: bool = False, hyphens: bool = False) -> None:
        self.note, self.chance, self.width = Note(), chance, width
        self.double, self.hyphens = double, hyphens

    def say(self, text: str, *, bullet: bool = False) -> None:
        """A paragraph, broken over lines as a page breaks it."""
        lines = _hyphenated(text, self.width, self.chance) if self.hyphens else wrap(text, self.width, **_WHOLE)
        for line in lines:
            self.note.lines += [f"{line} ", ""] if self.double else [f"{line} "]
        if not bullet:
            self.note.lines.append(" ")

    def head(self, text: str) -> None:
        """A heading on a line of its own."""
        self.note.lines += ["", f"{text} ", ""]

    def row(self, *cells: str) -> None:
        """A row of a real table, a tab between its cells."""
        self.note.lines.append("\t".join(cells))

    def lines(self, *lines: str) -> None:
        """Lines as they are."""
        self.note.lines += lines

    def one(self, *phrases: str) -> str:
        """One of the phrases, by chance."""
        return self.chance.choice(phrases)


_WHOLE: dict[str, bool] = {"break_long_words": False, "break_on_hyphens": False}


def _hyphenated(text: str, width: int, chance: random.Random) -> list[str]:
    """Lines of which some end within a word, after a vowel, as a page with narrow columns sets them."""
    lines, line = [], ""
    for word in text.split():
        if len(line) + 1 + len(word) <= width:
            line = f"{line} {word}".strip()
            continue
        cut = next((at for at in range(len(word) - 4, 3, -1) if word[at - 1] in "aeioy" and word[at] in "dgklnrst"), 0)
        if word.isalpha() and word.islower() and cut and len(line) + 2 + cut <= width + 4 and chance.random() < 0.8:
            lines.append(f"{line} {word[:cut]}-")
            line = word[cut:]
        else:
            lines.append(line)
            line = word
    return [*lines, line]


def at(area: str) -> str:
    """ "på Nørrebro", "i Valby"."""
    return f"{'på' if area in _ON else 'i'} {area}"


def day(when: date) -> str:
    return f"{when.day}. {MONTHS[when.month - 1]} {when.year}"


def names(chance: random.Random, count: int) -> list[str]:
    return chance.sample(NAMES, count)


def in_words_or_digits(chance: random.Random, value: int) -> str:
    """Up to ten in words as often as in digits."""
    return NUMBERS[value] if 2 <= value <= 10 and chance.random() < 0.5 else dk(value)


def event(page: Page, when: date, who: str | None = None, *, expected: bool | None = None) -> str:
    """A day of the text, said as an event."""
    page.note.says("events", when, when, who)
    if expected is not None:
        page.note.says("expectations", when, expected)
    return day(when)


# --- phrases ----------------------------------------------------------------------------------------------------------


def shares(page: Page, *, wrong: bool = False) -> None:
    """Who pays how much of a hundred."""
    fund = page.chance.choice((61, 70, 75, 80))
    each = (100 - fund) / 2
    told, sign = fund + (5 if wrong else 0), page.one("%", "pct.")
    f, k = f"{told} {sign}", f"{dk(int(each)) if each == int(each) else dk(each)} {sign}"
    joint = page.chance.random() < 0.2
    if joint:
        both = f"{100 - fund} {sign}"
        page.say(
            page.one(
                f"Kommunen og boligorganisationerne betaler tilsammen {both}, mens Landsbyggefonden dækker de øvrige {f}.",
                f"Landsbyggefonden giver {f} i støtte, og boligorganisationerne og kommunen skal i fællesskab finde {both}.",
            )
        )
        page.note.says("shares", (CITY, HOUSING), float(100 - fund))
    else:
        page.say(
            page.one(
                f"Landsbyggefonden dækker {f} af udgifterne, kommunen {k} og boligorganisationerne {k}.",
                f"Udgifterne deles, så Landsbyggefonden bidrager med {f}, Københavns Kommune med {k} og boligorganisationerne med {k}.",
                f"Af det samlede budget kommer {f} fra Landsbyggefonden, {k} fra Københavns Kommune og {k} fra boligorganisationerne.",
                f"Landsbyggefondens støtte udgør {f} af budgettet, mens kommunens medfinansiering udgør {k} og boligorganisationernes {k}.",
                f"Kommunen og boligorganisationerne finansierer hver {k}, og de resterende {f} betales af Landsbyggefonden.",
                f"Pengene kommer fra Landsbyggefonden ({f}), kommunen ({k}) og boligorganisationerne ({k}).",
                f"Landsbyggefonden yder et tilskud på {f}, og kommunen og boligorganisationerne bidrager hver især med {k}",
                f"Finansieringen er fordelt med {f} fra Landsbyggefonden, {k} fra kommunen og {k} fra boligorganisationerne.",
                f"Det forudsættes, at Landsbyggefonden finansierer {f}, kommunen {k} og de almene boligorganisationer {k} af budgettet.",
            )
        )
        page.note.says("shares", (CITY,), each)
        page.note.says("shares", (HOUSING,), each)
    page.note.says("shares", (FUND,), float(told))
    if wrong:
        page.note.planted.append("shares-against-100")


def indicator(page: Page, area: str) -> None:
    """A figure of the area beside the city's."""
    value, city = page.chance.randrange(12, 45), page.chance.randrange(50, 110) / 10
    low = page.chance.choice((18, 25, 30))
    ages, sign = f"{low}-{low + page.chance.choice((11, 29, 46))}", page.one("%", "pct.")
    v, c, where = f"{value} {sign}", f"{dk(city)} {sign}", at(area)
    school = [
        f"{where[0].upper()}{where[1:]} har {v} af de {ages}-årige kun grundskolen som højeste uddannelse mod {c} i kommunen som helhed.",
        f"{v} af de {ages}-årige {where} har grundskole som højest fuldførte uddannelse. I Københavns Kommune er tallet {c}",
        f"Andelen af {ages}-årige med grundskolen som højeste uddannelse er {v} {where}, mens den er {c} i København.",
        f"{area} har {v} {ages}-årige med grundskolen som højest afsluttede uddannelse; for hele kommunen er andelen {c}",
        f"Hvor {c} af byens {ages}-årige har grundskolen som højeste uddannelse, er det {v} {where}",
        f"Blandt de {ages}-årige {where} har {v} ikke en uddannelse ud over grundskolen. Det gælder {c} i hele byen.",
    ]
    work = [
        f"Andelen af {ages}-årige uden for arbejdsmarkedet og uddannelse er {v} {where}, mens den er {c} i København.",
        f"Blandt de {ages}-årige {where} er {v} uden tilknytning til arbejdsmarkedet eller uddannelse (Københavns Kommune: {c}).",
        f"{where[0].upper()}{where[1:]} er {v} af de {ages}-årige uden for arbejdsmarked og uddannelse sammenlignet med {c} på tværs af kommunen.",
        f"{v} af de {ages}-årige {where} er hverken i arbejde eller under uddannelse. Til sammenligning gælder det {c} i Københavns Kommune.",
        f"Andelen af de {ages}-årige, der hverken er i job eller uddannelse, ligger på {v} {where} mod et bygennemsnit på {c}",
    ]
    kind = page.one("basic_education_only", "outside_work_and_education")
    text = page.one(*(school if kind == "basic_education_only" else work))
    page.say(text if text.endswith(".") else f"{text}.")
    page.note.says("indicators", kind, area, float(value), city, ages)


def counts(page: Page, departments: int, *, area: str | None = None) -> None:
    """How many departments, homes and residents a plan covers."""
    homes, people = page.chance.randrange(400, 30_000), page.chance.randrange(1_000, 60_000)
    h, r, d = dk(homes), dk(people), in_words_or_digits(page.chance, departments)
    about = page.one("ca. ", "omkring ", "knap ", "cirka ", "")
    whose = f"Helhedsplanen for {area}" if area else "Planen"
    page.say(
        page.one(
            f"{whose} omfatter {d} almene boligafdelinger med i alt {h} boliger og {about}{r} beboere.",
            f"{whose} favner {h} boliger fordelt på {d} afdelinger og når ud til {about}{r} beboere.",
            f"{whose} dækker {d} boligafdelinger, hvor der bor {about}{r} beboere i {h} lejemål.",
            f"{whose} rummer {h} almene boliger i {d} boligafdelinger, og her bor {about}{r} mennesker.",
            f"{whose} berører {about}{r} beboere, {h} boliger og {d} boligafdelinger.",
            f"{whose} gælder for {d} almene afdelinger, der tilsammen har {h} boliger og {about}{r} beboere.",
            f"{whose} når {about}{r} beboere i {h} boliger i {d} boligafdelinger.",
        )
    )
    for what, value in (("departments", departments), ("homes", homes), ("residents", people)):
        page.note.says("counts", what, value)


def expiry(page: Page, year: int) -> None:
    """When the plans of today end."""
    month = page.chance.choice((2, 6, 12, 12))
    ends = date(year, month, calendar.monthrange(year, month)[1])
    who = page.one("Den nuværende helhedsplan", "Den gældende helhedsplan", "Den eksisterende helhedsplan")
    phrases = [
        f"{who} løber til og med den {day(ends)}.",
        f"{who} ophører d. {day(ends)}.",
        f"{who} slutter den {day(ends)}, og der er fortsat behov for en indsats.",
        f"{who} har udløb den {day(ends)}.",
        f"{who} er gældende til og med {day(ends)}.",
        f"{who} stopper den {day(ends)}.",
        f"{who} udløber {ends.day}.{ends.month}.{ends.year}.",
        f"Den {day(ends)} udløber {who[0].lower()}{who[1:]}.",
    ]
    month_end = [f"{who} udløber ved udgangen af {MONTHS[month - 1]} {year}."]
    year_end = [f"{who} udløber med udgangen af {year}.", f"{who} løber til udgangen af {year}."] if month == 12 else []
    text = page.one(*phrases, *month_end, *year_end)
    page.say(text)
    page.note.says("periods", None, ends, None)
    # as an event, what is printed covers a span: the last third of a year or of a month
    begins = date(year, 9, 1) if "udgangen af 2" in text else ends.replace(day=21) if "udgangen" in text else ends
    page.note.says("events", begins, ends, None)


def duration(page: Page, area: str, years: int) -> None:
    """How many years a plan is to run."""
    word = in_words_or_digits(page.chance, years)
    page.say(
        page.one(
            f"Helhedsplanen for {area} varer {word} år.",
            f"Helhedsplanen for {area} løber i {word} år.",
            f"Den nye helhedsplan for {area} får en periode på {word} år.",
            f"Helhedsplanen for {area} indgås for en {NUMBERS[years]}årig periode.",
            f"Helhedsplanen for {area} får en varighed på {word} år.",
            f"Helhedsplanen for {area} fornyes for {word} år.",
            f"Helhedsplanen for {area} strækker sig over {word} år.",
            f"For {area} indgås en {NUMBERS[years]}årig helhedsplan.",
        )
    )
    page.note.says("periods", None, None, years)


def state_list(page: Page, area: str, places: Sequence[str], year: int) -> None:
    """Which places stand on the state's list."""
    kind = page.one("forebyggelsesområder", "udsatte boligområder", "parallelsamfund")
    text = page.one(
        f"{and_(places)} {at(area)} står på statens liste over {kind}.",
        f"Staten har udpeget {and_(places)} som {kind}.",
        f"På statens liste over {kind} findes {and_(places)}.",
        f"Af planens afdelinger er {and_(places)} optaget på statens liste over {kind}.",
        f"På statens liste over {kind} fra 1. december {year} står {and_(places)}.",
        f"{and_(places)} er fortsat at finde på statens liste over {kind}.",
        f"Boligområderne {and_(places)} er kategoriseret som {kind}.",
        f"{and_(places)} er omfattet af statens liste over {kind}.",
    )
    page.say(text)
    as_of = date(year, 12, 1) if "december" in text else None
    if as_of:
        page.note.says("events", as_of, as_of, None)
    page.note.says("lists", kind, tuple(places), as_of)
