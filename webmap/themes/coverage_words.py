"""What the maps of plans say: sentences, tooltips and labels over a `CoverageView`, in a language. Pure.

One place for the words, so that page, figure, table and screen reader say the same of the same number.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from geodata.catalogue import HOMES_DATASET, anchor_of
from geodata.model import ListedDepartment, Plan, PlanPeriod, PrintedCount, Source
from webmap import municipality_words
from webmap.language import Language
from webmap.palette import COVERAGE
from webmap.sheet import Ref, Sentence
from webmap.themes.coverage_view import (
    CURRENT_HOMES,
    CURRENT_PLANS,
    CoverageView,
    ListedRow,
    PlaceRow,
)

if TYPE_CHECKING:
    from webmap.facts import Facts


def ref(lang: Language, facts: "Facts", row: Any) -> Ref:
    """The link from a figure to the page of the register row it stands in."""
    source: Source = row.source
    document = facts.documents[source.document_id]
    text = f"{document.short_title}, {lang.place_in_document(source)}"
    return Ref(anchor_of(row), text, document.title, within=f"dokument-{source.document_id}", page="row")


def refs(lang: Language, facts: "Facts", rows: Iterable[Any]) -> tuple[Ref, ...]:
    """The links to several rows, one for each place in a document."""
    found: dict[str, Ref] = {}
    for row in rows:
        made = ref(lang, facts, row)
        found.setdefault(made.text, made)
    return tuple(found.values())


def homes_ref(lang: Language) -> Ref:
    """Where the counts of homes come from."""
    return Ref(f"datasaet-{HOMES_DATASET}", lang._("kilde"), lang._("kommunens kortlag"))


def readings(lang: Language) -> dict[str, str]:
    """reading -> how a reader chooses it."""
    return {"default": lang._("Varighed og budgetår"), "agreement": lang._("Udmøntningsnotatet")}


def period(lang: Language, row: PlanPeriod) -> str:
    """A period with what it rests on: "Oplyst varighed: 3 år"."""
    rests_on = {
        "default": lang._("Efter varighed og budgetår"),
        "agreement": lang._("Udmøntningsnotatets datoer"),
        "statement": lang._("Oplyst i teksten"),
    }
    return f"{rests_on[row.role]}: {lang.span(row)}"


def state(lang: Language, state: str) -> str:
    """A plan's state in this language."""
    return {
        "foreslået": lang._("foreslået"),
        "finansieret": lang._("finansieret"),
        "godkendt": lang._("godkendt"),
        "i drift": lang._("i drift"),
        "udløbet": lang._("udløbet"),
    }.get(state, lang.not_stated)


def plan_name(lang: Language, plan: Plan) -> str:
    """A plan's name in this language."""
    return lang.pick(plan.name, plan.name_en)


def short_name(lang: Language, plan: Plan) -> str:
    """A plan's name without the words all plans share."""
    english = plan.name_en.removeprefix("Community social plan ").removesuffix(" (boligsocial helhedsplan)")
    return lang.pick(plan.name.removeprefix("Boligsocial helhedsplan "), english)


def coverage_title(lang: Language, shown: CoverageView, level: str) -> str:
    """The title that stands on the map, so that a picture of it carries its date."""
    if level == "afdeling":
        return lang._(
            "Almene afdelinger under en boligsocial helhedsplan pr. {day}",
            day=lang.day(shown.day),
        )
    return lang._(
        "Almene boliger under en boligsocial helhedsplan, andel pr. bydel, pr. {day}",
        day=lang.day(shown.day),
    )


def summary(lang: Language, shown: CoverageView) -> list[Sentence]:
    """What stands above the map: how many of the plans and of their homes it shows, and what is disputed."""
    day = lang.day(shown.day)
    if shown.before_the_register:
        text = lang._(
            "Registret omfatter ikke planer, der løb den {day}. Kortet viser derfor ingen dækning; det betyder ikke, "
            "at der ingen planer var.",
            day=day,
        )
        return [Sentence(text)]
    if not shown.running:
        text = lang._("Registret har ingen helhedsplan, der løber den {day}.", day=day)
        return [Sentence(text), *_disputed(lang, shown)]
    return [*_shown_of_all(lang, shown, day), *_states(lang, shown), *_disputed(lang, shown)]


def _shown_of_all(lang: Language, shown: CoverageView, day: str) -> list[Sentence]:
    counts, documents = shown.facts.counts, shown.facts.documents
    plans, homes = counts.get(CURRENT_PLANS), counts.get(CURRENT_HOMES)
    if plans is None or homes is None or not shown.counted_together:
        return _known_plans(lang, shown, day)
    text = lang._(
        "Pr. {day} viser kortet {shown} af de {all} boligsociale helhedsplaner, som {document} opgør, og mindst "
        "{homes} af de {about}{all_homes} boliger, de {all} planer omfatter tilsammen.",
        day=day,
        shown=lang.in_words(sum(card.departments > 0 for card in shown.of_the_count)),
        all=lang.in_words(plans.value),
        document=documents[plans.source.document_id].short_title,
        homes=lang.number(shown.homes_of(shown.of_the_count)),
        about=about(lang, homes),
        all_homes=lang.number(homes.value),
    )
    return [Sentence(text, (ref(lang, shown.facts, homes),)), *_others(lang, shown)]


def _others(lang: Language, shown: CoverageView) -> list[Sentence]:
    """The plans of the day that another paper names than the one that counts them: nobody says they are counted."""
    own = [card.plan for card in shown.of_the_count]
    others = [card.plan for card in shown.running if card.plan not in own and card.plan.stands_for == 1]
    if not others:
        return []
    text = lang.ngettext(
        "Andre dokumenter navngiver {count} plan mere, der løber: {names}. Om {document} tæller den med, er ikke "
        "oplyst.",
        "Andre dokumenter navngiver {count} planer mere, der løber: {names}. Om {document} tæller dem med, er ikke "
        "oplyst.",
        len(others),
        names=lang.listing([short_name(lang, plan) for plan in others]),
        document=shown.facts.documents[own[0].source.document_id].short_title,
    )
    return [Sentence(text, refs(lang, shown.facts, others))]


def _known_plans(lang: Language, shown: CoverageView, day: str) -> list[Sentence]:
    known = sum(card.plan.stands_for == 1 for card in shown.running)
    unnamed = [card.plan for card in shown.running if card.plan.stands_for > 1]
    placed = sum(card.departments > 0 for card in shown.running)
    said = [
        lang._(
            "Pr. {day} kender registret {count} navngivne helhedsplaner, der løber, og afdelingerne i dem alle.",
            day=day,
            count=lang.number(known),
        )
        if known == placed > 1
        else lang.ngettext(
            "Pr. {day} kender registret {count} navngiven helhedsplan, der løber, og afdelingerne i {placed} af dem.",
            "Pr. {day} kender registret {count} navngivne helhedsplaner, der løber, og afdelingerne i {placed} af dem.",
            known,
            day=day,
            placed=lang.number(placed),
        )
    ]
    said += [
        lang._(
            "{document} tæller {count} planer mere uden at navngive dem.",
            document=shown.facts.documents[plan.source.document_id].short_title,
            count=lang.in_words(plan.stands_for),
        )
        for plan in unnamed
    ]
    if known == placed > 1:
        said.append(
            lang._(
                "Dækningen kan ikke sammenlignes med andre år, fordi kun de planer, som dokumenterne navngiver, er "
                "kendt."
            )
        )
    elif placed:
        said.append(
            lang._("Dækningen kan ikke sammenlignes med andre år, fordi kun nogle planers afdelinger er kendt.")
        )
    return [Sentence(text) for text in said]


def about(lang: Language, count: PrintedCount) -> str:
    """ "ca. " before a count that the document calls approximate."""
    return lang._("ca. ") if count.approximate else ""


def _states(lang: Language, shown: CoverageView) -> list[Sentence]:
    if {card.state for card in shown.running} != {"finansieret"}:
        return []
    if len(shown.running) == 1:
        return [
            Sentence(
                lang._("Planen er finansieret; om den er godkendt politisk og af beboerne, fremgår ikke af kilderne.")
            )
        ]
    return [
        Sentence(
            lang._("Planerne er finansieret; om de er godkendt politisk og af beboerne, fremgår ikke af kilderne.")
        )
    ]


def _disputed(lang: Language, shown: CoverageView) -> list[Sentence]:
    if not shown.disputed:
        return []
    names = lang.listing([row.name for row in shown.disputed])
    text = lang._(
        "Kilderne er uenige om perioden, så tallet for {names} afhænger af, hvilke datoer man følger.", names=names
    )
    return [Sentence(text)]


def place_sentence(lang: Language, shown: CoverageView, row: PlaceRow) -> str:
    """What the box about a chosen place says."""
    day, figures = lang.day(shown.day), row.coverage
    if figures.homes_covered is None:
        return _not_known(lang, shown, row, day)
    text = lang._(
        "Mindst {share} af de almene boliger ({covered} af {homes}) ligger i en afdeling, som kilderne henfører til en "
        "boligsocial helhedsplan, der løber den {day}.",
        share=lang.percent(figures.share),
        covered=lang.number(figures.homes_covered),
        homes=lang.number(figures.homes),
        day=day,
    )
    if row.homes_assumed:
        text += " " + lang._("Heraf hviler {homes} boliger på en antagelse.", homes=lang.number(row.homes_assumed))
    return text


def _not_known(lang: Language, shown: CoverageView, row: PlaceRow, day: str) -> str:
    if shown.before_the_register:
        return lang._("Registret omfatter ikke planer, der løb den {day}; derfor er andelen ikke oplyst.", day=day)
    text = lang.ngettext(
        "Kilderne nævner ikke bydelens ene almene afdeling under en boligsocial helhedsplan, der løber den {day}.",
        "Kilderne nævner ingen af de {count} almene afdelinger under en boligsocial helhedsplan, der løber den {day}.",
        row.coverage.departments,
        day=day,
    )
    told = [f"{said}." for said in expired(lang, row)]
    return " ".join([text, lang._("Det er ikke det samme som nul."), *told])


def place_lines(lang: Language, row: PlaceRow) -> tuple[str, ...]:
    """The tooltip of a place, line by line; the first is its name."""
    figures = row.coverage
    disputed = (lang._("Kilderne er uenige om perioden"),) if row.disputed else ()
    if figures.homes_covered is None:
        disputed = (*expired(lang, row), *disputed)
        homes = lang.ngettext("{count} almen bolig i alt", "{count} almene boliger i alt", figures.homes)
        return (row.name, lang._("Afdelinger ikke oplyst i kilderne"), homes, *disputed)
    assumed = (
        (lang._("Heraf {homes} boliger efter en antagelse", homes=lang.number(row.homes_assumed)),)
        if row.homes_assumed
        else ()
    )
    return (
        row.name,
        lang._("Mindst {share} af de almene boliger", share=lang.percent(figures.share)),
        lang._(
            "{covered} af {homes} boliger i {departments} af {all} afdelinger",
            covered=lang.number(figures.homes_covered),
            homes=lang.number(figures.homes),
            departments=lang.number(figures.departments_covered),
            all=lang.number(figures.departments),
        ),
        lang._("Mindst {share} af familie- og ungdomsboligerne", share=lang.percent(figures.share_family_youth)),
        *assumed,
        *disputed,
    )


def expired(lang: Language, row: PlaceRow) -> tuple[str, ...]:
    """That a plan the sources know has run out, and that nobody says what follows."""
    return tuple(
        lang._("{plan} er udløbet; om den fornys, er ikke oplyst", plan=plan_name(lang, plan)) for plan in row.expired
    )


def place_label(lang: Language, row: PlaceRow) -> tuple[str, ...]:
    """What stands on the map beneath the name of a place: nothing where nothing is known."""
    known = (lang.at_least(row.coverage.share),) if row.coverage.share is not None else ()
    return (*known, lang._("kilderne er uenige")) if row.disputed else known


def spoken(lang: Language, row: PlaceRow) -> str:
    """What a screen reader says of a place."""
    share = row.coverage.share
    known = (
        lang._("mindst {share} af de almene boliger", share=lang.percent(share))
        if share is not None
        else lang._("afdelinger ikke oplyst i kilderne")
    )
    disputed = lang._(", kilderne er uenige om perioden") if row.disputed else ""
    return f"{row.name}: {known}{disputed}"


def department_lines(lang: Language, shown: CoverageView, department_id: str) -> tuple[str, ...]:
    """What a department's tooltip says: its name, homes, plan, and how each document names it."""
    department = shown.facts.departments[department_id]
    homes = department.homes
    stated = (
        lang._("Boliger: ikke oplyst")
        if homes is None
        else lang.ngettext("{count} almen bolig", "{count} almene boliger", homes)
    )
    head = (department.name, department.organisation, stated)
    card = next((one for one in shown.plans if one.plan.plan_id == shown.covered.get(department_id)), None)
    if card is None:
        return (
            *head,
            lang._("Kilderne nævner den ikke under en helhedsplan; den kan være med i en, som de ikke navngiver"),
        )
    plan = f"{plan_name(lang, card.plan)} ({state(lang, card.state)})"
    return (*head, plan, *_named_as(lang, shown, department_id))


def _named_as(lang: Language, shown: CoverageView, department_id: str) -> list[str]:
    return [
        lang._(
            "Nævnt som »{printed}« i {where}",
            printed=row.listed.printed,
            where=ref(lang, shown.facts, row.listed).text,
        )
        + (lang._("; medlemskabet er antaget") if row.membership_assumed else "")
        + (lang._("; placeringen er antaget") if row.match.assumed else "")
        for row in shown.listed
        if department_id in row.match.department_ids
    ]


def how_placed(lang: Language, row: ListedRow) -> str:
    """How sure a placement is, in two words."""
    if row.match.decision is not None:
        return lang._("Afgjort")
    if not row.departments:
        return lang._("Ikke placeret")
    return lang._("Antaget") if row.assumed else lang._("Entydigt navn")


def placed(lang: Language, facts: "Facts", listed: Iterable[ListedDepartment]) -> str:
    """How many of the listed names are placed, which are not, and which a person found to be none of the layer's."""
    names = list(listed)
    off = [row for row in names if not facts.matches[row.listed_id].department_ids]
    nowhere = [row.printed for row in off if facts.matches[row.listed_id].decision is not None]
    left = [row.printed for row in off if facts.matches[row.listed_id].decision is None]
    said = lang._("{placed} af {all} nævnte navne er placeret", placed=len(names) - len(off), all=len(names))
    if left:
        said = lang._("{head}; {names} mangler", head=said, names=lang.listing(left))
    if nowhere:
        said = lang._("{head}; {names} er afgjort ikke at være i kortlaget", head=said, names=lang.listing(nowhere))
    return f"{said}."


def comparator(lang: Language, shown: CoverageView) -> tuple[str, float, Sentence] | None:
    """Name, share and note of what a district may be held against: the documents' own count, never a sum of ours.

    None where the plans of the day are not those the documents count.
    """
    plans, homes = shown.facts.counts.get(CURRENT_PLANS), shown.facts.counts.get(CURRENT_HOMES)
    if plans is None or homes is None or not shown.facts.homes or not shown.running or not shown.counted_together:
        return None
    document = shown.facts.documents[homes.source.document_id]
    name = lang._(
        "{whole}: de {plans} aktuelle planer, som {document} opgør dem ({dated})",
        whole=municipality_words.whole(lang, shown.facts),
        plans=lang.in_words(plans.value),
        document=document.short_title,
        dated=lang.day(document.document_date)
        if document.document_date
        else lang._(document.date_inferred_from) or lang._("udateret"),
    )
    note = lang._(
        "{about}{covered} af de {homes} almene boliger i kommunens kortlag; afrundet, og opgørelserne kan være "
        "afgrænset forskelligt",
        about=about(lang, homes),
        covered=lang.number(homes.value),
        homes=lang.number(shown.facts.homes),
    )
    share = homes.value / shown.facts.homes
    return name, share, Sentence(note, (ref(lang, shown.facts, homes),))


def without_district(lang: Language, shown: CoverageView) -> str:
    """Which homes are in the city's total and in no district, or nothing to say."""
    rows = [row for row in shown.facts.departments.values() if row.bydel_no is None]
    if not rows:
        return ""
    return lang.ngettext(
        "{homes} boliger i afdelingen {names} har intet omrids i kortlaget og indgår kun i tallet for hele byen.",
        "{homes} boliger i afdelingerne {names} har intet omrids i kortlaget og indgår kun i tallet for hele byen.",
        len(rows),
        homes=lang.number(sum(row.homes or 0 for row in rows)),
        names=lang.listing([row.name for row in rows]),
    )


def step_labels(lang: Language) -> list[str]:
    """The steps of coverage; each says which end it holds."""
    labels = []
    for low, high in COVERAGE.spans():
        if low is None and high is not None:
            labels.append(lang._("under {high}", high=lang.percent(high, 0)))
        elif high is None and low is not None:
            labels.append(lang._("{low} og derover", low=lang.percent(low, 0)))
        elif low is not None and high is not None:
            labels.append(lang._("{low} til under {high}", low=lang.number(low * 100), high=lang.percent(high, 0)))
    return labels
