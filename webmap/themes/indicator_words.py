"""How the maps of statistics are said: what is measured, what it is held against, the legend, and each place. Pure."""

from geodata.catalogue import HOMES_DATASET
from geodata.model import Level
from webmap import municipality_words
from webmap.language import Language
from webmap.palette import UNKNOWN
from webmap.sheet import Key, Label, LegendGroup, Place, Ref, Sentence, stated
from webmap.themes.indicator_view import ALMENE, CITY, Shown, almene_roder, group_value, roder_of


def how_made(shown: Shown) -> str:
    """How a figure of ours was made: it stands beside each of them."""
    if shown.indicator.published_for == "rode":
        return shown.lang._("beregnet, beboervægtet, ikke officielt")
    return shown.lang._("beregnet af bydelenes tal, personvægtet, ikke officielt")


def average(lang: Language, against: str) -> str:
    """What a figure is held against, as it is named beside every distance to it."""
    if against == CITY:
        return lang._("bygennemsnittet")
    return lang._("gennemsnittet af roder med mange almene boliger")


def heading(slug: str, lang: Language, against: str) -> str:
    """The page's question; `against` is what figures are held against, as `average` names it."""
    return {
        "tilknytning": lang._(
            "Hvor mange har tilknytning til arbejdsmarkedet, og hvor langt er der til {average}?", average=against
        ),
        "uddannelse": lang._("Hvilken uddannelse har beboerne, og hvor langt er der til {average}?", average=against),
        "indkomst": lang._("Hvilken indkomst har beboerne, og hvor langt er der til {average}?", average=against),
    }[slug]


def title(shown: Shown) -> str:
    """The line on the map: indicator, ages, year, that it is past, and the comparator where it is not the city."""
    named = shown.lang._("{name}, {year} – historisk", name=shown.name, year=shown.year)
    if shown.against == CITY:
        return named
    return shown.lang._("{title}, mod roder med mange almene boliger", title=named)


def summary(shown: Shown) -> list[Sentence]:
    """The definition, the city's figure, the comparator where it is another, and whom the figures do not speak of."""
    lang, said = shown.lang, measured(shown)
    if shown.city is None:
        return said
    text = lang._(
        "{whole}: {value} i {year} ({how}).",
        whole=municipality_words.whole(lang, shown.facts),
        value=shown.value(shown.city),
        year=shown.year,
        how=how_made(shown),
    )
    definition, *scope = said
    other = comparator(shown) if shown.against == ALMENE else None
    return [definition, Sentence(text, (shown.ref,)), *([other] if other else []), *scope]


def measured(shown: Shown) -> list[Sentence]:
    """What the figures are of: the definition, and whom they do not speak of; or that there are none."""
    lang = shown.lang
    if shown.city is None:
        return [Sentence(lang._("Der er ingen tal for hele byen i {year}.", year=shown.year), (shown.ref,))]
    scope = lang._(
        "Tallene er fra {year} og beskriver alle beboere i bydelen eller roden. De siger ikke noget om en "
        "boligafdelings eller et planområdes egne beboere.",
        year=shown.year,
    )
    return [stated(lang.pick(shown.indicator.definition_da, shown.indicator.definition_en), shown.ref), Sentence(scope)]


def caption(shown: Shown) -> list[Sentence]:
    """What goes along when the map is cut out as a picture, beside the comparator, which says the rest."""
    return [*measured(shown), *(_almene_notes(shown)[:1] if shown.against == ALMENE else ())]


def comparator(shown: Shown) -> Sentence | None:
    """What every figure is held against, with its own figure and how that was made."""
    lang, value = shown.lang, shown.comparator()
    if value is None:
        return None
    if shown.against == CITY:
        text = lang._(
            "Bygennemsnit, hele {municipality}: {value} ({how})",
            municipality=municipality_words.place(lang, shown.facts),
            value=shown.value(value),
            how=how_made(shown),
        )
        return Sentence(text, (shown.ref,))
    text = lang._(
        "Roder med mange almene boliger: {value} i {year} ({behind}). Et sted holdes op mod dem, der ligger uden for "
        "det.",
        value=shown.value(value),
        year=shown.year,
        behind=behind_almene(shown),
    )
    return Sentence(text, (shown.ref,))


def behind_almene(shown: Shown) -> str:
    """How the figure of the roder with much non-profit housing was made, and of how many."""
    lang, pooled = shown.lang, shown.almene()
    return lang._(
        "{roder} med {residents}; {how}",
        roder=lang.ngettext("{count} rode", "{count} roder", pooled.parts if pooled else 0),
        residents=lang.ngettext("{count} beboer", "{count} beboere", pooled.weight if pooled else 0),
        how=how_made(shown),
    )


def legend_lead(shown: Shown) -> Sentence:
    """What the colours show."""
    return Sentence(
        shown.lang._(
            "Farven viser afstanden til {average} i {year}.",
            average=average(shown.lang, shown.against),
            year=shown.year,
        )
    )


def legend(shown: Shown, plans: bool, missing: bool) -> tuple[LegendGroup, ...]:
    """The steps around the comparator, the hatching where something is missing, and the outlines of the plans."""
    lang = shown.lang
    steps = [Key(one, text) for one, text in zip(shown.steps.swatches(), _step_labels(shown), strict=True)]
    if missing:
        text = lang._("intet tal: ikke offentliggjort, ingen beboere eller for få; tabellen siger hvilket")
        steps.append(Key(UNKNOWN, text))
    named = lang._(
        "Afstand til {average}, {unit} ({direction})",
        average=average(shown.lang, shown.against),
        unit=lang._("procentpoint") if shown.indicator.unit == "percent" else lang._("procent af bygennemsnittet"),
        direction=lang.pick(shown.indicator.direction_da, shown.indicator.direction_en),
    )
    groups = [LegendGroup(named, tuple(steps))]
    if plans:
        day = lang.day(shown.facts.reference_date)
        text = lang._("afdelinger i planerne pr. {day}, vist for orientering; tallene handler ikke om dem", day=day)
        groups.append(LegendGroup(lang._("Omrids"), (Key(None, text, "plan"),)))
    return tuple(groups)


def _step_labels(shown: Shown) -> list[str]:
    """Each step in words; a bound belongs to the step farther from the comparator, on both sides alike."""
    lang, scale = shown.lang, 1 if shown.indicator.unit == "percent" else 100
    it = lang._("byen") if shown.against == CITY else lang._("roderne")
    labels = []
    for low, high in shown.steps.spans():
        if low is None or high is None:
            end = low if high is None else high
            bound = lang.number(abs(end or 0) * scale)
            labels.append(
                lang._("mindst {bound} over {it}", bound=bound, it=it)
                if high is None
                else lang._("mindst {bound} under {it}", bound=bound, it=it)
            )
        elif low < 0 < high:
            labels.append(lang._("mindre end {bound} fra {it}", bound=lang.number(high * scale), it=it))
        else:
            near, far = (lang.number(end * scale) for end in sorted((abs(low), abs(high))))
            labels.append(
                lang._("{near} til under {far} over {it}", near=near, far=far, it=it)
                if low > 0
                else lang._("{near} til under {far} under {it}", near=near, far=far, it=it)
            )
    return labels


def notes(shown: Shown) -> list[Sentence]:
    """Breaks and gaps, what a district, a rode and the comparator do not tell."""
    lang, indicator = shown.lang, shown.indicator
    note = lang.pick(indicator.note_da, indicator.note_en)
    said = [stated(note, shown.ref)] if note else []
    said.append(Sentence(lang._("En bydels gennemsnit siger ikke noget om et planområde i bydelen.")))
    if shown.level == "rode":
        said.append(
            Sentence(
                lang._(
                    "En rode er et statistisk område. Den rummer for det meste andre boliger end afdelingen i den og "
                    "beskriver et nabolag, ikke en afdeling."
                )
            )
        )
    return [*said, *(_almene_notes(shown) if shown.against == ALMENE else ())]


def _almene_notes(shown: Shown) -> list[Sentence]:
    lang, facts = shown.lang, shown.facts
    layer = next((row for row in facts.datasets if row.dataset_id == HOMES_DATASET), None)
    refs = (Ref(f"datasaet-{HOMES_DATASET}", lang._("kilde"), layer.title),) if layer else ()
    what = lang._(
        "En rode tæller her som en med mange almene boliger, når mindst {share} af dens areal er grunde med almene "
        "boliger; det gælder {count} af byens {all}. Andelen er af arealet, ikke af boligerne. Også i disse roder er "
        "der andre boliger, så tallet er ikke de almene boligers eget.",
        share=lang.percent(facts.least_almene_share, 0),
        count=lang.number(len(almene_roder(facts))),
        all=lang.number(len(facts.roder)),
    )
    dated = lang._(
        "Grundene er fra kommunens kortlag af {dated}, tallene fra {year}: boliger, der er kommet til eller forsvundet "
        "imellem, kan flytte en rode ind eller ud. Roder, hvis tal ikke vises, er ikke med i gennemsnittet.",
        dated=lang.dated(facts.homes_dated),
        year=shown.year,
    )
    return [Sentence(what, refs), Sentence(dated, refs)]


def rode_name(lang: Language, name: str) -> str:
    """A rode as it is named among other places."""
    return lang._("{name} rode", name=name)


def lines(shown: Shown, level: Level, no: int, name: str, within: str = "") -> tuple[str, ...]:
    """What a shape says of itself."""
    lang, figure = shown.lang, shown.figure(level, no)
    head = (name, within) if within else (name,)
    homes = level == "rode" and shown.facts.almene_shares.get(no)
    about = (lang._("Tal for hele nabolaget, ikke for en boligafdeling"),) if homes else ()
    if figure is None or figure.value is None:
        return (*head, shown.missing(figure), *about)
    inside = frozenset({no}) if level == "rode" else roder_of(shown.facts, (no,))
    residents = (people(shown, figure.weight),) if figure.weight is not None else ()
    gap = lang._(
        "Afstand til {average}: {gap}", average=average(shown.lang, shown.against), gap=shown.gap(figure.value, inside)
    )
    return (*head, f"{shown.value(figure.value)} ({shown.year})", gap, *residents, *about)


def people(shown: Shown, count: int) -> str:
    """How many a figure rests on."""
    if shown.indicator.published_for == "rode":
        return shown.lang.ngettext("{count} beboer", "{count} beboere", count)
    return shown.lang.ngettext("{count} person", "{count} personer", count)


def label(shown: Shown, no: int, name: str) -> Label:
    """A district's name on the map, with its figure where districts are shown."""
    figure = shown.figure("bydel", no)
    if shown.level != "bydel" or figure is None or figure.value is None:
        return Label(f"bydel/{no}", (name,))
    return Label(f"bydel/{no}", (name, shown.value(figure.value)))


def place(shown: Shown, slug: str) -> Place | None:
    """The place a reader has chosen; None where none is."""
    if not slug:
        return None
    name, numbers = shown.facts.places[slug]
    sentences = [Sentence(_said_of(shown, name, numbers), (shown.ref,))]
    if len(numbers) > 1:
        text = shown.lang._(
            "{name} er ikke en bydel; tallet er et gennemsnit af {names}, vægtet med antallet af personer.",
            name=name,
            names=shown.lang.listing([shown.facts.bydele[no][0] for no in numbers]),
        )
        sentences.append(Sentence(text))
    return Place(slug, name, tuple(sentences), "bydele", tuple(str(no) for no in numbers))


def _said_of(shown: Shown, name: str, numbers: tuple[int, ...]) -> str:
    lang, inside = shown.lang, roder_of(shown.facts, numbers)
    value, _ = group_value(shown, numbers)
    against = shown.comparator(inside)
    if value is None:
        return lang._("Tallet for {name} er ikke oplyst.", name=name)
    figures = {
        "indicator": shown.name,
        "year": shown.year,
        "value": shown.value(value),
        "name": name,
        "how": how_made(shown),
        "gap": shown.gap(value, inside),
    }
    if against is None:
        return lang._(
            "{indicator}, {year}: {value} i {name} ({how}). Der er ikke noget at holde tallet op mod.", **figures
        )
    if shown.against == CITY:
        return lang._(
            "{indicator}, {year}: {value} i {name} mod {city} i hele {municipality} ({how}). Afstand til "
            "bygennemsnittet: {gap}.",
            municipality=municipality_words.place(lang, shown.facts),
            city=shown.value(against),
            **figures,
        )
    return lang._(
        "{indicator}, {year}: {value} i {name} mod {other} i roder med mange almene boliger uden for {name} ({how}). "
        "Afstand til deres gennemsnit: {gap}.",
        other=shown.value(against),
        **figures,
    )


def see_also(slug: str, shown: Shown) -> tuple[Sentence, ...]:
    """That the documents' own figures of plan areas stand elsewhere, and why."""
    if slug == "indkomst" or not shown.facts.plan_area_figures:
        return ()
    text = shown.lang._(
        "Dokumenternes egne tal for planområderne måler noget andet og kan ikke holdes op mod dette kort. De står for "
        "sig selv."
    )
    return (Sentence(text, (Ref("planomraader", shown.lang._("Planområdernes egne tal"), page="theme"),)),)
