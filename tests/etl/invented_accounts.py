"""Accounts in the form of the city's orienteringer: a table of goals with two statuses, series, and targets."""

# ruff: noqa: E501 (a sentence stands on one line)

import random
from dataclasses import dataclass
from datetime import date
from textwrap import wrap

from tests.etl.invented_notes import Note
from tests.etl.invented_phrases import NUMBERS, Page, dk, event

PLANTED = ("none", "forecast", "parts", "goals")
_GROUPS = {
    "analyser": "Målsætninger - Analyser (efter tidspunkt)",
    "direkte målbare målsætninger": "Direkte målbare målsætninger (opdelt efter temaer)",
    "hensigtserklæringer": "Målsætninger - hensigtserklæringer (opdelt efter temaer)",
}
_GOALS = [
    "At alle nye gårde får plads til affaldssortering i mindst fem slags.",
    "At der hvert år holdes et fælles møde om drift af vaskerier og fælleshuse.",
    "At sektoren afprøver digitale opslagstavler i opgange, så flere beboere kan følge med i det, der sker lokalt.",
    "At udarbejde en fælles vejledning om cykelparkering.",
    "At parterne ser på regler for husdyr i boligerne.",
    "At flere taglejligheder kan bruges af studerende.",
    "At renoveringer tager hensyn til fugleliv og gamle træer i gårdene.",
    "At undersøge behovet for delebiler ved de største bebyggelser. Svarene samles i et notat.",
    "At nye legepladser tegnes sammen med børnene.",
    "At viceværter tilbydes et kursus i konflikter mellem naboer.",
]
_STATUSES = [
    "Der er holdt tre møder, og et udkast er sendt rundt.",
    "Arbejdet er begyndt, men mangler tal fra de mindste afdelinger.",
    "Vejledningen er trykt og delt ud til alle afdelinger.",
    "Parterne venter på svar fra ministeriet.",
    "Emnet drøftes løbende i arbejdsgruppen.",
    "Gruppen har set på erfaringer fra andre byer. Resultatet lægges frem til sommer.",
]
_CONTENTS = ["Notat til Samarbejdsforum", "Opgøres årligt af KK.", "Hensigtserklæring", "Aftale mellem parterne."]
_OWNERS = ["KK (TMF)", "KK (SOF)", "KK (ØKF)", "BL’s 1. kreds", "KK (TMF/ØKF)", "KK (BIF)", "KK", "KK (SUF)"]
_STATES = ["Opfyldt", "I proces", "Indtænkes"]


@dataclass(frozen=True)
class _Goal:
    group: str
    position: int
    theme: int
    text: str
    deadline: str
    content: str
    statuses: tuple[str, str]
    fulfilment: str
    owner: str | None


def account(seed: int, planted: str = "none") -> Note:
    """The account of a seed, the same each time."""
    chance = random.Random(f"account {seed}")
    page = Page(chance, chance.choice((75, 90, 105)))
    year = chance.randrange(2019, 2040)
    quarter = chance.choice((1, 2, 3, 4))
    title = page.one(
        "Orientering om samarbejdet med de almene boligorganisationer",
        f"Orientering vedrørende samarbejdet mellem Københavns Kommune og BL i {year}",
        "Orientering om status på Hovedaftalen",
    )
    page.lines(f" {title} ", " ")
    page.note.says("heading", title, "orientering")
    first = year - chance.randrange(1, 3)
    span = f"{first}-{first + 3}"
    goals = _goals(page, chance, span)
    page.head("Baggrund")
    page.note.says("periods", date(first, 1, 1), date(first + 3, 12, 31), None)
    _tally(page, goals, span, planted)
    page.head("Status")
    _targets(page, year)
    for write in chance.sample((_evictions, _cheap, _skema, _share, _state), chance.choice((3, 4, 5))):
        write(page, year)
    if planted == "forecast":
        _evictions(page, year + 2, wrong=True)
    if planted == "parts":
        _skema(page, year + 2, wrong=True)
    page.head(f"Bilag 1: Status på målsætninger – {quarter}. kvartal {year}")
    was = (year, quarter - 1) if quarter > 1 else (year - 1, 4)
    (_as_text if chance.random() < 0.5 else _as_table)(page, goals, was, (year, quarter))
    return page.note


# --- the table of goals -----------------------------------------------------------------------------------------------


def _goals(page: Page, chance: random.Random, span: str) -> list[_Goal]:
    groups = [group for group in _GROUPS if chance.random() < 0.7] or ["analyser", "hensigtserklæringer"]
    texts = chance.sample(_GOALS, len(_GOALS))
    made: list[_Goal] = []
    for group in groups:
        for position in range(1, chance.randrange(2, 4) + (group == "hensigtserklæringer")):
            if not texts:
                break
            before, added = chance.sample(_STATUSES, 2)
            # as a rule the newer status repeats the older and adds to it: so a reader sees where it begins
            now = "Uændret" if chance.random() < 0.4 else f"{before} {added}"
            owner = None if group == "hensigtserklæringer" else chance.choice(_OWNERS)
            deadline = chance.choice((span, f"Inden {span[-4:]}", span[:4], f"1. halvdel {span[-4:]}"))
            state = chance.choice(_STATES[:2] if group != "hensigtserklæringer" else _STATES)
            content = "Hensigtserklæring" if group == "hensigtserklæringer" else chance.choice(_CONTENTS)
            made.append(
                _Goal(
                    group,
                    position,
                    chance.randrange(1, 5),
                    texts.pop(),
                    deadline,
                    content,
                    (before, now),
                    state,
                    owner,
                )
            )
    return made


def _tally(page: Page, goals: list[_Goal], span: str, planted: str) -> None:
    measured = [goal for goal in goals if goal.group != "hensigtserklæringer"]
    intents = len(goals) - len(measured)
    met = sum(goal.fulfilment == "Opfyldt" for goal in measured)
    told = len(measured) + (2 if planted == "goals" and measured else 0)
    text = []
    if measured:
        text.append(
            page.one(
                f"Hovedaftalen {span} rummer {told} konkrete målsætninger.",
                f"I Hovedaftalen {span} er der sat {told} konkrete målsætninger.",
            )
        )
        if met >= 2:
            text.append(f"Indtil nu er {NUMBERS[met]} af målsætningerne indfriet.")
    else:
        text.append(f"Hovedaftalen {span} har ingen målbare målsætninger.")
    if intents:
        text.append(
            page.one(
                f"Desuden har aftalen {intents} hensigtserklæringer.",
                f"Herudover er der {intents} hensigtserklæringer i aftalen.",
            )
        )
    page.say(" ".join(text))
    if planted == "goals" and measured:
        page.note.planted.append("goals-against-counts")


def _says(page: Page, goals: list[_Goal], was: tuple[int, int], now: tuple[int, int]) -> None:
    for goal in goals:
        page.note.says(
            "goals",
            goal.group,
            goal.position,
            goal.theme,
            goal.text,
            goal.deadline,
            goal.owner,
            goal.fulfilment,
        )
        for (year, quarter), text in zip((was, now), goal.statuses, strict=True):
            page.note.says("statuses", goal.text, f"{year}-Q{quarter}", text)


def _columns(was: tuple[int, int], now: tuple[int, int]) -> list[str]:
    return [
        "Tema",
        "Tid",
        "Indhold",
        f"Status - {was[1]}. kvartal {was[0]}",
        f"Status - {now[1]}. kvartal {now[0]}",
        "Angiv grund til forsinkelse",
        "Angiv forventet indfrielsestidspunkt for målsætning",
        "Målopfyldelse",
        "Tovholder",
    ]


def _as_text(page: Page, goals: list[_Goal], was: tuple[int, int], now: tuple[int, int]) -> None:
    """The table as a page without its borders gives it: the cells of a row as paragraphs behind each other."""
    for group, head in _GROUPS.items():
        rows = [goal for goal in goals if goal.group == group]
        if not rows:
            continue
        page.lines(f"{head} {' '.join(_columns(was, now)[:5])}", _columns(was, now)[5], "")
        page.lines("(hvis tidspunkt angivet i kolonne C er overskredet)")
        page.lines(" ".join(_columns(was, now)[6:]), "")
        for goal in rows:
            page.lines(*wrap(goal.text, 64), "")
            if len(goal.text) < 60 and goal.content == "Hensigtserklæring":
                page.lines(f"{goal.theme} {goal.deadline} {goal.content} {goal.statuses[0]}", "")
            else:
                page.lines(f"{goal.theme} {goal.deadline}", "", *wrap(goal.content, 30), "")
                page.lines(*wrap(goal.statuses[0], 96), "")
            tail = f"{goal.fulfilment} {goal.owner or ''}".strip()
            if goal.statuses[1] == "Uændret":
                page.lines(f"Uændret {tail}", "")
            else:
                page.lines(*wrap(goal.statuses[1], 96), "", tail, "")
    _says(page, goals, was, now)


def _as_table(page: Page, goals: list[_Goal], was: tuple[int, int], now: tuple[int, int]) -> None:
    """The table as a format with real tables gives it."""
    for group, head in _GROUPS.items():
        rows = [goal for goal in goals if goal.group == group]
        if not rows:
            continue
        page.row(head, *_columns(was, now))
        for goal in rows:
            page.row(
                goal.text,
                str(goal.theme),
                goal.deadline,
                goal.content,
                *goal.statuses,
                "",
                "",
                goal.fulfilment,
                goal.owner or "",
            )
    _says(page, goals, was, now)


# --- series -----------------------------------------------------------------------------------------------------------


def _evictions(page: Page, year: int, *, wrong: bool = False) -> None:
    half = page.chance.randrange(60, 260)
    before, last = page.chance.randrange(300, 600), page.chance.randrange(200, 500)
    page.say(
        page.one(
            f"I {year - 2} var der {before} udsættelser. Antallet af udsættelser i {year - 1} var {last}.",
            f"Udsættelserne faldt fra {before} i {year - 2} til {last} i {year - 1}."
            if last < before
            else f"Udsættelserne steg fra {before} i {year - 2} til {last} i {year - 1}.",
            f"Tallet for udsættelser var {before} i {year - 2} og {last} i {year - 1}.",
            f"Der blev gennemført {before} udsættelser i {year - 2}. I {year - 1} var der {last} udsættelser.",
        )
    )
    page.say(f"I 1. halvår {year} var der ifølge Domstolsstyrelsen {half} udsættelser.")
    told = 2 * half + (100 if wrong else 0)
    page.say(
        page.one(
            f"Hvis udviklingen holder, ender det samlede antal udsættelser i {year} på ca. {told}.",
            f"Fortsætter udviklingen i 2. halvår, vil der være omkring {told} udsættelser i {year}.",
            f"Antallet af udsættelser i {year} ventes at blive ca. {told}, hvis udviklingen fortsætter.",
            f"Med samme takt i 2. halvår {year} bliver det til ca. {told} udsættelser i hele {year}.",
        )
    )
    for as_of, value, forecast in (
        (str(year - 2), before, False),
        (str(year - 1), last, False),
        (f"{year}-H1", half, False),
        (str(year), told, True),
    ):
        page.note.says("series", "evictions", as_of, value, forecast)
    if wrong:
        page.note.planted.append("forecast-against-basis")


def _cheap(page: Page, year: int) -> None:
    when = date(year, page.chance.randrange(1, 13), page.chance.randrange(1, 29))
    family, youth = page.chance.randrange(1_200, 5_000), page.chance.randrange(400, 1_190)
    limit = dk(page.chance.choice((3_000, 3_500, 3_800, 4_200)))
    page.say(
        page.one(
            f"Pr. {when.day}.{when.month:02}.{when.year} er der {dk(family)} familieboliger og {dk(youth)} ungdomsboliger med en husleje under {limit} kr. om måneden.",
            f"Den {event(page, when)} var der {dk(family)} almene familieboliger og {dk(youth)} ungdomsboliger, hvor huslejen er under {limit} kr. pr. måned.",
            f"Der er {dk(family)} familieboliger og {dk(youth)} ungdomsboliger i byen, hvor den månedlige husleje er under {limit} kr. Opgjort den {event(page, when)}.",
        )
    )
    page.note.says("series", "cheap-family-homes", when.isoformat(), family, False)
    page.note.says("series", "cheap-youth-homes", when.isoformat(), youth, False)


def _skema(page: Page, year: int, *, wrong: bool = False) -> None:
    parts = [page.chance.randrange(50, 900) for _ in range(3)]
    total = sum(parts) + (30 if wrong else 0)
    family, youth, elderly = parts
    page.say(
        page.one(
            f"I {year - 1} blev der givet Skema A-tilsagn til {dk(total)} almene boliger, herunder {family} familieboliger, {youth} ungdomsboliger og {elderly} ældreboliger.",
            f"Kommunen gav i {year - 1} Skema A-tilsagn til {dk(total)} boliger, heraf {family} familieboliger, {youth} ungdomsboliger og {elderly} ældreboliger.",
            f"Der er i {year - 1} givet Skema A-tilsagn til i alt {dk(total)} nye almene boliger fordelt på {family} familieboliger, {youth} ungdomsboliger og {elderly} ældreboliger.",
        )
    )
    for name, value in (("", total), ("-family", family), ("-youth", youth), ("-elderly", elderly)):
        page.note.says("series", f"skema-a{name}", str(year - 1), value, False)
    if wrong:
        page.note.planted.append("series-parts")


def _share(page: Page, year: int) -> None:
    value = page.chance.randrange(185, 240) / 10
    sign = page.one("%", "pct.")
    source = page.one("BBR", "Danmarks Statistik", "kk.dk/statistik")
    text = page.one(
        f"Ultimo {year - 1} udgjorde almene boliger {dk(value)} {sign} af boligerne i København ({source}).",
        f"Pr. 1. januar {year} var {dk(value)} {sign} af byens boliger almene ({source}).",
        f"Andelen af almene boliger var ultimo {year - 1} {dk(value)} {sign} ({source}).",
        f"Almene boliger udgør {dk(value)} {sign} af byens boliger ultimo {year - 1} ({source}).",
    )
    page.say(text)
    as_of = f"{year}-01-01" if text.startswith("Pr.") else f"{year - 1}-12"
    page.note.says("series", "almene-share", as_of, value, False)
    page.note.says("bases", "almene-share", source)


def _state(page: Page, year: int) -> None:
    many = page.chance.randrange(2, 9)
    when = date(year - 1, 12, 1)
    page.say(
        page.one(
            f"På ministeriets liste fra {event(page, when)} står {NUMBERS[many]} særligt udsatte boligområder i København.",
            f"Der er {many} særligt udsatte boligområder i København på ministeriets liste fra {event(page, when)}.",
        )
    )
    page.note.says("series", "saerligt-udsatte-omraader", when.isoformat(), many, False)


def _targets(page: Page, year: int) -> None:
    pct, homes, most, fall = (
        page.chance.randrange(18, 26),
        page.chance.randrange(3, 40) * 100,
        page.chance.randrange(150, 500),
        page.chance.choice((10, 20, 25, 30, 50)),
    )
    by = year + page.chance.randrange(1, 6)
    sign = page.one("%", "pct.")
    said = [
        (
            page.one(
                f"Almene boliger skal udgøre minimum {pct} {sign} af boligerne i byen.",
                f"Det er et mål, at almene boliger udgør mindst {pct} {sign} af boligerne.",
                f"Mindst {pct} {sign} af boligerne i København skal være almene.",
                f"Andelen af almene boliger skal være mindst {pct} {sign}",
            ),
            ("at least", float(pct), None),
        ),
        (
            page.one(
                f"Der skal gives tilsagn til mindst {dk(homes)} nye almene boliger inden udgangen af {by}.",
                f"Senest i {by} skal der være givet tilsagn til mindst {dk(homes)} almene boliger.",
                f"Målet er minimum {dk(homes)} nye almene boliger senest i {by}.",
            ),
            ("at least", float(homes), str(by)),
        ),
        (
            page.one(
                f"Antallet af udsættelser skal ned på højst {most} i {by}.",
                f"Udsættelserne skal holdes under {most} i {by}.",
                f"Der må højst være {most} udsættelser i {by}.",
                f"Målet er maksimalt {most} udsættelser i {by}.",
            ),
            ("at most", float(most), str(by)),
        ),
        (
            page.one(
                f"Varmeforbruget skal falde med {fall} {sign} inden {by}.",
                f"I {by} skal varmeforbruget være sænket med {fall} {sign}",
                f"Varmeforbruget skal være reduceret med {fall} {sign} i {by}.",
                f"Sektorens varmeforbrug skal senest i {by} være faldet med {fall} {sign}",
            ),
            ("fall by", float(fall), str(by)),
        ),
    ]
    for text, target in page.chance.sample(said, page.chance.randrange(2, 5)):
        page.say(text if text.endswith(".") else f"{text}.")
        page.note.says("targets", *target)
