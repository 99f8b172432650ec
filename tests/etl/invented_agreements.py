"""Agreements in the form of the city's udmøntningsnotater: the text agreed, the money by bullets, and the process."""

import random
from datetime import date

from tests.etl.invented_notes import Note
from tests.etl.invented_phrases import PLACES, Page, and_, day, dk, duration, event, expiry

PLANTED = ("none", "period")
_AREAS = [*PLACES, "Amager"]
_PARTS = ["Voksne borgere skal mødes af én indgang.", "Parterne vil styrke overgangen fra skole til fritid og job."]


def agreement(seed: int, planted: str = "none") -> Note:
    """The agreement of a seed, the same each time."""
    chance = random.Random(f"agreement {seed}")
    page = Page(chance, chance.choice((66, 72, 80)), double=chance.random() < 0.5, hyphens=chance.random() < 0.6)
    year = chance.randrange(2024, 2040)
    areas = chance.sample(_AREAS, 2 if planted == "period" else chance.choice((1, 2, 3)))
    number = f"TM{chance.randrange(1, 300):03}"
    title = page.one(
        f"Relevant tekst fra udmøntningsnotat for Budget {year}",
        f"Uddrag af udmøntningsnotat for Budget {year}",
        f"Udmøntningsnotat til Budget {year}",
    )
    page.lines("", title, "")
    page.note.says("heading", title, "udmøntningsnotat")
    page.head("Udsatte boligområder")
    page.say(f"Aftaletekst: {page.one(*_PARTS)}")
    _target(page, year)
    _bullets(page, year, number, areas)
    _process(page, year, number, areas, planted)
    return page.note


def _target(page: Page, year: int) -> None:
    by = year + page.chance.randrange(2, 7)
    page.say(
        page.one(
            f"Ingen boligområder i København må være på statens liste over parallelsamfund i {by}.",
            f"Senest i {by} skal ingen københavnske boligområder stå på statens liste over udsatte boligområder.",
            f"Målet er, at ingen af byens boligområder er på statens lister i {by}.",
        )
    )
    page.note.says("targets", "none", None, str(by))
    page.note.says("events", date(by, 1, 1), date(by, 12, 31), None)


def _bullets(page: Page, year: int, number: str, areas: list[str]) -> None:
    page.say("Der afsættes:")
    last = year + page.chance.randrange(2, 5)
    _anlaeg(page, year, last, f"til helhedsplaner for {and_(areas)} ({number}).")
    _service(page, year, last, f"til hjælp med det boligsociale arbejde ({number}).")
    page.lines("")


def _money(page: Page) -> tuple[str, int]:
    tenths = page.chance.randrange(3, 240)
    return f"{dk(tenths / 10)} mio. kr.", tenths * 100_000


def _anlaeg(page: Page, year: int, last: int, what: str) -> None:
    (a, a_kr), (b, b_kr), says = _money(page), _money(page), page.note.says
    shape = page.chance.randrange(3)
    if shape == 0:
        page.say(f"- {a} {page.one('samlet ', 'i alt ', '')}på anlæg i {year}-{last} {what}", bullet=True)
        says("amounts", a_kr, year, last, False, "Anlæg")
    elif shape == 1:
        page.say(f"- {a} på anlæg i {year} {what}", bullet=True)
        says("amounts", a_kr, year, year, False, "Anlæg")
    else:
        page.say(f"- {a} i {year} og {b} i {year + 1} på anlæg {what}", bullet=True)
        says("amounts", a_kr, year, year, False, "Anlæg")
        says("amounts", b_kr, year + 1, year + 1, False, "Anlæg")


def _service(page: Page, year: int, last: int, what: str) -> None:
    (a, a_kr), (b, b_kr), says = _money(page), _money(page), page.note.says
    shape = page.chance.randrange(4)
    if shape == 0:
        page.say(f"- {a} på service i {year} og {b} årligt i {year + 1}-{last} {what}", bullet=True)
        says("amounts", a_kr, year, year, False, "Service")
        says("amounts", b_kr, year + 1, last, True, "Service")
    elif shape == 1:
        page.say(f"- {a} på service årligt i {year}-{last} {what}", bullet=True)
        says("amounts", a_kr, year, last, True, "Service")
    elif shape == 2:
        page.say(f"- {a} på service årligt fra {year} til {last} {what}", bullet=True)
        says("amounts", a_kr, year, last, True, "Service")
    else:
        page.say(f"- {a} på service i {year}, {b} i {year + 1} og {a} i {year + 2} {what}", bullet=True)
        for money, when in ((a_kr, year), (b_kr, year + 1), (a_kr, year + 2)):
            says("amounts", money, when, when, False, "Service")


def _process(page: Page, year: int, number: str, areas: list[str], planted: str) -> None:
    page.say("Proces:")
    page.say(f"{number} Nye helhedsplaner for {and_(areas)}:")
    expiry(page, year - 1)
    years = {area: page.chance.randrange(2, 6) for area in areas}
    told = [area for area in areas if page.chance.random() < 0.6 or (planted == "period" and area == areas[0])]
    for area in told:
        duration(page, area, years[area])
    if planted == "period":
        years[areas[0]] += 1
        page.note.planted.append("period-against-duration")
    spans = []
    for area in areas:
        start, end = date(year, 1, 1), date(year + years[area] - 1, 12, 31)
        spans.append(_span(page, area, start, end))
    lead = page.one(
        "Pengene skal gøre det muligt at forny planerne i perioden",
        "Kommunen medfinansierer helhedsplanerne i perioden",
        "Planerne fornyes i perioden",
    )
    page.say(f"{lead} {and_(spans)}.")
    season, body = page.one("foråret", "efteråret", "sommeren"), page.one("Teknik- og Miljøudvalget", "Økonomiudvalget")
    first, last = {"foråret": (3, 5), "sommeren": (6, 8), "efteråret": (9, 11)}[season]
    page.say(f"De kommende helhedsplaner ventes forelagt {body} i {season} {year - 1}.")
    until = date(year - 1, last, 31 if last in (5, 8) else 30)
    page.note.says("events", date(year - 1, first, 1), until, body)
    page.note.says("expectations", date(year - 1, first, 1), True)


def _span(page: Page, area: str, start: date, end: date) -> str:
    page.note.says("periods", start, end, None)
    page.note.says("named periods", area, start, end)
    for when in (start, end):
        event(page, when)
    return f"{day(start)} {page.one('–', '-', 'til')} {day(end)} for {area}"
