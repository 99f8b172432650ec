"""What the coverage map says, in Danish: sentences, tooltips and labels over a `CoverageView`. Pure.

One place for the words, so that page, payload and screen reader say the same of the same number.
"""

from geodata.model import PlanPeriod
from geodata.wording import (
    at_least,
    counted,
    in_words,
    listing,
    long_date,
    number,
    percent,
    place_in_document,
    span,
    whole_percent,
)
from webmap.coverage_view import CoverageView, ListedRow, PlaceRow, PlanCard

READINGS = {"default": "Varighed og budgetår", "agreement": "Udmøntningsnotatet"}
_PERIODS = {
    "default": "Efter varighed og budgetår",
    "agreement": "Udmøntningsnotatets datoer",
    "statement": "Oplyst varighed",
}
PLANS, HOMES = "aktuelle-planer/planer", "aktuelle-planer/boliger"


def map_title(shown: CoverageView, level: str) -> str:
    """The title that stands on the map, so that a picture of it carries its date."""
    if level == "afdeling":
        return f"Almene afdelinger under en boligsocial helhedsplan pr. {long_date(shown.day)}"
    return f"Almene boliger under en boligsocial helhedsplan, andel pr. bydel, pr. {long_date(shown.day)}"


def summary(shown: CoverageView) -> list[str]:
    """What stands above the map: how many of the plans and of their homes it shows, and what is disputed."""
    day = long_date(shown.day)
    if shown.before_the_register:
        return [
            f"Registret omfatter endnu ikke planer, der løb den {day}. Kortet viser derfor ingen dækning; "
            "det betyder ikke, at der ingen planer var."
        ]
    if not shown.running:
        return [f"Registret har ingen helhedsplan med kendte afdelinger, der løber den {day}.", *_disputed(shown)]
    return [" ".join(part for part in (_shown_of_all(shown, day), _states(shown)) if part), *_disputed(shown)]


def _shown_of_all(shown: CoverageView, day: str) -> str:
    plans, homes = shown.facts.counts.get(PLANS), shown.facts.counts.get(HOMES)
    running = len(shown.running)
    if plans is None or homes is None:
        return f"Pr. {day} viser kortet {in_words(running)} {'plan' if running == 1 else 'planer'}."
    about = "ca. " if homes.approximate else ""
    document = shown.facts.documents[plans.source.document_id]
    return (
        f"Pr. {day} viser kortet {in_words(running)} af de {in_words(plans.value)} boligsociale helhedsplaner, som "
        f"{document.short_title} opgør, og mindst {number(shown.homes_covered)} af de {about}{number(homes.value)} "
        f"boliger, de {in_words(plans.value)} planer omfatter tilsammen."
    )


def _states(shown: CoverageView) -> str:
    if {card.state for card in shown.running} != {"finansieret"}:
        return ""
    who = "Planen er finansieret; om den er" if len(shown.running) == 1 else "Planerne er finansieret; om de er"
    return f"{who} godkendt politisk og af beboerne, fremgår ikke af kilderne."


def _disputed(shown: CoverageView) -> list[str]:
    if not shown.disputed:
        return []
    names = listing([row.name for row in shown.disputed])
    return [f"Kilderne er uenige om perioden, så tallet for {names} afhænger af, hvilke datoer man følger."]


def place_sentence(shown: CoverageView, row: PlaceRow) -> str:
    """What the box about a chosen place says."""
    day, figures = long_date(shown.day), row.coverage
    if figures.homes_covered is None:
        if shown.before_the_register:
            return f"Registret omfatter endnu ikke planer, der løb den {day}; derfor er andelen ikke oplyst."
        departments = counted(figures.departments, "almen afdeling", "almene afdelinger")
        return (
            f"Kilderne nævner ingen af de {departments} under en boligsocial helhedsplan, der løber den {day}. "
            f"Det er ikke det samme som nul{_because_unnamed(shown)}."
        )
    text = (
        f"Mindst {percent(figures.share)} af de almene boliger ({number(figures.homes_covered)} af "
        f"{number(figures.homes)}) ligger i en afdeling, som kilderne nævner under en boligsocial helhedsplan, der "
        f"løber den {day}."
    )
    if row.homes_assumed:
        text += f" Heraf hviler {number(row.homes_assumed)} boliger på en antaget placering."
    return text


def _because_unnamed(shown: CoverageView) -> str:
    plans = shown.facts.counts.get(PLANS)
    unnamed = plans.value - len(shown.plans) if plans else 0
    return (
        f": {in_words(unnamed)} af de {in_words(plans.value)} planer er ikke navngivet" if plans and unnamed > 0 else ""
    )


def place_lines(row: PlaceRow) -> list[str]:
    """The tooltip of a place, line by line; the first is its name."""
    figures = row.coverage
    disputed = ["Kilderne er uenige om perioden"] if row.disputed else []
    if figures.homes_covered is None:
        unknown = ["Afdelinger ikke oplyst i kilderne", f"{number(figures.homes)} almene boliger i alt"]
        return [row.name, *unknown, *disputed]
    assumed = [f"Heraf {number(row.homes_assumed)} boliger i en antaget placering"] if row.homes_assumed else []
    return [
        row.name,
        f"Mindst {percent(figures.share)} af de almene boliger",
        f"{number(figures.homes_covered)} af {number(figures.homes)} boliger "
        f"i {figures.departments_covered} af {figures.departments} afdelinger",
        f"Mindst {percent(figures.share_family_youth)} af familie- og ungdomsboligerne",
        *assumed,
        *disputed,
    ]


def place_label(row: PlaceRow) -> list[str]:
    """What stands on the map beneath the name of a place: nothing where nothing is known."""
    known = [at_least(row.coverage.share)] if row.coverage.share is not None else []
    return [*known, "kilderne er uenige"] if row.disputed else known


def spoken(row: PlaceRow) -> str:
    """What a screen reader says of a place."""
    share = row.coverage.share
    known = (
        f"mindst {percent(share)} af de almene boliger" if share is not None else "afdelinger ikke oplyst i kilderne"
    )
    return f"{row.name}: {known}{', kilderne er uenige om perioden' if row.disputed else ''}"


def department_lines(card: PlanCard, listed: list[ListedRow], documents: dict[str, str]) -> list[str]:
    """What a department's tooltip says of its plan: name, state, and how each document names it."""
    return [
        f"{card.plan.name} ({card.state})",
        *(
            f"Nævnt som »{row.listed.printed}« i {documents[row.listed.source.document_id]}, "
            f"{place_in_document(row.listed.source)}{'; placeringen er antaget' if row.assumed else ''}"
            for row in listed
        ),
    ]


def how_placed(row: ListedRow) -> str:
    """How sure a placement is, in two words."""
    if row.department is None:
        return "Ikke placeret"
    return "Antaget" if row.assumed else "Entydigt navn"


def placed(shown: CoverageView) -> str:
    """How many of the listed names are placed, and which are not."""
    left = [row.listed.printed for row in shown.listed if row.department is None]
    whole = len(shown.listed)
    head = f"{whole - len(left)} af {whole} nævnte navne er placeret"
    return f"{head}; {listing(left)} mangler." if left else f"{head}."


def comparator(shown: CoverageView) -> tuple[str, str] | None:
    """Name and value of what a district may be held against: the documents' own count, never a sum of ours."""
    plans, homes = shown.facts.counts.get(PLANS), shown.facts.counts.get(HOMES)
    if plans is None or homes is None or not shown.facts.homes:
        return None
    document = shown.facts.documents[homes.source.document_id]
    name = (
        f"Hele København: de {in_words(plans.value)} aktuelle planer, som {document.short_title} opgør dem "
        f"({document.date_inferred_from})"
    )
    return name, f"ca. {whole_percent(homes.value / shown.facts.homes)}"


def comparator_note(shown: CoverageView) -> str:
    """How the comparator was made."""
    homes = shown.facts.counts[HOMES]
    return (
        f"ca. {number(homes.value)} af de {number(shown.facts.homes)} almene boliger i kommunens kortlag; "
        "afrundet, og opgørelserne kan være afgrænset forskelligt"
    )


def without_district(shown: CoverageView) -> str:
    """Which homes are in the city's total and in no district, or nothing to say."""
    rows = [row for row in shown.facts.departments.values() if row.bydel_no is None]
    homes = sum(row.homes or 0 for row in rows)
    if not rows:
        return ""
    which = "afdelingen" if len(rows) == 1 else "afdelingerne"
    return (
        f"{number(homes)} boliger i {which} {listing([row.name for row in rows])} har intet omrids i kortlaget og "
        "indgår kun i tallet for hele byen."
    )


def period(row: PlanPeriod) -> str:
    """A period with what it rests on: "Oplyst varighed: 3 år"."""
    return f"{_PERIODS[row.role]}: {span(row)}"
