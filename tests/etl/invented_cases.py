"""Cases in the form of the city's indstillinger: a plan before a committee, with money, approvals and annexes."""

# ruff: noqa: E501 (a sentence stands on one line)

import random
from datetime import date

from tests.etl.invented_notes import Note
from tests.etl.invented_phrases import (
    NUMBERS,
    ORGANISATIONS,
    PLACES,
    PLANS,
    Page,
    and_,
    at,
    dk,
    event,
    indicator,
    shares,
)

PLANTED = ("none", "shares")
_FOCUS = [
    "Uddannelse og livschancer",
    "Beskæftigelse",
    "Kriminalitetsforebyggelse",
    "Sammenhængskraft og medborgerskab",
]
_OTHER_FOCUS = ["Tryghed", "Sundhed og trivsel", "Naboskab", "Børn og familier", "Job og fritidsjob"]
_GOALS = [
    "At børn møder klar til skolestart",
    "At flere unge får et fritidsjob",
    "At færre beboere står uden arbejde",
    "At beboerne føler sig trygge i gårdene",
    "At flere ældre kommer ud blandt andre",
]
_ANNEXES = ["Politisk behandling", "Kort over bebyggelsen", "Oversigt over budget", "Mål og delmål", "Følgebrev"]


def case(seed: int, planted: str = "none") -> Note:
    """The case of a seed, the same each time."""
    chance = random.Random(f"case {seed}")
    page = Page(chance, chance.choice((78, 95, 110)), double=chance.random() < 0.3)
    area, year = chance.choice([*PLACES, "Amager"]), chance.randrange(2024, 2040)
    last = year + chance.randrange(2, 5)
    title = page.one(
        f"Boligsocial helhedsplan i {area} {year}-{last}",
        f"Boligsocial helhedsplan {at(area)} {year}-{last}, {area}",
        f"Ny boligsocial helhedsplan {at(area)} {year}-{last}",
    )
    page.lines("", f"{title} ", "")
    page.note.says("heading", title, "indstilling")
    page.note.says("periods", date(year, 1, 1), date(last, 12, 31), None)
    page.note.says("named periods", area, date(year, 1, 1), date(last, 12, 31))
    page.say(f"Teknik- og Miljøudvalget skal tage stilling til en ny boligsocial helhedsplan {at(area)}.")
    page.head("Indstilling")
    page.say("Det indstilles, at Teknik- og Miljøudvalget godkender,")
    page.say(f"1. at den boligsociale helhedsplan for {area} {year}-{last} støttes (bilag 2)")
    _problem(page, area, year)
    _solution(page)
    _economy(page, planted)
    _process(page, year)
    _annexes(page)
    return page.note


def _problem(page: Page, area: str, year: int) -> None:
    page.head("Problemstilling")
    one, other = page.chance.sample(PLANS, 2)
    left, right = page.chance.choice((("”", "”"), ("'", "'"), ("»", "«"), ('"', '"')))
    a, b = f"{left}{one}{right}", f"{left}{other}{right}"
    merged = date(year, *page.chance.choice(((1, 1), (3, 1), (7, 1))))
    ends = date.fromordinal(merged.toordinal() - 1)
    page.say(
        page.one(
            f"{area} er i dag dækket af to boligsociale helhedsplaner, {a} og {b}.",
            f"Der er i dag to boligsociale helhedsplaner {at(area)}: {a} og {b}.",
            f"I dag dækkes {area} af de boligsociale helhedsplaner {a} og {b}.",
        )
    )
    page.say(f"De nuværende helhedsplaner udløber den {event(page, ends)}.")
    page.note.says("periods", None, ends, None)
    page.note.says("periods", merged, None, None)
    when = event(page, merged)
    page.say(
        page.one(
            f"De to helhedsplaner lægges den {when} sammen til én helhedsplan.",
            f"De to planer slås sammen til én samlet helhedsplan pr. {when}.",
            f"Derfor sammenlægges {a} og {b} den {when} til én fælles helhedsplan.",
            f"Fra den {when} samles de to helhedsplaner i én.",
            f"De to nuværende helhedsplaner bliver pr. {when} til én samlet helhedsplan.",
            f"{a} og {b} lægges sammen til én helhedsplan den {when}.",
        )
    )
    for name in (one, other):
        page.note.says("plans", name)
        page.note.says("mergers", name, area)
    if page.chance.random() < 0.5:
        indicator(page, area)


def _solution(page: Page) -> None:
    page.head("Løsning")
    chosen = page.chance.sample(ORGANISATIONS, page.chance.randrange(2, 6))
    printed = []
    while chosen:
        name = chosen.pop()
        manager = chosen.pop() if len(chosen) > 1 and page.chance.random() < 0.4 else None
        printed.append(f"{name} v. {manager}" if manager else name)
        page.note.says("organisations", name, manager)
    if len(printed) > 1:
        who = page.one("boligorganisationerne", "de almene boligorganisationer")
        page.say(
            page.one(
                f"Planen er blevet til i et samarbejde mellem kommunen og {who} {and_(printed)}.",
                f"Kommunens forvaltninger har sammen med {who} {and_(printed)} beskrevet behovet.",
                f"{who[0].upper()}{who[1:]} {and_(printed)} står bag planen.",
                f"Planen er aftalt med {who} {and_(printed)}.",
            )
        )
    else:
        page.say(f"Planen er blevet til i et samarbejde mellem kommunen og boligorganisationen {printed[0]}.")
    focus = page.chance.sample([*_FOCUS, *_OTHER_FOCUS], page.chance.randrange(3, 6))
    many = NUMBERS[len(focus)]
    numbered = and_([f"({at_}) {name}" for at_, name in enumerate(focus, 1)])
    page.say(
        page.one(
            f"Arbejdet har følgende indsatsområder: {and_(focus)}.",
            f"Helhedsplanen har {many} fokusområder: {numbered}.",
            f"Helhedsplanen arbejder inden for {many} indsatsområder: {and_(focus)}.",
        )
    )
    for position, name in enumerate(focus, 1):
        page.note.says("points", "focus area", position, name)
    page.say(page.one("Planen har følgende mål:", "Parterne vil indfri følgende målsætninger:", "Målene er:"))
    for position, goal in enumerate(page.chance.sample(_GOALS, page.chance.randrange(2, 5)), 1):
        page.say(f"• {goal}")
        page.note.says("points", "goal", position, goal)


def _economy(page: Page, planted: str) -> None:
    page.head("Økonomi")
    total = page.chance.randrange(80, 400)
    part = page.chance.randrange(10, 60)
    full, own = f"{dk(total / 10)} mio. kr.", f"{dk(part / 10)} mio. kr."
    page.say(
        page.one(
            f"Planen har et samlet budget på {full}, heraf {own} til kontant medfinansiering fra kommunen.",
            f"Der er afsat {full} til planen, og heraf går {own} til tryghed i gårdene.",
            f"Det samlede budget er {full}. Heraf betaler kommunen {own}.",
            f"Til planen afsættes {full}, og kommunens del er {own}",
        )
    )
    for tenths in (total, part):
        page.note.says("amounts", tenths * 100_000, None, None, False, None)
    decided = date(page.chance.randrange(2018, 2024), page.chance.randrange(1, 13), page.chance.randrange(1, 29))
    when = event(page, decided, "Borgerrepræsentationen", expected=False)
    page.say(
        page.one(
            f"Borgerrepræsentationen afsatte den {when} midler til arbejdet.",
            f"Midlerne er frigivet af Borgerrepræsentationen den {when}.",
            f"Arbejdet bygger på en aftale med BL (BR den {when}).",
            f"Den {when} besluttede Borgerrepræsentationen at støtte arbejdet.",
        )
    )
    shares(page, wrong=planted == "shares")


def _process(page: Page, year: int) -> None:
    page.head("Videre proces")
    whole = page.chance.randrange(11, 40)
    done = whole - page.chance.randrange(1, 5)
    when = date(year - 1, page.chance.randrange(2, 11), page.chance.randrange(1, 29))
    page.say(
        page.one(
            f"Den {event(page, when)} havde {done} ud af {whole} boligafdelinger godkendt planen.",
            f"Pr. {event(page, when)} har {done} af de {whole} boligafdelinger sagt ja til planen.",
            f"Planen var den {event(page, when)} godkendt i {done} ud af {whole} boligafdelinger.",
            f"Ud af {whole} boligafdelinger havde {done} stemt for planen den {event(page, when)}.",
        )
    )
    page.note.says("counts", "departments", done)
    page.note.says("counts", "departments", whole)
    later = date(year - 1, 11, page.chance.randrange(1, 29))
    page.say(
        page.one(
            f"De sidste afdelinger forventes at godkende planen den {event(page, later, expected=True)}.",
            f"Planen ventes endeligt godkendt den {event(page, later, expected=True)}.",
            f"Den sidste godkendelse er planlagt til den {event(page, later, expected=True)}.",
            f"Resten skal tage stilling senest den {event(page, later, expected=True)}.",
        )
    )


def _annexes(page: Page) -> None:
    page.head("Bilag")
    dash = page.one(":", ":", " –", ".")
    for position, name in enumerate(page.chance.sample(_ANNEXES, page.chance.randrange(2, 6)), 1):
        page.lines(f"Bilag {position}{dash} {name} ", "")
        page.note.says("points", "annex", position, name)
